"""The last known edition of this process: texts and what is read with them, as fresh as the database lets them be.

Whoever reads a page never waits for the database, but for a moment at the start of a process.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from . import last_known
from .models import Edition

if TYPE_CHECKING:
    from .library import Library

LOOK_EVERY = 2.0
"""Seconds between two looks at the edition."""
FIRST_LOOK = 3.0
"""Seconds for which the start of a process waits for the database."""
LATE = 6.0
"""Seconds after which a look that has not come back is taken for a database that hangs."""
STUCK = 2.0
"""Seconds after which the database is late with the number of the edition, one small query."""
TRIES = 5
"""How often an edition is read anew because the next one began meanwhile."""
log = logging.getLogger(__name__)


class Beside(Protocol):
    """What another room reads with the texts of an edition."""

    def read(self, edition: int) -> Any:
        """What the database says in this edition."""

    def shipped(self) -> Any:
        """What the site came with."""

    def stored(self, found: Any) -> Any:
        """As JSON; None where it is not fit to be kept."""

    def from_file(self, edition: int, stored: Any) -> Any:
        """As `stored` gave it."""

    def show(self, found: Any) -> None:
        """From now on this is shown."""


@dataclass(frozen=True, slots=True)
class Known:
    """An edition. read: whether this process has it from the database; on: when it was known to be the last."""

    texts: Library
    beside: Any
    read: bool
    on: datetime | None = None


class Unsettled(Exception):
    """The texts change faster than they can be read."""


class Shelf:
    """Keeps the current edition. Without the database the last known one stays; at the start of a process the one that
    this node has kept in a file, else the shipped one.

    One thread looks at the edition, and no other waits for it: what falls due then may ask for texts, and gets those
    last known.
    """

    def __init__(
        self,
        from_database: Callable[[int], Library],
        from_seeds: Callable[[], Library],
        from_file: Callable[[int, Any], Library],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._from_database, self._from_seeds, self._from_file = from_database, from_seeds, from_file
        self._clock = clock
        self.beside: Beside | None = None
        self._known: Known | None = None
        self._looked = float("-inf")
        self._failed = ""
        self.begin_anew()

    def begin_anew(self) -> None:
        """Locks and thread of their own, as a process that was forked needs them."""
        self._swapping = threading.Lock()
        self._standing_in = threading.Lock()
        """Held while the file or the shipped texts are read, never while the database is."""
        self._looking = threading.Lock()
        """Taken by the one thread that looks at the edition; nobody waits for it."""
        self._came = threading.Event()
        """The first look has come to something."""
        self._due = threading.Event()
        self._thread: threading.Thread | None = None
        self._began: float | None = None
        self._asked: float | None = None
        """When the number of the edition was asked for; None once it is there."""

    def known(self) -> Known:
        """Today's edition, looked up at most every two seconds, by one thread."""
        if self._known is None or self._clock() - self._looked >= LOOK_EVERY:
            if settings.LOOK_ASIDE:
                self._ask()
            else:
                self._look()
        return self._known or self._first()

    def current(self) -> Library:
        """The texts of today's edition."""
        return self.known().texts

    def forget(self) -> None:
        """Read everything anew at the next call."""
        self._known, self._looked, self._failed = None, float("-inf"), ""
        self._came.clear()

    @property
    def hangs(self) -> bool:
        """The database has long not answered a look: nobody should ask it anything else now."""
        began = self._began
        return began is not None and self._clock() - began > LATE

    @property
    def stuck(self) -> bool:
        """Whoever asked the database now would wait: it does not even say which edition is the last."""
        asked = self._asked
        return self.hangs or (asked is not None and self._clock() - asked > STUCK)

    @property
    def away(self) -> bool:
        """The last look at the database failed, or hangs."""
        if self.hangs:
            self._fail("it hangs")
        return bool(self._failed)

    @contextmanager
    def looked_at_once(self) -> Iterator[None]:
        """One look at the database, in the main thread and for seconds at most; inside, nobody looks again."""
        with _at_most(LATE):
            self._look()
        if self._known is None:
            self._first()
        self._looked = float("inf")
        try:
            yield
        finally:
            self._looked = float("-inf")

    def standing_in(self) -> Known | None:
        """What is shown while nobody can say whether it still is the last edition; None as long as that is known."""
        known = self.known()
        return known if self.away or not known.read else None

    def _first(self) -> Known:
        """The edition at the start of the process."""
        self._came.wait(FIRST_LOOK)
        with self._standing_in:
            return self._known or self._take(self._stand_in(), instead=False)

    def _stand_in(self) -> Known:
        if found := last_known.kept():
            try:
                beside = self.beside and self.beside.from_file(found.edition, found.parts["beside"])
                return Known(self._from_file(found.edition, found.parts["texts"]), beside, False, found.on)
            except Exception as error:
                log.error("the edition that is kept cannot be shown: %s", type(error).__qualname__)
        return Known(self._from_seeds(), self.beside and self.beside.shipped(), False)

    def _take(self, known: Known, instead: bool = True) -> Known:
        """Show this from now on; not instead of something else where that is not wanted."""
        with self._swapping:
            if self._known is None or instead:
                self._known = known
                if self.beside:
                    self.beside.show(known.beside)
            return self._known

    # Looking

    def _ask(self) -> None:
        """Have the thread look; where it does already, nothing."""
        if self._thread is None or not self._thread.is_alive():
            with self._swapping:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._looks, name="looks at the edition", daemon=True)
                    self._thread.start()
        self._due.set()

    def _looks(self) -> None:
        while self._due.wait(LOOK_EVERY) or True:  # also where nobody asks: whoever comes next gets today's
            self._due.clear()
            if self._known is None or self._clock() - self._looked >= LOOK_EVERY:
                self._look(anew=True)

    def _look(self, anew: bool = False) -> None:
        """Take over what is new. anew: a connection that has gone stale is made again."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._looked = self._began = self._asked = self._clock()
            try:
                self._read_new()
            except Error:
                if not anew:
                    raise
                connection.close()
                self._read_new()
            if self._failed:
                log.warning("the database answers again")
            self._failed = ""
        except Exception as error:
            self._fail(type(error).__qualname__)
        finally:
            self._began = self._asked = None
            self._came.set()
            if anew:
                _let_go()
            self._looking.release()

    def _read_new(self) -> None:
        """One query where nothing is new. At the start what has fallen due is put into force after the first reading."""
        if self._known is None or not self._known.read:
            edition = Edition.current()
            self._asked = None
            self._take(self._whole(edition))
            self._came.set()
        edition = Edition.now()
        self._asked = None
        known = self._known
        if known is None or edition != known.texts.edition:
            known = self._whole(edition)
        self._take(Known(known.texts, known.beside, True, timezone.now()))

    def _whole(self, edition: int) -> Known:
        """The edition, nothing of it older or newer: its number counts up with every change."""
        for _try in range(TRIES):
            if not edition:
                return Known(self._from_seeds(), self.beside and self.beside.shipped(), True)
            texts = self._from_database(edition)
            beside = self.beside and self.beside.read(edition)
            edition, read = Edition.current(), edition
            if edition == read:
                self._keep(texts, beside)
                return Known(texts, beside, True)
        raise Unsettled

    def _keep(self, texts: Library, beside: Any) -> None:
        stored = self.beside.stored(beside) if self.beside else {}
        if settings.LAST_KNOWN and stored is not None:
            last_known.keep(texts.edition, {"texts": texts.stored(), "beside": stored})

    def _fail(self, why: str) -> None:
        if self._failed != why:
            shown = "" if self._known is None else f"; edition {self._known.texts.edition} is shown as last known"
            log.error("the database does not say what is new: %s%s", why, shown)
        self._failed = why


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raises `TimeoutError` inside, again every second, once this time is over."""

    def late(*_signal: object) -> None:
        raise TimeoutError

    options = connection.settings_dict["OPTIONS"]
    own = dict(options)
    if connection.vendor == "sqlite":  # which waits for locks where no signal reaches it
        options["timeout"] = seconds
    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        options.update(own)


def _let_go() -> None:
    """Close a connection that is broken or old, and always that to a file, in whose place another may have been put."""
    if connection.connection is None:
        return
    old = connection.close_at is not None and time.monotonic() >= connection.close_at
    if old or connection.errors_occurred or connection.vendor == "sqlite":
        connection.close()

"""What pages and commands read: all texts in memory, as fresh as the last edition."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date

from django.db import Error

from advisor.rules.law import Law

from .models import Edition, Segment
from .prose import LANGUAGES, fill
from .seeds import role_of, shipped

LOOK_EVERY = 2.0
"""Seconds between two looks at the edition."""

Bodies = Mapping[str, str]
Texts = dict[tuple[str, str], tuple[tuple[str, Bodies], ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One segment as the reader gets it: figures filled in by `get`, markup left to `prose.render` or `prose.plain`.

    `language` is German where the translation is missing.
    """

    id: str
    role: str
    text: str
    language: str


class Library:
    """All texts of one edition."""

    def __init__(self, edition: int, texts: Texts, changed: date | None = None) -> None:
        self.edition = edition
        self.changed = changed
        self._texts = texts

    def has(self, kind: str, key: str) -> bool:
        """Whether there is such a text."""
        return (kind, key) in self._texts

    def keys(self, kind: str) -> list[str]:
        """The keys of all texts of a kind, sorted."""
        return sorted(key for of_kind, key in self._texts if of_kind == kind)

    def holding(self, words: str) -> list[str]:
        """The names of all texts that hold these words as written, in any language, sorted."""
        return sorted(
            f"{kind}/{key}"
            for (kind, key), segments in self._texts.items()
            if any(words in body for _slug, bodies in segments for body in bodies.values())
        )

    def get(self, kind: str, key: str, language: str, law: Law) -> list[Part]:
        """The parts of a text in their order, with the figures of that law. Raises `KeyError` for no such text."""
        return [replace(part, text=fill(part.text, law, part.language)) for part in self.wordings(kind, key, language)]

    def wordings(self, kind: str, key: str, language: str) -> list[Part]:
        """The parts of a text with its placeholders as they were written. Raises `KeyError` for no such text."""
        if (kind, key) not in self._texts:
            raise KeyError(f"there is no text {kind}/{key}")
        return [self._part(slug, bodies, language) for slug, bodies in self._texts[kind, key]]

    def title(self, kind: str, key: str, language: str, law: Law) -> str:
        """The title of a text. Raises `KeyError` where there is none."""
        for part in self.get(kind, key, language, law):
            if part.role == "title":
                return part.text
        raise KeyError(f"the text {kind}/{key} has no title")

    def with_text(self, kind: str, key: str, segments: Iterable[tuple[str, Bodies]], edition: int) -> "Library":
        """The same texts with one of them read otherwise, as an edition of its own."""
        return Library(edition, {**self._texts, (kind, key): tuple(segments)}, self.changed)

    @staticmethod
    def _part(slug: str, bodies: Bodies, language: str) -> Part:
        shown = language if bodies[language] else "de"
        return Part(slug, role_of(slug), bodies[shown], shown)


def from_database(edition: int) -> Library:
    """The texts as the database has them."""
    columns = ("text__kind", "text__key", "slug", *(f"body_{language}" for language in LANGUAGES))
    texts: Texts = {}
    for kind, key, slug, *bodies in Segment.objects.order_by("position", "pk").values_list(*columns):
        segment = (slug, {code: body or "" for code, body in zip(LANGUAGES, bodies, strict=True)})
        texts[kind, key] = (*texts.get((kind, key), ()), segment)
    return Library(edition, texts, Edition.changed_on())


def from_seeds() -> Library:
    """The shipped texts, as edition 0."""
    segments = {name: tuple((part.slug, part.bodies) for part in text.segments) for name, text in shipped().items()}
    return Library(0, segments)


class Shelf:
    """Keeps the current library of this process. Without a database the last known texts stay, else the shipped ones.

    No lock is held while the edition is looked at: what falls due then may ask for texts, and gets those last known.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._reading = threading.Lock()
        """Held where there is nothing to show yet, while the database is read and nothing else happens."""
        self._looking = threading.Lock()
        """Taken by the one thread that looks at the edition; nobody waits for it."""
        self._library: Library | None = None
        self._looked = float("-inf")

    def current(self) -> Library:
        """The texts of today's edition, looked up at most every two seconds, by one thread."""
        known = self._library or self._first()
        if self._clock() - self._looked < LOOK_EVERY or not self._looking.acquire(blocking=False):
            return known
        try:
            self._looked = self._clock()
            self._library = known = self._looked_up(known)
        finally:
            self._looking.release()
        return known

    def forget(self) -> None:
        """Read everything anew at the next call."""
        self._library, self._looked = None, float("-inf")

    def _first(self) -> Library:
        """The texts as they are, before anything that has fallen due."""
        with self._reading:
            if (known := self._library) is None:
                try:
                    known = _read(Edition.current())
                except Error:
                    known = from_seeds()
                self._library = known
            return known

    def _looked_up(self, known: Library) -> Library:
        try:
            edition = Edition.now()
            return known if known.edition == edition else _read(edition)
        except Error:
            return known


def _read(edition: int) -> Library:
    return from_database(edition) if edition else from_seeds()


SHELF = Shelf()


_shown: ContextVar[Library | None] = ContextVar("shown", default=None)


def library() -> Library:
    """All texts, current within two seconds; inside `showing` those shown."""
    return _shown.get() or SHELF.current()


@contextmanager
def showing(others: Library) -> Iterator[None]:
    """Inside, and for nobody else, these texts are read: a draft as it would look."""
    before = _shown.set(others)
    try:
        yield
    finally:
        _shown.reset(before)

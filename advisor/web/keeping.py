"""What is kept in memory until what pages are made of changes: whole pages, their shells and parts; never anybody's answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.utils.translation import get_language

from .caching import Moment, moment

T = TypeVar("T")
Part = TypeVar("Part", bound=Sized)
Key = tuple[Hashable, ...]


class Store(Generic[T]):
    """Things made of one moment, those longest not asked for leaving first. weigh: the bytes of one."""

    def __init__(self, most_bytes: int, weigh: Callable[[T], int]) -> None:
        self.most_bytes = most_bytes
        self.hits = self.bytes = 0
        self._weigh = weigh
        self._lock = threading.Lock()
        self._moment: Moment | None = None
        self._kept: OrderedDict[Key, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def items(self) -> list[tuple[Key, T]]:
        """All that is kept."""
        with self._lock:
            return list(self._kept.items())

    def get(self, key: Key, now: Moment) -> T | None:
        """What is kept, as it still is."""
        with self._lock:
            if self._moment is not now or (found := self._kept.get(key)) is None:
                return None
            self._kept.move_to_end(key)
            self.hits += 1
            return found

    def put(self, key: Key, thing: T, now: Moment) -> None:
        """Keep it. Whatever was made of another moment is forgotten."""
        with self._lock:
            if self._moment is not now:
                self._empty()
                self._moment = now
            if (old := self._kept.pop(key, None)) is not None:
                self.bytes -= self._weigh(old)
            self._kept[key] = thing
            self.bytes += self._weigh(thing)
            while self.bytes > self.most_bytes:
                _, dropped = self._kept.popitem(last=False)
                self.bytes -= self._weigh(dropped)

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._empty()

    def _empty(self) -> None:
        self._kept.clear()
        self.bytes = 0


HOLE = "\0"
"""What stands in a shell for something of one visitor. No text of ours and no answer can hold it."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A page without what is one visitor's: its pieces, and what goes between each two of them."""

    pieces: tuple[str, ...]
    holes: tuple[Callable[[Any], str], ...]
    """Each gives its text for the page that it stands in."""

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def filled(self, page: Any) -> str:
        """The page of one visitor."""
        found = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            found += hole(page), piece
        return "".join(found)


PARTS: Store[Sized] = Store(16 * 1024 * 1024, weigh=lambda part: 200 + len(part))
"""Of pages, and shells, in one process: signs of the texts alone, keys take about as much again."""


@dataclass(frozen=True, slots=True)
class Making:
    """The page that is being made: the moment it is made of, and what decides all of its parts."""

    moment: Moment
    decided_by: Key


_making: ContextVar[Making | None] = ContextVar("making", default=None)


@contextmanager
def making(now: Moment | None, *decided_by: Hashable) -> Iterator[None]:
    """Inside, a page of this moment is made; of None no part is kept. decided_by: what all of its parts depend on."""
    token = _making.set(Making(now, decided_by) if now else None)
    try:
        yield
    finally:
        _making.reset(token)


def kept(make: Callable[[], Part], *key: Hashable) -> Part:
    """A part of the page, kept from the time it was made before. key: names and texts of ours that decide it, never an answer."""
    page = _making.get()
    if page is None:
        return make()
    whole = (get_language(), *page.decided_by, *key)
    if (found := PARTS.get(whole, page.moment)) is None:
        with _leaving(None):
            found = make()
        if moment() is page.moment:
            PARTS.put(whole, found, page.moment)
    return cast(Part, found)


_holes: ContextVar[list[Callable[[Any], str]] | None] = ContextVar("holes", default=None)


def shell(make: Callable[[], str]) -> Shell:
    """What is made, with a hole wherever `left_open` is asked meanwhile."""
    holes: list[Callable[[Any], str]] = []
    with _leaving(holes):
        pieces = make().split(HOLE)
    if len(pieces) != len(holes) + 1:
        raise ValueError("a hole inside a part that is kept, or not written as it is")
    return Shell(tuple(pieces), tuple(holes))


@contextmanager
def _leaving(holes: list[Callable[[Any], str]] | None) -> Iterator[None]:
    token = _holes.set(holes)
    try:
        yield
    finally:
        _holes.reset(token)


def left_open(hole: Callable[[Any], str]) -> bool:
    """Whether a shell is being made, in which this hole then stays open."""
    if (holes := _holes.get()) is None:
        return False
    holes.append(hole)
    return True


def frozen(value: Any) -> Hashable:
    """Plain data as a key."""
    if isinstance(value, dict):
        return tuple([(name, each if isinstance(each, str) else frozen(each)) for name, each in value.items()])
    return tuple([frozen(each) for each in value]) if isinstance(value, list | tuple) else value

"""What is kept in memory until what pages are made of changes: whole pages, and parts of pages; never anybody's answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import get_language

from .caching import Moment, moment

T = TypeVar("T")
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


PARTS: Store[str] = Store(8 * 1024 * 1024, weigh=lambda part: 200 + len(part))
"""Of pages, in one process: signs of the parts alone, keys take about as much again."""


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


def kept(make: Callable[[], str], *key: Hashable) -> str:
    """A part of the page, kept from the time it was made before. key: names and texts of ours that decide it, never an answer."""
    page = _making.get()
    if page is None:
        return make()
    whole = (get_language(), *page.decided_by, *key)
    if (found := PARTS.get(whole, page.moment)) is None:
        found = make()
        if moment() is page.moment:
            PARTS.put(whole, found, page.moment)
    return found

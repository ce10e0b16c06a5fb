"""Counts and secrets kept for minutes in the cache that all processes share; while it is away, each process keeps its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import BaseCache, caches

SPARED = 5.0
"""Seconds for which a cache that did not answer is not asked again, so that a hanging one delays few."""
OWN = "own"
"""The cache of this process, in `settings.CACHES`."""
log = logging.getLogger(__name__)
T = TypeVar("T")

_spared_until = float("-inf")


def counted(name: str, seconds: int) -> int:
    """The number of times this was called with that name, within the time since the first one."""

    def count(cache: BaseCache) -> int:
        cache.add(name, 0, seconds)
        try:
            return cache.incr(name)
        except ValueError:  # it ran out between the two lines
            return 1

    return _asked(count)


def kept(name: str, make: Callable[[], str], seconds: int) -> str:
    """What is kept under that name, made where there is nothing."""
    return _asked(lambda cache: str(cache.get_or_set(name, make, seconds)))


def _asked(ask: Callable[[BaseCache], T]) -> T:
    """What the shared cache answers, or this process's own."""
    global _spared_until
    if time.monotonic() >= _spared_until:
        try:
            return ask(caches["default"])
        except Exception as away:  # each cache has errors of its own
            _spared_until = time.monotonic() + SPARED
            log.warning("the cache is away, each process counts alone: %s", type(away).__qualname__)
    return ask(caches[OWN])

"""What a run of machines against the site came to: every request counted with its status and its time, failures kept."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SLOW = 1.0
"""Seconds: nothing may take longer. Processor time, so that other work on the machine does not count."""


class Sweeps:
    """Whole collections of this process's memory: nearly all that they look through is what the attackers have tried."""

    def __init__(self) -> None:
        self.seconds = self._began = 0.0

    def __call__(self, phase: str, about: Mapping[str, int]) -> None:
        if about["generation"] < 2:
            return
        now = time.thread_time()
        if phase == "start":
            self._began = now
        else:
            self.seconds += now - self._began


SWEEPS = Sweeps()
gc.callbacks.append(SWEEPS)


def spent() -> float:
    """Seconds of the processor that this thread has taken, without such collections."""
    return time.thread_time() - SWEEPS.seconds


@dataclass
class Tally:
    """Requests by status, the slowest of them, and what was wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    slow: list[str] = field(default_factory=list)
    """What was asked for and took longer than `SLOW`, with its seconds."""
    compared: int = 0
    """Results that were compared with a direct call of the rules."""

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.statuses + other.statuses,
            max(self.slowest, other.slowest),
            self.slow + other.slow,
            self.compared + other.compared,
        )

    def timed(self, ask: Callable[[], Any], asked: str) -> Any:
        """The response to a request, which is counted. asked: what for."""
        began = spent()
        response = ask()
        self.note(response.status_code, spent() - began, asked)
        return response

    def note(self, status: int, seconds: float, asked: str) -> None:
        """Count a request. Raises `AssertionError` for a failure of the site.

        A slow answer does not: whoever attacks would try it again, and again, and find it quick.
        """
        self.statuses[status] += 1
        self.slowest = max(self.slowest, seconds)
        if seconds > SLOW:
            self.slow.append(f"{seconds:.2f} s: {asked}")
        assert status < 500, (status, asked)


class Site:
    """The whole site as one WSGI application in this process, every request counted."""

    def __init__(self, tally: Tally) -> None:
        from django.core import signals
        from django.core.handlers.wsgi import WSGIHandler
        from django.db import close_old_connections

        self.tally = tally
        self._handler = WSGIHandler()
        for signal in (signals.request_started, signals.request_finished):
            signal.disconnect(close_old_connections)  # the database of a test lives in one connection

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said: list[int] = []

        def start(status: str, headers: Any, *rest: Any) -> Any:
            said.append(int(status.split()[0]))
            return start_response(status, headers, *rest)

        environ.pop("HTTP_ACCEPT_ENCODING", None)  # who asks in this process unpacks nothing
        began = spent()
        body = self._handler(environ, start)
        asked = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
        self.tally.note(said[0], spent() - began, asked)
        return body

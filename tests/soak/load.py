"""Callers that ask a site on loopback, at most so many times a second in all."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from itertools import count
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

from .asks import Ask, Mix

CALLERS = 8
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Took(NamedTuple):
    """Seconds since the beginning, what was asked for, and seconds until it was answered."""

    at: float
    kind: str
    seconds: float


class Load:
    """What came of so many seconds of it."""

    def __init__(self, port: int, mix: Mix, rate: float | None = None) -> None:
        self.port, self.mix, self.rate = port, mix, rate
        self.times: list[Took] = []
        self.failed: Counter[str] = Counter()
        self._ends, self._turn, self._lock = 0.0, count(), threading.Lock()

    def run(self, seconds: float) -> Load:
        self._began = time.monotonic()
        self._ends = self._began + seconds
        callers = [threading.Thread(target=self._call, args=(number,)) for number in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return self

    def _call(self, number: int) -> None:
        chance, line = Random(number), http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while (now := time.monotonic()) < self._ends:
            if self.rate:
                with self._lock:
                    due = self._began + next(self._turn) / self.rate
                time.sleep(max(0.0, due - now))
            ask = self.mix.one(chance)
            began = time.monotonic()
            wrong = self._ask(line, ask)
            with self._lock:
                if wrong:
                    self.failed[f"{ask.kind}: {wrong}"] += 1
                self.times.append(Took(began - self._began, ask.kind, time.monotonic() - began))

    def _ask(self, line: http.client.HTTPConnection, ask: Ask) -> str:
        try:
            if ask.form is None:
                line.request("GET", ask.path)
            else:
                line.request("POST", ask.path, urlencode(ask.form), FORM)
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as fault:
            line.close()
            return type(fault).__name__
        return "" if answer.status == 200 else str(answer.status)

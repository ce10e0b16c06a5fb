"""People who walk through the site without a pause, and what they count: answers, second tries, and requests lost."""

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from advisor.flows import all_flows
from advisor.web.words import Words
from tests.bench.pages import DAY, answered

FORM = "application/x-www-form-urlencoded"
PATIENCE = 60.0
"""Seconds after which a visitor gives up waiting: longer than nginx does."""
PUBLIC, ANSWERS, PRIVATE, API = "public", "answers", "private", "api"


class Request(NamedTuple):
    """What is asked. body: what a form sends, None for an address; kind: who may keep the answer."""

    kind: str
    path: str
    body: str | None = None


def address(name: str, **arguments: object) -> str:
    """Of a page in German."""
    with translation.override("de"):
        return reverse(name, kwargs=arguments)


def _at(path: str, fields: dict[str, str]) -> str:
    return f"{path}?{urlencode(fields)}"


def interview(flow: str, **given: str) -> list[Request]:
    """Every question of a flow, every answer sent, all of them to check, and the result, as a browser asks for them."""
    of, words, path = all_flows()[flow], Words("de"), address("interview", flow=flow)
    day, answers = {"as_of": DAY.isoformat()}, answered(flow, **given)
    carried: dict[str, str] = {}
    asked = [Request(ANSWERS, path)]
    for key, raw in answers.items():
        with translation.override("de"):
            typed = words.typed(of.questions[key], raw)
        sent = urlencode({**carried, **day, "question": key, "answer": typed})
        carried[key] = raw
        if of.private:
            asked.append(Request(PRIVATE, path, sent))
        else:
            check = {"check": "1"} if len(carried) == len(answers) else {}
            asked += [Request(ANSWERS, f"{path}?{sent}"), Request(ANSWERS, _at(path, carried | check | day))]
    if not of.private:
        asked.append(Request(ANSWERS, _at(path, carried | day)))
    return asked


def visit() -> list[Request]:
    """One visit: a page to begin with, an interview to its end, and two pages of the guide."""
    guide = [Request(PUBLIC, address("guide-page", key=key)) for key in ("students", "how-it-works")]
    return [Request(PUBLIC, address("start")), *interview("student", work="main", gross_pay="2000"), *guide]


def further() -> list[Request]:
    """What some do besides: a private form, a list, the search, and a program that asks."""
    api = f"/api/v1/advise/student?{urlencode({'as_of': DAY.isoformat(), **answered('student')})}"
    search = f"{address('search')}?q=Familienversicherung"
    pages = [Request(PUBLIC, address("list", list_key="funds")), Request(PUBLIC, search), Request(API, api)]
    return [*interview("asylum-seeker"), *pages]


@dataclass
class Counted:
    """What visitors saw. retried: first tries that came to nothing; lost: those whose second try did not help either."""

    statuses: Counter[int] = field(default_factory=Counter)
    retried: int = 0
    lost: int = 0
    slowest: float = 0.0
    why: Counter[str] = field(default_factory=Counter)

    @property
    def requests(self) -> int:
        """Answered at last, or lost."""
        return sum(self.statuses.values()) + self.lost

    @property
    def refused(self) -> int:
        """Answers that were neither the page nor the way on to it."""
        return sum(number for status, number in self.statuses.items() if status not in (200, 302))


class Visitors:
    """So many people at once, until they are told to stop."""

    def __init__(self, port: int, number: int = 8, pause: float = 0.02) -> None:
        self.port, self.pause = port, pause
        self.counted = Counted()
        self._lock = threading.Lock()
        self._over = threading.Event()
        walk = [*visit(), *further()]
        self._threads = [
            threading.Thread(
                target=self._walk, args=(walk[at * len(walk) // number :] + walk[: at * len(walk) // number],)
            )
            for at in range(number)
        ]

    def __enter__(self) -> Counted:
        for thread in self._threads:
            thread.start()
        return self.counted

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _walk(self, walk: list[Request]) -> None:
        connection: http.client.HTTPConnection | None = None
        while not self._over.is_set():
            for request in walk:
                if self._over.is_set():
                    break
                connection = self._ask(connection, request)
                time.sleep(self.pause)

    def _ask(
        self, connection: http.client.HTTPConnection | None, request: Request
    ) -> http.client.HTTPConnection | None:
        """Ask; where nothing or an error of the server comes, once more on a new connection."""
        began = time.monotonic()
        for turn in (1, 2):
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                body, headers = (None, {}) if request.body is None else (request.body, {"Content-Type": FORM})
                connection.request("GET" if body is None else "POST", request.path, body, headers)
                answer = connection.getresponse()
                answer.read()
                failed = str(answer.status) if answer.status >= 500 else ""
            except (OSError, http.client.HTTPException) as broken:
                failed, connection = type(broken).__name__, None
            with self._lock:
                if not failed:
                    self.counted.statuses[answer.status] += 1
                    self.counted.slowest = max(self.counted.slowest, time.monotonic() - began)
                    return connection
                self.counted.why[f"{request.kind}: {failed}"] += 1
                self.counted.retried += turn == 1
                self.counted.lost += turn == 2
        return connection

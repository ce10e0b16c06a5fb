"""What is measured without HTML: advice a second, its growth with the number of questions, and queries on warm pages.

Run as a program of its own, with the settings of `tests.bench`; prints JSON.
"""

import gc
import json
import logging
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import cycle, islice, pairwise
from statistics import median
from typing import Any

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db.backends import utils  # noqa: E402

from advisor.content.shelf import LOOK_EVERY  # noqa: E402
from advisor.flows import all_flows  # noqa: E402
from advisor.interview.advise import advise  # noqa: E402
from advisor.interview.changes import changes  # noqa: E402
from advisor.interview.core import Ask, Flow, Outcome, Step, walk  # noqa: E402
from advisor.interview.question import Question  # noqa: E402
from advisor.rules.law import Law  # noqa: E402
from tests.kinds import KINDS, LANGUAGES, LAW, Kind, ways  # noqa: E402

CASES = 400
"""Different cases of each flow, so that nothing kept for a value helps the next one."""
SHORT = ("asylum-seeker", "student-cost")
DOUBLED = (8, 16, 32, 64)
"""Questions of a made-up flow."""


def milliseconds(act: Callable[[], object], seconds: float) -> float:
    """Processor time of one act, the mean over so many seconds of it."""
    number, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds or not number:
        act()
        number += 1
    return spent / number * 1e3


def floor() -> Callable[[], object]:
    """Hello through the middleware, in this process."""
    handler = WSGIHandler()
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/floor/hello",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": "br",
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
    }

    def hello() -> None:
        answer = handler({**asked, "wsgi.input": BytesIO()}, lambda *_: None)
        assert b"".join(answer) == b"hello"
        answer.close()

    return hello


# Advice


def cases(flow: Flow, law: Law) -> list[Mapping[str, str]]:
    """Ways through a flow, spread over all of them, each amount of money a few cents further every time."""
    every = [answers for _, answers in ways(flow.key, law)]
    spread = every[:: max(1, len(every) // 60)]
    found: list[Mapping[str, str]] = []
    for turn in range(2 * CASES):
        answers = spread[turn % len(spread)]
        shifted = {key: _shifted(flow.questions[key], raw, turn) for key, raw in answers.items()}
        step = walk(flow, shifted, law)
        found.append(shifted if step.results and all(one.outcome for one in step.results) else answers)
        if len(found) == CASES:
            break
    return found


def _shifted(question: Question[Any], raw: str, cents: int) -> str:
    if question.kind.name != "money" or not raw.replace(".", "").isdigit():
        return raw
    further = Decimal(raw) + Decimal(cents) / 100
    return f"{further:.2f}" if question.within(further) else raw


def with_search(step: Step) -> object:
    """Advice with what would change it."""
    advice = advise(step)
    return replace(advice, changes=changes(step, advice))


def of_flow(flow: Flow, law: Law, hello: Callable[[], object], seconds: float, rounds: int) -> dict[str, Any]:
    """Advice of one flow, interleaved with the floor."""
    given = cases(flow, law)
    short, long = cycle(given), cycle(given)
    times: dict[str, list[float]] = {"floor": [], "plain": [], "searched": []}
    for _ in range(rounds):
        times["floor"].append(milliseconds(hello, seconds / 3))
        times["plain"].append(milliseconds(lambda: advise(walk(flow, next(short), law)), seconds))
        times["searched"].append(milliseconds(lambda: with_search(walk(flow, next(long), law)), seconds))
    return {
        "flow": flow.key,
        "questions": round(sum(map(len, given)) / len(given), 1),
        **{f"{name}_ms": median(found) for name, found in times.items()},
    }


def growth(law: Law, seconds: float, rounds: int) -> list[dict[str, float]]:
    """Advice in made-up flows, each with twice the questions of the one before and a condition on every one."""
    flows = [made_up(number) for number in DOUBLED]
    found: list[list[float]] = [[] for _ in flows]
    for _ in range(rounds):
        for (flow, given), times in zip(flows, found, strict=True):
            times.append(milliseconds(lambda flow=flow, given=given: advise(walk(flow, given, law)), seconds))
    return [{"questions": number, "ms": median(times)} for number, times in zip(DOUBLED, found, strict=True)]


def made_up(number: int) -> tuple[Flow, dict[str, str]]:
    """A flow of so many questions of real flows, each asked where the one before was, and answers to all."""
    known = [ask.question for flow in all_flows().values() for ask in flow.asks if ask.question.kind.name == "money"]
    plain = [question for question in known if question.fits is None and not question.unsure]
    questions = [replace(one, key=f"q{at}") for at, one in enumerate(islice(cycle(plain), number))]
    asks = [Ask(questions[0])]
    asks += [Ask(one, when=lambda a, before=before: a.has(before)) for before, one in pairwise(questions)]
    flow = Flow("made-up", "made up", "made-up", tuple(asks), (Outcome("made-up", ""),))
    return flow, {one.key: one.samples[0] for one in questions}


# Queries


def queries(seconds: float, kinds: Sequence[Kind], languages: Sequence[str]) -> dict[str, Any]:
    """Queries of the threads that answer, for every kind of page once warm; and those of the thread that looks aside."""
    from django.test import Client

    asked: Counter[str] = Counter()
    execute = utils.CursorWrapper.execute

    def counted(cursor: Any, *arguments: Any, **options: Any) -> Any:
        asked[threading.current_thread().name] += 1
        return execute(cursor, *arguments, **options)

    client, here = Client(HTTP_HOST="127.0.0.1"), threading.current_thread().name
    views = [(kind.name, kind.at(code)) for kind in kinds for code in languages]

    def visit(view: Any) -> None:
        answer = client.get(view.path) if view.posted is None else client.post(view.path, view.posted)
        assert answer.status_code == view.status, view

    def turns() -> Iterator[tuple[str, int]]:
        for name, view in views:
            before = asked[here]
            visit(view)
            yield name, asked[here] - before

    utils.CursorWrapper.execute = counted  # type: ignore[method-assign]
    try:
        for _ in turns():
            pass
        asked.clear()
        began, found, pages = time.monotonic(), {}, 0
        while not pages or time.monotonic() - began < seconds:
            for name, number in turns():
                pages += 1
                found[name] = max(number, found.get(name, 0))
        lasted = time.monotonic() - began
    finally:
        utils.CursorWrapper.execute = execute  # type: ignore[method-assign]
    return {
        "kinds": len(found),
        "pages": pages,
        "asking": {name: number for name, number in found.items() if number},
        "aside": sum(number for name, number in asked.items() if name != here),
        "seconds": lasted,
        "look_every": LOOK_EVERY,
    }


def main(seconds: float, rounds: int) -> dict[str, Any]:
    """All of it; without rounds a short form with some of the flows and kinds."""
    hello = floor()
    milliseconds(hello, seconds)
    gc.collect()
    gc.freeze()  # as `advisor.web.warming.warm` does before the server divides
    keys = list(all_flows()) if rounds else SHORT
    flows = [of_flow(all_flows()[key], LAW, hello, seconds, rounds or 1) for key in keys]
    kinds, languages = (KINDS, LANGUAGES) if rounds else (KINDS[:8], LANGUAGES[:1])
    asked = queries(10 * LOOK_EVERY if rounds else 0, kinds, languages)
    return {"flows": flows, "growth": growth(LAW, seconds, rounds or 1), "queries": asked}


if __name__ == "__main__":
    logging.disable()  # of pages that are asked for what is not there
    print(json.dumps(main(float(sys.argv[1]), int(sys.argv[2]))))

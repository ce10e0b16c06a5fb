"""Every journey through a flow, for searches and tests: what its conditions read, every case, every way to a result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product

from advisor.rules.figures import NotYetKnown
from advisor.rules.law import Law

from .again import Helpers
from .core import Case, Flow, Step, walk
from .explore import values
from .helped import Order
from .parsing import Unreadable
from .question import UNSURE


@dataclass(frozen=True, slots=True)
class Way:
    """An outcome ("" where a figure is missing) and the questions asked on the way to it.

    answers: the first that were found to lead there; cases: how many do.
    """

    outcome: str
    answers: Mapping[str, str]
    cases: int


@dataclass(frozen=True, slots=True)
class Reads:
    """What the conditions of a flow read, keys of questions and names of figures and lists; and where that leads."""

    questions: frozenset[str]
    figures: frozenset[str]
    ways: tuple[Way, ...]


class DeadEnd(Exception):
    """A question that none of its samples can answer."""


def deciding(flow: Flow, law: Law, known: frozenset[str] = frozenset(), full: bool = False) -> Reads:
    """The answers and figures that conditions of questions and outcomes read, found by trying until none is new.

    known: keys of questions that are known to be read.
    """
    while True:
        reads: set[str] = set()
        traced = law.traced()
        first: dict[tuple[str, ...], dict[str, str]] = {}
        number: Counter[tuple[str, ...]] = Counter()
        for case, outcome in _cases(flow, traced, known, reads, full):
            if not reads <= known:
                break
            answers = case.answers
            path = (outcome, *answers)
            first.setdefault(path, answers)
            number[path] += 1
        else:
            ways = (Way(path[0], answers, number[path]) for path, answers in first.items())
            return Reads(known, frozenset(traced.read), tuple(ways))
        known |= reads


def cases(flow: Flow, law: Law, full: bool = False) -> Iterator[tuple[Case, str]]:
    """Every case that differs in what conditions read, with the key of its outcome ("" where a figure is missing).

    The other questions get one sample each, the first that fits.
    """
    return _cases(flow, law, deciding(flow, law).questions, set(), full)


def _cases(flow: Flow, law: Law, branching: frozenset[str], reads: set[str], full: bool) -> Iterator[tuple[Case, str]]:
    order = Order()
    told = Helpers(order).told
    applies = [ask.applies for ask in flow.asks]
    tried = [
        [(raw, ask.question.parse(raw)) for raw in values(ask.question, law, ask.edges, full)] for ask in flow.asks
    ]

    def extend(at: int, case: Case) -> Iterator[tuple[Case, str]]:
        while at < len(applies) and not told(applies[at], case):
            at += 1
        if at == len(applies):
            try:
                outcome = next(outcome.key for outcome in flow.outcomes if told(outcome.when, case))
            except NotYetKnown:
                outcome = ""
            reads.update(order)
            order.clear()
            yield case, outcome
            return
        question = flow.asks[at].question
        fitting = 0
        for raw, value in tried[at]:
            try:
                longer = case.with_value(question, raw, value)
            except Unreadable:
                continue
            longer.told = told
            fitting += 1
            yield from extend(at + 1, longer)
            if question.key not in branching:
                break
        if not fitting:
            raise DeadEnd(f"{flow.key}: no sample of {question.key} fits {case.answers}")

    return extend(0, Case(law, reads=order, told=told))


def journeys(flow: Flow, law: Law, reads: Reads | None = None, full: bool = False) -> Iterator[Step]:
    """Finished replays of every way to every outcome, and one for every "I don't know" on it.

    The answers that no condition reads come in all pairs on the first way to an outcome that asks them, on the others
    (but for `full`) each at least once.
    """
    reads = reads or deciding(flow, law, full=full)
    paired: set[tuple[str, ...]] = set()
    for way in reads.ways:
        free = free_answers(flow, law, reads, way.answers)
        asked = (way.outcome, *free)
        rows = _pairs if full or asked not in paired else _each_once
        paired.add(asked)
        for row in rows(tuple(map(tuple, free.values()))):
            yield from _finished(walk(flow, {**way.answers, **dict(zip(free, row, strict=True))}, law))
        for key in way.answers:
            if flow.questions[key].unsure and key in reads.questions:
                yield from _finished(walk(flow, {**way.answers, key: UNSURE}, law))


def free_answers(flow: Flow, law: Law, reads: Reads, given: Mapping[str, str]) -> dict[str, list[str]]:
    """What can be answered to the questions asked that no condition reads."""
    edges = {ask.question.key: ask.edges for ask in flow.asks}
    return {
        key: [*values(flow.questions[key], law, edges[key]), *([UNSURE] if flow.questions[key].unsure else [])]
        for key in given
        if key not in reads.questions
    }


def _finished(step: Step) -> Iterator[Step]:
    """A row of pairs may contradict itself, and "I don't know" may bring a question that was not asked before."""
    if step.due is None:
        yield step


def _each_once(choices: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """Rows in which every value of every column stands at least once."""
    return [tuple(column[at % len(column)] for column in choices) for at in range(max(map(len, choices), default=1))]


@lru_cache(maxsize=256)
def _pairs(choices: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """Rows in which every pair of values of two columns stands together at least once (greedy)."""
    columns = range(len(choices))
    if len(choices) < 2:
        return list(product(*choices))
    rows = []
    wanted = {(i, a, j, b) for i in columns for j in columns if i < j for a in choices[i] for b in choices[j]}
    while wanted:
        i, a, j, b = min(wanted)
        row = {i: a, j: b}
        for k in columns:
            if k not in row:
                row[k] = max(choices[k], key=partial(_covered, wanted, row, k))
        wanted -= {_pair(m, row[m], n, row[n]) for m in columns for n in columns if m < n}
        rows.append(tuple(row[k] for k in columns))
    return rows


def _covered(wanted: set[tuple[int, str, int, str]], row: Mapping[int, str], column: int, value: str) -> int:
    return sum(_pair(column, value, other, there) in wanted for other, there in row.items())


def _pair(i: int, a: str, j: int, b: str) -> tuple[int, str, int, str]:
    return (i, a, j, b) if i < j else (j, b, i, a)

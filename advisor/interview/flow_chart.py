"""How a flow decides: when each question is asked, which answers lead to each result. Made from the flow itself, by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from advisor.rules.figures import NotYetKnown, Refused
from advisor.rules.law import FIGURES, Law

from .briefly import Answer
from .core import Ask, Case, Flow, Outcome, walk
from .decision import Answers, Decisions, Known, of_both
from .explore import STEPS, UNITS, canonical, values
from .question import Question
from .symbols import Span
from .told import ANSWER, RESULT, Condition, Grain, Told


@dataclass(frozen=True, slots=True)
class Asking:
    """A question and when it is asked."""

    question: Question[Any]
    when: Condition


@dataclass(frozen=True, slots=True)
class Ending:
    """A result and when it is reached, if none before it is. example: answers that lead there."""

    outcome: Outcome
    when: Condition
    example: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class FlowChart:
    """How a flow decides under a law.

    every: the answers that conditions tell apart, by question: the first number of each span, one of the countries that
    are alike, an option; None for not being asked. alike: all countries like that one. edges: figures that turn a number,
    by value. unknown: some answers lead to no result, because a figure is not known yet.
    """

    askings: tuple[Asking, ...]
    endings: tuple[Ending, ...]
    every: Mapping[str, tuple[Answer, ...]]
    alike: Mapping[str, Mapping[str, frozenset[str]]]
    edges: Mapping[str, Mapping[Decimal, str]]
    unknown: bool

    @property
    def numbers(self) -> dict[str, int]:
        """The place of each question; one that stands in two places has the first."""
        found: dict[str, int] = {}
        for number, asking in enumerate(self.askings, start=1):
            found.setdefault(asking.question.key, number)
        return found


Leaves = Sequence[tuple[Known, Any]]
AT_ONCE = 9 * ANSWER
"""The effort of a condition that is understood at once; a longer one we try to say by the result."""
MANY = 300
"""Cases of which it is quicker to ask for the result first."""


@lru_cache(maxsize=128)
def flow_chart(flow: Flow, law: Law) -> FlowChart:
    """The chart of a flow under a law; worked out once."""
    decisions = Decisions(flow, law)
    asked = [list(decisions.leaves(at, ask.applies)) for at, ask in enumerate(flow.asks)]
    led = list(arrivals(flow, decisions))
    alike = {
        key: _alike(key, [*asked, led]) for key, question in flow.questions.items() if question.kind.name == "country"
    }
    skipped = {
        ask.question.key for ask, leaves in zip(flow.asks, asked, strict=True) if not all(yes for _, yes in leaves)
    }
    every = {
        key: (*_every(question, law, [*asked, led], alike.get(key, {})), *((None,) if key in skipped else ()))
        for key, question in flow.questions.items()
    }
    edges = {ask.question.key: _edges(ask, decisions.law) for ask in flow.asks}
    read = set[str]().union(*(known for leaves in (*asked, led) for known, _ in leaves))
    joint = sorted(key for key in read if len(of_both(key)) > 1)
    every |= {key: _every_of_both(key, [*asked, led]) for key in joint}
    every[RESULT] = tuple(dict.fromkeys(key for _, key in led))
    grains = {key: _grain(question) for key, question in flow.questions.items()}
    told = Told(every, grains | dict.fromkeys(joint, "both"))
    rows = {key: told.rows(known for known, here in led if here == key) for key in every[RESULT]}
    askings = []
    for at, (ask, leaves) in enumerate(zip(flow.asks, asked, strict=True)):
        plain = [told.rows(known for known, asks in leaves if asks is yes) for yes in (True, False)]
        before, later = (_with_joint(some, joint) for some in (flow.asks[:at], flow.asks[at:]))
        when: Condition | None = None
        for by_result in (False, True) if len(leaves) < MANY else (True, False):
            if when is None or when.effort > AT_ONCE:
                sides = [told.in_the_end(side, rows, before, later) for side in plain] if by_result else plain
                said = told.condition(*sides)
                when = said if when is None else min(when, said, key=lambda one: one.effort)
        assert when is not None
        askings.append(Asking(ask.question, when))
    endings: list[Ending] = []
    taken: set[str] = set()
    for outcome in flow.outcomes:
        taken |= {outcome.key, ""}
        others = [row for key in rows if key not in taken for row in rows[key]]
        example = next(_examples(flow, law, (known for known, key in led if key == outcome.key), outcome.key), None)
        endings.append(Ending(outcome, told.condition(rows.get(outcome.key, []), others), example))
    every = {key: answers for key, answers in every.items() if key not in joint}
    return FlowChart(tuple(askings), tuple(endings), every, alike, edges, any(not key for _, key in led))


def _holds(when: Callable[[Case], bool], case: Case) -> bool | None:
    """Whether it does, None where a figure is missing."""
    try:
        return when(case)
    except NotYetKnown:
        return None


def arrivals(flow: Flow, decisions: Decisions) -> Iterator[tuple[Known, str]]:
    """All cases with the outcome of each, "" where a figure is missing: the next one is asked for what one does not take."""
    left: list[Known] = [{}]
    for outcome in flow.outcomes:
        holds, before, left = partial(_holds, outcome.when), decisions.merged(left), []
        for known in before:
            for more, here in decisions.leaves(len(flow.asks), holds, known):
                if here is False:
                    left.append(more)
                else:
                    yield more, outcome.key if here else ""


def _met(key: str, trees: Iterable[Leaves]) -> Iterator[Answers]:
    return (known[key] for leaves in trees for known, _ in leaves if key in known)


def _with_joint(asks: Iterable[Ask], joint: Iterable[str]) -> set[str]:
    """The questions, and what two answers make together where the later one is among them."""
    keys = {ask.question.key for ask in asks}
    return keys | {key for key in joint if of_both(key)[1] in keys}


def _every_of_both(key: str, trees: Iterable[Leaves]) -> tuple[str, ...]:
    return tuple(map(canonical, sorted(_lows(key, trees)))) or ("no", "yes")


def _lows(key: str, trees: Iterable[Leaves]) -> set[Decimal]:
    return {met.low for met in _met(key, trees) if isinstance(met, Span)}


def _alike(key: str, trees: Iterable[Leaves]) -> dict[str, frozenset[str]]:
    """The countries that no condition tells apart, by the first of them."""
    parts: list[frozenset[str]] = []
    for met in dict.fromkeys(_met(key, trees)):
        if isinstance(met, frozenset):
            parts = [part for old in parts for part in (old & met, old - met) if part] + [met.difference(*parts)]
            parts = [part for part in parts if part]
    return {min(part): part for part in parts}


def _every(
    question: Question[Any], law: Law, trees: Sequence[Leaves], alike: Mapping[str, frozenset[str]]
) -> list[str]:
    if question.kind.name in STEPS:
        return [canonical(low) for low in sorted({question.least or Decimal(0)} | _lows(question.key, trees))]
    return sorted(alike) or values(question, law, full=True)


def _examples(flow: Flow, law: Law, leaves: Iterable[Known], outcome: str) -> Iterator[dict[str, str]]:
    """Whole sets of answers that lead to an outcome."""
    for known in leaves:
        given = {key: known[key] for key in known.keys() & flow.questions.keys()}
        wanted = {key: _one(flow.questions[key], answers) for key, answers in given.items() if answers is not None}
        step = walk(flow, wanted, law)
        while step.due is not None and step.problem is None:
            edges = next(ask.edges for ask in flow.asks if ask.question is step.due)
            tries = (
                walk(flow, {**step.given, step.due.key: value, **wanted}, law) for value in values(step.due, law, edges)
            )
            longer = next((one for one in tries if one.problem is None), None)
            if longer is None:
                break
            step = longer
        if step.due is None and all(result.outcome and result.outcome.key == outcome for result in step.results):
            yield dict(step.given)


def _one(question: Question[Any], answers: Span | frozenset[str]) -> str:
    """One of what an answer may be, a sample where there is one."""
    if isinstance(answers, Span):
        return next((raw for raw in question.samples if answers.holds(Decimal(raw))), canonical(answers.low))
    return next((raw for raw in question.samples if raw in answers), min(answers))


def _edges(ask: Ask, law: Law) -> dict[Decimal, str]:
    kind = ask.question.kind.name
    found: dict[Decimal, str] = {}
    for name in (*ask.edges, *sorted(law.read & FIGURES.keys())) if kind in STEPS else ():
        with suppress(Refused):
            figure = law.find(name)
            if figure is not None and (per := UNITS[kind].get(figure.unit)):
                found.setdefault((figure / per).quantize(STEPS[kind]), name)
    return found


def _grain(question: Question[Any]) -> Grain:
    """How finely the answers to a question can be told apart in words."""
    if question.kind.name in STEPS or question.kind.name in ("country", "boolean"):
        return "each"
    return "few" if question.choices else "given"

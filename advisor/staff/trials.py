"""Sample visitors asked under two laws: whose outcome, duty or price another figure would move."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain, zip_longest

from advisor.flows import all_flows
from advisor.interview.advice import Advice
from advisor.interview.advise import advise
from advisor.interview.core import Ask, Case, Flow, walk
from advisor.interview.explore import values
from advisor.interview.parsing import Unreadable
from advisor.rules.figures import Figures, NotYetKnown, trying
from advisor.rules.law import Law

DRAWN = 300
"""Visitors drawn for each flow; of these are asked"""
OF_EACH = 4
"""those first found for an outcome, and"""
OF_ALL = 28
"""for the whole flow."""
SECONDS = 4.0
"""How long visitors are asked."""
SHOWN = 2
"""Visitors shown of those who move alike in a flow, and"""
MOST_SHOWN = 40
"""of all."""


@dataclass(frozen=True)
class Reached:
    """What a visitor is told."""

    outcome: str
    duty: str
    euros: Decimal | None
    period: str
    missing: tuple[str, ...]

    @classmethod
    def by(cls, advice: Advice) -> Reached:
        """The essence of an advice; the first amount where none is a price."""
        first = advice.amounts[0] if advice.amounts else None
        euros = advice.price if advice.price is not None else (first.euros if first else None)
        missing = tuple(sorted(refused.name for refused in advice.missing()))
        return cls(advice.outcome, advice.duty, euros, first.period if first else "", missing)


@dataclass(frozen=True)
class Moved:
    """A visitor who is told something else."""

    flow: Flow
    law: Law
    answers: Mapping[str, str]
    old: Reached
    new: Reached


@dataclass
class Trial:
    """Whoever moves, and how many were asked; `cut` where the time was up before all were."""

    moved: list[Moved] = field(default_factory=list)
    asked: int = 0
    cut: bool = False

    def shown(self) -> list[Moved]:
        """A few of each way to move; those whose outcome changes first."""
        kinds: Counter[object] = Counter()
        found = []
        for move in sorted(self.moved, key=lambda move: (move.old.outcome == move.new.outcome, move.flow.order)):
            kind = (move.flow.key, move.old.outcome, move.new.outcome, move.old.missing, move.new.missing)
            kinds[kind] += 1
            if kinds[kind] <= SHOWN:
                found.append(move)
        return found[:MOST_SHOWN]


def asked_under(
    old: Figures, new: Figures, days: Sequence[tuple[date, bool]], names: Iterable[str], draft: bool
) -> Trial:
    """Ask visitors of every flow under both laws. days: with whether everybody is asked then, or only those who name a
    later day; names: the figures that differ, for visitors on both sides of them."""
    trial, until = Trial(), time.monotonic() + SECONDS
    edges = tuple(names)
    first = days[0][0]
    found = [
        [(flow, given) for given in drawn(flow, (old.on(first, draft), new.on(first, draft)), edges, first)]
        for flow in all_flows().values()
    ]
    visitors = [visitor for row in zip_longest(*found) for visitor in row if visitor]
    for day, everybody in days:
        laws = (old.on(day, draft), new.on(day, draft))
        for flow, answers in visitors:
            if not everybody and not _names_a_day_from(answers, first):
                continue
            if time.monotonic() > until:
                trial.cut = True
                return trial
            trial.asked += 1
            before, after = (_reached(flow, answers, law, of) for law, of in zip(laws, (old, new), strict=True))
            if before != after and before and after:
                trial.moved.append(Moved(flow, laws[0], answers, before, after))
    return trial


def _reached(flow: Flow, answers: Mapping[str, str], law: Law, figures: Figures) -> Reached | None:
    """What these answers lead to; a question that only this law asks is answered with the first sample that fits."""
    with trying(figures):
        step = walk(flow, answers, law)
        for question in flow.questions.values():
            if step.due is question and step.problem is None:
                tries = (walk(flow, {**answers, **step.given, question.key: raw}, law) for raw in values(question, law))
                step = next((longer for longer in tries if longer.due is not question), step)
        return None if step.due else Reached.by(advise(step))


def _names_a_day_from(answers: Mapping[str, str], day: date) -> bool:
    return any(answer[:10] >= day.isoformat() for answer in answers.values() if answer[:2] == "20" and "-" in answer)


def drawn(flow: Flow, laws: Sequence[Law], edges: Sequence[str], day: date) -> list[dict[str, str]]:
    """Answers of visitors, the same ones every time: those whose outcome moves, then one of each outcome, then another."""
    luck = random.Random(flow.key)
    choices = {ask.question.key: _choices(ask, laws, edges, day) for ask in flow.asks}
    others: dict[str, list[dict[str, str]]] = {}
    seen: set[tuple[str, ...]] = set()
    moving: list[dict[str, str]] = []
    of_each = OF_ALL if len(flow.outcomes) == 1 or flow.one_page else OF_EACH
    for _ in range(DRAWN):
        case = _visitor(flow, laws[-1], choices, luck)
        if case is None or (told := tuple(f"{key}={raw}" for key, raw in case.answers.items())) in seen:
            continue
        seen.add(told)
        outcome = _outcome(flow, case)
        if len(moving) < OF_ALL // 2 and _is_elsewhere(flow, case, outcome, laws[0]):
            moving.append(case.answers)
        elif len(alike := others.setdefault(outcome, [])) < of_each:
            alike.append(case.answers)
    rounds = chain.from_iterable(zip_longest(*others.values()))
    return (moving + [answers for answers in rounds if answers])[:OF_ALL]


def _choices(ask: Ask, laws: Sequence[Law], edges: Sequence[str], day: date) -> list[str]:
    """What can be answered: the samples, and numbers and days on both sides of what changes."""
    found = [value for law in laws for value in values(ask.question, law, (*ask.edges, *edges))]
    if ask.question.kind.name == "day":
        found.append(day.isoformat())
    return list(dict.fromkeys(found))


def _visitor(flow: Flow, law: Law, choices: Mapping[str, Sequence[str]], luck: random.Random) -> Case | None:
    """One visitor who answers every question as it comes; None who contradict themselves whatever they say."""
    case = Case(law)
    for ask in flow.asks:
        if not ask.applies(case):
            continue
        tries = choices[ask.question.key]
        for raw in luck.sample(tries, len(tries)):
            try:
                case = case.with_answer(ask.question, raw)
                break
            except Unreadable:
                continue
        else:
            return None
    return case


def _is_elsewhere(flow: Flow, case: Case, outcome: str, law: Law) -> bool:
    """Under the other law the same answers lead to another outcome, or other questions are asked."""
    other = case.under(law)
    try:
        asked = {ask.question.key for ask in flow.asks if ask.applies(other)}
        return asked != case.answers.keys() or _outcome(flow, other) != outcome
    except KeyError:  # what only this law asks was not answered
        return True


def _outcome(flow: Flow, case: Case) -> str:
    try:
        return next(outcome.key for outcome in flow.outcomes if outcome.when(case))
    except NotYetKnown:
        return ""

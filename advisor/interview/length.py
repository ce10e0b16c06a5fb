"""How long a flow is for most people: its questions are answered by chance, many times, the same way each time."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from random import Random
from statistics import median_low

from advisor.rules.law import Law

from .core import Case, Flow, Step, walk
from .explore import Ahead, ahead, question_due_at, values
from .parsing import Unreadable

JOURNEYS = 101
"""Journeys tried; an odd number has one in the middle."""
SECONDS = 30
"""What a question takes somebody who reads it in a third language."""


def likely_left(step: Step, every: Ahead | None = None) -> int:
    """Questions that most likely come after this one: those that are certain by the answers given, and of those that are
    open as many as on journeys by chance, the number in the middle. every: `ahead`, if known."""
    if step.due is None:
        return 0
    at = question_due_at(step)
    alike = _journeys_like(step, at)
    return median_low(_likely(alike, at, asked) for asked in (ahead(step) if every is None else every))


def _likely(journeys: list[int], at: int, asked: list[bool | None]) -> int:
    still_open = sum(1 << place for place, one in enumerate(asked, at + 1) if one is None)
    return asked.count(True) + median_low((journey & still_open).bit_count() for journey in journeys)


def _journeys_like(step: Step, at: int) -> list[int]:
    """The journeys that come to this question by the same ones before it; else those that come to it, else all."""
    journeys = _journeys(step.flow, step.law)
    before = sum(1 << place for place, ask in enumerate(step.flow.asks[:at]) if ask.question.key in step.given)
    here = [journey for journey in journeys if journey >> at & 1]
    return [journey for journey in here if journey % (1 << at) == before] or here or list(journeys)


@lru_cache(maxsize=256)
def _journeys(flow: Flow, law: Law) -> tuple[int, ...]:
    """Which questions are asked on journeys by chance, each a number with one bit for every place in the flow.

    They begin with no answer of a visitor, so that none is kept here.
    """
    chance = Random(flow.key)
    answers = [values(ask.question, law, ask.edges) for ask in flow.asks]
    return tuple(_asked(flow, law, answers, chance) for _ in range(JOURNEYS))


@lru_cache(maxsize=256)
def minutes(flow: Flow, law: Law) -> int:
    """How long the questions of a flow take most people, in whole minutes."""
    questions = 1 + likely_left(walk(flow, {}, law))
    return -(-questions * SECONDS // 60)


def _asked(flow: Flow, law: Law, answers: list[list[str]], chance: Random) -> int:
    case, asked = Case(law), 0
    for place, ask in enumerate(flow.asks):
        if ask.applies(case):
            asked |= 1 << place
            for answer in chance.sample(answers[place], len(answers[place])):
                with suppress(Unreadable):
                    case = case.with_answer(ask.question, answer)
                    break
    return asked

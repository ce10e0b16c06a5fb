"""How long a flow is for most people: its questions are answered by chance, many times, the same way each time."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from random import Random
from statistics import median_low

from advisor.rules.law import Law

from .core import Case, Flow, Step, walk
from .explore import question_due_at, values
from .parsing import Unreadable

JOURNEYS = 51
"""Journeys tried; an odd number has one in the middle."""
SECONDS = 30
"""What a question takes somebody who reads it in a third language."""


def likely_left(step: Step) -> int:
    """Questions that most likely come after this one: the number in the middle of many journeys."""
    if step.due is None:
        return 0
    chance, at = Random(step.due.key), question_due_at(step)
    cases = [step.branches[number % len(step.branches)] for number in range(JOURNEYS)]
    return median_low(max(_asked(step.flow, at, case, chance) - 1, 0) for case in cases)


@lru_cache(maxsize=256)
def minutes(flow: Flow, law: Law) -> int:
    """How long the questions of a flow take most people, in whole minutes."""
    questions = 1 + likely_left(walk(flow, {}, law))
    return -(-questions * SECONDS // 60)


def _asked(flow: Flow, at: int, case: Case, chance: Random) -> int:
    """How many questions are asked from there on."""
    number = 0
    for ask in flow.asks[at:]:
        if ask.applies(case):
            number += 1
            answers = values(ask.question, case.law, ask.edges)
            for answer in chance.sample(answers, len(answers)):
                with suppress(Unreadable):
                    case = case.with_answer(ask.question, answer)
                    break
    return number

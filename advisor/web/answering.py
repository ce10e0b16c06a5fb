"""One answer for page, API and command: the Advice of finished answers, else the question now due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from advisor.interview.advise import advise
from advisor.interview.core import Step
from advisor.interview.data import as_data, next_as_data
from advisor.interview.explore import changes, questions_left

from .words import Words


def answer(step: Step, words: Words) -> dict[str, Any]:
    """The Advice with `complete` true, or the next question with `complete` false."""
    if step.due is not None:
        return next_as_data(step, questions_left(step), words)
    advice = advise(step)
    return as_data(replace(advice, changes=changes(step, advice)), step.flow, step.law, words)

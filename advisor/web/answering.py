"""One answer for page, API and command: the Advice of finished answers, else the question now due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.chart import chart_of
from advisor.interview.core import Step
from advisor.interview.data import answers_as_data, as_data, next_as_data, question_as_data
from advisor.interview.explore import ahead, questions_left
from advisor.interview.length import likely_left

from .words import Words


def answer(step: Step, words: Words, *, whole: bool = False) -> dict[str, Any]:
    """The Advice with `complete` true, or the next question with `complete` false.

    whole: also what is drawn of it, its formulas and its figures.
    """
    if step.due is not None:
        return next_as_data(step, left(step), words)
    advice = advise(step)
    found = replace(advice, changes=changes(step, advice), chart=chart_of(step) if whole else None)
    return as_data(found, step.flow, step.law, words, worked_out=whole)


def left(step: Step) -> dict[str, int]:
    """How many questions come after the one now due."""
    every = ahead(step)
    fewest, most = questions_left(step, every)
    return {"fewest": fewest, "likely": likely_left(step, every), "most": most}


def progress(step: Step, words: Words) -> dict[str, Any]:
    """The question now due without any advice; `complete` is true, and nothing next, where all are answered."""
    if step.due is not None:
        return answer(step, words)
    known = answers_as_data(step, words)
    return {
        "complete": True,
        **{key: known[key] for key in ("flow", "flow_label", "as_of")},
        "law": "draft" if step.law.draft else "in_force",
        "language": words.language,
        "edition": words.edition,
        "answers": dict(step.given),
        "asked": known["asked"],
        "next": None,
        "left": {"fewest": 0, "likely": 0, "most": 0},
        "problem": None,
    }


def flows_as_data(words: Words) -> list[dict[str, Any]]:
    """Every group of visitors with its questions, types and choices."""
    return [
        {
            "key": flow.key,
            "label": words.label(flow.label),
            "hint": words.label(flow.hint),
            "private": flow.private,
            "questions": [question_as_data(question, words) for question in flow.questions.values()],
        }
        for flow in all_flows().values()
    ]

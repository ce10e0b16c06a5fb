"""The page between the last question and the result: every answer as it was understood, to check and change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from advisor.interview.core import Step
from advisor.interview.data import answers_as_data

from .asking import Asked
from .pages import Here, page
from .words import Words

FEWEST = 2
"""A single answer stands before the visitor's eyes anyway."""


def is_worth_checking(step: Step) -> bool:
    """All questions of a guided group are answered, and there were several."""
    return step.due is None and len(step.given) >= FEWEST


@sensitive_variables()
def check_page(request: HttpRequest, step: Step, asked: Asked, words: Words) -> HttpResponse:
    """The answers of a finished replay; its links with all answers lead to the result."""
    flow = step.flow
    here = Here("interview", asked, {"flow": flow.key}, dict(step.given), flow.private)
    context: dict[str, Any] = {
        "flow": flow,
        "data": answers_as_data(step, words),
        "back": list(step.given)[-1],
        "feedback": "",
    }
    return page(request, "interview/check_answers.html", here, words, context)

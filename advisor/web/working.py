"""How a result was worked out: every amount with its formula, law and source, the pictures, the figures used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from advisor.interview.advice import Advice
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.interview.core import Step
from advisor.interview.data import as_data, refused_as_data
from advisor.interview.years import three_years

from . import drawing_bars
from .asking import Asked
from .carrying_answers import of_a_finished_case
from .pages import Here, page
from .words import Words
from .written import long_day, title_part


@of_a_finished_case
@sensitive_variables()
def working(request: HttpRequest, step: Step, asked: Asked, words: Words) -> HttpResponse:
    """The working of a finished case."""
    flow = step.flow
    here = Here("working", asked, {"flow": flow.key}, dict(step.given), flow.private)
    advice = advise(step)
    data = as_data(replace(advice, chart=chart_of(step)), step.flow, step.law, words)
    context = {
        "flow": flow,
        "data": data,
        "result": replace(here, name="interview"),
        "shares": drawing_bars.shares(data, words.language),
        "split": drawing_bars.split(data, words.language),
        "years": years_of(step, advice, words),
    }
    return page(request, "interview/working.html", here, words, context)


@sensitive_variables()
def years_of(step: Step, advice: Advice, words: Words) -> dict[str, Any] | None:
    """The price of other years with its distance from now, and what is not known of them."""
    label, years = three_years(step, advice)
    if len(years) < 2 or all(year.missing for year in years if year.day != step.law.day):
        return None
    now = next((year.euros for year in years if year.day == step.law.day), None)
    found = [
        {
            "day": year.day,
            "label": long_day(year.day, words.language),
            "euros": year.euros,
            "difference": None if year.euros is None or now is None or year.day == step.law.day else year.euros - now,
            "missing": [refused_as_data(refused, words) for refused in year.missing],
            "other": year.other and title_part(words.parts("outcome", year.other, step.law)),
            "provisional": year.provisional,
        }
        for year in years
    ]
    return {"label": words.label(label), "found": found, "drawing": drawing_bars.years(found, words.language)}

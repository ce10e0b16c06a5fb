"""How a result was worked out: every amount with its formula, law and source, the pictures, the figures used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from advisor.flows import all_flows
from advisor.interview.advice import Advice
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.interview.core import Flow, Step
from advisor.interview.data import as_data, refused_as_data
from advisor.interview.years import three_years

from . import drawing_bars
from .asking import LAW_KEYS, NotUnderstood, answers_of, fields_of, law_for, replay
from .errors import method_refused, not_understood
from .pages import Here, page
from .words import Words
from .written import long_day, title_part


@csrf_exempt  # Nothing is stored and nobody is logged in: there is nothing to forge.
@sensitive_variables()
@sensitive_post_parameters()
def working(request: HttpRequest, flow: str) -> HttpResponse:
    """The working of a finished case; without one, the way to the questions."""
    found = all_flows()[flow]
    if request.method not in (("GET", "HEAD", "POST") if found.private else ("GET", "HEAD")):
        return method_refused(request)
    try:
        response = _working(request, found)
    except NotUnderstood as reason:
        response = not_understood(request, reason, "interview", {"flow": flow}, private=found.private)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response


@sensitive_variables()
def _working(request: HttpRequest, flow: Flow) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    fields = fields_of(sent, [*flow.questions, *LAW_KEYS])
    asked, words = law_for(fields), Words(translation.get_language() or settings.LANGUAGE_CODE)
    if flow.private and request.method != "POST":
        fields = {}
    given = answers_of(flow, fields)
    step = replay(flow, given, asked)
    if step.due is not None:
        questions = Here("interview", asked, {"flow": flow.key}, given, flow.private)
        return HttpResponseRedirect(questions.address(), preserve_request=request.method == "POST")
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
    if len(years) < 2:
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

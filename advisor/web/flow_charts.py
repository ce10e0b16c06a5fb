"""How a form decides, for everybody to read: every question and result of a flow with what leads there, made from the flow."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from advisor.flows import all_flows
from advisor.interview.advice import DUTIES
from advisor.interview.core import Flow
from advisor.interview.flow_chart import flow_chart
from advisor.rules.law import Law

from .asking import LAW_KEYS, NotUnderstood, fields_of, law_for
from .caching import public_page
from .drawing_flow import drawn
from .errors import not_understood
from .flow_words import Sayer, letter
from .pages import Here, page
from .words import Words, current_language


@public_page
def flow_page(request: HttpRequest, flow: str) -> HttpResponse:
    """The chart of a flow."""
    try:
        asked = law_for(fields_of(request.GET, LAW_KEYS))
    except NotUnderstood as reason:
        return not_understood(request, reason, "flow-chart", {"flow": flow})
    found, words = all_flows()[flow], Words(current_language())
    here = Here("flow-chart", asked, {"flow": flow})
    form = Here("interview", asked, {"flow": flow})
    said = chart_as_data(found, asked.law, words, form)
    context = {"flow": found, "form": form, "chart": said, "pieces": drawn(said, words)}
    return page(request, "flow_chart/page.html", here, words, context)


def chart_as_data(flow: Flow, law: Law, words: Words, form: Here) -> dict[str, Any]:
    """The chart in the reader's words."""
    chart = flow_chart(flow, law)
    say = Sayer(flow, law, words, chart)
    questions = [
        {
            "number": number,
            "key": asking.question.key,
            "label": words.label(asking.question.label),
            "when": say.asked(number),
            "next": [n for n, later in enumerate(chart.askings, start=1) if asking.question.key in later.when.keys],
            "results": [
                {"number": n, "letter": letter(n)}
                for n, ending in enumerate(chart.endings, start=1)
                if asking.question.key in ending.when.keys
            ],
        }
        for number, asking in enumerate(chart.askings, start=1)
    ]
    results = [
        {
            "number": number,
            "letter": letter(number),
            "key": ending.outcome.key,
            "label": say.title(ending.outcome.key),
            "duty": words.label(DUTIES[ending.outcome.duty]) if ending.outcome.duty else "",
            "when": say.condition(ending.when, ending.outcome.key),
            "example": form.address(ending.example) if ending.example and not flow.private else "",
        }
        for number, ending in enumerate(chart.endings, start=1)
    ]
    return {"label": words.label(flow.label), "questions": questions, "results": results, "unknown": chart.unknown}

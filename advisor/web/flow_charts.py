"""How a form decides, for everybody to read: every question and result of a flow with what leads there, made from the flow."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from advisor import formats
from advisor.flows import all_flows
from advisor.interview.advice import DUTIES
from advisor.interview.core import Flow
from advisor.interview.explore import STEPS
from advisor.interview.flow_chart import Condition, FlowChart, flow_chart
from advisor.interview.question import Question
from advisor.rules.law import FIGURES, Law
from advisor.rules.words import gettext_noop

from .asking import LAW_KEYS, NotUnderstood, fields_of, law_for
from .caching import public_page
from .drawing_flow import drawn
from .errors import not_understood
from .pages import Here, page
from .words import Words
from .written import plain_title

UP_TO = gettext_noop("at most %(most)s")
FROM = gettext_noop("at least %(least)s")
MORE_THAN = gettext_noop("more than %(least)s")
BETWEEN = gettext_noop("at least %(least)s, at most %(most)s")
BEYOND = gettext_noop("more than %(least)s, at most %(most)s")
NOT_ASKED = gettext_noop("(this question is not asked)")
WAS_ASKED = gettext_noop("(this question is asked)")
EUROPEAN_UNION = gettext_noop("a state of the European Union")
OTHER_COUNTRIES = gettext_noop("any other country")
BUT = gettext_noop("any answer but:")
FEW = 4
"""Countries that are named one by one."""


@public_page
def flow_page(request: HttpRequest, flow: str) -> HttpResponse:
    """The chart of a flow."""
    try:
        asked = law_for(fields_of(request.GET, LAW_KEYS))
    except NotUnderstood as reason:
        return not_understood(request, reason, "flow-chart", {"flow": flow})
    found, words = all_flows()[flow], Words(translation.get_language() or settings.LANGUAGE_CODE)
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
            "when": say.condition(asking.when),
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
            "label": plain_title(words.parts("outcome", ending.outcome.key, law)) or words.label(flow.label),
            "duty": words.label(DUTIES[ending.outcome.duty]) if ending.outcome.duty else "",
            "when": say.condition(ending.when),
            "example": form.address(ending.example) if ending.example and not flow.private else "",
        }
        for number, ending in enumerate(chart.endings, start=1)
    ]
    return {"label": words.label(flow.label), "questions": questions, "results": results, "unknown": chart.unknown}


def letter(number: int) -> str:
    """The sign of a result."""
    return chr(ord("A") + number - 1)


class Sayer:
    """Says conditions by the labels of questions and answers."""

    def __init__(self, flow: Flow, law: Law, words: Words, chart: FlowChart) -> None:
        self.flow, self.law, self.words, self.chart = flow, law, words, chart

    def condition(self, condition: Condition) -> dict[str, Any]:
        """`how` as in `Condition`, `ways`: each the answers that all have to be given, `keys`: the questions that matter."""
        return {
            "how": condition.how,
            "ways": [[self._answer(key, among) for key, among in box.items()] for box in condition.boxes],
            "keys": sorted(map(self._question, condition.keys), key=lambda about: about["number"]),
        }

    def _question(self, key: str) -> dict[str, Any]:
        return {"number": self.chart.numbers[key], "question": self.words.label(self.flow.questions[key].label)}

    def _answer(self, key: str, among: frozenset[str | None]) -> dict[str, Any]:
        """not: the answers are those that do not do."""
        question, every = self.flow.questions[key], self.chart.every[key]
        rest = [answer for answer in every if answer not in among]
        about = self._question(key) | {"but": ""}
        if rest == [None]:
            return about | {"answers": [self.words.label(WAS_ASKED)]}
        silent = [self.words.label(NOT_ASKED)] if None in among else []
        given = [answer for answer in every if answer in among and answer is not None]
        if question.kind.name in STEPS:
            return about | {"answers": [*self._numbers(question, given), *silent]}
        if None not in rest and len(rest) < len(given):
            return about | {"but": self.words.label(BUT), "answers": self._names(question, rest)}
        return about | {"answers": [*self._names(question, given), *silent]}

    def _names(self, question: Question[Any], answers: Iterable[str | None]) -> list[str]:
        given = [answer for answer in answers if answer is not None]
        if question.kind.name == "country":
            return self._countries(code for one in given for code in self.chart.alike[question.key][one])
        return self._options(question, given)

    def _options(self, question: Question[Any], answers: Iterable[str]) -> list[str]:
        labels = {option.value: option.label for option in question.choices}
        return [self.words.label(labels[a]) if a in labels else self.words.answer(question, a) for a in answers]

    def _countries(self, some: Iterable[str]) -> list[str]:
        """The European Union in one, few others by name, the many without a link as others."""
        codes = set(some)
        groups: dict[str, list[str]] = {}
        for code in self.law.entries("countries"):
            groups.setdefault(self.law.country(code).group, []).append(code)
        found = []
        for group, of in groups.items():
            here = [code for code in of if code in codes]
            if len(here) == len(of) and len(of) > FEW and group in ("eu", "other"):
                found.append(
                    (
                        1 if group == "other" else 0,
                        self.words.label(OTHER_COUNTRIES if group == "other" else EUROPEAN_UNION),
                    )
                )
            else:
                found += [(0, self.words.country(code)) for code in here]
        return [text for _, text in sorted(found, key=lambda one: one[0])]

    def _numbers(self, question: Question[Any], given: list[str]) -> list[str]:
        """Spans that touch are one."""
        every = [answer for answer in self.chart.every[question.key] if answer is not None]
        found, at = [], 0
        while at < len(every):
            end = at
            while end < len(every) and every[end] in given:
                end += 1
            if end > at:
                low = Decimal(every[at]) if at else None
                high = Decimal(every[end]) if end < len(every) else None
                found.append(self._span(question, low, high))
            at = end + 1
        return found

    def _span(self, question: Question[Any], low: Decimal | None, beyond: Decimal | None) -> str:
        """From a number on, to the last before another one."""
        step, edges = STEPS[question.kind.name], self.chart.edges[question.key]
        above = low is not None and low - step in edges and low not in edges
        least = "" if low is None else self._number(question, low - step if above else low)
        most = "" if beyond is None else self._number(question, beyond - step)
        if low is not None and beyond is not None and low == beyond - step:
            return self._number(question, low)
        if low is None:
            return self.words.label(UP_TO) % {"most": most} if beyond != step else most
        if beyond is None:
            return self.words.label(MORE_THAN if above else FROM) % {"least": least}
        return self.words.label(BEYOND if above else BETWEEN) % {"least": least, "most": most}

    def _number(self, question: Question[Any], value: Decimal) -> str:
        """A number with the figure of the law that it is."""
        text = (
            formats.euros(value, self.words.language)
            if question.kind.name == "money"
            else formats.number(value, self.words.language)
        )
        name = self.chart.edges[question.key].get(value)
        return f"{text} ({self.words.label(FIGURES[name].label)})" if name else text

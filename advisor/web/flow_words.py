"""Conditions of a chart in a reader's words: by the labels of questions and answers, with the figures of the law."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from advisor import formats
from advisor.interview.briefly import Box
from advisor.interview.core import Flow
from advisor.interview.data import NOTHING
from advisor.interview.explore import STEPS
from advisor.interview.flow_chart import FlowChart
from advisor.interview.question import NO_DAY, Question
from advisor.interview.told import RESULT, Condition
from advisor.rules.law import FIGURES, Law
from advisor.rules.words import gettext_noop

from .flow_rules import RULES
from .words import Words
from .written import title_part

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
QUOTED = gettext_noop("“%(words)s”")
SOMETHING = gettext_noop("something entered")
IN_THE_END = gettext_noop("your result in the end:")
BUT_RESULTS = gettext_noop("any but")
NO_RESULT = gettext_noop("no result, because a figure is not known yet")
FEW = 4
"""Countries and answers that are named one by one."""


def letter(number: int) -> str:
    """The sign of a result."""
    return chr(ord("A") + number - 1)


class Sayer:
    """Says conditions by the labels of questions and answers."""

    def __init__(self, flow: Flow, law: Law, words: Words, chart: FlowChart) -> None:
        self.flow, self.law, self.words, self.chart = flow, law, words, chart

    def asked(self, number: int) -> dict[str, Any]:
        """When the question at that place is asked; `same`: the earlier one that the same people are asked."""
        asking = self.chart.askings[number - 1]
        said = self.condition(asking.when, f"{self.flow.key}:{asking.question.key}")
        earlier = enumerate(self.chart.askings[: number - 1], start=1)
        same = next((at for at, other in earlier if other.when == asking.when), None)
        return said | {"same": same if len(asking.when.keys) > 1 or RESULT in asking.when.keys else None}

    def condition(self, condition: Condition, about: str) -> dict[str, Any]:
        """`how` as in `Condition`; `needs`, each of the `ways` and of the `but`: answers; `numbers`: of all questions that
        matter; rule, law: by what a calculation decides. about: the result, or flow and question.
        """
        rule, law = RULES.get(about, ("", "")) if condition.how == "depends" else ("", "")
        return {
            "how": condition.how,
            "needs": self._answers(condition.needs),
            "ways": [self._answers(box) for box in condition.ways],
            "but": [self._answers(box) for box in condition.but],
            "numbers": sorted(self.chart.numbers[key] for key in condition.keys if key != RESULT),
            "rule": self.words.label(rule),
            "law": law,
        }

    def title(self, outcome: str) -> str:
        """What a result is called."""
        return title_part(self.words.parts("outcome", outcome, self.law)).get("text") or self.words.label(
            self.flow.label
        )

    def _answers(self, box: Box) -> list[dict[str, Any]]:
        """The result comes last."""
        return [self._result(among) if key == RESULT else self._answer(key, among) for key, among in box.items()]

    def _result(self, among: frozenset[str | None]) -> dict[str, Any]:
        every = self.chart.every[RESULT]
        rest = [outcome for outcome in every if outcome not in among]
        turned = len(rest) < len(among) and "" not in rest
        named = rest if turned else [outcome for outcome in every if outcome in among]
        places = [
            (number, ending.outcome.key)
            for number, ending in enumerate(self.chart.endings, start=1)
            if ending.outcome.key in named
        ]
        unknown = [self.words.label(NO_RESULT)] if "" in named else []
        return {
            "number": 0,
            "question": self.words.label(IN_THE_END),
            "but": self.words.label(BUT_RESULTS) if turned else "",
            "results": [{"number": at, "letter": letter(at), "label": self.title(key)} for at, key in places],
            "answers": [*(letter(at) for at, _ in places), *unknown],
        }

    def _question(self, key: str) -> dict[str, Any]:
        return {"number": self.chart.numbers[key], "question": self.words.label(self.flow.questions[key].label)}

    def _answer(self, key: str, among: frozenset[str | None]) -> dict[str, Any]:
        """but: the answers named are those that do not do."""
        question, every = self.flow.questions[key], self.chart.every[key]
        about = self._question(key) | {"but": ""}
        given = [answer for answer in every if answer in among and answer is not None]
        rest = [answer for answer in every if answer not in among and answer is not None]
        silent = [self.words.label(NOT_ASKED)] if None in among else []
        if not rest:
            return about | {"answers": [self.words.label(WAS_ASKED)]}
        if question.kind.name in STEPS:
            return about | {"answers": [*self._numbers(question, given), *silent]}
        if len(rest) < len(given) and (not silent or len(given) > FEW):
            return about | {"but": self.words.label(BUT), "answers": self._names(question, rest)}
        return about | {"answers": [*self._names(question, given), *silent]}

    def _names(self, question: Question[Any], answers: Iterable[str | None]) -> list[str]:
        given = [answer for answer in answers if answer is not None]
        if question.kind.name == "country":
            return self._countries(code for one in given for code in self.chart.alike[question.key][one])
        return self._options(question, given)

    def _options(self, question: Question[Any], answers: list[str]) -> list[str]:
        if labels := {option.value: option.label for option in question.choices}:
            return [self.words.label(QUOTED) % {"words": self.words.label(labels[answer])} for answer in answers]
        if answers == [NO_DAY]:
            return [self.words.label(NOTHING) if question.columns else self.words.answer(question, NO_DAY)]
        return [self.words.label(SOMETHING)] if answers else []

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

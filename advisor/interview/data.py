"""One serialisation of questions and advice: what the API and the command print, and what the pages are made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from advisor.rules.amounts import Amount
from advisor.rules.dates import after_the_weekend
from advisor.rules.figures import Figure, NotYetKnown, figures, source_names
from advisor.rules.funds import fund
from advisor.rules.law import FIGURES, Law, label_of
from advisor.rules.words import gettext_noop

from .advice import DUTIES, PEOPLE, ROUTES, STATUSES, Advice, Deadline, Fact, Person, Route
from .chart import Chart
from .core import Flow, Step
from .question import BETWEEN_CELLS, BETWEEN_ROWS, FUND, NO_DAY, NO_ROWS, UNSURE, Question

PAYERS = {
    "insured": gettext_noop("you"),
    "employer": gettext_noop("your employer"),
    "pension_fund": gettext_noop("the pension fund"),
    "fund": gettext_noop("your fund"),
    "host_family": gettext_noop("the host family"),
    "beihilfe": gettext_noop("Beihilfe"),
    "municipality": gettext_noop("the municipality"),
}
DONT_KNOW = gettext_noop("I don't know")
NOTHING = gettext_noop("nothing entered")
AVERAGE = gettext_noop("average of all funds")
LATER_LAW = gettext_noop("Day of law")
MADE_UP = gettext_noop("This day has passed. Do it at once and ask who decides.")
TOO_LATE = gettext_noop("This day has passed and this way is closed. Ask who decides at once what is still open.")


class Words(Protocol):
    """How texts are said in one language."""

    language: str
    edition: int

    def label(self, message: str) -> str:
        """The translation of an English source text."""

    def parts(self, kind: str, key: str, law: Law) -> list[dict[str, str]]:
        """The segments of a text with the figures of the law filled in: id, role, text, language."""

    def country(self, code: str) -> str:
        """The name of a country."""

    def answer(self, question: Question[Any], raw: str) -> str:
        """A canonical answer that is no option, in the reader's format."""


def as_data(advice: Advice, flow: Flow, law: Law, words: Words, *, worked_out: bool = True) -> dict[str, Any]:
    """The Advice as plain data with texts in one language; numbers are strings, days ISO dates.

    worked_out: with formulas and figures, which the page of a result has on a page of its own.
    """
    missing = advice.missing()
    data: dict[str, Any] = {
        "complete": True,
        "flow": advice.flow,
        "flow_label": words.label(flow.label),
        "as_of": advice.as_of.isoformat(),
        "law": "draft" if advice.draft else "in_force",
        "language": words.language,
        "edition": words.edition,
        "answers": dict(advice.answers),
        "asked": [_asked(flow, key, raw, law, words) for key, raw in advice.answers.items()],
        "doubtful": [key for key, raw in advice.answers.items() if flow.questions[key].is_doubtful(raw)],
        "outcome": advice.outcome,
        "duty": advice.duty,
        "duty_label": words.label(DUTIES[advice.duty]) if advice.duty else "",
        "text": _text(advice, law, words),
        "routes": [_route(route, law, words, worked_out) for route in advice.routes],
        "amounts": [_amount(amount, words, worked_out) for amount in advice.amounts],
        "documents": [_noted("document", code, advice, law, words) for code in advice.documents],
        "deadlines": [_deadline(deadline, law, words) for deadline in advice.deadlines],
        "changes": [_change(change, flow, law, words) for change in advice.changes],
        "cautions": [_noted("caution", code, advice, law, words) for code in advice.cautions],
        "authority": {"code": advice.authority, "text": words.parts("authority", advice.authority, law)}
        if advice.authority
        else None,
        "funds": list(advice.funds),
        "leads_to": advice.leads_to,
        "facts": [_fact(fact, words) for fact in advice.facts],
        "people": [_person(person, law, words) for person in advice.people],
        "provisional": advice.provisional,
        "missing": [refused_as_data(refused, words) for refused in missing],
        "known_until": min(map(_known_day, missing)).isoformat() if missing else None,
        "draft_exists": any(refused.draft for refused in missing),
        "refused": refused_as_data(advice.refused, words) if advice.refused else None,
        "chart": _chart(advice.chart, flow, law, words) if advice.chart else None,
        "unsure": [{"key": key, "question": words.label(flow.questions[key].label)} for key in advice.unsure],
        "alternatives": [
            {
                "when": [
                    [_asked(flow, key, raw, law, words) for key, raw in values.items()] for values in alternative.values
                ],
                "advice": as_data(alternative.advice, flow, law, words, worked_out=worked_out),
            }
            for alternative in advice.alternatives
        ],
    }
    if worked_out:
        data["figures"] = [figure_as_data(figure, words) for figure in advice.figures]
    return data


def _noted(kind: str, code: str, advice: Advice, law: Law, words: Words) -> dict[str, Any]:
    """A paper or a caution, and whether it hangs on an answer the visitor does not know."""
    return {"code": code, "text": words.parts(kind, code, law), "in_some_cases": code in advice.in_some_cases}


def _known_day(refused: NotYetKnown) -> date:
    """The last day before on which the figure is known, or the first one after where it was not known before."""
    if refused.last_known is None and refused.name in figures().series:
        later = (row.valid_from for row in figures().series[refused.name].rows if row.value is not None)
        return next((day for day in later if day > refused.day), refused.since - timedelta(days=1))
    return refused.since - timedelta(days=1)


def _text(advice: Advice, law: Law, words: Words) -> list[dict[str, str]]:
    """The text of the outcome; alternatives lend it the title of the outcome, or else the duty, they have in common."""
    text = words.parts("outcome", advice.outcome, law) if advice.outcome else []
    outcomes = {alternative.advice.outcome for alternative in advice.alternatives}
    if len(outcomes) > 1 and advice.duty:
        duty = {"id": "duty", "role": "title", "text": words.label(DUTIES[advice.duty]), "language": words.language}
        return [duty, *(part | {"role": "lead"} if part["role"] == "title" else part for part in text)]
    if len(outcomes) != 1 or not (common := outcomes.pop()):
        return text
    titles = [part for part in words.parts("outcome", common, law) if part["role"] == "title"]
    return titles + [part for part in text if part["role"] != "title"]


def asked_as_data(step: Step, words: Words) -> list[dict[str, str]]:
    """The answers of a replay as they were understood, with their questions."""
    return [_asked(step.flow, key, raw, step.law, words) for key, raw in step.given.items()]


def answers_as_data(step: Step, words: Words) -> dict[str, Any]:
    """The answers of a finished replay as they were understood, and which amounts look like those of a year."""
    flow = step.flow
    return {
        "flow": flow.key,
        "flow_label": words.label(flow.label),
        "as_of": step.law.day.isoformat(),
        "asked": asked_as_data(step, words),
        "doubtful": [key for key, raw in step.given.items() if flow.questions[key].is_doubtful(raw)],
    }


def next_as_data(step: Step, left: Mapping[str, int], words: Words) -> dict[str, Any]:
    """The question now due, with what has been answered. left: the fewest, likely and most questions after it."""
    assert step.due is not None
    problem = step.problem
    return {
        "complete": False,
        "flow": step.flow.key,
        "flow_label": words.label(step.flow.label),
        "as_of": step.law.day.isoformat(),
        "law": "draft" if step.law.draft else "in_force",
        "language": words.language,
        "edition": words.edition,
        "answers": dict(step.given),
        "asked": asked_as_data(step, words),
        "next": question_as_data(step.due, words),
        "left": dict(left),
        "problem": {
            "key": problem.question.key,
            "message": words.label(problem.error.message) % problem.error.params,
        }
        if problem
        else None,
    }


def question_as_data(question: Question[Any], words: Words) -> dict[str, Any]:
    """A question: key, label, type, choices, bounds."""
    choices = [
        {
            "value": option.value,
            "label": words.label(option.label),
            "hint": words.label(option.hint) if option.hint else "",
        }
        for option in question.choices
    ]
    if question.unsure:
        choices.append({"value": UNSURE, "label": words.label(DONT_KNOW), "hint": ""})
    return {
        "key": question.key,
        "label": words.label(question.label),
        "hint": words.label(question.hint) if question.hint else "",
        "type": question.kind.name,
        "unit": question.unit,
        "choices": choices,
        "least": None if question.least is None else str(question.least),
        "most": None if question.most is None else str(question.most),
        "default": question.default,
        "sensitive": question.sensitive,
        "columns": [question_as_data(column, words) for column in question.columns],
        "most_rows": question.most_rows,
    }


def shown(question: Question[Any], raw: str, law: Law, words: Words) -> str:
    """A canonical answer as a visitor reads it; a fund with its rate of the day."""
    if raw == UNSURE:
        return words.label(DONT_KNOW)
    if raw == NO_DAY and question.empty_is_today:
        return words.answer(question, law.day.isoformat())
    if question.kind.name == "rate" and (found := fund(raw.removeprefix(FUND), law)):
        return found.name if found.rate is None else f"{found.name}: {words.answer(question, str(found.rate))}"
    if raw == "average" and question.kind.name == "rate":
        return words.label(AVERAGE)
    if choices := question.choices:
        return next((words.label(option.label) for option in choices if option.value == raw), raw)
    if question.kind.name == "country":
        return words.country(raw)
    if question.columns and raw == NO_ROWS:
        return words.label(NOTHING)
    if question.columns:
        lines = [line.split(BETWEEN_CELLS) for line in raw.split(BETWEEN_ROWS)]
        said = (zip(question.columns, line, strict=False) for line in lines)
        return "; ".join(
            ", ".join(
                _shown_cell(question, column, cell, law, words) for column, cell in line if cell != column.default
            )
            for line in said
        )
    return words.answer(question, raw)


def _shown_cell(question: Question[Any], column: Question[Any], cell: str, law: Law, words: Words) -> str:
    """A cell as a visitor reads it, named where it does not speak for itself."""
    said = shown(column, cell, law, words)
    if len(question.columns) == 1 or column.kind.name in ("choice", "country"):
        return said
    name = words.label(column.label)
    return f"{name} {said}" if name.endswith("?") else f"{name}: {said}"


def _asked(flow: Flow, key: str, raw: str, law: Law, words: Words) -> dict[str, str]:
    question = flow.questions[key]
    return {
        "key": key,
        "question": words.label(question.label),
        "value": raw,
        "shown": shown(question, raw, law, words),
    }


def _route(route: Route, law: Law, words: Words, worked_out: bool) -> dict[str, Any]:
    return {
        "code": route.code,
        "label": words.label(ROUTES[route.code]),
        "status": route.status,
        "status_label": words.label(STATUSES[route.status]),
        "reason": route.reason,
        "text": words.parts("reason", route.reason, law),
        "covers": words.parts("reason", route.covers, law) if route.covers else [],
        "law": list(route.law),
        "cost": _amount(route.cost, words, worked_out) if route.cost else None,
        "market": route.market,
        "excludes": [{"code": code, "label": words.label(ROUTES[code])} for code in route.excludes],
    }


COVERED, NOT_COVERED = gettext_noop("covered"), gettext_noop("not covered")
BEIHILFE_PAYS = gettext_noop("Beihilfe %(rate)s percent, you insure %(rest)s percent")
NO_BEIHILFE = gettext_noop("no Beihilfe")


def _extent(person: Person, words: Words) -> str:
    """In or out; with Beihilfe also how much it pays and how much is left to insure."""
    if person.rate is None:
        return words.label(COVERED if person.covered else NOT_COVERED)
    if not person.covered:
        return words.label(NO_BEIHILFE)
    return words.label(BEIHILFE_PAYS) % {"rate": _short(person.rate), "rest": _short(100 - person.rate)}


def _person(person: Person, law: Law, words: Words) -> dict[str, Any]:
    return {
        "kind": person.kind,
        "number": person.number,
        "age": person.age,
        "label": words.label(PEOPLE[person.kind]) % {"number": person.number, "age": person.age},
        "in": person.covered,
        "in_label": _extent(person, words),
        "rate": None if person.rate is None else _short(person.rate),
        "reason": person.reason,
        "text": words.parts("reason", person.reason, law),
        "law": list(person.law),
    }


def _amount(amount: Amount, words: Words, worked_out: bool) -> dict[str, Any]:
    data = {
        "code": amount.code,
        "label": words.label(amount.label),
        "euros": _plain(amount.euros),
        "period": amount.period,
        "payer": amount.payer,
        "payer_label": words.label(PAYERS[amount.payer]),
        "law": amount.law,
        "parts": [_amount(part, words, worked_out) for part in amount.parts],
        "provisional": amount.provisional,
        "refused": refused_as_data(amount.refused, words) if amount.refused else None,
    }
    return data | _working(amount, words) if worked_out else data


def _working(amount: Amount, words: Words) -> dict[str, Any]:
    """How an amount was worked out, of which figures."""
    formula = amount.formula
    return {
        "source": "; ".join(dict.fromkeys(_source(figure, words) for figure in amount.figures)),
        "formula": formula
        and {
            "base": _plain(formula.base.euros),
            "base_label": words.label(formula.base.label),
            "terms": [
                {
                    "percent": _short(term.percent),
                    "share": _short(term.share),
                    "label": words.label(term.label),
                }
                for term in formula.terms
            ],
            "less": _plain(formula.less) if formula.less else None,
        },
        "figures": [figure_as_data(figure, words) for figure in amount.figures],
    }


def _fact(fact: Fact, words: Words) -> dict[str, str]:
    value = _short(fact.value) if isinstance(fact.value, Decimal) else fact.value.isoformat()
    return {"code": fact.code, "label": words.label(fact.label), "value": value, "unit": fact.unit}


def _chart(chart: Chart, flow: Flow, law: Law, words: Words) -> dict[str, Any]:
    return {
        "label": words.label(chart.label),
        "across": words.label(chart.across),
        "upward": words.label(chart.upward),
        "curves": [
            {
                "label": words.label(curve.label),
                "payer": curve.payer,
                "payer_label": words.label(PAYERS[curve.payer]),
                "name": words.label(curve.name or PAYERS[curve.payer]),
                "points": [{"x": _plain(x), "y": _plain(y)} for x, y in curve.points],
            }
            for curve in chart.curves
        ],
        "thresholds": [{"label": words.label(mark.label), "at": _plain(mark.at)} for mark in chart.thresholds],
        "here": {"x": _plain(chart.here[0]), "y": [_plain(y) for y in chart.here[1:]]} if chart.here else None,
        "assumed": [
            {
                "question": key,
                "question_label": words.label(flow.questions[key].label),
                "shown": shown(flow.questions[key], raw, law, words),
            }
            for key, raw in chart.assumed
        ],
    }


def _deadline(deadline: Deadline, law: Law, words: Words) -> dict[str, Any]:
    on = deadline.on
    if on is not None and deadline.closes and on < law.day:
        on = after_the_weekend(on)  # The day of the law is the safe one; beyond it counts how long the right lasts.
    passed = on is not None and not deadline.begins and on < law.day
    return {
        "code": deadline.code,
        "on": on.isoformat() if on else None,
        "begins": deadline.begins,
        "passed": passed,
        "missed": words.label(TOO_LATE if deadline.closes else MADE_UP) if passed else "",
        "law": deadline.law,
        "text": words.parts("deadline", deadline.code, law),
    }


def _change(change: Any, flow: Flow, law: Law, words: Words) -> dict[str, Any]:
    question = flow.questions.get(change.question)
    return {
        "question": change.question,
        "question_label": words.label(question.label if question else LATER_LAW),
        "value": change.value,
        "also": list(change.also),
        "shown": " · ".join(shown(question, raw, law, words) for raw in (change.value, *change.also))
        if question
        else change.value,
        "up": change.up,
        "outcome": change.outcome,
        "text": words.parts("outcome", change.outcome, law) if change.outcome else [],
        "duty": change.duty,
        "total": _plain(change.total),
        "bound": change.bound,
    }


def figure_as_data(figure: Figure, words: Words) -> dict[str, Any]:
    """A figure with its source and validity."""
    return {
        "name": figure.name,
        "label": words.label(label_of(figure)),
        "term": figure.term,
        "value": _short(figure),
        "unit": figure.unit,
        "valid_from": figure.valid_from.isoformat(),
        "legal_basis": figure.law,
        "source": _source(figure, words),
        "checked_on": figure.checked_on.isoformat(),
        "confidence": figure.confidence,
        "provisional": figure.provisional,
        "draft": figure.draft,
    }


def _source(figure: Figure, words: Words) -> str:
    return source_names(figure.source, figures().sources, words.language)


def refused_as_data(refused: NotYetKnown, words: Words) -> dict[str, Any]:
    """A figure that is not yet known, with the last one that was."""
    last = refused.last_known
    return {
        "figure": refused.name,
        "label": words.label(FIGURES[refused.name].label),
        "since": refused.since.isoformat(),
        "draft": refused.draft,
        "last_known": figure_as_data(last, words) if last is not None else None,
    }


def _plain(euros: Decimal | None) -> str | None:
    return None if euros is None else f"{euros:.2f}"


def _short(value: Decimal) -> str:
    """Without trailing zeros, never in exponent form."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

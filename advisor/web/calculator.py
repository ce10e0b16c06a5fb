"""A calculator: all questions on one page, and the result below them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_variables

from advisor.flows import all_flows
from advisor.interview.core import Flow
from advisor.interview.parsing import Unreadable
from advisor.interview.question import Question
from advisor.interview.sheet import Sheet, sheet

from .answering import answer
from .asking import Asked, NotUnderstood, answers_of, replay, typed_language
from .cells import lines_wanted, names_of
from .forms import SHOWN_OF_LONG, AnswersForm, filled_in
from .guide import pages_of
from .next_steps import next_steps
from .pages import Here, Shared, page
from .result_parts import held, outline
from .typed import read, refusals, values_of
from .words import Words

Errors = Mapping[str, list[Unreadable]]
EMPTY: Mapping[str, str] = MappingProxyType({})
RESULT, NEEDED = "result", "needed"
"""Where a page begins to answer, and where it says what it still needs to know."""


@sensitive_variables()
def calculator(request: HttpRequest, flow: Flow, fields: Mapping[str, str], asked: Asked, words: Words) -> HttpResponse:
    """The page for what an address or a form carries."""
    if "sheet" in fields:
        return _sent(request, flow, fields, asked, words)
    given = answers_of(flow, fields)
    found = sheet(flow, given, asked.law)
    form = _form(found.asked, found, words, {}) if found.problems else None
    return _shown(request, flow, found, asked, words, form, found.given if given else {}, begun=bool(given))


@sensitive_variables()
def _sent(request: HttpRequest, flow: Flow, fields: Mapping[str, str], asked: Asked, words: Words) -> HttpResponse:
    """What somebody typed into the form: taken where all of it can be, else back with everything that is wrong."""
    stood = fields["sheet"].split()
    if not stood or not {*stood, fields.get("more", stood[0])} <= set(flow.questions):
        raise NotUnderstood("keys", ["sheet"], asked.fields)
    typed_in = typed_language(fields, words.language)
    came = {key: read(flow.questions[key], fields, words, typed_in=typed_in) for key in stood}
    wrong = {key: errors for key, errors in came.items() if not isinstance(errors, str)}
    found = sheet(flow, {key: raw for key, raw in came.items() if isinstance(raw, str)}, asked.law, wrong)
    errors = {question.key: wrong[question.key] for question in found.asked if question.key in wrong}
    errors |= {key: [error] for key, error in found.problems.items()}
    errors |= {key: wrong[key] for key in found.open if key in wrong and _is_filled(flow.questions[key], fields)}
    kept = {question.key for question in found.asked} | (set(found.open) & set(stood))
    questions = [question for question in flow.questions.values() if question.key in kept]
    if "more" in fields:
        lines = {fields["more"]: lines_wanted(flow.questions[fields["more"]], fields)}
        form = _form(questions, found, words, fields, stood, lines)
        return _shown(request, flow, found, asked, words, form, found.given, begun=False)
    if errors:
        form = _form(questions, found, words, fields, stood)
        for key, refused in errors.items():
            for error in refused:
                form.refuse(flow.questions[key], error)
        return _shown(request, flow, found, asked, words, form, found.given)
    if flow.private:
        return _shown(request, flow, found, asked, words, None, found.given)
    anchor = RESULT if found.complete else NEEDED
    return HttpResponseRedirect(Here("interview", asked, {"flow": flow.key}, found.given, anchor=anchor).address())


def _is_filled(question: Question[Any], fields: Mapping[str, str]) -> bool:
    """Something was typed."""
    return any(fields.get(name, "").strip() for name in (question.key, *names_of(question)))


def _form(
    questions: list[Question[Any]],
    found: Sheet,
    words: Words,
    fields: Mapping[str, str],
    stood: list[str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> AnswersForm:
    """The form with what was typed, where the question stood there before, else with what was answered."""
    values = _answered(questions, found, words, fields, stood or ())
    form = AnswersForm(questions, words, values, lines, typed_in=fields.get("typed_in", ""), as_sent=bool(stood))
    if not stood:
        for question in questions:
            if question.key in found.problems:
                for error in refusals(question, values, found.problems[question.key], words, one=False):
                    form.refuse(question, error)
    return form


def _answered(
    questions: Iterable[Question[Any]],
    found: Sheet,
    words: Words,
    fields: Mapping[str, str] = EMPTY,
    stood: Collection[str] = (),
) -> dict[str, str]:
    """What stands in the fields."""
    values: dict[str, str] = {}
    for question in questions:
        if question.key in stood:
            values |= {name: fields[name] for name in (question.key, *names_of(question)) if name in fields}
        elif question.key in found.given:
            values |= values_of(question, found.given[question.key], words)
    return values


@sensitive_variables()
def _shown(
    request: HttpRequest,
    flow: Flow,
    found: Sheet,
    asked: Asked,
    words: Words,
    form: AnswersForm | None,
    answers: Mapping[str, str],
    begun: bool = True,
) -> HttpResponse:
    """form: one that is not done with, of which nothing is kept; None for one with the answers.

    answers: what the page carries along; begun: something is to be worked out.
    """
    questions = form.questions if form else found.asked
    ready = begun and found.complete and not (form and form.errors)
    needed = found.missing if begun and not (form and form.errors) else []
    anchor = RESULT if ready else NEEDED if needed else ""
    typed = form.typed if form else {}
    typed = typed and typed | {"sheet": " ".join(question.key for question in questions)}
    here = Here(
        "interview", asked, {"flow": flow.key}, {} if typed else answers, flow.private, typed=typed, anchor=anchor
    )
    data = answer(replay(flow, found.given, asked), words) if ready else None
    dates = held(data) if data else {}
    filled, lines = filled_in(questions, _answered(questions, found, words))
    own: dict[str, Any] = {
        "flow": flow,
        "data": data,
        "next": next_steps(flow, data, asked, words) if data else [],
        **dates,
        "filled_in": {name: text[:SHOWN_OF_LONG] for name, text in filled.items()},
    }
    values = {
        "flow": {"key": flow.key},
        **(outline(data, dates) if data else {}),
        "next": bool(own["next"]),
        "keys": [question.key for question in questions],
        "needed": needed,
        "more_follow": not set(found.open) <= {question.key for question in questions},
    }
    if form is None and not any(lines.values()):  # how many there are in a list is an answer, too
        return page(request, "interview/calculator.html", here, words, own, shared=Shared(values, _calculator))
    form = form or _form(found.asked, found, words, {})
    form.offer_funds(asked.law)
    _point_at(needed, form)
    context = {**values, **_calculator(words, asked, **values), **own, "form": form}
    return page(request, "interview/calculator.html", here, words, context, status=400 if form.errors else 200)


def _calculator(
    words: Words,
    asked: Asked,
    flow: Mapping[str, str],
    keys: Iterable[str],
    needed: Iterable[str],
    **_: Any,
) -> dict[str, Any]:
    """What all see who use the calculator in this form."""
    of = all_flows()[flow["key"]]
    questions = [of.questions[key] for key in keys]
    form = AnswersForm.to_fill(questions, words, asked.law)
    _point_at(needed, form)
    return {
        "form": form,
        "read_more": pages_of(of.key, words, asked),
        "label": words.label(of.label),
        "hint": words.label(of.hint),
        "whys": [(words.label(q.label), words.parts("why", q.key, asked.law)) for q in questions],
    }


def _point_at(needed: Iterable[str], form: AnswersForm) -> None:
    for key in needed:
        form.fields[key].needed = True

"""The pages. One view serves every group of visitors; the visitor carries the answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.interview.core import Flow, Step
from advisor.interview.data import asked_as_data
from advisor.interview.parsing import Unreadable
from advisor.interview.question import Question

from .accessibility import statement
from .answering import answer, left
from .api_page import calls
from .asking import (
    LAW_KEYS,
    Asked,
    NotUnderstood,
    answers_of,
    carried,
    fields_of,
    known_fields,
    law_for,
    replay,
    typed_language,
)
from .caching import public_page
from .calculator import calculator
from .carrying_answers import carries_answers
from .cells import lines_wanted
from .checking import check_page, is_worth_checking
from .errors import not_understood
from .forms import AnswersForm
from .found import LEAD, SITE_NAME
from .guide import pages_of
from .next_steps import next_steps
from .pages import FOUND_BY_ENGINES, Here, Shared, page
from .reading import figures_index
from .result_parts import held, outline
from .slugs import LISTS, PAGES, WRITTEN
from .starting import choices
from .typed import read, refusals, values_of
from .words import Words, current_language
from .written import title_part


@public_page
def chooser(request: HttpRequest) -> HttpResponse:
    """The choice of a language, in each of the languages."""
    languages = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            site, lead, address = translation.gettext(SITE_NAME), translation.gettext(LEAD), reverse("start")
        languages.append({"code": code, "name": name, "site": site, "lead": lead, "address": address})
    root = request.build_absolute_uri("/").rstrip("/")
    return FOUND_BY_ENGINES(render)(request, "pages/chooser.html", {"languages": languages, "root": root})


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Who are you? The groups of visitors."""
    try:
        asked = law_for(fields_of(request.GET, LAW_KEYS))
    except NotUnderstood as reason:
        return not_understood(request, reason, "start")
    here = Here("start", asked)
    words = Words(current_language())
    lists = [
        {
            "label": title_part(words.parts("page", f"list-{key}", asked.law)),
            "address": Here("list", asked, {"list_key": key}).address(),
        }
        for key in LISTS
    ]
    return page(request, "pages/start.html", here, words, choices(asked, words) | {"lists": lists})


@public_page
def site_page(request: HttpRequest, page_key: str) -> HttpResponse:
    """The figures of a day, or what this site is."""
    if page_key not in PAGES:
        raise Http404
    try:
        asked = law_for(fields_of(request.GET, LAW_KEYS))
    except NotUnderstood as reason:
        return not_understood(request, reason, "site-page", {"page_key": page_key})
    here, words = Here("site-page", asked, {"page_key": page_key}), Words(current_language())
    if page_key == "figures":
        return figures_index(request, here, words)
    texts = [words.parts("page", key, asked.law) for key in WRITTEN[page_key] if words.has("page", key)]
    about = statement(words) if page_key == "accessibility" else calls(words, asked) if page_key == "programs" else {}
    return page(request, f"pages/{page_key}.html", here, words, {"texts": texts} | about)


@carries_answers
@sensitive_variables()
def interview(request: HttpRequest, flow: Flow) -> HttpResponse:
    """Show the next question or the outcome. The visitor carries the answers."""
    sent = request.POST if request.method == "POST" else request.GET
    fields = fields_of(sent, known_fields(flow))
    asked, words = law_for(fields), Words(current_language())
    if flow.private and request.method != "POST":
        fields = {}
    if flow.one_page:
        return calculator(request, flow, fields, asked, words)
    given = answers_of(flow, fields)
    for pointer in ("change", "question", "more"):
        if pointer in fields and fields[pointer] not in flow.questions:
            raise NotUnderstood("keys", [pointer], given | asked.fields)
    earlier = given.pop(fields.get("change", ""), "")
    if "question" not in fields or "change" in fields:
        step = replay(flow, given, asked)
        if step.due is None or step.due.key != fields.get("change"):
            earlier = ""
        if "check" in fields and is_worth_checking(step):
            return check_page(request, step, asked, words)
        return _shown(request, step, given, asked, words, _form(step, words, earlier), earlier)

    question = flow.questions[fields["question"]]
    given.pop(question.key, None)
    typed_in = typed_language(fields, words.language)
    raw = read(question, fields, words, one=True, typed_in=typed_in)
    answers = given | {question.key: raw} if isinstance(raw, str) else given
    step = replay(flow, answers, asked)
    wrong = [step.problem.error] if step.problem and step.due is question else [] if isinstance(raw, str) else raw
    if wrong or {"more", "typed_in"} & fields.keys():
        step = replay(flow, given, asked)
        if step.due is not question:
            return _shown(request, step, given, asked, words, _form(step, words))
        lines = {question.key: lines_wanted(question, fields)} if "more" in fields else {}
        form = AnswersForm([question], words, fields, lines, one=True, typed_in=typed_in, as_sent=True)
        return _shown(request, step, given, asked, words, _refusing(form, question, [] if lines else wrong))
    if flow.private and is_worth_checking(step):
        return check_page(request, step, asked, words)
    if flow.private:
        return _shown(request, step, answers, asked, words, _form(step, words))
    kept = carried(step, answers) | ({step.problem.question.key: step.problem.typed} if step.problem else {})
    kept |= {"check": "1"} if is_worth_checking(step) else {}
    return HttpResponseRedirect(Here("interview", asked, {"flow": flow.key}, kept).address())


def _form(step: Step, words: Words, earlier: str = "") -> AnswersForm | None:
    """The form for the question now due with what came, where that could not be taken or is to be changed; else None."""
    question, problem = step.due, step.problem
    if question is None or not (problem or earlier):
        return None
    values = _values(question, problem.typed if problem else earlier, words)
    form = AnswersForm([question], words, values, one=True)
    return _refusing(form, question, refusals(question, values, problem.error, words)) if problem else form


def _values(question: Question[Any], came: str, words: Words) -> dict[str, str]:
    return values_of(question, came, words, one=True) if came else {}


def _refusing(form: AnswersForm, question: Question[Any], errors: Iterable[Unreadable]) -> AnswersForm:
    for error in errors:
        form.refuse(question, error)
    return form


@sensitive_variables()
def _shown(
    request: HttpRequest,
    step: Step,
    given: dict[str, str],
    asked: Asked,
    words: Words,
    form: AnswersForm | None,
    earlier: str = "",
) -> HttpResponse:
    """The result, or the question now due. form: with something in it, of which nothing is kept; None for an empty one."""
    flow = step.flow
    changed = {step.due.key: earlier} if step.due and earlier else {}
    typed = form.typed | {"question": step.due.key} if form and form.typed and step.due else {}
    here = Here("interview", asked, {"flow": flow.key}, carried(step, given), flow.private, changed, typed)
    if step.due is None:
        return _found(request, here, step, words)
    own = {
        "due": step.due.key,
        "flow": flow,
        "data": {"asked": asked_as_data(step, words)},
        "number": len(step.given) + 1,
        "left": left(step),
        "back": next(reversed(step.given), ""),
    }
    values = {"flow_key": flow.key, "due": step.due.key, "begun": bool(step.given)}
    if form is None:
        return page(request, "interview/question.html", here, words, own, shared=Shared(values, _question))
    form.offer_funds(asked.law)
    own = {**values, **_question(words, asked, **values), **own, "form": form}
    return page(request, "interview/question.html", here, words, own, status=400 if form.errors else 200)


def _question(words: Words, asked: Asked, flow_key: str, due: str, begun: bool) -> dict[str, Any]:
    """What all see who are asked a question of a flow."""
    flow = all_flows()[flow_key]
    question = flow.questions[due]
    form = AnswersForm(
        [question], words, _values(question, (question.options and question.default) or "", words), one=True
    )
    form.offer_funds(asked.law)
    return {
        "flow": flow,
        "form": form,
        "label": words.label(question.label),
        "flow_label": words.label(flow.label),
        "incomplete": not begun and not current_figures().is_complete(asked.law.day, asked.law.draft),
        "why": words.parts("why", due, asked.law),
        "emergency": lambda: words.parts("notice", "emergency", asked.law),  # made where a page shows it
    }


@sensitive_variables()
def _found(request: HttpRequest, here: Here, step: Step, words: Words) -> HttpResponse:
    """The result."""
    flow, data = step.flow, answer(step, words)
    dates = held(data)
    own = {"flow": flow, "data": data, "next": next_steps(flow, data, here.asked, words), **dates}
    values = {
        "flow": {"key": flow.key},
        **outline(data, dates),
        "read_more": pages_of(flow.key, words, here.asked, data),
        "next": bool(own["next"]),
    }
    return page(request, "interview/result.html", here, words, own, shared=Shared(values))

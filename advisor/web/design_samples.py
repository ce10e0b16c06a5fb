"""Samples for the page of the design: every component of the site in its states, with answers that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.interview.core import walk
from advisor.interview.data import as_data
from advisor.interview.flow_chart import flow_chart
from advisor.interview.question import UNSURE, Question
from advisor.rules.figures import LAST_DAY

from . import drawing_bars
from .answering import answer
from .asking import Asked
from .drawing import drawn
from .forms import AnswersForm, SearchForm
from .guide import pages_of
from .next_steps import next_steps
from .pages import Here
from .result_parts import held
from .typed import read
from .words import Words
from .working import years_of

Sample = tuple[str, Mapping[str, Any], str]
"""A template, what it is shown with, and the name of its state."""
PLAIN, PRIVATE, FAMILY, PAY = "student", "asylum-seeker", "family", "pay"
OPEN_PARTS = (
    "verdict", "stamp", "easy", "contents", "todo", "why", "deadlines", "papers", "routes", "cost", "cautions", "authority",
    "read_more", "next", "answers", "your_answers",
)  # fmt: skip
"""Templates that show one part of a result each."""


def samples(asked: Asked, words: Words) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Each template with its context and the name of its state."""
    yield from _forms(asked, words)
    plain = _result(PLAIN, "student-statutory", asked, words)
    for name in OPEN_PARTS:
        yield f"interview/{name}.html", plain, ""
    yield "design/changes.html", plain, ""
    parted = _example(PLAIN, "student-statutory", asked)
    unsure = _of(PLAIN, {**parted, "home_cover": UNSURE}, asked, words)
    yield "interview/verdict.html", unsure, "unsure"
    yield "interview/alternatives.html", unsure, ""
    later = Asked(current_figures().on(LAST_DAY), LAST_DAY)
    refused = _of(PLAIN, parted | {"relative": "none"}, later, words)  # a price that no figure is known for yet
    yield "interview/verdict.html", refused, "refused"
    yield "interview/missing.html", refused, ""
    private = _result(PRIVATE, "", asked, words)
    yield "interview/private.html", private, "private"
    yield "interview/verdict.html", private, "private"
    yield "interview/answers.html", private, "private"
    yield "interview/emergency.html", private, ""
    yield "interview/law_button.html", private | {"as_of": asked.law.day.isoformat(), "law": "draft"}, ""
    high = _of("employee", _example("employee", "employee-compulsory", asked) | {"gross_pay": "60000"}, asked, words)
    yield "interview/check.html", high, ""
    yield "interview/people.html", _result(FAMILY, "family-all", asked, words), ""
    counted = _result("qualifying-period", "", asked, words)
    yield "interview/facts.html", counted | {"facts": counted["data"]["facts"]}, ""
    yield from _pictures(asked, words)
    yield (
        "components/breadcrumbs.html",
        {"up": "guide", "current": words.label(all_flows()[PLAIN].label), "here": plain["here"]},
        "",
    )
    yield "components/amount.html", {"amount": plain["data"]["amounts"][0], "open": True}, ""
    yield "components/figure_table.html", {"figures": plain["data"]["figures"][:3]}, ""
    yield "components/search.html", {"search_form": SearchForm(words), "here": Here("design", asked)}, ""
    yield "components/feedback.html", {"feedback": "page/start", "carry": False}, ""
    yield "components/text.html", {"parts": words.parts("guide", "how-it-works", asked.law)}, ""


def _example(flow: str, outcome: str, asked: Asked) -> dict[str, str]:
    """Answers that lead to an outcome, or where none is named to the first that can be reached."""
    endings = flow_chart(all_flows()[flow], asked.law).endings
    found = [ending.example for ending in endings if ending.example and outcome in ("", ending.outcome.key)]
    reachable = [ending.example for ending in endings if ending.example]
    return dict((found or reachable)[0])


def _result(flow: str, outcome: str, asked: Asked, words: Words) -> dict[str, Any]:
    return _of(flow, _example(flow, outcome, asked), asked, words)


def _of(flow: str, answers: Mapping[str, str], asked: Asked, words: Words) -> dict[str, Any]:
    """What the page of a result shows its parts with."""
    found = all_flows()[flow]
    step = walk(found, answers, asked.law)
    while step.due is not None:  # Another day of law may ask one more question.
        step = walk(found, {**step.given, step.due.key: step.due.samples[0]}, asked.law)
    here = Here("interview", asked, {"flow": flow}, dict(step.given), found.private)
    data = answer(step, words, whole=True)
    parts = [part for part in data.get("text", ()) if part["role"].startswith("easy")]
    return {
        "flow": found,
        "data": data,
        "here": here,
        "carry": found.private,
        "level": 3,
        "emergency": words.parts("notice", "emergency", asked.law),
        "read_more": pages_of(flow, words, asked),
        "next": next_steps(found, data, asked, words),
        "law_day": asked.law.day,
        "language": words.language,
        "parts": parts,
        **(held(data) if "deadlines" in data else {}),
    }


def _pictures(asked: Asked, words: Words) -> Iterator[Sample]:
    """What is drawn of a result."""
    for flow in ("pay", "beihilfe-bills"):
        found = all_flows()[flow]
        step = walk(found, _example(flow, "pay-member" if flow == "pay" else flow, asked), asked.law)
        advice = advise(step)
        data = as_data(replace(advice, chart=chart_of(step)), found, asked.law, words)
        if data["chart"]:
            yield "interview/chart.html", {"chart": data["chart"], "drawing": drawn(data["chart"], words.language)}, ""
        if shares := drawing_bars.shares(data, words.language):
            yield "interview/shares.html", {"drawing": shares}, ""
        if split := drawing_bars.split(data, words.language):
            yield "interview/split.html", {"drawing": split}, ""
    step = walk(all_flows()[PLAIN], _example(PLAIN, "student-statutory", asked), asked.law)
    if years := years_of(step, advise(step), words):
        yield "interview/years.html", {"years": years}, ""


def _forms(asked: Asked, words: Words) -> Iterator[Sample]:
    """Fields: empty, filled in, and with what cannot be taken."""
    here = Here("interview", asked, {"flow": PLAIN})
    questions = all_flows()[PLAIN].questions
    for key, typed in (
        ("country", {"": "", "HU": "Magyarország", "?": "Atlantis"}),
        ("home_cover", {"": "", "checked": "none", "unsure": UNSURE, "?": ""}),
        ("gross_pay", {"": "", "filled in": "3000,50", "?": "kettő"}),
        ("start", {"": "", "?": "31.02.2026"}),
    ):
        for state, text in typed.items():
            form = _form(questions[key], text, words, wrong=state == "?")
            yield "design/form.html", {"form": form, "here": here, "carry": False}, "error" if state == "?" else state
    listed = all_flows()["qualifying-period"].questions["insured_periods"]
    yield "design/form.html", {"form": AnswersForm([listed], words, {}), "here": here, "carry": False}, "list"
    sums = all_flows()["student-cost"]
    whys = [(words.label(q.label), words.parts("why", q.key, asked.law)) for q in sums.questions.values()]
    form = AnswersForm(list(sums.questions.values())[:2], words, {})
    context = {"flow": sums, "form": form, "more_follow": True, "whys": whys, "here": here, "carry": False}
    yield "interview/calculator_form.html", context, ""
    yield "design/progress.html", {"number": 2, "left": {"fewest": 2, "likely": 4, "most": 9}}, ""
    yield "components/minutes.html", {"minutes": 4}, ""


def _form(question: Question[Any], typed: str, words: Words, wrong: bool) -> AnswersForm:
    form = AnswersForm([question], words, {question.key: typed}, as_sent=True)
    if wrong:
        came = read(question, {question.key: typed}, words)
        for error in () if isinstance(came, str) else came:
            form.refuse(question, error)
    return form

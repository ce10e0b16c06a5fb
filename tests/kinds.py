"""Every kind of page in every state, by name: what the proofs of look, build and access go through.

A new kind of page joins by one line in `KINDS`; a new group of visitors joins by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import takewhile
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from advisor.flows import all_flows
from advisor.interview.journeys import deciding
from advisor.interview.question import UNSURE
from advisor.interview.sheet import sheet
from advisor.rules.figures import figures
from advisor.rules.law import Law
from advisor.web.asking import asked_on
from advisor.web.cells import fields_for, lines_of
from advisor.web.pages import Here
from advisor.web.slugs import LISTS
from advisor.web.words import Words

DAY = date(2026, 11, 22)
LAW = figures().on(DAY)
LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
OF_A_RESULT = ("working", "sheet")
"""The further pages of a result."""


@dataclass(frozen=True)
class View:
    """A page as a visitor comes to it. posted: what a form sent, None for an address; status: of the answer."""

    path: str
    posted: Mapping[str, str] | None = None
    status: int = 200


@dataclass(frozen=True)
class Kind:
    """A kind of page. at: the view of it in a language."""

    name: str
    at: Callable[[str], View]


# Where answers lead -----------------------------------------------------------------------------------------------------


ELSEWHEN = ((date(2019, 1, 1), False), (date(2024, 1, 1), False), (date(2028, 1, 1), True))
"""Days of law, some of draft law, under which there is more than today."""
SELDOM = {("net-pay", "east"): {"gross_pay": "8000", "work_state": "BE", "as_of": "2024-01-01"}}
"""What a visitor carries to a question that no search comes by."""


@lru_cache
def ways(flow: str, law: Law = LAW, full: bool = False) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Outcome and answers of every way through a flow."""
    return tuple((way.outcome, dict(way.answers)) for way in deciding(all_flows()[flow], law, full=full).ways)


@lru_cache
def _seen(flow: str) -> tuple[Mapping[str, Mapping[str, str]], Mapping[str, Mapping[str, str]]]:
    """What is carried to each outcome and to each question, under the law of today where they are there."""
    wanted = all_flows()[flow]
    reached: dict[str, Mapping[str, str]] = {}
    asked = {key: answers for (of, key), answers in SELDOM.items() if of == flow}
    for law, full in ((LAW, False), *((figures().on(*when), full) for full in (False, True) for when in ELSEWHEN)):
        carried = {"as_of": law.day.isoformat()} | ({"law": "draft"} if law.draft else {})
        for outcome, answers in ways(flow, law, full):
            reached.setdefault(outcome, {**answers, **carried})
            for key in answers:
                asked.setdefault(key, {one: answers[one] for one in takewhile(key.__ne__, answers)} | carried)
        if len(asked) == len(wanted.questions) and {outcome.key for outcome in wanted.outcomes} <= set(reached):
            break
    return reached, asked


def outcomes(flow: str) -> Mapping[str, Mapping[str, str]]:
    """The first answers found that lead to each outcome, with the day of law."""
    return _seen(flow)[0]


def questions(flow: str) -> Mapping[str, Mapping[str, str]]:
    """What a visitor carries when each question is asked: the answers before, and the day of law."""
    return _seen(flow)[1]


def page(
    name: str, language: str, fields: Mapping[str, str] | None = None, status: int = 200, **arguments: str
) -> View:
    """A page by the name of its address; fields of a private flow are posted."""
    path = Here(name, asked_on(), arguments).path(language)
    if "flow" in arguments and all_flows()[arguments["flow"]].private and fields is not None:
        return View(path, dict(fields), status)
    return View(f"{path}?{urlencode(fields)}" if fields else path, None, status)


def of_flow(flow: str, language: str, fields: Mapping[str, str], name: str = "interview", status: int = 200) -> View:
    """A page of a flow with these answers, under the law of the day of the tests."""
    return page(name, language, {"as_of": DAY.isoformat(), **fields}, status, flow=flow)


def question(flow: str, key: str, language: str) -> View:
    """The page that asks a question."""
    return of_flow(flow, language, questions(flow)[key])


def wrong(flow: str, key: str, typed: str, language: str) -> View:
    """The same with what somebody typed and nobody can read."""
    return of_flow(flow, language, {**questions(flow)[key], "question": key, "answer": typed}, status=400)


def check(flow: str, answers: Mapping[str, str], language: str) -> View:
    """The answers of a case, to check before the result."""
    last = [key for key in answers if key in all_flows()[flow].questions][-1]
    if not all_flows()[flow].private:
        return of_flow(flow, language, {**answers, "check": "1"})
    asked = all_flows()[flow].questions[last]
    typed = (
        fields_for(asked, lines_of(asked, answers[last], Words(language)))
        if asked.columns
        else {"answer": Words(language).typed(asked, answers[last])}
    )
    before = {key: raw for key, raw in answers.items() if key != last}
    return of_flow(flow, language, {**before, **typed, "question": last})


def calculator_sent(flow: str, language: str, **typed: str) -> View:
    """A calculator whose form was sent with this in it."""
    stood = " ".join(asked.key for asked in sheet(all_flows()[flow], {}, LAW).asked)
    return of_flow(flow, language, {**typed, "sheet": stood}, status=400)


# The kinds --------------------------------------------------------------------------------------------------------------


def _case(flow: str, outcome: str = "") -> Mapping[str, str]:
    found = outcomes(flow)
    return found[outcome] if outcome else next(iter(found.values()))


def _named(name: str, query: str = "", status: int = 200, **arguments: str) -> Callable[[str], View]:
    def at(language: str) -> View:
        path = Here(name, asked_on(), arguments).path(language)
        return View(path + query, None, status)

    return at


KINDS = [
    Kind("choice of a language", lambda language: View("/")),
    Kind("start", _named("start")),
    Kind("guide", _named("guide")),
    Kind("page of the guide", _named("guide-page", key="how-it-works")),
    Kind("page of the guide for a group", _named("guide-page", key="students")),
    Kind("glossary", _named("glossary")),
    Kind("letter of the glossary", _named("glossary-letter", letter="k")),
    Kind("figures", _named("site-page", page_key="figures")),
    Kind("figures of a topic", _named("figures-topic", topic="health")),
    Kind("about this site", _named("site-page", page_key="site")),
    *(Kind(f"list of {key}", _named("list", list_key=key)) for key in LISTS),
    Kind("search", _named("search")),
    Kind("search with results", _named("search", "?q=Familienversicherung")),
    Kind("search without results", _named("search", "?q=xyzzy")),
    Kind("how a form decides", _named("flow-chart", flow="student")),
    Kind("design", _named("design")),
    Kind("feedback", _named("feedback", "?page=letter/k")),
    Kind("feedback, private", _named("feedback", "?page=flow/asylum-seeker")),
    Kind("thanks", _named("feedback-thanks")),
    Kind("no such page", lambda language: View(f"/{language}/nirgendwo/", None, 404)),
    Kind("day not understood", _named("start", "?as_of=soon", 400)),
    Kind("first question", lambda language: question("student", "country", language)),
    Kind("question with options", lambda language: question("student", "home_cover", language)),
    Kind("question for money", lambda language: question("employee", "gross_pay", language)),
    Kind("question for a day", lambda language: question("student", "start", language)),
    Kind("question with options, none taken", lambda language: wrong("student", "purpose", "", language)),
    Kind("question for money, not understood", lambda language: wrong("employee", "gross_pay", "kettő", language)),
    Kind("question for a country, none chosen", lambda language: wrong("student", "country", "", language)),
    Kind("question for a day, not understood", lambda language: wrong("student", "start", "31.02.2026", language)),
    Kind(
        "answer to change",
        lambda language: of_flow("student", language, {**_case("student"), "change": "country"}),
    ),
    Kind("first question, private", lambda language: page("interview", language, flow="asylum-seeker")),
    Kind(
        "question, private",
        lambda language: question("asylum-seeker", list(questions("asylum-seeker"))[1], language),
    ),
    Kind(
        "question, private, none taken",
        lambda language: wrong("asylum-seeker", next(iter(questions("asylum-seeker"))), "", language),
    ),
    Kind("answers to check", lambda language: check("student", _case("student", "student-statutory"), language)),
    Kind("answers to check, private", lambda language: check("asylum-seeker", _case("asylum-seeker"), language)),
    Kind("result", lambda language: of_flow("student", language, _case("student", "student-statutory"))),
    Kind(
        "result, long",
        lambda language: of_flow("employee", language, _case("employee", "employee-first-job-above-limit")),
    ),
    Kind(
        "result, not sure",
        lambda language: of_flow("student", language, {**_case("student", "student-catch-all"), "home_cover": UNSURE}),
    ),
    Kind(
        "result, figure not known",
        lambda language: page(
            "interview",
            language,
            {**_case("student", "student-statutory"), "other_cover_ends": "none", "as_of": "2027-10-01"},
            flow="student",
        ),
    ),
    Kind("result, private", lambda language: of_flow("asylum-seeker", language, _case("asylum-seeker"))),
    Kind("result of a family", lambda language: of_flow("family", language, _case("family"))),
    Kind("calculator", lambda language: page("interview", language, flow="pay")),
    Kind("calculator with a list", lambda language: page("interview", language, flow="qualifying-period")),
    Kind("calculator, nothing filled in", lambda language: calculator_sent("pay", language)),
    Kind("calculator, result", lambda language: of_flow("pay", language, _case("pay"))),
    Kind(
        "calculator with a list, result", lambda language: of_flow("beihilfe-bills", language, _case("beihilfe-bills"))
    ),
    *(
        Kind(f"{name} of {flow}", lambda language, flow=flow, name=name: of_flow(flow, language, _case(flow), name))
        for name in OF_A_RESULT
        for flow in ("student", "asylum-seeker", "pay", "beihilfe-bills")
    ),
]
"""One of each kind and state."""


def public() -> Iterator[Kind]:
    """Every page of content: all that the site maps name."""
    from advisor.web.sitemaps import SITEMAPS

    for item in SITEMAPS["pages"]().items():
        yield Kind(item.path("de"), lambda language, item=item: View(item.path(language)))


def fetch(client, view: View):
    """The answer of the site to a view."""
    response = client.get(view.path) if view.posted is None else client.post(view.path, view.posted)
    assert response.status_code == view.status, (response.status_code, view)
    return response


def visit(tab, site: str, view: View) -> None:
    """Go to a view in a browser; what is posted goes with the first request, without a page before."""
    address = f"{site}{view.path}"
    if view.posted is None:
        tab.goto(address)
        return
    form = {"content-type": "application/x-www-form-urlencoded"}
    path = urlsplit(address).path
    tab.route(
        lambda url: urlsplit(url).path == path,
        lambda route: route.continue_(
            method="POST", post_data=urlencode(view.posted), headers=route.request.headers | form
        ),
    )
    tab.goto(address)
    tab.unroute_all()

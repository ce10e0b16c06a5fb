"""Which pages are measured, against which floor, and how much more than the floor they may cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from advisor.flows import all_flows
from advisor.interview.core import walk
from advisor.rules.figures import figures

DAY = date(2026, 11, 22)
LAW = figures().on(DAY)
PAY = "gross_pay=2000"
HELLO, FLAT, ALONE = "hello", "flat", "whitenoise"
MADE, KEPT = "made", "kept"
"""Servers: one that makes every page anew, and one as in production."""


@dataclass(frozen=True)
class Row:
    """A page to measure. server: who answers; floor: what it is compared with; most: the target, None where there is none."""

    name: str
    path: str
    server: str
    floor: str
    most: float | None = None
    shows: str = ""
    """Words that only the page meant here has."""
    why: str = ""
    """Said where the target is not met."""

    @property
    def paths(self) -> list[str]:
        """The page for many readers: whose monthly pay differs by cents, so that nothing kept for one helps another."""
        if PAY not in self.path:
            return [self.path]
        return [self.path.replace(PAY, f"{PAY}.{cents:02}") for cents in range(1, 100)]


NO_SHELL = (
    "A flat template is one string that is copied. Of this page all is kept but what the reader said; to read and replay the "
    "answers, count the questions to come and write links that carry them takes the rest (docs/decisions/0025)."
)
NO_ADVICE_KEPT = "The advice and the search for what would change it are reckoned anew for every reader. " + NO_SHELL


def answered(flow: str, **given: str) -> dict[str, str]:
    """Answers to the end of a flow: these, and the first sample that fits wherever nothing is given."""
    of = all_flows()[flow]
    step = walk(of, given, LAW)
    while step.due is not None:
        tried = ({**given, **step.given, step.due.key: sample} for sample in step.due.samples)
        further = (walk(of, answers, LAW) for answers in tried)
        step = next(one for one in further if one.problem is None)
    return dict(step.given)


def _at(name: str, fields: Mapping[str, str] | None = None, **arguments: object) -> str:
    with translation.override("de"):
        path = reverse(name, kwargs=arguments)
    return f"{path}?{urlencode(fields)}" if fields else path


def rows(stylesheet: str) -> list[Row]:
    """All of them. stylesheet: the address of the largest static file that every page needs."""
    day = {"as_of": DAY.isoformat()}
    working_student = answered("student", work="main", gross_pay="2000")
    first_answers = dict(islice(working_student.items(), 5))
    guide = _at("guide-page", key="students")
    return [
        Row("hello", "/floor/hello", KEPT, HELLO),
        Row("start page, made anew", _at("start"), MADE, FLAT),
        Row("start page, from the application's cache", _at("start"), KEPT, HELLO),
        Row(
            "question", _at("interview", first_answers | day, flow="student"), KEPT, FLAT, 1.5, 'id="answer"', NO_SHELL
        ),
        Row(
            "result with all amounts and its search",
            _at("interview", working_student | day, flow="student"),
            KEPT,
            FLAT,
            5,
            'id="changes"',
            NO_ADVICE_KEPT,
        ),
        Row(
            "result of a calculator (pay)",
            _at("interview", answered("pay", gross_pay="2000") | day, flow="pay"),
            KEPT,
            FLAT,
            5,
            'id="cost"',
            NO_ADVICE_KEPT,
        ),
        Row(
            "guide page, made anew",
            guide,
            MADE,
            FLAT,
            1.3,
            "",
            "Its shell is kept; what it says to caches is made anew. In production a process does so once in each edition and for each "
            "day; every further reader is the row below.",
        ),
        Row(
            "guide page, from the application's cache",
            guide,
            KEPT,
            HELLO,
            1.2,
            "",
            "Beside hello it compares what the page was made of with today, counts the read and sends kilobytes.",
        ),
        Row("list of funds, made anew", _at("list", list_key="funds"), MADE, FLAT),
        Row("search with results", f"{_at('search')}?q=Familienversicherung", KEPT, FLAT),
        Row(
            "static file",
            stylesheet,
            KEPT,
            ALONE,
            1.2,
            "",
            "Before whitenoise the site counts requests, tells addresses apart and adds its headers.",
        ),
        Row("advice by the API", f"{_api('student')}?{urlencode(working_student | day)}", KEPT, HELLO),
    ]


def _api(flow: str) -> str:
    return f"/api/v1/advise/{flow}"

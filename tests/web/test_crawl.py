"""Every outcome and every question of every group, every public page: how each page is built, read with a fast parser.

Languages rotate; `FULL=1` reads every way of every group in all of them.
"""

import itertools
import os
from collections.abc import Iterator
from itertools import cycle

import pytest
from django.test import Client
from django.utils import translation
from lxml import html

from advisor.flows import all_flows
from advisor.interview.question import UNSURE
from tests.kinds import (
    KINDS,
    LANGUAGES,
    OF_A_RESULT,
    View,
    check,
    fetch,
    of_flow,
    outcomes,
    public,
    question,
    questions,
    ways,
    wrong,
)

FULL = bool(os.environ.get("FULL"))
pytestmark = pytest.mark.django_db

NAMED = (
    "for",
    "form",
    "list",
    "headers",
    *(f"aria-{name}" for name in ("labelledby", "describedby", "controls", "owns")),
)
"""Attributes that name other elements of the page by their ids."""
TYPED_IN = "//input[not(@type='hidden')] | //select | //textarea"
TAKES_FOCUS = "self::input or self::select or self::textarea or self::button or self::summary or @href or @tabindex"
PLACE = f"self::h1 or self::h2 or self::h3 or self::h4 or self::main or self::section or self::fieldset or self::dt or dt or {TAKES_FOCUS}"
HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6][not(ancestor::*[@class='error-summary'])]"
"""The summary of errors comes first of all, with a heading of its own."""
DATA = "application/ld+json"
"""A block of data for search engines, which no browser runs."""


def shown(element) -> str:
    """An element in a message."""
    return html.tostring(element, encoding="unicode", with_tail=False)[:100]


def name_of(element) -> str:
    """The words that name a button, a link or a picture."""
    own = element.get("aria-label") or element.get("title") or " ".join(element.itertext())
    return own.strip() or " ".join(element.xpath(".//@aria-label | .//@alt")).strip()


def faults(text: str, language: str) -> list[str]:
    """What is wrong with how a page is built."""
    page = html.document_fromstring(text)
    ids = page.xpath("//@id")
    levels = [int(heading.tag[1]) for heading in page.xpath(HEADINGS)]
    found = [f"id twice: {one}" for one in set(ids) if ids.count(one) > 1]
    found += [
        f"named by {name} but not there: {one}"
        for name in NAMED
        for value in page.xpath(f"//@{name}")
        for one in value.split()
        if one not in ids
    ]
    found += [f"not one h1 but {levels.count(1)}"] if levels.count(1) != 1 else []
    found += [f"headings leap: {levels}"] if levels[:1] != [1] or any(b > a + 1 for a, b in itertools.pairwise(levels)) else []  # fmt: skip
    found += ["a heading without words"] if page.xpath("//*[self::h1 or self::h2 or self::h3][not(normalize-space())]") else []  # fmt: skip
    found += ["no title"] if not page.xpath("normalize-space(//head/title)") else []
    found += ["no language"] if page.get("lang") != language or page.get("dir") not in ("ltr", "rtl") else []
    found += [f"leads nowhere: {link}" for link in set(page.xpath("//a/@href[starts-with(., '#')]")) if not page.xpath(f"//*[@id=$id][{PLACE}]", id=link[1:])]  # fmt: skip
    found += [f"a table without heads: {shown(table)}" for table in page.xpath("//table[not(.//th)]")]
    found += [f"a head of nothing: {shown(head)}" for head in page.xpath("//th[not(@scope)]")]
    found += [f"without a name: {shown(field)}" for field in page.xpath(TYPED_IN) if not _is_labelled(page, field)]
    found += [
        f"without words: {shown(one)}" for one in page.xpath("//button | //a[@href] | //summary") if not name_of(one)
    ]
    found += [
        f"a button of no form: {shown(one)}" for one in page.xpath("//button[not(@form) and not(ancestor::form)]")
    ]
    found += [f"a picture without words: {shown(one)}" for one in page.xpath("//svg[not(@aria-hidden='true') and not(@aria-label) and not(@aria-labelledby)]") if not one.xpath("./title")]  # fmt: skip
    found += [f"a style: {shown(one)}" for one in page.xpath("//style | //*[@style]")]
    found += [f"a script: {shown(one)}" for one in page.xpath(f"//script[not(@src) and not(@type='{DATA}')]")]
    found += [f"a script: {name}" for name in page.xpath("//@*[starts-with(name(), 'on')]")]
    return found


def _is_labelled(page, field) -> bool:
    return bool(
        field.get("aria-label")
        or field.get("aria-labelledby")
        or field.xpath("ancestor::label")
        or page.xpath("//label[@for=$id][normalize-space()]", id=field.get("id", ""))
    )


def views(flow: str) -> Iterator[tuple[str, View]]:
    """Each question, asked and wrongly answered; each "I don't know"; each outcome, and with it a page of what leads there."""
    turn = cycle(LANGUAGES)
    further = cycle(("check", *OF_A_RESULT))
    one_page, asked = all_flows()[flow].one_page, all_flows()[flow].questions
    for key in questions(flow):
        language = next(turn)
        yield language, question(flow, key, language)
        if not one_page and asked[key].default is None:
            yield language, wrong(flow, key, "?", language)
        if asked[key].unsure and (way := next((answers for _, answers in ways(flow) if key in answers), None)):
            yield language, of_flow(flow, language, {**way, key: UNSURE})
    for outcome, answers in ways(flow) if FULL else outcomes(flow).items():
        for language in LANGUAGES if FULL else (next(turn),):
            if outcome:
                yield language, of_flow(flow, language, answers)
            for name in ("check", *OF_A_RESULT) if FULL else (next(further),):
                if name != "check":
                    yield language, of_flow(flow, language, answers, name)
                elif not one_page and len(answers) > 1:
                    yield language, check(flow, answers, language)


@pytest.fixture
def read(db):
    client = Client()
    yield lambda view: fetch(client, view).content.decode()
    translation.activate("de")


@pytest.mark.parametrize("flow", all_flows())
def test_the_pages_of_a_group_are_built_well(read, flow):
    assert set(questions(flow)) == set(all_flows()[flow].questions)
    assert set(outcomes(flow)) >= {outcome.key for outcome in all_flows()[flow].outcomes}
    found: dict[str, View] = {}
    for language, view in views(flow):
        for fault in faults(read(view), language):
            found.setdefault(fault, view)
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_pages_are_built_well_and_links_into_them_lead_somewhere(read, language):
    turn, at = len(LANGUAGES), LANGUAGES.index(language)
    kinds = [kind for number, kind in enumerate(KINDS) if FULL or number % turn == at]
    pages = {}
    for kind in (*kinds, *public()):
        view = kind.at(language)
        pages[view.path] = read(view)
    found = {path: wrong for path, text in pages.items() if path != "/" and (wrong := faults(text, language))}
    assert found == {}
    ids = {path: set(html.document_fromstring(text).xpath("//@id")) for path, text in pages.items()}
    into = {
        link for text in pages.values() for link in html.document_fromstring(text).xpath("//a/@href[contains(., '/#')]")
    }
    lost = {link for link in into if (parts := link.split("#"))[0] in ids and parts[1] not in ids[parts[0]]}
    assert lost == set()


SHOWS = {
    ", not understood": "error-summary",
    ", none": "error-summary",
    ", nothing": "error-summary",
    "result,": "verdict",
    ", result": "verdict",
    "question with": "question",
    "question for": "question",
    "to check": "answers",
}
"""Words in the name of a kind, and the class of what its page must hold."""


@pytest.mark.parametrize("word", SHOWS)
def test_a_kind_of_page_is_what_it_is_called(read, word):
    named = [kind for kind in KINDS if word in kind.name]
    assert named
    assert all(html.document_fromstring(read(kind.at("de"))).find_class(SHOWS[word]) for kind in named)


PLANTED = {
    "id twice": "<p id=a><p id=a>",
    "named by aria-describedby but not there": "<p aria-describedby=b>",
    "named by for but not there": "<label for=b>x</label>",
    "not one h1": "<h1>b</h1>",
    "headings leap": "<h3>b</h3>",
    "leads nowhere": "<a href='#b'>b</a><p id=b>",
    "a table without heads": "<table><tr><td>1</table>",
    "a head of nothing": "<table><tr><th>1</table>",
    "without a name": "<input>",
    "without words": "<a href='/'></a>",
    "a button of no form": "<button>b</button>",
    "a picture without words": "<svg></svg>",
    "a style": "<p style='color: red'>",
    "a script": "<p onclick='x()'>",
}
WELL = "<!doctype html><html lang=de dir=ltr><title>t</title><h1>a</h1>"


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault):
    assert faults(WELL, "de") == []
    found = faults(WELL + PLANTED[fault], "de")
    assert len(found) == 1
    assert found[0].startswith(fault)

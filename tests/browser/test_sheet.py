"""The sheet of any result fills one or two pages of A4, in letters that can be read, and nothing on it is torn in two."""

import os
import re
from datetime import date
from functools import lru_cache
from itertools import cycle
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from advisor.flows import all_flows
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures
from advisor.static_files import STYLESHEETS
from advisor.web.asking import asked_on
from advisor.web.pages import Here

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FULL = bool(os.environ.get("FULL"))
DAY = date(2026, 11, 22)
LAW = figures().on(DAY)
LONGEST = {
    "self-employed": "self-employed-voluntary",
    "scientist": "scientist-employee-above-limit",
    "employee": "employee-first-job-above-limit",
    "net-pay": "net-pay-private",
    "pensioner": "pensioner-applicant",
}
"""Outcomes whose sheets are the longest."""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.paired *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
POINT = 96 / 72


@lru_cache
def cases(key):
    """One case for each outcome of a flow that is to be looked at."""
    found = {}
    for way in deciding(all_flows()[key], LAW).ways:
        if FULL or way.outcome == LONGEST[key]:
            found.setdefault(way.outcome, dict(way.answers))
    return found


@pytest.fixture
def printed(browser, db):
    """Puts the sheet of a case on the screen, as printed."""
    page = browser.new_page(viewport={"width": 700, "height": 990})
    page.emulate_media(media="print")
    screen, paper = ((settings.BASE_DIR / "static" / name).read_text() for name in STYLESHEETS)
    look = f"<style>{screen}</style><style media=print>{paper}</style>"

    def put(key, answers, language):
        path = Here("sheet", asked_on(), {"flow": key}).path(language)
        fields = {**answers, "as_of": DAY.isoformat()}
        client, private = Client(), all_flows()[key].private
        response = client.post(path, fields) if private else client.get(f"{path}?{urlencode(fields)}")
        assert response.status_code == 200, path
        page.set_content(response.content.decode().replace("</head>", f"{look}</head>"))
        return page

    yield put
    page.close()
    translation.activate("de")


def pages(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("key", all_flows() if FULL else LONGEST)
def test_every_sheet_fits_on_two_pages(printed, key):
    turns = cycle(("hu", "nl"))
    assert cases(key)
    for outcome, answers in cases(key).items():
        for language in ("hu", "nl", "de") if FULL else (next(turns), "de"):
            assert 1 <= pages(printed(key, answers, language)) <= 2, (outcome, language)


def test_a_third_page_would_be_counted(printed):
    page = printed("employee", cases("employee")[LONGEST["employee"]], "hu")
    page.evaluate("document.querySelector('.paired').append(document.querySelector('.paired').cloneNode(true))")
    assert pages(page) > 2


def test_letters_are_large_enough_and_nothing_is_torn(printed):
    page = printed("employee", cases("employee")[LONGEST["employee"]], "hu")
    assert page.evaluate(SMALLEST) >= 9.5 * POINT - 0.01
    style = "(all, name) => all.map(e => getComputedStyle(e)[name])"
    assert set(page.locator(".pair, .end").evaluate_all(style, "breakInside")) == {"avoid"}
    assert set(page.locator(".paired h2").evaluate_all(style, "breakAfter")) == {"avoid"}
    assert not page.locator(".top").is_visible()
    assert not page.locator(".back").is_visible()
    own, german = (page.locator(f"h1 [lang={language}]").bounding_box() for language in ("hu", "de"))
    assert own["x"] + own["width"] <= german["x"]
    boxes = page.locator(".box .main")
    assert boxes.count() >= 2
    drawn = "all => all.map(e => getComputedStyle(e, '::before').borderTopWidth)"
    assert all(float(width.removesuffix("px")) > 0 for width in boxes.evaluate_all(drawn))


def test_the_code_stands_in_the_corner_and_the_end_never_alone(printed):
    page = printed("employee", cases("employee")[LONGEST["employee"]], "hu")
    code, title = page.locator(".code").bounding_box(), page.locator("h1").bounding_box()
    assert code["y"] < title["y"] + title["height"]
    assert code["x"] > page.locator("h1 [lang=de]").bounding_box()["x"]
    assert page.locator(".end").evaluate("e => getComputedStyle(e).breakBefore") == "avoid"
    style = "all => all.slice(-3).map(e => getComputedStyle(e).breakAfter)"
    assert set(page.locator("#sheet-answers li").evaluate_all(style)) == {"avoid"}
    assert page.locator(".hand").is_visible()


def test_on_a_phone_the_languages_stand_one_under_the_other(printed):
    page = printed("employee", cases("employee")[LONGEST["employee"]], "hu")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 740})
    own, german = (page.locator(f"h1 [lang={language}]").bounding_box() for language in ("hu", "de"))
    assert own["y"] + own["height"] <= german["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".code").is_visible()

"""What only a browser can tell: nothing scrolls sideways, targets are large, the way out comes first."""

import os
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlencode

import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.slugs import LISTS, PAGES

pytestmark = pytest.mark.browser
FULL = bool(os.environ.get("FULL"))
LANGUAGES = [code for code, _ in settings.LANGUAGES]
NARROW = {"width": 320, "height": 740}
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('button, select, summary, .option, .card, .checklist label, input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 120))"""


def working_of(flow):
    """The address of the page with formulas and figures."""
    return Here("working", asked_on(), {"flow": flow}).path()


@contextmanager
def narrow(browser, **options):
    context = browser.new_context(viewport=NARROW, bypass_csp=True, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def faults(page):
    page.evaluate(OPEN_ALL)
    return [fault for fault in (page.evaluate(SIDEWAYS), *page.evaluate(SMALL)) if fault]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_the_narrowest_screen(browser, site, path_of, answered, language):
    pages = [f"/{language}/", f"/{language}/nowhere/", f"/{language}/?as_of=soon"]
    pages += [Here("site-page", asked_on(), {"page_key": key}).path(language) for key in PAGES]
    pages += [Here("list", asked_on(), {"list_key": key}).path(language) for key in LISTS]
    pages += [Here("guide-page", asked_on(), {"key": key}).path(language) for key in ("how-it-works", "students")]
    turn = LANGUAGES.index(language)
    for flow in list(all_flows().values())[slice(None) if FULL else slice(turn, None, len(LANGUAGES))]:
        path = path_of(flow.key, language)
        pages.append(path)
        if not flow.private:
            answers = list(answered(flow.key).items())
            pages += [f"{path}?{urlencode(answers[:upto])}" for upto in (1, 2, len(answers))]
    student = path_of("student", language)
    wrong = answered(start="none") | {"age": "NaN"}
    missing = answered(day=date(2027, 10, 1)) | {"as_of": "2027-10-01"}
    unsure = answered(home_cover="unsure")
    job = answered(work="main", gross_pay="3000")
    pages += [f"{student}?{urlencode(fields)}" for fields in (wrong, missing, unsure, job)]
    with narrow(browser) as page:
        found = {}
        for address in pages:
            page.goto(f"{site}{address}")
            if wrong_here := faults(page):
                found[address] = wrong_here
    assert found == {}


def test_a_planted_fault_is_found(browser, site):
    with narrow(browser) as page:
        page.goto(f"{site}/de/")
        assert faults(page) == []
        page.evaluate("document.querySelector('main').style.width = '900px'")
        page.evaluate("document.querySelector('.as-of button').style.cssText = 'min-height: 0; height: 20px'")
        assert len(faults(page)) == 2


TABBED = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
  .filter(one => one.tabIndex >= 0 && one.getClientRects().length).map(one => one.className || one.localName)"""


def test_the_way_out_comes_first_and_the_keyboard_begins_at_the_question(browser, site, path_of):
    with narrow(browser, java_script_enabled=True) as page:
        page.goto(f"{site}{path_of('asylum-seeker', 'hu')}")
        assert page.evaluate(TABBED)[:2] == ["leave", "skip"]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "input"
        for _ in range(20):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.className") == "leave":
                break
        assert page.evaluate("document.activeElement.className") == "leave"


def test_print_shows_every_formula_and_no_controls(browser, site, path_of, answered):
    with narrow(browser) as page:
        page.goto(f"{site}{working_of('student')}?{urlencode(answered())}")
        hidden = page.locator("details:not([open]) .formula").count()
        assert hidden
        page.emulate_media(media="print")
        assert all(line.bounding_box()["height"] > 0 for line in page.locator(".formula").all())
        assert not page.locator(".bottom").is_visible()
        assert not page.locator(".languages").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_figure_is_broken_in_two_lines(browser, site, path_of, answered, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    try:
        page.goto(f"{site}{working_of('student')}?{urlencode(answered(work='main', gross_pay='1150'))}")
        page.evaluate(OPEN_ALL)
        values = page.locator("#figures td strong").all()
        assert values
        lines = "e => { const r = document.createRange(); r.setStart(e.firstChild, 0); r.setEnd(e.firstChild, %d);"
        for value in values:
            number = len(value.inner_text().split(" ")[0])
            assert value.evaluate(lines % number + " return r.getClientRects().length }") == 1
    finally:
        context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_of_contents_is_closed_on_a_phone_only(browser, site, path_of, answered, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    try:
        page.goto(f"{site}{path_of('student')}?{urlencode(answered())}")
        assert page.locator(".contents a").first.is_visible() == (width > 1000)
        assert page.locator(".contents summary").is_visible() == (width < 1000)
    finally:
        context.close()

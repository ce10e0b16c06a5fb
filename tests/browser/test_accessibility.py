"""axe finds nothing on any outcome of any group, nor on any kind of page in any state, with all details open.

Language, theme and size rotate; `FULL=1` looks at every language, theme and size of each: a page is loaded once in each language and
then looked at four times, the last two times for what a theme can change.
"""

import os
from itertools import cycle

import pytest

from advisor.flows import all_flows
from tests.axe import COLOURS, OPTIONS, violations
from tests.browser.clicks import follow
from tests.kinds import KINDS, LANGUAGES, of_flow, outcomes, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FULL = bool(os.environ.get("FULL"))
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1440, "height": 900}}
LOOKS = [("phone", "light"), ("desktop", "dark"), ("phone", "dark"), ("desktop", "light")]


@pytest.fixture(scope="module")
def tabs(browser):
    """A tab for each size and theme."""
    contexts = [browser.new_context(viewport=SIZES[size], color_scheme=theme, bypass_csp=True) for size, theme in LOOKS]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture
def looked_at(tabs):
    """Languages and tabs in turn: three and four, so that each language meets each tab; with FULL all languages each time."""
    turn = cycle(zip(cycle(LANGUAGES), cycle(tabs), strict=False))
    return lambda: [(language, tabs[0]) for language in LANGUAGES] if FULL else [next(turn)]


def faults(tab) -> list[str]:
    """What axe finds on the page of a tab as it is; with FULL in every size and theme."""
    if not FULL:
        return violations(tab)
    found = []
    for number, (size, theme) in enumerate(LOOKS):
        tab.set_viewport_size(SIZES[size])
        tab.emulate_media(color_scheme=theme)
        found += [f"{size} {theme} {wrong}" for wrong in violations(tab, OPTIONS if number < 2 else COLOURS)]
    return found


@pytest.mark.parametrize("key", all_flows())
def test_axe_finds_nothing_on_any_outcome(looked_at, site, key, record_property):
    found, seen = {}, 0
    for outcome, answers in outcomes(key).items():
        for language, tab in looked_at():
            visit(tab, site, of_flow(key, language, answers))
            assert tab.locator("form.question").count() == all_flows()[key].one_page, outcome
            if wrong := faults(tab):
                found[outcome, language] = wrong
            seen += 1
    record_property("pages", seen)
    assert found == {}


@pytest.mark.parametrize("key", all_flows())
def test_axe_finds_nothing_on_the_questions_and_their_errors(looked_at, site, key, record_property):
    flow, seen = all_flows()[key], 0
    taken = not flow.one_page and flow.asks[0].question.default is not None
    for language, tab in looked_at():
        tab.goto(site + of_flow(key, language, {}).path)
        assert faults(tab) == [], language
        follow(tab.locator("form.question button.main"))
        assert tab.locator(".error-summary").count() == (not taken)
        assert faults(tab) == [], language
        seen += 2
    record_property("pages", seen)


@pytest.mark.parametrize("at", range(4))
def test_axe_finds_nothing_on_the_other_pages(tabs, looked_at, site, at, record_property):
    found, seen = {}, 0
    for number, kind in list(enumerate(KINDS))[at::4]:
        looks = looked_at() if FULL else [(LANGUAGES[number // 4 % 3], tabs[(number + number // 12) % 4])]
        for language, tab in looks:
            visit(tab, site, kind.at(language))
            if wrong := faults(tab):
                found[kind.name, language] = wrong
            seen += 1
    record_property("pages", seen)
    assert found == {}


def test_axe_sees_planted_faults(tabs, site):
    tab = tabs[0]
    tab.goto(f"{site}/de/")
    planted = '<img src=x><input><p style="color: #6a6a6a; background: #fff">some words</p><button style="all: unset; inline-size: 9px; block-size: 9px">b</button><a href="/">c</a>'
    tab.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", planted)
    found = {wrong.partition(":")[0] for wrong in violations(tab)}
    assert {"image-alt", "label", "color-contrast-enhanced", "target-size"} <= found
    again = {wrong.partition(":")[0] for wrong in violations(tab, COLOURS)}
    assert again == {"color-contrast-enhanced", "target-size"}

"""Enlarged to 400 % (WCAG 1.4.10) and with wide spacing of text (1.4.12), no kind of page scrolls sideways or cuts words off."""

import os

import pytest

from tests.kinds import KINDS, LANGUAGES, page, question, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FULL = bool(os.environ.get("FULL"))
ENLARGED = {"width": 320, "height": 256}
"""A screen of 1280×1024 at 400 %."""
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
FAULTS = """() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const beyond = [...document.querySelectorAll('main *, header *, footer *')].filter(one => !one.children.length && one.getBoundingClientRect().right > innerWidth);
  const cut = [...document.querySelectorAll('main *')].filter(one => one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1
    && ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) && !one.closest('svg, input, .unseen'));
  const held = [...document.querySelectorAll('body *')].filter(one => ['fixed', 'sticky'].includes(getComputedStyle(one).position)
    && one.getBoundingClientRect().height > innerHeight / 3);
  return [...(wide > 0 ? [`${wide} too wide: ${beyond.map(one => one.outerHTML.slice(0, 90)).slice(0, 2)}`] : []), ...cut.map(one => `cut off: ${one.outerHTML.slice(0, 90)}`),
    ...held.map(one => `stays in the way: ${one.outerHTML.slice(0, 90)}`)];
}"""


@pytest.fixture
def enlarged(browser):
    context = browser.new_context(viewport=ENLARGED, device_scale_factor=4, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_needs_two_directions_of_scrolling(enlarged, site, language):
    at, found = LANGUAGES.index(language), {}
    for kind in KINDS if FULL else KINDS[at :: len(LANGUAGES)]:
        visit(enlarged, site, kind.at(language))
        wrong = enlarged.evaluate(FAULTS)
        enlarged.add_style_tag(content=SPACED)
        if wrong := [*wrong, *(f"spaced: {fault}" for fault in enlarged.evaluate(FAULTS))]:
            found[kind.name] = wrong
    assert found == {}


def test_a_question_can_be_answered_when_enlarged(enlarged, site):
    visit(enlarged, site, question("student", "home_cover", "hu"))
    for control in (".option >> nth=0", "form.question .main"):
        enlarged.locator(control).scroll_into_view_if_needed()
        box = enlarged.locator(control).bounding_box()
        assert box["x"] + box["width"] <= ENLARGED["width"]
    enlarged.locator(".option").first.click()
    with enlarged.expect_navigation():
        enlarged.locator("form.question .main").click()


def test_planted_faults_are_found(enlarged, site):
    visit(enlarged, site, page("start", "de"))
    enlarged.add_style_tag(
        content="main { inline-size: 400px } h1 { white-space: nowrap; overflow: hidden } .top { position: sticky; block-size: 200px }"
    )
    assert {fault.split(":")[0].lstrip("0123456789 ") for fault in enlarged.evaluate(FAULTS)} >= {
        "cut off",
        "stays in the way",
    }

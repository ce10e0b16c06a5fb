"""With the keyboard alone, on a phone's width, from the first question to the sheet: open, private, and a form with a list.

Wherever the focus stops it is in sight, under no bar, marked, and further on in the page than before.
"""

import pytest

from advisor.flows import all_flows
from tests.browser.test_whole_journeys import PEOPLE
from tests.kinds import KINDS, page, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 640}
STUDENT = next(person.values for person in PEOPLE if person.values[1] == "student")[2]
PERIOD = {
    "first_job_ever": "2000. 01. 01.", "pension_application": "2020. 01. 01.", "children": "0",
    "insured_periods.0.insured_from": "2010. 01. 01.", "insured_periods.0.insured_to": "2019. 12. 31.",
    "insured_periods.0.insured_as": "member",
}  # fmt: skip
JOURNEYS = [
    pytest.param("student", "hu", STUDENT, id="an open group"),
    pytest.param("asylum-seeker", "nl", {}, id="a private group"),
    pytest.param("qualifying-period", "hu", PERIOD, id="a form with a list"),
]
STOP = """() => {
  const one = document.activeElement, shown = one.matches('[type=radio]') ? one.closest('label') : one;
  const box = shown.getClientRects()[0];
  const rings = [one, shown].some(e => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2);
  const top = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, Math.max(box.top, 0) + Math.min(box.height / 2, 12));
  const on = !window.lastStop || window.lastStop === one || !!(window.lastStop.compareDocumentPosition(one) & 4);
  window.lastStop = one;
  return {
    what: one.outerHTML.slice(0, 120), tag: one.localName, type: one.type ?? '', name: one.name ?? '', value: one.value ?? '',
    href: one.getAttribute('href') ?? '', action: one.getAttribute('formaction') ?? '', main: one.matches('.main'),
    seen: box.top >= -1 && box.bottom <= innerHeight + 1 && shown.contains(top), rings, on,
  };
}"""


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    yield context.new_page()
    context.close()


def next_stop(tab):
    """Where the focus goes with Tab; it is in sight, marked and further on."""
    tab.keyboard.press("Tab")
    stop = tab.evaluate(STOP)
    assert stop["tag"] != "body", "the page has ended"
    assert (stop["seen"], stop["rings"], stop["on"]) == (True, True, True), stop
    return stop


def go(tab, key="Enter"):
    """Press what has the focus, and be on the next page."""
    with tab.expect_navigation():
        tab.keyboard.press(key)


def press_first(tab, wanted):
    """Go on to the first stop that is wanted, and press it."""
    while not wanted(next_stop(tab)):
        pass
    go(tab)


def fill_in(tab, stop, typed):
    """Answer the field that has the focus."""
    if stop["type"] == "radio":
        tab.keyboard.press("Space")
        for _ in range(20):
            if typed in (None, tab.evaluate("document.activeElement.value")):
                break
            tab.keyboard.press("ArrowDown")
        assert tab.evaluate("document.activeElement.checked")
        assert typed in (None, tab.evaluate("document.activeElement.value"))
    elif stop["tag"] == "select":
        for _ in range(300):
            tab.keyboard.press("ArrowDown")
            if typed in (None, tab.evaluate("document.activeElement.value")):
                break
        assert tab.evaluate("document.activeElement.value")
    elif typed:
        tab.keyboard.type(typed)


def answer(tab, answers, asked):
    """Answer what this page asks, field after field, and send it."""
    done = set()
    question = tab.locator("form.question [name=question]")
    asked_here = question.get_attribute("value") if question.count() else ""
    asked.add(asked_here)
    while not (stop := next_stop(tab))["main"]:
        key = asked_here or stop["name"]
        if stop["tag"] in ("input", "select") and stop["name"] not in done:
            done.add(stop["name"])
            fill_in(tab, stop, answers.get(key))
            asked.add(key)
    go(tab)


@pytest.mark.parametrize(("group", "language", "answers"), JOURNEYS)
def test_the_keyboard_is_enough_from_the_first_question_to_the_sheet(phone, site, group, language, answers):
    flow, asked = all_flows()[group], set()
    visit(phone, site, page("interview", language, flow=group))
    while phone.locator("form.question .main").filter(visible=True).count():
        assert len(asked) <= len(flow.questions) + 8, asked
        answer(phone, answers, asked)
        assert phone.locator(".error-summary").count() == 0, phone.locator(".error-summary").inner_text()
    assert set(answers) <= asked
    if not flow.one_page:
        press_first(phone, lambda stop: stop["main"])
    assert phone.locator(".verdict").count() == 1
    sheet = page("sheet", language, flow=group).path
    press_first(phone, lambda stop: stop["href"].startswith(sheet) or stop["action"] == sheet)
    assert phone.locator(".paired").count() == 1
    assert ("?" in phone.url) is not flow.private


def test_a_line_of_a_list_is_added_with_the_keyboard(phone, site):
    visit(phone, site, page("interview", "nl", flow="qualifying-period"))
    lines = phone.locator("[name$=insured_from]")
    before = lines.count()
    press_first(phone, lambda stop: stop["name"] == "more")
    assert lines.count() > before


@pytest.mark.parametrize("name", ["result, private", "list of funds"])
def test_the_stops_of_a_long_page_are_in_sight(phone, site, name):
    visit(phone, site, next(kind for kind in KINDS if kind.name == name).at("hu"))
    for _ in range(20):
        next_stop(phone)


def test_a_bar_over_the_focus_is_seen(phone, site):
    visit(phone, site, page("start", "de"))
    next_stop(phone)
    phone.add_style_tag(content=".top { position: fixed; inset: 0; z-index: 9; background: #fff }")
    phone.evaluate("document.querySelector('main a').focus()")
    with pytest.raises(AssertionError):
        next_stop(phone)

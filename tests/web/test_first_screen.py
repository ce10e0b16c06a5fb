"""What a phone shows and where the keyboard stands when a page opens: the question, the error, the result."""

from urllib.parse import urlencode

import pytest

from advisor.flows import all_flows

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}
LANGUAGES = ("de", "nl", "hu")
FOCUS = "[document.activeElement.localName, document.activeElement.className, document.activeElement.tabIndex]"
SEEN = """([selector]) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + 3);
  return box.top >= 0 && box.top < innerHeight && document.querySelector(selector).contains(top);
}"""
ANSWER = "fieldset.field .option, form.question .field :is(input:not([type=hidden]), select)"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_and_its_first_answer_stand_on_the_first_screen(browser, site, path_of, language):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    below = {}
    for flow in (flow for flow in all_flows().values() if not flow.one_page):
        page.goto(f"{site}{path_of(flow.key, language)}")
        box = page.locator(ANSWER).first.bounding_box()
        if page.locator("h1").bounding_box()["y"] < 0 or box["y"] + box["height"] > PHONE["height"]:
            below[flow.key] = box["y"] + box["height"]
    context.close()
    assert below == {}


@pytest.mark.parametrize("flow", ["student", "asylum-seeker"])
def test_the_focus_moves_to_each_new_question(phone, site, path_of, flow):
    phone.goto(f"{site}{path_of(flow)}")
    phone.locator("h1:focus").wait_for()
    assert phone.evaluate(FOCUS) == ["h1", "", -1]
    before = phone.locator("h1").inner_text()
    phone.locator("form.question input:not([type=hidden])").first.wait_for()
    if flow == "student":
        phone.locator("form.question input.country").fill("HU")
    else:
        phone.locator("form.question input[type=radio]").first.check()
    phone.locator("form.question button.main").click()
    assert phone.locator("h1").inner_text() != before
    phone.locator("h1:focus").wait_for()
    assert phone.evaluate(FOCUS) == ["h1", "", -1]
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('form').className") == "question"


@pytest.mark.parametrize("flow", ["asylum-seeker", "pay"])
def test_the_focus_moves_to_what_is_wrong_and_from_there_to_the_field(phone, site, path_of, flow):
    phone.goto(f"{site}{path_of(flow)}")
    phone.locator("form.question button.main").last.click()
    phone.locator(".error-summary:focus").wait_for()
    assert phone.evaluate(FOCUS) == ["div", "error-summary", -1]
    assert phone.locator(".error-summary[role=alert] h2").count() == 1
    assert phone.evaluate(SEEN, [".error-summary"])
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.localName") == "input"
    assert phone.evaluate(SEEN, ["label:has(:focus), .line:has(:focus)"])


def test_a_result_of_a_calculator_comes_before_the_form(phone, site, path_of):
    entries = {"gross_pay": "3000", "age": "30", "children": "0", "saxony": "no", "additional_rate": "average"}
    entries |= {"job_kind": "ordinary", "other_jobs": "none", "no_sick_pay": "no", "as_of": "2026-11-22"}
    phone.goto(f"{site}{path_of('pay')}?{urlencode(entries)}#result")
    assert phone.evaluate("document.activeElement.id") == "result"
    assert not phone.locator("form.question button.main").is_visible()
    assert phone.locator("#result h2").first.bounding_box()["y"] < PHONE["height"]
    phone.locator("summary#entries").click()
    assert phone.locator("form.question [name=gross_pay]").input_value() == "3.000"
    phone.locator("form.question [name=gross_pay]").fill("4000")
    phone.locator("form.question button.main").click()
    assert "gross_pay=4000" in phone.url


def test_marks_turn_with_the_direction_of_writing(browser, site, path_of):
    """A mark drawn from two edges of a box points to where the reader comes from, in either direction."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}{path_of('student')}")
    look = """() => { const s = getComputedStyle(document.querySelector('.back'), '::before');
      return [s.borderLeftWidth !== '0px', s.borderRightWidth !== '0px', s.rotate]; }"""
    assert page.evaluate(look) == [True, False, "45deg"]
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(look) == [False, True, "-45deg"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()

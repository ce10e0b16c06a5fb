"""On a phone the first screen of a result holds the duty, the cost, the next last day and the way to the reasons."""

import pytest

from tests.kinds import of_flow, outcomes, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}
LONGEST = [
    ("guest-worker", "guest-worker-employee", "nl"),
    ("asylum-seeker", "asylum-card-or-voucher", "hu"),
    ("immigrant", "immigrant-above-limit", "hu"),
    ("pensioner", "pensioner-applicant", "hu"),
    ("beihilfe", "beihilfe-two-children", "de"),
    ("student", "student-private-home-cover", "nl"),
]
BOTTOMS = """() => [...document.querySelectorAll('.verdict :is(h1, .held > div, .button)')]
  .map(part => Math.round(part.getBoundingClientRect().bottom))"""


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("key", "outcome", "language"), LONGEST)
def test_the_answer_stands_on_the_first_screen(phone, site, key, outcome, language):
    visit(phone, site, of_flow(key, language, outcomes(key)[outcome]))
    bottoms = phone.evaluate(BOTTOMS)
    assert len(bottoms) >= 3
    assert max(bottoms) <= PHONE["height"]
    assert phone.locator(".verdict .button").get_attribute("href") == "#why"
    assert phone.locator("#why h2").count() == 1


def test_a_longer_one_is_seen(phone, site):
    visit(phone, site, of_flow("guest-worker", "nl", outcomes("guest-worker")["guest-worker-employee"]))
    phone.evaluate("document.querySelector('.verdict h1').style.paddingBottom = '400px'")
    assert max(phone.evaluate(BOTTOMS)) > PHONE["height"]

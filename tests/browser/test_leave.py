"""Whoever leaves a private page finds another one in its place, and Back does not show it again."""

import pytest

from advisor.flows import all_flows
from advisor.web.words import slug

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ELSEWHERE = "https://www.dwd.de/"
ASYLUM = f"/de/{slug(all_flows()['asylum-seeker'].slug, 'de')}/"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(browser, site, request):
    """Somebody at the first question of asylum seekers; the weather service answers from here."""
    context = browser.new_context(java_script_enabled=request.param)
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title><h1>Sun</h1>"))
    page = context.new_page()
    page.goto(f"{site}/de/")
    page.goto(f"{site}{ASYLUM}")
    page.scripts = request.param
    yield page
    context.close()


def test_leaving_shows_another_page_and_tells_it_nothing(reader):
    with reader.expect_request(ELSEWHERE) as sent:
        reader.locator("a.leave").click()
    assert "referer" not in sent.value.all_headers()
    reader.wait_for_url(ELSEWHERE)
    assert reader.title() == "Weather"


def test_back_does_not_show_the_page_again(reader, site):
    reader.locator("a.leave").click()
    reader.wait_for_url(ELSEWHERE)
    reader.go_back()
    assert reader.url == (f"{site}/de/" if reader.scripts else f"{site}{ASYLUM}")


def test_an_answer_that_was_sent_is_gone_as_well(reader):
    reader.locator("form.question input[type=radio]").first.check()
    reader.locator("form.question button.main").click()
    before = reader.locator("h1").inner_text()
    reader.locator("a.leave").focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url(ELSEWHERE)
    assert before not in reader.content()

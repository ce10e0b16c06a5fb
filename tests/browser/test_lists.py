"""The lists in a browser: axe finds nothing, a municipality and a price are found without scripts, prints are short."""

import pytest

from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.slugs import LISTS
from tests.axe import violations
from tests.browser.clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def path(key, language="de"):
    return Here("list", asked_on(), {"list_key": key}).path(language)


@pytest.mark.parametrize(("key", "language"), list(zip(LISTS, ("hu", "nl", "de", "nl", "hu"), strict=True)))
def test_axe_finds_nothing_on_a_list(browser, site, key, language):
    context = browser.new_context(bypass_csp=True, color_scheme="dark" if language == "nl" else "light")
    page = context.new_page()
    query = {"funds": "?pay=3000&as_of=2025-05-01", "municipalities": "?q=Oberhausen", "states": "?q=%3C"}.get(key, "")
    page.goto(f"{site}{path(key, language)}{query}")
    found = violations(page)
    context.close()
    assert found == []


@pytest.fixture
def plain_page(browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_a_municipality_is_looked_up_without_scripts(plain_page, site):
    plain_page.goto(site + path("municipalities"))
    plain_page.get_by_label("Ihre Gemeinde").fill("muelheim")
    follow(plain_page.get_by_role("button", name="Suchen"))
    assert plain_page.locator("tbody th").all_inner_texts() == ["Mülheim an der Ruhr"]
    follow(plain_page.get_by_role("link", name="Ganze Liste zeigen"))
    assert plain_page.locator("tbody th").count() == 25


def test_a_price_is_looked_up_without_scripts_and_the_day_stays(plain_page, site):
    plain_page.goto(f"{site}{path('funds')}?as_of=2025-05-01")
    plain_page.get_by_label("Ihr Bruttolohn im Monat").fill("3.000,00")
    plain_page.get_by_role("button", name="Vergleichen").click()
    assert "255,75 €" in plain_page.locator("table").first.inner_text().replace("\u00a0", " ")
    with plain_page.expect_download() as taken:
        plain_page.get_by_role("link", name="Als CSV herunterladen").click()
    assert taken.value.suggested_filename == "krankenkassen-2025-05-01.csv"


@pytest.mark.parametrize("key", LISTS)
def test_a_list_prints_on_a_few_sheets(browser, site, key):
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + path(key))
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    context.close()
    assert 1 <= sheets <= 3

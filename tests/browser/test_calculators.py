"""A person uses a calculator and a list of things on a phone, without scripts, in her own language."""

import re

import pytest

from advisor.web.asking import asked_on
from advisor.web.pages import Here
from tests.browser.clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = {"width": 320, "height": 740}


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def opened(page, site, flow, language):
    page.goto(f"{site}{Here('interview', asked_on(), {'flow': flow}).path(language)}?as_of=2026-11-22")


def said(page):
    return re.sub(r"\s", " ", page.locator("main").inner_text())


def work_it_out(page):
    follow(page.locator("form.question button.main"))


def test_a_hungarian_nurse_works_out_her_pay(phone, site):
    opened(phone, site, "pay", "hu")
    phone.locator("form.question [name=gross_pay]").fill("1150")
    phone.locator("form.question [name=age]").fill("40")
    phone.locator("form.question [name=children]").fill("kettő")
    work_it_out(phone)
    assert phone.locator(".error-summary li").count() == 2
    assert phone.locator("form.question [name=age]").input_value() == "40"
    phone.locator("form.question [name=children]").fill("2")
    phone.locator("form.question [name=saxony][value=no]").check()
    work_it_out(phone)
    assert phone.locator("#needed").is_visible()
    assert phone.locator(".error-summary").count() == 0
    phone.locator("form.question [name=children_under_25]").fill("1")
    work_it_out(phone)
    assert phone.url.endswith("#result")
    assert "82,63" in said(phone)
    follow(phone.locator("main a[href*='/szamitas/']").first)
    assert phone.locator("#chart svg[role=img]").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_dutch_pensioner_enters_her_periods(phone, site):
    opened(phone, site, "qualifying-period", "nl")
    phone.locator("form.question [name=first_job_ever]").fill("01-09-1980")
    phone.locator("form.question [name=pension_application]").fill("01-10-2026")
    phone.locator("form.question [name=children]").fill("1")
    phone.locator("form.question [name='insured_periods.0.insured_from']").fill("01-09-1980")
    phone.locator("form.question [name='insured_periods.0.insured_to']").fill("30-06-2005")
    phone.locator("form.question [name='insured_periods.0.insured_as']").select_option("abroad")
    phone.locator("button[name=more]").click()
    assert phone.locator("form.question [name='insured_periods.0.insured_to']").input_value() == "30-06-2005"
    phone.locator("form.question [name='insured_periods.1.insured_from']").fill("01-01-2005")
    phone.locator("form.question [name='insured_periods.1.insured_to']").fill("30-09-2026")
    phone.locator("form.question [name='insured_periods.1.insured_as']").select_option("member")
    work_it_out(phone)
    wrong = phone.locator(".error-summary a").first.get_attribute("href")
    assert wrong == "#insured_periods.1.insured_from"
    phone.locator("form.question [name='insured_periods.1.insured_from']").fill("01-07-2005")
    with phone.expect_navigation():
        phone.locator("form.question [name='insured_periods.1.insured_from']").press("Enter")
    assert "#result" in phone.url
    assert phone.locator("#facts").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

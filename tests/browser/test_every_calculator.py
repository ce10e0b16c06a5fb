"""Each calculator on a phone, without scripts: fill in what one knows, mend what is asked back, read the result below."""

import re

import pytest

from advisor.flows import all_flows
from advisor.web.words import slug

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}
CALCULATORS = [flow.key for flow in all_flows().values() if flow.one_page]

# Language, day of law, entries by name as one writes them there, and what must stand in the result.
ENTRIES = {
    "pay": (
        "de", "2024-01-01",
        {"gross_pay": "6.000", "age": "45", "children": "2", "children_under_25": "2", "saxony": "no"},
        ["1.132,81 €"],
    ),
    "net-pay": (
        "nl", "2026-11-22",
        {"gross_pay": "5000", "tax_class": "1", "work_state": "NW", "age": "36", "children": "0"},
        ["€ 782,41"],
    ),
    "student-cost": ("hu", "2024-10-01", {"age": "24", "children": "0", "additional_rate": "1,1"}, ["34,20 €"]),
    "voluntary-cost": (
        "nl", "2025-01-01",
        {"profit": "0", "sick_pay": "no", "age": "40", "children": "0", "additional_rate": "2,45"},
        ["€ 257,78"],
    ),
    "pension-cost": (
        "de", "2026-11-22",
        {"statutory_pension": "1200", "occupational_pension": "300", "children": "1"},
        ["17,90 €", "54,00 €"],
    ),
    "qualifying-period": (
        "hu", "2026-11-22",
        {
            "first_job_ever": "2000. 01. 01.", "pension_application": "2020. 01. 01.", "children": "0",
            "insured_periods.0.insured_from": "2010. 01. 01.", "insured_periods.0.insured_to": "2019. 12. 31.",
            "insured_periods.0.insured_as": "member",
        },
        ["99,97%"],
    ),
    "switch-dates": ("de", "2026-11-22", {"member_since": "01.05.2024", "switch_reason": "ordinary"}, ["31. Januar 2027", "1. Februar 2027"]),
    "beihilfe-bills": (
        "de", "2026-11-22",
        {
            "beihilfe_role": "civil_servant", "bills.0.bill_kind": "doctor", "bills.0.bill_euros": "480",
        },
        ["240,00 €"],
    ),
}  # fmt: skip


def fill_in(page, entries) -> None:
    for name, typed in entries.items():
        field = page.locator(f"form.question [name='{name}']")
        if not field.count():
            continue
        kind = field.first.evaluate("e => e.tagName + (e.type || '')")
        if kind == "INPUTradio":
            page.locator(f"form.question [name='{name}'][value='{typed}']").check()
        elif kind.startswith("SELECT"):
            field.select_option(typed)
        else:
            field.fill(typed)


@pytest.mark.parametrize("key", CALCULATORS)
def test_a_calculator_answers(browser, site, key):
    language, day, entries, expected = ENTRIES[key]
    flow = all_flows()[key]
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto(f"{site}/{language}/{slug(flow.slug, language)}/?as_of={day}")
        for _ in range(3):
            fill_in(page, entries)
            page.locator("form.question button.main").click()
            if page.locator("#result").count():
                break
        assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
        text = re.sub(r"\s", " ", page.locator("main").inner_text())
        for words in expected:
            assert words in text
        assert ("?" in page.url) is not flow.private
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert context.cookies() == []
    finally:
        context.close()

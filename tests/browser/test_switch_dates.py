"""The calculator for a change of fund in the browser: all on one page, and the dates as a file."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.browser.clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_days_in_days_out_and_into_the_calendar(browser, site):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto(f"{site}/nl/rekenhulp-overstap-ziekenfonds/?as_of=2026-11-22")
        page.locator("[name=member_since]").fill("01-06-2026")
        page.locator("[name=switch_reason][value=raise]").check()
        follow(page.locator("form.question button.main"))
        page.locator("[name=raised_from]").fill("01-01-2027")
        follow(page.locator("form.question button.main"))
        assert page.locator(".error-summary").count() == 0
        shown = page.locator("#result").inner_text().replace("\N{NO-BREAK SPACE}", " ")
        assert "1 februari 2027" in shown
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        with page.expect_download() as download:
            page.get_by_text("De termijnen in uw agenda zetten").click()
        file = Path(download.value.path()).read_bytes()
        days = [event.start for event in Calendar.from_ical(file).walk("VEVENT")]
        assert days == [date(2026, 11, 30), date(2027, 1, 31), date(2027, 2, 1)]
    finally:
        context.close()

"""A printed result is short enough to take along."""

import re
from urllib.parse import urlencode

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NURSE = {
    "country": "NL", "occupation": "employed", "gross_pay": "1150", "age": "40", "children": "0", "saxony": "no",
    "additional_rate": "2.45", "job_start": "2026-12-01", "as_of": "2026-11-22",
}  # fmt: skip
A4 = {"width": 700, "height": 990}


@pytest.fixture
def printed(browser, site):
    from advisor.web.pages import Here, asked_today

    context = browser.new_context(viewport=A4)
    page = context.new_page()
    page.goto(f"{site}{Here('interview', asked_today(), {'flow': 'guest-worker'}).path('nl')}?{urlencode(NURSE)}")
    assert page.locator("#figures").count()
    yield page
    context.close()


def pages(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_a_result_takes_few_sheets(printed):
    assert 1 < pages(printed) <= 5


def test_a_longer_one_is_counted(printed):
    before = pages(printed)
    printed.evaluate(
        "document.querySelector('main').append(...document.querySelector('main').cloneNode(true).children)"
    )
    assert pages(printed) > before


def test_white_text_is_printed_black_and_no_heading_without_its_form(browser, site):
    page = browser.new_page(viewport=A4)
    page.goto(f"{site}/de/")
    page.emulate_media(media="print")
    assert page.locator(".hero p").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert not page.locator("h2", has_text="Suche").is_visible()
    page.goto(f"{site}/de/ratgeber/so-funktioniert-es/")
    assert page.locator(".scroll tbody th").first.bounding_box()["width"] > A4["width"] / 5
    page.close()


def test_sources_are_printed_once(printed):
    printed.emulate_media(media="print")
    assert not any(line.is_visible() for line in printed.locator(".amount p.source").all())
    assert all(line.is_visible() for line in printed.locator(".amount .law").all())
    assert all(row.is_visible() for row in printed.locator("#figures tr").all())
    for folded in ("#answers dt", "#answers dd:not(.do)", "#changes li"):
        assert printed.locator(folded).count() > 1
        assert all(line.is_visible() for line in printed.locator(folded).all())
    assert not any(summary.is_visible() for summary in printed.locator(".fold > summary").all())
    assert not printed.locator(".verdict .stamp a").is_visible()


def test_what_is_folded_opens_with_a_tap_and_stands_open_on_a_wide_screen(printed):
    printed.set_viewport_size({"width": 360, "height": 740})
    assert not printed.locator("#answers dt").first.is_visible()
    assert not printed.locator("#changes li").first.is_visible()
    printed.locator("#answers summary").click()
    assert printed.locator("#answers dt").first.is_visible()
    printed.set_viewport_size({"width": 1200, "height": 800})
    assert printed.locator("#changes li").first.is_visible()

"""A printed result is short enough to take along."""

import re
from urllib.parse import urlencode

import pytest

from advisor.content.prose import render
from advisor.web.asking import asked_on
from advisor.web.pages import Here

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NURSE = {
    "country": "NL", "occupation": "employed", "gross_pay": "1150", "age": "40", "children": "0", "saxony": "no",
    "additional_rate": "2.45", "job_start": "2026-12-01", "as_of": "2026-11-22",
}  # fmt: skip
A4 = {"width": 700, "height": 990}


SMALLEST = """() => Math.min(...[...document.querySelectorAll('main *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility() && !e.closest('svg'))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.fixture
def printed(browser, site):
    context = browser.new_context(viewport=A4)
    page = context.new_page()
    page.goto(f"{site}{Here('interview', asked_on(), {'flow': 'guest-worker'}).path('nl')}?{urlencode(NURSE)}")
    assert page.locator("#papers").count()
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


def test_what_is_folded_on_the_screen_is_printed_and_buttons_are_not(printed):
    printed.emulate_media(media="print")
    for folded in ("#answers dt", "#answers dd:not(.do)", "#changes li"):
        assert printed.locator(folded).count() > 1
        assert all(line.is_visible() for line in printed.locator(folded).all())
    assert not any(summary.is_visible() for summary in printed.locator(".fold > summary").all())
    assert not any(button.is_visible() for button in printed.locator(".actions, .do, .stamp a, .feedback").all())


def test_papers_are_printed_with_boxes_to_tick(printed):
    printed.emulate_media(media="print")
    boxes = printed.locator("#papers li input[type=checkbox]")
    assert boxes.count() == printed.locator("#papers li").count() > 1
    assert all(box.is_visible() and not box.is_checked() for box in boxes.all())


def test_letters_are_large_enough_and_nothing_is_torn(printed):
    printed.emulate_media(media="print")
    assert printed.locator("body").evaluate("e => getComputedStyle(e).fontSize") == f"{10 * 96 / 72:.4f}px"
    assert printed.evaluate(SMALLEST) >= 9.5 * 96 / 72 - 0.01
    whole = printed.locator("#papers li, #deadlines li, .routes > li, .caution, #answers dl > div")
    assert whole.count() > 8
    assert set(whole.evaluate_all("all => all.map(e => getComputedStyle(e).breakInside)")) == {"avoid"}
    after = "all => all.map(e => [getComputedStyle(e).breakAfter, getComputedStyle(e, '::after').height])"
    for never_alone, room in printed.locator("main h2").evaluate_all(after):
        assert never_alone == "avoid"
        assert float(room.removesuffix("px")) > 60


def test_the_working_is_printed_with_every_formula(browser, site):
    page = browser.new_page(viewport=A4)
    page.goto(f"{site}{Here('working', asked_on(), {'flow': 'guest-worker'}).path('nl')}?{urlencode(NURSE)}")
    page.emulate_media(media="print")
    formulas = page.locator(".formula").all()
    assert len(formulas) > 2
    assert all(line.is_visible() for line in formulas)
    assert not any(line.is_visible() for line in page.locator(".amount p.source").all())
    assert all(row.is_visible() for row in page.locator("#figures tr").all())
    assert not page.locator("#figures summary").first.is_visible()
    picture, table = (page.locator(f"#shares {part}").first.bounding_box() for part in ("> svg", "table"))
    assert table["x"] >= picture["x"] + picture["width"]
    assert pages(page) <= 4
    page.close()


def test_answers_stand_in_two_columns_and_may_part_between_two(printed):
    printed.emulate_media(media="print")
    rows = printed.locator("#answers dl > div")
    assert len({round(row.bounding_box()["x"]) for row in rows.all()}) == 2
    assert set(printed.locator("#answers dt").evaluate_all("all => all.map(e => getComputedStyle(e).breakAfter)")) == {
        "auto"
    }
    assert not printed.locator("#more").is_visible()


def test_a_printed_link_names_its_address_where_its_label_does_not(printed):
    printed.evaluate(
        "html => document.querySelector('#papers').insertAdjacentHTML('beforeend', html)",
        render("[DVKA](https://www.dvka.de) [www.elster.de](https://www.elster.de)"),
    )
    drawn = "all => all.map(e => getComputedStyle(e, '::after').content)"
    links = printed.locator("#papers a[href^=https]")
    assert links.evaluate_all(drawn) == ["none", "none"]
    printed.emulate_media(media="print")
    assert "www.dvka.de" in links.evaluate_all(drawn)[0]
    assert links.evaluate_all(drawn)[1] == "none"


def test_a_form_is_printed_without_its_buttons(browser, site):
    page = browser.new_page(viewport=A4)
    path = Here("interview", asked_on(), {"flow": "student-cost"}).path("de")
    page.emulate_media(media="print")
    page.goto(f"{site}{path}")
    assert page.locator("form.question input").first.is_visible()
    assert not page.locator("form.question button.main").is_visible()
    page.close()


def test_what_is_folded_opens_with_a_tap_and_stands_open_on_a_wide_screen(printed):
    printed.set_viewport_size({"width": 360, "height": 740})
    assert not printed.locator("#answers dt").first.is_visible()
    assert not printed.locator("#changes li").first.is_visible()
    printed.locator("#answers summary").click()
    assert printed.locator("#answers dt").first.is_visible()
    printed.set_viewport_size({"width": 1200, "height": 800})
    assert printed.locator("#changes li").first.is_visible()

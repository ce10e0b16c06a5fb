"""A person walks each group from the first page to the result: on a phone, without scripts, in her own language."""

import re

import pytest

from tests.browser.clicks import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}

# What the person answers, by question; numbers and days as she writes them in her language.
PEOPLE = [
    pytest.param(
        "hu",
        "student",
        {
            "country": "magyarorszag", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "exempted": "no",
            "relative": "none", "children": "0", "additional_rate": "", "start": "2026. 10. 01.",
        },
        ["148,09", "2026. december 31."],
        id="a Hungarian student without cover from home",
    ),
    pytest.param(
        "nl",
        "guest-worker",
        {
            "country": "Nederland", "gross_pay": "3.000,50", "age": "40", "children": "0", "additional_rate": "2,45",
            "saxony": "no",
        },
        [],
        id="a Dutch worker in Germany",
    ),
    pytest.param("de", "scientist", {"country": "Türkiye", "gross_pay": "4.500"}, [], id="a Turkish scientist, in German"),
    pytest.param("nl", "asylum-seeker", {}, [], id="an asylum seeker who reads Dutch"),
    pytest.param("de", "au-pair", {"country": "Україна", "age": "20"}, [], id="an au-pair from Ukraine"),
    pytest.param(
        "hu",
        "fund-choice",
        {"fund_situation": "ordinary", "member_since": "2024. 05. 01.", "declared": "2026. 03. 10.", "tariff_until": ""},
        ["2026. május 31.", "2026. június 1."],
        id="a Hungarian nurse who wants another fund",
    ),
]  # fmt: skip


def give_answer(page, typed: str | None) -> None:
    """Fill in the one field of the page: what the person planned, else the first option or a plausible number."""
    field = page.locator("[name=answer]")
    kind = field.first.evaluate("e => e.tagName + (e.type || '')")
    if kind == "INPUTradio":
        wanted = f"[name=answer][value='{typed}']" if typed else "[name=answer] >> nth=0"
        page.locator(wanted).check()
    elif kind.startswith("SELECT"):
        field.select_option(typed) if typed else field.select_option(index=1)
    else:
        kind = field.get_attribute("class")
        field.fill(typed if typed is not None else {"day": "", "rate": "", "country": "HU"}.get(kind, "1"))


@pytest.mark.parametrize(("language", "group", "answers", "expected"), PEOPLE)
def test_a_whole_journey(browser, site, language, group, answers, expected):
    from advisor.flows import all_flows
    from advisor.web.words import slug

    flow = all_flows()[group]
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(site) else None)
    try:
        page.goto(f"{site}/")
        page.locator(f"a[href='/{language}/']").first.click()
        page.locator(f"a[href^='/{language}/{slug(flow.slug, language)}/']").first.click()
        asked = []
        while page.locator("form.question").count():
            key = page.locator("form.question [name=question]").get_attribute("value")
            asked.append(key)
            assert len(asked) <= len(flow.questions), asked
            give_answer(page, answers.get(key))
            follow(page.locator("form.question button.main"))
            assert page.locator(".error-summary").count() == 0, (key, page.locator(".error-summary").inner_text())
        assert set(answers) <= set(asked)
        assert page.locator("h1").count() == 1
        follow(page.locator("main .main"))
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        text = re.sub(r"\s", " ", page.locator("main").inner_text())
        for words in expected:
            assert words in text
        if flow.private:
            assert "?" not in page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert context.cookies() == []
        assert foreign == []
    finally:
        context.close()

"""The page of figures: every figure of the law once, by topic."""

from datetime import date

import pytest
from django.conf import settings

from advisor.rules.figures import figures
from advisor.rules.law import FIGURES
from advisor.web.figure_list import TOPICS, figures_of, topic_of
from advisor.web.pages import Here, asked_today
from advisor.web.words import Words

LANGUAGES = [code for code, _ in settings.LANGUAGES]
DAYS = [date(2019, 1, 1), date(2026, 10, 1), date(2028, 1, 1)]


@pytest.mark.parametrize("draft", [False, True], ids=["in force", "draft"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_figure_stands_once(day, draft, db):
    shown = [row["name"] for topic in figures_of(figures().on(day, draft), Words("de")) for row in topic["rows"]]
    assert sorted(shown) == sorted(FIGURES)


def test_every_figure_has_a_topic_with_a_name():
    assert {topic_of(name) for name in FIGURES} <= set(TOPICS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_label_and_a_table_of_contents(client, read, language):
    page = read(client.get(Here("site-page", asked_today(), {"page_key": "figures"}).path(language)))
    anchors = {heading["id"] for heading in page.all("h2")}
    assert anchors == {a["href"].removeprefix("#") for a in page.all("a") if a["href"].startswith("#")} - {"main"}
    rows = sum(len(topic["rows"]) for topic in figures_of(asked_today().law, Words(language)))
    assert len([cell for cell in page.all("th") if cell.get("scope") == "row"]) == rows

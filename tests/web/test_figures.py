"""The pages of figures: every figure of the law once, by topic."""

from datetime import date

import pytest
from django.conf import settings
from django.utils.translation import override

from advisor.rules.figures import figures
from advisor.rules.law import FIGURES
from advisor.web.asking import asked_on
from advisor.web.figure_list import FURTHER, figures_of, topics
from advisor.web.pages import Here
from advisor.web.templatetags.advice import law
from advisor.web.words import Words

LANGUAGES = [code for code, _ in settings.LANGUAGES]
DAYS = [date(2019, 1, 1), date(2026, 10, 1), date(2028, 1, 1)]


@pytest.mark.parametrize("draft", [False, True], ids=["in force", "draft"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_figure_stands_once(day, draft, db):
    law, words = figures().on(day, draft), Words("de")
    shown = [row["name"] for topic in topics() for row in figures_of(topic, law, words)]
    assert sorted(shown) == sorted(FIGURES)


def test_every_figure_has_a_topic_with_a_name():
    assert FURTHER not in topics()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_the_topics_show_every_figure(client, read, language):
    index = read(client.get(Here("site-page", asked_on(), {"page_key": "figures"}).path(language)))
    linked = {a["href"] for a in index.all("a") if a.get("class") == "card"}
    assert linked == {Here("figures-topic", asked_on(), {"topic": topic}).path(language) for topic in topics()}
    for topic, count in topics().items():
        page = read(client.get(Here("figures-topic", asked_on(), {"topic": topic}).path(language)))
        assert len([cell for cell in page.all("th") if cell.get("scope") == "row"]) == count
        assert page.headings == [1]


def test_a_paragraph_is_never_parted_from_its_number():
    with override("de"):
        cited = law("§ 249 Abs. 1 Satz 2 SGB V; §§ 4, 6 AsylbLG")
    assert cited == "§~249 Abs.~1 Satz~2 SGB~V; §§~4, 6 AsylbLG".replace("~", "\xa0")

"""Staff see which texts are hardest to read, with their figures, and go from there to the text."""

import re

import pytest

from advisor.content.models import Segment, Text
from tests.signing_in import signed_in

PAGE = "/admin/readability/"


def rows(html):
    """Text, kind, words, words a sentence, letters, LIX, budget of each line."""
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1], re.S)
    ]


@pytest.fixture
def hard(db):
    """A text with one sentence too many words long, in Dutch."""
    text = Text.objects.create(kind="page", key="hard")
    Segment.objects.create(text=text, slug="p-1", body_de="Kurz.", body_nl="een twee drie " * 20, body_hu="Rövid.")
    return text


def test_the_hardest_text_of_a_language_comes_first_and_leads_to_the_text(hard, person):
    html = signed_in(person("somebody", "editor")).get(PAGE, {"language": "nl"}).content.decode()
    first = rows(html)[0]
    assert first[:4] == ["page/hard", "Page", "60", "60.0"]
    assert first[-1] == "over budget"
    assert f'href="/admin/content/text/{hard.pk}/change/"' in html
    german = rows(signed_in(person("other", "editor")).get(PAGE).content.decode())
    assert "page/hard" not in [row[0] for row in german]
    assert {row[-1] for row in german} == {"within"}


def test_who_may_not_open_texts_reads_the_figures_without_links(person):
    html = signed_in(person("somebody", "figures-editor")).get(PAGE).content.decode()
    assert len(rows(html)) == 50
    assert "/admin/content/text/" not in html


def test_reading_ease_stands_where_there_is_a_formula_for_the_language(person):
    client = signed_in(person("somebody", "releaser"))
    shown = {
        language: "reading ease</th>" in client.get(PAGE, {"language": language}).content.decode()
        for language in ("de", "nl", "hu", "xx")
    }
    assert shown == {"de": True, "nl": True, "hu": False, "xx": True}


def test_everybody_finds_the_page_from_the_desk(person):
    assert PAGE in signed_in(person("somebody", "administrator")).get("/admin/").content.decode()

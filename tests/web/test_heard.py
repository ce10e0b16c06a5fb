"""Pages as they are read out: names without repeats, names that differ, German in a German voice."""

import re
from collections import Counter

import pytest
from lxml import html

from tests.kinds import KINDS, fetch

BY_NAME = {kind.name: kind for kind in KINDS}
CITING = (
    "result",
    "result, long",
    "result, private",
    "working of pay",
    "result of a family",
    "sheet of student",
)
IN_BRACKETS = re.compile(r"\(([^()]+)\)?")


@pytest.fixture
def heard(client):
    """A page of a kind as a tree of elements."""
    return lambda name, language: html.fromstring(fetch(client, BY_NAME[name].at(language)).content.decode())


def _said(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", ["question with options", "first question, private"])
def test_an_answer_is_named_without_its_hint_and_described_by_it(heard, name):
    page = heard(name, "hu")
    hinted = [one for one in page.iter("input") if one.get("type") == "radio" and one.get("aria-describedby")]
    assert hinted
    for one in hinted:
        answer, hint = (_said(page.get_element_by_id(one.get(f"aria-{by}"))) for by in ("labelledby", "describedby"))
        assert answer
        assert hint not in answer
        assert _said(one.getparent()) == f"{answer} {hint}"


@pytest.mark.parametrize("language", ["nl", "hu"])
@pytest.mark.parametrize("name", CITING)
def test_paragraphs_of_law_are_read_out_in_german(heard, name, language):
    cited = heard(name, language).xpath("//body//text()[contains(., '§')]/ancestor::*[@lang][1]/@lang")
    assert cited
    assert set(cited) == {"de"}


NAMING = (
    "answers to check", "answer to change", "result, long", "result, private", "sheet of student", "sheet of pay",
    "working of pay", "calculator, result", "how a form decides", "figures", "figures of a topic",
)  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "hu"])
def test_german_words_in_brackets_are_read_out_in_german_wherever_they_stand(heard, language):
    pages = {name: heard(name, language) for name in NAMING}
    german = {_said(one) for page in pages.values() for one in page.xpath("//body//*[@lang='de']")}
    assert {"Krankenkasse", "Zusatzbeitrag", "Ausbildung", "Pflegeversicherung", "Geringfügigkeitsgrenze"} <= german
    spoken = "//body//text()[not(ancestor::option or ancestor::*[local-name()='svg'])][not(ancestor::*[@lang][1]/@lang='de')]"
    found = {
        (name, word)
        for name, page in pages.items()
        for text in page.xpath(spoken)
        for word in IN_BRACKETS.findall(" ".join(text.split()))
        if word in german
    }
    assert found == set()


@pytest.mark.parametrize("name", ["working of pay", "working of beihilfe-bills", "figures of a topic"])
def test_folds_of_sources_and_values_have_names_of_their_own(heard, name):
    folds = heard(name, "hu").xpath("//summary[.//*[contains(@class, 'unseen')]]")
    assert folds
    assert not [fold for fold, times in Counter(map(_said, folds)).items() if times > 1]


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_titles_carry_no_soft_hyphens(heard, language):
    page = heard("start", language)
    assert "\N{SOFT HYPHEN}" not in page.findtext(".//title")
    assert "\N{SOFT HYPHEN}" not in page.xpath("//meta[@property='og:title']/@content")[0]

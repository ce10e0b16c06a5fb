"""Typed-in figures, long sentences, marks and address."""

import re

import pytest
from django.conf import settings

from advisor.content.corpus import aligned_catalogues, aligned_texts
from advisor.content.prose import GERMAN
from advisor.content.seeds import readable
from advisor.content.wording import long_sentences, sentences, spelled_figures, style_faults, typed_figures

TYPED = [
    "76,04 €", "€ 76,04", "€\u00a01.234", "603 Euro", "4537,50 eurót fizet", "14,6 %", "14,6%", "50 Prozent", "50 procent",
    "50 százalék", "3 Monate", "3 hónapon belül", "unter 23", "jünger als 25",
    "jonger dan 25", "25-jarige", "a 25. életév", "30. Geburtstag", "30e verjaardag", "18 éves", "20 Stunden",
    "höchstens 24", "25 év alatt", "tot 18 jaar", "bis zu 12 Monaten", "20 órát", "14 Tage", "§ 5 und 14,6 %",
    "[nur 20 Stunden](https://example.org)",
]  # fmt: skip
NOT_TYPED = [
    "§ 5 Abs. 1 Nr. 9 SGB V", "Art. 12 VO (EG) 883/2004", "Art. 13 Abs. 1 Buchst. a VO (EG) 883/2004", "§ 24 AufenthG",
    "§§ 4, 6 AsylbLG", "a §§ 4 és 6 AsylbLG szerint", "§ 6 Abs. 1 Nr. 1 SGB V, § 9 SGB V", "Rufen Sie 112 an",
    "Über 112 erreichen Sie Hilfe", "Telefon 0800 1110111", "Formular A1 oder E 101", "ab 1. Oktober 2026 und bis 2019",
    "tot 31 december 2019", "2026. október 1-jétől", "2019-ig", "ab 01.10.2026", "van 8.00 tot 18.00 uur", "bis 18 Uhr",
    "Am Markt 5, 53111 Bonn", "9/10-Regelung", "bis ${student_age_limit} Jahre", "Sie zahlen ${care_rate}.", "116117",
    "[Merkblatt](https://example.org/unter-25-jahre/30-Tage)", "2026. 10. 01.", "im Jahr 2020",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_in_figure_is_found(text):
    assert typed_figures(text)


@pytest.mark.parametrize("text", NOT_TYPED)
def test_dates_law_telephones_and_addresses_pass(text):
    assert typed_figures(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "innerhalb von drei Monaten"), ("de", "zwei Wochen"), ("nl", "drie maanden"), ("hu", "három hónap")],
)
def test_a_limit_in_words_is_found(language, text):
    assert spelled_figures(text, language)
    assert not typed_figures(text)


def test_a_number_in_words_without_a_unit_passes():
    assert spelled_figures("zwei Ausweise, er hat Tage frei", "de") == spelled_figures("két állam", "hu") == []


def test_abbreviations_and_ordinals_end_no_sentence():
    german = (
        "Sie zahlen z. B. selbst (§ 5 Abs. 1 Nr. 9 SGB V). Das gilt bis zum ${student_age_limit}. Geburtstag. "
        "Am 1. Oktober 2019. Danach nicht."
    )
    assert len(sentences(german, "de")) == 4
    assert len(sentences("Aus E 106 wurde S1. Aus E 101 wurde A1. Das gilt.", "de")) == 3
    assert len(sentences("Érvényes: 2026. október 1. Ezután nem. Pl. a kártya.", "hu")) == 3
    assert len(sentences("Bijv. uw kaart. Die geldt tot 2020. Daarna niet.", "nl")) == 3


def test_a_long_sentence_is_found():
    assert long_sentences("Wort " * 22 + "Ende.", "de") == [(23, "Wort " * 22 + "Ende.")]
    assert long_sentences("Wort " * 21 + "Ende. Kurz.", "de") == []
    assert long_sentences("szó " * 20 + "vége.", "hu")


def test_citations_and_german_words_in_brackets_are_not_counted():
    sentence = "woord " * 21 + "einde ([de:Versicherungspflicht]) (§ 5 Abs. 1 Nr. 9 SGB V, Art. 12 VO (EG) 883/2004)."
    assert long_sentences(sentence, "nl") == []


WRONG = [
    pytest.param("de", "Zwei  Leerzeichen", "two spaces in a row", id="double space"),
    pytest.param("de", "Nein , danke", "a space before the punctuation", id="space before a comma"),
    pytest.param("de", "Nein . Danke", "a space before the punctuation", id="space before a full stop"),
    pytest.param("de", 'Das "Wort"', "quotation marks belong", id="straight marks"),
    pytest.param("de", "Das „Wort”", "quotation marks belong", id="wrong end in German"),
    pytest.param("nl", "Het „woord”", "quotation marks belong", id="German marks in Dutch"),
    pytest.param("hu", "A “szó”", "quotation marks belong", id="English marks in Hungarian"),
    pytest.param("de", "Wenn du willst", "“du”", id="du"),
    pytest.param("de", "Wenn man will", "“man”", id="man"),
    pytest.param("de", "Student:innen", "Student:innen", id="a colon for gender"),
    pytest.param("nl", "Als je wilt", "“je”", id="je"),
    pytest.param("nl", "U dient te betalen", "“dient te”", id="dient te"),
    pytest.param("hu", "Ha te akarod", "“te”", id="te"),
    pytest.param("hu", "Ez bejelentésre kerül", "kerül", id="kerül and a noun"),
    pytest.param("hu", "${care_rate}-ot fizet", "An ending is glued", id="an ending on a figure"),
    pytest.param("hu", "%(fund)s-nál biztosított", "An ending is glued", id="an ending on a variable"),
    pytest.param("hu", "fizesse az ${care_rate} összegű", "An article", id="an article before a figure"),
]


@pytest.mark.parametrize(("language", "text", "fault"), WRONG)
def test_style_faults(language, text, fault):
    assert any(fault in found for found in style_faults(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das „Wort“ gilt für Sie, Ihre Kinder und Ihre Tante."),
        ("de", "Das ist keine .po-Datei, und der Name endet nicht auf .csv oder .toml."),
        ("nl", "Het ‘woord’ kost euro's voor u."),
        ("hu", "A „szó” »belül«: ${care_rate}. Az Ön pénztára: %(fund)s nevű."),
    ],
)
def test_sound_texts_have_none(language, text):
    assert list(style_faults(text, language)) == []


def test_what_ended_or_began_in_german_has_done_so():
    """“Enden” and “beginnen” have their perfect with “haben”."""
    german = [segment.bodies["de"] for text in readable()[0].values() for segment in text.segments]
    assert sum("geendet hat" in wording for wording in german) > 2
    assert [
        wording
        for wording in german
        if re.search(r"\b(?:geendet|begonnen|angefangen|aufgehört) (?:ist|sind|war)\b", wording)
    ] == []


@pytest.mark.parametrize("language", ["nl", "hu"])
def test_a_german_word_in_brackets_is_marked_wherever_it_stands(language):
    """So that it is read out in German; but for the names of words in the glossary, which are plain."""
    said = [*aligned_texts(readable()[0]), *aligned_catalogues(settings.BASE_DIR / "locale")]
    told = {one.place: one.bodies[language] for one in said if not re.fullmatch("term/.*/title", one.name)}
    marked = {match["german"] for text in told.values() for match in GERMAN.finditer(text)}
    assert {"Krankenkasse", "Beihilfe"} <= marked
    bare = {place: set(re.findall(r"\(([^()\[\]]+)\)", text)) & marked for place, text in told.items()}
    assert {place: words for place, words in bare.items() if words} == {}

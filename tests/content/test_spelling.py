"""Hunspell looks at every word of the shipped texts: each language by its own dictionary, German in brackets by the German."""

import pytest
from django.core.management import CommandError, call_command

from advisor.content.corpus import Aligned
from advisor.content.seeds import readable
from advisor.staff.management.commands import check_spelling
from advisor.staff.spelling import DICTIONARIES, NoDictionary, aligned_lists, check, listed, words_said


@pytest.fixture
def our_words(tmp_path):
    """Writes the lists of our own words and gives their folder."""

    def write(**words):
        for language in ("de", "nl", "hu"):
            (tmp_path / f"words.{language}.txt").write_text(words.get(language, ""), encoding="utf-8")
        return tmp_path

    return write


def said(de="", nl="", hu="", place="outcome/x.toml: x.p-1"):
    return Aligned("outcome/x/p-1", place, {"de": de, "nl": nl, "hu": hu})


def words(**bodies):
    return {language: set(found) for language, found in words_said([said(**bodies)]).items()}


def test_a_mistake_is_told_with_its_place_its_language_and_what_may_have_been_meant(our_words):
    found = list(check([said(de="Die Krankenkase zahlt.")], our_words()))
    assert len(found) == 1
    assert found[0].startswith("outcome/x.toml: x.p-1 [de]: Krankenkase, perhaps ")
    assert "Krankenkasse" in found[0]


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("de", "Die Versicherung beginnt sofort.", "Versicherrung"),
        ("nl", "De verzekering begint meteen.", "verzekeering"),
        ("hu", "A biztosítás azonnal kezdődik.", "biztositás"),
    ],
)
def test_each_language_is_read_by_its_own_dictionary(our_words, language, right, wrong):
    folder = our_words()
    assert list(check([said(**{language: right})], folder)) == []
    assert [line.split("]: ")[1].split(",")[0] for line in check([said(**{language: wrong})], folder)] == [wrong]


def test_german_in_brackets_is_read_as_german(our_words):
    folder = our_words()
    assert list(check([said(nl="een ziekenfonds ([de:Krankenkasse])")], folder)) == []
    assert [line.split(",")[0] for line in check([said(hu="pénztár ([de:Krankenkase])")], folder)] == [
        "outcome/x.toml: x.p-1 [de]: Krankenkase"
    ]


def test_a_compound_is_known_by_its_parts_and_a_fault_in_one_is_found(our_words):
    found = list(check([said(de="Das Schengen-Visum und die Test-Versicherrung")], our_words(de="Schengen-Visum\n")))
    assert [line.split("]: ")[1].split(",")[0] for line in found] == ["Test-Versicherrung"]


def test_placeholders_addresses_and_markup_are_no_words():
    text = (
        "${care_rate@2026-01-01} %(fund)s {name} <b>fett</b> [die Liste](list:fundz) https://xq.example/qx a.b@qx.de"
        " www.qx.org krankenkaxe.de Kranken\u00adkasse SGB XII"
    )
    assert words(de=text)["de"] == {"fett", "die", "Liste", "Krankenkasse", "SGB"}


def test_parts_of_addresses_have_no_marks_and_are_left_out():
    assert not any(words_said([said(de="aerzte", place="locale: “address|doctors”")]).values())


def test_a_word_of_our_own_passes_and_one_that_nobody_needs_is_told(our_words):
    text = [said(de="Die DVKA hilft.")]
    assert list(check(text, our_words(de="DVKA\n"))) == []
    assert list(check(text, our_words(de="DVKA\nVersicherung\n"))) == ["words.de.txt: Versicherung: is not needed"]
    assert list(check([said(de="DVKA EHIC")], our_words(de="EHIC\nDVKA\n"))) == [
        "words.de.txt: is not sorted, or has a word twice"
    ]


def test_a_missing_dictionary_is_said_and_passes_nothing(our_words, monkeypatch):
    monkeypatch.setitem(DICTIONARIES, "de", "xx_XX")
    with pytest.raises(NoDictionary, match="make debian-packages"):
        list(check([said(de="Haus")], our_words()))


def test_the_command_fails_on_a_mistake_and_names_it(our_words, monkeypatch, capsys):
    texts = {key: text for key, text in readable()[0].items() if key == ("page", "site-limits")}
    monkeypatch.setattr(check_spelling, "readable", lambda: (texts, []))
    monkeypatch.setattr(check_spelling, "aligned_catalogues", lambda folder: [said(nl="verzekeering")])
    monkeypatch.setattr(check_spelling, "aligned_lists", list)
    with pytest.raises(CommandError, match="1 findings"):
        call_command("check_spelling", words=our_words())
    assert "x.p-1 [nl]: verzekeering" in capsys.readouterr().out


def test_the_lists_of_the_directory_are_read_too():
    names = {wording.name: wording.bodies for wording in aligned_lists()}
    assert names["directory/emergency.police.what"]["nl"] == "Politie"


def test_our_own_words_are_no_second_dictionary():
    folder = check_spelling.settings.BASE_DIR / "tests" / "data"
    assert all(0 < len(listed(folder, language)) < 250 for language in ("de", "nl", "hu"))

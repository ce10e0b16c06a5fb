"""Sources are named in the reader's language; German documents keep their official names, marked as German."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from advisor.rules.figures import Figures, shipped_figures, source_names
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.slugs import LISTS
from advisor.web.templatetags.advice import cited

OTHERS = [code for code, _name in settings.LANGUAGES[1:]]
SOURCES = shipped_figures().sources
OFFICIAL = "GKV-Beitragssatzstabilisierungsgesetz vom 24.07.2026, BGBl. 2026 I Nr. 228"


def named(keys, language):
    with translation.override(language):
        return cited(source_names(keys, SOURCES, language))


def test_a_source_that_is_described_is_described_in_each_language():
    for key, names in SOURCES.items():
        assert set(names) in ({"de"}, {code for code, _name in settings.LANGUAGES}), key
        assert all(name.strip() == name != "" for name in names.values()), key
    for key in ("GETTSIM", "COMPUTED", "OUTLINE-B", "STATUTE-2022"):
        assert len(set(SOURCES[key].values())) == len(settings.LANGUAGES), key


def test_lay_people_read_what_a_source_is():
    assert "vrije rekensoftware" in SOURCES["GETTSIM"]["nl"]
    assert "freie Rechensoftware" in SOURCES["GETTSIM"]["de"]
    assert "számítószoftver" in SOURCES["GETTSIM"]["hu"]


@pytest.mark.parametrize("language", OTHERS)
def test_only_german_names_are_marked_as_german(language):
    assert named("COMPUTED", language) == SOURCES["COMPUTED"][language]
    assert named("GKVBSTABG-2026", language) == f'<span lang="de">{OFFICIAL}</span>'
    both = named("COMPUTED, GKVBSTABG-2026", language)
    assert both == f'{SOURCES["COMPUTED"][language]}; <span lang="de">{OFFICIAL}</span>'
    assert named("BGBl. <I>, S. 5", language) == '<span lang="de">BGBl. &lt;I&gt;, S. 5</span>'


def test_to_german_readers_nothing_is_marked():
    assert named("COMPUTED, GKVBSTABG-2026", "de") == f"{SOURCES['COMPUTED']['de']}; {OFFICIAL}"


def test_a_language_without_a_name_of_its_own_reads_the_german_one():
    assert source_names("GETTSIM", SOURCES, "xx") == SOURCES["GETTSIM"]["de"]
    assert named("GETTSIM", "en") == f'<span lang="de">{SOURCES["GETTSIM"]["de"]}</span>'


@pytest.mark.parametrize("language", OTHERS)
def test_the_pages_of_figures_and_lists_name_them_so(client, db, language):
    shown = client.get(Here("figures-topic", asked_on(), {"topic": "health"}).path(language)).content.decode()
    assert SOURCES["GETTSIM"][language] in shown
    assert SOURCES["GETTSIM"]["de"] not in shown
    for key in LISTS:
        page = client.get(Here("list", asked_on(), {"list_key": key}).path(language)).content.decode()
        foreign = [names["de"] for names in SOURCES.values() if names.get(language, names["de"]) != names["de"] in page]
        assert foreign == [], key


@pytest.mark.parametrize("language", OTHERS)
def test_the_working_of_a_result_names_them_so(client, db, answered, language):
    day = date(2026, 10, 1)
    fields = answered("student", day) | {"as_of": day.isoformat()}
    shown = client.get(Here("working", asked_on(), {"flow": "student"}).path(language), fields).content.decode()
    assert SOURCES["GETTSIM"][language] in shown
    assert SOURCES["GETTSIM"]["de"] not in shown


@pytest.mark.parametrize("line", ['A = "one; two"', 'A = { nl = "een" }', 'A = { de = "" }'])
def test_a_source_without_a_german_name_or_with_a_semicolon_is_refused(tmp_path, line):
    (tmp_path / "sources.toml").write_text(line + "\n")
    with pytest.raises(ValueError, match=r"sources\.toml: A"):
        Figures.load(tmp_path)

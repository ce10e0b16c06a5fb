"""The shipped lists reach the database once, staff keep what they have touched, and without a database they answer."""

from datetime import date
from itertools import chain

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from advisor.content.corpus import Aligned
from advisor.content.drift import findings
from advisor.content.library import SHELF as TEXTS
from advisor.content.models import Edition
from advisor.content.prose import LANGUAGES
from advisor.directory import seeding, seeds, shelf
from advisor.directory.models import EmergencyNumber, FundRate, Institution
from advisor.directory.seeds import SeedError, shipped
from advisor.directory.shelf import directory
from advisor.rules.figures import figures

TRANSLATED = ("name", "note", "what", "use")


def noticed():
    """Forget that the edition was looked up less than two seconds ago; what was read stays."""
    TEXTS.forget()
    return directory()


@pytest.mark.django_db
def test_a_second_run_does_nothing():
    seeding.seed()
    edition = Edition.current()
    report = seeding.seed()
    assert (report.created, report.refreshed, report.removed, report.kept) == (0, 0, 0, [])
    assert Edition.current() == edition
    assert {row.key for row in Institution.objects.all()} == set(shipped("institutions"))


@pytest.mark.django_db
def test_what_staff_have_changed_is_kept_and_named():
    row = Institution.objects.get(key="daad")
    row.website = "https://www.example.org"
    row.save()
    assert seeding.seed().kept == ["institutions/daad"]
    assert Institution.objects.get(key="daad").website == "https://www.example.org"


@pytest.mark.django_db
def test_an_untouched_row_follows_what_is_shipped(monkeypatch):
    before = Institution.objects.get(key="daad")
    rows = {**shipped("institutions"), "daad": shipped("institutions")["daad"] | {"phone": "0228 882-0"}}
    rows.pop("dge")
    monkeypatch.setattr(seeding, "shipped", lambda name: rows if name == "institutions" else shipped(name))
    report = seeding.seed()
    assert (report.created, report.refreshed, report.removed) == (0, 1, 1)
    assert Institution.objects.get(key="daad").phone == "0228 882-0"
    assert Institution.objects.get(key="daad").pk == before.pk
    assert seeding.seed().refreshed == 0


@pytest.mark.django_db
def test_what_staff_have_added_or_touched_stays_when_no_longer_shipped(monkeypatch):
    EmergencyNumber.objects.create(key="ours", what_de="Wir", use_de="Immer", source="selbst")
    EmergencyNumber.objects.filter(key="police").update(number="110-1")
    rows = {key: row for key, row in shipped("emergency").items() if key != "police"}
    monkeypatch.setattr(seeding, "shipped", lambda name: rows if name == "emergency" else shipped(name))
    assert seeding.seed().kept == ["emergency/police: no longer shipped"]
    assert EmergencyNumber.objects.filter(key__in=("ours", "police")).count() == 2


@pytest.mark.django_db
def test_a_hidden_row_is_not_shown_and_an_edited_one_is_read():
    before = directory()
    EmergencyNumber.objects.filter(key="patient-advice").update(shown=False)
    EmergencyNumber.objects.filter(key="police").update(what_de="Schutzpolizei")
    now = noticed()
    assert now.edition > before.edition
    found = {item.key: item for item in now.emergency(date(2026, 1, 1))}
    assert "patient-advice" not in found
    assert found["police"].text("what", "de") == ("Schutzpolizei", "de")


@pytest.mark.django_db
def test_a_missing_translation_is_the_german_one():
    EmergencyNumber.objects.filter(key="police").update(what_hu="")
    found = {item.key: item for item in directory().emergency(date(2026, 1, 1))}
    assert found["police"].text("what", "hu") == ("Polizei", "de")


@pytest.mark.django_db
def test_without_tables_the_shipped_rows_answer(monkeypatch):
    def missing(*_args):
        raise OperationalError("no such table")

    monkeypatch.setattr(shelf.Beside, "read", missing)
    lists = directory()
    assert len(lists.institutions("health")) == 13
    assert lists.figures is figures()


@pytest.mark.django_db
def test_an_empty_table_is_one_that_was_never_seeded():
    Institution.objects.all().delete()
    assert len(directory().institutions("education")) == 14


def test_the_number_of_patient_advice_begins_with_its_day():
    days = {day: [row["number"] for row in shipped("emergency").values() if row.get("number")] for day in (0,)}
    assert days[0] == ["112", "110", "116117", "0800 0117722"]
    lists = shelf.Beside().shipped().lists
    assert "patient-advice" not in {item.key for item in lists.emergency(date(2024, 5, 5))}
    assert "patient-advice" in {item.key for item in lists.emergency(date(2024, 5, 6))}


def wordings():
    for name in ("institutions", "emergency"):
        for key, row in shipped(name).items():
            for field in TRANSLATED:
                if f"{field}_de" in row:
                    bodies = {language: row[f"{field}_{language}"] for language in LANGUAGES}
                    yield Aligned(f"{name}/{key}/{field}", f"{name}.toml: {key}.{field}", bodies)


def test_the_languages_say_the_same():
    uses = [wording for wording in wordings() if wording.name.endswith(("/use", "/note"))]
    assert len(uses) > 5
    assert list(chain.from_iterable(findings(wording) for wording in uses)) == []


def test_every_source_is_known():
    known = figures().sources
    for name in ("institutions", "emergency"):
        for key, row in shipped(name).items():
            assert set(row["source"].split(", ")) <= set(known), key


def test_a_faulty_seed_writes_nothing(tmp_path, monkeypatch):
    (tmp_path / "institutions.toml").write_text('[x]\ngroup = "health"\nname = { de = "X", nl = "", hu = "X" }\n')
    with pytest.raises(SeedError, match="institutions: x: name: nl is missing"):
        seeds.shipped("institutions", tmp_path)

    def broken():
        raise SeedError("institutions: x: name: nl is missing")

    monkeypatch.setattr("advisor.directory.management.commands.seed_directory.seed", broken)
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("seed_directory")


@pytest.mark.django_db
def test_the_command_tells_what_it_kept(capsys):
    Institution.objects.filter(key="drk").update(phone="030 85404-0")
    call_command("seed_directory")
    told = capsys.readouterr().out
    assert "kept as staff left it: institutions/drk" in told
    assert "lists: 0 rows new" in told


@pytest.mark.django_db
def test_every_change_begins_a_new_edition():
    edition = Edition.current()
    FundRate.objects.create(code="x", name="X", kind="bkk", valid_from=date(2026, 1, 1), source="x.de")
    assert Edition.current() == edition + 1

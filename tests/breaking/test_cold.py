"""A process that starts while something is missing: it answers all the same, and one line of its log says what is wrong."""

import shutil
import sqlite3
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.breaking.interviews import TODAY, job
from tests.breaking.nodes import cold

pytestmark = pytest.mark.django_db  # whose database the nodes get a copy of
CORRECTED, SHIPPED = "5.900\N{NO-BREAK SPACE}€", "5.812,50\N{NO-BREAK SPACE}€"


@pytest.fixture
def result_page():
    """The address of a result that shows the contribution ceiling."""
    return f"/de/lohnabzug/?{urlencode(job() | {'as_of': TODAY.isoformat()})}"


def lines(log, *words):
    return [line for line in log.splitlines() if all(word in line for word in words)]


def test_without_a_database_the_kept_edition_answers_then_the_shipped_texts(data, result_page):
    """Nothing was collected either: pages and their stylesheet come by their own names."""
    warm, log = cold(data, result_page, "/static/site.css")
    assert CORRECTED in warm[0].text
    assert not warm[0].notes
    assert 'href="/static/site.css"' in warm[0].text
    assert warm[1].status == 200
    assert len(lines(log, "run collectstatic")) == 1
    assert (data / "last_known.json").exists()
    (data / "db.sqlite3").rename(data / "gone")
    kept, log = cold(data, result_page, "/nl/", "/hu/")
    assert [answer.status for answer in kept] == [200] * 3
    assert CORRECTED in kept[0].text
    assert [len(answer.notes) for answer in kept] == [1] * 3
    assert len({answer.notes[0] for answer in kept}) == 3
    assert len(lines(log, "does not say what is new")) == 1
    assert not (data / "db.sqlite3").exists()
    file = data / "last_known.json"
    file.write_bytes(file.read_bytes().replace(b"5900", b"5700"))
    shipped, log = cold(data, result_page)
    assert shipped[0].status == 200
    assert SHIPPED in shipped[0].text
    assert "mit der die Website eingerichtet wurde" in shipped[0].notes[0]
    assert len(lines(log, "last_known.json cannot be read")) == 1


def test_a_migration_that_has_stopped_half_way(data, result_page):
    cold(data, "/de/")
    with sqlite3.connect(data / "db.sqlite3") as database:
        database.execute("ALTER TABLE content_segment RENAME COLUMN body_de TO words_de")
    database.close()
    (answer,), log = cold(data, result_page)
    assert answer.status == 200
    assert CORRECTED in answer.text
    assert len(answer.notes) == 1
    assert len(lines(log, "does not say what is new: OperationalError")) == 1


def test_a_full_disk_and_a_folder_that_cannot_be_written(data, result_page, not_root):
    most = 300_000  # no file may grow beyond it: the database is only read

    full = ("prlimit", f"--fsize={most}")
    (answer,), log = cold(data, result_page, before=full)
    assert (answer.status, CORRECTED in answer.text) == (200, True)
    assert len(lines(log, "is not kept in last_known.json")) == 1
    assert sorted(file.name for file in data.iterdir() if "last_known" in file.name) == []
    cold(data, "/de/")
    data.chmod(0o555)
    try:
        (answer,), log = cold(data, result_page, before=not_root)
    finally:
        data.chmod(0o755)
    assert (answer.status, CORRECTED in answer.text) == (200, True)


@pytest.mark.parametrize(("day", "shown"), [("2018-12-01", "1. Januar 2019"), ("2031-03-03", "31. Dezember 2030")])
def test_a_clock_outside_the_days_of_the_law(data, day, shown):
    clock = ("faketime", f"{day} 12:00:00")
    (answer, asked), log = cold(data, "/de/", "/de/lohnabzug/?as_of=2026-10-01", before=clock, TZ="Europe/Berlin")
    assert answer.status == asked.status == 200
    notes = [note.replace("\N{NO-BREAK SPACE}", " ") for note in answer.notes]
    assert any(shown in note and day[:4] in note for note in notes), notes
    assert len(lines(log, "the clock says", day)) == 1


def test_a_missing_catalogue_costs_words_and_nothing_else(data, tmp_path):
    """The whole site in another place, without a catalogue: English words stand where German ones are missing."""
    for name in ("advisor", "templates", "static", "locale"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / "site" / name)
    shutil.copy2(settings.BASE_DIR / "pyproject.toml", tmp_path / "site")
    (tmp_path / "site/locale/de/LC_MESSAGES/django.mo").unlink()
    broken = tmp_path / "site/locale/hu/LC_MESSAGES/django.mo"
    broken.write_bytes(broken.read_bytes()[:5000])
    answers, log = cold(data, "/nl/", "/de/", "/hu/", site=tmp_path / "site")
    assert [answer.status for answer in answers] == [200] * 3
    assert "Zoeken" in answers[0].text
    assert "Health insurance in Germany" in answers[1].text
    assert "Health insurance in Germany" in answers[2].text
    assert len(lines(log, "catalogue", "de")) == 1
    assert len(lines(log, "catalogue", "hu")) == 1

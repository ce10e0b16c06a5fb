"""The database hangs or is gone: visitors read on, staff are told, and everything comes back by itself."""

import sqlite3
import subprocess
import sys
from urllib.parse import urlencode

import pytest

from advisor.content.library import SHELF
from advisor.content.models import Edition
from advisor.directory.shelf import BESIDE
from tests.breaking.interviews import TODAY, job

pytestmark = pytest.mark.django_db  # whose database the nodes get a copy of
CORRECTED = "5.900\N{NO-BREAK SPACE}€"
RESULT = f"/de/lohnabzug/?{urlencode(job() | {'as_of': TODAY.isoformat()})}"
PAGES = ("/de/", "/hu/", "/de/zahlen/", RESULT)
HOLD = """
import fcntl, sqlite3, sys
shared = sqlite3.connect(sys.argv[1])
shared.execute("select count(*) from content_edition").fetchall()
with open(sys.argv[1] + "-shm", "r+b") as locks:
    fcntl.lockf(locks, fcntl.LOCK_EX, 8, 120)
    print("held", flush=True)
    sys.stdin.read()
"""
"""Takes all the locks of a database that works with a log, so that whoever asks it waits."""


@pytest.fixture
def hold():
    """Makes a SQLite database hang."""
    held = []

    def take(file):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout.readline() == b"held\n"
        held.append(process)
        return process.communicate

    yield take
    for process in held:
        process.kill()
        process.communicate()


def test_a_database_that_hangs_and_comes_back(data, node, hold, staff):
    site = node(data)
    assert [site.ask(path).notes for path in PAGES] == [[]] * len(PAGES)
    assert site.ask("/admin/", **staff).status == 200
    release = hold(data / "db.sqlite3")
    site.until(lambda: site.ask("/de/").notes)
    assert "hangs" in site.log
    for path in PAGES:
        answer = site.ask(path)
        assert (answer.status, len(answer.notes)) == (200, 1), path
        assert "stale-if-error" not in answer.headers["Cache-Control"]
    sent = site.ask("/admin/staff/figuredraft/add/", {"name": "pension_rate", "why": "Mühe & Not"}, **staff)
    assert sent.status == 503
    assert "Die Datenbank antwortet nicht" in sent.text
    assert '<input type="hidden" name="why" value="Mühe &amp; Not">' in sent.text
    assert 'action="/admin/staff/figuredraft/add/"' in sent.text
    assert site.ask("/de/rueckmeldung/", {"page": "start"}).status < 600
    secret = site.ask("/admin/login/", {"username": "x", "password": "geheim"}, Accept_Language="de")
    assert secret.status == 503
    assert "geheim" not in secret.text
    assert "nichts gespeichert" in secret.text
    release()
    site.until(lambda: not site.ask("/de/").notes)
    assert site.ask("/admin/", **staff).status == 200
    assert site.log.count("answers again") == 1


def test_a_database_that_is_gone_is_not_replaced_by_an_empty_one(data, node, staff, manage):
    site = node(data)
    assert CORRECTED in site.ask(RESULT).text
    (data / "db.sqlite3").rename(data / "gone")
    site.until(lambda: site.ask("/de/").notes)
    corrected = site.ask(RESULT)
    assert CORRECTED in corrected.text
    assert not (data / "db.sqlite3").exists()
    for language, said in (("de", "antwortet nicht"), ("nl", "antwoordt niet"), ("hu", "nem válaszol")):
        answer = site.ask("/admin/", Cookie=staff["Cookie"], Accept_Language=language)
        assert answer.status == 503
        assert said in answer.text
    (data / "gone").rename(data / "db.sqlite3")
    site.until(lambda: not site.ask("/de/").notes)
    assert site.ask("/admin/", **staff).status == 200


def test_a_migration_that_has_stopped_half_way(data, node):
    site = node(data)
    assert CORRECTED in site.ask(RESULT).text
    with sqlite3.connect(data / "db.sqlite3") as database:
        database.execute("ALTER TABLE content_figurerow RENAME COLUMN value TO worth")
        database.execute("UPDATE content_edition SET number = number + 1")
    database.close()
    site.until(lambda: site.ask("/de/").notes)
    assert CORRECTED in site.ask(RESULT).text
    assert "is shown as last known" in site.log
    with sqlite3.connect(data / "db.sqlite3") as database:
        database.execute("ALTER TABLE content_figurerow RENAME COLUMN worth TO value")
    database.close()
    site.until(lambda: not site.ask("/de/").notes)


def test_who_would_wait_for_the_database_is_told_after_two_seconds(client, monkeypatch):
    """By then it has not answered one small query. Nobody is kept out while an edition is read, however long that takes."""
    SHELF.known()
    now, number, read, found = [SHELF._clock() + 10], Edition.current() + 1, BESIDE.read, []
    monkeypatch.setattr(SHELF, "_clock", lambda: now[0])

    def try_after(seconds):
        now[0] += seconds
        sent = client.post("/de/rueckmeldung/", {"page": "guide/students", "verdict": "wrong"})
        found.append((client.get("/admin/").status_code, sent.status_code, SHELF.away))

    def asked():
        try_after(1)
        try_after(2)
        return number

    def reading(edition):
        try_after(3)
        return read(edition)

    monkeypatch.setattr(Edition, "now", asked)
    monkeypatch.setattr(Edition, "current", lambda: number)
    monkeypatch.setattr(BESIDE, "read", reading)
    SHELF.known()
    assert found == [(302, 303, False), (503, 503, False), (302, 303, False)]
    assert client.get("/admin/").status_code == 302

"""The disk is full, or may not be written, while the site runs: visitors read on, whoever writes is told, nothing is half kept."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from tests.breaking.disks import NoGrowth, SmallDisk, may_mount
from tests.breaking.interviews import TODAY, job
from tests.breaking.nodes import python

pytestmark = pytest.mark.django_db  # whose database the nodes get a copy of
CORRECTED = "5.900\N{NO-BREAK SPACE}€"
RESULT = f"/de/lohnabzug/?{urlencode(job() | {'as_of': TODAY.isoformat()})}"
WRITTEN = ("content_figurerow", "content_figurereview", "django_admin_log", "web_feedback", "web_pageread")
MESSAGE = {"page": "guide/students", "verdict": "wrong", "words": "Mühe & Not", "website": ""}
AWAY = "Die Datenbank antwortet nicht"
DISKS = [SmallDisk, NoGrowth] if may_mount() else [NoGrowth]
"""The second is for accounts that may not mount; both are tried with FULL=1."""
READS = """
import resource
from advisor.web.models import PageRead
from advisor.web.reads import READS
READS.count("guide/students", "de")
READS.count("guide/students", "nl")
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
READS.write()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(PageRead.objects.count())
READS.count("guide/students", "nl")
READS.write()
print(sorted(PageRead.objects.values_list("language", "reads")))
"""


def stored(folder):
    """How many rows there are of all that a release, a message or a read writes; the edition; the draft.

    Of a copy, with its log: SQLite finds no way to a file on a disk that another process has mounted.
    """
    with TemporaryDirectory() as beside:
        for file in folder.glob("db.sqlite3*"):
            if not file.name.endswith("-shm"):
                shutil.copyfile(file, Path(beside, file.name))
        with closing(sqlite3.connect(f"{beside}/db.sqlite3")) as database:
            ask = database.execute
            rows = {table: ask(f"SELECT count(*) FROM {table}").fetchone()[0] for table in WRITTEN}
            draft = ask("SELECT id, state, version FROM staff_figuredraft WHERE name = 'pension_rate'").fetchone()
            return rows, ask("SELECT number FROM content_edition").fetchone()[0], draft


@pytest.fixture
def release(seeded, data):
    """Presses the button that releases the draft in `data`."""
    token = "a" * 32
    pk, _state, version = stored(data)[2]
    fields = {"release-version": version, "release-compared": "on", "csrfmiddlewaretoken": token}
    path, cookies = f"/admin/staff/figuredraft/{pk}/effect/release/", f"{seeded.cookie}; csrftoken={token}"
    return lambda site: site.ask(path, fields, Cookie=cookies, Accept_Language="de")


@pytest.mark.parametrize("kind", DISKS if os.environ.get("FULL") else DISKS[:1])
def test_a_disk_that_fills_up_and_has_room_again(data, node, staff, release, kind):
    disk = kind(data)
    site = node(data, *disk.before)
    assert site.ask("/admin/", **staff).status == 200
    assert CORRECTED in site.ask(RESULT).text
    folder = disk.seen(site)
    before = stored(folder)
    disk.fill(site)
    answer = release(site)
    assert answer.status == 503
    assert AWAY in answer.text
    assert 'name="release-compared" value="on"' in answer.text
    assert "no database for POST" in site.log
    assert kind is NoGrowth or "SQLITE_FULL" in site.log
    answer = site.ask("/de/rueckmeldung/", MESSAGE)
    assert answer.status == 503
    assert "Mühe &amp; Not" in answer.text
    for path in ("/de/", "/hu/", RESULT):
        answer = site.ask(path)
        assert (answer.status, answer.notes) == (200, []), path
    assert CORRECTED in answer.text
    assert stored(folder) == before
    disk.make_room(site)
    assert release(site).status == 302
    assert site.ask("/de/rueckmeldung/", MESSAGE).status == 303
    rows, edition, (_pk, state, _version) = stored(folder)
    more = {name: number - before[0][name] for name, number in rows.items() if number != before[0][name]}
    assert more == dict.fromkeys(("content_figurerow", "content_figurereview", "django_admin_log", "web_feedback"), 1)
    assert (edition > before[1], state) == (True, "released")


def test_reads_wait_until_there_is_room(data):
    done = python(data, READS)
    assert done.stdout.splitlines() == ["0", "[('de', 1), ('nl', 2)]"], done.stderr
    assert done.stderr.count("reads not written") == 1


def test_a_folder_that_may_not_be_written(data, node, staff, release, not_root):
    """The log of the database is there, as where the disk was made read-only under a site that ran."""
    with closing(sqlite3.connect(data / "db.sqlite3")) as open_one:
        open_one.execute("PRAGMA journal_mode=WAL")
        open_one.execute("SELECT number FROM content_edition").fetchall()
        before = stored(data)
        files = (*data.iterdir(), data)
        for one in files:
            one.chmod(0o555)
        try:
            site = node(data, *not_root)
            assert CORRECTED in site.ask(RESULT).text
            assert not site.ask("/de/").notes
            assert site.ask("/admin/", **staff).status == 200
            answer = release(site)
            assert answer.status == 503
            assert AWAY in answer.text
            assert "SQLITE_READONLY" in site.log
            assert site.ask("/de/rueckmeldung/", MESSAGE).status == 503
            assert stored(data) == before
        finally:
            for one in files:
                one.chmod(0o755)

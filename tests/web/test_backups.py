"""A backup is worth what comes back out of it: made, damaged, refused, restored and drilled, on the database of the run."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import zipfile
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from advisor.content.models import Edition, Text
from advisor.web import backups
from advisor.web.backups import Refused, backup, restore, rows_by_table
from advisor.web.management.commands import restore_drill


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A backup of the seeded database."""
    with django_db_blocker.unblock():
        file, about = backup(tmp_path_factory.mktemp("kept"))
        texts, number = Text.objects.count(), Edition.current()
    return file, about, texts, number


@pytest.fixture
def fresh(tmp_path, django_db_blocker):
    """The address of an empty database beside that of the run."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/fresh.sqlite3"
        return
    name = f"fresh_{secrets.token_hex(6)}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def manage(tmp_path, fresh):
    """Runs a command on the fresh database; what it says, last line first of an error."""

    def run(*command, **more):
        own = {"DATABASE_URL": fresh, "CACHE_URL": "", "DATA_DIR": str(tmp_path), "LOOPBACK": "1"}
        environment = os.environ | own | more
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, command)],
            cwd=settings.BASE_DIR,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stderr.strip().splitlines()[-1] if done.returncode else done.stdout

    return run


def test_a_backup_says_what_it_holds_and_is_for_its_owner_alone(made):
    file, about, texts, _number = made
    assert file.stat().st_mode & 0o777 == 0o600
    assert about.rows["content_text"] == texts > 300
    assert about.rows["django_migrations"] > 20
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    with zipfile.ZipFile(file) as packed:
        assert json.loads(packed.read("about.json"))["rows"] == about.rows


def test_what_was_backed_up_comes_back_and_stands_the_drill(made, manage, tmp_path):
    file, about, texts, number = made
    code, said = manage("restore", file)
    assert (code, said.startswith(f"restored: {len(about.rows)} tables")) == (0, True), said
    shown = "from advisor.content.models import *; print(Text.objects.count(), Edition.current())"
    assert manage("shell", "-v0", "-c", shown) == (0, f"{texts} {number}\n")

    assert manage("restore", file) == (1, f"CommandError: the database has {len(about.rows)} tables already; "
                                          "--replace deletes them")  # fmt: skip
    manage("shell", "-v0", "-c", "from advisor.content.models import *; Text.objects.filter(kind='term').delete()")
    code, said = manage("restore", file, "--replace")
    assert code == 0, said
    assert manage("shell", "-v0", "-c", shown)[1].split()[0] == str(texts)
    assert int(manage("shell", "-v0", "-c", shown)[1].split()[1]) > number  # running sites see a new edition

    code, said = manage("restore_drill", tmp_path / "drilled")
    assert code == 0, said
    assert "12 pages came back alike" in said


def test_a_drill_says_which_right_it_lacks(fresh, manage, django_db_blocker, tmp_path):
    """SQLite knows no roles."""
    if connection.vendor == "sqlite":
        return
    role = f"poor_{secrets.token_hex(4)}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN IN ROLE pg_read_all_data")
        try:
            address = urlsplit(fresh)
            poor = address._replace(netloc=f"{role}@{address.hostname}:{address.port}").geturl()
            code, said = manage("restore_drill", tmp_path / "kept", DATABASE_URL=poor)
        finally:
            cursor.execute(f"DROP ROLE {role}")
    wanted = f'ALTER ROLE "{role}" CREATEDB'
    assert (code, said) == (1, f"CommandError: backed up, but not proved: as a superuser, {wanted}")
    assert len(list((tmp_path / "kept").iterdir())) == 1


@pytest.mark.parametrize(("says", "said"), [("", "failed"), ("echo wrong; echo 'no room' >&2", "no room")])
def test_a_drill_tells_of_a_step_that_failed_and_of_one_that_died_silently(monkeypatch, tmp_path, says, said):
    program = tmp_path / "killed"
    program.write_text(f"#!/bin/sh\n{says}\nkill -9 $$\n")
    program.chmod(0o755)
    monkeypatch.setattr(restore_drill.sys, "executable", str(program))
    with pytest.raises(Refused, match=f"^restore: {said}$"):
        restore_drill._in("sqlite://", str(tmp_path), "restore")


@pytest.mark.django_db
def test_a_filled_database_is_not_overwritten(made):
    before = rows_by_table()
    with pytest.raises(Refused, match="--replace"):
        restore(made[0])
    assert rows_by_table() == before


def again(file, folder, about=None, data=None):
    """The backup with something else in it."""
    with zipfile.ZipFile(file) as packed:
        found = json.loads(packed.read("about.json")) | (about or {})
        kept = packed.read("data")
    changed = folder / "changed.backup"
    with zipfile.ZipFile(changed, "w") as packed:
        packed.writestr("about.json", json.dumps(found))
        packed.writestr("data", data(kept) if data else kept)
    return changed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"data": lambda kept: kept[:-1] + bytes([kept[-1] ^ 1])}, "its sum is another"),
        ({"data": lambda kept: kept[: len(kept) // 2]}, "its sum is another"),
        ({"about": {"sum": "0"}}, "its sum is another"),
        ({"about": {"vendor": "oracle"}}, "is of oracle"),
        ({"about": {"format": 9}}, "has format 9"),
        ({"about": {"extra": 9}}, "no backup that can be read"),
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_touched(made, tmp_path, change, why):
    with pytest.raises(Refused, match=why):
        restore(again(made[0], tmp_path, **change), replace=True)
    assert Text.objects.exists()


def test_what_is_no_backup_is_refused(tmp_path):
    torn = tmp_path / "torn.backup"
    for content in (b"", b"PK\x03\x04", b"x" * 5000):
        torn.write_bytes(content)
        with pytest.raises(Refused, match="no backup that can be read"):
            restore(torn)
    with pytest.raises(Refused, match="no backup that can be read"):
        restore(tmp_path / "none")


def test_a_full_disk_leaves_no_half_backup(django_db_setup, django_db_blocker, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with django_db_blocker.unblock(), pytest.raises(Refused, match="No space left"):
        backup(tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.django_db
def test_a_copy_that_never_gets_its_turn_gives_up(tmp_path, monkeypatch):
    """As where another process writes all the time."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(backups, "MOST_SECONDS", 0.1)
        with pytest.raises(Refused, match="written all the time"):
            backup(tmp_path / "kept")
        assert list((tmp_path / "kept").iterdir()) == []


def test_a_backup_that_is_not_whole_sqlite_is_refused(tmp_path):
    file = tmp_path / "torn.sqlite3"
    with sqlite3.connect(file) as torn:
        torn.execute("CREATE TABLE a (b)")
        torn.executemany("INSERT INTO a VALUES (?)", [("x" * 200,)] * 500)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\x00" * 4096
    file.write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        backups._whole(sqlite3.connect(file))

"""The whole database as one file with a sum, and the way back: SQLite by its own copying, PostgreSQL by its own programs."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import Error, connection, transaction
from django.utils import timezone

from advisor.content.models import Edition

FORMAT = 1
MOST_SECONDS = 60
"""For which a copy waits for others that write to a SQLite file."""
ABOUT, DATA = "about.json", "data"
EMPTY_FIRST = """DO $$ DECLARE t record; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
LOOP EXECUTE format('DROP TABLE public.%I CASCADE', t.tablename); END LOOP; END $$"""


class Refused(Exception):
    """Why nothing was done, in words for an operator."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself. rows: by table; sum: of its data, SHA-256."""

    vendor: str
    version: str
    made: str
    rows: Mapping[str, int]
    sum: str
    format: int = FORMAT


def backup(folder: Path) -> tuple[Path, About]:
    """Write the database as it is at one moment into a new file of the folder, for its owner alone. Raises `Refused`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as beside:
            data, whole = Path(beside, DATA), Path(beside, "whole")
            rows = _copied(data) if connection.vendor == "sqlite" else _dumped(data)
            now = timezone.now()
            about = About(connection.vendor, settings.VERSION, now.isoformat(), rows, _sum(data))
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
                packed.writestr(ABOUT, json.dumps(asdict(about), indent=1))
                packed.write(data, DATA)
            whole.chmod(0o600)
            with whole.open("rb") as written:
                os.fsync(written.fileno())
            file = folder / f"advisor-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}.backup"
            whole.rename(file)
    except OSError as error:
        raise Refused(f"the backup could not be written: {error.strerror or error}") from error
    return file, about


def restore(file: Path, replace: bool = False) -> About:
    """Fill the database out of a backup, all of it or nothing. Raises `Refused`, also where there are tables already and
    they are not to be replaced."""
    with tempfile.TemporaryDirectory(prefix="restore-") as beside:
        about, data = _unpacked(file, Path(beside))
        _open_a_new_file()
        before = _edition_before(replace)
        connection.close()
        _copy_back(data) if connection.vendor == "sqlite" else _load(data, Path(beside))
    if (found := rows_by_table()) != about.rows:
        differing = sorted(name for name in found.keys() | about.rows.keys() if found.get(name) != about.rows.get(name))
        raise Refused(f"restored, but not whole: {', '.join(differing)}")
    if before is not None:  # running processes must see that their edition is another one now
        number = max(before, Edition.current()) + 1
        Edition.objects.filter(pk=1).update(number=number, began=timezone.now())
    return about


def rows_by_table() -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            counts[name] = cursor.fetchone()[0]
    return counts


def _edition_before(replace: bool) -> int | None:
    """The edition that will be replaced; None where the database is empty. Raises `Refused`."""
    try:
        tables = connection.introspection.table_names()
    except Error as error:
        raise Refused(f"the database cannot be reached: {type(error).__qualname__}") from error
    if not tables:
        return None
    if not replace:
        raise Refused(f"the database has {len(tables)} tables already; --replace deletes them")
    try:
        return Edition.current()
    except Error:  # what is damaged may be what is to be replaced
        return 0


def _unpacked(file: Path, into: Path) -> tuple[About, Path]:
    """What is in the backup, checked."""
    try:
        with zipfile.ZipFile(file) as packed:
            about = About(**json.loads(packed.read(ABOUT)))
            data = Path(packed.extract(DATA, into))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise Refused(f"{file} is no backup that can be read: {type(error).__qualname__}") from error
    if about.format != FORMAT:
        raise Refused(f"{file} has format {about.format}, known is {FORMAT}")
    if _sum(data) != about.sum:
        raise Refused(f"{file} is damaged: its sum is another")
    if about.vendor != connection.vendor:
        raise Refused(f"{file} is of {about.vendor}, this database is {connection.vendor}")
    return about, data


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


# SQLite


def _open_a_new_file() -> None:
    """Settings open only a file that there is."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and name.startswith("file:///"):
        Path(unquote(urlsplit(name).path)).touch(mode=0o600)


def _copied(data: Path) -> dict[str, int]:
    connection.ensure_connection()
    with closing(sqlite3.connect(data)) as copy:
        connection.connection.backup(copy, progress=_patience())
        copy.execute("PRAGMA journal_mode=DELETE")
        _whole(copy)
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables.fetchall()}


def _copy_back(data: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(data)) as copy:
        _whole(copy)
        copy.backup(connection.connection, progress=_patience())
    connection.close()


def _patience() -> Callable[[int, int, int], None]:
    """Gives up where somebody else writes all the time: a copy is tried anew four times a second, for ever."""
    end = time.monotonic() + MOST_SECONDS

    def again(status: int, _left: int, _all: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() > end:
            raise Refused("the database is being written all the time")

    return again


def _whole(copy: sqlite3.Connection) -> None:
    try:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Refused(f"the database is damaged: {found}")


# PostgreSQL


def _dumped(data: Path) -> dict[str, int]:
    """The dump and the numbers of rows see the same moment."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        run("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges",
             f"--snapshot={snapshot}", f"--file={data}")  # fmt: skip
        return rows_by_table()


def _load(data: Path, beside: Path) -> None:
    script = beside / "script.sql"
    command = ["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(data)]
    run(*command, to_a_database=False)
    once = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run("psql", *once, f"--command={EMPTY_FIRST}", f"--file={script}")


def run(program: str, *arguments: str, to_a_database: bool = True) -> None:
    """One of PostgreSQL's programs; the password goes by its environment. Raises `Refused`."""
    (_psql, *place), given = connection.client_class.settings_to_cmd_args_env(connection.settings_dict, [])
    place = [f"--dbname={place.pop()}", *place] if to_a_database else []
    try:
        done = subprocess.run(
            [program, *place, *arguments], env=os.environ | (given or {}), check=False, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise Refused(f"{program} is not installed: apt-get install postgresql-client") from None
    if done.returncode:
        raise Refused(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")

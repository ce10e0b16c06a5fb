"""Command: proves a backup by restoring it. One that was never restored does not count."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError, connection

from advisor.web.backups import Refused, backup

NOT_ALLOWED = "42501"
"""PostgreSQL's word for a right that is missing."""


class Command(BaseCommand):
    help = "Makes a backup, restores it into a fresh database beside this one, and compares rows and pages. On PostgreSQL its role needs CREATEDB."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the backup is kept")

    def handle(self, **options: Any) -> None:
        began = time.monotonic()
        try:
            file, about = backup(options["folder"])
            with tempfile.TemporaryDirectory(prefix="drill-") as folder, _fresh(Path(folder)) as fresh:
                _in(fresh, folder, "restore", str(file.absolute()))  # counts the rows, too
                restored, own = (json.loads(_in(url, folder, "page_sums")) for url in (fresh, _own()))
        except Refused as why:
            raise CommandError(str(why)) from None
        differing = [path for path in own if own[path] != restored.get(path) or not own[path].startswith("200 ")]
        if differing:
            raise CommandError(f"{file} was restored, but these pages differ or fail: {', '.join(differing)}")
        rows, seconds = sum(about.rows.values()), round(time.monotonic() - began)
        self.stdout.write(
            f"{file}: {len(about.rows)} tables, {rows} rows and {len(own)} pages came back alike in {seconds} s"
        )


@contextmanager
def _fresh(folder: Path) -> Iterator[str]:
    """The address of an empty database, which is deleted afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{quote(str(folder / 'drill.sqlite3'))}"
        return
    name = f"drill_{secrets.token_hex(6)}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_ALLOWED:
            raise
        role = connection.ops.quote_name(connection.settings_dict["USER"])
        raise Refused(f"backed up, but not proved: as a superuser, ALTER ROLE {role} CREATEDB") from error
    try:
        yield _at(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def _own() -> str:
    """The address of this process' database."""
    name = str(connection.settings_dict["NAME"])
    return f"sqlite:///{unquote(urlsplit(name).path)}" if connection.vendor == "sqlite" else _at(name)


def _at(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _in(url: str, folder: str, *command: str) -> str:
    """What a command prints on another database. It keeps nothing on this node."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "CACHE_URL": "",
        "DATA_DIR": folder,
        "SECRET_KEY": settings.SECRET_KEY,
        "COUNT_READS": "0",
    }
    called = [sys.executable, "manage.py", *command]
    done = subprocess.run(called, cwd=settings.BASE_DIR, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"{command[0]}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
    return done.stdout

"""A seeded folder that nodes can run on, with a released correction, and somebody of staff signed in."""

import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction

from advisor.content.models import FigureRow
from advisor.directory.shelf import SHELF
from tests.breaking.drafts import waiting_drafts
from tests.breaking.nodes import Node, environment
from tests.signing_in import signed_in

CORRECTED = Decimal(5900)
"""The contribution ceiling of 2026 as staff have released it; another one is shipped."""


@pytest.fixture(autouse=True)
def _nothing_remembered():
    SHELF.forget()
    yield
    SHELF.forget()


@pytest.fixture(scope="session")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder with the database of the tests as a file, and the cookie of a session of staff."""
    if connection.vendor != "sqlite":
        pytest.skip("nodes on SQLite are tried by the runs on SQLite; on PostgreSQL by make test-breaking")
    folder = tmp_path_factory.mktemp("seeded") / "data"
    folder.mkdir()
    with django_db_blocker.unblock(), transaction.atomic():
        row = {"valid_from": date(2026, 1, 1), "source": "BGBl. 2025 I S. 1"}
        FigureRow.objects.create(name="contribution_ceiling", value=CORRECTED, **row)
        _writer, chief = waiting_drafts()
        cookie = signed_in(chief).cookies[settings.SESSION_COOKIE_NAME].value
        (folder / "db.sqlite3").write_bytes(connection.connection.serialize())
        transaction.set_rollback(True)
    return SimpleNamespace(folder=folder, cookie=f"{settings.SESSION_COOKIE_NAME}={cookie}")


@pytest.fixture
def data(seeded, tmp_path):
    """A folder of the test's own, as `seeded`."""
    shutil.copytree(seeded.folder, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def staff(seeded):
    """The headers of somebody of staff."""
    return {"Cookie": seeded.cookie, "Accept_Language": "de"}


@pytest.fixture
def node():
    """Starts nodes and ends them."""
    running = []

    def start(folder, *before, **more):
        running.append(Node(folder, before, **more))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def manage():
    """Runs a command of the site in a folder."""

    def run(folder, *arguments, **more):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment(folder, **more), check=False,
            capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def not_root():
    """What to put before a command so that it may write only where the rights of a folder let it."""
    if os.geteuid():
        return ()
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")

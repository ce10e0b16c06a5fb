"""The clock jumps while a process runs without its database: pages follow the law of the day that the clock shows."""

import re
from datetime import datetime
from time import time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests.breaking.interviews import job
from tests.breaking.nodes import NOTE, cold

pytestmark = pytest.mark.django_db  # whose database the nodes get a copy of
PAGES = ("/de/", "/hu/", "/de/zahlen/", f"/de/lohnabzug/?{urlencode(job())}")
OLD, NEW = "5.512,50\N{NO-BREAK SPACE}€", "5.900\N{NO-BREAK SPACE}€"
"""The ceiling of 2025 as it is shipped, of 2026 as staff have corrected it."""


CLOCK = """
import datetime, time
from pathlib import Path
from django.utils import timezone
real, file = time.time, Path({file!r})
time.time = lambda: real() + float(file.read_text())
timezone.now = lambda: datetime.datetime.fromtimestamp(time.time(), datetime.timezone.utc)
"""
"""Put before all else of a process: what every part of the site asks for the time goes by a file."""


@pytest.fixture
def clock(tmp_path):
    """Sets the clock of the nodes that run with `clock.on`; it goes on from there."""
    file = tmp_path / "clock"
    (tmp_path / "sitecustomize.py").write_text(CLOCK.format(file=str(file)))

    def put(moment):
        new = file.with_suffix(".new")
        new.write_text(
            str(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp() - time())
        )
        new.replace(file)

    put.on = {"PYTHONPATH": f"{tmp_path}:{settings.BASE_DIR}"}
    return put


def words(answers):
    """The pages without what they say of themselves, and the port that they came from; each came as it should."""
    assert [answer.status for answer in answers] == [200] * len(PAGES)
    return [re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1", NOTE.sub("", answer.text)) for answer in answers]


def test_over_midnight_and_back_while_the_database_is_away(data, node, clock):
    clock("2025-12-31 23:50:00")
    site = node(data, **clock.on)
    old = words([site.ask(path) for path in PAGES])
    assert OLD in old[-1]
    (data / "db.sqlite3").rename(data / "gone")
    site.until(lambda: site.ask("/de/").notes)
    assert words([site.ask(path) for path in PAGES]) == old
    clock("2026-01-01 00:00:01")
    new = words([site.ask(path) for path in PAGES])
    assert NEW in new[-1]
    assert OLD not in new[-1]
    begun, _log = cold(data, *PAGES, before=("faketime", "2026-01-01 00:10:00"), TZ="Europe/Berlin")
    assert new == words(begun)
    clock("2026-03-01 12:00:00")
    assert NEW in words([site.ask(path) for path in PAGES])[-1]
    clock("2025-12-31 12:00:00")
    assert words([site.ask(path) for path in PAGES]) == old
    (data / "gone").rename(data / "db.sqlite3")
    site.until(lambda: not site.ask("/de/").notes)
    assert words([site.ask(path) for path in PAGES]) == old
    assert "Traceback" not in site.log

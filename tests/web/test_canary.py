"""An answer that nobody gives, put into every question of every flow, is found nowhere afterwards."""

import builtins
import json
import logging
import os
import re
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import Resolver404, resolve

from advisor.flows import all_flows
from advisor.web import keeping, kept_pages
from advisor.web.models import PageRead
from advisor.web.reads import READS
from tests.cached import everything_cached
from tests.canary import WORD, asked, finished, sent, traces
from tests.kinds import outcomes

LINE = re.compile(r"\S+ (WARNING|ERROR) django\.request [A-Z][A-Za-z ]+: (?P<path>/[-a-z0-9/._]*)")
READER = "203.0.113.77"
"""The address of who asks."""
OPENED: list[str] | None = None


def _watch(event, arguments):
    if event == "open" and OPENED is not None and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        OPENED.append(str(arguments[0]))


sys.addaudithook(_watch)


@pytest.fixture
def written_files():
    """The files that were opened to be written."""
    global OPENED
    OPENED = []
    yield OPENED
    OPENED = None


def rows_kept():
    """All rows of all tables, by table."""
    kept = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            kept[name] = cursor.fetchall()
    return kept


def pages_kept():
    """All public pages that the process keeps, with what leads to them."""
    return repr([(key, page.headers) for key, page in kept_pages.PAGES.items()])


def parts_kept():
    """All parts of pages that the process keeps, with what decides them."""
    parts = keeping.PARTS.items()
    assert len(parts) > 400
    return repr(parts)


def ask(client, view):
    """What a visitor sends and gets; answered in any way but by a failure."""
    about = {"REMOTE_ADDR": READER}
    response = client.get(view.path, **about) if view.posted is None else client.post(view.path, view.posted, **about)
    assert response.status_code < 500
    assert not response.cookies
    if "?" not in view.path or view.posted is not None:
        assert not traces(response.get("Location", ""))
    return response


def test_no_answer_to_any_question_stays_anywhere(client, settings, written_log, written_files, monkeypatch):
    monkeypatch.setattr("advisor.web.reads.SECONDS", 3600)
    settings.COUNT_READS = settings.KEEP_PAGES = True
    settings.ADMINS = [("Staff", "staff@example.org")]
    client.get("/de/")
    READS.write()
    cache.clear()
    before = rows_kept()
    through = {
        (one.flow, one.about.split()[0])
        for one in sent(full="FULL" in os.environ)
        if not ask(client, one.view).streaming
    }
    assert {(flow.key, key) for flow in all_flows().values() for key in flow.questions} <= through

    READS.write()
    after = rows_kept()
    counted = after.pop(PageRead._meta.db_table)
    before.pop(PageRead._meta.db_table)
    assert after == before
    assert not traces(repr(counted))
    assert {row[2].split(".")[0].partition("/")[0] for row in counted} <= {"page", "question", "flow", "outcome"}
    assert not traces(everything_cached())
    assert READER not in repr(after) + everything_cached() + written_log.getvalue()
    assert not traces(pages_kept())
    assert not traces(parts_kept())
    assert not mail.outbox
    assert written_files == []
    lines = written_log.getvalue().splitlines()
    assert lines
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        assert not traces(line)


def test_logged_addresses_are_those_of_pages(client, written_log):
    first = next(one for one in sent() if one.about.endswith("typed"))
    ask(client, first.view)
    path = LINE.fullmatch(written_log.getvalue().strip())["path"]
    assert resolve(path).view_name == "interview"
    with pytest.raises(Resolver404):
        resolve(f"/{WORD}")


@pytest.mark.parametrize("where", ["views", "calculator", "api_operations"])
def test_an_error_inside_the_view_tells_where_and_not_what(client, settings, written_log, monkeypatch, where):
    settings.ADMINS = [("Staff", "staff@example.org")]
    lost = []
    monkeypatch.setattr(logging.Handler, "handleError", lambda self, record: lost.append(record))

    def breaks(step, *_args, **_options):
        raise ValueError(f"{WORD} {dict(step.given)}")

    for name in ("answer", "left") if where == "views" else ("answer",):
        monkeypatch.setattr(f"advisor.web.{where}.{name}", breaks)
    failed = set()
    for flow in all_flows().values():
        if (where == "calculator") is not flow.one_page and where != "api_operations":
            continue
        key = next(key for key in [*asked(flow)][::-1] if finished(flow, key) or key == next(iter(asked(flow))))
        answers = finished(flow, key) or {key: WORD}
        path = f"/api/v1/advise/{flow.key}" if where == "api_operations" else next(iter(_paths(flow)))
        response = (
            client.post(path, answers) if flow.private and where != "api_operations" else client.get(path, answers)
        )
        if response.status_code == 500:
            failed.add(flow.key)
            assert not traces(response.content.decode())
    assert failed >= {flow.key for flow in all_flows().values() if _breaks(flow, where)}
    assert "ValueError" in written_log.getvalue()
    assert not traces(written_log.getvalue())
    assert not traces(repr([(message.subject, message.body, message.alternatives) for message in mail.outbox]))
    assert not lost


BROKEN = """
import sys
import tests.broken_site
from django.test import Client
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
print(*(client.get(path, secure=True).status_code for path in sys.argv[1:]))
"""


def test_the_site_that_make_canary_breaks_is_broken(tmp_path):
    """Questions, results and the interface; what holds no answer still comes."""
    result = urlencode(outcomes("student")["student-statutory"])
    paths = ["/de/", "/de/studium/?country=HU", f"/de/studium/?{result}", f"/api/v1/advise/student?{result}"]
    alone = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "advisor.settings"}
    done = subprocess.run([sys.executable, "-c", BROKEN, *paths], env=alone, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["200", "500", "500", "500"]


def _breaks(flow, where):
    return not flow.private if where == "api_operations" else (where == "calculator") is flow.one_page


def _paths(flow):
    yield next(one.view.path.partition("?")[0] for one in sent() if one.flow == flow.key)


def test_the_search_finds_what_it_looks_for(tmp_path, written_files):
    for written in (
        WORD,
        "4711.13",
        "4.711,13 €",
        "4711,13",
        "4\u202f711,13",
        "2027-08-29",
        "29. August 2027",
        "29.08.2027",
    ):
        assert traces(f"... {written}, ..."), written
    assert not traces("5.512,50 € 31.12.2026 2026-10-01")
    with builtins.open(tmp_path / "left", "w") as file:
        file.write(json.dumps({}))
    assert written_files == [str(tmp_path / "left")]

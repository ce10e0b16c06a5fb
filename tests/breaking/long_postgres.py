"""The same with Debian's PostgreSQL: stopped, frozen, and back again; warm nodes and cold ones. For `make test-breaking`."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tests.breaking.drafts import killed_while_releasing
from tests.breaking.nodes import cold, python
from tests.breaking.test_database_away import PAGES
from tests.breaking.test_every_page import goes_on_without
from tests.servers import PostgreSQL, running


@pytest.fixture(scope="module")
def server():
    with running(PostgreSQL()) as postgres:
        yield postgres


@pytest.fixture
def data(server, tmp_path, manage):
    """A folder whose nodes work on an own, seeded database of the server."""
    url = server.make_database(f"node{time.monotonic_ns()}")
    for command in ("migrate", "seed_content", "seed_directory"):
        manage(tmp_path, command, DATABASE_URL=url)
    return tmp_path, url


def every_page(site, times=3):
    """Many visitors at once: as many as a process has threads, and more."""
    with ThreadPoolExecutor(8) as visitors:
        return list(visitors.map(site.ask, PAGES * times))


@pytest.mark.parametrize("how", [signal.SIGQUIT, signal.SIGSTOP], ids=["stopped at once", "frozen"])
def test_visitors_read_on_and_it_comes_back(server, data, node, how):
    folder, url = data
    site = node(folder, DATABASE_URL=url)
    assert {answer.status for answer in every_page(site)} == {200}
    try:
        goes_on_without(site, lambda: server.stop(how) if how == signal.SIGQUIT else server.freeze())
        assert {answer.status for answer in every_page(site)} == {200}
        assert site.ask("/admin/", Cookie=f"{settings.SESSION_COOKIE_NAME}={'x' * 32}").status == 503
        answers, _log = cold(folder, *PAGES, DATABASE_URL=url)
        assert {answer.status for answer in answers} == {200}
        assert all(answer.notes for answer in answers)
    finally:
        if how == signal.SIGQUIT:
            server.stop()
            server.start()
        else:
            server.thaw()
    site.until(lambda: not site.ask("/de/").notes)
    assert site.ask("/admin/login/").status == 200
    assert site.log.count("answers again") == 1


@pytest.mark.parametrize("model", ["FigureDraft", "TextDraft"])
def test_a_process_killed_between_two_writes_of_a_release(data, model):
    folder, url = data
    made = python(folder, "from tests.breaking.drafts import waiting_drafts\nwaiting_drafts()", DATABASE_URL=url)
    assert made.returncode == 0, made.stderr
    after = killed_while_releasing(folder, model, DATABASE_URL=url)
    assert after["rows"] == ([1, 1] if model == "FigureDraft" else [0, 0])

"""A server that starts as it is shipped, warm-up included, while its database hangs: it answers, and finds the database again."""

import sqlite3
from contextlib import closing

import pytest

from tests.breaking.test_database_away import CORRECTED, RESULT, hold  # noqa: F401

pytestmark = pytest.mark.django_db  # whose database the nodes get a copy of


def test_a_server_warms_up_while_the_database_hangs(data, node, hold):  # noqa: F811
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")  # as every node sets it
    release = hold(data / "db.sqlite3")
    site = node(data, WARM_UP="1")
    answer = site.ask("/de/")
    assert (answer.status, len(answer.notes)) == (200, 1)
    assert site.ask(RESULT).status == 200
    assert "not warmed up" not in site.log
    release()
    site.until(lambda: not site.ask("/de/").notes)
    assert CORRECTED in site.ask(RESULT).text
    assert site.log.count("answers again") == 1

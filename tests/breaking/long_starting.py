"""The same with Debian's PostgreSQL, frozen or out of reach. For `make test-breaking`."""

import signal

import pytest

from tests.breaking.long_postgres import data, server  # noqa: F401
from tests.breaking.test_database_away import RESULT


@pytest.mark.parametrize("how", [signal.SIGQUIT, signal.SIGSTOP], ids=["stopped at once", "frozen"])
def test_a_server_warms_up_while_the_database_is_away(server, data, node, how):  # noqa: F811
    folder, url = data
    if how == signal.SIGQUIT:
        server.stop(how)
    else:
        server.freeze()
    try:
        site = node(folder, DATABASE_URL=url, WARM_UP="1")
        assert len(site.ask("/de/").notes) == 1
        assert site.ask(RESULT).status == 200
        assert "not warmed up" not in site.log
    finally:
        if how == signal.SIGQUIT:
            server.start()
        else:
            server.thaw()
    site.until(lambda: not site.ask("/de/").notes)
    assert site.ask(RESULT).status == 200

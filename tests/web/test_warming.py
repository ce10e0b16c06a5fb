"""What is made before the first visitor comes, and that nothing of it reaches over the fork."""

import gc
import runpy
import signal
import threading
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from itertools import count
from types import SimpleNamespace

import pytest
from django.conf import settings as site
from django.db import OperationalError, connections

from advisor.content import shelf
from advisor.content.library import SHELF
from advisor.flows import all_flows
from advisor.web import warming

LANGUAGES = [code for code, _ in site.LANGUAGES]


@pytest.fixture
def made(client, monkeypatch):
    """What a warm-up makes; the two that take long only noted."""
    found = {"index": [], "chart": [], "closed": [], "visits": []}
    visit = warming._visit
    monkeypatch.setattr(warming, "index", found["index"].append)
    monkeypatch.setattr(warming, "flow_chart", lambda flow, _law: found["chart"].append(flow.key))
    monkeypatch.setattr(warming, "_visit", lambda path: (found["visits"].append(path), visit(path)))
    monkeypatch.setattr(connections, "close_all", lambda: found["closed"].append(True))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    return found


@pytest.fixture
def anew():
    """The shelf as a process has it at its start, and nothing of the test on it afterwards."""
    SHELF.forget()
    yield
    SHELF.forget()


def test_all_that_takes_long_is_made_at_the_start(made, settings, written_log):
    settings.COUNT_READS = settings.LOOK_ASIDE = True
    threads = set(threading.enumerate())
    warming.warm()
    assert made["index"] == LANGUAGES
    assert made["chart"] == list(all_flows())
    assert made["closed"] == [True]
    assert set(threading.enumerate()) <= threads
    assert settings.LOOK_ASIDE is True
    assert len(set(made["visits"])) >= len(LANGUAGES) * (len(all_flows()) + 8)
    assert written_log.getvalue() == ""


def test_what_fails_is_left_to_the_first_visitor(made, monkeypatch, settings, written_log):
    def breaks(_path):
        raise ValueError

    settings.LOOK_ASIDE = True
    monkeypatch.setattr(warming, "_visit", breaks)
    warming.warm()
    assert "not warmed up: ValueError" in written_log.getvalue()
    assert made["closed"] == [True]
    assert settings.LOOK_ASIDE is True


def test_a_warm_up_looks_at_the_database_once(made, anew, monkeypatch, settings, written_log):
    """Each look at one that hangs lasts for seconds; there are about a hundred visits."""
    looks = []

    def hangs():
        looks.append(threading.current_thread())
        raise OperationalError

    settings.LOOK_ASIDE = True
    monkeypatch.setattr(SHELF, "_read_new", hangs)
    monkeypatch.setattr(SHELF, "_clock", count(step=3.0).__next__)
    monkeypatch.setattr(SHELF, "_ask", lambda: None)  # its thread would outlive the test
    warming.warm()
    assert looks == [threading.current_thread()]
    assert len(made["visits"]) > 80
    assert SHELF.standing_in() is not None
    assert "not warmed up" not in written_log.getvalue()
    assert written_log.getvalue().count("does not say what is new") == 1


def test_a_database_that_hangs_while_it_is_read_does_not_hold_the_start(made, anew, monkeypatch, written_log):
    """As a server does that is frozen after the connection was made: nothing ever comes back."""

    def hangs():
        try:
            threading.Event().wait(60)
        finally:
            threading.Event().wait(60)  # and taking the transaction back hangs, too

    monkeypatch.setattr(shelf, "LATE", 0.1)
    monkeypatch.setattr(SHELF, "_read_new", hangs)
    warming.warm()
    assert len(made["visits"]) > 80
    assert "does not say what is new: TimeoutError" in written_log.getvalue()
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert connections["default"].settings_dict["OPTIONS"].get("timeout") in (20, None)


@pytest.mark.parametrize("wanted", [True, False])
def test_the_server_warms_up_before_it_divides(settings, monkeypatch, wanted):
    settings.WARM_UP = wanted
    called = []
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "/nonexistent")
    monkeypatch.setattr(warming, "warm", lambda: called.append("warm"))
    monkeypatch.setattr(warming, "wake", lambda: called.append("wake"))
    server = runpy.run_path(str(site.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    server["on_starting"](SimpleNamespace(cfg=SimpleNamespace(address=[("127.0.0.1", 8000)])))
    server["post_fork"](None, None)
    assert called == (["warm", "wake"] if wanted else [])


@pytest.mark.parametrize(("loopback", "refused"), [(True, True), (False, False)])
def test_plain_http_stays_on_this_machine(settings, monkeypatch, loopback, refused):
    """What the settings made of LOOPBACK counts: "0" is a text, and no."""
    settings.WARM_UP, settings.LOOPBACK = False, loopback
    monkeypatch.setenv("LOOPBACK", str(int(loopback)))
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "/nonexistent")
    server = runpy.run_path(str(site.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    start = partial(server["on_starting"], SimpleNamespace(cfg=SimpleNamespace(address=[("0.0.0.0", 8000)])))
    with pytest.raises(SystemExit, match=r"127\.0\.0\.1") if refused else nullcontext():
        start()


MOMENTS = [
    pytest.param("2026-11-22 22:59", ["2026-11-22"], id="in the evening: today's"),
    pytest.param("2026-11-22 23:00", ["2026-11-22", "2026-11-23"], id="before midnight: tomorrow's too"),
    pytest.param("2026-11-23 00:00", ["2026-11-23"], id="after midnight: the new day's"),
    pytest.param("2030-12-31 23:30", ["2030-12-31"], id="no day that there is no law for"),
]


@pytest.mark.parametrize(("moment", "days"), MOMENTS)
def test_nobody_waits_for_the_charts_of_a_new_day(monkeypatch, moment, days):
    made = []
    monkeypatch.setattr(warming, "flow_chart", lambda flow, law: made.append((flow.key, law.day.isoformat())))
    warming.make_charts(datetime.fromisoformat(moment))
    assert made == [(flow, day) for day in days for flow in all_flows()]


def test_a_process_makes_charts_as_long_as_it_lives(monkeypatch, written_log):
    moments, tried = iter([0, 0, 0]), []

    def passes(_seconds):
        if next(moments, None) is None:
            raise SystemExit

    def breaks(now):
        tried.append(now)
        raise ValueError

    monkeypatch.setattr(warming.time, "sleep", passes)
    monkeypatch.setattr(warming, "make_charts", breaks)
    with pytest.raises(SystemExit):
        warming._stay_warm()
    assert len(tried) == 3
    assert "no chart made ahead: ValueError" in written_log.getvalue()

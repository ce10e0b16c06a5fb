"""What the cluster test stands on, and a short form of it with two nodes; `make cluster` starts four and pulls every plug."""

import http.server
import json
import os
import signal
import threading
import time
from math import isclose
from urllib.parse import parse_qs

import pytest

from tests.cluster import visitors, write
from tests.cluster.front import CONFIGURATION, on_loopback
from tests.cluster.nodes import cluster
from tests.cluster.plugs import Counted, nothing_lost, nothing_noticed, released
from tests.cluster.reckoning import Assumed, misses, reckon
from tests.cluster.visitors import ANSWERS, PRIVATE, PUBLIC, Request, Visitors, address, further, visit

PART = {"a_second": 900.0, "site_ms": 6.0, "nginx_ms": 0.1, "bytes": 4000.0}
CAPACITY = {
    "grown": [
        {
            "processes": number,
            "a_second": 100.0 * number,
            "p50_ms": 1.0,
            "p99_ms": 2.0,
            **{f"{of}_ms": 1.0 for of in ("site", "nginx", "database")},
        }
        for number in (1, 2, 4)
    ],
    "parts": {"answers": PART, "public": PART, "kept": {"site_ms": 0.5}},
    "visit": {"answers": 15, "public": 3},
    "pages": 300,
    "looks_a_second": 0.5,
}


def test_nginx_is_configured_as_shipped_but_here(tmp_path):
    text = on_loopback(CONFIGURATION.read_text(), tmp_path, tmp_path / "static", 8, [1001, 1002])
    assert text.count("listen ") == 1
    assert "listen 127.0.0.1:8;" in text
    for port in (1001, 1002):
        assert f"server 127.0.0.1:{port} max_fails=" in text
    for gone in ("ssl_", "example.org$request_uri", "127.0.0.1:8000", "/var/", "/run/"):
        assert gone not in text
    for kept in ("proxy_cache_path", "proxy_next_upstream ", "log_format without_answers", "location = /readyz"):
        assert kept in text


def test_nginx_that_answers_twice_is_not_taken(tmp_path):
    shipped = CONFIGURATION.read_text()
    with pytest.raises(ValueError, match="one server"):
        on_loopback(shipped.replace("return 308 https://example.org$request_uri;", ""), tmp_path, tmp_path, 8, [1])


def test_a_visit_is_a_whole_one(client, db):
    """Every request of it is answered as a browser would find it: a page, or the way to the next one."""
    walk = [*visit(), *further()]
    assert {request.kind for request in walk} == {PUBLIC, ANSWERS, PRIVATE, visitors.API}
    before, result = None, visit()[-3]
    for request in walk:
        sent = {} if request.body is None else {"data": request.body, "content_type": visitors.FORM}
        answer = client.post(request.path, **sent) if sent else client.get(request.path)
        if before is not None and before.status_code == 302:
            assert before.url.partition("?")[0] == request.path.partition("?")[0]
            assert parse_qs(before.url.partition("?")[2]) == parse_qs(request.path.partition("?")[2])
        assert answer.status_code in (200, 302), request
        before = answer
        if request == result:
            assert 'id="changes"' in answer.content.decode()


class Failing(http.server.BaseHTTPRequestHandler):
    """Answers the first request at /once with an error, and all at /never; hangs up the first time at /cut."""

    protocol_version = "HTTP/1.1"
    seen: set[str] = set()

    def do_GET(self):
        first = self.path not in self.seen
        self.seen.add(self.path)
        if self.path == "/cut" and first:
            self.close_connection = True
            return
        failing = self.path == "/never" or (self.path == "/once" and first)
        self.send_response(503 if failing else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(("path", "retried", "lost"), [("/", 0, 0), ("/once", 1, 0), ("/cut", 1, 0), ("/never", 1, 1)])
def test_second_tries_and_losses_are_counted(monkeypatch, path, retried, lost):
    monkeypatch.setattr(Failing, "seen", set())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Failing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        people = Visitors(server.server_port, number=1)
        people._ask(None, Request(PUBLIC, path))
    finally:
        server.shutdown()
        server.server_close()
    counted = people.counted
    assert (counted.retried, counted.lost, counted.requests) == (retried, lost, 1)
    assert nothing_noticed(counted) is (retried == 0)
    assert nothing_lost(counted) is (lost == 0)


def test_a_page_that_is_not_the_page_is_noticed():
    counted = Counted()
    counted.statuses.update([200, 302, 404])
    assert counted.refused == 1
    assert not nothing_lost(counted)


def test_a_cdn_asks_each_place_and_page_at_most_once_in_its_time():
    assert misses(1e12, pages=300, places=30, kept=1) == pytest.approx(9000, rel=1e-3)
    assert misses(0.001, pages=300, places=30, kept=1) == pytest.approx(0.001, rel=1e-3)
    assert misses(2000, 300, 30, 60) < misses(2000, 300, 30, 1) < 2000


def test_what_is_reckoned_adds_up():
    found = reckon(CAPACITY, Assumed(places=1, kept=1, busy=0.5, cores=4))
    assert isclose(found["answers"] + found["public"] + found["static"], 10_000)
    assert found["answers"] == 7500
    assert isclose(found["cores"], (7500 * 6.1 + found["passed_on"] * 0.6) / 1000)
    assert found["nodes"] == 24  # 45.9 cores, half busy, four in each, and one to spare
    assert found["database_a_second"] == 24 * 4 / 2
    assert found["hit_rate"] == pytest.approx((1500 + 1000 - found["passed_on"]) / 10_000)


def test_the_page_shows_what_was_found(tmp_path):
    seen = {
        "what": "a worker killed",
        "requests": 10,
        "refused": 0,
        "retried": 1,
        "lost": 1,
        "slowest": 0.5,
        "met": False,
        "why": {"status 502": 1},
    }
    released = {"what": "figure", "pages": 100, "slowest_node": 2.1, "through_the_cache": 3.2, "met": True}
    machine = {"cores": 2, "processor": "x", "memory_gib": 4, "load_before": 0.1, "python": "3", "django": "5"}
    found = {
        "measured_on": "today",
        "machine": machine,
        "released": [released],
        "pulled": [seen],
        "capacity": CAPACITY,
        "reckoned": [reckon(CAPACITY), reckon(CAPACITY, interviewed=0.0)],
    }
    write.write(found, tmp_path)
    shown = (tmp_path / "scaling.md").read_text()
    assert "| a worker killed | 10 | 0 | 1 | 1 | 0.5 | **not met** |" in shown
    assert "A worker killed: status 502 (1)." in shown
    assert "| a figure | 100 | 2.1 | 3.2 | met |" in shown
    assert "400 requests a second" in shown
    assert "| Visitors who walk through an interview | 100% | 0% |" in shown
    assert "| requests a second with answers | 7,500 | 0 |" in shown
    assert json.loads((tmp_path / "scaling.json").read_text())["released"] == [released]


@pytest.mark.long
def test_two_nodes_show_a_released_figure_and_one_may_be_killed(tmp_path):
    """Real processes on PostgreSQL and Redis behind nginx."""
    with cluster(tmp_path, nodes=2) as running:
        shown = released(running, "figure", f"{address('figures-topic', topic='health')}?as_of=2027-02-01")
        assert shown["met"], shown
        with Visitors(running.front.port, number=4) as counted:
            time.sleep(1)
            first = running.nodes[0]
            dead = [*first.workers, first.pid]
            for process in dead:
                os.kill(process, signal.SIGKILL)
            before = counted.requests
            time.sleep(2)
        assert not first.answers()
    assert counted.requests > before > 0
    assert nothing_lost(counted), counted

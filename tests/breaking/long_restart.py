"""`systemctl restart` as it is shipped: the unit's own steps and a warm-up behind the shipped nginx, while visitors read and answer.
For `make test-breaking`; the handing over alone is tried by `tests/test_deploy.py`."""

import re
import socket
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings

from tests.bench.stack import asked, environment, prepare
from tests.cluster.front import Front

UNIT = settings.BASE_DIR / "deploy" / "health-advisor.service"
PLACE = "/opt/health-advisor/.venv/bin/"
STEP = re.compile(r"^ExecStart(?:Pre)?=(-?)(.+)$", re.M)
PAGES = ("/de/", "/robots.txt", "/de/studium/?country=HU")
"""Kept by nginx; passed on; with answers."""


@pytest.fixture
def listening():
    """The socket as systemd holds it."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as held:
        yield held


def steps(listening):
    """The commands of the unit in their order, and whether they may fail; the last one takes the socket and stays."""
    found = [
        (dash == "-", command.replace(PLACE, f"{sys.prefix}/bin/")) for dash, command in STEP.findall(UNIT.read_text())
    ]
    *before, (_may_fail, server) = found
    assert len(before) == 4
    return before, f"exec 3<&{listening.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec {server}"


def test_a_restart_as_shipped_turns_nobody_away(tmp_path, listening):
    data = tmp_path / "data"
    data.mkdir()
    around = environment(data, WARM_UP="1", WEB_CONCURRENCY="1")
    prepare(data)
    before, command = steps(listening)
    log = (tmp_path / "log").open("ab")

    def started():
        for may_fail, step in before:
            done = subprocess.run(step.split(), cwd=settings.BASE_DIR, env=around, check=False, stdout=log, stderr=log)
            assert may_fail or not done.returncode, (tmp_path / "log").read_text()
        return subprocess.Popen(["bash", "-c", command], cwd=settings.BASE_DIR, env=around,
            pass_fds=[listening.fileno()], stdout=log, stderr=log)  # fmt: skip

    front = Front(tmp_path / "nginx", data / "static", [listening.getsockname()[1]])
    found, ends = [], threading.Event()

    def visitor(path):
        while not ends.is_set():
            try:
                found.append((path, asked(front.port, path)[0]))
            except OSError as error:
                found.append((path, repr(error)))
            time.sleep(0.02)

    server = started()
    visitors = [threading.Thread(target=visitor, args=(path,)) for path in PAGES]
    try:
        front.start()
        for one in visitors:
            one.start()
        time.sleep(1)
        server.terminate()
        server.wait(60)
        answered = len(found)
        server = started()
        while len(found) < answered + 100 or {path for path, _status in found[-50:]} != set(PAGES):
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
    finally:
        ends.set()
        for one in visitors:
            one.join()
        front.stop()
        server.terminate()
        server.wait(60)
        log.close()
    assert set(found) == {(path, 200) for path in PAGES}
    assert "not warmed up" not in (tmp_path / "log").read_text()

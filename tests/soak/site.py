"""The site as it runs on a server, with data of its own, and the memory it holds."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.stack import ROOT, environment, prepare


def started(port: int, folder: Path, app: str = "", collected: bool = True, **more: str) -> subprocess.Popen[bytes]:
    """The site as it runs on a server, seeded, with no limit on calls from one address. app: another one in its place; collected: with its
    static files."""
    more |= {"API_A_MINUTE": "0"}
    prepare(folder, collected, **more)
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *([app] if app else [])]
    log = (folder / "log").open("wb")
    around = environment(folder, PORT=str(port), **more)
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=around, stdout=log, stderr=log)
    for _ in range(600):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.2)
    server.kill()
    server.wait()
    raise SystemExit((folder / "log").read_text())


def memory(server: subprocess.Popen[bytes]) -> int:
    """kB that the workers hold, what they share counted once."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in children)
    return sum(int(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:"))

"""Half an hour at 80 % of what the site can carry: do memory and latency end where they began? Writes docs/soak.md.

python -m tests.soak [--minutes 30] [--to docs/soak.md]
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from tests.servers import free_port

ROOT = Path(__file__).parents[1]
HELLO = "/healthz"
"""The floor: an answer without a page, through the same middleware."""
PATHS = (
    "/de/",
    "/de/studium/",
    "/hu/",
    "/nl/",
    "/de/ratgeber/",
    "/de/studium/?country=HU&purpose=degree",
    "/de/studium/?country=HU&purpose=degree&home_cover=none&work=none&age=24&relative=none",
    "/api/v1/advise/student?country=HU&purpose=degree&home_cover=none&work=none&age=24&relative=none",
    "/api/v1/figures",
)
CALLERS, SHARE = 8, 0.8


class Load:
    """Callers that ask for pages, at most so many a second in all; every eighth request is the floor."""

    def __init__(self, port: int, rate: float | None = None) -> None:
        self.port, self.rate = port, rate
        self.times: list[tuple[float, bool, float]] = []
        """When, whether it was the floor, and seconds."""
        self.failed = 0
        self._ends, self._turn, self._lock = 0.0, count(), threading.Lock()

    def run(self, seconds: float) -> Load:
        self._began = time.monotonic()
        self._ends = self._began + seconds
        callers = [threading.Thread(target=self._call, args=(number,)) for number in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return self

    def _call(self, number: int) -> None:
        chance, line = Random(number), http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while (now := time.monotonic()) < self._ends:
            if self.rate:
                with self._lock:
                    due = self._began + next(self._turn) / self.rate
                time.sleep(max(0.0, due - now))
            floor = chance.random() < 1 / 8
            began = time.monotonic()
            try:
                line.request("GET", HELLO if floor else chance.choice(PATHS))
                answer = line.getresponse()
                answer.read()
                wrong = answer.status != 200
            except (OSError, http.client.HTTPException):
                line.close()
                wrong = True
            with self._lock:
                self.failed += wrong
                self.times.append((began - self._began, floor, time.monotonic() - began))


def memory(server: subprocess.Popen[bytes]) -> int:
    """kB that the workers hold, what they share counted once."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in children)
    return sum(int(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:"))


def started(port: int, folder: Path, app: str = "", **more: str) -> subprocess.Popen[bytes]:
    """The site as it runs on a server, seeded, with no limit on calls from one address. app: another one in its place."""
    own = {"DATA_DIR": str(folder), "LOOPBACK": "1", "PORT": str(port), "API_A_MINUTE": "0", "COUNT_READS": "1"}
    environment = os.environ | own | more
    for command in (["migrate"], ["seed_content"], ["seed_directory"], ["collectstatic", "--no-input"]):
        manage = [sys.executable, "manage.py", *command, "--verbosity", "0"]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *([app] if app else [])]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=environment, stdout=log, stderr=log)
    for _ in range(600):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", HELLO)
            if line.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit((folder / "log").read_text())


def ratio(times: list[tuple[float, bool, float]]) -> tuple[float, float, float]:
    """Median milliseconds of pages and of the floor, and their ratio."""
    page, floor = (1000 * median(t for _, is_floor, t in times if is_floor is wanted) for wanted in (False, True))
    return page, floor, page / floor


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--to", type=Path, default=ROOT / "docs" / "soak.md")
    given = asked.parse_args()
    folder, port = Path(tempfile.mkdtemp(prefix="soak-")), free_port()
    server = started(port, folder)
    try:
        Load(port).run(min(20, given.minutes * 20))  # warm
        trial = Load(port).run(min(30, given.minutes * 20))
        capacity = len(trial.times) / max(at + took for at, _, took in trial.times)
        seconds, parts = given.minutes * 60, 6
        begin, samples = memory(server), []
        watching = threading.Event()

        def watch() -> None:
            while not watching.wait(seconds / 30):
                samples.append(memory(server))

        watcher = threading.Thread(target=watch)
        watcher.start()
        load = Load(port, SHARE * capacity).run(seconds)
        watching.set()
        watcher.join()
        end = memory(server)
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)
    slices = [[one for one in load.times if at <= one[0] / seconds * parts < at + 1] for at in range(parts)]
    rows = "\n".join("| {} | {:.1f} | {:.1f} | {:.2f} |".format(at + 1, *ratio(one)) for at, one in enumerate(slices))
    floors = [ratio(one)[1] for one in slices]
    noise = max(floors) / min(floors)
    first, last = ratio(slices[0])[2], ratio(slices[-1])[2]
    given.to.write_text(
        f"""# A soak

Made by `make soak` on {datetime.now(UTC):%d %B %Y} with {os.cpu_count()} processors, callers and site on the same machine: {given.minutes:g} minutes at
{SHARE:.0%} of the {capacity:.0f} requests a second that the site carried just before. Pages, questions, results and calls of
programs in turn; every eighth request is the floor, `{HELLO}`, in the same run.

| | Begin | End |
|---|---|---|
| Memory of the workers (PSS) | {begin / 1024:.0f} MB | {end / 1024:.0f} MB |
| Latency of pages to the floor | {first:.2f} | {last:.2f} |

Most memory seen: {max([begin, end, *samples]) / 1024:.0f} MB. Requests: {len(load.times):,}, of which {load.failed:,} failed. The floor itself varied by a
factor of {noise:.2f}; the ratio's change from begin to end is a factor of {max(first, last) / min(first, last):.2f}.

| Sixth | Pages, ms | Floor, ms | Ratio |
|---|---|---|---|
{rows}
"""
    )


if __name__ == "__main__":
    main()

"""Requests without a pause to addresses on loopback: by wrk, or without it by a few threads of our own."""

import http.client
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

ACCEPTED = {"Accept-Encoding": "br"}
CONNECTIONS = 4
"""As many as a worker has threads: each is always busy and nobody queues."""


@dataclass(frozen=True)
class Load:
    """What came of it. bytes: of one answer, headers included; p50, p99: milliseconds."""

    requests: int
    seconds: float
    bytes: float
    p50: float
    p99: float
    errors: int
    why: str = ""


def wrk_is_here() -> bool:
    """Debian's wrk is installed."""
    return shutil.which("wrk") is not None


def wrk(port: int, paths: Sequence[str], seconds: float) -> Load:
    """By wrk, one path after the other, for whole seconds; one alone is over before it counts."""
    script = Path(__file__).parent / "mix.lua"
    headers = [part for name, value in ACCEPTED.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(2, round(seconds))}s", "-s", str(script), *headers]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as mix:
        mix.write("\n".join(paths))
        mix.flush()
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"],
            env=os.environ | {"MIX": mix.name, "REPORT": str(script.with_name("report.lua"))},
            check=True,
            capture_output=True,
            text=True,
        )
    return as_load(said.stdout)


def as_load(said: str) -> Load:
    """What wrk and `report.lua` printed."""
    found = json.loads(next(line for line in said.splitlines() if line.startswith("JSON "))[5:])
    count = max(1, found["requests"])
    return Load(
        found["requests"],
        found["microseconds"] / 1e6,
        found["bytes"] / count,
        found["p50"] / 1e3,
        found["p99"] / 1e3,
        found["errors"],
        found["why"],
    )


def by_hand(port: int, paths: Sequence[str], seconds: float) -> Load:
    """By threads of this process: slower, and enough to see that everything answers."""
    times: list[float] = []
    sizes: list[int] = []
    errors: list[object] = []
    began, turns = time.monotonic(), cycle(paths)

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            before = time.monotonic()
            connection.request("GET", next(turns), headers=ACCEPTED)
            answer = connection.getresponse()
            sizes.append(len(answer.read()) + sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders()))
            times.append(time.monotonic() - before)
            if answer.status != 200:
                errors.append(answer.status)
            if time.monotonic() - began >= seconds:
                break
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, ranked = time.monotonic() - began, sorted(times)
    p50, p99 = (ranked[min(len(ranked) - 1, int(len(ranked) * part))] * 1e3 for part in (0.5, 0.99))
    return Load(len(times), took, sum(sizes) / len(sizes), p50, p99, len(errors))


Loader = Callable[[int, Sequence[str], float], Load]

"""How many requests the cluster answers, and what each of them costs."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.load import as_load
from tests.bench.stack import ROOT, asked, seconds_of

from .nodes import Cluster
from .visitors import ANSWERS, PUBLIC, address, visit

BENCH = ROOT / "tests" / "bench"
CONNECTIONS = 16


def mixed(port: int, paths: list[str], seconds: float, mix: Path) -> tuple[float, Any]:
    """Requests by wrk, one path after the other. Raises `RuntimeError` where anything but answers came."""
    mix.write_text("\n".join(paths))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(2, round(seconds))}s", "-s", str(BENCH / "mix.lua")]
    command += ["-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}"]
    around = os.environ | {"MIX": str(mix), "REPORT": str(BENCH / "report.lua")}
    said = subprocess.run(command, cwd=ROOT, env=around, check=True, capture_output=True, text=True)
    load = as_load(said.stdout)
    if load.errors or not load.requests:
        raise RuntimeError(f"{load.errors} errors in {load.requests} requests: {load.why}")
    return load.requests / load.seconds, load


def one(cluster: Cluster, paths: list[str], nodes: int, seconds: float) -> dict[str, Any]:
    """Requests a second through nginx with so many nodes behind it, and milliseconds of processor for each."""
    behind = cluster.nodes[:nodes]
    before = [node.spent() for node in behind], cluster.front.spent()
    database = _of_database(cluster)
    rate, load = mixed(cluster.front.port, paths, seconds, cluster.front.folder / "mix.txt")
    spent = sum(node.spent() for node in behind) - sum(before[0])
    return {
        "processes": nodes,
        "a_second": rate,
        "p50_ms": load.p50,
        "p99_ms": load.p99,
        "bytes": load.bytes,
        "site_ms": spent / load.requests * 1e3,
        "nginx_ms": (cluster.front.spent() - before[1]) / load.requests * 1e3,
        "database_ms": (_of_database(cluster) - database) / load.requests * 1e3,
    }


def _of_database(cluster: Cluster) -> float:
    """Processor seconds of the server and of the connections it has now."""
    children = Path(f"/proc/{cluster.database.pid}/task/{cluster.database.pid}/children").read_text().split()
    return sum(seconds_of(int(pid)) for pid in (cluster.database.pid, *children))


def measure(cluster: Cluster, seconds: float, rounds: int) -> dict[str, Any]:
    """A visit with 1, 2 and 4 processes; then its parts apart, with 2."""
    whole = [request.path for request in visit()]
    answers = [request.path for request in visit() if request.kind == ANSWERS]
    public = [request.path for request in visit() if request.kind == PUBLIC]
    cluster.warm(*dict.fromkeys(whole))
    grown: list[dict[str, Any]] = []
    for _ in range(rounds):
        for number in (1, 2, 4):
            cluster.front.restart([node.port for node in cluster.nodes[:number]])
            grown.append(one(cluster, whole, number, seconds))
    cluster.front.restart([node.port for node in cluster.nodes[:2]])
    parts = {"answers": one(cluster, answers, 2, seconds), "public": one(cluster, public, 2, seconds)}
    direct = cluster.nodes[0]
    before = direct.spent()
    _, load = mixed(direct.port, public, seconds, cluster.front.folder / "mix.txt")
    parts["kept"] = {"site_ms": (direct.spent() - before) / load.requests * 1e3}
    cluster.front.restart([node.port for node in cluster.nodes])
    return {
        "grown": [_middle([one for one in grown if one["processes"] == number]) for number in (1, 2, 4)],
        "parts": parts,
        "visit": {"answers": len(answers), "public": len(public)},
        "pages": pages_of_the_site(cluster),
        "looks_a_second": looks(cluster, max(4.0, seconds)),
    }


def _middle(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The round in the middle by requests a second."""
    return sorted(found, key=lambda one: one["a_second"])[len(found) // 2]


def pages_of_the_site(cluster: Cluster) -> int:
    """Public pages, as the map of the site counts them."""
    return asked(cluster.nodes[0].port, "/sitemap.xml")[1].count(b"<loc>")


def looks(cluster: Cluster, seconds: float) -> float:
    """Transactions a second that each process asks of the database while it is asked for pages all the time."""
    start = address("start")
    before, began = _committed(cluster), time.monotonic()
    while time.monotonic() - began < seconds:
        cluster.warm(start)
        time.sleep(0.05)
    lasted = time.monotonic() - began
    time.sleep(1.5)  # connections report once a second
    return max(0, _committed(cluster) - before - 1) / lasted / len(cluster.nodes)


def _committed(cluster: Cluster) -> int:
    """Transactions of the database so far."""
    with psycopg.connect(cluster.database.url) as connection:
        row = connection.execute(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return int(row[0])

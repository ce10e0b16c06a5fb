"""What is done to the running cluster, and what its visitors see of it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.stack import ROOT, Site, asked, environment
from tests.servers import Server

from .nodes import Cluster
from .visitors import Counted, Visitors

MOST = 10.0
"""Seconds until what is released must show everywhere."""


@dataclass(frozen=True)
class Seen:
    """What visitors saw while something was done. met: what was asked of it is so."""

    what: str
    requests: int
    refused: int
    retried: int
    lost: int
    slowest: float
    met: bool
    why: dict[str, int]


def seen(what: str, counted: Counted, met: bool) -> Seen:
    """As it is written down."""
    why = dict(counted.why) | {
        f"status {status}": number for status, number in counted.statuses.items() if status not in (200, 302)
    }
    return Seen(what, counted.requests, counted.refused, counted.retried, counted.lost, counted.slowest, met, why)


# Released, and seen everywhere


def released(cluster: Cluster, what: str, path: str) -> dict[str, Any]:
    """Staff release a figure or a text while its page is asked for at every node and through the cache without a pause."""
    ports = [*(node.port for node in cluster.nodes), cluster.front.port]
    last_old: dict[int, float] = {}
    words = threading.Event()
    pages: list[tuple[int, float, bytes]] = []

    def watch() -> None:
        while not words.is_set():
            for port in ports:
                before = time.time()
                pages.append((port, before, asked(port, path)[1]))
            time.sleep(0.05)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        around = environment(cluster.data, **cluster.shared)
        command = [sys.executable, "-m", "tests.cluster.staff", what]
        done = subprocess.run(command, cwd=ROOT, env=around, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        said = json.loads(done.stdout.splitlines()[-1])
        time.sleep(MOST + 2)
    finally:
        words.set()
        watching.join()
    if said["path"] != path:
        raise RuntimeError(f"{what} shows at {said['path']}")
    for port, when, body in pages:
        if said["words"].encode() not in body:
            last_old[port] = max(last_old.get(port, 0), when)
    delays = {port: last_old.get(port, said["at"]) - said["at"] for port in ports}
    nodes = [delays[node.port] for node in cluster.nodes]
    return {
        "what": what,
        "pages": len(pages),
        "slowest_node": max(nodes),
        "through_the_cache": delays[cluster.front.port],
        "met": max(delays.values()) <= MOST,
    }


# Pulled plugs


def while_visited(
    cluster: Cluster, what: str, act: Callable[[], None], fits: Callable[[Counted], bool], seconds: float
) -> Seen:
    """Do something to the cluster while people visit it."""
    with Visitors(cluster.front.port) as counted:
        time.sleep(seconds)
        act()
        time.sleep(seconds)
    return seen(what, counted, fits(counted) and counted.requests > 0)


def nothing_lost(counted: Counted) -> bool:
    """Nobody had to try more than twice, and all got their pages."""
    return counted.lost == 0 and counted.refused == 0


def nothing_noticed(counted: Counted) -> bool:
    """Nobody had to try twice."""
    return nothing_lost(counted) and counted.retried == 0


def pulled(cluster: Cluster, seconds: float) -> Iterator[Seen]:
    """Everything, one after the other; each begins with all that the one before took away."""
    first = cluster.nodes[0]

    def kill_worker() -> None:
        os.kill(first.workers[0], signal.SIGKILL)

    def kill_node() -> None:
        workers = first.workers
        os.kill(first.pid, signal.SIGKILL)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        first.stop()

    def renew() -> None:
        for node in cluster.nodes:
            _renewed(node)

    def one_by_one() -> None:
        for node in cluster.nodes:
            node.stop()
            node.start()

    def without(server: Server, how: signal.Signals) -> Callable[[], None]:
        def away() -> None:
            server.stop(how)
            time.sleep(2 * seconds)
            server.start()

        return away

    def run(what: str, act: Callable[[], None], fits: Callable[[Counted], bool]) -> Seen:
        return while_visited(cluster, what, act, fits, seconds)

    yield run("a worker killed with -9", kill_worker, nothing_lost)
    yield run("a whole node killed with -9", kill_node, nothing_lost)
    first.start()
    yield run("every node told to renew its workers (HUP), one by one", renew, nothing_noticed)
    yield run("every node ended and started, one by one", one_by_one, nothing_noticed)
    yield run("PostgreSQL ended at once and started later", without(cluster.database, signal.SIGQUIT), nothing_noticed)
    yield run("Redis killed with -9 and started later", without(cluster.cache, signal.SIGKILL), nothing_noticed)


def _renewed(node: Site) -> None:
    """HUP, and wait until none of the workers is one of before."""
    before = set(node.workers)
    os.kill(node.pid, signal.SIGHUP)
    end = time.monotonic() + 60
    while not node.workers or before & set(node.workers) or not node.answers():
        if time.monotonic() > end:
            raise RuntimeError("the workers were not renewed")
        time.sleep(0.1)


def as_rows(found: Iterable[Seen]) -> list[dict[str, Any]]:
    """For JSON; each is told as it comes."""
    rows = []
    for one in found:
        print(
            f"{one.what}: {one.requests} requests, {one.retried} tried twice, {one.lost} lost",
            file=sys.stderr,
            flush=True,
        )
        rows.append(asdict(one))
    return rows

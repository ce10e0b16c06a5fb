"""A soak and its record."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.servers import free_port

from .asks import HELLO, SHARES, Mix
from .load import Load
from .site import memory, started
from .verdict import GROWN, Soaked, complaints

SHARE, WARMING = 0.8, 1 / 6
"""Of what it can carry; of the minutes, before them, as many requests as it can carry."""


def soak(minutes: float, many: int, folder: Path, short: bool) -> tuple[Soaked, float]:
    """A run, and the requests a second that the site carried before it. many: journeys of each flow;
    short: neither warmed up before it answers nor with its static files."""
    mix, port, seconds = Mix(6, many), free_port(), minutes * 60
    server = started(port, folder, collected=not short, WARM_UP=str(int(not short)))
    try:
        warming = Load(port, mix).run(seconds * WARMING)
        half = seconds * WARMING / 2
        capacity = sum(one.at >= half for one in warming.times) / half
        samples, ended, began = [(0.0, memory(server))], threading.Event(), time.monotonic()

        def watch() -> None:
            while not ended.wait(seconds / 60):
                samples.append((time.monotonic() - began, memory(server)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            load = Load(port, mix, SHARE * capacity).run(seconds)
        finally:
            ended.set()
            watcher.join()
        samples.append((seconds, memory(server)))
        return Soaked(seconds, load.times, samples, load.failed + warming.failed), capacity
    finally:
        server.terminate()
        server.wait(60)


def written(soaked: Soaked, capacity: float, minutes: float) -> str:
    """The record."""
    begin, end = (held / 1024 for held in soaked.held)
    parts, wrong = soaked.parts(), complaints(soaked)
    rows = "\n".join(
        f"| {at} | {one.pages:.1f} | {one.floor:.1f} | {one.ratio:.2f} |" for at, one in enumerate(parts, 1)
    )
    kinds = ", ".join(f"{name} {share}" for name, share in SHARES.items())
    verdict = (
        "\n".join(f"- **{one}**" for one in wrong)
        if wrong
        else "All ended where it began, but for what the floor itself varies, and nothing failed."
    )
    return f"""# A soak

Made by `make soak` on {datetime.now(UTC):%d %B %Y} with {os.cpu_count()} processors, callers and site on the same machine: {minutes:g} minutes at
{SHARE:.0%} of the {capacity:.0f} requests a second that the site carried while it was warmed up, for {minutes * WARMING:.2g} minutes. Every visitor
has other answers: other cents, ages, countries and choices, of all groups and in every language. Of {sum(SHARES.values())} requests:
{kinds}; the floor is `{HELLO}`, in the same run.

## Verdict

{verdict}

| | Begin | End | Times | At most |
|---|---|---|---|---|
| Memory of the workers (PSS) | {begin:.0f} MB | {end:.0f} MB | {end / begin:.2f} | {GROWN:g} |
| Latency of pages to the floor | {parts[0].ratio:.2f} | {parts[-1].ratio:.2f} | {soaked.slower:.2f} | {soaked.noise:.2f}, by which the floor itself varied from one thirtieth to the next |

Most memory seen: {max(held for _, held in soaked.memory) / 1024:.0f} MB. Requests: {len(soaked.times):,}, of which {soaked.failed.total():,} failed.

| Sixth | Pages, ms | Floor, ms | Ratio |
|---|---|---|---|
{rows}
"""

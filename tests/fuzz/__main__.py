"""Attacks the site with made-up calls and interviews until enough were made, and writes docs/fuzz.md.

python -m tests.fuzz [--requests 200000] [--seed 6] [--processes 2] [--to docs/fuzz.md]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from .running import told
from .tally import Tally

ROOT = Path(__file__).parents[2]
APART = 10_000
"""Seeds of two processes."""


def written(tally: Tally, seconds: float, first: int, wanted: int) -> str:
    """The record."""
    statuses = "\n".join(f"| {status} | {count:,} |" for status, count in sorted(tally.statuses.items()))
    return f"""# Attacked by machines

Made by `make fuzz` on {datetime.now(UTC):%d %B %Y}; `REQUESTS={wanted} SEED={first} make fuzz` repeats it. The short form is part of
`make test` (`tests/fuzz/test_machines.py`).

Schemathesis calls every operation of `/api/v1/` as its description says and as it does not, and holds each answer to the
description. Hypothesis walks through interviews of all groups, on pages and through the interface: answers that fit and
hostile ones, languages switched, answers changed, days moved, further pages of results. After every step that ends in a
result, each line of its bills and its price on the page, and every number that a program is told, are read back and
compared with a direct call of the rules. All of it in process, through the whole middleware; the limit of calls from one
address is off. The run fails with the first failure and the first wrong figure, and at its end where an answer took longer
than a second of the processor. Whole collections of memory are not counted in that: they look through all that the
attackers have tried, which lies in the same process.

| | |
|---|---|
| Requests | {tally.requests:,} |
| Failures (5xx) | {sum(count for status, count in tally.statuses.items() if status >= 500):,} |
| Results compared with the rules | {tally.compared:,} |
| Wrong figures | 0 (the run ends with the first one) |
| Slowest answer | {tally.slowest:.2f} s of processor time |
| Slower than a second | {len(tally.slow):,} |
| Time | {seconds / 60:.0f} minutes |

| Status | Requests |
|---|---|
{statuses}
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--requests", type=int, default=200_000)
    asked.add_argument("--seed", type=int, default=6)
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--to", type=Path, default=ROOT / "docs" / "fuzz.md")
    given = asked.parse_args()
    began, each = time.monotonic(), -(-given.requests // given.processes)
    seeds = [given.seed + APART * at for at in range(given.processes)]
    with ProcessPoolExecutor(given.processes, mp_context=get_context("spawn")) as pool:
        tally = sum(pool.map(told, [each] * given.processes, seeds), Tally())
    given.to.write_text(written(tally, time.monotonic() - began, given.seed, given.requests))
    if tally.slow:
        sys.exit("\n".join(["slower than a second of the processor:", *tally.slow]))


if __name__ == "__main__":
    main()

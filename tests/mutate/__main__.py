"""Changes rules, interview, flows and figures in small ways, one at a time, and sees whether a test fails.

python -m tests.mutate [rules | interview | flows | part of a path …] [--share 10] [--seed 6] [--processes 2]
                       [--budget 20] [--again | --left] [--to docs/mutation.md]

A survivor without a reason in tests/mutate/accepted.toml makes the command fail, and so do a reason for a change that a test
notices and a change that broke the machinery.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

from .changes import ROOMS, ROOT, changes_of, files
from .engine import tried
from .kept import Kept, accepted
from .touched import Tests, recorded, task_of
from .write import written


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", help="rooms or parts of paths; nothing means all")
    asked.add_argument("--share", type=int, default=100, help="percent of the changes, drawn by the seed")
    asked.add_argument("--seed", type=int, default=6)
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--budget", type=float, default=20, help="seconds of tests that a change is given")
    asked.add_argument("--again", action="store_true", help="only those that survived when they were last tried")
    asked.add_argument("--left", action="store_true", help="only those that were not tried on the files as they stand")
    asked.add_argument("--to", type=Path, default=ROOT / "docs" / "mutation.md")
    given = asked.parse_args()

    folder = Path(os.environ.get("DATA_DIR", ROOT / "var")).absolute() / "mutate"
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(folder / "code")
    kept = Kept(folder / "results")
    paths = [path for room in ROOMS for path in files(room) if _asked_for(path, room, given.parts)]
    wanted = every = [change for path in paths for change in changes_of(path)]
    if given.again:
        wanted = [change for change in wanted if kept.fate(change) == "survived"]
    if given.left:
        wanted = [change for change in wanted if kept.fate(change) in ("", "broken")]
    if given.share < 100:
        wanted = random.Random(given.seed).sample(wanted, max(1, len(wanted) * given.share // 100))
        wanted.sort(key=lambda change: change.path)
    begun = time.monotonic()
    tests = Tests(recorded(folder / "touched", given.processes))
    print(f"{len(wanted)} changes, {len(tests.all)} tests, known after {time.monotonic() - begun:.0f} s", flush=True)
    for number, verdict in enumerate(
        tried([task_of(change, tests, given.budget) for change in wanted], given.processes), 1
    ):
        kept.keep(verdict)
        broken = verdict.fate == "broken"
        if verdict.fate != "killed":
            print(
                f"{verdict.fate}: {verdict.change.key} (line {verdict.change.lines[0]}){' by ' * broken}{verdict.by * broken}",
                flush=True,
            )
        if number % 200 == 0:
            print(f"… {number} of {len(wanted)} after {time.monotonic() - begun:.0f} s", flush=True)
    reasons = accepted()
    given.to.write_text(written(kept, reasons, given.budget))
    unlisted = [change for change in wanted if kept.fate(change) == "survived" and change.key not in reasons]
    broken_ones = [change for change in wanted if kept.fate(change) == "broken"]
    noticed = [change.key for change in every if kept.fate(change) == "killed" and change.key in reasons]
    for key in noticed:
        print(f"noticed by now, needs no reason: {key}")
    print(
        f"{len(wanted)} changes in {time.monotonic() - begun:.0f} s, {len(unlisted)} survive without a reason, "
        f"{len(broken_ones)} broke the machinery"
    )
    return bool(unlisted or broken_ones or noticed)


def _asked_for(path: str, room: str, parts: list[str]) -> bool:
    return not parts or any(part == room if part in ROOMS else part in path for part in parts)


if __name__ == "__main__":
    sys.exit(main())

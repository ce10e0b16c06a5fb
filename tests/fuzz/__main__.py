"""Attacks the site with made-up calls and interviews until enough were made, and writes docs/fuzz.md.

python -m tests.fuzz [--requests 200000] [--seed 6] [--to docs/fuzz.md]
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS, INTERVIEWS, STEPS = 300, 150, 25
"""Of one round: calls of each operation, and interviews of so many steps."""


def site() -> None:
    """A seeded site in a folder of its own, in this process, that takes as many calls as come."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "advisor.settings", "LOOPBACK": "1", "COUNT_READS": "0"}
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="fuzz-")
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.LOOK_ASIDE = False
    settings.LIMITS = settings.LIMITS | {"api": (0, 60)}
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    for command in ("migrate", "seed_content", "seed_directory"):
        call_command(command, verbosity=0)
    settings.STATIC_ROOT.mkdir()
    logging.disable(logging.WARNING)  # a line for every refusal


def rounds(wanted: int, number: int) -> tuple[object, float]:
    """Rounds with one seed after the other until there were enough requests."""
    from hypothesis import HealthCheck, seed, settings
    from hypothesis.stateful import run_state_machine_as_test

    from .calls import attack
    from .interviews import Interview
    from .tally import Tally

    Interview.tally = tally = Tally()
    began = time.monotonic()
    many = settings(
        max_examples=min(INTERVIEWS, max(2, wanted // 100)),
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    while tally.requests < wanted:
        for _done in attack(tally, min(CALLS, max(2, wanted // 100)), number):
            pass
        run_state_machine_as_test(seed(number)(Interview), settings=many)
        number += 1
        print(f"{tally.requests:,} requests, slowest {tally.slowest:.2f} s", file=sys.stderr, flush=True)
    return tally, time.monotonic() - began


def written(tally, seconds: float, first: int, wanted: int) -> str:
    """The record."""
    statuses = "\n".join(f"| {status} | {count:,} |" for status, count in sorted(tally.statuses.items()))
    return f"""# Attacked by machines

Made by `make fuzz` on {datetime.now(UTC):%d %B %Y}; `REQUESTS={wanted} SEED={first} make fuzz` repeats it. The short form is part of
`make test` (`tests/fuzz/test_machines.py`).

Schemathesis calls every operation of `/api/v1/` as its description says and as it does not, and holds each answer to the
description. Hypothesis walks through interviews of all groups, on pages and through the interface: answers that fit and
hostile ones, languages switched, answers changed, days moved, further pages of results. After every step the amounts on
the page, and the whole answer to a program, are compared with a direct call of the rules. All of it in one process,
through the whole middleware; the limit of calls from one address is off.

| | |
|---|---|
| Requests | {tally.requests:,} |
| Failures (5xx) | {sum(count for status, count in tally.statuses.items() if status >= 500):,} |
| Answers compared with the rules | {tally.compared:,} |
| Wrong answers | 0 (the run ends with the first one) |
| Slowest answer | {tally.slowest:.2f} s of processor time |
| Slower than a second | {tally.slow:,} |
| Time | {seconds / 60:.0f} minutes |

| Status | Requests |
|---|---|
{statuses}
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--requests", type=int, default=200_000)
    asked.add_argument("--seed", type=int, default=6)
    asked.add_argument("--to", type=Path, default=ROOT / "docs" / "fuzz.md")
    given = asked.parse_args()
    site()
    tally, seconds = rounds(given.requests, given.seed)
    given.to.write_text(written(tally, seconds, given.seed, given.requests))


if __name__ == "__main__":
    main()

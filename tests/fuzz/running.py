"""Rounds of attacks in one process."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from traceback import format_exception

from .tally import Tally

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
    from advisor.web.warming import warm

    warm()  # as the server does before its first visitor


def told(wanted: int, number: int) -> Tally:
    """`rounds`, whose failures another process can read: those of the libraries do not travel."""
    try:
        return rounds(wanted, number)
    except BaseException as fault:
        raise RuntimeError("".join(format_exception(fault))) from None


def rounds(wanted: int, number: int) -> Tally:
    """Rounds with one seed after the other until there were enough requests, against a site of its own."""
    site()
    from hypothesis import HealthCheck, seed, settings
    from hypothesis.stateful import run_state_machine_as_test

    from .calls import attack
    from .interviews import Interview

    Interview.tally = tally = Tally()
    many = settings(
        max_examples=min(INTERVIEWS, max(2, wanted // 100)),
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    named = 0
    while tally.requests < wanted:
        for _done in attack(tally, min(CALLS, max(2, wanted // 100)), number):
            pass
        run_state_machine_as_test(seed(number)(Interview), settings=many)
        number += 1
        slow, named = tally.slow[named:], len(tally.slow)
        print(
            f"{tally.requests:,} requests, slowest {tally.slowest:.2f} s",
            *slow,
            sep="\n  ",
            file=sys.stderr,
            flush=True,
        )
    return tally

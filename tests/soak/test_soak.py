"""The short form of `make soak`: it runs, and its verdict finds growth, slowness and failures."""

import re
import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from tests.bench.stack import ROOT, environment
from tests.soak.asks import SHARES, Mix
from tests.soak.load import Took
from tests.soak.run import written
from tests.soak.verdict import Soaked, complaints

SECONDS = 1800.0


def series(memory=lambda at: 200_000, slow=lambda at: 1.0, floor=lambda at: 0.002, failed=()):
    """A run of half an hour as these say; at: from 0 to 1."""
    chance = Random(6)
    times = []
    for number in range(18_000):
        at, kind = number / 18_000, "floor" if number % 8 == 0 else "result"
        usual = floor(at) * (1 if kind == "floor" else 12 * slow(at))
        times.append(Took(at * SECONDS, kind, usual * chance.uniform(0.7, 1.3)))
    held = [(SECONDS * at / 60, round(memory(at / 60) * chance.uniform(0.99, 1.01))) for at in range(61)]
    return Soaked(SECONDS, times, held, Counter(failed))


@pytest.mark.parametrize(
    "quiet",
    [
        {},
        {"memory": lambda at: 200_000 + (9000 if 0.4 < at < 0.6 else 0)},  # given back
        {"floor": lambda at: 0.002 * (1.5 if at > 0.5 else 1)},  # another program is busy
        {"slow": lambda at: 1 + 0.15 * at, "floor": lambda at: 0.002 * (1 + int(at * 30) % 2 / 4)},  # all the time
        {"memory": lambda at: 210_000 - 10_000 * at, "slow": lambda at: 1.2 - 0.2 * at},
    ],
)
def test_what_ends_where_it_began_is_left_alone(quiet):
    soaked = series(**quiet)
    assert complaints(soaked) == []
    assert "All ended where it began" in written(soaked, 100.0, 30)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"memory": lambda at: 200_000 * (1 + 0.1 * at)}, "memory grew by a factor of 1.0[6-9]"),
        ({"slow": lambda at: 1 + 0.5 * at}, "pages took 1.[34]. times as long"),
        ({"slow": lambda at: 1 + 0.5 * at, "floor": lambda at: 0.002 * (1 + at)}, "pages took 1.[34]. times as long"),
        ({"slow": lambda at: 1 + (at > 0.5), "floor": lambda at: 0.002 * (1 + (at > 0.5))}, "pages took 2.0. times"),
        ({"failed": {"private: 500": 2}}, "2 times private: 500"),
    ],
)
def test_what_does_not_is_found(wrong, said):
    soaked = series(**wrong)
    (found,) = complaints(soaked)
    assert re.match(said, found)
    assert f"- **{found}**" in written(soaked, 100.0, 30)


@pytest.mark.django_db
def test_hardly_two_visitors_ask_the_same():
    mix, chance = Mix(6, 3), Random(6)
    asked = [mix.one(chance) for _ in range(800)]
    assert {ask.kind for ask in asked} == set(SHARES)
    answered = [f"{ask.path} {ask.form}" for ask in asked if ask.kind in ("result", "private", "calculator", "program")]
    assert len(set(answered)) > len(answered) * 2 / 3
    assert all((ask.form is None) is ("?" in ask.path or ask.kind in ("floor", "page")) for ask in asked)
    assert {ask.kind for ask in asked if ask.form} >= {"private", "calculator"}


def test_a_short_soak_runs_and_says_how_it_ended(tmp_path):
    record = tmp_path / "soak.md"
    command = [
        sys.executable,
        "-m",
        "tests.soak",
        "--minutes",
        "0.04",
        "--journeys",
        "1",
        "--short",
        "--to",
        str(record),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), check=False, capture_output=True, text=True, timeout=300
    )
    shown = record.read_text()
    asked, failed = re.search(r"Requests: ([\d,]+), of which ([\d,]+) failed", shown).groups()
    assert int(asked.replace(",", "")) > 10
    assert failed == "0", done.stderr
    assert (done.returncode == 0) is ("All ended where it began" in shown), done.stderr

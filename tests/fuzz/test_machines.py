"""The short form of `make fuzz`: every operation of the interface, and whole interviews with hostile values."""

import gc
import sys
import time
from contextlib import nullcontext
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from advisor import formats
from advisor.interview import data
from advisor.web.api import description
from advisor.web.templatetags import parts
from tests.fuzz import __main__ as fuzz
from tests.fuzz.calls import attack
from tests.fuzz.interviews import Interview
from tests.fuzz.tally import SLOW, SWEEPS, Tally, spent
from tests.kinds import DAY, ways

SEED = 6
EUROS, LINE = formats.euros, parts._line


@pytest.fixture
def _no_limits(db, settings):
    settings.LIMITS = settings.LIMITS | {"api": (0, 60)}
    description()  # as the server loads it before its first visitor


@pytest.mark.usefixtures("_no_limits")
def test_every_operation_answers_as_described():
    tally = Tally()
    done = list(attack(tally, 6, SEED))
    assert len(done) == len(description()["paths"])
    assert {200, 400, 403} <= set(tally.statuses)
    assert tally.statuses[200] > len(done)
    assert tally.slow == []


@pytest.mark.usefixtures("_no_limits")
def test_interviews_say_what_the_rules_say_whatever_comes():
    Interview.tally = tally = Tally()
    machine = seed(SEED)(Interview)
    few = settings(
        max_examples=10, stateful_step_count=15, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=few)
    assert tally.requests > 200
    assert tally.compared > 20
    assert tally.slow == []


@pytest.fixture
def visitor(_no_limits):
    """One who works out contributions from a pay, with all answers."""
    Interview.tally = Tally()
    made = Interview()
    made.arrive("pay", "de", DAY, draft=False)
    made.answers = next(dict(given) for _, given in ways("pay") if Decimal(given["gross_pay"]) > 3000)
    assert made.step.due is None
    return made


WRONG = {
    "one that holds the right one": (formats, "euros", lambda amount, language: f"1{EUROS(amount, language)}"),
    "a cent": (formats, "euros", lambda amount, language: EUROS(amount + Decimal("0.01"), language)),
    "thousands": (formats, "euros", lambda amount, language: EUROS(amount, language).replace(".", "", 1)),
    "of another language": (formats, "euros", lambda amount, language: EUROS(amount, "nl")),
    "beside another label": (
        parts,
        "_line",
        lambda amount, language: LINE({**amount, "label": "Pflegeversicherung"}, language),
    ),
    "told to page and program alike": (data, "_plain", lambda euros: None if euros is None else f"{euros:.0f}.00"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_amount_is_noticed(visitor, monkeypatch, wrong):
    visitor.what_is_shown_is_what_the_rules_say()
    assert visitor.tally.compared == 2
    monkeypatch.setattr(*wrong)
    with pytest.raises(AssertionError):
        visitor.what_is_shown_is_what_the_rules_say()


def test_a_wrong_amount_to_a_program_is_noticed(visitor, monkeypatch):
    visitor._api("advise", visitor.answers)
    monkeypatch.setattr(data, "_plain", lambda euros: None if euros is None else f"{euros + 1:.2f}")
    with pytest.raises(AssertionError):
        visitor._api("advise", visitor.answers)


def test_only_whole_collections_of_memory_are_taken_out_of_the_time():
    before = SWEEPS.seconds
    gc.collect(1)
    assert SWEEPS.seconds == before
    gc.collect()
    assert SWEEPS.seconds > before
    assert spent() == pytest.approx(time.thread_time() - SWEEPS.seconds, abs=0.05)


def test_a_slow_answer_fails_the_run_and_says_which(monkeypatch, tmp_path):
    def told(wanted, number):
        tally = Tally()
        tally.note(200, SLOW, "/de/")
        if number == 7:
            tally.note(200, SLOW + 0.5, "/de/studium/?age=24")
        return tally

    class Here:
        map = staticmethod(map)

        def __init__(self, *_, **__):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(fuzz, "ProcessPoolExecutor", Here)
    monkeypatch.setattr(fuzz, "told", told)
    for number, failed in ((6, False), (7, True)):
        monkeypatch.setattr(
            sys, "argv", ["fuzz", "--seed", str(number), "--to", str(tmp_path / "fuzz.md"), "--processes", "1"]
        )
        with pytest.raises(SystemExit) if failed else nullcontext() as ended:
            fuzz.main()
        assert f"| Slower than a second | {int(failed)} |" in (tmp_path / "fuzz.md").read_text()
    assert "1.50 s: /de/studium/?age=24" in str(ended.value)

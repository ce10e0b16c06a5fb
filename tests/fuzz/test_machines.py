"""The short form of `make fuzz`: every operation of the interface, and whole interviews with hostile values."""

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from advisor.web.api import description
from tests.fuzz.calls import attack
from tests.fuzz.interviews import Interview
from tests.fuzz.tally import Tally

SEED = 6


@pytest.fixture
def _no_limits(db, settings):
    settings.LIMITS = settings.LIMITS | {"api": (0, 60)}


@pytest.mark.usefixtures("_no_limits")
def test_every_operation_answers_as_described():
    tally = Tally()
    done = list(attack(tally, 6, SEED))
    assert len(done) == len(description()["paths"])
    assert {200, 400, 403} <= set(tally.statuses)
    assert tally.statuses[200] > len(done)


@pytest.mark.usefixtures("_no_limits")
def test_interviews_say_what_the_rules_say_whatever_comes():
    Interview.tally = tally = Tally()
    machine = seed(SEED)(Interview)
    few = settings(
        max_examples=12, stateful_step_count=15, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=few)
    assert tally.requests > 200
    assert tally.compared > 50

"""Sample visitors: whoever would be told something else is found, the same ones every time, within seconds."""

import time
from datetime import date
from decimal import Decimal

import pytest

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.rules.figures import Row, figures, trying
from advisor.staff import trials
from advisor.staff.trials import asked_under, drawn

DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch):
    """A busy machine asks as many."""
    monkeypatch.setattr(trials, "SECONDS", 300.0)


def with_value(name, value, day=DAY):
    series = figures().series[name]
    return figures().with_series([series.with_row(Row(day, Decimal(value), "GETTSIM"))])


def tried(name, value, days=((DAY, True),)):
    return asked_under(figures(), with_value(name, value), list(days), [name], draft=False)


def test_nobody_moves_where_nothing_changes():
    trial = asked_under(figures(), figures(), [(DAY, True)], [], draft=False)
    assert trial.moved == []
    assert trial.asked > 300


@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_visitors_reach_most_outcomes_of_every_flow(flow):
    law = figures().on(DAY)
    found = drawn(flow, (law, law), (), DAY)
    assert found == drawn(flow, (law, law), (), DAY)
    with_outcome = {trials._reached(flow, answers, law, figures()).outcome for answers in found}
    assert len(with_outcome) * 2 >= len(flow.outcomes)
    assert len(found) <= trials.OF_ALL


MOVES = [
    ("general_contribution_rate", "15.0", "price"),
    ("contribution_ceiling", "6000", "price"),
    ("compulsory_insurance_threshold_per_year", "60000", "outcome"),
    ("marginal_earnings_limit", "900", "outcome"),
    ("student_age_limit", "27", "outcome"),
    ("family_age_limit_in_education", "22", "outcome"),
    ("reference_amount", "4500", "price"),
]


@pytest.mark.parametrize(("name", "value", "what"), MOVES)
def test_visitors_on_both_sides_of_a_limit_are_asked(name, value, what):
    moved = tried(name, value).moved
    assert moved
    if what == "outcome":
        assert any(move.old.outcome != move.new.outcome for move in moved)
    else:
        assert any(move.old.euros != move.new.euros for move in moved)


def test_those_shown_first_reach_another_outcome():
    shown = tried("compulsory_insurance_threshold_per_year", "60000").shown()
    same = [move.old.outcome == move.new.outcome for move in shown]
    assert same == sorted(same)
    assert len(shown) <= trials.MOST_SHOWN


def test_before_the_day_only_those_are_asked_who_name_a_later_one():
    late = date(2026, 12, 1)
    trial = tried("contribution_ceiling", "6000", [(late, True), (date(2026, 11, 30), False)])
    everybody = tried("contribution_ceiling", "6000", [(late, True)])
    assert everybody.asked < trial.asked < everybody.asked * 2


def test_the_time_is_bounded(monkeypatch):
    monkeypatch.setattr(trials, "SECONDS", 0.2)
    begun = time.monotonic()
    trial = tried("general_contribution_rate", "15.0", [(DAY, True), (date(2026, 11, 22), True)])
    assert trial.cut
    assert time.monotonic() - begun < 5


def test_pages_made_meanwhile_show_the_figures_tried(db):
    other = with_value("contribution_ceiling", "6000")
    with trying(other):
        assert current_figures() is other
    assert current_figures() is not other

"""Amounts: what they are made of, what is provisional in them, which figures they name."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.amounts import Amount, Base, Formula, Term, contribution, factor
from advisor.rules.figures import Row, figures

NOW = figures().on(date(2026, 11, 22))
LATE = figures().on(date(2030, 6, 1))


def with_figure(name="care_rate", *, draft=False, day=date(2026, 11, 22)):
    """A figure of that day, of a draft where it is asked for."""
    series = figures().series[name]
    if draft:
        series = series.with_row(Row(date(2026, 6, 1), D(4), "a law that might be", draft=True))
    return figures().with_series([series]).on(day, draft=draft).find(name)


def amount_of(*used, parts=()):
    return Amount("care", "Care", D(1), "§ 55 SGB XI", figures=used, parts=parts)


SURE, DRAFT = with_figure(), with_figure(draft=True)
REVIEWED = with_figure("fund_choice_days", day=date(2030, 6, 1))


def test_the_three_figures_are_what_they_are_tried_for():
    assert (SURE.draft, SURE.provisional) == (False, False)
    assert (DRAFT.draft, DRAFT.provisional) == (True, False)
    assert (REVIEWED.draft, REVIEWED.provisional) == (False, True)


@pytest.mark.parametrize(
    ("amount", "provisional"),
    [
        (amount_of(), False),
        (amount_of(SURE), False),
        (amount_of(DRAFT), True),
        (amount_of(REVIEWED), True),
        (amount_of(SURE, REVIEWED), True),
        (amount_of(SURE, parts=(amount_of(SURE),)), False),
        (amount_of(SURE, parts=(amount_of(SURE), amount_of(DRAFT))), True),
        (amount_of(DRAFT, parts=(amount_of(SURE),)), True),
    ],
)
def test_one_figure_or_part_makes_it_provisional(amount, provisional):
    assert amount.provisional is provisional


def test_figures_are_named_once_in_the_order_of_use():
    other = NOW.find("pension_rate")
    found = amount_of(SURE, parts=(amount_of(other, DRAFT), amount_of(other))).all_figures()
    assert [figure.name for figure in found] == ["care_rate", "pension_rate"]
    assert found[0] is SURE


def test_a_working_takes_nothing_off_unless_said():
    base, terms = Base(D(1000), "pay"), (Term(D(10), "rate"), Term(D(3), "half", D("0.5")))
    assert Formula(base, terms).less == 0
    made = contribution("care", "Care", base, terms, law="§ 55 SGB XI")
    assert (made.euros, made.formula) == (D("115.00"), Formula(base, terms, D(0)))
    assert [factor([term]) for term in terms] == [D("0.1"), D("0.015")]


def test_a_part_without_an_amount_adds_nothing():
    parts = Amount("a", "A", D("5.10"), "§ 1"), Amount("b", "B", None, "§ 2")
    assert Amount.total("total", "Total", *parts, law="§ 3").euros == D("5.10")

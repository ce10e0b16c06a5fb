"""Care insurance at its edges: the second child, Saxony, and parts that make up the sum."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.amounts import HALF, Base
from advisor.rules.care import (
    Parenthood,
    birth_may_spare_the_surcharge,
    care_contribution,
    child_discount,
    employer_care_contribution,
    pays_childless_surcharge,
)
from advisor.rules.employees import Job, employment_contributions
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 11, 22))
BASE = Base(D(3000), "pay")


@pytest.mark.parametrize(
    ("under_25", "points"), [(0, "0"), (1, "0"), (2, "0.25"), (3, "0.50"), (5, "1.00"), (6, "1.00")]
)
def test_the_discount_begins_with_the_second_child_and_ends_with_the_fifth(under_25, points):
    found, used = child_discount(Parenthood(40, 6, under_25), LAW)
    assert found == D(points)
    assert [figure.name for figure in used] == (
        ["child_discount", "child_discount_max_children"] if under_25 >= 2 else []
    )


@pytest.mark.parametrize(
    ("saxony", "euros", "law"), [(False, "54.00", "§ 58 Abs. 1 SGB XI"), (True, "39.00", "§ 58 Abs. 3 SGB XI")]
)
def test_the_employer_pays_half_and_half_a_point_less_in_saxony(saxony, euros, law):
    found = employer_care_contribution(BASE, LAW, saxony=saxony)
    assert (found.euros, found.law, found.payer) == (D(euros), law, "employer")
    assert ("saxony_extra_share" in {figure.name for figure in found.figures}) is saxony


@pytest.mark.parametrize(("age", "euros", "rest"), [(22, "54.00", None), (23, "72.00", "18.00")])
def test_the_surcharge_begins_at_23_and_is_the_rest_of_the_sum(age, euros, rest):
    found = care_contribution(BASE, Parenthood(age), LAW, share=HALF)
    assert found.euros == D(euros)
    assert [part.euros for part in found.parts] == ([] if rest is None else [D("54.00"), D(rest)])


BORN = [
    pytest.param("2026-06-01", 85, True, False, id="born in 1940 or 1941"),
    pytest.param("2026-06-01", 86, True, True, id="born in 1939 or 1940: the birthday decides"),
    pytest.param("2026-06-01", 87, False, False, id="born in 1938 or 1939"),
    pytest.param("2019-01-01", 79, True, True, id="in 2019 at 79"),
    pytest.param("2019-01-01", 80, False, False, id="in 2019 at 80"),
]


@pytest.mark.parametrize(("day", "age", "pays", "open_"), BORN)
def test_nobody_born_before_1940_pays_the_surcharge(day, age, pays, open_):
    """§ 55 Abs. 3 SGB XI."""
    law = figures().on(date.fromisoformat(day))
    assert pays_childless_surcharge(Parenthood(age), law) is pays
    assert birth_may_spare_the_surcharge(Parenthood(age), law) is open_
    assert not pays_childless_surcharge(Parenthood(age, 1), law)
    assert not birth_may_spare_the_surcharge(Parenthood(age, 1), law)


def test_work_is_in_the_west_unless_said():
    before = figures().on(date(2024, 12, 31))
    insured, _ = employment_contributions(Job(D(20_000)), Parenthood(40, 1), before)
    west, _ = employment_contributions(Job(D(20_000), east=False), Parenthood(40, 1), before)
    assert insured.euros == west.euros

"""Care insurance at its edges: the second child, Saxony, and parts that make up the sum."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.amounts import HALF, Base
from advisor.rules.care import Parenthood, care_contribution, child_discount, employer_care_contribution
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


def test_work_is_in_the_west_unless_said():
    before = figures().on(date(2024, 12, 31))
    insured, _ = employment_contributions(Job(D(20_000)), Parenthood(40, 1), before)
    west, _ = employment_contributions(Job(D(20_000), east=False), Parenthood(40, 1), before)
    assert insured.euros == west.euros

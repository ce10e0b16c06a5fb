"""What pensioners pay, by hand and by published example: halves, allowance, threshold, ceiling, minimum."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.figures import Row, figures
from advisor.rules.pensioners import (
    KINDS,
    Incomes,
    compulsory_contributions,
    parenthood_of_pensioner,
    voluntary_pensioner_contributions,
)

TODAY = "2026-11-22"


def law_on(day):
    return figures().on(date.fromisoformat(day))


def parent(law, children=1, under_25=0, early=False):
    return parenthood_of_pensioner(children, under_25, law, spared_by_birth=early)


def compulsory(day=TODAY, rate="2.5", **incomes):
    law = law_on(day)
    given_ = Incomes(**{kind: D(euros) for kind, euros in incomes.items()})
    return compulsory_contributions(given_, parent(law), D(rate), law)


def voluntary(day=TODAY, rate="2.5", **incomes):
    law = law_on(day)
    given_ = Incomes(**{kind: D(euros) for kind, euros in incomes.items()})
    return voluntary_pensioner_contributions(given_, parent(law), D(rate), law)


def health_base(amount, kind):
    return amount.find(f"health_{kind}").find("health_general").formula.base.euros


# Compulsory members ---------------------------------------------------------------------------------------------------


def test_both_bear_half_of_the_health_contribution_and_the_pensioner_all_of_care():
    own, fund = compulsory(statutory="1000")
    assert own.find("health_statutory").euros == D("85.50")  # 73.00 + 12.50
    assert fund.euros == D("85.50")
    assert fund.payer == "pension_fund"
    assert all(part.payer == "pension_fund" for part in fund.parts)
    assert own.find("care").euros == D("36.00")
    assert own.euros == D("121.50")


def test_of_300_euros_102_25_bear_health_and_all_of_it_bears_care():
    """bav_2026_300_base"""
    own, _ = compulsory(day="2026-01-01", occupational="300")
    assert health_base(own, "occupational") == D("102.25")
    assert own.find("care").formula.base.euros == D("300")


THRESHOLDS = [
    pytest.param("2026-01-01", "197.75", id="bav_threshold_2026"),
    pytest.param("2025-01-01", "187.25", id="bav_threshold_2025"),
    pytest.param("2022-01-01", "164.50", id="bav_threshold_2022"),
    pytest.param("2020-01-01", "159.25", id="bav_threshold_2020"),
    pytest.param("2019-01-01", "155.75", id="the threshold of 2019"),
]


@pytest.mark.parametrize(("day", "threshold"), THRESHOLDS)
def test_up_to_the_threshold_nothing_is_paid_and_a_cent_more_brings_in_care_on_all(day, threshold):
    assert law_on(day).occupational_pension_threshold == D(threshold)
    own, _ = compulsory(day=day, occupational=threshold)
    assert own.euros == 0
    more = D(threshold) + D("0.01")
    own, _ = compulsory(day=day, occupational=str(more))
    assert own.find("care").formula.base.euros == more
    assert health_base(own, "occupational") == (D("0.01") if day >= "2020-01-01" else more)


def test_the_allowance_came_on_2020_01_01():
    before, _ = compulsory(day="2019-12-31", occupational="300")
    after, _ = compulsory(day="2020-01-01", occupational="300")
    assert health_base(before, "occupational") == 300
    assert health_base(after, "occupational") == D("140.75")


def test_other_pension_like_income_has_a_threshold_only():
    own, _ = compulsory(pension_like="300")
    assert health_base(own, "pension_like") == 300


def test_pension_like_income_and_profit_count_together_for_the_threshold():
    own, _ = compulsory(occupational="100", profit="97.75")
    assert own.euros == 0
    own, _ = compulsory(occupational="100", profit="97.76")
    assert health_base(own, "occupational") == 0
    assert health_base(own, "profit") == D("97.76")
    assert own.find("care").formula.base.euros == D("197.76")


def test_foreign_pensions_bear_half_the_health_rate_alone_and_full_care():
    own, fund = compulsory(foreign="1000")
    assert own.find("health_foreign").euros == D("85.50")
    assert own.find("care").euros == D("36.00")
    assert fund.euros == 0


def test_rent_is_free_for_compulsory_members():
    assert compulsory(statutory="1000", other="5000") == compulsory(statutory="1000")


def test_the_ceiling_is_filled_in_order():
    own, _ = compulsory(statutory="5000", occupational="5000", profit="500")
    assert health_base(own, "statutory") == 5000
    assert health_base(own, "occupational") == D("812.50")
    assert health_base(own, "profit") == 0
    assert own.find("care").formula.base.euros == D("5812.50")


SURCHARGES = [
    pytest.param(0, 0, False, "42.00", id="without children"),
    pytest.param(0, 0, True, "36.00", id="without children, born before 1940"),
    pytest.param(1, 0, False, "36.00", id="a grown-up child"),
    pytest.param(3, 3, False, "31.00", id="three children under 25"),
]


@pytest.mark.parametrize(("children", "under_25", "early", "care"), SURCHARGES)
def test_care_by_children(children, under_25, early, care):
    law = law_on(TODAY)
    person = parent(law, children, under_25, early)
    own, _ = compulsory_contributions(Incomes(statutory=D(1000)), person, D(0), law)
    assert own.find("care").euros == D(care)


# Voluntary members ----------------------------------------------------------------------------------------------------


def test_a_voluntary_member_pays_on_all_income_without_allowance():
    owed = voluntary(statutory="1000", occupational="300", other="400")
    assert owed.find("health_statutory").euros == D("171.00")  # 14.6 and 2.5 percent
    assert owed.find("health_occupational").euros == D("51.30")
    assert owed.find("health_other").euros == D("66.00")  # 14.0 and 2.5 percent
    assert owed.find("care").euros == D("61.20")
    assert owed.euros == D("349.50")


def test_foreign_pensions_bear_half_the_rate_for_voluntary_members_too():
    assert voluntary(foreign="2000").find("health_foreign").euros == D("171.00")


def test_the_minimum_is_filled_up_at_the_reduced_rate():
    owed = voluntary(statutory="500")
    assert owed.find("care").formula.base.euros == D("1318.33")
    assert health_base(owed, "other") == D("818.33")
    assert owed.find("health_other").find("health_general").euros == D("114.57")
    assert health_base(voluntary(statutory="500", other="100"), "other") == D("818.33")


def test_at_the_minimum_nothing_is_filled_up():
    assert voluntary(statutory="1318.33").find("health_other") is None
    assert health_base(voluntary(statutory="1317.33"), "other") == D("1.00")


def test_the_ceiling_holds_over_all():
    owed = voluntary(statutory="5000", other="5000")
    assert health_base(owed, "other") == D("812.50")
    assert owed.find("care").formula.base.euros == D("5812.50")


# The years to come ----------------------------------------------------------------------------------------------------


def test_2027_is_refused_by_name():
    own, fund = compulsory(day="2027-02-01", statutory="1000")
    assert own.refused.name == fund.refused.name == "contribution_ceiling"
    assert voluntary(day="2027-02-01", statutory="1000").refused.name in ("contribution_ceiling", "reference_amount")


# Always ---------------------------------------------------------------------------------------------------------------

euros = st.just(D(0)) | st.decimals(min_value=0, max_value=7000, places=2)
rates = st.decimals(min_value=0, max_value=5, places=2)
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
some = st.builds(Incomes, euros, euros, euros, euros, euros, euros)
households = st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()).filter(
    lambda family: family[1] <= family[0]
)


def every(amount):
    yield amount
    for part in amount.parts:
        yield from every(part)


@given(some, households, rates, days)
def test_parts_sum_up_and_nothing_is_negative(incomes, family, rate, day):
    law = figures().on(day)
    person = parent(law, *family)
    for total in (
        *compulsory_contributions(incomes, person, rate, law),
        voluntary_pensioner_contributions(incomes, person, rate, law),
    ):
        for node in every(total):
            assert node.euros >= 0 or node.code == "care_child_discount"
            assert not node.parts or node.euros == sum(part.euros for part in node.parts)


@given(some, rates, days)
def test_pensioner_and_pension_fund_bear_equal_halves_of_the_pension(incomes, rate, day):
    law = figures().on(day)
    own, fund = compulsory_contributions(incomes, parent(law), rate, law)
    half = own.find("health_statutory")
    assert fund.euros == (half.euros if half else 0)
    whole = voluntary_pensioner_contributions(incomes, parent(law), rate, law).find("health_statutory")
    if whole:
        assert abs(whole.euros - 2 * half.euros) <= D("0.02")


@given(some, households, rates, days)
def test_compulsory_members_never_pay_more_than_voluntary_ones(incomes, family, rate, day):
    law = figures().on(day)
    person = parent(law, *family)
    own, _ = compulsory_contributions(incomes, person, rate, law)
    assert own.euros <= voluntary_pensioner_contributions(incomes, person, rate, law).euros + D("0.05")


@given(some, rates, days)
def test_the_allowance_never_makes_it_dearer(incomes, rate, day):
    """The same euros as other pension-like income, which has no allowance, never cost less."""
    law = figures().on(day)
    without = Incomes(
        incomes.statutory, incomes.foreign, D(0), incomes.occupational + incomes.pension_like, incomes.profit
    )
    own, _ = compulsory_contributions(incomes, parent(law), rate, law)
    dearer, _ = compulsory_contributions(without, parent(law), rate, law)
    assert own.euros <= dearer.euros + D("0.05")


@given(some, euros, rates, days)
def test_more_occupational_pension_never_costs_less(incomes, more, rate, day):
    law = figures().on(day)
    higher = Incomes(
        incomes.statutory, incomes.foreign, incomes.occupational + more, incomes.pension_like, incomes.profit
    )
    first, _ = compulsory_contributions(incomes, parent(law), rate, law)
    then, _ = compulsory_contributions(higher, parent(law), rate, law)
    assert then.euros >= first.euros - D("0.05")


@given(some, rates, days)
def test_nobody_pays_on_more_than_the_ceiling(incomes, rate, day):
    law = figures().on(day)
    own, _ = compulsory_contributions(incomes, parent(law), rate, law)
    owed = voluntary_pensioner_contributions(incomes, parent(law), rate, law)
    for total in (own, owed):
        health = [node.formula.base.euros for node in every(total) if node.code == "health_general"]
        assert sum(health, D(0)) <= law.contribution_ceiling
        assert max((n.formula.base.euros for n in every(total) if n.code == "care" and n.formula), default=D(0)) <= (
            law.contribution_ceiling
        )


# Figures that are not yet known ---------------------------------------------------------------------------------------


def test_only_what_needs_the_threshold_is_refused_while_it_is_not_known():
    """2027 with the draft: the ceiling is known, the reference amount is not (§ 226 Abs. 2, § 249a SGB V)."""
    law = figures().on(date(2027, 2, 1), draft=True)
    given_ = Incomes(statutory=D("1000"), foreign=D("100"), occupational=D("300"))
    own, fund = compulsory_contributions(given_, parent(law), D("2.5"), law)
    assert own.find("health_statutory").euros == D("85.50")  # 1,000 x (14.6 + 2.5) % / 2
    assert own.find("health_foreign").euros == D("8.55")  # § 247 Satz 2 SGB V: 100 x (7.30 + 1.25) %
    assert fund.euros == D("85.50")
    assert own.find("health_occupational").refused.name == "reference_amount"
    assert own.find("care").refused.name == "reference_amount"
    assert own.euros is None


def test_only_what_the_minimum_adds_is_refused_to_a_voluntary_member_while_it_is_not_known():
    """§ 240 Abs. 4 SGB V: a third of the reference amount, not known for 2027."""
    law = figures().on(date(2027, 2, 1), draft=True)
    given_ = Incomes(statutory=D("1000"), profit=D("300"))
    total = voluntary_pensioner_contributions(given_, parent(law), D("2.5"), law)
    assert total.find("health_statutory").euros == D("171.00")
    assert total.find("health_profit").euros == D("51.30")
    assert total.find("health_other").refused.name == "reference_amount"
    assert total.euros is None


# What a working says ---------------------------------------------------------------------------------------------------


def says(amount, kind):
    group = amount.find(f"health_{kind}")
    part = group.find("health_general")
    return group.label, part.formula.base.label, part.law, {figure.name for figure in part.figures}


@pytest.mark.parametrize(
    ("kind", "law"), [("statutory", "247"), ("foreign", "247"), ("profit", "247"), ("other", "243")]
)
def test_each_kind_of_a_voluntary_member_has_its_name_and_paragraph(kind, law):
    label, base, paragraph, used = says(voluntary(**({"statutory": "2000"} | {kind: "2000"})), kind)
    assert (label, base) == KINDS[kind]
    assert law in paragraph
    assert ("foreign_pension_rate_share" in used) is (kind == "foreign")


def test_what_fills_up_to_the_minimum_says_so_and_what_reaches_it_by_itself_does_not():
    lowest = law_on(TODAY).minimum_assessment_base
    assert says(voluntary(statutory=lowest - 100, other="100"), "other")[1] == KINDS["other"][1]
    assert "lacking" in says(voluntary(statutory=lowest - 100, other="99.99"), "other")[1]


def test_a_pension_at_the_ceiling_is_not_cut_and_a_cent_more_is():
    ceiling = law_on(TODAY).contribution_ceiling
    assert says(compulsory(statutory=ceiling)[0], "statutory")[1] == KINDS["statutory"][1]
    assert "ceiling" in says(compulsory(statutory=ceiling + D("0.01"))[0], "statutory")[1]


def test_the_fund_names_the_pension_also_where_there_is_none():
    _, fund = compulsory(occupational="1000")
    assert fund.find("health_general").formula.base.label == KINDS["statutory"][1]


@pytest.mark.parametrize("kind", ["occupational", "pension_like"])
def test_what_bears_all_of_it_keeps_its_name_above_the_threshold(kind):
    label, base, _, _ = says(compulsory("2019-06-01", **{kind: "1000"})[0], kind)
    assert (label, base) == KINDS[kind]


def test_fund_and_pensioner_need_not_bear_the_same():
    share = (
        figures().series["pensioner_share_of_health_rate"].with_row(Row(date(2026, 6, 1), D(60), "a law that might be"))
    )
    law = figures().with_series([share]).on(date.fromisoformat(TODAY))
    own, fund = compulsory_contributions(Incomes(statutory=D(1000)), parent(law), D("2.5"), law)
    assert own.find("health_statutory").euros == D("102.60")  # 60 % of 146.00 and of 25.00
    assert fund.euros == D("68.40")

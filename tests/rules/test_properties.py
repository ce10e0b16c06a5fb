"""What holds for every pay, every day and every family."""

from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.amounts import CENT, Amount, to_cents
from advisor.rules.care import Parenthood
from advisor.rules.employees import Job, employment_contributions, is_in_transition_range
from advisor.rules.figures import figures
from advisor.rules.students import student_contributions
from advisor.rules.voluntary import voluntary_contributions

LAST_FULL_DAY = date(2026, 12, 31)
days = st.dates(date(2019, 1, 1), LAST_FULL_DAY)
pays = st.decimals(min_value=0, max_value=20_000, places=2)
rates = st.none() | st.decimals(min_value=0, max_value=5, places=2)


@st.composite
def people(draw):
    children = draw(st.integers(0, 8))
    return Parenthood(draw(st.integers(15, 80)), children, draw(st.integers(0, children)))


def nodes(amount: Amount):
    yield amount
    for part in amount.parts:
        yield from nodes(part)


def sides(pay, rate, person, day, saxony=False):
    return employment_contributions(Job(pay, rate, saxony=saxony), person, figures().on(day))


@given(pays, rates, people(), days, st.booleans())
def test_no_contribution_is_negative_and_parts_sum_up(pay, rate, person, day, saxony):
    for total in sides(pay, rate, person, day, saxony):
        assert total.euros >= 0
        for node in nodes(total):
            assert node.euros is not None
            assert node.euros == to_cents(node.euros)
            assert node.euros >= 0 or node.code == "care_child_discount"
            assert not node.parts or node.euros == sum(part.euros for part in node.parts)


@given(pays, rates, people(), days)
def test_both_sides_pay_half_outside_the_transition_range(pay, rate, person, day):
    law = figures().on(day)
    if is_in_transition_range(Job(pay), law):
        return
    insured, employer = sides(pay, rate, person, day)
    for code in ("health_general", "health_additional", "pension", "unemployment"):
        assert insured.find(code).euros == employer.find(code).euros


@given(pays, rates, people(), days)
def test_the_transition_range_never_costs_more_than_half(pay, rate, person, day):
    law = figures().on(day)
    if not is_in_transition_range(Job(pay), law):
        return
    insured, employer = sides(pay, rate, person, day)
    plain, _ = employment_contributions(Job(pay, rate, trainee=True), person, law)
    assert insured.euros <= plain.euros + 5 * CENT
    assert employer.find("pension").euros >= insured.find("pension").euros - CENT


@given(rates, people(), days, st.decimals(min_value=0, max_value=10_000, places=2))
def test_nothing_is_paid_above_the_ceilings(rate, person, day, more):
    law = figures().on(day)
    highest = sides(law.pension_ceiling, rate, person, day)
    beyond = sides(law.pension_ceiling + more, rate, person, day)
    assert [total.euros for total in highest] == [total.euros for total in beyond]


@given(pays, rates, people(), days)
def test_one_cent_of_pay_moves_little_except_at_the_minijob_limit(pay, rate, person, day):
    law = figures().on(day)
    if pay == law.marginal_earnings_limit:
        return
    before, after = sides(pay, rate, person, day), sides(pay + CENT, rate, person, day)
    for one, other in zip(before, after, strict=True):
        assert abs(one.euros - other.euros) <= 8 * CENT


@given(pays, rates, people(), days, st.booleans())
def test_voluntary_members_pay_between_the_lowest_and_the_highest(income, rate, person, day, sick_pay):
    law = figures().on(day)

    def total(euros):
        return voluntary_contributions(D(euros), person, rate, law, sick_pay=sick_pay).euros

    assert 0 < total(0) <= total(income) <= total(100_000)


@given(rates, people(), days)
def test_children_never_make_it_dearer(rate, person, day):
    law = figures().on(day)
    childless = Parenthood(person.age)
    assert student_contributions(person, rate, law).euros <= student_contributions(childless, rate, law).euros


@given(days)
def test_a_day_like_the_day_before_has_the_same_law(day):
    """Between two days of change nothing moves."""
    if day in figures().change_days() or day == date(2019, 1, 1):
        return
    person = Parenthood(30)
    assert (
        student_contributions(person, None, figures().on(day)).euros
        == student_contributions(person, None, figures().on(day - timedelta(days=1))).euros
    )

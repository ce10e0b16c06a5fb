"""Several jobs, the minijob's pension share, the levy and the subsidy to private insurance."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.care import Parenthood
from advisor.rules.employees import YOUR_PAY, Job, employment_contributions
from advisor.rules.figures import NotYetKnown, figures
from advisor.rules.jobs import (
    ALL_JOBS,
    Pays,
    added_up,
    contributions_of_all_jobs,
    insolvency_levy,
    minijob_contributions,
    privately_insured_contributions,
    short_term_contributions,
)

TODAY = "2026-11-22"
PARENT = Parenthood(40, 1)


def law_on(day, *, draft=False):
    return figures().on(date.fromisoformat(day), draft)


def whole(*pays):
    return tuple(D(pay) for pay in pays)


ADDED = [
    # § 8 Abs. 2 SGB IV; limits of 2026: 603 for a minijob
    pytest.param(("3000",), ("3000", "3000", "0"), id="one job"),
    pytest.param(("603",), ("0", "0", "603"), id="one minijob at the limit"),
    pytest.param(("603.01",), ("603.01", "603.01", "0"), id="a cent above it"),
    pytest.param(("300", "303"), ("0", "0", "603"), id="two minijobs up to the limit"),
    pytest.param(("300", "303.01"), ("603.01", "603.01", "0"), id="two minijobs a cent above it"),
    pytest.param(("3000", "400"), ("3000", "3000", "400"), id="a minijob beside a main job stays free"),
    pytest.param(("400", "3000"), ("3000", "3000", "400"), id="in whatever order they are told"),
    pytest.param(("3000", "400", "300"), ("3300", "3000", "400"), id="a second one counts, not for unemployment"),
    pytest.param(("3000", "700"), ("3700", "3700", "0"), id="two main jobs"),
]


@pytest.mark.parametrize(("pays", "expected"), ADDED)
def test_which_pay_counts(pays, expected):
    found = added_up(whole(*pays), law_on(TODAY))
    assert (found.insured, found.unemployment, found.free) == whole(*expected)


@pytest.mark.parametrize(
    ("pays", "several"),
    [
        (("3000",), False),
        (("300", "303"), False),
        (("300", "303.01"), True),
        (("3000", "400"), False),
        (("3000", "400", "300"), True),
        (("3000", "700"), True),
        (("3000", "700", "400"), True),
    ],
)
def test_whose_pay_is_named_as_that_of_all_jobs(pays, several):
    law = law_on(TODAY)
    found = added_up(whole(*pays), law)
    assert found.several is several
    for side in contributions_of_all_jobs(Job(found.insured), found, PARENT, law):
        assert side.find("pension").formula.base.label != (YOUR_PAY if several else ALL_JOBS) or found.insured == 0


def test_the_limit_of_the_day_decides():
    """Two minijobs of 300 euros: too much in 2019, free in 2026."""
    assert added_up(whole("300", "300"), law_on("2019-03-01")).insured == 600
    assert added_up(whole("300", "300"), law_on(TODAY)).free == 600


def test_several_jobs_reach_the_ceiling_once():
    """§ 22 Abs. 2 SGB IV: two jobs of 5,000 euros pay health insurance on 5,812.50 together."""
    law = law_on(TODAY)
    pays = added_up(whole("5000", "5000"), law)
    insured, employer = contributions_of_all_jobs(Job(pays.insured), pays, PARENT, law)
    for side in (insured, employer):
        assert side.find("health_general").euros + side.find("health_additional").euros == D("508.59")
        assert side.find("pension").euros == D("785.85")


def test_two_small_jobs_lie_in_the_transition_range_together():
    """§ 20 Abs. 2 SGB IV: the whole pay decides; 700 and 650 euros are treated as 1,350."""
    law = law_on(TODAY)
    together = added_up(whole("700", "650"), law)
    one = contributions_of_all_jobs(Job(D(1350)), added_up(whole("1350"), law), PARENT, law)
    assert contributions_of_all_jobs(Job(together.insured), together, PARENT, law) == one


def test_two_jobs_beyond_the_range_have_no_relief():
    law = law_on(TODAY)
    pays = added_up(whole("1200", "1200"), law)
    insured, employer = contributions_of_all_jobs(Job(pays.insured), pays, PARENT, law)
    assert insured.euros == employer.euros


def test_the_second_minijob_is_free_of_unemployment_insurance():
    """§ 27 Abs. 2 SGB III: 3,000, 400 and 300 euros: 1.3 % of 3,000 only."""
    law = law_on(TODAY)
    pays = added_up(whole("3000", "400", "300"), law)
    insured, employer = contributions_of_all_jobs(Job(pays.insured), pays, PARENT, law)
    assert insured.find("unemployment").euros == employer.find("unemployment").euros == D("39.00")
    assert (insured.find("unemployment").payer, employer.find("unemployment").payer) == ("insured", "employer")
    assert insured.find("pension").euros == D("306.90")
    assert insured.euros == sum(part.euros for part in insured.parts)


MINIJOB = [
    # MINI-3: 3.6 % of the employee, 13 and 15 % of the employer
    pytest.param("450", "2019-03-01", False, "16.20", "126.00", id="450 euros in 2019"),
    pytest.param("603", TODAY, False, "21.71", "168.84", id="603 euros in 2026"),
    pytest.param("603", TODAY, True, "0.00", "168.84", id="603 euros, exempted"),
]


@pytest.mark.parametrize(("pay", "day", "exempted", "own", "flat"), MINIJOB)
def test_a_minijob(pay, day, exempted, own, flat):
    taken, employer = minijob_contributions(D(pay), law_on(day), pension_exempted=exempted)
    assert (taken.euros, employer.euros) == whole(own, flat)
    assert taken.find("health_and_care").euros == 0


@pytest.mark.parametrize(("exempted", "law"), [(False, "§ 168 Abs. 1 Nr. 1b SGB VI"), (True, "§ 6 Abs. 1b SGB VI")])
def test_a_minijob_names_the_paragraph_of_its_pension(exempted, law):
    assert minijob_contributions(D(603), law_on(TODAY), pension_exempted=exempted)[0].law == law


def test_a_minijob_of_2027_names_what_is_not_known():
    taken, employer = minijob_contributions(D(600), law_on("2027-02-01"), pension_exempted=False)
    assert taken.refused.name == "pension_rate"
    assert employer.refused.name == "marginal_employer_health_rate"


LEVY = [
    pytest.param("3000", "2024-06-01", "1.80", id="0.06 % in 2024"),
    pytest.param("3000", TODAY, "4.50", id="0.15 % in 2026"),
    pytest.param("9000", TODAY, "12.68", id="up to the pension ceiling"),
    pytest.param("1150", TODAY, "1.54", id="on the reduced pay of the transition range"),
]


@pytest.mark.parametrize(("pay", "day", "expected"), LEVY)
def test_the_insolvency_levy(pay, day, expected):
    assert insolvency_levy(Job(D(pay)), law_on(day)).euros == D(expected)


def test_a_short_term_job_is_free():
    assert [side.euros for side in short_term_contributions(law_on(TODAY))] == [0, 0]


def private(health, care, day=TODAY, *, pay="8000", saxony=False, sick_pay=True):
    job = Job(D(pay), saxony=saxony, sick_pay=sick_pay)
    return privately_insured_contributions(
        job, Pays(D(pay), D(pay), D(0)), D(health), D(care), law_on(day)
    )  # fmt: skip


SUBSIDY = [
    # § 257 Abs. 2 SGB V: half of the premium, at most half of what a member costs at the average additional rate
    pytest.param("500", "60", {}, "250.00", "30.00", id="half of the premium"),
    pytest.param("1200", "300", {}, "508.59", "104.63", id="at most the employer's share"),
    pytest.param("1017.18", "209.26", {}, "508.59", "104.63", id="where both meet"),
    pytest.param("1200", "300", {"saxony": True}, "508.59", "75.56", id="less for care in Saxony"),
    pytest.param("1200", "300", {"sick_pay": False}, "491.16", "104.63", id="the reduced rate without sick pay"),
    pytest.param("1200", "300", {"day": "2024-06-01"}, "421.77", "87.98", id="the most in 2024"),
]


@pytest.mark.parametrize(("health", "care", "more", "to_health", "to_care"), SUBSIDY)
def test_the_subsidy_to_private_insurance(health, care, more, to_health, to_care):
    insured, employer = private(health, care, **more)
    assert employer.find("subsidy_health").euros == D(to_health)
    assert employer.find("subsidy_care").euros == D(to_care)
    assert insured.find("health_and_care").euros == D(health) + D(care) - D(to_health) - D(to_care)


def test_the_subsidy_of_2027_is_refused_by_name():
    with pytest.raises(NotYetKnown) as refused:
        law_on("2027-02-01").average_additional_rate.name  # noqa: B018
    insured, employer = private("1200", "300", "2027-02-01")
    assert employer.find("subsidy_health").refused is not None
    assert insured.find("private_premium").refused is not None
    assert refused.value.name == "average_additional_rate"


def test_half_of_a_premium_that_the_known_part_covers_is_known():
    """2027 with the draft: the general half alone, 6,375 x 7.3 % = 465.38, is more than half of 500."""
    law = law_on("2027-02-01", draft=True)
    for premium, expected in (("500", D("250.00")), ("1200", None)):
        _, employer = privately_insured_contributions(
            Job(D(8000)), added_up(whole("8000"), law), D(premium), D(60), law
        )
        assert employer.find("subsidy_health").euros == expected


def test_the_levy_names_the_factor_where_only_the_factor_is_missing():
    assert insolvency_levy(Job(D(1150)), law_on("2027-02-01")).refused.name == "transition_factor"


amounts = st.decimals(min_value=0, max_value=3000, places=2)


@given(amounts, amounts, st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_the_subsidy_is_never_more_than_half(health, care, day):
    insured, employer = private(health, care, day.isoformat())
    assert 0 <= employer.find("subsidy_health").euros <= health / 2 + D("0.005")
    assert insured.find("health_and_care").euros >= 0
    both = insured.find("health_and_care").euros + employer.find("employer_subsidy").euros
    assert both == health + care


@given(st.lists(st.decimals(min_value=1, max_value=9000, places=2), min_size=1, max_size=3), st.booleans())
def test_no_pay_is_lost(pays, early):
    law = law_on("2019-03-01" if early else TODAY)
    found = added_up(pays, law)
    assert found.insured + found.free == sum(pays)
    assert found.unemployment <= found.insured
    assert found.free <= law.marginal_earnings_limit


def test_the_subsidy_names_the_premium_only_below_what_a_member_would_get():
    law, job = law_on(TODAY), Job(D(7000))
    pays = added_up(whole("7000"), law)
    member = employment_contributions(Job(D(7000)), Parenthood(0), law)[1].find("care").euros
    for premium, says in ((2 * member - D("0.02"), "your private premium"), (2 * member, None)):
        _, employer = privately_insured_contributions(job, pays, D(800), premium, law)
        care = employer.find("subsidy_care")
        assert care.euros == min(member, premium / 2)
        assert (care.formula.base.label == "your private premium") is (says is not None)


def test_a_premium_of_nothing_has_no_working_and_others_have():
    law = law_on(TODAY)
    own, _ = privately_insured_contributions(Job(D(7000)), added_up(whole("7000"), law), D(0), D(80), law)
    nothing, care = own.parts[0].parts
    assert (nothing.euros, nothing.formula) == (0, None)
    assert care.formula.less == D(80) - care.euros > 0
    assert [part.code for part in own.parts] == ["health_and_care", "pension", "unemployment"]

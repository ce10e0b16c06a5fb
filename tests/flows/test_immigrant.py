"""The flow for people who come to live in Germany: every row of the guide's table (IMM-4), bars, visa, deadlines."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.immigrant import FLOW
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
PAYS = {"children": "1", "additional_rate": "2.5"}
NOBODY = {"immigrant_abroad": "no", "immigrant_benefits": "none", "relative": "none"}
ALONE = {"age": "40", "immigrant_income": "0"} | NOBODY
EU = {"citizenship": "eu", "immigrant_work": "none"} | ALONE
THIRD = {"citizenship": "third", "immigrant_visa": "none", "immigrant_work": "none"} | ALONE
GERMAN = {"citizenship": "german", "immigrant_work": "none"} | ALONE
BUSINESS = {"age": "40", "immigrant_work": "self_employed", "immigrant_income": "2000", "immigrant_benefits": "none"}
JOB = {"citizenship": "third", "immigrant_visa": "none", "immigrant_work": "employed", "age": "40"}


def step(given, day=TODAY):
    return walk(FLOW, given, figures().on(date.fromisoformat(day)))


def advice(given, day=TODAY):
    given = PAYS | {"saxony": "no", "job_start": "none", "home_cover_ends": "none", "fund_cover_ends": "none"} | given
    found = step(given, day)
    assert found.due is None, f"{found.due.key} is still to be answered"
    return advise(found)


def routes(found):
    return {route.code: route.status for route in found.routes}


def reasons(found):
    return {route.code: route.reason for route in found.routes}


def test_the_flow_is_private():
    sensitive = {key for key, question in FLOW.questions.items() if question.sensitive}
    assert FLOW.private
    assert sensitive == {"immigrant_visa", "immigrant_benefits", "means_of_subsistence", "secures_living"}


TABLE = [
    pytest.param(
        JOB | {"gross_pay": "6450"},
        "immigrant-employee",
        "statutory_compulsory",
        {"statutory_employee": "required", "private_full": "closed", "private_supplementary": "possible"},
        id="employed, exactly at the annual earnings limit",
    ),
    pytest.param(
        JOB | {"gross_pay": "6450.01", "last_cover": "never"},
        "immigrant-above-limit",
        "statutory_or_private",
        {"statutory_voluntary": "possible", "private_full": "possible"},
        id="employed, above the annual earnings limit",
    ),
    pytest.param(
        THIRD | {"immigrant_work": "minijob", "last_cover": "abroad", "secures_living": "yes"},
        "immigrant-private",
        "private_compulsory",
        {
            "private_full": "required",
            "private_basic_tariff": "possible",
            "statutory_voluntary": "closed",
            "statutory_catch_all": "closed",
            "marginal_job": "closed",
        },
        id="minijob only: not by the job",
    ),
    pytest.param(
        {"citizenship": "eu", "last_cover": "europe"} | BUSINESS,
        "immigrant-with-periods",
        "statutory_or_private",
        {"statutory_voluntary": "possible", "private_full": "possible", "statutory_catch_all": "possible"},
        id="self-employed with earlier periods",
    ),
    pytest.param(
        {"citizenship": "eu", "last_cover": "abroad"} | BUSINESS,
        "immigrant-private",
        "private_compulsory",
        {
            "private_full": "required",
            "private_basic_tariff": "possible",
            "statutory_voluntary": "closed",
            "statutory_catch_all": "closed",
        },
        id="self-employed without earlier periods",
    ),
    pytest.param(
        THIRD | {"relative": "spouse"},
        "immigrant-family",
        "family_cover",
        {"statutory_family": "required", "private_full": "closed"},
        id="not working, spouse in a fund",
    ),
    pytest.param(
        EU | {"last_cover": "abroad", "means_of_subsistence": "yes"},
        "immigrant-private-eu",
        "private_compulsory",
        {
            "private_full": "required",
            "private_basic_tariff": "possible",
            "home_s1": "possible",
            "statutory_voluntary": "closed",
            "statutory_catch_all": "closed",
        },
        id="EU citizen without work under § 4 FreizügG/EU",
    ),
    pytest.param(
        EU | {"last_cover": "europe", "means_of_subsistence": "yes"},
        "immigrant-with-periods",
        "statutory_or_private",
        {"statutory_voluntary": "possible", "private_full": "possible", "statutory_catch_all": "closed"},
        id="EU citizen without work, with earlier periods",
    ),
    pytest.param(
        THIRD | {"last_cover": "never", "secures_living": "yes"},
        "immigrant-private",
        "private_compulsory",
        {
            "private_full": "required",
            "private_basic_tariff": "possible",
            "statutory_voluntary": "closed",
            "statutory_catch_all": "closed",
        },
        id="third country, must secure the living",
    ),
    pytest.param(
        EU | {"immigrant_abroad": "s1"},
        "immigrant-cover-abroad",
        "home_cover_continues",
        {"home_s1": "required", "private_supplementary": "possible"},
        id="home pensioner with form S1 (HOW-5)",
    ),
    pytest.param(
        THIRD | {"immigrant_abroad": "treaty"},
        "immigrant-cover-abroad",
        "home_cover_continues",
        {"home_treaty": "required", "private_supplementary": "possible"},
        id="treaty state (HOW-6)",
    ),
    pytest.param(
        GERMAN | {"last_cover": "statutory"},
        "immigrant-catch-all",
        "statutory_compulsory",
        {"statutory_catch_all": "required"},
        id="German who comes back, last in a fund",
    ),
    pytest.param(
        GERMAN | {"last_cover": "never"},
        "immigrant-catch-all",
        "statutory_compulsory",
        {"statutory_catch_all": "required"},
        id="never insured and not barred",
    ),
    pytest.param(
        GERMAN | {"last_cover": "private"},
        "immigrant-last-private",
        "private_compulsory",
        {"private_full": "required", "private_basic_tariff": "possible", "statutory_catch_all": "closed"},
        id="German who comes back, last private (§ 193 VVG)",
    ),
    pytest.param(
        GERMAN | {"last_cover": "abroad"},
        "immigrant-fund-checks",
        "statutory_or_private",
        {"statutory_catch_all": "possible", "private_full": "possible", "statutory_voluntary": "closed"},
        id="German who comes back, insured abroad in another way",
    ),
    pytest.param(
        THIRD | {"last_cover": "never", "secures_living": "no"},
        "immigrant-catch-all",
        "statutory_compulsory",
        {"statutory_catch_all": "required"},
        id="third country, need not secure the living",
    ),
    pytest.param(
        {"citizenship": "third", "immigrant_visa": "schengen"},
        "immigrant-visit",
        "not_insured_here",
        {"private_visitor": "required", "statutory_voluntary": "closed"},
        id="Schengen visa (HOW-2)",
    ),
]


@pytest.mark.parametrize(("given", "outcome", "duty", "expected"), TABLE)
def test_the_table_of_the_guide(given, outcome, duty, expected):
    found = advice(given)
    assert (found.outcome, found.duty) == (outcome, duty)
    assert routes(found) == expected


BARS = [
    pytest.param(
        THIRD | {"last_cover": "never", "secures_living": "yes"}, "immigrant-catch-all-barred-title", id="by the title"
    ),
    pytest.param(
        EU | {"last_cover": "never", "means_of_subsistence": "yes"},
        "immigrant-catch-all-barred-eu",
        id="by § 4 FreizügG/EU",
    ),
    pytest.param(
        {"citizenship": "german", "last_cover": "never"} | BUSINESS,
        "immigrant-catch-all-not-self-employed",
        id="by a business, without a fund before",
    ),
    pytest.param(GERMAN | {"last_cover": "private"}, "immigrant-catch-all-not-private", id="by private insurance here"),
]


@pytest.mark.parametrize(("given", "reason"), BARS)
def test_bars_of_the_catch_all_duty(given, reason):
    """§ 5 Abs. 1 Nr. 13, Abs. 11 SGB V."""
    assert reasons(advice(given))["statutory_catch_all"] == reason


def test_a_business_after_a_german_fund_still_belongs_to_it():
    assert advice({"citizenship": "german", "last_cover": "statutory"} | BUSINESS).outcome == "immigrant-catch-all"


AGES = [
    pytest.param("54", "immigrant-employee", id="54: the new job insures"),
    pytest.param("55", "immigrant-barred-by-age", id="55: mostly barred (§ 6 Abs. 3a SGB V)"),
]


@pytest.mark.parametrize(("age", "outcome"), AGES)
def test_the_way_back_from_private_insurance_by_age(age, outcome):
    given = {"citizenship": "german", "immigrant_work": "employed", "gross_pay": "3000", "age": age}
    assert advice(given | {"last_cover": "private"}).outcome == outcome
    assert advice(given | {"last_cover": "abroad"}).outcome == "immigrant-employee"


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({"gross_pay": "3000"}, "immigrant-employee", id="below the limit"),
        pytest.param({"gross_pay": "7500"}, "immigrant-above-limit", id="above it"),
    ],
)
@pytest.mark.parametrize(("age", "told"), [("63", False), ("64", True)])
def test_the_age_alone_may_spare_one_contribution(given, outcome, age, told):
    """§ 28 Abs. 1 Nr. 1 SGB III."""
    found = advice(JOB | {"last_cover": "statutory", "age": age} | given)
    assert found.outcome == outcome
    assert ("pay-old-age-pension" in found.cautions) is told


def test_family_insurance_ends_at_the_limit_of_income_and_of_age():
    def outcome(**given):
        return advice(THIRD | {"last_cover": "never", "secures_living": "yes"} | given).outcome

    assert outcome(relative="spouse", immigrant_income="565") == "immigrant-family"
    assert outcome(relative="spouse", immigrant_income="565.01") == "immigrant-private"
    assert outcome(relative="spouse", immigrant_income="603", immigrant_work="minijob") == "immigrant-family"
    assert outcome(relative="parent", age="22") == "immigrant-family"
    assert outcome(relative="parent", age="23") == "immigrant-private"


def test_a_job_up_to_the_minijob_limit_does_not_insure():
    low = JOB | ALONE | {"gross_pay": "603", "immigrant_income": "700", "last_cover": "never", "secures_living": "yes"}
    assert advice(low).outcome == "immigrant-private"
    assert advice(low | {"gross_pay": "603.01"}).outcome == "immigrant-employee"


def test_the_visa_needs_cover_from_the_day_of_entry():
    found = advice(JOB | {"immigrant_visa": "national", "gross_pay": "3000"})
    assert found.outcome == "immigrant-employee"
    assert found.cautions[:2] == ("immigrant-visa-proof", "immigrant-travel-bridges")
    assert "private-policy" in found.documents
    assert "immigrant-visa-proof" not in advice(JOB | {"gross_pay": "3000"}).cautions
    assert "immigrant-travel-bridges" not in advice(GERMAN | {"last_cover": "private"}).cautions


@pytest.mark.parametrize(
    ("last", "outcome"), [("abroad", "immigrant-private-eu"), ("europe", "immigrant-with-periods")]
)
def test_without_means_the_right_of_residence_is_in_doubt(last, outcome):
    poor = advice(EU | {"last_cover": last, "means_of_subsistence": "no"})
    assert (poor.outcome, poor.cautions[0]) == (outcome, "immigrant-without-means")
    assert "immigrant-means" in poor.documents
    rich = advice(EU | {"last_cover": last, "means_of_subsistence": "yes"})
    assert "immigrant-without-means" not in rich.cautions


def test_the_time_to_join_is_worked_out_from_the_end_of_the_cover():
    (found,) = advice(
        EU | {"last_cover": "europe", "means_of_subsistence": "yes", "home_cover_ends": "2026-09-30"}
    ).deadlines
    assert (found.on, found.law) == (date(2026, 12, 31), "§ 9 Abs. 2 Nr. 1 SGB V")
    (found,) = advice(EU | {"last_cover": "statutory", "means_of_subsistence": "yes"}).deadlines
    assert (found.on, found.law) == (None, "§ 188 Abs. 4 SGB V")
    (found,) = advice(JOB | {"gross_pay": "3000", "job_start": "2026-12-01"}).deadlines
    assert found.on == date(2026, 12, 14)


ABOVE = JOB | {"gross_pay": "7500", "job_start": "2026-12-01"}
FIRST_JOB = {"join-after-first-job": date(2027, 3, 1)}
IN_A_JOB_ABOVE_THE_LIMIT = [
    # § 9 Abs. 2 Nr. 1 and 3 SGB V: three months after the end of the cover, and after the day the work is taken up
    pytest.param(
        {"last_cover": "europe", "home_cover_ends": "2026-09-30"},
        "voluntary-with-periods",
        {"join-after-home-cover": date(2026, 12, 31)} | FIRST_JOB,
        id="insured in a coordinated state: both rights",
    ),
    pytest.param(
        {"last_cover": "europe", "home_cover_ends": "2026-08-20"},
        "immigrant-first-job-opens",
        FIRST_JOB,
        id="in a coordinated state long ago: only the first job",
    ),
    pytest.param({"last_cover": "statutory"}, "employee-membership-goes-on", {"follow-on": None}, id="a member here"),
    pytest.param(
        {"last_cover": "statutory", "fund_cover_ends": "2026-10-31"},
        "employee-membership-goes-on",
        {"follow-on": None, "join-after-the-fund": date(2027, 1, 31)},
        id="a member here until a short time ago",
    ),
    pytest.param(
        {"last_cover": "statutory", "fund_cover_ends": "1998-06-30"},
        "immigrant-first-job-opens",
        FIRST_JOB,
        id="a member here long ago",
    ),
    *(
        pytest.param({"last_cover": cover}, "immigrant-first-job-opens", FIRST_JOB, id=f"{cover}: only the first job")
        for cover in ("private", "abroad", "never")
    ),
]


@pytest.mark.parametrize(("given", "reason", "days"), IN_A_JOB_ABOVE_THE_LIMIT)
def test_the_last_insurance_decides_how_one_joins_above_the_limit(given, reason, days):
    found = advice(ABOVE | given)
    assert found.outcome == "immigrant-above-limit"
    assert reasons(found)["statutory_voluntary"] == reason
    assert {deadline.code: deadline.on for deadline in found.deadlines} == days
    assert ("proof-of-earlier-periods" in found.documents) is (given["last_cover"] in ("statutory", "europe"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"last_cover": "statutory", "fund_cover_ends": "2020-06-30"}, True, id="in a fund long ago"),
        pytest.param({"last_cover": "abroad"}, True, id="insured abroad"),
        pytest.param({"last_cover": "statutory"}, False, id="still a member"),
        pytest.param({"last_cover": "never"}, False, id="never insured"),
    ],
)
def test_who_comes_back_after_work_abroad_hears_of_the_right_of_their_own(given, told):
    """§ 9 Abs. 1 Satz 1 Nr. 5 SGB V."""
    assert ("returning-worker" in advice(ABOVE | given).cautions) is told


OWN_MEANS = EU | {"last_cover": "statutory", "means_of_subsistence": "yes"}
ENDS = [
    pytest.param(OWN_MEANS, "none", "immigrant-with-periods", {"follow-on": None}, id="it goes on"),
    pytest.param(
        OWN_MEANS,
        "2026-08-22",
        "immigrant-with-periods",
        {"follow-on": None, "join-after-the-fund": date(2026, 11, 22)},
        id="the last day to join",
    ),
    pytest.param(
        OWN_MEANS,
        "2026-08-21",
        "immigrant-with-periods",
        {"follow-on": None, "join-after-the-fund": date(2026, 11, 21)},
        id="yesterday, a Saturday: until Monday",
    ),
    pytest.param(OWN_MEANS, "2026-08-20", "immigrant-private-eu", {}, id="too late"),
    pytest.param(
        THIRD | {"last_cover": "statutory", "secures_living": "yes"},
        "2020-01-31",
        "immigrant-private",
        {},
        id="long ago, with a title that asks for own means",
    ),
]


@pytest.mark.parametrize(("given", "ends", "outcome", "days"), ENDS)
def test_a_membership_here_is_open_until_three_months_after_its_end(given, ends, outcome, days):
    """§ 9 Abs. 2 Nr. 1, § 188 Abs. 4 SGB V; the catch-all duty is barred (§ 5 Abs. 11 SGB V)."""
    found = advice(given | {"fund_cover_ends": ends})
    assert found.outcome == outcome
    assert {deadline.code: deadline.on for deadline in found.deadlines} == days
    late = outcome != "immigrant-with-periods"
    assert ("immigrant-ask-the-last-fund" in found.cautions) is late
    assert (reasons(found)["statutory_voluntary"] == "immigrant-joining-is-over") is late
    assert (reasons(found)["private_full"] == "immigrant-private-too-late") is late


FROM_EUROPE = {"last_cover": "europe", "means_of_subsistence": "yes", "secures_living": "yes"}
LATE = [
    pytest.param(EU | FROM_EUROPE, "2026-08-22", "immigrant-with-periods", id="the last day to join"),
    pytest.param(EU | FROM_EUROPE, "2026-08-20", "immigrant-private-eu", id="barred, too late"),
    pytest.param(THIRD | FROM_EUROPE, "2020-01-31", "immigrant-private", id="a title that asks for own means"),
    pytest.param(GERMAN | FROM_EUROPE, "2020-01-31", "immigrant-fund-checks", id="not barred"),
    pytest.param(
        {"citizenship": "eu", "last_cover": "europe"} | BUSINESS,
        "2020-01-31",
        "immigrant-fund-checks",
        id="with a business",
    ),
]


@pytest.mark.parametrize(("given", "ends", "outcome"), LATE)
def test_periods_abroad_open_the_funds_for_three_months_after_their_end(given, ends, outcome):
    """§ 9 Abs. 2 Nr. 1 SGB V; afterwards no day is shown as if it were still to come."""
    found = advice(given | {"home_cover_ends": ends})
    assert found.outcome == outcome
    late = outcome != "immigrant-with-periods"
    assert [deadline.on for deadline in found.deadlines] == ([] if late else [date(2026, 11, 22)])
    assert (reasons(found)["statutory_voluntary"] == "immigrant-joining-is-over") is late
    assert "immigrant-ask-the-last-fund" not in found.cautions


def test_the_catch_all_duty_does_not_ask_when_the_membership_ended():
    """§ 5 Abs. 1 Nr. 13 SGB V: last in a fund is enough."""
    found = advice(GERMAN | {"last_cover": "statutory", "fund_cover_ends": "2010-01-31"})
    assert found.outcome == "immigrant-catch-all"
    assert "fund_cover_ends" not in found.answers


def test_voluntary_members_pay_by_income_and_at_least_on_the_minimum():
    low = advice(GERMAN | {"last_cover": "statutory"}).amounts[0]
    high = advice(GERMAN | {"last_cover": "statutory", "immigrant_income": "3000"}).amounts[0]
    assert low.find("health_general").formula.base.euros == figures().on(date(2026, 11, 22)).minimum_assessment_base
    assert str(high.find("health_general").euros) == "420.00"


def test_an_unsure_answer_shows_both_results():
    found = advice(THIRD | {"last_cover": "never", "secures_living": "unsure"})
    assert found.outcome == "it-depends"
    assert {alternative.advice.outcome for alternative in found.alternatives} == {
        "immigrant-catch-all",
        "immigrant-private",
    }


def test_2027_refuses_the_missing_figure_by_name():
    found = advice(GERMAN | {"last_cover": "statutory"}, "2027-03-01")
    assert {refused.name for refused in found.missing()} == {"reference_amount"}


WRONG = [
    pytest.param({"citizenship": "mars"}, "citizenship", id="no such citizenship"),
    pytest.param(EU | {"age": "121"}, "age", id="older than 120"),
    pytest.param(EU | {"relative": "spouse", "immigrant_income": "-5"}, "immigrant_income", id="negative income"),
    pytest.param(
        JOB | ALONE | {"gross_pay": "600", "relative": "spouse", "immigrant_income": "599.99"},
        "immigrant_income",
        id="all income less than the pay",
    ),
    pytest.param(EU | {"relative": "spouse", "immigrant_income": "99999999"}, "immigrant_income", id="absurd income"),
    pytest.param(
        {"citizenship": "german", "immigrant_work": "employed", "gross_pay": "1e9"}, "gross_pay", id="not a number"
    ),
]


def test_all_income_may_be_the_pay_alone():
    given = JOB | ALONE | {"gross_pay": "600", "relative": "spouse"}
    assert [step(given | {"immigrant_income": income}).problem is None for income in ("599.99", "600")] == [False, True]


@pytest.mark.parametrize(("given", "key"), WRONG)
def test_bad_input_is_refused_at_the_field(given, key):
    found = step(given)
    assert found.due.key == key
    assert found.problem.question.key == key


@pytest.mark.parametrize("who", [GERMAN, EU, THIRD])
def test_the_insurer_decides_about_those_last_insured_privately_here(who):
    """§ 193 Abs. 5 VVG: no visa office has a say in the basic tariff; a German needs no visa."""
    found = advice(who | {"last_cover": "private", "age": "58", "means_of_subsistence": "yes", "secures_living": "yes"})
    assert (found.outcome, found.authority) == ("immigrant-last-private", "family-insurer")
    assert "return-barred-by-age" in found.cautions


@pytest.mark.parametrize(("pay", "warned"), [("6450", True), ("6450.01", False)])
def test_a_limit_that_overtakes_the_pay_in_january_is_told(pay, warned):
    """§ 6 Abs. 4 Satz 2 SGB V: 73,800 euros a year in 2025, 77,400 in 2026."""
    found = advice(JOB | {"gross_pay": pay, "last_cover": "never"}, "2025-12-01")
    assert found.outcome == "immigrant-above-limit"
    assert ("employee-limit-may-rise" in found.cautions) is warned


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        pytest.param(
            GERMAN | {"last_cover": "private"}, False, id="last insured privately: the insurer sets the price"
        ),
        pytest.param(GERMAN | {"last_cover": "statutory"}, True, id="a member pays by income"),
        pytest.param(
            GERMAN | {"relative": "spouse", "last_cover": "private"}, True, id="income decides family insurance"
        ),
        pytest.param(EU | {"last_cover": "abroad", "means_of_subsistence": "yes"}, False, id="private on own means"),
    ],
)
def test_income_is_asked_only_where_it_changes_something(given, asked):
    found = advice(given | {"immigrant_income": "900"})
    assert ("immigrant_income" in found.answers) is asked
    left = step({key: raw for key, raw in given.items() if key != "immigrant_income"})
    assert (left.due is not None and left.due.key == "immigrant_income") is asked


@pytest.mark.parametrize(
    ("given", "assumed"),
    [
        pytest.param(EU, "means_of_subsistence", id="an EU citizen, who may stay with means of their own"),
        pytest.param(THIRD, "secures_living", id="whose title may hang on securing a living"),
    ],
)
def test_the_chart_of_a_family_member_goes_on_where_the_income_ends_that(given, assumed):
    """§ 10 Abs. 1 Nr. 5 SGB V: free up to 565 euros; beyond it voluntary members whose right to stay hangs on cover."""
    found = step(given | {"relative": "spouse"})
    assert advise(found).outcome == "immigrant-family"
    drawn = chart_of(found)
    assert (assumed, "yes") in drawn.assumed
    assert (D("565.00"), D(0)) in drawn.curves[0].points
    assert drawn.curves[0].points[-1][0] == D(8000)


# Benefits ------------------------------------------------------------------------------------------------------------

UNEMPLOYED = GERMAN | {"immigrant_benefits": "unemployment"}
SUPPORTED = GERMAN | {"immigrant_benefits": "basic", "last_cover": "statutory"}


def asked(given):
    return list(step(given).given)


def due(given, *left_out):
    found = step({key: value for key, value in given.items() if key not in left_out})
    return found.due and found.due.key


@pytest.mark.parametrize(
    ("given", "law"),
    [
        pytest.param(UNEMPLOYED, "§ 5 Abs. 1 Nr. 2 SGB V", id="unemployment benefit"),
        pytest.param(SUPPORTED, "§ 5 Abs. 1 Nr. 2a SGB V", id="basic income support"),
        pytest.param(SUPPORTED | {"last_cover": "never"}, "§ 5 Abs. 1 Nr. 2a SGB V", id="never insured before"),
        pytest.param(
            UNEMPLOYED | {"citizenship": "eu", "age": "55", "last_cover": "europe"},
            "§ 5 Abs. 1 Nr. 2 SGB V",
            id="an EU citizen at the age that bars those from private insurance",
        ),
        pytest.param(
            SUPPORTED | {"citizenship": "third", "immigrant_visa": "none"},
            "§ 5 Abs. 1 Nr. 2a SGB V",
            id="of a third country",
        ),
    ],
)
def test_benefits_insure_at_the_cost_of_the_office(given, law):
    found = advice(given)
    assert (found.outcome, found.duty) == ("immigrant-benefits", "statutory_compulsory")
    assert routes(found) == {"statutory_benefit_recipient": "required"}
    assert found.routes[0].law == (law, "§ 251 Abs. 4a SGB V" if law.endswith("2 SGB V") else "§ 251 Abs. 4 SGB V")
    assert found.amounts == ()
    third = given["citizenship"] == "third"
    residence = ("immigrant-residence-title",) if third else ()
    assert found.documents == ("passport-or-id", *residence, "immigrant-benefit-notice")
    assert [(each.code, each.begins) for each in found.deadlines] == [("follow-on", True)]
    assert "relative" not in asked(given)
    assert "immigrant_income" not in asked(given)


def test_benefits_beside_a_minijob():
    assert routes(advice(SUPPORTED | {"immigrant_work": "minijob"})) == {
        "statutory_benefit_recipient": "required",
        "marginal_job": "closed",
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(UNEMPLOYED, None, id="unemployment benefit below the age"),
        pytest.param(UNEMPLOYED | {"age": "54"}, None, id="a year below it"),
        pytest.param(UNEMPLOYED | {"age": "55"}, "last_cover", id="at the age (§ 6 Abs. 3a SGB V)"),
        pytest.param(SUPPORTED, "last_cover", id="basic income support (§ 5 Abs. 5a SGB V)"),
        pytest.param(GERMAN, "last_cover", id="no benefit"),
    ],
)
def test_the_last_insurance_is_asked_where_it_decides_about_the_benefit(given, expected):
    assert due(given, "last_cover") == expected
    assert asked(SUPPORTED)[-1] == "last_cover"


@pytest.mark.parametrize(
    ("given", "law"),
    [
        pytest.param(SUPPORTED | {"last_cover": "private"}, "§ 5 Abs. 5a SGB V", id="basic income support"),
        pytest.param(UNEMPLOYED | {"age": "55", "last_cover": "private"}, "§ 6 Abs. 3a SGB V", id="unemployment benefit"),
    ],
)  # fmt: skip
def test_benefits_leave_the_privately_insured_where_they_are(given, law):
    found = advice(given)
    assert (found.outcome, found.duty) == ("immigrant-last-private", "private_compulsory")
    assert found.cautions[0] == "immigrant-benefits-subsidy"
    [closed] = [route for route in found.routes if route.code == "statutory_benefit_recipient"]
    assert (closed.status, closed.reason, closed.law) == ("closed", "immigrant-benefits-not-private", (law,))
    without = advice(GERMAN | {"last_cover": "private"})
    assert "statutory_benefit_recipient" not in routes(without)
    assert "immigrant-benefits-subsidy" not in without.cautions


def test_who_is_insured_privately_may_join_the_family_beside_basic_support_alone():
    """§ 10 Abs. 1 Satz 1 Nr. 3 SGB V: not who is free of insurance for the age."""
    private = {"last_cover": "private", "relative": "spouse"}
    assert advice(SUPPORTED | private).outcome == "immigrant-family"
    assert advice(UNEMPLOYED | private | {"age": "55"}).outcome == "immigrant-last-private"


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        pytest.param(GERMAN, True, id="without work"),
        pytest.param(GERMAN | {"immigrant_work": "minijob"}, True, id="a minijob"),
        pytest.param(GERMAN | {"immigrant_work": "employed", "gross_pay": "603"}, True, id="at the minijob limit"),
        pytest.param(GERMAN | {"immigrant_work": "employed", "gross_pay": "603.01"}, False, id="a job that insures"),
        pytest.param({"citizenship": "german"} | BUSINESS, True, id="a business (§ 5 Abs. 5 SGB V)"),
        pytest.param(
            {"citizenship": "third", "immigrant_visa": "national"} | BUSINESS, False, id="a business, still abroad"
        ),
        pytest.param(GERMAN | {"immigrant_abroad": "s1"}, False, id="insured from abroad"),
        pytest.param(THIRD | {"immigrant_visa": "national"}, False, id="still abroad, waiting for the visa"),
        pytest.param(THIRD, True, id="here, from a third country"),
    ],
)
def test_benefits_are_asked_about_where_they_decide(given, is_asked):
    assert ("immigrant_benefits" in asked(PAYS | {"last_cover": "statutory"} | given)) is is_asked


FOUNDER = {"citizenship": "german"} | BUSINESS | {"immigrant_benefits": "basic"}


@pytest.mark.parametrize(
    ("last_cover", "outcome", "reason"),
    [
        pytest.param("statutory", "immigrant-benefits", "former-student-benefits", id="last in a fund"),
        pytest.param("europe", "immigrant-benefits", "former-student-benefits", id="last in the EU"),
        pytest.param("private", "immigrant-last-private", "immigrant-benefits-not-private", id="last private"),
        pytest.param("never", "immigrant-private", "immigrant-benefits-not-self-employed", id="never"),
        pytest.param("abroad", "immigrant-private", "immigrant-benefits-not-self-employed", id="in another way abroad"),
    ],
)
def test_basic_support_insures_beside_a_business_whoever_was_in_a_public_system(last_cover, outcome, reason):
    """§ 5 Abs. 1 Nr. 2a SGB V; Abs. 5 leaves it alone, Abs. 5a does not."""
    given = FOUNDER | {"last_cover": last_cover}
    found = advice(given)
    assert found.outcome == outcome
    assert reasons(found)["statutory_benefit_recipient"] == reason
    insured = outcome == "immigrant-benefits"
    assert routes(found)["statutory_benefit_recipient"] == ("required" if insured else "closed")
    assert ("immigrant-benefits-subsidy" in found.cautions) is not insured
    assert found.amounts == ()
    if insured:
        assert asked(given)[-1] == "last_cover"
        assert found.cautions == ()
    else:
        [closed] = [route for route in found.routes if route.code == "statutory_benefit_recipient"]
        assert closed.law == ("§ 5 Abs. 5a SGB V",)


def test_without_work_basic_support_insures_whoever_was_insured_in_another_way_abroad():
    assert advice(SUPPORTED | {"last_cover": "abroad"}).outcome == "immigrant-benefits"


def test_without_support_a_business_alone_decides():
    found = advice(FOUNDER | {"immigrant_benefits": "none", "last_cover": "statutory"})
    assert found.outcome == "immigrant-catch-all"
    assert "statutory_benefit_recipient" not in routes(
        advice(FOUNDER | {"immigrant_benefits": "none", "last_cover": "never"})
    )


def test_unemployment_benefit_is_no_answer_beside_a_business():
    """§ 138 Abs. 3 SGB III; a start-up grant (§ 93 SGB III) insures nobody."""
    found = step(FOUNDER | {"immigrant_benefits": "unemployment"})
    assert (found.due.key, found.problem.typed) == ("immigrant_benefits", "unemployment")
    assert step(GERMAN | {"immigrant_benefits": "unemployment", "immigrant_work": "minijob"}).due is None


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        pytest.param(UNEMPLOYED | {"age": "54"}, True, id="below the age, not asked"),
        pytest.param(UNEMPLOYED | {"age": "55", "last_cover": "statutory"}, False, id="at the age, last in a fund"),
        pytest.param(SUPPORTED, False, id="basic income support"),
    ],
)
def test_unemployment_benefit_ends_a_private_contract(given, warned):
    """§ 205 Abs. 2 VVG; or the exemption (§ 8 Abs. 1 Nr. 1a SGB V)."""
    assert advice(given).cautions == (("immigrant-benefits-end-private",) if warned else ())


@pytest.mark.parametrize(("relative", "warned"), [("parent", True), ("spouse", False)])
def test_a_privately_insured_parent_may_bar_family_insurance(relative, warned):
    """§ 10 Abs. 3 SGB V."""
    found = advice(GERMAN | {"age": "20", "relative": relative})
    assert found.outcome == "immigrant-family"
    assert ("family-other-parent-private" in found.cautions) is warned
    assert "income-ends-family-cover" in found.cautions

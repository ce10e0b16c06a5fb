"""The flow for students: the five groups, home cover, exemption, the 30th birthday, family, and costs since 2019."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.student import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.interview.journeys import deciding
from advisor.rules.amounts import Base, Term, contribution, factor
from advisor.rules.care import Parenthood
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.figures import NotYetKnown, figures
from advisor.rules.students import (
    former_student_contributions,
    is_within_student_limits,
    semester_end,
    student_contributions,
)

TODAY = "2026-11-22"
NEWCOMER = {
    "country": "US",
    "purpose": "degree",
    "home_cover": "none",
    "work": "none",
    "gross_pay": "3000",
    "age": "24",
    "turns_30": "this",
    "turned_30": "no",
    "semesters": "3",
    "exempted": "no",
    "relative": "none",
    "own_income": "0",
    "children": "0",
    "children_under_25": "0",
    "saxony": "no",
    "additional_rate": "average",
    "start": "none",
    "tax_free_scholarship": "0",
    "other_cover_ends": "none",
    "job_start": "none",
    "first_job": "yes",
    "home_cover_ends": "none",
    "last_statutory": "no",
}


def law(day):
    return figures().on(date.fromisoformat(day))


def steps_to_advice(given, day):
    step = walk(FLOW, NEWCOMER | given, law(day))
    assert step.problem is None, step.problem
    assert step.due is None, f"{step.due.key} is still to be answered"
    return step


def advice(day=TODAY, **given):
    return advise(steps_to_advice(given, day))


def asked(day=TODAY, **given):
    return list(steps_to_advice(given, day).given)


def routes(found):
    return {route.code: route.status for route in found.routes}


def reasons(found):
    return {route.code: route.reason for route in found.routes}


def deadlines(found):
    return {deadline.code: deadline.on for deadline in found.deadlines}


def cost(day, additional_rate="0", **given):
    """(health, care, total) as a student pays them."""
    total = advice(day, additional_rate=additional_rate, **given).amounts[0]
    return total.find("health_general").euros, total.find("care").euros, total.euros


# The five groups (STU-2) -----------------------------------------------------------------------------------------------

GROUPS = [
    pytest.param(
        {"country": "HU", "home_cover": "statutory"},
        "student-home-cover",
        "home_cover_continues",
        {"home_ehic": "required", "statutory_student": "closed", "private_supplementary": "possible"},
        id="1 from an EU state with its card",
    ),
    pytest.param(
        {"country": "TR", "home_cover": "statutory"},
        "student-home-cover",
        "home_cover_continues",
        {"home_treaty": "required", "statutory_student": "closed", "private_supplementary": "possible"},
        id="1 from a treaty state with its form",
    ),
    pytest.param(
        {"country": "UA"},
        "student-statutory",
        "statutory_compulsory",
        {"statutory_student": "required", "private_student": "possible", "statutory_family": "closed"},
        id="2 from any other state",
    ),
    pytest.param(
        {"country": "UA", "age": "31"},
        "student-over-limit-private",
        "private_compulsory",
        {"private_full": "required", "statutory_voluntary": "closed", "statutory_student": "closed"},
        id="3 over the age limit",
    ),
    pytest.param(
        {"country": "UA", "purpose": "language_course"},
        "student-course-private",
        "private_compulsory",
        {"private_visitor": "required", "statutory_voluntary": "closed", "statutory_student": "closed"},
        id="4 in a language course",
    ),
    pytest.param(
        {"country": "UA", "purpose": "preparatory_college"},
        "student-course-private",
        "private_compulsory",
        {"private_visitor": "required", "statutory_voluntary": "closed", "statutory_student": "closed"},
        id="4 in a preparatory college",
    ),
    pytest.param(
        {"country": "UA", "purpose": "doctorate"},
        "student-doctorate-private",
        "private_compulsory",
        {"private_full": "required", "statutory_voluntary": "closed", "statutory_student": "closed"},
        id="5 taking a doctorate",
    ),
    pytest.param(
        {"country": "UA", "purpose": "scholarship"},
        "student-doctorate-private",
        "private_compulsory",
        {"private_full": "required", "statutory_voluntary": "closed", "statutory_student": "closed"},
        id="5 on a scholarship",
    ),
]


@pytest.mark.parametrize(("given", "outcome", "duty", "expected"), GROUPS)
def test_the_five_groups(given, outcome, duty, expected):
    found = advice(**given)
    assert (found.outcome, found.duty) == (outcome, duty)
    assert routes(found) == expected


# Cover at home (STU-4, STU-6) ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2019-03-01", "2021-01-01", TODAY])
@pytest.mark.parametrize(
    ("country", "route", "paper"),
    [
        pytest.param("HU", "home_ehic", "ehic", id="EU"),
        pytest.param("NO", "home_ehic", "ehic", id="EEA"),
        pytest.param("CH", "home_ehic", "ehic", id="Switzerland"),
        pytest.param("GB", "home_ehic", "ehic", id="United Kingdom"),
        pytest.param("BA", "home_treaty", "treaty-form", id="Bosnia and Herzegovina"),
        pytest.param("ME", "home_treaty", "treaty-form", id="Montenegro"),
        pytest.param("MK", "home_treaty", "treaty-form", id="North Macedonia"),
        pytest.param("RS", "home_treaty", "treaty-form", id="Serbia"),
        pytest.param("TN", "home_treaty", "treaty-form", id="Tunisia"),
        pytest.param("TR", "home_treaty", "treaty-form", id="Türkiye"),
    ],
)
def test_statutory_cover_at_home_goes_on(country, route, paper, day):
    found = advice(day, country=country, home_cover="statutory")
    assert found.outcome == "student-home-cover"
    assert routes(found)[route] == "required"
    assert found.documents == (paper, "fund-confirmation-for-university")
    assert found.authority == "fund-recognises-home-cover"
    assert found.amounts == ()


def test_the_card_of_the_united_kingdom_rests_on_the_treaty_since_2021():
    until = advice("2020-12-31", country="GB", home_cover="statutory").routes[0].law
    since = advice("2021-01-01", country="GB", home_cover="statutory").routes[0].law
    assert until == ("Art. 19 VO (EG) 883/2004",)
    assert since == ("Protokoll über die Koordinierung der sozialen Sicherheit, Abkommen EU–Vereinigtes Königreich",)


@pytest.mark.parametrize(
    ("country", "reason"),
    [
        pytest.param("IL", "student-treaty-without-care", id="Israel, maternity only"),
        pytest.param("MA", "student-treaty-without-care", id="Morocco, cash only"),
        pytest.param("XK", "student-treaty-unverified", id="Kosovo, not verified"),
        pytest.param("US", "student-no-treaty", id="a treaty without sickness"),
        pytest.param("UA", "student-no-treaty", id="no treaty"),
    ],
)
@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({}, "student-statutory", id="degree"),
        pytest.param({"age": "35"}, "student-over-limit-private", id="over the limit"),
        pytest.param({"purpose": "language_course"}, "student-course-private", id="course"),
        pytest.param({"purpose": "doctorate"}, "student-doctorate-private", id="doctorate"),
    ],
)
def test_public_cover_that_does_not_count_says_why(country, reason, given, outcome):
    found = advice(country=country, home_cover="statutory", **given)
    assert found.outcome == outcome
    assert (routes(found)["home_treaty"], reasons(found)["home_treaty"]) == ("closed", reason)


def test_private_cover_at_home_needs_the_exemption():
    found = advice(country="HU", home_cover="private")
    assert (found.outcome, found.duty) == ("student-private-home-cover", "statutory_compulsory")
    assert routes(found) == {
        "statutory_student": "required",
        "private_student": "possible",
        "home_private": "possible",
        "statutory_family": "closed",
    }
    assert "private-policy" in found.documents
    assert "exemption-is-final" in found.cautions


def test_private_cover_at_home_beyond_the_age_limit_needs_none():
    found = advice(country="HU", home_cover="private", age="32")
    assert found.outcome == "student-over-limit-private"
    assert routes(found) == {
        "private_full": "required",
        "home_private": "possible",
        "statutory_voluntary": "closed",
        "statutory_student": "closed",
    }


def test_no_cover_at_home_gives_the_tariff_or_with_exemption_a_private_policy():
    found = advice(country="HU", home_cover="none")
    assert found.outcome == "student-statutory"
    assert routes(found) == {
        "statutory_student": "required",
        "private_student": "possible",
        "statutory_family": "closed",
    }
    assert found.documents == ("passport-or-id", "admission-letter", "fund-confirmation-for-university")


def test_no_cover_at_home_over_the_age_limit_gives_no_tariff():
    found = advice(country="HU", home_cover="none", age="30")
    assert routes(found) == {
        "private_full": "required",
        "statutory_voluntary": "closed",
        "statutory_student": "closed",
    }


@pytest.mark.parametrize("purpose", ["language_course", "preparatory_college", "doctorate", "scholarship"])
def test_the_card_also_covers_those_who_are_no_regular_students(purpose):
    found = advice(country="HU", home_cover="statutory", purpose=purpose)
    assert routes(found) == {"home_ehic": "required", "private_supplementary": "possible"}
    assert found.documents == ("ehic",)


@pytest.mark.parametrize(
    ("purpose", "outcome"),
    [
        ("degree", "student-statutory"),
        ("language_course", "student-course-with-periods"),
        ("doctorate", "student-doctorate-with-periods"),
    ],
)
def test_members_of_a_fund_here(purpose, outcome):
    found = advice(country="DE", home_cover="statutory", purpose=purpose)
    assert found.outcome == outcome
    assert "home_ehic" not in routes(found)


@pytest.mark.parametrize("given", [{"age": "33"}, {"purpose": "doctorate"}, {"purpose": "language_course"}])
def test_people_here_without_cover_belong_to_their_last_system(given):
    """§ 5 Abs. 1 Nr. 13 SGB V; the lowest contribution of voluntary members, 1,318.33 euros at 14.0, 2.9 and 4.2 percent."""
    found = advice(country="DE", home_cover="none", last_statutory="yes", **given)
    assert (found.outcome, found.duty) == ("student-catch-all", "statutory_compulsory")
    assert routes(found) == {"statutory_catch_all": "required", "statutory_student": "closed"}
    assert found.amounts[0].euros == D("278.17")
    found = advice(country="DE", home_cover="none", last_statutory="no", **given)
    assert found.duty == "private_compulsory"
    assert "statutory_catch_all" not in routes(found)
    assert [status for status in routes(found).values() if status == "required"] == ["required"]


def test_only_people_here_without_cover_are_asked_for_the_last_system():
    assert "last_statutory" in asked(country="DE", home_cover="none", age="33", last_statutory="no")
    for given in ({"age": "24"}, {"age": "33", "home_cover": "private"}, {"age": "33", "country": "HU"}):
        assert "last_statutory" not in asked(**({"country": "DE", "home_cover": "none"} | given))


# Work beside the studies (STU-9, STU-13) -------------------------------------------------------------------------------


def test_a_job_moves_a_student_with_the_card_to_german_law():
    found = advice(country="HU", home_cover="statutory", work="part_time")
    assert found.outcome == "student-statutory"
    assert "student-job-ends-home-cover" in found.cautions
    assert "student-working-hours" in found.cautions


def test_a_minijob_beside_the_card_is_an_open_point():
    found = advice(country="HU", home_cover="statutory", work="marginal")
    assert found.outcome == "student-home-cover"
    assert found.cautions[0] == "student-minijob-and-home-cover"


def test_a_minijob_changes_nothing_in_the_tariff():
    assert advice(work="marginal").amounts[0].euros == advice(work="none").amounts[0].euros


@pytest.mark.parametrize(
    ("pay", "outcome"),
    [
        pytest.param("603", "student-statutory", id="at the minijob limit"),
        pytest.param("603.01", "student-employee", id="a cent above it"),
        pytest.param("6450", "student-employee", id="at the annual earnings limit"),
        pytest.param("6450.01", "student-employee-above-limit", id="a cent above it, a month"),
    ],
)
def test_more_than_twenty_hours(pay, outcome):
    assert advice(work="main", gross_pay=pay).outcome == outcome


def test_the_job_of_a_student_costs_half():
    found = advice(work="main", gross_pay="3000", children="1")
    employee, employer = found.amounts
    assert (employee.payer, employer.payer) == ("insured", "employer")
    assert employee.find("health_general").euros == D("219.00")  # 3000 × 14.6 % / 2
    assert employee.find("health_additional").euros == D("43.50")  # 3000 × 2.9 % / 2
    assert employee.find("care").euros == D("54.00")  # 3000 × 3.6 % / 2
    assert deadlines(found) == {"tell-employer-your-fund": None}


@pytest.mark.parametrize("purpose", ["doctorate", "scholarship", "language_course", "preparatory_college"])
def test_a_part_time_job_insures_whoever_is_no_regular_student(purpose):
    assert advice(purpose=purpose, work="part_time", gross_pay="1900").outcome == "student-employee"
    assert "gross_pay" in asked(purpose=purpose, work="part_time", gross_pay="1900")


def test_the_day_of_the_job_gives_the_deadlines():
    """§ 175 Abs. 3 Satz 2 and § 9 Abs. 2 Nr. 3 SGB V; a membership here goes on by itself (§ 188 Abs. 4 SGB V)."""

    def days(**given):
        return {
            deadline.code: deadline.on for deadline in advice(work="main", job_start="2026-10-01", **given).deadlines
        }

    assert days(gross_pay="1900") == {"tell-employer-your-fund": date(2026, 10, 14)}
    assert days(gross_pay="9000") == {"join-after-first-job": date(2027, 1, 1)}
    assert days(gross_pay="9000", country="DE", home_cover="private") == {"join-after-first-job": date(2027, 1, 1)}
    assert days(gross_pay="9000", country="DE", home_cover="statutory") == {"follow-on": None}
    [goes_on] = advice(work="main", gross_pay="9000", country="DE", home_cover="statutory").deadlines
    assert (goes_on.law, goes_on.begins, goes_on.closes) == ("§ 188 Abs. 4 SGB V", True, False)


def test_a_membership_here_goes_on_above_the_limit():
    """§ 188 Abs. 4 SGB V: there is no time to join that could be over."""
    given = {"country": "DE", "home_cover": "statutory", "work": "main", "gross_pay": "9000"}
    found = advice(**given, job_start="2018-01-31")
    voluntary = next(route for route in found.routes if route.code == "statutory_voluntary")
    assert (found.outcome, voluntary.status) == ("student-employee-above-limit", "possible")
    assert (voluntary.reason, voluntary.law) == (
        "employee-membership-goes-on",
        ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V"),
    )
    assert "first_job" not in asked(**given)
    abroad = advice(country="US", home_cover="statutory", work="main", gross_pay="9000")
    voluntary = next(route for route in abroad.routes if route.code == "statutory_voluntary")
    assert (voluntary.reason, voluntary.law) == ("employee-above-limit-statutory", ("§ 9 Abs. 1 Nr. 3 SGB V",))


LATER_JOB = {"country": "DE", "home_cover": "private", "work": "main", "gross_pay": "9000", "first_job": "no"}


@pytest.mark.parametrize(
    ("given", "outcome", "statutory"),
    [
        pytest.param({}, "employee-stays-private", ("closed", "employee-no-way-back"), id="privately insured"),
        pytest.param(
            {"home_cover": "none", "last_statutory": "no"},
            "employee-only-private",
            ("closed", "no-earlier-periods"),
            id="uninsured",
        ),
        pytest.param(
            {"first_job": "yes"},
            "student-employee-above-limit",
            ("possible", "employee-above-limit-statutory"),
            id="the first job",
        ),
        pytest.param(
            {"first_job": "yes", "job_start": "2026-08-20"},
            "too-late-private",
            ("closed", "too-late-first-job"),
            id="the first job, too long ago",
        ),
        pytest.param(
            {"first_job": "yes", "job_start": "2026-08-22"},
            "student-employee-above-limit",
            ("possible", "employee-above-limit-statutory"),
            id="the first job, on the last day",
        ),
    ],
)
def test_only_a_first_job_leads_from_private_insurance_to_a_fund(given, outcome, statutory):
    """§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 Nr. 3 SGB V."""
    found = advice(**LATER_JOB | given)
    assert (found.outcome, (routes(found)["statutory_voluntary"], reasons(found)["statutory_voluntary"])) == (
        outcome,
        statutory,
    )
    assert routes(found)["statutory_student"] == "closed"


def test_a_later_job_leaves_nothing_to_be_worked_out():
    keys = asked(**LATER_JOB)
    assert keys == ["country", "purpose", "home_cover", "work", "gross_pay", "first_job"]
    stays = advice(**LATER_JOB)
    assert (stays.duty, stays.deadlines, stays.amounts) == ("private_compulsory", (), ())
    assert stays.cautions == ("employee-limit-may-rise", "return-to-statutory-is-hard")
    assert advice("2025-11-22", **LATER_JOB).cautions == ("return-to-statutory-is-hard",)
    assert stays.documents == ("employee-certificate-for-subsidy",)
    found = advice(**LATER_JOB | {"home_cover": "none", "last_statutory": "no"})
    assert found.cautions == ("employee-limit-may-rise", "health-questions")
    assert found.documents == ("employment-contract", "employee-certificate-for-subsidy")


def test_the_first_job_is_asked_only_where_it_decides():
    assert "first_job" not in asked(**LATER_JOB | {"gross_pay": "1900"})
    assert "first_job" not in asked(**LATER_JOB | {"country": "HU"})
    assert "first_job" not in asked(**LATER_JOB | {"home_cover": "statutory"})


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        pytest.param({"age": "55"}, True, id="55"),
        pytest.param({"age": "54"}, False, id="54"),
        pytest.param({"age": "57", "home_cover": "none"}, True, id="without cover, perhaps private before"),
        pytest.param({"age": "57", "home_cover": "statutory"}, False, id="in a fund"),
        pytest.param({"age": "57", "country": "US"}, False, id="from abroad"),
    ],
)
def test_from_55_on_a_job_after_private_insurance_mostly_opens_no_fund(given, warned):
    """§ 6 Abs. 3a SGB V."""
    found = advice(**{"country": "DE", "home_cover": "private", "work": "main", "gross_pay": "3000"} | given)
    assert found.outcome == "student-employee"
    assert ("return-barred-by-age" in found.cautions) == warned


def test_a_job_ends_the_cover_from_home():
    for purpose in ("degree", "doctorate"):
        found = advice(country="HU", home_cover="statutory", work="main", gross_pay="1900", purpose=purpose)
        assert found.outcome == "student-employee"
        assert "student-job-ends-home-cover" in found.cautions
    assert "student-job-ends-home-cover" not in advice(work="main", gross_pay="1900").cautions


def test_children_are_proved_to_the_fund_of_the_job():
    assert "children-proof" in advice(work="main", gross_pay="1900", children="1").documents


def test_a_part_time_job_leaves_a_regular_student_a_student():
    assert advice(work="part_time").outcome == "student-statutory"
    assert "gross_pay" not in asked(work="part_time")


# Exemption (STU-5, § 8 SGB V) ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "last"),
    [
        pytest.param("2026-10-01", date(2026, 12, 31), id="winter semester"),
        pytest.param("2026-10-15", date(2027, 1, 14), id="enrolled later"),
        pytest.param("2026-11-30", date(2027, 2, 28), id="there is no 29 February 2027"),
        pytest.param("none", None, id="without the day only the rule"),
    ],
)
def test_three_months_for_the_exemption(start, last):
    found = advice(start=start)
    assert deadlines(found)["student-exemption"] == last
    assert deadlines(found)["student-duty-begins"] == (None if start == "none" else date.fromisoformat(start))


@pytest.mark.parametrize(
    ("day", "status", "reason"),
    [
        pytest.param("2026-12-31", "possible", "student-exemption", id="on the last day"),
        pytest.param("2027-01-01", "closed", "student-exemption-too-late", id="the day after"),
    ],
)
def test_the_exemption_ends_with_the_last_day(day, status, reason):
    found = advice(day, home_cover="private", start="2026-10-01", additional_rate="0")
    assert (routes(found)["private_student"], reasons(found)["private_student"]) == (status, reason)
    assert deadlines(found)["student-exemption"] == date(2026, 12, 31)
    assert routes(found).get("home_private", "closed") == status
    assert ("exemption-is-final" in found.cautions) == (status == "possible")
    assert found.outcome == ("student-private-home-cover" if status == "possible" else "student-statutory")


@pytest.mark.parametrize(
    ("day", "possible"),
    [("2026-10-31", True), ("2026-11-01", True), ("2026-11-02", True), ("2026-11-03", False)],
)
def test_three_months_that_end_on_a_saturday_run_to_the_monday(day, possible):
    """§ 26 Abs. 3 SGB X."""
    found = advice(day, home_cover="private", start="2026-08-01", other_cover_ends="none")
    assert ("exemption-is-final" in found.cautions) is possible
    assert found.outcome == ("student-private-home-cover" if possible else "student-statutory")


OTHER_COVER = [
    pytest.param("none", date(2022, 10, 1), date(2022, 12, 31), "closed", id="not at all"),
    pytest.param("2022-09-30", date(2022, 10, 1), date(2022, 12, 31), "closed", id="until the day before"),
    pytest.param("2022-10-01", date(2022, 10, 2), date(2023, 1, 1), "closed", id="on the first day"),
    pytest.param("2026-08-22", date(2026, 8, 23), date(2026, 11, 22), "possible", id="the last day is today"),
    pytest.param("2026-08-21", date(2026, 8, 22), date(2026, 11, 21), "possible", id="a Saturday: until Monday"),
    pytest.param("2026-08-20", date(2026, 8, 21), date(2026, 11, 20), "closed", id="the last day is over"),
    pytest.param("2026-11-30", date(2026, 12, 1), date(2027, 2, 28), "possible", id="until a day to come"),
]


@pytest.mark.parametrize(("ends", "begins", "last", "status"), OTHER_COVER)
def test_the_duty_begins_after_another_insurance(ends, begins, last, status):
    """§ 5 Abs. 7, § 8 Abs. 2 SGB V: the family, a job and cover at home come before the student insurance."""
    given = {"country": "DE", "home_cover": "statutory", "relative": "parent", "age": "25", "start": "2022-10-01"}
    found = advice(**given, other_cover_ends=ends)
    assert found.outcome == "student-statutory"
    assert (deadlines(found)["student-duty-begins"], deadlines(found)["student-exemption"]) == (begins, last)
    assert routes(found)["private_student"] == status


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(
            {"home_cover": "private"}, ("report-at-once", "employee-private-contract"), id="privately insured"
        ),
        pytest.param({"home_cover": "none"}, ("report-at-once",), id="not insured"),
        pytest.param({"home_cover": "statutory"}, (), id="in a fund"),
        pytest.param({"home_cover": "private", "start": "2026-10-01"}, ("exemption-is-final",), id="still in time"),
    ],
)
def test_who_is_too_late_for_an_exemption_owes_contributions_since_the_first_day(given, told):
    """§ 186 Abs. 7 SGB V: the membership has begun with the semester, whoever has been told of it."""
    found = advice(**{"country": "DE", "start": "2026-04-01", "other_cover_ends": "none"} | given)
    assert tuple(caution for caution in found.cautions if caution != "family-in-both-systems") == told


def test_a_private_policy_may_be_chosen_again_after_another_insurance():
    given = {"home_cover": "private", "start": "2022-10-01"}
    assert advice(**given).outcome == "student-statutory"
    found = advice(**given, other_cover_ends="2026-10-31")
    assert (found.outcome, routes(found)["home_private"]) == ("student-private-home-cover", "possible")


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        pytest.param({"start": "2026-08-23"}, False, id="three months end today"),
        pytest.param({"start": "2026-08-22"}, False, id="they end at the weekend"),
        pytest.param({"start": "2026-08-21"}, True, id="they ended before the weekend"),
        pytest.param({"start": "none"}, False, id="without a day"),
        pytest.param({"start": "2022-10-01", "relative": "spouse"}, False, id="in family insurance"),
        pytest.param({"start": "2022-10-01", "age": "31"}, False, id="over the limit"),
    ],
)
def test_another_insurance_is_asked_for_only_where_it_decides(given, is_asked):
    assert ("other_cover_ends" in asked(**given)) == is_asked


def test_a_day_that_does_not_exist_is_asked_again():
    step = walk(FLOW, NEWCOMER | {"start": "2022-10-01", "other_cover_ends": "2026-02-30"}, law(TODAY))
    assert (step.problem.question.key, step.problem.typed) == ("other_cover_ends", "2026-02-30")


def test_insurance_abroad_until_the_job_delays_the_duty():
    given = {"country": "NL", "home_cover": "statutory", "work": "part_time", "start": "2025-10-01"}
    found = advice(**given, other_cover_ends="2026-10-31")
    assert deadlines(found)["student-duty-begins"] == date(2026, 11, 1)
    assert routes(found)["private_student"] == "possible"


@pytest.mark.parametrize(
    ("start", "warned"),
    [
        pytest.param("2026-12-01", False, id="before any figure changes"),
        pytest.param("2027-04-01", True, id="when the base and the average are not known"),
        pytest.param("none", False, id="without a day"),
        pytest.param("2025-10-01", False, id="in the past"),
    ],
)
def test_a_start_under_other_figures_is_warned_of(start, warned):
    assert ("figures-change-before-start" in advice(start=start).cautions) == warned


def test_the_exemption_closes_the_statutory_system():
    found = advice(home_cover="private", exempted="yes", relative="spouse")
    assert (found.outcome, found.duty) == ("student-exempted", "private_compulsory")
    assert routes(found) == {"private_student": "required", "statutory_student": "closed"}
    assert found.routes[1].law == ("§ 8 Abs. 2 SGB V",)
    assert "exemption-decision" in found.documents
    assert next(route for route in advice().routes if route.code == "private_student").excludes == (
        "statutory_student",
    )


def test_the_exemption_is_no_question_for_the_doctorate_or_the_card():
    assert "exempted" not in asked(purpose="doctorate")
    assert "exempted" not in asked(country="HU", home_cover="statutory")
    assert "exempted" in asked(home_cover="private")


# The 30th birthday (STU-3, § 190 Abs. 9 SGB V) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "start", "turns", "last"),
    [
        pytest.param("2026-11-22", "2026-10-01", "this", date(2027, 3, 31), id="this winter semester"),
        pytest.param("2026-11-22", "2026-10-01", "next", date(2027, 9, 30), id="the summer semester after it"),
        pytest.param("2026-11-22", "2026-10-01", "after_next", date(2028, 3, 31), id="two semesters later"),
        pytest.param("2026-04-01", "2026-04-01", "this", date(2026, 9, 30), id="first day of a summer semester"),
        pytest.param("2026-03-31", "2026-04-01", "this", date(2026, 9, 30), id="counted from the first semester"),
        pytest.param("2026-03-31", "2024-10-01", "this", date(2026, 3, 31), id="last day of a winter semester"),
        pytest.param("2026-11-22", "none", "this", None, id="without a beginning only the rule"),
    ],
)
def test_the_semester_of_the_30th_birthday(day, start, turns, last):
    found = advice(day, age="29", start=start, turns_30=turns)
    assert found.outcome == "student-statutory"
    assert deadlines(found)["student-age-limit"] == last


def test_who_turns_30_before_the_first_semester_is_over_the_limit():
    assert advice(age="29", turns_30="before").outcome == "student-over-limit-private"


def test_who_has_turned_30_in_this_semester_stays_until_its_end():
    found = advice(age="30", turned_30="yes")
    assert found.outcome == "student-statutory"
    assert deadlines(found)["student-age-limit"] == date(2027, 3, 31)
    assert advice(age="30", turned_30="no").outcome == "student-over-limit-private"


def test_the_birthday_is_asked_only_where_it_matters():
    assert {"turns_30", "turned_30"}.isdisjoint(asked(age="28"))
    assert "turns_30" in asked(age="29")
    assert "turned_30" in asked(age="30")
    assert {"turns_30", "turned_30"}.isdisjoint(asked(age="31"))
    assert "turned_30" not in asked(age="30", purpose="doctorate")


def test_semesters_end_with_march_and_september():
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 1), date(2027, 1, 15)]
    ends = [date(2026, 3, 31), date(2026, 9, 30), date(2026, 9, 30), date(2027, 3, 31), date(2027, 3, 31)]
    assert [semester_end(day) for day in days] == ends


def test_over_30_with_earlier_periods_is_voluntary_or_private():
    found = advice(country="DE", home_cover="statutory", age="33")
    assert (found.outcome, found.duty) == ("student-over-limit-voluntary", "statutory_or_private")
    assert routes(found) == {
        "statutory_voluntary": "possible",
        "private_full": "possible",
        "statutory_student": "closed",
    }
    assert found.amounts[0].find("health_general").euros == D("184.57")  # 1318.33 × 14.0 %


def test_earlier_periods_in_the_european_union_count():
    """The card has ended with a job in Germany; the periods at home open the voluntary membership (§ 9 SGB V)."""
    assert advice(country="HU", home_cover="statutory", work="part_time", age="33").outcome == (
        "student-over-limit-voluntary"
    )
    assert advice(country="TR", home_cover="statutory", work="part_time", age="33").outcome == (
        "student-over-limit-private"
    )


def test_time_to_join_after_the_insurance_at_home():
    """§ 9 Abs. 2 Nr. 1 SGB V; a membership here goes on by itself (§ 188 Abs. 4 SGB V)."""
    given = {"home_cover": "statutory", "age": "33"}
    found = advice(country="HU", work="part_time", home_cover_ends="2026-09-30", **given)
    assert [(d.code, d.on) for d in found.deadlines] == [("join-after-home-cover", date(2026, 12, 31))]
    for purpose in ("degree", "doctorate", "language_course"):
        assert [d.code for d in advice(country="DE", purpose=purpose, **given).deadlines] == ["follow-on"]
    assert "home_cover_ends" not in asked(country="DE", **given)


@pytest.mark.parametrize(
    ("country", "outcome", "codes"),
    [
        pytest.param("HU", "student-over-limit-voluntary", ["join-after-home-cover"], id="the EU"),
        pytest.param("NO", "student-over-limit-voluntary", ["join-after-home-cover"], id="the EEA"),
        pytest.param("CH", "student-over-limit-voluntary", ["join-after-home-cover"], id="Switzerland"),
        pytest.param("GB", "student-over-limit-voluntary", ["join-after-home-cover"], id="the United Kingdom"),
        pytest.param("TR", "student-over-limit-private", [], id="a treaty counts no periods for joining"),
        pytest.param("UA", "student-over-limit-private", [], id="no treaty"),
        pytest.param("DE", "student-over-limit-voluntary", ["follow-on"], id="a membership here goes on"),
    ],
)
def test_only_coordinated_states_give_a_time_to_join(country, outcome, codes):
    """§ 9 Abs. 1 Nr. 1, Abs. 2 Nr. 1 SGB V with Art. 6 VO (EG) 883/2004."""
    found = advice(country=country, home_cover="statutory", age="33", work="part_time")
    assert found.outcome == outcome
    assert [deadline.code for deadline in found.deadlines] == codes


# Law that has ended (STU-3, MEM-6) -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "semesters", "outcome"),
    [
        pytest.param("2019-12-31", "14", "student-statutory", id="in the last semester that counts"),
        pytest.param("2019-12-31", "15", "student-over-limit-private", id="a semester too many"),
        pytest.param("2020-01-01", "15", "student-statutory", id="the limit is gone"),
    ],
)
def test_the_semester_limit(day, semesters, outcome):
    assert advice(day, semesters=semesters).outcome == outcome
    assert ("semesters" in asked(day, semesters=semesters)) == (day < "2020")


def test_the_tariff_after_the_studies_until_2019():
    member = {"country": "DE", "home_cover": "statutory", "semesters": "15", "additional_rate": "0"}
    found = advice("2019-12-31", **member)
    assert found.outcome == "student-over-limit-voluntary"
    former = found.routes[0]
    assert (former.code, former.status) == ("statutory_ex_student", "possible")
    assert former.cost.find("health_general").euros == D("106.12")  # 1038.33 × 10.22 %
    assert former.cost.find("care").euros == D("34.26")  # 1038.33 × 3.3 %
    assert "statutory_ex_student" not in routes(advice("2020-01-01", age="33", **member))


@pytest.mark.parametrize(("income", "offered"), [("1038.33", True), ("1038.34", False)])
def test_the_tariff_after_the_studies_was_for_low_incomes(income, offered):
    member = {"country": "DE", "home_cover": "statutory", "age": "33", "own_income": income}
    assert ("statutory_ex_student" in routes(advice("2019-10-01", **member))) == offered


def test_losing_that_tariff_cost_39_25_a_month():
    """Worked example exstu_2020_increase: 14.0 % instead of 10.22 % on 1038.33."""
    former = former_student_contributions(Parenthood(24), D(0), law("2019-12-31"))
    assert former.find("health_general").euros == D("106.12")
    assert former_student_contributions(Parenthood(24), D(0), law("2020-01-01")) is None
    assert (D("1038.33") * (D("14.0") - law("2019-12-31").former_student_rate) / 100).quantize(D("0.01")) == D("39.25")


@pytest.mark.parametrize(
    ("base", "rate", "euros"),
    [
        pytest.param("649", "10.22", "66.33", id="stu_2018_kv"),
        pytest.param("1015.00", "10.22", "103.73", id="exstu_2018_transition"),
        pytest.param("1015.00", "2.55", "25.88", id="its care with a child"),
        pytest.param("1015.00", "2.80", "28.42", id="its care without"),
    ],
)
def test_contributions_published_for_2018(base, rate, euros):
    """Before the first day of the site, so with the figures of the examples."""
    assert contribution("total", "", Base(D(base), ""), (Term(D(rate), ""),), law="").euros == D(euros)


# Family insurance first (STU-12, MEM-1, FAM-2, FAM-3) -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({"relative": "parent", "age": "24"}, "student-family", id="a parent, 24"),
        pytest.param({"relative": "parent", "age": "25"}, "student-statutory", id="a parent, 25"),
        pytest.param({"relative": "spouse", "age": "40"}, "student-family", id="a spouse, no age limit"),
        pytest.param(
            {"relative": "parent", "purpose": "language_course", "age": "22"}, "student-family", id="not working, 22"
        ),
        pytest.param(
            {"relative": "parent", "purpose": "language_course", "age": "23"},
            "student-course-private",
            id="not working, 23",
        ),
        pytest.param(
            {"relative": "parent", "purpose": "language_course", "age": "18", "work": "marginal"},
            "student-family",
            id="a minijob is no work, 18 (§ 10 Abs. 2 Nr. 2 SGB V)",
        ),
        pytest.param(
            {"relative": "parent", "purpose": "doctorate", "age": "22"}, "student-family", id="a doctorate, 22"
        ),
        pytest.param(
            {"relative": "parent", "purpose": "doctorate", "age": "23"},
            "student-doctorate-private",
            id="a doctorate is no training, 23 (§ 10 Abs. 2 Nr. 3 SGB V)",
        ),
        pytest.param(
            {"relative": "parent", "purpose": "scholarship", "age": "23"},
            "student-doctorate-private",
            id="nor is a stay on a scholarship, 23",
        ),
        pytest.param(
            {"relative": "parent", "purpose": "exchange", "age": "24"}, "student-family", id="an exchange, 24"
        ),
        pytest.param(
            {"relative": "parent", "purpose": "preparatory_college", "age": "24"},
            "student-family",
            id="a preparatory college, 24",
        ),
        pytest.param(
            {"relative": "spouse", "country": "HU", "home_cover": "statutory"},
            "student-home-cover",
            id="cover at home comes before",
        ),
    ],
)
def test_family_insurance_comes_first(given, outcome):
    assert advice(**given).outcome == outcome


INCOME_LIMITS = [
    ("2019-01-01", "445"),
    ("2020-01-01", "455"),
    ("2021-01-01", "470"),
    ("2022-01-01", "470"),
    ("2023-01-01", "485"),
    ("2024-01-01", "505"),
    ("2025-01-01", "535"),
    ("2026-01-01", "565"),
]


@pytest.mark.parametrize(("day", "limit"), INCOME_LIMITS)
def test_the_income_limit_of_family_insurance(day, limit):
    """Worked examples family_limit_2022 to family_limit_2026 and the series of the facts."""
    assert law(day).family_income_limit == D(limit)
    within, above = D(limit), D(limit) + D("0.01")
    assert advice(day, relative="parent", own_income=str(within)).outcome == "student-family"
    assert advice(day, relative="parent", own_income=str(above)).outcome == "student-statutory"


@pytest.mark.parametrize(
    ("day", "income", "is_within"),
    [
        pytest.param("2019-10-01", "450", True, id="at 450 in 2019"),
        pytest.param("2019-10-01", "450.01", False, id="above it"),
        pytest.param("2022-09-30", "450.01", False, id="the day before the minijob limit rose"),
        pytest.param("2022-10-01", "520", True, id="the day it rose"),
        pytest.param("2026-11-22", "603", True, id="at 603 in 2026"),
        pytest.param("2026-11-22", "603.01", False, id="above it"),
    ],
)
def test_a_minijob_has_its_own_income_limit(day, income, is_within):
    assert is_within_family_income(D(income), True, law(day)) == is_within
    found = advice(day, relative="parent", work="marginal", own_income=income)
    assert (found.outcome == "student-family") == is_within


def test_a_privately_insured_parent_may_bar_family_insurance():
    """§ 10 Abs. 3 SGB V, of which the flow for families asks."""
    assert advice(relative="parent").cautions == ("income-ends-family-cover", "family-other-parent-private")
    assert advice(relative="spouse").cautions == ("income-ends-family-cover",)


@pytest.mark.parametrize(
    ("income", "scholarship", "outcome"),
    [
        pytest.param("1500", "935", "student-family", id="the rest at the limit"),
        pytest.param("1500", "934.99", "student-statutory", id="the rest a cent above it"),
        pytest.param("1500", "0", "student-statutory", id="no scholarship, or one that is taxed"),
        pytest.param("1500", "1500", "student-family", id="nothing else"),
    ],
)
def test_a_tax_free_scholarship_does_not_count_for_the_limit(income, scholarship, outcome):
    """§ 16 SGB IV, § 3 Nr. 44 EStG."""
    given = {"relative": "parent", "own_income": income, "tax_free_scholarship": scholarship}
    assert advice(**given).outcome == outcome


def test_a_tax_free_scholarship_counts_for_the_contribution():
    """§ 240 SGB V."""
    given = {"purpose": "doctorate", "country": "DE", "home_cover": "statutory", "relative": "spouse"}
    found = advice(**given, own_income="3000", tax_free_scholarship="1000")
    assert found.outcome == "student-doctorate-with-periods"
    assert found.amounts[0].euros == advice(**given | {"relative": "none"}, own_income="3000").amounts[0].euros


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        pytest.param({"relative": "spouse", "own_income": "565"}, False, id="income at the limit"),
        pytest.param({"relative": "spouse", "own_income": "565.01"}, True, id="income above it"),
        pytest.param({"relative": "spouse", "own_income": "603", "work": "marginal"}, False, id="minijob at its limit"),
        pytest.param({"relative": "spouse", "own_income": "603.01", "work": "marginal"}, True, id="minijob above it"),
        pytest.param({"relative": "parent", "own_income": "900", "age": "24"}, True, id="young enough"),
        pytest.param({"relative": "parent", "own_income": "900", "age": "25"}, False, id="too old"),
        pytest.param({"relative": "none", "own_income": "900"}, False, id="no relative"),
    ],
)
def test_a_scholarship_is_asked_for_only_where_it_decides(given, is_asked):
    assert ("tax_free_scholarship" in asked(**given)) == is_asked


def test_a_scholarship_is_no_more_than_the_income():
    given = NEWCOMER | {"relative": "parent", "own_income": "900", "tax_free_scholarship": "900.01"}
    step = walk(FLOW, given, law(TODAY))
    assert (step.problem.question.key, step.problem.typed) == ("tax_free_scholarship", "900.01")


def test_the_age_limits_of_children():
    today = law(TODAY)
    young = [
        child_is_young_enough(age, in_education=in_education, working=working, law=today)
        for age, in_education, working in [
            (17, False, True), (18, False, True), (22, False, False), (23, False, False), (24, True, True), (25, True, False),
        ]
    ]  # fmt: skip
    assert young == [True, False, True, False, True, False]


def test_what_follows_family_insurance():
    assert routes(advice(relative="parent"))["statutory_student"] == "possible"
    assert routes(advice(relative="spouse", age="40"))["statutory_voluntary"] == "possible"


# Costs by semester (STU-10, STU-11) ------------------------------------------------------------------------------------

PUBLISHED = [
    pytest.param("2019-10-01", "24", "0", "76.04", "24.55", "100.59", id="stu_2019_kv"),
    pytest.param("2019-10-01", "24", "1", "76.04", "22.69", "98.73", id="stu_2019_child"),
    pytest.param("2019-10-01", "22", "0", "76.04", "22.69", "98.73", id="stu_2019_under23"),
    pytest.param("2022-04-01", "24", "0", "76.85", "25.57", "102.42", id="stu_2022_ss"),
    pytest.param("2022-10-01", "24", "0", "82.99", "27.61", "110.60", id="stu_2022_ws"),
]


@pytest.mark.parametrize(("day", "age", "children", "health", "care", "total"), PUBLISHED)
def test_published_contributions(day, age, children, health, care, total):
    assert cost(day, age=age, children=children) == (D(health), D(care), D(total))


def test_the_total_with_the_average_additional_rate():
    assert cost("2019-10-01", "average")[2] == D("107.29")
    assert cost("2019-10-01", "0.9")[2] == D("107.29")


SEVERAL_CHILDREN = [
    pytest.param("22", "0", "0", "29.07", id="stu_2024_under23"),
    pytest.param("24", "0", "0", "34.20", id="stu_2024_kids0"),
    pytest.param("24", "1", "1", "29.07", id="stu_2024_kids1"),
    pytest.param("29", "2", "2", "26.93", id="stu_2024_kids2"),
    pytest.param("29", "3", "3", "24.80", id="stu_2024_kids3"),
    pytest.param("29", "4", "4", "22.66", id="stu_2024_kids4"),
    pytest.param("29", "5", "5", "20.52", id="stu_2024_kids5"),
    pytest.param("29", "6", "6", "20.52", id="a sixth child changes nothing"),
    pytest.param("29", "5", "0", "29.07", id="children over 25 spare the surcharge only"),
    pytest.param("29", "5", "1", "29.07", id="one child under 25 gives no discount"),
]


@pytest.mark.parametrize(("age", "children", "under_25", "care"), SEVERAL_CHILDREN)
def test_several_children(age, children, under_25, care):
    found = advice("2024-10-01", age=age, children=children, children_under_25=under_25, additional_rate="1.1")
    total = found.amounts[0]
    assert total.find("care").euros == D(care)
    # The source rounds health and additional contribution as one rate: 855 × (10.22 % + 1.1 %).
    assert abs(total.find("health_general").euros + total.find("health_additional").euros - D("96.79")) <= D("0.01")
    assert ("children-proof" in found.documents) == (children != "0")


def test_more_children_under_25_than_children_is_asked_again():
    step = walk(FLOW, NEWCOMER | {"children": "2", "children_under_25": "3"}, law(TODAY))
    assert (step.due.key, step.problem.typed) == ("children_under_25", "3")


def test_before_the_discount_only_one_child_counts():
    assert cost("2023-06-30", children="3") == cost("2023-06-30", children="1")
    assert "children_under_25" not in asked("2023-06-30", children="3")
    assert "children_under_25" in asked("2023-07-01", children="3")


# (first day, health, care with a child or under 23, care without children) as in the series of the facts.
SERIES = [
    ("2019-01-01", "66.33", "19.79", "21.42"),
    ("2019-10-01", "76.04", "22.69", "24.55"),
    ("2020-10-01", "76.85", "22.94", "24.82"),
    ("2022-01-01", "76.85", "22.94", "25.57"),
    ("2022-10-01", "82.99", "24.77", "27.61"),
    ("2023-07-01", "82.99", "27.61", "32.48"),
    ("2024-10-01", "87.38", "29.07", "34.20"),
    ("2025-01-01", "87.38", "30.78", "35.91"),
]
ENDS = [*(first for first, *_ in SERIES[1:]), "2027-04-01"]


@pytest.mark.parametrize(("row", "end"), list(zip(SERIES, ENDS, strict=True)), ids=[first for first, *_ in SERIES])
def test_the_series_on_their_first_and_last_days(row, end):
    first, health, with_child, childless = row
    last = date.fromordinal(date.fromisoformat(end).toordinal() - 1).isoformat()
    for day in (first, last):
        assert cost(day, children="1", children_under_25="1")[:2] == (D(health), D(with_child))
        assert cost(day, age="22")[:2] == (D(health), D(with_child))
        assert cost(day)[:2] == (D(health), D(childless))


def test_the_surcharge_begins_at_23():
    assert cost(TODAY, age="22")[1] < cost(TODAY, age="23")[1] == cost(TODAY, age="29")[1]


def test_an_amount_opens_to_base_and_rate():
    health = student_contributions(Parenthood(24), D(0), law("2019-10-01")).find("health_general")
    assert (health.formula.base.euros, factor(health.formula.terms[:1]) * 100) == (D(744), D("10.22"))
    assert {figure.name for figure in health.figures} == {
        "student_assessment_base",
        "general_contribution_rate",
        "student_rate_share",
    }


def test_limits_of_the_rule():
    assert is_within_student_limits(29, None, law(TODAY))
    assert not is_within_student_limits(30, None, law(TODAY))
    assert is_within_student_limits(30, None, law(TODAY), this_semester=True)


# Figures that are not yet known ----------------------------------------------------------------------------------------


def missing(found):
    return {refused.name for refused in found.missing()}


def test_the_average_additional_rate_of_2027_is_refused_by_name():
    found = advice("2027-01-01")
    assert found.outcome == "student-statutory"
    assert missing(found) == {"average_additional_rate"}
    assert found.amounts[0].euros is None
    assert found.amounts[0].find("health_general").euros == D("87.38")
    assert found.missing()[0].last_known == D("2.9")
    assert missing(advice("2026-12-31")) == set()


def test_with_the_own_rate_the_winter_semester_is_priced_as_provisional():
    found = advice("2027-01-01", additional_rate="2.5")
    assert (missing(found), found.amounts[0].euros) == (set(), D("144.67"))  # 87.38 + 21.38 + 35.91
    assert found.provisional


def test_the_base_of_the_summer_semester_2027_is_refused_by_name():
    found = advice("2027-04-01", additional_rate="2.5")
    assert missing(found) == {"student_assessment_base"}
    assert found.missing()[0].last_known == D(855)
    assert missing(advice("2027-03-31", additional_rate="2.5")) == set()


def test_the_income_limit_of_2027_is_refused_by_name():
    assert missing(advice("2027-01-01", relative="parent", own_income="300")) == {"reference_amount"}
    assert advice("2027-01-01", relative="parent", own_income="0").outcome == "student-family"


def test_voluntary_members_of_2027_still_learn_their_routes():
    found = advice("2027-01-01", country="DE", home_cover="statutory", age="33", additional_rate="2.5")
    assert found.outcome == "student-over-limit-voluntary"
    assert routes(found)["statutory_voluntary"] == "possible"
    assert missing(found) == {"reference_amount"}


def test_the_annual_earnings_limit_of_2027_is_a_draft():
    assert missing(advice("2027-01-01", work="main")) == {"compulsory_insurance_threshold_per_year"}
    draft = figures().on(date(2027, 1, 1), draft=True)
    assert advise(walk(FLOW, NEWCOMER | {"work": "main"}, draft)).outcome == "student-employee"
    with pytest.raises(NotYetKnown):
        _ = law("2027-01-01").compulsory_insurance_threshold_per_year


# Not sure --------------------------------------------------------------------------------------------------------------


def test_not_knowing_the_cover_at_home_shows_every_way():
    found = advice(country="HU", home_cover="unsure")
    assert (found.outcome, found.unsure) == ("it-depends", ("home_cover",))
    assert {alternative.values[0]["home_cover"]: alternative.advice.outcome for alternative in found.alternatives} == {
        "statutory": "student-home-cover",
        "private": "student-private-home-cover",
        "none": "student-statutory",
    }


def test_not_knowing_about_relatives_shows_family_insurance_too():
    found = advice(relative="unsure")
    assert {alternative.advice.outcome for alternative in found.alternatives} == {"student-family", "student-statutory"}


def test_what_differs_only_in_a_caution_is_one_answer_that_marks_it():
    ways = {cover: advice(country="HU", work="main", home_cover=cover) for cover in ("statutory", "private", "none")}
    found = advice(country="HU", work="main", home_cover="unsure")
    assert (found.outcome, found.alternatives) == ("student-employee", ())
    assert set(found.cautions) == {code for way in ways.values() for code in way.cautions}
    assert found.in_some_cases == ("student-job-ends-home-cover",)
    assert all(way.in_some_cases == () for way in ways.values())


def test_not_knowing_what_makes_no_difference_gives_one_answer():
    found = advice(relative="unsure", own_income="5000")
    assert (found.outcome, found.alternatives) == ("student-statutory", ())


# The questions ---------------------------------------------------------------------------------------------------------


def test_who_keeps_the_cover_from_home_answers_four_questions():
    assert asked(country="HU", home_cover="statutory") == ["country", "purpose", "home_cover", "work"]


def test_the_children_of_people_under_23_count_since_the_discount():
    assert "children" not in asked("2023-06-30", age="22")
    assert "children" in asked("2023-07-01", age="22")
    assert "children" in asked("2023-06-30", age="23")


def test_the_flow_is_public():
    assert not FLOW.private
    assert (FLOW.key, FLOW.slug) == ("student", "address|student")


@pytest.mark.parametrize(
    ("day", "draft", "undecided"),
    [
        pytest.param("2019-10-01", False, set(), id="while the semester limit was law"),
        pytest.param(TODAY, False, set(), id="today"),
        pytest.param(
            "2027-02-01",
            False,
            {
                "student-employee",
                "student-employee-above-limit",
                "too-late-private",
                "employee-stays-private",
                "employee-only-private",
            },
            id="2027",
        ),
        pytest.param("2027-02-01", True, set(), id="2027 with the draft"),
    ],
)
def test_every_outcome_is_reached_by_a_search_that_stays_small(day, draft, undecided):
    current = figures().on(date.fromisoformat(day), draft)
    found = deciding(FLOW, current).ways
    assert {way.outcome for way in found} - {""} == {outcome.key for outcome in FLOW.outcomes} - undecided
    assert sum(way.cases for way in found) < 200_000


@pytest.mark.parametrize("work", ["none", "part_time"])
@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        pytest.param({"age": "31"}, "student-over-limit-private", id="private"),
        pytest.param(
            {"country": "DE", "home_cover": "statutory", "age": "33"}, "student-over-limit-voluntary", id="voluntary"
        ),
        pytest.param({"country": "UA", "age": "24", "exempted": "yes"}, "student-exempted", id="exempted"),
    ],
)
def test_a_job_beside_the_studies_is_told_its_limit_of_hours_everywhere(answers, outcome, work):
    """§ 6 Abs. 1 Nr. 3 SGB V: beyond it the job decides, also for those without the student tariff."""
    found = advice(**{"country": "UA", **answers, "work": work})
    assert found.outcome == outcome
    assert ("student-working-hours" in found.cautions) is (work == "part_time")

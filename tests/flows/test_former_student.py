"""The flow for the end of the studies: at 30, with a degree, a job, the search for one, the former tariff, abroad."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.former_student import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
GRADUATE = {
    "next_step": "search",
    "student_cover": "student",
    "gross_pay": "3000",
    "age": "27",
    "semesters": "8",
    "relative": "none",
    "own_income": "0",
    "tax_free_scholarship": "0",
    "children": "0",
    "children_under_25": "0",
    "saxony": "no",
    "additional_rate": "0",
    "job_start": "none",
    "last_semester_ends": "none",
}


def law(day):
    return figures().on(date.fromisoformat(day))


def advice(day=TODAY, **given):
    step = walk(FLOW, GRADUATE | given, law(day))
    assert step.due is None, step.problem or step.due.key
    return advise(step)


def routes(found):
    return {route.code: route.status for route in found.routes}


def deadlines(found):
    return {deadline.code: deadline.on for deadline in found.deadlines}


WAYS = [
    pytest.param({}, "former-student-voluntary", "statutory_or_private", id="looking for work: membership goes on (§ 188 Abs. 4)"),
    pytest.param({"next_step": "other"}, "former-student-voluntary", "statutory_or_private", id="without work"),
    pytest.param({"student_cover": "family", "relative": "parent"}, "former-student-voluntary", "statutory_or_private", id="after family insurance (HOW-8)"),
    pytest.param({"next_step": "study", "age": "30"}, "former-student-voluntary", "statutory_or_private", id="studying on at 30 (MEM-5, MEM-6)"),
    pytest.param({"next_step": "study", "age": "29"}, "former-student-still-student", "statutory_compulsory", id="still within the age limit"),
    pytest.param({"next_step": "study", "age": "25", "student_cover": "family"}, "former-student-still-student", "statutory_compulsory", id="family insurance ends at 25 (MEM-2)"),
    pytest.param({"next_step": "job"}, "former-student-job", "statutory_compulsory", id="the first job"),
    pytest.param({"next_step": "job", "student_cover": "private"}, "former-student-job", "statutory_compulsory", id="the first job after an exemption"),
    pytest.param({"next_step": "job", "gross_pay": "603"}, "former-student-voluntary", "statutory_or_private", id="a minijob insures nobody"),
    pytest.param({"next_step": "job", "gross_pay": "603.01"}, "former-student-job", "statutory_compulsory", id="a cent above"),
    pytest.param({"next_step": "job", "gross_pay": "6450.01"}, "former-student-job-above-limit", "statutory_or_private", id="above the annual limit"),
    pytest.param({"next_step": "business"}, "former-student-voluntary", "statutory_or_private", id="own business"),
    pytest.param({"student_cover": "private"}, "former-student-private", "private_compulsory", id="private, looking for work"),
    pytest.param({"student_cover": "private", "next_step": "study", "age": "31"}, "former-student-private", "private_compulsory", id="exempted, studying on (§ 8 Abs. 2)"),
    pytest.param({"student_cover": "home"}, "former-student-home", "home_cover_continues", id="insured at home, looking for work"),
    pytest.param({"student_cover": "home", "next_step": "job"}, "former-student-job", "statutory_compulsory", id="insured at home, with a job"),
    pytest.param({"student_cover": "home", "next_step": "business"}, "former-student-voluntary", "statutory_or_private", id="insured at home, own business"),
    pytest.param({"next_step": "abroad"}, "former-student-abroad", "", id="moving away"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "outcome", "duty"), WAYS)
def test_what_follows(given, outcome, duty):
    found = advice(**given)
    assert (found.outcome, found.duty) == (outcome, duty)


@pytest.mark.parametrize(
    ("given", "is_insured"),
    [
        pytest.param({"relative": "parent", "age": "22"}, True, id="not working, 22"),
        pytest.param({"relative": "parent", "age": "23"}, False, id="not working, 23"),
        pytest.param({"relative": "parent", "age": "24", "next_step": "study"}, True, id="in education, 24"),
        pytest.param({"relative": "parent", "age": "25", "next_step": "study"}, False, id="in education, 25"),
        pytest.param({"relative": "spouse", "age": "45"}, True, id="a spouse at any age"),
        pytest.param({"relative": "spouse", "own_income": "565"}, True, id="at the income limit"),
        pytest.param({"relative": "spouse", "own_income": "565.01"}, False, id="above it"),
        pytest.param({"relative": "spouse", "own_income": "603", "next_step": "job", "gross_pay": "603"}, True, id="the limit with a minijob"),
        pytest.param({"relative": "spouse", "student_cover": "private"}, True, id="after an exemption"),
        pytest.param({"relative": "spouse", "student_cover": "private", "next_step": "study"}, False, id="not during it"),
        pytest.param({"relative": "spouse", "next_step": "business"}, False, id="not with a business (§ 10 Abs. 1 Nr. 4)"),
    ],
)  # fmt: skip
def test_family_insurance_comes_first(given, is_insured):
    assert (advice(**given).outcome == "former-student-family") == is_insured


@pytest.mark.parametrize(
    ("scholarship", "outcome"),
    [
        pytest.param("935", "former-student-family", id="the rest at the limit"),
        pytest.param("934.99", "former-student-voluntary", id="the rest a cent above it"),
    ],
)
def test_a_tax_free_scholarship_does_not_count_for_the_limit(scholarship, outcome):
    """§ 16 SGB IV, § 3 Nr. 44 EStG."""
    assert advice(relative="spouse", own_income="1500", tax_free_scholarship=scholarship).outcome == outcome


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        pytest.param({"relative": "spouse"}, True, id="a spouse"),
        pytest.param({"relative": "spouse", "own_income": "565"}, False, id="income at the limit"),
        pytest.param({"relative": "parent", "age": "22"}, True, id="young enough"),
        pytest.param({"relative": "parent", "age": "23"}, False, id="too old"),
        pytest.param({"relative": "parent", "age": "24", "next_step": "study"}, True, id="young enough to study"),
        pytest.param({}, False, id="no relative"),
        pytest.param({"next_step": "abroad"}, False, id="moving away"),
    ],
)
def test_a_scholarship_is_asked_for_only_where_it_decides(given, is_asked):
    step = walk(FLOW, GRADUATE | {"own_income": "900"} | given, law(TODAY))
    assert ("tax_free_scholarship" in step.given) == is_asked


def test_a_privately_insured_parent_may_bar_family_insurance():
    """§ 10 Abs. 3 SGB V, of which the flow for families asks."""
    assert "family-other-parent-private" in advice(relative="parent", age="22").cautions
    assert "family-other-parent-private" not in advice(relative="spouse").cautions


def test_unemployment_benefit_is_a_way_for_those_who_look_for_work():
    assert routes(advice())["statutory_benefit_recipient"] == "possible"
    assert "former-student-register" in advice().cautions
    assert "statutory_benefit_recipient" not in routes(advice(next_step="other"))


# The former tariff (MEM-6) ---------------------------------------------------------------------------------------------

OVER_30 = {"next_step": "study", "age": "31"}


@pytest.mark.parametrize(
    ("day", "given", "offered"),
    [
        pytest.param("2019-10-01", OVER_30, True, id="in 2019"),
        pytest.param("2019-12-31", OVER_30, True, id="on its last day"),
        pytest.param("2020-01-01", OVER_30, False, id="the day after"),
        pytest.param("2019-10-01", OVER_30 | {"own_income": "1038.33"}, True, id="at the income limit"),
        pytest.param("2019-10-01", OVER_30 | {"own_income": "1038.34"}, False, id="above it"),
        pytest.param("2019-10-01", OVER_30 | {"student_cover": "family", "relative": "none"}, False, id="not from family insurance"),
        pytest.param("2019-10-01", {}, False, id="not without studies"),
        pytest.param("2019-10-01", {"next_step": "study", "semesters": "15"}, True, id="beyond the semester limit"),
    ],
)  # fmt: skip
def test_the_former_tariff(day, given, offered):
    assert ("statutory_ex_student" in routes(advice(day, **given))) == offered


def test_what_the_former_tariff_cost():
    """10.22 % of 1038.33 and care 3.30 % with the surcharge, beside 14.0 %: worked example exstu_2020_increase."""
    former, voluntary = advice("2019-10-01", **OVER_30).amounts
    assert (former.find("health_general").euros, former.find("care").euros) == (D("106.12"), D("34.26"))
    assert voluntary.find("health_general").euros == D("145.37")
    assert voluntary.euros - former.euros == D("39.25")
    assert len(advice("2020-01-01", **OVER_30).amounts) == 1


def test_the_semester_limit_ended_with_2019():
    fifteenth = {"next_step": "study", "semesters": "15", "age": "27"}
    assert advice("2019-12-31", **fifteenth).outcome == "former-student-voluntary"
    assert advice("2020-01-01", **fifteenth).outcome == "former-student-still-student"


# Days, prices, refusals ------------------------------------------------------------------------------------------------


def test_the_end_of_the_semester_is_the_last_day():
    """§ 190 Abs. 9 SGB V; then the fund's notice starts the time to leave (§ 188 Abs. 4 SGB V)."""
    assert deadlines(advice(last_semester_ends="2026-09-30")) == {
        "former-student-ends": date(2026, 9, 30),
        "voluntary-cost-leave": None,
    }
    assert deadlines(advice(student_cover="family", relative="none")) == {"voluntary-cost-leave": None}


def test_the_fund_is_named_within_two_weeks_of_the_job():
    found = advice(next_step="job", job_start="2026-12-01")
    assert deadlines(found) == {"tell-employer-your-fund": date(2026, 12, 14)}


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        pytest.param("student", {"follow-on": None}, id="a member here stays one (§ 188 Abs. 4 SGB V)"),
        pytest.param("family", {"follow-on": None}, id="so does who was insured with the family"),
        pytest.param("private", {"join-after-first-job": date(2027, 3, 1)}, id="three months for the private"),
        pytest.param("home", {"join-after-first-job": date(2027, 3, 1)}, id="and for those insured at home"),
    ],
)
def test_above_the_limit_the_first_job_gives_three_months_to_join(cover, expected):
    """§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 Nr. 3 SGB V; jobs beside the studies do not count."""
    found = advice(next_step="job", gross_pay="7500", student_cover=cover, job_start="2026-12-01")
    assert found.outcome == "former-student-job-above-limit"
    assert deadlines(found) == expected
    voluntary = next(route for route in found.routes if route.code == "statutory_voluntary")
    goes_on = ("employee-membership-goes-on", ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V"))
    joins = ("employee-above-limit-statutory", ("§ 9 Abs. 1 Nr. 3 SGB V", "§ 6 Abs. 1 Nr. 1 SGB V"))
    assert (voluntary.reason, voluntary.law) == (goes_on if "follow-on" in expected else joins)


@pytest.mark.parametrize("income", ["0", "700", "1318.33", "1318.34", "3000", "5812.50", "99999"])
def test_the_price_lies_between_lowest_and_highest(income):
    lowest, found, highest = (advice(own_income=euros).amounts[0].euros for euros in ("0", income, "1000000"))
    assert lowest <= found <= highest


def test_who_moves_away_answers_one_question():
    assert list(walk(FLOW, GRADUATE | {"next_step": "abroad"}, law(TODAY)).given) == ["next_step"]
    assert not FLOW.private


def test_the_lowest_base_of_2027_is_refused_by_name():
    found = advice("2027-01-01")
    assert found.outcome == "former-student-voluntary"
    assert {refused.name for refused in found.missing()} == {"reference_amount"}


@pytest.mark.parametrize(
    ("key", "typed"),
    [("next_step", "sleep"), ("age", "-1"), ("own_income", "1e9"), ("last_semester_ends", "31.02.2026")],
)
def test_absurd_answers_are_asked_again(key, typed):
    step = walk(FLOW, GRADUATE | {key: typed}, law(TODAY))
    assert (step.due.key, step.problem.typed) == (key, typed)


def test_who_goes_on_within_the_age_limit_sees_the_price_of_the_student_tariff():
    """2026, 29 years, no children, a fund at 2.5 %: 855 x 10.22 % + 855 x 2.5 % + 855 x 4.2 % (§§ 236, 245 SGB V)."""
    found = advice(next_step="study", age="29", children="0", additional_rate="2.5")
    assert found.outcome == "former-student-still-student"
    assert found.amounts[0].euros == found.routes[0].cost.euros == D("144.67")  # 87.38 + 21.38 + 35.91
    family = advice(next_step="study", age="24", relative="parent", own_income="0")
    assert (family.outcome, family.amounts) == ("former-student-family", ())


@pytest.mark.parametrize(
    ("age", "cover", "warned"), [("54", "private", False), ("55", "private", True), ("55", "student", False)]
)
def test_from_55_on_a_job_after_private_insurance_mostly_opens_no_fund(age, cover, warned):
    """§ 6 Abs. 3a SGB V: whoever turned 55 and was not insured by law in the last five years."""
    found = advice(next_step="job", student_cover=cover, age=age)
    assert ("return-barred-by-age" in found.cautions) is warned


def test_after_the_family_insurance_the_duty_begins_and_an_exemption_is_open():
    """§ 8 Abs. 1 Nr. 5, Abs. 2 SGB V: three months from the first day of the duty, which comes after the family."""
    found = advice(next_step="study", age="25", student_cover="family")
    assert routes(found) == {"statutory_student": "required", "private_student": "possible"}
    private = found.routes[1]
    assert (private.reason, private.law) == ("student-exemption", ("§ 8 Abs. 1 Nr. 5, Abs. 2 SGB V",))
    assert (private.market, private.excludes) == (True, ("statutory_student",))
    begins, exemption = found.deadlines
    assert (begins.code, begins.on, begins.law, begins.begins) == (
        "student-duty-begins",
        None,
        "§ 186 Abs. 7 SGB V",
        True,
    )
    assert (exemption.code, exemption.on, exemption.law) == ("student-exemption", None, "§ 8 Abs. 2 SGB V")
    assert exemption.closes
    assert found.cautions == ("exemption-is-final", "family-in-both-systems")


def test_who_was_in_the_student_insurance_has_no_new_time_for_an_exemption():
    found = advice(next_step="study", age="25", last_semester_ends="2027-03-31")
    assert routes(found) == {"statutory_student": "required"}
    assert deadlines(found) == {"former-student-ends": date(2027, 3, 31)}
    assert found.cautions == ()


@pytest.mark.parametrize(
    ("start", "outcome"),
    [("2025-11-01", "former-student-job-above-limit"), ("2025-01-01", "too-late-private")],
)
def test_the_limit_of_the_next_year_may_overtake_the_pay(start, outcome):
    """6,450 euros a month in 2026, 6,150 in 2025; § 6 Abs. 4 Satz 2 SGB V."""
    given = {"next_step": "job", "student_cover": "private", "job_start": start}
    found = advice("2025-12-01", **given, gross_pay="6450.01")
    assert found.outcome == outcome
    assert "employee-limit-may-rise" not in found.cautions
    assert "employee-limit-may-rise" in advice("2025-12-01", **given, gross_pay="6450").cautions
    assert "employee-limit-may-rise" not in advice("2025-12-01", **given, gross_pay="3000").cautions


@pytest.mark.parametrize(("income", "told"), [("0", False), ("0.01", True)])
def test_without_income_it_does_not_matter_that_the_limit_of_next_year_is_unknown(income, told):
    given = {"age": "22", "relative": "parent", "own_income": income, "last_semester_ends": "2027-03-31"}
    found = advice(**given)
    assert found.outcome == "former-student-family"
    assert ("figures-change-before-start" in found.cautions) is told

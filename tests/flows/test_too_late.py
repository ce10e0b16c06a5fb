"""A day to join that has passed: the way is closed, its reason says so, and nothing else on the page keeps it open."""

from datetime import date

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = date(2026, 11, 20)
ANYBODY = {
    "country": "HU",
    "age": "40",
    "children": "0",
    "children_under_25": "0",
    "saxony": "no",
    "additional_rate": "average",
    "home_cover": "statutory",
    "home_cover_ends": "none",
    "job_start": "none",
    "relative": "none",
    "gross_pay": "7500",
}
EMPLOYEE = {"job_kind": "ordinary", "no_sick_pay": "no", "job_event": "new_job", "last_statutory": "no"}
STUDENT = {"exempted": "no", "own_income": "900", "turns_30": "before", "turned_30": "no"}
SCIENTIST = {
    "scientist_basis": "contract",
    "scientist_family": "none",
    "scientist_stay": "long",
    "scientist_income": "2000",
}
FOUNDER = {"sideline": "no", "artist": "no", "profit": "2500", "sick_pay": "no", "business_start": "none"}
IMMIGRANT = {"citizenship": "eu", "immigrant_work": "employed", "last_cover": "never"}
GRADUATE = {"next_step": "job", "student_cover": "private"}
PENSIONER = {
    "pension_from": "foreign",
    "pension_country": "MA",
    "pensioner_work": "job",
    "pensioner_cover": "none",
    "full_old_age_pension": "no",
    "born_early": "no",
}

FIRST_JOB_OPENS_UNTIL, FIRST_JOB_IS_OVER = "2026-08-20", "2026-08-19"
FIRST_JOBS = [
    pytest.param("employee", EMPLOYEE | {"insured_until_now": "other", "first_job": "yes"}, id="an employee"),
    pytest.param("guest-worker", {"occupation": "employed", "first_job": "yes", "home_cover": "private"}, id="from home"),
    pytest.param("guest-worker", {"occupation": "employed", "first_job": "yes", "country": "TR", "may_work": "yes"}, id="by treaty"),
    pytest.param("student", STUDENT | {"purpose": "degree", "work": "main"}, id="a student"),
    pytest.param("scientist", SCIENTIST, id="a scientist"),
    pytest.param("self-employed", FOUNDER | {"work_beside": "job", "main_work": "job", "home_cover": "none"}, id="with a business"),
    pytest.param("immigrant", IMMIGRANT, id="somebody who moves here"),
    pytest.param("former-student", GRADUATE, id="after the studies"),
    pytest.param("pensioner", PENSIONER, id="with a pension from a state without a treaty on sickness"),
]  # fmt: skip

HOME_COVER_OPENS_UNTIL, HOME_COVER_IS_OVER = "2026-08-20", "2026-08-19"
JOB_ABROAD = {"insured_until_now": "abroad"}
AFTER_HOME_COVER = [
    pytest.param("employee", EMPLOYEE | JOB_ABROAD | {"first_job": "no"}, "too-late-private", id="above the limit"),
    pytest.param("employee", EMPLOYEE | JOB_ABROAD | {"gross_pay": "500"}, "employee-marginal", id="a minijob"),
    pytest.param("employee", EMPLOYEE | JOB_ABROAD | {"job_kind": "short_term"}, "employee-short-term", id="a short job"),
    pytest.param("guest-worker", {"occupation": "employed", "first_job": "no"}, "too-late-private", id="a later job"),
    pytest.param("guest-worker", {"occupation": "employed", "gross_pay": "500"}, "guest-worker-marginal", id="a small job"),
    pytest.param("guest-worker", {"occupation": "seasonal", "short_term": "yes"}, "guest-worker-short-term", id="a season"),
    pytest.param("guest-worker", {"occupation": "self_employed"} | FOUNDER, "too-late-fund-checks", id="own business"),
    pytest.param("student", STUDENT | {"purpose": "degree", "work": "part_time"}, "too-late-fund-checks", id="beyond the tariff"),
    pytest.param("scientist", SCIENTIST | {"scientist_basis": "scholarship"}, "too-late-fund-checks", id="a scholarship"),
    pytest.param("self-employed", FOUNDER | {"work_beside": "none"}, "too-late-fund-checks", id="a business"),
]  # fmt: skip


def advice(key, *given, on=TODAY):
    answers = ANYBODY | {name: value for some in given for name, value in some.items()}
    step = walk(all_flows()[key], answers, figures().on(on))
    assert step.due is None, f"{step.due.key} is due"
    return advise(step)


def ways(found):
    return {route.code: (route.status, route.reason) for route in found.routes}


def joining_days(found):
    return [deadline.on for deadline in found.deadlines if deadline.closes]


@pytest.mark.parametrize(("key", "given"), FIRST_JOBS)
def test_the_first_job_opens_the_funds_for_three_months(key, given):
    found = advice(key, given, {"job_start": FIRST_JOB_OPENS_UNTIL})
    assert ways(found)["statutory_voluntary"][0] == "possible"
    assert joining_days(found) == [TODAY]


@pytest.mark.parametrize(("key", "given"), FIRST_JOBS)
def test_after_three_months_of_a_first_job_only_private_insurance_is_left(key, given):
    """§ 9 Abs. 2 Nr. 3 SGB V; high pay keeps the catch-all duty away too (§ 6 Abs. 3 SGB V)."""
    found = advice(key, given, {"job_start": FIRST_JOB_IS_OVER})
    assert (found.outcome, found.duty) == ("too-late-private", "private_compulsory")
    assert ways(found)["statutory_voluntary"] == ("closed", "too-late-first-job")
    assert ways(found)["private_full"][0] == "required"
    assert found.amounts == ()
    assert joining_days(found) == []


@pytest.mark.parametrize(("key", "given", "outcome"), AFTER_HOME_COVER)
def test_insurance_abroad_opens_the_funds_for_three_months_after_its_end(key, given, outcome):
    """§ 9 Abs. 2 Nr. 1 SGB V."""
    before = advice(key, given, {"home_cover_ends": HOME_COVER_OPENS_UNTIL})
    assert ways(before)["statutory_voluntary"][0] == "possible"
    assert joining_days(before) == [TODAY]
    after = advice(key, given, {"home_cover_ends": HOME_COVER_IS_OVER})
    assert after.outcome == outcome
    assert ways(after)["statutory_voluntary"] == ("closed", "immigrant-joining-is-over")
    assert joining_days(after) == []


AT_A_WEEKEND = [
    pytest.param("2026-07-31", "2026-11-02", True, id="a Saturday, the Monday after it"),
    pytest.param("2026-07-31", "2026-11-03", False, id="a Saturday, the Tuesday after it"),
    pytest.param("2026-08-01", "2026-11-02", True, id="a Sunday, the Monday after it"),
    pytest.param("2026-08-01", "2026-11-03", False, id="a Sunday, the Tuesday after it"),
    pytest.param("2026-07-30", "2026-10-30", True, id="a Friday"),
    pytest.param("2026-07-30", "2026-10-31", False, id="a Friday, the Saturday after it"),
    pytest.param("2026-08-02", "2026-11-02", True, id="a Monday"),
    pytest.param("2026-08-02", "2026-11-03", False, id="a Monday, the Tuesday after it"),
]


@pytest.mark.parametrize(("began", "day", "opens"), AT_A_WEEKEND)
@pytest.mark.parametrize(("key", "given"), FIRST_JOBS)
def test_three_months_that_end_at_a_weekend_run_to_the_monday(key, given, began, day, opens):
    """§ 26 Abs. 3 SGB X."""
    found = advice(key, given, {"job_start": began}, on=date.fromisoformat(day))
    assert (found.outcome != "too-late-private") is opens


@pytest.mark.parametrize(("ended", "day", "opens"), AT_A_WEEKEND)
@pytest.mark.parametrize(("key", "given", "outcome"), AFTER_HOME_COVER)
def test_so_do_those_after_insurance_abroad(key, given, outcome, ended, day, opens):
    found = advice(key, given, {"home_cover_ends": ended}, on=date.fromisoformat(day))
    assert ways(found)["statutory_voluntary"][0] == ("possible" if opens else "closed")


@pytest.mark.parametrize(("key", "given", "outcome"), AFTER_HOME_COVER)
def test_without_high_pay_a_fund_judges_the_catch_all_duty(key, given, outcome):
    after = advice(key, given, {"home_cover_ends": HOME_COVER_IS_OVER})
    assert (ways(after).get("statutory_catch_all", ("", ""))[0] == "possible") is (outcome != "too-late-private")


@pytest.mark.parametrize(
    ("purpose", "outcome"), [("degree", "too-late-fund-checks"), ("doctorate", "student-employee")]
)
def test_only_regular_students_with_a_job_are_too_late_and_told_of_reasons_for_more_time(purpose, outcome):
    """§ 5 Abs. 1 Nr. 9, § 6 Abs. 1 Nr. 3 SGB V: whoever works and is no regular student is insured as an employee."""
    found = advice(
        "student", STUDENT,
        {"purpose": purpose, "work": "part_time", "gross_pay": "1900", "home_cover_ends": HOME_COVER_IS_OVER},
    )  # fmt: skip
    assert found.outcome == outcome
    assert ("student-longer-for-special-reasons" in found.cautions) is (purpose == "degree")


def test_late_with_the_first_job_and_in_time_after_insurance_abroad_one_may_join():
    found = advice(
        "guest-worker", {"occupation": "employed", "first_job": "yes"},
        {"job_start": FIRST_JOB_IS_OVER, "home_cover_ends": HOME_COVER_OPENS_UNTIL},
    )  # fmt: skip
    assert found.outcome == "guest-worker-above-limit"
    assert joining_days(found) == [TODAY]


def test_whoever_is_insured_here_is_never_too_late():
    found = advice("scientist", SCIENTIST, {"country": "DE", "job_start": FIRST_JOB_IS_OVER})
    assert ways(found)["statutory_voluntary"][0] == "possible"


UNINSURED = {"country": "DE", "home_cover": "none", "insured_until_now": "other"}
LAST_FUND = [
    pytest.param("employee", EMPLOYEE, "employee-above-limit", "employee-only-private", id="an employee"),
    pytest.param(
        "guest-worker",
        {"occupation": "employed"},
        "guest-worker-above-limit",
        "guest-worker-only-private",
        id="to work",
    ),
    pytest.param(
        "student",
        STUDENT | {"purpose": "doctorate", "work": "main"},
        "student-employee-above-limit",
        "employee-only-private",
        id="a doctorate",
    ),
    pytest.param("scientist", SCIENTIST, "scientist-employee-above-limit", "employee-only-private", id="a scientist"),
]
LATE_FIRST_JOB = {"first_job": "yes", "job_start": "2018-01-31"}


@pytest.mark.parametrize(("key", "given", "member", "private"), LAST_FUND)
@pytest.mark.parametrize("job", [{"first_job": "no"}, {"first_job": "no", "job_start": "2018-01-31"}, LATE_FIRST_JOB])
def test_who_was_last_in_a_fund_and_has_no_cover_is_a_member_still(key, given, member, private, job):
    """§ 188 Abs. 4 SGB V; or the gap made a membership by law (§ 5 Abs. 1 Nr. 13 SGB V), which goes on."""
    found = advice(key, given, UNINSURED, job, {"last_statutory": "yes"})
    assert (found.outcome, found.duty) == (member, "statutory_or_private")
    assert ways(found)["statutory_voluntary"] == ("possible", "membership-may-go-on")
    assert found.cautions[:2] == ("immigrant-ask-the-last-fund", "report-at-once")
    assert [deadline.code for deadline in found.deadlines][-1] == "follow-on"
    assert joining_days(found) == []
    assert found.amounts


@pytest.mark.parametrize(("key", "given", "member", "private"), LAST_FUND)
@pytest.mark.parametrize("job", [{"first_job": "no"}, LATE_FIRST_JOB])
def test_others_without_cover_are_left_to_private_insurance(key, given, member, private, job):
    found = advice(key, given, UNINSURED, job, {"last_statutory": "no"})
    assert found.outcome == (private if job["first_job"] == "no" else "too-late-private")
    assert ways(found)["statutory_voluntary"][0] == "closed"
    assert "immigrant-ask-the-last-fund" not in found.cautions


LAST_FUND_DECIDES_NOTHING = [
    pytest.param({"gross_pay": "3000"}, id="a job that insures"),
    pytest.param({"home_cover": "private", "insured_until_now": "private"}, id="in private insurance"),
    pytest.param({"home_cover": "private", "insured_until_now": "private"} | LATE_FIRST_JOB, id="also too late"),
    pytest.param({"home_cover": "statutory", "insured_until_now": "statutory"}, id="in a fund"),
    pytest.param(LATE_FIRST_JOB | {"home_cover": "statutory", "insured_until_now": "statutory"}, id="in a fund, long ago"),
    pytest.param({"country": "US", "insured_until_now": "abroad"}, id="from abroad"),
    pytest.param({"country": "US", "insured_until_now": "abroad"} | LATE_FIRST_JOB, id="from abroad, long ago"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "given", "member", "private"), LAST_FUND)
@pytest.mark.parametrize("more", LAST_FUND_DECIDES_NOTHING)
def test_the_last_insurance_is_asked_only_where_it_decides(key, given, member, private, more):
    answers = ANYBODY | given | UNINSURED | {"first_job": "no", "may_work": "yes", "last_statutory": "no"} | more
    assert "last_statutory" not in walk(all_flows()[key], answers, figures().on(TODAY)).given


@pytest.mark.parametrize(("key", "given", "member", "private"), LAST_FUND)
def test_a_first_job_is_asked_before_the_last_insurance_or_after_it(key, given, member, private):
    """Where the cover until now is known, a membership that goes on needs no first job."""
    answers = ANYBODY | given | UNINSURED | {"first_job": "yes", "last_statutory": "yes"}
    step = walk(all_flows()[key], answers, figures().on(TODAY))
    cover_first = key in ("student", "scientist")
    assert ("last_statutory" in step.given, "first_job" in step.given) == (cover_first, not cover_first)
    found = advise(step)
    assert (found.outcome == member) is cover_first
    assert ways(found)["statutory_voluntary"][0] == "possible"


@pytest.mark.parametrize("event", ["new_job", "nothing", "pay_rises"])
def test_while_a_rise_still_insures_the_last_insurance_decides_nothing(event):
    """§ 6 Abs. 4 SGB V."""
    given = ANYBODY | EMPLOYEE | UNINSURED | {"first_job": "no", "job_event": event, "last_statutory": "no"}
    step = walk(all_flows()["employee"], given, figures().on(TODAY))
    assert ("last_statutory" in step.given) is (event != "pay_rises")


def test_the_contribution_of_a_member_beside_a_job_hangs_on_the_pay_alone():
    given = {"purpose": "doctorate", "work": "main", "first_job": "no", "last_statutory": "yes"}
    step = walk(all_flows()["student"], ANYBODY | STUDENT | UNINSURED | given, figures().on(TODAY))
    assert step.due is None
    assert "own_income" not in step.given

"""The choice of a fund as a guided form and as a calculator: outcomes, days, papers, and what contradicts itself."""

from datetime import date

import pytest

from advisor.flows import fund_choice, switch_dates
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.interview.data import shown
from advisor.rules.figures import figures
from advisor.web.words import Words

TODAY = "2026-11-22"
MEMBER = {"member_since": "2020-05-01", "switch_reason": "ordinary", "declared": "none", "tariff_until": "none"}
RAISE = MEMBER | {"switch_reason": "raise", "raised_from": "2027-01-01", "sick_pay_tariff": "no"}
JOB = {"member_since": "2026-05-01", "switch_reason": "new_job", "stays_voluntary": "no"}


def step_for(given, day=TODAY, flow=switch_dates, **more):
    return walk(flow.FLOW, {**given, **more}, figures().on(date.fromisoformat(day)))


def advice_for(given, day=TODAY, flow=switch_dates, **more):
    step = step_for(given, day, flow, **more)
    assert step.due is None, f"{step.due.key} is due: {step.problem}"
    return advise(step)


def days(advice):
    found = {deadline.code.removeprefix("fund-choice-"): deadline.on for deadline in advice.deadlines}
    return {code: on.isoformat() if on else None for code, on in found.items()}


def facts(advice):
    return {fact.code: fact.value.isoformat() for fact in advice.facts}


def test_an_ordinary_switch_declared_today():
    advice = advice_for(MEMBER)
    assert advice.outcome == "fund-choice-ordinary"
    assert facts(advice) == {"ends": "2027-01-31", "begins": "2027-02-01"}
    assert days(advice) == {"choose-by": "2026-11-30", "first-day": "2027-02-01", "tell-employer": None}
    assert advice.documents == ("fund-choice-form",)
    assert advice.cautions[0] == "fund-choice-new-fund-first"
    assert {figure.name for figure in advice.figures} == {"fund_binding_months", "fund_notice_months"}


@pytest.mark.parametrize(("since", "shown"), [("2025-11-21", False), ("2025-11-23", True)])
def test_a_binding_that_is_over_has_no_day(since, shown):
    """Twelve months end on 2026-11-20 and 2026-11-22, the day of the declaration (§ 175 Abs. 4 Satz 1 SGB V)."""
    assert ("bound_until" in facts(advice_for(MEMBER, member_since=since))) is shown


def test_declared_in_march_it_ends_on_31_may():
    advice = advice_for(MEMBER, declared="2026-03-10", day="2026-03-01")
    assert facts(advice)["ends"] == "2026-05-31"
    assert days(advice)["choose-by"] == "2026-03-31"


def test_the_binding_moves_the_end_and_the_last_day_to_declare():
    advice = advice_for(MEMBER, member_since="2026-06-01")
    assert facts(advice) == {"bound_until": "2027-05-31", "ends": "2027-05-31", "begins": "2027-06-01"}
    assert days(advice)["choose-by"] == "2027-03-31"


def test_an_optional_tariff_binds_for_ordinary_notice():
    advice = advice_for(MEMBER, tariff_until="2028-06-30")
    assert facts(advice)["ends"] == "2028-06-30"
    assert "fund-choice-tariff-binds" in advice.cautions


def test_a_higher_rate_frees_from_binding_and_tariff():
    advice = advice_for(RAISE, member_since="2026-09-01", tariff_until="2028-06-30")
    assert advice.outcome == "fund-choice-raise"
    assert facts(advice) == {"ends": "2027-01-31", "begins": "2027-02-01"}
    assert days(advice)["right-ends"] == "2027-01-31"
    assert "fund-choice-no-letter" in advice.cautions


def test_in_the_month_of_the_raise_both_last_days_are_one():
    assert list(days(advice_for(RAISE, declared="2027-01-20"))) == ["right-ends", "first-day", "tell-employer"]


@pytest.mark.parametrize(("raised", "silent"), [("2026-07-29", False), ("2026-07-30", True)])
def test_the_letter_is_gone_since_2026_07_30(raised, silent):
    advice = advice_for(RAISE, raised_from=raised, declared="2026-07-15")
    assert ("fund-choice-no-letter" in advice.cautions) is silent


TOO_LATE = [
    pytest.param("2027-01-31", "fund-choice-raise", id="on the last day, a Sunday"),
    pytest.param("2027-02-01", "fund-choice-raise", id="on the Monday after it"),
    pytest.param("2027-02-02", "fund-choice-raise-too-late", id="a day later"),
]


@pytest.mark.parametrize(("declared", "outcome"), TOO_LATE)
def test_the_right_ends_with_the_month(declared, outcome):
    assert advice_for(RAISE, declared=declared).outcome == outcome


def test_after_a_weekend_the_right_holds_until_monday():
    """31 January 2026 is a Saturday (§ 26 Abs. 3 SGB X); two full months from the day of the declaration."""
    raised = {"member_since": "2025-10-01", "raised_from": "2026-01-01"}
    advice = advice_for(RAISE, "2026-02-02", **raised)
    assert advice.outcome == "fund-choice-raise"
    assert advice.cautions[0] == "fund-choice-after-the-weekend"
    assert facts(advice) == {"ends": "2026-04-30", "begins": "2026-05-01"}
    assert days(advice) == {"right-ends": "2026-02-02", "first-day": "2026-05-01", "tell-employer": None}
    assert advice.deadlines[0].law == "§ 175 Abs. 4 SGB V, § 26 Abs. 3 SGB X"
    in_time = advice_for(RAISE, "2026-01-31", **raised)
    assert "fund-choice-after-the-weekend" not in in_time.cautions
    assert days(in_time)["right-ends"] == "2026-01-31"
    assert in_time.deadlines[0].law == "§ 175 Abs. 4 SGB V"


@pytest.mark.parametrize(("raised", "told"), [("2026-07-29", True), ("2026-07-30", False)])
def test_a_late_letter_kept_the_right_while_there_had_to_be_one(raised, told):
    """§ 175 Abs. 4 Satz 7, 8 SGB V until 2026-07-29."""
    advice = advice_for(RAISE, "2026-09-10", raised_from=raised)
    assert advice.outcome == "fund-choice-raise-too-late"
    assert ("fund-choice-late-letter" in advice.cautions) is told
    assert advice.cautions[told:] == advice_for(MEMBER, "2026-09-10").cautions


def test_a_sick_pay_tariff_binds_in_a_raise_too():
    advice = advice_for(RAISE, tariff_until="2028-06-30", sick_pay_tariff="yes")
    assert advice.outcome == "fund-choice-sick-pay-tariff"
    assert facts(advice)["ends"] == "2028-06-30"


def test_a_raise_on_the_first_day_of_the_membership_is_left_open():
    assert (
        "fund-choice-raised-at-the-start"
        in advice_for(RAISE, member_since="2027-01-01", declared="2027-01-02").cautions
    )


def test_a_new_employer_is_told_within_fourteen_days():
    advice = advice_for(JOB, new_job_start="2026-12-01")
    assert advice.outcome == "fund-choice-at-once"
    assert days(advice) == {"tell-employer-your-fund": "2026-12-14", "first-day": "2026-12-01"}
    assert list(advice.answers) == ["member_since", "switch_reason", "new_job_start", "stays_voluntary"]
    assert "fund-choice-staying" in advice.cautions


def test_voluntary_members_who_stay_so_are_bound_and_give_notice():
    """Nothing ends by law with the job (§§ 190, 191, § 175 Abs. 4 Satz 2 SGB V)."""
    stays = {"member_since": "2025-10-01", "new_job_start": "2026-02-01", "stays_voluntary": "yes"}
    advice = advice_for(JOB | stays, "2026-01-20", declared="none", tariff_until="none")
    assert advice.outcome == "fund-choice-goes-on"
    assert facts(advice) == {"bound_until": "2026-09-30", "ends": "2026-09-30", "begins": "2026-10-01"}
    assert days(advice) == {"choose-by": "2026-07-31", "first-day": "2026-10-01", "tell-employer": None}
    assert advice.cautions[0] == "fund-choice-new-fund-first"
    assert step_for(JOB | stays, "2026-01-20").due.key == "declared"
    others = advice_for(JOB | stays | {"stays_voluntary": "no"}, "2026-01-20")
    assert others.outcome == "fund-choice-at-once"


@pytest.mark.parametrize(
    ("since", "starts", "asked"),
    [
        pytest.param("2015-01-01", "2019-04-08", False, id="bound by the law of the time, whoever they are"),
        pytest.param("2015-01-01", "2019-04-09", True, id="since the ruling"),
        pytest.param("2019-01-01", "2020-05-01", False, id="bound by the choice"),
        pytest.param("2019-01-01", "2021-01-01", True, id="by statute"),
    ],
)
def test_voluntary_membership_is_asked_where_it_decides(since, starts, asked):
    given = {"member_since": since, "switch_reason": "new_job", "new_job_start": starts}
    due = step_for(given, "2021-06-01").due
    assert due.key == ("stays_voluntary" if asked else "declared")
    assert step_for({"member_since": since, "switch_reason": "ordinary"}, "2021-06-01").due.key == "declared"


def test_before_the_statute_voluntary_members_who_stay_so_were_not_freed_either():
    given = JOB | {"member_since": "2015-01-01", "new_job_start": "2019-05-01", "stays_voluntary": "yes"}
    advice = advice_for(given, "2019-05-01", declared="none", tariff_until="none")
    assert advice.outcome == "fund-choice-goes-on"
    assert advice.cautions[0] == "fund-choice-on-paper"


EARLIER = [
    pytest.param("2019-04-08", "fund-choice-still-bound", id="before the funds applied the ruling"),
    pytest.param("2019-04-09", "fund-choice-at-once", id="from 2019-04-09 on"),
    pytest.param("2021-01-01", "fund-choice-at-once", id="by statute"),
]


@pytest.mark.parametrize(("starts", "outcome"), EARLIER)
def test_a_new_job_in_earlier_years(starts, outcome):
    advice = advice_for(
        JOB, "2019-03-01", member_since="2015-01-01", new_job_start=starts, declared="none", tariff_until="none"
    )
    assert advice.outcome == outcome


def test_until_2020_the_switch_goes_on_paper():
    advice = advice_for(MEMBER, "2020-06-10")
    assert advice.documents == ("fund-choice-notice", "fund-choice-certificate")
    assert advice.cautions[0] == "fund-choice-on-paper"
    assert facts(advice) == {"bound_until": "2021-10-31", "ends": "2021-10-31", "begins": "2021-11-01"}


def test_a_day_in_the_past_counts_by_its_own_law():
    assert facts(advice_for(MEMBER, declared="2020-06-10")) == facts(advice_for(MEMBER, "2020-06-10"))


GUIDED = [
    pytest.param({"fund_situation": "first", "job_start": "2026-12-01"}, "fund-choice-first", id="for the first time"),
    pytest.param({"fund_situation": "ended"}, "fund-choice-ended", id="the membership ends by law"),
    pytest.param({"fund_situation": "abroad"}, "fund-choice-abroad", id="to another state"),
    pytest.param({"fund_situation": "leaving"}, "fund-choice-leaving", id="out of the system"),
    pytest.param(MEMBER | {"fund_situation": "ordinary"}, "fund-choice-ordinary", id="an ordinary switch"),
    pytest.param(RAISE | {"fund_situation": "raise"}, "fund-choice-raise", id="a higher rate"),
    pytest.param(JOB | {"fund_situation": "new_job", "new_job_start": "2026-12-01"}, "fund-choice-at-once", id="job"),
]


@pytest.mark.parametrize(("given", "outcome"), GUIDED)
def test_the_guided_form(given, outcome):
    assert advice_for(given, flow=fund_choice).outcome == outcome


def test_the_guided_form_and_the_calculator_agree():
    guided, calculated = advice_for(MEMBER | {"fund_situation": "ordinary"}, flow=fund_choice), advice_for(MEMBER)
    assert (guided.facts, guided.deadlines, guided.cautions) == (
        calculated.facts, calculated.deadlines, calculated.cautions,
    )  # fmt: skip


def test_a_first_fund_is_told_to_the_employer():
    first = {"fund_situation": "first"}
    assert days(advice_for(first, flow=fund_choice, job_start="2026-12-01"))["tell-employer-your-fund"] == "2026-12-14"
    assert days(advice_for(first, flow=fund_choice, job_start="none"))["tell-employer-your-fund"] is None


def test_after_the_end_by_law_the_days_to_name_the_fund_are_a_deadline():
    """§ 175 Abs. 3 Satz 2 SGB V: from the beginning of the new duty, whose day nobody has told."""
    (found,) = advice_for({"fund_situation": "ended"}, flow=fund_choice).deadlines
    assert (found.code, found.on, found.law) == ("fund-choice-tell-who-registers", None, "§ 175 Abs. 3 Satz 2 SGB V")


def test_until_2020_the_end_by_law_freed_nobody():
    assert advice_for({"fund_situation": "ended"}, "2020-12-31", fund_choice).outcome == "fund-choice-ended-before"
    assert advice_for({"fund_situation": "ended"}, "2021-01-01", fund_choice).outcome == "fund-choice-ended"


WRONG = [
    pytest.param(MEMBER, {"member_since": "2027-01-01"}, "declared", id="chosen before the membership, left empty"),
    pytest.param(MEMBER, {"declared": "2020-04-30"}, "declared", id="chosen the day before the membership"),
    pytest.param(MEMBER, {"member_since": "2010-01-01", "declared": "2018-12-31"}, "declared", id="before 2019"),
    pytest.param(MEMBER, {"declared": "2031-01-01"}, "declared", id="after the law we know"),
    pytest.param(MEMBER, {"member_since": "none"}, "member_since", id="no day"),
    pytest.param(MEMBER, {"member_since": "2026-02-30"}, "member_since", id="no such day"),
    pytest.param(MEMBER, {"tariff_until": "2020-04-30"}, "tariff_until", id="a tariff before the membership"),
    pytest.param(MEMBER, {"tariff_until": "2029-11-23"}, "tariff_until", id="a tariff for more than three years"),
    pytest.param(RAISE, {"raised_from": "2020-04-30"}, "raised_from", id="raised before the membership began"),
    pytest.param(JOB, {"new_job_start": "2026-05-01"}, "new_job_start", id="the job begins with the membership"),
    pytest.param(JOB, {"new_job_start": "2031-01-01"}, "new_job_start", id="a job after the law we know"),
    pytest.param(MEMBER, {"switch_reason": "boredom"}, "switch_reason", id="no such reason"),
]


@pytest.mark.parametrize(("given", "wrong", "key"), WRONG)
def test_what_contradicts_itself_is_said_at_its_field(given, wrong, key):
    step = step_for(given, **wrong)
    assert step.problem is not None
    assert step.problem.question.key == key


LAST_THAT_FITS = [
    pytest.param(MEMBER, {"declared": "2020-05-01"}, id="chosen on the first day of the membership"),
    pytest.param(
        MEMBER, {"member_since": "2010-01-01", "declared": "2019-01-01"}, id="the first day of the law we know"
    ),
    pytest.param(MEMBER, {"declared": "2030-12-31"}, id="its last day"),
    pytest.param(MEMBER, {"tariff_until": "2020-05-01"}, id="a tariff of the first day only"),
    pytest.param(MEMBER, {"tariff_until": "2029-11-22"}, id="a tariff for three years to the day"),
    pytest.param(RAISE, {"raised_from": "2020-05-01"}, id="raised as the membership began"),
    pytest.param(JOB, {"new_job_start": "2026-05-02"}, id="a job on the second day of the membership"),
    pytest.param(JOB, {"new_job_start": "2030-12-31"}, id="a job on the last day of the law we know"),
]


@pytest.mark.parametrize(("given", "answered"), LAST_THAT_FITS)
def test_what_just_fits_is_taken(given, answered):
    assert step_for(given, **answered).problem is None


@pytest.mark.parametrize("day", ["2019-01-01", "2027-02-01", "2030-12-31"])
def test_it_answers_on_every_day(day):
    assert advice_for(MEMBER, day, member_since="2015-01-01").outcome == "fund-choice-ordinary"


def test_the_flow_is_open_and_a_calculator_stands_beside_it():
    assert not fund_choice.FLOW.private
    assert switch_dates.FLOW.one_page
    assert [question.key for question in fund_choice.FLOW.questions.values() if question.sensitive] == []


@pytest.mark.django_db
def test_a_day_left_empty_is_the_day_of_the_law_and_a_later_law_changes_nothing_then():
    step = step_for(RAISE)
    assert [change.question for change in changes(step, advise(step))] == ["switch_reason", "switch_reason"]
    assert shown(switch_dates.DECLARED, "none", step.law, Words("de")) == "22.\N{NO-BREAK SPACE}November 2026"
    assert shown(switch_dates.TARIFF_UNTIL, "none", step.law, Words("de")) == "kein Wahltarif"


@pytest.mark.parametrize(("declared", "fits"), [("2026-04-30", False), ("2026-05-01", True), ("2026-05-02", True)])
def test_a_fund_is_left_from_the_first_day_of_the_membership_on(declared, fits):
    problem = step_for(MEMBER, "2026-06-01", member_since="2026-05-01", declared=declared).problem
    assert (problem is None) is fits
    assert fits or problem.question.key == "declared"


@pytest.mark.parametrize(("start", "notice"), [("2020-12-31", True), ("2021-01-01", False)])
def test_a_new_job_frees_by_statute_from_2021_on(start, notice):
    """§ 175 Abs. 4 Satz 2, 3 SGB V in the version of the MDK-Reformgesetz, in force on 1 January 2021."""
    step = step_for(JOB, "2020-12-20", member_since="2018-05-01", new_job_start=start)
    assert ("declared" in step.given or (step.due is not None and step.due.key == "declared")) is notice


@pytest.mark.parametrize(("declared", "papers"), [("2020-12-31", 2), ("2021-01-01", 1)])
def test_the_new_fund_ends_the_old_membership_from_2021_on(declared, papers):
    """§ 175 Abs. 4 Satz 4 SGB V: until 2020 a notice and a certificate, since 2021 the choice alone."""
    found = advice_for(MEMBER, day="2020-12-20", member_since="2018-05-01", declared=declared)
    assert len(found.documents) == papers

"""Employees by hand: which system, what must hold at the turn of the year, what it costs, by when."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows import all_flows
from advisor.flows.employee import FLOW
from advisor.flows.employee_questions import may_be_member_still
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.chart import chart_of
from advisor.interview.core import walk
from advisor.interview.explore import questions_left
from advisor.rules.figures import figures
from advisor.rules.insurance_limits import exceeds_next_limit, keeps_private_insurance

TODAY = "2026-11-22"
PERSON = {
    "job_kind": "ordinary",
    "gross_pay": "3000",
    "no_sick_pay": "no",
    "free_as_pensioner": "no",
    "insured_until_now": "statutory",
    "last_statutory": "no",
    "job_event": "nothing",
    "first_job": "no",
    "long_private": "no",
    "private_before": "no",
    "limit_rose": "no",
    "age": "40",
    "children": "0",
    "children_under_25": "0",
    "saxony": "no",
    "east": "no",
    "health_premium": "600",
    "care_premium": "80",
    "additional_rate": "average",
    "job_start": "none",
    "home_cover_ends": "none",
}
PRIVATE = {"insured_until_now": "private"}
ABROAD = {"insured_until_now": "abroad"}
OTHER = {"insured_until_now": "other"}
HIGH = {"gross_pay": "7500"}
NEW = {"job_event": "new_job"}
RISE = {"job_event": "pay_rises"}


def law_on(day, *, draft=False):
    return figures().on(date.fromisoformat(day), draft)


def finished(day=TODAY, draft=False, **more):
    step = walk(FLOW, {**PERSON, **more}, law_on(day, draft=draft))
    assert step.due is None, f"{step.due.key} is due"
    return step


def advice_for(day=TODAY, draft=False, **more):
    return advise(finished(day, draft, **more))


def reasons(advice):
    return {route.reason: route.status for route in advice.routes}


def dates(advice):
    return {deadline.code: deadline.on for deadline in advice.deadlines}


OUTCOMES = [
    # EMP-1, EMP-5, EMP-7, MINI-1 to MINI-8, PKV-1, PKV-2, PKV-10; limits of 2026: 603, 2,000, 6,450 a month
    pytest.param({}, "employee-compulsory", id="an ordinary job"),
    pytest.param({"gross_pay": "603"}, "employee-marginal", id="at the minijob limit"),
    pytest.param({"gross_pay": "603.01"}, "employee-transition", id="a cent above it"),
    pytest.param({"gross_pay": "1150"}, "employee-transition", id="a nurse on 1,150 euros"),
    pytest.param({"gross_pay": "2000.01"}, "employee-compulsory", id="beyond the transition range"),
    pytest.param({"gross_pay": "6450"}, "employee-compulsory", id="at the annual limit"),
    pytest.param({"gross_pay": "6450.01"}, "employee-above-limit", id="a cent above it"),
    pytest.param({**HIGH, **NEW}, "employee-above-limit", id="a member in a new job above the limit"),
    pytest.param({**HIGH, **NEW, **ABROAD}, "employee-above-limit", id="with periods abroad"),
    pytest.param({**HIGH, **NEW, **ABROAD, "first_job": "yes"}, "employee-first-job-above-limit", id="a first job"),
    pytest.param({**HIGH, **NEW, **OTHER, "first_job": "yes"}, "employee-first-job-above-limit", id="from anywhere"),
    pytest.param({**HIGH, **NEW, **OTHER}, "employee-only-private", id="without periods, not the first job"),
    pytest.param({**HIGH, **RISE}, "employee-year-end", id="a rise above the limit: until the end of the year"),
    pytest.param({**HIGH, **PRIVATE}, "employee-stays-private", id="privately insured above the limit"),
    pytest.param({**HIGH, **RISE, **PRIVATE}, "employee-stays-private", id="also with a rise"),
    pytest.param(
        {**HIGH, **NEW, **PRIVATE, "first_job": "yes"}, "employee-first-job-above-limit", id="a first job may join"
    ),
    pytest.param(PRIVATE, "employee-compulsory", id="private and below the limit: pulled in"),
    pytest.param({**PRIVATE, "age": "54"}, "employee-compulsory", id="at 54"),
    pytest.param({**PRIVATE, "age": "55"}, "employee-barred-by-age", id="at 55 the way back is barred"),
    pytest.param({"age": "55"}, "employee-compulsory", id="members of 55 stay"),
    pytest.param({**PRIVATE, "limit_rose": "yes"}, "employee-compulsory", id="the three months are over"),
    pytest.param({"job_kind": "trainee", "gross_pay": "325"}, "employee-trainee", id="a trainee"),
    pytest.param({"job_kind": "trainee", "gross_pay": "1000"}, "employee-trainee", id="without transition range"),
    pytest.param({"job_kind": "short_term"}, "employee-short-term", id="a short-term job"),
    pytest.param({"insured_until_now": "beihilfe"}, "employee-civil-servant", id="a civil servant on the side"),
    pytest.param({"gross_pay": "500", **OTHER, "last_statutory": "yes"}, "employee-catch-all", id="last in a fund"),
    pytest.param({"job_kind": "short_term", **OTHER, "last_statutory": "yes"}, "employee-catch-all", id="so too"),
    pytest.param({"gross_pay": "500", **OTHER}, "employee-marginal", id="never in a fund"),
    pytest.param({"no_sick_pay": "yes"}, "employee-compulsory", id="a job beside an old-age pension"),
]


@pytest.mark.parametrize(("given", "expected"), OUTCOMES)
def test_outcome(given, expected):
    assert advice_for(**given).outcome == expected


SPECIAL = [
    # § 6 Abs. 7, 8 SGB V: 5,812.50 a month in 2026; the drafts of 2027: 6,075, 6,712.50 and 7,012.50
    pytest.param("5812.50", TODAY, False, {"long_private": "yes"}, "employee-compulsory", id="at the special limit"),
    pytest.param("5812.51", TODAY, False, {"long_private": "yes"}, "employee-stays-private", id="a cent above it"),
    pytest.param("5812.51", TODAY, False, {}, "employee-compulsory", id="only for those of 2002"),
    pytest.param(
        "6700", "2027-02-01", True, {"private_before": "yes"}, "employee-compulsory", id="below the older limit"
    ),
    pytest.param("6800", "2027-02-01", True, {"private_before": "yes"}, "employee-stays-private", id="above it"),
    pytest.param("6800", "2027-02-01", True, {}, "employee-compulsory", id="who came later has the general limit"),
    pytest.param("6800", "2027-02-01", True, {"limit_rose": "yes"}, "employee-exemption", id="and may be exempted"),
    pytest.param("6800", TODAY, False, {"private_before": "yes"}, "employee-stays-private", id="no such limit in 2026"),
]


@pytest.mark.parametrize(("pay", "day", "draft", "more", "expected"), SPECIAL)
def test_the_older_limits(pay, day, draft, more, expected):
    assert advice_for(day, draft, gross_pay=pay, **PRIVATE, **more).outcome == expected


def test_the_older_limits_as_rules():
    law = law_on("2027-02-01", draft=True)
    assert keeps_private_insurance(D("6075.01"), law, long=True, before=False)
    assert not keeps_private_insurance(D("6075"), law, long=True, before=False)
    assert keeps_private_insurance(D("6712.51"), law, long=False, before=True)
    assert not keeps_private_insurance(D("6712.50"), law, long=False, before=True)
    assert not keeps_private_insurance(D("9000"), law, long=False, before=False)


NEXT = [
    # the limits of 2025 and 2026: 6,150 and 6,450 a month
    pytest.param("6400", "2025-11-01", False, id="not the next limit"),
    pytest.param("6450", "2025-11-01", False, id="at the next limit"),
    pytest.param("6450.01", "2025-11-01", True, id="a cent above the next limit"),
    pytest.param("9000", TODAY, None, id="the limit of 2027 is not out"),
    pytest.param("9000", "2030-06-01", None, id="the last year we answer for"),
]


@pytest.mark.parametrize(("pay", "day", "expected"), NEXT)
def test_the_limit_of_next_year(pay, day, expected):
    assert exceeds_next_limit(D(pay), law_on(day, draft=False)) is expected


TURN = [
    # § 6 Abs. 4 SGB V: both limits must be exceeded
    pytest.param("6400", "2025-11-01", "employee-compulsory", id="only this year's limit"),
    pytest.param("6500", "2025-11-01", "employee-year-end", id="both limits"),
    pytest.param("6100", "2025-11-01", "employee-compulsory", id="neither"),
]


@pytest.mark.parametrize(("pay", "day", "expected"), TURN)
def test_the_turn_of_the_year(pay, day, expected):
    assert advice_for(day, gross_pay=pay, **RISE).outcome == expected


def test_what_is_not_yet_known_of_the_turn_of_the_year():
    assert "employee-next-limit-unknown" in advice_for(**HIGH, **RISE).cautions
    assert "employee-next-limit-unknown" not in advice_for("2025-11-01", **HIGH, **RISE).cautions
    assert "employee-next-limit-unknown" not in advice_for(draft=True, **HIGH, **RISE).cautions
    assert reasons(advice_for("2025-11-01", gross_pay="6400", **RISE))["employee-next-limit-not-exceeded"] == "closed"


EXEMPTION = [
    # § 8 Abs. 2 SGB V: three months from 1 January
    pytest.param("2026-01-01", "employee-exemption", id="the first day"),
    pytest.param("2026-03-31", "employee-exemption", id="the last day"),
    pytest.param("2026-04-01", "employee-compulsory", id="a day too late"),
]


@pytest.mark.parametrize(
    ("day", "expected"), [("2019-04-01", "employee-exemption"), ("2019-04-02", "employee-compulsory")]
)
def test_an_exemption_whose_time_ends_on_a_sunday_may_be_asked_for_on_the_monday(day, expected):
    """§ 26 Abs. 3 SGB X."""
    assert advice_for(day, gross_pay="4900", limit_rose="yes", **PRIVATE).outcome == expected


LAST_YEAR = [
    pytest.param("6150", "2026-02-01", False, id="not above the limit of 2025 either, 73,800 euros a year"),
    pytest.param("6150.01", "2026-02-01", True, id="above it, and not above that of 2026"),
    pytest.param("3000", "2019-02-01", True, id="the limit of 2018 is not known"),
]


@pytest.mark.parametrize(("pay", "day", "asked"), LAST_YEAR)
def test_only_pay_above_the_last_limit_can_fall_below_it_by_its_rise(pay, day, asked):
    """§ 8 Abs. 1 Nr. 1 SGB V."""
    answers = {"job_kind": "ordinary", "gross_pay": pay, **PRIVATE, "long_private": "no"}
    step = walk(FLOW, answers, law_on(day))
    assert (step.due.key == "limit_rose") is asked


@pytest.mark.parametrize(("day", "expected"), EXEMPTION)
def test_the_exemption_has_three_months(day, expected):
    advice = advice_for(day, gross_pay="6300", limit_rose="yes", **PRIVATE)
    assert advice.outcome == expected
    if expected == "employee-exemption":
        assert dates(advice)["employee-exemption"] == date(2026, 3, 31)
        assert "employee-exemption-is-final" in advice.cautions
    else:
        assert reasons(advice)["employee-exemption-too-late"] == "closed"


def test_no_exemption_where_the_pay_fell():
    assert advice_for("2026-02-01", gross_pay="6300", **PRIVATE).outcome == "employee-compulsory"


DEADLINES = [
    pytest.param(
        {"job_start": "2026-12-01"}, "tell-employer-your-fund", "2026-12-14", id="the fund is named within two weeks"
    ),
    pytest.param({"job_start": "2026-12-01"}, "employee-duty-begins", "2026-12-01", id="insured from the first day"),
    pytest.param({"job_start": "none"}, "tell-employer-your-fund", None, id="only the rule without a day"),
    pytest.param(
        {**HIGH, **NEW, **ABROAD, "first_job": "yes", "job_start": "2026-12-01"},
        "join-after-first-job",
        "2027-03-01",
        id="three months to join after the first job",
    ),
    pytest.param({**HIGH, **RISE}, "employee-year-end", "2026-12-31", id="the turn of the year"),
    pytest.param({"gross_pay": "500"}, "follow-on", None, id="the membership goes on beside a minijob"),
]

JOINING = [
    # § 9 Abs. 2 Nr. 1 SGB V: three months after 30 September end on 31 December; § 188 Abs. 4 SGB V for members here
    pytest.param({**HIGH, **NEW}, id="a new job above the limit, not the first one"),
    pytest.param(HIGH, id="above the limit for longer"),
    pytest.param({"gross_pay": "500"}, id="a minijob"),
    pytest.param({"job_kind": "short_term"}, id="a short-term job"),
]


@pytest.mark.parametrize("given", JOINING)
def test_time_to_join_after_insurance_abroad(given):
    """Periods of the EU, the EEA, Switzerland and the United Kingdom count (Art. 6 VO (EG) 883/2004)."""
    found = advice_for(**given, **ABROAD, home_cover_ends="2026-09-30")
    assert dates(found) == {"join-after-home-cover": date(2026, 12, 31)}
    assert "proof-of-earlier-periods" in found.documents
    voluntary = next(route for route in found.routes if route.code == "statutory_voluntary")
    assert voluntary.law == ("§ 9 Abs. 1 SGB V",)
    assert dates(advice_for(**given, **ABROAD)) == {"join-after-home-cover": None}
    assert dates(advice_for(**given)) == {"follow-on": None}
    assert dates(advice_for(**given, **OTHER)) == {}
    assert "home_cover_ends" not in finished(**given).given


def test_the_right_of_a_first_job_needs_no_insurance_abroad():
    """§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 Nr. 3 SGB V: three months after the day the work is taken up."""
    first = {**HIGH, **NEW, **ABROAD, "first_job": "yes", "job_start": "2026-12-01"}
    assert dates(advice_for(**first)) == {"join-after-first-job": date(2027, 3, 1)}
    assert "home_cover_ends" not in finished(**first).given


@pytest.mark.parametrize("given", [{"gross_pay": "500"}, {"job_kind": "short_term"}])
def test_family_insurance_is_open_to_the_privately_insured_beside_a_small_job(given):
    """§ 10 Abs. 1 Satz 1 Nr. 3 SGB V: being free of the duty by § 7 does not count, only an exemption does."""
    found = reasons(advice_for(**given, **PRIVATE))
    assert found["employee-family-not-private"] == "possible"
    assert found["employee-private-goes-on"] == "required"
    assert "employee-family-beside" in reasons(advice_for(**given))


@pytest.mark.parametrize(("given", "code", "expected"), DEADLINES)
def test_deadlines(given, code, expected):
    assert dates(advice_for(**given))[code] == (expected and date.fromisoformat(expected))


ROUTES = [
    pytest.param(
        {"gross_pay": "500"}, {"statutory_family": "possible", "statutory_voluntary": "possible"}, id="member"
    ),
    pytest.param(
        {"gross_pay": "500", **PRIVATE},
        {"statutory_family": "possible", "private_full": "required", "statutory_voluntary": "closed"},
        id="private",
    ),
    pytest.param(
        {"gross_pay": "500", **OTHER}, {"private_full": "possible", "statutory_voluntary": "closed"}, id="no periods"
    ),
    pytest.param(
        {**HIGH, **PRIVATE}, {"private_full": "required", "statutory_voluntary": "closed"}, id="stays private"
    ),
    pytest.param({}, {"statutory_employee": "required", "private_full": "closed"}, id="below the limit"),
    pytest.param(
        {"insured_until_now": "beihilfe"},
        {"beihilfe": "required", "private_full": "required", "statutory_employee": "closed"},
        id="a civil servant",
    ),
]


@pytest.mark.parametrize(("given", "expected"), ROUTES)
def test_routes(given, expected):
    found = {route.code: route.status for route in advice_for(**given).routes}
    assert {code: found[code] for code in expected} == expected


COSTS = [
    # worked examples emp_2026_6000_childless, emp_2024_3000_2kids, midi_2022q4_1400_child
    pytest.param({"gross_pay": "6000"}, TODAY, "648.09", id="6,000 euros in 2026"),
    pytest.param(
        {"children": "2", "children_under_25": "2"}, "2024-01-01", "288.00", id="two children in 2024: 244.50 and 43.50"
    ),
    pytest.param({"gross_pay": "1400", "children": "1"}, "2022-10-01", "123.52", id="in the transition range"),
    pytest.param({**HIGH, **PRIVATE}, TODAY, "340.00", id="private: half of 680"),
    pytest.param({"gross_pay": "325", "job_kind": "trainee"}, TODAY, "0.00", id="a trainee with low pay"),
]


@pytest.mark.parametrize(("given", "day", "expected"), COSTS)
def test_what_health_and_care_cost(given, day, expected):
    assert advice_for(day, **given).price == D(expected)


def test_cover_beside_a_minijob_is_priced_by_its_way():
    """The lowest contribution of voluntary members in 2026, on 1,318.33 euros: 14.0, 2.9 and 4.2 %."""
    advice = advice_for(gross_pay="500")
    assert advice.price is None
    costs = {route.code: route.cost and route.cost.euros for route in advice.routes}
    assert costs["statutory_voluntary"] == D("278.17")
    assert costs["statutory_family"] is None


def test_a_job_beside_the_pension_pays_the_reduced_rate():
    """EMP-3: 7.7 % with a fund at 1.4 %, on 3,000 euros."""
    own, employer = advice_for("2019-10-01", no_sick_pay="yes", additional_rate="1.4").amounts
    for side in (own, employer):
        assert side.find("health_general").euros + side.find("health_additional").euros == D("231.00")


RETIRED = {"no_sick_pay": "yes", "free_as_pensioner": "yes", "age": "68", "saxony": "yes", "gross_pay": "2000.01"}
OF_BOTH = ["health_and_care", "pension", "unemployment"]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({}, "employee-compulsory", id="a member"),
        pytest.param({"gross_pay": "2000"}, "employee-transition", id="in the transition range"),
        pytest.param(HIGH, "employee-above-limit", id="a voluntary member"),
        pytest.param(HIGH | PRIVATE, "employee-stays-private", id="privately insured"),
        pytest.param(HIGH | RISE, "employee-year-end", id="until the end of the year"),
        pytest.param(HIGH | NEW | {"first_job": "yes"} | OTHER, "employee-first-job-above-limit", id="a first job"),
    ],
)
def test_old_age_pensioners_pay_for_health_and_care_alone(given, outcome):
    """§ 5 Abs. 4 Satz 1 Nr. 1 SGB VI, § 28 Abs. 1 Nr. 1 SGB III; both must hold, the age and the full pension."""
    free, paying = (advice_for(**RETIRED | given | {"free_as_pensioner": answer}) for answer in ("yes", "no"))
    assert (free.outcome, paying.outcome) == (outcome, outcome)
    for mine, theirs in zip(free.amounts, paying.amounts, strict=True):
        assert [part.code for part in theirs.parts][1:] == OF_BOTH[1:]
        assert mine.parts == theirs.parts[:1]
        assert mine.euros == theirs.parts[0].euros
        assert (mine.code, mine.label, mine.law, mine.payer) == (theirs.code, theirs.label, theirs.law, theirs.payer)
    told = {"employee-free-as-pensioner", "pay-old-age-pension"}
    assert told & set(free.cautions) == {"employee-free-as-pensioner"}
    assert told & set(paying.cautions) == {"pay-old-age-pension"}
    young = RETIRED | given | {"no_sick_pay": "no", "age": "63"}
    assert not told & set(advice_for(**young).cautions)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"age": "63"}, False, id="63"),
        pytest.param({"age": "64"}, True, id="64"),
        pytest.param({"age": "64", "job_kind": "trainee"}, True, id="in training"),
        pytest.param({"age": "63", "job_kind": "trainee"}, False, id="in training at 63"),
        pytest.param({"age": "64", "gross_pay": "603"}, False, id="a minijob"),
        pytest.param(HIGH | {"age": "70"}, True, id="a voluntary member"),
        pytest.param(HIGH | PRIVATE, False, id="privately insured, of no known age"),
    ],
)
def test_the_age_alone_spares_the_share_of_unemployment_insurance(given, told):
    """§ 28 Abs. 1 Nr. 1 SGB III; the caution tells it to everybody of an age at which it may be so."""
    assert ("pay-old-age-pension" in advice_for(**{"no_sick_pay": "no"} | given).cautions) is told


def test_who_must_leave_private_insurance_is_told_of_the_pension_too():
    given = PRIVATE | {"gross_pay": "6300", "limit_rose": "yes", "no_sick_pay": "yes"}
    assert advice_for("2026-02-01", **given).outcome == "employee-exemption"
    assert advice_for("2026-02-01", **given).cautions[0] == "pay-old-age-pension"


def test_the_pension_age_is_asked_beside_an_old_age_pension_only():
    assert "free_as_pensioner" in finished(no_sick_pay="yes").given
    for other in ({"no_sick_pay": "no"}, {"gross_pay": "500"}, {"job_kind": "trainee"}):
        assert "free_as_pensioner" not in finished(**other).given


def test_the_chart_of_old_age_pensioners_begins_with_a_minijob_that_costs_nothing():
    """Below the minijob limit no share of pension insurance is theirs either (§ 5 Abs. 4 SGB VI)."""
    for answer, first in (("yes", D(0)), ("no", D("21.71"))):
        points = dict(chart_of(finished(**RETIRED | {"free_as_pensioner": answer})).curves[0].points)
        assert points[D("603.00")] == first


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        pytest.param(OTHER | {"age": "55"}, True, id="at the age"),
        pytest.param(OTHER | {"age": "54"}, False, id="a year below it"),
        pytest.param(OTHER | {"age": "60", "gross_pay": "1000"}, True, id="in the transition range"),
        pytest.param({"age": "60"}, False, id="in a fund until now"),
        pytest.param(ABROAD | {"age": "60"}, False, id="in the public system of a coordinated state"),
        pytest.param({"job_kind": "trainee", "age": "60"}, False, id="in training, where it is not asked"),
    ],
)
def test_who_may_come_from_private_insurance_is_warned_of_the_age(given, warned):
    """§ 6 Abs. 3a SGB V."""
    assert ("return-barred-by-age" in advice_for(**given).cautions) is warned


def test_the_employer_pays_a_subsidy_above_the_limit():
    assert advice_for(**HIGH).amounts[1].find("employer_subsidy").euros == D("613.22")
    assert advice_for(**HIGH, **PRIVATE).amounts[1].find("employer_subsidy").euros == D("340.00")


REFUSED = [
    pytest.param({}, id="an ordinary job"),
    pytest.param(HIGH, id="above every limit we know"),
]


@pytest.mark.parametrize("given", REFUSED)
def test_2027_is_refused_by_name(given):
    assert advice_for("2027-02-01", **given).refused.name == "compulsory_insurance_threshold_per_year"


def test_until_june_2019_the_range_has_its_former_name():
    """§ 20 Abs. 2 SGB IV a.F.: Gleitzone, up to 850 euros."""
    for day, outcome, name in (
        ("2019-06-30", "employee-transition-former", "reduced pay in the former transition range (Gleitzone)"),
        ("2019-07-01", "employee-transition", "reduced pay in the transition range"),
    ):
        found = advice_for(day, gross_pay="850")
        assert found.outcome == outcome
        assert found.amounts[0].find("health_general").formula.base.label == name


def test_small_jobs_of_2027_are_told():
    assert advice_for("2027-02-01", gross_pay="633").outcome == "employee-marginal"
    assert advice_for("2027-02-01", gross_pay="1150").outcome == "employee-transition"


@pytest.mark.parametrize(
    ("pay", "day", "asked"),
    [
        pytest.param("7450", "2024-12-31", False, id="at the lower ceiling"),
        pytest.param("7450.01", "2024-12-31", True, id="a cent above it"),
        pytest.param("9000", "2025-01-01", False, id="since there is one ceiling"),
    ],
)
def test_the_east_is_asked_where_it_decides(pay, day, asked):
    assert ("east" in finished(day, gross_pay=pay).given) is asked


def test_the_east_had_a_lower_ceiling():
    """7,500 euros in 2024: pension insurance up to 7,450 in the east."""
    east = advice_for("2024-06-01", **HIGH, east="yes").amounts[0]
    assert east.find("pension").euros == D("692.85")


def test_not_being_sure_how_one_was_insured_shows_what_depends_on_it():
    """Below the limit only private insurance makes a difference, and only in the cautions; above it the duty."""
    assert advice_for(**HIGH, **NEW, insured_until_now="unsure").outcome == "it-depends"


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        pytest.param("gross_pay", "-5", id="negative pay"),
        pytest.param("gross_pay", "1e9", id="no plain number"),
        pytest.param("children", "100", id="a hundred children"),
        pytest.param("job_start", "2026-02-30", id="a day that does not exist"),
    ],
)
def test_bad_input_is_named_at_its_field(key, raw):
    step = walk(FLOW, {**PERSON, key: raw}, law_on(TODAY))
    assert step.problem is not None
    assert step.problem.question.key == key


def test_few_questions_are_asked():
    """An ordinary job takes ten questions at most."""
    fewest, most = questions_left(walk(FLOW, {}, law_on(TODAY)))
    assert fewest == 0
    assert most <= len(FLOW.asks)
    assert len(finished().given) <= 10


def test_what_would_change_an_ordinary_result():
    high, low = (
        {(change.question, change.value) for change in changes(finished(gross_pay=pay), advice_for(gross_pay=pay))}
        for pay in ("6000", "3000")
    )
    assert ("gross_pay", "6450.01") in high
    assert ("gross_pay", "2000") in low


def test_answers_carry_between_the_calculator_and_the_interview():
    """The very same questions: what was answered once is not asked again."""
    pay = all_flows()["pay"].questions
    shared = {key for key, question in FLOW.questions.items() if pay.get(key) is question}
    assert shared >= {
        "gross_pay",
        "job_kind",
        "no_sick_pay",
        "age",
        "children",
        "saxony",
        "additional_rate",
        "health_premium",
    }


@given(st.decimals(min_value=0, max_value=20_000, places=2), st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_more_pay_never_closes_the_private_way(pay, day):
    """Whoever may be privately insured may be so with more pay too."""

    def may(gross):
        routes = advice_for(day.isoformat(), gross_pay=str(gross), job_kind="ordinary", **NEW).routes
        return any(route.code == "private_full" and route.status != "closed" for route in routes)

    limit = law_on(day.isoformat()).marginal_earnings_limit
    if pay > limit and may(pay):
        assert may(pay + 100)


CHARTS = [
    pytest.param({}, True, id="an ordinary job"),
    pytest.param(HIGH, True, id="above the limit"),
    pytest.param({"job_kind": "trainee"}, True, id="a trainee"),
    pytest.param({"gross_pay": "500"}, True, id="a member with a minijob"),
    pytest.param({"gross_pay": "500", **OTHER}, False, id="not without the age"),
    pytest.param({**HIGH, **PRIVATE}, False, id="not for private insurance"),
    pytest.param({**PRIVATE, "age": "55"}, False, id="not where the way back is barred"),
    pytest.param(
        {"gross_pay": "500", **OTHER, "last_statutory": "yes"}, False, id="not for the same lowest price at any pay"
    ),
    pytest.param({"job_kind": "short_term"}, False, id="not for a short-term job"),
    pytest.param({"insured_until_now": "beihilfe"}, False, id="not for civil servants"),
]


@pytest.mark.parametrize(("given", "drawn"), CHARTS)
def test_the_chart_is_drawn_for_members(given, drawn):
    assert (chart_of(finished(**given)) is not None) is drawn


def test_the_chart_of_the_east_has_its_own_ceiling():
    """Until 2024 pension contributions in the east ended at 7,450 a month, in the west at 7,550; since 2025 together."""
    ends = {
        (day, east): chart_of(finished(day, **HIGH, east=east)).thresholds[-1].at
        for day in ("2024-12-31", "2025-01-01")
        for east in ("yes", "no")
    }
    assert ends == {
        ("2024-12-31", "yes"): D("7450"), ("2024-12-31", "no"): D("7550"),
        ("2025-01-01", "yes"): D("8050"), ("2025-01-01", "no"): D("8050"),
    }  # fmt: skip


def test_no_chart_has_a_hole_where_a_figure_is_missing():
    """In 2027 the ceilings are a draft and two rates are not out: the result names them, and nothing is drawn."""
    missing = [refused.name for refused in advice_for("2027-02-01", draft=True).missing()]
    assert missing == ["average_additional_rate", "pension_rate"]
    assert chart_of(finished("2027-02-01", draft=True)) is None


def test_the_chart_shows_the_visitor():
    chart = chart_of(finished())
    assert chart.here == (D("3000"), *(amount.euros for amount in advice_for().amounts))


def test_who_was_not_asked_for_a_last_fund_is_not_taken_for_its_member():
    private = walk(FLOW, {**PERSON, "gross_pay": "7000", "insured_until_now": "private"}, law_on(TODAY)).branches[0]
    uninsured = walk(FLOW, {**PERSON, **OTHER, "gross_pay": "7000", "last_statutory": "yes"}, law_on(TODAY)).branches[0]
    assert not may_be_member_still(private)
    assert may_be_member_still(uninsured)

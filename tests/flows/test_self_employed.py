"""The flow for the self-employed: which work decides, artists, family, joining and leaving, costs and properties."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.self_employed import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
FOUNDER = {
    "country": "DE",
    "home_cover": "statutory",
    "work_beside": "none",
    "main_work": "business",
    "gross_pay": "3000",
    "first_job": "yes",
    "sideline": "no",
    "study_or_pension": "none",
    "artist": "no",
    "last_statutory": "no",
    "age": "40",
    "relative": "none",
    "profit": "2500",
    "sick_pay": "no",
    "children": "0",
    "children_under_25": "0",
    "saxony": "no",
    "additional_rate": "2.45",
    "business_start": "none",
    "home_cover_ends": "none",
    "job_start": "none",
}


def law(day):
    return figures().on(date.fromisoformat(day))


def advice(day=TODAY, **given):
    step = walk(FLOW, FOUNDER | given, law(day))
    assert step.due is None, step.problem or step.due.key
    return advise(step)


def asked(**given):
    return list(walk(FLOW, FOUNDER | given, law(TODAY)).given)


def routes(found):
    return {route.code: route.status for route in found.routes}


def deadlines(found):
    return {deadline.code: deadline.on for deadline in found.deadlines}


JOB = {"work_beside": "job", "main_work": "job"}

WAYS = [
    pytest.param({}, "self-employed-voluntary", "statutory_or_private", id="last in a fund here: membership goes on (§ 188 Abs. 4)"),
    pytest.param({"country": "HU"}, "self-employed-voluntary", "statutory_or_private", id="EU periods open the membership (§ 9 Abs. 1)"),
    pytest.param({"country": "GB"}, "self-employed-voluntary", "statutory_or_private", id="British periods too"),
    pytest.param({"country": "TR"}, "self-employed-private", "private_compulsory", id="treaty periods do not"),
    pytest.param({"country": "US", "home_cover": "none"}, "self-employed-private", "private_compulsory", id="no earlier periods (IMM-4)"),
    pytest.param({"home_cover": "private"}, "self-employed-private", "private_compulsory", id="privately insured here"),
    pytest.param({"home_cover": "none"}, "self-employed-private", "private_compulsory", id="uninsured, last private or never"),
    pytest.param({"home_cover": "none", "last_statutory": "yes"}, "self-employed-catch-all", "statutory_compulsory", id="uninsured, last in a fund (§ 5 Abs. 1 Nr. 13 Buchst. a)"),
    pytest.param({"artist": "yes"}, "self-employed-artist", "statutory_compulsory", id="artists (§ 5 Abs. 1 Nr. 4, GKV-8)"),
    pytest.param({"artist": "yes", "home_cover": "private"}, "self-employed-artist", "statutory_compulsory", id="artists so far private"),
    pytest.param(JOB, "self-employed-employee", "statutory_compulsory", id="the job is the main work (§ 5 Abs. 5)"),
    pytest.param({"work_beside": "job"}, "self-employed-voluntary", "statutory_or_private", id="the business is, beside a job"),
    pytest.param({"work_beside": "minijob"}, "self-employed-voluntary", "statutory_or_private", id="a minijob beside insures nobody"),
    pytest.param(JOB | {"home_cover": "private"}, "self-employed-employee", "statutory_compulsory", id="a main job ends private cover"),
    pytest.param(JOB | {"gross_pay": "603"}, "self-employed-voluntary", "statutory_or_private", id="pay at the minijob limit"),
    pytest.param(JOB | {"gross_pay": "603.01"}, "self-employed-employee", "statutory_compulsory", id="a cent above it"),
    pytest.param(JOB | {"gross_pay": "6450"}, "self-employed-employee", "statutory_compulsory", id="at the annual limit"),
    pytest.param(JOB | {"gross_pay": "6450.01"}, "self-employed-employee-above-limit", "statutory_or_private", id="above it"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "outcome", "duty"), WAYS)
def test_which_insurance(given, outcome, duty):
    found = advice(**given)
    assert (found.outcome, found.duty) == (outcome, duty)


SIDELINE = {"sideline": "yes", "relative": "spouse", "profit": "500"}


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({}, "self-employed-family", id="a sideline within the limit"),
        pytest.param({"profit": "565"}, "self-employed-family", id="at the limit of 2026"),
        pytest.param({"profit": "565.01"}, "self-employed-voluntary", id="a cent above"),
        pytest.param({"sideline": "no"}, "self-employed-voluntary", id="not with the business as main work (§ 10 Abs. 1 Nr. 4)"),
        pytest.param({"relative": "parent"}, "self-employed-voluntary", id="a grown-up child"),
        pytest.param({"relative": "parent", "age": "17"}, "self-employed-family", id="a minor"),
        pytest.param({"country": "US", "home_cover": "none"}, "self-employed-family", id="earlier periods are not needed"),
        pytest.param({"work_beside": "minijob"}, "self-employed-family", id="with a minijob too"),
        pytest.param({"work_beside": "minijob", "profit": "603"}, "self-employed-family", id="business and minijob together at the minijob limit"),
        pytest.param({"work_beside": "minijob", "profit": "603.01"}, "self-employed-voluntary", id="together a cent above it"),
        pytest.param(JOB | {"gross_pay": "300", "profit": "603"}, "self-employed-family", id="a main job that is a minijob by its pay"),
    ],
)  # fmt: skip
def test_family_insurance_beside_a_sideline(given, outcome):
    """Limits of 2026 for all income together: 565, with a minijob 603 (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V)."""
    assert advice(**SIDELINE | given).outcome == outcome


@pytest.mark.parametrize(
    ("beside", "leads_to", "caution"),
    [
        ("study", "student", "who-am-i-sideline-beside-studies"),
        ("pension", "pensioner", "who-am-i-sideline-beside-pension"),
    ],
)
@pytest.mark.parametrize(
    "given",
    [
        {}, {"country": "US", "home_cover": "none"}, {"home_cover": "none", "last_statutory": "yes"}, {"country": "HU"},
        {"work_beside": "minijob"}, {"relative": "parent", "profit": "300", "age": "24"},
        {"work_beside": "job", "main_work": "job", "gross_pay": "603"},
    ],
)  # fmt: skip
def test_a_sideline_leads_students_and_pensioners_on(given, beside, leads_to, caution):
    """§ 5 Abs. 5 SGB V bars them from their insurance only while the business is the main work."""
    found = advice(**{"sideline": "yes", "study_or_pension": beside} | given)
    assert (found.outcome, found.duty, found.leads_to) == (f"who-am-i-{leads_to}", "", leads_to)
    assert found.cautions == (caution, "self-employed-who-decides")
    assert list(found.answers)[-1] == "study_or_pension"


def test_studies_and_pension_are_asked_about_only_beside_a_sideline():
    assert "study_or_pension" in asked(sideline="yes")
    assert "study_or_pension" in asked(**JOB | {"gross_pay": "603"})
    assert "study_or_pension" not in asked()
    assert "study_or_pension" not in asked(work_beside="job")
    assert "study_or_pension" not in asked(**JOB | {"gross_pay": "603.01"})
    assert "sideline" not in asked(**JOB)
    assert {"age", "relative", "profit", "business_start"} <= set(asked(sideline="yes"))


def test_an_artist_is_checked_and_priced_by_the_artists_fund():
    found = advice(artist="yes")
    assert found.documents == ("passport-or-id", "self-employed-artist-proofs")
    assert found.cautions == ("self-employed-artist-check",)
    assert "last_statutory" not in asked(artist="yes", home_cover="none")


@pytest.mark.parametrize(
    ("given", "barred"),
    [
        pytest.param({"home_cover": "private", "age": "54"}, False, id="private here, 54"),
        pytest.param({"home_cover": "none", "age": "55"}, True, id="uninsured here, 55"),
        pytest.param({"home_cover": "statutory", "age": "55"}, False, id="in a fund here"),
        pytest.param({"home_cover": "private", "country": "HU", "age": "55"}, False, id="private abroad"),
    ],
)
def test_artists_of_55_learn_of_the_barred_way(given, barred):
    """Their insurance is one by law too (§ 5 Abs. 1 Nr. 4, § 6 Abs. 3a SGB V)."""
    found = advice(artist="yes", **given)
    assert found.outcome == "self-employed-artist"
    assert ("return-barred-by-age" in found.cautions) is barred
    here = given.get("country", "DE") == "DE" and given["home_cover"] != "statutory"
    assert ("age" in found.answers) is here


@pytest.mark.parametrize(
    ("given", "barred"),
    [
        pytest.param({}, True, id="private here, 55"),
        pytest.param({"age": "54"}, False, id="54"),
        pytest.param({"home_cover": "none"}, False, id="uninsured here"),
        pytest.param({"home_cover": "statutory"}, False, id="in a fund here"),
        pytest.param({"country": "HU"}, False, id="private abroad"),
    ],
)
def test_privately_insured_artists_of_55_stay_so(given, barred):
    """§ 6 Abs. 3a SGB V bars them as it bars employees."""
    found = advice(**{"artist": "yes", "home_cover": "private", "age": "55", "business_start": "2026-12-01"} | given)
    if not barred:
        assert (found.outcome, routes(found)["statutory_artist"]) == ("self-employed-artist", "required")
        assert "private_full" not in routes(found)
        return
    assert (found.outcome, found.duty) == ("self-employed-artist-barred", "private_compulsory")
    assert routes(found) == {"private_full": "required", "statutory_artist": "closed", "statutory_family": "closed"}
    assert (found.routes[1].reason, found.routes[1].law) == ("self-employed-artist-barred", ("§ 6 Abs. 3a SGB V",))
    assert found.documents == ("private-policy", "self-employed-artist-proofs")
    assert deadlines(found) == {"self-employed-begins": date(2026, 12, 1)}


def test_the_bar_for_artists_leaves_other_founders_of_55_alone():
    assert advice(home_cover="private", age="55").outcome == "self-employed-private"


def test_the_age_of_founders_whom_nothing_hangs_on_is_not_asked():
    assert "age" not in asked(home_cover="private")


def test_full_time_business_closes_family_insurance():
    assert routes(advice())["statutory_family"] == "closed"
    assert "statutory_family" not in routes(advice(sideline="yes"))


def test_the_contribution_is_that_of_the_calculator():
    """14.0 % 350.00, 2.45 % 61.25, care 4.2 % 105.00."""
    found = advice()
    assert found.amounts[0].euros == found.routes[0].cost.euros == D("516.25")
    assert advice(sick_pay="yes").amounts[0].euros == D("531.25")


def test_of_a_main_job_only_the_pay_counts():
    assert advice(**JOB).amounts == advice(**JOB, profit="90000").amounts


def test_the_deadlines_of_a_founder():
    found = advice(business_start="2026-12-01")
    assert deadlines(found) == {
        "self-employed-begins": date(2026, 12, 1),
        "voluntary-cost-leave": None,
        "voluntary-cost-proof": date(2029, 12, 31),
    }
    assert law(TODAY).follow_on_leaving_days == 14


@pytest.mark.parametrize(
    ("ends", "last"), [("2026-09-30", date(2026, 12, 31)), ("2026-11-30", date(2027, 2, 28)), ("none", None)]
)
def test_three_months_to_join_from_abroad(ends, last):
    """§ 9 Abs. 2 Nr. 1 SGB V."""
    assert deadlines(advice(country="HU", home_cover_ends=ends))["join-after-home-cover"] == last


ABOVE = JOB | {"gross_pay": "7500", "job_start": "2026-12-01", "home_cover_ends": "2026-09-30"}
FIRST_JOB = {"join-after-first-job": date(2027, 3, 1)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, {"follow-on": None}, id="a member here stays one (§ 188 Abs. 4 SGB V)"),
        pytest.param({"home_cover": "private"}, FIRST_JOB, id="private here: only with a first job"),
        pytest.param({"country": "HU"}, {"join-after-home-cover": date(2026, 12, 31)} | FIRST_JOB, id="from the EU"),
        pytest.param({"country": "UA"}, FIRST_JOB, id="periods that do not count"),
    ],
)
def test_a_main_job_above_the_limit_tells_the_time_to_join(given, expected):
    """§ 9 Abs. 2 Nr. 1, 3 SGB V."""
    found = advice(**ABOVE | given)
    assert found.outcome == "self-employed-employee-above-limit"
    assert deadlines(found) == expected
    assert ("proof-of-earlier-periods" in found.documents) is ("join-after-home-cover" in expected)


LATER_JOB = JOB | {"gross_pay": "6450.01", "home_cover": "private", "first_job": "no"}


@pytest.mark.parametrize(
    ("given", "outcome", "statutory"),
    [
        pytest.param({}, "employee-stays-private", "closed", id="a later job, private here"),
        pytest.param({"home_cover": "none"}, "employee-only-private", "closed", id="a later job, uninsured here"),
        pytest.param({"first_job": "yes"}, "self-employed-employee-above-limit", "possible", id="the first job"),
        pytest.param(
            {"first_job": "yes", "job_start": "2026-01-01"}, "too-late-private", "closed", id="the first job, long ago"
        ),
        pytest.param({"home_cover": "statutory"}, "self-employed-employee-above-limit", "possible", id="a member here"),
        pytest.param(
            {"home_cover": "none", "last_statutory": "yes", "first_job": "none"},
            "self-employed-employee-above-limit",
            "possible",
            id="uninsured here, last in a fund",
        ),
        pytest.param({"country": "HU"}, "self-employed-employee-above-limit", "possible", id="private abroad"),
    ],
)
def test_only_a_first_job_leads_from_private_insurance_to_a_fund(given, outcome, statutory):
    """§ 9 Abs. 1 Satz 1 Nr. 3 SGB V."""
    found = advice(**LATER_JOB | given)
    assert (found.outcome, routes(found)["statutory_voluntary"]) == (outcome, statutory)


def test_a_later_job_leaves_nothing_to_be_worked_out():
    assert asked(**LATER_JOB) == ["country", "home_cover", "work_beside", "main_work", "gross_pay", "first_job"]
    private, none = advice(**LATER_JOB), advice(**LATER_JOB | {"home_cover": "none"})
    assert private.amounts == none.amounts == ()
    assert private.documents == ("employee-certificate-for-subsidy",)
    assert none.documents == ("employment-contract", "employee-certificate-for-subsidy")
    both = ("self-employed-who-decides", "employee-limit-may-rise")
    assert private.cautions == (*both, "return-to-statutory-is-hard")
    assert none.cautions == (*both, "health-questions")


def test_the_first_job_is_asked_only_where_it_decides():
    assert "first_job" not in asked(**LATER_JOB | {"gross_pay": "6450"})
    assert "first_job" not in asked(**LATER_JOB | {"country": "HU"})
    assert "first_job" not in asked(**LATER_JOB | {"home_cover": "statutory"})
    assert "first_job" not in asked(**LATER_JOB | {"home_cover": "none", "last_statutory": "yes"})
    assert "age" in asked(**LATER_JOB | {"first_job": "yes"})


def test_the_last_fund_is_asked_for_where_it_decides_beside_high_pay():
    """§ 188 Abs. 4 SGB V: the membership may have gone on."""
    uninsured = LATER_JOB | {"home_cover": "none"}
    assert asked(**uninsured)[-2:] == ["last_statutory", "first_job"]
    assert "last_statutory" not in asked(**LATER_JOB)
    assert "last_statutory" not in asked(**uninsured | {"country": "HU"})
    assert "last_statutory" not in asked(**uninsured | {"gross_pay": "6450"})
    found = advice(**uninsured | {"last_statutory": "yes"})
    assert deadlines(found) == {"follow-on": None}
    assert found.cautions[:2] == ("immigrant-ask-the-last-fund", "report-at-once")
    assert "immigrant-ask-the-last-fund" not in advice(**uninsured | {"first_job": "yes"}).cautions


@pytest.mark.parametrize(
    ("given", "reason", "law"),
    [
        pytest.param(
            {}, "employee-membership-goes-on", ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V"), id="in a fund here"
        ),
        pytest.param(
            {"home_cover": "none", "last_statutory": "yes"},
            "membership-may-go-on",
            ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V"),
            id="uninsured here, last in a fund",
        ),
        pytest.param(
            {"home_cover": "none"},
            "self-employed-above-limit",
            ("§ 9 Abs. 1 SGB V", "§ 6 Abs. 1 Nr. 1 SGB V"),
            id="uninsured here, in no fund",
        ),
        pytest.param(
            {"country": "HU"},
            "self-employed-above-limit",
            ("§ 9 Abs. 1 SGB V", "§ 6 Abs. 1 Nr. 1 SGB V"),
            id="in the public system abroad",
        ),
    ],
)
def test_why_a_fund_is_open_beside_high_pay(given, reason, law):
    """A membership here goes on by itself (§ 188 Abs. 4 SGB V); others join."""
    (fund,) = (route for route in advice(**ABOVE | given).routes if route.code == "statutory_voluntary")
    assert (fund.reason, fund.law) == (reason, law)


@pytest.mark.parametrize(
    ("day", "pay", "warned"),
    [
        pytest.param(TODAY, "6800", True, id="the next limit is not out"),
        pytest.param("2025-11-22", "6450", True, id="at the next limit"),
        pytest.param("2025-11-22", "6450.01", False, id="above it"),
    ],
)
@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({}, "self-employed-employee-above-limit"),
        ({"home_cover": "private", "job_start": "2020-01-01"}, "too-late-private"),
        ({"home_cover": "private", "first_job": "no"}, "employee-stays-private"),
    ],
)
def test_the_limit_may_overtake_the_pay(day, pay, warned, given, outcome):
    """6,150 euros a month are the limit of 2025 and 6,450 that of 2026 (§ 6 Abs. 4 Satz 2 SGB V)."""
    found = advice(day, **JOB | {"gross_pay": pay} | given)
    assert found.outcome == outcome
    assert ("employee-limit-may-rise" in found.cautions) is warned


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"profit": "1318.33"}, True, id="at the lowest base"),
        pytest.param({"profit": "1318.34"}, False, id="a cent above it"),
        pytest.param(
            {"profit": "800", "home_cover": "none", "last_statutory": "yes"}, True, id="back in the last fund"
        ),
        pytest.param({"profit": "800", "country": "HU"}, False, id="from abroad"),
    ],
)
def test_with_little_income_the_jobcenter_may_insure(given, told):
    """§ 5 Abs. 1 Nr. 2a, § 251 Abs. 4 SGB V; 1,318.33 euros are a third of the reference amount of 2026."""
    assert ("self-employed-basic-support" in advice(**given).cautions) is told


@pytest.mark.parametrize(("sick_pay", "told"), [("no", True), ("yes", False)])
def test_whoever_takes_sick_pay_is_not_told_of_it(sick_pay, told):
    assert ("self-employed-sick-pay" in advice(sick_pay=sick_pay).cautions) is told


def test_uninsured_people_of_55_learn_of_the_barred_way():
    """§ 6 Abs. 3a SGB V."""
    assert "return-barred-by-age" in advice(**JOB, home_cover="none", age="55").cautions
    assert "return-barred-by-age" not in advice(**JOB, home_cover="none", age="54").cautions


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({}, "employee-barred-by-age", id="private here, 55"),
        pytest.param({"age": "54"}, "self-employed-employee", id="54"),
        pytest.param({"home_cover": "none"}, "self-employed-employee", id="uninsured here"),
        pytest.param({"home_cover": "statutory"}, "self-employed-employee", id="in a fund here"),
        pytest.param({"country": "HU"}, "self-employed-employee", id="private abroad"),
        pytest.param({"gross_pay": "603"}, "self-employed-private", id="a minijob"),
        pytest.param({"gross_pay": "6450"}, "employee-barred-by-age", id="at the limit"),
        pytest.param({"gross_pay": "6450.01"}, "self-employed-employee-above-limit", id="above the limit"),
    ],
)
def test_a_job_brings_privately_insured_people_of_55_into_no_fund(given, outcome):
    """§ 6 Abs. 3a SGB V."""
    assert advice(**JOB | {"home_cover": "private", "age": "55"} | given).outcome == outcome


def test_who_is_barred_beside_the_job_pays_no_fund():
    barred = JOB | {"home_cover": "private", "age": "55"}
    found = advice(**barred)
    assert found.duty == "private_compulsory"
    assert routes(found) == {"private_full": "required", "statutory_employee": "closed"}
    assert found.routes[1].law == ("§ 6 Abs. 3a SGB V",)
    assert found.amounts == ()
    assert found.documents == ("employee-certificate-for-subsidy",)
    assert found.cautions == ("self-employed-who-decides",)
    assert asked(**barred) == ["country", "home_cover", "work_beside", "main_work", "gross_pay", "age"]
    assert asked(**barred | {"age": "54"})[-3:] == ["children", "saxony", "additional_rate"]


@pytest.mark.parametrize(
    ("pay", "outcome"),
    [
        pytest.param("6450", "self-employed-employee", id="at the limit"),
        pytest.param("6450.01", "self-employed-employee-above-limit", id="above it"),
    ],
)
@pytest.mark.parametrize(("age", "told"), [("63", False), ("64", True)])
def test_the_age_alone_may_spare_one_contribution(pay, outcome, age, told):
    """§ 28 Abs. 1 Nr. 1 SGB III."""
    found = advice(**JOB | {"gross_pay": pay, "age": age})
    assert found.outcome == outcome
    assert ("pay-old-age-pension" in found.cautions) is told


def test_not_knowing_the_main_work_shows_both_ways():
    found = advice(work_beside="job", main_work="unsure")
    assert found.outcome == "it-depends"
    assert {a.advice.outcome for a in found.alternatives} == {"self-employed-employee", "self-employed-voluntary"}


def test_only_what_matters_is_asked():
    assert asked(country="US", home_cover="none") == [
        "country", "home_cover", "work_beside", "sideline", "artist", "business_start",
    ]  # fmt: skip
    assert "last_statutory" in asked(home_cover="none")
    assert "profit" not in asked(**JOB)
    assert not FLOW.private


def test_the_lowest_base_of_2027_is_refused_by_name():
    found = advice("2027-01-01")
    assert found.outcome == "self-employed-voluntary"
    assert {refused.name for refused in found.missing()} == {"reference_amount"}


@pytest.mark.parametrize(
    ("key", "typed"),
    [("profit", "-5"), ("age", "121"), ("work_beside", "two"), ("children", "1.5"), ("business_start", "2026-02-30")],
)
def test_absurd_answers_are_asked_again(key, typed):
    step = walk(FLOW, FOUNDER | {key: typed}, law(TODAY))
    assert (step.due.key, step.problem.typed) == (key, typed)


def test_an_employee_is_subsidised_only_above_the_limit():
    """6,450 euros a month are the limit of 2026, 77,400 a year."""
    for pay, subsidised in (("6450", False), ("6450.01", True)):
        amounts = advice(**JOB, gross_pay=pay).amounts
        codes = {part.code for amount in amounts for part in amount.parts}
        assert ("employer_subsidy" in codes) is subsidised, codes

"""Pensioners, by hand: which insurance, what it costs, what a job, a second pension or another state changes."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.pensioner import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.interview.question import UNSURE
from advisor.rules.figures import figures

TODAY = "2026-11-22"
MONEY = {
    "statutory_pension": "1500",
    "foreign_pension": "0",
    "occupational_pension": "0",
    "rent_and_capital": "0",
    "children": "1",
    "additional_rate": "2.5",
}
HERE = {"pensioner_home": "germany", "pensioner_work": "none", "pensioner_cover": "statutory", **MONEY}
SCHEME = {"pension_from": "german", "nine_tenths": "yes", **HERE}
VOLUNTARY = {**SCHEME, "nine_tenths": "no"}
DUTCH = {"pension_from": "foreign", "pension_country": "NL", "pensioner_work": "minijob", "insured_there": "yes"}
"""The persona: a pension from the Netherlands only, a home in Germany, a minijob."""
EMPLOYED = {
    **SCHEME,
    "pensioner_work": "job",
    "gross_pay": "2000",
    "full_old_age_pension": "yes",
    "saxony": "no",
}


def finished(given, day=TODAY, *, draft=False):
    step = walk(FLOW, given, figures().on(date.fromisoformat(day), draft))
    assert step.due is None, f"{step.due.key} is due"
    return step


def advice_for(given, day=TODAY, *, draft=False, **more):
    return advise(finished({**given, **more}, day, draft=draft))


def statuses(advice):
    return {route.code: route.status for route in advice.routes}


def reasons(advice):
    return {route.reason for route in advice.routes}


def test_a_pension_from_another_state_only_is_not_german():
    given = {"pension_from": "foreign", "pension_country": "DE"}
    problem = walk(FLOW, given, figures().on(date.fromisoformat(TODAY))).problem
    assert problem is not None
    assert problem.question.key == "pension_country"
    assert "another state only" in str(problem.error)


# The persona ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "after"),
    [
        pytest.param({**DUTCH, "pensioner_work": "job", "gross_pay": "1000"}, "-abroad", id="Art. 24: only a Dutch pension"),
        pytest.param(EMPLOYED, "", id="§ 5 Abs. 1 Nr. 11 SGB V: a German pension"),
    ],
)  # fmt: skip
def test_what_follows_the_job_depends_on_who_pays_the_pension(given, after):
    advice = advice_for({**EMPLOYED, **given})
    assert advice.outcome == "pensioner-employee"
    assert [c for c in advice.cautions if "when-the-job-ends" in c] == [f"pensioner-when-the-job-ends{after}"]


def test_a_dutch_pensioner_with_a_minijob_stays_insured_from_home():
    advice = advice_for(DUTCH)
    assert advice.outcome == "pensioner-s1"
    assert advice.duty == "home_cover_continues"
    assert statuses(advice) == {"home_s1": "required", "marginal_job": "closed", "private_supplementary": "possible"}
    assert advice.routes[0].law == ("Art. 24 VO (EG) 883/2004",)
    assert advice.cautions == ("pensioner-minijob-and-s1",)
    assert "pensioner-s1-form" in advice.documents


def test_the_persona_answers_four_questions():
    assert list(finished(DUTCH).given) == ["pension_from", "pension_country", "pensioner_work", "insured_there"]


def test_without_the_minijob_a_caution_about_work_is_left():
    advice = advice_for(DUTCH, pensioner_work="none")
    assert "marginal_job" not in statuses(advice)
    assert advice.cautions == ("work-ends-home-cover",)


def test_a_job_at_the_minijob_limit_is_a_minijob_and_a_cent_more_is_insured_here():
    limit = advice_for(DUTCH, pensioner_work="job", gross_pay="603")
    assert limit.outcome == "pensioner-s1"
    assert limit.cautions == ("pensioner-minijob-and-s1",)
    job = {"full_old_age_pension": "yes", "saxony": "no", "pensioner_cover": "none"}
    above = advice_for({**DUTCH, **MONEY, **job}, pensioner_work="job", gross_pay="603.01")
    assert above.outcome == "pensioner-employee"
    assert statuses(above)["home_s1"] == "closed"
    assert [amount.payer for amount in above.amounts] == ["insured", "employer"]


def test_who_does_not_know_about_s1_sees_both():
    asked = {**DUTCH, **MONEY, "pensioner_work": "none", "pensioner_cover": "none", "last_statutory": "no"}
    advice = advice_for(asked, insured_there=UNSURE)
    assert {a.advice.outcome for a in advice.alternatives} == {"pensioner-s1", "pensioner-uninsured"}


STATES = [
    pytest.param("NL", "home_s1", "Art. 24 VO (EG) 883/2004", id="the Netherlands"),
    pytest.param("CH", "home_s1", "Art. 24 VO (EG) 883/2004", id="Switzerland"),
    pytest.param("GB", "home_s1", "Protokoll", id="the United Kingdom, by the protocol"),
    pytest.param("TR", "home_treaty", "§ 30 Abs. 2 SGB I", id="Turkey, by treaty"),
]


@pytest.mark.parametrize(("country", "code", "law"), STATES)
def test_which_paper_the_state_of_the_pension_gives(country, code, law):
    advice = advice_for(DUTCH, pension_country=country)
    assert advice.routes[0].code == code
    assert advice.routes[0].law[0].startswith(law)
    assert ("pensioner-s1-form" in advice.documents) == (code == "home_s1")


@pytest.mark.parametrize("country", ["UA", "MA"])
def test_a_state_without_a_treaty_on_treatment_is_not_asked_about(country):
    step = walk(FLOW, {**DUTCH, "pension_country": country}, figures().on(date(2026, 11, 22)))
    assert step.due is not None
    assert step.due.key == "pensioner_cover"


# The scheme ----------------------------------------------------------------------------------------------------------


def test_nine_tenths_bring_the_scheme_and_the_pension_fund_pays_half_of_health():
    advice = advice_for(SCHEME)
    assert (advice.outcome, advice.duty) == ("pensioner-scheme", "statutory_compulsory")
    own, fund = advice.amounts
    assert fund.euros == D("128.25")  # 109.50 and 18.75
    assert own.euros == D("128.25") + D("54.00")
    assert "marginal_job" not in statuses(advice)


def test_a_minijob_changes_nothing_in_the_scheme():
    advice = advice_for(SCHEME, pensioner_work="minijob")
    assert advice.outcome == "pensioner-scheme"
    assert advice.amounts == advice_for(SCHEME).amounts
    assert advice.cautions[0] == "pensioner-minijob"
    assert statuses(advice)["marginal_job"] == "closed"


def test_two_pensions_are_insured_here_and_the_foreign_one_bears_half_the_rate():
    advice = advice_for(SCHEME, pension_from="both", foreign_pension="1000")
    assert advice.outcome == "pensioner-scheme"
    assert advice.amounts[0].find("health_foreign").euros == D("85.50")
    assert "pensioner-two-pensions" in reasons(advice)
    assert "pensioner-tell-foreign-pension" in advice.cautions


def test_whoever_was_family_insured_before_belongs_to_the_scheme_too():
    assert advice_for(SCHEME, pensioner_cover="family").outcome == "pensioner-scheme"


def test_applicants_are_members_from_the_day_of_the_application():
    advice = advice_for(SCHEME, pension_from="applied", pension_application="2026-09-30")
    assert advice.outcome == "pensioner-applicant"
    begins, exemption = advice.deadlines
    assert (begins.on, begins.begins) == (date(2026, 9, 30), True)
    assert exemption.on == date(2026, 12, 29)
    assert "pensioner-pays-until-the-pension" in advice.cautions


def test_who_does_not_know_about_nine_tenths_sees_both():
    advice = advice_for(SCHEME, nine_tenths=UNSURE)
    assert {a.advice.outcome for a in advice.alternatives} == {"pensioner-scheme", "pensioner-voluntary"}


# Outside the scheme --------------------------------------------------------------------------------------------------


def test_voluntary_members_pay_on_rent_too():
    advice = advice_for(VOLUNTARY, rent_and_capital="400")
    assert advice.outcome == "pensioner-voluntary"
    assert advice.amounts[0].euros == D("256.50") + D("66.00") + D("68.40")
    assert "pension-cost-subsidy" in advice.cautions
    assert statuses(advice)["statutory_pensioner"] == "closed"


def test_rent_is_not_asked_in_the_scheme():
    assert "rent_and_capital" not in finished(SCHEME).given


FAMILY = [
    pytest.param("565", "none", "pensioner-family", id="at the limit of a seventh"),
    pytest.param("565.01", "none", "pensioner-voluntary", id="a cent above it"),
    pytest.param("603", "minijob", "pensioner-family", id="with a minijob up to its limit"),
    pytest.param("603.01", "minijob", "pensioner-voluntary", id="with a minijob a cent above"),
]


@pytest.mark.parametrize(("income", "work", "outcome"), FAMILY)
def test_family_insurance_by_income(income, work, outcome):
    advice = advice_for(VOLUNTARY, pensioner_cover="family", pensioner_income=income, pensioner_work=work)
    assert advice.outcome == outcome


def test_private_pensioners_stay_private_with_a_subsidy_and_a_job_does_not_change_it():
    advice = advice_for(VOLUNTARY, pensioner_cover="private")
    assert (advice.outcome, advice.duty) == ("pensioner-private", "private_compulsory")
    assert "pensioner-check-the-rule" in advice.cautions
    job = advice_for(EMPLOYED, pensioner_cover="private")
    assert job.outcome == "pensioner-private"
    assert statuses(job)["statutory_employee"] == "closed"


UNINSURED = [
    pytest.param("yes", "pensioner-catch-all", "statutory_catch_all", id="last in a fund"),
    pytest.param("no", "pensioner-uninsured", "statutory_voluntary", id="never in a fund"),
]


@pytest.mark.parametrize(("last", "outcome", "first"), UNINSURED)
def test_who_has_no_cover(last, outcome, first):
    advice = advice_for(VOLUNTARY, pensioner_cover="none", last_statutory=last)
    assert (advice.outcome, advice.routes[0].code) == (outcome, first)


def test_a_pension_from_elsewhere_gives_no_place_in_the_scheme():
    given = {**MONEY, "pension_from": "foreign", "pension_country": "UA", "pensioner_work": "none"}
    advice = advice_for(given, pensioner_cover="statutory", foreign_pension="1400")
    assert advice.outcome == "pensioner-voluntary"
    assert "pensioner-no-german-pension" in reasons(advice)
    assert "pension-cost-subsidy" not in advice.cautions


NOT_INSURED = {"pension_from": "foreign", "pensioner_work": "none", "pensioner_cover": "none", "last_statutory": "no"}


@pytest.mark.parametrize("country", ["US", "MA", "UA"])
def test_periods_of_a_state_outside_the_coordination_open_no_way_to_join(country):
    """§ 9 Abs. 1 SGB V: only periods here and in coordinated states count; a fund judges the catch-all duty."""
    advice = advice_for(NOT_INSURED, pension_country=country)
    assert (advice.outcome, advice.duty) == ("immigrant-fund-checks", "statutory_or_private")
    assert statuses(advice) == {
        "statutory_catch_all": "possible",
        "private_full": "possible",
        "statutory_voluntary": "closed",
        "statutory_pensioner": "closed",
    }
    assert {"no-earlier-periods", "too-late-fund-checks"} <= reasons(advice)
    assert advice.deadlines == ()
    assert advice.documents == ("passport-or-id", "pensioner-notice-from-abroad")
    assert advice.cautions == (
        "last-fund", "health-questions", "travel-policy-is-not-enough", "family-in-both-systems"
    )  # fmt: skip
    assert (
        statuses(advice_for(NOT_INSURED, pension_country=country, pensioner_work="minijob"))["marginal_job"] == "closed"
    )


@pytest.mark.parametrize("country", ["TR", "NL", "GB"])
def test_periods_of_a_coordinated_state_may_open_it(country):
    advice = advice_for(NOT_INSURED, pension_country=country, insured_there="no")
    coordinated = country != "TR"
    assert advice.outcome == ("pensioner-uninsured" if coordinated else "immigrant-fund-checks")
    assert statuses(advice)["statutory_voluntary"] == ("possible" if coordinated else "closed")
    assert [deadline.code for deadline in advice.deadlines] == ["join-after-home-cover"] * coordinated


def test_who_was_last_in_a_fund_belongs_there_wherever_the_pension_comes_from():
    advice = advice_for({**MONEY, **NOT_INSURED}, pension_country="US", last_statutory="yes")
    assert advice.outcome == "pensioner-catch-all"


# A job beside the pension --------------------------------------------------------------------------------------------


def test_the_job_decides_first_and_full_old_age_pensioners_pay_the_reduced_rate():
    advice = advice_for(EMPLOYED, gross_pay="2500")
    assert advice.outcome == "pensioner-employee"
    own, employer, fund = advice.amounts
    assert own.find("from_pay").find("health_general").euros == D("175.00")  # half of 14.0 percent
    assert own.find("from_pay").find("health_additional").euros == D("31.25")
    assert own.find("from_pay").find("care").euros == D("45.00")
    assert own.euros == D("251.25") + D("182.25")
    assert advice.price == own.euros
    assert (employer.payer, fund.payer) == ("employer", "pension_fund")
    assert statuses(advice)["statutory_pensioner"] == "closed"


def test_without_a_full_old_age_pension_the_general_rate_holds():
    advice = advice_for(EMPLOYED, gross_pay="2500", full_old_age_pension="no")
    assert advice.amounts[0].find("from_pay").find("health_general").euros == D("182.50")


LIMITS = [
    pytest.param("603", "pensioner-scheme", id="at the minijob limit the pension decides"),
    pytest.param("603.01", "pensioner-employee", id="a cent more and the job decides"),
    pytest.param("6450", "pensioner-employee", id="at the annual limit"),
    pytest.param("6450.01", "pensioner-job-above-limit", id="a cent above the annual limit"),
]


@pytest.mark.parametrize(("pay", "outcome"), LIMITS)
def test_the_pay_decides(pay, outcome):
    assert advice_for(EMPLOYED, gross_pay=pay).outcome == outcome


def test_above_the_limit_the_pay_alone_reaches_the_highest_contribution():
    advice = advice_for(EMPLOYED, gross_pay="8000")
    assert [amount.payer for amount in advice.amounts] == ["insured", "employer"]
    assert "statutory_pension" not in finished({**EMPLOYED, "gross_pay": "8000"}).given


HIGH_PAY = {**EMPLOYED, "gross_pay": "8000", "job_start": "2026-12-01"}
FIRST_JOB = {"join-after-first-job": date(2027, 3, 1)}
FROM_ABROAD = {"pension_from": "foreign", "pension_country": "NL"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, {"follow-on": None}, id="a member stays one (§ 188 Abs. 4 SGB V)"),
        pytest.param({"pensioner_cover": "family"}, {"follow-on": None}, id="so does who was insured with the family"),
        pytest.param({"pensioner_cover": "none"}, {"join-after-home-cover": None} | FIRST_JOB, id="in no fund yet"),
        pytest.param(
            FROM_ABROAD | {"pensioner_cover": "none"},
            {"join-after-home-cover": None} | FIRST_JOB,
            id="from a coordinated state",
        ),
        pytest.param(
            FROM_ABROAD | {"pension_country": "TR", "pensioner_cover": "none"},
            FIRST_JOB,
            id="a treaty counts no periods for joining",
        ),
    ],
)
def test_a_job_above_the_limit_tells_the_time_to_join(given, expected):
    """§ 9 Abs. 2 Nr. 1, 3 SGB V."""
    advice = advice_for(HIGH_PAY, **given)
    assert advice.outcome == "pensioner-job-above-limit"
    assert {deadline.code: deadline.on for deadline in advice.deadlines} == expected
    assert ("proof-of-earlier-periods" in advice.documents) is ("join-after-home-cover" in expected)
    assert ("pensioner-joins-for-the-job" in reasons(advice)) is (expected != {"follow-on": None})


@pytest.mark.parametrize(
    ("more", "notice"),
    [
        pytest.param({}, "pensioner-notice", id="a German pension"),
        pytest.param(FROM_ABROAD, "pensioner-notice-from-abroad", id="only a pension from another state"),
    ],
)
@pytest.mark.parametrize("pay", ["2000", "8000"])
def test_a_job_asks_for_the_notice_of_the_pension_that_is_paid(pay, more, notice):
    papers = advice_for(HIGH_PAY, gross_pay=pay, **more).documents
    assert [paper for paper in papers if paper.startswith("pensioner-notice")] == [notice]


@pytest.mark.parametrize(("cover", "warned"), [("none", True), ("statutory", False), ("family", False)])
@pytest.mark.parametrize("more", [{}, FROM_ABROAD])
def test_a_job_may_not_insure_who_was_in_no_fund(more, cover, warned):
    """§ 6 Abs. 3a SGB V: whoever was privately insured before mostly stays out at that age."""
    advice = advice_for(EMPLOYED, **more, pensioner_cover=cover)
    assert advice.outcome == "pensioner-employee"
    assert ("return-barred-by-age" in advice.cautions) is warned
    assert "pensioner-both-up-to-the-ceiling" in advice.cautions


def test_self_employment_brings_a_caution():
    assert "pensioner-self-employed" in advice_for(SCHEME, pensioner_work="self_employed").cautions


# Leaving -------------------------------------------------------------------------------------------------------------

LEAVING = [
    pytest.param("europe", "statutory", "pensioner-abroad-europe", id="to Europe with a fund: S1 from Germany"),
    pytest.param("europe", "family", "pensioner-abroad-europe", id="with family insurance too"),
    pytest.param("europe", "private", "pensioner-abroad-elsewhere", id="with a private contract: ask the insurer"),
    pytest.param("elsewhere", "statutory", "pensioner-abroad-elsewhere", id="further away"),
]


@pytest.mark.parametrize(("home", "cover", "outcome"), LEAVING)
def test_moving_away(home, cover, outcome):
    given = {"pension_from": "german", "pensioner_home": home, "pensioner_cover": cover}
    advice = advice_for(given)
    assert advice.outcome == outcome
    assert list(finished(given).given) == ["pension_from", "pensioner_home", "pensioner_cover"]


@pytest.mark.parametrize(("given", "law", "kept"), [
    pytest.param({"pensioner_cover": "statutory"}, (), True, id="insured by a fund"),
    pytest.param({"pensioner_cover": "family"}, (), True, id="in the family insurance of a fund"),
    pytest.param({"pensioner_cover": "none", "nine_tenths": "yes"}, ("§ 5 Abs. 1 Nr. 11 SGB V",), False, id="a right to the scheme"),
])  # fmt: skip
def test_beside_a_second_pension_the_home_or_the_longest_insurance_decides(given, law, kept):
    """Art. 23: the state of residence that pays a pension; Art. 24 Abs. 2 Buchst. b: else the longest insurance."""
    given = {"pension_from": "both", "pensioner_home": "europe", "second_pension_in_europe": "yes", **given}
    advice = advice_for(given)
    assert (advice.outcome, advice.duty) == ("pensioner-abroad-elsewhere", "")
    german, other = advice.routes
    assert (german.code, german.status, german.reason) == ("german_s1", "possible", "pensioner-s1-of-two-pensions")
    assert german.law[: len(law) + 1] == (*law, EUROPE)
    assert (other.code, other.status, other.reason) == ("residence_state", "possible", "pensioner-second-pension-pays")
    assert other.law[:2] == ("Art. 23 VO (EG) 883/2004", EUROPE)
    for route in advice.routes:
        assert "Vereinigtes Königreich" in route.law[-1]
    assert advice.documents == ("pensioner-notice", "pensioner-s1-from-fund")
    keep = ("pensioner-keep-the-old-cover",) if kept else ()
    assert advice.cautions == ("pensioner-state-that-also-pays", *keep)
    assert list(finished(given).given) == list(given)
    for more in ({"pension_from": "german"}, {"second_pension_in_europe": "no"}):
        alone = advice_for(given, **more)
        assert (alone.outcome, alone.cautions) == ("pensioner-abroad-europe", ())
        assert statuses(alone) == {"german_s1": "required"}


@pytest.mark.parametrize(("second", "told"), [("yes", True), ("no", False)])
def test_beside_a_private_contract_the_second_pension_may_give_a_right(second, told):
    given = {"pension_from": "both", "pensioner_home": "europe", "pensioner_cover": "private"}
    advice = advice_for(given, second_pension_in_europe=second)
    assert advice.outcome == "pensioner-abroad-elsewhere"
    contract, there = advice.routes
    assert (contract.code, there.code, there.status) == ("private_full", "residence_state", "possible")
    assert there.reason == ("pensioner-right-from-second-pension" if told else "pensioner-law-of-residence")
    also = ("pensioner-state-that-also-pays",) if told else ()
    assert advice.cautions == (*also, "pensioner-keep-the-old-cover")


@pytest.mark.parametrize(("given", "asked"), [
    pytest.param({"pension_from": "both", "pensioner_home": "europe"}, True, id="two pensions, a home in Europe"),
    pytest.param({"pension_from": "both", "pensioner_home": "elsewhere"}, False, id="two pensions, a home far away"),
    pytest.param({"pension_from": "both", "pensioner_home": "germany"}, False, id="two pensions, a home here"),
    pytest.param({"pension_from": "german", "pensioner_home": "europe"}, False, id="one pension"),
    pytest.param({"pension_from": "applied", "pensioner_home": "europe"}, False, id="none yet"),
    pytest.param({"pension_from": "foreign"}, False, id="a foreign pension alone"),
])  # fmt: skip
def test_where_the_second_pension_comes_from_is_asked_only_where_it_decides(given, asked):
    due = walk(FLOW, given, figures().on(date.fromisoformat(TODAY), False)).due
    assert (due.key == "second_pension_in_europe") is asked


MOVED = {"pension_from": "german", "pensioner_home": "europe", "pensioner_cover": "none"}
EUROPE = "Art. 24 VO (EG) 883/2004"


@pytest.mark.parametrize(("given", "law"), [
    pytest.param({"pensioner_cover": "statutory"}, EUROPE, id="insured by a fund"),
    pytest.param({"nine_tenths": "yes"}, "§ 5 Abs. 1 Nr. 11 SGB V", id="a right to the scheme"),
])  # fmt: skip
@pytest.mark.parametrize("pension", ["german", "applied"])
def test_germany_pays_in_europe_where_there_would_be_a_right_here(given, law, pension):
    """Art. 24 VO (EG) 883/2004: what counts is the right that there would be with a home here."""
    given = {**MOVED, **given, "pension_from": pension}
    advice = advice_for(given)
    assert (advice.outcome, advice.duty) == ("pensioner-abroad-europe", "home_cover_continues")
    [route] = advice.routes
    assert (route.code, route.status, route.law[0], route.covers) == ("german_s1", "required", law, "covers-german-s1")
    assert route.reason == ("pensioner-s1-by-the-rule" if "nine_tenths" in given else "pensioner-s1-from-germany")
    assert EUROPE in route.law
    assert any("Vereinigtes Königreich" in law for law in route.law)
    assert advice.documents == ("pensioner-notice", "pensioner-s1-from-fund")
    assert list(finished(given).given) == list(given)


def test_without_a_right_here_the_state_of_residence_decides_in_europe():
    advice = advice_for(MOVED, nine_tenths="no")
    assert (advice.outcome, advice.duty) == ("pensioner-abroad-law-of-residence", "")
    assert statuses(advice) == {"residence_state": "possible", "german_s1": "closed"}
    assert advice.routes[0].law[0] == "Art. 11 Abs. 3 Buchst. e VO (EG) 883/2004"
    assert advice.documents == ("pensioner-notice",)
    assert advice.cautions == ("pensioner-rule-first",)
    assert advice.routes[0].reason == "pensioner-law-of-residence"
    far = advice_for(MOVED, nine_tenths="no", pension_from="both", second_pension_in_europe="no")
    assert (far.outcome, far.routes, far.cautions) == (advice.outcome, advice.routes, advice.cautions)
    two = advice_for(MOVED, nine_tenths="no", pension_from="both", second_pension_in_europe="yes")
    assert (two.outcome, statuses(two)) == (advice.outcome, statuses(advice))
    assert two.routes[0].reason == "pensioner-right-from-second-pension"
    assert two.routes[0].law[:2] == ("Art. 23 VO (EG) 883/2004", EUROPE)
    assert two.routes[0].law[2:] == advice.routes[0].law
    assert two.cautions == ("pensioner-state-that-also-pays", "pensioner-rule-first")


@pytest.mark.parametrize(("cover", "kept"), [("statutory", True), ("family", True), ("none", False)])
def test_far_away_the_german_form_goes_to_the_insurance_abroad(cover, kept):
    given = {**MOVED, "pensioner_home": "elsewhere", "pensioner_cover": cover}
    advice = advice_for(given)
    assert advice.outcome == "pensioner-abroad-elsewhere"
    assert statuses(advice) == {"german_treaty": "possible", "private_full": "possible"}
    assert [route.law for route in advice.routes] == [("§ 6 SGB IV",), ("§ 16 Abs. 1 Satz 1 Nr. 1 SGB V",)]
    assert advice.documents == ("pensioner-treaty-form-from-fund",)
    assert advice.cautions == (("pensioner-keep-the-old-cover",) if kept else ())
    assert list(finished(given).given) == list(given)
    assert advice_for(given, pension_from="both").cautions == advice.cautions


@pytest.mark.parametrize(("home", "ways"), [
    ("europe", {"private_full": "possible", "residence_state": "possible"}),
    ("elsewhere", {"private_full": "possible"}),
])  # fmt: skip
def test_a_private_contract_is_asked_about_before_leaving(home, ways):
    advice = advice_for(MOVED, pensioner_home=home, pensioner_cover="private")
    assert statuses(advice) == ways
    assert advice.documents == ("pensioner-policy-abroad",)
    assert advice.cautions == ("pensioner-keep-the-old-cover",)
    two = {"pension_from": "both", "second_pension_in_europe": "yes"}
    both = advice_for(MOVED, pensioner_home=home, pensioner_cover="private", **two).cautions
    assert ("pensioner-state-that-also-pays" in both) is (home == "europe")


# The days ------------------------------------------------------------------------------------------------------------


def test_2027_is_refused_by_name_where_it_costs_and_answered_where_it_does_not():
    refused = advice_for(SCHEME, "2027-02-01").amounts[0].refused
    assert refused.name == "contribution_ceiling"
    assert advice_for(DUTCH, "2027-02-01").outcome == "pensioner-s1"

"""Scientists by hand: the rows of the guides' table, published examples, days on which the law changes."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.scientist import FLOW
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures

TODAY = "2026-11-22"
CONTRACT = {
    "country": "HU", "scientist_basis": "contract", "gross_pay": "4000", "scientist_family": "none", "age": "35",
    "children": "0", "children_under_25": "0", "saxony": "no", "additional_rate": "average", "job_start": "none",
}  # fmt: skip
SENT = {"scientist_basis": "home_institution", "scientist_posting_months": "6"}
GUEST = {
    "country": "HU", "scientist_basis": "guest", "home_cover": "statutory", "scientist_stay": "long",
    "last_statutory": "no", "scientist_family": "none", "scientist_income": "2000", "age": "35",
    "children": "0", "children_under_25": "0", "additional_rate": "average", "home_cover_ends": "none",
    "tax_free_scholarship": "0",
}  # fmt: skip
SCHOLARSHIP = {**GUEST, "scientist_basis": "scholarship"}


def advice(given, on=TODAY, draft=False, **answers):
    step = walk(FLOW, given | answers, figures().on(date.fromisoformat(on), draft))
    assert step.due is None, step.problem or step.due.key
    return advise(step)


def statuses(result):
    return {route.code: route.status for route in result.routes}


def cents(amount, code):
    return amount.find(code).euros


# The four rows of the table of rules for scientists ------------------------------------------------------------------

ROWS = [
    pytest.param(
        GUEST | {"scientist_stay": "short"}, "scientist-home-cover", {"home_ehic": "required"}, id="short, EU: EHIC"
    ),
    pytest.param(
        GUEST | {"country": "TR", "scientist_stay": "short"}, "scientist-home-cover", {"home_treaty": "required"},
        id="short, treaty state: the treaty's form",
    ),
    pytest.param(
        CONTRACT | SENT, "scientist-posted", {"home_a1": "required", "home_s1": "possible"}, id="posted, EU: A1 and S1"
    ),
    pytest.param(
        GUEST | {"country": "US", "home_cover": "private"}, "scientist-private",
        {"private_full": "required", "home_dormant": "possible", "statutory_voluntary": "closed"},
        id="living here: insurer licensed in Germany, the policy at home may rest",
    ),
    pytest.param(
        CONTRACT, "scientist-employee", {"statutory_employee": "required", "private_full": "closed"},
        id="contract: statutory as an employee",
    ),
    pytest.param(
        CONTRACT | {"gross_pay": "9000"}, "scientist-employee-above-limit",
        {"statutory_voluntary": "possible", "private_full": "possible"},
        id="contract above the annual limit: a choice",
    ),
    pytest.param(
        SCHOLARSHIP | {"country": "IN", "home_cover": "private"}, "scientist-private",
        {"private_visitor": "possible", "statutory_voluntary": "closed"},
        id="scholarship without periods: private",
    ),
    pytest.param(
        SCHOLARSHIP, "scientist-voluntary", {"statutory_voluntary": "possible", "private_full": "possible"},
        id="scholarship with EU periods: voluntary (§ 9 SGB V)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "outcome", "routes"), ROWS)
def test_a_row_of_the_table(given, outcome, routes):
    result = advice(given)
    assert result.outcome == outcome
    assert routes.items() <= statuses(result).items()


OUTCOMES = [
    pytest.param(SCHOLARSHIP | {"country": "DE"}, "scientist-voluntary", id="a member in Germany goes on (§ 188 Abs. 4)"),
    pytest.param(
        SCHOLARSHIP | {"country": "DE", "home_cover": "private"}, "scientist-private", id="privately insured in Germany"
    ),
    pytest.param(
        GUEST | {"country": "DE", "home_cover": "none", "last_statutory": "yes"}, "scientist-catch-all",
        id="uninsured, last in the German system (§ 5 Abs. 1 Nr. 13)",
    ),
    pytest.param(
        GUEST | {"country": "DE", "home_cover": "none"}, "scientist-private", id="uninsured, never in the German system"
    ),
    pytest.param(
        GUEST | {"country": "TR"}, "scientist-private", id="a treaty state's insurance gives no periods for living here"
    ),
    pytest.param(
        GUEST | {"country": "US", "scientist_stay": "short"}, "scientist-visitor", id="a visit from a state without treaty"
    ),
    pytest.param(
        GUEST | {"country": "IL", "scientist_stay": "short"}, "scientist-visitor",
        id="the treaty with Israel covers maternity only",
    ),
    pytest.param(
        GUEST | {"country": "MA", "scientist_stay": "short"}, "scientist-visitor",
        id="the treaty with Morocco covers cash benefits only",
    ),
    pytest.param(
        GUEST | {"home_cover": "none", "scientist_stay": "short"}, "scientist-visitor", id="a visit without any insurance"
    ),
    pytest.param(CONTRACT | SENT | {"country": "TR"}, "scientist-posted-by-treaty", id="sent from a treaty state"),
    pytest.param(
        GUEST | SENT | {"country": "US", "home_cover": "private"}, "scientist-private",
        id="sent from elsewhere: the job brings no insurance (§ 5 SGB IV)",
    ),
    pytest.param(
        CONTRACT | SENT | {"country": "DE"}, "scientist-employee", id="insured here, employer abroad: German law"
    ),
    pytest.param(
        CONTRACT | {"country": "US"}, "scientist-employee", id="a contract insures whatever the country (GW-6)"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "outcome"), OUTCOMES)
def test_outcome(given, outcome):
    assert advice(given).outcome == outcome


# Money ---------------------------------------------------------------------------------------------------------------


def test_published_example_6000_euros_childless_2026():
    """emp_2026_6000_childless."""
    insured, employer = advice(CONTRACT, "2026-01-01", gross_pay="6000", age="45").amounts
    health = cents(insured, "health_general") + cents(insured, "health_additional")
    assert (health, cents(insured, "care")) == (D("508.59"), D("139.50"))
    assert (cents(insured, "pension"), cents(insured, "unemployment")) == (D("558.00"), D("78.00"))
    assert employer.payer == "employer"


def test_published_example_9000_euros_childless_2026():
    """emp_2026_9000_childless: above the annual limit, as a voluntary member with the employer's subsidy."""
    result = advice(CONTRACT, "2026-01-01", gross_pay="9000", age="45")
    insured, employer = result.amounts
    health = cents(insured, "health_general") + cents(insured, "health_additional")
    assert (health, cents(insured, "care")) == (D("508.59"), D("139.50"))
    assert (cents(insured, "pension"), cents(insured, "unemployment")) == (D("785.85"), D("109.85"))
    assert cents(employer, "employer_subsidy") == D("508.59") + D("104.63")
    assert result.routes[0].cost.euros == D("508.59") + D("139.50")


VOLUNTARY = [
    pytest.param("0", "0", "205.35", "52.43", id="vol_2025_tk_min_red"),
    pytest.param("0", "1", "205.35", "44.94", id="vol_2025_tk_min_child_total"),
    pytest.param("9999", "0", "906.81", "231.53", id="vol_2025_tk_max_red"),
]


@pytest.mark.parametrize(("income", "children", "health", "care"), VOLUNTARY)
def test_published_example_of_a_voluntary_member(income, children, health, care):
    result = advice(
        SCHOLARSHIP, "2025-01-01", scientist_income=income, children=children, age="40", additional_rate="2.45"
    )
    (total,) = result.amounts
    assert cents(total, "health_general") + cents(total, "health_additional") == D(health)
    assert (cents(total, "care"), total.euros) == (D(care), D(health) + D(care))


def test_saxony_has_the_larger_share_and_the_lower_ceiling_of_the_east():
    """In 2023 the pension ceiling was 7100 in the east and 7300 in the west; the care share is half a point more."""
    west = advice(CONTRACT, "2023-03-01", gross_pay="7300").amounts[0]
    saxony = advice(CONTRACT, "2023-03-01", gross_pay="7300", saxony="yes").amounts[0]
    assert cents(west, "pension") - cents(saxony, "pension") == D("18.60")
    assert (cents(west, "care"), cents(saxony, "care")) == (D("93.52"), D("118.45"))


# Limits and days on which they change --------------------------------------------------------------------------------

PAY = [
    pytest.param("603", TODAY, "scientist-voluntary", id="a minijob gives no cover"),
    pytest.param("603.01", TODAY, "scientist-employee", id="one cent more does"),
    pytest.param("6450", TODAY, "scientist-employee", id="at the annual limit of 2026"),
    pytest.param("6450.01", TODAY, "scientist-employee-above-limit", id="one cent above it"),
    pytest.param("500", "2022-09-30", "scientist-employee", id="the day before the minijob limit rose to 520"),
    pytest.param("500", "2022-10-01", "scientist-voluntary", id="the day it rose"),
    pytest.param("6300", "2025-12-31", "scientist-employee-above-limit", id="above the limit of 2025"),
    pytest.param("6300", "2026-01-01", "scientist-employee", id="not above the limit of 2026"),
]


@pytest.mark.parametrize(("pay", "day", "outcome"), PAY)
def test_pay_at_the_limits(pay, day, outcome):
    assert advice(GUEST | CONTRACT, day, gross_pay=pay).outcome == outcome


def test_a_minijob_is_shown_as_a_closed_door():
    result = advice(GUEST | CONTRACT, gross_pay="500")
    assert statuses(result)["marginal_job"] == "closed"


POSTINGS = [
    pytest.param("24", "HU", "scientist-posted", id="24 months"),
    pytest.param("25", "HU", "scientist-employee", id="a month more: German law"),
    pytest.param("24", "CH", "scientist-posted", id="Switzerland"),
    pytest.param("24", "GB", "scientist-posted", id="United Kingdom"),
]


@pytest.mark.parametrize(("months", "country", "outcome"), POSTINGS)
def test_length_of_a_posting(months, country, outcome):
    result = advice(CONTRACT | SENT, country=country, scientist_posting_months=months)
    assert result.outcome == outcome


def test_a_posting_that_is_too_long_warns_about_the_employer_abroad():
    assert "scientist-employer-abroad" in advice(CONTRACT | SENT, scientist_posting_months="25").cautions


def test_the_united_kingdom_changes_its_law_but_not_its_cover():
    given = GUEST | {"country": "GB", "scientist_stay": "short"}
    before, after = advice(given, "2020-12-31"), advice(given, "2021-01-01")
    assert before.outcome == after.outcome == "scientist-home-cover"
    assert before.routes[0].law == ("Art. 19 VO (EG) 883/2004",)
    assert "Vereinigtes Königreich" in after.routes[0].law[0]


# Family --------------------------------------------------------------------------------------------------------------

SPOUSE = [
    pytest.param({"scientist_income": "565"}, "scientist-through-spouse", id="at the income limit of 2026"),
    pytest.param({"scientist_income": "565.01"}, "scientist-voluntary", id="one cent above it"),
    pytest.param({"scientist_income": "565.01", "home_cover": "none"}, "scientist-private", id="above it, no periods"),
    pytest.param({"scientist_income": "0", "scientist_stay": "short"}, "scientist-home-cover", id="on a visit"),
]


@pytest.mark.parametrize(("answers", "outcome"), SPOUSE)
def test_spouse_is_a_member(answers, outcome):
    assert advice(GUEST | {"scientist_family": "member"} | answers).outcome == outcome


def test_income_from_a_minijob_alone_may_reach_the_minijob_limit():
    given = GUEST | CONTRACT | {"scientist_family": "member", "gross_pay": "600"}
    assert advice(given, scientist_income="603").outcome == "scientist-through-spouse"
    assert advice(given, scientist_income="603.01").outcome == "scientist-voluntary"


@pytest.mark.parametrize(
    ("home_cover", "income", "scholarship", "outcome"),
    [
        pytest.param("none", "1500", "935", "scientist-through-spouse", id="the rest at the limit"),
        pytest.param("none", "1500", "934.99", "scientist-private", id="the rest a cent above it"),
        pytest.param("statutory", "1500", "0", "scientist-voluntary", id="a scholarship that is taxed"),
        pytest.param("statutory", "1500", "1500", "scientist-through-spouse", id="nothing but the scholarship"),
    ],
)
def test_a_tax_free_scholarship_does_not_count_for_the_limit(home_cover, income, scholarship, outcome):
    """§ 16 SGB IV, § 3 Nr. 44 EStG; of others the fund decides."""
    given = SCHOLARSHIP | {"country": "US" if home_cover == "none" else "HU", "scientist_family": "member"}
    found = advice(given, home_cover=home_cover, scientist_income=income, tax_free_scholarship=scholarship)
    assert found.outcome == outcome
    assert ("scientist-other-scholarship" in found.cautions) == (outcome != "scientist-through-spouse")


def test_a_tax_free_scholarship_counts_for_the_contribution():
    """§ 240 SGB V."""
    member = advice(SCHOLARSHIP, scientist_family="member", scientist_income="3000", tax_free_scholarship="1000")
    assert member.amounts[0].euros == advice(SCHOLARSHIP, scientist_income="3000").amounts[0].euros


def test_a_scholarship_is_asked_for_only_where_it_decides():
    law = figures().on(date.fromisoformat(TODAY))
    member = SCHOLARSHIP | {"scientist_family": "member"}
    assert "tax_free_scholarship" in walk(FLOW, member | {"scientist_income": "565.01"}, law).given
    assert "tax_free_scholarship" not in walk(FLOW, member | {"scientist_income": "565"}, law).given
    assert "tax_free_scholarship" not in walk(FLOW, SCHOLARSHIP, law).given
    assert "scientist-other-scholarship" not in advice(SCHOLARSHIP).cautions
    guest = member | {"scientist_basis": "guest", "scientist_income": "900"}
    assert "tax_free_scholarship" in walk(FLOW, guest, law).given
    assert "scientist-other-scholarship" not in advice(guest).cautions
    step = walk(FLOW, member | {"scientist_income": "900", "tax_free_scholarship": "900.01"}, law)
    assert step.problem.question.key == "tax_free_scholarship"
    assert walk(FLOW, member | {"scientist_income": "900", "tax_free_scholarship": "900"}, law).problem is None


def test_the_catch_all_duty_tells_of_other_scholarships_too():
    given = SCHOLARSHIP | {"country": "DE", "home_cover": "none", "last_statutory": "yes"}
    found, alone = advice(given, scientist_family="member"), advice(given)
    assert found.outcome == alone.outcome == "scientist-catch-all"
    assert {"report-at-once", "scientist-other-scholarship"} <= set(found.cautions)
    assert "report-at-once" in alone.cautions
    assert "scientist-other-scholarship" not in alone.cautions


FAMILIES = [
    pytest.param(CONTRACT, "possible", id="free with an employee"),
    pytest.param(CONTRACT | {"gross_pay": "9000"}, "possible", id="free with a voluntary member above the limit"),
    pytest.param(SCHOLARSHIP, "possible", id="free with a voluntary member"),
    pytest.param(SCHOLARSHIP | {"country": "IN", "home_cover": "private"}, "closed", id="a contract each in private"),
    pytest.param(GUEST | {"country": "US", "scientist_stay": "short"}, "closed", id="a policy each on a visit"),
]


@pytest.mark.parametrize(("given", "status"), FAMILIES)
def test_family_that_comes_along(given, status):
    assert statuses(advice(given, scientist_family="along"))["statutory_family"] == status


@pytest.mark.parametrize(("country", "open_to_them"), [("HU", True), ("GB", True), ("US", False), ("TR", False)])
def test_a_family_insured_at_home_may_stay_so(country, open_to_them):
    """Art. 17 VO (EG) 883/2004 and its like with the United Kingdom: form S1; elsewhere nothing of the kind."""
    given = GUEST | {"country": country, "home_cover": "private", "last_statutory": "no"}
    for family, expected in (("along", open_to_them), ("none", False)):
        assert ("home_s1" in statuses(advice(given, scientist_family=family))) is expected


def test_family_of_a_posted_scientist_needs_own_papers():
    assert "scientist-family-from-home" in advice(CONTRACT | SENT, scientist_family="along").cautions


# Deadlines -----------------------------------------------------------------------------------------------------------

DEADLINES = [
    pytest.param(
        CONTRACT | {"job_start": "2026-10-01"}, "tell-employer-your-fund", "2026-10-14", id="14 days from the start"
    ),
    pytest.param(CONTRACT | {"job_start": "2026-10-01"}, "scientist-job-begins", "2026-10-01", id="cover from day one"),
    pytest.param(
        CONTRACT | {"gross_pay": "9000", "job_start": "2026-10-01"}, "join-after-first-job", "2027-01-01",
        id="three months to join, first job above the limit (§ 9 Abs. 2 Nr. 3)",
    ),
    pytest.param(
        CONTRACT | {"gross_pay": "9000", "job_start": "2026-11-30"}, "join-after-first-job", "2027-02-28",
        id="three months from 30 November end with February",
    ),
    pytest.param(
        GUEST | {"home_cover_ends": "2026-09-30"}, "join-after-home-cover", "2026-12-31",
        id="three months after the insurance at home (§ 9 Abs. 2 Nr. 1)",
    ),
    pytest.param(GUEST, "join-after-home-cover", None, id="the rule where the day is not known"),
    pytest.param(GUEST | {"country": "DE"}, "follow-on", None, id="a German membership goes on by itself"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code", "day"), DEADLINES)
def test_deadline_to_the_day(given, code, day):
    found = {deadline.code: deadline.on for deadline in advice(given).deadlines}
    assert found[code] == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("country", "outcome", "codes"),
    [
        pytest.param("HU", "scientist-voluntary", ["join-after-home-cover"], id="the EU"),
        pytest.param("CH", "scientist-voluntary", ["join-after-home-cover"], id="Switzerland"),
        pytest.param("GB", "scientist-voluntary", ["join-after-home-cover"], id="the United Kingdom"),
        pytest.param("TR", "scientist-private", [], id="a treaty counts no periods for joining"),
        pytest.param("UA", "scientist-private", [], id="no treaty"),
    ],
)
def test_only_coordinated_states_give_a_time_to_join(country, outcome, codes):
    """§ 9 Abs. 1 Nr. 1, Abs. 2 Nr. 1 SGB V with Art. 6 VO (EG) 883/2004."""
    found = advice(GUEST | {"country": country})
    assert found.outcome == outcome
    assert [deadline.code for deadline in found.deadlines] == codes


def test_a_posting_has_its_last_day():
    """24 months from 1 October 2026 end on 30 September 2028; the A1 is there before."""
    found = advice(CONTRACT | SENT | {"job_start": "2026-10-01"})
    assert {deadline.code: deadline.on for deadline in found.deadlines} == {
        "a1-first": date(2026, 9, 30),
        "posting-ends": date(2028, 9, 30),
    }


HERE = CONTRACT | {"country": "DE", "gross_pay": "9000", "home_cover": "private", "first_job": "no"}


def statutory(found):
    return next((r.status, r.reason, r.law) for r in found.routes if r.code == "statutory_voluntary")


def test_a_membership_here_goes_on_above_the_limit():
    """§ 188 Abs. 4 SGB V."""
    found = advice(HERE | {"home_cover": "statutory", "job_start": "2018-01-31"})
    assert found.outcome == "scientist-employee-above-limit"
    law = ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V")
    assert statutory(found) == ("possible", "employee-membership-goes-on", law)
    assert [d.code for d in found.deadlines] == ["scientist-job-begins", "follow-on"]
    abroad = advice(CONTRACT | {"gross_pay": "9000"})
    assert statutory(abroad) == ("possible", "employee-above-limit-statutory", ("§ 9 Abs. 1 Nr. 3 SGB V",))


@pytest.mark.parametrize(
    ("answers", "outcome", "status"),
    [
        pytest.param({}, "employee-stays-private", "closed", id="privately insured"),
        pytest.param({"home_cover": "none", "last_statutory": "no"}, "employee-only-private", "closed", id="uninsured"),
        pytest.param({"first_job": "yes"}, "scientist-employee-above-limit", "possible", id="the first job"),
        pytest.param({"first_job": "yes", "job_start": "2026-08-20"}, "too-late-private", "closed", id="too long ago"),
        pytest.param(
            {"first_job": "yes", "job_start": "2026-08-22"},
            "scientist-employee-above-limit",
            "possible",
            id="on the last day",
        ),
    ],
)
def test_only_a_first_job_leads_from_private_insurance_to_a_fund(answers, outcome, status):
    """§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 Nr. 3 SGB V."""
    found = advice(HERE | answers)
    assert (found.outcome, statutory(found)[0]) == (outcome, status)


def test_a_later_job_leaves_nothing_to_be_worked_out():
    keys = ["country", "scientist_basis", "gross_pay", "home_cover", "first_job", "scientist_family"]
    step = walk(FLOW, HERE, figures().on(date.fromisoformat(TODAY)))
    assert list(step.given) == keys
    found = advice(HERE, scientist_family="along")
    assert statutory(found)[1] == "employee-no-way-back"
    assert statuses(found)["statutory_family"] == "closed"
    assert (found.amounts, found.deadlines) == ((), ())
    assert found.documents == ("employee-certificate-for-subsidy",)
    uninsured = advice(HERE, home_cover="none", last_statutory="no")
    assert statutory(uninsured)[1] == "no-earlier-periods"
    assert uninsured.documents == ("employment-contract", "employee-certificate-for-subsidy")
    assert "return-to-statutory-is-hard" in found.cautions
    assert "return-to-statutory-is-hard" in uninsured.cautions


def test_cover_and_first_job_are_asked_only_where_they_decide():
    law = figures().on(date.fromisoformat(TODAY))

    def asked(**answers):
        return {"home_cover", "first_job"} & walk(FLOW, HERE | answers, law).given.keys()

    assert asked() == {"home_cover", "first_job"}
    assert asked(home_cover="statutory") == {"home_cover"}
    assert asked(gross_pay="6450") == set()
    assert asked(country="HU") == set()


# Cautions, doubt, changes, and figures that are not yet known --------------------------------------------------------


@pytest.mark.parametrize(("country", "warned"), [("IN", True), ("GB", True), ("HU", False), ("CH", False)])
def test_who_may_need_a_permit_is_told_to_prove_cover(country, warned):
    given = CONTRACT | {"country": country}
    assert ("scientist-permit-needs-proof" in advice(given).cautions) is warned


def test_a_travel_policy_is_called_too_little_for_living_here_only():
    given = GUEST | {"country": "US", "home_cover": "private"}
    assert "travel-policy-is-not-enough" in advice(given).cautions
    assert "travel-policy-is-not-enough" not in advice(given, scientist_stay="short").cautions


def test_a_scholarship_is_no_job():
    assert "scholarship-is-no-job" in advice(SCHOLARSHIP).cautions
    assert "scholarship-is-no-job" not in advice(GUEST).cautions


def test_doubt_about_visit_or_living_here_shows_both():
    result = advice(SCHOLARSHIP, scientist_stay="unsure")
    assert result.unsure == ("scientist_stay",)
    assert {alternative.advice.outcome for alternative in result.alternatives} == {
        "scientist-home-cover", "scientist-voluntary",
    }  # fmt: skip


def test_the_exact_month_that_ends_a_posting_is_found():
    step = walk(FLOW, CONTRACT | SENT, figures().on(date.fromisoformat(TODAY)))
    found = {change.question: change for change in changes(step, advise(step))}
    assert found["scientist_posting_months"].value == "25"


REFUSED = [
    pytest.param(CONTRACT, "compulsory_insurance_threshold_per_year", id="the annual limit decides on a contract"),
    pytest.param(
        GUEST | {"scientist_family": "member", "scientist_income": "500"}, "reference_amount",
        id="the income limit of family insurance is a seventh of the reference amount",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "name"), REFUSED)
def test_2027_is_refused_by_name(given, name):
    result = advice(given, "2027-02-01")
    assert result.outcome == ""
    assert [refused.name for refused in result.missing()] == [name]


def test_2027_prices_are_refused_by_name_where_the_outcome_is_certain():
    result = advice(SCHOLARSHIP, "2027-02-01")
    assert result.outcome == "scientist-voluntary"
    assert result.amounts[0].euros is None
    assert {"average_additional_rate", "minimum_assessment_base"} & {refused.name for refused in result.missing()}


def test_the_draft_of_2027_decides_only_where_it_is_asked_for():
    result = advice(CONTRACT, "2027-02-01", draft=True)
    assert (result.outcome, result.provisional) == ("scientist-employee", True)


@pytest.mark.parametrize("day", ["2019-03-01", "2019-10-01", "2023-08-01", TODAY])
def test_every_outcome_is_reached(day):
    law = figures().on(date.fromisoformat(day))
    reached = {way.outcome for way in deciding(FLOW, law).ways}
    assert reached == {outcome.key for outcome in FLOW.outcomes}


@pytest.mark.parametrize(
    ("pay", "warned"),
    [
        pytest.param("6450", True, id="77,400 euros a year do not exceed the limit of 2026"),
        pytest.param("6450.01", False, id="one cent a month more does"),
    ],
)
def test_a_limit_that_overtakes_the_pay_in_january_is_told(pay, warned):
    """§ 6 Abs. 4 Satz 2 SGB V; in 2025 the limit is 73,800 euros."""
    above = advice(CONTRACT, on="2025-12-01", gross_pay=pay)
    assert above.outcome == "scientist-employee-above-limit"
    assert ("employee-limit-may-rise" in above.cautions) is warned


@pytest.mark.parametrize("pay", ["3000", "9000"])
@pytest.mark.parametrize(("age", "told"), [("63", False), ("64", True)])
def test_the_age_alone_spares_the_share_of_unemployment_insurance(pay, age, told):
    """§ 28 Abs. 1 Nr. 1 SGB III; the caution tells it to everybody of an age at which it may be so."""
    found = advice(CONTRACT, gross_pay=pay, age=age)
    assert found.outcome == ("scientist-employee" if pay == "3000" else "scientist-employee-above-limit")
    assert ("pay-old-age-pension" in found.cautions) is told


def test_at_that_age_the_caution_leaves_alone_who_sees_no_contribution():
    late = advice(CONTRACT, gross_pay="9000", age="64", job_start="2026-08-20")
    assert late.outcome == "too-late-private"
    assert "pay-old-age-pension" not in late.cautions

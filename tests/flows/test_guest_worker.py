"""People who come to work, by hand: whose law, which system, what it costs, by when."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.guest_worker import FLOW
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.interview.explore import questions_left
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures

TODAY = "2026-11-22"
FAMILY = {"age": "40", "children": "0", "additional_rate": "average", "home_cover_ends": "none"}
EMPLOYED = {
    "country": "HU",
    "occupation": "employed",
    "gross_pay": "3000",
    "saxony": "no",
    "job_start": "none",
    **FAMILY,
}
POSTED = {
    "country": "HU",
    "occupation": "posted",
    "posted_by": "home",
    "posting_months": "24",
    "replaces_posted": "no",
    "job_start": "none",
}
SEVERAL = {
    **EMPLOYED,
    "occupation": "several",
    "other_country": "HU",
    "states_work": "employed",
    "lives_in": "other",
    "home_share": "10",
    "main_work": "job",
    "pay_in_all": "3000",
}
ALONE = {
    "country": "HU",
    "occupation": "self_employed",
    "home_cover": "statutory",
    "profit": "2500",
    "sick_pay": "no",
    **FAMILY,
}
LATER = {**EMPLOYED, "gross_pay": "9000", "first_job": "no", "home_cover": "statutory"}
HARVEST = {**EMPLOYED, "occupation": "seasonal", "short_term": "no"}


def finished(day, given, draft=False):
    step = walk(FLOW, given, figures().on(date.fromisoformat(day), draft))
    assert step.due is None, f"{step.due.key} is due"
    return step


def advice_for(given, day=TODAY, *, draft=False, **more):
    return advise(finished(day, {**given, **more}, draft))


def statuses(advice):
    return {route.code: route.status for route in advice.routes}


def reasons(advice):
    return {route.reason for route in advice.routes}


OUTCOMES = [
    # GW-1, GW-2, EMP-1: the law of the place of work, from the first day
    pytest.param(EMPLOYED, {}, "guest-worker-employee", id="a Hungarian with a job in Germany"),
    pytest.param(EMPLOYED, {"country": "NO"}, "guest-worker-employee", id="a Norwegian with a job in Germany"),
    pytest.param(EMPLOYED, {"country": "DE"}, "guest-worker-employee", id="somebody who is insured here already"),
    pytest.param(HARVEST, {}, "guest-worker-employee", id="a season longer than a short-term job"),
    # GW-6: third countries
    pytest.param(EMPLOYED, {"country": "UA", "may_work": "yes"}, "guest-worker-employee", id="with a title that allows work"),
    pytest.param(EMPLOYED, {"country": "UA", "may_work": "no"}, "guest-worker-no-permit", id="without a title that allows work"),
    pytest.param(POSTED, {"country": "TR", "may_work": "no"}, "guest-worker-no-permit", id="sent, but without a title"),
    # GW-3, exception 2: posting
    pytest.param(POSTED, {}, "guest-worker-posted", id="posted for 24 months"),
    pytest.param(POSTED, {"country": "CH"}, "guest-worker-posted", id="posted from Switzerland"),
    pytest.param(POSTED, {"country": "GB", "may_work": "yes"}, "guest-worker-posted", id="posted from the United Kingdom"),
    pytest.param({**EMPLOYED, **POSTED}, {"posting_months": "25"}, "guest-worker-employee", id="posted for 25 months"),
    pytest.param({**EMPLOYED, **POSTED}, {"replaces_posted": "yes"}, "guest-worker-employee", id="in the place of a posted person"),
    pytest.param({**EMPLOYED, **POSTED}, {"posted_by": "other"}, "guest-worker-employee", id="sent by an agency"),
    pytest.param({**EMPLOYED, **POSTED}, {"country": "DE"}, "guest-worker-employee", id="sent within Germany"),
    # GW-4: treaty states and others
    pytest.param(POSTED, {"country": "TR", "may_work": "yes"}, "guest-worker-posted-treaty", id="posted from Türkiye"),
    pytest.param(POSTED, {"country": "UA", "may_work": "yes"}, "guest-worker-posted-elsewhere", id="posted from Ukraine"),
    pytest.param(POSTED, {"country": "MA", "may_work": "yes"}, "guest-worker-posted-elsewhere", id="posted from Morocco"),
    pytest.param(
        {**EMPLOYED, **POSTED}, {"country": "TR", "may_work": "yes", "posted_by": "other"}, "guest-worker-employee",
        id="sent from Türkiye by an agency",
    ),
    # GW-3, exception 1: two states
    pytest.param(SEVERAL, {"lives_in": "germany", "home_share": "25"}, "guest-worker-employee", id="a quarter of the work at home in Germany"),
    pytest.param(SEVERAL, {"lives_in": "germany", "home_share": "24", "seat": "other"}, "guest-worker-other-state", id="less than a quarter, employer abroad"),
    pytest.param(SEVERAL, {"lives_in": "germany", "home_share": "24", "seat": "germany"}, "guest-worker-employee", id="less than a quarter, employer here"),
    pytest.param(SEVERAL, {"home_share": "25"}, "guest-worker-other-state", id="a quarter of the work at home abroad"),
    pytest.param(SEVERAL, {"seat": "germany"}, "guest-worker-employee", id="lives abroad, works here for a German firm"),
    pytest.param(SEVERAL, {"states_work": "employed_here"}, "guest-worker-employee", id="employed here, self-employed there"),
    pytest.param(SEVERAL, {"states_work": "employed_there"}, "guest-worker-other-state", id="self-employed here, employed there"),
    pytest.param(
        {**ALONE, **SEVERAL, "occupation": "several"}, {"states_work": "self_employed", "seat": "germany"},
        "guest-worker-may-join-abroad", id="self-employed in both, business centred here",
    ),
    pytest.param(
        {**EMPLOYED, "occupation": "several"},
        {"country": "UA", "may_work": "yes", "other_country": "UA", "states_work": "employed"},
        "guest-worker-employee", id="two states without a common rule: German law for the work here",
    ),
    # Art. 13 VO (EG) 883/2004: who is insured in Germany, and works in another state too
    pytest.param(SEVERAL, {"country": "DE", "lives_in": "germany", "home_share": "25"}, "guest-worker-employee", id="from Germany, a quarter of the work here"),
    pytest.param(SEVERAL, {"country": "DE", "lives_in": "germany", "home_share": "24", "seat": "other"}, "guest-worker-joins-other-state", id="from Germany, less than a quarter here, employer abroad"),
    pytest.param(SEVERAL, {"country": "DE", "lives_in": "germany", "home_share": "24", "seat": "germany"}, "guest-worker-employee", id="from Germany, less than a quarter here, employer here"),
    pytest.param(SEVERAL, {"country": "DE", "home_share": "25"}, "guest-worker-joins-other-state", id="insured here, lives abroad with a quarter of the work there"),
    pytest.param(SEVERAL, {"country": "DE", "seat": "germany"}, "guest-worker-employee", id="insured here, lives abroad, employer here"),
    pytest.param(SEVERAL, {"country": "DE", "states_work": "employed_there"}, "guest-worker-joins-other-state", id="from Germany, business here, job there"),
    pytest.param(SEVERAL, {"country": "DE", "states_work": "employed_here"}, "guest-worker-employee", id="from Germany, job here, business there"),
    pytest.param(
        {**ALONE, **SEVERAL}, {"country": "DE", "states_work": "self_employed", "lives_in": "germany", "home_share": "25"},
        "guest-worker-self-employed-voluntary", id="from Germany, self-employed in both, a quarter here",
    ),
    pytest.param(
        {**ALONE, **SEVERAL}, {"country": "DE", "states_work": "self_employed", "lives_in": "germany", "seat": "other"},
        "guest-worker-joins-other-state", id="from Germany, self-employed in both, centre abroad",
    ),
    # the state of the other work decides, not that of the insurance until now
    pytest.param(SEVERAL, {"other_country": "PL", "states_work": "employed_there"}, "guest-worker-joins-other-state", id="insured in Hungary, employed in Poland"),
    pytest.param(SEVERAL, {"country": "TR", "may_work": "yes", "other_country": "NL", "states_work": "employed_there"}, "guest-worker-joins-other-state", id="insured in Türkiye, employed in the Netherlands"),
    pytest.param({**ALONE, **SEVERAL}, {"country": "DE", "other_country": "US", "states_work": "employed_there"}, "guest-worker-self-employed-voluntary", id="from Germany, business here, job in America"),
    pytest.param({**ALONE, **SEVERAL}, {"other_country": "US", "states_work": "employed_there"}, "guest-worker-self-employed-voluntary", id="insured in Hungary, business here, job in America"),
    pytest.param(SEVERAL, {"country": "DE", "other_country": "TR"}, "guest-worker-employee", id="from Germany, jobs here and in Türkiye"),
    # Art. 13 Abs. 1 lit. b: employers in several states; Art. 14 Abs. 11 VO (EG) 987/2009: none in these states
    pytest.param(SEVERAL, {"lives_in": "germany", "seat": "both"}, "guest-worker-other-state", id="employers at home and abroad: the state abroad"),
    pytest.param(SEVERAL, {"seat": "both"}, "guest-worker-employee", id="lives abroad, employers there and here: Germany"),
    pytest.param(SEVERAL, {"home_share": "1", "seat": "both"}, "guest-worker-employee", id="also with hardly any work there"),
    pytest.param(SEVERAL, {"home_share": "0", "seat": "both"}, "guest-worker-other-state", id="lives in a third state, employers in two others"),
    pytest.param(SEVERAL, {"lives_in": "germany", "seat": "outside"}, "guest-worker-employee", id="lives here, employer outside Europe"),
    pytest.param(SEVERAL, {"seat": "outside"}, "guest-worker-other-state", id="lives abroad, employer outside Europe"),
    # Art. 13 Abs. 5 VO (EG) 883/2004, § 5 Abs. 5 SGB V: the business abroad counts as one in Germany
    pytest.param({**ALONE, **SEVERAL}, {"states_work": "employed_here", "main_work": "business"}, "guest-worker-self-employed-voluntary", id="job here, main business there"),
    # EMP-5: the choice above the annual limit
    pytest.param(EMPLOYED, {"gross_pay": "6450"}, "guest-worker-employee", id="at the annual limit of 2026"),
    pytest.param(EMPLOYED, {"gross_pay": "6450.01", "first_job": "yes"}, "guest-worker-first-job-above-limit", id="first job above it"),
    pytest.param(EMPLOYED, {"gross_pay": "6450.01", "first_job": "no", "home_cover": "statutory"}, "guest-worker-above-limit", id="later job above it"),
    pytest.param(EMPLOYED, {"gross_pay": "6450.01", "first_job": "no", "home_cover": "private"}, "guest-worker-only-private", id="later job above it, without periods"),
    # MINI-1, MINI-2: jobs without cover
    pytest.param(EMPLOYED, {"gross_pay": "603", "home_cover": "none"}, "guest-worker-marginal", id="minijob at the limit"),
    pytest.param(EMPLOYED, {"gross_pay": "603.01"}, "guest-worker-employee", id="a cent above the minijob limit"),
    pytest.param(HARVEST, {"short_term": "yes", "home_cover": "none"}, "guest-worker-short-term", id="short-term harvest job"),
    # VOL-1, law notes 14: self-employed
    pytest.param(ALONE, {}, "guest-worker-self-employed-voluntary", id="self-employed with earlier periods"),
    pytest.param(ALONE, {"home_cover": "private"}, "guest-worker-self-employed-private", id="self-employed without them"),
    pytest.param(ALONE, {"country": "UA", "may_work": "yes"}, "guest-worker-self-employed-private", id="periods of a third country do not count"),
    pytest.param({**ALONE, **EMPLOYED, "occupation": "both"}, {"main_work": "job"}, "guest-worker-employee", id="both, the job in the first place"),
    pytest.param({**ALONE, "occupation": "both"}, {"main_work": "business"}, "guest-worker-self-employed-voluntary", id="both, the business in the first place"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "more", "outcome"), OUTCOMES)
def test_outcome(given, more, outcome):
    assert advice_for(given, **more).outcome == outcome


DUTIES = {
    "guest-worker-no-permit": "not_insured_here",
    "guest-worker-posted": "home_cover_continues",
    "guest-worker-posted-treaty": "home_cover_continues",
    "guest-worker-posted-elsewhere": "not_insured_here",
    "guest-worker-other-state": "home_cover_continues",
    "guest-worker-joins-other-state": "not_insured_here",
    "guest-worker-short-term": "not_insured_here",
    "guest-worker-marginal": "not_insured_here",
    "guest-worker-no-duty-abroad": "not_insured_here",
    "guest-worker-may-join-abroad": "not_insured_here",
    "guest-worker-first-job-above-limit": "statutory_or_private",
    "too-late-private": "private_compulsory",
    "guest-worker-above-limit": "statutory_or_private",
    "guest-worker-only-private": "private_compulsory",
    "guest-worker-employee": "statutory_compulsory",
    "too-late-fund-checks": "statutory_or_private",
    "guest-worker-self-employed-voluntary": "statutory_or_private",
    "guest-worker-self-employed-private": "private_compulsory",
}


def test_duties():
    assert {outcome.key: outcome.duty for outcome in FLOW.outcomes} == DUTIES


STATES = [
    # STA-1 to STA-4: who posts under which rules
    *(pytest.param(code, "guest-worker-posted", id=f"{code}, coordinated") for code in ("AT", "HR", "RE", "IS", "LI", "NO", "CH")),
    *(pytest.param(code, "guest-worker-posted-treaty", id=f"{code}, treaty") for code in ("BA", "ME", "MK", "RS", "TN", "TR")),
    *(pytest.param(code, "guest-worker-posted-elsewhere", id=f"{code}, no care in kind")
      for code in ("IL", "MA", "XK", "AL", "MD", "AU", "BR", "CL", "CN", "IN", "JP", "CA", "KR", "PH", "UY", "US", "UA")),
]  # fmt: skip


@pytest.mark.parametrize(("country", "outcome"), STATES)
def test_posting_from_every_kind_of_state(country, outcome):
    assert advice_for(POSTED, country=country, may_work="yes").outcome == outcome


@pytest.mark.parametrize(
    ("day", "law"),
    [
        pytest.param("2020-12-31", "Art. 12 Abs. 1 VO (EG) 883/2004", id="last day of the regulation"),
        pytest.param(
            "2021-01-01",
            "Abkommen EU–Vereinigtes Königreich, Protokoll über soziale Sicherheit",
            id="first day of the agreement",
        ),
    ],
)
def test_the_united_kingdom_before_and_after(day, law):
    """GW-5."""
    advice = advice_for(POSTED, day, country="GB", may_work="yes")
    assert next(route for route in advice.routes if route.code == "home_a1").law == (law,)
    assert ("guest-worker-united-kingdom" in advice.cautions) is (day >= "2021")


def test_british_citizens_need_permission_only_since_the_agreement():
    assert "may_work" not in finished("2020-12-31", {**EMPLOYED, "country": "GB"}).given
    assert walk(FLOW, {**EMPLOYED, "country": "GB"}, figures().on(date(2021, 1, 1))).due.key == "may_work"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({"posting_months": "25"}, "guest-worker-posting-too-long", id="too long"),
        pytest.param({"replaces_posted": "yes"}, "guest-worker-posting-replaces", id="replaces somebody"),
        pytest.param({"posted_by": "other"}, "guest-worker-posting-other-employer", id="not by the home employer"),
    ],
)
def test_why_a_posting_does_not_hold(more, reason):
    advice = advice_for({**EMPLOYED, **POSTED}, **more)
    assert reason in reasons(advice)
    assert statuses(advice) == {"statutory_employee": "required", "home_a1": "closed", "private_full": "closed"}


def test_posted_people_get_their_papers_and_the_note_on_older_texts():
    """GW-3, GW-8, GW-9."""
    advice = advice_for(POSTED)
    assert statuses(advice)["home_a1"] == "required"
    assert statuses(advice)["statutory_employee"] == "closed"
    assert advice.documents == ("guest-worker-a1", "ehic", "guest-worker-s1")
    assert advice.cautions == ("guest-worker-a1-in-time", "guest-worker-older-texts-posting")
    assert advice.authority == "guest-worker-home-body"
    assert not advice.amounts


def test_two_states_say_that_older_texts_are_overtaken():
    here = advice_for(SEVERAL, states_work="employed_here")
    there = advice_for(SEVERAL, states_work="employed_there")
    for advice in (here, there):
        assert "guest-worker-older-texts-two-states" in advice.cautions
    assert "guest-worker-a1-here" in here.documents
    assert statuses(there) == {"home_a1": "required", "home_s1": "possible", "statutory_employee": "closed"}


def test_who_lives_abroad_needs_no_s1():
    advice = advice_for(SEVERAL, home_share="60")
    assert statuses(advice) == {"home_a1": "required", "statutory_employee": "closed"}
    assert advice.documents == ("guest-worker-a1-several", "ehic")
    moves = advice_for(SEVERAL, country="DE", home_share="60")
    assert statuses(moves) == {"abroad_a1": "required", "statutory_employee": "closed", "private_full": "closed"}
    assert moves.documents == advice.documents


def test_who_is_insured_here_and_employed_there_joins_the_other_state():
    advice = advice_for(SEVERAL, country="DE", other_country="NL", states_work="employed_there")
    assert statuses(advice) == {
        "abroad_a1": "required",
        "abroad_s1": "possible",
        "statutory_employee": "closed",
        "private_full": "closed",
    }
    assert advice.documents == ("guest-worker-a1-several", "guest-worker-s1")
    assert advice.authority == "guest-worker-residence-body"
    assert advice.cautions == ("guest-worker-older-texts-two-states",)
    assert not advice.amounts


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param({"country": "CH", "other_country": "CH", "lives_in": "germany"}, True, id="insured there"),
        pytest.param({"country": "DE", "other_country": "CH", "lives_in": "germany"}, True, id="insured here"),
        pytest.param(
            {"country": "DE", "other_country": "CH", "states_work": "employed_there"}, True, id="not asked where"
        ),
        pytest.param({"country": "DE", "other_country": "CH"}, False, id="lives abroad"),
        pytest.param({"country": "CH", "other_country": "HU", "lives_in": "germany"}, False, id="works elsewhere"),
    ],
)
def test_under_swiss_law_who_lives_here_may_choose_insurance_in_germany(more, told):
    """Anhang XI VO (EG) 883/2004."""
    advice = advice_for(SEVERAL, seat="other", **more)
    assert ("guest-worker-choice-in-switzerland" in advice.cautions) is told
    stays = more["country"] == more["other_country"]
    assert ("private_full" in statuses(advice)) is not (told or stays)


@pytest.mark.parametrize(
    ("more", "law"),
    [
        pytest.param({"seat": "germany"}, "Art. 13 Abs. 1 VO (EG) 883/2004", id="jobs"),
        pytest.param({"states_work": "employed_here"}, "Art. 13 Abs. 3 VO (EG) 883/2004", id="a job and a business"),
        pytest.param(
            {"states_work": "self_employed", "seat": "germany"}, "Art. 13 Abs. 2 VO (EG) 883/2004", id="businesses"
        ),
        pytest.param(
            {"other_country": "GB", "seat": "germany"},
            "Abkommen EU–Vereinigtes Königreich, Protokoll über soziale Sicherheit",
            id="jobs here and in the United Kingdom",
        ),
        pytest.param({"other_country": "US"}, "Art. 11 Abs. 3 VO (EG) 883/2004", id="without a common rule"),
        pytest.param({"country": "DE", "other_country": "US"}, "§ 3 Nr. 1 SGB IV", id="from Germany, without one"),
    ],
)
def test_the_law_that_gives_several_states_to_germany(more, law):
    advice = advice_for({**ALONE, **SEVERAL}, **more)
    job = next(route for route in advice.routes if route.code == "statutory_employee")
    assert job.law[-1] == law


@pytest.mark.parametrize(
    ("states_work", "more", "law"),
    [
        pytest.param("employed", {}, "Art. 13 Abs. 1 VO (EG) 883/2004", id="jobs"),
        pytest.param("self_employed", {}, "Art. 13 Abs. 2 VO (EG) 883/2004", id="businesses"),
        pytest.param("employed_there", {}, "Art. 13 Abs. 3 VO (EG) 883/2004", id="a job and a business"),
        pytest.param("employed", {"country": "DE"}, "Art. 13 Abs. 1 VO (EG) 883/2004", id="from Germany"),
    ],
)
def test_the_law_that_gives_several_states_to_another(states_work, more, law):
    advice = advice_for(SEVERAL, states_work=states_work, home_share="60", **more)
    assert advice.routes[0].law == (law,)


@pytest.mark.parametrize(
    ("country", "other", "told"),
    [
        pytest.param("DE", "GB", True, id="works there"),
        pytest.param("GB", "HU", True, id="insured there"),
        pytest.param("DE", "HU", False, id="neither"),
    ],
)
def test_the_united_kingdom_is_named_where_it_matters(country, other, told):
    advice = advice_for(SEVERAL, country=country, may_work="yes", other_country=other, home_share="60")
    assert ("guest-worker-united-kingdom" in advice.cautions) is told


ONE_LAW = [
    pytest.param({"pay_in_all": "3000"}, "guest-worker-employee", id="an employee"),
    pytest.param({"pay_in_all": "9000", "first_job": "yes"}, "guest-worker-first-job-above-limit", id="a first job"),
    pytest.param(
        {"pay_in_all": "9000", "first_job": "no", "home_cover": "private"}, "guest-worker-only-private", id="high pay"
    ),
    pytest.param({"pay_in_all": "500", "home_cover": "none"}, "guest-worker-marginal", id="a minijob"),
    pytest.param(
        {"states_work": "self_employed", "home_cover": "none"}, "guest-worker-self-employed-private", id="private"
    ),
    pytest.param({"states_work": "self_employed"}, "guest-worker-self-employed-voluntary", id="a member"),
]


@pytest.mark.parametrize(("more", "outcome"), ONE_LAW)
def test_german_law_for_work_in_several_states_needs_the_certificate_from_here(more, outcome):
    advice = advice_for({**ALONE, **SEVERAL, "seat": "germany", "lives_in": "germany"}, **more)
    assert advice.outcome == outcome
    assert "guest-worker-a1-here" in advice.documents
    assert "guest-worker-older-texts-two-states" in advice.cautions
    assert "guest-worker-two-laws" not in advice.cautions


@pytest.mark.parametrize(("more", "outcome"), ONE_LAW)
def test_without_a_common_rule_each_state_has_its_own_law(more, outcome):
    here = {key if key != "pay_in_all" else "gross_pay": value for key, value in more.items()}
    advice = advice_for({**ALONE, **SEVERAL, "country": "DE", "other_country": "US"}, **here)
    assert advice.outcome == outcome
    assert "guest-worker-a1-here" not in advice.documents
    assert "guest-worker-two-laws" in advice.cautions
    assert "guest-worker-older-texts-two-states" not in advice.cautions


@pytest.mark.parametrize(("more", "outcome"), ONE_LAW)
def test_who_lives_abroad_under_german_law_is_told_of_the_form_for_treatment_there(more, outcome):
    """§ 193 Abs. 3 VVG is for residents only."""
    german = {**ALONE, **SEVERAL, "seat": "germany"}
    assert "guest-worker-lives-abroad" in advice_for(german, **more).cautions
    assert "guest-worker-lives-abroad" not in advice_for(german, **more, lives_in="germany").cautions
    america = {"gross_pay": more.get("pay_in_all", "3000"), "other_country": "US"}
    assert "guest-worker-lives-abroad" not in advice_for(german, **more, **america).cautions


LONG_AGO = "2018-01-31"
HIGH = {"pay_in_all": "9000", "first_job": "no", "home_cover": "private"}
BUSINESS = {"states_work": "self_employed", "home_cover": "private"}
BESIDE_A_JOB = {"private_full": "employee-above-limit-private"}
BESIDE_A_BUSINESS = {
    "private_full": "private-by-contract",
    "statutory_employee": "guest-worker-self-employed-no-duty",
}
NO_DUTY_ABROAD = [
    pytest.param(HIGH, "guest-worker-only-private", "no-earlier-periods", id="a later job"),
    pytest.param(
        HIGH | {"first_job": "yes", "job_start": LONG_AGO}, "too-late-private", "too-late-first-job", id="the first job, long ago"
    ),
    pytest.param(
        HIGH | {"home_cover": "statutory", "home_cover_ends": LONG_AGO}, "too-late-private", "immigrant-joining-is-over",
        id="insured abroad until long ago",
    ),
    pytest.param(BUSINESS, "guest-worker-self-employed-private", "no-earlier-periods", id="a business"),
    pytest.param(
        BUSINESS | {"home_cover": "statutory", "home_cover_ends": LONG_AGO}, "too-late-fund-checks",
        "immigrant-joining-is-over", id="a business, insured abroad until long ago",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("more", "here", "closed"), NO_DUTY_ABROAD)
def test_private_insurance_is_a_duty_of_residents_only(more, here, closed):
    """§ 193 Abs. 3 VVG."""
    german = {**ALONE, **SEVERAL, "seat": "germany", **more}
    found = advice_for(german)
    assert found.outcome == "guest-worker-no-duty-abroad"
    business = "states_work" in more
    ways = BESIDE_A_BUSINESS if business else BESIDE_A_JOB
    assert {route.code: route.reason for route in found.routes} == ways | {"statutory_voluntary": closed}
    assert statuses(found)["private_full"] == "possible"
    assert {route.code for route in found.routes if route.market} == {"private_full"}
    assert not any("VVG" in law for route in found.routes for law in route.law)
    a1 = "guest-worker-a1-here"
    assert found.documents == (
        ("passport-or-id", a1)
        if business
        else ("passport-or-id", "employment-contract", a1, "employee-certificate-for-subsidy")
    )
    assert {"guest-worker-lives-abroad", "health-questions"} <= set(found.cautions)
    assert ("employee-limit-may-rise" in found.cautions) is not business
    assert found.deadlines == found.amounts == ()
    resident = advice_for(german, lives_in="germany", home_share="30")
    assert resident.outcome == here
    assert statuses(resident)["private_full"] == ("possible" if here == "too-late-fund-checks" else "required")


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        pytest.param({"pay_in_all": "3000"}, "guest-worker-employee", id="in a job that insures"),
        pytest.param({"pay_in_all": "500"}, "guest-worker-marginal", id="in a minijob"),
        pytest.param({"seat": "other"}, "guest-worker-other-state", id="under another law"),
    ],
)
def test_a_home_abroad_changes_nothing_where_the_work_decides(more, outcome):
    assert advice_for({**ALONE, **SEVERAL, "seat": "germany", **HIGH, **more}).outcome == outcome


OPEN_FROM_ABROAD = [
    pytest.param(HIGH | {"first_job": "yes", "job_start": "2026-09-01"}, "guest-worker-first-job-above-limit", id="a first job"),
    pytest.param(HIGH | {"home_cover": "statutory", "home_cover_ends": "2026-09-01"}, "guest-worker-above-limit", id="a later job"),
    pytest.param(
        HIGH | {"home_cover": "statutory", "first_job": "yes", "job_start": LONG_AGO, "home_cover_ends": "2026-09-01"},
        "guest-worker-above-limit", id="a first job long ago, insured abroad until now",
    ),
    pytest.param(
        BUSINESS | {"home_cover": "statutory", "home_cover_ends": "2026-09-01"}, "guest-worker-self-employed-voluntary",
        id="a business",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("more", "here"), OPEN_FROM_ABROAD)
def test_from_abroad_one_may_join_a_fund_and_must_not_be_insured(more, here):
    """§ 193 Abs. 3 VVG; the ways, costs, papers and days are those of people who live in Germany."""
    given = {**ALONE, **SEVERAL, "seat": "germany", **more}
    found = advice_for(given)
    assert (found.outcome, found.duty) == ("guest-worker-may-join-abroad", "not_insured_here")
    resident = advice_for(given, lives_in="germany", home_share="30")
    assert (resident.outcome, resident.duty) == (here, "statutory_or_private")
    assert statuses(found) == statuses(resident)
    assert statuses(found)["statutory_voluntary"] == statuses(found)["private_full"] == "possible"
    assert [route.reason for route in found.routes] == [route.reason for route in resident.routes]
    assert not any("VVG" in law for route in found.routes for law in route.law)
    assert any("VVG" in law for route in resident.routes for law in route.law) is ("states_work" in more)
    assert (found.amounts, found.documents, found.deadlines) == (
        resident.amounts,
        resident.documents,
        resident.deadlines,
    )
    assert found.amounts
    assert found.deadlines
    assert set(found.cautions) == {*resident.cautions, "guest-worker-lives-abroad"}


@pytest.mark.parametrize("more", [
    pytest.param({"home_cover": "private"}, id="insured privately"),
    pytest.param({"home_cover": "statutory", "home_cover_ends": "none"}, id="insured abroad"),
    pytest.param({"home_cover": "statutory", "home_cover_ends": LONG_AGO}, id="insured abroad until long ago"),
])  # fmt: skip
def test_beside_a_minijob_only_residents_must_insure_privately(more):
    """§ 193 Abs. 3 VVG."""
    given = {**ALONE, **SEVERAL, "seat": "germany", "pay_in_all": "500", **more}
    found = advice_for(given)
    resident = advice_for(given, lives_in="germany", home_share="30")
    assert found.outcome == resident.outcome == "guest-worker-marginal"
    assert statuses(found) == statuses(resident)
    [private] = [route for route in found.routes if route.code == "private_full"]
    [duty] = [route for route in resident.routes if route.code == "private_full"]
    assert (private.law, duty.law) == ((), ("§ 193 Abs. 3 VVG",))
    assert (private.status, private.reason, private.market) == ("possible", "private-by-contract", True)


@pytest.mark.parametrize(("more", "told"), [(HIGH, True), (BUSINESS, True), (HIGH, False), (BUSINESS, False)])
def test_without_a_duty_here_the_title_and_the_kingdom_still_count(more, told):
    country = {"country": "GB", "other_country": "GB", "may_work": "yes"} if told else {}
    found = advice_for({**ALONE, **SEVERAL, "seat": "germany", **more, **country})
    assert found.outcome == "guest-worker-no-duty-abroad"
    assert ({"guest-worker-title-needs-cover", "guest-worker-united-kingdom"} <= set(found.cautions)) is told
    assert ("guest-worker-residence-title" in found.documents) is told


def test_work_in_one_state_says_nothing_of_a_second():
    advice = advice_for(EMPLOYED, country="DE")
    assert "guest-worker-a1-here" not in advice.documents
    assert not {"guest-worker-two-laws", "guest-worker-older-texts-two-states"} & set(advice.cautions)
    assert reasons(advice) == {"guest-worker-place-of-work", "employee-below-limit"}


def test_the_pay_from_all_states_counts_under_one_law():
    """Art. 13 Abs. 5 VO (EG) 883/2004; else only that for the work here."""
    german = {**SEVERAL, "seat": "germany"}
    asked = finished(TODAY, german).given
    assert "pay_in_all" in asked
    assert "gross_pay" not in asked
    assert "guest-worker-one-law-german" in reasons(advice_for(german))
    assert advice_for(german, pay_in_all="603", home_cover="none").outcome == "guest-worker-marginal"
    assert advice_for(german, pay_in_all="603.01").outcome == "guest-worker-employee"
    assert advice_for(german, pay_in_all="6450").outcome == "guest-worker-employee"
    above = advice_for(german, pay_in_all="6450.01", first_job="yes")
    assert above.outcome == "guest-worker-may-join-abroad"
    assert (
        advice_for(german, pay_in_all="2000").amounts[0].euros
        == advice_for(EMPLOYED, gross_pay="2000").amounts[0].euros
    )
    for alone in ({"states_work": "employed_here"}, {"other_country": "US"}):
        asked = finished(TODAY, {**SEVERAL, **alone}).given
        assert "gross_pay" in asked
        assert "pay_in_all" not in asked


@pytest.mark.parametrize(("pay", "warned"), [("6450", True), ("6450.01", False)])
def test_the_limit_of_january_is_compared_with_the_pay_from_all_states(pay, warned):
    german = {**SEVERAL, "seat": "germany", "first_job": "yes", "gross_pay": "9000"}
    assert ("employee-limit-may-rise" in advice_for(german, "2025-12-01", pay_in_all=pay).cautions) is warned


def test_a_minijob_in_all_states_costs_as_one_here():
    cover = {"home_cover": "statutory"}
    here = advice_for(EMPLOYED, gross_pay="500", **cover)
    all_states = advice_for(SEVERAL, seat="germany", pay_in_all="500", gross_pay="3000", **cover)
    assert [amount.euros for amount in all_states.amounts] == [amount.euros for amount in here.amounts]
    assert [route.cost for route in all_states.routes] == [route.cost for route in here.routes]


def test_the_main_work_is_asked_where_job_and_business_count_together():
    """Art. 13 Abs. 5 VO (EG) 883/2004, § 5 Abs. 5 SGB V."""
    assert "main_work" in finished(TODAY, {**SEVERAL, "states_work": "employed_here"}).given
    for other in ({"states_work": "employed_here", "other_country": "US"}, {"seat": "germany"}):
        assert "main_work" not in finished(TODAY, {**SEVERAL, **other}).given


def test_the_other_country_is_not_germany():
    given = {"country": "HU", "occupation": "several", "other_country": "DE"}
    step = walk(FLOW, given, figures().on(date.fromisoformat(TODAY)))
    assert step.problem.question.key == "other_country"
    assert "another country" in step.problem.error.message


@pytest.mark.parametrize(
    ("states_work", "seat", "taken"),
    [
        ("employed", "both", True),
        ("employed", "outside", True),
        ("self_employed", "both", False),
        ("self_employed", "outside", False),
        ("self_employed", "other", True),
        ("self_employed", "germany", True),
    ],
)
def test_a_business_has_one_centre(states_work, seat, taken):
    given = {**ALONE, **SEVERAL, "states_work": states_work, "seat": seat}
    assert (walk(FLOW, given, figures().on(date.fromisoformat(TODAY))).problem is None) is taken


def test_without_permission_the_title_comes_first_but_the_duty_hangs_on_the_job():
    """GW-6, GW-7."""
    advice = advice_for(EMPLOYED, country="UA", may_work="no")
    assert statuses(advice) == {"statutory_employee": "possible", "private_visitor": "possible"}
    assert "guest-worker-duty-with-the-job" in reasons(advice)
    assert advice.authority == "guest-worker-immigration-office"
    assert list(advice.answers) == ["country", "occupation", "may_work"]


# What it costs ----------------------------------------------------------------------------------------------------------

COSTS = [
    pytest.param("2020-03-01", {}, "603.75", "596.25", id="emp_2020_3000_childless"),
    pytest.param("2023-07-01", {"children": "2", "children_under_25": "2", "age": "45"}, "604.50", "612.00", id="emp_2023h2_3000_2kids"),
    pytest.param("2023-07-01", {"gross_pay": "4000", "children": "5", "children_under_25": "5"}, "776.00", "816.00", id="emp_2023h2_4000_5kids"),
    pytest.param("2024-01-01", {"children": "2", "children_under_25": "2"}, "606.00", "613.50", id="emp_2024_3000_2kids"),
    pytest.param("2022-01-01", {"gross_pay": "750"}, "123.19", None, id="midi_2022a_750_childless, old formula"),
    pytest.param("2022-09-30", {"gross_pay": "1050", "children": "1"}, "196.54", None, id="midi_2022a_1050_child, last day of the old formula"),
    pytest.param("2022-10-01", {"gross_pay": "1100"}, "175.24", None, id="midi_2022q4_1100_childless, first day of the new formula"),
    pytest.param("2022-10-01", {"gross_pay": "1400", "children": "1"}, "260.40", None, id="midi_2022q4_1400_child"),
    pytest.param("2023-07-01", {"gross_pay": "1000", "children": "1"}, "132.32", None, id="midi_2023h2_1000_child"),
    pytest.param("2023-07-01", {"gross_pay": "1000"}, "137.67", None, id="midi_2023h2_1000_childless"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "more", "insured", "employer"), COSTS)
def test_cost_of_a_job(day, more, insured, employer):
    own, other = advice_for(EMPLOYED, day, **more).amounts
    assert (own.payer, other.payer) == ("insured", "employer")
    assert own.euros == D(insured)
    assert employer is None or other.euros == D(employer)


def test_saxony_costs_half_a_point_more():
    """EMP-9: 3,000 euros, 2026, one child: care 2.3 percent instead of 1.8."""
    here = advice_for(EMPLOYED, children="1", saxony="yes").amounts[0]
    assert here.find("care").euros == D("69.00")
    assert advice_for(EMPLOYED, children="1").amounts[0].find("care").euros == D("54.00")


def test_above_the_limit_the_employer_pays_half_as_a_subsidy():
    """emp_2026_9000_childless: half of health and care at the ceiling (§ 257 SGB V)."""
    advice = advice_for(EMPLOYED, gross_pay="9000", first_job="yes")
    own, employer = advice.amounts
    assert own.find("health_general").euros + own.find("health_additional").euros == D("508.59")
    assert own.find("care").euros == D("139.50")
    assert (own.find("pension").euros, own.find("unemployment").euros) == (D("785.85"), D("109.85"))
    assert employer.find("employer_subsidy").euros == D("508.59") + D("104.63")
    assert advice.routes[0].cost.euros == own.euros


def test_a_minijob_costs_the_employee_nothing_for_health():
    """MINI-3."""
    advice = advice_for(EMPLOYED, gross_pay="603", home_cover="none")
    own, employer = advice.amounts
    assert own.euros == 0
    assert employer.euros == D("78.39") + D("90.45")
    assert statuses(advice) == {
        "marginal_job": "closed",
        "statutory_family": "possible",
        "statutory_voluntary": "closed",
        "private_full": "possible",
    }


def test_a_minijob_with_earlier_periods_prices_the_voluntary_membership():
    """On the lowest base, 1,318.33 euros: 14.0, 2.9 and 4.2 percent."""
    advice = advice_for(EMPLOYED, gross_pay="500", home_cover="statutory")
    voluntary = next(route for route in advice.routes if route.code == "statutory_voluntary")
    assert voluntary.status == "possible"
    assert voluntary.cost.euros == D("184.57") + D("38.23") + D("55.37")
    assert "work-ends-home-cover" in advice.cautions


ALONE_COSTS = [
    pytest.param("2023-01-01", {"profit": "0", "additional_rate": "1.2", "sick_pay": "yes"}, "217.28", id="vol_2023_tk_min_gen"),
    pytest.param("2023-01-01", {"profit": "9999", "additional_rate": "1.2"}, "927.68", id="vol_2023_tk_max_red"),
    pytest.param("2025-01-01", {"profit": "0", "additional_rate": "2.45"}, "257.78", id="vol_2025_tk_min_red"),
    pytest.param("2025-01-01", {"profit": "0", "additional_rate": "2.45", "children": "1"}, "250.29", id="vol_2025_tk_min_child_total"),
    pytest.param("2019-01-01", {"profit": "4000", "children": "1", "age": "30"}, "718.00", id="vol_2019_4000_child"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "more", "total"), ALONE_COSTS)
def test_cost_of_the_self_employed(day, more, total):
    (amount,) = advice_for(ALONE, day, **more).amounts
    assert amount.euros == D(total)


@pytest.mark.parametrize(
    ("day", "pay", "more", "pension"),
    [
        pytest.param("2019-05-01", "6150", {}, "571.95", id="at the eastern ceiling nobody is asked"),
        pytest.param("2019-05-01", "6600", {"east": "yes"}, "571.95", id="above it in the east"),
        pytest.param("2019-05-01", "6600", {"east": "no"}, "613.80", id="above it in the west"),
        pytest.param("2019-05-01", "6600", {"saxony": "yes"}, "571.95", id="Saxony is in the east"),
        pytest.param("2024-12-31", "7500", {"east": "yes"}, "692.85", id="last day of two ceilings"),
        pytest.param("2025-01-01", "8100", {}, "748.65", id="one ceiling since 2025"),
        pytest.param("2026-01-01", "8400", {}, "781.20", id="one ceiling in 2026"),
    ],
)
def test_two_pension_ceilings_until_2024(day, pay, more, pension):
    """EMP-4."""
    own, _ = advice_for(EMPLOYED, day, gross_pay=pay, first_job="yes", **more).amounts
    assert own.find("pension").euros == D(pension)
    assert ("east" in finished(day, {**EMPLOYED, "gross_pay": pay, "first_job": "yes", **more}).given) is (
        "east" in more
    )


# By when ----------------------------------------------------------------------------------------------------------------


def days(advice):
    return {deadline.code: deadline.on for deadline in advice.deadlines}


@pytest.mark.parametrize(
    ("start", "last"),
    [
        pytest.param("2026-10-01", date(2027, 1, 1), id="start on 1 October"),
        pytest.param("2026-11-30", date(2027, 2, 28), id="a month without that day"),
        pytest.param("2023-11-30", date(2024, 2, 29), id="a leap year"),
    ],
)
def test_three_months_to_join(start, last):
    """§ 9 Abs. 2 Nr. 3 SGB V: after the day the work is taken up."""
    advice = advice_for(EMPLOYED, start, gross_pay="9000", east="no", first_job="yes", job_start=start)
    assert days(advice) == {"guest-worker-join": last}


def test_a_job_begins_the_duty_and_two_weeks_to_name_the_fund():
    """§ 186 Abs. 1, § 175 Abs. 3 Satz 2 SGB V."""
    advice = advice_for(EMPLOYED, job_start="2026-10-01")
    assert days(advice) == {
        "guest-worker-duty-begins": date(2026, 10, 1),
        "tell-employer-your-fund": date(2026, 10, 14),
    }
    assert advice.deadlines[0].begins


def test_a_posting_has_its_last_day():
    """24 months from 1 October 2026 end on 30 September 2028; the A1 is there before."""
    advice = advice_for(POSTED, job_start="2026-10-01")
    assert days(advice) == {
        "a1-first": date(2026, 9, 30),
        "posting-ends": date(2028, 9, 30),
    }


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(ALONE, id="self-employed"),
        pytest.param({**EMPLOYED, "gross_pay": "500", "home_cover": "statutory"}, id="a minijob"),
        pytest.param({**HARVEST, "short_term": "yes", "home_cover": "statutory"}, id="a short-term job"),
        pytest.param(LATER, id="a later job above the limit"),
    ],
)
def test_time_to_join_after_the_insurance_at_home(given):
    """§ 9 Abs. 2 Nr. 1 SGB V; a membership here goes on by itself (§ 188 Abs. 4 SGB V)."""
    assert days(advice_for(given, home_cover_ends="2026-09-30")) == {"join-after-home-cover": date(2026, 12, 31)}
    assert days(advice_for(given, country="DE")) == {"follow-on": None}
    assert days(advice_for(given, home_cover="private")) == {}
    assert days(advice_for(given, country="GB", may_work="yes")) == {"join-after-home-cover": None}
    assert days(advice_for(given, country="TR", may_work="yes")) == {}
    assert days(advice_for(given, country="UA", may_work="yes")) == {}


LATER_JOB = [
    pytest.param("HU", "statutory", {"statutory_voluntary": "voluntary-with-periods"}, id="a coordinated state"),
    pytest.param("DE", "statutory", {"statutory_voluntary": "employee-membership-goes-on"}, id="a fund here"),
    pytest.param("DE", "private", {"statutory_voluntary": "no-earlier-periods"}, id="private here"),
    pytest.param("UA", "statutory", {"statutory_voluntary": "no-earlier-periods"}, id="periods that do not count"),
]


@pytest.mark.parametrize(("country", "cover", "expected"), LATER_JOB)
def test_above_the_limit_a_later_job_opens_the_funds_by_earlier_periods_only(country, cover, expected):
    """§ 9 Abs. 1 Nr. 1, § 188 Abs. 4 SGB V."""
    found = advice_for(LATER, country=country, home_cover=cover, may_work="yes")
    ways = {route.code: route.reason for route in found.routes}
    assert ways == expected | {"private_full": "employee-above-limit-private"}
    joins = "voluntary-with-periods" in ways.values()
    assert ("proof-of-earlier-periods" in found.documents) is joins
    assert ("returning-worker" in found.cautions) is (country == "UA")


def test_a_first_job_above_the_limit_does_not_ask_about_the_insurance_until_now():
    """§ 9 Abs. 1 Satz 1 Nr. 3 SGB V opens the funds by itself."""
    given = finished(TODAY, {**LATER, "first_job": "yes"}).given
    assert not {"home_cover", "home_cover_ends"} & set(given)


@pytest.mark.parametrize("given", [EMPLOYED, POSTED, {**EMPLOYED, "gross_pay": "9000", "first_job": "yes"}])
def test_without_the_day_the_rule_is_stated(given):
    deadlines = advice_for(given).deadlines
    assert deadlines
    assert all(deadline.on is None and deadline.law for deadline in deadlines)


# What is asked ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "more", "number"),
    [
        pytest.param(EMPLOYED, {}, 8, id="an employee"),
        pytest.param(POSTED, {}, 6, id="a posted employee"),
        pytest.param(ALONE, {"home_cover": "none"}, 3, id="self-employed without periods"),
        pytest.param(ALONE, {}, 9, id="self-employed with periods"),
        pytest.param(HARVEST, {"short_term": "yes", "home_cover": "private"}, 4, id="a short-term job"),
    ],
)
def test_how_many_questions(given, more, number):
    assert len(finished(TODAY, {**given, **more}).given) == number


def test_the_range_of_questions_left_is_honest():
    fewest, most = questions_left(walk(FLOW, {}, figures().on(date.fromisoformat(TODAY))))
    assert fewest <= 2
    assert most >= 10


@pytest.mark.parametrize(("day", "asked"), [("2023-06-30", False), ("2023-07-01", True)])
def test_children_under_25_count_since_july_2023(day, asked):
    step = finished(day, {**EMPLOYED, "children": "3", "children_under_25": "2"})
    assert ("children_under_25" in step.given) is asked


@pytest.mark.parametrize(
    ("day", "pay", "outcome"),
    [
        pytest.param("2022-09-30", "450.01", "guest-worker-employee", id="above 450 on the last day"),
        pytest.param("2022-10-01", "450.01", "guest-worker-marginal", id="below 520 on the first day"),
        pytest.param("2022-10-01", "520", "guest-worker-marginal", id="at 520"),
        pytest.param("2022-10-01", "520.01", "guest-worker-employee", id="a cent above 520"),
        pytest.param("2027-01-01", "633", "guest-worker-marginal", id="at the limit of 2027"),
        pytest.param("2019-12-31", "5062.51", "guest-worker-first-job-above-limit", id="above the annual limit of 2019"),
        pytest.param("2020-01-01", "5062.51", "guest-worker-employee", id="below that of 2020"),
    ],
)  # fmt: skip
def test_limits_of_the_day(day, pay, outcome):
    assert advice_for(EMPLOYED, day, gross_pay=pay, home_cover="none", first_job="yes").outcome == outcome


@pytest.mark.parametrize(("day", "told"), [("2025-12-31", False), ("2026-01-01", True)])
def test_longer_harvest_jobs_since_2026(day, told):
    """MINI-2, GW-10."""
    advice = advice_for(HARVEST, day, short_term="yes", home_cover="none")
    assert ("guest-worker-harvest" in advice.cautions) is told


def test_after_the_season_only_an_insurance_can_go_on():
    """GW-10: a job that does not insure leaves nothing to go on."""
    assert "guest-worker-seasonal" in advice_for(HARVEST).cautions
    assert "guest-worker-seasonal" not in advice_for(HARVEST, short_term="yes", home_cover="none").cautions
    assert "guest-worker-seasonal" not in advice_for(HARVEST, gross_pay="500", home_cover="none").cautions


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({**ALONE, "home_cover": "none"}, id="self-employed"),
        pytest.param({**EMPLOYED, "gross_pay": "500", "home_cover": "none"}, id="minijob"),
        pytest.param({**HARVEST, "short_term": "yes", "home_cover": "none"}, id="short-term job"),
    ],
)
def test_without_cover_in_germany_the_last_fund_comes_first(given):
    """§ 5 Abs. 1 Nr. 13 SGB V."""
    assert "last-fund" in advice_for(given, country="DE").cautions
    assert "last-fund" not in advice_for(given).cautions


def test_leaving_the_statutory_system_is_said_to_be_hard_where_it_may_be_chosen():
    """PKV-4, PKV-10."""
    assert {"health-questions", "return-to-statutory-is-hard"} <= set(advice_for(ALONE).cautions)


def test_in_the_transition_range_it_is_said():
    assert "guest-worker-transition-range" in advice_for(EMPLOYED, gross_pay="2000").cautions
    assert "guest-worker-transition-range" not in advice_for(EMPLOYED, gross_pay="2000.01").cautions


def test_until_june_2019_the_range_has_its_former_name():
    """§ 20 Abs. 2 SGB IV a.F.: Gleitzone, up to 850 euros."""
    before, after = (advice_for(EMPLOYED, day, gross_pay="850").cautions for day in ("2019-06-30", "2019-07-01"))
    assert ("guest-worker-transition-range-former" in before, "guest-worker-transition-range" in before) == (
        True,
        False,
    )
    assert ("guest-worker-transition-range-former" in after, "guest-worker-transition-range" in after) == (False, True)


# What would change it, what is not known --------------------------------------------------------------------------------


def found(given, **more):
    step = finished(TODAY, {**given, **more})
    return {(c.question, c.value): c.outcome for c in changes(step, advise(step))}


def test_the_exact_thresholds_are_found():
    """Nearest first: the transition range and the ceiling, then what makes another outcome."""
    assert {value for key, value in found(EMPLOYED) if key == "gross_pay"} == {"2000", "5812.51"}
    assert found(EMPLOYED, gross_pay="700")["gross_pay", "603"] == "guest-worker-marginal"
    assert ("gross_pay", "6450.01") in found(EMPLOYED, gross_pay="6000")
    assert found(POSTED)["posting_months", "25"] == "guest-worker-employee"
    little = {**SEVERAL, "lives_in": "germany", "seat": "other"}
    assert found(little)["home_share", "25"] == "guest-worker-employee"


def test_not_sure_about_permission_gives_both_ways():
    advice = advice_for(EMPLOYED, country="UA", may_work="unsure")
    assert advice.outcome == "it-depends"
    assert {a.advice.outcome for a in advice.alternatives} == {"guest-worker-employee", "guest-worker-no-permit"}
    assert advice.unsure == ("may_work",)


def test_in_2027_what_is_missing_is_named():
    day = "2027-02-01"
    refused = advice_for(EMPLOYED, day, first_job="yes", home_cover="statutory").refused
    assert refused.name == "compulsory_insurance_threshold_per_year"
    assert refused.last_known == D(77400)
    assert {r.name for r in advice_for(EMPLOYED, day, gross_pay="600", home_cover="none").missing()} == {
        "marginal_employer_health_rate"
    }
    assert advice_for(POSTED, day).missing() == ()


def test_the_draft_of_2027_moves_the_annual_limit():
    """84,150 euros a year: 7,012.50 a month."""
    day = "2027-02-01"
    assert advice_for(EMPLOYED, day, draft=True, gross_pay="7012.50").outcome == "guest-worker-employee"
    above = advice_for(EMPLOYED, day, draft=True, gross_pay="7012.51", first_job="yes")
    assert above.outcome == "guest-worker-first-job-above-limit"
    assert above.provisional


@pytest.mark.parametrize("day", ["2019-03-01", "2019-10-01", "2023-08-01", TODAY])
def test_every_outcome_is_reached(day):
    law = figures().on(date.fromisoformat(day))
    found = deciding(FLOW, law).ways
    assert {way.outcome for way in found} == {outcome.key for outcome in FLOW.outcomes}
    assert sum(way.cases for way in found) < 100_000


def test_the_flow_may_travel_in_an_address():
    """May you work here: yes or no is no sensitive question."""
    assert not FLOW.private


@pytest.mark.parametrize(
    ("country", "age", "told"),
    [
        pytest.param("DE", "55", True, id="in Germany, at the age limit"),
        pytest.param("DE", "54", False, id="in Germany, a year younger"),
        pytest.param("HU", "60", False, id="new to Germany"),
    ],
)
def test_people_of_55_are_told_that_the_way_back_may_be_barred(country, age, told):
    found = advice_for({**EMPLOYED, "country": country, "age": age})
    assert ("return-barred-by-age" in found.cautions) == told


@pytest.mark.parametrize(
    ("pay", "warned"),
    [
        pytest.param("6450", True, id="77,400 euros a year do not exceed the limit of 2026"),
        pytest.param("6450.01", False, id="one cent a month more does"),
    ],
)
@pytest.mark.parametrize("first_job", ["yes", "no"])
def test_a_limit_that_overtakes_the_pay_in_january_is_told(pay, warned, first_job):
    """§ 6 Abs. 4 Satz 2 SGB V; in 2025 the limit is 73,800 euros."""
    above = advice_for(LATER, "2025-12-01", gross_pay=pay, first_job=first_job)
    assert above.duty == "statutory_or_private"
    assert ("employee-limit-may-rise" in above.cautions) is warned


@pytest.mark.parametrize(("country", "closed"), [("TR", "home_treaty"), ("UA", "home_private")])
def test_somebody_sent_by_another_employer_is_told_which_cover_from_home_is_closed(country, closed):
    """A treaty that gives care in kind would have given it to a posted person; without one there is only a policy."""
    found = advice_for({**EMPLOYED, **POSTED}, country=country, may_work="yes", posted_by="other")
    [route] = [route for route in found.routes if route.reason == "guest-worker-posting-other-employer"]
    assert (route.code, route.status) == (closed, "closed")


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param(EMPLOYED, "guest-worker-employee", id="below the limit"),
        pytest.param(LATER | {"first_job": "yes"}, "guest-worker-first-job-above-limit", id="a first job above it"),
        pytest.param(LATER, "guest-worker-above-limit", id="a later job above it"),
    ],
)
@pytest.mark.parametrize(("age", "told"), [("63", False), ("64", True)])
def test_the_age_alone_spares_the_share_of_unemployment_insurance(given, outcome, age, told):
    """§ 28 Abs. 1 Nr. 1 SGB III; the caution tells it to everybody of an age at which it may be so."""
    found = advice_for(given, age=age)
    assert found.outcome == outcome
    assert ("pay-old-age-pension" in found.cautions) is told


def test_at_that_age_the_self_employed_pay_no_such_share():
    assert "pay-old-age-pension" not in advice_for(ALONE, age="70").cautions

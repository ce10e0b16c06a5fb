"""Au-pairs, interns, trainees and exchange pupils by hand: the guide's chapter PIA, published examples, boundary days."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.content.seeds import readable
from advisor.flows.au_pair import FLOW
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.interview.explore import questions_left
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures

TODAY = "2026-11-22"
AU_PAIR = {
    "au_pair_stay": "au_pair", "au_pair_pay": "280", "country": "HU", "home_cover": "statutory", "age": "20",
    "au_pair_citizen": "yes", "au_pair_months": "12", "au_pair_host_pays": "yes", "last_statutory": "no", "au_pair_entry": "none",
}  # fmt: skip
WITH_VISA = AU_PAIR | {"country": "UA", "au_pair_citizen": "no"}
PUPIL = {
    "au_pair_stay": "exchange_pupil", "au_pair_lodging": "host_family", "country": "HU", "home_cover": "statutory",
    "age": "16", "last_statutory": "no", "au_pair_entry": "none",
}  # fmt: skip
INTERN = {
    "au_pair_stay": "intern", "au_pair_internship": "voluntary", "au_pair_pay": "1000", "country": "HU",
    "home_cover": "statutory", "age": "24", "children": "0", "children_under_25": "0", "saxony": "no",
    "additional_rate": "average", "au_pair_work_start": "none", "au_pair_entry": "none",
    "last_statutory": "no",
}  # fmt: skip
UNPAID = INTERN | {"au_pair_internship": "before_or_after", "au_pair_pay": "0", "home_cover": "none"}
TRAINEE = INTERN | {"au_pair_internship": "training"}


def advice(given, on=TODAY, draft=False, **answers):
    step = walk(FLOW, given | answers, figures().on(date.fromisoformat(on), draft))
    assert step.due is None, step.problem or step.due.key
    return advise(step)


def outcome(given, on=TODAY, **answers):
    return advice(given, on, **answers).outcome


def statuses(result):
    return {route.code: route.status for route in result.routes}


def reasons(result):
    return {route.code: route.reason for route in result.routes}


def deadlines(result):
    return {deadline.code: deadline.on for deadline in result.deadlines}


def day(text):
    return date.fromisoformat(text)


# PIA-5: home or German cover, by the state of insurance --------------------------------------------------------------

EHIC, TREATY = {"home_ehic": "required"}, {"home_treaty": "required"}
ORIGINS = [
    pytest.param("HU", "statutory", EHIC, "au-pair-home-cover", id="EU: card"),
    pytest.param("NO", "statutory", EHIC, "au-pair-home-cover", id="EEA: card"),
    pytest.param("CH", "statutory", EHIC, "au-pair-home-cover", id="Switzerland: card"),
    pytest.param("GB", "statutory", EHIC, "au-pair-home-cover", id="United Kingdom: card"),
    pytest.param("TR", "statutory", TREATY, "au-pair-home-cover", id="treaty with treatment: form"),
    pytest.param("HU", "none", {"home_ehic": "closed"}, "au-pair-host-family-pays", id="EU without insurance: no card"),
    pytest.param("HU", "private", {"home_ehic": "closed", "home_private": "possible"}, "au-pair-host-family-pays",
                 id="EU with private insurance: policy from home if it pays here"),
    pytest.param("TR", "none", {"home_treaty": "closed"}, "au-pair-host-family-pays", id="treaty, not insured: no form"),
    pytest.param("US", "statutory", {"home_treaty": "closed"}, "au-pair-host-family-pays", id="neither: private policy"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "cover", "expected", "key"), ORIGINS)
def test_cover_follows_the_state_of_insurance(country, cover, expected, key):
    found = advice(AU_PAIR, country=country, home_cover=cover)
    assert found.outcome == key
    assert expected.items() <= statuses(found).items()


SCOPES = [
    pytest.param("IL", "au-pair-treaty-maternity-only", id="Israel: maternity only"),
    pytest.param("MA", "au-pair-treaty-cash-only", id="Morocco: cash only"),
    pytest.param("XK", "au-pair-treaty-unverified", id="Kosovo: not verified, no treatment asserted"),
    pytest.param("UA", "au-pair-no-treaty", id="Ukraine: none"),
    pytest.param("AL", "au-pair-no-treaty", id="Albania: treaty without sickness"),
]


@pytest.mark.parametrize(("country", "reason"), SCOPES)
@pytest.mark.parametrize("given", [WITH_VISA, PUPIL, INTERN | {"au_pair_pay": "0"}], ids=["au-pair", "pupil", "intern"])
def test_a_treaty_without_treatment_pays_nothing(given, country, reason):
    found = advice(given, country=country)
    assert statuses(found)["home_treaty"] == "closed"
    assert reasons(found)["home_treaty"] == reason
    assert "private_visitor" in statuses(found)
    assert "home_cover" not in found.answers


def test_treaty_states_of_the_footnote_give_treatment():
    """STA-3: Bosnia and Herzegovina, Montenegro, North Macedonia, Serbia, Türkiye, Tunisia."""
    for country in ("BA", "ME", "MK", "RS", "TR", "TN"):
        found = advice(PUPIL, country=country)
        assert (found.outcome, statuses(found)["home_treaty"]) == ("au-pair-pupil-home-cover", "required")
        assert found.documents[1] == "treaty-form"


def test_the_card_of_the_united_kingdom_stands_on_its_own_treaty():
    def law(on):
        return next(route.law for route in advice(PUPIL, on, country="GB").routes if route.code == "home_ehic")

    assert law("2020-12-31") == ("Art. 19 VO (EG) 883/2004",)
    assert "Königreich" in law("2021-01-01")[0]


# PIA-1, PIA-6: health and accident cover, and who pays ---------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        AU_PAIR, WITH_VISA, PUPIL, INTERN | {"au_pair_internship": "during_studies"}, INTERN | {"au_pair_pay": "0"},
        WITH_VISA | {"age": "30"}, PUPIL | {"country": "UA"}, PUPIL | {"country": "DE"}, PUPIL | {"au_pair_lodging": "insured_parent"},
    ],
)  # fmt: skip
def test_accident_insurance_is_always_required_and_proved(given):
    found = advice(given)
    assert statuses(found)["accident_policy"] == "required"
    assert "au-pair-accident-policy" in found.documents
    assert len([route for route in found.routes if route.status == "required"]) in (1, 2)


def test_the_host_family_pays():
    found = advice(WITH_VISA)
    assert (found.outcome, found.duty) == ("au-pair-host-family-pays", "not_insured_here")
    assert statuses(found) == {
        "host_family_policy": "required", "accident_policy": "required", "private_visitor": "possible",
        "home_treaty": "closed", "marginal_job": "closed",
    }  # fmt: skip
    assert all(route.market for route in found.routes[:3])
    assert found.amounts == ()


def test_the_host_family_does_not_pay():
    found = advice(WITH_VISA, au_pair_host_pays="no")
    assert found.outcome == "au-pair-own-policy"
    assert (statuses(found)["private_visitor"], statuses(found)["host_family_policy"]) == ("required", "possible")


def test_not_knowing_who_pays_shows_both():
    found = advice(WITH_VISA, au_pair_host_pays="unsure")
    assert {one.advice.outcome for one in found.alternatives} == {"au-pair-host-family-pays", "au-pair-own-policy"}
    assert found.duty == "not_insured_here"


def test_with_the_card_nobody_is_asked_who_pays():
    found = advice(AU_PAIR)
    assert "au_pair_host_pays" not in found.answers
    assert statuses(found)["host_family_policy"] == "possible"


# PIA-7: age and length of the stay -----------------------------------------------------------------------------------

AGES = [
    pytest.param("17", "au-pair-too-young", id="17 is too young"),
    pytest.param("18", "au-pair-host-family-pays", id="18 is old enough"),
    pytest.param("26", "au-pair-host-family-pays", id="26 is young enough"),
    pytest.param("27", "au-pair-too-old", id="27 is too old"),
]


@pytest.mark.parametrize("on", ["2019-03-01", TODAY, "2027-02-01"])
@pytest.mark.parametrize(("age", "key"), AGES)
def test_age_with_a_visa(age, key, on):
    assert outcome(WITH_VISA, on, age=age) == key


@pytest.mark.parametrize("age", ["17", "27", "30", "31", "45"])
def test_no_age_limit_without_a_visa(age):
    found = advice(AU_PAIR, age=age)
    assert found.outcome == "au-pair-home-cover"
    usual = "au-pair-above-usual-age" if int(age) > 30 else "au-pair-no-age-limit"
    assert usual in found.cautions
    assert "au_pair_months" not in found.answers


def test_citizenship_counts_not_the_state_of_insurance():
    assert outcome(AU_PAIR, age="27", au_pair_citizen="no") == "au-pair-too-old"
    assert outcome(WITH_VISA, age="27", au_pair_citizen="yes") == "au-pair-host-family-pays"
    assert outcome(AU_PAIR, country="GB", age="27", au_pair_citizen="no") == "au-pair-too-old"


@pytest.mark.parametrize(("months", "key"), [("12", "au-pair-host-family-pays"), ("13", "au-pair-too-long")])
def test_at_most_a_year_with_a_visa(months, key):
    assert outcome(WITH_VISA, au_pair_months=months) == key


@pytest.mark.parametrize("answers", [{"age": "17"}, {"age": "27"}, {"au_pair_months": "13"}])
def test_insurance_advice_is_given_also_without_a_visa(answers):
    found = advice(WITH_VISA, **answers)
    assert {"private_visitor", "host_family_policy", "accident_policy"} <= set(statuses(found))
    assert found.authority == "au-pair-visa-office"
    assert statuses(advice(WITH_VISA, country="TR", **answers))["home_treaty"] == "required"


def test_conditions_of_the_visa_are_shown_to_those_who_need_one():
    assert "au-pair-visa-conditions" in advice(WITH_VISA).cautions
    assert "au-pair-visa-conditions" not in advice(AU_PAIR).cautions


def test_work_and_travel_and_pocket_money():
    assert {"au-pair-work-and-travel", "au-pair-compare-policies", "au-pair-usual-amounts"} <= set(
        advice(WITH_VISA).cautions
    )


# PIA-2, PIA-3, MINI: pay that insures --------------------------------------------------------------------------------

LIMITS = [
    ("2019-01-01", "450"), ("2022-09-30", "450"), ("2022-10-01", "520"), ("2023-12-31", "520"), ("2024-01-01", "538"),
    ("2025-01-01", "556"), ("2025-12-31", "556"), ("2026-01-01", "603"), ("2026-12-31", "603"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "limit"), LIMITS)
def test_the_limit_of_the_day(on, limit):
    above = str(D(limit) + D("0.01"))
    assert outcome(INTERN, on, au_pair_pay=limit) == "au-pair-intern-home-cover"
    assert outcome(INTERN, on, au_pair_pay=above) == "au-pair-intern-employee"
    assert outcome(WITH_VISA, on, au_pair_pay=limit) == "au-pair-host-family-pays"
    assert outcome(WITH_VISA | INTERN | {"au_pair_stay": "au_pair"}, on, au_pair_pay=above) == "au-pair-paid-like-a-job"


def test_an_intern_in_the_transition_range():
    """Published example midi_2023h2_1000_childless."""
    found = advice(INTERN, "2023-07-01", age="50")
    insured, employer = found.amounts
    assert insured.euros == D("137.67")
    assert insured.find("care").euros == D("16.38")
    assert insured.find("pension").euros == D("60.32")
    assert employer.payer == "employer"
    assert statuses(found) == {"statutory_employee": "required", "private_full": "closed", "private_visitor": "closed"}
    assert found.routes[0].cost.euros == D("52.54") + D("16.38")


def test_a_required_internship_knows_no_transition_range():
    """1000 euros in full: 73.00 + 14.50 + 24.00 + 93.00 + 13.00 (law notes, 3: not for mandatory-course interns)."""
    required = advice(INTERN, au_pair_internship="before_or_after")
    assert required.outcome == "au-pair-training"
    assert required.amounts[0].euros == D("217.50")
    assert advice(INTERN).amounts[0].euros < D("217.50")


def test_a_required_internship_during_the_studies_is_free_whatever_it_pays():
    found = advice(INTERN, au_pair_internship="during_studies")
    assert found.outcome == "au-pair-intern-home-cover"
    assert "au_pair_pay" not in found.answers
    assert reasons(found)["statutory_employee"] == "au-pair-internship-of-studies"
    assert {"work-ends-home-cover", "au-pair-enrolled-in-germany"} <= set(found.cautions)


def test_above_the_annual_limit_the_system_may_be_chosen():
    """77400 euros in 2026: 6450 a month are not above it."""
    assert outcome(INTERN, au_pair_pay="6450") == "au-pair-intern-employee"
    found = advice(INTERN, au_pair_pay="6450.01", au_pair_work_start="2026-10-01")
    assert (found.outcome, found.duty) == ("au-pair-above-annual-limit", "statutory_or_private")
    assert deadlines(found)["join-after-first-job"] == day("2027-01-01")


def test_children_are_proved_to_the_fund():
    assert "children-proof" in advice(INTERN, children="1").documents
    assert "children-proof" in advice(UNPAID, children="1").documents
    assert "children-proof" not in advice(INTERN).documents


def test_small_pay_and_home_cover_is_an_open_point():
    assert "au-pair-minijob-and-home-cover" in advice(INTERN, au_pair_pay="400").cautions
    assert "au-pair-minijob-and-home-cover" not in advice(INTERN, au_pair_pay="0").cautions


REQUIRED = INTERN | {"au_pair_internship": "before_or_after", "home_cover": "none"}


@pytest.mark.parametrize(
    ("pay", "key"),
    [
        pytest.param("0", "au-pair-student-rate", id="nothing: the student tariff"),
        pytest.param("0.01", "au-pair-training-low-pay", id="a cent"),
        pytest.param("325", "au-pair-training-low-pay", id="at the limit of low pay"),
        pytest.param("325.01", "au-pair-training", id="a cent above it"),
        pytest.param("500", "au-pair-training", id="below the minijob limit"),
        pytest.param("603.01", "au-pair-training", id="above it"),
        pytest.param("6450.01", "au-pair-training", id="above the annual limit, which is for employees"),
    ],
)
def test_a_required_internship_before_or_after_the_studies_is_training(pay, key):
    """Insured whatever it pays; low pay costs the intern nothing (§ 5 Abs. 1 Nr. 1 SGB V, § 20 Abs. 3 SGB IV)."""
    found = advice(REQUIRED, au_pair_pay=pay)
    assert (found.outcome, found.duty) == (key, "statutory_compulsory")
    assert statuses(found)["statutory_trainee"] == "required"
    assert "au-pair-study-rules" in found.documents


def test_a_required_internship_costs_what_training_costs():
    required, training = advice(REQUIRED, au_pair_pay="500"), advice(TRAINEE, au_pair_pay="500")
    assert required.amounts == training.amounts
    assert required.routes == training.routes
    assert required.routes[0].law == ("§ 5 Abs. 1 Nr. 1 SGB V", "§ 7 Abs. 1 Satz 1 Nr. 1 SGB V")
    assert "au-pair-study-rules" not in training.documents
    assert advice(REQUIRED, au_pair_pay="325").amounts[0].euros == 0


def test_a_required_internship_with_pay_ends_cover_from_home():
    assert outcome(REQUIRED, home_cover="statutory", au_pair_pay="1") == "au-pair-training-low-pay"


@pytest.mark.parametrize("kind", ["during_studies", "voluntary"])
def test_other_internships_with_small_pay_insure_nobody(kind):
    assert outcome(REQUIRED, au_pair_internship=kind, au_pair_pay="500") == "au-pair-intern-policy"


# Unpaid practice: the student tariff ---------------------------------------------------------------------------------


def test_the_student_tariff_of_october_2019():
    """76.04 + 24.55 = 100.59 before the additional contribution, 107.29 with the average rate (stu_2019)."""
    assert advice(UNPAID, "2019-10-01", additional_rate="0").amounts[0].euros == D("100.59")
    assert advice(UNPAID, "2019-10-01").amounts[0].euros == D("107.29")
    found = advice(UNPAID, "2019-10-01", age="22", additional_rate="0")
    assert found.amounts[0].euros == D("98.73")
    assert found.routes[0].law == ("§ 5 Abs. 1 Nr. 10 SGB V",)


def test_unpaid_practice_with_a_card_stays_at_home():
    assert outcome(UNPAID, home_cover="statutory") == "au-pair-intern-home-cover"
    assert outcome(UNPAID, home_cover="private") == "au-pair-student-rate"


@pytest.mark.parametrize(("age", "key"), [("29", "au-pair-student-rate"), ("30", "au-pair-intern-policy")])
def test_unpaid_internships_end_with_the_age_of_students(age, key):
    assert outcome(UNPAID, age=age) == key


def test_one_cent_of_pay_ends_the_student_tariff():
    assert outcome(UNPAID, au_pair_pay="0.01") == "au-pair-training-low-pay"


def test_an_unpaid_internship_of_own_choice_gives_nothing():
    assert outcome(UNPAID, au_pair_internship="voluntary") == "au-pair-intern-policy"


def test_exemption_within_three_months():
    found = advice(UNPAID, au_pair_work_start="2026-10-01")
    assert deadlines(found) == {
        "au-pair-practice-begins": day("2026-10-01"), "au-pair-exemption": day("2026-12-31"),
    }  # fmt: skip
    assert statuses(found)["private_student"] == "possible"
    late = advice(UNPAID, "2026-12-31", au_pair_work_start="2026-09-30")
    assert "private_student" not in statuses(late)
    assert "au-pair-exemption" not in deadlines(late)


@pytest.mark.parametrize("pay", ["0.01", "1", "603"])
def test_even_a_cent_of_small_pay_is_told_to_bring_no_insurance(pay):
    assert statuses(advice(INTERN, au_pair_pay=pay))["marginal_job"] == "closed"


@pytest.mark.parametrize(("on", "possible"), [("2026-11-02", True), ("2026-11-03", False)])
def test_an_exemption_whose_time_ends_on_a_saturday_may_be_asked_for_on_the_monday(on, possible):
    """§ 26 Abs. 3 SGB X."""
    found = advice(UNPAID, on, au_pair_work_start="2026-08-01")
    assert ("private_student" in statuses(found)) is possible


@pytest.mark.parametrize(("on", "possible"), [("2026-12-31", True), ("2027-01-01", False)])
def test_the_last_day_of_the_exemption_is_still_in_time(on, possible):
    """Three months that begin on 1 October end on 31 December (§ 8 Abs. 2 SGB V, § 188 Abs. 2 BGB)."""
    found = advice(UNPAID, on, draft=on > "2027", au_pair_work_start="2026-10-01")
    assert ("private_student" in statuses(found)) is possible
    assert ("au-pair-exemption" in deadlines(found)) is possible


# Vocational training: always insured ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pay", "key"),
    [
        ("0", "au-pair-student-rate"),
        ("0.01", "au-pair-training-low-pay"),
        ("325", "au-pair-training-low-pay"),
        ("325.01", "au-pair-training"),
        ("603", "au-pair-training"),
        ("7000", "au-pair-training"),
    ],
)
def test_training_is_insured_whatever_it_pays(pay, key):
    found = advice(TRAINEE, au_pair_pay=pay, home_cover="none")
    assert (found.outcome, found.duty) == (key, "statutory_compulsory")
    assert found.routes[0].code == "statutory_trainee"


def test_low_paid_training_costs_the_trainee_nothing():
    found = advice(TRAINEE, au_pair_pay="325")
    assert [amount.euros for amount in found.amounts] == [D("0.00"), D("139.43")]
    assert {"saxony", "additional_rate"}.isdisjoint(found.answers)


def test_training_in_saxony():
    """Half a point of care more: 5.00 on 1000 euros."""
    there, elsewhere = (advice(TRAINEE, saxony=where).amounts[0].euros for where in ("yes", "no"))
    assert there - elsewhere == D("5.00")


def test_unpaid_training_knows_no_age_limit_and_no_exemption():
    found = advice(UNPAID, au_pair_internship="training", age="40")
    assert found.outcome == "au-pair-student-rate"
    assert "private_student" not in statuses(found)
    assert "exemption-is-final" not in found.cautions


# Exchange pupils -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "key"), [("16", "au-pair-pupil-family"), ("24", "au-pair-pupil-family"), ("25", "au-pair-pupil-policy")]
)
def test_family_insurance_with_an_insured_parent(age, key):
    found = advice(PUPIL, au_pair_lodging="insured_parent", age=age)
    assert found.outcome == key
    assert "country" not in found.answers


@pytest.mark.parametrize("lodging", ["host_family", "elsewhere"])
def test_pupils_without_a_parent_here(lodging):
    assert outcome(PUPIL, au_pair_lodging=lodging) == "au-pair-pupil-home-cover"
    found = advice(PUPIL, au_pair_lodging=lodging, country="US")
    assert found.outcome == "au-pair-pupil-policy"
    assert statuses(found)["private_visitor"] == "required"
    assert "age" not in found.answers


# People who live in Germany already ----------------------------------------------------------------------------------

IN_GERMANY = [
    pytest.param("statutory", "no", "au-pair-statutory-in-germany", "statutory_follow_on", id="in a fund"),
    pytest.param("none", "yes", "au-pair-statutory-in-germany", "statutory_catch_all", id="last in a fund"),
    pytest.param("none", "no", "au-pair-private-in-germany", "private_full", id="never in a fund"),
    pytest.param("private", "no", "au-pair-private-in-germany", "private_full", id="with a private insurer"),
]


@pytest.mark.parametrize("given", [AU_PAIR, PUPIL, INTERN | {"au_pair_pay": "0"}], ids=["au-pair", "pupil", "intern"])
@pytest.mark.parametrize(("cover", "last", "key", "route"), IN_GERMANY)
def test_insured_in_germany_already(given, cover, last, key, route):
    found = advice(given, country="DE", home_cover=cover, last_statutory=last)
    assert found.outcome == key
    assert statuses(found)[route] == "required"
    assert "au_pair_entry" not in found.answers


# Days ----------------------------------------------------------------------------------------------------------------


def test_cover_from_the_day_of_entry_and_the_longest_stay():
    found = advice(WITH_VISA, au_pair_entry="2026-12-01")
    assert deadlines(found) == {
        "au-pair-cover-from-entry": day("2026-12-01"), "au-pair-longest-stay": day("2027-11-30"),
    }  # fmt: skip
    assert found.deadlines[0].begins
    assert not found.deadlines[1].begins


def test_the_longest_stay_from_a_leap_day():
    assert deadlines(advice(WITH_VISA, "2024-02-01", au_pair_entry="2024-02-29"))["au-pair-longest-stay"] == day(
        "2025-02-28"
    )


def test_without_the_day_only_the_rule_is_stated():
    assert deadlines(advice(WITH_VISA)) == {"au-pair-cover-from-entry": None, "au-pair-longest-stay": None}


def test_citizens_of_the_union_may_stay_longer():
    assert deadlines(advice(AU_PAIR, au_pair_entry="2026-12-01")) == {"au-pair-cover-from-entry": day("2026-12-01")}


def test_the_fund_is_named_within_two_weeks_of_the_start():
    """§ 175 Abs. 3 Satz 2 SGB V: the first day counts."""
    found = advice(INTERN, au_pair_work_start="2026-10-01")
    assert deadlines(found)["tell-employer-your-fund"] == day("2026-10-14")
    assert deadlines(found)["au-pair-work-begins"] == day("2026-10-01")


# Figures that are not yet known --------------------------------------------------------------------------------------


def test_next_year_a_job_is_refused_by_the_annual_limit():
    for given in (INTERN, INTERN | {"au_pair_stay": "au_pair"}):
        found = advice(given, "2027-02-01")
        assert (found.outcome, found.refused.name) == ("", "compulsory_insurance_threshold_per_year")
    assert outcome(INTERN, "2026-12-31") == "au-pair-intern-employee"


def test_next_year_training_is_decided_and_its_price_refused_by_name():
    found = advice(TRAINEE, "2027-01-01")
    assert found.outcome == "au-pair-training"
    assert "average_additional_rate" in {refused.name for refused in found.missing()}


def test_next_year_cover_without_a_job_is_decided():
    for given in (AU_PAIR, WITH_VISA, PUPIL, INTERN | {"au_pair_pay": "0"}):
        assert advice(given, "2027-02-01").refused is None


def test_with_the_draft_a_job_is_decided():
    found = advice(INTERN, "2027-02-01", draft=True)
    assert found.outcome == "au-pair-intern-employee"
    assert {refused.name for refused in found.missing()} >= {"average_additional_rate"}


def test_the_newer_pocket_money_is_of_low_confidence():
    assert figures().on(day("2023-12-31")).au_pair_pocket_money == 260
    law = figures().on(day(TODAY))
    assert (law.au_pair_pocket_money, law.au_pair_course_subsidy) == (280, 70)
    assert {law.au_pair_pocket_money.confidence, law.au_pair_course_subsidy.confidence} == {"low"}
    assert {"au_pair_pocket_money", "au_pair_course_subsidy"} <= {figure.name for figure in advice(WITH_VISA).figures}


# What would change the result ----------------------------------------------------------------------------------------


def found_changes(given, **answers):
    step = walk(FLOW, given | answers, figures().on(day(TODAY)))
    return {(change.question, change.value): change.outcome for change in changes(step, advise(step))}


def test_the_exact_thresholds_are_found():
    found = found_changes(WITH_VISA)
    assert found["age", "17"] == "au-pair-too-young"
    assert found["age", "27"] == "au-pair-too-old"
    assert found["au_pair_months", "13"] == "au-pair-too-long"
    assert found["au_pair_pay", "603.01"] == "au-pair-paid-like-a-job"
    assert found["au_pair_host_pays", "no"] == "au-pair-own-policy"


def test_the_low_pay_of_trainees_is_found():
    assert found_changes(TRAINEE)["au_pair_pay", "325"] == "au-pair-training-low-pay"


# The flow as a whole -------------------------------------------------------------------------------------------------

DAYS = ["2019-03-01", "2019-10-01", "2023-08-01", "2026-11-22"]


@pytest.mark.parametrize(("on", "draft"), [*((on, False) for on in DAYS), ("2027-02-01", True)])
def test_every_outcome_is_reached_and_the_search_stays_small(on, draft):
    law = figures().on(day(on), draft)
    found = deciding(FLOW, law).ways
    assert {way.outcome for way in found} == {one.key for one in FLOW.outcomes}
    assert sum(way.cases for way in found) < 20_000


def texts_named(found):
    named = {("outcome", found.outcome), ("authority", found.authority)}
    named |= {("reason", route.reason) for route in found.routes}
    named |= {("document", code) for code in found.documents}
    named |= {("deadline", deadline.code) for deadline in found.deadlines}
    return named | {("caution", code) for code in found.cautions}


def test_every_country_has_its_words():
    """The search takes one country of each kind; here each of them is tried with each cover."""
    texts, _ = readable()
    assert {("why", key) for key in FLOW.questions} <= set(texts)
    for given in (AU_PAIR, AU_PAIR | {"age": "31"}, WITH_VISA, PUPIL, INTERN | {"au_pair_pay": "0"}, UNPAID):
        for country in figures().on(day(TODAY)).entries("countries"):
            for cover in ("statutory", "private", "none"):
                assert texts_named(advice(given, country=country, home_cover=cover)) <= set(texts)


def test_usual_ways_are_short():
    assert len(advice(AU_PAIR).answers) == 7
    assert len(advice(WITH_VISA).answers) == 8
    assert len(advice(PUPIL).answers) == 5
    assert len(advice(INTERN, au_pair_internship="during_studies").answers) == 5
    assert len(advice(TRAINEE).answers) == 8


@pytest.mark.parametrize("given", [AU_PAIR, WITH_VISA, PUPIL, INTERN, UNPAID, TRAINEE])
def test_the_range_of_questions_left_is_honest(given):
    law = figures().on(day(TODAY))
    answers = list(advice(given).answers.items())
    for number in range(len(answers)):
        fewest, most = questions_left(walk(FLOW, dict(answers[:number]), law))
        assert fewest <= len(answers) - number - 1 <= most


def test_no_question_is_sensitive():
    assert not FLOW.private

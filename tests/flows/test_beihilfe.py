"""The flow for civil servants of North Rhine-Westphalia and the calculator of their bills."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.library import library
from advisor.flows.beihilfe import FLOW
from advisor.flows.beihilfe_bill_questions import BILL_KIND
from advisor.flows.beihilfe_bills import FLOW as CALCULATOR
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
SINGLE = {"beihilfe_role": "teacher", "beihilfe_married": "no", "beihilfe_children": "none"}
BILLS = {
    "beihilfe_role": "teacher",
    "beihilfe_two_children": "no",
    "bills": "doctor,100,0,self",
    "beihilfe_daily_allowance": "0",
    "beihilfe_allowance_days": "10",
    "beihilfe_pay_grade": "none",
    "beihilfe_part_time": "100",
    "beihilfe_own_share_taken": "0",
    "beihilfe_oldest_bill": "none",
}


def law(day):
    return figures().on(date.fromisoformat(day))


def arrived(flow, answers, day):
    step = walk(flow, answers, law(day))
    assert step.problem is None, step.problem
    assert step.due is None, f"{step.due.key} is still to be answered"
    return step


def advice(day=TODAY, **answers):
    return advise(arrived(FLOW, SINGLE | answers, day))


def result(day=TODAY, **answers):
    return advise(arrived(CALCULATOR, BILLS | answers, day))


def rates(found):
    return [(person.kind, person.rate) for person in found.people]


def problem(flow, answers, day=TODAY):
    found = walk(flow, answers, law(day)).problem
    return found and (found.question.key, found.error.at, str(found.error))


def test_both_are_private_because_they_ask_about_health():
    assert FLOW.private
    assert CALCULATOR.private
    assert CALCULATOR.one_page


def test_a_teacher_in_cologne_with_two_children():
    found = advice(
        beihilfe_married="yes", beihilfe_spouse_income="15000", beihilfe_children="7,training,0,no/10,training,0,no"
    )
    assert found.outcome == "beihilfe-two-children"
    assert found.duty == "beihilfe_and_private"
    assert rates(found) == [("self", 70), ("spouse", 70), ("child", 80), ("child", 80)]
    assert {route.code: route.status for route in found.routes} == {
        "beihilfe": "entitled",
        "private_residual": "possible",
        "statutory_voluntary": "possible",
    }


def test_the_situation_is_asked_of_children_of_age_only():
    """Under 18 a child counts without condition (§ 2 Abs. 2 BVO NRW); at 18 the situation decides."""
    assert rates(advice(beihilfe_children="17,minor,0,no"))[-1] == ("child", 80)
    found = problem(FLOW, SINGLE | {"beihilfe_children": "7,minor,0,no/18,minor,0,no"})
    assert found[:2] == ("beihilfe_children", (1, "beihilfe_child_situation"))
    assert rates(advice(beihilfe_children="18,training,0,no"))[-1] == ("child", 80)


@pytest.mark.parametrize("role", ["civil_servant", "trainee", "teacher"])
def test_one_child_leaves_the_rate_at_half(role):
    found = advice(beihilfe_role=role, beihilfe_children="7,training,0,no")
    assert found.outcome == "beihilfe-active"
    assert rates(found) == [("self", 50), ("child", 80)]


def test_a_child_that_no_longer_counts_does_not_raise_the_rate():
    found = advice(beihilfe_children="7,training,0,no/25,training,0,no")
    assert rates(found) == [("self", 50), ("child", 80), ("child", 0)]
    assert [person.covered for person in found.people] == [True, True, False]


@pytest.mark.parametrize("role", ["retired", "survivor"])
def test_the_rate_in_retirement(role):
    found = advice(beihilfe_role=role)
    assert found.outcome == "beihilfe-retired"
    assert rates(found) == [("self", 70)]
    assert "return-to-statutory-is-hard" not in found.cautions


def test_employed_teachers_have_no_claim():
    found = advice(beihilfe_role="employee")
    assert found.outcome == "beihilfe-employee"
    assert {route.code: route.status for route in found.routes}["beihilfe"] == "closed"
    assert found.people == ()


def test_other_states_have_other_rules():
    assert advice(beihilfe_role="elsewhere").outcome == "beihilfe-elsewhere"


@pytest.mark.parametrize(
    ("day", "income", "rate", "caution"),
    [
        pytest.param("2019-03-01", "18000", 70, "former", id="limit of 2019"),
        pytest.param("2021-12-31", "18000.01", 0, "former", id="last day of the old limit"),
        pytest.param("2022-01-01", "18000.01", 70, "worldwide", id="first day of the new limit"),
        pytest.param("2025-07-01", "23001", 70, "worldwide", id="limit of 2025"),
        pytest.param("2025-07-01", "23001.01", 0, "worldwide", id="a cent above it"),
    ],
)
def test_the_spouse_by_the_limit_of_the_day(day, income, rate, caution):
    found = advice(day, beihilfe_married="yes", beihilfe_spouse_income=income)
    assert rates(found)[1] == ("spouse", rate)
    assert f"beihilfe-spouse-income-{caution}" in found.cautions


def test_the_computed_limit_is_marked_as_uncertain():
    found = advice("2027-01-01", beihilfe_married="yes", beihilfe_spouse_income="24873")
    assert rates(found)[1] == ("spouse", 70)
    assert "uncertain-figure" in found.cautions
    assert found.provisional


def test_the_yearly_own_share_is_told_while_it_is_law():
    assert "beihilfe-own-share" in advice("2021-12-31").cautions
    assert "beihilfe-own-share" not in advice("2022-01-01").cautions


def test_what_is_only_announced_is_said_from_the_year_after_the_announcement():
    for day, announced in (("2019-06-01", False), ("2022-12-31", False), ("2023-01-01", True), (TODAY, True)):
        cautions = advice(day).cautions
        assert ("beihilfe-flat-rate-announced" in cautions) == announced
        assert ("beihilfe-no-flat-rate" in cautions) == (not announced)


def test_papers_by_person():
    found = advice(
        beihilfe_married="yes",
        beihilfe_spouse_income="0",
        beihilfe_children="20,training,0,no/25,training,9,no/30,working,0,yes",
    )
    assert set(found.documents) == {
        "beihilfe-application",
        "private-policy",
        "beihilfe-spouse-income-proof",
        "beihilfe-child-benefit-proof",
        "beihilfe-service-proof",
        "beihilfe-disability-proof",
    }


@pytest.mark.django_db
def test_every_reason_and_caution_has_a_text():
    named = {
        ("reason", person.reason)
        for sample in FLOW.questions["beihilfe_children"].samples
        for income in ("0", "90000")
        for person in advice(beihilfe_married="yes", beihilfe_spouse_income=income, beihilfe_children=sample).people
    }
    named |= {
        ("caution", code) for bills in CALCULATOR.questions["bills"].samples for code in result(bills=bills).cautions
    }
    assert len(named) > 20
    for kind, key in named:
        for language in ("de", "nl", "hu"):
            assert library().get(kind, key, language, law(TODAY)), (kind, key, language)


def test_a_child_too_young_to_have_served():
    key, at, message = problem(FLOW, SINGLE | {"beihilfe_children": "7,training,0,no/10,training,9,no"})
    assert (key, at) == ("beihilfe_children", (1, "beihilfe_child_service"))
    assert "too young" in message


@pytest.mark.parametrize(("age", "can"), [("17", False), ("18", True)])
def test_whoever_is_of_age_may_have_served(age, can):
    assert (problem(FLOW, SINGLE | {"beihilfe_children": f"{age},training,9,no"}) is None) is can


@pytest.mark.parametrize("raw", ["/".join(["7,training,0,no"] * 100), "7,training,0", "121,training,0,no", "7,x,0,no"])
def test_absurd_children_get_a_message(raw):
    assert problem(FLOW, SINGLE | {"beihilfe_children": raw})


# The calculator of bills ----------------------------------------------------------------------------------------------


def test_bills_of_three_persons_at_their_rates():
    found = result(beihilfe_two_children="yes", bills="doctor,100,0,self/doctor,100,0,spouse/dental_lab,100,0,child")
    *sums, together = found.amounts
    assert [bill.find("beihilfe_paid").euros for bill in together.parts] == [70, 70, 56]
    assert [bill.find("private_share").euros for bill in together.parts] == [30, 30, 44]
    assert [each.euros for each in sums] == [196, 0, 104]


def test_hospital_with_two_bed_room_and_private_doctor():
    found = result(bills="hospital,5000,0,self/two_bed_room,600,10,self/private_doctor,2000,10,self")
    assert [each.euros for each in found.amounts[:3]] == [D("3550.00"), D("250.00"), D("3800.00")]
    assert {"beihilfe-bills-hospital-days", "beihilfe-bills-mixed-clinic", "uncertain-figure"} <= set(found.cautions)


@pytest.mark.parametrize("kind", ["two_bed_room", "private_doctor", "private_clinic"])
def test_what_the_days_are_deducted_from_is_said_to_be_open(kind):
    """15 of 300: off the Beihilfe 150 - 15 = 135, off the bill (300 - 15) / 2 = 142.50 (§ 4 Abs. 1 Nr. 2 BVO NRW)."""
    assert "beihilfe-bills-deducted-from" in result(bills=f"{kind},300,1,self").cautions
    assert "beihilfe-bills-deducted-from" not in result(bills="hospital,5000,0,self").cautions


def test_daily_allowance_above_the_free_amount_is_set_off():
    assert (
        "beihilfe_allowance_days" not in arrived(CALCULATOR, BILLS | {"beihilfe_daily_allowance": "100"}, TODAY).given
    )
    found = result(bills="hospital,5000,0,self", beihilfe_daily_allowance="130")
    assert found.amounts[1].euros == 300


@pytest.mark.parametrize(("a_day", "asked"), [("100", False), ("100.01", True)])
def test_the_days_are_asked_for_only_where_a_cent_of_the_allowance_counts(a_day, asked):
    assert (
        "beihilfe_allowance_days" in arrived(CALCULATOR, BILLS | {"beihilfe_daily_allowance": a_day}, TODAY).given
    ) is asked


def test_the_former_own_share_of_grade_a_12_in_2019():
    found = result("2019-03-01", beihilfe_pay_grade="2", bills="doctor,1000,0,self")
    assert [each.euros for each in found.amounts[:3]] == [200, 300, 500]
    assert "beihilfe-bills-own-share" in found.cautions


def test_no_own_share_from_2022_on():
    step = arrived(CALCULATOR, BILLS | {"beihilfe_pay_grade": "2"}, "2022-01-01")
    assert "beihilfe_pay_grade" not in step.given
    assert advise(step).amounts[1].euros == 0


def test_part_time_does_not_lower_the_own_share_of_retired_people():
    found = result(
        "2019-03-01",
        beihilfe_role="retired",
        beihilfe_pay_grade="2",
        beihilfe_part_time="10",
        bills="doctor,1000,0,self",
    )
    assert found.amounts[1].euros == 210


def test_one_page_sent_once_gives_a_result():
    sent = {"beihilfe_role": "retired", "bills": "doctor,100,0,self"}
    empty = {"beihilfe_two_children": "no", "beihilfe_daily_allowance": "0", "beihilfe_oldest_bill": "none"}
    assert walk(CALCULATOR, sent | empty, law(TODAY)).results


@pytest.mark.parametrize(
    ("day", "issued", "last"),
    [("2026-11-22", "2026-10-01", "2028-10-01"), ("2025-01-02", "2024-02-29", "2026-02-28")],
)
def test_the_claim_lapses_two_years_after_the_bill(day, issued, last):
    (deadline,) = result(day, beihilfe_oldest_bill=issued).deadlines
    assert deadline.on == date.fromisoformat(last)


def test_without_the_day_only_the_rule():
    assert result().deadlines[0].on is None


@pytest.mark.parametrize(("euros", "compared"), [("999.99", False), ("1000", True)])
def test_bills_from_outside_the_eu_are_compared_from_the_threshold_on(euros, compared):
    found = result(bills=f"abroad_other,{euros},0,self")
    assert ("beihilfe-bills-abroad" in found.cautions) is compared


def test_without_a_claim_no_amounts():
    found = result(beihilfe_role="employee")
    assert found.outcome == "beihilfe-bills-not-entitled"
    assert found.amounts == ()


@pytest.mark.parametrize(
    ("bills", "at", "message"),
    [
        pytest.param("doctor,0,0,self", (0, "bill_euros"), "from 0.01 to 500000", id="a bill of zero"),
        pytest.param("doctor,1000000,0,self", (0, "bill_euros"), "from 0.01 to 500000", id="a bill of a million"),
        pytest.param("doctor,-5,0,self", (0, "bill_euros"), "Please enter a number", id="a negative bill"),
        pytest.param("doctor,NaN,0,self", (0, "bill_euros"), "Please enter a number", id="not a number"),
        pytest.param("doctor,5,0,self/spa,900,0,self", (1, "bill_count"), "number of days", id="days are missing"),
        pytest.param("travel_policy,30,0,self", (0, "bill_count"), "insured persons", id="persons are missing"),
        pytest.param("implants,900,0,self", (0, "bill_count"), "number of implants", id="implants are missing"),
        pytest.param("spa,900,400,self", (0, "bill_count"), "from 0 to 366", id="more days than a year has"),
        pytest.param("doctor,5,0,dog", (0, "bill_for"), "choose one", id="nobody"),
        pytest.param("/".join(["doctor,5,0,self"] * 100), None, "at most 20", id="a hundred bills"),
        pytest.param("none", None, "at least one bill", id="no bill"),
    ],
)
def test_bad_bills_get_a_clear_message(bills, at, message):
    key, where, said = problem(CALCULATOR, BILLS | {"bills": bills})
    assert (key, where) == ("bills", at)
    assert message in said


@given(
    st.decimals("0.01", "400000", places=2),
    st.decimals("0.01", "50000", places=2),
    st.sampled_from(["2019-03-01", TODAY]),
)
def test_a_higher_bill_never_brings_less(euros, more, day):
    def paid(amount):
        return result(day, beihilfe_pay_grade="3", bills=f"private_doctor,{amount},9,self").amounts[0].euros

    assert paid(euros) <= paid(euros + more)


NUMBERED = {
    "implants", "two_bed_room", "private_doctor", "private_clinic", "rehabilitation", "sanatorium", "spa", "travel_policy",
}  # fmt: skip
"""What is counted by implants, days or persons (§ 4 Abs. 1 Nr. 2, Abs. 2 Buchst. b, §§ 6, 7, 10 BVO NRW)."""


@pytest.mark.parametrize("kind", [option.value for option in BILL_KIND.options])
def test_each_kind_of_bill_needs_its_number_where_the_law_counts(kind):
    found = problem(CALCULATOR, BILLS | {"bills": f"{kind},100,0,self"})
    assert (found is not None) is (kind in NUMBERED)
    assert found is None or found[1] == (0, "bill_count")


@pytest.mark.parametrize("kind", ["rehabilitation", "sanatorium", "spa"])
def test_every_cure_needs_its_recognition(kind):
    found = result(bills=f"{kind},900,10,self").cautions
    assert "beihilfe-bills-cure" in found
    assert ("beihilfe-bills-sanatorium" in found) is (kind == "sanatorium")
    assert ("beihilfe-bills-spa" in found) is (kind == "spa")

"""The flow for families: each person in or out, why, what the others pay, and the surcharge to come."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.family import FLOW
from advisor.flows.family_questions import FAMILY_CHILDREN
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
ALONE = {"family_member": "compulsory", "family_spouse": "none"}
COUPLE = {"family_member": "compulsory", "family_spouse": "married", "family_children": "none"}
AT_HOME = COUPLE | {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "0"}
CHILD = "7,education,0,no,no"


def step(given, day=TODAY, draft=False):
    return walk(FLOW, given, figures().on(date.fromisoformat(day), draft))


def advice(given, day=TODAY, draft=False):
    found = step(given, day, draft)
    assert found.due is None, f"{found.due.key} is still to be answered"
    return advise(found)


def people(found):
    return [(person.kind, person.covered, person.reason.removeprefix("family-")) for person in found.people]


def routes(found):
    return {route.code: route.status for route in found.routes}


def test_the_flow_is_private_through_a_column():
    """A child's disability makes the list sensitive, and the list the flow."""
    assert FLOW.private
    assert FAMILY_CHILDREN.sensitive
    assert [column.key for column in FAMILY_CHILDREN.columns if column.sensitive] == ["child_disabled"]


def test_only_members_of_a_fund_insure_their_families():
    found = advice({"family_member": "private"})
    assert (found.outcome, found.duty) == ("family-private", "private_compulsory")
    assert routes(found) == {"private_full": "required", "statutory_family": "closed"}
    found = advice({"family_member": "other"})
    assert (found.outcome, found.duty) == ("family-no-member", "")
    assert routes(found)["statutory_family"] == "closed"


SPOUSES = [
    pytest.param(
        {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "0"}, True, "spouse-in", id="no income"
    ),
    pytest.param(
        {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "565"},
        True,
        "spouse-in",
        id="family_limit_2026",
    ),
    pytest.param(
        {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "603", "spouse_minijob": "yes"},
        True,
        "spouse-in",
        id="a minijob at its limit",
    ),
    pytest.param(
        {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "603", "spouse_minijob": "no"},
        False,
        "spouse-income",
        id="other income above the limit",
    ),
    pytest.param(
        {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "603.01"},
        False,
        "spouse-income",
        id="more than a minijob",
    ),
    pytest.param({"spouse_cover": "none", "spouse_here": "no"}, False, "spouse-abroad", id="abroad (FAM-5)"),
    pytest.param({"spouse_cover": "statutory"}, False, "spouse-own", id="own statutory insurance"),
    pytest.param({"spouse_cover": "private"}, False, "spouse-private", id="exempt or above the annual limit"),
    pytest.param(
        {"spouse_cover": "self_employed", "spouse_income": "100"}, False, "spouse-self-employed", id="main business"
    ),
]


@pytest.mark.parametrize(("about", "covered", "reason"), SPOUSES)
def test_spouses(about, covered, reason):
    found = advice(COUPLE | about)
    assert people(found) == [("spouse", covered, reason)]
    assert (found.outcome == "family-all") is covered


def test_partners_without_marriage_are_out_and_their_children_in():
    found = advice(ALONE | {"family_spouse": "unmarried", "family_children": CHILD})
    assert found.outcome == "family-some"
    assert people(found) == [("partner", False, "spouse-partner"), ("child", True, "child-minor")]


def test_each_child_has_its_own_answer_in_the_order_given():
    rows = (
        "7,education,0,no,no/17,working,900,no,no/24,education,560,no,no/26,education,0,no,no/40,not_working,0,no,yes"
    )
    found = advice(ALONE | {"family_children": rows})
    assert [(person.number, person.age, person.covered) for person in found.people] == [
        (1, 7, True),
        (2, 17, False),
        (3, 24, True),
        (4, 26, False),
        (5, 40, True),
    ]
    assert [person.law[0] for person in found.people] == [
        "§ 10 Abs. 2 Nr. 1 SGB V",
        "§ 10 Abs. 1 Satz 1 Nr. 2 SGB V",
        "§ 10 Abs. 2 Nr. 3 SGB V",
        "§ 10 Abs. 2 SGB V",
        "§ 10 Abs. 2 Nr. 4 SGB V",
    ]
    assert {"family-training-proof", "family-disability-proof", "family-income-proof"} <= set(found.documents)
    assert routes(found) == {"statutory_family": "required", "statutory_student": "possible"}
    assert found.amounts == ()


def test_a_parent_who_earns_more_outside_the_funds_excludes_the_children():
    """§ 10 Abs. 3 SGB V: only their own children, and only above the limit."""
    rich = COUPLE | {"family_children": CHILD, "spouse_cover": "private", "spouse_income": "8000"}
    excluded = advice(rich | {"spouse_is_parent": "yes", "member_income": "3000"})
    assert people(excluded) == [("spouse", False, "spouse-private"), ("child", False, "child-parent")]
    assert [deadline.law for deadline in excluded.deadlines] == ["§ 188 Abs. 4 SGB V", "§ 9 Abs. 2 Nr. 2 SGB V"]
    assert excluded.amounts[0].code == "voluntary"
    assert people(advice(rich | {"spouse_is_parent": "no"}))[1] == ("child", True, "child-minor")
    assert people(advice(rich | {"spouse_is_parent": "yes", "member_income": "8000"}))[1][1]
    assert people(advice(rich | {"spouse_income": "6450"}))[1][1]
    assert people(advice(rich | {"spouse_cover": "statutory"}))[1][1]


def test_the_others_pay_at_least_on_the_minimum():
    found = advice(ALONE | {"family_children": "24,not_working,0,no,no"})
    assert (found.outcome, found.duty) == ("family-none", "statutory_or_private")
    base = D("3955") / 3
    assert found.amounts[0].find("health_general").euros == (base * D("0.14")).quantize(D("0.01"))
    assert routes(found) == {
        "statutory_family": "closed",
        "statutory_voluntary": "possible",
        "private_full": "possible",
    }
    assert found.routes[1].cost == found.amounts[0]
    family = COUPLE | {"family_children": "24,not_working,0,no,no", "spouse_cover": "self_employed"}
    both = advice(family | {"spouse_income": "2000"}).amounts[0]
    assert both.code == "total"
    assert both.euros == sum(part.euros for part in both.parts)
    assert len(both.parts) == 2


STUDENTS = [
    pytest.param("22,education,900,no,no", "income", True, True, id="out by income: school or university"),
    pytest.param("22,service,900,no,no", "income", True, True, id="after a service too"),
    pytest.param("22,not_working,900,no,no", "income", True, False, id="no education"),
    pytest.param("18,education,900,no,no", "income", True, True, id="18"),
    pytest.param("17,education,900,no,no", "income", True, False, id="at school"),
    pytest.param("25,education,0,no,no", "age", False, True, id="too old for anything but studies"),
    pytest.param("30,education,0,no,no", "age", False, True, id="30"),
    pytest.param("31,education,0,no,no", "age", True, False, id="too old for the tariff of students"),
    pytest.param("22,education,565,no,no", None, False, False, id="covered"),
]


@pytest.mark.parametrize(("child", "why", "alone", "as_student"), STUDENTS)
def test_who_is_out_may_still_pay_as_a_student(child, why, alone, as_student):
    """§ 5 Abs. 1 Nr. 9 SGB V holds whatever bars from family insurance; 142.96 a month in October 2026, and 0.6 % more from 23 on."""
    found = advice(ALONE | {"family_children": child}, "2026-10-05")
    assert people(found)[0][2] == (f"child-{why}" if why else "child-education")
    assert ("statutory_voluntary" in routes(found)) is ("private_full" in routes(found)) is alone
    assert [amount.code for amount in found.amounts] == (["voluntary"] if alone else [])
    prices = [route.cost.euros for route in found.routes if route.code == "statutory_student"]
    assert prices == ([D("142.96" if int(child[:2]) < 23 else "148.09")] if as_student else [])


def test_students_out_through_the_other_parent_may_pay_as_students():
    rich = COUPLE | {"spouse_cover": "private", "spouse_income": "7000", "spouse_is_parent": "yes"}
    found = advice(rich | {"member_income": "3000", "family_children": "24,education,0,no,no"})
    assert people(found)[1] == ("child", False, "child-parent")
    assert {"statutory_student", "statutory_voluntary", "private_full"} <= set(routes(found))


def test_students_who_pay_different_amounts_see_none():
    """The surcharge of care insurance begins at 23."""
    both = "22,education,900,no,no/23,education,900,no,no"
    found = advice(ALONE | {"family_children": both})
    assert [route.cost for route in found.routes if route.code == "statutory_student"] == [None]
    same = advice(ALONE | {"family_children": "23,education,900,no,no/24,education,900,no,no/7,education,900,no,no"})
    assert [route.cost.euros for route in same.routes if route.code == "statutory_student"] == [D("148.09")]


OLDER = [
    pytest.param({"spouse_income": "5812.50"}, False, id="at a twelfth of the special limit of 69,750"),
    pytest.param({"spouse_income": "5812.51"}, True, id="a cent above it"),
    pytest.param({"spouse_income": "6450"}, True, id="at the general limit"),
    pytest.param(
        {"spouse_income": "6450.01", "spouse_is_parent": "no"}, False, id="above the general limit, which was asked"
    ),
    pytest.param({"spouse_income": "6000", "spouse_cover": "self_employed"}, False, id="no employee"),
    pytest.param({"spouse_income": "6000", "family_children": "none"}, False, id="no children"),
]


@pytest.mark.parametrize(("more", "warned"), OLDER)
def test_the_lower_limit_of_people_insured_privately_since_2002_is_told(more, warned):
    """§ 6 Abs. 7, § 10 Abs. 3 SGB V."""
    found = advice(COUPLE | {"family_children": CHILD, "spouse_cover": "private"} | more)
    assert ("family-older-limit" in found.cautions) is warned


def test_without_income_no_limit_is_read():
    found = advice(COUPLE | {"family_children": CHILD, "spouse_cover": "private", "spouse_income": "0"}, "2029-01-01")
    assert found.outcome == "family-some"
    assert "family-older-limit" not in found.cautions


def test_parental_leave_is_told_of_where_a_spouse_is_covered():
    """§ 10 Abs. 1 Satz 4 SGB V."""
    assert "family-parental-leave" in advice(AT_HOME).cautions
    assert "family-parental-leave" not in advice(ALONE | {"family_children": CHILD}).cautions


def test_people_with_another_insurance_need_nothing_here():
    found = advice(COUPLE | {"family_children": "17,working,900,no,no", "spouse_cover": "statutory"})
    assert (found.outcome, found.duty, found.amounts) == ("family-otherwise", "", ())
    assert routes(found) == {"statutory_family": "closed"}


@pytest.mark.parametrize("cover", ["statutory", "private", "abroad"])
def test_whoever_is_out_because_of_another_insurance_is_called_so(cover):
    about = {"spouse_cover": "none", "spouse_here": "no"} if cover == "abroad" else {"spouse_cover": cover}
    assert advice(COUPLE | about).outcome == "family-otherwise"


@pytest.mark.parametrize(("age", "asked"), [("17", False), ("18", True)])
def test_training_is_proved_from_the_birthday_on_at_which_others_are_out(age, asked):
    """§ 10 Abs. 2 Nr. 1, 3 SGB V: up to 18 without condition."""
    found = advice(ALONE | {"family_children": f"{age},education,0,no,no"})
    assert ("family-training-proof" in found.documents) is asked


@pytest.mark.parametrize(("age", "counts"), [("24", True), ("25", False)])
def test_a_child_lowers_the_care_rate_of_the_other_parent_until_its_birthday(age, counts):
    """0.25 for the second child under 25 (§ 55 Abs. 3 Satz 4 SGB XI)."""
    family = COUPLE | {"spouse_cover": "none", "spouse_here": "yes", "spouse_income": "2000", "spouse_minijob": "no"}
    paid = advice(family | {"family_children": f"7,education,0,no,no/{age},education,0,no,no"}).amounts[0]
    one = advice(family | {"family_children": "7,education,0,no,no"}).amounts[0]
    assert one.euros - paid.euros == (D("5.00") if counts else 0)


# The surcharge of 2028 -----------------------------------------------------------------------------------------------


def test_the_surcharge_is_announced_once_it_is_enacted():
    assert "family-surcharge-coming" not in advice(AT_HOME, "2026-07-29").cautions
    assert "family-surcharge-coming" in advice(AT_HOME, "2026-07-30").cautions
    assert "family-surcharge-coming" not in advice(ALONE | {"family_children": CHILD}).cautions
    assert step(AT_HOME, "2027-12-31").due is None


def test_what_spares_the_surcharge_is_asked_only_where_it_is_law():
    assert step(AT_HOME, "2028-01-01").due.key == "spouse_exception"
    assert step(AT_HOME | {"spouse_exception": "none"}, "2028-01-01").due.key == "member_income"
    assert advice(AT_HOME | {"spouse_exception": "disability"}, "2028-01-01").amounts == ()
    assert advice(AT_HOME | {"family_children": "11,education,0,no,no"}, "2028-01-01").amounts == ()
    assert step(AT_HOME | {"family_children": "12,education,0,no,no"}, "2028-01-01").due.key == "spouse_exception"


def test_the_surcharge_is_two_and_a_half_points_of_the_members_income():
    paying = AT_HOME | {"spouse_exception": "none", "member_income": "3000"}
    (paid,) = advice(paying, "2028-01-01", draft=True).amounts
    assert (paid.code, paid.euros, paid.payer) == ("spouse_surcharge", D("75.00"), "insured")
    pensioner = paying | {"family_member": "pensioner"}
    assert advice(pensioner, "2028-06-30", draft=True).amounts[0].euros == 0
    assert advice(pensioner, "2028-07-01", draft=True).amounts[0].euros == D("75.00")
    (nothing,) = advice(pensioner, "2028-06-30").amounts
    assert (nothing.euros, nothing.refused) == (0, None)
    assert advice(pensioner, "2028-07-01").amounts[0].refused.name == "contribution_ceiling"
    (open_,) = advice(paying, "2028-01-01").amounts
    assert open_.refused.name == "contribution_ceiling"


def test_2027_refuses_an_income_by_the_name_of_the_missing_figure():
    found = advice(AT_HOME | {"spouse_income": "300", "spouse_minijob": "no"}, "2027-03-01")
    assert found.refused.name == "reference_amount"
    assert advice(AT_HOME, "2027-03-01").outcome == "family-all"


# Bad input -----------------------------------------------------------------------------------------------------------

WRONG = [
    pytest.param("/".join([CHILD] * 100), "Please enter at most 10 of them.", id="a hundred children"),
    pytest.param("121,education,0,no,no", "Please enter a number from 0 to 120.", id="a child older than 120"),
    pytest.param("-1,education,0,no,no", "Please enter a number, for example 3000.50.", id="a negative age"),
    pytest.param("7,sleeping,0,no,no", "Please choose one of the answers.", id="no such situation"),
    pytest.param("7,education", "Please fill in every field of this line, or none of them.", id="half a line"),
    pytest.param("none", "You have named nobody yet. Please enter a child, or name a spouse or partner.", id="nobody"),
]


@pytest.mark.parametrize(("children", "message"), WRONG)
def test_bad_input_is_refused_at_the_field(children, message):
    found = step(ALONE | {"family_children": children})
    assert found.due is FAMILY_CHILDREN
    assert str(found.problem.error) == message


def test_the_line_and_the_field_of_an_error_are_told():
    found = step(ALONE | {"family_children": f"{CHILD}/20,working,-900,yes,no"})
    assert found.problem.error.at == (1, "child_income")


def test_a_minijob_beside_other_income_keeps_its_limit_for_all_of_it():
    """300 euros of pay and 300 of rent are within the limit (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V); 400 of each are not."""
    assert advice(ALONE | {"family_children": "20,working,600,yes,no"}).outcome == "family-all"
    assert advice(ALONE | {"family_children": "20,working,800,yes,no"}).outcome == "family-none"


def test_what_would_change_the_result_names_the_limit_of_income():
    """Between the two limits it hangs on the minijob; above both the cover ends."""
    walked = step(AT_HOME | {"spouse_income": "500"})
    found = [change for change in changes(walked, advise(walked)) if change.question == "spouse_income"]
    assert [(change.value, change.up) for change in found] == [("603.01", True)]

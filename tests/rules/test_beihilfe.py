"""Beihilfe of North Rhine-Westphalia: who counts, the limit for spouses by year, what is paid of a bill."""

from datetime import date
from decimal import Decimal as D
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.beihilfe_bill_questions import BILL_KIND
from advisor.rules.amounts import to_cents
from advisor.rules.beihilfe import Child, child_standing, own_rate, spouse_standing
from advisor.rules.beihilfe_bills import Bill, allowance_credit, recognised, settled, totals, yearly_own_share
from advisor.rules.figures import figures

LABELS = {option.value: option.label for option in BILL_KIND.options}
TODAY = date(2026, 11, 22)
LAW = figures().on(TODAY)


def on(day):
    return figures().on(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "pension_value", "limit"),
    [
        pytest.param("2023-01-01", "36.02", "21071", id="worked example beihilfe_spouse_limit_2023"),
        pytest.param("2024-01-01", "37.60", "21995", id="worked example beihilfe_spouse_limit_2024"),
        pytest.param("2025-01-01", "39.32", "23001", id="worked example beihilfe_spouse_limit_2025"),
        pytest.param("2026-01-01", "40.79", "23861", id="computed, circular not seen"),
        pytest.param("2027-01-01", "42.52", "24873", id="computed, uncertain"),
    ],
)
def test_the_limit_for_spouses_follows_the_pension_value_from_its_first_year(day, pension_value, limit):
    """Always from the first year on, rounded up to full euros (§ 2 Abs. 1 Nr. 1 Buchst. b BVO NRW)."""
    first = on("2022-01-01").beihilfe_spouse_income_limit
    assert ceil(first * D(pension_value) / D("34.19")) == D(limit)
    assert on(day).beihilfe_spouse_income_limit == D(limit)


@pytest.mark.parametrize(
    ("day", "income", "counts"),
    [
        ("2021-12-31", "18000", True),
        ("2021-12-31", "18000.01", False),
        ("2022-01-01", "20000", True),
        ("2022-01-01", "20000.01", False),
        ("2026-11-22", "23861", True),
        ("2026-11-22", "23861.01", False),
    ],
)
def test_a_spouse_counts_up_to_the_limit_of_the_day(day, income, counts):
    standing = spouse_standing(D(income), on(day))
    assert standing.counts is counts
    assert standing.rate == (D(70) if counts else None)


@pytest.mark.parametrize(
    ("child", "why"),
    [
        pytest.param(Child(17, "working"), "minor", id="BEI-3: to 18 always"),
        pytest.param(Child(18, "working"), "working", id="BEI-3: works at 18"),
        pytest.param(Child(18, "training"), "training", id="BEI-3: first training"),
        pytest.param(Child(24, "further"), "further", id="BEI-3: second training with little work"),
        pytest.param(Child(24, "searching"), "searching", id="BEI-3: no training place"),
        pytest.param(Child(25, "training"), "age", id="BEI-3: none from 25"),
        pytest.param(Child(25, "training", service=9), "service", id="BEI-3: longer by compulsory service"),
        pytest.param(Child(26, "training", service=12), "age", id="no longer than the service"),
        pytest.param(Child(26, "training", service=13), "service", id="as long as the service"),
        pytest.param(Child(25, "working", service=9), "working", id="service does not help those who work"),
        pytest.param(Child(40, "working", disabled=True), "disabled", id="BEI-3: disabled without own income"),
    ],
)
def test_children_by_age_and_situation(child, why):
    standing = child_standing(child, LAW)
    assert standing.why == why
    assert standing.counts == (why not in ("age", "working"))
    assert standing.rate == (D(80) if standing.counts else None)


@pytest.mark.parametrize(
    ("role", "children", "rate"),
    [
        ("civil_servant", 0, 50),
        ("trainee", 1, 50),
        ("teacher", 2, 70),
        ("civil_servant", 3, 70),
        ("retired", 0, 70),
        ("survivor", 2, 70),
    ],
)
def test_the_rates_of_the_published_table(role, children, rate):
    assert own_rate(role, children, on("2019-03-01")) == rate
    assert own_rate(role, children, LAW) == rate


def parts(amount):
    found = dict.fromkeys(("beihilfe_paid", "beihilfe_deducted", "private_share"), D(0))
    for part in amount.parts:
        found[part.code] += part.euros
    return tuple(found.values())


def settle(*bills, rate=50, law=LAW, credit=None, own_share=None):
    figure = law.beihilfe_rate_entitled if rate == 50 else law.beihilfe_rate_entitled_two_children
    made = [Bill(kind, D(euros), count, person, figure) for kind, euros, count, person in bills]
    nothing = yearly_own_share("none", "teacher", D(100), D(0), law)
    return settled(made, law, LABELS, credit or allowance_credit(D(0), 0, law), own_share or nothing)


@pytest.mark.parametrize(
    ("kind", "euros", "count", "counted"),
    [
        pytest.param("doctor", "480", 0, "480", id="doctor in full"),
        pytest.param("dental_lab", "1000", 0, "700", id="BEI-5: 70 percent of laboratory"),
        pytest.param("metal_ceramic", "333.33", 0, "233.33", id="BEI-5: 70 percent of ceramic, to the cent"),
        pytest.param("frame", "70", 0, "70", id="BEI-4: frame at the limit"),
        pytest.param("frame", "250", 0, "70", id="BEI-4: frame above it"),
        pytest.param("implants", "5000", 3, "3000", id="BEI-5: flat for each implant"),
        pytest.param("implants", "20000", 12, "10000", id="for so many implants"),
        pytest.param("orthodontics", "3000", 0, "3000", id="BEI-5: begun in time"),
        pytest.param("orthodontics_late", "3000", 0, "0", id="BEI-5: begun too late"),
        pytest.param("rehabilitation", "4600", 23, "4600", id="BEI-4: 23 days with travel"),
        pytest.param("rehabilitation", "4800", 24, "4600", id="a day more"),
        pytest.param("sanatorium", "4000", 20, "2400", id="cap of 120 a day"),
        pytest.param("spa", "1900", 30, "1380", id="60 a day for 23 days"),
        pytest.param("abroad_eu", "3000", 0, "3000", id="BEI-7: no comparison in the EU"),
        pytest.param("travel_policy", "45", 3, "30", id="BEI-7: 10 for each person"),
    ],
)
def test_what_is_recognised_of_a_bill(kind, euros, count, counted):
    bill = Bill(kind, D(euros), count, "self", LAW.beihilfe_rate_entitled)
    assert recognised(bill, LAW).euros == D(counted)


def test_a_sanatorium_had_no_cap_before():
    law = on("2023-12-31")
    assert recognised(Bill("sanatorium", D(4000), 20, "self", law.beihilfe_rate_entitled), law).euros == 4000


def test_deductions_in_hospital_end_after_so_many_days_of_each_person():
    bills = settle(
        ("two_bed_room", "2000", 14, "self"),
        ("two_bed_room", "2000", 14, "self"),
        ("two_bed_room", "2000", 14, "spouse"),
        ("private_doctor", "3000", 25, "self"),
    )
    assert [parts(bill) for bill in bills] == [
        (D("790.00"), D("210.00"), D("1000.00")),
        (D("910.00"), D("90.00"), D("1000.00")),
        (D("790.00"), D("210.00"), D("1000.00")),
        (D("1300.00"), D("200.00"), D("1500.00")),
    ]


def test_a_private_clinic_costs_a_deduction_for_every_day():
    assert parts(*settle(("private_clinic", "8000", 30, "self"))) == (D("3250.00"), D("750.00"), D("4000.00"))


def test_a_deduction_takes_no_more_than_beihilfe_pays():
    assert parts(*settle(("two_bed_room", "100", 10, "self"))) == (D("0.00"), D("50.00"), D("50.00"))


def test_one_deduction_keeps_its_own_name():
    (bill,) = settle(("private_clinic", "8000", 30, "self"))
    assert [part.label for part in bill.parts if part.code == "beihilfe_deducted"] == [
        "Deduction for the private clinic"
    ]


def test_daily_allowances_above_the_free_amount_are_set_off_against_hospital_bills():
    assert allowance_credit(D(100), 10, LAW).euros == 0
    credit = allowance_credit(D(150), 10, LAW)
    assert credit.euros == 500
    doctor, hospital = settle(("doctor", "400", 0, "self"), ("hospital", "4000", 0, "self"), credit=credit)
    assert parts(doctor) == (D(200), D(0), D(200))
    assert parts(hospital) == (D(1500), D(500), D(2000))


@pytest.mark.parametrize(
    ("day", "grade", "role", "part_time", "already", "euros"),
    [
        pytest.param("2019-01-01", "2", "civil_servant", 100, 0, "300", id="worked example beihilfe_kdp_2019_a12"),
        pytest.param("2022-01-01", "2", "civil_servant", 100, 0, "0", id="worked example beihilfe_kdp_2022_a12"),
        pytest.param("2019-01-01", "1", "teacher", 100, 0, "150", id="lowest level"),
        pytest.param("2021-12-31", "5", "teacher", 100, 0, "750", id="highest level, last day"),
        pytest.param("2019-01-01", "none", "trainee", 100, 0, "0", id="no level"),
        pytest.param("2019-01-01", "2", "teacher", 50, 0, "150", id="half time"),
        pytest.param("2019-01-01", "2", "teacher", 100, 120, "180", id="part of it taken before"),
        pytest.param("2019-01-01", "2", "teacher", 100, 400, "0", id="never negative"),
        *(
            pytest.param("2019-01-01", level, "retired", 100, 0, cap, id=f"pensioner's cap, level {level}")
            for level, cap in zip("12345", ("105", "210", "315", "420", "525"), strict=True)
        ),
        *(
            pytest.param("2019-01-01", level, "survivor", 100, 0, cap, id=f"survivor's cap, level {level}")
            for level, cap in zip("12345", ("60", "120", "180", "240", "300"), strict=True)
        ),
    ],
)
def test_the_former_yearly_own_share(day, grade, role, part_time, already, euros):
    assert yearly_own_share(grade, role, D(part_time), D(already), on(day)).euros == D(euros)


def test_the_yearly_own_share_is_taken_once():
    law = on("2021-12-31")
    own_share = yearly_own_share("2", "teacher", D(100), D(0), law)
    first, second, third = settle(
        ("doctor", "400", 0, "self"), ("dentist", "500", 0, "self"), ("doctor", "100", 0, "self"),
        law=law, own_share=own_share,
    )  # fmt: skip
    assert parts(first) == (D(0), D(200), D(200))
    assert parts(second) == (D(150), D(100), D(250))
    assert parts(third) == (D(50), D(0), D(50))


BILL = st.builds(
    Bill,
    st.sampled_from(sorted(LABELS)),
    st.decimals("0.01", "500000", places=2),
    st.integers(1, 366),
    st.sampled_from(["self", "spouse", "child"]),
    st.sampled_from([LAW.beihilfe_rate_entitled, LAW.beihilfe_rate_spouse, LAW.beihilfe_rate_child]),
)


@given(
    st.lists(BILL, min_size=1, max_size=8),
    st.sampled_from(["2019-03-01", "2021-12-31", "2022-01-01", "2026-11-22", "2027-05-01"]),
    st.sampled_from(["none", "1", "3", "5"]),
    st.decimals("0", "1000", places=2),
    st.integers(0, 366),
)
def test_paid_deducted_and_left_make_up_each_bill(bills, day, grade, per_day, days):
    law = on(day)
    credit, own_share = allowance_credit(per_day, days, law), yearly_own_share(grade, "teacher", D(100), D(0), law)
    found = settled(bills, law, LABELS, credit, own_share)
    for bill, amount in zip(bills, found, strict=True):
        paid, deducted, left = parts(amount)
        assert paid + deducted + left == amount.euros == bill.euros
        assert min(paid, deducted, left) >= 0
        assert paid <= to_cents(bill.euros * bill.rate / 100)
    *sums, together = totals(found)
    assert [each.euros for each in sums] == [sum(each) for each in zip(*map(parts, found), strict=True)]
    assert sum(each.euros for each in sums) == together.euros == sum(bill.euros for bill in bills)
    for kind, per_day_figure in (
        ("two_bed_room", law.beihilfe_two_bed_room_per_day),
        ("private_doctor", law.beihilfe_private_doctor_per_day),
    ):
        for person in ("self", "spouse", "child"):
            taken = sum(
                (
                    part.euros
                    for bill, amount in zip(bills, found, strict=True)
                    if (bill.kind, bill.person) == (kind, person)
                    for part in leaves(amount)
                    if part.code == "beihilfe_deducted" and part.label.startswith("Deduction for")
                ),
                D(0),
            )
            assert taken <= per_day_figure * law.beihilfe_deduction_max_days


def leaves(amount):
    return [leaf for part in amount.parts for leaf in leaves(part)] if amount.parts else [amount]

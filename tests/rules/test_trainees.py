"""Vocational training: who pays, on both sides of the low pay limit."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.care import Parenthood
from advisor.rules.employees import Job
from advisor.rules.figures import Row, figures
from advisor.rules.trainees import employer_pays_all, training_contributions

LAW = figures().on(date(2026, 11, 22))
NEXT_YEAR = figures().on(date(2027, 2, 1))
CHILDLESS = Parenthood(24)


@pytest.mark.parametrize(("pay", "expected"), [("1", True), ("324.99", True), ("325", True), ("325.01", False)])
def test_the_employer_pays_all_up_to_the_limit(pay, expected):
    """§ 20 Abs. 3 Satz 1 Nr. 1 SGB IV; the limit has been the same since 2003-08-01."""
    for day in (date(2019, 1, 1), date(2026, 12, 31), date(2030, 12, 31)):
        assert employer_pays_all(D(pay), figures().on(day)) is expected


def test_at_the_limit_nothing_is_taken_from_the_pay():
    """325 euros: 14.6 %, 2.9 %, 3.6 % + 0.6 %, 18.6 % and 2.6 %, each rounded once."""
    insured, employer = training_contributions(Job(D(325), trainee=True), CHILDLESS, LAW)
    assert insured.euros == D("0.00")
    assert insured.figures == (LAW.trainee_low_pay_limit,)
    assert [employer.find(code).euros for code in ("health_general", "health_additional", "care")] == [
        D("47.45"), D("9.43"), D("13.65"),
    ]  # fmt: skip
    assert [employer.find(code).euros for code in ("pension", "unemployment")] == [D("60.45"), D("8.45")]
    assert employer.euros == D("139.43")
    assert {part.payer for part in (employer, *employer.parts, *employer.parts[0].parts)} == {"employer"}


def test_one_cent_more_is_halved_as_in_every_job():
    """325.01 euros: 7.3 %, 1.45 %, 1.8 % + 0.6 %, 9.3 % and 1.3 %."""
    insured, employer = training_contributions(Job(D("325.01"), trainee=True), CHILDLESS, LAW)
    assert [insured.find(code).euros for code in ("health_general", "health_additional", "care")] == [
        D("23.73"), D("4.71"), D("7.80"),
    ]  # fmt: skip
    assert insured.euros == D("70.70")
    assert employer.euros == insured.euros - D("1.95"), "all but the surcharge without children"


def test_there_is_no_transition_range():
    """1000 euros are assessed in full: 73.00 + 14.50 + 24.00 + 93.00 + 13.00."""
    insured, _ = training_contributions(Job(D(1000), trainee=True), CHILDLESS, LAW)
    assert insured.find("health_general").formula.base.euros == D(1000)
    assert insured.euros == D("73.00") + D("14.50") + D("24.00") + D("93.00") + D("13.00")


def test_the_fund_does_not_matter_where_the_employer_pays_all():
    """The average additional rate is charged (§ 242 Abs. 3 SGB V)."""
    dear = training_contributions(Job(D(300), additional_rate=D("3.5"), trainee=True), CHILDLESS, LAW)
    assert dear == training_contributions(Job(D(300), trainee=True), CHILDLESS, LAW)


def test_next_year_the_trainee_knows_what_the_employer_does_not():
    insured, employer = training_contributions(Job(D(300), trainee=True), CHILDLESS, NEXT_YEAR)
    assert insured.euros == D("0.00")
    assert employer.euros is None
    assert employer.find("health_additional").refused.name == "average_additional_rate"
    assert employer.find("health_general").euros == D("43.80")


def test_children_spare_the_surcharge():
    _, childless = training_contributions(Job(D(300), trainee=True), Parenthood(23), LAW)
    _, parent = training_contributions(Job(D(300), trainee=True), Parenthood(23, children=1), LAW)
    assert childless.euros - parent.euros == D("1.80")


def test_care_keeps_its_name_where_its_rate_is_not_known():
    rate = figures().series["care_rate"].with_row(Row(date(2026, 6, 1), None, "a law that might be", unknown=True))
    law = figures().with_series([rate]).on(date(2026, 11, 22))
    _, employer = training_contributions(Job(D(300), D("2.5"), trainee=True), CHILDLESS, law)
    care = employer.find("care")
    assert (care.label, care.refused.name) == ("Care insurance", "care_rate")

"""From a finished replay to an advice: which cautions follow from ways and days, and what holds in some cases only."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from advisor.interview.advice import Deadline, Fact, Person, Route
from advisor.interview.advise import CHOSEN_INSTEAD, FAMILY_COUNTS, FIGURES_CHANGE, SPOUSE_COUNTS, advise
from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.question import YES_NO, Question, boolean, day
from advisor.rules.amounts import Amount
from advisor.rules.figures import LAST_DAY, figures

LAW = figures().on(date(2026, 11, 22))
SURE = Question("sure", "Sure?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO, unsure=True)
START = Question("start", "When?", day, sensitive=False, samples=("2026-12-01",))
MEMBER = Route("statutory_voluntary", "possible", "reason", ("§ 9 SGB V",))
FAMILY = replace(MEMBER, code="statutory_family")
PRIVATE = Route("private_full", "possible", "reason", ("§ 193 VVG",), market=True)
CHILD = Person("child", True, "reason", ("§ 10 SGB V",))


def flow_of(ask=SURE, **outcome):
    return Flow("toy", "Toy", "address|toy", (Ask(ask),), (Outcome("toy", "statutory_or_private", **outcome),))


def advice_of(*routes, people=()):
    flow = flow_of(routes=lambda a: routes, people=lambda a: people)
    return advise(walk(flow, {"sure": "yes"}, LAW))


def test_what_is_not_said_is_nothing():
    """No market price, no child, no end of a right."""
    assert (MEMBER.market, CHILD.number, CHILD.age, CHILD.rate) == (False, 0, 0, None)
    assert (Deadline("x", "§ 9 SGB V").begins, Deadline("x", "§ 9 SGB V").closes) == (False, False)
    assert Fact("x", "X", D(1), "years").unit == "years"


@pytest.mark.parametrize("code", CHOSEN_INSTEAD)
def test_a_family_counts_where_membership_and_private_insurance_are_open(code):
    """§ 10 SGB V: only members bring a family in."""
    assert advice_of(MEMBER, replace(PRIVATE, code=code)).cautions == (FAMILY_COUNTS,)


def test_private_insurance_instead_of_membership():
    assert CHOSEN_INSTEAD == ("private_full", "private_student", "private_residual")


@pytest.mark.parametrize(
    ("routes", "people"),
    [
        pytest.param((MEMBER,), (), id="membership alone"),
        pytest.param((PRIVATE,), (), id="private insurance alone"),
        pytest.param((FAMILY, PRIVATE), (), id="family insurance is no membership"),
        pytest.param((replace(MEMBER, status="closed"), PRIVATE), (), id="membership is closed"),
        pytest.param((MEMBER, replace(PRIVATE, status="closed")), (), id="private insurance is closed"),
        pytest.param((MEMBER, replace(PRIVATE, status="required")), (), id="private insurance is no choice"),
        pytest.param((MEMBER, replace(PRIVATE, code="private_visitor")), (), id="private insurance of visitors"),
        pytest.param((MEMBER, PRIVATE), (CHILD,), id="the result itself says whom the fund covers"),
    ],
)
def test_no_caution_about_a_family_where_there_is_no_choice(routes, people):
    assert FAMILY_COUNTS not in advice_of(*routes, people=people).cautions


def test_beihilfe_for_a_family_says_nothing_of_the_fund():
    assert FAMILY_COUNTS in advice_of(MEMBER, PRIVATE, people=(replace(CHILD, rate=D(80)),)).cautions


PRICE = Amount("total", "Price", D(300), "§ 240, § 250 Abs. 2 SGB V")
OF_THE_JOB = PRICE._replace(law="§ 28d SGB IV")


@pytest.mark.parametrize(
    ("outcome", "warned"),
    [
        pytest.param({"amounts": lambda a: (PRICE,)}, True, id="the price of the result"),
        pytest.param({"amounts": lambda a: (OF_THE_JOB, PRICE)}, True, id="one of its prices"),
        pytest.param({"routes": lambda a: (replace(MEMBER, cost=PRICE),)}, True, id="the price of a way"),
        pytest.param({"routes": lambda a: (MEMBER, replace(MEMBER, cost=PRICE))}, True, id="of one of the ways"),
        pytest.param({"routes": lambda a: (replace(MEMBER, law=(PRICE.law,)),)}, False, id="a way without a price"),
        pytest.param({"amounts": lambda a: (OF_THE_JOB,)}, False, id="what is taken from a pay"),
        pytest.param({"amounts": lambda a: (PRICE,), "people": lambda a: (CHILD,)}, False, id="of a member's family"),
    ],
)
def test_a_spouse_outside_the_funds_counts_where_all_income_does(outcome, warned):
    """§ 240 Abs. 5 SGB V: part of what a privately insured spouse earns may count for a voluntary member."""
    advice = advise(walk(flow_of(**outcome), {"sure": "yes"}, LAW))
    assert (SPOUSE_COUNTS in advice.cautions) is warned


@pytest.mark.parametrize(
    ("on", "warned"),
    [
        pytest.param(LAW.day, False, id="the day of the law itself"),
        pytest.param(LAW.day + timedelta(days=1), False, id="the day after, with the same figures"),
        pytest.param(date(2027, 1, 1), True, id="the year after, whose limit is not out"),
        pytest.param(LAST_DAY, True, id="the last day of all"),
        pytest.param(LAST_DAY + timedelta(days=1), False, id="a day beyond all figures"),
    ],
)
def test_a_later_day_under_other_figures_is_warned_of(on, warned):
    flow = flow_of(START, cautions=lambda a: ("limit",) if a.law.compulsory_insurance_threshold else ())
    found = advise(walk(flow, {"start": on.isoformat()}, LAW))
    assert (FIGURES_CHANGE in found.cautions) is warned


def test_papers_of_some_answers_only_are_said_to_be_so():
    flow = flow_of(
        documents=lambda a: ("passport", "card") if a[SURE] else ("passport",),
        cautions=lambda a: () if a[SURE] else ("hurry",),
    )
    found = advise(walk(flow, {"sure": "unsure"}, LAW))
    assert (found.documents, found.cautions) == (("passport", "card"), ("hurry",))
    assert found.in_some_cases == ("card", "hurry")

"""A fund may be named instead of its rate, on a day for which its rate is known."""

from datetime import date
from decimal import Decimal

import pytest

from advisor.flows.questions import ADDITIONAL_RATE, fund_average
from advisor.flows.student import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import Case, walk
from advisor.interview.parsing import Unreadable
from advisor.rules.figures import figures

STUDENT = {
    "country": "HU", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "exempted": "no", "relative": "none",
    "children": "0", "start": "none",
}  # fmt: skip
TK = "fund-techniker-krankenkasse"


def law(day):
    return figures().on(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "answer", "rate"),
    [
        pytest.param("2025-01-01", TK, "2.45", id="the rate of the fund on that day"),
        pytest.param("2023-07-01", TK, "1.2", id="the rate of an earlier day"),
        pytest.param("2023-07-01", "fund-novitas-bkk", "1.54", id="another fund"),
        pytest.param("2025-01-01", "3.5", "3.5", id="a rate typed in"),
        pytest.param("2025-01-01", "average", None, id="the average"),
    ],
)
def test_the_rate_that_counts(day, answer, rate):
    case = Case(law(day)).with_answer(ADDITIONAL_RATE, answer)
    assert fund_average(case) == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize("day", ["2024-05-01", "2026-10-01", "2022-10-01"])
def test_a_fund_without_a_rate_that_day_is_refused_at_the_question(day):
    step = walk(FLOW, STUDENT | {"additional_rate": TK}, law(day))
    assert step.due is ADDITIONAL_RATE
    assert "no rate of this fund for this day" in step.problem.error.message


@pytest.mark.parametrize(
    "answer", ["fund-", "fund-nobody", "fund-TK", "techniker-krankenkasse", "fund-2.5", "Fund-barmer"]
)
def test_what_is_no_fund_is_refused(answer):
    with pytest.raises(Unreadable):
        ADDITIONAL_RATE.parse(answer)


def test_a_fund_costs_what_its_rate_costs():
    day = law("2025-05-01")
    by_name, by_rate = (
        advise(walk(FLOW, STUDENT | {"additional_rate": answer}, day)).amounts[0].euros for answer in (TK, "2.45")
    )
    assert by_name == by_rate == Decimal("144.24")


def test_the_same_answers_under_a_later_law_ask_again():
    given = STUDENT | {"additional_rate": TK}
    assert walk(FLOW, given, law("2025-12-31")).due is None
    assert walk(FLOW, given, law("2026-01-01")).due is ADDITIONAL_RATE

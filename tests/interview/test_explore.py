"""Which answers are tried for all, and how many questions are left, on questions whose limits are known."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.explore import ahead, canonical, question_due_at, questions_left, values
from advisor.interview.question import YES_NO, Option, Question, boolean, choice, money, whole
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 11, 22))
NEXT_YEAR = figures().on(date(2027, 2, 1))
PAY = Question("pay", "How much?", money, sensitive=False, samples=("100", "90"), least=D(0), most=D(10_000))
COUNT = Question("count", "How many?", whole, sensitive=False, samples=("1",), least=D(0), most=D(120))
FIRST, SECOND = (
    Question(key, "And?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO)
    for key in ("first", "second")
)
PET = Question(
    "pet", "Which?", choice, sensitive=False, samples=("cat",), rare=("newt",),
    options=tuple(Option(pet, pet.title()) for pet in ("dog", "cat", "newt")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "edge", "expected"),
    [
        pytest.param(PAY, "marginal_earnings_limit", ["90", "100", "603", "603.01"], id="euros of a month"),
        pytest.param(
            PAY, "compulsory_insurance_threshold_per_year", ["90", "100", "6450", "6450.01"], id="euros of a year"
        ),
        pytest.param(PAY, "student_age_limit", ["90", "100"], id="an age is no limit of a pay"),
        pytest.param(COUNT, "student_age_limit", ["1", "29", "30"], id="years"),
        pytest.param(COUNT, "au_pair_max_months", ["1", "11", "12"], id="months"),
        pytest.param(COUNT, "child_discount_max_children", ["1", "3", "4"], id="how many"),
        pytest.param(COUNT, "beihilfe_child_work_hours", ["1", "19", "20"], id="hours of a week"),
        pytest.param(COUNT, "marginal_earnings_limit", ["1"], id="euros are no limit of a number"),
    ],
)
def test_both_sides_of_a_limit_are_tried(question, edge, expected):
    """An amount at the limit is still within it; at an age one is beyond it."""
    assert values(question, LAW, (edge,)) == expected


def test_a_limit_that_is_not_out_is_tried_as_it_was():
    edge = "compulsory_insurance_threshold_per_year"
    assert values(PAY, NEXT_YEAR, (edge,)) == values(PAY, LAW, (edge,))


def test_rare_options_are_for_the_full_search():
    assert values(PET, LAW) == ["dog", "cat"]
    assert values(PET, LAW, full=True) == ["dog", "cat", "newt"]


@pytest.mark.parametrize(("value", "said"), [("603.00", "603"), ("603.10", "603.10"), ("0.05", "0.05")])
def test_a_number_is_written_as_answers_carry_it(value, said):
    assert canonical(D(value)) == said


FLOW = Flow(
    "toy",
    "Toy",
    "address|toy",
    (
        Ask(FIRST),
        Ask(PAY, when=lambda a: a[FIRST]),
        Ask(COUNT),
        Ask(SECOND, when=lambda a: a[FIRST]),
        Ask(PET, when=lambda a: a[COUNT] > 2),
        Ask(PAY, when=lambda a: not a.has(PAY)),
    ),
    (Outcome("end", ""),),
)


@pytest.mark.parametrize(
    ("given", "at", "asked", "left"),
    [
        pytest.param({}, 0, [None, True, None, None, None], (1, 5), id="at the start"),
        pytest.param({"first": "no"}, 2, [False, None, None], (0, 2), id="what is not asked does not count"),
        pytest.param({"first": "yes", "pay": "5"}, 2, [True, None, None], (1, 3), id="what comes again may come"),
        pytest.param({"first": "no", "count": "3"}, 4, [None], (0, 1), id="one may come"),
        pytest.param({"first": "no", "count": "1"}, 5, [], (0, 0), id="the last, which stands in two places"),
    ],
)
def test_what_is_left_is_bounded_by_what_is_known(given, at, asked, left):
    step = walk(FLOW, given, LAW)
    assert question_due_at(step) == at
    assert ahead(step) == [asked]
    assert questions_left(step) == left


def test_nothing_is_left_in_the_end():
    step = walk(FLOW, {"first": "no", "count": "1", "pay": "7"}, LAW)
    assert (ahead(step), questions_left(step)) == ([], (0, 0))

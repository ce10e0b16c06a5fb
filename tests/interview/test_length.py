"""How many questions most people still have, and how long a flow takes them."""

from dataclasses import replace

import pytest

from advisor.flows import all_flows
from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.explore import questions_left
from advisor.interview.length import JOURNEYS, SECONDS, likely_left, minutes
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Option, Question, boolean, choice
from advisor.rules.figures import FIRST_DAY, LAST_DAY, figures

LAW = figures().on(FIRST_DAY)
SIZE = Question(
    "size",
    "How large?",
    choice,
    sensitive=False,
    samples=("small",),
    options=tuple(Option(value, value) for value in ("small", "middle", "large")),
)
MORE = [
    Question(f"more-{at}", "And?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO) for at in range(9)
]
TOY = Flow(
    "toy",
    "Toy",
    "address|toy",
    asks=(
        Ask(SIZE),
        *(Ask(more, when=lambda a: a[SIZE] != "small") for more in MORE[:2]),
        *(Ask(more, when=lambda a: a[SIZE] == "large") for more in MORE[2:]),
    ),
    outcomes=(Outcome("other", "private_compulsory"),),
)


def test_the_journey_in_the_middle_counts_not_the_longest():
    assert questions_left(walk(TOY, {}, LAW)) == (0, 9)
    assert likely_left(walk(TOY, {}, LAW)) == 2
    assert minutes(TOY, LAW) == -(-3 * SECONDS // 60)


@pytest.mark.parametrize(("size", "left"), [("middle", 1), ("large", 8)])
def test_what_is_answered_counts(size, left):
    assert likely_left(walk(TOY, {"size": size}, LAW)) == left


def test_nothing_is_left_at_the_end():
    assert likely_left(walk(TOY, {"size": "small"}, LAW)) == 0


def test_an_answer_that_does_not_fit_is_given_up_for_one_that_does():
    """Whoever is small has no more; a question that nobody can answer any more keeps no journey from its end."""

    def only_no(value, case):
        if value:
            raise Unreadable("no")

    def never(value, case):
        raise Unreadable("no")

    first, second = (replace(more, fits=fits) for more, fits in zip(MORE[:2], (only_no, never), strict=True))
    flow = replace(TOY, asks=(Ask(first), Ask(second), Ask(MORE[2], when=lambda a: not a[first])))
    assert likely_left(walk(flow, {}, LAW)) == 2, "the first can only be answered with no, so the third is asked"


NEVER, HOME, GUEST = (replace(MORE[0], key=key) for key in ("never", "home", "guest"))
COLOUR = replace(SIZE, key="colour", options=tuple(Option(value, value) for value in "abcdef"), samples=("a",))


def is_asked(case):
    """Reads the colour, which is still open, before it reads who is a guest."""
    return case[COLOUR] != "a" and case.has(GUEST)


FORKED = replace(
    TOY,
    asks=(
        Ask(NEVER, when=lambda a: False),
        Ask(HOME),
        Ask(GUEST, when=lambda a: not a[HOME]),
        Ask(COLOUR),
        *(Ask(more, when=is_asked) for more in MORE[:5]),
    ),
)


@pytest.mark.parametrize(("given", "left"), [({"home": "yes"}, 0), ({"home": "no", "guest": "yes"}, 5)])
def test_only_journeys_by_the_same_questions_count(given, left):
    """Most journeys of guests ask five questions more, and none of the others."""
    step = walk(FORKED, given, LAW)
    assert (step.due, questions_left(step)) == (COLOUR, (0, 5))
    assert likely_left(step) == left


@pytest.mark.parametrize(("questions", "time"), [(1, 1), (2, 1), (31, 16), (60, 30), (61, 31)])
def test_a_question_takes_half_a_minute_and_minutes_are_begun(questions, time):
    asks = tuple(Ask(replace(MORE[0], key=f"more-{at}")) for at in range(questions))
    assert minutes(replace(TOY, asks=asks), LAW) == time


def test_of_the_journeys_one_stands_in_the_middle():
    assert JOURNEYS % 2 == 1


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_it_lies_within_the_bounds_and_is_the_same_each_time(flow, day):
    step = walk(flow, {}, figures().on(day))
    fewest, most = questions_left(step)
    assert fewest <= likely_left(step) == likely_left(step) <= most
    assert 1 <= minutes(flow, step.law) <= 10

"""All questions of a calculator at once: an answer may stand before another one with which it has to fit."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.flows import all_flows
from advisor.interview.core import Ask, Flow, Outcome
from advisor.interview.question import YES_NO, Option, Question, boolean, choice
from advisor.interview.sheet import sheet, wrong
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 11, 22))
NET_PAY = all_flows()["net-pay"]
PRIVATE = {
    **{key: question.default for key, question in NET_PAY.questions.items() if question.default is not None},
    "gross_pay": "7000", "current_system": "private", "age": "40", "children": "0", "work_state": "NW", "east": "no",
    "health_premium": "600", "care_premium": "80", "basic_premium": "680",
}  # fmt: skip


def without(*keys):
    return {key: raw for key, raw in PRIVATE.items() if key not in keys}


@pytest.mark.parametrize(("basic", "problems"), [("680", set()), ("680.01", {"basic_premium"})])
def test_basic_cover_costs_at_most_both_premiums(basic, problems):
    found = sheet(NET_PAY, PRIVATE | {"basic_premium": basic}, LAW)
    assert (set(found.problems), found.missing) == (problems, [])


def test_what_is_still_missing_contradicts_nothing():
    """The premium is not typed in yet: what it is compared with is taken as it stands, and only the premium is asked for."""
    found = sheet(NET_PAY, without("health_premium"), LAW)
    assert (found.problems, found.missing) == ({}, ["health_premium"])
    assert found.given["basic_premium"] == "680"


def test_what_cannot_be_read_is_wrong_even_before_the_others_are_there():
    found = sheet(NET_PAY, without("health_premium") | {"basic_premium": "much"}, LAW)
    assert (set(found.problems), found.missing) == ({"basic_premium"}, ["health_premium"])


COLOUR = Question(
    "colour", "Which colour?", choice, sensitive=False, samples=("red", "blue"),
    options=(Option("red", "Red"), Option("blue", "Blue")), unsure=True,
)  # fmt: skip
SURE = Question("sure", "Sure?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO)
TOY = Flow(
    "toy", "Toy", "address|toy", (Ask(COLOUR), Ask(SURE, when=lambda a: a[COLOUR] == "red")), (Outcome("x", ""),)
)


@pytest.mark.parametrize(
    ("given", "problems", "asked"),
    [
        ({}, [], []),
        ({"colour": "red"}, [], ["colour"]),
        ({"colour": "green"}, ["colour"], ["colour"]),
        ({"colour": "red", "sure": "?"}, ["sure"], ["colour", "sure"]),
    ],
)
def test_what_is_wrong_is_looked_for_no_further_than_the_last_answer(given, problems, asked):
    seen = []
    asks = tuple(
        Ask(question, when=lambda a, key=question.key: seen.append(key) or True) for question in (COLOUR, SURE)
    )
    flow = replace(TOY, asks=(*asks, Ask(replace(SURE, key="last"), when=lambda a: seen.append("last") or True)))
    assert (list(wrong(flow, given, LAW)), seen) == (problems, asked)


@pytest.mark.parametrize(
    ("given", "left"),
    [({}, ["sure"]), ({"sure": "yes"}, ["sure"]), ({"colour": "blue", "sure": "yes"}, []), ({"colour": "red"}, [])],
)
def test_what_may_be_asked_is_open_until_it_is_told(given, left):
    found = sheet(TOY, given, LAW)
    assert found.open == left
    assert found.given == {key: raw for key, raw in given.items() if given.get("colour") != "blue" or key != "sure"}


@pytest.mark.parametrize(
    ("given", "asked", "missing", "problems"),
    [
        pytest.param({"colour": "blue"}, ["colour"], [], [], id="all is there"),
        pytest.param({"colour": "red"}, ["colour", "sure"], ["sure"], [], id="something is missing"),
        pytest.param({"colour": "red", "sure": "?"}, ["colour", "sure"], [], ["sure"], id="something is wrong"),
        pytest.param({"colour": "unsure"}, ["colour", "sure"], ["sure"], [], id="it may be asked"),
        pytest.param(
            {"colour": "red", "sure": "unsure"}, ["colour", "sure"], [], ["sure"], id="not knowing is no answer"
        ),
    ],
)
def test_a_sheet_is_complete_where_nothing_is_missing_or_wrong(given, asked, missing, problems):
    found = sheet(TOY, given, LAW)
    assert ([question.key for question in found.asked], found.missing, list(found.problems)) == (
        asked,
        missing,
        problems,
    )
    assert found.complete is (not missing and not problems)

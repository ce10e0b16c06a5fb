"""Asking again costs what is new: calls are counted, and what is found is what asking from the beginning finds."""

from collections import Counter
from datetime import date
from itertools import islice, pairwise
from operator import is_
from random import Random

import pytest

from advisor.flows import all_flows
from advisor.interview import length
from advisor.interview.advice import NO_PRICE
from advisor.interview.advise import advise
from advisor.interview.again import Again, Helpers
from advisor.interview.changes import changes
from advisor.interview.core import Ask, Case, Flow, Outcome, once, walk
from advisor.interview.explore import values
from advisor.interview.helped import OfACase, Order
from advisor.interview.journeys import deciding
from advisor.interview.length import likely_left
from advisor.interview.parsing import Unreadable
from advisor.interview.question import UNSURE, YES_NO, Question, boolean
from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown, figures
from advisor.rules.law import Law

LAW = figures().on(date(2026, 11, 22))
FLOWS = all_flows()


def yes_no(key: str) -> Question[bool]:
    return Question(key, "And?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO)


def test_a_condition_is_worked_out_once_for_what_it_reads():
    first, second, other = map(yes_no, ("first", "second", "other"))
    asked = []

    def either(case: Case) -> bool:
        asked.append(case.answers)
        return case[first] or case[second]

    order, said = Order(), {}
    told = Helpers(order).told
    for a in ("yes", "no"):
        for b in ("yes", "no"):
            for c in ("yes", "no"):
                case = Case(LAW, reads=order)
                for question, raw in ((first, a), (second, b), (other, c)):
                    case = case.with_answer(question, raw)
                said[a, b, c] = told(either, case)
    assert said == {(a, b, c): "yes" in (a, b) for a, b, c in said}
    assert len(asked) == 3, "yes; no and yes; no and no"


def test_a_helper_of_a_case_is_worked_out_again_only_when_what_it_reads_is_answered():
    first, second, third = map(yes_no, ("first", "second", "third"))
    asked: list[dict[str, str]] = []

    @once
    def helper(case: Case) -> bool:
        asked.append(case.answers)
        return case.get(third, False) or case[first]

    order = Order()
    case = Case(LAW, reads=order, told=OfACase(order))
    for question, raw, said in ((first, "no", False), (second, "yes", False), (third, "yes", True)):
        told = case.told
        case = case.with_answer(question, raw)
        case.told = told
        assert [helper(case), helper(case)] == [said, said]
        assert set(order) == {"first", "third"}
    assert [list(answers) for answers in asked] == [["first"], ["first", "second", "third"]]


def test_a_question_that_was_not_asked_is_an_answer_too():
    first = yes_no("first")
    order = Order()
    told = Helpers(order).told

    def helper(case: Case) -> bool:
        return case.get(first, False)

    assert not told(helper, Case(LAW, reads=order))
    assert told(helper, Case(LAW, reads=order).with_answer(first, "yes"))
    assert not told(helper, Case(LAW, reads=order))


# What is found ----------------------------------------------------------------------------------------------------------


def from_the_beginning(flow: Flow, given: dict[str, str], at: int, case: Case):
    """Where answers lead, with nothing remembered."""
    while at < len(flow.asks) and not flow.asks[at].applies(case):
        at += 1
    if at == len(flow.asks):
        try:
            yield case.answers, next(outcome.key for outcome in flow.outcomes if outcome.when(case))
        except NotYetKnown:
            yield case.answers, None
        return
    question = flow.asks[at].question
    raw = given.get(question.key, question.default)
    for value in values(question, LAW) if raw in (None, UNSURE) else [raw]:
        try:
            longer = case.with_answer(question, value)
        except Unreadable:
            continue
        yield from from_the_beginning(flow, given, at + 1, longer)


def answered(flow: Flow, chance: Random) -> dict[str, str]:
    """A case by chance, all questions answered."""
    step = walk(flow, {}, LAW)
    while step.due is not None:
        tried = values(step.due, LAW)
        for value in chance.sample(tried, len(tried)):
            longer = walk(flow, {**step.given, step.due.key: value}, LAW)
            if longer.problem is None:
                step = longer
                break
        else:
            raise AssertionError(step.due.key)
    return dict(step.given)


def some(flow: Flow, number: int) -> list[dict[str, str]]:
    """Cases by chance, and one of them with an answer that is not known."""
    chance = Random(flow.key)
    found = [answered(flow, chance) for _ in range(number)]
    unsure = ({**given, key: UNSURE} for given in found for key in given if flow.questions[key].unsure)
    return [*found, *islice(unsure, 1)]


@pytest.mark.parametrize("key", FLOWS)
def test_what_is_remembered_leads_where_asking_from_the_beginning_leads(key):
    flow, compared = FLOWS[key], 0
    for given in some(flow, 3):
        again = Again(flow, given, LAW, values)
        for asked in given:
            for value in values(flow.questions[asked], LAW)[:4]:
                found = ((case.answers, outcome and outcome.key) for case, outcome in again.reached(asked, value))
                plain = from_the_beginning(flow, {**given, asked: value}, 0, Case(LAW))
                assert list(islice(found, 64)) == list(islice(plain, 64)), (given, asked, value)
                compared += 1
    assert compared


@pytest.mark.parametrize("key", ["student", "employee", "pensioner"])
def test_a_cost_that_is_remembered_is_the_cost(key):
    flow, seen = FLOWS[key], 0
    for given in some(flow, 2):
        again = Again(flow, given, LAW, values)
        for asked in given:
            for value in values(flow.questions[asked], LAW)[:2]:
                for case, outcome in islice(again.reached(asked, value), 3):
                    if outcome is not None:
                        alone = Case(LAW)
                        for question, raw in case.answers.items():
                            alone = alone.with_answer(flow.questions[question], raw)
                        assert again.amounts(outcome, case) == outcome.amounts(alone)
                        seen += 1
    assert seen > 10


# What it costs ----------------------------------------------------------------------------------------------------------


class Long:
    """A flow of so many questions, that counts how often its conditions, outcomes and costs are worked out."""

    def __init__(self, number: int) -> None:
        self.number: Counter[str] = Counter()
        every = [yes_no(f"q-{at}") for at in range(number)]
        asks = [Ask(every[0])]
        asks += [
            Ask(here, when=lambda case, before=before: self.count("condition") and case[before] in (True, False))
            for before, here in pairwise(every)
        ]
        self.flow = Flow(
            "long",
            "Long",
            "address|long",
            asks=tuple(asks),
            outcomes=(
                Outcome(
                    "yes", "private_compulsory", when=lambda case: self.count("outcome") and case[every[0]],
                    amounts=once(self.cost),
                ),
                Outcome("no", "private_compulsory"),
            ),
        )  # fmt: skip
        self.given = {question.key: "yes" for question in every}

    def count(self, what: str) -> bool:
        self.number[what] += 1
        return True

    def cost(self, case: Case) -> tuple[Amount, ...]:
        self.count("cost")
        return ()


@pytest.mark.parametrize("number", [5, 20, 80])
def test_an_advice_works_out_each_condition_once(number):
    long = Long(number)
    advise(walk(long.flow, long.given, LAW))
    assert long.number == {"condition": number - 1, "outcome": 1, "cost": 1}


@pytest.mark.parametrize("number", [5, 20, 80])
def test_the_search_works_out_each_condition_once_for_each_answer_that_it_reads(number):
    """Each question has one other answer; all of them together do not cost more than two advices and the days to come."""
    long = Long(number)
    step = walk(long.flow, long.given, LAW)
    advice = advise(step)
    later = [day for day in figures().change_days() if 0 < (day - LAW.day).days <= 400]
    long.number.clear()
    changes(step, advice)
    assert long.number["condition"] <= (2 + len(later)) * (number - 1)
    assert long.number["outcome"] <= 2 + len(later)
    assert long.number["cost"] == 1, "no cost reads an answer"


def test_a_helper_is_worked_out_once_for_what_it_reads_and_once_for_outcome_and_advice():
    """Cases with other answers are asked for themselves."""
    first, other = yes_no("first"), yes_no("other")
    asked: list[dict[str, str]] = []

    @once
    def helper(case: Case) -> bool:
        asked.append(case.answers)
        return case[first]

    def routes(case: Case) -> tuple[()]:
        assert helper(case)
        assert not helper(case.with_answer(first, "no"))
        return ()

    outcomes = (
        Outcome("first", "", when=helper, routes=routes, cautions=lambda a: ("said",) if helper(a) else ()),
        Outcome("second", ""),
    )
    flow = Flow("helped", "Helped", "address|helped", (Ask(first), Ask(other, when=helper)), outcomes)
    step = walk(flow, {"first": "yes", "other": "yes"}, LAW)
    asked.clear()
    advice = advise(step)
    assert (advice.outcome, advice.cautions) == ("first", ("said",))
    assert asked == [{"first": "no", "other": "yes"}], "the other one was said when the outcome was found"
    asked.clear()
    again = Again(flow, step.given, LAW, values)
    for key in step.given:
        for raw in ("yes", "no"):
            found = [outcome and outcome.key for _, outcome in again.reached(key, raw)]
            assert found == ["second" if (key, raw) == ("first", "no") else "first"]
    assert [answers["first"] for answers in asked] == ["yes", "no"]


def test_answers_that_nothing_on_the_way_reads_lead_on_without_asking_again():
    first, free, read = map(yes_no, ("first", "free", "read"))
    asked: list[dict[str, str]] = []

    def is_read(case: Case) -> bool:
        asked.append(case.answers)
        return case.get(read, False)

    asks = (Ask(first), Ask(free, when=lambda a: a[first]), Ask(read, when=lambda a: a[first]))
    flow = Flow("open", "Open", "address|open", asks, (Outcome("read", "", when=is_read), Outcome("other", "")))
    again = Again(flow, {"first": "no"}, LAW, values)
    asked.clear()
    found = [(case.answers, outcome and outcome.key) for case, outcome in again.reached("first", "yes")]
    assert found == [
        ({"first": "yes", "free": free, "read": read}, "read" if read == "yes" else "other")
        for free in ("yes", "no")
        for read in ("yes", "no")
    ]
    assert [answers["read"] for answers in asked] == ["yes", "no"], "only for one answer to what nothing reads"


@pytest.mark.parametrize("key", FLOWS)
def test_an_outcome_says_whether_its_first_amount_is_a_price_and_works_its_cost_out_once(key):
    flow, seen = FLOWS[key], 0
    for way in deciding(flow, LAW).ways:
        for result in walk(flow, way.answers, LAW).results:
            if result.outcome and (amounts := result.outcome.amounts(result.case)):
                assert result.outcome.priced == (amounts[0].code not in NO_PRICE), (result.outcome.key, way.answers)
                assert all(map(is_, amounts, result.outcome.amounts(result.case))), f"{result.outcome.key}: not once"
                seen += 1
    assert seen or not any(advise(walk(flow, way.answers, LAW)).amounts for way in deciding(flow, LAW).ways)


def test_a_figure_is_looked_up_once(monkeypatch):
    """A law keeps it as a plain attribute. One that notes what is read looks each time."""
    looked_up: Counter[str] = Counter()
    find = Law.find
    monkeypatch.setattr(Law, "find", lambda self, name: looked_up.update([name]) or find(self, name))
    law = figures().with_series(()).on(LAW.day)
    assert law.care_rate == law.care_rate == law.care_rate
    assert law.child_discount == law.child_discount
    assert law.family_income_limit == law.family_income_limit
    assert law.former_student_rate is law.former_student_rate is None
    assert {name: looked_up[name] for name in ("care_rate", "child_discount", "family_income_limit")} == dict.fromkeys(
        ("care_rate", "child_discount", "family_income_limit"), 1
    )
    traced = law.traced()
    assert (traced.care_rate, traced.care_rate) == (law.care_rate,) * 2
    assert looked_up["care_rate"] == 3
    assert set(traced.used) == {"care_rate"}
    assert law.used == {}


@pytest.mark.parametrize("key", FLOWS)
def test_how_many_are_left_is_told_from_journeys_of_nobody(key, monkeypatch):
    """They are tried once; after that a question page asks each condition once at most, and nothing more is kept."""
    flow = FLOWS[key]
    given = answered(flow, Random(flow.key))
    steps = [walk(flow, dict(list(given.items())[:number]), LAW) for number in range(len(given))]
    likely_left(steps[0])
    before = length._journeys.cache_info()
    asked: Counter[object] = Counter()
    applies = Ask.applies
    monkeypatch.setattr(Ask, "applies", lambda self, case: asked.update([self]) or applies(self, case))
    for step in steps:
        asked.clear()
        likely_left(step)
        assert max(asked.values(), default=0) <= 1
    after = length._journeys.cache_info()
    assert (after.misses, after.currsize) == (before.misses, before.currsize)
    assert all(type(journey) is int for journey in length._journeys(flow, LAW))

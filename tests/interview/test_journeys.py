"""Which journeys are tried, counted on flows so small that each of them can be named."""

from dataclasses import replace
from datetime import date

from advisor.interview.core import Ask, Flow, Outcome
from advisor.interview.journeys import _cases, cases, deciding, free_answers, journeys
from advisor.interview.question import UNSURE, Option, Question, choice
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 11, 22))


def choosing(key, *options, **more):
    named = tuple(Option(option, option) for option in options)
    return Question(key, "Which?", choice, sensitive=False, samples=options[:1], options=named, **more)


PET = choosing("pet", "dog", "cat", "newt", rare=("newt",))
FOOD = choosing("food", "meat", "fish", "hay")


def flow_of(*questions, when=lambda a: a[PET] == "dog"):
    outcomes = (Outcome("barks", "family_cover", when=when), Outcome("else", "private_compulsory"))
    return Flow("toy", "Toy", "address|toy", tuple(map(Ask, questions)), outcomes)


def combinations(flow, law, reads):
    """The answers of every case there is, each with other ones of the answers that no condition reads."""
    for number, (case, _) in enumerate(_cases(flow, law, reads.questions, set(), full=True)):
        free = free_answers(flow, law, reads, case.answers)
        yield case.answers | {key: tried[number % len(tried)] for key, tried in free.items()}


def given(steps):
    return [tuple(step.given.values()) for step in steps]


def test_rare_answers_are_for_the_full_search():
    flow = flow_of(PET)
    for full, pets in ((False, ["dog", "cat"]), (True, ["dog", "cat", "newt"])):
        assert [case.answers["pet"] for case, _ in cases(flow, LAW, full)] == pets
        assert {way.outcome: way.cases for way in deciding(flow, LAW, full=full).ways} == {
            "barks": 1,
            "else": len(pets) - 1,
        }
    assert [case.answers["pet"] for case, _ in cases(flow, LAW)] == ["dog", "cat"]
    assert {way.outcome: way.cases for way in deciding(flow, LAW).ways} == {"barks": 1, "else": 1}
    assert [row["pet"] for row in combinations(flow, LAW, deciding(flow, LAW))] == ["dog", "cat", "newt"]


TAIL = choosing("tail", "long", "short")


def long_tailed(*free):
    """Two ways lead to what is no dog with a long tail: a dog with a short one, and a cat, which nobody asks of its tail."""
    asks = (Ask(PET), Ask(TAIL, when=lambda a: a[PET] == "dog"), *map(Ask, free))
    return replace(flow_of(when=lambda a: a[PET] == "dog" and a[TAIL] == "long"), asks=asks)


def test_a_way_without_anything_else_to_answer_is_walked_once():
    assert given(journeys(long_tailed(), LAW)) == [("dog", "long"), ("dog", "short"), ("cat",)]


def test_pairs_stand_on_the_first_way_to_a_result_alone_but_for_the_full_search():
    flow = long_tailed(FOOD, replace(FOOD, key="drink"))
    for steps, last in ((journeys(flow, LAW), 3), (journeys(flow, LAW, full=True), 9)):
        rows = [row[:-2] for row in given(steps)]
        assert [rows.count(way) for way in (("dog", "long"), ("dog", "short"), ("cat",))] == [9, 9, last]


def test_not_knowing_is_tried_once_for_each_question_that_takes_it():
    flow = flow_of(PET, replace(FOOD, unsure=True))
    rows = given(journeys(flow, LAW))
    assert rows == [(pet, food) for pet in ("dog", "cat") for food in ("meat", "fish", "hay", UNSURE)]
    doubtful = flow_of(replace(PET, unsure=True))
    assert given(journeys(doubtful, LAW)) == [("dog",), (UNSURE,), ("cat",), (UNSURE,)]


def test_what_no_condition_reads_changes_from_case_to_case():
    flow = flow_of(PET, FOOD)
    rows = combinations(flow, LAW, deciding(flow, LAW))
    assert [tuple(row.values()) for row in rows] == [("dog", "meat"), ("cat", "fish"), ("newt", "hay")]


def test_few_rows_hold_all_pairs():
    """Four answers of two and three kinds have 24 combinations; the fewest rows that hold all pairs are six."""
    flow = flow_of(PET, *(choosing(key, "yes", "no") for key in ("first", "second", "third")), FOOD)
    rows = [row[1:] for row in given(journeys(flow, LAW)) if row[0] == "dog"]
    assert len(rows) <= 7, rows

"""How conditions are said: how much of them a reader keeps in mind, and what words cannot tell apart."""

from collections import Counter
from itertools import product
from random import Random

import pytest

from advisor.interview import briefly, told
from advisor.interview.briefly import Brief
from advisor.interview.told import RESULT, Told

YES, NO = frozenset({"yes"}), frozenset({"no"})


def pairs(number):
    """Cases in which one of so many pairs of answers is both yes, and those in which none is."""
    both = [{f"one-{at}": YES, f"other-{at}": YES} for at in range(number)]
    neither = [dict.fromkeys(keys, NO) for keys in product(*both)]
    return both, neither


def yes_or_no(number, single=0):
    keys = [
        *(f"{side}-{at}" for at in range(number) for side in ("one", "other")),
        *(f"only-{at}" for at in range(single)),
    ]
    return Told(dict.fromkeys(keys, ("yes", "no")), {})


@pytest.mark.parametrize(("number", "how"), [(6, "if"), (7, "depends")])
def test_six_ways_are_kept_in_mind(number, how):
    some = yes_or_no(number)
    both, neither = map(some.rows, pairs(number))
    said = some.condition(both, neither)
    assert (said.how, len(said.ways)) == (how, number if how == "if" else 0)


@pytest.mark.parametrize(
    ("number", "single", "how"), [(6, 0, "if"), (7, 0, "depends"), (6, 1, "if"), (6, 6, "if"), (6, 7, "depends")]
)
def test_six_exceptions_are_kept_in_mind_and_as_many_that_are_said_as_what_is_needed(number, single, how):
    some = yes_or_no(number, single)
    both, neither = pairs(number)
    only = {f"only-{at}": YES for at in range(single)}
    others = some.rows([*both, *({key: NO} for key in only)])
    said = some.condition(some.rows(case | only for case in neither), others)
    assert (said.how, len(said.but), dict(said.needs)) == (("if", number, only) if how == "if" else (how, 0, {}))


@pytest.mark.parametrize(
    ("wanted", "how"), [(8, "if"), (9, "depends"), (11, "depends"), (12, "if")], ids=lambda each: str(each)
)
def test_eight_options_are_told_apart_at_a_glance_or_all_but_eight(wanted, how):
    options = [f"option-{at:02}" for at in range(20)]
    for grain in ("few", "each"):
        some = Told({"which": (*options, None)}, {"which": grain})
        some_of, others = ([{"which": frozenset(part)}] for part in (options[:wanted], options[wanted:]))
        said = some.condition(some.rows(some_of), some.rows([*others, {"which": None}]))
        assert said.how == (how if grain == "few" else "if")


def test_a_question_that_comes_again_is_open_where_it_was_not_asked_before():
    some = Told({"pay": ("0", "1", None), RESULT: ("x", "y")}, {})
    begun = some.rows([{"pay": None}])
    ends = {
        "x": some.rows([{"pay": frozenset("0"), RESULT: frozenset("x")}]),
        "y": some.rows([{"pay": frozenset("1"), RESULT: frozenset("y")}]),
    }
    assert some.in_the_end(begun, ends, {"pay"}, {"pay"}) == some.rows([{}])
    assert some.in_the_end(some.rows([{"pay": frozenset("0")}]), ends, {"pay"}, {"pay"}) == some.rows(
        [{RESULT: frozenset("x")}]
    )


def test_an_exception_leaves_out_what_is_needed_anyway():
    assert told._within({"a": YES, "b": NO}, {"a": YES}) == {"b": NO}
    assert told._within({"a": YES | NO, "b": NO}, {"a": YES}) == {"b": NO}
    assert told._within({"a": YES, "b": NO}, {"a": YES | NO}) == {"a": YES, "b": NO}


def test_many_rows_share_the_same_whether_they_are_put_in_groups_or_compared_one_by_one(monkeypatch):
    chance = Random(6)
    brief = Brief(dict.fromkeys("pqrs", ("a", "b", "c")))
    rows = [
        sum(brief.bits(key, chance.choice((["a"], ["b"], ["b", "c"], ["a", "b", "c"]))) for key in "pqrs")
        for _ in range(200)
    ]
    some, others = rows[:120], rows[120:]
    one_by_one = list(brief.shared(some, others))
    assert one_by_one == [both for one in some for both in brief.meeting(one, others)]
    assert 0 < len(one_by_one) < len(some) * len(others)
    monkeypatch.setattr(briefly, "MANY_PAIRS", 10)
    assert Counter(brief.shared(some, others)) == Counter(one_by_one)
    looked_at = []
    monkeypatch.setattr(
        Brief, "meeting", lambda _, one, others: looked_at.extend((one, other) for other in others) or []
    )
    list(brief.shared(some, others))
    assert len(looked_at) < 1.5 * len(one_by_one), "of groups that do not meet nothing is looked at"

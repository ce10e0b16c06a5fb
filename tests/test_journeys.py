"""Every journey through every flow, under every law since 2019: nobody is stranded, everything is priced or refused by name."""

import os
from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from advisor.content.library import library
from advisor.flows import all_flows
from advisor.interview.advice import Advice
from advisor.interview.advise import advise
from advisor.interview.core import Outcome, walk
from advisor.interview.explore import cases, deciding, journeys
from advisor.rules.figures import LAST_DAY, NotYetKnown, figures
from advisor.rules.law import FIGURES

FULL = bool(os.environ.get("FULL"))
PROBES = [date(2019, 3, 1), date(2019, 10, 1), date(2023, 8, 1), date(2026, 11, 22)]
LANGUAGES = ("de", "nl", "hu")
FLOWS = all_flows()


@cache
def condition_days(key: str) -> tuple[date, ...]:
    """The days on which a figure changes that a condition of the flow reads."""
    names = frozenset().union(*(deciding(FLOWS[key], figures().on(day)).figures for day in PROBES))
    return tuple(figures().change_days(names))


PERIODS = [(key, day) for key in FLOWS for day in condition_days(key)]


def texts_named(advice: Advice) -> set[tuple[str, str]]:
    """(kind, key) of every text that shows this advice."""
    named = {("reason", route.reason) for route in advice.routes}
    named |= {("reason", person.reason) for person in advice.people}
    named |= {("outcome", advice.outcome)} if advice.outcome else set()
    named |= {("authority", advice.authority)} if advice.authority else set()
    named |= {("document", code) for code in advice.documents}
    named |= {("deadline", deadline.code) for deadline in advice.deadlines}
    named |= {("caution", code) for code in advice.cautions}
    for alternative in advice.alternatives:
        named |= texts_named(alternative.advice)
    return named


def faults_of_amount(amount) -> list[str]:
    if (amount.euros is None) != (amount.refused is not None):
        return [f"{amount.code} has neither euros nor a reason"]
    if amount.refused is not None and amount.refused.name not in FIGURES:
        return [f"{amount.code} is refused for no figure"]
    if amount.euros is not None and amount.euros < 0 and amount.code != "care_child_discount":
        return [f"{amount.code} is negative"]
    return [fault for part in amount.parts for fault in faults_of_amount(part)]


def faults(advice: Advice) -> list[str]:
    """What is wrong with one advice, whatever the case."""
    if advice.alternatives:
        return [fault for alternative in advice.alternatives for fault in faults(alternative.advice)]
    if advice.refused is not None:
        return [] if advice.refused.name in FIGURES else ["refused for no figure"]
    found = [fault for amount in advice.amounts for fault in faults_of_amount(amount)]
    found += [fault for route in advice.routes if route.cost for fault in faults_of_amount(route.cost)]
    if advice.duty and not advice.routes:
        found.append(f"{advice.outcome} shows no way to be insured")
    if not advice.authority:
        found.append(f"{advice.outcome} does not say who decides")
    return found


def laws_until(key: str, first: date) -> list[date]:
    """The days from `first` on with the same conditions, on which any figure changes."""
    later = [day for day in condition_days(key) if day > first]
    end = later[0] if later else LAST_DAY + timedelta(days=1)
    return [first, *(day for day in figures().change_days() if first < day < end)]


@pytest.mark.parametrize(("key", "first"), PERIODS, ids=lambda value: str(value))
@pytest.mark.django_db
def test_every_journey_arrives(key, first, record_property):
    flow = FLOWS[key]
    steps = list(journeys(flow, figures().on(first), full=FULL))
    reads = deciding(flow, figures().on(first))
    number = sum(1 for _ in cases(flow, figures().on(first), reads.questions, set(), full=FULL))
    wrong: Counter[str] = Counter()
    texts: set[tuple[str, str]] = set()
    for day in laws_until(key, first):
        for draft in (False, True) if day.year >= 2027 else (False,):
            law = figures().on(day, draft)
            for step in steps:
                again = walk(flow, step.given, law)
                if again.due is not None:
                    continue
                advice = advise(again)
                wrong.update(faults(advice))
                texts |= texts_named(advice)
                number += 1
    record_property("journeys", number)
    assert not wrong
    for kind, text in sorted(texts):
        for language in LANGUAGES:
            parts = library().get(kind, text, language, figures().on(first))
            assert all(part.language == language and part.text for part in parts), (kind, text, language)


@pytest.mark.parametrize("key", FLOWS)
def test_every_outcome_is_reached(key):
    flow = FLOWS[key]
    reached = set()
    for day in PROBES:
        law = figures().on(day)
        reached |= {outcome for _, outcome in cases(flow, law, deciding(flow, law).questions, set(), full=True)}
    assert reached - {""} == {outcome.key for outcome in flow.outcomes}


def test_a_hole_is_seen():
    """Planted faults: an outcome without a way and without an authority, an amount that is refused for no figure."""
    law = figures().on(PROBES[-1])
    flow = FLOWS["student"]
    given = next(iter(journeys(flow, law))).given
    advice = advise(walk(flow, given, law))
    bare = Outcome("bare", "statutory_compulsory")
    hollow = Advice("student", law.day, False, {}, bare.key, bare.duty, refused=None)
    assert faults(advice) == []
    assert len(faults(hollow)) == 2
    unknown = NotYetKnown("no_such_figure", law.day, law.day, None, False)
    assert faults(Advice("student", law.day, False, {}, "", "", refused=unknown)) == ["refused for no figure"]

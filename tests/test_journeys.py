"""Every journey through every flow, under every law since 2019: nobody is stranded, everything is priced or refused by name."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product, takewhile

import pytest

from advisor.content.library import library
from advisor.flows import all_flows
from advisor.interview.advice import Advice
from advisor.interview.advise import advise
from advisor.interview.core import Flow, Outcome, Step, walk
from advisor.interview.journeys import Reads, deciding, journeys
from advisor.rules.figures import NotYetKnown, figures
from advisor.rules.law import FIGURES, Law
from tests.interview.test_journeys import combinations

FULL = bool(os.environ.get("FULL"))
TODAY, DRAFTS_FROM = date(2026, 11, 22), date(2027, 1, 1)
LANGUAGES = ("de", "nl", "hu")
FLOWS = all_flows()


def texts_named(advice: Advice) -> set[tuple[str, str]]:
    """(kind, key) of every text that shows this advice."""
    named = {("reason", route.reason) for route in advice.routes}
    named |= {("reason", route.covers) for route in advice.routes if route.covers}
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


def look(advice: Advice) -> tuple[object, ...]:
    """What the card of a case shows: title, price or its known parts, ways, and why and by when where another card has
    the same title."""
    title = [part.text for part in library().wordings("outcome", advice.outcome, "de")][:1] if advice.outcome else []
    routes = tuple((route.code, route.status, route.reason) for route in advice.routes)
    deadlines = tuple((deadline.code, deadline.on) for deadline in advice.deadlines)
    missing = tuple(refused.name for refused in advice.missing())
    parts = advice.amounts[0].parts if advice.amounts and advice.price is None else ()
    known = tuple((part.label, part.euros) for part in parts if part.euros is not None)
    return *title, advice.duty, advice.price, known, routes, deadlines, missing


def faults(advice: Advice) -> list[str]:
    """What is wrong with one advice, whatever the case."""
    if advice.alternatives:
        cases = [alternative.advice for alternative in advice.alternatives]
        found = [] if len(set(map(look, cases))) == len(cases) else [f"two cases look the same: {cases[0].outcome}"]
        return found + [fault for case in cases for fault in faults(case)]
    if advice.refused is not None:
        return [] if advice.refused.name in FIGURES else ["refused for no figure"]
    found = [fault for amount in advice.amounts for fault in faults_of_amount(amount)]
    found += [fault for route in advice.routes if route.cost for fault in faults_of_amount(route.cost)]
    if advice.duty and not advice.routes:
        found.append(f"{advice.outcome} shows no way to be insured")
    found += [
        f"{route.code} does not say what it pays"
        for route in advice.routes
        if route.status != "closed" and not route.covers
    ]
    if not advice.authority:
        found.append(f"{advice.outcome} does not say who decides")
    return found


def periods(flow: Flow, draft: bool) -> Iterator[tuple[Reads, list[Law]]]:
    """All laws in order, gathered while no figure changes that a condition reads; with what conditions read."""
    days = [day for day in figures().change_days() if not draft or day >= DRAFTS_FROM]
    known: frozenset[str] = frozenset()
    while days:
        reads = deciding(flow, figures().on(days[0], draft), known, full=FULL)
        changed = next((day for day in figures().change_days(reads.figures) if day > days[0]), date.max)
        alike = list(takewhile(changed.__gt__, days))
        yield reads, [figures().on(day, draft) for day in alike]
        known, days = reads.questions, days[len(alike) :]


def replays(flow: Flow, reads: Reads, laws: list[Law]) -> Iterator[Step]:
    """Every journey, under every law where none before it was asked the same questions and came to the same results, else
    under one in turn. The full search replays all of them under every law, and adds every case, under one law each."""
    known: set[tuple[object, ...]] = set()
    for number, step in enumerate(journeys(flow, laws[0], reads, full=FULL)):
        alike = (*step.given, *(result.outcome for result in step.results))
        under = laws if FULL or alike not in known else [laws[number % len(laws)]]
        known.add(alike)
        yield from (step if law is laws[0] else walk(flow, step.given, law) for law in under)
    if FULL:
        for number, given in enumerate(combinations(flow, laws[0], reads)):
            yield walk(flow, given, laws[number % len(laws)])


@pytest.mark.long
@pytest.mark.parametrize("key", FLOWS)
@pytest.mark.django_db
def test_every_journey_arrives_and_every_outcome_is_reached(key, record_property):
    flow, number, reached = FLOWS[key], 0, set()
    for draft in (False, True):
        for reads, laws in periods(flow, draft):
            wrong: Counter[str] = Counter()
            texts: set[tuple[str, str]] = set()
            for step in replays(flow, reads, laws):
                if step.due is None:
                    advice = advise(step)
                    wrong.update(faults(advice))
                    texts |= texts_named(advice)
                    number += 1
            assert not wrong, laws[0].day
            for (kind, text), language in product(sorted(texts), LANGUAGES):
                parts = library().get(kind, text, language, laws[0])
                assert all(part.language == language and part.text for part in parts), (kind, text, language)
            reached |= {way.outcome for way in reads.ways}
            number += sum(way.cases for way in reads.ways)
    record_property("journeys", number)
    assert reached - {""} == {outcome.key for outcome in flow.outcomes}


def test_a_hole_is_seen():
    """Planted faults: an outcome without a way and without an authority, an amount that is refused for no figure."""
    law = figures().on(TODAY)
    flow = FLOWS["asylum-seeker"]
    given = next(iter(journeys(flow, law))).given
    advice = advise(walk(flow, given, law))
    bare = Outcome("bare", "statutory_compulsory")
    hollow = Advice(flow.key, law.day, False, {}, bare.key, bare.duty, refused=None)
    assert faults(advice) == []
    assert len(faults(hollow)) == 2
    unknown = NotYetKnown("no_such_figure", law.day, law.day, None, False)
    assert faults(Advice(flow.key, law.day, False, {}, "", "", refused=unknown)) == ["refused for no figure"]

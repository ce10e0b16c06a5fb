"""Where visitors read a text: the page of the site, and the answers that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from random import Random

from django.urls import reverse
from django.utils import translation

from advisor.directory.shelf import directory
from advisor.flows import all_flows
from advisor.interview.advice import Advice
from advisor.interview.advise import advise
from advisor.interview.core import Flow, Step, walk
from advisor.interview.explore import values
from advisor.interview.journeys import deciding, journeys
from advisor.rules.law import Law
from advisor.web.glossary import letter_of_term
from advisor.web.guide import GUIDE
from advisor.web.slugs import PAGE_OF

from .needs import SHOWN_BY_LISTS, flows_with

SAID_ANYWHERE = ("asylum-seeker", "student", "employee")
"""Flows to look in for what every interview may say."""
THROWS = 60
MOST_JOURNEYS = 2000


@dataclass(frozen=True)
class Place:
    """A page of the site by the name of its address. posted: its answers travel by POST."""

    name: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    posted: bool = False

    def path(self, language: str) -> str:
        """Its address in a language, without its fields."""
        with translation.override(language):
            return reverse(self.name, kwargs=dict(self.arguments))


def place_of(kind: str, key: str, language: str, law: Law) -> Place | None:
    """A page that shows the text under that law; None where none was found."""
    if kind == "guide":
        return Place("guide-page", {"key": key}) if key in GUIDE else None
    if kind == "term":
        with translation.override(language):
            letter = letter_of_term(key)
        return Place("glossary-letter", {"letter": letter}) if letter else None
    if kind == "page":
        if key in SHOWN_BY_LISTS:
            typed = {"q": "xyzxyz"} if key.endswith("-none") else {}
            return Place("list", {"list_key": SHOWN_BY_LISTS[key]}, typed)
        return Place("site-page", {"page_key": PAGE_OF[key]}) if key in PAGE_OF else None
    if kind == "notice":
        return _on(all_flows()["asylum-seeker"], {})
    found = _answers(kind, key, law)
    return _on(all_flows()[found[0]], dict(found[1])) if found else None


def _on(flow: Flow, answers: Mapping[str, str]) -> Place:
    return Place("interview", {"flow": flow.key}, answers, flow.private)


Answers = tuple[str, tuple[tuple[str, str], ...]]
"""The key of a flow, and answers."""
_KNOWN: dict[tuple[str, str, str, bool, int], Answers | None] = {}
MOST_KNOWN = 2000


def _answers(kind: str, key: str, law: Law) -> Answers | None:
    """A flow and answers whose page shows the text; remembered for the day, until a figure may have changed."""
    name = (kind, key, law.day.isoformat(), law.draft, directory().edition)
    if name not in _KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[name] = next(_found(kind, key, law), None)
    return _KNOWN[name]


def _found(kind: str, key: str, law: Law) -> Iterator[Answers]:
    """Tried at random first, which finds what is common at once; then by going every way."""
    flows = [all_flows()[name] for name in flows_with(kind, key) or SAID_ANYWHERE]
    if kind == "why":
        yield from ((flow.key, ()) for flow in flows if flow.one_page)
    for ways in (_at_random, _every_way):
        for flow in flows:
            for step in ways(flow, law, key if kind == "outcome" and len(flows) == 1 else ""):
                given = tuple(step.given.items())
                if kind == "why" and key in step.given:
                    yield flow.key, given[: list(step.given).index(key)]
                elif kind != "why" and (kind, key) in said_by(advise(step)):
                    yield flow.key, given


def _at_random(flow: Flow, law: Law, _outcome: str) -> Iterator[Step]:
    """Finished journeys with samples thrown by dice, the same ones each time."""
    dice = Random(0)
    edges = {ask.question.key: ask.edges for ask in flow.asks}
    tried = {key: values(question, law, edges[key]) for key, question in flow.questions.items()}
    for _number in range(THROWS):
        given: dict[str, str] = {}
        step = walk(flow, given, law)
        while step.due is not None and step.problem is None:
            given[step.due.key] = dice.choice(tried[step.due.key])
            step = walk(flow, given, law)
        if step.due is None:
            yield step


def _every_way(flow: Flow, law: Law, outcome: str) -> Iterator[Step]:
    """Finished journeys, one of each way first; outcome: the only one wanted, where it is known."""
    reads = deciding(flow, law)
    if outcome:
        reads = replace(reads, ways=tuple(way for way in reads.ways if way.outcome == outcome))
    first = (walk(flow, way.answers, law) for way in reads.ways)
    for step in islice(chain(first, journeys(flow, law, reads)), MOST_JOURNEYS):
        if step.due is None:
            yield step


def said_by(advice: Advice) -> set[tuple[str, str]]:
    """The texts that a result shows, by kind and key."""
    found = {("outcome", advice.outcome), ("authority", advice.authority)}
    found |= {("reason", one.reason) for one in (*advice.routes, *advice.people)}
    found |= {("reason", route.covers) for route in advice.routes if route.covers}
    found |= {("document", code) for code in advice.documents} | {("caution", code) for code in advice.cautions}
    found |= {("deadline", deadline.code) for deadline in advice.deadlines}
    return found.union(*(said_by(alternative.advice) for alternative in advice.alternatives))

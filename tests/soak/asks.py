"""What many visitors ask for: hardly two of them with the same answers, of all groups, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from advisor.flows import all_flows
from advisor.interview.core import Flow, walk
from advisor.interview.question import Question
from advisor.rules.figures import figures
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from tests.bench.pages import DAY, LAW, answered
from tests.kinds import LANGUAGES

HELLO = "/healthz"
"""The floor: an answer without a page, through the same middleware."""
FLOOR = "floor"
SHARES = {
    FLOOR: 2, "page": 4, "question": 3, "result": 2, "private": 1, "calculator": 1, "search": 1, "sheet": 1, "program": 1,
}  # fmt: skip
"""How often each is asked for."""
SEARCHED = ("Familienversicherung", "Student", "AOK", "Minijob", "Arzt", "verzekering", "zorg", "biztosító", "xyzzy")
COUNTRIES = tuple(figures().lists["countries"].rows)


@dataclass(frozen=True)
class Ask:
    """A request. form: what is posted, None for an address."""

    kind: str
    path: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Journey:
    """Answers to the end of a flow. money: amounts whose cents lead nowhere else."""

    flow: Flow
    answers: Mapping[str, str]
    money: tuple[str, ...]

    def now(self, chance: Random) -> dict[str, str]:
        """The same of another visitor: the cents differ."""
        cents = {key: f"{self.answers[key]}.{chance.randrange(100):02}" for key in self.money}
        return {**self.answers, **cents, "as_of": DAY.isoformat()}


def journeys(flow: Flow, chance: Random, many: int) -> Iterator[Journey]:
    """Visitors of a flow, each with other amounts, ages, countries and choices."""
    first = answered(flow.key)
    for _ in range(many):
        other = {key: _other(flow.questions[key], raw, chance) for key, raw in first.items()}
        try:
            answers = answered(flow.key, **other)
        except StopIteration:  # no sample fits what came before
            answers = first
        whole = [key for key, raw in answers.items() if flow.questions[key].kind.name == "money" and raw.isdigit()]
        cents = {**answers, **{key: f"{answers[key]}.99" for key in whole}}
        ends = walk(flow, cents, LAW).given.keys() == answers.keys() and walk(flow, cents, LAW).due is None
        yield Journey(flow, answers, tuple(whole) if ends else ())


def _other(question: Question[Any], raw: str, chance: Random) -> str:
    tried = chance.choice(question.samples or (raw,))
    match question.kind.name:
        case "money":
            tried = str(chance.randrange(300, 6000))
        case "whole":
            tried = str(chance.randint(int(question.least or 0), min(int(question.most or 67), 67)))
        case "country":
            tried = chance.choice(COUNTRIES)
    with suppress(ValueError):
        question.parse(tried)
        return tried
    return raw


class Mix:
    """All kinds of requests in their shares."""

    def __init__(self, number: int, many: int) -> None:
        chance = Random(number)
        found = {flow.key: list(journeys(flow, chance, many)) for flow in all_flows().values()}
        flows = all_flows().values()
        self.guided = [found[flow.key] for flow in flows if not flow.private and not flow.one_page]
        self.private = [found[flow.key] for flow in flows if flow.private and not flow.one_page]
        self.calculators = [found[flow.key] for flow in flows if flow.one_page]

    def one(self, chance: Random) -> Ask:
        """The next request."""
        (kind,) = chance.choices(list(SHARES), list(SHARES.values()))
        language = chance.choice(LANGUAGES)
        match kind:
            case "floor":
                return Ask(kind, HELLO)
            case "page":
                name, more = chance.choice(PAGES)
                return Ask(kind, Here(name, asked_on(), more).path(language))
            case "search":
                return Ask(kind, f"{Here(kind, asked_on()).path(language)}?{urlencode({'q': chance.choice(SEARCHED)})}")
            case "private":
                return _sent(kind, chance.choice(chance.choice(self.private)), chance, language)
            case "calculator":
                return _sent(kind, chance.choice(chance.choice(self.calculators)), chance, language)
        return _sent(kind, chance.choice(chance.choice(self.guided)), chance, language)


PAGES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("start", {}),
    ("guide", {}),
    ("guide-page", {"key": "students"}),
    ("guide-page", {"key": "how-it-works"}),
    ("glossary-letter", {"letter": "k"}),
    ("list", {"list_key": "funds"}),
    ("site-page", {"page_key": "figures"}),
)


def _sent(kind: str, journey: Journey, chance: Random, language: str) -> Ask:
    fields = journey.now(chance)
    if kind == "question":
        given = list(journey.answers)
        left_out = given[chance.randrange(len(given)) :]
        fields = {key: raw for key, raw in fields.items() if key not in left_out}
    if kind == "program":
        return Ask(kind, f"/api/v1/advise/{journey.flow.key}?{urlencode({**fields, 'lang': language})}")
    path = Here("sheet" if kind == "sheet" else "interview", asked_on(), {"flow": journey.flow.key}).path(language)
    return Ask(kind, path, fields) if journey.flow.private else Ask(kind, f"{path}?{urlencode(fields)}")

"""What the interface for programs answers, as shapes: its description is made from these, and tests hold answers to them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Euros = Annotated[str, Field(pattern=r"^\d+\.\d{2}$")]
Item = Annotated[str, Field(pattern=r"^-?\d+\.\d{2}$")]
"""Euros, with a minus where something is taken off."""
Law = Literal["in_force", "draft"]


class Shape(Schema):
    """Exactly these fields, described by the lines below them."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Part(Shape):
    """A segment of a text. Text may hold [de:Wort] and [label](address); the address may name a page of this site: flow:, guide:, list: or term: and a key."""

    id: str
    role: str
    text: str
    language: str


class Asked(Shape):
    key: str
    question: str
    value: str
    shown: str


class Choice(Shape):
    value: str
    label: str
    hint: str


class Question(Shape):
    key: str
    label: str
    hint: str
    type: Literal["boolean", "choice", "whole", "money", "rate", "day", "country", "rows"]
    unit: str
    choices: list[Choice]
    least: str | None
    most: str | None
    default: str | None
    sensitive: bool
    columns: list[Question]
    most_rows: int


class Figure(Shape):
    name: str
    label: str
    term: str
    value: str
    unit: str
    valid_from: date
    legal_basis: str
    source: str
    checked_on: date
    confidence: Literal["high", "medium", "low"]
    provisional: bool
    draft: bool


class Missing(Shape):
    figure: str
    label: str
    since: date
    draft: bool
    last_known: Figure | None


class Term(Shape):
    percent: str
    share: str
    label: str


class Formula(Shape):
    base: str
    base_label: str
    terms: list[Term]
    less: str | None


class Amount(Shape):
    code: str
    label: str
    euros: Item | None
    period: Literal["month", "year", "once"]
    payer: str
    payer_label: str
    law: str
    source: str
    formula: Formula | None
    figures: list[Figure]
    parts: list[Amount]
    provisional: bool
    refused: Missing | None


class Person(Shape):
    kind: Literal["self", "spouse", "partner", "child"]
    number: int
    age: int
    label: str
    covered: bool = Field(alias="in")
    in_label: str
    rate: str | None
    reason: str
    text: list[Part]
    law: list[str]


class Named(Shape):
    code: str
    label: str


class Route(Shape):
    code: str
    label: str
    status: Literal["required", "entitled", "possible", "closed"]
    status_label: str
    reason: str
    text: list[Part]
    law: list[str]
    cost: Amount | None
    covers: list[Part]
    market: bool
    excludes: list[Named]


class Text(Shape):
    code: str
    text: list[Part]


class Noted(Shape):
    """A paper or a caution. in_some_cases: it hangs on an answer that the visitor does not know."""

    code: str
    text: list[Part]
    in_some_cases: bool


class Fact(Shape):
    """Something worked out from the answers that is not money."""

    code: str
    label: str
    value: str
    """A number, or a day where the unit is "day"."""
    unit: Literal["days", "months", "years", "percent", "day"]


class Deadline(Shape):
    code: str
    on: str | None
    begins: bool
    passed: bool
    """A last day that lies before the day of law."""
    missed: str
    """What a passed last day means; empty where none has passed."""
    law: str
    text: list[Part]


class Change(Shape):
    question: str
    question_label: str
    value: str
    also: list[str]
    shown: str
    up: bool | None
    outcome: str
    text: list[Part]
    duty: str
    total: Euros | None
    bound: Literal["", "least", "most"]


class Assumed(Shape):
    question: str
    question_label: str
    shown: str


class Here(Shape):
    x: Euros
    y: list[Euros]


class Threshold(Shape):
    label: str
    at: Euros


class Curve(Shape):
    label: str
    payer: str
    payer_label: str
    name: str
    """What stands beside the line."""
    points: list[Point]


class Point(Shape):
    x: Euros
    y: Euros


class Chart(Shape):
    """Curves over an amount, with the thresholds on their way and the point of this case; in euros."""

    label: str
    across: str
    upward: str
    curves: list[Curve]
    thresholds: list[Threshold]
    here: Here | None
    assumed: list[Assumed]
    """Questions that only other amounts raise, with the answers taken for them."""


class NotKnown(Shape):
    key: str
    question: str


class OfADay(Shape):
    """As of which day, by which law, in which language and from which edition of the texts."""

    as_of: date
    law: Law
    language: str
    edition: int


class Journey(OfADay):
    """How far a form is answered."""

    complete: bool
    flow: str
    flow_label: str
    answers: dict[str, str]
    asked: list[Asked]


class Advice(Journey):
    complete: Literal[True]
    doubtful: list[str]
    """Keys of questions for an amount of a month whose answer looks like that of a year."""
    outcome: str
    duty: str
    duty_label: str
    text: list[Part]
    routes: list[Route]
    amounts: list[Amount]
    documents: list[Noted]
    deadlines: list[Deadline]
    changes: list[Change]
    cautions: list[Noted]
    authority: Text | None
    funds: list[str]
    leads_to: str
    facts: list[Fact]
    people: list[Person]
    figures: list[Figure]
    provisional: bool
    missing: list[Missing]
    known_until: date | None
    """The last day for which every missing figure is known, or the first one where none was known before."""
    draft_exists: bool
    """A draft gives one of the missing figures; ask again with law=draft."""
    refused: Missing | None
    unsure: list[NotKnown]
    alternatives: list[Alternative]
    chart: Chart | None


class Alternative(Shape):
    when: list[list[Asked]]
    advice: Advice


class Problem(Shape):
    key: str
    message: str


class Left(Shape):
    fewest: int
    likely: int
    most: int


class Next(Journey):
    complete: Literal[False]
    next: Question
    left: Left
    problem: Problem | None


class Flow(Shape):
    key: str
    label: str
    hint: str
    private: bool
    questions: list[Question]


class Flows(Shape):
    flows: list[Flow]


class Said(Shape):
    code: str
    message: str
    keys: list[str]


class Error(Shape):
    error: Said


class Progress(Journey):
    """The question now due; `complete` is true, and nothing left, where advice can be given."""

    next: Question | None
    left: Left
    problem: Problem | None


class FigureOfTheDay(Shape):
    """A figure on a day: `figure` where the law has one, `missing` where it is not yet known, else neither."""

    name: str
    label: str
    figure: Figure | None
    missing: Missing | None


class Topic(Shape):
    """Figures that belong together."""

    key: str
    label: str
    figures: list[FigureOfTheDay]


class Figures(OfADay):
    """All figures of a day."""

    topics: list[Topic]


class ListName(Shape):
    """A list by its key, with its title."""

    key: str
    label: str


class Lists(Shape):
    """The lists that there are."""

    lists: list[ListName]


class Rows(OfADay):
    """The rows of a list as of a day. What a row holds differs from list to list."""

    name: str = Field(alias="list")
    licence: str
    rows: list[dict[str, Any]]

"""The shape of an Advice: what page, print, JSON and command line show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisor.rules.amounts import Amount
from advisor.rules.figures import Figure, NotYetKnown
from advisor.rules.words import gettext_noop

from .chart import Chart

DUTIES = {
    "statutory_compulsory": gettext_noop("You must be insured in the statutory system."),
    "statutory_or_private": gettext_noop("You must be insured and may choose the system."),
    "private_compulsory": gettext_noop("You must take out private insurance."),
    "home_cover_continues": gettext_noop("Your insurance from home goes on."),
    "asylum_benefits": gettext_noop("You get medical help under the asylum seekers' benefits law."),
    "family_cover": gettext_noop("You are insured free of charge through your family."),
    "beihilfe_and_private": gettext_noop("Beihilfe and private insurance cover you together."),
    "not_insured_here": gettext_noop("You have no duty to insure here, but you must prove that you are covered."),
}

ROUTES = {
    "statutory_employee": gettext_noop("Statutory insurance through your job"),
    "statutory_student": gettext_noop("Statutory student insurance"),
    "statutory_trainee": gettext_noop("Statutory insurance for trainees and interns"),
    "statutory_voluntary": gettext_noop("Voluntary statutory insurance"),
    "statutory_family": gettext_noop("Family insurance, free of charge"),
    "statutory_pensioner": gettext_noop("Statutory insurance for pensioners"),
    "statutory_artist": gettext_noop("Statutory insurance for artists and writers"),
    "statutory_follow_on": gettext_noop("Membership that goes on after the end of the old one"),
    "statutory_ex_student": gettext_noop("Former tariff after the studies"),
    "statutory_catch_all": gettext_noop("Statutory insurance for people without other cover"),
    "statutory_benefit_recipient": gettext_noop(
        "Statutory insurance through unemployment benefit or basic income support"
    ),
    "private_full": gettext_noop("Full private insurance"),
    "private_residual": gettext_noop("Private insurance for the costs that Beihilfe leaves"),
    "private_student": gettext_noop("Private insurance for students"),
    "private_visitor": gettext_noop("Private insurance for foreign visitors"),
    "private_supplementary": gettext_noop("Private supplementary insurance"),
    "private_basic_tariff": gettext_noop("Basic tariff of a private insurer"),
    "home_ehic": gettext_noop("Insurance from home with the European card"),
    "home_a1": gettext_noop("Insurance from home with the A1 certificate"),
    "home_s1": gettext_noop("Insurance from home with form S1"),
    "abroad_a1": gettext_noop("Insurance in the other country with the A1 certificate"),
    "abroad_s1": gettext_noop("Insurance in the other country with form S1"),
    "home_treaty": gettext_noop("Insurance from home with the form of a treaty"),
    "home_private": gettext_noop("Private insurance from home"),
    "german_s1": gettext_noop("German insurance with form S1"),
    "german_treaty": gettext_noop("German insurance with the form of a treaty"),
    "residence_state": gettext_noop("Insurance of the state where you live"),
    "home_dormant": gettext_noop("Insurance at home, frozen meanwhile"),
    "asylum_basic": gettext_noop("Medical help in the first months of the asylum procedure"),
    "asylum_analogous": gettext_noop("Benefits like those of members, with a health card"),
    "asylum_card_264_1": gettext_noop("Health card of a municipality that joined the scheme"),
    "asylum_voucher": gettext_noop("Treatment voucher from the social welfare office"),
    "asylum_card_or_voucher": gettext_noop("Health card or treatment voucher"),
    "beihilfe": gettext_noop("Beihilfe for civil servants"),
    "host_family_policy": gettext_noop("Policy that the host family takes out for you"),
    "accident_policy": gettext_noop("Accident insurance"),
    "marginal_job": gettext_noop("Insurance through the minijob"),
}

STATUTORY = dict.fromkeys((code for code in ROUTES if code.startswith("statutory_")), "covers-statutory")
COVERS = STATUTORY | {
    "statutory_family": "covers-family",
    "private_full": "covers-contract",
    "private_student": "covers-contract",
    "private_residual": "covers-rest",
    "private_visitor": "covers-visitor",
    "host_family_policy": "covers-visitor",
    "private_supplementary": "covers-supplement",
    "private_basic_tariff": "covers-basic-tariff",
    "home_ehic": "covers-ehic",
    "home_a1": "covers-a1",
    "home_s1": "covers-s1",
    "abroad_a1": "covers-abroad-a1",
    "abroad_s1": "covers-abroad-s1",
    "home_treaty": "covers-treaty",
    "home_private": "covers-home-policy",
    "german_s1": "covers-german-s1",
    "german_treaty": "covers-treaty",
    "residence_state": "covers-residence-state",
    "home_dormant": "covers-dormant",
    "asylum_basic": "covers-asylum",
    "asylum_voucher": "covers-asylum",
    "asylum_card_264_1": "covers-asylum",
    "asylum_card_or_voucher": "covers-asylum",
    "asylum_analogous": "covers-members",
    "beihilfe": "covers-beihilfe",
    "accident_policy": "covers-accident",
}
"""What each open way pays for: the key of a text. A minijob is no way to be insured."""

STATUSES = {
    "required": gettext_noop("required"),
    "entitled": gettext_noop("yours by right"),
    "possible": gettext_noop("possible"),
    "closed": gettext_noop("closed"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One way to be insured. status: required, entitled, possible or closed; reason: key of a text; law: paragraphs.

    cost: the amount per month where the law fixes it; `market` says that the insurer sets the price.
    """

    code: str
    status: str
    reason: str
    law: tuple[str, ...]
    cost: Amount | None = None
    market: bool = False
    excludes: tuple[str, ...] = ()

    @property
    def covers(self) -> str:
        """The key of the text that says what it pays for; none where it is closed."""
        return "" if self.status == "closed" else COVERS.get(self.code, "")

    def __post_init__(self) -> None:
        if self.code not in ROUTES or self.status not in STATUSES or not set(self.excludes) <= set(ROUTES):
            raise ValueError(f"unknown route or status: {self}")


PEOPLE = {
    "self": gettext_noop("You"),
    "spouse": gettext_noop("Spouse or registered partner"),
    "partner": gettext_noop("Partner without marriage"),
    "child": gettext_noop("Child %(number)s, %(age)s years old"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One of several people whom a result is about, and whether the insurance covers them. reason: key of a text.

    kind: self, spouse, partner or child; number and age: of a child, in the order given; rate: the percentage that
    Beihilfe pays, 0 where it pays nothing; None where this is not about Beihilfe.
    """

    kind: str
    covered: bool
    reason: str
    law: tuple[str, ...]
    number: int = 0
    age: int = 0
    rate: Decimal | None = None

    def __post_init__(self) -> None:
        if self.kind not in PEOPLE:
            raise ValueError(f"unknown person: {self}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day (`on`), or only the rule where the day it hangs on was not given. The code is the key of its text."""

    code: str
    law: str
    on: date | None = None
    begins: bool = False
    """The day is a beginning (from then on), not a last day."""
    closes: bool = False
    """After the last day it is too late: a right to join or to be exempted has ended."""


FACT_UNITS = ("days", "months", "years", "percent", "day")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something worked out that is not money: a number of days or months, a percentage, or a day (`unit` "day").

    code: stable key; label: English source text.
    """

    code: str
    label: str
    value: Decimal | date
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in FACT_UNITS or isinstance(self.value, date) != (self.unit == "day"):
            raise ValueError(f"unknown unit: {self}")


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer that would change the result; `value` is the nearest that does. `total`: the price then.

    also: other options of the same question with the same result. question is `as_of` where a later day of law does it. up: for numbers, reached by going up (True) or down (False).
    outcome is empty where further answers would decide. bound: how the price goes on beyond the threshold: it is the
    "least" or the "most" there is, or the same everywhere ("").
    """

    question: str
    value: str
    outcome: str
    duty: str = ""
    total: Decimal | None = None
    up: bool | None = None
    also: tuple[str, ...] = ()
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What follows if an answer that the visitor does not know is one of these values."""

    values: tuple[Mapping[str, str], ...]
    advice: Advice


@dataclass(frozen=True)
class Advice:
    """The answer to one case under one law. Codes are stable; texts are looked up by key when it is shown."""

    flow: str
    as_of: date
    draft: bool
    answers: Mapping[str, str]
    outcome: str
    duty: str
    routes: tuple[Route, ...] = ()
    amounts: tuple[Amount, ...] = ()
    documents: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    cautions: tuple[str, ...] = ()
    in_some_cases: tuple[str, ...] = ()
    """Codes of papers and cautions that hang on an answer the visitor does not know."""
    authority: str = ""
    funds: tuple[str, ...] = ()
    """Names of funds to go to, where a dated list gives them."""
    people: tuple[Person, ...] = ()
    facts: tuple[Fact, ...] = ()
    leads_to: str = ""
    """The key of the flow that goes on from here."""
    changes: tuple[Change, ...] = ()
    figures: tuple[Figure, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    refused: NotYetKnown | None = None
    chart: Chart | None = None
    unsure: tuple[str, ...] = field(default=())
    """Keys of the questions answered "I don't know" on which the result depends."""

    @property
    def provisional(self) -> bool:
        """A figure used is past its review, or comes from a draft."""
        return any(figure.provisional or figure.draft for figure in self.figures)

    @property
    def price(self) -> Decimal | None:
        """Euros of health and care insurance, None where none is fixed or a figure is missing."""
        return price(self.amounts)

    def missing(self) -> tuple[NotYetKnown, ...]:
        """Every figure that was needed and is not yet known, each once."""
        found = {} if self.refused is None else {self.refused.name: self.refused}
        for amount in (*self.amounts, *(route.cost for route in self.routes if route.cost)):
            for refused in _refusals(amount):
                found.setdefault(refused.name, refused)
        return tuple(found.values())


NO_PRICE = ("net_pay", "beihilfe_paid")


def price(amounts: Sequence[Amount]) -> Decimal | None:
    """Euros of health and care insurance where the first amount also holds other branches, else of the whole.

    None where the first amount is what is left of a pay or what is paid back: that is no price.
    """
    if not amounts or amounts[0].code in NO_PRICE:
        return None
    return (amounts[0].find("health_and_care") or amounts[0]).euros


def _refusals(amount: Amount) -> Iterable[NotYetKnown]:
    if amount.refused and not any(part.refused for part in amount.parts):
        yield amount.refused
    for part in amount.parts:
        yield from _refusals(part)

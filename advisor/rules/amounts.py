"""Explained amounts: a number of euros that opens down to base times rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .figures import Figure, NotYetKnown

CENT = Decimal("0.01")
HALF = Decimal("0.5")
WHOLE = Decimal(1)
NOTHING = Decimal("0.00")
NO_PERCENT = Decimal(0)


def to_cents(euros: Decimal) -> Decimal:
    """Round half up to the cent (§ 2 Abs. 1 BVV: no rounding before the last step)."""
    return euros.quantize(CENT, ROUND_HALF_UP)


def through(number: Decimal, work: Callable[[Decimal], tuple[Decimal, ...]]) -> tuple[Decimal, ...]:
    """What `work` makes of the number, for a calculation that looks inside it, as one with floats does.

    A search lets numbers through that only calculate and compare; they say themselves how they are looked inside.
    """
    own = getattr(number, "through", None)
    return own(work) if own else work(number)


class Base(NamedTuple):
    """The euros a month that a rate is applied to, in words."""

    euros: Decimal
    label: str
    figures: tuple[Figure, ...] = ()


class Term(NamedTuple):
    """One rate of a formula: `percent` of the base times `share` (0.5 where two sides halve it)."""

    percent: Decimal
    label: str
    share: Decimal = WHOLE


def factor(terms: Sequence[Term]) -> Decimal:
    """What all rates together make of one euro."""
    percent = NO_PERCENT
    for term in terms:
        percent += term.percent * term.share
    return percent / 100


class Formula(NamedTuple):
    """euros = base × the sum of the terms, rounded once (by halves where two sides share), minus `less`.

    Without terms the whole base counts.
    """

    base: Base
    terms: tuple[Term, ...]
    less: Decimal = Decimal(0)


class Amount(NamedTuple):
    """Euros with the reason. `euros` is None exactly where `refused` names the figure that is missing.

    code: stable key; period: month, year or once; payer: who bears it; law: paragraph; parts sum up to `euros`.
    """

    code: str
    label: str
    euros: Decimal | None
    law: str
    payer: str = "insured"
    period: str = "month"
    formula: Formula | None = None
    figures: tuple[Figure, ...] = ()
    parts: tuple[Amount, ...] = ()
    refused: NotYetKnown | None = None

    @property
    def provisional(self) -> bool:
        """A figure in here is past its review or comes from a draft."""
        for figure in self.figures:
            if figure.provisional or figure.draft:
                return True
        return any(part.provisional for part in self.parts)

    def all_figures(self) -> tuple[Figure, ...]:
        """The figures of this amount and of its parts, each once, in order of use."""
        found = {f.name: f for f in self.figures}
        for part in self.parts:
            found |= {f.name: f for f in part.all_figures() if f.name not in found}
        return tuple(found.values())

    def find(self, code: str) -> Amount | None:
        """The first amount with this code, this one or a part at any depth."""
        if self.code == code:
            return self
        return next((hit for part in self.parts if (hit := part.find(code))), None)

    @classmethod
    def total(
        cls, code: str, label: str, *parts: Amount, law: str, payer: str = "insured", period: str = "month"
    ) -> Amount:
        """The sum of the parts; refused where one of them is."""
        euros = NOTHING
        for part in parts:
            if part.refused is not None:
                return cls(code, label, None, law, payer, period, parts=parts, refused=part.refused)
            if part.euros is not None:
                euros += part.euros
        return cls(code, label, euros, law, payer, period, parts=parts)

    def paid_by(self, payer: str) -> Amount:
        """The same amount, borne by somebody else."""
        code, label, euros, law, _, period, formula, figures, parts, refused = self
        parts = tuple([part.paid_by(payer) for part in parts])
        return Amount(code, label, euros, law, payer, period, formula, figures, parts, refused)


def contribution(
    code: str,
    label: str,
    base: Base,
    terms: Sequence[Term],
    *,
    law: str,
    payer: str = "insured",
    figures: Sequence[Figure] = (),
) -> Amount:
    """Base times rates, rounded once to the cent. A rate that is a `Figure` is listed as used."""
    used = [*base.figures, *figures]
    used += [term.percent for term in terms if type(term.percent) is Figure]
    euros = to_cents(base.euros * factor(terms))
    return Amount(code, label, euros, law, payer, "month", Formula(base, tuple(terms)), tuple(used))


def or_refused(code: str, label: str, build: Callable[[], Amount], *, law: str, payer: str = "insured") -> Amount:
    """What `build` gives, or the refused amount that names the figure that is not yet known."""
    try:
        return build()
    except NotYetKnown as refused:
        return Amount(code, label, None, law, payer, refused=refused)

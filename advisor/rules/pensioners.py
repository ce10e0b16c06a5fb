"""What pensioners pay: compulsory members of the pensioners' scheme (KVdR) and voluntary members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from .amounts import WHOLE, Amount, Base, Term, contribution, or_refused
from .care import Parenthood, care_contribution
from .figures import Figure, NotYetKnown
from .law import Law
from .words import gettext_noop

T = TypeVar("T")
ALLOWANCE_SINCE = date(2020, 1, 1)
"""Until then the threshold alone held for health insurance too (§ 226 Abs. 2 SGB V a.F.)."""
NOTHING = Decimal(0)
HEALTH = gettext_noop("Health insurance")
ADDITIONAL = gettext_noop("Additional contribution of your fund")
CARE = gettext_noop("Care insurance")
GENERAL_RATE = gettext_noop("general rate")
REDUCED_RATE = gettext_noop("reduced rate, without sick pay")
ADDITIONAL_RATE = gettext_noop("additional rate of the fund")

KINDS = {
    "statutory": (gettext_noop("From your statutory pension"), gettext_noop("your statutory pension")),
    "foreign": (gettext_noop("From your foreign pension"), gettext_noop("your foreign pension")),
    "occupational": (gettext_noop("From your occupational pensions"), gettext_noop("your occupational pensions")),
    "pension_like": (gettext_noop("From other pension-like income"), gettext_noop("your other pension-like income")),
    "profit": (gettext_noop("From self-employment"), gettext_noop("your profit")),
    "other": (gettext_noop("From other income"), gettext_noop("your other income")),
}
"""Income in the order in which it fills the ceiling (§§ 238, 238a SGB V)."""
BELOW_THE_THRESHOLD = gettext_noop("income up to the threshold, free of contributions")
LESS_ALLOWANCE = gettext_noop("your occupational pensions, less the allowance")
UP_TO_THE_CEILING = gettext_noop("what is left up to the contribution ceiling")
LAWS = {
    "statutory": "§ 249a SGB V",
    "foreign": "§ 247 Satz 2, § 250 Abs. 1 SGB V",
    "occupational": "§ 226 Abs. 2, §§ 248, 250 Abs. 1 SGB V",
    "pension_like": "§ 226 Abs. 2, §§ 248, 250 Abs. 1 SGB V",
    "profit": "§ 226 Abs. 2, §§ 248, 250 Abs. 1 SGB V",
}
CARE_LAW = "§§ 57, 59 Abs. 1 SGB XI"
Bases = dict[str, Base | NotYetKnown]
"""What counts of each kind of income, or the figure that is missing to tell."""


class Incomes(NamedTuple):
    """Euros per month. statutory: the German pension; foreign: a statutory pension from another state;

    occupational: pensions from former employers; pension_like: other Versorgungsbezüge; profit: from self-employment;
    other: rent, capital and the like.
    """

    statutory: Decimal = NOTHING
    foreign: Decimal = NOTHING
    occupational: Decimal = NOTHING
    pension_like: Decimal = NOTHING
    profit: Decimal = NOTHING
    other: Decimal = NOTHING

    def by_kind(self) -> dict[str, Decimal]:
        """The kinds of income that there are, in the order in which they fill the ceiling."""
        found = {kind: getattr(self, kind) for kind in KINDS}
        return {kind: euros for kind, euros in found.items() if euros}


CARE_RAISE = (date(2025, 1, 1), date(2025, 7, 31))
"""The first and the last day on which the higher care rate of 2025 was not taken from statutory pensions as from other
income: it came in July, with what was missing since January (PBAV 2025)."""


def care_raise_is_caught_up_with(law: Law) -> bool:
    """The care contribution taken from a statutory pension in a month of this time is not the one worked out here."""
    first, last = CARE_RAISE
    return first <= law.day <= last


def parenthood_of_pensioner(children: int, under_25: int, law: Law, *, spared_by_birth: bool) -> Parenthood:
    """What the care rate depends on; people born before 1940 pay no surcharge (§ 55 Abs. 3 SGB XI)."""
    return Parenthood(0 if spared_by_birth else int(law.childless_surcharge_age), children, under_25)


# Compulsory members ---------------------------------------------------------------------------------------------------


def exceeds_the_threshold(incomes: Incomes, law: Law) -> bool:
    """Pension-like income and profit together exceed the threshold (Freigrenze, § 226 Abs. 2 Satz 1 SGB V)."""
    return incomes.occupational + incomes.pension_like + incomes.profit > law.occupational_pension_threshold


def compulsory_contributions(
    incomes: Incomes, person: Parenthood, additional_rate: Decimal | None, law: Law
) -> tuple[Amount, Amount]:
    """Health and care of a compulsory member: (total of the pensioner, share of the pension fund), euros per month.

    The pension fund bears its share of the health contribution on the statutory pension (§ 249a SGB V), the pensioner
    the rest (§ 250 Abs. 1 SGB V) and care (§ 59 Abs. 1 SGB XI). Rent and capital income are free (§ 237 SGB V).
    """
    kinds = [kind for kind in incomes.by_kind() if kind != "other"]
    liable = _liable(incomes, law, care=False)
    own = [_health(kind, liable, additional_rate, law) for kind in kinds]
    care = or_refused("care", CARE, lambda: _care(_sum_of(_liable(incomes, law, care=True)), person, law), law=CARE_LAW)
    fund = _health("statutory", liable, additional_rate, law, payer="pension_fund")
    return (
        Amount.total(
            "total",
            gettext_noop("You pay every month as a compulsory member"),
            *own,
            care,
            law="§§ 237, 249a, 250 Abs. 1 SGB V, § 59 Abs. 1 SGB XI",
        ),
        Amount.total(
            "total",
            gettext_noop("The pension fund pays on top every month"),
            *fund.parts,
            law="§ 249a SGB V",
            payer="pension_fund",
        ),
    )


def _liable(incomes: Incomes, law: Law, *, care: bool) -> Bases:
    """What counts of each kind for a compulsory member (§§ 226, 237 SGB V)."""
    every = {kind: euros for kind, euros in incomes.by_kind().items() if kind != "other"}

    def base_of(kind: str, euros: Decimal) -> Base:
        return _before_the_ceiling(kind, euros, incomes, law, care=care)

    return _within_the_ceiling(every, law, base_of)


def _within_the_ceiling(incomes: dict[str, Decimal], law: Law, base_of: Callable[[str, Decimal], Base]) -> Bases:
    """What counts of each kind, in their order, the ceiling over all (§ 223 Abs. 3, §§ 238, 238a SGB V)."""
    bases: Bases = {}
    left = _or_missing(lambda: law.contribution_ceiling - NOTHING)  # a plain number of the figure
    for kind, euros in incomes.items():
        try:
            base = base_of(kind, euros)
            bases[kind] = counted = _capped(base, _known(left), law)
            left = _known(left) - counted.euros
        except NotYetKnown as refused:
            bases[kind] = refused.with_traceback(None)
    return bases


def _or_missing(work_out: Callable[[], T]) -> T | NotYetKnown:
    try:
        return work_out()
    except NotYetKnown as refused:
        return refused.with_traceback(None)


def _known(found: T | NotYetKnown) -> T:
    """What was found, if no figure is missing for it. Raises `NotYetKnown`."""
    if isinstance(found, NotYetKnown):
        raise found
    return found


def _base_of(kind: str, bases: Bases) -> Base:
    """What counts of a kind of income, nothing where there is none. Raises `NotYetKnown`."""
    return _known(bases[kind]) if kind in bases else Base(NOTHING, KINDS[kind][1])


def _all_known(bases: Bases) -> list[Base]:
    """All of them. Raises `NotYetKnown` that names what is missing for the last one, which hangs on all the others."""
    return [_known(base) for base in reversed(bases.values())][::-1]


def _before_the_ceiling(kind: str, euros: Decimal, incomes: Incomes, law: Law, *, care: bool) -> Base:
    if kind in ("statutory", "foreign"):
        return Base(euros, KINDS[kind][1])
    threshold = law.occupational_pension_threshold
    if not exceeds_the_threshold(incomes, law):
        return Base(NOTHING, BELOW_THE_THRESHOLD, (threshold,))
    if kind == "occupational" and not care and law.day >= ALLOWANCE_SINCE:
        return Base(max(NOTHING, euros - threshold), LESS_ALLOWANCE, (threshold,))
    return Base(euros, KINDS[kind][1], (threshold,))


def _capped(base: Base, left: Decimal, law: Law) -> Base:
    if base.euros <= left:
        return base
    return Base(left, UP_TO_THE_CEILING, (*base.figures, law.contribution_ceiling))


def _sum_of(bases: Bases) -> Base:
    every = _all_known(bases)
    figures = {figure.name: figure for base in every for figure in base.figures}
    euros = sum((base.euros for base in every), NOTHING)
    return Base(euros, gettext_noop("all of it together"), tuple(figures.values()))


def _care(base: Base, person: Parenthood, law: Law) -> Amount:
    return care_contribution(base, person, law, share=law.pensioner_share_of_care_rate / 100)


def _health(kind: str, liable: Bases, additional_rate: Decimal | None, law: Law, *, payer: str = "insured") -> Amount:
    """General and additional contribution on one kind of income of a compulsory member."""

    def share() -> tuple[Decimal, Figure | None]:
        if kind == "foreign":
            return law.foreign_pension_rate_share / 100, law.foreign_pension_rate_share
        if kind != "statutory":
            return WHOLE, None
        own = law.pensioner_share_of_health_rate
        return (WHOLE - own / 100 if payer == "pension_fund" else own / 100), own

    def of(code: str) -> Amount:
        on = _base_of(kind, liable)
        part, figure = share()
        term = _term(code, additional_rate, law, part)
        used = (figure,) if figure is not None else ()
        return contribution(code, LABELS[code], on, (term,), law=LAWS[kind], payer=payer, figures=used)

    return Amount.total(
        f"health_{kind}",
        KINDS[kind][0],
        or_refused("health_general", HEALTH, lambda: of("health_general"), law=LAWS[kind], payer=payer),
        or_refused("health_additional", ADDITIONAL, lambda: of("health_additional"), law=LAWS[kind], payer=payer),
        law=LAWS[kind],
        payer=payer,
    )


LABELS = {"health_general": HEALTH, "health_additional": ADDITIONAL}


def _term(code: str, additional_rate: Decimal | None, law: Law, share: Decimal, *, reduced: bool = False) -> Term:
    if code == "health_additional":
        percent = law.average_additional_rate if additional_rate is None else additional_rate
        return Term(percent, ADDITIONAL_RATE, share)
    if reduced:
        return Term(law.reduced_contribution_rate, REDUCED_RATE, share)
    return Term(law.general_contribution_rate, GENERAL_RATE, share)


# Voluntary members ----------------------------------------------------------------------------------------------------


def voluntary_pensioner_contributions(
    incomes: Incomes, person: Parenthood, additional_rate: Decimal | None, law: Law
) -> Amount:
    """Health and care of a pensioner who is a voluntary member, euros per month, owed alone (§ 240, § 250 Abs. 2 SGB V).

    All income counts, without threshold or allowance, at least the minimum and up to the ceiling. Pensions,
    pension-like income and profit bear the general rate, foreign pensions their share of it, the rest the reduced
    rate (§ 240 Abs. 2, §§ 243, 247, 248 SGB V).
    """
    kinds = (*incomes.by_kind(), *(() if incomes.other else ("other",)))
    assessed = _assessed(incomes, law)
    care = or_refused(
        "care",
        CARE,
        lambda: care_contribution(_sum_of(assessed), person, law),
        law="§ 57 Abs. 4, § 59 Abs. 4 SGB XI",
    )
    groups = [_voluntary_health(kind, assessed, additional_rate, law) for kind in kinds]
    return Amount.total(
        "total",
        gettext_noop("You owe every month as a voluntary member"),
        *(group for group in groups if group.refused or any(part.euros for part in group.parts)),
        care,
        law="§ 240, § 250 Abs. 2 SGB V, § 59 Abs. 4 SGB XI",
    )


def _assessed(incomes: Incomes, law: Law) -> Bases:
    """What counts of each kind for a voluntary member (§§ 238a, 240 SGB V). What the minimum lacks is added to the other
    income."""
    bases = _within_the_ceiling(incomes.by_kind(), law, lambda kind, euros: Base(euros, KINDS[kind][1]))
    try:
        counted = sum((base.euros for base in _all_known(bases)), NOTHING)
        lowest = law.minimum_assessment_base
        lacking = lowest - counted
    except NotYetKnown as refused:
        return bases | {"other": refused.with_traceback(None)}
    if lacking > 0:
        label = gettext_noop(
            "what is lacking to the lowest income on which voluntary members pay, and your other income"
        )
        bases["other"] = Base(lacking + incomes.other, label, (lowest,))
    return bases


def _voluntary_health(kind: str, assessed: Bases, additional_rate: Decimal | None, law: Law) -> Amount:
    paragraph = "§ 240 Abs. 2, § 243 SGB V" if kind == "other" else "§ 240 Abs. 2, §§ 247, 248 SGB V"

    def of(code: str) -> Amount:
        on = _base_of(kind, assessed)
        foreign = kind == "foreign"
        share = law.foreign_pension_rate_share / 100 if foreign else WHOLE
        term = _term(code, additional_rate, law, share, reduced=kind == "other")
        used = (law.foreign_pension_rate_share,) if foreign else ()
        return contribution(code, LABELS[code], on, (term,), law=paragraph, figures=used)

    return Amount.total(
        f"health_{kind}",
        KINDS[kind][0],
        or_refused("health_general", HEALTH, lambda: of("health_general"), law=paragraph),
        or_refused("health_additional", ADDITIONAL, lambda: of("health_additional"), law=paragraph),
        law=paragraph,
    )

"""Voluntary members (freiwillig Versicherte) who bear the contribution alone."""

from __future__ import annotations

from decimal import Decimal

from .amounts import Amount, Base, Term, contribution, or_refused
from .care import Parenthood, care_contribution
from .law import Law
from .words import gettext_noop

HEALTH = gettext_noop("Health insurance")
ADDITIONAL = gettext_noop("Additional contribution of your fund")


def assessed_income(income: Decimal, law: Law) -> Base:
    """All income a month, at least the minimum, at most the ceiling (§ 240 Abs. 4, § 223 Abs. 3 SGB V)."""
    lowest, ceiling = law.minimum_assessment_base, law.contribution_ceiling
    if income <= lowest:
        return Base(lowest, gettext_noop("lowest income on which voluntary members pay"), (lowest,))
    if income >= ceiling:
        return Base(ceiling, gettext_noop("your income, up to the contribution ceiling"), (ceiling,))
    return Base(income, gettext_noop("your income"), (lowest, ceiling))


def voluntary_contributions(
    income: Decimal, person: Parenthood, additional_rate: Decimal | None, law: Law, *, sick_pay: bool = False
) -> Amount:
    """Health and care of a voluntary member, euros per month, borne alone (§§ 240, 241, 243, 250 Abs. 2 SGB V).

    income: euros per month of all kinds; additional_rate: percent, None takes the average; sick_pay: the option of
    the general rate.
    """

    def general() -> Amount:
        rate = law.general_contribution_rate if sick_pay else law.reduced_contribution_rate
        label = gettext_noop("general rate") if sick_pay else gettext_noop("reduced rate, without sick pay")
        paragraph = "§ 241 SGB V" if sick_pay else "§ 243 SGB V"
        return contribution("health_general", HEALTH, assessed_income(income, law), (Term(rate, label),), law=paragraph)

    def additional() -> Amount:
        percent = law.average_additional_rate if additional_rate is None else additional_rate
        term = Term(percent, gettext_noop("additional rate of the fund"))
        return contribution("health_additional", ADDITIONAL, assessed_income(income, law), (term,), law="§ 242 SGB V")

    return Amount.total(
        "total",
        gettext_noop("Your contribution per month"),
        or_refused("health_general", HEALTH, general, law="§§ 241, 243 SGB V"),
        or_refused("health_additional", ADDITIONAL, additional, law="§ 242 SGB V"),
        or_refused(
            "care", gettext_noop("Care insurance"), lambda: care_contribution(assessed_income(income, law), person, law),
            law="§ 55 SGB XI",
        ),
        law="§ 240, § 250 Abs. 2 SGB V",
    )  # fmt: skip

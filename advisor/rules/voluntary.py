"""Voluntary members (freiwillig Versicherte) who bear the contribution alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .amounts import Amount, Base, Term, contribution, or_refused
from .care import Parenthood, care_contribution
from .figures import NotYetKnown
from .law import Law
from .words import gettext_noop

HEALTH = gettext_noop("Health insurance")
ADDITIONAL = gettext_noop("Additional contribution of your fund")


def assessed_income(income: Decimal, law: Law) -> Base:
    """All income a month, at least the minimum, at most the ceiling (§ 240 Abs. 4, § 223 Abs. 3 SGB V)."""
    ceiling = _or_none(law, "contribution_ceiling")
    if ceiling is not None and income >= ceiling:
        return Base(ceiling, gettext_noop("your income, up to the contribution ceiling"), (law.contribution_ceiling,))
    lowest = law.minimum_assessment_base
    if income <= lowest:
        return Base(lowest, gettext_noop("lowest income on which voluntary members pay"), (lowest,))
    return Base(income, gettext_noop("your income"), (lowest, law.contribution_ceiling))


def pays_the_lowest(income: Decimal, law: Law) -> bool:
    """The income a month is not above the lowest base (§ 240 Abs. 4 SGB V); not where that one is not known."""
    try:
        return income <= law.minimum_assessment_base
    except NotYetKnown:
        return False


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


def final_contributions(
    income: Decimal, person: Parenthood, additional_rate: Decimal | None, law: Law, *, sick_pay: bool = False
) -> Amount:
    """The contribution by the tax assessment of the year itself (endgültige Festsetzung, § 240 Abs. 4a SGB V)."""
    found = voluntary_contributions(income, person, additional_rate, law, sick_pay=sick_pay)
    return found._replace(code="final", label=gettext_noop("Your final contribution per month"), law=FINAL)


def contributions_without_proof(
    person: Parenthood, additional_rate: Decimal | None, law: Law, *, sick_pay: bool = False
) -> Amount:
    """What the fund takes when the income of the year is not proven in time (§ 240 Abs. 4a Satz 4 SGB V)."""
    try:
        highest = voluntary_contributions(law.contribution_ceiling, person, additional_rate, law, sick_pay=sick_pay)
    except NotYetKnown as refused:
        return Amount("without_proof", WITHOUT_PROOF, None, NO_PROOF, refused=refused)
    return highest._replace(code="without_proof", label=WITHOUT_PROOF, law=NO_PROOF)


FINAL = "§ 240 Abs. 4a SGB V"
NO_PROOF = "§ 240 Abs. 4a Satz 4 SGB V"
WITHOUT_PROOF = gettext_noop("Without proof in time, per month")


def settlement(provisional: Amount, final: Amount, months: int) -> tuple[Amount, Amount]:
    """(difference per month, difference of all months together) between two contributions of one year.

    Branch by branch, never negative: where the final one is lower, the fund pays back (§ 240 Abs. 4a SGB V).
    """
    if provisional.refused or final.refused:
        missing = provisional.refused or final.refused
        owed = Amount("settlement_month", OWED_PER_MONTH, None, FINAL, refused=missing)
        return owed, owed._replace(code="settlement", label=OWED, period="once")
    assert provisional.euros is not None
    assert final.euros is not None
    back = final.euros < provisional.euros
    payer = "fund" if back else "insured"
    pairs = list(zip(provisional.parts, final.parts, strict=True))
    each = tuple(_difference(before, after, 1, payer, "month") for before, after in pairs)
    every = tuple(_difference(before, after, months, payer, "once") for before, after in pairs)
    return (
        Amount.total("settlement_month", BACK_PER_MONTH if back else OWED_PER_MONTH, *each, law=FINAL, payer=payer),
        Amount.total("settlement", BACK if back else OWED, *every, law=FINAL, payer=payer, period="once"),
    )


OWED_PER_MONTH = gettext_noop("You pay later for each month")
BACK_PER_MONTH = gettext_noop("You get back for each month")
OWED = gettext_noop("You pay later for all these months together")
BACK = gettext_noop("You get back for all these months together")


def _difference(before: Amount, after: Amount, months: int, payer: str, period: str) -> Amount:
    assert before.euros is not None
    assert after.euros is not None
    euros = abs(after.euros - before.euros) * months
    return Amount(after.code, after.label, euros, after.law, payer, period, figures=after.all_figures())


def proof_due(year: int, law: Law) -> date:
    """The last day to prove the income of a calendar year (§ 240 Abs. 4a Satz 4 SGB V)."""
    return date(year + int(law.income_proof_deadline_years), 12, 31)


def contributions_change_within_the_year(law: Law) -> bool:
    """A figure of the contribution is not the same on the first and on the last day of the year of the law."""
    return _year_figures(law.at(date(law.day.year, 1, 1))) != _year_figures(law.at(date(law.day.year, 12, 31)))


def _year_figures(law: Law) -> list[Decimal | None]:
    names = ("care_rate", "childless_surcharge", "child_discount", "reference_amount", "contribution_ceiling")
    return [_or_none(law, name) for name in names]


def _or_none(law: Law, name: str) -> Decimal | None:
    try:
        return law.find(name)
    except NotYetKnown:
        return None

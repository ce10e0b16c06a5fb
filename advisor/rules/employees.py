"""Employees: marginal jobs, the transition range, the ceiling, and both sides' contributions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from .amounts import HALF, WHOLE, Amount, Base, Formula, Term, contribution, or_refused, to_cents
from .care import (
    Parenthood,
    care_contribution,
    childless_surcharge,
    employer_care_contribution,
    pays_childless_surcharge,
)
from .figures import Figure, NotYetKnown
from .law import Law
from .words import gettext_noop

T = TypeVar("T")
TWO_BASES_SINCE = date(2022, 10, 1)
TRANSITION_RANGE_SINCE = date(2019, 7, 1)
"""Until then the law called the range Gleitzone (§ 20 Abs. 2 SGB IV a.F.)."""
TRANSITION = "§ 20 Abs. 2a SGB IV"
FORMER_TRANSITION = "§ 163 Abs. 10 SGB VI a.F."
NO_SURCHARGE = Parenthood(age=0)
REDUCED = gettext_noop("reduced rate, without sick pay")
YOUR_PAY = gettext_noop("your pay")
SUBSIDY = "§ 257 Abs. 1 SGB V, § 61 Abs. 1 SGB XI"


class Job(NamedTuple):
    """A job. gross_pay: euros a month; additional_rate: percent of the fund, None takes the average.

    trainee: vocational training and compulsory internships, where the transition range does not apply.
    east: place of work in the eastern states, where pension insurance had a lower ceiling until 2024.
    sick_pay: False for employees without a right to sick pay, who pay the reduced rate (§ 243 SGB V).
    """

    gross_pay: Decimal
    additional_rate: Decimal | None = None
    saxony: bool = False
    east: bool = False
    trainee: bool = False
    sick_pay: bool = True


def is_marginal(gross_pay: Decimal, law: Law) -> bool:
    """Pay up to the minijob limit (Geringfügigkeitsgrenze, § 8 Abs. 1 Nr. 1 SGB IV)."""
    return gross_pay <= law.marginal_earnings_limit


def exceeds_annual_limit(gross_pay: Decimal, law: Law) -> bool:
    """Regular pay of a year above the annual earnings limit (Jahresarbeitsentgeltgrenze, § 6 Abs. 1 Nr. 1, Abs. 6 SGB V)."""
    return gross_pay * 12 > law.compulsory_insurance_threshold_per_year


def is_in_transition_range(job: Job, law: Law) -> bool:
    """Above the minijob limit and up to the upper end of the range (Übergangsbereich, § 20 Abs. 2 SGB IV)."""
    return (
        not job.trainee
        and not is_marginal(job.gross_pay, law)
        and job.gross_pay <= law.transition_range_upper_limit
    )  # fmt: skip


def is_still_gleitzone(law: Law) -> bool:
    """The range goes by its former name and still ends at its former limit."""
    return law.day < TRANSITION_RANGE_SINCE


def transition_paragraph(law: Law) -> str:
    """The rule of the reduced pay in the range: § 20 Abs. 2a SGB IV since 2022-10-01, before that § 163 Abs. 10 SGB VI."""
    return TRANSITION if law.day >= TWO_BASES_SINCE else FORMER_TRANSITION


def reduced_base(gross_pay: Decimal, law: Law) -> Decimal:
    """Assessed pay of both sides together in the transition range, euros to the cent.

    § 163 Abs. 10 SGB VI a.F. until 2022-09-30, § 20 Abs. 2a Satz 1 SGB IV since; the formula is the same.
    """
    return to_cents(exact_reduced_base(gross_pay, law))


def exact_reduced_base(gross_pay: Decimal, law: Law) -> Decimal:
    """The same before it is rounded; linear in the pay."""
    low, high, factor = law.marginal_earnings_limit, law.transition_range_upper_limit, law.transition_factor
    return factor * low + (high - low * factor) / (high - low) * (gross_pay - low)


def employee_base(gross_pay: Decimal, law: Law) -> Decimal:
    """Assessed pay of the employee's share, since 2022-10-01 (§ 20 Abs. 2a Satz 6 SGB IV), euros to the cent."""
    return to_cents(exact_employee_base(gross_pay, law))


def exact_employee_base(gross_pay: Decimal, law: Law) -> Decimal:
    """The same before it is rounded; linear in the pay."""
    low, high = law.marginal_earnings_limit, law.transition_range_upper_limit
    return high / (high - low) * (gross_pay - low)


class Pay:
    """The pay of a job under one law, with what all branches ask of it worked out once."""

    def __init__(self, job: Job, law: Law) -> None:
        self.job, self.law = job, law
        self._known: dict[object, Any] = {}

    def once(self, rule: Callable[[Job, Law], T]) -> T:
        """What the rule says of the job."""
        if rule not in self._known:
            self._known[rule] = rule(self.job, self.law)
        said: T = self._known[rule]
        return said


class Branch(NamedTuple):
    """One branch of social insurance and what both sides pay for it."""

    insured: Amount
    employer: Amount


BRANCHES = {
    "health_general": (gettext_noop("Health insurance"), gettext_noop("general rate"), "§ 249 Abs. 1 SGB V"),
    "health_additional": (
        gettext_noop("Additional contribution of your fund"),
        gettext_noop("additional rate of the fund"),
        "§ 249 Abs. 1 SGB V",
    ),
    "care": (gettext_noop("Care insurance"), gettext_noop("care rate"), "§ 58 SGB XI"),
    "pension": (gettext_noop("Pension insurance"), gettext_noop("pension rate"), "§ 168 Abs. 1 Nr. 1 SGB VI"),
    "unemployment": (
        gettext_noop("Unemployment insurance"),
        gettext_noop("unemployment rate"),
        "§ 346 Abs. 1 SGB III",
    ),
}


def employment_contributions(job: Job, person: Parenthood, law: Law) -> tuple[Amount, Amount]:
    """Health, care, pension and unemployment contributions: (total of the employee, total of the employer), per month.

    Half each (§ 249 SGB V, § 58 SGB XI, § 168 SGB VI, § 346 SGB III); in the transition range § 20 Abs. 2a SGB IV.
    """
    pay = Pay(job, law)
    branches = {code: _branch_or_refused(code, pay, person) for code in BRANCHES}
    return (
        _sum_up(
            gettext_noop("Taken from your pay every month"),
            "insured",
            {c: b.insured for c, b in branches.items()},
        ),
        _sum_up(
            gettext_noop("Your employer pays on top every month"),
            "employer",
            {c: b.employer for c, b in branches.items()},
        ),
    )


def voluntary_employee_contributions(job: Job, person: Parenthood, law: Law) -> tuple[Amount, Amount]:
    """The same for employees above the annual earnings limit who are voluntary members: (total of the employee after the
    employer's subsidy, total of the employer), per month.

    They owe health and care themselves; the employer pays as subsidy what would be its half (Beitragszuschuss,
    § 257 Abs. 1 SGB V, § 61 Abs. 1 SGB XI).
    """
    return with_subsidy(*employment_contributions(job, person, law))


def with_subsidy(insured: Amount, employer: Amount) -> tuple[Amount, Amount]:
    """Both totals of an employee, with the employer's share of health and care as a subsidy (§ 257 Abs. 1 SGB V)."""
    health, *rest = insured.parts
    subsidy, *others = employer.parts
    subsidy = subsidy._replace(
        code="employer_subsidy", label=gettext_noop("Subsidy to health and care insurance"), law=SUBSIDY
    )
    health = health._replace(label=gettext_noop("Health and care insurance, after the subsidy"), law=SUBSIDY)
    return insured._replace(parts=(health, *rest)), employer._replace(parts=(subsidy, *others))


def marginal_contributions(gross_pay: Decimal, law: Law) -> tuple[Amount, Amount]:
    """A minijob outside private households: (nothing for health and care from the employee, the employer's flat
    contributions), euros per month (Pauschalbeiträge, § 249b SGB V, § 168 Abs. 1 Nr. 1b SGB VI)."""
    base = Base(gross_pay, YOUR_PAY, (law.marginal_earnings_limit,))
    flat = gettext_noop("flat rate")

    def health() -> Amount:
        terms = (Term(law.marginal_employer_health_rate, flat),)
        return contribution("health_general", FLAT_HEALTH, base, terms, law="§ 249b SGB V", payer="employer")

    def pension() -> Amount:
        terms = (Term(law.marginal_employer_pension_rate, flat),)
        return contribution("pension", FLAT_PENSION, base, terms, law=MARGINAL_PENSION, payer="employer")

    return (
        Amount.total(
            "total", gettext_noop("Taken from your pay for health and care insurance"), law="§ 7 Abs. 1 SGB V"
        ),
        Amount.total(
            "total",
            gettext_noop("Your employer pays on top every month"),
            or_refused("health_general", FLAT_HEALTH, health, law="§ 249b SGB V", payer="employer"),
            or_refused("pension", FLAT_PENSION, pension, law=MARGINAL_PENSION, payer="employer"),
            law="§ 249b SGB V, § 168 Abs. 1 Nr. 1b SGB VI",
            payer="employer",
        ),
    )


FLAT_HEALTH = gettext_noop("Flat contribution to health insurance, if you are in the statutory system")
FLAT_PENSION = gettext_noop("Flat contribution to pension insurance")
MARGINAL_PENSION = "§ 168 Abs. 1 Nr. 1b SGB VI"


def assessed_pay(code: str, job: Job, law: Law) -> Base:
    """The pay up to the ceiling of the branch (§ 223 Abs. 3 SGB V, §§ 159, 275a SGB VI)."""
    return _counted(code)(job, law)


def _counted(code: str) -> Callable[[Job, Law], Base]:
    """Which pay counts in the branch."""
    return _health_pay if code in ("health_general", "health_additional", "care") else _pension_pay


def _health_pay(job: Job, law: Law) -> Base:
    return _up_to(law.contribution_ceiling, job)


def _pension_pay(job: Job, law: Law) -> Base:
    return _up_to((law.pension_ceiling_east if job.east else None) or law.pension_ceiling, job)


def _up_to(ceiling: Figure, job: Job) -> Base:
    if job.gross_pay > ceiling:
        return Base(ceiling, gettext_noop("your pay, up to the contribution ceiling"), (ceiling,))
    return Base(job.gross_pay, YOUR_PAY, (ceiling,))


def _sum_up(label: str, payer: str, parts: dict[str, Amount]) -> Amount:
    health = Amount.total(
        "health_and_care",
        gettext_noop("Health and care insurance"),
        parts["health_general"],
        parts["health_additional"],
        parts["care"],
        law="§ 249 Abs. 1 SGB V, § 58 SGB XI",
        payer=payer,
    )
    return Amount.total(
        "total", label, health, parts["pension"], parts["unemployment"], law="§ 28d SGB IV", payer=payer
    )


def _branch_or_refused(code: str, pay: Pay, person: Parenthood) -> Branch:
    label, _, paragraph = BRANCHES[code]
    try:
        return _care(pay, person) if code == "care" else _halved(code, pay, _rate(code, pay.job, pay.law))
    except NotYetKnown as refused:
        missing = Amount(code, label, None, paragraph, refused=refused)
        return Branch(missing, missing.paid_by("employer"))


def _rate(code: str, job: Job, law: Law) -> Decimal:
    if code == "health_general":
        return law.general_contribution_rate if job.sick_pay else law.reduced_contribution_rate
    if code == "health_additional":
        return law.average_additional_rate if job.additional_rate is None else job.additional_rate
    return law.pension_rate if code == "pension" else law.unemployment_rate


def _halved(code: str, pay: Pay, rate: Decimal) -> Branch:
    job, law = pay.job, pay.law
    label, rate_label, paragraph = BRANCHES[code]
    if code == "health_general" and not job.sick_pay:
        rate_label = REDUCED
    half = (Term(rate, rate_label, HALF),)
    if not pay.once(is_in_transition_range):
        insured = contribution(code, label, pay.once(_counted(code)), half, law=paragraph)
        return Branch(insured, insured.paid_by("employer"))
    rule = transition_paragraph(law)
    first = contribution(code, label, pay.once(_first_base), half, law=rule)
    if law.day < TWO_BASES_SINCE:
        return Branch(
            _rest(contribution(code, label, pay.once(joint_base), half, law=rule), first), first.paid_by("employer")
        )
    return Branch(first, _rest_of_employer(code, pay, half, first))


def _care(pay: Pay, person: Parenthood) -> Branch:
    job, law = pay.job, pay.law
    label, rate_label, _ = BRANCHES["care"]
    extra = law.saxony_extra_share if job.saxony else Decimal(0)
    if not pay.once(is_in_transition_range):
        base = pay.once(_counted("care"))
        insured = care_contribution(base, person, law, share=HALF, extra_share=extra)
        return Branch(insured, employer_care_contribution(base, law, saxony=job.saxony))
    first, rule = pay.once(_first_base), transition_paragraph(law)
    half = (Term(law.care_rate, rate_label, HALF),)
    without_children = pays_childless_surcharge(person, law)
    if law.day >= TWO_BASES_SINCE:
        on = pay.once(joint_base) if without_children else None
        insured = care_contribution(first, person, law, share=HALF, extra_share=extra, surcharge_base=on)
        basic = care_contribution(first, NO_SURCHARGE, law, share=HALF, extra_share=extra)
        return Branch(insured, _rest_of_employer("care", pay, half, basic))
    employer = employer_care_contribution(first, law, saxony=job.saxony)
    rest = _rest(contribution("care", label, pay.once(joint_base), half, law=rule), employer)
    if not without_children:
        return Branch(rest, employer)
    surcharge = childless_surcharge(pay.once(joint_base), law)
    return Branch(Amount.total("care", label, rest, surcharge, law=rule), employer)


def joint_base(job: Job, law: Law) -> Base:
    """The reduced pay on which both sides together pay in the transition range."""
    figures = (law.marginal_earnings_limit, law.transition_range_upper_limit, law.transition_factor)
    former = gettext_noop("reduced pay in the former transition range (Gleitzone)")
    label = former if is_still_gleitzone(law) else gettext_noop("reduced pay in the transition range")
    return Base(reduced_base(job.gross_pay, law), label, figures)


def _first_base(job: Job, law: Law) -> Base:
    """The pay of the side that is worked out first: of the employer until 2022-09-30, since then of the employee."""
    if law.day < TWO_BASES_SINCE:
        return Base(job.gross_pay, YOUR_PAY)
    figures = (law.marginal_earnings_limit, law.transition_range_upper_limit)
    own = employee_base(job.gross_pay, law)
    return Base(own, gettext_noop("your reduced pay in the transition range"), figures)


def _rest_of_employer(code: str, pay: Pay, half: tuple[Term, ...], first: Amount) -> Amount:
    """What the employee's share leaves of the whole; refused alone where the factor is not yet known."""
    label, rule = BRANCHES[code][0], transition_paragraph(pay.law)

    def rest() -> Amount:
        return _rest(contribution(code, label, pay.once(joint_base), half, law=rule), first).paid_by("employer")

    return or_refused(code, label, rest, law=rule, payer="employer")


def _rest(one_half: Amount, first: Amount) -> Amount:
    """Twice the rounded half is the whole; one side is worked out on its own base, the other bears the rest."""
    assert one_half.euros is not None
    assert first.euros is not None
    assert one_half.formula is not None
    whole = tuple(term._replace(share=WHOLE) for term in one_half.formula.terms)
    formula = Formula(one_half.formula.base, whole, less=first.euros)
    return one_half._replace(euros=2 * one_half.euros - first.euros, formula=formula)

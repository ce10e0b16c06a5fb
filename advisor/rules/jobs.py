"""Several jobs at once, the minijob with its pension share, and what the employer pays besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .amounts import Amount, Base, Formula, Term, contribution, or_refused
from .care import Parenthood
from .employees import (
    MARGINAL_PENSION,
    NO_SURCHARGE,
    SUBSIDY,
    YOUR_PAY,
    Job,
    assessed_pay,
    employment_contributions,
    is_in_transition_range,
    is_marginal,
    joint_base,
    marginal_contributions,
)
from .law import Law
from .words import gettext_noop

PRIVATE_SUBSIDY = "§ 257 Abs. 2 SGB V, § 61 Abs. 2 SGB XI"
SHORT_TERM = "§ 8 Abs. 1 Nr. 2 SGB IV"
LEVY = "§§ 358–360 SGB III"


@dataclass(frozen=True, slots=True)
class Pays:
    """What counts of the pay of all jobs, euros a month.

    insured: for health, care and pension insurance and for the annual earnings limit; unemployment: for unemployment
    insurance; free: of the minijobs that stay minijobs.
    """

    insured: Decimal
    unemployment: Decimal
    free: Decimal
    several: bool = False
    """More than one job is insured."""


def added_up(pays: Sequence[Decimal], law: Law) -> Pays:
    """Minijobs add up; beside a main job the first one stays free and further ones count (§ 8 Abs. 2 SGB IV).

    pays: of each job, minijobs in the order in which they began. In unemployment insurance minijobs are not added to
    a main job (§ 27 Abs. 2 SGB III).
    """
    nothing = Decimal(0)
    small = [pay for pay in pays if is_marginal(pay, law)]
    main = sum((pay for pay in pays if not is_marginal(pay, law)), nothing)
    if main:
        insured = main + sum(small[1:], nothing)
        return Pays(insured, main, sum(small[:1], nothing), several=len(pays) - len(small[:1]) > 1)
    together = sum(small, nothing)
    if is_marginal(together, law):
        return Pays(nothing, nothing, together)
    return Pays(together, together, nothing, several=True)


def contributions_of_all_jobs(job: Job, pays: Pays, person: Parenthood, law: Law) -> tuple[Amount, Amount]:
    """Contributions on the pay of all insured jobs: (total of the employee, total of the employers), euros per month.

    Together they reach the ceiling once (§ 22 Abs. 2 SGB IV), and the sum decides on the transition range (§ 20 Abs. 2
    SGB IV). Each employer rounds its own share, so that cents may differ.
    """
    insured, employer = employment_contributions(job._replace(gross_pay=pays.insured), person, law)
    if pays.unemployment != pays.insured:
        alone = employment_contributions(job._replace(gross_pay=pays.unemployment), person, law)
        insured, employer = _exchanged(insured, alone[0]), _exchanged(employer, alone[1])
    return (_named(insured), _named(employer)) if pays.several else (insured, employer)


ALL_JOBS = gettext_noop("pay of all your insured jobs")


def _named(amount: Amount) -> Amount:
    """The same amount, whose base tells that it is the pay of all jobs."""
    formula = amount.formula
    if formula is not None and formula.base.label == YOUR_PAY:
        formula = formula._replace(base=formula.base._replace(label=ALL_JOBS))
    return amount._replace(formula=formula, parts=tuple(_named(part) for part in amount.parts))


def _exchanged(total: Amount, other: Amount) -> Amount:
    """The total with the unemployment insurance of the other one."""
    parts = (*total.parts[:-1], other.parts[-1])
    return Amount.total(total.code, total.label, *parts, law=total.law, payer=total.payer)


def minijob_contributions(pay: Decimal, law: Law, *, pension_exempted: bool) -> tuple[Amount, Amount]:
    """A minijob outside private households: (the employee's pension share, the employer's flat contributions).

    Euros per month (§ 249b SGB V, § 168 Abs. 1 Nr. 1b SGB VI); exempted on application: § 6 Abs. 1b SGB VI.
    """
    label = gettext_noop("Your share of pension insurance in the minijob")

    def share() -> Amount:
        base = Base(pay, YOUR_PAY, (law.marginal_earnings_limit,))
        terms = (Term(law.marginal_employee_pension_rate, gettext_noop("your share of the pension rate")),)
        return contribution("pension", label, base, terms, law=MARGINAL_PENSION)

    _, employer = marginal_contributions(pay, law)
    parts = () if pension_exempted else (or_refused("pension", label, share, law=MARGINAL_PENSION),)
    paragraph = "§ 6 Abs. 1b SGB VI" if pension_exempted else MARGINAL_PENSION
    health = Amount.total("health_and_care", gettext_noop("Health and care insurance"), law="§ 7 Abs. 1 SGB V")
    taken = Amount.total("minijob", gettext_noop("Taken from your minijob every month"), health, *parts, law=paragraph)
    return taken, employer._replace(label=gettext_noop("The employer of the minijob pays on top every month"))


def short_term_contributions(law: Law) -> tuple[Amount, Amount]:
    """A job limited beforehand is free of contributions on both sides (§ 8 Abs. 1 Nr. 2 SGB IV)."""
    figures = (law.short_term_job_max_months, law.short_term_job_max_days)
    nothing = Amount(
        "total", gettext_noop("Taken from your pay every month"), Decimal("0.00"), SHORT_TERM, figures=figures
    )
    employer = nothing._replace(label=gettext_noop("Your employer pays on top every month"), payer="employer")
    return nothing, employer


def insolvency_levy(job: Job, law: Law) -> Amount:
    """What the employer alone pays into the insolvency fund, euros per month (§§ 358–360 SGB III).

    On the pay that counts, or would count, for pension insurance.
    """
    label = gettext_noop("Levy against insolvency, paid by the employer alone")

    def levy() -> Amount:
        in_range = is_in_transition_range(job, law)
        base = joint_base(job, law) if in_range else assessed_pay("pension", job, law)
        terms = (Term(law.insolvency_levy_rate, gettext_noop("rate of the levy")),)
        return contribution("insolvency_levy", label, base, terms, law=LEVY, payer="employer")

    return or_refused("insolvency_levy", label, levy, law=LEVY, payer="employer")


def privately_insured_contributions(
    job: Job, pays: Pays, health_premium: Decimal, care_premium: Decimal, law: Law
) -> tuple[Amount, Amount]:
    """Employees above the annual earnings limit with private insurance: (total of the employee after the employer's
    subsidy, total of the employer), euros per month.

    The premiums are also those for family members whom family insurance would cover (§ 257 Abs. 2 Satz 1 SGB V). The
    employer adds half of each premium, at most what it would pay for a member at the average additional rate
    (§ 257 Abs. 2 SGB V, § 61 Abs. 2 SGB XI).
    """
    average = job._replace(additional_rate=None)
    insured, employer = contributions_of_all_jobs(average, pays, NO_SURCHARGE, law)
    member, *others = employer.parts
    general, additional, care = member.parts
    most_health = Amount.total(
        "subsidy_health",
        gettext_noop("Subsidy to health insurance"),
        general,
        additional,
        law=SUBSIDY,
        payer="employer",
    )
    most_care = care._replace(code="subsidy_care", label=gettext_noop("Subsidy to care insurance"))
    health = _subsidy(most_health, health_premium)
    nursing = _subsidy(most_care, care_premium)
    own = Amount.total(
        "health_and_care",
        gettext_noop("Private health and care insurance, after the subsidy"),
        _after(gettext_noop("Private health insurance"), health_premium, health),
        _after(gettext_noop("Private care insurance"), care_premium, nursing),
        law=PRIVATE_SUBSIDY,
    )
    subsidy = Amount.total(
        "employer_subsidy",
        gettext_noop("Subsidy to health and care insurance"),
        health,
        nursing,
        law=PRIVATE_SUBSIDY,
        payer="employer",
    )
    return (
        Amount.total("total", gettext_noop("You pay every month"), own, *insured.parts[1:], law=PRIVATE_SUBSIDY),
        Amount.total("total", employer.label, subsidy, *others, law=PRIVATE_SUBSIDY, payer="employer"),
    )


PREMIUM = gettext_noop("your private premium")


def _subsidy(most: Amount, premium: Decimal) -> Amount:
    """Half of the premium, at most what the employer would pay for a member."""
    terms = (Term(Decimal(50), gettext_noop("of the premium")),)
    half = contribution(
        most.code, most.label, Base(premium, PREMIUM), terms, law=PRIVATE_SUBSIDY, payer="employer"
    )  # fmt: skip
    assert half.euros is not None
    known = sum((part.euros for part in most.parts or (most,) if part.euros is not None), Decimal(0))
    return half if half.euros < known else most._replace(law=PRIVATE_SUBSIDY)


def _after(label: str, premium: Decimal, subsidy: Amount) -> Amount:
    """What is left of the premium."""
    if subsidy.euros is None:
        return Amount("private_premium", label, None, PRIVATE_SUBSIDY, refused=subsidy.refused)
    formula = Formula(Base(premium, PREMIUM), (), less=subsidy.euros) if subsidy.euros else None
    return Amount("private_premium", label, premium - subsidy.euros, PRIVATE_SUBSIDY, formula=formula)

"""Family insurance (Familienversicherung): free cover for spouses, partners and children of members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .amounts import Amount, Base, Term, contribution, or_refused
from .employees import exceeds_annual_limit
from .law import Law
from .voluntary import assessed_income
from .words import gettext_noop

SURCHARGE_PASSED = date(2026, 7, 30)
"""The day on which the law with the surcharge for spouses came into force, for later days (BGBl. 2026 I Nr. 228)."""


def is_within_family_income(income: Decimal, with_minijob: bool, law: Law) -> bool:
    """All regular income of euros a month within the limit; whoever has a minijob, also beside other income, has the
    minijob limit (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V). Without any income no limit is read."""
    return income <= 0 or income <= (law.marginal_earnings_limit if with_minijob else law.family_income_limit)


def minijob_decides(income: Decimal, law: Law) -> bool:
    """Income above the general limit and up to the minijob limit: a minijob decides."""
    return income > 0 and law.family_income_limit < income <= law.marginal_earnings_limit


def child_is_young_enough(age: int, *, in_education: bool, working: bool, law: Law) -> bool:
    """Children up to the age limit: general, not working, or in education (§ 10 Abs. 2 SGB V). Completed years."""
    if in_education:
        return age < law.family_age_limit_in_education
    return age < (law.family_age_limit if working else law.family_age_limit_not_working)


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a member. situation: education, service (education that a service has delayed), not_working or working.

    age in completed years; income: euros a month; minijob: the only work is one; disabled: unable to
    support itself.
    """

    age: int
    situation: str
    income: Decimal
    minijob: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether family insurance covers somebody, with a code of why and the paragraphs of law."""

    covered: bool
    why: str
    law: tuple[str, ...]


def child_verdict(child: Child, excluded_by_parent: bool, law: Law) -> Verdict:
    """In or out, the strongest reason first (§ 10 Abs. 1 to 3 SGB V).

    excluded_by_parent: what `parent_excludes_children` says of the other parent.
    """
    if child.situation == "working" and not child.minijob:
        return Verdict(False, "own", ("§ 10 Abs. 1 Satz 1 Nr. 2 SGB V",))
    if excluded_by_parent:
        return Verdict(False, "parent", ("§ 10 Abs. 3 SGB V",))
    why = _why_young_enough(child, law)
    if not why:
        return Verdict(False, "age", ("§ 10 Abs. 2 SGB V",))
    if not is_within_family_income(child.income, child.minijob, law):
        return Verdict(False, "income", ("§ 10 Abs. 1 Satz 1 Nr. 5 SGB V",))
    return Verdict(True, why, (AGES[why],))


AGES = {
    "minor": "§ 10 Abs. 2 Nr. 1 SGB V",
    "not_working": "§ 10 Abs. 2 Nr. 2 SGB V",
    "education": "§ 10 Abs. 2 Nr. 3 SGB V",
    "service": "§ 10 Abs. 2 Nr. 3 SGB V",
    "disabled": "§ 10 Abs. 2 Nr. 4 SGB V",
}
"""Why a child counts as one in this insurance, with the paragraph."""


def _why_young_enough(child: Child, law: Law) -> str:
    """The code of the age limit that the child keeps, "" where it keeps none."""
    studies = child.situation in ("education", "service")
    if child.age < law.family_age_limit:
        return "minor"
    if studies and child_is_young_enough(child.age, in_education=True, working=False, law=law):
        return "education"
    if child.situation == "service" and 12 * child.age < service_limit_in_months(law):
        return "service"
    if child_is_young_enough(child.age, in_education=False, working=False, law=law):
        return "not_working"
    return "disabled" if child.disabled else ""


def service_limit_in_months(law: Law) -> Decimal:
    """The age in months to which a service prolongs the insurance at most (§ 10 Abs. 2 Nr. 3 SGB V)."""
    return 12 * law.family_age_limit_in_education + law.family_service_months


def earns_above_annual_limit(income: Decimal, law: Law) -> bool:
    """More than a twelfth of the annual earnings limit a month (§ 10 Abs. 3 SGB V)."""
    return exceeds_annual_limit(income, law)


def parent_excludes_children(income: Decimal, income_of_member: Decimal, law: Law) -> bool:
    """Of a parent who is married to the member and belongs to no fund: earns more than the limit and more than the
    member (§ 10 Abs. 3 SGB V). Euros a month."""
    return earns_above_annual_limit(income, law) and income > income_of_member


def spares_surcharge(child: Child, law: Law) -> bool:
    """A child young enough, or disabled, in the household spares the surcharge for the spouse (§ 242b SGB V)."""
    limit = law.spouse_surcharge_child_age_limit
    return child.disabled or (limit is not None and child.age < limit)


def surcharge_is_to_come(law: Law) -> bool:
    """The surcharge for spouses has been enacted and does not yet hold."""
    return law.spouse_surcharge_rate is None and law.day >= SURCHARGE_PASSED


SURCHARGE = gettext_noop("Surcharge for your spouse in family insurance")


def spouse_surcharge(income: Decimal, law: Law, *, voluntary: bool = False, pension: bool = False) -> Amount:
    """What the member pays alone for a spouse in family insurance, euros per month (§ 242b SGB V).

    income: the member's, euros a month; voluntary: a voluntary member, who pays at least on the minimum; pension: the
    income is a statutory pension or like one, which bears no surcharge in the first months.
    """

    def build() -> Amount:
        rate = law.spouse_surcharge_pension_rate if pension else law.spouse_surcharge_rate
        assert rate is not None  # asked only where the surcharge is law
        base = Base(income, gettext_noop("your income"))
        if rate:  # nothing on a pension in the first months, whatever the ceiling of that year
            base = assessed_income(income, law) if voluntary else _up_to_the_ceiling(income, law)
        term = Term(rate, gettext_noop("surcharge"))
        return contribution("spouse_surcharge", SURCHARGE, base, (term,), law="§ 242b SGB V")

    return or_refused("spouse_surcharge", SURCHARGE, build, law="§ 242b SGB V")


def _up_to_the_ceiling(income: Decimal, law: Law) -> Base:
    ceiling = law.contribution_ceiling
    return Base(min(income, ceiling), gettext_noop("your income, up to the contribution ceiling"), (ceiling,))

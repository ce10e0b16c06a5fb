"""What the answers of families mean in law."""

from __future__ import annotations

from advisor.interview.core import Case, once
from advisor.interview.question import Row
from advisor.rules.family import (
    Child,
    Verdict,
    child_verdict,
    earns_above_annual_limit,
    is_within_family_income,
    minijob_decides,
    parent_excludes_children,
    spares_surcharge,
)
from advisor.rules.insurance_limits import keeps_private_insurance

from .family_questions import (
    CHILD_AGE,
    CHILD_DISABLED,
    CHILD_INCOME,
    CHILD_MINIJOB,
    CHILD_SITUATION,
    FAMILY_CHILDREN,
    MEMBER,
    MEMBER_INCOME,
    SPOUSE,
    SPOUSE_COVER,
    SPOUSE_EXCEPTION,
    SPOUSE_HERE,
    SPOUSE_INCOME,
    SPOUSE_IS_PARENT,
    SPOUSE_MINIJOB,
)


def has_member(a: Case) -> bool:
    """Family insurance hangs on somebody's own membership in a statutory fund (§ 10 Abs. 1 Satz 1 SGB V)."""
    return a.one_of(MEMBER, ("compulsory", "voluntary", "pensioner"))


def is_married(a: Case) -> bool:
    return has_member(a) and a[SPOUSE] == "married"


def may_insure_spouse(a: Case) -> bool:
    """No other insurance, no main business, and a life in Germany (§ 10 Abs. 1 Satz 1 Nr. 1 to 4 SGB V)."""
    return is_married(a) and a[SPOUSE_COVER] == "none" and a[SPOUSE_HERE]


def is_outside_the_funds(a: Case) -> bool:
    """A spouse who is a member of no fund, so that much income excludes the children (§ 10 Abs. 3 SGB V)."""
    return is_married(a) and (a.one_of(SPOUSE_COVER, ("private", "self_employed")) or may_insure_spouse(a))


def spouse_income_counts(a: Case) -> bool:
    """For the spouse's own cover and its cost, or for the children."""
    own = may_insure_spouse(a) or (is_married(a) and a[SPOUSE_COVER] == "self_employed")
    return own or (is_outside_the_funds(a) and has_children(a))


def has_children(a: Case) -> bool:
    return bool(a.get(FAMILY_CHILDREN, ()))


def minijob_decides_for_spouse(a: Case) -> bool:
    return may_insure_spouse(a) and minijob_decides(a[SPOUSE_INCOME], a.law)


def spouse_is_covered(a: Case) -> bool:
    return may_insure_spouse(a) and is_within_family_income(a[SPOUSE_INCOME], a.get(SPOUSE_MINIJOB, False), a.law)


@once
def other_parent_may_exclude(a: Case) -> bool:
    """A spouse outside the funds with enough income, and children."""
    if not (has_children(a) and is_outside_the_funds(a)) or a[SPOUSE_INCOME] == 0:
        return False
    return earns_above_annual_limit(a[SPOUSE_INCOME], a.law)


@once
def children_are_excluded(a: Case) -> bool:
    """Through the other parent (§ 10 Abs. 3 SGB V)."""
    if not other_parent_may_exclude(a) or not a[SPOUSE_IS_PARENT]:
        return False
    return parent_excludes_children(a[SPOUSE_INCOME], a[MEMBER_INCOME], a.law)


@once
def older_limit_may_exclude(a: Case) -> bool:
    """Income up to the general limit, but above the lower one that people with private insurance since 2002 keep, and
    the children are not excluded yet (§ 6 Abs. 7, § 10 Abs. 3 SGB V)."""
    if not has_children(a) or a.get(SPOUSE_COVER, "") != "private" or a[SPOUSE_INCOME] == 0:
        return False
    return not other_parent_may_exclude(a) and keeps_private_insurance(a[SPOUSE_INCOME], a.law, long=True, before=False)


def child_of(row: Row) -> Child:
    return Child(
        row[CHILD_AGE],
        row[CHILD_SITUATION],
        row[CHILD_INCOME],
        minijob=row[CHILD_MINIJOB],
        disabled=row[CHILD_DISABLED],
    )


@once
def verdicts(a: Case) -> tuple[tuple[Child, Verdict], ...]:
    """Every child with what the law says of it, in the order given."""
    excluded = children_are_excluded(a)
    children = (child_of(row) for row in a[FAMILY_CHILDREN])
    return tuple((child, child_verdict(child, excluded, a.law)) for child in children)


def surcharge_may_be_due(a: Case) -> bool:
    """The spouse is covered, the surcharge is law, and no child spares it (§ 242b SGB V)."""
    if a.law.spouse_surcharge_rate is None or not spouse_is_covered(a):
        return False
    return not any(spares_surcharge(child_of(row), a.law) for row in a[FAMILY_CHILDREN])


def surcharge_is_due(a: Case) -> bool:
    return surcharge_may_be_due(a) and a[SPOUSE_EXCEPTION] == "none"


def member_income_counts(a: Case) -> bool:
    return surcharge_is_due(a) or (other_parent_may_exclude(a) and a[SPOUSE_IS_PARENT])


@once
def covered(a: Case) -> tuple[bool, ...]:
    """For each person named, whether the insurance covers them."""
    partner = () if a[SPOUSE] == "none" else (spouse_is_covered(a),)
    return (*partner, *(verdict.covered for _, verdict in verdicts(a)))

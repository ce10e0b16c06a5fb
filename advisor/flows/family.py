"""Families: who of them is insured free of charge through a member of a statutory fund."""

from __future__ import annotations

from advisor.interview.core import Ask, Flow, Outcome
from advisor.interview.over_income import over
from advisor.rules.words import gettext_noop

from . import family_routes as holds
from .family_members import (
    covered,
    has_member,
    is_married,
    member_income_counts,
    minijob_decides_for_spouse,
    other_parent_may_exclude,
    spouse_income_counts,
    surcharge_may_be_due,
)
from .family_questions import (
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
from .income_axes import OF_MEMBER, OF_SPOUSE, income

FLOW = Flow(
    key="family",
    label=gettext_noop("My family: who is insured with me"),
    slug=gettext_noop("address|family"),
    hint=gettext_noop("Spouse, partner and children, also of students and pensioners"),
    order=8,
    chart=over(income(SPOUSE_INCOME, OF_SPOUSE, spouse_minijob="no"), income(MEMBER_INCOME, OF_MEMBER)),
    asks=(
        Ask(MEMBER),
        Ask(SPOUSE, when=has_member),
        Ask(FAMILY_CHILDREN, when=has_member),
        Ask(SPOUSE_COVER, when=is_married),
        Ask(SPOUSE_HERE, when=lambda a: is_married(a) and a[SPOUSE_COVER] == "none"),
        Ask(
            SPOUSE_INCOME,
            when=spouse_income_counts,
            edges=("family_income_limit", "marginal_earnings_limit", "compulsory_insurance_threshold"),
        ),
        Ask(SPOUSE_MINIJOB, when=minijob_decides_for_spouse),
        Ask(SPOUSE_IS_PARENT, when=other_parent_may_exclude),
        Ask(SPOUSE_EXCEPTION, when=surcharge_may_be_due),
        Ask(MEMBER_INCOME, when=member_income_counts),
    ),
    outcomes=(
        Outcome(
            "family-private",
            duty="private_compulsory",
            when=lambda a: a[MEMBER] == "private",
            routes=holds.private_routes,
            documents=lambda a: ("private-policy",),
            cautions=lambda a: ("health-questions",),
            authority="family-insurer",
        ),
        Outcome(
            "family-no-member",
            duty="",
            when=lambda a: not has_member(a),
            routes=holds.other_routes,
            authority="fund",
        ),
        Outcome(
            "family-all",
            duty="family_cover",
            when=lambda a: all(covered(a)),
            routes=holds.covered_routes,
            amounts=holds.costs,
            documents=holds.papers,
            deadlines=holds.report,
            cautions=holds.cautions,
            authority="fund-of-relative",
            people=holds.people,
        ),
        Outcome(
            "family-some",
            duty="family_cover",
            when=lambda a: any(covered(a)),
            routes=holds.some_routes,
            amounts=holds.costs,
            documents=holds.papers,
            deadlines=lambda a: (*holds.report(a), *holds.joining(a)),
            cautions=holds.cautions,
            authority="fund-of-relative",
            people=holds.people,
        ),
        Outcome(
            "family-otherwise",
            duty="",
            when=holds.everybody_is_insured_otherwise,
            routes=holds.closed_routes,
            authority="fund-of-relative",
            people=holds.people,
        ),
        Outcome(
            "family-none",
            duty="statutory_or_private",
            routes=holds.closed_routes,
            amounts=holds.costs,
            documents=lambda a: ("proof-of-earlier-periods",),
            deadlines=holds.joining,
            authority="fund-of-relative",
            people=holds.people,
        ),
    ),
)

"""Civil servants in North Rhine-Westphalia: who of the family gets Beihilfe, and what is left to insure."""

from __future__ import annotations

from advisor.interview.core import Ask, Flow, Outcome
from advisor.rules.words import gettext_noop

from . import beihilfe_routes as holds
from .beihilfe_questions import (
    BEIHILFE_CHILDREN,
    MARRIED,
    PARTNER_INCOME,
    ROLE,
    children_who_count,
    has_spouse,
    is_entitled,
    is_retired,
)

FLOW = Flow(
    key="beihilfe",
    label=gettext_noop("I am a civil servant in North Rhine-Westphalia"),
    slug=gettext_noop("address|civil-servant-nrw"),
    hint=gettext_noop("Civil servants, teachers, trainees and retired people, with their families"),
    order=12,
    asks=(
        Ask(ROLE),
        Ask(MARRIED, when=is_entitled),
        Ask(PARTNER_INCOME, when=has_spouse),
        Ask(BEIHILFE_CHILDREN, when=is_entitled),
    ),
    outcomes=(
        Outcome(
            "beihilfe-employee",
            duty="",
            when=lambda a: a[ROLE] == "employee",
            routes=holds.employee_routes,
            authority="fund",
        ),
        Outcome(
            "beihilfe-elsewhere",
            duty="",
            when=lambda a: not is_entitled(a),
            routes=holds.elsewhere_routes,
            authority="beihilfe-office-elsewhere",
        ),
        Outcome(
            "beihilfe-retired",
            duty="beihilfe_and_private",
            when=is_retired,
            routes=holds.routes,
            documents=holds.papers,
            deadlines=holds.deadlines,
            cautions=holds.cautions,
            authority="beihilfe-office",
            people=holds.people,
        ),
        Outcome(
            "beihilfe-two-children",
            duty="beihilfe_and_private",
            when=lambda a: children_who_count(a) >= 2,
            routes=holds.routes,
            documents=holds.papers,
            deadlines=holds.deadlines,
            cautions=holds.cautions,
            authority="beihilfe-office",
            people=holds.people,
        ),
        Outcome(
            "beihilfe-active",
            duty="beihilfe_and_private",
            routes=holds.routes,
            documents=holds.papers,
            deadlines=holds.deadlines,
            cautions=holds.cautions,
            authority="beihilfe-office",
            people=holds.people,
        ),
    ),
)

"""People who choose a health insurance fund, or change to another one."""

from __future__ import annotations

from advisor.interview.advice import Deadline
from advisor.interview.core import Ask, Case, Flow, Outcome
from advisor.rules.fund_choice import CHOICE_BY_STATUTE_SINCE
from advisor.rules.words import gettext_noop

from .deadlines import fund_for_employer
from .fund_choice_questions import (
    ABROAD,
    DECLARED,
    ENDED,
    FIRST,
    FUND_SITUATION,
    LEAVING,
    MEMBER_SINCE,
    NEW_JOB_START,
    RAISED_FROM,
    SICK_PAY_TARIFF,
    STAYS_VOLUNTARY,
    TARIFF_UNTIL,
    begins_a_job,
    changes_fund,
    gives_notice,
    has_a_tariff_in_a_raise,
    is_asked_for_more,
    may_stay_voluntary,
)
from .fund_choice_routes import SWITCHES
from .questions import JOB_START


def chooses_first(a: Case) -> bool:
    return a[FUND_SITUATION] == FIRST


def ends_by_law(a: Case) -> bool:
    return a[FUND_SITUATION] == ENDED


FLOW = Flow(
    key="fund-choice",
    label=gettext_noop("I want to choose or change my health insurance fund"),
    slug=gettext_noop("address|fund-choice"),
    hint=gettext_noop("The earliest day, the papers and the deadlines"),
    order=11,
    asks=(
        Ask(FUND_SITUATION),
        Ask(JOB_START, when=chooses_first),
        Ask(MEMBER_SINCE, when=changes_fund),
        Ask(RAISED_FROM, when=is_asked_for_more),
        Ask(NEW_JOB_START, when=begins_a_job),
        Ask(STAYS_VOLUNTARY, when=may_stay_voluntary),
        Ask(DECLARED, when=gives_notice),
        Ask(TARIFF_UNTIL, when=gives_notice),
        Ask(SICK_PAY_TARIFF, when=has_a_tariff_in_a_raise),
    ),
    outcomes=(
        Outcome(
            "fund-choice-first",
            duty="",
            when=chooses_first,
            documents=lambda a: ("fund-choice-form",),
            deadlines=lambda a: (fund_for_employer(a[JOB_START], a.law),),
            cautions=lambda a: ("fund-choice-compare",),
            authority="fund-choice",
        ),
        Outcome(
            "fund-choice-ended",
            duty="",
            when=lambda a: ends_by_law(a) and a.day >= CHOICE_BY_STATUTE_SINCE,
            documents=lambda a: ("fund-choice-form",),
            deadlines=lambda a: (Deadline("fund-choice-tell-who-registers", "§ 175 Abs. 3 Satz 2 SGB V"),),
            cautions=lambda a: ("fund-choice-staying", "fund-choice-compare", "fund-choice-family-moves-along"),
            authority="fund-choice",
        ),
        Outcome(
            "fund-choice-ended-before",
            duty="",
            when=ends_by_law,
            documents=lambda a: ("fund-choice-certificate",),
            cautions=lambda a: ("fund-choice-compare",),
            authority="fund-choice",
        ),
        Outcome(
            "fund-choice-abroad",
            duty="",
            when=lambda a: a[FUND_SITUATION] == ABROAD,
            cautions=lambda a: ("former-student-dormant",),
            authority="fund",
        ),
        Outcome(
            "fund-choice-leaving",
            duty="",
            when=lambda a: a[FUND_SITUATION] == LEAVING,
            documents=lambda a: ("fund-choice-proof-of-cover",),
            cautions=lambda a: ("return-to-statutory-is-hard", "health-questions"),
            authority="fund",
        ),
        *SWITCHES,
    ),
)

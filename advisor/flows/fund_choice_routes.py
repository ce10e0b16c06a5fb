"""The plan for a change of fund: dates, papers, deadlines. The guided form and the calculator share its results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from advisor.interview.advice import Deadline, Fact
from advisor.interview.core import Case, Outcome
from advisor.rules import fund_choice as rules
from advisor.rules.words import gettext_noop

from .deadlines import fund_for_employer
from .fund_choice_questions import (
    MEMBER_SINCE,
    NEW_JOB_START,
    RAISED_FROM,
    SICK_PAY_TARIFF,
    TARIFF_UNTIL,
    begins_a_job,
    declared,
    is_asked_for_more,
    stays_voluntary,
)

NOTICE = "§ 175 Abs. 4 Satz 3 SGB V"
CHOICE = "§ 175 Abs. 4 SGB V"
BY_LAW = "§ 175 Abs. 4 Satz 2 SGB V"
AFTER_THE_WEEKEND = "§ 175 Abs. 4 SGB V, § 26 Abs. 3 SGB X"

Cautions = Callable[[Case], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The last day in the old fund, and the last day to choose the new one for it."""

    ends: date
    choose_by: date

    @property
    def begins(self) -> date:
        """The first day in the new fund."""
        return self.ends + timedelta(days=1)


def chooses_at_once(a: Case) -> bool:
    if not begins_a_job(a) or stays_voluntary(a):
        return False
    return rules.may_choose_at_once(a[MEMBER_SINCE], a[NEW_JOB_START], a.get(TARIFF_UNTIL, None), a.law)


def leaves_for_the_raise(a: Case) -> bool:
    return is_asked_for_more(a) and rules.has_special_right(declared(a), a[RAISED_FROM], a.get(SICK_PAY_TARIFF, False))


def chooses_after_the_weekend(a: Case) -> bool:
    """The month of the raise ended at a weekend, and its right is used after it."""
    return leaves_for_the_raise(a) and declared(a) > rules.month_end(a[RAISED_FROM])


def plan(a: Case) -> Plan:
    """The earliest change by notice."""
    chosen = declared(a)
    if leaves_for_the_raise(a):
        ends = rules.notice_end(chosen, a.law)
    else:
        ends = rules.ordinary_end(a[MEMBER_SINCE], chosen, a[TARIFF_UNTIL], a.law)
    return Plan(ends, rules.last_declaration(ends, chosen, a.law))


def without_paper(a: Case) -> bool:
    """The new fund ends the old membership by itself."""
    return (a[NEW_JOB_START] if chooses_at_once(a) else declared(a)) >= rules.CHOICE_BY_STATUTE_SINCE


def facts(a: Case) -> tuple[Fact, ...]:
    """The end of the binding stands there while it still matters: an earlier one followed the law of its time."""
    found, bound_until = plan(a), rules.binding_end(a[MEMBER_SINCE], declared(a), a.law)
    bound = Fact("bound_until", gettext_noop("Your choice of the present fund binds you until"), bound_until, "day")
    return (
        *((bound,) if bound_until >= declared(a) and not leaves_for_the_raise(a) else ()),
        Fact("ends", gettext_noop("Last day in the old fund"), found.ends, "day"),
        Fact("begins", gettext_noop("First day in the new fund"), found.begins, "day"),
    )


def deadlines(a: Case) -> tuple[Deadline, ...]:
    found = plan(a)
    return (
        Deadline("fund-choice-choose-by", NOTICE, found.choose_by),
        Deadline("fund-choice-first-day", CHOICE, found.begins, begins=True),
        Deadline("fund-choice-tell-employer", ""),
    )


def raise_deadlines(a: Case) -> tuple[Deadline, ...]:
    first, *others = deadlines(a)
    if chooses_after_the_weekend(a):
        return (Deadline("fund-choice-right-ends", AFTER_THE_WEEKEND, rules.right_ends(a[RAISED_FROM])), *others)
    right = Deadline("fund-choice-right-ends", CHOICE, rules.month_end(a[RAISED_FROM]))
    return (*(() if first.on == right.on else (first,)), right, *others)


def job_facts(a: Case) -> tuple[Fact, ...]:
    return (Fact("begins", gettext_noop("First day in the new fund"), a[NEW_JOB_START], "day"),)


def job_deadlines(a: Case) -> tuple[Deadline, ...]:
    starts = a[NEW_JOB_START]
    return (
        fund_for_employer(starts, a.law),
        Deadline("fund-choice-first-day", BY_LAW, starts, begins=True),
    )


def papers(a: Case) -> tuple[str, ...]:
    return ("fund-choice-form",) if without_paper(a) else ("fund-choice-notice", "fund-choice-certificate")


def how_it_goes(a: Case) -> str:
    return "fund-choice-new-fund-first" if without_paper(a) else "fund-choice-on-paper"


def cautions(a: Case) -> tuple[str, ...]:
    bound = a[TARIFF_UNTIL] is not None
    return (
        how_it_goes(a),
        "fund-choice-not-on-the-last-day",
        *(("fund-choice-tariff-binds",) if bound else ()),
        "fund-choice-compare",
        "fund-choice-family-moves-along",
    )


def raise_cautions(a: Case) -> tuple[str, ...]:
    no_letter = a[RAISED_FROM] >= rules.NO_LETTER_SINCE
    return (
        *(("fund-choice-after-the-weekend",) if chooses_after_the_weekend(a) else ()),
        how_it_goes(a),
        "fund-choice-not-on-the-last-day",
        "fund-choice-raise-decided",
        *(("fund-choice-no-letter",) if no_letter else ()),
        *(("fund-choice-raised-at-the-start",) if a[RAISED_FROM] == a[MEMBER_SINCE] else ()),
        "fund-choice-compare",
        "fund-choice-family-moves-along",
    )


def too_late_cautions(a: Case) -> tuple[str, ...]:
    """While the fund had to write of the raise, a late letter kept the right (§ 175 Abs. 4 Satz 7, 8 SGB V of its time)."""
    letter = ("fund-choice-late-letter",) if a[RAISED_FROM] < rules.NO_LETTER_SINCE else ()
    return (*letter, *cautions(a))


def job_cautions(a: Case) -> tuple[str, ...]:
    return (
        how_it_goes(a),
        *(("fund-choice-staying",) if without_paper(a) else ()),
        "fund-choice-compare",
        "fund-choice-family-moves-along",
    )


def _by_notice(key: str, cautions: Cautions = cautions, **when: object) -> Outcome:
    return Outcome(
        key, duty="", facts=facts, documents=papers, deadlines=deadlines, cautions=cautions, authority="fund-choice",
        **when,  # type: ignore[arg-type]
    )  # fmt: skip


SWITCHES = (
    Outcome(
        "fund-choice-at-once",
        duty="",
        when=chooses_at_once,
        facts=job_facts,
        documents=papers,
        deadlines=job_deadlines,
        cautions=job_cautions,
        authority="fund-choice",
    ),
    _by_notice("fund-choice-goes-on", when=stays_voluntary),
    _by_notice("fund-choice-still-bound", when=begins_a_job),
    Outcome(
        "fund-choice-raise",
        duty="",
        when=leaves_for_the_raise,
        facts=facts,
        documents=papers,
        deadlines=raise_deadlines,
        cautions=raise_cautions,
        authority="fund-choice",
    ),
    _by_notice("fund-choice-sick-pay-tariff", when=lambda a: is_asked_for_more(a) and a.get(SICK_PAY_TARIFF, False)),
    _by_notice("fund-choice-raise-too-late", cautions=too_late_cautions, when=is_asked_for_more),
    _by_notice("fund-choice-ordinary"),
)
"""What follows for whoever is a member already; the last holds for all others."""

"""People who came for protection: asylum seekers, tolerated and recognised people, temporary protection."""

from __future__ import annotations

from advisor.interview.advice import Deadline
from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.rules.asylum import analogous_benefits_begin, is_under_asylum_law, issues_card, open_points
from advisor.rules.words import gettext_noop

from .asylum_seeker_questions import (
    HAS_JOB,
    IN_GERMANY_SINCE,
    LATE_PERMIT,
    MEDICAL_NEED,
    MUNICIPALITY,
    STATE,
    STATUS,
    STAY_PROLONGED,
    WAITING_TIME_OVER,
    has_open_bill,
)
from .asylum_seeker_routes import (
    analogous_routes,
    card_cautions,
    card_funds_of_the_day,
    card_or_voucher_routes,
    card_routes,
    first_cautions,
    job_routes,
    late_permit_routes,
    support_routes,
    voucher_cautions,
    voucher_routes,
    waiting_cautions,
    waiting_deadlines,
)


def needs_asylum_benefits(a: Case) -> bool:
    """Without a job that insures, and under the asylum seekers' benefits law (§ 1 Abs. 1 AsylbLG)."""
    return not a[HAS_JOB] and is_under_asylum_law(a[STATUS], a.law)


@once
def waiting_time_is_over(a: Case) -> bool:
    arrived = a[IN_GERMANY_SINCE]
    return a[WAITING_TIME_OVER] if arrived is None else analogous_benefits_begin(arrived, a.law) <= a.day


@once
def has_analogous_benefits(a: Case) -> bool:
    """The waiting time is over, and the authority has not found that the stay was prolonged by abuse (§ 2 AsylbLG)."""
    return needs_asylum_benefits(a) and waiting_time_is_over(a) and not a[STAY_PROLONGED]


@once
def is_in_first_stage(a: Case) -> bool:
    """The benefits of §§ 4 and 6 AsylbLG, where the need and the place decide."""
    return needs_asylum_benefits(a) and not has_analogous_benefits(a)


def lives_in_card_state(a: Case) -> bool:
    """North Rhine-Westphalia, the one state whose list of municipalities is known here."""
    return a[STATE] == "NW"


@once
def municipality_issues_card(a: Case) -> bool:
    return is_in_first_stage(a) and lives_in_card_state(a) and issues_card(a[MUNICIPALITY], a.law)


def _waiting_papers(a: Case) -> tuple[str, ...]:
    return ("asylum-residence-permit" if a[STATUS] == "temporary" else "asylum-paper",)


def _open_law(a: Case) -> tuple[str, ...]:
    return tuple(f"asylum-open-{point.replace('_', '-')}" for point in open_points(a[STATUS], a.law))


FLOW = Flow(
    key="asylum-seeker",
    label=gettext_noop("I have come for protection"),
    slug=gettext_noop("address|asylum-seeker"),
    hint=gettext_noop("Asylum procedure, suspended deportation, recognition or temporary protection"),
    order=4,
    asks=(
        Ask(STATUS),
        Ask(HAS_JOB),
        Ask(LATE_PERMIT, when=lambda a: not a[HAS_JOB] and has_open_bill(a)),
        Ask(IN_GERMANY_SINCE, when=needs_asylum_benefits),
        Ask(WAITING_TIME_OVER, when=lambda a: needs_asylum_benefits(a) and a[IN_GERMANY_SINCE] is None),
        Ask(STAY_PROLONGED, when=lambda a: needs_asylum_benefits(a) and waiting_time_is_over(a)),
        Ask(MEDICAL_NEED, when=is_in_first_stage),
        Ask(STATE, when=is_in_first_stage),
        Ask(MUNICIPALITY, when=lambda a: is_in_first_stage(a) and lives_in_card_state(a)),
    ),
    outcomes=(
        Outcome(
            "asylum-job",
            duty="statutory_compulsory",
            when=lambda a: a[HAS_JOB],
            routes=job_routes,
            documents=lambda a: ("employment-contract",),
            deadlines=lambda a: (Deadline("tell-employer-your-fund", "§ 175 Abs. 3 Satz 2 SGB V"),),
            cautions=lambda a: (*first_cautions(a), "asylum-job-ends"),
            authority="fund",
        ),
        Outcome(
            "asylum-recognised",
            duty="statutory_compulsory",
            when=lambda a: a[STATUS] == "recognised",
            routes=support_routes,
            documents=lambda a: ("asylum-residence-permit", "asylum-decision"),
            cautions=first_cautions,
            authority="asylum-jobcenter",
        ),
        Outcome(
            "asylum-temporary-late-permit",
            duty="statutory_compulsory",
            when=lambda a: has_open_bill(a) and a[LATE_PERMIT],
            routes=late_permit_routes,
            documents=lambda a: ("asylum-residence-permit", "asylum-decision"),
            cautions=lambda a: (*first_cautions(a), *_open_law(a)),
            authority="asylum-jobcenter",
        ),
        Outcome(
            "asylum-temporary",
            duty="statutory_compulsory",
            when=lambda a: not is_under_asylum_law(a[STATUS], a.law),
            routes=support_routes,
            documents=lambda a: ("asylum-residence-permit", "asylum-decision"),
            cautions=first_cautions,
            authority="asylum-jobcenter",
        ),
        Outcome(
            "asylum-analogous",
            duty="asylum_benefits",
            when=has_analogous_benefits,
            routes=analogous_routes,
            documents=lambda a: (*_waiting_papers(a), "asylum-decision"),
            cautions=lambda a: (*first_cautions(a), *_open_law(a)),
            authority="asylum-analogous",
        ),
        Outcome(
            "asylum-card",
            duty="asylum_benefits",
            when=municipality_issues_card,
            routes=card_routes,
            documents=lambda a: (*_waiting_papers(a), "asylum-health-card"),
            deadlines=waiting_deadlines,
            cautions=lambda a: (*first_cautions(a), *card_cautions(a), *waiting_cautions(a), *_open_law(a)),
            authority="asylum-social-welfare-office-nrw",
            funds=card_funds_of_the_day,
        ),
        Outcome(
            "asylum-voucher",
            duty="asylum_benefits",
            when=lambda a: is_in_first_stage(a) and lives_in_card_state(a),
            routes=voucher_routes,
            documents=lambda a: (*_waiting_papers(a), "asylum-treatment-voucher"),
            deadlines=waiting_deadlines,
            cautions=lambda a: (*first_cautions(a), *voucher_cautions(a), *waiting_cautions(a), *_open_law(a)),
            authority="asylum-social-welfare-office-nrw",
        ),
        Outcome(
            "asylum-card-or-voucher",
            duty="asylum_benefits",
            routes=card_or_voucher_routes,
            documents=lambda a: (*_waiting_papers(a), "asylum-card-or-voucher"),
            deadlines=waiting_deadlines,
            cautions=lambda a: (*first_cautions(a), *waiting_cautions(a), *_open_law(a)),
            authority="asylum-social-welfare-office",
        ),
    ),
)

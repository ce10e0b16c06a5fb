"""Ways to medical help for people who came for protection, with their deadlines and cautions."""

from __future__ import annotations

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case
from advisor.rules.asylum import (
    analogous_benefits_begin,
    card_funds,
    joining_day_is_known,
    keeps_shorter_waiting_time,
)

from .asylum_seeker_questions import (
    HAS_JOB,
    IN_GERMANY_SINCE,
    MEDICAL_NEED,
    MUNICIPALITY,
    OTHER_MUNICIPALITY,
    STAY_PROLONGED,
)
from .paragraphs import EMPLOYEE

NEEDS = {
    "acute": ("required", "§ 4 Abs. 1 AsylbLG"),
    "pregnancy": ("required", "§ 4 Abs. 2 AsylbLG"),
    "prevention": ("required", "§ 4 Abs. 1 AsylbLG"),
    "other": ("possible", "§ 6 Abs. 1 AsylbLG"),
}
"""What is owed for each need, or decided case by case, and where the law says so."""


def job_routes(a: Case) -> tuple[Route, ...]:
    return (Route("statutory_employee", "required", "asylum-job", EMPLOYEE),)


def support_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_benefit_recipient", "possible", "asylum-jobcenter", ("§ 5 Abs. 1 Nr. 2a SGB V",)),
        Route("statutory_employee", "possible", "asylum-work-later", EMPLOYEE),
    )


def late_permit_routes(a: Case) -> tuple[Route, ...]:
    """Both laws, because it is not verified which holds."""
    return (
        *support_routes(a),
        Route("asylum_card_or_voucher", "possible", "asylum-late-permit", ()),
    )


def analogous_routes(a: Case) -> tuple[Route, ...]:
    arrived = a[IN_GERMANY_SINCE]
    kept = arrived is not None and keeps_shorter_waiting_time(arrived, a.law)
    reason = "asylum-keeps-shorter-waiting-time" if kept else "asylum-waiting-time-over"
    return (Route("asylum_analogous", "required", reason, ("§ 2 Abs. 1 AsylbLG", "§ 264 Abs. 2 SGB V")),)


def card_routes(a: Case) -> tuple[Route, ...]:
    card = Route("asylum_card_264_1", "required", "asylum-card-of-municipality", ("§ 264 Abs. 1 SGB V",))
    return (card, _basic_help(a), _later(a))


def voucher_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("asylum_voucher", "required", "asylum-voucher-as-a-rule", ("§§ 4, 6 AsylbLG",)),
        _basic_help(a),
        Route("asylum_card_264_1", "closed", "asylum-municipality-not-joined", ("§ 264 Abs. 1 SGB V",)),
        _later(a),
    )


def card_or_voucher_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("asylum_card_or_voucher", "required", "asylum-authority-decides", ("§§ 4, 6 AsylbLG",)),
        _basic_help(a),
        _later(a),
    )


def _basic_help(a: Case) -> Route:
    """What is paid in the first stage for what is needed now."""
    status, law = NEEDS[a[MEDICAL_NEED]]
    return Route("asylum_basic", status, f"asylum-need-{a[MEDICAL_NEED]}", (law,))


def _later(a: Case) -> Route:
    reason = "asylum-stay-prolonged" if a.get(STAY_PROLONGED, False) else "asylum-waiting-time"
    return Route("asylum_analogous", "closed", reason, ("§ 2 Abs. 1 AsylbLG",))


def waiting_deadlines(a: Case) -> tuple[Deadline, ...]:
    """The day on which the waiting time is over; for nobody whose stay was prolonged by abuse."""
    if a.get(STAY_PROLONGED, False):
        return ()
    arrived = a[IN_GERMANY_SINCE]
    begins = None if arrived is None else analogous_benefits_begin(arrived, a.law)
    return (Deadline("asylum-analogous-from", "§ 2 Abs. 1 AsylbLG", begins, begins=True),)


def first_cautions(a: Case) -> tuple[str, ...]:
    """Whoever has no job may still be insured by studies (§ 5 Abs. 1 Nr. 9 SGB V)."""
    return ("asylum-emergency", *(() if a[HAS_JOB] else ("asylum-studies",)))


def waiting_cautions(a: Case) -> tuple[str, ...]:
    return () if a.get(STAY_PROLONGED, False) else ("asylum-stay-counts",)


def card_cautions(a: Case) -> tuple[str, ...]:
    known = joining_day_is_known(a[MUNICIPALITY], a.law)
    return (
        "asylum-list-is-no-promise" if known else "asylum-joining-day-unknown",
        *(() if all(fund.date_known for fund in card_funds(a.law)) else ("asylum-fund-days-unknown",)),
    )


def voucher_cautions(a: Case) -> tuple[str, ...]:
    """Three municipalities were members in 2016 and are not on the list: nobody knows since when."""
    return ("asylum-former-municipalities",) if a[MUNICIPALITY] == OTHER_MUNICIPALITY else ()


def card_funds_of_the_day(a: Case) -> tuple[str, ...]:
    return tuple(fund.name for fund in card_funds(a.law))

"""The calculator for a change of fund: days in, days out."""

from __future__ import annotations

from advisor.interview.core import Ask, Flow
from advisor.rules.words import gettext_noop

from .fund_choice_questions import (
    DECLARED,
    MEMBER_SINCE,
    NEW_JOB_START,
    RAISED_FROM,
    SICK_PAY_TARIFF,
    STAYS_VOLUNTARY,
    SWITCH_REASON,
    TARIFF_UNTIL,
    begins_a_job,
    gives_notice,
    has_a_tariff_in_a_raise,
    is_asked_for_more,
    may_stay_voluntary,
)
from .fund_choice_routes import SWITCHES

FLOW = Flow(
    key="switch-dates",
    label=gettext_noop("When can I change to another fund?"),
    slug=gettext_noop("address|switch-dates"),
    hint=gettext_noop("The earliest day, and every deadline before it"),
    order=43,
    one_page=True,
    asks=(
        Ask(MEMBER_SINCE),
        Ask(SWITCH_REASON),
        Ask(RAISED_FROM, when=is_asked_for_more),
        Ask(NEW_JOB_START, when=begins_a_job),
        Ask(STAYS_VOLUNTARY, when=may_stay_voluntary),
        Ask(DECLARED, when=gives_notice),
        Ask(TARIFF_UNTIL, when=gives_notice),
        Ask(SICK_PAY_TARIFF, when=has_a_tariff_in_a_raise),
    ),
    outcomes=SWITCHES,
)

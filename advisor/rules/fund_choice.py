"""When a member may change to another fund (§ 175 SGB V)."""

from __future__ import annotations

from datetime import date, timedelta

from .dates import add_months, after_the_weekend, period_end
from .law import Law

RULING_APPLIED_SINCE = date(2019, 4, 9)
"""From then on the funds apply the ruling of the Federal Social Court of 2018-09-11, B 1 KR 10/18 R."""
CHOICE_BY_STATUTE_SINCE = date(2021, 1, 1)
"""§ 175 Abs. 4 Satz 2 SGB V: the choice binds nobody whose membership ends by law. The switch needs no paper any more."""
NO_LETTER_SINCE = date(2026, 7, 30)
"""From then on a fund need not announce a higher additional rate in a letter of its own."""


def month_end(day: date) -> date:
    """The last day of the month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def binding_end(member_since: date, declared: date, law: Law) -> date:
    """The last day for which the choice of the fund binds, by the law of the declaration (§ 175 Abs. 4 Satz 1 SGB V)."""
    return period_end(member_since, int(law.then(declared).fund_binding_months))


def notice_end(declared: date, law: Law) -> date:
    """The last day of the month after next: two full months of notice (§ 175 Abs. 4 Satz 3 SGB V)."""
    return month_end(add_months(declared.replace(day=1), int(law.then(declared).fund_notice_months)))


def ordinary_end(member_since: date, declared: date, tariff_until: date | None, law: Law) -> date:
    """The last day in the old fund: after the notice, not before the binding ends, nor that of an optional tariff (§ 53 Abs. 8 SGB V)."""
    bound = [binding_end(member_since, declared, law), *([tariff_until] if tariff_until else [])]
    return max(notice_end(declared, law), *(month_end(day) for day in bound))


def last_declaration(ends: date, declared: date, law: Law) -> date:
    """The last day to choose the new fund if the membership is to end on that last day of a month."""
    return month_end(add_months(ends.replace(day=1), -int(law.then(declared).fund_notice_months)))


def has_special_right(declared: date, raised_from: date, sick_pay_tariff: bool) -> bool:
    """A higher additional rate frees everybody but those in a sick pay tariff until the month ends for which it is raised.

    § 175 Abs. 4, § 53 Abs. 8 SGB V.
    """
    return declared <= right_ends(raised_from) and not sick_pay_tariff


def right_ends(raised_from: date) -> date:
    """With the month of the raise."""
    return after_the_weekend(month_end(raised_from))


def may_choose_at_once(member_since: date, starts: date, tariff_until: date | None, law: Law) -> bool:
    """A new job lets its employee choose without notice; before it was statute, only where nothing bound any more."""
    if starts >= CHOICE_BY_STATUTE_SINCE:
        return True
    free = binding_end(member_since, starts, law) < starts and (tariff_until is None or tariff_until < starts)
    return starts >= RULING_APPLIED_SINCE and free

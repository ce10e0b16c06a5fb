"""What each fund costs an employee on a day, beside the average and beside the fund that the visitor has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.directory.shelf import Directory
from advisor.flows.questions import GROSS_PAY
from advisor.interview.data import refused_as_data
from advisor.rules.amounts import Amount
from advisor.rules.employees import is_marginal
from advisor.rules.figures import NotYetKnown
from advisor.rules.funds import employee_health_share
from advisor.rules.law import Law

from .list_rows import Row, fund_rates
from .words import Words, dictionary_order

MONTHS = 12


def compared(law: Law, lists: Directory, words: Words, pay: str, present: str) -> dict[str, Any]:
    """The funds by what they cost, those without a known rate last; the average as yardstick.

    pay, present: the canonical monthly pay and the code of the visitor's fund, "" where not given.
    """
    rows = fund_rates(law, lists, words)
    context: dict[str, Any] = {
        "example": words.typed(GROSS_PAY, "3000.50"),
        "average": None,
        "missing": None,
        "marginal": False,
        "pay": Decimal(pay) if pay else None,
        "present": present,
        "known": [row for row in rows if row["additional_rate"] is not None],
        "unknown": [row for row in rows if row["additional_rate"] is None],
        "choices": _choices(lists),
    }
    own = next((row for row in context["known"] if row["code"] == present), None)
    context["own"] = own
    context["rateless"] = dict(context["choices"])[present] if present and own is None else ""
    try:
        context["average"] = {"additional_rate": law.average_additional_rate}
        if context["pay"] is not None and is_marginal(context["pay"], law):
            context["marginal"], context["pay"] = True, None
        if context["pay"] is not None:
            _price(context["pay"], context["average"], context["known"], own, law)
    except NotYetKnown as refused:
        context["missing"], context["pay"] = refused_as_data(refused, words), None
    context["known"].sort(key=_by_price)
    return context


def _choices(lists: Directory) -> list[tuple[str, str]]:
    """All funds of the list by code and name, also those of other days."""
    found = [(code, rows[-1].name) for code, rows in lists.figures.lists["funds"].rows.items()]
    return sorted(found, key=lambda choice: dictionary_order(choice[1], "de"))


def _price(pay: Decimal, average: Row, known: list[Row], own: Row | None, law: Law) -> None:
    """Note in each row what the fund costs, and how that differs from the own fund, else from the average."""
    average |= {"month": _share(pay, None, law)}
    for row in known:
        row["month"] = _share(pay, Decimal(row["additional_rate"]), law)
    yardstick = own or average
    for row in (average, *known):
        difference = row["month"] - yardstick["month"]
        row |= {
            "year": row["month"] * MONTHS,
            "more": max(difference, Decimal(0)),
            "less": max(-difference, Decimal(0)),
            "more_a_year": max(difference, Decimal(0)) * MONTHS,
            "less_a_year": max(-difference, Decimal(0)) * MONTHS,
        }


def _share(pay: Decimal, rate: Decimal | None, law: Law) -> Decimal:
    """What an employee pays a month. Raises `NotYetKnown`."""
    share: Amount = employee_health_share(pay, rate, law)
    if share.refused is not None:
        raise share.refused
    assert share.euros is not None
    return share.euros


def _by_price(row: Row) -> tuple[Decimal, Decimal]:
    return row.get("month", Decimal(0)), Decimal(row["additional_rate"])

"""What each fund costs an employee on a day, beside the average and beside the fund that the visitor has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from advisor.directory.shelf import Directory
from advisor.flows.questions import ADDITIONAL_RATE, GROSS_PAY
from advisor.interview import parsing
from advisor.interview.data import refused_as_data
from advisor.interview.question import Kind, Question
from advisor.rules.amounts import Amount
from advisor.rules.employees import is_marginal
from advisor.rules.figures import NotYetKnown
from advisor.rules.funds import employee_health_share
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

from .list_rows import Row, fund_rates
from .words import Words, dictionary_order

MONTHS = 12
PRESENT_RATE, OTHER_RATE = "present_rate", "other_rate"
"""The fields for rates that a visitor knows: of the present fund, and of one to compare it with."""
TYPED_RATES = {PRESENT_RATE: gettext_noop("Your present fund"), OTHER_RATE: gettext_noop("The other fund")}
RATE = Question(
    "rate",
    gettext_noop("Additional rate"),
    Kind("rate", parsing.number),
    sensitive=False,
    samples=("2.5",),
    unit="percent",
    least=ADDITIONAL_RATE.least,
    most=ADDITIONAL_RATE.most,
)


def compared(
    law: Law, lists: Directory, words: Words, pay: str, present: str, rates: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """The funds by what they cost, those without a known rate last; the present one as yardstick, else the average.

    pay, present: the canonical monthly pay and the code of the visitor's fund, "" where not given; rates: those typed
    in, by field.
    """
    rows = fund_rates(law, lists, words)
    context: dict[str, Any] = {
        "example": words.typed(GROSS_PAY, "3000.50"),
        "example_rate": words.typed(RATE, "2.5"),
        "average": None,
        "missing": None,
        "marginal": False,
        "doubtful": bool(pay) and GROSS_PAY.is_doubtful(pay),
        "pay": Decimal(pay) if pay else None,
        "present": present,
        "known": [row for row in rows if row["additional_rate"] is not None],
        "unknown": [row for row in rows if row["additional_rate"] is None],
        "choices": _choices(lists),
    }
    name = dict(context["choices"]).get(present, "")
    typed = [_typed(field, rates[field], name, words) for field in TYPED_RATES if rates.get(field)]
    own = next((row for row in (*typed, *context["known"]) if row["code"] in (PRESENT_RATE, present)), None)
    context["own"] = own
    context["rateless"] = name if own is None else ""
    try:
        context["average"] = {"additional_rate": law.average_additional_rate}
        if context["pay"] is not None and is_marginal(context["pay"], law):
            context["marginal"], context["pay"] = True, None
        if context["pay"] is not None:
            _price(context["pay"], context["average"], [*typed, *context["known"]], own, law)
    except NotYetKnown as refused:
        context["missing"], context["pay"] = refused_as_data(refused, words), None
    context["rows"] = typed + sorted(context["known"], key=_by_price)
    return context


def _typed(field: str, rate: str, name: str, words: Words) -> Row:
    """A fund by the rate that the visitor typed in; the present one by its name where it is chosen too."""
    label = name if field == PRESENT_RATE and name else words.label(TYPED_RATES[field])
    return {"code": field, "name": label, "additional_rate": rate, "typed": True}


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
        row |= {"year": row["month"] * MONTHS, **_difference(row, yardstick)}
        if "typed" in row:
            row["beside_average"] = _difference(row, average)


def _difference(row: Row, yardstick: Row) -> dict[str, Decimal]:
    """How much more or less than the yardstick, a month and a year."""
    more = max(row["month"] - yardstick["month"], Decimal(0))
    less = max(yardstick["month"] - row["month"], Decimal(0))
    return {"more": more, "less": less, "more_a_year": more * MONTHS, "less_a_year": less * MONTHS}


def _share(pay: Decimal, rate: Decimal | None, law: Law) -> Decimal:
    """What an employee pays a month. Raises `NotYetKnown`."""
    share: Amount = employee_health_share(pay, rate, law)
    if share.refused is not None:
        raise share.refused
    assert share.euros is not None
    return share.euros


def _by_price(row: Row) -> tuple[Decimal, Decimal]:
    return row.get("month", Decimal(0)), Decimal(row["additional_rate"])

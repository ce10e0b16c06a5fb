"""Bars as shapes: who pays which part, the same price in three years, and who pays a bill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten
from typing import Any

from advisor import formats
from advisor.content.prose import plain
from advisor.interview.advice import NO_PRICE
from advisor.rules.words import gettext_noop

from .words import label

WIDTH, LENGTH, HIGH, GAP, TEXT = 360, 262, 22, 14, 19
"""Of the picture, of the longest bar, of a bar's side, between two bars, and of the line above a bar."""
LONGEST = 48
"""Letters that have room in a line."""
SHADES = ("1", ".35", "0")
"""How full each part is filled; all have the same outline, so that they read without colour."""
BRANCHES = {
    "health_and_care": (gettext_noop("Health and care insurance"), ("health_and_care", "employer_subsidy")),
    "pension": (gettext_noop("Pension insurance"), ("pension",)),
    "unemployment": (gettext_noop("Unemployment insurance"), ("unemployment",)),
}
"""Branches that both sides pay: the name, and the codes that amounts have."""
OTHERS = ("employer", "pension_fund")
SPLIT = {
    "beihilfe_paid": gettext_noop("Paid by Beihilfe"),
    "private_rest": gettext_noop("For your private insurance: rest of the recognised costs"),
    "own": gettext_noop("For yourself: deducted, and what is not recognised"),
}
"""Parts of a bill, from the left."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name and the euros of each part."""

    label: str
    parts: Sequence[Decimal]

    @property
    def whole(self) -> Decimal:
        """All parts together."""
        return sum(self.parts, Decimal(0))


def drawn(bars: Sequence[Bar], names: Sequence[str], language: str) -> dict[str, Any]:
    """What the template draws: boxes from the left with their sum behind them; the rows of the table."""
    longest = max(bar.whole for bar in bars) or Decimal(1)
    rows = []
    for number, bar in enumerate(bars):
        top, begin, boxes = number * (TEXT + HIGH + GAP), Decimal(0), []
        for shade, euros in zip(SHADES, bar.parts, strict=False):
            if euros:
                boxes.append({"x": _wide(begin, longest), "width": _wide(euros, longest), "shade": shade})
            begin += euros
        rows.append(
            {"label": _short(bar.label), "y": top + TEXT - 5, "bar": top + TEXT, "boxes": boxes, "whole": bar.whole}
        )
    for row in rows:
        row |= {"text": formats.euros(row["whole"], language), "end": _wide(row["whole"], longest)}
    return {
        "box": f"-1 -1 {WIDTH + 2} {len(bars) * (TEXT + HIGH + GAP) - GAP + 2}",
        "high": HIGH,
        "bars": rows,
        "names": names,
        "legend": [
            {"name": name, "shade": shade, "euros": euros, "percent": _percent(euros, bars[0].whole)}
            for name, shade, euros in zip(names, SHADES, bars[0].parts, strict=False)
        ],
        "whole": bars[0].whole,
        "rows": [(bar.label, list(bar.parts), bar.whole) for bar in bars],
    }


def _short(text: str) -> str:
    """A name without what stands in brackets, cut where it would run out of the picture; the table has all of it."""
    return shorten(plain(text).partition(" (")[0], LONGEST, placeholder=" …")


def _wide(euros: Decimal, longest: Decimal) -> str:
    return f"{LENGTH * euros / longest:.1f}"


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{100 * part / whole:.0f}" if whole else "0"


def shares(data: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """Who pays which part of a price; None where nobody else pays one."""
    pool = [a for a in data["amounts"] if a["code"] not in NO_PRICE]
    pool += [part for amount in data["amounts"] if amount["code"] == "employer_cost" for part in amount["parts"]]
    own = next(
        (a for a in pool if a["payer"] == "insured" and a["code"] in ("total", "minijob", "health_and_care")), None
    )
    found: dict[str, Mapping[str, Any]] = {}
    for amount in pool:
        if amount["payer"] in OTHERS and amount["code"] in ("total", "health_and_care", "employer_subsidy"):
            found.setdefault(amount["payer"], amount)
    others = [amount for amount in found.values() if amount["euros"] and Decimal(amount["euros"])]
    if own is None or not own["euros"] or not others:
        return None
    sides = [own, *others]
    bars = [Bar(label(gettext_noop("Together"), language), [Decimal(side["euros"]) for side in sides])]
    for name, codes in BRANCHES.values():
        parts = [_part(side, codes) for side in sides]
        if len(sides) == 2 and all(part is not None for part in parts):
            bars.append(Bar(label(name, language), [part for part in parts if part is not None]))
    return drawn(bars, [side["payer_label"] for side in sides], language)


def _part(side: Mapping[str, Any], codes: Sequence[str]) -> Decimal | None:
    return next((Decimal(part["euros"]) for part in side["parts"] if part["code"] in codes and part["euros"]), None)


def split(data: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """Who pays the bills, in all and each of them; None where the result is none of Beihilfe."""
    if not data["amounts"] or data["amounts"][0]["code"] != "beihilfe_paid":
        return None
    together = next(amount for amount in data["amounts"] if amount["code"] == "total")
    bills = [Bar(bill["label"], _thirds(bill)) for bill in together["parts"]]
    whole = Bar(
        together["label"], [sum(part, Decimal(0)) for part in zip(*(bill.parts for bill in bills), strict=True)]
    )
    return drawn(
        [whole, *bills] if len(bills) > 1 else [whole], [label(name, language) for name in SPLIT.values()], language
    )


def _thirds(bill: Mapping[str, Any]) -> list[Decimal]:
    """What Beihilfe pays of a bill, what a private insurance for the rest is there for, and what nobody else bears."""
    paid = next(Decimal(part["euros"]) for part in bill["parts"] if part["code"] == "beihilfe_paid")
    left = next(part for part in bill["parts"] if part["code"] == "private_share")
    rest = sum((Decimal(part["euros"]) for part in left["parts"] if part["code"] == "private_rest"), Decimal(0))
    return [paid, rest, Decimal(bill["euros"]) - paid - rest]


def years(found: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any] | None:
    """The price of each year that is known; none where there is nothing to compare."""
    known = [year for year in found if year["euros"] is not None]
    return drawn([Bar(year["label"], [year["euros"]]) for year in known], [], language) if len(known) > 1 else None

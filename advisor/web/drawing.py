"""A chart as shapes in a small coordinate system, with words and numbers in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import ceil
from typing import Any

from advisor import formats

WIDTH, HEIGHT = 340, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 316, 40, 224
"""The field of the curves; thresholds are numbered above it, amounts stand beside and below it."""
NARROW = 15
"""Numbers nearer to each other than this stand in two rows."""
STEPS = tuple(Decimal(step) * 10**power for power in range(6) for step in ("1", "2", "2.5", "5"))


def drawn(chart: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the template draws: paths, ticks, numbered thresholds, the visitor's point, and the rows of the table."""
    curves = [
        (curve["label"], [(Decimal(p["x"]), Decimal(p["y"])) for p in curve["points"]]) for curve in chart["curves"]
    ]
    across = _scale(max(x for _, points in curves for x, _ in points), 4)
    upward = _scale(max(y for _, points in curves for _, y in points), 4)

    def at_x(x: Decimal) -> str:
        return _place(x, across[-1], LEFT, RIGHT)

    def at_y(y: Decimal) -> str:
        return _place(y, upward[-1], BOTTOM, TOP)

    here = chart["here"]
    return {
        "box": f"0 0 {WIDTH} {HEIGHT}",
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
        "across": [{"at": at_x(x), "text": formats.number(x, language)} for x in across],
        "upward": [{"at": at_y(y), "text": formats.number(y, language)} for y in upward],
        "curves": [
            {"label": label, "path": "M" + " ".join(f"{at_x(x)} {at_y(y)}" for x, y in points)}
            for label, points in curves
        ],
        "thresholds": _numbered(chart["thresholds"], at_x),
        "here": here
        and {
            "at": at_x(Decimal(here["x"])),
            "points": [at_y(Decimal(y)) for y in here["y"]],
            "x": here["x"],
            "y": list(zip([label for label, _ in curves], here["y"], strict=True)),
        },
        "rows": _rows(curves),
    }


def _place(value: Decimal, most: Decimal, begin: int, end: int) -> str:
    """Where a value lies between two edges, to a tenth."""
    return f"{begin + (end - begin) * value / most:.1f}"


def _scale(most: Decimal, ticks: int) -> list[Decimal]:
    """Round numbers from nothing to beyond the largest value."""
    step = next((step for step in STEPS if step * ticks >= most), STEPS[-1])
    return [step * at for at in range(ceil(most / step) + 1)]


def _numbered(thresholds: list[Mapping[str, str]], at_x: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, threshold in enumerate(sorted(thresholds, key=lambda each: Decimal(each["at"])), start=1):
        place = at_x(Decimal(threshold["at"]))
        beside = found and Decimal(place) - Decimal(found[-1]["at"]) < NARROW and not found[-1]["row"]
        found.append(
            {"number": number, "at": place, "row": int(bool(beside)), "label": threshold["label"], "x": threshold["at"]}
        )
    return found


def _rows(curves: list[tuple[str, list[tuple[Decimal, Decimal]]]]) -> list[tuple[Decimal, list[Decimal | None]]]:
    """One row for each place; a curve that jumps there has a row for either side."""
    rows: list[tuple[Decimal, list[Decimal | None]]] = []
    for x in sorted({x for _, points in curves for x, _ in points}):
        values = [list(dict.fromkeys(y for at, y in points if at == x)) for _, points in curves]
        rows += [
            (x, [each[min(at, len(each) - 1)] if each else None for each in values])
            for at in range(max(map(len, values)))
        ]
    return rows

"""A chart as shapes in a small coordinate system, with words and numbers in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import Any

from advisor import formats

WIDTH, HEIGHT = 360, 280
LEFT, RIGHT, TOP, BOTTOM = 54, 336, 42, 228
"""The field of the curves; thresholds are numbered above it, amounts stand beside and below it."""
NARROW = 17
"""Numbers nearer to each other than this stand in two rows."""
BESIDE = 9
"""So far from a point stand its euros."""
LINE = 16
"""The height of a line of text."""
LETTER = 8.5
"""The width of a figure in bold."""
ROOM = 90
"""So near to the right edge the euros of a point take the place of the names of the curves."""
ROOM_ABOVE = Decimal("1.08")
"""For the name of the highest curve."""
STEPS = tuple(Decimal(step) * 10**power for power in range(9) for step in ("1", "2", "2.5", "5"))
CENT, LEAST_STEP = Decimal("0.01"), Decimal("0.50")
"""A step is a change by this much or more within a cent of the axis."""

Points = list[tuple[Decimal, Decimal]]
At = Callable[[Decimal], str]


def drawn(chart: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the template draws: paths, ticks, numbered thresholds, the visitor's point, the steps, and the rows of the table."""
    curves = [(c, [(Decimal(p["x"]), Decimal(p["y"])) for p in c["points"]]) for c in chart["curves"]]
    here = chart["here"]
    highest = [y for _, points in curves for _, y in points] + [Decimal(y) for y in (here["y"] if here else ())]
    across = _scale(max(x for _, points in curves for x, _ in points), 4)
    upward = _scale(max(highest) * ROOM_ABOVE, 4)

    def at_x(x: Decimal) -> str:
        return _place(min(x, across[-1]), across[-1], LEFT, RIGHT)

    def at_y(y: Decimal) -> str:
        return _place(y, upward[-1], BOTTOM, TOP)

    steps = [step for curve, points in curves for step in _steps(curve, points)]
    return {
        "box": f"0 0 {WIDTH} {HEIGHT}",
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
        "across": [{"at": at_x(x), "text": formats.number(x, language)} for x in across],
        "upward": [{"at": at_y(y), "text": formats.number(y, language)} for y in upward],
        "curves": [
            {"label": curve["label"], "name": curve["name"], "path": _path(points, at_x, at_y), "end": end}
            for (curve, points), end in zip(
                curves, _ends([points[-1] for _, points in curves], at_x, at_y), strict=True
            )
        ],
        "thresholds": _numbered(chart["thresholds"], steps, at_x),
        "here": here and _here(here, [curve for curve, _ in curves], across[-1], at_x, at_y, language),
        "largest": max(steps, key=lambda step: step["size"], default=None),
        "stops": _stops(curves[0][1], [Decimal(mark["at"]) for mark in chart["thresholds"]]),
        "rows": _rows([points for _, points in curves]),
    }


def _place(value: Decimal, most: Decimal, begin: int, end: int) -> str:
    """Where a value lies between two edges, to a tenth."""
    return f"{begin + (end - begin) * value / most:.1f}"


def _scale(most: Decimal, ticks: int) -> list[Decimal]:
    """Round numbers from nothing to the largest value or beyond."""
    step = next((step for step in STEPS if step * ticks >= most), STEPS[-1])
    return [step * at for at in range(max(ceil(most / step), 1) + 1)]


def _is_step(before: tuple[Decimal, Decimal], after: tuple[Decimal, Decimal]) -> bool:
    return after[0] - before[0] <= CENT and abs(after[1] - before[1]) >= LEAST_STEP


def _steps(curve: Mapping[str, Any], points: Points) -> list[dict[str, Any]]:
    """Where the curve jumps: at which amount, from what to what."""
    return [
        {
            "at": a[0],
            "label": curve["label"],
            "name": curve["name"],
            "from": a[1],
            "to": b[1],
            "size": abs(b[1] - a[1]),
        }
        for a, b in pairwise(points)
        if _is_step(a, b)
    ]


def _path(points: Points, at_x: At, at_y: At) -> dict[str, str]:
    """The line, interrupted where it jumps, and the jumps."""
    line, jumps = f"M{at_x(points[0][0])} {at_y(points[0][1])}", ""
    for before, after in pairwise(points):
        step = _is_step(before, after)
        line += f"{'M' if step else ' '}{at_x(after[0])} {at_y(after[1])}"
        jumps += f"M{at_x(before[0])} {at_y(before[1])}V{at_y(after[1])}" if step else ""
    return {"line": line, "jumps": jumps}


def _ends(ends: Points, at_x: At, at_y: At) -> list[dict[str, str]]:
    """Where the name of each curve stands: above its end, of the lower of two below it where there is room."""
    lower = -1 if len(ends) < 2 else int(ends[1][1] <= ends[0][1])
    places = [(at, at_x(x), at_y(y)) for at, (x, y) in enumerate(ends)]
    return [{"x": x, "y": y, "dy": "30" if at == lower and Decimal(y) < BOTTOM - 32 else "-7"} for at, x, y in places]


def _numbered(thresholds: list[Mapping[str, str]], steps: list[dict[str, Any]], at_x: At) -> list[dict[str, Any]]:
    """Thresholds and steps from left to right; a step has its sizes with it, whether the law names its place or not."""
    labels = {Decimal(mark["at"]): mark["label"] for mark in thresholds}
    places = sorted(labels | {step["at"]: "" for step in steps if step["at"] not in labels})
    found: list[dict[str, Any]] = []
    for number, x in enumerate(places, start=1):
        place = at_x(x)
        beside = found and Decimal(place) - Decimal(found[-1]["at"]) < NARROW and not found[-1]["row"]
        here = [step for step in steps if step["at"] == x]
        found.append(
            {"number": number, "at": place, "row": int(bool(beside)), "label": labels.get(x, ""), "x": x, "steps": here}
        )
    return found


def _here(
    here: Mapping[str, Any], curves: list[Mapping[str, Any]], end: Decimal, at_x: At, at_y: At, language: str
) -> dict[str, Any]:
    """The visitor's points with their euros beside them: of the upper one above to the left, of the lower one below to the
    right. `named` where they stand so far to the right that they bear the names of the curves too.
    """
    x, place = Decimal(here["x"]), float(at_x(Decimal(here["x"])))
    upper = max(range(len(curves)), key=lambda at: Decimal(here["y"][at]))
    points, named = [], RIGHT - place < ROOM
    heights = [float(at_y(Decimal(y))) for y in here["y"]]
    crowded = max(heights) > BOTTOM - LINE and max(heights) - min(heights) < LINE
    for at, y in enumerate(here["y"]):
        text = formats.euros(Decimal(y), language)
        left = place - LEFT > LETTER * len(text) and (at == upper or named)
        low = heights[at] > BOTTOM - LINE
        points.append(
            {
                "y": at_y(Decimal(y)),
                "text": f"{curves[at]['name']}: {text}" if named else text,
                "x": f"{place - BESIDE if left else place + BESIDE:.1f}",
                "dy": str(
                    -8 - LINE if at == upper and crowded and len(heights) > 1 else -8 if at == upper or low else 17
                ),
                "anchor": "end" if left else "start",
            }
        )
    return {
        "at": f"{place:.1f}",
        "middle": f"{min(max(place, LEFT + LETTER * 5), RIGHT - LETTER * 5):.1f}",
        "text": formats.euros(x, language) + (" →" if x > end else ""),
        "beyond": x > end,
        "named": named,
        "points": points,
        "x": here["x"],
        "y": list(zip([curve["label"] for curve in curves], here["y"], strict=True)),
    }


def _stops(points: Points, marks: list[Decimal]) -> bool:
    """The curve begins or ends at a threshold: on the other side further questions would decide."""
    return points[0][0] - CENT in marks or points[-1][0] in marks


def _rows(curves: list[Points]) -> list[tuple[Decimal, list[Decimal | None]]]:
    """One row for each place; a curve that jumps there has a row for either side."""
    rows: list[tuple[Decimal, list[Decimal | None]]] = []
    for x in sorted({x for points in curves for x, _ in points}):
        values = [list(dict.fromkeys(y for at, y in points if at == x)) for points in curves]
        rows += [
            (x, [each[min(at, len(each) - 1)] if each else None for each in values])
            for at in range(max(map(len, values)))
        ]
    return rows

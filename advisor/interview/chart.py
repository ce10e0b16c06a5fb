"""A chart of what a flow works out: plain data, drawn elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor.rules.figures import NotYetKnown

if TYPE_CHECKING:
    from .core import Step

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Curve:
    """Euros over euros, from left to right. label: English source text; payer: who bears it; name: what stands beside the
    line where that is not the payer."""

    label: str
    points: tuple[Point, ...]
    payer: str = "insured"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount at which something changes. label: English source text."""

    label: str
    at: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """One or two curves with the thresholds on their way. The labels are English source texts.

    here: where the visitor stands, on the axis and on each curve; perhaps beyond the end of the axis.
    assumed: keys of questions with the answers taken for them, where they are asked at other amounts alone.
    """

    label: str
    across: str
    upward: str
    curves: tuple[Curve, ...]
    thresholds: tuple[Threshold, ...] = ()
    here: tuple[Decimal, ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.curves) <= 2 or len(self.here) not in (0, 1 + len(self.curves)):
            raise ValueError(f"one or two curves, and a point on each: {self}")
        for curve in self.curves:
            if len(curve.points) < 2 or [x for x, _ in curve.points] != sorted(x for x, _ in curve.points):
                raise ValueError(f"a curve runs from left to right: {curve}")


def chart_of(step: Step) -> Chart | None:
    """The chart of a finished replay that has one result; none where a figure is not yet known.

    Figures that only the chart reads are not noted as read by the result.
    """
    if step.flow.chart is None or len(step.results) != 1 or step.results[0].outcome is None:
        return None
    [result] = step.results
    beside = replace(result, case=result.case.under(result.case.law.traced()))
    try:
        return step.flow.chart(replace(step, results=(beside,)))
    except NotYetKnown:
        return None

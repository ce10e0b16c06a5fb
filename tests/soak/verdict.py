"""Whether memory and latency ended where they began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from .asks import FLOOR
from .load import Took

PARTS, FINE = 6, 30
"""The begin and the end are a sixth each; the noise of the floor is that from one thirtieth to the next."""
GROWN = 1.05
"""Times as much memory at the end is still the same: Python gives back what it took in pieces."""


@dataclass(frozen=True)
class Part:
    """Medians of a while: milliseconds of pages and of the floor."""

    pages: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.pages / self.floor


@dataclass(frozen=True)
class Soaked:
    """A run after the warm-up. memory: seconds since the beginning, and kB."""

    seconds: float
    times: Sequence[Took]
    memory: Sequence[tuple[float, int]]
    failed: Counter[str]

    def parts(self, number: int = PARTS) -> list[Part]:
        """The run in as many parts; those in which nothing was asked are left out."""
        found: list[tuple[list[float], list[float]]] = [([], []) for _ in range(number)]
        for at, kind, seconds in self.times:
            found[min(number - 1, int(at / self.seconds * number))][kind == FLOOR].append(1000 * seconds)
        return [Part(median(pages), median(floor)) for pages, floor in found if pages and floor]

    @property
    def slower(self) -> float:
        """The ratio of pages to the floor at the end, to that of the beginning."""
        parts = self.parts()
        return parts[-1].ratio / parts[0].ratio

    @property
    def noise(self) -> float:
        """By how much the floor differed from one thirtieth of the run to the next, but for the tenth that differed most: a machine that
        slowly becomes busier, or once for all, is no noise."""
        floors = [part.floor for part in self.parts(FINE)]
        steps = [max(one, other) / min(one, other) for one, other in pairwise(floors)]
        return quantiles(steps, n=10, method="inclusive")[-1] if len(steps) > 1 else max(steps, default=1.0)

    @property
    def held(self) -> tuple[float, float]:
        """kB at the beginning and at the end."""
        first = [held for at, held in self.memory if at <= self.seconds / PARTS]
        last = [held for at, held in self.memory if at >= self.seconds * (1 - 1 / PARTS)]
        return median(first), median(last)


def complaints(soaked: Soaked) -> list[str]:
    """What did not end where it began; nothing where all did."""
    begin, end = soaked.held
    found = [f"{number:,} times {what}" for what, number in soaked.failed.most_common()]
    if end > GROWN * begin:
        found.append(f"memory grew by a factor of {end / begin:.2f}")
    if soaked.slower > soaked.noise:
        found.append(
            f"pages took {soaked.slower:.2f} times as long beside the floor, which itself varied by {soaked.noise:.2f} from "
            "one thirtieth to the next"
        )
    return found

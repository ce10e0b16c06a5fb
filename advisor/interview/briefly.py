"""Conditions said as briefly as they hold: alternatives of answers that cover some cases and none of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

Answer = str | None
"""An answer that stands for all like it; None for a question that is not asked."""
Box = Mapping[str, frozenset[Answer]]
"""One way to fulfil a condition: for each question the answers that do."""
Masks = tuple[int, ...]
"""A set of cases: for each question its answers as bits."""
Packed = Sequence[tuple[Masks, int]]
"""Sets of cases, each as one number too (`Brief.packed`)."""


class Brief:
    """Finds boxes among all answers there are, `every`, by question."""

    def __init__(self, every: Mapping[str, Sequence[Answer]]) -> None:
        self.every = every
        self.keys = list(every)
        self.full = tuple((1 << len(answers)) - 1 for answers in every.values())
        self._places = tuple(accumulate((len(answers) + 1 for answers in every.values()), initial=0))[:-1]
        self._guards = tuple(full + 1 << place for full, place in zip(self.full, self._places, strict=True))
        self._all_guards, self._all_full = sum(self._guards), self.packed(self.full)

    def mask(self, key: str, among: Iterable[Answer]) -> int:
        """Answers to a question as bits."""
        return sum(1 << self.every[key].index(answer) for answer in among)

    def packed(self, row: Masks) -> int:
        """A row as one number: for each question its answers, and above them a bit that stays free."""
        return sum(mask << place for mask, place in zip(row, self._places, strict=True))

    def apart(self, one: int, other: int) -> int:
        """The free bits of the questions to which two packed rows have no answer in common; 0 where they share a case.

        All answers added to what they share carry into the free bit, but where they share none.
        """
        return self._all_guards & ~((one & other) + self._all_full)

    def gathered(self, rows: list[Masks]) -> list[Masks]:
        """The same cases in fewer rows: those that differ in the answer to one question become one."""
        packed = list(map(self.packed, rows))
        for full, place in zip(self.full, self._places, strict=True):
            here = full << place
            groups: dict[int, int] = {}
            for row in packed:
                rest = row & ~here
                groups[rest] = groups.get(rest, 0) | row & here
            packed = [rest | mask for rest, mask in groups.items()]
        return [
            tuple([row >> place & full for full, place in zip(self.full, self._places, strict=True)]) for row in packed
        ]

    def read(self, rows: Sequence[Masks]) -> tuple[str, ...]:
        """The questions that matter in any of the rows."""
        return tuple(key for at, key in enumerate(self.keys) if any(row[at] != self.full[at] for row in rows))

    def covering(self, inside: Sequence[Masks], outside: Sequence[Masks], most: int) -> tuple[Box, ...] | None:
        """Boxes that hold all cases inside and none of those outside; None where more than `most` are needed."""
        sides = [(row, self.packed(row)) for row in inside], [(row, self.packed(row)) for row in outside]
        found = [boxes for order in self._orders(inside) if (boxes := self._covering(*sides, order, most)) is not None]
        best = min(found, key=lambda boxes: (len(boxes), sum(map(self._effort, boxes))), default=None)
        return None if best is None else tuple(map(self._box, best))

    def _orders(self, cases: Sequence[Masks]) -> list[list[int]]:
        """In which order questions are left out of a condition: the later ones first, the earlier first, the seldom first."""
        places = range(len(self.keys))
        silent = [self._silent(at) for at in places]
        seldom = [sum(bool(case[at] & silent[at]) for case in cases) for at in places]
        return [list(places), list(reversed(places)), sorted(places, key=lambda at: (-seldom[at], -at))]

    def _silent(self, at: int) -> int:
        answers = self.every[self.keys[at]]
        return 1 << answers.index(None) if None in answers else 0

    def _effort(self, box: Masks) -> int:
        """How much there is to read; "is not asked" is harder to follow than an answer."""
        said = [at for at, mask in enumerate(box) if mask != self.full[at]]
        return sum(10 + (20 if box[at] == self._silent(at) else 0) + box[at].bit_count() for at in said)

    def _box(self, masks: Masks) -> Box:
        return {
            key: frozenset(answer for at, answer in enumerate(self.every[key]) if mask >> at & 1)
            for key, mask, full in zip(self.keys, masks, self.full, strict=True)
            if mask != full
        }

    def _covering(self, inside: Packed, outside: Packed, order: Sequence[int], most: int) -> list[Masks] | None:
        boxes: list[Masks] = []
        left = [case for case, _ in inside]
        while left:
            if len(boxes) == most:
                return None
            boxes.append(self._widened(left[0], inside, outside, order))
            left = [case for case in left if not _covers(boxes[-1], case)]
        for box in list(boxes):
            rest = [other for other in boxes if other is not box]
            if all(any(_covers(other, case) for other in rest) for case, _ in inside):
                boxes = rest
        return boxes

    def _widened(self, case: Masks, inside: Packed, outside: Packed, order: Sequence[int]) -> Masks:
        """The case without what does not matter, and with the other answers that do as well."""
        box, whole = list(case), self.packed(case)
        apart = {self.apart(whole, other) for _, other in outside}
        for at in order:
            fewer = {mask & ~self._guards[at] for mask in apart}
            if 0 not in fewer:
                apart, box[at] = fewer, self.full[at]
        whole = self.packed(tuple(box))
        for at in order:
            if box[at] == self.full[at]:
                continue
            refused = here = 0
            for row, other in outside:
                if self.apart(whole, other) == self._guards[at]:
                    refused |= row[at]
            for row, other in inside:
                if not self.apart(whole, other) & ~self._guards[at]:
                    here |= row[at]
            box[at] |= here & ~refused
            whole |= box[at] << self._places[at]
        return tuple(box)


def _covers(box: Masks, case: Masks) -> bool:
    return not any(each & ~among for among, each in zip(box, case, strict=True))

"""Conditions said as briefly as they hold: alternatives of answers that cover some cases and none of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_

Answer = str | None
"""An answer that stands for all like it; None for a question that is not asked."""
Box = Mapping[str, frozenset[Answer]]
"""One way to fulfil a condition: for each question the answers that do."""
Row = int
"""A set of cases as one number: for each question its answers as bits, and above them a bit that stays free."""


MANY_PAIRS = 20_000
"""Pairs of rows that it takes longer to compare than to put in groups."""


def _groups(some: Iterable[Row], others: Iterable[Row], field: Row) -> list[tuple[list[Row], list[Row]]]:
    """Rows by their answers to a question, each group with one of the others that has such answers too."""
    one, other = _by_answers(some, field), _by_answers(others, field)
    return [(one[here], other[there]) for here in one for there in other if here & there]


def _by_answers(rows: Iterable[Row], field: Row) -> dict[Row, list[Row]]:
    found: dict[Row, list[Row]] = {}
    for row in rows:
        found.setdefault(row & field, []).append(row)
    return found


class Brief:
    """Finds boxes among all answers there are, `every`, by question.

    fields: all answers to each question as bits, by its key; whole: those of all questions, which is every case.
    """

    def __init__(self, every: Mapping[str, Sequence[Answer]]) -> None:
        self.every = every
        self.fields: dict[str, Row] = {}
        self._places: dict[str, int] = {}
        self._free: dict[str, Row] = {}
        place = 0
        for key, answers in every.items():
            self._places[key] = place
            place += len(answers)
            self.fields[key], self._free[key] = (1 << place) - (1 << self._places[key]), 1 << place
            place += 1
        self.whole, self._all_free = sum(self.fields.values()), sum(self._free.values())

    def bits(self, key: str, among: Iterable[Answer]) -> Row:
        """Answers to a question as bits."""
        return sum(1 << self._places[key] + self.every[key].index(answer) for answer in among)

    def meeting(self, one: Row, others: Iterable[Row]) -> list[Row]:
        """What the cases of the others have in common with these, of those that do.

        All answers added to those in common carry into the free bit of each question, but where there are none.
        """
        whole, free = self.whole, self._all_free
        return [both for other in others if (both := one & other) + whole & free == free]

    def shared(self, some: Sequence[Row], others: Sequence[Row]) -> Iterator[Row]:
        """What each has in common with each of the others, of those that do.

        Many are put in groups by the question that keeps most pairs apart: groups that do not meet are not looked into.
        """
        pairs = len(some) * len(others)
        if pairs > MANY_PAIRS:
            grouped = (_groups(some, others, field) for field in self.fields.values())
            best = min(grouped, key=lambda groups: sum(len(one) * len(other) for one, other in groups))
            if sum(len(one) * len(other) for one, other in best) < pairs:
                for here, there in best:
                    yield from self.shared(here, there)
                return
        for one in some:
            yield from self.meeting(one, others)

    def gathered(self, rows: Iterable[Row]) -> list[Row]:
        """The same cases in fewer rows: those that differ in the answer to one question become one."""
        found = list(dict.fromkeys(rows))
        differ = reduce(or_, found, 0) ^ reduce(and_, found, self.whole)
        for field in self.fields.values():
            if differ & field:
                groups: dict[Row, Row] = {}
                beside = ~field
                for row in found:
                    rest = row & beside
                    groups[rest] = groups.get(rest, rest) | row
                found = list(groups.values())
        return found

    def read(self, rows: Iterable[Row]) -> tuple[str, ...]:
        """The questions that matter in any of the rows."""
        open_to_all = reduce(and_, rows, self.whole)
        return tuple(key for key, field in self.fields.items() if open_to_all & field != field)

    def covering(self, inside: Sequence[Row], outside: Sequence[Row], most: int) -> tuple[Box, ...] | None:
        """Boxes that hold all cases inside and none of those outside; None where more than `most` are needed."""
        best: list[Row] | None = None
        for order in self._orders(inside):
            boxes = self._covering(inside, outside, order, most if best is None else min(most, len(best) + 1))
            if boxes is not None and (best is None or self._burden(boxes) < self._burden(best)):
                best = boxes
        return None if best is None else tuple(map(self._box, best))

    def _orders(self, cases: Sequence[Row]) -> list[list[str]]:
        """In which order questions are left out of a condition: the later ones first, the earlier first, the seldom first."""
        keys = list(self.every)
        silent = [self._silent(key) for key in keys]
        often = [sum(bool(case & bits) for case in cases) for bits in silent]
        return [keys, keys[::-1], [keys[at] for at in sorted(range(len(keys)), key=lambda at: (-often[at], -at))]]

    def _silent(self, key: str) -> Row:
        return self.bits(key, [None]) if None in self.every[key] else 0

    def _burden(self, boxes: Sequence[Row]) -> tuple[int, int]:
        return len(boxes), sum(map(self._effort, boxes))

    def _effort(self, box: Row) -> int:
        """How much there is to read; "is not asked" is harder to follow than an answer."""
        said = [(key, box & field) for key, field in self.fields.items() if box & field != field]
        return sum(10 + (20 if bits == self._silent(key) else 0) + bits.bit_count() for key, bits in said)

    def _box(self, row: Row) -> Box:
        return {
            key: frozenset(answer for at, answer in enumerate(self.every[key], self._places[key]) if row >> at & 1)
            for key, field in self.fields.items()
            if row & field != field
        }

    def _covering(
        self, inside: Sequence[Row], outside: Sequence[Row], order: Sequence[str], most: int
    ) -> list[Row] | None:
        boxes: list[Row] = []
        left = list(inside)
        while left:
            if len(boxes) == most:
                return None
            box = self._widened(left[0], inside, outside, order)
            boxes.append(box)
            left = [case for case in left if case & ~box]
        for box in list(boxes):
            rest = [other for other in boxes if other is not box]
            if all(any(not case & ~other for other in rest) for case in inside):
                boxes = rest
        return boxes

    def _widened(self, case: Row, inside: Sequence[Row], outside: Sequence[Row], order: Sequence[str]) -> Row:
        """The case without what does not matter, and with the other answers that do as well."""
        box, whole, free = case, self.whole, self._all_free
        common = {(box & other) + whole & free for other in outside}
        for key in order:
            field = self.fields[key]
            if box & field != field:
                more = {carried | self._free[key] for carried in common}
                if free not in more:
                    common, box = more, box | field
        narrow = [key for key in order if box & self.fields[key] != self.fields[key]]
        wide = whole & ~sum(self.fields[key] for key in narrow)
        inside_alike, outside_alike = ({row | wide for row in rows} for rows in (inside, outside))
        for key in narrow:
            field, here = self.fields[key], self._free[key]
            refused = reduce(or_, [row for row in outside_alike if (box & row) + whole & free == free ^ here], 0)
            fitting = reduce(or_, [row for row in inside_alike if (box & row) + whole & free | here == free], 0)
            box |= fitting & field & ~refused
        return box

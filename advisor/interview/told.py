"""Conditions of cases as a reader takes them in: what is needed in any case, ways of which one does, and exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .briefly import Answer, Box, Brief, Row
from .decision import Answers, Known, of_both
from .question import NO_DAY
from .symbols import Span

Grain = Literal["each", "few", "given", "both"]
"""How finely answers can be told apart in words: each of them, a few of many, only whether there is one, or not at all,
because it is what two answers make together."""
RESULT = "result"
"""Stands last among the questions of a condition, for the result in the end: what is asked late often hangs on it alone."""
MOST = 6
"""Ways or exceptions that a reader keeps in mind."""
MOST_OPTIONS = 8
"""Options of a question that can be told apart at a glance."""
ANSWER = 4
"""Effort of reading one answer or a new way; each option that is named adds one."""
ENDLESS = 1_000_000
"""Effort of what words cannot say."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When something holds.

    how: "always", "never", "if" all that is in `needs` is given, one of the `ways` (where there are any) and none of the
    `but`; or "depends", where the answers to the questions `keys` go into a calculation. effort: how much there is to read.
    """

    how: str
    needs: Box
    ways: tuple[Box, ...] = ()
    but: tuple[Box, ...] = ()
    keys: tuple[str, ...] = ()
    effort: int = 0


class Told:
    """Says conditions of cases in which each answer is one of `every`."""

    def __init__(self, every: Mapping[str, tuple[Answer, ...]], grains: Mapping[str, Grain]) -> None:
        self.every, self.grains, self.brief = every, grains, Brief(every)
        self._said: dict[tuple[tuple[Row, ...], tuple[Row, ...]], Condition] = {}
        self._bits: dict[tuple[str, Answers], Row] = {}
        self._lumps = [lump for key in every if (lump := self._lumped(key))]

    def condition(self, wanted: list[Row], others: list[Row]) -> Condition:
        """What tells the cases wanted from the others; questions that are asked together need it more than once."""
        case = (tuple(wanted), tuple(others))
        if case not in self._said:
            self._said[case] = self._condition(wanted, others)
        return self._said[case]

    def _condition(self, wanted: list[Row], others: list[Row]) -> Condition:
        if not wanted or not others:
            return Condition("always" if wanted else "never", {})
        inside, outside = self.brief.gathered(wanted), self.brief.gathered(others)
        keys = dict.fromkeys(one for key in self.brief.read(inside) for one in of_both(key))
        depends = Condition("depends", {}, keys=tuple(keys), effort=ENDLESS)
        inside, outside = self._coarse(inside), self._coarse(outside)
        if any(self.brief.shared(inside, outside)):
            return depends
        ways, without = self.brief.covering(inside, outside, MOST), self.brief.covering(outside, inside, 2 * MOST)
        found = [self._ways(ways)] if ways else []
        found += [self._exceptions(without)] if without else []
        found = [each for each in found if len(each.but) <= MOST and self._can_say(each)]
        return min(found, key=lambda each: each.effort, default=depends)

    def rows(self, cases: Iterable[Known]) -> list[Row]:
        """Cases as rows of bits, in few of them, without those between two answers of `every`."""
        found = []
        for known in cases:
            row = self.brief.whole
            for key in known.keys() & self.every.keys():
                row &= self._open_but(key, known[key])
            found.append(row)
        return self.brief.gathered(self.brief.meeting(self.brief.whole, found))

    def in_the_end(
        self, rows: list[Row], ends: Mapping[str, list[Row]], before: set[str], later: set[str]
    ) -> list[Row]:
        """The cases by the answers before and the result in the end, whatever is answered later.

        A question that comes again and was not asked before is open.
        """
        fields = self.brief.fields
        again = [(self.brief.bits(key, [None]), fields[key]) for key in before & later if None in self.every[key]]
        begun = []
        for row in self._freed(rows, later - before):
            for silent, field in again:
                row |= field if row & silent else 0
            begun.append(row)
        free = sum(fields[key] for key in later - before)
        ended: list[Row] = []
        for result, led in ends.items():
            others = fields[RESULT] & ~self.brief.bits(RESULT, [result])
            ended += dict.fromkeys((end | free) & ~others for end in led)
        return self._freed(self.brief.shared(ended, begun), later)

    def _freed(self, rows: Iterable[Row], keys: set[str]) -> list[Row]:
        """The cases without telling apart the answers to these questions."""
        free = sum(self.brief.fields[key] for key in keys)
        return self.brief.gathered(row | free for row in rows)

    def _ways(self, boxes: Sequence[Box]) -> Condition:
        """What all of them have in common is said once."""
        first = boxes[0]
        needs = {key: among for key, among in first.items() if all(box.get(key) == among for box in boxes)}
        ways = tuple({key: among for key, among in box.items() if key not in needs} for box in boxes)
        return self._weighed(needs, ways if len(ways) > 1 else (), ())

    def _exceptions(self, boxes: Sequence[Box]) -> Condition:
        """An exception that hangs on one question alone is better said the other way round, as what is needed."""
        needs: dict[str, frozenset[Answer]] = {}
        for box in boxes:
            if len(box) == 1:
                [(key, among)] = box.items()
                needs[key] = needs.get(key, frozenset(self.every[key])) - among
        in_order = {key: needs[key] for key in self.every if key in needs}
        return self._weighed(in_order, (), tuple(_within(box, needs) for box in boxes if len(box) > 1))

    def _weighed(self, needs: Box, ways: tuple[Box, ...], but: tuple[Box, ...]) -> Condition:
        boxes = (needs, *ways, *but)
        keys = dict.fromkeys(key for box in boxes for key in box)
        effort = sum(ANSWER + sum(self._effort(key, among) for key, among in box.items()) for box in boxes if box)
        return Condition("if", needs, ways, but, tuple(key for key in self.every if key in keys), effort)

    def _effort(self, key: str, among: frozenset[Answer]) -> int:
        """An answer is a line; many answers are more, and "is not asked" is hard to follow beside others."""
        said = min(len(among), len(self.every[key]) - len(among))
        return ANSWER + said + (ANSWER if None in among and len(among) > 1 else 0)

    def _can_say(self, condition: Condition) -> bool:
        boxes = (condition.needs, *condition.ways, *condition.but)
        if any(self.grains.get(key) == "both" for box in boxes for key in box):
            return False
        few = ((key, among - {None}) for box in boxes for key, among in box.items() if self.grains.get(key) == "few")
        return all(
            min(len(among), len([each for each in self.every[key] if each]) - len(among)) <= MOST_OPTIONS
            for key, among in few
        )

    def _lumped(self, key: str) -> int:
        """The answers that cannot be told apart in words, as bits."""
        if self.grains.get(key) != "given":
            return 0
        return self.brief.bits(key, (answer for answer in self.every[key] if answer not in (None, NO_DAY)))

    def _coarse(self, rows: Iterable[Row]) -> list[Row]:
        """The same without telling apart what words cannot."""
        for lump in self._lumps:
            rows = [row | lump if row & lump else row for row in rows]
        return list(dict.fromkeys(rows))

    def _open_but(self, key: str, answers: Answers) -> Row:
        """Every case with one of these answers."""
        if (key, answers) not in self._bits:
            without = self.brief.whole & ~self.brief.fields[key]
            self._bits[key, answers] = without | self.brief.bits(key, self._among(self.every[key], answers))
        return self._bits[key, answers]

    def _among(self, every: tuple[Answer, ...], answers: Answers) -> frozenset[Answer]:
        if answers is None:
            return frozenset({None})
        if isinstance(answers, Span):
            return frozenset(each for each in every if each is not None and answers.holds(Decimal(each)))
        return answers.intersection(each for each in every if each is not None)


def _within(box: Box, needs: Box) -> Box:
    """An exception among the cases that give what is needed."""
    return {
        key: among & needs.get(key, among) for key, among in box.items() if not (key in needs and needs[key] <= among)
    }

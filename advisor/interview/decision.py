"""What a condition says of every case, found by asking it again and again, each time of fewer cases, until it can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from advisor.rules.law import FIGURES, Law

from .core import Ask, Case, Flow
from .explore import STEPS, canonical, values
from .parsing import Unreadable
from .question import Question
from .symbols import Choice, Number, OpenLaw, Parts, Span

T = TypeVar("T")
Answers = Span | frozenset[str] | None
"""What an answer may be; None where the question is not asked."""
Known = Mapping[str, Answers]
"""Answers by question; what no condition has read is missing."""
Test = Callable[[Case], Any]


class Needs(Exception):
    """A condition reads an answer that is still open."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Open(Case):
    """A case of which only some answers are known, and some of these only in part; to read another one raises `Needs`."""

    __slots__ = ("known", "parsed")

    def __init__(self, law: Law, known: Known, parsed: dict[tuple[str, str], Any]) -> None:
        super().__init__(law)
        self.known, self.parsed = known, parsed

    def __getitem__(self, question: Question[T]) -> T:
        answers: Any = self._read(question)
        if answers is None:
            raise KeyError(question.key)
        if isinstance(answers, Span):
            alone = answers.low if answers.low == answers.high else answers.tried
            answers = Number(question.key, answers) if alone is None else self._parsed(question, canonical(alone))
        elif len(answers) == 1:
            answers = self._parsed(question, *answers)
        else:
            answers = Choice(question.key, answers)
        return answers  # type: ignore[no-any-return]

    def _parsed(self, question: Question[T], raw: str) -> T:
        if (question.key, raw) not in self.parsed:
            self.parsed[question.key, raw] = question.parse(raw)
        return self.parsed[question.key, raw]  # type: ignore[no-any-return]

    def has(self, question: Question[Any]) -> bool:
        """The question was asked and answered."""
        return self._read(question) is not None

    def _read(self, question: Question[Any]) -> Answers:
        if question.key not in self.known:
            raise Needs(question.key)
        return self.known[question.key]


class Decisions:
    """Asks the conditions of a flow under a law; `law` notes the figures that they read."""

    def __init__(self, flow: Flow, law: Law) -> None:
        self.flow, self.law = flow, law.traced()
        self.law.__class__ = OpenLaw
        self._parsed: dict[tuple[str, str], Any] = {}
        self._followed: dict[tuple[object, ...], list[Known]] = {}

    def leaves(self, at: int, test: Test, known: Known | None = None) -> Iterator[tuple[Known, Any]]:
        """All cases before the question at that place, as far apart as the test makes them, and what it says of each."""
        known = known or {}
        try:
            result = test(Open(self.law, known, self._parsed))
        except Needs as needs:
            narrower = self._asked(at, known, needs.key)
        except Parts as parts:
            key, parted = parts.key, self._parted(known[parts.key], parts)
            narrower = [{**known, key: answers} for answers in parted]
        else:
            yield known, result
            return
        for more in narrower:
            yield from self.leaves(at, test, more)

    def _asked(self, at: int, known: Known, key: str) -> list[Known]:
        """The same with the answer to one more question, or without one where it is not asked."""
        places = [number for number, ask in enumerate(self.flow.asks[:at]) if ask.question.key == key]
        case = (key, *places, *known.items())
        if case not in self._followed:
            self._followed[case] = list(self._follow(places, known, key))
        return self._followed[case]

    def _follow(self, places: list[int], known: Known, key: str) -> Iterator[Known]:
        without = [known]
        for place in places:
            ask, still = self.flow.asks[place], []
            for before in without:
                for more, asked in self.leaves(place, ask.applies, before):
                    if asked:
                        yield from self._answered(place, more, ask)
                    else:
                        still.append(more)
            without = still
        yield from ({**more, key: None} for more in without)

    def _answered(self, at: int, known: Known, ask: Ask) -> Iterator[Known]:
        """The same with every answer that fits."""
        question = ask.question

        def fits(case: Case) -> bool:
            try:
                if question.fits is not None:
                    question.fits(case[question], case)
            except Unreadable:
                return False
            return True

        for answers in self._every(ask):
            for more, fitting in self.leaves(at, fits, {**known, question.key: answers}):
                if fitting:
                    yield more

    def _every(self, ask: Ask) -> list[Answers]:
        """Everything that can be answered: options together, numbers as a span, of other kinds the samples one by one."""
        question, kind = ask.question, ask.question.kind.name
        if kind in STEPS:
            return [Span(question.least or Decimal(0), question.most, STEPS[kind])]
        if kind == "choice":
            return [frozenset(values(question, self.law, full=True))]
        if kind == "country":
            return [frozenset(self.law.entries("countries"))]
        return [frozenset({value}) for value in values(question, self.law, full=True)]

    def _parted(self, answers: Answers, parts: Parts) -> list[Answers]:
        if isinstance(answers, Span):
            return list(answers.parted(parts.at) if isinstance(parts.at, Decimal) else self._tried(answers, parts.key))
        assert answers is not None
        if isinstance(parts.at, frozenset):
            return [answers & parts.at, answers - parts.at]
        return [frozenset({value}) for value in sorted(answers)]

    def _tried(self, span: Span, key: str) -> Iterator[Span]:
        """Samples and the sides of all figures, each for the numbers up to the next."""
        asks = [ask for ask in self.flow.asks if ask.question.key == key]
        edges = {*(edge for ask in asks for edge in ask.edges), *(self.law.read & FIGURES.keys())}
        found = [Decimal(value) for value in values(asks[0].question, self.law, edges)]
        found = [value for value in found if span.holds(value)] or [span.low]
        for at, value in enumerate(found):
            low = value if at else span.low
            high = found[at + 1] - span.step if at + 1 < len(found) else span.high
            yield replace(span, low=low, high=high, tried=value)

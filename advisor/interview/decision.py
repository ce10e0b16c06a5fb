"""What a condition says of every case, found by asking it again and again, each time of fewer cases, until it can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar, cast

from advisor.rules.law import FIGURES, Law

from .again import Fork
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
Items = frozenset[tuple[str, Answers]]
Test = Callable[[Case], Any]
FEW = 4
"""Cases that it takes longer to make one than to ask one by one."""
LESS, SAME = " - ", " = "
"""Between two questions: what is left of the answer to the first without that to the second, and whether both are the same."""
YES_OR_NO = frozenset({"yes", "no"})


def of_both(key: str) -> list[str]:
    """The questions of what two answers make together; of a question itself it alone."""
    return key.replace(SAME, LESS).split(LESS)


class Needs(Exception):
    """A condition reads an answer that is still open."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Open(Case):
    """A case of which only some answers are known, and some of these only in part; to read another one raises `Needs`.

    order: the answers read so far. meant: what each answer is to who reads it.
    """

    __slots__ = ("known", "meant", "order")

    def __init__(self, law: Law, told: Any, known: Known, meant: dict[tuple[str, Answers], Any]) -> None:
        self.law, self.told, self.known, self.meant = law, told, known, meant
        self.order: list[str] = []

    def __getitem__(self, question: Question[T]) -> T:
        answers = self._read(question.key)
        if answers is None:
            raise KeyError(question.key)
        if (question.key, answers) not in self.meant:
            self.meant[question.key, answers] = _value(question, answers)
        return self.meant[question.key, answers]  # type: ignore[no-any-return]

    def has(self, question: Question[Any]) -> bool:
        """The question was asked and answered."""
        return self._read(question.key) is not None

    def get(self, question: Question[T], otherwise: T) -> T:
        """The answer, or `otherwise` where the question was not asked."""
        return self[question] if self.has(question) else otherwise

    def less(self, amount: Question[Decimal], part: Any) -> Any:
        """What is left of an amount; of two that are open it counts as an answer of its own, or they would part each other."""
        if not isinstance(part, Number) or part.times != 1 or part.plus:
            return self[amount] - part
        key = f"{amount.key}{LESS}{part.key}"
        return Number(key, cast(Span, self._read(key)))

    def same(self, one: Question[str], other: Question[str]) -> bool:
        """Both have the same answer; of two that are open that counts as an answer too."""
        first, second = self[one], self[other]
        if not (isinstance(first, Choice) and isinstance(second, Choice)):
            return first == second
        if first.among.isdisjoint(second.among):
            return False
        key = f"{one.key}{SAME}{other.key}"
        answers = cast(frozenset[str], self._read(key))
        if len(answers) > 1:
            raise Parts(key, frozenset({"yes"}))
        return "yes" in answers

    def one_of(self, question: Question[str], options: tuple[str, ...]) -> bool:
        """The answer is one of these options; where it is open they are parted from the others at once."""
        choice = self[question]
        if not isinstance(choice, Choice):
            return choice in options
        these = choice.among.intersection(options)
        if these and these != choice.among:
            raise Parts(choice.key, these)
        return bool(these)

    def _read(self, key: str) -> Answers:
        self.order.append(key)
        if key not in self.known:
            raise Needs(key)
        return self.known[key]


def _value(question: Question[Any], answers: Span | frozenset[str]) -> Any:
    if isinstance(answers, Span):
        alone = answers.low if answers.low == answers.high else answers.tried
        return Number(question.key, answers) if alone is None else question.parse(canonical(alone))
    return question.parse(*answers) if len(answers) == 1 else Choice(question.key, answers)


def _fits(question: Question[Any], case: Case) -> bool:
    """The answer does not contradict earlier ones."""
    try:
        if question.fits is not None:
            question.fits(case[question], case)
    except Unreadable:
        return False
    return True


class Decisions:
    """Asks the conditions of a flow under a law; `law` notes the figures that they read."""

    def __init__(self, flow: Flow, law: Law) -> None:
        self.flow, self.law = flow, law.traced()
        self._fits = [partial(_fits, ask.question) for ask in flow.asks]
        self.law.__class__ = OpenLaw
        self._of_options = [
            key for key, question in flow.questions.items() if question.kind.name in ("choice", "country")
        ]
        self._same: dict[Answers, Answers] = {}
        self._meant: dict[tuple[str, Answers], Any] = {}
        self._followed: dict[tuple[object, ...], list[Known]] = {}
        self._said: dict[Test, Any] = {}
        """Of each condition and helper forks within forks; at the ends what is said, alone in a tuple, or where it parts."""

    def leaves(self, at: int, test: Test, known: Known | None = None) -> Iterator[tuple[Known, Any]]:
        """All cases before the question at that place, as far apart as the test makes them, and what it says of each."""
        known = known or {}
        try:
            result = self._told(test, Open(self.law, self._told, known, self._meant))
        except Needs as needs:
            narrower = self._asked(at, known, needs.key)
        except Parts as parts:
            narrower = [self._with(known, parts.key, answers) for answers in self._parted(known[parts.key], parts)]
        else:
            yield known, result
            return
        for more in narrower:
            yield from self.leaves(at, test, more)

    def merged(self, cases: Iterable[Known]) -> list[Known]:
        """The same cases in fewer: those that differ in one answer only become one, for what told them apart may not matter
        any more."""
        few = list(cases)
        if len(few) < FEW:
            return few
        found = {frozenset(known.items()): known for known in few}
        for key in self._of_options:
            if len({known.get(key) for known in found.values()}) > 1:
                found = dict(self._merged_in(key, found))
        return list(found.values())

    def _merged_in(self, key: str, found: Mapping[Items, Known]) -> Iterator[tuple[Items, Known]]:
        alike: dict[Items, list[Items]] = {}
        for items, known in found.items():
            answers = known.get(key)
            if isinstance(answers, frozenset):
                alike.setdefault(items - {(key, answers)}, []).append(items)
            else:
                yield items, known
        for rest, (items, *more) in alike.items():
            known = found[items]
            if more:
                among = frozenset[str]().union(*(cast(frozenset[str], found[each][key]) for each in (items, *more)))
                known = self._with(known, key, among)
                items = rest | {(key, known[key])}
            yield items, known

    def _with(self, known: Known, key: str, answers: Answers) -> Known:
        """The same with one more answer; equal ones are one object, which is quicker to look up."""
        return {**known, key: self._same.setdefault(answers, answers)}

    def _told(self, test: Test, case: Open) -> Any:
        """What a condition or helper says of a case, asked once for the answers that it reads."""
        found, known, order = self._said.get(test), case.known, case.order
        while type(found) is Fork:
            order.append(found.key)
            if found.key not in known:
                raise Needs(found.key)
            answers: Any = known[found.key]
            found = found.get(answers)
        if found is None:
            found = self._worked_out(test, case)
        if isinstance(found, Parts):
            raise Parts(found.key, found.at)
        return found[0]

    def _worked_out(self, test: Test, case: Open) -> tuple[Any] | Parts:
        before = len(case.order)
        said: tuple[Any] | Parts | None = None
        try:
            said = (test(case),)
        except Parts as parts:
            said = Parts(parts.key, parts.at)
        finally:
            self._hold(test, case, case.order[before:], said)
        return said

    def _hold(self, test: Test, case: Open, order: list[str], said: tuple[Any] | Parts | None) -> None:
        """Keep what is said, or which answer it still needs, by the answers read."""
        place: Any = self._said
        at: Any = test
        for key in dict.fromkeys(order):
            if at not in place:
                place[at] = Fork()
                place[at].key = key
            if key not in case.known:
                return
            place, at = place[at], case.known[key]
        if said is not None:
            place[at] = said

    def _asked(self, at: int, known: Known, key: str) -> list[Known]:
        """The same with the answer to one more question, or without one where it is not asked."""
        if len(of_both(key)) > 1:
            return [self._with(known, key, self._every_of_both(key))]
        places = [number for number, ask in enumerate(self.flow.asks[:at]) if ask.question.key == key]
        case = (key, *places, *known.items())
        if case not in self._followed:
            self._followed[case] = self.merged(self._follow(places, known, key))
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
        for answers in self._every(ask):
            for more, fitting in self.leaves(at, self._fits[at], self._with(known, question.key, answers)):
                if fitting:
                    yield more

    def _every_of_both(self, key: str) -> Answers:
        if SAME in key:
            return YES_OR_NO
        amount, part = (self.flow.questions[each] for each in of_both(key))
        return Span(-cast(Decimal, part.most), amount.most, STEPS[amount.kind.name])

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
        if not asks:
            raise TypeError(f"{key}: only a comparison with a number that is known tells anything of two open ones")
        edges = {*(edge for ask in asks for edge in ask.edges), *(self.law.read & FIGURES.keys())}
        found = [Decimal(value) for value in values(asks[0].question, self.law, edges)]
        found = [value for value in found if span.holds(value)] or [span.low]
        for at, value in enumerate(found):
            low = value if at else span.low
            high = found[at + 1] - span.step if at + 1 < len(found) else span.high
            yield span._replace(low=low, high=high, tried=value)

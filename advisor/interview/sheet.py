"""All questions of a calculator at once: which are asked, what each was answered, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.rules.law import Law

from .core import Ask, Case, Flow, NotYetAsked
from .parsing import Unreadable
from .question import UNSURE, Question


@dataclass(slots=True)
class Sheet:
    """asked: the questions to show, in order; given: the answers that count, and those that may still count.

    problems: every answer that cannot be taken; missing: keys of questions asked that have no answer yet; open: keys of
    questions that may be asked once others are answered.
    """

    asked: list[Question[Any]] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Unreadable] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Nothing is missing or wrong."""
        return not self.missing and not self.problems


def sheet(flow: Flow, given: Mapping[str, str], law: Law, unread: Collection[str] = ()) -> Sheet:
    """Go through all questions with what is known. An answer left out is its default.

    A condition that cannot be told yet leaves its question open. unread: keys of answers that came but make no sense.
    """
    return _through(flow.asks, given, law, unread)


def wrong(flow: Flow, given: Mapping[str, str], law: Law) -> Mapping[str, Unreadable]:
    """The answers that cannot be taken. What is asked after the last of them can say nothing of it."""
    places = [place for place, ask in enumerate(flow.asks, 1) if ask.question.key in given]
    return _through(flow.asks[: max(places, default=0)], given, law).problems


def _through(asks: Sequence[Ask], given: Mapping[str, str], law: Law, unread: Collection[str] = ()) -> Sheet:
    found = Sheet()
    branches, unknown = [Case(law)], frozenset[str]()
    for ask in asks:
        question, key = ask.question, ask.question.key
        branches = [case if case.ahead is unknown else case.looking_ahead(unknown) for case in branches]
        asking = [_applies(ask, case) for case in branches]
        if True not in asking and None not in asking:
            continue
        raw = None if key in unread else given.get(key, question.default)
        if True not in asking:
            found.open.append(key)
            found.given |= {key: given[key]} if key in given else {}
        else:
            found.asked.append(question)
            if raw is None:
                found.missing.append(key)
            else:
                found.given[key] = raw
                try:
                    branches = [
                        longer
                        for case, asked in zip(branches, asking, strict=True)
                        for longer in (_answered(case, question, raw) if asked else [case])
                    ]
                    continue
                except Unreadable as error:
                    found.problems[key] = error
        unknown |= {key}
    return found


def _applies(ask: Ask, case: Case) -> bool | None:
    """None where it hangs on an answer that is not known yet."""
    try:
        return ask.applies(case)
    except NotYetAsked:
        return None


def _answered(case: Case, question: Question[Any], raw: str) -> list[Case]:
    """The case with the answer, or with each that "I don't know" stands for."""
    return [
        _with_answer(case, question, value)
        for value in (question.explored if raw == UNSURE and question.unsure else (raw,))
    ]


def _with_answer(case: Case, question: Question[Any], raw: str) -> Case:
    try:
        return case.with_answer(question, raw)
    except NotYetAsked:
        return case.with_answer(replace(question, fits=None), raw)

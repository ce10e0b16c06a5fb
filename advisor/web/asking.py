"""What a request asks for: the answers it carries and the law of which day. Whatever cannot be read is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from advisor.directory.shelf import current_figures
from advisor.interview.core import Flow, Step, walk
from advisor.interview.parsing import Unreadable, understood_day
from advisor.rules.figures import FIRST_DAY, LAST_DAY
from advisor.rules.law import Law

from .cells import names_of

LAW_KEYS = ("as_of", "law")
CALL_KEYS = (*LAW_KEYS, "lang")
"""The same for programs, whose addresses have no language of their own."""
POINTERS = ("question", "answer", "change", "more", "sheet", "typed_in", "check")
"""Fields of ours beside the answers and the law: what a form asked, and what is to be done with it."""
MOST_FIELDS = 100
LONGEST_VALUE = 2000
TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|_gl|_ga|ref"
)


class NotUnderstood(Exception):
    """A request that gets a helpful page instead of an answer.

    reason: "keys", "twice", "day", "no_day", "law", "many", "long" or "broken"; keys: the fields meant; kept: the readable rest.
    """

    def __init__(self, reason: str, keys: Iterable[str] = (), kept: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.keys = tuple(keys)
        self.kept = dict(kept or {})

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 413 if self.reason in ("many", "long") else 400


@dataclass(frozen=True, slots=True)
class Asked:
    """The law a request asks for. day: as it was given, None where today is meant."""

    law: Law
    day: date | None = None

    @property
    def fields(self) -> dict[str, str]:
        """What carries the question for this law on."""
        found = {"as_of": self.day.isoformat()} if self.day else {}
        return found | ({"law": "draft"} if self.law.draft else {})


def fields_of(sent: QueryDict, known: Collection[str]) -> dict[str, str]:
    """The fields of a request by name. Raises `NotUnderstood` for unknown, repeated, broken, or far too many fields."""
    lists = dict(sent.lists())
    if sum(map(len, lists.values())) > max(MOST_FIELDS, 2 * len(known)):
        raise NotUnderstood("many")
    if any(_broken(text) for key, values in lists.items() for text in (key, *values)):
        raise NotUnderstood("broken")
    found = {key: values[-1] for key, values in lists.items() if key in known}
    if unknown := [key for key in lists if key not in known and not TRACKING.fullmatch(key)]:
        raise NotUnderstood("keys", unknown, found)
    if long := [key for key, value in found.items() if len(value) > LONGEST_VALUE]:
        raise NotUnderstood("long", long, {key: value for key, value in found.items() if key not in long})
    if twice := [key for key in found if len(set(lists[key])) > 1]:
        raise NotUnderstood("twice", twice, {key: value for key, value in found.items() if key not in twice})
    return found


@lru_cache(maxsize=64)
def known_fields(flow: Flow) -> frozenset[str]:
    """All fields that a page of the flow understands."""
    cells = (name for question in flow.questions.values() for name in names_of(question))
    return frozenset([*flow.questions, *cells, *LAW_KEYS, *POINTERS])


def _broken(text: str) -> bool:
    """A NUL byte, or what was no UTF-8."""
    return "\x00" in text or "\ufffd" in text


def typed_language(fields: Mapping[str, str], here: str) -> str:
    """The language in which the fields were typed: that of the page, unless they come along from another one."""
    language = fields.get("typed_in", here)
    if language not in dict(settings.LANGUAGES):
        raise NotUnderstood("keys", ["typed_in"])
    return language


def law_for(fields: Mapping[str, str]) -> Asked:
    """The law of the day asked for, else of today. Raises `NotUnderstood`."""
    if fields.get("law", "") not in ("", "in_force", "draft"):
        raise NotUnderstood("law", ["law"], {key: value for key, value in fields.items() if key != "law"})
    draft = fields.get("law") == "draft"
    day = None
    if typed := fields.get("as_of", "").strip():
        try:
            day = date.fromisoformat(understood_day(typed))
        except Unreadable as error:
            reason = "no_day" if "example" in error.params else "day"
            raise NotUnderstood(reason, ["as_of"], _without_law(fields)) from None
        if not FIRST_DAY <= day <= LAST_DAY:
            raise NotUnderstood("day", ["as_of"], _without_law(fields))
    return asked_on(day, draft)


def asked_on(day: date | None = None, draft: bool = False) -> Asked:
    """The law of a day, else of today; of the nearest day that there is law for, where the clock shows another one."""
    return Asked(current_figures().on(day or min(max(timezone.localdate(), FIRST_DAY), LAST_DAY), draft), day)


def _without_law(fields: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if key not in LAW_KEYS}


def answers_of(flow: Flow, fields: Mapping[str, str]) -> dict[str, str]:
    """The answers carried along, by question; one left empty means its default."""
    found = {key: fields[key] for key in flow.questions if key in fields}
    return {
        key: default if not raw.strip() and (default := flow.questions[key].default) is not None else raw
        for key, raw in found.items()
    }


def carried(step: Step, given: Mapping[str, str]) -> dict[str, str]:
    """The answers to carry on: those that count, and those to questions that may still come."""
    if step.due is None:
        return dict(step.given)
    keys = list(step.flow.questions)
    ahead = keys[keys.index(step.due.key) + 1 :]
    return dict(step.given) | {key: given[key] for key in ahead if key in given}


def replay(flow: Flow, given: Mapping[str, str], asked: Asked) -> Step:
    """The step that these answers reach."""
    return walk(flow, given, asked.law)

"""What somebody typed into the fields of a question: read in its language, refused with a reason, shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from advisor.interview.parsing import LONGEST, NO_SUCH_DAY, SPACES, Unreadable, understood_day, understood_number
from advisor.interview.question import (
    BETWEEN_CELLS,
    BETWEEN_ROWS,
    FUND,
    NO_ROWS,
    NOT_AN_OPTION,
    TOO_LONG,
    UNSURE,
    Question,
)
from advisor.rules.words import gettext_noop

from .cells import fields_for, fund_name_of, lines_of, lines_sent, meant_name_of, name_of
from .countries import code_of, meant
from .words import Words

RATE_OR_FUND = gettext_noop("Please type a rate or choose a fund, not both.")
TYPED_OR_MEANT = gettext_noop("Please choose one of these countries or type another name, not both.")
NOT_CLEAR = gettext_noop("This is not clear yet: %(typed)s. Please choose the country.")
NO_COUNTRY = gettext_noop(
    "We know no country of this name: %(typed)s. Please type it again, or choose it from the list."
)
SHOWN_OF_NAME = 40
EMPTY = {
    "whole": gettext_noop("Please fill in this field: a whole number. Example: %(example)s"),
    "money": gettext_noop("Please fill in this field: an amount in euros. Example: %(example)s"),
    "rate": gettext_noop("Please fill in this field: a percentage. Example: %(example)s"),
    "day": gettext_noop("Please fill in this field: a day. Example: %(example)s"),
    "country": gettext_noop("Please type the name of a country, or choose it from the list."),
}
NO_NUMBER = {
    "whole": gettext_noop("Please enter a whole number: only digits, without a minus sign. Example: %(example)s"),
    "money": gettext_noop("Please enter an amount in euros: only digits, without a minus sign. Example: %(example)s"),
    "rate": gettext_noop("Please enter a percentage: only digits, without a minus sign. Example: %(example)s"),
    "day": gettext_noop("Please enter day, month and year. Example: %(example)s"),
}
UNITS = {
    "EUR": "€",
    "percent": "%",
    "years": gettext_noop("years"),
    "months": gettext_noop("months"),
    "children": gettext_noop("children"),
}
EXAMPLES = {"money": "3000.50", "rate": "2.5", "day": "2026-10-01"}


def field_name(question: Question[Any], one: bool = False) -> str:
    """The field of a single question is `answer`; lists, and all questions of a calculator, go by their key."""
    return "answer" if one and not question.columns else question.key


def read(
    question: Question[Any], fields: Mapping[str, str], words: Words, one: bool = False, typed_in: str = ""
) -> str | list[Unreadable]:
    """The canonical form of what was typed into the fields of a question, or all that is wrong with it.

    typed_in: the language whose marks the numbers have, where it is not that of the page.
    """
    if not question.columns:
        try:
            return canonical(question, _typed_or_chosen(question, fields, words, one), words, typed_in)
        except Unreadable as error:
            return [error]
    rows, wrong = [], []
    for at, line in enumerate(lines_sent(question, fields)[0]):
        cells = []
        for column in question.columns:
            try:
                cells.append(canonical(column, line[column.key], words, typed_in))
            except Unreadable as error:
                wrong.append(Unreadable(error.message, at=(at, column.key), **error.params))
        rows.append(BETWEEN_CELLS.join(cells))
    return wrong or BETWEEN_ROWS.join(rows) or NO_ROWS


def _typed_or_chosen(question: Question[Any], fields: Mapping[str, str], words: Words, one: bool) -> str:
    typed = fields.get(field_name(question, one), "")
    if question.kind.name == "country":
        return _country_of(typed, fields.get(meant_name_of(question), ""), words)
    chosen = fields.get(fund_name_of(question), "") if question.kind.name == "rate" else ""
    if typed.strip() and chosen:
        raise Unreadable(RATE_OR_FUND)
    return chosen or typed


def _country_of(typed: str, chosen: str, words: Words) -> str:
    """The country chosen of those that may be meant, as long as what is typed beside it may mean it; else what is typed."""
    clear = code_of(typed)
    if chosen and typed.strip() and chosen not in ([clear] if clear else dict(meant(typed, words))):
        raise Unreadable(TYPED_OR_MEANT)
    return chosen or typed


def refusals(
    question: Question[Any], values: Mapping[str, str], error: Unreadable, words: Words, one: bool = True
) -> list[Unreadable]:
    """Why an answer that came by its address is not taken: that it cannot be read, else the error known."""
    raw = read(question, values, words, one)
    return [error] if isinstance(raw, str) else raw


def values_of(question: Question[Any], raw: str, words: Words, one: bool = False) -> dict[str, str]:
    """What stands in the fields of a question that was answered so."""
    if question.columns:
        return fields_for(question, lines_of(question, raw, words))
    if question.kind.name == "rate" and raw.startswith(FUND):
        return {fund_name_of(question): raw}
    return {field_name(question, one): words.typed(question, raw)}


def canonical(question: Question[Any], typed: str, words: Words, typed_in: str = "") -> str:
    """The canonical form of what somebody typed or chose. Raises `Unreadable`."""
    typed = typed.strip().strip(SPACES)
    if len(typed) > LONGEST:
        raise Unreadable(TOO_LONG)
    if not typed and question.default is not None:
        return question.default
    if typed == UNSURE and question.unsure:
        return UNSURE
    kind = question.kind.name
    if not typed:
        raise _refused(EMPTY.get(kind, NOT_AN_OPTION), question, words)
    if kind == "rate" and typed.startswith(FUND):
        question.parse(typed)
        return typed
    try:
        typed = _plain(question, typed, words, typed_in or words.language)
    except Unreadable as error:
        if "example" not in error.params:
            raise
        raise _refused(NO_SUCH_DAY if error.message == NO_SUCH_DAY else NO_NUMBER[kind], question, words) from None
    question.parse(typed)
    return typed


def _plain(question: Question[Any], typed: str, words: Words, language: str) -> str:
    """A number, a day or a country in canonical form, anything else as it is. Raises `Unreadable`."""
    kind = question.kind.name
    if kind in ("money", "rate", "whole"):
        return understood_number(_without_unit(question, typed, words), language)
    if kind == "day":
        for space in SPACES:
            typed = typed.replace(space, " ")
        return understood_day(typed, question.kind.first_day)
    if kind == "country":
        return _clear(typed, words)
    return typed


def _without_unit(question: Question[Any], typed: str, words: Words) -> str:
    """A number without the unit that stands behind its field: 12 of "12 months"."""
    unit = words.label(UNITS.get(question.unit, ""))
    bare = typed.casefold().removesuffix(unit.casefold()).rstrip() if unit.isalpha() else ""
    return bare if bare[-1:].isdigit() else typed


def _clear(typed: str, words: Words) -> str:
    """The code of the one country that this names. Raises `Unreadable` rather than guess."""
    if code := code_of(typed):
        return code
    raise Unreadable(NOT_CLEAR if meant(typed, words) else NO_COUNTRY, typed=typed[:SHOWN_OF_NAME])


def _refused(message: str, question: Question[Any], words: Words) -> Unreadable:
    return Unreadable(message, example=example(question, words)) if "%(" in message else Unreadable(message)


def example(question: Question[Any], words: Words) -> str:
    """An answer as somebody may type it."""
    return words.typed(question, EXAMPLES.get(question.kind.name, question.samples[0]))


def retyped(
    questions: Iterable[Question[Any]], fields: Mapping[str, str], words: Words, typed_in: str
) -> dict[str, str]:
    """The fields with numbers, days and countries as the reader's language writes them; what cannot be read stays."""
    found = dict(fields)
    for question in questions:
        cells = {
            name_of(question, at, column.key): column for at in range(question.most_rows) for column in question.columns
        }
        for name, asked in (cells or dict.fromkeys(("answer", question.key), question)).items():
            if fields.get(name, "").strip():
                with suppress(Unreadable):
                    found[name] = words.typed(asked, _plain(asked, fields[name].strip().strip(SPACES), words, typed_in))
    return found

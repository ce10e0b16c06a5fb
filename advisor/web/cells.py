"""Lists of things in a form: one field for each cell, named `key.0.column`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.interview.question import BETWEEN_CELLS, BETWEEN_ROWS, NO_ROWS, Question

from .words import Words

Line = dict[str, str]
"""What stands in one line, by column."""


def name_of(question: Question[Any], at: int, column: str) -> str:
    """The name of the field of a cell."""
    return f"{question.key}.{at}.{column}"


def fund_name_of(question: Question[Any]) -> str:
    """The name of the field that chooses a fund instead of typing its rate."""
    return f"{question.key}.fund"


def meant_name_of(question: Question[Any]) -> str:
    """The name of the field that chooses one of the countries that may be meant."""
    return f"{question.key}.meant"


def names_of(question: Question[Any]) -> list[str]:
    """The names of all fields that a question can have beside that of its key: cells of a list, a choice beside what is typed."""
    if question.kind.name == "rate":
        return [fund_name_of(question)]
    if question.kind.name == "country":
        return [meant_name_of(question)]
    return [name_of(question, at, column.key) for at in range(question.most_rows) for column in question.columns]


def lines_sent(question: Question[Any], fields: Mapping[str, str]) -> tuple[list[Line], int]:
    """The lines that hold something, and how many were sent."""
    sent = [
        {column.key: fields.get(name_of(question, at, column.key), "") for column in question.columns}
        for at in range(question.most_rows)
        if any(name_of(question, at, column.key) in fields for column in question.columns)
    ]
    return [line for line in sent if any(typed.strip() for typed in line.values())], len(sent)


def lines_wanted(question: Question[Any], fields: Mapping[str, str]) -> int:
    """How many lines to show where one more is asked for; those that come from another language have it already."""
    return lines_sent(question, fields)[1] + ("typed_in" not in fields)


def lines_of(question: Question[Any], raw: str, words: Words) -> list[Line]:
    """The lines of a canonical list as their visitor would type them; of an unreadable one what can be told apart."""
    rows = [] if raw == NO_ROWS else raw.split(BETWEEN_ROWS)[: question.most_rows]
    return [
        {
            column.key: words.typed(column, cell)
            for column, cell in zip(question.columns, row.split(BETWEEN_CELLS), strict=False)
        }
        for row in rows
    ]


def fields_for(question: Question[Any], lines: list[Line]) -> dict[str, str]:
    """The fields of these lines."""
    return {
        name_of(question, at, column.key): line.get(column.key, "")
        for at, line in enumerate(lines)
        for column in question.columns
    }

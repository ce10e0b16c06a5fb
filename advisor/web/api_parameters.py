"""What a call of the interface may carry: parameters made from the questions, with what each of them takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any

from django.conf import settings
from ninja import Schema
from pydantic import Field, WithJsonSchema, create_model

from advisor.interview.core import Flow
from advisor.interview.parsing import PLAIN_NUMBER
from advisor.interview.question import BETWEEN_CELLS, BETWEEN_ROWS, FUND, NO_DAY, NO_ROWS, UNSURE, Question
from advisor.rules.figures import FIRST_DAY, LAST_DAY, figures

Described = dict[str, Any]
LANG: Described = {"type": "string", "enum": [code for code, _ in settings.LANGUAGES]}
AS_OF: Described = {"type": "string", "format": "date", "example": "2026-10-01"}
LAW: Described = {"type": "string", "enum": ["in_force", "draft"]}
COMMON = {
    "lang": (LANG, f"Language of the texts; {settings.LANGUAGE_CODE} if left out."),
    "as_of": (AS_OF, f"Day of law from {FIRST_DAY} to {LAST_DAY}; today if left out."),
    "law": (LAW, "draft counts figures that are not passed yet; in_force if left out."),
}
MOST_WHOLE = 10**9 - 1
DAY_WRITTEN = r"\d{4}-\d{2}-\d{2}"


def parameters(name: str, *common: str, flow: Flow | None = None) -> type[Schema]:
    """The parameters of a call: some of those that all have in common, and the answers of a flow.

    They say what is taken. Whatever comes is read where answers of pages are read, and refused in the same words.
    """
    described = {key: COMMON[key] for key in common}
    for question in flow.questions.values() if flow else ():
        described[question.key] = _with_example(question), _said(question)
    fields: Any = {key: _field(shape, said) for key, (shape, said) in described.items()}
    return create_model(name, __base__=Schema, **fields)


def _field(shape: Described, said: str) -> tuple[Any, Any]:
    def without_default(found: Described) -> None:
        found.pop("default", None)
        found.pop("title", None)

    return Annotated[str, WithJsonSchema(shape)], Field("", description=said, json_schema_extra=without_default)


def _with_example(question: Question[Any]) -> Described:
    shape, sample = taken(question), question.samples[0]
    return shape | {"example": int(sample) if shape.get("type") == "integer" else sample}


def _said(question: Question[Any]) -> str:
    """The question in English, as in the program."""
    parts = [question.label, question.hint, f"[{question.unit}]" if question.unit else ""]
    if question.columns:
        shape = BETWEEN_CELLS.join(column.key for column in question.columns)
        parts.append(f"Up to {question.most_rows} lines, each {shape}; {BETWEEN_ROWS} between lines, or {NO_ROWS}.")
    if question.plausible is not None:
        parts.append("An amount of a month.")
    return " ".join(part for part in parts if part)


def taken(question: Question[Any]) -> Described:
    """What a question takes, in the words of JSON Schema."""
    shapes = [_shape(question)]
    if question.unsure:
        shapes.append({"type": "string", "enum": [UNSURE]})
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def _shape(question: Question[Any]) -> Described:
    kind = question.kind.name
    if question.columns:
        return {"type": "string", "pattern": f"^{_written(question)}$"}
    if question.listed() and question.options:
        return {"anyOf": [_one_of(option.value for option in question.options), {"type": "string", "maxLength": 100}]}
    if question.choices:
        return _one_of(option.value for option in question.choices)
    if kind == "country":
        return _one_of(figures().lists["countries"].rows)
    if kind == "whole":
        return {"type": "integer", "minimum": int(question.least or 0), "maximum": int(question.most or MOST_WHOLE)}
    if kind == "day":
        day = {"type": "string", "format": "date"}
        return {"anyOf": [day, _one_of([NO_DAY])]} if _takes(question, NO_DAY) else day
    if kind == "money" and question.least in (None, Decimal(0)) and question.most is None:
        return {"type": "string", "pattern": f"^{PLAIN_NUMBER.pattern}$"}
    return {"type": "string", "pattern": f"^{_written(question)}$"}


def _one_of(values: Iterable[str]) -> Described:
    return {"type": "string", "enum": list(values)}


def _takes(question: Question[Any], raw: str) -> bool:
    try:
        question.parse(raw)
    except ValueError:
        return False
    return True


def _written(question: Question[Any]) -> str:
    """A regular expression for what the question takes; bounds of numbers are left out."""
    if question.columns:
        line = BETWEEN_CELLS.join(_written(column) for column in question.columns)
        more = f"({re.escape(BETWEEN_ROWS)}{line}){{0,{question.most_rows - 1}}}"
        return f"({NO_ROWS}|{line}{more})"
    if question.choices:
        return _any_of(option.value for option in question.choices)
    match question.kind.name:
        case "country":
            return _any_of(figures().lists["countries"].rows)
        case "day":
            return f"({DAY_WRITTEN}|{NO_DAY})" if _takes(question, NO_DAY) else DAY_WRITTEN
        case "whole":
            return rf"\d{{1,{_digits(question)}}}"
        case "rate":
            return rf"(average|{FUND}[-a-z0-9]+|\d{{1,{_digits(question)}}}(\.\d{{1,2}})?)"
        case _:
            return rf"\d{{1,{_digits(question)}}}(\.\d{{1,2}})?"


def _digits(question: Question[Any]) -> int:
    return len(str(int(question.most))) if question.most is not None else 9


def _any_of(values: Iterable[str]) -> str:
    return f"({'|'.join(map(re.escape, values))})"

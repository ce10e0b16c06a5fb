"""The shipped texts, read from `seed/<kind>/*.toml` and checked for their shape."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .prose import COMPLETE, LANGUAGES, faults, tidy

SEED = Path(__file__).parent / "seed"
KINDS = ("outcome", "reason", "document", "deadline", "caution", "authority", "why", "page", "notice", "guide", "term")
ROLES = ("title", "lead", "easy", "p", "item", "attention", "from", "contact", "h", "note", "caption", "th", "td")
KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
SLUG = re.compile(rf"(?:{'|'.join(ROLES)})(?:-[a-z0-9]+)*")


class SeedError(ValueError):
    """Faults of the shipped texts, one a line."""


@dataclass(frozen=True, slots=True)
class ShippedSegment:
    """One sentence group, title or list item in all languages."""

    slug: str
    bodies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShippedText:
    """One text: its segments in order, and the file it comes from."""

    kind: str
    key: str
    file: str
    segments: tuple[ShippedSegment, ...]


def role_of(slug: str) -> str:
    """The role of a segment: its id up to the first hyphen."""
    return slug.partition("-")[0]


def row_of(slug: str) -> str:
    """The row of a cell: its id up to the last hyphen."""
    return slug.rpartition("-")[0]


def shipped(folder: Path = SEED) -> dict[tuple[str, str], ShippedText]:
    """All shipped texts by kind and key. Raises `SeedError` that names every fault."""
    texts, wrong = readable(folder)
    if wrong:
        raise SeedError("\n".join(wrong))
    return texts


def read_over() -> date:
    """The day on which the shipped texts were last read over as a whole."""
    with (SEED / "read_over.toml").open("rb") as file:
        day = tomllib.load(file)["on"]
    if type(day) is not date:
        raise SeedError(f"read_over.toml: {day!r} is not a day")
    return day


def readable(folder: Path = SEED) -> tuple[dict[tuple[str, str], ShippedText], list[str]]:
    """The shipped texts that can be read, and the faults of the others."""
    texts: dict[tuple[str, str], ShippedText] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*/*.toml")):
        kind, file = path.parent.name, f"{path.parent.name}/{path.name}"
        if kind not in KINDS:
            wrong.append(f"{file}: kind {kind} is not one of {', '.join(KINDS)}")
            continue
        for key, table in _tables(path, file, wrong):
            if other := texts.get((kind, key)):
                wrong.append(f"{file}: {key}: is already in {other.file}")
                continue
            found = list(_faults(key, table))
            wrong += [f"{file}: {key}{fault}" for fault in found]
            if not found:
                texts[kind, key] = ShippedText(kind, key, file, tuple(_segments(table)))
    return texts, wrong


def _tables(path: Path, file: str, wrong: list[str]) -> Iterable[tuple[str, Any]]:
    try:
        with path.open("rb") as opened:
            return tomllib.load(opened).items()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong.append(f"{file}: cannot be read: {error}")
        return ()


def _faults(key: str, table: Any) -> Iterator[str]:
    if not KEY.fullmatch(key):
        yield ": a key has small letters, digits, hyphens and underscores only"
    if not isinstance(table, dict) or not all(isinstance(segment, dict) for segment in table.values()):
        yield f': write ["{key}".title] above the three languages'
        return
    yield from (f".{slug}: {fault}" for slug, fault in table_faults(list(table)))
    for slug, bodies in table.items():
        if not SLUG.fullmatch(slug):
            yield f".{slug}: the id begins with one of {', '.join(ROLES)}, then -words"
        for language in sorted(set(bodies) - set(LANGUAGES)):
            yield f".{slug}: {language} is not one of {', '.join(LANGUAGES)}"
        for language in LANGUAGES:
            body = bodies.get(language, "")
            if not isinstance(body, str) or not body.strip():
                if language in COMPLETE:
                    yield f".{slug}: {language} is missing"
            else:
                yield from (f".{slug}: {language}: {fault}" for fault in faults(body))


def table_faults(slugs: list[str]) -> Iterator[tuple[str, str]]:
    """Segments out of place, and why: cells stand in a table that a caption opens, every row as long as its headers."""
    columns, rows = 0, dict[str, list[str]]()
    for before, slug in zip(["", *slugs], [*slugs, ""], strict=True):
        role, above = role_of(slug), role_of(before)
        if role in ("th", "td") and above not in ("caption", "th", "td"):
            yield slug, _("a caption opens a table, then come its headers (th) and its cells (td)")
        if role == "th" and above == "td":
            yield slug, _("the headers (th) of a table come before its cells (td)")
        if above in ("th", "td") and role not in ("th", "td"):
            for cells in rows.values():
                if len(cells) != columns:
                    about = {"cells": len(cells), "columns": columns}
                    yield cells[-1], _("a row has %(cells)s cells, the table %(columns)s columns") % about
        if role == "caption":
            columns, rows = 0, {}
        columns += role == "th"
        if role == "td":
            rows.setdefault(row_of(slug), []).append(slug)


def _segments(table: Mapping[str, Mapping[str, str]]) -> Iterator[ShippedSegment]:
    for slug, bodies in table.items():
        yield ShippedSegment(slug, {language: tidy(bodies.get(language, "")) for language in LANGUAGES})

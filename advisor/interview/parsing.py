"""Strict reading of canonical answers, and forgiving reading of what people type in their language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from advisor.rules.words import gettext_noop

LONGEST = 100
EARLIEST, LATEST = date(2000, 1, 1), date(2035, 12, 31)
PLAIN_NUMBER = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
SPACES = "  ⁠ "
ENDS = re.compile(r"(€|EUR|euro|euró|%|percent|prozent|procent|százalék)\.?$", re.IGNORECASE)
STARTS = re.compile(r"^(€|EUR)", re.IGNORECASE)
THOUSANDS_MARK = {"de": ".", "nl": ".", "hu": " ", "en": ","}
DATE_WITH_YEAR_FIRST = re.compile(r"(\d{4})[-./ ]+(\d{1,2})[-./ ]+(\d{1,2})\.?", re.ASCII)
DATE_WITH_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4})", re.ASCII)


class Unreadable(ValueError):
    """An answer that cannot be taken. `message` is English source text with named `params`."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params)
        self.message = message
        self.params: Mapping[str, object] = params


def number(raw: str) -> Decimal:
    """A canonical number: digits, at most two decimals after a full stop. `NaN`, `1e9` and signs are not numbers."""
    if not PLAIN_NUMBER.fullmatch(raw):
        raise Unreadable(gettext_noop("Please enter a number, for example %(example)s."), example="3000.50")
    return Decimal(raw)


def day(raw: str) -> date:
    """A canonical day, `2026-10-01`."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw, re.ASCII):
            raise ValueError
        found = date.fromisoformat(raw)
    except ValueError:
        raise Unreadable(
            gettext_noop("Please enter a day that exists, for example %(example)s."), example="2026-10-01"
        ) from None
    if not EARLIEST <= found <= LATEST:
        raise Unreadable(
            gettext_noop("Please enter a day from %(first)s to %(last)s."),
            first=EARLIEST.year,
            last=LATEST.year,
        )
    return found


def understood_number(typed: str, language: str) -> str:
    """What somebody typed as a number, in canonical form. Raises `Unreadable` rather than guess.

    One separator with one or two digits after it is a decimal mark in every language. Before three digits it is a
    thousands mark only where the language writes it so; otherwise the typed number is ambiguous.
    """
    text = typed.strip().strip(SPACES)
    text = STARTS.sub("", ENDS.sub("", text)).strip().strip(SPACES)
    for space in SPACES[:3]:
        text = text.replace(space, " ")
    example = {"de": "3.000,50", "nl": "3.000,50", "hu": "3000,50"}.get(language, "3000.50")
    wrong = Unreadable(gettext_noop("Please enter a number, for example %(example)s."), example=example)
    if not re.fullmatch(r"[\d., ']+", text, re.ASCII) or not text[0].isdigit() or not text[-1].isdigit():
        raise wrong
    text = text.replace("'", " ")
    whole, mark, decimals = _split(text, language, typed)
    if re.search(r"[., ]", whole) and not re.fullmatch(r"\d{1,3}([., ])\d{3}(\1\d{3})*", whole, re.ASCII):
        raise wrong
    digits = re.sub(r"[., ]", "", whole).lstrip("0") or "0"
    if len(digits) > 9:
        raise Unreadable(gettext_noop("This number is too large."))
    return f"{digits}.{decimals}" if mark else digits


def _split(text: str, language: str, typed: str) -> tuple[str, str, str]:
    """(whole part, decimal mark or "", decimals)."""
    last = re.search(r"[.,](\d*)$", text)
    if last is None:
        return text, "", ""
    mark, decimals, whole = text[last.start()], last.group(1), text[: last.start()]
    if len(decimals) in (1, 2):
        return whole, mark, decimals
    other_marks = set(re.findall(r"[.,]", whole))
    if len(decimals) == 3 and other_marks <= {mark} and mark == THOUSANDS_MARK.get(language):
        return text, "", ""
    if len(decimals) == 3:
        raise Unreadable(
            gettext_noop("%(typed)s can be read in two ways. Please write %(whole)s or %(decimal)s."),
            typed=typed.strip()[:20],
            whole=re.sub(r"\D", "", text),
            decimal=f"{re.sub(r'[^0-9]', '', whole)},{decimals[:2]}",
        )
    raise Unreadable(gettext_noop("Please enter at most two digits after the decimal mark."))


def understood_day(typed: str) -> str:
    """What somebody typed as a day, as `2026-10-01`: day first, or the year first."""
    text = typed.strip().strip(SPACES)
    if match := DATE_WITH_YEAR_FIRST.fullmatch(text):
        year, month, of_month = match.groups()
    elif match := DATE_WITH_DAY_FIRST.fullmatch(text):
        of_month, month, year = match.groups()
    else:
        raise Unreadable(gettext_noop("Please enter a day, for example %(example)s."), example="01.10.2026")
    return day(f"{year}-{int(month):02}-{int(of_month):02}").isoformat()

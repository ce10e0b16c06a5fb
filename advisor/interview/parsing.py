"""Strict reading of canonical answers, and forgiving reading of what people type in their language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from unicodedata import combining, normalize

from advisor.rules.words import gettext_noop

LONGEST = 100
NO_SUCH_DAY = gettext_noop("Please enter a day that exists, for example %(example)s.")
EARLIEST, LATEST = date(2000, 1, 1), date(2035, 12, 31)
LONG_AGO = date(1940, 1, 1)
"""The first day that a question for the past takes."""
PLAIN_NUMBER = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
SPACES = "\u00a0\u202f\u2009\u2007\u2060\ufeff "
"""Spaces that people paste: no-break, narrow, thin, as wide as a digit, without width."""
NO_WIDTH = "\u2060\ufeff"
EURO = r"€|EUR\b|euró(?:t|ban)?\b|euro(?:['’]?s)?\b"
ENDS = re.compile(rf"(?:{EURO}|%|(?:percent|prozent|procent|százalék)\b)\.?$", re.IGNORECASE)
STARTS = re.compile(rf"^(?:{EURO})", re.IGNORECASE)
NO_CENTS = re.compile(r"[.,](?:-{1,2}|–|—)$")
GROUPED = re.compile(r"[1-9]\d{0,2}([., ])\d{3}(\1\d{3})*", re.ASCII)
NUMBER_PARTS = re.compile(r"(.*?)(?:([.,])(\d+))?", re.ASCII)
THOUSANDS_MARK = {"de": ".", "nl": ".", "hu": " ", "en": ","}
EXAMPLES = {"de": "3.000,50", "nl": "3.000,50", "hu": "3000,50", "en": "3,000.50"}
DATE_WITH_YEAR_FIRST = re.compile(r"(\d{4})[-./ ]+(\d{1,2})[-./ ]+(\d{1,2})\.?", re.ASCII)
DATE_WITH_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4})\.?", re.ASCII)
MONTH_NAMES = (
    ("januar", "januari", "january"),
    ("februar", "februari", "february"),
    ("marz", "maerz", "mrz", "maart", "mrt", "marcius", "march"),
    ("april", "aprilis"),
    ("mai", "mei", "majus", "may"),
    ("juni", "junius", "june"),
    ("juli", "julius", "july"),
    ("august", "augustus", "augusztus"),
    ("september", "szeptember"),
    ("oktober", "october"),
    ("november",),
    ("dezember", "december"),
)
"""The months of the year in German, Dutch, Hungarian and English, without accents."""
MONTH_WRITTEN = re.compile(r"(?<=[\d. -])([a-z]{3,})(?=[\d. -])", re.ASCII)
LETTER = re.compile(r"[^\W\d_]")
ENDING_OF_A_DAY = re.compile(r"(?<=\d)(?:-[a-z]+|e|st|nd|rd|th)(?![a-z-])", re.ASCII)
"""What may hang on the number of a day: 1-jén, 2-ától, 3e, 4th."""


class Unreadable(ValueError):
    """An answer that cannot be taken. `message` is English source text with named `params`.

    at: row and key of the column, in a list of things.
    """

    def __init__(self, message: str, *, at: tuple[int, str] | None = None, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return self.message % self.params


def number(raw: str) -> Decimal:
    """A canonical number: digits, at most two decimals after a full stop. `NaN`, `1e9` and signs are not numbers."""
    if not PLAIN_NUMBER.fullmatch(raw):
        raise Unreadable(gettext_noop("Please enter a number, for example %(example)s."), example="3000.50")
    return Decimal(raw)


def day(raw: str, first: date = EARLIEST) -> date:
    """A canonical day from the first one taken on, `2026-10-01`."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw, re.ASCII):
            raise ValueError
        found = date.fromisoformat(raw)
    except ValueError:
        raise Unreadable(NO_SUCH_DAY, example="2026-10-01") from None
    if not first <= found <= LATEST:
        raise Unreadable(
            gettext_noop("Please enter a day from %(first)s to %(last)s."),
            first=first.year,
            last=LATEST.year,
        )
    return found


def understood_number(typed: str, language: str, places: int = 2) -> str:
    """What somebody typed as a number, in canonical form. Raises `Unreadable` rather than guess.

    One separator with one or two digits after it is a decimal mark in every language. Before three digits it is a
    thousands mark only where the language writes it so; otherwise the typed number is ambiguous. places: the most
    decimals there may be.
    """
    wrong = Unreadable(
        gettext_noop("Please enter a number, for example %(example)s."),
        example=EXAMPLES.get(language, "3.000,50"),
    )
    if len(typed) > LONGEST:
        raise wrong
    text = _spaced(typed)
    text = NO_CENTS.sub("", STARTS.sub("", ENDS.sub("", text)).strip()).strip()
    text = re.sub("['’]", " ", text)
    if not re.fullmatch(r"\d[\d., ]*", text, re.ASCII) or not text[-1].isdigit():
        raise wrong
    whole, decimals = _split(text, language, typed, wrong, places)
    digits = re.sub(r"[., ]", "", whole).lstrip("0") or "0"
    if len(digits) > 9:
        raise Unreadable(gettext_noop("This number is too large."))
    return f"{digits}.{decimals}" if decimals else digits


def _spaced(typed: str) -> str:
    """Every kind of space as a plain one, those without width taken out."""
    for mark in NO_WIDTH:
        typed = typed.replace(mark, "")
    return re.sub(r"\s", " ", typed).strip()


def _split(text: str, language: str, typed: str, wrong: Unreadable, places: int) -> tuple[str, str]:
    """(whole part with its thousands marks, decimals)."""
    grouped = GROUPED.fullmatch(text)
    if grouped and grouped[1] in (" ", THOUSANDS_MARK.get(language, ".")):
        return text, ""
    whole, mark, decimals = NUMBER_PARTS.fullmatch(text).groups("")  # type: ignore[union-attr] # matches every text
    if grouped and text.count(mark) == 1:
        raise Unreadable(
            gettext_noop("%(typed)s can be read in two ways. Please write %(whole)s or %(decimal)s."),
            typed=typed.strip(),
            whole=whole + decimals,
            decimal=f"{whole},{decimals[:places]}",
        )
    if (mark and mark in whole) or (re.search("[., ]", whole) and not GROUPED.fullmatch(whole)):
        raise wrong
    if len(decimals) > places:
        raise Unreadable(
            gettext_noop("Please enter at most two digits after the decimal mark.")
            if places == 2
            else gettext_noop("There are too many digits after the decimal mark.")
        )
    return whole, decimals


def understood_day(typed: str, first: date = EARLIEST) -> str:
    """What somebody typed as a day from the first one taken on, as `2026-10-01`: day first, or the year first."""
    text = _with_month_as_number(_spaced(typed)) if len(typed) <= LONGEST else ""
    if match := DATE_WITH_YEAR_FIRST.fullmatch(text):
        year, month, of_month = match.groups()
    elif match := DATE_WITH_DAY_FIRST.fullmatch(text):
        of_month, month, year = match.groups()
    else:
        raise Unreadable(gettext_noop("Please enter a day, for example %(example)s."), example="01.10.2026")
    return day(f"{year}-{int(month):02}-{int(of_month):02}", first).isoformat()


def _with_month_as_number(text: str) -> str:
    """A date with the name of a month, or its beginning, as one in numbers: 1. Oktober 2026, 2026. okt. 1."""
    if not LETTER.search(text):
        return text
    plain = "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
    named = ENDING_OF_A_DAY.sub("", plain)
    return MONTH_WRITTEN.sub(lambda word: _month(word[1]), named)


def _month(word: str) -> str:
    found = [at for at, names in enumerate(MONTH_NAMES, 1) if any(name.startswith(word) for name in names)]
    return str(found[0]) if len(found) == 1 else word

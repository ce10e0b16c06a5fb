"""How an Advice is said in one language: catalogue, library, names of countries, formats."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils import translation

from advisor import formats
from advisor.content.library import Library, Part, library
from advisor.interview.parsing import PLAIN_NUMBER, Unreadable
from advisor.interview.question import NO_DAY, Question
from advisor.rules.figures import figures
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

NOT_KNOWN_YET = gettext_noop("Not known yet")
HUNGARIAN_LETTERS = (
    "a", "b", "c", "cs", "d", "dz", "dzs", "e", "f", "g", "gy", "h", "i", "j", "k", "l", "ly", "m", "n", "ny", "o", "ö", "p",
    "q", "r", "s", "sz", "t", "ty", "u", "ü", "v", "w", "x", "y", "z", "zs",
)  # fmt: skip
HUNGARIAN_ORDER = {letter: chr(ord("a") + place) for place, letter in enumerate(HUNGARIAN_LETTERS)}
HUNGARIAN_LETTER = re.compile("|".join(sorted(HUNGARIAN_LETTERS, key=len, reverse=True)))
SHORT_VOWELS = str.maketrans("áéíóőúű", "aeioöuü")


def current_language() -> str:
    """The language that this request is answered in."""
    return translation.get_language() or settings.LANGUAGE_CODE


def label(message: str, language: str) -> str:
    """The translation of an English source text. All pages say much the same, and the catalogue comes with the program."""
    known = _said(language)
    if (said := known.get(message)) is None:
        said = _looked_up(message, language) if message else ""
        if said != message:  # so it is one of ours: some labels of amounts hold what somebody typed
            known[message] = said
    return said


def _looked_up(message: str, language: str) -> str:
    if language == translation.get_language():
        return translation.gettext(message)
    with translation.override(language):
        return translation.gettext(message)


def slug(message: str, language: str) -> str:
    """A word for addresses: the translation of "address|student", without what stands before the bar."""
    return label(message, language).rpartition("|")[2]


def _as_data(part: Part) -> dict[str, str]:
    return {"id": part.id, "role": part.role, "text": part.text, "language": part.language}


class Words:
    """The texts of one language, as they are at this moment."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._library = library()
        self.edition = self._library.edition
        self.changed = self._library.changed
        self._parts: dict[tuple[str, str, Law], list[dict[str, str]]] = {}

    def are(self, texts: Library) -> bool:
        """They are these texts."""
        return self._library is texts

    def label(self, message: str) -> str:
        """The translation of an English source text."""
        return label(message, self.language)

    def has(self, kind: str, key: str) -> bool:
        """There is such a text."""
        return self._library.has(kind, key)

    def parts(self, kind: str, key: str, law: Law) -> list[dict[str, str]]:
        """The segments of a text with the figures of the law; none where there is no such text."""
        if (found := self._parts.get((kind, key, law))) is None:
            said = self._library.get(kind, key, self.language, law) if self.has(kind, key) else ()
            found = self._parts[kind, key, law] = [_as_data(part) for part in said]
        return list(found)

    def title(self, kind: str, key: str, law: Law) -> dict[str, str]:
        """The title of a text as a part of it; empty where there is none."""
        part = self._library.title_part(kind, key, self.language, law)
        return _as_data(part) if part else {}

    def country(self, code: str) -> str:
        """The name of a country."""
        return str(_locale(self.language).territories.get(code, code))

    def countries(self) -> list[tuple[str, str]]:
        """All countries by code and name, in the order of the language's dictionary."""
        return _countries(self.language)

    def answer(self, question: Question[Any], raw: str) -> str:
        """A canonical answer that is no option, in the reader's format."""
        kind = question.kind.name
        try:
            if kind == "day":
                return (
                    self.label(question.empty or NOT_KNOWN_YET) if raw == NO_DAY else self.day(date.fromisoformat(raw))
                )
            if kind == "money":
                return formats.euros(Decimal(raw), self.language)
            if kind == "rate":
                return formats.percent(Decimal(raw), self.language)
            return formats.number(Decimal(raw), self.language) if kind == "whole" else raw
        except (ValueError, ArithmeticError):
            return raw

    def day(self, day: date) -> str:
        """A day with the month's name."""
        return formats.long_date(day, self.language)

    def typed(self, question: Question[Any], raw: str) -> str:
        """A canonical answer as its visitor would type it; an unreadable one as it came."""
        kind = question.kind.name
        if raw == question.default and not question.options and not PLAIN_NUMBER.fullmatch(raw):
            return ""
        if kind in ("money", "rate", "whole") and PLAIN_NUMBER.fullmatch(raw):
            return formats.number(Decimal(raw), self.language, 2 if kind == "money" and "." in raw else None)
        if kind == "country":
            return self.country(raw)
        try:
            return formats.short_date(date.fromisoformat(raw), self.language) if kind == "day" else raw
        except ValueError:
            return raw

    def error(self, error: Unreadable) -> str:
        """What is wrong with an answer, with numbers and days as the reader writes them."""
        return self.label(error.message) % {name: self._written(value) for name, value in error.params.items()}

    def _written(self, value: object) -> object:
        if isinstance(value, Decimal):
            return formats.number(value, self.language)
        if isinstance(value, date):
            return formats.short_date(value, self.language)
        return value


@lru_cache(maxsize=8)
def _said(language: str) -> dict[str, str]:
    """What was found in the catalogue before."""
    return {}


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@lru_cache(maxsize=8)
def _countries(language: str) -> list[tuple[str, str]]:
    names = _locale(language).territories
    found = ((code, str(names.get(code, code))) for code in figures().lists["countries"].rows)
    return sorted(found, key=lambda pair: dictionary_order(pair[1], language))


@lru_cache(maxsize=512)
def names_of(code: str) -> tuple[str, ...]:
    """The name of a country in every language of the site, and in English."""
    languages = [*(language for language, _ in settings.LANGUAGES), "en"]
    return tuple(str(_locale(language).territories.get(code, code)) for language in languages)


def dictionary_order(word: str, language: str) -> tuple[str, str]:
    """What sorts a word as the dictionaries of its language do: Österreich stands with O, in Hungarian cs after c."""
    small = word.casefold()
    if language == "hu":
        letters = HUNGARIAN_LETTER.sub(
            lambda letter: HUNGARIAN_ORDER[letter[0]], _bare(small.translate(SHORT_VOWELS), "öü")
        )
        return letters, small
    return _bare(small), small


def _bare(word: str, kept: str = "") -> str:
    """Without accents, but for the letters to keep, and without hyphens and spaces."""
    letters = (
        letter if letter in kept else "".join(c for c in unicodedata.normalize("NFD", letter) if c.isalpha())
        for letter in word
    )  # fmt: skip
    return "".join(letters)

"""Words as a search compares them: small, without accents, cut to their stem by Snowball's rules for each language."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer
from babel import Locale

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
PART = re.compile(r"[^\W_]+")
SHORTEST_STEM = 4
"""A stem that has become shorter is not cut again."""
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
ENDINGS = (
    *(("rol", "ról"), ("rol", "ről"), ("bol", "ból"), ("bol", "ből"), ("tol", "tól"), ("tol", "től")),
    *(("nal", "nál"), ("nel", "nél"), ("ert", "ért"), ("kent", "ként"), ("at", "át"), ("et", "ét")),
)
"""Hungarian endings as typed without accents; the rules for stems know them only with their accents."""
FEMININE = {"de": ("innen", "in"), "hu": ("nő", "no")}
"""Endings of words for women that the rules for stems leave on."""
SHORTEST_MAN = {"de": 6, "hu": 4}
"""Letters that remain at least; else it is another word: Termin, menő."""
_OWN = local()


def folded(word: str) -> str:
    """Small letters and digits without accents: Übergang as ubergang, Straße as strasse, önrész as onresz."""
    small = unicodedata.normalize("NFD", word.casefold().replace("ø", "o"))
    return "".join(letter for letter in small if letter.isalnum())


def forms(word: str, language: str) -> frozenset[str]:
    """All that a word is found by, in its own language and in German, whose words stand in every text."""
    small = unicodedata.normalize("NFC", word.casefold())
    found = {folded(small), folded(small.translate(SPELLED_OUT))}
    for code in {language, "de"}:
        found |= set(_stems(small, code))
    found |= {folded(man) for man in _without_feminine(small, language)}
    if language == "hu" and small.isascii():
        for bare, accented in ENDINGS:
            if small.endswith(bare):
                found |= set(_stems(small[: -len(bare)] + accented, "hu"))
    return frozenset(form for form in found if form)


forms_of_text = lru_cache(maxsize=65536)(forms)
"""The same for the words of our own texts, kept. What people type goes through `forms`, so that no memory of it stays."""


def _stems(word: str, language: str) -> Iterator[str]:
    """The stem, and the stem of that: the Dutch ziekenfondsen gives ziekenfonds, which gives ziekenfond."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return
    stem = stemmer.stemWord(word)
    yield folded(stem)
    if len(stem) >= SHORTEST_STEM:
        yield folded(stemmer.stemWord(stem))


def _without_feminine(word: str, language: str) -> Iterator[str]:
    """The word for men: Krankenpfleger of Krankenpflegerin, ápoló of ápolónő."""
    for ending in FEMININE.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_MAN[language]:
            yield from _stems(word[: -len(ending)], language)
            yield word[: -len(ending)]


def _stemmer(language: str) -> Any:
    """The stemmer of this thread; one keeps the word at work. None where Snowball does not know the language."""
    if not hasattr(_OWN, "stemmers"):
        _OWN.stemmers = {}
    if language not in _OWN.stemmers:
        name = (Locale.parse(language).english_name or "").casefold()
        known = name in snowballstemmer.algorithms()
        _OWN.stemmers[language] = snowballstemmer.stemmer(name) if known else None
    return _OWN.stemmers[language]


def words_of(text: str) -> Iterator[str]:
    """The words of a text; one with hyphens in its parts, and as one word."""
    for match in WORD.finditer(text):
        parts = PART.findall(match[0])
        yield from parts
        if len(parts) > 1:
            yield "".join(parts)

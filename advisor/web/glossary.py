"""The glossary: the words of the field by the first letter in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from advisor.content.library import Library, library
from advisor.content.prose import LINK, plain
from advisor.rules.figures import FIRST_DAY, figures
from advisor.rules.law import Law

from .words import Words, current_language, dictionary_order

Letters = Mapping[str, tuple[str, ...]]


def letter_of(word: str) -> str:
    """The letter that a word stands under: a to z, accents left out; 0 for what begins with none."""
    first = unicodedata.normalize("NFD", word.strip())[:1].casefold()
    return first if "a" <= first <= "z" else "0"


@lru_cache(maxsize=12)
def _letters(texts: Library, language: str) -> Letters:
    """The keys of all words by letter, in the order of the dictionary."""
    law = figures().on(FIRST_DAY)
    titles = {key: plain(texts.title("term", key, language, law)) for key in texts.keys("term")}
    found: dict[str, tuple[str, ...]] = {}
    for key in sorted(titles, key=lambda key: dictionary_order(titles[key], language)):
        letter = letter_of(titles[key])
        found[letter] = (*found.get(letter, ()), key)
    return dict(sorted(found.items()))


def letters(language: str) -> Letters:
    """The letters that words begin with in a language, and the keys of the words."""
    return _letters(library(), language)


def letter_of_term(key: str) -> str | None:
    """The letter that a word stands under in the active language; None where there is no such word."""
    found = letters(current_language())
    return next((letter for letter, keys in found.items() if key in keys), None)


def explained(keys: Iterable[str], words: Words, law: Law) -> list[dict[str, Any]]:
    """Words with their meaning, and with the German word that stands on German paper."""
    found, in_german = [], Words("de")
    for key in keys:
        parts = words.parts("term", key, law)
        german = in_german.parts("term", key, law)[0]["text"]
        title = parts[0]["text"]
        shown = "" if words.language == "de" or plain(title) == plain(german) else german
        found.append({"key": key, "title": parts[0], "german": shown, "parts": parts})
    return found


def used_in(parts: Iterable[Mapping[str, str]], words: Words) -> list[str]:
    """The keys of the words that a text links to, in the order of their first use."""
    targets = (match["target"].partition(":") for part in parts for match in LINK.finditer(part["text"]))
    keys = dict.fromkeys(key for scheme, _, key in targets if scheme == "term")
    return [key for key in keys if words.has("term", key)]

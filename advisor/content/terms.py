"""Words of the field: hidden before meanings are compared, and renderings that mislead."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .prose import LANGUAGES, LINK

ENDINGS = {
    "de": r"(?:[nrms]|e[nrms]?|nen)?",
    "nl": r"(?:e|n|en|s|['’]s)?",
    "hu": r"(?:[aáeéioöőuü]?[nktmdi]|[oaeö]k|b[aáeéóő][nlt]?|n[aáeé]k|v[ae]l|h[oeö]z|[tr][óő]l|r[ae]|ként|ért|ig|j?[aei]|jár?[ah]?|[aáeé]n[aáeé]k|é)*",
}
PAIR = re.compile(
    r"(?<!\w)(\w{3})\w*(?:in|innen) (?:und|oder) (?:\w+ )?\1\w*|(?<!\w)(\w{4,}e)[nr]? (?:und|oder) \2[nr]?(?!\w)", re.I
)
"""Both forms of a German noun for people: Rentnerinnen und Rentner, Studierende oder Studierender."""

NAMED = re.compile(r"„[^“]*“|\[de:[^\]]*\]")
"""Names and titles in a German text."""
QUOTED = re.compile(r"[„‘“][^„‘“”’]*[”’“]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field in three languages, and what must not stand for it."""

    name: str
    words: Mapping[str, str]
    hide: bool
    wrong: Mapping[str, Sequence[str]]
    also: Mapping[str, Sequence[str]]
    general: bool


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """The terms of `terms.toml`, read once."""
    with (Path(__file__).parent / "terms.toml").open("rb") as file:
        tables = tomllib.load(file)
    return tuple(
        Term(
            name,
            {code: table[code] for code in LANGUAGES if code in table},
            table.get("hide", False),
            table.get("wrong", {}),
            table.get("also", {}),
            table.get("general", False),
        )
        for name, table in tables.items()
    )


@lru_cache(maxsize=4096)
def inflected(phrase: str, language: str) -> re.Pattern[str]:
    """The phrase as a whole word, with the endings of its language."""
    words = [_stem(word, language) + ENDINGS.get(language, r"\w{0,3}") for word in phrase.split()]
    return re.compile(r"(?<!\w)" + r"[\s\u00a0]+".join(words) + r"(?!\w)", re.I)


def _stem(word: str, language: str) -> str:
    if language == "hu" and word[-1] in "ae":
        return re.escape(word[:-1]) + {"a": "[aá]", "e": "[eé]"}[word[-1]]
    return re.escape(word)


@lru_cache(maxsize=8)
def _hidden(language: str) -> re.Pattern[str]:
    phrases = sorted({term.words.get(language, "") for term in terms() if term.hide} - {""}, key=len, reverse=True)
    return re.compile("|".join(inflected(phrase, language).pattern for phrase in phrases) or "(?!)", re.I)


def hide(text: str, language: str) -> str:
    """The text with the terms overwritten whose words would pass for a duty, a choice or a number."""
    if language == "de":
        text = PAIR.sub("#", text)
    return _hidden(language).sub("#", text)


def is_rendered(german: str, text: str, language: str) -> bool:
    """Whether the text has our word for this German term."""
    return any(
        language in term.words
        and inflected(term.words["de"], "de").fullmatch(german)
        and inflected(term.words[language], language).search(text)
        for term in terms()
    )


def misleading(german: str, text: str, language: str) -> list[tuple[str, str]]:
    """Misleading renderings of a term that the German text has, each with the word to use instead."""
    if language == "de":
        return _misleading_german(text)
    present = [
        term for term in _hinted(german) if language in term.words and inflected(term.words["de"], "de").search(german)
    ]
    rest = QUOTED.sub("#", text)
    for term in present:
        rest = inflected(term.words[language], language).sub("#", rest)
    return [
        (match[0], term.words[language])
        for term in present
        for wrong in term.wrong.get(language, ())
        if (match := inflected(wrong, language).search(rest)) and not inflected(wrong, "de").search(german)
    ]


def missed(german: str, text: str, language: str) -> list[tuple[str, str]]:
    """Terms of the German text of which the translation has no word, each with ours; the longest term counts."""
    rest, bare = (LINK.sub(lambda match: match["label"], wording) for wording in (german, text))
    rest = NAMED.sub("#", rest)
    found = []
    for term in _hinted(rest):
        said = [match for match in _alone(term.words["de"]).finditer(rest) if _is_noun(match[0], term.words["de"])]
        rest = _alone(term.words["de"]).sub("#", rest) if said else rest
        if language in term.words and said and not term.general and not _has_word(term, said[0][0], bare, language):
            found.append((term.words["de"], term.words[language]))
    return found


def _has_word(term: Term, said: str, text: str, language: str) -> bool:
    """Whether the text renders the term, in any form or in a compound, or quotes the German."""
    ours = [word for word in term.words[language].split() if len(word) > 3] or [term.words[language]]
    words = [*ours, *term.also.get(language, ())]
    quotes = re.search(rf"\[de:[^\]]*{re.escape(said)}", text)
    return bool(quotes) or any(_in_any_form(word, language).search(text) for word in words)


@lru_cache(maxsize=4096)
def _in_any_form(phrase: str, language: str) -> re.Pattern[str]:
    """The beginning of the phrase anywhere in a word: languages put endings and other words around it."""
    if len(phrase) < 5:
        return inflected(phrase, language)
    return re.compile(re.escape(phrase[: max(4, len(phrase) - 2)]), re.I)


@lru_cache(maxsize=1024)
def _alone(phrase: str) -> re.Pattern[str]:
    """The German term by itself: in Minijob-Grenze it is part of another word."""
    return re.compile(rf"(?<!-){inflected(phrase, 'de').pattern}(?!-)", re.I)


def _is_noun(said: str, term: str) -> bool:
    """A noun is written with a capital letter; a term that is none may begin a sentence with one."""
    return said[0].isupper() or term[0].islower()


@lru_cache(maxsize=1)
def _beginnings() -> tuple[tuple[str, Term], ...]:
    longest_first = sorted(terms(), key=lambda term: len(term.words["de"]), reverse=True)
    return tuple((term.words["de"].split()[0][:5].casefold(), term) for term in longest_first)


def _hinted(german: str) -> list[Term]:
    """The terms worth looking for, the longest first: their beginning is in the text."""
    small = german.casefold()
    return [term for beginning, term in _beginnings() if beginning in small]


def _misleading_german(text: str) -> list[tuple[str, str]]:
    return [(match[0], right) for wrong, right in _never_german() if (match := inflected(wrong, "de").search(text))]


@lru_cache(maxsize=1)
def _never_german() -> tuple[tuple[str, str], ...]:
    """German words that are wrong everywhere: a word that is right in another term is none of them."""
    right = [term.words["de"] for term in terms()]
    return tuple(
        (wrong, term.words["de"])
        for term in terms()
        for wrong in term.wrong.get("de", ())
        if not any(inflected(wrong, "de").search(phrase) for phrase in right)
    )

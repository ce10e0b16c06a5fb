"""The words of all shipped texts and catalogues, asked of hunspell in each language beside a list of our own words."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.content.corpus import Aligned
from advisor.content.prose import GERMAN, LANGUAGES, LINK, PLACEHOLDER
from advisor.directory.seeds import SEED as DIRECTORY

DICTIONARIES = {"de": "de_DE", "nl": "nl_NL", "hu": "hu_HU"}
"""Hunspell's name for each language; one that is added here is checked."""
ADDRESS = "locale: “address|"
"""Messages that are parts of an address, where letters have no marks."""
NOT_WORDS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|eu|info|nrw)\b"
    r"|<[^>]*>|&\w+;|\{[{%].*?[%}]\}|%(?:\(\w+\))?[sd]|\$?\{[^}]*\}|\u00ad"
)
"""Addresses, markup, placeholders; the soft hyphen goes without a trace."""
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
MOST_SUGGESTED = 20
"""Hunspell thinks about each for a while."""
ROMAN = re.compile(r"[IVX]+")


class NoDictionary(RuntimeError):
    """Hunspell or one of its dictionaries is not installed."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A word that neither hunspell nor our list knows, and where it stands first."""

    language: str
    word: str
    place: str
    suggestions: tuple[str, ...]

    def __str__(self) -> str:
        other = f", perhaps {' · '.join(self.suggestions[:4])}" if self.suggestions else ""
        return f"{self.place} [{self.language}]: {self.word}{other}"


def aligned_lists() -> Iterator[Aligned]:
    """What the shipped lists say in every language."""
    for path in sorted(DIRECTORY.glob("*.toml")):
        for name, bodies in _wordings(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Aligned(f"directory/{path.stem}{name}", f"directory/{path.name}: {name[1:]}", bodies)


def _wordings(table: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    if "de" in table and set(table) <= set(LANGUAGES):
        yield name, table
        return
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _wordings(value, f"{name}.{key}")


def words_said(wordings: Iterable[Aligned]) -> dict[str, dict[str, str]]:
    """The words of each language with the first place where each stands; `[de:…]` is German in every language."""
    said: dict[str, dict[str, str]] = {language: {} for language in DICTIONARIES}
    for wording in wordings:
        if wording.place.startswith(ADDRESS):
            continue
        for language, body in wording.bodies.items():
            for code, text in ((language, GERMAN.sub(" ", body)), *(("de", found) for found in GERMAN.findall(body))):
                for word in _words(text) if code in said else ():
                    said[code].setdefault(word, wording.place)
    return said


def _words(text: str) -> list[str]:
    text = LINK.sub(lambda match: match["label"], PLACEHOLDER.sub(" ", text))
    text = NOT_WORDS.sub(lambda match: "" if match[0] == "\u00ad" else " ", text)
    return [word for word in WORD.findall(text) if not ROMAN.fullmatch(word)]


def listed(folder: Path, language: str) -> list[str]:
    """Our own words of a language: names, terms of law, words newer than the dictionary; one a line, sorted."""
    return (folder / f"words.{language}.txt").read_text(encoding="utf-8").split()


def check(wordings: Iterable[Aligned], folder: Path) -> Iterator[str]:
    """Every mistake, and what is wrong with our lists: an entry out of order, twice, or not needed."""
    for language, words in words_said(wordings).items():
        own = listed(folder, language)
        unknown = _unknown(words, language)
        mistakes = {piece: word for piece, word in unknown.items() if piece not in own}
        suggestions = _suggestions(list(mistakes)[:MOST_SUGGESTED], language)
        for piece, word in mistakes.items():
            yield str(Mistake(language, piece, words[word], suggestions.get(piece, ())))
        name = f"words.{language}.txt"
        if own != sorted(set(own)):
            yield f"{name}: is not sorted, or has a word twice"
        yield from (f"{name}: {word}: is not needed" for word in own if word not in unknown)


def _unknown(words: Iterable[str], language: str) -> dict[str, str]:
    """What hunspell does not know, each with the word it stands in: it looks at the parts of “Au-pair-Visum” alone."""
    asked = sorted(words)
    pieces = set(_hunspell("-l", asked, language)) - {""}
    found = {}
    for word in asked:
        for piece in {word, *re.split(r"[-’']", word)} & pieces:
            found.setdefault(piece, word)
    return found | {piece: next(word for word in asked if piece in word) for piece in pieces - set(found)}


def _suggestions(pieces: Iterable[str], language: str) -> dict[str, tuple[str, ...]]:
    lines = _hunspell("-a", [f"^{piece}" for piece in pieces], language)
    told = (line.split(":", 1) for line in lines if line.startswith("& "))
    return {about.split()[1]: tuple(found.strip().split(", ")) for about, found in told}


def _hunspell(how: str, lines: list[str], language: str) -> list[str]:
    if not lines:
        return []
    command = ["hunspell", how, "-i", "utf-8", "-d", DICTIONARIES[language]]
    try:
        done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoDictionary(f"hunspell with {DICTIONARIES[language]} is needed: make debian-packages") from error
    return done.stdout.split("\n")

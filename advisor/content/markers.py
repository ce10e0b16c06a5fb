"""Must, may, not, only, and, or, above, below: what of these a text says, by the word lists of `markers.toml`."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from .prose import GERMAN, LINK, PLACEHOLDER
from .terms import hide
from .wording import CITATION

VARIABLE = re.compile(rf"{PLACEHOLDER.pattern}|%\(\w+\)[sd]|%[sd]|\{{\w*\}}")


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    with (Path(__file__).parent / "markers.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=3)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = _lists()
    return tuple(
        (group, _word(pattern)) for group in lists["order"] for pattern in lists.get(language, {}).get(group, ())
    )


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_spelled_out(pattern)})(?!\w)", re.I)


@lru_cache(maxsize=8)
def _sides(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (pair, side, _word(pattern))
        for pair, sides in _lists()["opposites"].items()
        for side, lists in sides.items()
        for pattern in lists.get(language, ())
    )


def _spelled_out(pattern: str) -> str:
    lists = _lists()
    return str(pattern.replace("GAP", lists["gap"]).replace("NEAR", lists["near"]))


def has_markers(language: str) -> bool:
    """Whether somebody has written down the words of that language that carry meaning."""
    return language in _lists()


@lru_cache(maxsize=8192)
def classes(text: str, language: str) -> dict[str, list[str]]:
    """The classes of meaning in a text, each with the words that say it."""
    text = LINK.sub(lambda match: match["label"], VARIABLE.sub("0", text))
    text = hide(CITATION.sub("#", GERMAN.sub("#", text)).replace("\u00a0", " "), language)
    found: dict[str, list[str]] = {}
    for group, pattern in _patterns(language):
        while match := pattern.search(text):
            spans = [match.span(number) for number in range(1, pattern.groups + 1) if match[number]] or [match.span()]
            found.setdefault(group, []).append(" … ".join(text[start:end] for start, end in spans))
            for start, end in spans:
                text = text[:start] + "#" * (end - start) + text[end:]
    return found


@lru_cache(maxsize=8192)
def sides(text: str, language: str) -> dict[str, dict[str, list[str]]]:
    """Of each pair of opposites the sides that a text takes, each with the words that say it."""
    text = LINK.sub("#", VARIABLE.sub("0", text))
    text = CITATION.sub("#", GERMAN.sub("#", text)).replace("\u00a0", " ")
    found: dict[str, dict[str, list[str]]] = {}
    rest: dict[str, str] = {}
    for pair, side, pattern in _sides(language):
        left = rest.get(pair, text)
        if words := [match[0] for match in pattern.finditer(left)]:
            found.setdefault(pair, {}).setdefault(side, []).extend(words)
            rest[pair] = pattern.sub(lambda match: "#" * len(match[0]), left)
    return found

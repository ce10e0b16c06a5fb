"""Names that people use and texts do not: old ones, those of their own country, abbreviations."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from .stems import PART, folded
from .terms import terms


def run_together(name: str) -> str:
    """A name as it is looked up, whatever spaces and hyphens it has: E 101, E101 and e-101 are one."""
    return "".join(folded(part) for part in PART.findall(name))


@lru_cache(maxsize=1)
def _read() -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    with (Path(__file__).parent / "synonyms.toml").open("rb") as file:
        tables = tomllib.load(file)
    small = frozenset(folded(word) for words in tables.pop("small_words").values() for word in words)
    found: dict[str, tuple[str, ...]] = {}
    for target, names in tables["names"].items():
        for name in names:
            key = run_together(name)
            found[key] = (*found.get(key, ()), target)
    return found, small


def other_names() -> Mapping[str, tuple[str, ...]]:
    """From a name run together to what it means: `term:minijob`, `list:funds`, `institutions:bas`."""
    return _read()[0]


def small_words() -> frozenset[str]:
    """Words that say nothing about what is looked for."""
    return _read()[1]


@lru_cache(maxsize=3)
def loose_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """Renderings that we avoid and people use, German ones too, with the word of the glossary that they are taken for."""
    found: dict[str, tuple[str, ...]] = {}
    for term in terms():
        for code in dict.fromkeys((language, "de")):
            for name in term.wrong.get(code, ()):
                key = run_together(name)
                found[key] = (*found.get(key, ()), f"term:{term.name.replace('_', '-')}")
    return found

"""Names that people use and texts do not: old ones, those of their own country, abbreviations."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .stems import PART, folded
from .terms import terms


def run_together(name: str) -> str:
    """A name as it is looked up, whatever spaces and hyphens it has: E 101, E101 and e-101 are one."""
    return "".join(folded(part) for part in PART.findall(name))


@dataclass(frozen=True, slots=True)
class _Names:
    """What `synonyms.toml` holds.

    targets: by name run together. same: such as are only another name. spelt: names of one word as they are written.
    """

    targets: Mapping[str, tuple[str, ...]]
    same: frozenset[str]
    spelt: Mapping[str, str]
    small: frozenset[str]


@lru_cache(maxsize=1)
def _read() -> _Names:
    with (Path(__file__).parent / "synonyms.toml").open("rb") as file:
        tables = tomllib.load(file)
    small = frozenset(folded(word) for words in tables.pop("small_words").values() for word in words)
    found: dict[str, tuple[str, ...]] = {}
    spelt: dict[str, str] = {}
    several = [(tuple(group["targets"]), group["names"]) for group in tables["groups"].values()]
    for targets, names in [*(((target,), names) for target, names in tables["names"].items()), *several]:
        for name in names:
            key = run_together(name)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *targets)))
            if key == folded(name):
                spelt[key] = name
    same = frozenset(run_together(name) for names in tables["names"].values() for name in names)
    return _Names(found, same, spelt, small)


def other_names() -> Mapping[str, tuple[str, ...]]:
    """From a name run together to what it means: `term:minijob`, `list:funds`, `institutions:bas`."""
    return _read().targets


def same_names() -> frozenset[str]:
    """Names of the very thing that they lead to, not of something about which it says more."""
    return _read().same


def spelt_names() -> Mapping[str, str]:
    """Names of one word as they are written, by their folded form."""
    return _read().spelt


def small_words() -> frozenset[str]:
    """Words that say nothing about what is looked for."""
    return _read().small


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

"""The shipped rows of the lists, read from `seed/*.toml`."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from advisor.content.prose import COMPLETE, LANGUAGES, tidy

SEED = Path(__file__).parent / "seed"
Rows = dict[str, dict[str, Any]]
"""Rows by key: the columns of the table, languages one by one."""


class SeedError(ValueError):
    """Faults of the shipped rows, one a line."""


@lru_cache(maxsize=8)
def shipped(name: str, folder: Path = SEED) -> Rows:
    """The rows of `institutions` or `emergency`, in their order. Raises `SeedError`."""
    with (folder / f"{name}.toml").open("rb") as file:
        tables = tomllib.load(file)
    wrong = [f"{name}: {key}: {fault}" for key, table in tables.items() for fault in _faults(table)]
    if wrong:
        raise SeedError("\n".join(wrong))
    return {key: {"position": at, "shown": True} | _columns(table) for at, (key, table) in enumerate(tables.items(), 1)}


def _faults(table: Mapping[str, Any]) -> list[str]:
    texts = {name: value for name, value in table.items() if isinstance(value, dict)}
    return [
        f"{name}: {language} is missing"
        for name, wordings in texts.items()
        for language in COMPLETE
        if not wordings.get(language, "").strip()
    ]


def _columns(table: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= {f"{name}_{language}": tidy(value.get(language, "")) for language in LANGUAGES}
        else:
            found[name] = value
    return found

"""What pages read of the lists: in memory, as fresh as the last edition; without a database the shipped rows."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import Error

from advisor.content.library import SHELF as TEXTS
from advisor.content.released import released_figures
from advisor.rules.figures import Figures, lay_over, shipped_figures, tried

from .keeping import kept_rows, laid_over
from .seeding import LISTS
from .seeds import shipped


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list: its columns by name, languages one by one."""

    key: str
    about: Mapping[str, Any]

    def get(self, name: str) -> Any:
        """A column that is the same in every language, empty where there is nothing."""
        return self.about.get(name) or ""

    def text(self, name: str, language: str) -> tuple[str, str]:
        """A text and the language it is in: German where the translation is missing."""
        wording = self.about.get(f"{name}_{language}")
        return (wording, language) if wording else (self.about.get(f"{name}_de") or "", "de")


@dataclass(frozen=True, slots=True)
class Directory:
    """All lists of one edition."""

    edition: int
    lists: Mapping[str, tuple[Item, ...]]
    figures: Figures

    def institutions(self, group: str) -> list[Item]:
        """The institutions of a group."""
        return [item for item in self.lists["institutions"] if item.get("group") == group]

    def emergency(self, day: date) -> list[Item]:
        """The numbers and places that help, as of a day."""
        return [item for item in self.lists["emergency"] if not item.get("valid_from") or item.get("valid_from") <= day]


class Shelf:
    """Keeps the current lists of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._directory: Directory | None = None

    def current(self) -> Directory:
        """The lists of today's edition; the law of this process reads the lists as staff keep them."""
        edition = TEXTS.current().edition  # also where somebody looks at a draft of a text
        with self._lock:
            if self._directory is None or self._directory.edition != edition:
                self._directory = self._read(edition)
                lay_over(self._directory.figures)
            return self._directory

    def forget(self) -> None:
        """Read everything anew at the next call, and the law from what is shipped."""
        with self._lock:
            self._directory = None
            lay_over(None)

    def _read(self, edition: int) -> Directory:
        try:
            return self._from_database(edition) if edition else _from_seeds()
        except Error:
            return self._directory or _from_seeds()

    def _from_database(self, edition: int) -> Directory:
        lists = {}
        for name, model in LISTS.items():
            rows = list(model.objects.values("key", *model.fields()))
            found = tuple(Item(row["key"], row) for row in rows if row["shown"])
            lists[name] = found if rows else _items(name)
        figures, rows = released_figures(shipped_figures()), kept_rows()
        figures = laid_over(figures, rows) if rows else figures
        if self._directory and self._directory.figures.same_as(figures):
            figures = self._directory.figures
        return Directory(edition, lists, figures)


def _items(name: str) -> tuple[Item, ...]:
    return tuple(Item(key, row) for key, row in shipped(name).items())


def _from_seeds() -> Directory:
    return Directory(0, {name: _items(name) for name in LISTS}, shipped_figures())


SHELF = Shelf()


def directory() -> Directory:
    """All lists, current within two seconds."""
    return SHELF.current()


def current_figures() -> Figures:
    """The figures of the law as staff keep them, current within two seconds; inside `trying` those tried."""
    return tried() or directory().figures

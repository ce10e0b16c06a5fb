"""What pages read of the lists and figures: in memory, of the same edition as the texts."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisor.content.library import SHELF as TEXTS
from advisor.content.models import FigureReview, FigureRow
from advisor.content.released import released
from advisor.content.stored import Damaged, Stored, stored
from advisor.rules.figures import Figures, lay_over, shipped_figures, tried

from .keeping import KEPT, kept_rows, laid_over
from .seeding import LISTS
from .seeds import shipped
from .tolerant import listed

Rows = Mapping[str, list[Stored]]
log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Read:
    """The lists of an edition, the rows they were made of, and those of them that are damaged."""

    lists: Directory
    rows: Rows
    damaged: tuple[Damaged, ...] = ()


class Beside:
    """The lists and figures of an edition, read together with its texts; the law of this process reads them."""

    def __init__(self) -> None:
        self.last: Read | None = None

    def read(self, edition: int) -> Read:
        """As the database has them; each damaged row costs a log line and nothing else."""
        before = self.last
        tables = {model.__name__: stored(model) for model in (FigureRow, FigureReview, *KEPT.values())}
        tables |= {model.__name__: stored(model, ("id", "key", *model.fields())) for model in LISTS.values()}
        found = _made_of(edition, tables, before)
        if not before or before.damaged != found.damaged:
            for row in found.damaged:
                log.error("damaged row: %s", row)
        return found

    def shipped(self) -> Read:
        """What the site came with."""
        return Read(Directory(0, {name: _items(name) for name in LISTS}, shipped_figures()), {})

    def stored(self, found: Read) -> Rows:
        """The rows as they were stored, damaged ones too: a figure that is refused here is refused out of the file."""
        return found.rows

    def from_file(self, edition: int, stored: Rows) -> Read:
        """As `stored` gave it."""
        return _made_of(edition, stored, None)

    def show(self, found: Read) -> None:
        """From now on the law is made of these figures."""
        self.last = found
        lay_over(found.lists.figures)


def _made_of(edition: int, tables: Rows, before: Read | None) -> Read:
    """The lists and figures that these rows make; where they say the same as before, the same figures."""
    over = released(shipped_figures(), tables["FigureRow"], tables["FigureReview"])
    kept, doubted = kept_rows(tables)
    figures = laid_over(over.figures, kept) if kept else over.figures
    if before and before.lists.figures.same_as(figures):
        figures = before.lists.figures
    lists, wrong = {}, []
    for name, model in LISTS.items():
        rows, faults = listed(name, model, tables[model.__name__])
        shown = tuple(Item(row["key"], row) for row in rows if row["shown"])
        lists[name] = shown if rows else _items(name)
        wrong += faults
    return Read(Directory(edition, lists, figures), tables, (*over.damaged, *doubted, *wrong))


class Shelf:
    """Gives the lists of this process' edition."""

    def current(self) -> Directory:
        """The lists of today's edition."""
        return self.read().lists

    def read(self) -> Read:
        """The lists of today's edition, with what is damaged in them."""
        found = TEXTS.known().beside
        assert isinstance(found, Read)
        return found

    def forget(self) -> None:
        """Read everything anew at the next call, and the law from what is shipped."""
        TEXTS.forget()
        BESIDE.last = None
        lay_over(None)


def _items(name: str) -> tuple[Item, ...]:
    return tuple(Item(key, row) for key, row in shipped(name).items())


TEXTS.beside = BESIDE = Beside()
SHELF = Shelf()


def directory() -> Directory:
    """All lists, current within two seconds."""
    return SHELF.current()


def current_figures() -> Figures:
    """The figures of the law as staff keep them, current within two seconds; inside `trying` those tried."""
    return tried() or directory().figures

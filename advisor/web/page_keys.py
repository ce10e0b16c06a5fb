"""What a page is called by those who count and judge pages: its kind and its key, never an answer of a private group."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.rules.figures import FIRST_DAY, LAST_DAY, Figures

if TYPE_CHECKING:
    from .pages import Here

NAMED = {"start": "page/start", "guide": "page/guide", "glossary": "page/glossary"}
KINDS = {
    "site-page": "page",
    "guide-page": "guide",
    "glossary-letter": "letter",
    "figures-topic": "figures",
    "list": "list",
}
SEEN = re.compile(
    r"(?P<page>[a-z]{1,16}/[a-z0-9][a-z0-9._-]{0,99})"
    r"(?: (?P<edition>[0-9]{1,12})\.(?P<figures>[0-9a-f]{8})(?: (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?(?P<draft> draft)?)?"
)


def key_of(here: Here, context: Mapping[str, Any]) -> str:
    """The kind and key of a page; empty for one that is nobody else's, such as a search.

    Of a private group it is the group alone: which question or result somebody has reached says what they answered.
    """
    if here.name in NAMED:
        return NAMED[here.name]
    if here.name in KINDS:
        return "/".join((KINDS[here.name], *here.arguments.values()))
    if here.name != "interview":
        return ""
    flow = all_flows()[here.arguments["flow"]]
    data = context.get("data") or {}
    if not flow.private and "due" in context:
        return f"question/{flow.key}.{context['due']}"
    if not flow.private and data.get("outcome"):
        return f"outcome/{data['outcome']}"
    return f"flow/{flow.key}"


def _told(value: Any) -> str:
    return str(sorted(value)) if isinstance(value, set | frozenset) else str(value)


@lru_cache(maxsize=4)
def fingerprint(figures: Figures) -> str:
    """What tells this set of figures and lists from any other."""
    told = hashlib.sha256()
    for name, series in sorted(figures.series.items()):
        told.update(f"{name} {series.reviewed_until}".encode())
        for row in series.rows:
            told.update(f"{row.valid_from} {row.value} {row.unknown} {row.draft}".encode())
    for name, listed in sorted(figures.lists.items()):
        for code, entries in sorted(listed.rows.items()):
            for entry in entries:
                about = sorted((key, _told(value)) for key, value in entry.about.items())
                told.update(f"{name} {code} {entry.name} {entry.valid_from} {about}".encode())
    return told.hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader had before them: the page, the edition of its texts, the set of its figures, the law."""

    page: str
    edition: int | None = None
    figures: str = ""
    day: date | None = None
    draft: bool = False

    def __str__(self) -> str:
        if self.edition is None:
            return self.page
        day = f" {self.day}" if self.day else ""
        return f"{self.page} {self.edition}.{self.figures}{day}{' draft' if self.draft else ''}"

    @property
    def kind(self) -> str:
        """The kind of the page."""
        return self.page.partition("/")[0]

    @property
    def key(self) -> str:
        """The key of the page within its kind."""
        return self.page.partition("/")[2]


def seen(here: Here, context: Mapping[str, Any], edition: int) -> Seen | None:
    """What the reader of a page has before them; None where nobody is asked about it, as in the preview of a draft."""
    page = key_of(here, context)
    if not page or edition < 0:
        return None
    return Seen(page, edition, fingerprint(current_figures()), here.asked.day, here.asked.law.draft)


def read_seen(sent: str) -> Seen | None:
    """What a form says that its reader has seen; None where no page of ours can have said so."""
    match = SEEN.fullmatch(sent)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"]) if match["day"] else None
    except ValueError:
        return None
    if day and not FIRST_DAY <= day <= LAST_DAY:
        return None
    edition = int(match["edition"]) if match["edition"] else None
    return Seen(match["page"], edition, match["figures"] or "", day, bool(match["draft"]))

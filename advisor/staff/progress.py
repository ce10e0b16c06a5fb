"""How far a language is: what is translated, stale, doubtful, and which words of the field are missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.content.models import Segment, Text
from advisor.content.terms import misleading, missed
from advisor.content.wording import quoted

from .meaning import doubtful
from .reads import weights


@dataclass
class Progress:
    """A text in one language. reads: how often it is read; states: how many of its segments are in each state."""

    text: Text
    title: str
    reads: int
    states: dict[str, int]
    findings: int = 0
    words: list[str] = field(default_factory=list)
    """What the termbase says about its words."""

    @property
    def undone(self) -> int:
        """Segments to translate, and to look at again."""
        return self.states["missing"] + self.states["stale"]

    @property
    def due(self) -> int:
        """What comes first: the more is to be done, and the more it is read."""
        return (self.undone * 3 + self.findings * 2 + len(self.words)) * max(1, self.reads)


@dataclass(frozen=True, slots=True)
class Share:
    """A language as a whole, in segments. done and read are per cent, read weighted by how often texts are read."""

    segments: int
    done: float
    read: float
    missing: int
    stale: int
    findings: int
    words: int


def progress(language: str) -> list[Progress]:
    """Every text in this language, what is most urgent first."""
    reads, asked = weights(language), _findings(language)
    segments = Prefetch("segments", Segment.objects.order_by("position", "pk"))
    rows = []
    for text in Text.objects.prefetch_related(segments):
        parts = list(text.segments.all())
        if not parts:
            continue
        states = {"missing": 0, "stale": 0, "current": 0}
        for part in parts:
            states[part.state(language)] += 1
        row = Progress(text, parts[0].wording("de"), reads.get(str(text), 0), states, asked.get(str(text), 0))
        row.words = list(
            dict.fromkeys(
                hint for part in parts for hint in hints(part.wording("de"), part.wording(language), language)
            )
        )
        rows.append(row)
    return sorted(rows, key=lambda row: (-row.due, -row.reads, str(row.text)))


def share(rows: Iterable[Progress]) -> Share:
    """The sum of a language."""
    rows = list(rows)
    total = sum(sum(row.states.values()) for row in rows)
    done = sum(row.states["current"] for row in rows)
    weighted = sum(sum(row.states.values()) * max(1, row.reads) for row in rows)
    weighted_done = sum(row.states["current"] * max(1, row.reads) for row in rows)
    return Share(
        total,
        100 * done / total if total else 100,
        100 * weighted_done / weighted if weighted else 100,
        sum(row.states["missing"] for row in rows),
        sum(row.states["stale"] for row in rows),
        sum(row.findings for row in rows),
        sum(len(row.words) for row in rows),
    )


def _findings(language: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in doubtful():
        if row.language == language:
            name = f"{row.kind}/{row.key}"
            counts[name] = counts.get(name, 0) + 1
    return counts


@lru_cache(maxsize=16384)
def _found(german: str, wording: str, language: str, spoken: str | None) -> tuple[str, ...]:
    """Remembered by the language of the messages, too."""
    return tuple(_hints(german, wording, language))


def hints(german: str, wording: str, language: str) -> tuple[str, ...]:
    """Words of the field that a translation renders otherwise than we do, or does not have."""
    return _found(german, wording, language, get_language()) if wording else ()


def _hints(german: str, wording: str, language: str) -> Iterator[str]:
    for wrong, right in misleading(german, wording, language):
        yield _("%(right)s instead of %(wrong)s") % {"right": quoted(right), "wrong": quoted(wrong)}
    yield from missing_words(german, wording, language)


def missing_words(german: str, wording: str, language: str) -> Iterator[str]:
    """Words of the field that the German has and a translation has not."""
    for term, right in missed(german, wording, language) if wording else ():
        yield _("For %(term)s our word is %(right)s.") % {"term": quoted(term), "right": quoted(right)}

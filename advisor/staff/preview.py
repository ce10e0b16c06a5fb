"""What another figure would change: examples, results, texts in every language, and the figures that follow from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from advisor import formats
from advisor.content import prose
from advisor.content.library import library
from advisor.content.models import FigureReview, FigureRow, Text
from advisor.content.released import laid_over, released_figures
from advisor.directory.shelf import directory
from advisor.rules.figures import FIRST_DAY, LAST_DAY, Figures, NotYetKnown, Refused, shipped_figures, trying
from advisor.rules.law import FIGURES, Derived, Law

from .examples import Example, broken, examples, worked
from .models import FigureDraft
from .trials import Trial, asked_under

ROW_FIELDS = ("says", "value", "draft", "source", "confidence", "note")
"""What a row says of its figure and day. In a draft of a figure `draft` is called `draft_law`."""
LARGE_STEP = Decimal(1) / 3
"""A figure that moves by more than this share at once is looked at twice."""


def figures_now() -> Figures:
    """The figures as staff have released them until this moment."""
    kept, now = directory().figures, released_figures(shipped_figures())
    return kept if kept.series == now.series else Figures(now.series, kept.lists, now.sources)


def row_of(draft: FigureDraft) -> FigureRow:
    """The row that a draft would release; not in the database."""
    said_there = {field: getattr(draft, "draft_law" if field == "draft" else field) for field in ROW_FIELDS}
    return FigureRow(name=draft.name, valid_from=draft.valid_from, **said_there)


def columns_of(row: FigureRow) -> dict[str, Any]:
    """What a row says of its figure and day."""
    return {field: getattr(row, field) for field in ROW_FIELDS}


def figures_with(draft: FigureDraft, now: Figures) -> Figures:
    """The figures as they would be if the draft were released."""
    if draft.kind == FigureDraft.Kind.REVIEW:
        return laid_over(now, [], [_review_of(draft)])
    reviews = [] if draft.reviewed_until is None else [_review_of(draft)]
    return laid_over(now, [row_of(draft)], reviews)


def _review_of(draft: FigureDraft) -> FigureReview:
    return FigureReview(name=draft.name, reviewed_until=draft.reviewed_until, checked_on=timezone.localdate())


def broken_by(draft: FigureDraft) -> list[Example]:
    """The published examples that hold now and would no longer hold if the draft were released."""
    now = released_figures(shipped_figures())
    return newly_broken(now, figures_with(draft, now))


def newly_broken(now: Figures, then: Figures) -> list[Example]:
    """The published examples that hold now and would no longer hold then."""
    return [example for example in examples() if broken(example, then) and not broken(example, now)]


# What moves ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FigureMoved:
    """A figure before and after, as readers see it."""

    name: str
    label: str
    term: str
    follows: bool
    day: date
    old: str
    new: str


@dataclass(frozen=True)
class ResultMoved:
    """One result of an example, before and after."""

    key: str
    old: Decimal | None
    new: Decimal | None
    published: Decimal
    holds: bool

    @property
    def difference(self) -> Decimal | None:
        """By how much it moves."""
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True)
class ExampleTried:
    """A published example under both laws."""

    example: Example
    results: tuple[ResultMoved, ...]
    breaks: bool

    @property
    def moves(self) -> bool:
        """Something else comes out."""
        return any(result.old != result.new for result in self.results)


@dataclass(frozen=True)
class TextMoved:
    """A sentence of a text before and after."""

    kind: str
    key: str
    slug: str
    language: str
    day: date
    old: str
    new: str


@dataclass(frozen=True)
class Effect:
    """Everything that a draft would change."""

    days: tuple[date, ...]
    figures: tuple[FigureMoved, ...]
    examples: tuple[ExampleTried, ...]
    trial: Trial
    texts: tuple[TextMoved, ...]

    @property
    def breaks(self) -> list[ExampleTried]:
        """The examples that stop the release."""
        return [tried for tried in self.examples if tried.breaks]

    @property
    def moved_examples(self) -> list[ExampleTried]:
        """Those that come out otherwise, the broken ones first."""
        return sorted((tried for tried in self.examples if tried.moves), key=lambda tried: not tried.breaks)


def effect(draft: FigureDraft, language: str) -> Effect:
    """What a draft would change, computed anew; figures are written as in this language."""
    now = figures_now()
    then = figures_with(draft, now)
    days = days_of(draft, now)
    laws = [(day, now.on(day, draft.draft_law), then.on(day, draft.draft_law)) for day, _everybody in days]
    affected = _affected(draft.name, laws)
    trial = Trial()
    if draft.kind == FigureDraft.Kind.ROW:
        trial = asked_under(now, then, days, sorted(affected), draft.draft_law)
    return Effect(
        tuple(day for day, _everybody in days),
        tuple(_figures(affected, laws, then, language)),
        tuple(_example(example, now, then) for example in examples()),
        trial,
        tuple(_texts(affected, laws, now, then)),
    )


def days_of(draft: FigureDraft, now: Figures) -> list[tuple[date, bool]]:
    """The days to look at: the first one of the new row and, if it holds by then, today. Before, only visitors who name
    a later day are of interest."""
    today = min(max(timezone.localdate(), FIRST_DAY), LAST_DAY)
    series = now.series[draft.name]
    if draft.kind == FigureDraft.Kind.REVIEW:
        assert draft.reviewed_until is not None
        first = min(draft.reviewed_until, series.reviewed_until) + timedelta(days=1)
        return [(min(max(first, FIRST_DAY), LAST_DAY), True)]
    assert draft.valid_from is not None
    first = max(draft.valid_from, FIRST_DAY)
    next_row = min((row.valid_from for row in series.rows if row.valid_from > first), default=date.max)
    before = [(first - timedelta(days=1), False)] if first > FIRST_DAY else []
    if first < today:
        return [(first, True), *([(today, True)] if today < next_row else []), *before]
    return [(first, True), *([(today, False)] if today < first - timedelta(days=1) else []), *before]


Laws = Sequence[tuple[date, Law, Law]]


def _affected(name: str, laws: Laws) -> set[str]:
    """The figure and those that follow from it."""
    found = {name}
    for other, about in FIGURES.items():
        if isinstance(about, Derived):
            for _day, old, new in laws:
                said(other, old, "de"), said(other, new, "de")
            if name in about.reads:
                found.add(other)
    return found


def said(name: str, law: Law, language: str) -> str:
    """A figure as readers see it, also where there is none."""
    try:
        value = law.find(name)
    except NotYetKnown:
        return prose.NOT_YET_KNOWN[language]
    except Refused:
        return prose.NOT_RECORDED[language]
    return prose.RETIRED[language] if value is None else formats.figure(value, language)


def _figures(affected: set[str], laws: Laws, then: Figures, language: str) -> Iterator[FigureMoved]:
    for name in (name for name in FIGURES if name in affected):
        about = FIGURES[name]
        for day, old, new in laws:
            before, after = said(name, old, language), said(name, new, language)
            if before != after:
                term = about.term if isinstance(about, Derived) else then.series[name].term
                yield FigureMoved(name, about.label, term, isinstance(about, Derived), day, before, after)
                break


def _example(example: Example, now: Figures, then: Figures) -> ExampleTried:
    before, after = worked(example, now), worked(example, then)
    results = tuple(
        ResultMoved(key, before[key], after[key], published, example.near(key, after[key]))
        for key, published in example.published.items()
    )
    held = all(example.near(key, value) for key, value in before.items())
    return ExampleTried(example, results, held and not all(result.holds for result in results))


END_OF_SENTENCE = re.compile(r"(?<=\w{4}[.!?:;]) (?=[A-ZÄÖÜÁÉÍÓŐÚŰ\[„“])|(?<=\}[.!?:;]) (?=[A-ZÄÖÜÁÉÍÓŐÚŰ\[„“])")


def _texts(affected: set[str], laws: Laws, now: Figures, then: Figures) -> Iterator[TextMoved]:
    """Every sentence that names one of the figures and reads otherwise, in every language."""
    texts = library()
    for kind in Text.Kind.values:
        for key in texts.keys(kind):
            for language in prose.LANGUAGES:
                for part in texts.wordings(kind, key, language):
                    if part.language == language and prose.names(part.text) & affected:
                        yield from _sentences(kind, key, part.id, language, part.text, affected, laws, now, then)


def _sentences(
    kind: str,
    key: str,
    slug: str,
    language: str,
    text: str,
    affected: set[str],
    laws: Laws,
    now: Figures,
    then: Figures,
) -> Iterator[TextMoved]:
    sentences = [each for each in END_OF_SENTENCE.split(text) if prose.names(each) & affected]
    for sentence in sentences:
        for day, old, new in laws:
            with trying(now):
                before = prose.plain(prose.fill(sentence, old, language))
            with trying(then):
                after = prose.plain(prose.fill(sentence, new, language))
            if before != after:
                yield TextMoved(kind, key, slug, language, day, before, after)
                break


# Steps that are looked at twice -------------------------------------------------------------------------------------------


def value_before(name: str, day: date, now: Figures) -> Decimal | None:
    """The last value that the figure had before a day."""
    values = [
        row.value for row in now.series[name].rows if row.valid_from < day and row.value is not None and not row.draft
    ]
    return values[-1] if values else None


def is_large_step(name: str, day: date, value: Decimal, now: Figures) -> bool:
    """The value lies far from the one before."""
    before = value_before(name, day, now)
    return before is not None and before != value and (before == 0 or abs(value - before) / before > LARGE_STEP)

"""What a draft of a figure would change, as lines for the page that staff see."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from advisor import formats
from advisor.content.library import library
from advisor.content.links import address
from advisor.content.models import FigureRow
from advisor.content.prose import NOT_YET_KNOWN, RETIRED, plain
from advisor.interview.advice import DUTIES
from advisor.interview.core import Flow
from advisor.interview.data import shown
from advisor.rules.figures import Figures, Row, Series, source_names
from advisor.rules.law import FIGURES
from advisor.web.pages import with_query
from advisor.web.words import Words

from .models import FigureDraft
from .preview import Effect, ExampleTried, TextMoved
from .trials import Moved, Reached

Line = dict[str, Any]


UNITS = {
    "EUR": gettext_noop("euros"),
    "EUR/hour": gettext_noop("euros per hour"),
    "EUR/day": gettext_noop("euros per day"),
    "EUR/month": gettext_noop("euros per month"),
    "EUR/year": gettext_noop("euros per year"),
    "percent": gettext_noop("percent"),
    "factor": gettext_noop("factor"),
    "count": gettext_noop("how many"),
    "hours/week": gettext_noop("hours per week"),
    "days": gettext_noop("days"),
    "weeks": gettext_noop("weeks"),
    "months": gettext_noop("months"),
    "years": gettext_noop("years"),
    "year": gettext_noop("year"),
}
"""The units of the figures in words."""


def unit_in_words(unit: str) -> str:
    """The unit as staff read it; one that has no words yet as it is."""
    return gettext(UNITS[unit]) if unit in UNITS else unit


def number_with_unit(value: Decimal, unit: str, language: str) -> str:
    """A value of a figure as readers see it."""
    if unit == "percent":
        return formats.percent(value, language)
    if unit.startswith("EUR"):
        return formats.euros(value, language)
    return f"{value.normalize():f}" if unit == "year" else formats.number(value, language)


def what_holds(draft: FigureDraft, series: Series, language: str) -> str:
    """What the draft says, as readers see it."""
    if draft.says == FigureRow.Says.UNKNOWN:
        return NOT_YET_KNOWN[language]
    if draft.says == FigureRow.Says.NONE or draft.value is None:
        return RETIRED[language]
    return number_with_unit(draft.value, series.unit, language)


def row_line(row: Row, series: Series, now: Figures, language: str) -> Line:
    """A row of a figure that is in force."""
    value = NOT_YET_KNOWN[language] if row.unknown else RETIRED[language]
    if row.value is not None:
        value = number_with_unit(row.value, series.unit, language)
    return {
        "from": row.valid_from,
        "value": value,
        "draft": row.draft,
        "source": source_names(row.source, now.sources),
        "confidence": "" if row.confidence == "high" else FigureRow.Confidence(row.confidence).label,
        "note": row.note,
    }


def example_lines(tried: list[ExampleTried], language: str) -> list[Line]:
    """Published examples with old, new, difference and what was published."""

    def say(number: Decimal | None) -> str:
        return "–" if number is None else formats.number(_short(number), language)

    return [
        {
            "id": each.example.id,
            "topic": each.example.topic,
            "day": each.example.day,
            "inputs": ", ".join(f"{key} {value}" for key, value in each.example.inputs.items()),
            "breaks": each.breaks,
            "moves": each.moves,
            "results": [
                {
                    "key": result.key,
                    "old": say(result.old),
                    "new": say(result.new),
                    "difference": _signed(result.difference, say),
                    "published": say(result.published),
                    "holds": result.holds,
                }
                for result in each.results
            ],
        }
        for each in tried
    ]


def _short(number: Decimal) -> Decimal:
    """Six decimals are enough to compare."""
    return round(number, 6)


def _signed(difference: Decimal | None, say: Any) -> str:
    if difference is None or difference == 0:
        return "–"
    return ("+" if difference > 0 else "−") + say(abs(difference))


def visitor_lines(moved: list[Moved], language: str, draft_law: bool) -> list[Line]:
    """Visitors who would be told something else, with a link to the page that tells them the old result today."""
    words = Words(language)
    with translation.override(language):
        return [
            {
                "flow": gettext(move.flow.label),
                "day": move.law.day,
                "answers": "" if move.flow.private else _answers(move, words),
                "old": told(move.old, language),
                "new": told(move.new, language),
                "address": _address(move.flow, move, draft_law),
            }
            for move in moved
        ]


def _answers(move: Moved, words: Words) -> str:
    questions = move.flow.questions
    return " · ".join(shown(questions[key], raw, move.law, words) for key, raw in move.answers.items())


def _address(flow: Flow, move: Moved, draft_law: bool) -> str:
    fields = {"as_of": move.law.day.isoformat()} | ({"law": "draft"} if draft_law else {})
    answers = {} if flow.private else dict(move.answers)
    return with_query(reverse("interview", kwargs={"flow": flow.key}), answers | fields)


def named(name: str) -> str:
    """The plain name of a figure in the reader's language, without markup; of one that is gone, its key."""
    return plain(gettext(FIGURES[name].label)) if name in FIGURES else name


def told(reached: Reached, language: str) -> Line:
    """What a visitor is told: the title of the outcome, the duty, the price, what is missing."""
    return {
        "outcome": _title(reached.outcome, language),
        "duty": gettext(DUTIES[reached.duty]) if reached.duty else "",
        "euros": formats.euros(reached.euros, language) if reached.euros is not None else "",
        "missing": [named(name) for name in reached.missing],
    }


def _title(outcome: str, language: str) -> str:
    if not outcome:
        return gettext("cannot be decided")
    texts = library()
    if not texts.has("outcome", outcome):
        return outcome
    parts = texts.wordings("outcome", outcome, language)
    return next((part.text for part in parts if part.role == "title" and "${" not in part.text), outcome)


def text_lines(moved: tuple[TextMoved, ...], language: str) -> Iterator[Line]:
    """Sentences by text, each in its languages, with a link to the page that shows them."""
    groups: dict[tuple[str, str], list[TextMoved]] = {}
    for move in moved:
        groups.setdefault((move.kind, move.key), []).append(move)
    for (kind, key), moves in groups.items():
        with translation.override(language):
            where = address(f"{kind}:{key}") if kind in ("guide", "term") else None
        opening = next(iter(library().wordings(kind, key, language)), None) if library().has(kind, key) else None
        title = plain(opening.text)[:80] if opening else f"{kind}/{key}"
        yield {"kind": kind, "key": key, "title": title, "address": where, "moves": moves}


def summary(found: Effect) -> Line:
    """How much moves."""
    return {
        "examples": len(found.examples),
        "moved_examples": len(found.moved_examples),
        "broken": [tried.example.id for tried in found.breaks],
        "asked": found.trial.asked,
        "moved": len(found.trial.moved),
        "cut": found.trial.cut,
        "texts": len({(move.kind, move.key) for move in found.texts}),
    }

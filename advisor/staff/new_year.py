"""What the coming year needs: reviews that end, values that are not known, drafts that lie about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from advisor.content.prose import plain
from advisor.rules.figures import FIRST_DAY, LAST_DAY, Figures, Row, Series, source_names
from advisor.rules.law import FIGURES
from advisor.web.figure_list import TOPICS, topic_of

from . import releasing
from .figure_drafts import begin_figure
from .figure_form import DayField
from .figure_words import named, unit_in_words
from .models import FigureDraft
from .preview import figures_now, said
from .releasing import Conflict

LOOK_AHEAD = timedelta(days=150)
"""Reviews that end within these days are shown."""
PARAGRAPH = re.compile(r"§+ (?P<number>\d+[a-z]?)[^§;]*?\bSGB (?P<book>[IVX]+)\b")
BOOKS = {
    roman: number
    for number, roman in enumerate(
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"], 1
    )
}
SITE = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:de|info|com|org|net|eu|nrw)\b")
Line = dict[str, Any]


def law_links(law: str) -> list[tuple[str, str]]:
    """A legal basis in pieces: paragraphs of social law with where they stand, the rest with ""."""

    def address(match: re.Match[str]) -> str:
        book = BOOKS.get(match["book"])
        return f"https://www.gesetze-im-internet.de/sgb_{book}/__{match['number']}.html" if book else ""

    return _pieces(PARAGRAPH, law, address)


def source_links(names: str) -> list[tuple[str, str]]:
    """Names of sources in pieces: the sites that they mention with their address, the rest with ""."""
    return _pieces(SITE, names, lambda match: f"https://{match[0]}/")


def _pieces(pattern: re.Pattern[str], text: str, address: Callable[[re.Match[str]], str]) -> list[tuple[str, str]]:
    found, end = [], 0
    for match in pattern.finditer(text):
        found += [(text[end : match.start()].strip(), ""), (match[0], address(match))]
        end = match.end()
    return [piece for piece in (*found, (text[end:].strip(), "")) if piece[0]]


def page(today: date, language: str) -> dict[str, Any]:
    """The lists of the page as of a day."""
    now = figures_now()
    first = min(date(today.year + 1, 1, 1), LAST_DAY)
    open_drafts: dict[str, list[FigureDraft]] = {}
    for draft in FigureDraft.objects.filter(state__in=FigureDraft.OPEN):
        open_drafts.setdefault(draft.name, []).append(draft)
    lines = {
        name: _line(now.series[name], now, today, first, language) | {"drafts": open_drafts.get(name, [])}
        for name in FIGURES
        if name in now.series
    }
    missing = [line for name, line in lines.items() if not now.series[name].is_known(first)]
    expiring = [
        line
        for name, line in sorted(lines.items(), key=lambda item: item[1]["reviewed_until"])
        if now.series[name].reviewed_until < min(today + LOOK_AHEAD, LAST_DAY) and line not in missing
    ]
    return {
        "year": str(first.year),
        "first": first,
        "missing": missing,
        "expiring": _by_topic(expiring),
        "expiring_number": len(expiring),
        "drafts": [(named(name), drafts) for name, drafts in open_drafts.items() if name in FIGURES],
        "reviewed_until": date(first.year, 12, 31),
    }


def _by_topic(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    found = ((about.label, [line for line in lines if line["topic"] == topic]) for topic, about in TOPICS.items())
    return [(plain(gettext(label)), of_topic) for label, of_topic in found if of_topic]


def _line(series: Series, now: Figures, today: date, first: date, language: str) -> Line:
    last = _last(series, first)
    sources = source_names(last.source, now.sources) if last else ""
    draft_value = said(series.name, now.on(first, draft=True), language) if last and last.draft else ""
    return {
        "name": series.name,
        "label": named(series.name),
        "term": series.term,
        "unit": unit_in_words(series.unit),
        "topic": topic_of(series.name),
        "today": said(series.name, now.on(max(today, FIRST_DAY)), language),
        "reviewed_until": series.reviewed_until,
        "ended": series.reviewed_until < today,
        "law": series.law,
        "law_links": law_links(series.law),
        "sources": sources,
        "source_links": source_links(sources),
        "note": last.note if last else "",
        "draft_value": draft_value,
        "new_row": _address(name=series.name, kind="row", valid_from=first.isoformat()),
        "new_review": _address(name=series.name, kind="review", reviewed_until=date(first.year, 12, 31).isoformat()),
    }


def _last(series: Series, day: date) -> Row | None:
    begun = [row for row in series.rows if row.valid_from <= day]
    return begun[-1] if begun else None


def _address(**fields: str) -> str:
    return f"{reverse('admin:staff_figuredraft_add')}?{urlencode(fields)}"


# Several at once ----------------------------------------------------------------------------------------------------------


class ReviewForm(forms.Form):
    """Figures that somebody has looked through, and until when they are sure."""

    names = forms.MultipleChoiceField(
        choices=[(name, name) for name in FIGURES],
        error_messages={"required": gettext_lazy("Please tick at least one figure.")},
    )
    reviewed_until = DayField(label=gettext_lazy("Looked through until"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    send = forms.BooleanField(label=gettext_lazy("Send them to a second person at once"), required=False)


@dataclass
class Marked:
    """The drafts begun, and why others could not be."""

    begun: list[FigureDraft] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)


def mark(given: Mapping[str, Any], user: Any) -> Marked:
    """A draft of a review for each of the figures that can have one."""
    done = Marked()
    for name in given["names"]:
        about = {"name": name, "kind": "review", "reviewed_until": given["reviewed_until"], "source": given["source"]}
        try:
            draft = begin_figure(about, "", user)
            done.begun.append(releasing.send(draft, user) if given["send"] else draft)
        except ValidationError as error:
            done.refused[name] = error.messages
        except Conflict as conflict:
            done.refused[name] = [str(conflict)]
    return done

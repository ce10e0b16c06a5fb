"""The list of texts: how far each is translated, what is being written, and the search through all wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache, partial
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.content.models import TRANSLATIONS, Segment, Text
from advisor.content.prose import LANGUAGES, plain
from advisor.content.stems import folded

from .editing import NAMES, STATES
from .meaning import doubtful
from .models import TextDraft


def with_segments(texts: QuerySet[Text]) -> QuerySet[Text]:
    """The texts with everything that a line of the list shows, in three queries."""
    open_ones = TextDraft.objects.filter(state__in=TextDraft.OPEN)
    segments = Segment.objects.order_by("position", "pk")
    return texts.prefetch_related(Prefetch("segments", segments), Prefetch("drafts", open_ones, to_attr="open_drafts"))


def title_of(text: Text) -> str:
    """The German title, else the beginning of the text."""
    first = next(iter(text.segments.all()), None)
    wording = plain(first.wording("de")) if first else ""
    return wording if len(wording) <= 80 else f"{wording[:79]}…"


def counts(text: Text, language: str) -> Counter[str]:
    """How many segments are missing, stale and current in a language."""
    return Counter(segment.state(language) for segment in text.segments.all())


def counted(text: Text, language: str) -> SafeString:
    """The counts in words: only what is there."""
    found = counts(text, language)
    said = "; ".join(f"{found[state]} {STATES[state]}" for state in STATES if found[state])
    return format_html('<span class="count-{}">{}</span>', next((one for one in STATES if found[one]), "none"), said)


def texts_with(state: str, language: str) -> set[int]:
    """The texts with a segment in that state."""
    return {row.text_id for row in Segment.objects.all() if row.state(language) == state}


class TranslationFilter(admin.SimpleListFilter):
    """Texts of which a language has something missing or stale."""

    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (f"{state}-{language}", f"{NAMES[language]}: {STATES[state]}")
            for language in TRANSLATIONS
            for state in ("missing", "stale")
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Text]) -> QuerySet[Text]:
        state, _dash, language = (self.value() or "").partition("-")
        if state not in STATES or language not in TRANSLATIONS:
            return queryset
        return queryset.filter(pk__in=texts_with(state, language))


class DraftFilter(admin.SimpleListFilter):
    """Texts that somebody writes in, or that wait for a second person."""

    title = gettext_lazy("draft")
    parameter_name = "draft"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = [(str(state), str(TextDraft.State(state).label)) for state in TextDraft.OPEN]
        return [("open", _("any open draft")), *states]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Text]) -> QuerySet[Text]:
        states = TextDraft.OPEN if self.value() == "open" else (self.value(),)
        if not set(states) <= set(TextDraft.OPEN):
            return queryset
        return queryset.filter(drafts__state__in=states)


def found(texts: QuerySet[Text], typed: str) -> QuerySet[Text]:
    """The texts that hold every typed word in one of their languages or in an open draft, accents and case aside."""
    words = [folded(word) for word in typed.split()]
    held: dict[int, list[str]] = {}
    for pk, key, kind in Text.objects.values_list("pk", "key", "kind"):
        held[pk] = [f"{kind}/{key}"]
    for row in Segment.objects.all():
        held[row.text_id] += [row.wording(language) for language in LANGUAGES]
    for draft in TextDraft.objects.filter(state__in=TextDraft.OPEN):
        held[draft.text_id] += [part[language] for part in draft.body for language in LANGUAGES]
    return texts.filter(pk__in=[pk for pk, bodies in held.items() if _holds(" ".join(bodies), words)])


def _holds(text: str, words: Collection[str]) -> bool:
    inside = _folded(text)
    return all(word in inside for word in words)


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    return " ".join(map(folded, text.split()))


def columns() -> tuple[Any, ...]:
    """A column of counts for each language that is translated."""
    found_columns = []
    for language in TRANSLATIONS:
        column = partial(counted, language=language)
        column.short_description = NAMES[language]  # type: ignore[attr-defined]
        column.__name__ = f"in_{language}"  # type: ignore[attr-defined]
        found_columns.append(column)
    return tuple(found_columns)


def findings() -> Callable[[Text], str]:
    """A column of what the meaning check asks, looked up once for the whole list."""

    @lru_cache(maxsize=1)
    def asked() -> Counter[tuple[str, str]]:
        return Counter((f"{row.kind}/{row.key}", row.language) for row in doubtful())

    def column(text: Text) -> str:
        return "; ".join(f"{NAMES[one]}: {asked()[str(text), one]}" for one in LANGUAGES if asked()[str(text), one])

    column.short_description = gettext_lazy("findings")  # type: ignore[attr-defined]
    return column

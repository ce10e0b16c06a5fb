"""The texts that are hardest to read, by language, for everybody who works here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.content.library import Library, library
from advisor.content.models import Text
from advisor.content.prose import LANGUAGES
from advisor.content.readability import BUDGETS, ENOUGH, LEFT_OUT, Budget, Reading, measure
from advisor.content.seeds import KINDS
from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.rules.law import Law
from advisor.web.words import label

from .editing import NAMES
from .meaning import texts_by_name

PER_PAGE = 50


KIND_NAMES = {"easy": gettext_lazy("easy language"), "question": gettext_lazy("question"), **dict(Text.Kind.choices)}


@dataclass(frozen=True, slots=True)
class Measured:
    """A text of one language with its figures. kind: that of its budget; name: kind/key, or the words of a question."""

    kind: str
    name: str
    reading: Reading

    @property
    def kind_name(self) -> str:
        """What the kind is called."""
        return str(KIND_NAMES[self.kind])

    @property
    def budget(self) -> Budget:
        """What a text of its kind may cost the reader."""
        return BUDGETS[self.kind]

    @property
    def broken(self) -> list[str]:
        """The figures that are beyond it."""
        return self.budget.broken(self.reading)

    @property
    def share(self) -> float:
        """How much of its budget it has used; above one it is broken."""
        used = self.reading.sentence_length / self.budget.sentence
        return max(used, self.reading.lix / self.budget.lix) if self.reading.words >= ENOUGH else used


def measured(texts: Library, language: str, law: Law) -> Iterator[Measured]:
    """Every text and every question; the part in easy language counts by itself. What has no translation is left out."""
    for kind in KINDS:
        for key in texts.keys(kind):
            parts = [part for part in texts.wordings(kind, key, language) if part.language == language]
            easy = [part.text for part in parts if part.role == "easy"]
            rest = [part.text for part in parts if part.role not in ("easy", *LEFT_OUT)]
            yield from _measured(((kind, rest), ("easy", easy)), f"{kind}/{key}", language, law)
    for asked, hint in dict.fromkeys(
        (one.label, one.hint) for flow in all_flows().values() for one in flow.questions.values()
    ):
        said = label(asked, language)
        yield from _measured([("question", [said, label(hint, language)])], said, language, law)


def _measured(passages: Iterable[tuple[str, list[str]]], name: str, language: str, law: Law) -> Iterator[Measured]:
    for kind, wordings in passages:
        if reading := measure(wordings, language, law):
            yield Measured(kind, name, reading)


@lru_cache(maxsize=2 * len(LANGUAGES))
def _worst_first(texts: Library, language: str, day: date) -> list[Measured]:
    law = current_figures().on(day)
    return sorted(measured(texts, language, law), key=lambda one: (-one.share, one.kind, one.name))


def of_text(name: str) -> list[tuple[str, Measured]]:
    """The figures of one text, by the name of each language."""
    day = timezone.localdate()
    return [
        (NAMES[language], one)
        for language in LANGUAGES
        for one in _worst_first(library(), language, day)
        if one.name == name
    ]


def listed(site: AdminSite) -> Callable[[HttpRequest], HttpResponse]:
    """The page of a language, the hardest text first."""

    def shown(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("language", "")
        language = asked if asked in LANGUAGES else LANGUAGES[0]
        page = Paginator(_worst_first(library(), language, timezone.localdate()), PER_PAGE).get_page(
            request.GET.get("page")
        )
        texts = texts_by_name() if request.user.has_perm("content.view_text") else {}  # type: ignore[union-attr]
        context: dict[str, Any] = {
            **site.each_context(request),
            "title": _("How easy the texts are to read"),
            "language": language,
            "languages": [(code, NAMES[code]) for code in LANGUAGES],
            "has_ease": language in BUDGETS["easy"].ease,
            "page": page,
            "lines": [(one, texts.get(one.name)) for one in page],
        }
        return TemplateResponse(request, "admin/readability.html", context)

    return shown

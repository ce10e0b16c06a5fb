"""Languages in the admin: what the meaning check asks, how far each language is, and texts as files for translators."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisor.content.models import TRANSLATIONS
from advisor.content.prose import LANGUAGES
from advisor.content.wording import QUOTED
from advisor.web.asking import asked_on

from .exchange import Malformed, exported, imported
from .meaning import confirm, counted, doubtful, texts_by_name
from .models import SameMeaning
from .progress import progress, share
from .roles import languages_of
from .text_places import place_of

NAMES = dict(settings.LANGUAGES)
PER_PAGE = 50
QUICK = ("guide", "term", "page")
"""Kinds of texts whose page is known without trying out interviews."""


@admin.register(SameMeaning)
class LanguageAdmin(admin.ModelAdmin):
    """The list is what the check asks; what was said about it is kept below."""

    def has_view_permission(self, request: HttpRequest, obj: SameMeaning | None = None) -> bool:
        return bool(languages_of(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SameMeaning | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SameMeaning | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What was said is read in the list."""
        return HttpResponseRedirect(reverse("admin:staff_samemeaning_changelist"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("same/", wrap(require_POST(self.same)), name="same_meaning"),
            path("languages/<str:language>/", wrap(self.language), name="staff_language"),
            path("languages/<str:language>/export/", wrap(self.export), name="staff_language_export"),
            path("languages/<str:language>/import/", wrap(self.take), name="staff_language_import"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """What the meaning check asks, in the languages that this person writes."""
        own = languages_of(request.user)
        if not own:
            raise PermissionDenied
        rows = doubtful()
        asked = request.GET.get("language", "")
        language = asked if asked in own else next((one for one in own if counted(rows)[one]), own[0])
        page = Paginator([row for row in rows if row.language == language], PER_PAGE).get_page(request.GET.get("page"))
        texts = texts_by_name()
        lines = [
            {
                "row": row,
                "text": texts.get(f"{row.kind}/{row.key}"),
                "german": marked(row.german, row.faults),
                "wording": marked(row.wording, row.faults),
            }
            for row in page
        ]
        said = SameMeaning.objects.filter(language=language).select_related("by").order_by("-at")[:PER_PAGE]
        counts = [(one, NAMES[one], counted(rows)[one]) for one in own]
        about = {"language": language, "counts": counts, "page": page, "lines": lines, "said": said}
        return render(request, "admin/languages/meaning.html", self._context(request, _("Check meanings"), about))

    def same(self, request: HttpRequest) -> HttpResponse:
        """One click: it means the same."""
        language, name = request.POST.get("language", ""), request.POST.get("name", "")
        try:
            confirm(
                name, language, request.POST.get("mark", ""), request.POST.get("reason", "").strip()[:300], request.user
            )
        except LookupError as error:
            messages.error(request, str(error.args[0]))
        else:
            messages.success(
                request, _("%(name)s: means the same, until one of the two texts changes.") % {"name": name}
            )
        back = reverse("admin:staff_samemeaning_changelist")
        return HttpResponseRedirect(f"{back}?language={language}" if language in LANGUAGES else back)

    def language(self, request: HttpRequest, language: str) -> HttpResponse:
        """How far a language is, text by text; most urgent first."""
        self._allowed(request, language)
        rows = progress(language)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        law = asked_on().law
        lines = []
        for row in page:
            place = place_of(row.text.kind, row.text.key, language, law) if row.text.kind in QUICK else None
            address = (
                place.path(language)
                if place and not place.posted
                else reverse("admin:text_preview", args=[row.text.pk])
            )
            lines.append({"row": row, "address": address, "seen": place is not None})
        own = [one for one in languages_of(request.user) if one in TRANSLATIONS]
        about = {
            "language": language,
            "name": NAMES[language],
            "share": share(rows),
            "page": page,
            "lines": lines,
            "languages": [(one, NAMES[one]) for one in own],
        }
        title = _("Translation into %(language)s") % {"language": NAMES[language]}
        return render(request, "admin/languages/language.html", self._context(request, title, about))

    def export(self, request: HttpRequest, language: str) -> HttpResponse:
        """The texts as a file."""
        self._allowed(request, language)
        headers = {"Content-Disposition": f'attachment; filename="texts.{language}.po"'}
        return HttpResponse(
            str(exported(language)), content_type="text/x-gettext-translation; charset=utf-8", headers=headers
        )

    def take(self, request: HttpRequest, language: str) -> HttpResponse:
        """A translated file into drafts, or every line that cannot be taken."""
        self._allowed(request, language)
        faults: list[tuple[int, str]] = []
        report = None
        if request.method == "POST":
            sent = request.FILES.get("file")
            if sent is None:
                faults = [(0, _("Please choose a file."))]
            else:
                try:
                    report = imported(sent.read(), request.user, language)
                except Malformed as error:
                    faults = error.faults
        about = {"language": language, "name": NAMES[language], "faults": faults, "report": report}
        context = self._context(request, _("Import translated texts"), about)
        return render(request, "admin/languages/import.html", context, status=422 if faults else 200)

    def _allowed(self, request: HttpRequest, language: str) -> None:
        if language not in TRANSLATIONS:
            raise Http404
        if language not in languages_of(request.user):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str, about: dict[str, Any]) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title} | about


def marked(text: str, faults: tuple[str, ...]) -> SafeString:
    """The text with the words marked that the faults quote."""
    quoted = {word for fault in faults for said in QUOTED.findall(fault) for word in said.split(" … ")}
    words = sorted((word for word in quoted if word in text), key=len, reverse=True)
    if not words:
        return format_html("{}", text)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))
    html, end = "", 0
    for match in pattern.finditer(text):
        html += escape(text[end : match.start()]) + format_html("<mark>{}</mark>", match[0])
        end = match.end()
    return mark_safe(html + escape(text[end:]))

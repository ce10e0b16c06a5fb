"""Texts in the admin: a list, and pages to write, review, preview and restore; nothing live is changed by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from advisor.content.models import Text

from . import readers, still_right, text_history, text_list, text_preview, text_review, text_writing
from .models import TextDraft
from .still_right import StillRightFilter

PAGES = {
    "review": text_review.review,
    "take-over": text_review.take_over_page,
    "preview": text_preview.preview,
    "preview_page": text_preview.previewed_page,
}


@admin.register(Text)
class TextAdmin(admin.ModelAdmin):
    list_display = ("title", "kind", "draft", *text_list.columns(), "key")
    list_filter = ("kind", text_list.DraftFilter, text_list.TranslationFilter, StillRightFilter)
    list_per_page = 50
    search_fields = ("key",)
    search_help_text = _("Words of the text in any language, or its key")

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_display(request), text_list.findings())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Text]:
        return text_list.with_segments(super().get_queryset(request))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (text_list.found(queryset, search_term) if search_term.strip() else queryset), False

    @admin.display(description=_("title"))
    def title(self, text: Text) -> str:
        """The German title."""
        return text_list.title_of(text)

    @admin.display(description=_("draft"))
    def draft(self, text: Text) -> str:
        """The state of the open draft."""
        return "".join(draft.get_state_display() for draft in text.open_drafts)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        """What is live changes through a draft that a second person releases."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        """A text goes when a draft without segments is released."""
        return False

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """The front page says "change" to those who may write drafts."""
        return super().get_model_perms(request) | {"change": request.user.has_perm("staff.change_textdraft")}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Words of the glossary can be added by those who write German."""
        return request.user.has_perms(["staff.add_textdraft", "staff.write_de"])

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A new word of the glossary."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return text_writing.add(request, self)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page on which the text is written, or only read."""
        return self._on_text(text_writing.write, request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every release with its difference."""
        return self._on_text(text_history.history, request, object_id)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(f"<int:pk>/{where}/", self.admin_site.admin_view(self._page(view)), name=f"text_{where}")
            for where, view in PAGES.items()
        ]
        return [*pages, *super().get_urls()]

    def _page(self, view: Any) -> Any:
        def shown(request: HttpRequest, pk: int) -> HttpResponse:
            return self._on_text(view, request, str(pk))

        return shown

    def _on_text(self, view: Any, request: HttpRequest, pk: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = get_object_or_404(Text, pk=pk if pk.isdigit() else 0)
        return view(request, text, self)

    def context(self, request: HttpRequest, text: Text | None, title: str, **about: Any) -> dict[str, Any]:
        """What every page about a text shows."""
        draft = text and TextDraft.objects.filter(text=text, state__in=TextDraft.OPEN).first()
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "text": text,
            "text_title": text and text_list.title_of(text),
            "title": title,
            "draft": draft,
            "still_right": text and still_right.about(text, request.user),
            "readers": text and readers.open_feedback_for(text.kind, text.key, request.user),
        } | about

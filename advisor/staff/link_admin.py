"""Links to other sites in the admin: what was found, and where each is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .link_places import Place, places
from .models import LinkCheck


def _with_links(found: Iterable[Place]) -> SafeString:
    return format_html_join(" · ", '<a href="{}">{}</a>', ((address, label) for label, address in found))


def _used_in_column() -> Callable[[LinkCheck], SafeString]:
    """The places of each link, looked up once for the whole list."""
    found = cache(places)

    def used_in(row: LinkCheck) -> SafeString:
        return _with_links(found().get(row.url, []))

    used_in.short_description = _("used in")  # type: ignore[attr-defined]
    return used_in


class ComplaintFilter(admin.SimpleListFilter):
    """Links to do something about: wrong on two runs at least a day apart."""

    title = _("seen twice")
    parameter_name = "twice"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("broken or moved on two runs"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LinkCheck]) -> QuerySet[LinkCheck]:
        return queryset.filter(pk__in=LinkCheck.complaints().values("pk")) if self.value() == "yes" else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(admin.ModelAdmin):
    list_display = ("url", "finding", "note", "moved_to", "since", "checked_at")
    list_filter = (ComplaintFilter, "finding")
    search_fields = ("url", "moved_to")
    fields = ("open", "finding", "note", "moved_to", "since", "checked_at", "used_in")

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_display(request), _used_in_column())

    @admin.display(description=_("link"))
    def open(self, row: LinkCheck) -> SafeString:
        """The link itself."""
        return format_html('<a href="{}" rel="noreferrer">{}</a>', row.url, row.url)

    @admin.display(description=_("used in"))
    def used_in(self, row: LinkCheck) -> SafeString:
        """Each place, with the page where it can be changed."""
        return _with_links(places().get(row.url, []))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

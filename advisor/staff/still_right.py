"""Texts that a person has read in all languages: still right, with name and date; shipped ones from the day they carry."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from advisor.content.models import TRANSLATIONS, Edition, Segment, Text
from advisor.content.prose import LANGUAGES
from advisor.content.seeds import read_over, readable

from .models import StillRight, TextDraft, Wording, fingerprint_of, wordings_of
from .releasing import Conflict, note

A_YEAR = timedelta(days=365)
NEVER = datetime.min.replace(tzinfo=UTC)
PER_PAGE = 50


@lru_cache(maxsize=1)
def _fingerprints(edition: int) -> dict[int, str]:
    """What each text reads now, by its key in the database."""
    parts: dict[int, list[Wording]] = defaultdict(list)
    columns = ("text_id", "slug", *(f"body_{language}" for language in LANGUAGES))
    for text, slug, *bodies in Segment.objects.order_by("text_id", "position", "pk").values_list(*columns):
        wordings = {language: body or "" for language, body in zip(LANGUAGES, bodies, strict=True)}
        parts[text].append({"slug": slug, **wordings})
    return {pk: fingerprint_of(wordings) for pk, wordings in parts.items()}


forget = _fingerprints.cache_clear
"""For tests, whose editions begin anew."""


@lru_cache(maxsize=1)
def _shipped() -> dict[tuple[str, str], str]:
    """The fingerprints of the shipped texts, by kind and key."""
    return {
        name: fingerprint_of([{"slug": segment.slug, **segment.bodies} for segment in text.segments])
        for name, text in readable()[0].items()
    }


def last_confirmed() -> dict[int, datetime]:
    """When each text was last confirmed as it reads now: by a person, by a release, or on the day it carries as shipped."""
    now = _fingerprints(Edition.current())
    day = timezone.make_aware(datetime.combine(read_over(), time()))
    names = Text.objects.values_list("pk", "kind", "key")
    found = {pk: day for pk, *name in names if pk in now and now[pk] == _shipped().get(tuple(name))}
    said = list(StillRight.objects.values_list("text_id", "wording", "at"))
    released = TextDraft.objects.filter(state=TextDraft.State.RELEASED, released_at__gt=timezone.now() - A_YEAR)
    said += [(draft.text_id, fingerprint_of(draft.body), draft.released_at) for draft in released]
    for pk, wording, at in said:
        if now.get(pk) == wording:
            found[pk] = max(found.get(pk, at), at)
    return found


def unconfirmed() -> list[int]:
    """The texts that nobody has confirmed for a year as they read now."""
    since, confirmed = timezone.now() - A_YEAR, last_confirmed()
    return [pk for pk in _fingerprints(Edition.current()) if pk not in confirmed or confirmed[pk] <= since]


def read_over_on(text: Text) -> date | None:
    """The day that the text carries where it reads as it was shipped."""
    return read_over() if _shipped().get((text.kind, text.key)) == fingerprint_of(wordings_of(text)) else None


def last_of(text: Text) -> StillRight | None:
    """Who last confirmed the text as it reads now."""
    wording = fingerprint_of(wordings_of(text))
    return StillRight.objects.filter(text=text, wording=wording).select_related("by").order_by("-at").first()


@transaction.atomic
def confirm(text: Text, seen: str, user: Any) -> StillRight:
    """Note that a person has read this text in all languages. `seen`: the fingerprint of what stood before them.
    Raises `PermissionDenied`, and `Conflict` where the text has changed meanwhile or a translation is not current."""
    if not user.has_perm("staff.add_stillright"):
        raise PermissionDenied(_("You may not confirm texts."))
    now = fingerprint_of(wordings_of(text))
    if seen != now:
        raise Conflict(_("The text has changed meanwhile. Please read it again."))
    if any(part.is_stale(language) for part in text.segments.all() for language in TRANSLATIONS):
        raise Conflict(_("A translation is missing or stale. Have it put right first."))
    done = StillRight.objects.create(text=text, wording=now, by=user)
    note(user, text, "still right")
    return done


def about(text: Text, user: Any) -> dict[str, Any] | None:
    """What the pages of a text say of it; None to those who may not confirm texts."""
    if not user.has_perm("staff.add_stillright"):
        return None
    return {"seen": fingerprint_of(wordings_of(text)), "last": last_of(text), "shipped": read_over_on(text)}


# Pages ---------------------------------------------------------------------------------------------------------------


class StillRightFilter(admin.SimpleListFilter):
    """Texts that nobody has confirmed for a year."""

    title = gettext_lazy("still right")
    parameter_name = "still_right"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", gettext_lazy("not confirmed for a year")), ("yes", gettext_lazy("confirmed within a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Text]) -> QuerySet[Text]:
        if self.value() not in ("yes", "no"):
            return queryset
        return (
            queryset.exclude(pk__in=unconfirmed()) if self.value() == "yes" else queryset.filter(pk__in=unconfirmed())
        )


def listed(site: AdminSite) -> Any:
    """The page of texts to confirm, those longest unread first."""

    def shown(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("staff.add_stillright"):  # type: ignore[union-attr]
            raise PermissionDenied
        last = last_confirmed()
        texts = Text.objects.filter(pk__in=unconfirmed()).prefetch_related("segments")
        unread = sorted(texts, key=lambda text: (last.get(text.pk, NEVER), text.kind, text.key))
        page = Paginator(unread, PER_PAGE).get_page(request.GET.get("page"))
        marks = _fingerprints(Edition.current())
        lines = [
            (text, marks.get(text.pk, ""), next(iter(text.segments.all()), None), last.get(text.pk)) for text in page
        ]
        context = {**site.each_context(request), "title": _("Still right?"), "page": page, "lines": lines}
        return TemplateResponse(request, "admin/still_right.html", context)

    return shown


@require_POST
def confirmed(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: this text is still right, in all languages."""
    text = get_object_or_404(Text, pk=pk)
    try:
        confirm(text, request.POST.get("seen", ""), request.user)
    except Conflict as conflict:
        messages.error(request, f"{text}: {conflict}")
    else:
        messages.success(request, _("%(text)s is confirmed as still right.") % {"text": text})
    if request.POST.get("back") == "text":
        return HttpResponseRedirect(reverse("admin:content_text_change", args=[pk]))
    return HttpResponseRedirect(reverse("admin:still_right"))

"""The history of a text: who changed what, when and why; and the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from advisor.content.models import Delivery, Text
from advisor.content.prose import LANGUAGES

from .checking import Refused
from .differences import changes
from .doubts import germans
from .editing import NAMES
from .models import TextDraft, wordings_of
from .releasing import Conflict, restore_text
from .text_writing import at

PER_PAGE = 20


def history(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """Every draft of a text and every update of the site that changed it, each with its difference, the newest first.
    A released draft can be taken back by a new one."""
    drafts = TextDraft.objects.filter(text=text)
    if request.method == "POST":
        number = request.POST.get("restore", "")
        released = drafts.filter(state=TextDraft.State.RELEASED, pk=int(number) if number.isdecimal() else 0).first()
        return _restored(request, text, released)
    known = drafts.annotate(on=Coalesce("released_at", "decided_at", "begun_at")).values_list("on", "pk")
    steps = [(on, TextDraft, pk) for on, pk in known]
    steps += [(on, Delivery, pk) for on, pk in text.deliveries.values_list("at", "pk")]
    page = Paginator(sorted(steps, key=lambda step: (step[0], step[2]), reverse=True), PER_PAGE).get_page(
        request.GET.get("p")
    )
    shown = {model: [pk for _on, one, pk in page if one is model] for model in (TextDraft, Delivery)}
    told = {
        (TextDraft, draft.pk): {
            "draft": draft,
            "changes": changes(draft.before, draft.body),
            "may_restore": draft.state == TextDraft.State.RELEASED and request.user.has_perm("staff.change_textdraft"),
        }
        for draft in drafts.filter(pk__in=shown[TextDraft]).select_related("decided_by").prefetch_related("writers")
    }
    told |= {(Delivery, each.pk): each_told for each, each_told in _delivered(text, shown[Delivery])}
    entries = [told[model, pk] for _on, model, pk in page]
    context = pages.context(
        request, text, _("History of %(name)s") % {"name": text}, entries=entries, page=page, names=NAMES
    )
    return render(request, "admin/texts/history.html", context)


def _delivered(text: Text, wanted: Collection[int]) -> Iterator[tuple[Delivery, dict[str, Any]]]:
    """What updates of the site changed in a text, with the German words behind the fingerprints."""
    found = list(text.deliveries.filter(pk__in=wanted))
    noted = {part["de"] for delivery in found for part in (*delivery.before, *delivery.after)}
    german = germans(wordings_of(text), noted) if noted else {}
    for delivery in found:
        before, after = (
            [
                {language: part.get(language, "") for language in LANGUAGES}
                | {"slug": part["slug"], "de": german.get(part["de"], ""), "matches": []}
                for part in state
            ]
            for state in (delivery.before, delivery.after)
        )
        yield delivery, {"delivery": delivery, "changes": changes(before, after)}


def _restored(request: HttpRequest, text: Text, released: TextDraft | None) -> HttpResponse:
    if released is None:
        messages.error(request, _("There is no such release."))
        return HttpResponseRedirect(at("history", text))
    try:
        restore_text(released, request.user)
    except Conflict as conflict:
        messages.error(request, str(conflict))
    except Refused as refused:
        messages.error(request, _("The text as it was cannot be kept today: %(why)s") % {"why": refused})
        return HttpResponseRedirect(at("history", text))
    except PermissionDenied as denied:
        if not request.user.has_perm("staff.change_textdraft"):
            raise
        messages.error(request, str(denied))
        return HttpResponseRedirect(at("history", text))
    else:
        messages.success(request, _("A new draft reads as the text did before that release. Please look and send it."))
    return HttpResponseRedirect(at("change", text))

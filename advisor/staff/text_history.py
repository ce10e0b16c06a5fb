"""The history of a text: who changed what, when and why; and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from advisor.content.models import Text

from .checking import Refused
from .differences import changes
from .editing import NAMES
from .models import TextDraft
from .releasing import Conflict, restore_text
from .text_writing import at

PER_PAGE = 20


def history(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """Every draft of a text with its difference, the newest first; a released one can be taken back by a new draft."""
    drafts = TextDraft.objects.filter(text=text).select_related("decided_by").prefetch_related("writers")
    if request.method == "POST":
        number = request.POST.get("restore", "")
        released = drafts.filter(state=TextDraft.State.RELEASED, pk=int(number) if number.isdecimal() else 0).first()
        return _restored(request, text, released)
    page = Paginator(drafts.order_by("-released_at", "-begun_at", "-pk"), PER_PAGE).get_page(request.GET.get("p"))
    entries = [
        {
            "draft": draft,
            "changes": changes(draft.before, draft.body),
            "may_restore": draft.state == TextDraft.State.RELEASED and request.user.has_perm("staff.change_textdraft"),
        }
        for draft in page
    ]
    context = pages.context(
        request, text, _("History of %(name)s") % {"name": text}, entries=entries, page=page, names=NAMES
    )
    return render(request, "admin/texts/history.html", context)


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

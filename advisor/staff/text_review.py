"""The page of the second person: what a draft changes, and to release it, to plan it or to give it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.content.confirmed import entry
from advisor.content.models import Text

from .differences import changes, difference
from .doubts import Doubt, doubts
from .editing import NAMES
from .models import SameMeaning, wordings_of
from .releasing import Conflict, give_back, has_moved, release_text, take_over
from .roles import languages_of
from .text_writing import at, open_draft
from .wordings import joined, marks_of

DAY_AND_TIME = "%Y-%m-%dT%H:%M"


class ReleaseForm(forms.Form):
    """When to release; at once where nothing is given."""

    on = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Release on (day and time in Berlin)"),
        help_text=gettext_lazy("Leave this empty to release now."),
        input_formats=[DAY_AND_TIME, "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d.%m.%Y %H:%M", "%d.%m.%Y"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, DAY_AND_TIME),
    )

    def clean_on(self) -> Any:
        """A moment to come."""
        on = self.cleaned_data["on"]
        if on and on <= timezone.now():
            raise forms.ValidationError(_("This moment has passed."))
        return on


class GiveBackForm(forms.Form):
    """What has to be done better."""

    remark = forms.CharField(
        max_length=300, label=gettext_lazy("What has to be changed"), widget=forms.Textarea({"rows": 2})
    )


def review(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """Show the draft beside what visitors read now, and decide on it."""
    draft = open_draft(text)
    if draft is None:
        messages.info(request, _("This text has no open draft."))
        return HttpResponseRedirect(at("change", text))
    action = request.POST.get("do", "")
    release = ReleaseForm(request.POST if action == "release" else None)
    back = GiveBackForm(request.POST if action == "give-back" else None)
    if request.method == "POST":
        draft.version = int(version) if (version := request.POST.get("version", "")).isdecimal() else 0
        try:
            if action == "release" and release.is_valid():
                draft = release_text(draft, request.user, release.cleaned_data["on"])
                messages.success(request, _("It is released.") if draft.released_at else _("It will be released then."))
                return HttpResponseRedirect(at("change", text))
            if action == "give-back" and back.is_valid():
                give_back(draft, request.user, back.cleaned_data["remark"])
                messages.success(request, _("It is given back to those who wrote it."))
                return HttpResponseRedirect(at("change", text))
        except Conflict as conflict:
            messages.error(request, str(conflict))
            return HttpResponseRedirect(at("review", text))
        except PermissionDenied as denied:
            if not request.user.has_perm("staff.release_textdraft"):
                raise
            messages.error(request, str(denied))
            return HttpResponseRedirect(at("review", text))
    writers = list(draft.writers.all())
    context = pages.context(
        request,
        text,
        _("Review of %(name)s") % {"name": text},
        changes=changes(draft.before, draft.body),
        doubts=[(doubt, NAMES[doubt.language], _answer(doubt)) for doubt in doubts(text, draft.before, draft.body)],
        writers=writers,
        names=NAMES,
        moved=has_moved(draft),
        may_release=request.user.has_perm("staff.release_textdraft"),
        wrote=request.user in writers,
        release=release,
        back=back,
    )
    return render(request, "admin/texts/review.html", context, status=400 if release.errors or back.errors else 200)


def _answer(doubt: Doubt) -> SameMeaning | None:
    """Who has said that it means the same, and why."""
    name, language, german, wording = entry(doubt.finding)
    same = Q(name=name, language=language, german=german, wording=wording)
    return SameMeaning.objects.filter(same).select_related("by").first()


def take_over_page(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """Bring a draft up to a text that has changed meanwhile, segment by segment."""
    draft = open_draft(text)
    if draft is None or not has_moved(draft):
        messages.info(request, _("The text has not changed since the draft was begun."))
        return HttpResponseRedirect(at("change", text))
    writable = languages_of(request.user)
    if not writable:
        raise PermissionDenied
    now = wordings_of(text)
    _body, clashes = joined(marks_of(draft.before), draft.body, now)
    if request.method == "POST":
        draft.version = int(version) if (version := request.POST.get("version", "")).isdecimal() else 0
        theirs = {
            (one.slug, one.language) for one in clashes if request.POST.get(f"{one.slug}-{one.language}") == "now"
        }
        try:
            take_over(draft, request.user, theirs)
        except Conflict as conflict:
            messages.error(request, str(conflict))
            return HttpResponseRedirect(at("take-over", text))
        messages.success(request, _("The draft now lies over the text of today. Please look through it and send it."))
        return HttpResponseRedirect(at("change", text))
    mine, first = ({part["slug"]: part for part in state} for state in (draft.body, draft.before))
    rows = [
        {
            "slug": clash.slug,
            "language": NAMES[clash.language],
            "code": clash.language,
            "name": f"{clash.slug}-{clash.language}",
            "first": (old := first.get(clash.slug, {}).get(clash.language, "")),
            "mine": difference(old, mine.get(clash.slug, {}).get(clash.language, "")),
            "now": difference(old, clash.theirs or ""),
            "gone": clash.theirs is None,
            "removed": clash.slug not in mine,
            "writable": clash.language in writable,
        }
        for clash in clashes
    ]
    title = _("Take over the text of today: %(name)s") % {"name": text}
    follow = changes(draft.before, now)
    return render(
        request,
        "admin/texts/take_over.html",
        pages.context(request, text, title, rows=rows, follow=follow, names=NAMES),
    )

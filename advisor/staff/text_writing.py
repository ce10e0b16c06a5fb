"""Writing a text: the page with its segments, and what its buttons do."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.content.models import Text
from advisor.content.prose import LANGUAGES, fill
from advisor.content.seeds import KEY
from advisor.content.stems import folded
from advisor.directory.shelf import current_figures
from advisor.rules.law import FIGURES
from advisor.web.asking import asked_on

from .checking import Refused
from .editing import NAMES, NEW_ROLES, Sent, faults_of_the_whole, is_whole, lines, read, rearranged
from .models import TextDraft, Wording, wordings_of
from .needs import needed_by
from .releasing import Conflict, begin_text, has_moved, save_text, send, throw_away
from .roles import languages_of
from .wordings import Clash, joined, marks_of

ARRANGING = ("up-", "down-", "remove-", "add-")


def at(name: str, text: Text) -> str:
    """The address of a page about a text: change, history, review, take-over, preview."""
    return reverse(
        f"admin:content_text_{name}" if name in ("change", "history") else f"admin:text_{name}", args=[text.pk]
    )


def write(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """Show a text to those who write it or only read it, and do what a button says."""
    draft = open_draft(text)
    if request.method != "POST":
        return _shown(request, text, pages, draft)
    if not is_whole(request.POST):
        messages.error(request, _("The form came in parts only. Nothing was saved; please try again."))
        return _shown(request, text, pages, draft, status=400)
    sent = read(request.POST, draft.body if draft else wordings_of(text))
    action = request.POST.get("do", "save")
    if action.startswith(ARRANGING):
        sent.body = rearranged(text, sent, action)
        messages.warning(request, _("This is not saved yet."))
        return _shown(request, text, pages, draft, sent)
    if action == "find":
        return _shown(request, text, pages, draft, sent)
    if action == "throw":
        return _throw(request, text, pages, draft, sent)
    try:
        with transaction.atomic():
            draft = _saved(text, sent, request.user)
    except Refused as refused:
        return _shown(request, text, pages, draft, sent, refused=refused)
    except Conflict as conflict:
        return _collided(request, text, pages, sent, conflict)
    return _after(request, text, pages, draft, action)


def open_draft(text: Text) -> TextDraft | None:
    """The open draft of a text."""
    return TextDraft.objects.filter(text=text, state__in=TextDraft.OPEN).first()


def _saved(text: Text, sent: Sent, user: Any) -> TextDraft:
    draft = begin_text(text, user)
    begun_now = draft.version == 1 and not draft.writers.exists()
    if sent.version == 0 and not (begun_now and marks_of(draft.before) == sent.base):
        raise Conflict(_("This text has been changed meanwhile."), draft)
    return save_text(draft, sent.body, sent.why, sent.version or draft.version, user, sent.same)


def _after(request: HttpRequest, text: Text, pages: Any, draft: TextDraft, action: str) -> HttpResponse:
    """What follows when the draft is saved."""
    if action == "send":
        try:
            send(draft, request.user)
        except Refused as refused:
            messages.success(request, _("The draft is saved."))
            return _shown(request, text, pages, draft, refused=refused, sending=True)
        except Conflict as conflict:
            messages.error(request, str(conflict))
            return HttpResponseRedirect(at("change", text))
        messages.success(request, _("The draft is saved and waits for a second person, who releases it."))
        return HttpResponseRedirect(at("change", text))
    messages.success(request, _("The draft is saved. Visitors do not see it before it is released."))
    return HttpResponseRedirect(at("preview" if action == "preview" else "change", text))


def _throw(request: HttpRequest, text: Text, pages: Any, draft: TextDraft | None, sent: Sent) -> HttpResponse:
    """Give the draft up, asked twice."""
    if draft is None or draft.version != sent.version:
        return _collided(request, text, pages, sent, Conflict(_("This text has been changed meanwhile."), draft))
    if request.POST.get("sure") != "yes":
        return _shown(request, text, pages, draft, sent, asks_to_throw=True)
    try:
        throw_away(draft, request.user)
    except Conflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.success(request, _("The draft is thrown away. It stays in the history."))
    return HttpResponseRedirect(at("change", text))


def _collided(request: HttpRequest, text: Text, pages: Any, sent: Sent, conflict: Conflict) -> HttpResponse:
    """Tell that somebody was faster; what both wrote stands side by side, and saving again joins it."""
    draft = open_draft(text)
    theirs = draft.body if draft else wordings_of(text)
    sent.body, clashes = joined(sent.base, sent.body, theirs)
    who = ", ".join(str(writer) for writer in draft.writers.all()) if draft else ""
    told = str(conflict) if not who else _("%(told)s By: %(who)s.") % {"told": conflict, "who": who}
    messages.error(request, told)
    messages.warning(
        request,
        _("Nothing of yours is lost: it stands below, joined with what the others wrote. Please look and save again."),
    )
    sent.version, sent.base = (draft.version if draft else 0), marks_of(theirs)
    return _shown(request, text, pages, draft, sent, clashes=clashes, status=409)


def _shown(
    request: HttpRequest,
    text: Text,
    pages: Any,
    draft: TextDraft | None,
    sent: Sent | None = None,
    *,
    refused: Refused | None = None,
    clashes: list[Clash] | None = None,
    sending: bool = False,
    asks_to_throw: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = wordings_of(text)
    before, saved = (draft.before, draft.body) if draft else (now, now)
    if sent is None:
        begun = saved or [_empty("title"), _empty("p-1")]
        sent = Sent(begun, marks_of(saved), draft.version if draft else 0, draft.why if draft else "")
    may = languages_of(request.user) if request.user.has_perm("staff.change_textdraft") else ()
    writable = () if draft and draft.state == draft.State.SCHEDULED else may
    faults = refused.faults if refused else {}
    if refused and not sending:
        messages.error(request, _("Nothing was saved yet: please look at the marked fields."))
    elif refused:
        messages.error(request, _("It cannot be sent yet: please answer what is marked."))
    context = pages.context(
        request,
        text,
        _("Text %(name)s") % {"name": text},
        lines=lines(text, before, saved, sent.body, writable, faults, clashes or (), sent.same),
        whole=faults_of_the_whole(faults, sent.body),
        sent=sent,
        base=json.dumps(sent.base),
        writable=[NAMES[language] for language in writable],
        may_arrange="de" in writable,
        new_roles=NEW_ROLES,
        figures=_figures(sent.wanted),
        needs=needed_by(text.kind, text.key),
        moved=draft is not None and has_moved(draft),
        writers=draft.writers.all() if draft else (),
        may_release=request.user.has_perm("staff.release_textdraft"),
        asks_to_throw=asks_to_throw,
    )
    return render(request, "admin/texts/write.html", context, status=status)


def _empty(slug: str) -> Wording:
    return {"slug": slug, **dict.fromkeys(LANGUAGES, ""), "matches": [], "made_from": {}}


def _figures(wanted: str) -> list[dict[str, str]]:
    """The named figures with their value today; those that hold every word searched for."""
    law, series = asked_on().law, current_figures().series
    words = [folded(word) for word in wanted.split()]
    found = []
    for name in sorted(FIGURES):
        term = series[name].term if name in series else getattr(FIGURES[name], "term", "")
        if all(word in folded(f"{name} {term}") for word in words):
            found.append({"name": name, "term": term, "value": fill(f"${{{name}}}", law, "de")})
    return found


class NewWord(forms.Form):
    """The key of a new word of the glossary."""

    key = forms.RegexField(
        rf"^(?:{KEY.pattern})\Z",
        max_length=100,
        label=gettext_lazy("key"),
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, for instance sick-pay. Texts link to it as term:sick-pay."
        ),
    )

    def clean_key(self) -> str:
        """The key of no other word."""
        key = str(self.cleaned_data["key"])
        if Text.objects.filter(kind=Text.Kind.TERM, key=key, segments__isnull=False).exists():
            raise forms.ValidationError(_("There is a word with this key already."))
        return key


@transaction.atomic
def add(request: HttpRequest, pages: Any) -> HttpResponse:
    """Ask for the key of a new word; it begins as a draft with a title and a paragraph."""
    form = NewWord(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text, _made = Text.objects.get_or_create(kind=Text.Kind.TERM, key=form.cleaned_data["key"])
        begin_text(text, request.user)
        return HttpResponseRedirect(at("change", text))
    context = pages.context(request, None, _("Add a word to the glossary"), form=form)
    return render(request, "admin/texts/add.html", context)

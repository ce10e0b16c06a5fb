"""A draft as visitors would read it: the site's own page, in any language, under the law of any day, also on a phone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin

from advisor.content.library import Library, Part, library, showing
from advisor.content.models import Text
from advisor.content.prose import LANGUAGES
from advisor.content.prose import render as html_of
from advisor.directory.shelf import current_figures
from advisor.rules.figures import FIRST_DAY, LAST_DAY
from advisor.web.words import Words

from .models import TextDraft
from .roles import languages_of
from .text_places import Place, place_of
from .text_writing import at, open_draft

HERE = "previewed"
"""The anchor at which the preview opens: the text, on a page that shows more."""
WIDTHS = {"phone": gettext_lazy("phone"), "wide": gettext_lazy("wide screen")}


class PreviewForm(forms.Form):
    """What to look at, and how."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Language"))
    as_of = forms.DateField(
        required=False, label=gettext_lazy("Law of"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    width = forms.ChoiceField(choices=WIDTHS, label=gettext_lazy("Width"))
    state = forms.ChoiceField(
        choices={"draft": gettext_lazy("with the draft"), "live": gettext_lazy("as visitors read it now")},
        label=gettext_lazy("Text"),
    )

    def clean_as_of(self) -> Any:
        """A day that the site answers for; today where none is given."""
        day = self.cleaned_data["as_of"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(
                _("The site answers for days from %(first)s to %(last)s.") % {"first": FIRST_DAY, "last": LAST_DAY}
            )
        return day


def _form(request: HttpRequest, language: str = "de") -> PreviewForm:
    chosen = {"language": language, "width": "phone", "state": "draft", "as_of": ""} | request.GET.dict()
    return PreviewForm(chosen)


@csp_replace({"frame-src": [SELF]})
def preview(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """The choice of language, day and width, and the page in a frame."""
    form = _form(request, next(iter(languages_of(request.user)), "de"))
    query = {}
    if form.is_valid():
        query = {name: str(value) for name, value in form.cleaned_data.items() if value and name != "width"}
    context = pages.context(
        request,
        text,
        _("Preview of %(name)s") % {"name": text},
        form=form,
        width=form.cleaned_data.get("width", "phone"),
        frame=f"{at('preview_page', text)}?{urlencode(query)}#{HERE}" if query else "",
    )
    return render(request, "admin/texts/preview.html", context, status=200 if query else 400)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def previewed_page(request: HttpRequest, text: Text, pages: Any) -> HttpResponse:
    """The page of the site on which the text stands, as the site itself makes it."""
    form = _form(request)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), content_type="text/plain; charset=utf-8", status=400)
    language, day = form.cleaned_data["language"], form.cleaned_data["as_of"]
    texts = library()
    draft = open_draft(text)
    if draft and form.cleaned_data["state"] == "draft":
        segments = [(part["slug"], {one: part[one] for one in LANGUAGES}) for part in draft.body]
        texts = texts.with_text(text.kind, text.key, segments, edition=-draft.pk)
    today = min(max(timezone.localdate(), FIRST_DAY), LAST_DAY)
    law = current_figures().on(day or today)
    with translation.override(language), showing(texts):
        stands = texts.has(text.kind, text.key) and texts.wordings(text.kind, text.key, language)
        place = place_of(text.kind, text.key, language, law) if stands else None
        if place is None:
            response = _alone(request, text, texts, language, law)
        else:
            response = _visited(request, place, language, {"as_of": day.isoformat()} if day else {})
            changed = _changed(draft) if draft else set()
            parts = texts.get(text.kind, text.key, language, law)
            _mark(response, sorted(parts, key=lambda part: part.id not in changed))
    for name in ("ETag", "Expires"):
        response.headers.pop(name, None)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    if response.get("Content-Type", "").startswith("text/html"):
        response.content = response.content.replace(b"<head>", b'<head><base target="_blank">', 1)
    return response


def _changed(draft: TextDraft) -> set[str]:
    """The ids of the segments that a draft words otherwise, in whichever language."""
    before = [(part["slug"], *(part[one] for one in LANGUAGES)) for part in draft.before]
    return {part["slug"] for part in draft.body if (part["slug"], *(part[one] for one in LANGUAGES)) not in before}


def _mark(response: HttpResponse, parts: list[Part]) -> None:
    """Set the anchor where the first of these parts that stands on the page begins; links to it do not count."""
    before, main, page = response.content.decode().partition("<main")
    for part in parts:
        if found := re.search(rf"<(?!a\b)\w[^<>]*>(?={re.escape(html_of(part.text))})", page):
            page = f'{page[: found.end()]}<span id="{HERE}"></span>{page[found.end() :]}'
            response.content = before + main + page
            return


def _visited(request: HttpRequest, place: Place, language: str, dated: dict[str, str]) -> HttpResponse:
    """The answer of the site's own view to a visitor who asks for that place."""
    asked = HttpRequest()
    asked.META = {
        key: value
        for key, value in request.META.items()
        if key.startswith(("SERVER_", "wsgi.", "REMOTE_")) or key in ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO")
    }
    asked.path = asked.path_info = place.path(language)
    fields = QueryDict(mutable=True)
    fields.update({**place.fields, **dated})
    asked.method = "POST" if place.posted and place.fields else "GET"
    if asked.method == "POST":
        asked.POST = fields  # type: ignore[assignment]
    else:
        asked.GET = fields  # type: ignore[assignment]
    asked.LANGUAGE_CODE = language  # type: ignore[attr-defined]
    view, arguments, named = resolve(asked.path)
    return view(asked, *arguments, **named)


def _alone(request: HttpRequest, text: Text, texts: Library, language: str, law: Any) -> HttpResponse:
    """The text by itself, where no page was found that shows it."""
    parts = Words(language).parts(text.kind, text.key, law) if texts.has(text.kind, text.key) else []
    return render(request, "admin/texts/alone.html", {"parts": parts, "language": language, "text": text})

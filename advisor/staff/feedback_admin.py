"""Feedback of readers in the admin: what was said, about which state of which page; answered with a note, and closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advisor.content.library import library
from advisor.content.models import Text
from advisor.directory.shelf import current_figures
from advisor.web.asking import asked_on
from advisor.web.models import Feedback
from advisor.web.page_keys import Seen, fingerprint
from advisor.web.page_places import name_of, place_of
from advisor.web.words import Words

from .readers import set_state, texts_about
from .releasing import note
from .roles import languages_of

SHOWN = 90


class FeedbackForm(forms.ModelForm):
    """The note of staff, and whether the matter is closed."""

    class Meta:
        model = Feedback
        fields = ("note", "state")
        widgets = {"note": forms.Textarea({"rows": 4, "maxlength": 2000})}


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    form = FeedbackForm
    list_display = ("received_on", "page_name", "verdict", "beginning", "language", "state", "noted")
    list_display_links = ("received_on", "beginning")
    list_filter = ("state", "verdict", "language", "kind", "key")
    list_per_page = 50
    search_fields = ("key", "words", "note")
    search_help_text = gettext_lazy("Words of the reader, of the note, or the key of a page")
    date_hierarchy = "received_on"
    actions = ("close",)
    fields = ("said", "verdict", "page_link", "texts", "language", "law", "then", "received_on", "note", "state")
    readonly_fields = fields[:-2]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        """What was said in the languages that this person writes."""
        return super().get_queryset(request).filter(language__in=languages_of(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers write it."""
        return False

    def save_model(self, request: HttpRequest, obj: Feedback, form: Any, change: bool) -> None:
        set_state(obj, obj.state)
        super().save_model(request, obj, form, change)

    @admin.action(description=gettext_lazy("Close the chosen feedback"), permissions=["change"])
    def close(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> None:
        """Close many at once."""
        found = list(queryset.filter(state=Feedback.State.OPEN))
        for row in found:
            set_state(row, Feedback.State.CLOSED)
            row.save(update_fields=["state", "closed_on"])
            note(request.user, row, _("closed"))
        said = ngettext("%(number)s message is closed.", "%(number)s messages are closed.", len(found))
        self.message_user(request, said % {"number": len(found)}, messages.SUCCESS)

    @admin.display(description=gettext_lazy("page"), ordering="key")
    def page_name(self, row: Feedback) -> str:
        """The title of the page in the reader's language."""
        return _name(row)

    @admin.display(description=gettext_lazy("in the reader's words"), empty_value="–")
    def beginning(self, row: Feedback) -> str:
        """The first words."""
        return Truncator(row.words).chars(SHOWN)

    @admin.display(description=gettext_lazy("note of staff"), boolean=True)
    def noted(self, row: Feedback) -> bool:
        """Somebody has written a note."""
        return bool(row.note)

    @admin.display(description=gettext_lazy("in the reader's words"))
    def said(self, row: Feedback) -> SafeString:
        """All of it, as plain text."""
        return format_html('<p class="reader-said" lang="{}">{}</p>', row.language, row.words or "–")

    @admin.display(description=gettext_lazy("page"))
    def page_link(self, row: Feedback) -> SafeString | str:
        """The page in the reader's language, under the law that the reader saw."""
        with translation.override(row.language):
            asked = asked_on()
            place = place_of(row.page, asked, Words(row.language))
            address = place.address(as_of=row.law_day.isoformat() if row.law_day else None) if place else ""
        if not address:
            return _("There is no such page any more: %(page)s") % {"page": row.page}
        return format_html('<a href="{}">{}</a> <code>{}</code>', address, _name(row), row.page)

    @admin.display(description=gettext_lazy("texts"))
    def texts(self, row: Feedback) -> SafeString | str:
        """Where the texts of the page are written."""
        found = [Text.objects.filter(kind=kind, key=key).first() for kind, key in texts_about(row)]
        links = [(reverse("admin:content_text_change", args=[text.pk]), str(text)) for text in found if text]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "–"

    @admin.display(description=gettext_lazy("law of"))
    def law(self, row: Feedback) -> str:
        """The day that the reader asked for."""
        day = str(row.law_day or _("the day on which it was received"))
        return f"{day} ({_('with draft law')})" if row.draft else day

    @admin.display(description=gettext_lazy("what has changed since"))
    def then(self, row: Feedback) -> str:
        """Whether texts and figures still are what the reader saw."""
        texts = _("no text") if row.edition == library().edition else _("texts or lists")
        figures = _("no figure") if row.figures == fingerprint(current_figures()) else _("figures")
        stamp = _("edition %(edition)s, figures %(figures)s, version %(version)s") % {
            "edition": row.edition,
            "figures": row.figures,
            "version": row.version,
        }
        return f"{texts}, {figures} ({stamp})"


def _name(row: Feedback) -> str:
    with translation.override(row.language):
        words, asked = Words(row.language), asked_on()
        return name_of(row.page, asked, words) if place_of(row.page, asked, words) else Seen(row.page).key

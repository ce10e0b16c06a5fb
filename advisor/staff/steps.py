"""What a person has done lately, in their language; the log itself is kept in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from .models import TextDraft

SHOWN = 10
WORDS = (
    gettext_noop("begun"),
    gettext_noop("written"),
    gettext_noop("sent"),
    gettext_noop("given back"),
    gettext_noop("withdrawn"),
    gettext_noop("released as planned"),
    gettext_noop("not released as planned"),
    gettext_noop("released for"),
    gettext_noop("released"),
    gettext_noop("still right"),
    gettext_noop("recovery code used"),
    gettext_noop("recovery codes made"),
    gettext_noop("second factor added"),
    gettext_noop("second factor removed"),
    gettext_noop("second factor taken away on the server by"),
    gettext_noop("second factor taken away"),
)
"""How messages of the log begin; what comes after is names, days and what people wrote."""


def in_words(message: str) -> str:
    """A message of the log with its beginning translated."""
    begins = next((word for word in WORDS if message.startswith(word)), "")
    return gettext(begins) + message.removeprefix(begins) if begins else message


def steps_of(user: Any) -> Iterator[tuple[LogEntry, str, str]]:
    """The last steps of a person: the entry, where it leads (nowhere from one's own account), and what was done."""
    entries = list(LogEntry.objects.filter(user=user).select_related("content_type")[:SHOWN])
    drafts = [entry.object_id for entry in entries if _model(entry) == "textdraft"]
    texts = {str(pk): text for pk, text in TextDraft.objects.filter(pk__in=drafts).values_list("pk", "text_id")}
    for entry in entries:
        link = entry.get_admin_url() or ""
        if entry.action_flag == DELETION or _model(entry) == "user":
            link = ""
        elif _model(entry) == "textdraft" and entry.object_id in texts:
            link = reverse("admin:content_text_change", args=[texts[entry.object_id]])
        yield entry, link, entry.get_change_message()


def _model(entry: LogEntry) -> str:
    return entry.content_type.model if entry.content_type else ""

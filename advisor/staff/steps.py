"""What a person has done lately, in their language; the log itself is kept in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.utils.translation import gettext, gettext_noop

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
    for entry in LogEntry.objects.filter(user=user).select_related("content_type")[:SHOWN]:
        gone = entry.action_flag == DELETION or (entry.content_type and entry.content_type.model == "user")
        yield entry, "" if gone else entry.get_admin_url() or "", in_words(entry.get_change_message())

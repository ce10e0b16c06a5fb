"""What Django's admin says in English to staff: texts that not all of its catalogues have, icons, and the log."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.templatetags import admin_list
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext_lazy

from .steps import in_words

LACKING = (
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Error:"),
    gettext_noop("This action will <strong>enable</strong> password-based authentication for this user."),
    gettext_noop("Disable password-based authentication"),
    gettext_noop("Enable password-based authentication"),
    gettext_noop("Conflicting form data submitted. Please try again."),
    gettext_noop("Password-based authentication was disabled."),
    gettext_noop("Set password: %s"),
    gettext_noop("Set password"),
    gettext_noop("Reset password"),
    gettext_noop("Password-based authentication"),
    gettext_noop("Enabled"),
    gettext_noop("Disabled"),
    gettext_noop(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to "
        "authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    gettext_noop("Raw passwords are not stored, so there is no way to see the user’s password."),
    gettext_noop("Enable password-based authentication for this user by setting a password."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
ICONS = {True: "icon-yes.svg", False: "icon-no.svg", None: "icon-unknown.svg"}
SAID = {True: gettext_noop("Yes"), False: gettext_noop("No"), None: gettext_noop("Unknown")}


def icon(value: bool | None) -> SafeString:
    """Yes or no as a picture, with a word for those who hear it."""
    address = admin_list.static(f"admin/img/{ICONS[value]}")
    return format_html('<img src="{}" alt="{}">', address, gettext(SAID[value]))


def say_in_every_language() -> None:
    """Take the place of two functions of Django that know English only."""
    kept: Any = LogEntry.get_change_message
    LogEntry.get_change_message = lambda entry: in_words(kept(entry))  # type: ignore[method-assign]
    admin_list._boolean_icon = icon

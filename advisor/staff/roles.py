"""Who may do what: groups made anew by every `migrate`."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from advisor.content.models import TRANSLATIONS

LANGUAGE_NAMES = dict(settings.LANGUAGES)
READ_TEXTS = ("content.view_text", "content.view_segment", "staff.view_textdraft")
WRITE_TEXTS = (*READ_TEXTS, "staff.add_textdraft", "staff.change_textdraft")
ANSWER_READERS = tuple(f"web.{act}_feedback" for act in ("view", "change", "delete"))
"""Also to delete: somebody may have typed a name after all."""
WRITE_LISTS = ("directory.*",)
"""Every list that there is, also those to come."""
READ_FIGURES = ("content.view_figurerow", "content.view_figurereview", "staff.view_figuredraft")

ROLES: dict[str, tuple[str, ...]] = {
    "editor": (
        *WRITE_TEXTS,
        *WRITE_LISTS,
        *ANSWER_READERS,
        *(f"staff.write_{language}" for language in ("de", *TRANSLATIONS)),
        "staff.add_stillright",
        "staff.view_linkcheck",
    ),
    **{
        f"translator-{language}": (*WRITE_TEXTS, *ANSWER_READERS, f"staff.write_{language}")
        for language in TRANSLATIONS
    },
    "figures-editor": (*READ_FIGURES, "staff.add_figuredraft", "staff.change_figuredraft"),
    "releaser": (*READ_TEXTS, *READ_FIGURES, "staff.release_textdraft", "staff.release_figuredraft"),
    "administrator": (
        *(f"auth.{act}_user" for act in ("view", "add", "change")),
        "auth.view_group",
        "admin.view_logentry",
    ),
}
"""Permissions by group; `app.*` is all of a room. A person may be in several groups; nobody releases what they have
written themselves. Accounts are switched off rather than deleted: the history names them."""


def role_name(group: str) -> str:
    """What a role is called in the reader's language; a group of somebody's own keeps its name."""
    kind, _dash, language = group.partition("-")
    if kind == "translator" and language in LANGUAGE_NAMES:
        return _("translator: %(language)s") % {"language": LANGUAGE_NAMES[language]}
    known = {
        "editor": _("editor"),
        "figures-editor": _("figures editor"),
        "releaser": _("releaser"),
        "administrator": _("administrator"),
    }
    return known.get(group, group)


@transaction.atomic
def make_roles(**_about: Any) -> None:
    """Make every group and give it exactly its permissions."""
    known = {
        f"{app}.{code}": pk
        for pk, app, code in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for name, permissions in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([pk for code, pk in known.items() if any(fnmatchcase(code, one) for one in permissions)])


def languages_of(user: Any) -> tuple[str, ...]:
    """The languages that this person may write."""
    return tuple(language for language in ("de", *TRANSLATIONS) if user.has_perm(f"staff.write_{language}"))


def may_write(model: type[Model], user: Any) -> None:
    """Raises `PermissionDenied` where this person may not write drafts of that model."""
    if not user.has_perm(f"staff.change_{model._meta.model_name}"):
        raise PermissionDenied(_("You may read this, not write it."))


def may_write_in(languages: Iterable[str], user: Any) -> None:
    """Raises `PermissionDenied` that names those of the languages that this person may not write."""
    if forbidden := set(languages) - set(languages_of(user)):
        names = ", ".join(sorted(LANGUAGE_NAMES.get(language, language) for language in forbidden))
        raise PermissionDenied(_("You may not write %(languages)s.") % {"languages": names})

"""The pages beside the lists, for the front page: only those that a person can open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from advisor.content.models import TRANSLATIONS

from .editing import NAMES
from .roles import languages_of


def ways_for(user: Any) -> Iterator[tuple[str, str]]:
    """Title and address of each page."""
    if user.has_perm("staff.view_figuredraft"):
        yield _("New year"), reverse("admin:staff_figuredraft_new_year")
    own = languages_of(user)
    for language in (one for one in TRANSLATIONS if one in own):
        yield (
            _("Translation into %(language)s") % {"language": NAMES[language]},
            reverse("admin:staff_language", args=[language]),
        )
    if own:
        yield _("Check meanings"), reverse("admin:staff_samemeaning_changelist")
    if user.has_perm("staff.add_stillright"):
        yield _("Still right?"), reverse("admin:still_right")
    yield _("How easy the texts are to read"), reverse("admin:readability")

"""What may not stand in a text, and what nobody may take out of one: faults at their field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from advisor.content.models import Text, refusals
from advisor.content.prose import LANGUAGES
from advisor.content.seeds import SLUG, role_of, table_faults

from .models import Wording
from .needs import needed_by

FOREIGN = re.compile(r"</?[a-z!][^>]*>|&#?\w+;|\*\*|__|`|^\s*#{1,6}\s", re.I)
"""HTML and the marks of other markup, which visitors would see as they stand."""
Faults = dict[tuple[str, str], list[str]]
"""Messages by segment and field: a language, "slug", or "matches-" and a language; ("", "") is for the whole text."""


class Refused(ValueError):
    """A text that cannot be kept or sent as it is; `faults` says why, field by field."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(
            "\n".join(f"{slug} {field}: {'; '.join(said)}".strip() for (slug, field), said in faults.items())
        )
        self.faults = faults


def faults_of(text: Text, before: Iterable[Wording], body: list[Wording]) -> Faults:
    """All faults of a text as it shall read; wordings that stay as they were are not asked again."""
    old = {part["slug"]: part for part in before}
    found: Faults = {}
    for part in body:
        for language in LANGUAGES:
            wording, was = part[language], old.get(part["slug"], {}).get(language)
            said = refused_wording(wording) if wording != was else []
            if language == "de" and not wording:
                said = [_("The German wording must not be empty: the other languages fall back to it.")]
            if said:
                found[part["slug"], language] = said
    slugs = [part["slug"] for part in body]
    if slugs != list(old):
        for slug, said_of in _structure(text, list(old), slugs):
            found.setdefault((slug, "slug" if slug else ""), []).append(said_of)
    return found


def refused_wording(wording: str) -> list[str]:
    """Why this wording may not stand in a text."""
    foreign = _("“%(markup)s” is not markup of this site; visitors would see it as it stands. Please take it out.")
    return [foreign % {"markup": match[0].strip()} for match in [FOREIGN.search(wording)] if match] + refusals(wording)


def _structure(text: Text, before: list[str], slugs: list[str]) -> Iterator[tuple[str, str]]:
    """Segments that are out of place, and segments that must not go."""
    for place, slug in enumerate(slugs):
        below = slugs[place + 1] if place + 1 < len(slugs) else ""
        if not SLUG.fullmatch(slug):
            yield slug, _("An id begins with what the segment is, then small letters, digits and hyphens: p-4.")
        if slug in slugs[:place]:
            yield slug, _("This id is there twice.")
        if role_of(slug) == "h" and role_of(below) in ("", "h"):
            yield slug, _("Below this heading stands nothing. Please write a text below it, or take it out.")
        if role_of(slug) == "title" and place:
            yield slug, _("The title stands first, and there is only one.")
    yield from table_faults(slugs)
    yield from (("", message) for message in _missing(text, before, slugs))


def _missing(text: Text, before: list[str], slugs: list[str]) -> Iterator[str]:
    if slugs and not ("title" in map(role_of, before) and role_of(slugs[0]) != "title"):
        return
    if not slugs and not before:
        yield _("A text needs at least one segment.")
        return
    if needs := needed_by(text.kind, text.key):
        what = _("This text cannot go: %(needs)s.") if not slugs else _("The title cannot go: %(needs)s.")
        yield what % {"needs": "; ".join(needs)}
    elif slugs:
        yield _("The title cannot go: pages and lists show this text by it.")

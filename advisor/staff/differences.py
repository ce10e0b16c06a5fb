"""Two wordings as one text that shows what went and what came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from advisor.content.prose import LANGUAGES

from .models import Wording

TOKEN = re.compile(r"\$\{[^}]*\}|\w+|\s+|[^\w\s]")


def difference(before: str, after: str) -> SafeString:
    """The words that went and came, marked for eyes and for readers aloud; the text alone where nothing did."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(format_html("{}", "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(_marked("del", _("removed:"), "".join(old[a:b])))
        if d > c:
            pieces.append(_marked("ins", _("added:"), "".join(new[c:d])))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _marked(tag: str, said: str, words: str) -> SafeString:
    aloud = format_html('<span class="visually-hidden"> {} </span>', said)
    return format_html("<del>{}{}</del>" if tag == "del" else "<ins>{}{}</ins>", aloud, words)


@dataclass(frozen=True, slots=True)
class Changed:
    """A segment that two states of a text have otherwise. what: added, removed, moved or changed."""

    slug: str
    what: str
    german: str
    """What it is about, where the German itself stays."""
    languages: tuple[tuple[str, SafeString, str, str], ...]
    """Language, difference, wording before, wording after."""


def changes(before: Sequence[Wording], after: Sequence[Wording]) -> list[Changed]:
    """The segments in which two states differ, in the new order, then those that went."""
    old, new = ({part["slug"]: part for part in state} for state in (before, after))
    moved = _moved([slug for slug in old if slug in new], [slug for slug in new if slug in old])
    found = []
    for slug, part in new.items():
        was = old.get(slug)
        differing = [one for one in LANGUAGES if (was[one] if was else "") != part[one]]
        if was is None or differing or slug in moved or part["matches"]:
            what = "added" if was is None else "moved" if slug in moved and not differing else "changed"
            found.append(_changed(slug, what, differing, was, part))
    gone = [part for slug, part in old.items() if slug not in new]
    return found + [_changed(part["slug"], "removed", list(LANGUAGES), part, None) for part in gone]


def _changed(slug: str, what: str, languages: list[str], was: Wording | None, part: Wording | None) -> Changed:
    pairs = [(language, (was or {}).get(language, ""), (part or {}).get(language, "")) for language in languages]
    shown = tuple((language, difference(old, new), old, new) for language, old, new in pairs if old or new)
    german = "" if "de" in languages else (part or was or {})["de"]
    return Changed(slug, what, german, shown)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The segments that no longer stand in their order."""
    stay = {
        slug
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for slug in new[block.b : block.b + block.size]
    }
    return set(new) - stay

"""What the meaning check finds in the texts as visitors read them, and who has said: it means the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.content.confirmed import Confirmed, entry
from advisor.content.corpus import Aligned, aligned_texts
from advisor.content.drift import Finding, findings
from advisor.content.models import Segment, Text
from advisor.content.prose import LANGUAGES
from advisor.content.seeds import readable

from .models import SameMeaning
from .roles import languages_of

Entry = tuple[str, str, str, str]
"""Segment, language, and the fingerprints of both wordings."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A wording of one language that the check asks about, with all that it found there."""

    name: str
    language: str
    german: str
    wording: str
    faults: tuple[str, ...]
    may_stay: bool
    """A person may say that it means the same."""
    mark: str
    """What a confirmation holds fast, as it travels in the form."""

    @property
    def kind(self) -> str:
        """The kind of the text."""
        return self.name.split("/")[0]

    @property
    def key(self) -> str:
        """The key of the text."""
        return self.name.split("/")[1]


def aligned_rows() -> Iterator[Aligned]:
    """Every segment as the database has it."""
    columns = ("text__kind", "text__key", "slug", *(f"body_{language}" for language in LANGUAGES))
    rows = Segment.objects.order_by("text__kind", "text__key", "position", "pk").values_list(*columns)
    for kind, key, slug, *bodies in rows:
        name = f"{kind}/{key}/{slug}"
        wordings = {language: body or "" for language, body in zip(LANGUAGES, bodies, strict=True)}
        yield Aligned(name, f"database: {name}", wordings)


def found(aligned: Aligned) -> tuple[Finding, ...]:
    """What the check finds in a wording; remembered, so that after a change only what has changed is read again."""
    return _found(aligned.name, aligned.place, tuple(aligned.bodies.items()), aligned.catalogue, get_language())


@lru_cache(maxsize=8192)
def _found(
    name: str, place: str, bodies: tuple[tuple[str, str], ...], catalogue: bool, spoken: str | None
) -> tuple[Finding, ...]:
    """Remembered by the language of the messages, too."""
    return tuple(findings(Aligned(name, place, dict(bodies), catalogue)))


@lru_cache(maxsize=1)
def _shipped() -> frozenset[Entry]:
    return frozenset(Confirmed().entries)


def said_the_same() -> set[Entry]:
    """Everything that a person has looked at: in the admin, or before it was shipped."""
    return {*SameMeaning.objects.values_list("name", "language", "german", "wording"), *_shipped()}


@lru_cache(maxsize=1)
def _settled_when_shipped() -> frozenset[tuple[str, ...]]:
    """Names and wordings of all shipped segments; `check_meaning` leaves nothing open in them before they are shipped."""
    texts, _wrong = readable()
    return frozenset((wording.name, *wording.bodies.values()) for wording in aligned_texts(texts))


def _is_as_shipped(aligned: Aligned) -> bool:
    return (aligned.name, *aligned.bodies.values()) in _settled_when_shipped()


def doubtful() -> list[Doubtful]:
    """What is open in the texts as they are now. Only what differs from the shipped wordings is read, and only once."""
    rows = (aligned for aligned in aligned_rows() if not _is_as_shipped(aligned))
    return list(_open(rows, said_the_same()))


def _open(rows: Iterable[Aligned], settled: set[Entry]) -> Iterator[Doubtful]:
    for aligned in rows:
        by_language: dict[str, list[Finding]] = {}
        for finding in found(aligned):
            if finding.rewrite or entry(finding) not in settled:
                by_language.setdefault(finding.language, []).append(finding)
        for language, several in by_language.items():
            german, wording = several[0].german, several[0].wording
            faults = tuple(dict.fromkeys(finding.fault for finding in several))
            may_stay = not any(finding.rewrite for finding in several)
            yield Doubtful(aligned.name, language, german, wording, faults, may_stay, "-".join(entry(several[0])[2:]))


def counted(rows: Iterable[Doubtful]) -> Mapping[str, int]:
    """How many wordings are open in each language."""
    counts = dict.fromkeys(LANGUAGES, 0)
    for row in rows:
        counts[row.language] += 1
    return counts


@transaction.atomic
def confirm(name: str, language: str, mark: str, reason: str, user: Any) -> None:
    """Note that a wording means the same as the German. Raises `PermissionDenied`, and `LookupError` where that is not asked."""
    if language not in languages_of(user):
        raise PermissionDenied(_("You may not write %(languages)s.") % {"languages": language})
    asked = [row for row in doubtful() if (row.name, row.language) == (name, language)]
    if not asked or asked[0].mark != mark:
        raise LookupError(_("This text has been changed or settled meanwhile. Please look again."))
    if not asked[0].may_stay:
        raise LookupError(_("This cannot be confirmed, only corrected: %(fault)s") % {"fault": asked[0].faults[0]})
    german, wording = mark.split("-")
    SameMeaning.objects.update_or_create(
        name=name, language=language, german=german, wording=wording, defaults={"reason": reason, "by": user}
    )


def texts_by_name() -> dict[str, int]:
    """The primary keys of the texts, by kind/key."""
    return {f"{kind}/{key}": pk for pk, kind, key in Text.objects.values_list("pk", "kind", "key")}

"""What the meaning check finds in the texts as visitors read them, and who has said: it means the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import Error, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.content.confirmed import Confirmed, entry
from advisor.content.corpus import Aligned, aligned_texts
from advisor.content.drift import Finding, findings_in
from advisor.content.models import Segment, Text
from advisor.content.prose import LANGUAGES
from advisor.content.seeds import SEED, readable
from advisor.rules import figures
from advisor.rules.law import FIGURES

from .models import SameMeaning, WordingRead
from .roles import may_write_in

CONTENT, RULES = SEED.parent, Path(figures.__file__).parent
FEW = 500
"""Wordings that are asked for one by one; more are looked up among all."""
MOST = 30_000
"""What is kept; all texts in three languages are a third of it."""

Entry = tuple[str, str, str, str]
"""Segment, language, and the fingerprints of both wordings."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A wording of one language that the check asks about."""

    aligned: Aligned
    language: str
    may_stay: bool
    """A person may say that it means the same."""
    is_settled: bool
    """A person has said so; something else is to be corrected."""
    mark: str
    """What a confirmation holds fast, as it travels in the form."""

    @property
    def name(self) -> str:
        """The kind, key and id of the segment."""
        return self.aligned.name

    @property
    def german(self) -> str:
        """The German wording."""
        return self.aligned.bodies["de"]

    @property
    def wording(self) -> str:
        """The wording of the language."""
        return self.aligned.bodies[self.language]

    @property
    def faults(self) -> tuple[str, ...]:
        """All that is open there, told in the language of the reader."""
        several = found_in(self.aligned, self.language)
        return tuple(dict.fromkeys(one.fault for one in several if one.rewrite or not self.is_settled))

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
    return tuple(finding for language in aligned.bodies for finding in found_in(aligned, language))


def found_in(aligned: Aligned, language: str) -> tuple[Finding, ...]:
    """What it finds in one language."""
    bodies = {"de": aligned.bodies["de"], language: aligned.bodies[language]}
    return _found(aligned.name, aligned.place, tuple(bodies.items()), language, aligned.catalogue, get_language())


@lru_cache(maxsize=16384)
def _found(
    name: str,
    place: str,
    bodies: tuple[tuple[str, str], ...],
    language: str,
    catalogue: bool,
    spoken: str | None,
) -> tuple[Finding, ...]:
    """Remembered by the language of the messages, too."""
    return tuple(findings_in(Aligned(name, place, dict(bodies), catalogue), language))


@lru_cache(maxsize=1)
def shipped_answers() -> frozenset[Entry]:
    """What people had looked at before it was shipped."""
    return frozenset(Confirmed().entries)


def said_the_same() -> set[Entry]:
    """Everything that a person has looked at: in the admin, or before it was shipped."""
    return {*SameMeaning.objects.values_list("name", "language", "german", "wording"), *shipped_answers()}


@lru_cache(maxsize=1)
def _settled_when_shipped() -> frozenset[tuple[str, ...]]:
    """Names and wordings of all shipped segments; `check_meaning` leaves nothing open in them before they are shipped."""
    texts, _wrong = readable()
    return frozenset(
        (wording.name, language, wording.bodies["de"], wording.bodies[language])
        for wording in aligned_texts(texts)
        for language in wording.bodies
    )


def _changed(rows: Iterable[Aligned]) -> list[tuple[Aligned, str]]:
    """The wordings, each with its language, that differ from the shipped ones or stand beside other German."""
    shipped = _settled_when_shipped()
    return [
        (row, language)
        for row in rows
        for language, body in row.bodies.items()
        if body and (row.name, language, row.bodies["de"], body) not in shipped
    ]


def doubtful() -> list[Doubtful]:
    """What is open in the texts as they are now. Only what differs from the shipped wordings is read, and only once."""
    return list(_open(_changed(aligned_rows()), said_the_same()))


def _open(changed: list[tuple[Aligned, str]], settled: set[Entry]) -> Iterator[Doubtful]:
    for (aligned, language), verdict in zip(changed, verdicts(changed), strict=True):
        if verdict == WordingRead.Verdict.NOTHING:
            continue
        entry_of = entry(Finding(aligned.name, "", language, aligned.bodies["de"], aligned.bodies[language], ""))
        may_stay, is_settled = verdict == WordingRead.Verdict.ASKED, entry_of in settled
        if not (may_stay and is_settled):
            yield Doubtful(aligned, language, may_stay, is_settled, "-".join(entry_of[2:]))


def remember(rows: Iterable[Aligned]) -> None:
    """Read these wordings and keep what was found, so that nobody waits for it when they are released."""
    verdicts(_changed(rows))


def remember_all(**_about: Any) -> None:
    """Read what staff have written once more after an update of the site, whose rules may be others."""
    with suppress(Error):  # not all tables are there yet
        remember(aligned_rows())


def verdicts(changed: list[tuple[Aligned, str]]) -> list[int]:
    """What the check makes of each wording, read only where no process has read it yet."""
    keys = [
        hashlib.sha256("\0".join((language, row.bodies["de"], row.bodies[language])).encode()).hexdigest()
        for row, language in changed
    ]
    rules = _rules()
    kept = WordingRead.objects.filter(rules=rules)
    few = kept.filter(pk__in=keys) if len(keys) < FEW else kept
    known = dict(few.values_list("key", "verdict")) if keys else {}
    new = {key: _verdict(*pair) for key, pair in zip(keys, changed, strict=True) if key not in known}
    if new:
        _keep(new, rules)
    known |= new
    return [known[key] for key in keys]


def _verdict(aligned: Aligned, language: str) -> int:
    several = found_in(aligned, language)
    if any(finding.rewrite for finding in several):
        return WordingRead.Verdict.WRONG
    return WordingRead.Verdict.ASKED if several else WordingRead.Verdict.NOTHING


def _keep(new: Mapping[str, int], rules: str) -> None:
    """Keep what was read; what was read by other rules goes, and of the rest the oldest. A lost note is read again."""
    with suppress(Error), transaction.atomic():
        WordingRead.objects.exclude(rules=rules).delete()
        rows = [WordingRead(key=key, rules=rules, verdict=verdict) for key, verdict in new.items()]
        WordingRead.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        if oldest := WordingRead.objects.order_by("-at").values_list("at", flat=True)[MOST : MOST + 1]:
            WordingRead.objects.filter(at__lte=oldest[0]).delete()


@lru_cache(maxsize=1)
def _rules() -> str:
    """What tells the rules of one release of the site from those of another: its code and its lists."""
    files = sorted((*CONTENT.glob("*.py"), *CONTENT.glob("*.toml"), *RULES.glob("*.py")))
    said = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    said.update(repr((sorted(FIGURES), sorted(readable()[0]))).encode())
    return said.hexdigest()


def counted(rows: Iterable[Doubtful]) -> Mapping[str, int]:
    """How many wordings are open in each language."""
    counts = dict.fromkeys(LANGUAGES, 0)
    for row in rows:
        counts[row.language] += 1
    return counts


@transaction.atomic
def confirm(name: str, language: str, mark: str, reason: str, user: Any) -> None:
    """Note that a wording means the same as the German. Raises `PermissionDenied`, and `LookupError` where that is not asked."""
    may_write_in([language], user)
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

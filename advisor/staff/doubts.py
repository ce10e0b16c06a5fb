"""What the meaning check asks of a draft, and who has answered: it means the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from advisor.content.confirmed import entry
from advisor.content.corpus import Aligned
from advisor.content.drift import Finding, findings
from advisor.content.facts import citations, links, numbers, variables
from advisor.content.markers import classes
from advisor.content.models import FormerGerman, Text
from advisor.content.prose import LANGUAGES, fingerprint

from .meaning import found_in, remember, shipped_answers
from .models import SameMeaning, Wording
from .roles import may_write_in


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding of the meaning check in a segment that a draft changes. may_stay: a reason can settle it."""

    slug: str
    language: str
    finding: Finding
    answered: bool

    @property
    def may_stay(self) -> bool:
        """A person may say that it means the same."""
        return not self.finding.rewrite

    @property
    def message(self) -> str:
        """What was found."""
        return self.finding.fault


def doubts(text: Text, before: list[Wording], body: list[Wording]) -> list[Doubt]:
    """What the check finds in the wordings that a draft touches, answered or not."""
    old = {part["slug"]: part for part in before}
    answered = _answers(text)
    found = []
    for part in body:
        was = old.get(part["slug"])
        for finding in [*_asked(text, was, part), *_moved(text, before, part)]:
            settled = not finding.rewrite and entry(finding) in answered
            found.append(Doubt(part["slug"], finding.language, finding, settled))
    return found


def unanswered(text: Text, before: list[Wording], body: list[Wording]) -> list[Doubt]:
    """The doubts that stop a draft from being sent. What the check finds is kept for the day of the release."""
    remember(_aligned(text, part, LANGUAGES) for part in body if part not in before)
    return [doubt for doubt in doubts(text, before, body) if not doubt.answered]


def _asked(text: Text, was: Wording | None, part: Wording) -> Iterator[Finding]:
    """The findings where German or the translation is new, without what is a question of style alone."""
    changed = {language for language in LANGUAGES if not was or was[language] != part[language]}
    touched = changed | set(part["matches"])
    if not touched:
        return
    whole = _aligned(text, part, LANGUAGES)
    for language in LANGUAGES:
        if language in touched or "de" in changed:
            several = found_in(whole, language)
            alone = {one.fault for one in findings(_aligned(text, part, (language,))) if one.rewrite} if several else ()
            yield from (one for one in several if not one.rewrite or one.fault not in alone)


def _aligned(text: Text, part: Wording, languages: tuple[str, ...]) -> Aligned:
    bodies = {"de": ""} | {language: part[language] for language in languages}
    return Aligned(f"{text}/{part['slug']}", str(text), bodies)


def _moved(text: Text, before: list[Wording], part: Wording) -> Iterator[Finding]:
    """German that says something else than when the translation was made, although somebody ticked that it matches."""
    for language, made_from in part.get("matched_from", {}).items():
        then = germans(before, {made_from}).get(made_from, "") if language in part["matches"] else ""
        if then and (words := differences(then, part["de"])):
            fault = _("The German itself says something else than before: %(words)s") % {"words": ", ".join(words)}
            name = f"{text}/{part['slug']}"
            yield Finding(name, str(text), language, part["de"], part[language], fault, rewrite=False)


def differences(then: str, now: str) -> list[str]:
    """The figures, numbers, links, paragraphs and words of meaning in which two German wordings differ."""
    found: set[str] = set()
    for facts in (variables, links, citations):
        found |= facts(then) ^ facts(now)
    found |= numbers(then, "de") ^ numbers(now, "de")
    said, says = classes(then, "de"), classes(now, "de")
    for group in said.keys() ^ says.keys():
        found |= set(said.get(group, says.get(group, [])))
    return sorted(found)


def germans(before: list[Wording], fingerprints: set[str]) -> dict[str, str]:
    """The German wordings behind these fingerprints, of those that are on record or stand in the text."""
    known = dict(FormerGerman.objects.filter(pk__in=fingerprints).values_list("pk", "wording"))
    return known | {fingerprint(part["de"]): part["de"] for part in before}


def confirm(text: Text, part: Wording, language: str, reason: str, user: Any) -> None:
    """Note that a segment means the same in this language as in German, with the reason. Raises `PermissionDenied`."""
    may_write_in([language], user)
    name, _language, german, wording = entry(
        Finding(f"{text}/{part['slug']}", "", language, part["de"], part[language], "")
    )
    about = {"reason": reason, "by": user}
    SameMeaning.objects.update_or_create(name=name, language=language, german=german, wording=wording, defaults=about)


def _answers(text: Text) -> set[tuple[str, str, str, str]]:
    rows = SameMeaning.objects.filter(name__startswith=f"{text}/").values_list("name", "language", "german", "wording")
    return {*rows, *shipped_answers()}

"""Pure work on the wordings of drafts: what a translation is made from, and how two states become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.content.models import TRANSLATIONS
from advisor.content.prose import LANGUAGES, fingerprint, tidy, translation_state
from advisor.content.seeding import merged

from .models import Wording


def state(part: Wording, language: str) -> str:
    """Whether the translation of a segment is missing, stale or current, as the draft has it."""
    return translation_state(part["de"], part[language], part["made_from"].get(language, ""))


def tidied(parts: Iterable[Wording]) -> list[Wording]:
    """The segments with tidy wordings."""
    return [part | {language: tidy(part[language]) for language in LANGUAGES} for part in parts]


def kept(before: Iterable[Wording], saved: Iterable[Wording], sent: Iterable[Wording]) -> list[Wording]:
    """What was sent, as the draft keeps it: with the German that each translation is made from.

    A translation is made from today's German where it was written or ticked now, else from what it was made from.
    """
    live, last = _by_slug(before), _by_slug(saved)
    return [_kept(live.get(part["slug"]), last.get(part["slug"]), part) for part in sent]


def _kept(live: Wording | None, last: Wording | None, sent: Wording) -> Wording:
    part: Wording = {"slug": sent["slug"], **{language: sent[language] for language in LANGUAGES}}
    part |= {"matches": [], "matched_from": {}, "made_from": {}}
    now = fingerprint(part["de"])
    for language in TRANSLATIONS:
        was_ticked = last is not None and last[language] == part[language] and language in last["matches"]
        origin = _origin(live, last, part, language)
        ticked = language in sent["matches"] and part[language] and origin != now
        if ticked and not (was_ticked and last and last["de"] != part["de"]):  # a tick is for the German that was seen
            part["matches"].append(language)
            part["matched_from"][language] = origin
            part["made_from"][language] = now
        else:
            part["made_from"][language] = origin
    return part


def _origin(live: Wording | None, last: Wording | None, part: Wording, language: str) -> str:
    """The German that a translation is made from, ticks aside."""
    if not part[language]:
        return ""
    if live and live[language] == part[language]:
        return str(live["made_from"].get(language, ""))
    if last and last[language] == part[language]:
        return str(last.get("matched_from", {}).get(language) or last["made_from"].get(language, ""))
    return fingerprint(part["de"])


def _by_slug(parts: Iterable[Wording]) -> dict[str, Wording]:
    return {part["slug"]: part for part in parts}


def changed_languages(old: list[Wording], new: list[Wording]) -> set[str]:
    """The languages in which two states of a text differ; German for segments that come, go or move."""
    before, after = _by_slug(old), _by_slug(new)
    found = {"de"} if list(before) != list(after) else set()
    for slug in before.keys() & after.keys():
        found |= {language for language in LANGUAGES if before[slug][language] != after[slug][language]}
        found |= set(after[slug]["matches"]) ^ set(before[slug]["matches"])
    return found


@dataclass(frozen=True, slots=True)
class Clash:
    """A wording that two people have written otherwise. theirs: what stands there now, None where the segment is gone."""

    slug: str
    language: str
    theirs: str | None


Marks = Mapping[str, Mapping[str, str]]
"""The fingerprints of wordings, by segment and language."""


def marks_of(parts: Iterable[Wording]) -> dict[str, dict[str, str]]:
    """The fingerprints of a state, to tell later who has touched what."""
    return {part["slug"]: {language: fingerprint(part[language]) for language in LANGUAGES} for part in parts}


def joined(base: Marks, mine: Sequence[Wording], theirs: Sequence[Wording]) -> tuple[list[Wording], list[Clash]]:
    """Both changes in one: what only one side has touched is taken from there; where both did, mine stays and is named."""
    ours, others = _by_slug(mine), _by_slug(theirs)
    clashes: list[Clash] = []
    taken: dict[str, Wording] = {}
    for slug, part in ours.items():
        other = others.get(slug)
        if other is None and slug in base:
            touched = [language for language in LANGUAGES if fingerprint(part[language]) != base[slug].get(language)]
            if touched:
                taken[slug] = part
                clashes += [Clash(slug, language, None) for language in touched]
        elif other is None:
            taken[slug] = part
        else:
            taken[slug], found = _joined_part(base.get(slug, {}), part, other)
            clashes += found
    for slug, other in others.items():
        if slug in ours:
            continue
        if slug not in base:
            taken[slug] = other
        elif any(fingerprint(other[language]) != base[slug].get(language) for language in LANGUAGES):
            taken[slug] = other
            clashes.append(Clash(slug, "de", other["de"]))
    mine_moved = [slug for slug in ours if slug in base] != [slug for slug in base if slug in ours]
    own, their = [slug for slug in ours if slug in taken], [slug for slug in others if slug in taken]
    order = merged(own, their) if mine_moved else merged(their, own)
    return [taken[slug] for slug in order], clashes


def _joined_part(base: Mapping[str, str], mine: Wording, theirs: Wording) -> tuple[Wording, list[Clash]]:
    part = mine | {"made_from": dict(theirs["made_from"]), "matches": list(mine["matches"])}
    clashes = []
    for language in LANGUAGES:
        if mine[language] == theirs[language]:
            continue
        if fingerprint(mine[language]) == base.get(language):
            part[language] = theirs[language]
        else:
            if language in TRANSLATIONS:
                part["made_from"][language] = mine.get("made_from", {}).get(language, "")
            if fingerprint(theirs[language]) != base.get(language):
                clashes.append(Clash(mine["slug"], language, theirs[language]))
    return part, clashes


def with_theirs(body: Sequence[Wording], clash: Clash, theirs: Sequence[Wording]) -> list[Wording]:
    """The state with one clash settled for the other side."""
    other = _by_slug(theirs).get(clash.slug)
    if other is None:
        return [part for part in body if part["slug"] != clash.slug]
    taken = {clash.language: other[clash.language]}
    origins = {clash.language: other["made_from"].get(clash.language, "")} if clash.language in TRANSLATIONS else {}
    return [
        part | taken | {"made_from": part["made_from"] | origins} if part["slug"] == clash.slug else part
        for part in body
    ]

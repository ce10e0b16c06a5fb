"""The page on which a text is written: what was typed, read from the form and shown again, so that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from advisor.content.models import TRANSLATIONS, Text
from advisor.content.prose import LANGUAGES, tidy
from advisor.content.seeds import role_of, row_of

from .checking import Faults
from .differences import difference
from .doubts import Doubt, doubts, germans
from .models import Wording
from .progress import missing_words
from .wordings import Clash, kept, state

ROLE_NAMES = {
    "title": gettext_lazy("title"),
    "lead": gettext_lazy("opening sentence"),
    "easy": gettext_lazy("easy language"),
    "p": gettext_lazy("paragraph"),
    "item": gettext_lazy("item of a list"),
    "h": gettext_lazy("heading"),
    "attention": gettext_lazy("attention box"),
    "note": gettext_lazy("note"),
    "contact": gettext_lazy("contact"),
    "from": gettext_lazy("from whom"),
    "caption": gettext_lazy("title of a table"),
    "th": gettext_lazy("head of a column"),
    "td": gettext_lazy("cell of a table"),
}
NEW_ROLES = {role: name for role, name in ROLE_NAMES.items() if role != "td"} | {
    "row": gettext_lazy("row of the table"),
    "td": ROLE_NAMES["td"],
}
"""What can be added below a segment."""
STATES = {
    "missing": gettext_lazy("missing"),
    "stale": gettext_lazy("stale"),
    "current": gettext_lazy("current"),
}
NAMES = dict(settings.LANGUAGES)
MOST = 400
"""More segments than any text has."""
SIGNS_A_ROW, MOST_ROWS = 28, 16


@dataclass
class Sent:
    """What came with the form. base: the fingerprints of what the person saw; same: reasons by segment and language."""

    body: list[Wording]
    base: dict[str, dict[str, str]]
    version: int
    why: str
    same: dict[tuple[str, str], str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    """What to add below which segment."""
    wanted: str = ""
    """The figure searched for."""


def is_whole(form: QueryDict) -> bool:
    """Every segment that the form counts has come."""
    count = form.get("count", "")
    return count.isdecimal() and len(count) < 4 and all(f"{number}-slug" in form for number in range(int(count)))


def read(form: QueryDict, current: Iterable[Wording]) -> Sent:
    """The form as it was sent; a language that it does not hold stays as it is in the draft."""
    known = {part["slug"]: part for part in current}
    body, same, roles = [], {}, {}
    for number in range(min(_whole(form.get("count", "")), MOST)):
        slug = tidy(form.get(f"{number}-slug", ""))[:100]
        part = known.get(slug) or {"slug": slug, **dict.fromkeys(LANGUAGES, ""), "matches": [], "made_from": {}}
        part = {"matched_from": {}} | part | {"matches": list(part["matches"])}
        for language in LANGUAGES:
            if f"{number}-{language}" in form:
                part[language] = form[f"{number}-{language}"].replace("\x00", "")
                ticked = {language} if f"{number}-matches-{language}" in form else set()
                part["matches"] = [*({*part["matches"]} - {language}), *ticked]
            if reason := form.get(f"{number}-same-{language}", "").strip()[:300]:
                same[slug, language] = reason
        roles[number] = form.get(f"{number}-add", "p")
        body.append(part)
    return Sent(
        body,
        _marks(form.get("base", "")),
        _whole(form.get("version", "")),
        form.get("why", "").strip()[:300],
        same,
        roles,
        form.get("wanted", "").strip()[:100],
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _marks(text: str) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {slug: marks for slug, marks in found.items() if isinstance(marks, dict)}


def rearranged(text: Text, sent: Sent, action: str) -> list[Wording]:
    """The segments with one moved, removed or added: `up-3`, `down-3`, `remove-3`, `add-3`."""
    act, _, place = action.partition("-")
    body, at = list(sent.body), _whole(place)
    if at >= len(body) and body:
        return body
    if act == "remove":
        del body[at : at + 1]
    elif act in ("up", "down"):
        to = at - 1 if act == "up" else at + 1
        if 0 <= to < len(body):
            body[at], body[to] = body[to], body[at]
    elif act == "add":
        taken = {part["slug"] for part in body} | set(text.seeded.split())
        taken |= set(text.segments.values_list("slug", flat=True))
        new = _new_slugs(sent.roles.get(at, "p"), body, at, taken)
        empty = {**dict.fromkeys(LANGUAGES, ""), "matches": [], "made_from": {}}
        body[at + 1 : at + 1] = [{"slug": slug, **empty} for slug in new]
    return body


def _new_slugs(role: str, body: list[Wording], at: int, taken: set[str]) -> list[str]:
    slugs = [part["slug"] for part in body]
    if role == "row":
        columns = 0
        for slug in slugs[: at + 1]:
            columns = 0 if role_of(slug) == "caption" else columns + (role_of(slug) == "th")
        row = _free("td-row", {row_of(slug) for slug in taken})
        return [f"{row}-{number}" for number in range(1, columns + 1)]
    if role == "td" and at < len(slugs) and role_of(slugs[at]) == "td":
        return [_free(row_of(slugs[at]), taken)]
    return [_free(role if role in ROLE_NAMES else "p", taken, bare=role in ("title", "lead"))]


def _free(stem: str, taken: set[str], bare: bool = False) -> str:
    if bare and stem not in taken:
        return stem
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


@dataclass
class Field:
    """One wording of one segment on the page."""

    language: str
    name: str
    value: str
    writable: bool
    errors: list[str]
    tick_errors: list[str]
    state: str
    ticked: bool
    then: SafeString | str
    """The German difference since the translation was made."""
    changed: SafeString | str
    """What the draft changes."""
    theirs: SafeString | str
    """What somebody else has written meanwhile, beside what was typed here."""
    theirs_gone: bool
    doubts: list[Doubt]
    reason: str
    hints: list[str]
    """Words of the field that the translation has not."""

    @property
    def open_doubts(self) -> list[Doubt]:
        """What still has to be answered."""
        return [doubt for doubt in self.doubts if not doubt.answered]

    @property
    def may_stay(self) -> bool:
        """A reason can answer all that is open."""
        return bool(self.open_doubts) and all(doubt.may_stay for doubt in self.open_doubts)


@dataclass
class Line:
    """One segment on the page."""

    slug: str
    role: str
    fields: list[Field]
    errors: list[str]

    @property
    def rows(self) -> int:
        """Lines of a field in which the longest wording is seen whole, in three columns on a desktop."""
        return min(max(2, 1 + max(len(field.value) for field in self.fields) // SIGNS_A_ROW), MOST_ROWS)


def lines(
    text: Text,
    before: list[Wording],
    saved: list[Wording],
    body: list[Wording],
    writable: tuple[str, ...],
    faults: Faults | None = None,
    clashes: Iterable[Clash] = (),
    same: Mapping[tuple[str, str], str] | None = None,
) -> list[Line]:
    """The segments as the page shows them; body: what was typed, else the draft."""
    parts = kept(before, saved, [part | {one: tidy(part[one]) for one in LANGUAGES} for part in body])
    live = {part["slug"]: part for part in before}
    origins = {part["slug"]: {one: _origin(part, one) for one in TRANSLATIONS} for part in parts}
    then = germans([*before, *saved], {one for found in origins.values() for one in found.values()})
    asked: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in doubts(text, before, parts):
        asked.setdefault((doubt.slug, doubt.language), []).append(doubt)
    others = {(clash.slug, clash.language): clash for clash in clashes}
    found = []
    for typed, part in zip(body, parts, strict=True):
        slug, fields = part["slug"], []
        was = live.get(slug)
        for language in LANGUAGES:
            clash = others.get((slug, language))
            german = then.get(origins[slug].get(language, ""), "") if language in TRANSLATIONS else ""
            stale = language in TRANSLATIONS and state(part, language) == "stale"
            shown_then = stale or language in part["matches"]
            fields.append(
                Field(
                    language,
                    NAMES[language],
                    typed[language],
                    language in writable,
                    (faults or {}).get((slug, language), []),
                    (faults or {}).get((slug, f"matches-{language}"), []),
                    state(part, language) if language in TRANSLATIONS else "",
                    language in part["matches"] or bool((faults or {}).get((slug, f"matches-{language}"))),
                    difference(german, part["de"]) if german and shown_then else "",
                    difference(was[language], part[language]) if was and was[language] != part[language] else "",
                    difference(clash.theirs or "", part[language]) if clash else "",
                    clash is not None and clash.theirs is None,
                    asked.get((slug, language), []),
                    (same or {}).get((slug, language), ""),
                    list(missing_words(part["de"], part[language], language)) if language in TRANSLATIONS else [],
                )
            )
        errors = (faults or {}).get((slug, "slug"), [])
        found.append(Line(slug, str(ROLE_NAMES.get(role_of(slug), slug)), fields, errors))
    return found


def _origin(part: Wording, language: str) -> str:
    """The German that the translation was made from before somebody ticked it."""
    return str(part.get("matched_from", {}).get(language) or part["made_from"].get(language, ""))


def faults_of_the_whole(faults: Faults, body: Iterable[Wording]) -> list[str]:
    """Messages that belong to no field of the page."""
    slugs = {part["slug"] for part in body}
    return [said for (slug, _field), messages in faults.items() if slug not in slugs for said in messages]

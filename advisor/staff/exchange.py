"""Texts of the database as a .po file for translators, and back: each line becomes a draft, never a live text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polib
from django.db import transaction
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from advisor.content.facts import variables
from advisor.content.models import TRANSLATIONS, FormerGerman, Segment, Text
from advisor.content.prose import fingerprint, names, tidy
from advisor.directory.shelf import current_figures

from .catalogues import Unreadable, read
from .checking import Refused, refused_wording
from .editing import ROLE_NAMES
from .models import TextDraft, Wording
from .releasing import Conflict, begin_text, save_text
from .roles import may_write, may_write_in

LARGEST = 4 * 1024 * 1024
FROM_A_FILE = "from a .po file"


class Malformed(ValueError):
    """A file that cannot be taken: each line with its reason. Nothing of it has been imported."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.faults = sorted(faults)
        super().__init__(
            "\n".join(_("line %(line)s: %(fault)s") % {"line": n, "fault": said} for n, said in self.faults)
        )


@dataclass
class Report:
    """What an import did: the texts it wrote drafts for, wordings changed and confirmed, lines left for later."""

    language: str
    drafts: list[TextDraft] = field(default_factory=list)
    changed: int = 0
    confirmed: int = 0
    unfinished: int = 0


# Out ---------------------------------------------------------------------------------------------------------------


def exported(language: str, only: str = "") -> polib.POFile:
    """All texts for a translator, or one by kind/key: stale ones fuzzy, with the German that they were made from."""
    file = polib.POFile(wrapwidth=78)
    file.metadata = {
        "Project-Id-Version": "advisor texts",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    then = dict(FormerGerman.objects.values_list("pk", "wording"))
    for text in _texts(only):
        parts = list(text.segments.all())
        for part in parts:
            file.append(_entry(text, parts[0], part, language, then))
    return file


def _texts(only: str = "") -> Iterator[Text]:
    segments = Prefetch("segments", Segment.objects.order_by("position", "pk"))
    kind, _slash, key = only.partition("/")
    texts = Text.objects.filter(kind=kind, key=key) if only else Text.objects.all()
    yield from texts.prefetch_related(segments).order_by("kind", "key")


def _entry(text: Text, first: Segment, part: Segment, language: str, then: dict[str, str]) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=f"{text}/{part.slug}",
        msgid=part.wording("de"),
        msgstr=part.wording(language),
        comment=_about(text, first, part),
    )
    if part.state(language) == "stale":
        entry.flags.append("fuzzy")
        entry.previous_msgid = then.get(part.made_from(language)) or None
    return entry


def _about(text: Text, first: Segment, part: Segment) -> str:
    with translation.override("de"):
        lines = [f"{text.get_kind_display()} “{first.wording('de')}”: {ROLE_NAMES.get(part.role, part.role)}"]
    series = current_figures().series
    lines += [f"${{{name}}}: {series[name].term}" for name in sorted(names(part.wording("de"))) if name in series]
    return "\n".join(lines)


# In ----------------------------------------------------------------------------------------------------------------


def parsed(written: bytes | str) -> polib.POFile:
    """The file, whatever editor wrote it. Raises `Malformed`."""
    if isinstance(written, bytes):
        if len(written) > LARGEST:
            raise Malformed([(0, _("The file is too large."))])
        try:
            written = written.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = written[: error.start].count(b"\n") + 1
            raise Malformed([(line, _("This is not UTF-8. Please save the file as UTF-8."))]) from error
    if "\x00" in written or "msgid" not in written:
        raise Malformed([(1, _("This is not a .po file."))])
    try:
        return read(written)
    except Unreadable as error:
        raise Malformed([(error.line, _("The file cannot be read here: %(error)s") % {"error": error})]) from error


@transaction.atomic
def imported(written: bytes | str, user: Any, language: str = "") -> Report:
    """Write drafts for everything that the file says otherwise. All or nothing.

    Raises `Malformed` with every line that cannot be taken, and `PermissionDenied`.
    """
    file = parsed(written)
    said = file.metadata.get("Language", "").strip()
    if said not in TRANSLATIONS or (language and said != language):
        expected = language or ", ".join(TRANSLATIONS)
        raise Malformed(
            [
                (
                    1,
                    _("The header says Language: %(said)s; expected is %(expected)s.")
                    % {"said": said, "expected": expected},
                )
            ]
        )
    may_write(TextDraft, user)
    may_write_in([said], user)
    return _Import(file, said, user).done()


class _Import:
    """One file on its way in."""

    def __init__(self, file: polib.POFile, language: str, user: Any) -> None:
        self.file, self.language, self.user = file, language, user
        self.faults: list[tuple[int, str]] = []
        self.report = Report(language)
        self.lines: dict[str, int] = {}

    def done(self) -> Report:
        live = {str(text): text for text in _texts()}
        open_ones = {draft.text_id: draft for draft in TextDraft.objects.filter(state__in=TextDraft.OPEN)}
        wanted: dict[str, dict[str, tuple[str, bool]]] = {}
        for entry in self.file:
            if not entry.obsolete:
                self._read(entry, live, open_ones, wanted)
        if self.faults:
            raise Malformed(self.faults)
        for name, changes in wanted.items():
            self._write(live[name], changes)
        if self.faults:
            raise Malformed(self.faults)
        return self.report

    def _fault(self, name: str, said: str) -> None:
        self.faults.append((self.lines.get(name, 0), said))

    def _read(self, entry: Any, live: Any, open_ones: Any, wanted: dict[str, dict[str, tuple[str, bool]]]) -> None:
        """Take one entry, or say why not."""
        name, _slash, slug = (entry.msgctxt or "").rpartition("/")
        where, text = entry.msgctxt or "", live.get(name)
        if where in self.lines:
            return self.faults.append((entry.linenum, _("%(name)s is there twice.") % {"name": where}))
        self.lines[where] = entry.linenum
        part = next((one for one in text.segments.all() if one.slug == slug), None) if text else None
        if part is None:
            return self._fault(where, _("There is no text %(name)s.") % {"name": where or "–"})
        draft = open_ones.get(text.pk)
        now = [part.wording("de"), *(one["de"] for one in (draft.body if draft else []) if one["slug"] == slug)]
        if any(fingerprint(german) != fingerprint(entry.msgid) for german in now):
            return self._fault(
                where, _("The German of %(name)s has changed since the export. Please export again.") % {"name": where}
            )
        wording = tidy(entry.msgstr)
        if entry.fuzzy or not wording:
            self.report.unfinished += 1
            return None
        if fingerprint(wording) == fingerprint(part.wording(self.language)) and not part.is_stale(self.language):
            return None
        for fault in faults_of_wording(entry.msgid, wording):
            self._fault(where, fault)
        is_old = fingerprint(wording) == fingerprint(part.wording(self.language))
        wanted.setdefault(name, {})[slug] = (wording, is_old)
        return None

    def _write(self, text: Text, changes: dict[str, tuple[str, bool]]) -> None:
        """Put the lines of one text into its draft."""
        first = f"{text}/{next(iter(changes))}"
        try:
            draft = begin_text(text, self.user)
            body: list[Wording] = [dict(part) for part in draft.body]
            for part in body:
                if part["slug"] in changes:
                    part[self.language], is_old = changes[part["slug"]]
                    if is_old:
                        part["matches"] = [*{*part["matches"], self.language}]
                        self.report.confirmed += 1
                    else:
                        self.report.changed += 1
            self.report.drafts.append(save_text(draft, body, draft.why or FROM_A_FILE, draft.version, self.user))
        except Refused as refused:
            for (slug, _field), said in refused.faults.items():
                self._fault(f"{text}/{slug}" if slug else first, "; ".join(said))
        except Conflict as conflict:
            self._fault(first, f"{text}: {conflict}")


def faults_of_wording(german: str, wording: str) -> list[str]:
    """Why a translation cannot be taken: what every text may not say, and placeholders that went astray."""
    found = refused_wording(wording)
    if variables(german) != variables(wording):
        missing = ", ".join(sorted(variables(german) ^ variables(wording)))
        found.append(_("The placeholders differ from the German: %(names)s.") % {"names": missing})
    return found

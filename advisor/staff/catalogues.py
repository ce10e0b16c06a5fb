"""The .po files of the site: what keeps one from being used, with file and line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib

from advisor.content.prose import GERMAN, LINK

from .notes import noted

NAMED = re.compile(r"%\((\w+)\)[sd]|(?<!%)%([sd])|\{(\w*)\}")
TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
NUMBER = re.compile(r"\d+(?:[.,\u00a0]\d+)*")
NINE_TENTHS = re.compile(r"\b9/10\b")
"""The German name of a rule that has its number in words elsewhere."""
FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*[^;]+;")
LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?')
"""A line of a catalogue; `msgid` and a text, or one that goes on."""
Key = tuple[str | None, str, str]
"""Context, English, English plural."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of one file."""

    file: str
    line: int
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said}"


def path_of(root: Path, language: str) -> Path:
    """The catalogue of a language."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def key_of(entry: Any) -> Key:
    """What tells an entry from all others."""
    return entry.msgctxt or None, entry.msgid, entry.msgid_plural or ""


class Unreadable(ValueError):
    """A file that is no catalogue, with the line that says so."""

    def __init__(self, line: int, said: str) -> None:
        super().__init__(said)
        self.line = line


def read(text: str) -> polib.POFile:
    """The catalogue, whatever editor wrote it. Raises `Unreadable`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if not LINE.fullmatch(line):
            raise Unreadable(number, line.strip()[:60])
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".po", newline="\n") as file:
        # From a string polib would cut lines at every mark that Unicode knows, and lose what follows.
        file.write(text)
        file.flush()
        try:
            return polib.pofile(file.name, encoding="utf-8", wrapwidth=78)
        except Exception as error:  # polib raises whatever comes up
            found = re.search(r"line (\d+)", str(error))
            raise Unreadable(int(found[1]) if found else 1, str(error).rpartition(":")[2].strip()) from error


def faults(
    text: str, file: str, language: str, asked: Collection[Key] | None = None, in_work: bool = False
) -> list[Fault]:
    """All faults of one catalogue; asked: what the code asks for, where that is known; in_work: lines may be empty."""
    try:
        catalogue = read(text)
    except Unreadable as error:
        return [Fault(file, error.line, f"cannot be read: {error}")]
    found = [Fault(file, 1, said) for said in _header(catalogue, language)]
    forms = FORMS.fullmatch(catalogue.metadata.get("Plural-Forms", ""))
    seen: set[Key] = set()
    for entry in catalogue:
        said = list(_entry(entry, int(forms[1]) if forms else 2, asked))
        if in_work:
            said = [one for one in said if one != "empty"]
        if key_of(entry) in seen and not entry.obsolete:
            said.append("there twice")
        seen.add(key_of(entry))
        found += [Fault(file, entry.linenum, f"{one}: “{entry.msgid[:60]}”") for one in dict.fromkeys(said)]
    for context, msgid, _plural in sorted((asked or set()) - seen, key=str):
        about = f" ({context})" if context else ""
        found.append(Fault(file, 1, f"missing: “{msgid[:60]}”{about}"))
    return found


def _header(catalogue: polib.POFile, language: str) -> Iterator[str]:
    said = catalogue.metadata
    if said.get("Language") != language:
        yield f"the header says Language: {said.get('Language', '')}, not {language}"
    if "utf-8" not in said.get("Content-Type", "").casefold():
        yield "the header does not say that this is UTF-8"
    if not FORMS.fullmatch(said.get("Plural-Forms", "")):
        yield "the header gives no plural forms"


def _entry(entry: Any, forms: int, asked: Collection[Key] | None) -> Iterator[str]:
    if entry.obsolete:
        yield "obsolete"
        return
    if asked is not None and key_of(entry) not in asked:
        yield "no longer used"
    if entry.fuzzy:
        yield "fuzzy"
    if not (entry.comment or "").strip():
        yield "no comment says where it appears"
    if entry.msgid_plural:
        if sorted(entry.msgstr_plural) != list(range(forms)):
            yield f"{len(entry.msgstr_plural)} plural forms instead of {forms}"
        for number, wording in sorted(entry.msgstr_plural.items()):
            yield from _wording([entry.msgid, entry.msgid_plural], wording, may_count=number == 0)
    else:
        yield from _wording([entry.msgid], entry.msgstr)


def _wording(english: Sequence[str], wording: str, may_count: bool = False) -> Iterator[str]:
    """Faults of one translation of English in one or two forms. may_count: the number may stand in words, one child."""
    if not wording.strip():
        yield "empty"
        return
    asked, given = [sorted(match[0] for match in NAMED.finditer(text)) for text in (english[-1], wording)]
    if asked != given and not (may_count and set(given) < set(asked)):
        yield f"placeholders differ: {', '.join(asked) or 'none'} / {', '.join(given) or 'none'}"
    if not any(_markup(text) == _markup(wording) for text in english):
        yield "markup differs"
    if not may_count and not any(_numbers(text) == _numbers(wording) for text in english):
        yield f"numbers differ: {' '.join(_numbers(english[-1])) or 'none'} / {' '.join(_numbers(wording)) or 'none'}"
    for what, edge in (("at its beginning", r"\A\s*"), ("at its end", r"\s*\Z")):
        if _edge(edge, english[0]) != _edge(edge, wording):
            yield f"other spaces {what}"


def _edge(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[0] if match else ""


def _markup(text: str) -> list[str]:
    """The tags, and the addresses of links."""
    return sorted([*TAG.findall(text), *(match["target"] for match in LINK.finditer(text))])


def _numbers(text: str) -> list[str]:
    """The numbers in digits, without their marks; those in tags, links, placeholders and German words aside."""
    for pattern in (TAG, GERMAN, NAMED, NINE_TENTHS):
        text = pattern.sub("#", text)
    text = LINK.sub(lambda match: match["label"], text)
    return sorted(re.sub(r"\D", "", match[0]) for match in NUMBER.finditer(text))


def extracted(root: Path) -> polib.POFile:
    """What the code asks for, with the places where it stands. Needs gettext's tools."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for name in ("advisor", "templates"):
            shutil.copytree(root / name, scratch / name, ignore=shutil.ignore_patterns("__pycache__", "seed"))
        for name in ("manage.py", "pyproject.toml"):
            shutil.copy(root / name, scratch)
        (scratch / "locale").mkdir()
        command = [sys.executable, "manage.py", "makemessages", "-l", "de", "--no-obsolete", "--no-wrap"]
        environment = os.environ | {"DATA_DIR": str(scratch / "var")}
        subprocess.run(command, cwd=scratch, env=environment, check=True, capture_output=True)
        return polib.pofile(path_of(scratch, "de").read_text(encoding="utf-8"))


def with_notes(catalogue: polib.POFile, asked: polib.POFile, root: Path) -> polib.POFile:
    """The catalogue with a comment for each entry: where it appears, and what its placeholders hold."""
    places = {key_of(entry): entry.occurrences for entry in asked}
    for entry in catalogue:
        entry.comment = noted(entry.msgid, entry.msgid_plural or "", places.get(key_of(entry), []), root)
        entry.occurrences = []
    return catalogue

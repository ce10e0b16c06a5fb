"""Check the .po files: complete, sound and compiled."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.staff.catalogues import Fault, extracted, faults, key_of, path_of, read


class Command(BaseCommand):
    help = "Check the .po files: nothing missing, fuzzy, obsolete or broken, and compiled as they are."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="check these instead, by themselves: name them nl.po")

    @no_translations
    def handle(self, *, files: list[Path], **options: Any) -> None:
        found = [fault for file in files for fault in _alone(file)] if files else _shipped(settings.BASE_DIR)
        for fault in found:
            self.stdout.write(str(fault))
        if found:
            raise CommandError(f"{len(found)} faults", returncode=1)
        self.stdout.write("the catalogues are complete and sound")


def _alone(file: Path) -> list[Fault]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return [Fault(str(file), 1, f"cannot be read: {error}")]
    return faults(text, str(file), file.stem.rpartition(".")[2])


def _shipped(root: Path) -> list[Fault]:
    try:
        asked = {key_of(entry) for entry in extracted(root)}
    except (OSError, subprocess.CalledProcessError) as error:
        raise CommandError(f"gettext could not read the code: {error}") from error
    found = []
    for language, _name in settings.LANGUAGES:
        path = path_of(root, language)
        name = str(path.relative_to(root))
        if not path.exists():
            found.append(Fault(name, 1, "there is no such file: run make messages"))
            continue
        text = path.read_text(encoding="utf-8-sig")
        found += faults(text, name, language, asked, language in settings.LANGUAGES_IN_WORK)
        found += _compiled(text, path.with_suffix(".mo"), name)
    return found


def _compiled(text: str, path: Path, name: str) -> list[Fault]:
    """The compiled catalogue says what the written one says."""
    try:
        written = {key_of(entry): entry.msgstr_plural or entry.msgstr for entry in read(text)}
        compiled = {key_of(entry): entry.msgstr_plural or entry.msgstr for entry in polib.mofile(str(path))}
    except (OSError, ValueError):  # no file, or one that cannot be read
        return [Fault(name, 1, "is not compiled: run make messages")]
    return (
        []
        if {key: said for key, said in written.items() if said} == compiled
        else [Fault(name, 1, "is compiled from an older state: run make messages")]
    )

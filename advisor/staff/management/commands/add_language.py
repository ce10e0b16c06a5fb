"""Add a language to the site, up to the point where only translating is left."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

STEPS = (
    ("makemigrations", "--name", "language_{code}"),
    ("makemessages", "-l", "{code}", "--no-location", "--no-obsolete", "--no-wrap", "--ignore", "tests/*"),
    ("note_catalogues",),
    ("compilemessages", "--ignore", ".venv"),
)
NEXT = """{name} is added. Until it is translated its pages show German, and English where a catalogue has no line yet.
  1. Translate locale/{code}/LC_MESSAGES/django.po, and run: make messages
  2. Run migrate and seed_content, then export_texts --language {code}; translate the file and bring it back in the admin.
  3. When nothing is missing, take “{code}” out of LANGUAGES_IN_WORK in advisor/settings.py.
  4. For a meaning check as sharp as for the others add the words of {name} to advisor/content/markers.toml and terms.toml;
     a language that writes numbers otherwise than German gets its marks in advisor/formats.py and interview/parsing.py."""


class Command(BaseCommand):
    help = "Add a language: settings, columns, catalogue. What is missing shows in German."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="for instance pl")

    @no_translations
    def handle(self, *, code: str, **options: Any) -> None:
        if not re.fullmatch(r"[a-z]{2,3}", code) or code not in LANG_INFO:
            raise CommandError(f"Django knows no language {code}.")
        try:
            Locale.parse(code)
        except UnknownLocaleError as error:
            raise CommandError(f"Babel knows no language {code}.") from error
        if code in dict(settings.LANGUAGES):
            raise CommandError(f"{code} is there already.")
        name = LANG_INFO[code]["name_local"].capitalize()
        self._write_settings(code, name)
        (settings.BASE_DIR / "locale" / code / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        for step in STEPS:
            command = [sys.executable, "manage.py", *(part.format(code=code) for part in step)]
            done = subprocess.run(command, cwd=settings.BASE_DIR, check=False, capture_output=True, text=True)
            if done.returncode:
                raise CommandError(f"{' '.join(command[1:])} failed:\n{done.stderr}")
            self.stdout.write(f"done: {' '.join(command[1:])}")
        self.stdout.write(NEXT.format(code=code, name=name))

    def _write_settings(self, code: str, name: str) -> None:
        path = settings.BASE_DIR / "advisor" / "settings.py"
        text = path.read_text(encoding="utf-8")
        listed = re.sub(r"(?m)^(LANGUAGES = \[.*)\]$", rf'\1, ("{code}", "{name}")]', text, count=1)
        working = re.sub(
            r"(?m)^(LANGUAGES_IN_WORK: list\[str\] = \[)(.*)\]$",
            lambda match: f'{match[1]}{match[2]}{", " if match[2] else ""}"{code}"]',
            listed,
            count=1,
        )
        if text in (listed, working) or listed == working:
            raise CommandError(f"LANGUAGES and LANGUAGES_IN_WORK are not where they were in {path}.")
        path.write_text(working, encoding="utf-8")

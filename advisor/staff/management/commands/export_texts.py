"""Write the texts of the database as a .po file for translators."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser, no_translations

from advisor.content.models import TRANSLATIONS
from advisor.staff.exchange import exported


class Command(BaseCommand):
    help = "Write the texts of the database as a .po file: export_texts --language nl > texts.nl.po"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", required=True, choices=TRANSLATIONS)
        parser.add_argument("--only", default="", help="one text, as kind/key")

    @no_translations
    def handle(self, *, language: str, only: str, **options: Any) -> None:
        self.stdout.write(str(exported(language, only)))

"""Ask hunspell about every word of the shipped texts and the catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.content.corpus import aligned_catalogues, aligned_texts
from advisor.content.seeds import readable
from advisor.staff.spelling import NoDictionary, aligned_lists, check


class Command(BaseCommand):
    help = "Check the spelling of the shipped texts, the lists and the catalogues in every language."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--words", type=Path, default=settings.BASE_DIR / "tests" / "data", help="the folder of our own word lists"
        )

    @no_translations
    def handle(self, *, words: Path, **options: Any) -> None:
        texts, _wrong = readable()
        wordings = [*aligned_texts(texts), *aligned_lists(), *aligned_catalogues(settings.BASE_DIR / "locale")]
        try:
            found = list(check(wordings, words))
        except (NoDictionary, OSError) as error:
            raise CommandError(str(error)) from error
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} findings. A name or a term goes into {words}/words.*.txt", returncode=1)
        self.stdout.write(f"{len(wordings)} wordings are spelt as the dictionaries have it")

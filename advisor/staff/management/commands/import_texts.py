"""Read translated texts from a .po file into drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.staff.exchange import Malformed, imported


class Command(BaseCommand):
    help = "Read a .po file into drafts, which a second person releases: import_texts texts.nl.po --user anna"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--user", required=True, help="who translated; may not release it")

    @no_translations
    def handle(self, *, file: Path, user: str, **options: Any) -> None:
        people = get_user_model()._default_manager
        person = people.filter(**{get_user_model().USERNAME_FIELD: user}).first()
        if person is None:
            raise CommandError(f"There is nobody called {user}.")
        try:
            report = imported(file.read_bytes(), person)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Malformed as error:
            faults = "\n".join(f"{file}:{line}: {fault}" for line, fault in error.faults)
            raise CommandError(f"Nothing was imported.\n{faults}", returncode=1) from error
        except PermissionDenied as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        self.stdout.write(
            f"{report.language}: {report.changed} wordings changed and {report.confirmed} confirmed in"
            f" {len(report.drafts)} drafts; {report.unfinished} left for later"
        )

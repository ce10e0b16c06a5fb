"""Command: the database out of a file that `backup` wrote."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from advisor.web.backups import Refused, restore


class Command(BaseCommand):
    help = "Fills the database out of a backup, all of it or nothing, and counts what has arrived."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="delete what the database holds now")

    def handle(self, **options: Any) -> None:
        try:
            about = restore(options["file"], options["replace"])
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"restored: {len(about.rows)} tables, {sum(about.rows.values())} rows, as of {about.made}")
        if about.version != settings.VERSION:
            self.stdout.write(
                f"It is of version {about.version}, this is {settings.VERSION}: now run manage.py migrate"
            )

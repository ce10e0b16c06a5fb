"""Command: the database as one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from advisor.web.backups import Refused, backup


class Command(BaseCommand):
    help = "Writes the whole database as it is at one moment into a new file of a folder, while the site goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, **options: Any) -> None:
        try:
            file, about = backup(options["folder"])
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"{file}: {len(about.rows)} tables, {sum(about.rows.values())} rows, sum {about.sum[:16]}")

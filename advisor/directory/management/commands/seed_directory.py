"""Write the shipped lists into the database; run it on every deploy."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from advisor.directory.seeding import seed
from advisor.directory.seeds import SeedError


class Command(BaseCommand):
    help = (
        "Write the shipped institutions and emergency numbers into the database. Rows that staff have touched are kept."
    )
    requires_system_checks: list[str] = []

    @no_translations
    def handle(self, *, verbosity: int, **options: Any) -> None:
        try:
            report = seed()
        except SeedError as error:
            raise CommandError(f"The shipped lists have faults; nothing was written.\n{error}") from error
        if not verbosity:
            return
        for name in report.kept:
            self.stdout.write(f"kept as staff left it: {name}")
        self.stdout.write(f"lists: {report.created} rows new, {report.refreshed} refreshed, {report.removed} removed")

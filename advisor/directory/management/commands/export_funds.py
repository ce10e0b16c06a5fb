"""Write the additional rates of all funds as the CSV file that load_funds reads."""

from typing import Any

from django.core.management.base import BaseCommand, no_translations

from advisor.directory.fund_rows import as_csv
from advisor.directory.shelf import current_figures


class Command(BaseCommand):
    help = "Print all fund rates, shipped and entered by staff, as the CSV file that load_funds reads."
    requires_system_checks: list[str] = []

    @no_translations
    def handle(self, **options: Any) -> None:
        self.stdout.write(as_csv(current_figures().lists["funds"]), ending="")

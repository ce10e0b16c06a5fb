"""Write a list that staff keep as the CSV file that load_list reads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser, no_translations

from advisor.directory.keeping import KEPT
from advisor.directory.shelf import current_figures
from advisor.directory.table_files import as_csv


class Command(BaseCommand):
    help = "Print all rows of a list, shipped and entered by staff, as the CSV file that load_list reads."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", choices=list(KEPT))

    @no_translations
    def handle(self, *, list: str, **options: Any) -> None:
        model = KEPT[list]
        self.stdout.write(as_csv(model, current_figures().lists[model.LIST]), ending="")

"""Load a list that staff keep from a CSV file."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.directory.dated import DatedRow
from advisor.directory.keeping import KEPT, replace
from advisor.directory.table_files import BadFile, parsed

LARGEST = 2_000_000
HELP = """Replace what staff have entered about a list by the rows of a CSV file, with commas or semicolons.
A row lies over the shipped one of the same code and day; one that says the same as a shipped row is not kept.
Days are written 2026-01-01; one line for each member of the list and day of change. A file with a fault changes
nothing, and every fault is named with its line. manage.py export_list writes such a file.
"""
NOTES = {
    "rate": "percent; empty where none is known from valid_from on",
    "known_until": "empty means the end of the year of valid_from",
    "joined": "no for a municipality that has left from that day on",
    "date_known": "no where the day of joining is not known",
}


def columns(model: type[DatedRow]) -> list[str]:
    """What the columns of a list take, one a line."""
    found = []
    for name in model.COLUMNS:
        field = model._meta.get_field(name)
        kinds = ["yes or no"] if field.get_internal_type() == "BooleanField" else []
        kinds += [f"one of {', '.join(value for value, _ in field.choices)}"] if field.choices else []
        kinds += [NOTES[name]] if name in NOTES else []
        found.append(f"  {name}{': ' if kinds else ''}{'; '.join(kinds)}")
    return found


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "\n".join(line for key, model in KEPT.items() for line in (f"\n{key}:", *columns(model)))
        parser.add_argument("list", choices=list(KEPT))
        parser.add_argument("file", type=Path)

    @no_translations
    def handle(self, *, list: str, file: Path, **options: Any) -> None:
        model = KEPT[list]
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(f"{file}: is larger than {LARGEST} bytes; nothing was written.")
            rows = parsed(file.read_text(encoding="utf-8"), model)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file}: is not UTF-8; nothing was written.") from error
        except BadFile as error:
            raise CommandError(f"{file}: nothing was written.\n{error}") from error
        kept = replace(model, rows)
        self.stdout.write(
            f"{list}: {len(rows)} rows read, {kept} kept, {len(rows) - kept} say the same as the shipped ones"
        )

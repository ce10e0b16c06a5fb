"""Load the additional rates of funds from a CSV file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.directory.fund_rows import COLUMNS, BadFile, parsed, replace
from advisor.rules.funds import KINDS

LARGEST = 2_000_000
HELP = f"""Replace what staff have entered about funds by the rows of a CSV file. Columns, in any order, with commas or semicolons:
{", ".join(COLUMNS)}.
kind is one of {", ".join(KINDS)}. Days are written 2026-01-01. rate is percent; empty where no rate is known from valid_from on.
known_until left empty means the end of the year of valid_from. One line for each fund and day of change. A row lies over the
shipped one of the same code and day. A file with a fault changes nothing. manage.py export_funds writes such a file."""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    @no_translations
    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(f"{file}: is larger than {LARGEST} bytes; nothing was written.")
            rows = parsed(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file}: is not UTF-8; nothing was written.") from error
        except BadFile as error:
            raise CommandError(f"{file}: nothing was written.\n{error}") from error
        self.stdout.write(f"{replace(rows)} rows of {len({row.code for row in rows})} funds")

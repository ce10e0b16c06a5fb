"""Write down what the accessibility tests found, for the statement; without a file, name the tests to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone

from advisor.web.accessibility import RESULTS, checks, noted


class Command(BaseCommand):
    help = "Write the results of the accessibility tests into the file that the statement reads."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("junit", nargs="?", type=Path, help="what pytest --junitxml wrote")
        parser.add_argument("--out", type=Path, default=RESULTS)

    @no_translations
    def handle(self, *, junit: Path | None, out: Path, **options: Any) -> None:
        if junit is None:
            self.stdout.write("\n".join(test for check in checks() for test in check.tests))
            return
        try:
            text = noted(checks(), junit.read_text(encoding="utf-8"), timezone.localdate())
        except (OSError, LookupError, SyntaxError) as error:
            raise CommandError(str(error)) from error
        out.write_text(text, encoding="utf-8")

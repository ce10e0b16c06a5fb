"""Write the figures to standard output, as CSV or as the TOML of the repository."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from advisor.staff.figure_files import WRITERS, written
from advisor.staff.preview import figures_now


class Command(BaseCommand):
    help = "Write the figures that staff have released, or all, to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--form", choices=sorted(WRITERS), default="toml")
        parser.add_argument("--all", action="store_true", help="all figures instead of those that staff have released")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write(written(options["form"], figures_now(), released=not options["all"]), ending="")

"""Make drafts of figures from a CSV or TOML file; a second person releases them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from advisor.staff.figure_files import READERS, BadFile, begin_all, decoded


class Command(BaseCommand):
    help = "Make drafts from a file, all of it or nothing. They are released in the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="ends in .csv or .toml")
        parser.add_argument("--user", required=True, help="the figures editor in whose name the drafts are begun")
        parser.add_argument("--why", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        form = file.suffix.lstrip(".").lower()
        if form not in READERS:
            raise CommandError(f"{file}: the name must end in .csv or .toml", returncode=2)
        user = get_user_model().objects.filter(username=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"there is no user {options['user']}", returncode=2)
        try:
            begun, same = begin_all(form, decoded(file.read_bytes()), options["why"], user)
        except (BadFile, OSError, PermissionDenied) as error:
            raise CommandError(f"{file}: {error}", returncode=2) from None
        self.stdout.write(f"drafts begun: {len(begun)}, lines that hold already: {same}")

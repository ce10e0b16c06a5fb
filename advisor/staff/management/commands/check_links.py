"""Whether our links to other sites still work."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.staff.link_asking import Found, Manners
from advisor.staff.link_check import PAUSE, check_links
from advisor.staff.models import LinkCheck


class Command(BaseCommand):
    help = (
        "Ask for every link to another site that stands in a text or a list, and keep what was found for the desk. Run it "
        "once a day. Exit code 1 where a link was broken on two runs at least a day apart."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--timeout", type=float, default=Manners().timeout, help="seconds to wait for each answer")
        parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two questions to one host")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["timeout"] <= 300 or not 0 <= options["pause"] <= 300:
            raise CommandError("The timeout is more than 0 and at most 300 seconds, the pause at most 300.")
        manners = Manners(timeout=options["timeout"], longest=3 * options["timeout"])
        complaints = check_links(manners, options["pause"], self._told if options["verbosity"] > 1 else _nothing)
        for row in complaints:
            self.stdout.write(f"{row.finding} since {row.since:%Y-%m-%d}: {row.url} {row.note or row.moved_to}")
        if any(row.finding == LinkCheck.Finding.BROKEN for row in complaints):
            raise SystemExit(1)

    def _told(self, url: str, found: Found) -> None:
        self.stdout.write(f"{found.finding}: {url} {found.note or found.moved_to}")


def _nothing(url: str, found: Found) -> None:
    """Quiet."""

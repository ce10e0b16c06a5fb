"""What is too old to be kept about signing in."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from advisor.staff.throttle import forget


class Command(BaseCommand):
    help = "Remove attempts to sign in that are too old to be kept, and sessions that have ended. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        forget(timezone.now())
        call_command("clearsessions")

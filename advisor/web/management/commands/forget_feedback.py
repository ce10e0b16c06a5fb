"""manage.py forget_feedback: delete messages of readers and counts of reads that have been kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from advisor.web.feedback import CLOSED_KEPT, KEPT, READS_KEPT, forget


class Command(BaseCommand):
    help = (
        f"Delete feedback {CLOSED_KEPT.days} days after it was closed and {KEPT.days} days after it came, "
        f"and counts of page reads after {READS_KEPT.days} days. Runs with every new message, too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        messages, reads = forget()
        self.stdout.write(f"{messages} messages and {reads} counts of reads deleted")

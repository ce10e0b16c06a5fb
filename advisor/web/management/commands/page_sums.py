"""Command: what pages come to; two sites with the same texts, figures and lists print the same."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test import Client

from advisor.web.asking import asked_on
from advisor.web.health import own_name
from advisor.web.pages import Here

PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("start", {}),
    ("guide-page", {"key": "students"}),
    ("figures-topic", {"topic": "care"}),
    ("list", {"list_key": "funds"}),
)
"""Pages made of texts, figures and lists that staff keep."""


class Command(BaseCommand):
    help = "Prints a sum for each of some public pages in every language, as JSON."

    def handle(self, **options: Any) -> None:
        visitor = Client(headers={"host": own_name()})
        sums = {}
        for name, about in PLACES:
            for language, _name in settings.LANGUAGES:
                path = Here(name, asked_on(), about).path(language)
                answer = visitor.get(path, secure=True)
                sums[path] = f"{answer.status_code} {hashlib.sha256(answer.content).hexdigest()}"
        self.stdout.write(json.dumps(sums, indent=1))

"""Write above each line of the .po files where it appears and what its placeholders hold."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, no_translations

from advisor.staff.catalogues import extracted, path_of, read, with_notes


class Command(BaseCommand):
    help = "Write above each line of the .po files where it appears and what its placeholders hold."
    requires_system_checks: list[str] = []

    @no_translations
    def handle(self, **options: Any) -> None:
        root = settings.BASE_DIR
        asked = extracted(root)
        for language, _name in settings.LANGUAGES:
            path = path_of(root, language)
            catalogue = with_notes(read(path.read_text(encoding="utf-8")), asked, root)
            catalogue.wrapwidth = 0
            path.write_text(f"{catalogue}\n".replace("\n\n\n", "\n\n"), encoding="utf-8")

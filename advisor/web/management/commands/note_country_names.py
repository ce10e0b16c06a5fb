"""`manage.py note_country_names`: what each country is called in its own languages, as Babel knows it."""

from __future__ import annotations

import json
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from django.core.management.base import BaseCommand

from advisor.rules.figures import figures
from advisor.web.list_rows import OWN_NAMES

HEAD = (
    "# What each country is called in its own languages, by CLDR: `manage.py note_country_names` writes this file.\n\n"
)


def own_names() -> str:
    """The text of the file. Babel's names of a hundred languages take 80 MB, too much for every process of the site."""
    lines = []
    for code in sorted(figures().lists["countries"].rows):
        names = dict.fromkeys(filter(None, (_name(code, each) for each in get_official_languages(code, de_facto=True))))
        lines += [f"{code} = {json.dumps(list(names), ensure_ascii=False)}\n"] if names else []
    return HEAD + "".join(lines)


def _name(code: str, language: str) -> str:
    try:
        return str(Locale.parse(language).territories.get(code, ""))
    except UnknownLocaleError:
        return ""


class Command(BaseCommand):
    help = "Writes down what each country is called in its own languages; to be run when Babel is renewed."

    def handle(self, *args: Any, **options: Any) -> None:
        OWN_NAMES.write_text(own_names(), "utf-8")
        self.stdout.write(f"{OWN_NAMES.name}: written")

"""The pages of content for search engines, each with its address in the other languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation

from advisor.flows import all_flows

from . import glossary
from .asking import asked_on
from .figure_list import topics
from .guide import GUIDE
from .pages import Here
from .slugs import LISTS, PAGES
from .words import Words


class Pages(Sitemap):
    """Pages that every language has."""

    i18n = alternates = True

    def items(self) -> list[Here]:
        asked, words = asked_on(), Words(settings.LANGUAGE_CODE)
        named: list[tuple[str, dict[str, str]]] = [
            *((name, {}) for name in ("start", "guide", "glossary")),
            *(("site-page", {"page_key": key}) for key in PAGES),
            *(("figures-topic", {"topic": topic}) for topic in topics()),
            *(("guide-page", {"key": key}) for key in GUIDE if words.has("guide", key)),
            *(("list", {"list_key": key}) for key in LISTS),
            *(("flow-chart", {"flow": key}) for key in all_flows()),
        ]
        return [Here(name, asked, arguments) for name, arguments in named]

    def location(self, item: Here) -> str:
        return item.path()

    def get_urls(self, *args: Any, **options: Any) -> list[dict[str, Any]]:
        """Whoever reads none of our languages gets German, and in front of the site the choice."""
        urls = super().get_urls(*args, **options)
        for url in urls:
            german = next(
                other["location"] for other in url["alternates"] if other["lang_code"] == settings.LANGUAGE_CODE
            )
            default = german.removesuffix(f"{settings.LANGUAGE_CODE}/") if url["item"][0].name == "start" else german
            url["alternates"].append({"location": default, "lang_code": "x-default"})
        return urls


class Letters(Sitemap):
    """The letters of the glossary, which differ from language to language."""

    def items(self) -> list[tuple[str, str]]:
        return [(code, letter) for code, _ in settings.LANGUAGES for letter in glossary.letters(code)]

    def location(self, item: tuple[str, str]) -> str:
        code, letter = item
        with translation.override(code):
            return reverse("glossary-letter", kwargs={"letter": letter})


SITEMAPS = {"pages": Pages, "letters": Letters}

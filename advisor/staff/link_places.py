"""Where links to other sites stand: in texts and in rows of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from advisor.content.models import Edition, Segment
from advisor.content.prose import LANGUAGES

IN_TEXT = re.compile(r"\]\((https?://[^\s()]+)\)")
IN_ROW = re.compile(r"https?://[^\s()<>\"“”]+")
Place = tuple[str, str]
"""What it is called, and where staff can change it; "" where they cannot."""


def _in_texts() -> Iterator[tuple[str, Place]]:
    for row in Segment.objects.select_related("text"):
        for language in LANGUAGES:
            for url in IN_TEXT.findall(row.wording(language)):
                label = f"{row.text} {row.slug} ({language})"
                yield url, (label, reverse("admin:content_text_change", args=[row.text_id]))


def _in_lists() -> Iterator[tuple[str, Place]]:
    for model in apps.get_app_config("directory").get_models():
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        ]
        for row in model._default_manager.all():
            for url in {url for name in columns for url in IN_ROW.findall(getattr(row, name) or "")}:
                yield url.rstrip(".,;"), (f"{model._meta.verbose_name}: {row}", _page_of(row))


def _page_of(row: models.Model) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def places() -> dict[str, list[Place]]:
    """Every link with the places where it stands."""
    return _places(Edition.current(), get_language())


@lru_cache(maxsize=4)
def _places(edition: int, language: str | None) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for url, place in (*_in_texts(), *_in_lists()):
        known = found.setdefault(url, [])
        if place not in known:
            known.append(place)
    return found


forget = _places.cache_clear
"""For tests, whose editions begin anew."""

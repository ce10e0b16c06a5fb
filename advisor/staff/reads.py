"""How often each page, and each text on it, was read: what is worth the first look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from advisor.web.glossary import letters
from advisor.web.models import PageRead
from advisor.web.slugs import BELOW, WRITTEN

WINDOW = timedelta(days=90)


def weights(language: str | None = None) -> dict[str, int]:
    """Reads in the last 90 days by kind and key of the page, and of each text that stands on it; in one language or all.

    Pages that browsers and servers between keep are not counted, so the numbers weigh pages against each other and no more.
    """
    rows = PageRead.objects.filter(day__gt=timezone.localdate() - WINDOW)
    if language:
        rows = rows.filter(language=language)
    found: Counter[str] = Counter()
    for page, of, number in rows.values_list("page", "language").annotate(sum=Sum("reads")):
        for name in {page, *texts_of(page, of)}:
            found[name] += number
    return dict(found)


def texts_of(page: str, language: str) -> Iterator[str]:
    """The texts that a reader of the page has before them, as far as the page's own key says so."""
    kind, _slash, key = page.partition("/")
    if kind == "letter":
        yield from (f"term/{term}" for term in letters(language).get(key, ()))
    elif kind == "question":
        yield f"why/{key.partition('.')[2]}"
    elif kind == "list":
        yield from (f"page/{name}" for name in (f"list-{key}", *BELOW.get(key, ())))
    elif kind == "page":
        yield from (f"page/{name}" for name in WRITTEN.get(key, ()))
    elif kind in ("guide", "outcome"):
        yield page

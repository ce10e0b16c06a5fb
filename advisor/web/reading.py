"""The pages to read: the guide, the glossary and the figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from . import figure_list, glossary, guide
from .asking import LAW_KEYS, Asked, NotUnderstood, fields_of, law_for
from .blocks import headings
from .caching import public_page
from .errors import not_understood
from .figure_list import TOPICS
from .pages import Here, Shared, page
from .words import Words, current_language

FEWEST_HEADINGS = 3
"""From so many headings on a page begins with a table of contents."""
DIGITS = "0–9"


def _asked(request: HttpRequest) -> Asked:
    return law_for(fields_of(request.GET, LAW_KEYS))


@public_page
def guide_index(request: HttpRequest) -> HttpResponse:
    """All pages of the guide."""
    try:
        asked = _asked(request)
    except NotUnderstood as reason:
        return not_understood(request, reason, "guide")
    words = Words(current_language())
    return page(request, "guide/index.html", Here("guide", asked), words, {"chapters": guide.chapters(words, asked)})


@public_page
def guide_page(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the guide, with the figures of the day."""
    words = Words(current_language())
    if not words.has("guide", key):
        raise Http404
    try:
        asked = _asked(request)
    except NotUnderstood as reason:
        return not_understood(request, reason, "guide-page", {"key": key})
    return page(request, "guide/page.html", guide.at(key, asked), words, {}, shared=Shared({"key": key}, _guide_page))


def _guide_page(words: Words, asked: Asked, key: str) -> dict[str, Any]:
    law = asked.law.traced()
    parts = words.parts("guide", key, law)
    terms = glossary.explained(glossary.used_in(parts, words), words, law)
    contents = headings(parts)
    return {
        "parts": parts,
        "contents": contents if len(contents) >= FEWEST_HEADINGS else [],
        "flows": guide.flows_of(key, words, asked),
        "terms": terms,
        "used": law.used.values(),
        "places": {term["key"]: f"#word-{term['key']}" for term in terms},
    }


@public_page
def glossary_index(request: HttpRequest) -> HttpResponse:
    """The letters of the glossary with their words."""
    try:
        asked = _asked(request)
    except NotUnderstood as reason:
        return not_understood(request, reason, "glossary")
    words = Words(current_language())
    here = Here("glossary", asked)
    return page(request, "glossary/index.html", here, words, {"letters": _letters(words, asked)})


@public_page
def glossary_letter(request: HttpRequest, letter: str) -> HttpResponse:
    """The words of one letter. In another language the letter may have none: there the index answers."""
    words = Words(current_language())
    found = glossary.letters(words.language)
    if letter not in found:
        raise Http404
    try:
        asked = _asked(request)
    except NotUnderstood as reason:
        return not_understood(request, reason, "glossary-letter", {"letter": letter})
    here = Here("glossary-letter", asked, {"letter": letter}, elsewhere="glossary")
    context = {
        "letter": letter,
        "shown": _shown(letter),
        "letters": _letters(words, asked),
        "terms": glossary.explained(found[letter], words, asked.law),
    }
    return page(request, "glossary/letter.html", here, words, context)


def figures_index(request: HttpRequest, here: Here, words: Words) -> HttpResponse:
    """The topics of the figures."""
    topics = [
        {
            "label": words.label(TOPICS[topic].label),
            "count": count,
            "address": Here("figures-topic", here.asked, {"topic": topic}).address(),
        }
        for topic, count in figure_list.topics().items()
    ]
    return page(request, "pages/figures.html", here, words, {"topics": topics})


@public_page
def figures_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The figures of a topic on the day, each with its paragraph and its source."""
    try:
        asked = _asked(request)
    except NotUnderstood as reason:
        return not_understood(request, reason, "figures-topic", {"topic": topic})
    words, law = Words(current_language()), asked.law.traced()
    here = Here("figures-topic", asked, {"topic": topic})
    context = {
        "topic": words.label(TOPICS[topic].label),
        "figures": figure_list.figures_of(topic, law, words),
        "used": law.used.values(),
    }
    return page(request, "pages/figures_topic.html", here, words, context)


def _shown(letter: str) -> str:
    """How a letter is written; one of all the digits stands for any."""
    return DIGITS if letter == "0" else letter.upper()


def _letters(words: Words, asked: Asked) -> list[dict[str, object]]:
    return [
        {
            "letter": letter,
            "shown": _shown(letter),
            "address": Here("glossary-letter", asked, {"letter": letter}).address(),
            "count": len(keys),
        }
        for letter, keys in glossary.letters(words.language).items()
    ]

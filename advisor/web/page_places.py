"""Where a page stands that somebody has named by kind and key, and what it is called there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import translation

from advisor.content.prose import plain
from advisor.flows import all_flows
from advisor.interview.core import Flow

from .asking import Asked
from .figure_list import TOPICS, topics
from .found import NAMES, SITE_NAME
from .glossary import letter_of_term, letters
from .guide import GUIDE, at, title_of
from .pages import Here
from .slugs import LISTS, PAGES
from .words import Words
from .written import plain_title


def _page(key: str, asked: Asked, words: Words) -> Here | None:
    if key in PAGES:
        return Here("site-page", asked, {"page_key": key})
    return Here(key, asked) if key in ("start", "guide", "glossary") else None


def _guide(key: str, asked: Asked, words: Words) -> Here | None:
    return at(key, asked) if key in GUIDE and words.has("guide", key) else None


def _letter(key: str, asked: Asked, words: Words) -> Here | None:
    known = any(key in letters(language) for language, _name in settings.LANGUAGES)
    if key in letters(words.language):
        return Here("glossary-letter", asked, {"letter": key}, elsewhere="glossary")
    return Here("glossary", asked) if known else None


def _term(key: str, asked: Asked, words: Words) -> Here | None:
    with translation.override(words.language):
        letter = letter_of_term(key)
    return Here("glossary-letter", asked, {"letter": letter}, elsewhere="glossary", anchor=key) if letter else None


def _figures(key: str, asked: Asked, words: Words) -> Here | None:
    return Here("figures-topic", asked, {"topic": key}) if key in topics() else None


def _list(key: str, asked: Asked, words: Words) -> Here | None:
    return Here("list", asked, {"list_key": key}) if key in LISTS else None


def _flow(key: str, asked: Asked, words: Words) -> Here | None:
    found = all_flows().get(key)
    return Here("interview", asked, {"flow": key}, private=found.private) if found else None


def _question(key: str, asked: Asked, words: Words) -> Here | None:
    flow, _dot, question = key.partition(".")
    found = all_flows().get(flow)
    return _flow(flow, asked, words) if found and not found.private and question in found.questions else None


def _outcome(key: str, asked: Asked, words: Words) -> Here | None:
    flow = open_flow_with(key)
    return _flow(flow.key, asked, words) if flow else None


PLACES: Mapping[str, Callable[[str, Asked, Words], Here | None]] = {
    "page": _page,
    "guide": _guide,
    "letter": _letter,
    "term": _term,
    "figures": _figures,
    "list": _list,
    "flow": _flow,
    "question": _question,
    "outcome": _outcome,
}
"""Every kind of page, and how one is found."""


def open_flow_with(outcome: str) -> Flow | None:
    """A flow that ends in that outcome and is not private."""
    flows = all_flows().values()
    return next((f for f in flows if not f.private and outcome in (each.key for each in f.outcomes)), None)


def place_of(page: str, asked: Asked, words: Words) -> Here | None:
    """The page of that kind and key in the reader's language, a question's or a result's at the beginning of its flow;
    None where there is none, or none that may be named."""
    kind, _slash, key = page.partition("/")
    return PLACES[kind](key, asked, words) if kind in PLACES else None


def is_private(page: str) -> bool:
    """The page belongs to a group whose answers stand in no address."""
    kind, _slash, key = page.partition("/")
    return kind == "flow" and key in all_flows() and all_flows()[key].private


def name_of(page: str, asked: Asked, words: Words) -> str:
    """What the page is called, as plain text."""
    kind, _slash, key = page.partition("/")
    if kind == "guide" and words.has(kind, key):
        return plain(title_of(key, words, asked.law)["text"])
    if kind in ("term", "outcome") and words.has(kind, key):
        return plain_title(words.parts(kind, key, asked.law))
    if kind == "list":
        return plain_title(words.parts("page", f"list-{key}", asked.law))
    if kind == "figures" and key in TOPICS:
        return plain(words.label(TOPICS[key].label))
    if kind == "letter":
        return f"{words.label(NAMES['glossary'])}: {key.upper()}"
    if kind == "question":
        flow, _dot, question = key.partition(".")
        found = all_flows()[flow]
        return plain(f"{words.label(found.label)}: {words.label(found.questions[question].label)}")
    if kind == "flow" and key in all_flows():
        return plain(words.label(all_flows()[key].label))
    return words.label(NAMES.get(key, SITE_NAME))

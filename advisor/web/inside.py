"""How links inside texts become addresses: `flow:student`, `guide:students`, `list:funds`, `term:co-payment`."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from advisor.content import links
from advisor.flows import all_flows

from .glossary import letter_of_term
from .guide import GUIDE
from .pages import with_query
from .slugs import LISTS


def flow(key: str, fields: Mapping[str, str]) -> str | None:
    """The first question of a flow."""
    return with_query(reverse("interview", kwargs={"flow": key}), fields) if key in all_flows() else None


def guide(key: str, fields: Mapping[str, str]) -> str | None:
    """A page of the guide."""
    return with_query(reverse("guide-page", kwargs={"key": key}), fields) if key in GUIDE else None


def list_(key: str, fields: Mapping[str, str]) -> str | None:
    """A list of the directory."""
    return with_query(reverse("list", kwargs={"list_key": key}), fields) if key in LISTS else None


def term(key: str, fields: Mapping[str, str]) -> str | None:
    """A word of the glossary: its place on the page of its letter."""
    letter = letter_of_term(key)
    if letter is None:
        return None
    return with_query(reverse("glossary-letter", kwargs={"letter": letter}), fields) + f"#{key}"


def register() -> None:
    """Tell texts where these pages are."""
    for scheme, resolver in {"flow": flow, "guide": guide, "list": list_, "term": term}.items():
        links.register(scheme, resolver)

"""Addresses in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.urls import ResolverMatch, URLResolver
from django.utils import translation
from django.utils.functional import lazy

from advisor.flows import all_flows
from advisor.rules.words import gettext_noop

from .figure_list import TOPICS, topics
from .guide import GUIDE
from .words import slug

PAGES = {
    "figures": gettext_noop("address|figures"),
    "site": gettext_noop("address|about-this-site"),
    "accessibility": gettext_noop("address|accessibility"),
    "programs": gettext_noop("address|for-programs"),
}

FLOW_CHART = gettext_noop("address|how-it-decides")
"""The page of a flow that tells how it decides."""

LISTS = {
    "emergency": gettext_noop("address|emergency-numbers"),
    "institutions": gettext_noop("address|institutions"),
    "funds": gettext_noop("address|health-insurance-funds"),
    "municipalities": gettext_noop("address|municipalities-with-health-card"),
    "states": gettext_noop("address|states-with-agreement"),
}
"""The lists of the directory by key."""

SITE_TEXTS = ("site", "site-answers", "site-traces", "site-figures", "site-limits", "site-access")
"""The texts of the page about this site."""
WRITTEN = {
    "site": SITE_TEXTS,
    "accessibility": (
        "accessibility",
        "accessibility-hand",
        "accessibility-gaps",
        "accessibility-feedback",
        "accessibility-office",
    ),
    "programs": ("programs",),
}
"""The texts of each page of the site that is written in texts, the first with its title."""
PAGE_OF = {text: page for page, texts in WRITTEN.items() for text in texts}
"""The page on which each of these texts stands."""
BELOW = {
    "emergency": ("list-emergency-pharmacies", "list-emergency-bring"),
    "institutions": ("list-institutions-local",),
    "funds": ("list-funds-compare",),
    "municipalities": ("list-municipalities-funds", "list-municipalities-join"),
    "states": ("list-states-changes",),
}
"""The texts below each list."""


class Slug:
    """A part of an address that names something in the active language."""

    regex = "[-a-z0-9]+"

    def messages(self) -> Mapping[str, str]:
        """The source texts of the slugs by key."""
        raise NotImplementedError

    def to_python(self, value: str) -> str:
        """The key behind a slug."""
        language = translation.get_language()
        for key, message in self.messages().items():
            if slug(message, language) == value:
                return key
        raise ValueError(value)

    def to_url(self, key: str) -> str:
        """The slug of a key."""
        return slug(self.messages()[key], translation.get_language())


class FlowSlug(Slug):
    """A group of visitors."""

    def messages(self) -> Mapping[str, str]:
        return {flow.key: flow.slug for flow in all_flows().values()}


class GuideSlug(Slug):
    """A page of the guide."""

    def messages(self) -> Mapping[str, str]:
        return {key: page.slug for key, page in GUIDE.items()}


class TopicSlug(Slug):
    """A topic of the figures."""

    def messages(self) -> Mapping[str, str]:
        return {key: TOPICS[key].slug for key in topics()}


class PageSlug(Slug):
    """A page of the site itself."""

    def messages(self) -> Mapping[str, str]:
        return PAGES


class ListSlug(Slug):
    """A list of the directory."""

    def messages(self) -> Mapping[str, str]:
        return LISTS


def _folder(message: str) -> str:
    return slug(message, translation.get_language()) + "/"


folder = lazy(_folder, str)
"""The fixed part of an address, in the active language."""


class KnownAddresses(URLResolver):
    """The pages in the language of the address; one that was found before is not looked for again. What is not there is not noted."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._found = lru_cache(maxsize=4096)(lambda path, _: URLResolver.resolve(self, path))

    def resolve(self, path: str) -> ResolverMatch:
        return self._found(path, translation.get_language())

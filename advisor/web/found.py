"""What search engines and messengers are told of a page: its title in a sentence, its address in every language, its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from advisor.content.prose import plain
from advisor.rules.words import gettext_noop

from .words import Words

if TYPE_CHECKING:
    from .pages import Here

SITE_NAME = gettext_noop("Health insurance in Germany")
LEAD = gettext_noop("What you must do, what it costs, and where the figures come from.")
LEADS = {
    "guide": gettext_noop("Each page explains one topic. The figures are those of the day that you choose."),
    "glossary": gettext_noop("These words stand in letters, in forms and on this site. Choose the first letter."),
}
LONGEST = 200
"""Letters of a description that only names what a page lists."""
NAMES = {
    "start": gettext_noop("Which health insurance do you need in Germany?"),
    "figures": gettext_noop("Figures and sources"),
    "site": gettext_noop("About this site and your privacy"),
    "accessibility": gettext_noop("Accessibility statement"),
    "programs": gettext_noop("For programs"),
    "guide": gettext_noop("Guide to health insurance in Germany"),
    "glossary": gettext_noop("Words of health insurance"),
    "flow-chart": gettext_noop("How this form decides"),
}
INDEXED = (
    "start",
    "site-page",
    "figures-topic",
    "guide",
    "guide-page",
    "glossary",
    "glossary-letter",
    "list",
    "flow-chart",
)
"""Pages of content by the name of their address. Results are none of them."""
ABOVE = {"guide-page": ("guide", gettext_noop("Guide")), "glossary-letter": ("glossary", gettext_noop("Glossary"))}
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
CARD = "card.png"


def is_found(here: Here) -> bool:
    """Whether anybody but its visitor is meant to find this page."""
    return here.name in INDEXED and not here.answers


def head_of(site: str, here: Here, words: Words, context: Mapping[str, Any]) -> dict[str, Any]:
    """What the head of a page of content holds. site: scheme and host as they were asked for."""
    title, about = _title(here, words, context), _summary(here, words, context)
    absolute = site.__add__
    addresses = {code: absolute(here.path(code)) for code, _ in settings.LANGUAGES}
    own = addresses[words.language]
    return {
        "title": title,
        "description": about,
        "canonical": own,
        "alternates": {} if here.elsewhere else addresses,
        "default": absolute("/") if here.name == "start" else addresses[settings.LANGUAGE_CODE],
        "card": absolute(static(CARD)),
        "data": _data(own, title, about, here, words, context, absolute),
        "permanent": here.address(as_of=here.asked.law.day.isoformat()),
    }


def _title(here: Here, words: Words, context: Mapping[str, Any]) -> str:
    if "topic" in context:
        return f"{words.label(NAMES['figures'])}: {plain(context['topic'])}"
    for parts in (context.get("parts"), context.get("texts")):
        for part in parts or ():
            if isinstance(part, dict) and part["role"] == "title":
                return plain(part["text"])
    if here.name == "flow-chart":
        return f"{words.label(NAMES['flow-chart'])}: {plain(context['chart']['label'])}"
    if here.name == "glossary-letter":
        return f"{words.label(NAMES['glossary'])}: {context['shown']}"
    return plain(words.label(NAMES.get(here.arguments.get("page_key", here.name), SITE_NAME)))


def _summary(here: Here, words: Words, context: Mapping[str, Any]) -> str:
    """What the page says in a sentence or two: its lead, else its first paragraph, else the names of what it lists."""
    texts = context.get("parts") or context.get("texts") or ()
    parts = [part for text in texts for part in ([text] if isinstance(text, dict) else text)]
    roles = ("lead", "p", "item", "attention")
    if found := next((plain(part["text"]) for role in roles for part in parts if part["role"] == role), ""):
        return found
    if here.name in LEADS:
        return words.label(LEADS[here.name])
    listed = [term["title"]["text"] for term in context.get("terms", ())]
    listed += [row["label"] for name in ("figures", "topics") for row in context.get(name, ())]
    listed += [row["label"] for row in context.get("chart", {}).get("questions", ())]
    return shorten(plain(", ".join(listed)), LONGEST, placeholder=" …") or words.label(LEAD)


def changed_on(words: Words, context: Mapping[str, Any]) -> date | None:
    """The last day on which the texts were changed or a figure of the page was checked."""
    days = [figure.checked_on for figure in context.get("used", ())]
    return max([*days, *([words.changed] if words.changed else [])], default=None)


def _data(
    own: str,
    title: str,
    about: str,
    here: Here,
    words: Words,
    context: Mapping[str, Any],
    absolute: Callable[[str], str],
) -> SafeString:
    """The page and its place in the site in the vocabulary of schema.org. A block of data: no browser runs it."""
    start = absolute(reverse("start"))
    changed = changed_on(words, context)
    site = {"@type": "WebSite", "name": words.label(SITE_NAME), "url": start}
    page: dict[str, Any] = {
        "@type": "Article" if here.name == "guide-page" else "WebPage",
        "url": own,
        "headline" if here.name == "guide-page" else "name": title,
        "description": about,
        "inLanguage": words.language,
        "isPartOf": site,
    } | ({"dateModified": changed.isoformat()} if changed else {})
    way = [(words.label(SITE_NAME), start)]
    if here.name in ABOVE:
        name, label = ABOVE[here.name]
        way.append((words.label(label), absolute(reverse(name))))
    if here.name != "start":
        way.append((title, own))
    crumbs = [
        {"@type": "ListItem", "position": place, "name": name, "item": item}
        for place, (name, item) in enumerate(way, start=1)
    ]
    graph = [page, *([{"@type": "BreadcrumbList", "itemListElement": crumbs}] if len(way) > 1 else [])]
    written = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(written.translate(UNSAFE))

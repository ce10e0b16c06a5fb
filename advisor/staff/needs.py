"""What relies on a text: interviews, pages of the site, and other texts that link to it."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from advisor import flows, interview
from advisor.content.library import library
from advisor.content.prose import plain
from advisor.flows import all_flows
from advisor.web.guide import GUIDE
from advisor.web.slugs import BELOW, LISTS, PAGE_OF
from advisor.web.words import label

LINKED = {"guide": "guide", "term": "term"}
"""Kinds of texts that other texts can link to, with the scheme of the link."""
SHOWN_BY_LISTS = {f"list-{key}": key for key in LISTS} | {f"list-{key}-none": key for key in LISTS}
SHOWN_BY_LISTS |= {text: key for key, texts in BELOW.items() for text in texts}
"""The texts of list pages, with the list."""


def needed_by(kind: str, key: str) -> list[str]:
    """What would lack this text, in words for staff; nothing where it may go."""
    return [*_interviews(kind, key), *_pages(kind, key), *_texts_linking(kind, key)]


def _interviews(kind: str, key: str) -> list[str]:
    language = translation.get_language() or "de"
    found = [label(all_flows()[flow].label, language) for flow in flows_with(kind, key)]
    if kind == "why":
        return [_("the interview “%(name)s” asks this question") % {"name": plain(name)} for name in found]
    if not found and kind not in ("page", "guide", "term", "notice") and key in _said_everywhere():
        return [_("every interview can need it")]
    return [_("the interview “%(name)s” needs it") % {"name": plain(name)} for name in found]


def _pages(kind: str, key: str) -> list[str]:
    if kind == "guide" and key in GUIDE:
        return [_("the guide has a page for it")]
    if kind == "notice":
        return [_("interviews and the search show it")]
    if kind == "page" and key in SHOWN_BY_LISTS:
        name = label(LISTS[SHOWN_BY_LISTS[key]], translation.get_language() or "de").rpartition("|")[2]
        return [_("the list “%(name)s” shows it") % {"name": name}]
    if kind == "page" and PAGE_OF.get(key) == "accessibility":
        return [_("the accessibility statement shows it")]
    return [_("the page about this site shows it")] if kind == "page" and key in PAGE_OF else []


def _texts_linking(kind: str, key: str) -> list[str]:
    if kind not in LINKED:
        return []
    target = f"]({LINKED[kind]}:{key})"
    return [
        _("the text “%(name)s” links to it") % {"name": name}
        for name in library().holding(target)
        if name != f"{kind}/{key}"
    ]


def flows_with(kind: str, key: str) -> list[str]:
    """The flows that may show a text of this kind."""
    if kind == "why":
        return [flow.key for flow in all_flows().values() if key in flow.questions]
    if kind == "outcome":
        return [flow.key for flow in all_flows().values() if key in {outcome.key for outcome in flow.outcomes}]
    if kind in ("page", "guide", "term", "notice"):
        return []
    return [flow for flow, said in _said_by_flows().items() if key in said]


@lru_cache(maxsize=1)
def _said_by_flows() -> dict[str, frozenset[str]]:
    """The words in the source of each flow and of the modules that it is made from."""
    folder = Path(flows.__file__).parent
    said, made_from = {}, {}
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said[path.stem] = frozenset(_strings(tree))
        made_from[path.stem] = {
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level
            for name in (node.module, *(alias.name for alias in node.names))
        }
    mains = {flow.key.replace("-", "_") for flow in all_flows().values()}
    return {
        flow: frozenset().union(*(said[name] for name in _reached(flow.replace("-", "_"), made_from, mains)))
        for flow in all_flows()
    }


def _reached(name: str, made_from: dict[str, set[str | None]], mains: set[str]) -> set[str]:
    """A module and those it is made from; other flows are left out."""
    found, open_ones = set(), [name]
    while open_ones:
        found.add(module := open_ones.pop())
        open_ones += [str(one) for one in made_from[module] if one in made_from and one not in found | mains]
    return found


@lru_cache(maxsize=1)
def _said_everywhere() -> frozenset[str]:
    """The words in the source of what all flows share."""
    folder = Path(str(interview.__file__)).parent
    return frozenset(word for path in folder.glob("*.py") for word in _strings(ast.parse(path.read_text("utf-8"))))


def _strings(tree: ast.AST) -> list[str]:
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]

"""The search: what was typed is read, answered and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from advisor.content.prose import fill, plain
from advisor.content.stems import WORD, forms_of_text, words_of
from advisor.directory.shelf import directory
from advisor.flows import all_flows
from advisor.interview.parsing import LONGEST
from advisor.rules.words import gettext_noop

from .asking import LAW_KEYS, Asked, NotUnderstood, fields_of, law_for
from .caching import kept_by_nobody
from .errors import method_refused, not_understood
from .forms import SearchForm
from .glossary import letter_of_term
from .index import Index, index
from .list_rows import ROWS, Row
from .pages import Here, page
from .searchable import Document, Passage
from .slugs import LISTS
from .words import Words, current_language
from .written import plain_title

MOST_SHOWN = 20
LONGEST_SNIPPET = 220
BEFORE_THE_WORD = 80
NO_WORD = gettext_noop("Please type at least one letter or digit.")
TOO_MUCH = gettext_noop("That is too long for a search. Please type a few words only.")
KINDS = {
    "guide": gettext_noop("Guide"),
    "term": gettext_noop("Glossary"),
    "flow": gettext_noop("Questions and answer"),
    "calculator": gettext_noop("Calculator"),
    "list": gettext_noop("List"),
    "page": gettext_noop("About this site"),
}
KEY_OF_LINE = {"emergency": "what", "institutions": "key", "funds": "code", "municipalities": "code", "states": "code"}
"""The column by which the line of a list is known."""
IN_GERMAN = ("funds", "municipalities")
"""Lists whose lines are German names in every language."""
SUGGESTED = ("minijob", "family-insurance", "ehic", "co-payment", "change-of-fund", "additional-contribution")
"""Words of the glossary that an empty search offers."""


@csrf_exempt  # Whatever could be forged is refused.
def search_page(request: HttpRequest) -> HttpResponse:
    """What fits the words typed. They are the visitor's own: kept nowhere, and told to no other site."""
    if request.method not in ("GET", "HEAD"):
        return method_refused(request)
    try:
        response = _search(request)
    except NotUnderstood as reason:
        response = not_understood(request, reason, "search")
    return kept_by_nobody(response, tells="no-referrer")


@sensitive_variables()
def _search(request: HttpRequest) -> HttpResponse:
    fields = fields_of(request.GET, (*LAW_KEYS, "q"))
    asked, words = law_for(fields), Words(current_language())
    typed = fields.get("q", "").strip()
    form = SearchForm(words, typed)
    if len(typed) > LONGEST:
        form.add_error("q", words.label(TOO_MUCH))
    elif typed and not any(words_of(typed)):
        form.add_error("q", words.label(NO_WORD))
    readable = "" if form.errors else typed
    found = index(words.language)
    context: dict[str, Any] = {"search_form": form, "typed": readable, "wrong": bool(form.errors)}
    context |= _results(found, readable, asked, words) if readable else {}
    if not context.get("results"):
        context["suggested"] = _suggested(asked, words)
        context["emergency"] = words.parts("notice", "emergency", asked.law)
    here = Here("search", asked, answers={"q": readable} if readable else {})
    return page(request, "pages/search.html", here, words, context, status=400 if form.errors else 200)


def _results(found: Index, typed: str, asked: Asked, words: Words) -> dict[str, Any]:
    answer = found.search(typed)
    terms = answer.terms
    lines = Lines(asked, words)
    shown = [hit for hit in zip(answer.documents, answer.passages, strict=True) if lines.has(hit[0])]
    meant = dict.fromkeys(title for wanted in answer.wanted for title in wanted.meant)
    return {
        "count": len(shown),
        "results": [_result(*hit, terms, lines, asked, words) for hit in islice(shown, MOST_SHOWN)],
        "meant": [title for title in meant if title.casefold() != typed.casefold()],
        "alike": {"text": answer.alike, "address": _asking(answer.alike, asked)} if answer.alike else None,
    }


def _asking(typed: str, asked: Asked) -> str:
    return Here("search", asked, answers={"q": typed}).address()


def _suggested(asked: Asked, words: Words) -> list[dict[str, str]]:
    titles = (plain_title(words.parts("term", key, asked.law)) for key in SUGGESTED if words.has("term", key))
    return [{"text": title, "address": _asking(title, asked)} for title in titles]


class Lines:
    """The lines of the lists as they are on the day asked for, each list read when it is first needed."""

    def __init__(self, asked: Asked, words: Words) -> None:
        self._asked, self._words = asked, words
        self._lists: dict[str, dict[str, Row]] = {}

    def of(self, document: Document) -> Row | None:
        """The line behind a document; None where the list has none on that day."""
        if document.kind not in self._lists:
            rows = ROWS[document.kind](self._asked.law, directory(), self._words)
            self._lists[document.kind] = {row[KEY_OF_LINE[document.kind]]: row for row in rows}
        return self._lists[document.kind].get(document.key)

    def has(self, document: Document) -> bool:
        """The document is there on that day."""
        return document.kind not in LISTS or self.of(document) is not None


def _result(
    document: Document, best: int, terms: AbstractSet[str], lines: Lines, asked: Asked, words: Words
) -> dict[str, Any]:
    german, place, titled, written = "", "", document.language, ""
    if document.kind in LISTS:
        title, text = _said(document.kind, lines.of(document) or {})
        titled = "de" if document.kind in IN_GERMAN and words.language != "de" else ""
    else:
        title, german = (plain(fill(text, asked.law, words.language)) for text in (document.title, document.german))
        passage = document.passages[best] if document.passages else Passage("")
        text, place, written = plain(fill(passage.text, asked.law, words.language)), passage.anchor, passage.language
    kind = "list" if document.kind in LISTS else document.kind
    if kind == "flow" and all_flows()[document.key].one_page:
        kind = "calculator"
    return {
        "kind": words.label(KINDS[kind]),
        "title": marked(title, terms, words.language),
        "title_language": titled,
        "german": marked(german, terms, "de") if german != title else "",
        "snippet": marked(cut(text, terms, words.language), terms, words.language),
        "snippet_language": written,
        "address": _address(document, title, place, asked),
    }


def _said(kind: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """The title of a line of a list, and what the line says on the day."""
    if kind == "emergency":
        return " · ".join(filter(None, (row["number"], row["what"]))), row["use"]
    if kind == "institutions":
        german = row["name_de"] if row["name_de"] != row["name"] else ""
        return row["name"], " · ".join(filter(None, (german, row["former_name"], row["later_name"], row["note"])))
    return row["name"], row.get({"funds": "kind_label", "states": "scope_label"}.get(kind, ""), "")


def _address(document: Document, title: str, place: str, asked: Asked) -> str:
    kind, key = document.kind, document.key
    if kind == "guide":
        return Here("guide-page", asked, {"key": key}, anchor=place).address()
    if kind == "term":
        return Here("glossary-letter", asked, {"letter": letter_of_term(key) or "0"}, anchor=key).address()
    if kind == "flow":
        return Here("interview", asked, {"flow": key}).address()
    if kind == "page":
        return Here("site-page", asked, {"page_key": key}).address()
    if kind == "list":
        return Here("list", asked, {"list_key": key}, anchor=place).address()
    answers = {"q": title} if kind in ("municipalities", "states") else {}
    return Here("list", asked, {"list_key": kind}, answers).address()


def _hits(text: str, terms: AbstractSet[str], language: str) -> list[tuple[int, int]]:
    """Where the words found stand in a text."""
    return [match.span() for match in WORD.finditer(text) if _is_found(match[0], terms, language)]


def _is_found(word: str, terms: AbstractSet[str], language: str) -> bool:
    """A word of a text, or where it has hyphens a part of it, is one of those found."""
    parts = words_of(word) if "-" in word else (word,)
    return any(not terms.isdisjoint(forms_of_text(part, language)) for part in parts)


def cut(text: str, terms: AbstractSet[str], language: str) -> str:
    """The part of a long text around the first word found, with whole words."""
    if len(text) <= LONGEST_SNIPPET:
        return text
    first = next(iter(_hits(text, terms, language)), (0, 0))[0]
    start = text.rfind(" ", 0, first - BEFORE_THE_WORD) + 1 if first > BEFORE_THE_WORD else 0
    last = start + LONGEST_SNIPPET
    end = len(text) if last >= len(text) else max(text.rfind(" ", start, last), first + 1)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def marked(text: str, terms: AbstractSet[str], language: str) -> SafeString:
    """The text as HTML with the words found marked."""
    html, end = "", 0
    for first, last in _hits(text, terms, language):
        html += f"{escape(text[end:first])}<mark>{escape(text[first:last])}</mark>"
        end = last
    return mark_safe(html + escape(text[end:]))

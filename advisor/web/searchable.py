"""What a search can find in one language: pages of the guide, flows, words, lists and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from advisor.content.library import Library, Part
from advisor.content.prose import LANGUAGES
from advisor.directory.shelf import Directory
from advisor.flows import all_flows
from advisor.interview.core import Flow

from .blocks import anchor
from .guide import GUIDE
from .list_rows import all_names
from .slugs import BELOW, LISTS, WRITTEN
from .words import Words, label

HEADINGS = ("lead", "h", "caption")
"""Roles of a text that say what it is about."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a text as it was written. anchor: the part of the page where it stands. language: if not the reader's."""

    text: str
    heading: bool = False
    anchor: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find. `kind` is guide, flow, term, list or page, or for a line of a list the name of that list."""

    kind: str
    key: str
    title: str
    german: str = ""
    names: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    abroad: tuple[str, ...] = ()
    """The title in the other languages."""
    language: str = ""
    """That of the title, if not the reader's."""

    @property
    def name(self) -> str:
        """How texts and tables of names call it: `term:minijob`, `institutions:bas`."""
        return f"{self.kind}:{self.key}"


def documents(texts: Library, lists: Directory, language: str) -> list[Document]:
    """All that can be found."""
    return [
        *_written(texts, "guide", [key for key in GUIDE if texts.has("guide", key)], language),
        *_written(texts, "term", texts.keys("term"), language),
        *(_flow(flow, texts, language) for flow in all_flows().values()),
        *(_list(key, texts, language) for key in LISTS if texts.has("page", f"list-{key}")),
        *_site(texts, language),
        *_lines(lists, language),
    ]


def _written(texts: Library, kind: str, keys: list[str], language: str) -> Iterator[Document]:
    for key in keys:
        yield _document(kind, key, (kind, key), texts, language)


def _document(kind: str, key: str, text: tuple[str, str], texts: Library, language: str) -> Document:
    """A text, by its title in each language and piece by piece."""
    titles = {code: _title(texts.wordings(*text, code)) for code in LANGUAGES}
    own, (german, _language) = titles[language], titles["de"]
    abroad = tuple(title for title, written in titles.values() if written not in (language, "de"))
    passages = tuple(_passages(texts.wordings(*text, language), language))
    return Document(kind, key, own[0], german, (), passages, abroad, _unless(own[1], language))


def _title(parts: list[Part]) -> tuple[str, str]:
    """The title of a text, and the language it is in."""
    return next(((part.text, part.language) for part in parts if part.role == "title"), ("", ""))


def _unless(language: str, own: str) -> str:
    """A language, unless it is the reader's own."""
    return "" if language == own else language


def _passages(parts: list[Part], language: str) -> Iterator[Passage]:
    """A text piece by piece, each with the heading or table above it as its place."""
    place = ""
    for part in parts:
        if part.role in ("h", "caption"):
            place = part.id if part.role == "caption" else anchor({"id": part.id})
        if part.role != "title":
            yield Passage(part.text, part.role in HEADINGS, place, _unless(part.language, language))


def _flow(flow: Flow, texts: Library, language: str) -> Document:
    """A flow and what it may answer; of a private one its name alone."""
    passages = [Passage(label(flow.hint, language), heading=True)] if flow.hint else []
    keys = () if flow.private else dict.fromkeys(outcome.key for outcome in flow.outcomes)
    titles = (_title(texts.wordings("outcome", key, language)) for key in keys if texts.has("outcome", key))
    passages += [Passage(title, language=_unless(code, language)) for title, code in dict.fromkeys(titles)]
    abroad = tuple(label(flow.label, code) for code in LANGUAGES if code not in (language, "de"))
    return Document("flow", flow.key, label(flow.label, language), label(flow.label, "de"), (), tuple(passages), abroad)


def _list(key: str, texts: Library, language: str) -> Document:
    found = _document("list", key, ("page", f"list-{key}"), texts, language)
    passages = list(found.passages)
    for name in BELOW[key]:
        if texts.has("page", name):
            below = texts.wordings("page", name, language)
            passages += [Passage(p.text, p.role == "title", name, _unless(p.language, language)) for p in below]
    return replace(found, passages=tuple(passages))


def _site(texts: Library, language: str) -> Iterator[Document]:
    for page, keys in WRITTEN.items():
        parts = [part for key in keys if texts.has("page", key) for part in texts.wordings("page", key, language)]
        if not parts:
            continue
        rest = (Passage(part.text, part.role == "title", "", _unless(part.language, language)) for part in parts[1:])
        title = parts[0]
        yield Document("page", page, title.text, passages=tuple(rest), language=_unless(title.language, language))


def _lines(lists: Directory, language: str) -> Iterator[Document]:
    """The lines of the lists by their names on any day; what a line says on the day asked for is looked up when shown."""
    for item in lists.lists["emergency"]:
        what, use = item.text("what", language)[0], item.text("use", language)[0]
        yield Document("emergency", what, what, item.text("what", "de")[0], (item.get("number"),), (Passage(use),))
    for item in lists.lists["institutions"]:
        if item.get("group") != "card":
            names, note = (item.get("former_name"),), (Passage(item.text("note", language)[0]),)
            yield Document(
                "institutions", item.key, item.text("name", language)[0], item.text("name", "de")[0], names, note
            )
    dated: Mapping[str, str] = {"funds": "funds", "municipalities": "card_municipalities"}
    for kind, name in dated.items():
        for code, rows in lists.figures.lists[name].rows.items():
            yield Document(kind, code, rows[-1].name, names=tuple({row.name for row in rows}))
    for code in lists.figures.lists["countries"].rows:
        names = all_names(code)
        yield Document("states", code, Words(language).country(code), names=names)

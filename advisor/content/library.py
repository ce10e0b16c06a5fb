"""What pages and commands read: all texts in memory, as fresh as the last edition."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from advisor.rules.law import Law

from .models import Edition, Segment
from .prose import LANGUAGES, fill
from .seeds import role_of, shipped
from .shelf import Shelf

Bodies = Mapping[str, str]
Texts = dict[tuple[str, str], tuple[tuple[str, Bodies], ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One segment as the reader gets it: figures filled in by `get`, markup left to `prose.render` or `prose.plain`.

    `language` is German where the translation is missing.
    """

    id: str
    role: str
    text: str
    language: str


class Library:
    """All texts of one edition."""

    def __init__(self, edition: int, texts: Texts, changed: date | None = None) -> None:
        self.edition = edition
        self.changed = changed
        self._texts = texts

    def has(self, kind: str, key: str) -> bool:
        """Whether there is such a text."""
        return (kind, key) in self._texts

    def keys(self, kind: str) -> list[str]:
        """The keys of all texts of a kind, sorted."""
        return sorted(key for of_kind, key in self._texts if of_kind == kind)

    def holding(self, words: str) -> list[str]:
        """The names of all texts that hold these words as written, in any language, sorted."""
        return sorted(
            f"{kind}/{key}"
            for (kind, key), segments in self._texts.items()
            if any(words in body for _slug, bodies in segments for body in bodies.values())
        )

    def get(self, kind: str, key: str, language: str, law: Law) -> list[Part]:
        """The parts of a text in their order, with the figures of that law. Raises `KeyError` for no such text."""
        return [_filled(part, law) for part in self.wordings(kind, key, language)]

    def wordings(self, kind: str, key: str, language: str) -> list[Part]:
        """The parts of a text with its placeholders as they were written. Raises `KeyError` for no such text."""
        if (kind, key) not in self._texts:
            raise KeyError(f"there is no text {kind}/{key}")
        return [self._part(slug, bodies, language) for slug, bodies in self._texts[kind, key]]

    def title(self, kind: str, key: str, language: str, law: Law) -> str:
        """The title of a text. Raises `KeyError` where there is none."""
        if (found := self.title_part(kind, key, language, law)) is None:
            raise KeyError(f"the text {kind}/{key} has no title")
        return found.text

    def title_part(self, kind: str, key: str, language: str, law: Law) -> Part | None:
        """The part of a text that is its title."""
        segments = self._texts.get((kind, key), ())
        found = (self._part(slug, bodies, language) for slug, bodies in segments if role_of(slug) == "title")
        return next((_filled(part, law) for part in found), None)

    def stored(self) -> dict[str, Any]:
        """All of it as JSON."""
        texts = [[kind, key, segments] for (kind, key), segments in self._texts.items()]
        return {"changed": self.changed and self.changed.isoformat(), "texts": texts}

    def with_text(self, kind: str, key: str, segments: Iterable[tuple[str, Bodies]], edition: int) -> "Library":
        """The same texts with one of them read otherwise, as an edition of its own."""
        return Library(edition, {**self._texts, (kind, key): tuple(segments)}, self.changed)

    @staticmethod
    def _part(slug: str, bodies: Bodies, language: str) -> Part:
        shown = language if bodies[language] else "de"
        return Part(slug, role_of(slug), bodies[shown], shown)


def _filled(part: Part, law: Law) -> Part:
    """With its figures; most parts name none."""
    return replace(part, text=fill(part.text, law, part.language)) if "${" in part.text else part


def from_database(edition: int) -> Library:
    """The texts as the database has them."""
    columns = ("text__kind", "text__key", "slug", *(f"body_{language}" for language in LANGUAGES))
    texts: Texts = {}
    for kind, key, slug, *bodies in Segment.objects.order_by("position", "pk").values_list(*columns):
        segment = (slug, {code: body or "" for code, body in zip(LANGUAGES, bodies, strict=True)})
        texts[kind, key] = (*texts.get((kind, key), ()), segment)
    return Library(edition, texts, Edition.changed_on())


def from_seeds() -> Library:
    """The shipped texts, as edition 0."""
    segments = {name: tuple((part.slug, part.bodies) for part in text.segments) for name, text in shipped().items()}
    return Library(0, segments)


def from_file(edition: int, stored: Mapping[str, Any]) -> Library:
    """The texts as `Library.stored` gave them, over the shipped ones: the program may be newer than the file."""
    changed = date.fromisoformat(stored["changed"]) if stored["changed"] else None
    own = {(kind, key): tuple((slug, bodies) for slug, bodies in segments) for kind, key, segments in stored["texts"]}
    known = dict.fromkeys(LANGUAGES, "")
    texts = {name: tuple((slug, known | bodies) for slug, bodies in segments) for name, segments in own.items()}
    return Library(edition, {**from_seeds()._texts, **texts}, changed)


SHELF = Shelf(from_database, from_seeds, from_file)
os.register_at_fork(after_in_child=SHELF.begin_anew)


_shown: ContextVar[Library | None] = ContextVar("shown", default=None)


def library() -> Library:
    """All texts, current within two seconds; inside `showing` those shown."""
    return _shown.get() or SHELF.known().texts


@contextmanager
def showing(others: Library) -> Iterator[None]:
    """Inside, and for nobody else, these texts are read: a draft as it would look."""
    before = _shown.set(others)
    try:
        yield
    finally:
        _shown.reset(before)

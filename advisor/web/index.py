"""The index of a search: what matches the words typed best. One per language, as fresh as the last edition."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from advisor.content.library import Library, library
from advisor.content.prose import names
from advisor.content.stems import folded, words_of
from advisor.directory.shelf import Directory, directory
from advisor.rules.figures import Figures

from .lexicon import EXACT, Lexicon
from .searchable import Document, documents
from .understood import WHOLE_TITLE, Reader, Wanted, bare

TITLE, ABROAD, HEADING, BODY, AGAIN, MOST_AGAIN = 20, 8, 6, 2, 1, 10
"""What a word is worth by its place: in a title (more in a short one), in the title in another language, in a heading,
in a text, and again in it."""
NEAR = 6
"""What each word is worth besides in the passage that has the most of them."""
FAVOURED = {"term": 1.3, "flow": 1.3, "guide": 1.2, "list": 1.2}
"""What explains and decides comes before the lines of a list."""
IN_TITLE = -1
SENTENCE = 50
"""Letters from which a passage says something by itself."""
ENOUGH = 0.3
"""The share of what the words weigh that a document must have."""


@dataclass
class Found:
    """What a search found: documents, best first, each with its best passage, and what was made of the words typed."""

    wanted: list[Wanted]
    documents: list[Document]
    passages: list[int]

    @property
    def terms(self) -> set[str]:
        """All words of the texts that were found."""
        return set().union(*(wanted.terms for wanted in self.wanted))

    @property
    def alike(self) -> str:
        """What may have been meant, where a word stands nowhere as it was typed; else nothing."""
        slips = any(wanted.alike for wanted in self.wanted)
        return " ".join(wanted.alike or wanted.typed for wanted in self.wanted) if slips else ""


class Index:
    """All words of one language with the documents that hold them."""

    def __init__(self, written: list[Document], language: str, values: Mapping[str, Iterable[str]]) -> None:
        self.documents, self.language, self._values = written, language, values
        self.lexicon = Lexicon(language)
        self._passages: list[tuple[int, int]] = []
        """(document, number of its passage) by the number that a passage has here; the titles of a document are one too."""
        for at, document in enumerate(self.documents):
            self._add(at, document)
        self.lexicon.close()
        self.reader = Reader(self.lexicon, written)
        self.by_name = self.reader.by_name

    def _add(self, at: int, document: Document) -> None:
        self._passages.append((at, IN_TITLE))
        for title in dict.fromkeys(filter(None, (document.title, document.german, *document.names))):
            words = list(words_of(bare(title)))
            for word in words:
                self._note(word, at, TITLE + (WHOLE_TITLE - TITLE) // len(words))
                if title not in document.names:
                    self.lexicon.spelling.setdefault(folded(word), word)
        for title in document.abroad:
            for word in words_of(bare(title)):
                self._note(word, at, ABROAD)
        for number, passage in enumerate(document.passages):
            self._passages.append((at, number))
            for word in words_of(bare(passage.text)):
                self.lexicon.spelling.setdefault(folded(word), word)
                self._note(word, at, HEADING if passage.heading else BODY)
            for name in names(passage.text):
                for value in self._values.get(name, ()):
                    self._note(value, at, BODY)

    def _note(self, word: str, at: int, worth: int) -> None:
        self.lexicon.add(word, at, len(self._passages) - 1, worth, AGAIN, BODY + MOST_AGAIN)

    def search(self, typed: str) -> Found:
        """What fits the words typed, best first: many of them, the rare ones above all, in good places and close together."""
        wanted = list(self.reader.read(typed))
        weights = [log(1 + len(self.documents) / len(one.scores)) if one.scores else 0.0 for one in wanted]
        held, scores, near = dict[int, float](), dict[int, float](), dict[int, float]()
        for one, weight in zip(wanted, weights, strict=True):
            for at, score in one.scores.items():
                held[at] = held.get(at, 0) + weight
                scores[at] = scores.get(at, 0) + weight * score * FAVOURED.get(self.documents[at].kind, 1) / EXACT
            for passage in one.passages:
                near[passage] = near.get(passage, 0) + weight
        together, places = self._together(near)
        for at in scores:
            share = held[at] / sum(weights)
            scores[at] = (scores[at] + NEAR * together.get(at, 0)) * share
        best = sorted((at for at in scores if held[at] >= ENOUGH * sum(weights)), key=lambda at: (-scores[at], at))
        return Found(wanted, [self.documents[at] for at in best], [places.get(at, 0) for at in best])

    def _together(self, near: Mapping[int, float]) -> tuple[dict[int, float], dict[int, int]]:
        """By document: the most that one of its passages or its title has, and the passage of the text that has most.

        Of two that have as much, a sentence is shown rather than a cell of a table.
        """
        most, places, shown = dict[int, float](), dict[int, int](), dict[int, tuple[float, bool]]()
        for passage in sorted(near):
            at, number = self._passages[passage]
            most[at] = max(most.get(at, 0), near[passage])
            if number == IN_TITLE:
                continue
            worth = near[passage], len(self.documents[at].passages[number].text) >= SENTENCE
            if worth > shown.get(at, (0, False)):
                places[at], shown[at] = number, worth
        return most, places


def values(known: Figures) -> dict[str, tuple[str, ...]]:
    """All that a figure is or was, as people type it: in whole euros, years and months; small numbers say too little."""
    found: dict[str, tuple[str, ...]] = {}
    for name, series in known.series.items():
        numbers = (row.value for row in series.rows if row.value is not None and not row.draft)
        whole = dict.fromkeys(str(int(number)) for number in numbers if "EUR" in series.unit or number == int(number))
        found[name] = tuple(number for number in whole if len(number) > 1)
    return found


_LOCK = threading.Lock()
_INDEXES: dict[str, tuple[Library, Directory, Index]] = {}


def index(language: str) -> Index:
    """The index of a language. With a new edition it is made anew, if that changes what can be found."""
    texts, lists = library(), directory()
    with _LOCK:
        kept = _INDEXES.get(language)
        if kept and kept[0] is texts and kept[1] is lists:
            return kept[2]
        written = documents(texts, lists, language)
        same = kept is not None and kept[2].documents == written
        found = kept[2] if kept and same else Index(written, language, values(lists.figures))
        _INDEXES[language] = texts, lists, found
        return found

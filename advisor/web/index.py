"""The index of a search: what matches the words typed best. One per language, as fresh as the last edition."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log

from advisor.content.library import Library, library
from advisor.content.prose import PLACEHOLDER, names, plain
from advisor.content.stems import PART, folded, forms, forms_of_text, words_of
from advisor.content.synonyms import loose_names, other_names, run_together, same_names, small_words, spelt_names
from advisor.directory.shelf import Directory, directory
from advisor.rules.figures import Figures

from .documents import Document, documents
from .lexicon import EXACT, STEM, Lexicon

TITLE, SHORT_TITLE, ABROAD, HEADING, BODY, AGAIN, MOST_AGAIN = 20, 16, 8, 6, 2, 1, 10
"""What a word is worth by its place: in a title (more in a short one), in the title in another language, in a heading,
in a text, and again in it."""
SYNONYM, SLIP, LOOSE, PARTS, ONE_PART = 8, 7, 6, 5, 2
"""How well what was meant fits: another name, a slip, a rendering that we avoid, all parts of a compound, or one."""
NEAR = 6
"""What each word is worth besides in the passage that has the most of them."""
FAVOURED = {"term": 1.3, "flow": 1.3, "guide": 1.2, "list": 1.2}
"""What explains and decides comes before the lines of a list."""
IN_TITLE = -1
MOST_WORDS = 12
FEW = 3
"""With fewer documents for a compound, those with its parts are found too."""
ENOUGH = 0.3
"""The share of what the words weigh that a document must have."""
LONGEST_NAME = 5
"""Words that may make one name: 450 Euro Job."""
THOUSANDS = re.compile(r"(?<=\d)[.\u00a0\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Targets:
    """What a name leads to. same: it is only another name of that."""

    names: tuple[str, ...] = ()
    fit: int = 0
    same: bool = False


@dataclass
class Wanted:
    """One word or name that was typed: what fits it, what it was taken for, and the words of the texts that it found.

    alike: of what it is a slip. meant: how it is called here.
    """

    typed: str
    alike: str = ""
    scores: dict[int, int] = field(default_factory=dict)
    passages: set[int] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    meant: list[str] = field(default_factory=list)


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
        self.by_name = {document.name: at for at, document in enumerate(self.documents)}
        self.lexicon = Lexicon(language)
        self._titles: set[str] = set()
        self._whole_titles = {run_together(document.title) for document in written}
        self._passages: list[tuple[int, int]] = []
        """(document, number of its passage) by the number that a passage has here; the titles of a document are one too."""
        for at, document in enumerate(self.documents):
            self._add(at, document)
        self.lexicon.close()

    def _add(self, at: int, document: Document) -> None:
        self._passages.append((at, IN_TITLE))
        for title in dict.fromkeys(filter(None, (document.title, document.german, *document.names))):
            words = list(words_of(bare(title)))
            for word in words:
                self._note(word, at, TITLE + SHORT_TITLE // len(words))
                self._titles |= forms_of_text(word, self.language)
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
        wanted = list(self._wanted(typed))
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
        """By document: the most that one of its passages or its title has, and the passage of the text that has most."""
        most, places, shown = dict[int, float](), dict[int, int](), dict[int, float]()
        for passage in sorted(near):
            at, number = self._passages[passage]
            most[at] = max(most.get(at, 0), near[passage])
            if number != IN_TITLE and near[passage] > shown.get(at, 0):
                places[at], shown[at] = number, near[passage]
        return most, places

    def _wanted(self, typed: str) -> Iterator[Wanted]:
        """The words typed; such as make a name together are taken as one."""
        words = PART.findall(THOUSANDS.sub("", typed))[:MOST_WORDS]
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST_NAME), at, -1):
                name = " ".join(words[at:end])
                targets = self._targets(name)
                joined = "".join(words[at:end])
                if end == at + 1 or targets.names or folded(joined) in self.lexicon.spelling:
                    break
            if targets.names or len(words) == 1 or end > at + 1 or folded(joined) not in small_words():
                yield self._one(words[at:end], joined, targets)
            at = end

    def _targets(self, name: str) -> Targets:
        """What a name stands for, also inflected; renderings that we avoid count where no title has the word."""
        for key in (run_together(name), *sorted(forms("".join(PART.findall(name)), self.language))):
            if key in other_names():
                return Targets(other_names()[key], SYNONYM, same=key in same_names())
            loose = loose_names(self.language)
            if key in loose and key not in self._titles and not any(key in title for title in self._whole_titles):
                return Targets(loose[key], LOOSE, same=True)
        return Targets()

    def _one(self, words: list[str], joined: str, targets: Targets) -> Wanted:
        wanted = Wanted(" ".join(words))
        self._all_of([joined], EXACT, wanted)
        if len(words) > 1:
            self._all_of(words, EXACT, wanted)
        self._lead(targets, wanted)
        if not wanted.scores:
            self._guess(joined, wanted)
        elif len(wanted.scores) < FEW:
            self._add_parts(self.lexicon.parts(joined), wanted)
        return wanted

    def _lead(self, targets: Targets, wanted: Wanted) -> None:
        """Add what a name leads to, and what has the words of its title."""
        for target in targets.names:
            if (at := self.by_name.get(target)) is not None:
                title, kind = without_brackets(self.documents[at].title), self.documents[at].kind
                if targets.same and kind in ("term", "institutions"):
                    wanted.meant.append(title)
                if kind == "term":
                    self._all_of(list(words_of(title)), targets.fit, wanted)
                wanted.scores[at] = max(wanted.scores.get(at, 0), (TITLE + SHORT_TITLE) * EXACT)

    def _guess(self, word: str, wanted: Wanted) -> None:
        """Add what a word that stands nowhere may be: a compound of known words, a slip of a word, a compound begun."""
        parts = self.lexicon.parts(word)
        if not parts and (alike := self.lexicon.alike(word, spelt_names())):
            wanted.alike = self.lexicon.spelling.get(alike) or spelt_names()[alike]
            self._all_of([alike], SLIP, wanted)
            self._lead(self._targets(wanted.alike), wanted)
        elif parts := parts or self.lexicon.parts(word, unfinished=True):
            self._add_parts(parts, wanted)
        else:
            self._put([self.lexicon.stemmed(word)], STEM, wanted)

    def _add_parts(self, parts: list[str], wanted: Wanted) -> None:
        """Add what has all parts of a compound, and below it what has one."""
        self._all_of(parts, PARTS, wanted, longer=True)
        for part in parts:
            self._all_of([part], ONE_PART, wanted)

    def _all_of(self, words: list[str], fit: int, wanted: Wanted, longer: bool = False) -> None:
        """Add the documents that hold all of these words."""
        self._put([self.lexicon.fitting(word, longer or len(words) == 1) for word in words], fit, wanted)

    def _put(self, each: list[dict[str, int]], fit: int, wanted: Wanted) -> None:
        """Add the documents that hold one of the words of every group."""
        if not each:
            return
        scored = [self._scored(terms) for terms in each]
        for at in set.intersection(*(set(scores) for scores in scored)):
            score = sum(scores[at] for scores in scored) * fit // (EXACT * len(each))
            wanted.scores[at] = max(wanted.scores.get(at, 0), score)
        passages = [set[int]().union(*(self.lexicon.passages[term] for term in terms)) for terms in each]
        wanted.passages |= set.intersection(*passages)
        wanted.terms |= set().union(*each)

    def _scored(self, terms: Mapping[str, int]) -> dict[int, int]:
        """The documents that hold any of these words, with the best of their scores."""
        scores: dict[int, int] = {}
        for term, fit in terms.items():
            for at, worth in self.lexicon.documents[term].items():
                scores[at] = max(scores.get(at, 0), worth * fit)
        return scores


def bare(text: str) -> str:
    """A text without markup and without its figures, which are those of a day; large numbers in one piece."""
    return THOUSANDS.sub("", PLACEHOLDER.sub(" ", plain(text)))


def without_brackets(title: str) -> str:
    """A title without what it adds in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", plain(title))


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

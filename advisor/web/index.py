"""The index of a search: which words stand where, and what matches best. One per language, as fresh as the last edition."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from advisor.content.library import Library, library
from advisor.content.prose import PLACEHOLDER, plain
from advisor.content.stems import PART, folded, forms, forms_of_text, words_of
from advisor.content.synonyms import loose_names, other_names, run_together, small_words
from advisor.directory.shelf import Directory, directory

from .documents import Document, documents

TITLE, SHORT_TITLE, HEADING, BODY, AGAIN, MOST_AGAIN = 20, 12, 6, 2, 1, 10
"""What a word is worth by its place: in a title (more in a short one), in a heading, in a text, and again in it."""
EXACT, STEM, SYNONYM, LOOSE, PREFIX, INSIDE = 10, 9, 8, 6, 5, 3
"""How well a word of the index fits one that was typed; a synonym leads to what it stands for."""
FAVOURED = {"term": 13, "flow": 13, "guide": 12, "list": 12}
"""In tenths: what explains and decides comes before the lines of a list."""
LONG_ENOUGH = 4
"""Letters from which a word also finds longer ones that begin with it or hold it."""
MOST_WORDS = 12
FEW = 3
"""With fewer documents that hold all the words, those with half of them are shown too."""
LONGEST_NAME = 5
"""Words that may make one name: 450 Euro Job."""
CLOSE = 0.82
"""How alike two words must be for one to be a slip of the other."""


@dataclass
class Wanted:
    """One word or name that was typed: what fits it, what it was taken for, and the words of the index that it found.

    known: some text has the word, perhaps inflected, or it is another name of something.
    """

    typed: str
    known: bool
    scores: dict[int, int] = field(default_factory=dict)
    terms: set[str] = field(default_factory=set)
    meant: list[str] = field(default_factory=list)


@dataclass
class Found:
    """What a search found: documents, best first, and what was made of the words typed."""

    wanted: list[Wanted]
    documents: list[Document]

    @property
    def terms(self) -> set[str]:
        """All words of the index that were found."""
        return set().union(*(wanted.terms for wanted in self.wanted))


class Index:
    """All words of one language with the documents that hold them."""

    def __init__(self, written: list[Document], language: str) -> None:
        self.documents, self.language = written, language
        self.by_name = {document.name: at for at, document in enumerate(self.documents)}
        self.spelling: dict[str, str] = {}
        """Words as they are written, by their folded form."""
        self._places: dict[str, dict[int, int]] = {}
        self._titles: set[str] = set()
        for at, document in enumerate(self.documents):
            self._add(at, document)

    def _add(self, at: int, document: Document) -> None:
        for title in dict.fromkeys(filter(None, (document.title, document.german, *document.names))):
            words = list(words_of(bare(title)))
            for word in words:
                self._note(word, at, TITLE + SHORT_TITLE // len(words))
                self._titles |= forms_of_text(word, self.language)
                if title not in document.names:
                    self.spelling.setdefault(folded(word), word)
        for passage in document.passages:
            for word in words_of(bare(passage.text)):
                self.spelling.setdefault(folded(word), word)
                self._note(word, at, HEADING if passage.heading else BODY)

    def _note(self, word: str, at: int, worth: int) -> None:
        for form in forms_of_text(word, self.language):
            places = self._places.setdefault(form, {})
            before = places.get(at, 0)
            places[at] = max(worth, before + AGAIN if before < BODY + MOST_AGAIN else before)

    def search(self, typed: str) -> Found:
        """What fits the words typed, best first."""
        wanted = list(self._wanted(typed))
        scores: dict[int, tuple[int, int]] = {}
        for one in wanted:
            for at, score in one.scores.items():
                fits, total = scores.get(at, (0, 0))
                scores[at] = fits + 1, total + score * FAVOURED.get(self.documents[at].kind, 10)
        complete = sum(fits == len(wanted) for fits, _ in scores.values())
        needed = len(wanted) if complete >= FEW else (len(wanted) + 1) // 2
        best = sorted((at for at in scores if scores[at][0] >= needed), key=lambda at: (*(-n for n in scores[at]), at))
        return Found(wanted, [self.documents[at] for at in best])

    def _wanted(self, typed: str) -> Iterator[Wanted]:
        """The words typed; such as make a name together are taken as one."""
        words = PART.findall(typed)[:MOST_WORDS]
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST_NAME), at, -1):
                name = " ".join(words[at:end])
                targets, fit = self._targets(name)
                joined = "".join(words[at:end])
                if end == at + 1 or targets or folded(joined) in self.spelling:
                    break
            if targets or len(words) == 1 or end > at + 1 or folded(joined) not in small_words():
                yield self._one(words[at:end], joined, targets, fit)
            at = end

    def _targets(self, name: str) -> tuple[tuple[str, ...], int]:
        """What a name stands for, also inflected; renderings that we avoid count where no title has the word."""
        for key in (run_together(name), *sorted(forms("".join(PART.findall(name)), self.language))):
            if key in other_names():
                return other_names()[key], SYNONYM
            loose = loose_names(self.language)
            if key in loose and key not in self._titles:
                return loose[key], LOOSE
        return (), 0

    def _one(self, words: list[str], joined: str, targets: Iterable[str], fit: int) -> Wanted:
        known = bool(targets) or not self._places.keys().isdisjoint(forms(joined, self.language))
        wanted = Wanted(" ".join(words), known)
        self._all_of([joined], EXACT, wanted)
        if len(words) > 1:
            self._all_of(words, EXACT, wanted)
        for target in targets:
            if (at := self.by_name.get(target)) is not None:
                title = without_brackets(self.documents[at].title)
                wanted.meant.append(title)
                if self.documents[at].kind == "term":
                    self._all_of(list(words_of(title)), fit, wanted)
                wanted.scores[at] = max(wanted.scores.get(at, 0), (TITLE + SHORT_TITLE) * EXACT)
        return wanted

    def _all_of(self, words: list[str], fit: int, wanted: Wanted) -> None:
        """Add the documents that hold all of these words."""
        each = [self._fitting(word, len(words) == 1) for word in words]
        if not each:
            return
        for at in set.intersection(*(set(scores) for scores, _ in each)):
            score = sum(scores[at] for scores, _ in each) * fit // (EXACT * len(each))
            wanted.scores[at] = max(wanted.scores.get(at, 0), score)
        wanted.terms |= set().union(*(terms for _, terms in each))

    def _fitting(self, word: str, alone: bool) -> tuple[Mapping[int, int], set[str]]:
        """(documents with their score, words of the index) for one word."""
        own, scores, terms = folded(word), dict[int, int](), set[str]()
        for term, fit in self._terms(own, forms(word, self.language), alone):
            terms.add(term)
            for at, worth in self._places[term].items():
                scores[at] = max(scores.get(at, 0), worth * fit)
        return scores, terms

    def _terms(self, own: str, wanted: frozenset[str], alone: bool) -> Iterator[tuple[str, int]]:
        """The words of the index that fit: the same, the same stem, longer ones; failing that, parts of this one."""
        exact = [form for form in wanted if form in self._places]
        yield from ((form, EXACT if form == own else STEM) for form in exact)
        if len(own) < LONG_ENOUGH or not alone:
            return
        long = tuple(form for form in wanted if len(form) >= LONG_ENOUGH)
        inner = tuple(form for form in long if len(form) > LONG_ENOUGH)
        longer = False
        for term in self._places:
            if term in wanted:
                continue
            if term.startswith(long):
                longer = True
                yield term, PREFIX
            elif any(form in term for form in inner):
                longer = True
                yield term, INSIDE
        if not exact and not longer:
            yield from ((part, INSIDE) for part in self._parts(own))

    def _parts(self, own: str) -> list[str]:
        """The longest words of the index that a compound consists of: Krankenkasse and Beitrag of Krankenkassenbeitrag."""
        held = sorted(
            (term for term in self.spelling if len(term) > LONG_ENOUGH and term in own), key=len, reverse=True
        )
        return [term for at, term in enumerate(held) if not any(term in other for other in held[:at])]

    def spelt_alike(self, found: Found) -> str:
        """What may have been meant, where a word stands nowhere as it was typed; else nothing."""
        words = [self._alike(wanted) for wanted in found.wanted]
        return " ".join(words) if words != [wanted.typed for wanted in found.wanted] else ""

    def _alike(self, wanted: Wanted) -> str:
        if wanted.known:
            return wanted.typed
        close = get_close_matches(folded(wanted.typed), self.spelling, 1, CLOSE)
        return self.spelling[close[0]] if close else wanted.typed


def bare(text: str) -> str:
    """A text without markup and without its figures, which are those of a day."""
    return PLACEHOLDER.sub(" ", plain(text))


def without_brackets(title: str) -> str:
    """A title without what it adds in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", plain(title))


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
        found = kept[2] if kept and kept[2].documents == written else Index(written, language)
        _INDEXES[language] = texts, lists, found
        return found

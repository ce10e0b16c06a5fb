"""What was typed, read word by word: what each word finds, and what it was taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from advisor.content.prose import PLACEHOLDER, plain
from advisor.content.stems import PART, folded, forms, forms_of_text, words_of
from advisor.content.synonyms import loose_names, other_names, run_together, same_names, small_words, spelt_names

from .lexicon import EXACT, STEM, Lexicon
from .searchable import Document

WHOLE_TITLE = 36
"""What a word that is the whole title is worth."""
SYNONYM, SLIP, LOOSE, PARTS, LAST_PART, OTHER_PART = 8, 7, 6, 5, 2, 1
"""How well what was meant fits: another name, a slip, a rendering that we avoid, all parts of a compound, or one of them:
the last says what a compound is, the others only of what kind."""
MOST_WORDS = 12
FEW = 3
"""With fewer documents for a compound, those with its parts are found too."""
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
    scores: dict[int, float] = field(default_factory=dict)
    passages: set[int] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    meant: list[str] = field(default_factory=list)


class Reader:
    """Reads what was typed with the words and titles of one language."""

    def __init__(self, lexicon: Lexicon, written: list[Document]) -> None:
        self.language, self.lexicon, self.documents = lexicon.language, lexicon, written
        self.by_name = {document.name: at for at, document in enumerate(written)}
        titles = {title for document in written for title in (document.title, document.german, *document.names)}
        words = {word for title in titles for word in words_of(bare(title))}
        self._titles = {form for word in words for form in forms_of_text(word, self.language)}
        self._whole_titles = {run_together(document.title) for document in written}

    def read(self, typed: str) -> Iterator[Wanted]:
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
                wanted.scores[at] = max(wanted.scores.get(at, 0), WHOLE_TITLE * EXACT)

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
        """Add what has all parts of a compound, and below it what has one; all of it below what has the whole word."""
        whole = dict(wanted.scores)
        self._all_of(parts, PARTS, wanted, longer=True)
        for part in parts:
            self._all_of([part], LAST_PART if part == parts[-1] else OTHER_PART, wanted)
        if whole:
            most = min(whole.values()) / 2
            wanted.scores |= {at: min(score, most) for at, score in wanted.scores.items() if at not in whole}

    def _all_of(self, words: list[str], fit: float, wanted: Wanted, longer: bool = False) -> None:
        """Add the documents that hold all of these words."""
        self._put([self.lexicon.fitting(word, longer or len(words) == 1) for word in words], fit, wanted)

    def _put(self, each: list[dict[str, int]], fit: float, wanted: Wanted) -> None:
        """Add the documents that hold one of the words of every group."""
        if not each:
            return
        scored = [self._scored(terms) for terms in each]
        for at in set.intersection(*(set(scores) for scores in scored)):
            score = sum(scores[at] for scores in scored) * fit / (EXACT * len(each))
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

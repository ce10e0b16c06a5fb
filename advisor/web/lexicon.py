"""The words of all texts of one language: where each stands, which words fit one that was typed, and slips of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from advisor.content.stems import folded, forms, forms_of_text

EXACT, STEM, PREFIX, INSIDE = 10, 9, 5, 3
"""How well a word of the texts fits one that was typed."""
LONG_ENOUGH = 4
"""Letters from which a word also finds longer ones that begin with it or hold it."""
JOINTS = ("", "s", "n", "en", "e", "es")
"""What may stand between the parts of a compound."""
CLOSE = 0.85
"""How alike two words must be for one to be a slip of the other."""
SLIPS_FROM = 5
"""Letters from which a word is taken for a slip; in a long one two may be missing."""
LONG = 9


class Lexicon:
    """All words by all their forms, each with what a place makes it worth: by document, and by passage."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.spelling: dict[str, str] = {}
        """Words as they are written, by their folded form."""
        self.documents: dict[str, dict[int, int]] = {}
        self.passages: dict[str, set[int]] = {}
        self._sorted: list[str] = []
        self._lines = ""

    def add(self, word: str, document: int, passage: int, worth: int, again: int, most: int) -> None:
        """Note that a word stands there; a word that stands there again is worth a little more, up to `most`."""
        for form in forms_of_text(word, self.language):
            places = self.documents.setdefault(form, {})
            before = places.get(document, 0)
            places[document] = max(worth, before + again if before < most else before)
            self.passages.setdefault(form, set()).add(passage)

    def close(self) -> None:
        """Make ready to be asked, once all words are in."""
        self._sorted = sorted(self.documents)
        self._lines = "\n".join(("", *self._sorted, ""))

    def fitting(self, word: str, longer: bool) -> dict[str, int]:
        """The words of the texts that fit, and how well: the same, the same stem, and longer ones where wanted.

        The stem of a word that stands nowhere is no reason: that of Krankenkase begins Krankenkasse.
        """
        own, wanted = folded(word), forms(word, self.language)
        found = {form: EXACT if form == own else STEM for form in wanted if form in self.documents}
        if longer and len(own) >= LONG_ENOUGH:
            found = self._longer(wanted if found else {own}) | found
        return found

    def stemmed(self, word: str) -> dict[str, int]:
        """The words of the texts that begin with a stem of this one, or hold it."""
        return self._longer(forms(word, self.language))

    def _longer(self, wanted: Iterable[str]) -> dict[str, int]:
        within = {term: INSIDE for form in wanted if len(form) > LONG_ENOUGH for term in self._holding(form)}
        return within | {term: PREFIX for form in wanted if len(form) >= LONG_ENOUGH for term in self._beginning(form)}

    def _beginning(self, form: str) -> Iterator[str]:
        for at in range(bisect_left(self._sorted, form), len(self._sorted)):
            if not self._sorted[at].startswith(form):
                return
            yield self._sorted[at]

    def _holding(self, form: str) -> Iterator[str]:
        at = self._lines.find(form)
        while at >= 0:
            first, last = self._lines.rfind("\n", 0, at) + 1, self._lines.find("\n", at)
            yield self._lines[first:last]
            at = self._lines.find(form, last)

    def parts(self, word: str, unfinished: bool = False) -> list[str]:
        """The words of the texts that a compound consists of, long ones first; the last may be only begun."""
        own = folded(word)
        for end in range(len(own) - LONG_ENOUGH, LONG_ENOUGH - 1, -1):
            head = own[:end]
            bare = next((head[: end - len(joint)] for joint in JOINTS if self._is_part(head, joint)), "")
            if not bare:
                continue
            rest = own[end:]
            if rest in self.documents or (unfinished and any(self._beginning(rest))):
                return [bare, rest]
            if more := self.parts(rest, unfinished):
                return [bare, *more]
        return []

    def _is_part(self, head: str, joint: str) -> bool:
        bare = head.removesuffix(joint)
        return head.endswith(joint) and len(bare) >= LONG_ENOUGH and bare in self.documents

    def alike(self, word: str, names: Iterable[str]) -> str:
        """How the word of the texts is written, or which of the names it is, of which this one is a slip; else nothing."""
        own = folded(word)
        if len(own) < SLIPS_FROM:
            return ""
        near = [other for other in (*self.spelling, *names) if _may_be_alike(own, other)]
        best = get_close_matches(own, near, 1, CLOSE)
        return best[0] if best else ""


def _may_be_alike(word: str, other: str) -> bool:
    return abs(len(word) - len(other)) <= (2 if len(word) >= LONG else 1) and (
        word[0] == other[0] or word[-3:] == other[-3:]
    )

"""How easily a text reads: LIX in every language, Flesch–Amstad beside it for German and Douma for Dutch."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.rules.law import Law

from .prose import GERMAN, LINK, fill
from .wording import ABBREVIATION, BRACKET, sentences

LONG = {"de": 6, "nl": 6, "hu": 8}
"""A word with more letters is long. Björnsson counted six for languages built like Swedish. Hungarian says in endings what
they say in words of their own; with eight its share of long words is that of the German and Dutch of the same texts."""
ENOUGH = 30
"""Words from which on a share of long words or a mean of syllables says something; one word in ten is ten points of LIX."""
LEFT_OUT = ("contact",)
"""Roles that nobody reads as prose: addresses."""
WORD = re.compile(r"\w+(?:[-’'.,:/]\w+)*")
BESIDE = re.compile(rf"\s*\((?:{GERMAN.pattern}|[\s,])+\)")
"""The German name of a thing in brackets behind it: whoever looks for no name passes over it."""
VOWELS = {
    "de": re.compile(r"aa|ee|oo|ie|ei|ey|ai|ay|au|äu|eu|[aeiouyäöüàáèéêíóú]"),
    "nl": re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ëi|ou|au|[aeiouyáàäéèêëíïóöúü]"),
}
"""What is spoken as one syllable; a Dutch trema begins a new one by itself."""
APART = re.compile(
    r"^be(?=e|inhalt|irr)|^ge(?=e|impf|irr|urteil)"
    r"|(?:famil|lin|präm|ser|fer|med|mater|kriter|ital|span|belg|immobil|ind)i(?=e)|studi(?=en)"
)
"""Where two German vowels that look like one sound are two: be-enden, Fa-mi-li-e."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is counted in a text, and the figures made of it."""

    language: str
    sentences: int
    words: int
    letters: int
    long_words: int
    syllables: int

    @property
    def sentence_length(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences

    @property
    def word_length(self) -> float:
        """Letters a word."""
        return self.letters / self.words

    @property
    def lix(self) -> float:
        """Words a sentence and long words in a hundred (Björnsson 1968): below 40 easy, above 50 hard."""
        return self.sentence_length + 100 * self.long_words / self.words

    @property
    def ease(self) -> float | None:
        """Reading ease, the higher the easier: Amstad's of 1978 for German, Douma's of 1960 for Dutch."""
        per_word = self.syllables / self.words
        if self.language == "de":
            return 180 - self.sentence_length - 58.5 * per_word
        return 206.84 - 0.93 * self.sentence_length - 77 * per_word if self.language == "nl" else None


@dataclass(frozen=True, slots=True)
class Budget:
    """The most words a sentence in the mean, the highest LIX, the lowest reading ease in German and in Dutch."""

    sentence: int
    lix: int
    ease: Mapping[str, int]

    def broken(self, reading: Reading) -> list[str]:
        """The names of the figures that are beyond it; in a short text the sentences alone."""
        found = ["sentence"] if reading.sentence_length > self.sentence else []
        if reading.words >= ENOUGH:
            found += ["lix"] if reading.lix > self.lix else []
            found += ["ease"] if reading.ease is not None and reading.ease < self.ease[reading.language] else []
        return found


def _budget(sentence: int, lix: int, german: int, dutch: int) -> Budget:
    return Budget(sentence, lix, {"de": german, "nl": dutch})


BUDGETS = {
    "easy": _budget(10, 55, 36, 25),
    "question": _budget(17, 42, 60, 35),
    "outcome": _budget(13, 51, 41, 23),
    "notice": _budget(6, 35, 60, 60),
    "deadline": _budget(13, 44, 53, 55),
    "document": _budget(12, 54, 37, 54),
    "authority": _budget(11, 53, 40, 33),
    "caution": _budget(14, 48, 47, 28),
    "reason": _budget(20, 51, 50, 46),
    "why": _budget(21, 40, 55, 75),
    "guide": _budget(11, 48, 39, 33),
    "page": _budget(10, 48, 43, 50),
    "term": _budget(13, 45, 45, 45),
}
"""What a text of each kind may cost its reader; `easy` is the easy-language part of an outcome, the rest counts apart.
The figures stand where the texts are: they may get easier, not harder. A reason or a why is often one sentence long."""


def syllables(word: str, language: str) -> int:
    """The syllables of a word: vowels that are spoken as one count once, a number is one."""
    word = word.lower()
    if language == "de":
        word = APART.sub(lambda match: match[0] + "-", word)
    return max(1, len(VOWELS[language].findall(word)))


def as_read(text: str) -> str:
    """The text without markup; law in brackets and German names in brackets are passed over."""
    return LINK.sub(lambda match: match["label"], GERMAN.sub(lambda match: match["german"], _without_brackets(text)))


def _without_brackets(text: str) -> str:
    return BESIDE.sub("", BRACKET.sub("", text))


def measure(texts: Iterable[str], language: str, law: Law) -> Reading | None:
    """The figures of texts that stand together, each with the figures of that law; None where there is no word."""
    said = [
        words
        for text in texts
        for sentence in sentences(as_read(fill(text, law, language)), language)
        if (words := WORD.findall(ABBREVIATION.sub("", sentence)))
    ]
    words = [word for each in said for word in each]
    if not words:
        return None
    long_words = sum(len(word) > LONG.get(language, 6) for word in words)
    spoken = sum(syllables(word, language) for word in words) if language in VOWELS else 0
    return Reading(language, len(said), len(words), sum(map(len, words)), long_words, spoken)

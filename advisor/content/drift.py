"""Where a translation says something else than the German, and where a text breaks the rules of writing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .corpus import Aligned
from .markers import VARIABLE, classes, meaning
from .prose import GERMAN, LINK, faults, plain
from .terms import hide, misleading
from .wording import (
    CITATION,
    CODE,
    PHONE,
    WORD_VALUES,
    long_sentences,
    month_numbers,
    sentences,
    style_faults,
    typed_figures,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one language. `rewrite` is False where a recorded confirmation may settle it."""

    name: str
    place: str
    language: str
    german: str
    wording: str
    fault: str
    rewrite: bool = True


def findings(aligned: Aligned) -> Iterator[Finding]:
    """All faults of one wording."""
    german = aligned.bodies["de"]
    for language, text in aligned.bodies.items():
        if not text:
            continue
        found = [(fault, True) for fault in _own_faults(text, language, aligned.catalogue)]
        found += [(fault, False) for fault in _doubts(german, text, language, aligned.catalogue)]
        if language != "de" and german:
            found += [(fault, True) for fault in _contradictions(german, text)]
            found += [(fault, False) for fault in _differences(german, text, language)]
        for fault, rewrite in found:
            yield Finding(aligned.name, aligned.place, language, german, text, fault, rewrite)


def _own_faults(text: str, language: str, catalogue: bool) -> Iterator[str]:
    """What one language does wrong by itself, beyond dispute."""
    if not catalogue:
        yield from faults(text)
        yield from _typed(text)
    yield from style_faults(text, language)
    for length, sentence in long_sentences(text, language):
        yield f"a sentence of {length} words: “{sentence}”"


def _typed(text: str) -> Iterator[str]:
    for typed in typed_figures(text):
        yield f"“{typed}” is typed in: name the figure as ${{…}}"


def _doubts(german: str, text: str, language: str, catalogue: bool) -> Iterator[str]:
    """What one language probably does wrong by itself."""
    if catalogue:
        yield from _typed(text)
    for words in classes(text, language).get("ambiguous", ()):
        yield f"“{words}” may be read two ways"
    for wrong, right in misleading(german, text, language):
        yield f"“{wrong}” misleads; the word is “{right}”"


def _contradictions(german: str, text: str) -> Iterator[str]:
    """Figures, placeholders and paragraphs of law that differ."""
    yield from _sets("placeholders", _variables(german), _variables(text))
    yield from _sets("paragraphs of law", citations(german), citations(text))


def _differences(german: str, text: str, language: str) -> Iterator[str]:
    """Links, numbers, German words and the markers of meaning that differ."""
    yield from _sets("links", _links(german), _links(text))
    yield from _sets("numbers", numbers(german, "de"), numbers(text, language))
    for match in GERMAN.finditer(text):
        if not all(_stem(word) in german.casefold() for word in match["german"].split()):
            yield f"[de:{match['german']}] is no word of the German text"
    before, after = sentences(german, "de"), sentences(text, language)
    pairs = list(zip(before, after, strict=True)) if len(before) == len(after) > 1 else [(german, text)]
    yield from dict.fromkeys(fault for pair in pairs for fault in _markers(*pair, language))


def _markers(german: str, text: str, language: str) -> Iterator[str]:
    said, heard = dict(classes(german, "de")), dict(classes(text, language))
    said.pop("ambiguous", None), heard.pop("ambiguous", None)
    if language == "nl" and re.search(r"\bob\b", german, re.I) and re.search(r"\bof\b", text, re.I):
        heard.pop("conjunction_or", None) if "conjunction_or" not in said else None
    lost, added = set(said) - set(heard), set(heard) - set(said)
    if {frozenset(lost - {"negation"}), frozenset(added - {"negation"})} == {
        frozenset({"exception"}),
        frozenset({"only"}),
    }:
        return
    for group in sorted(lost):
        yield f"{group} is lost ({meaning(group)}): German says “{'”, “'.join(said[group])}”"
    for group in sorted(added):
        yield f"{group} is added ({meaning(group)}): the translation says “{'”, “'.join(heard[group])}”"


def _stem(word: str) -> str:
    """The word without what an ending may change."""
    return word.casefold()[: max(4, len(word) - 3)]


def _sets(what: str, german: set[str], other: set[str]) -> Iterator[str]:
    if german != other:
        only_german = ", ".join(sorted(german - other)) or "nothing more"
        only_other = ", ".join(sorted(other - german)) or "nothing more"
        yield f"{what} differ: German has {only_german}, the translation {only_other}"


def _variables(text: str) -> set[str]:
    return {match[0] for match in VARIABLE.finditer(text)}


def _links(text: str) -> set[str]:
    return {match["target"] for match in LINK.finditer(text)}


def citations(text: str) -> set[str]:
    """The paragraphs of law, without the small words between their numbers."""
    found = set()
    for match in CITATION.finditer(plain(text)):
        words = re.sub(r"\s+", " ", re.sub(r"\b(?:und|en|és|oder|of|vagy)\b", ",", match[0])).replace(" ,", ",")
        found.add(words.strip(" ,-–/"))
    return found


def numbers(text: str, language: str) -> set[str]:
    """Numbers in digits and words, months, forms and telephone numbers; placeholders and law left out."""
    text = LINK.sub(lambda match: match["label"], VARIABLE.sub("#", text))
    text = hide(CITATION.sub("#", GERMAN.sub("#", text)), language)
    found = {re.sub(r"\D", "", match[0]) for match in PHONE.finditer(text)}
    text = PHONE.sub("#", text)
    found |= {re.sub(r"\s", "", match[0]) for match in CODE.finditer(text)}
    text = CODE.sub("#", text)
    found |= {str(int(digits)) for digits in re.findall(r"\d+", text)}
    found |= {WORD_VALUES[word.casefold()] for word in re.findall(r"\w+", text) if word.casefold() in WORD_VALUES}
    return found | month_numbers(text, language)

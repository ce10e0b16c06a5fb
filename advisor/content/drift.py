"""Where a translation says something else than the German, and where a text breaks the rules of writing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .corpus import Aligned
from .facts import citations, links, numbers, variables
from .marker_names import CLASSES, SIDES
from .markers import classes, has_markers, sides
from .prose import GERMAN, dead_links, faults, names
from .seeds import readable
from .terms import is_rendered, misleading
from .wording import LONGEST, long_sentences, quoted, sentences, spelled_figures, style_faults, typed_figures

CONCORD = {"sem", "se", "senki", "semmi", "semmit", "soha", "sincs", "sincsenek"}
"""Hungarian says no twice; beside another negation these add nothing."""

SHORT_BY = 0.5
"""A text that has lost a sentence is shorter by at least this part of its shortest one."""


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
    for language in aligned.bodies:
        yield from findings_in(aligned, language)


def findings_in(aligned: Aligned, language: str) -> Iterator[Finding]:
    """The faults of one language, alone and beside the German."""
    german, text = aligned.bodies["de"], aligned.bodies[language]
    if not text:
        return
    found = [(fault, True) for fault in _own_faults(text, language, aligned.catalogue)]
    found += [(fault, False) for fault in _doubts(german, text, language, aligned.catalogue)]
    if language != "de" and german:
        found += [(fault, True) for fault in _contradictions(german, text)]
        found += [(fault, False) for fault in _differences(german, text, language)]
    for fault, rewrite in found:
        yield Finding(aligned.name, aligned.place, language, german, text, fault, rewrite)


def _own_faults(text: str, language: str, catalogue: bool) -> Iterator[str]:
    """What one language does wrong by itself, beyond dispute."""
    if not catalogue or names(text):
        yield from faults(text)
    yield from dead_links(text, _words_explained())
    if not catalogue:
        yield from _typed(text)
    yield from style_faults(text, language)
    for length, sentence in long_sentences(text, language):
        yield _("A sentence has %(count)d words; at most %(limit)d are easy to read: %(sentence)s") % {
            "count": length,
            "limit": LONGEST.get(language, 22),
            "sentence": quoted(sentence),
        }


@lru_cache(maxsize=1)
def _words_explained() -> frozenset[str]:
    """The shipped words of the glossary."""
    return frozenset(key for kind, key in readable()[0] if kind == "term")


def _typed(text: str) -> Iterator[str]:
    for typed in typed_figures(text):
        yield _("%(figure)s is typed in. Write the name of the figure instead, so that it stays right.") % {
            "figure": quoted(typed)
        }


def _doubts(german: str, text: str, language: str, catalogue: bool) -> Iterator[str]:
    """What one language probably does wrong by itself."""
    if catalogue:
        yield from _typed(text)
    for spelled in spelled_figures(text, language):
        yield _("%(figure)s is a figure in words. Write its name instead, so that it stays right.") % {
            "figure": quoted(spelled)
        }
    for words in classes(text, language).get("ambiguous", ()):
        yield _("%(words)s can be read in two ways. Say plainly which one is meant.") % {"words": quoted(words)}
    for wrong, right in misleading(german, text, language):
        yield _("%(wrong)s misleads here. The right word is %(right)s.") % {
            "wrong": quoted(wrong),
            "right": quoted(right),
        }


def _contradictions(german: str, text: str) -> Iterator[str]:
    """Figures, placeholders and paragraphs of law that differ."""
    yield from _sets(_("Placeholders"), variables(german), variables(text))
    yield from _sets(_("Paragraphs of law"), citations(german), citations(text))


def _differences(german: str, text: str, language: str) -> Iterator[str]:
    """Links, numbers, German words and the markers of meaning that differ."""
    yield from _sets(_("Links"), links(german), links(text))
    yield from _sets(_("Numbers"), _named(numbers(german, "de")), _named(numbers(text, language)))
    for match in GERMAN.finditer(text):
        known = all(_stem(word) in german.casefold() for word in match["german"].split())
        if not known and not is_rendered(match["german"], text, language):
            yield _("%(word)s is quoted as German, but the German text does not have it.") % {
                "word": quoted(match["german"])
            }
    for match in GERMAN.finditer(text):
        if " " in match["german"]:  # a name that both texts quote carries no meaning of its own
            german = german.replace(match["german"], "#")
    yield from _opposites(german, text, language)
    before, after = sentences(german, "de"), sentences(text, language)
    yield from _missing_sentence(before, after)
    pairs = list(zip(before, after, strict=True)) if len(before) == len(after) > 1 else [(german, text)]
    yield from dict.fromkeys(fault for pair in pairs for fault in _markers(*pair, language))


def _markers(german: str, text: str, language: str) -> Iterator[str]:
    if not has_markers(language):
        return
    said, heard = dict(classes(german, "de")), dict(classes(text, language))
    _forgive(german, said, text, heard, language)
    lost, added = set(said) - set(heard), set(heard) - set(said)
    for group in sorted(lost):
        yield _("%(what)s: the German says %(words)s, the translation seems to say no such thing.") % {
            "what": CLASSES[group],
            "words": quoted(*said[group]),
        }
    for group in sorted(added):
        yield _("%(what)s: the translation says %(words)s, the German seems to say no such thing.") % {
            "what": CLASSES[group],
            "words": quoted(*heard[group]),
        }


def _opposites(german: str, text: str, language: str) -> Iterator[str]:
    """Pairs of which German takes one side and the translation the other."""
    said, heard = sides(german, "de"), sides(text, language)
    for pair in said.keys() & heard.keys():
        if len(said[pair]) == len(heard[pair]) == 1 and said[pair].keys() != heard[pair].keys():
            (ours, words), (theirs, others) = *said[pair].items(), *heard[pair].items()
            yield _(
                "The opposite: the German says %(words)s (%(side)s), the translation %(others)s (%(other_side)s)."
            ) % {
                "words": quoted(*words),
                "side": SIDES[ours],
                "others": quoted(*others),
                "other_side": SIDES[theirs],
            }


def _missing_sentence(german: list[str], other: list[str]) -> Iterator[str]:
    """A sentence that only one language has: it has more sentences, and more to read by about the shortest of them."""
    if len(german) == len(other):
        return
    longer, shorter = (german, other) if len(german) > len(other) else (other, german)
    surplus = sum(map(len, longer)) - sum(map(len, shorter))
    if surplus >= SHORT_BY * min(map(len, longer)):
        yield _("Sentences in German: %(german)d, in the translation: %(other)d. Is one missing?") % {
            "german": len(german),
            "other": len(other),
        }


def _forgive(german: str, said: dict[str, list[str]], text: str, heard: dict[str, list[str]], language: str) -> None:
    """Take out what only looks like a difference."""
    for found in (said, heard):
        found.pop("ambiguous", None)
    whether = re.search(r"\bob\b", german, re.I) and re.search(r"\bof\b", text, re.I)
    if language == "nl" and whether and "conjunction_or" not in said:
        heard.pop("conjunction_or", None)
    doubled = {word.casefold() for word in heard.get("negation", ())} <= CONCORD
    if language == "hu" and doubled and {"prohibition", "need_not"} & heard.keys() and "negation" not in said:
        heard.pop("negation", None)
    differences = [set(said) - set(heard) - {"negation"}, set(heard) - set(said) - {"negation"}]
    if differences in ([{"exception"}, {"only"}], [{"only"}, {"exception"}]):  # unless: only if
        for found in (said, heard):
            for group in ("exception", "only", "negation"):
                found.pop(group, None)


def _stem(word: str) -> str:
    """The word without what an ending may change."""
    return word.casefold()[: max(4, len(word) - 3)]


def _named(found: set[str]) -> set[str]:
    """Numbers as people read them: m5 is the month of May."""
    return {str(MONTHS[int(one[1:])]) if re.fullmatch(r"m\d+", one) else one for one in found}


def _sets(what: str, german: set[str], other: set[str]) -> Iterator[str]:
    lost, added = quoted(*sorted(german - other)), quoted(*sorted(other - german))
    if lost and added:
        yield _("%(what)s: only the German has %(lost)s, only the translation has %(added)s.") % {
            "what": what,
            "lost": lost,
            "added": added,
        }
    elif lost:
        yield _("%(what)s: the translation lacks %(words)s.") % {"what": what, "words": lost}
    elif added:
        yield _("%(what)s: only the translation has %(words)s.") % {"what": what, "words": added}

"""Which country somebody means: by its name in any language of the site, in English or its own, or by its code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from babel.core import get_global

from advisor.content.stems import PART, SPELLED_OUT, folded
from advisor.rules.figures import figures

from .list_rows import all_names
from .words import Words

MOST_MEANT = 6
SHORTEST_PART = 3
SHORTEST_NAME = 4
"""Letters of a name that may stand among other words: Iran yes, the code IR no."""
LIKENESS = 0.75
"""Of 1: one wrong letter in a name of four, two in one of eight."""


@dataclass(frozen=True, slots=True)
class _Index:
    """names: countries by folded name or code; parts: by what a folded name holds from the beginning of a word on."""

    names: Mapping[str, frozenset[str]]
    parts: Mapping[str, frozenset[str]]


def code_of(typed: str) -> str | None:
    """The country whose name or code this is, whatever its accents and capitals; none where it is not clear."""
    found = _known().names.get(folded(typed), ())
    return next(iter(found)) if len(found) == 1 else None


def meant(typed: str, words: Words) -> list[tuple[str, str]]:
    """The countries, by code and name, that somebody who typed this may have meant, the likeliest first."""
    index, wanted = _known(), folded(typed)
    order = {code: at for at, (code, _) in enumerate(words.countries())}
    close = get_close_matches(wanted, index.names, MOST_MEANT, LIKENESS)
    likely = [
        index.names.get(wanted, ()),
        _codes(index.parts, (part for part in index.parts if part.startswith(wanted)) if _may_be_part(wanted) else ()),
        *(index.names[name] for name in close if len(name) >= SHORTEST_NAME),
        _codes(index.names, (name for name in index.names if len(name) >= SHORTEST_NAME and name in wanted)),
    ]
    found = dict.fromkeys(code for codes in likely for code in sorted(codes, key=order.__getitem__))
    return [(code, words.country(code)) for code in found][:MOST_MEANT]


def _may_be_part(wanted: str) -> bool:
    """Letters of other scripts than Latin say more each: 中国 are two."""
    return len(wanted) >= SHORTEST_PART or not wanted.isascii()


def _codes(index: Mapping[str, frozenset[str]], names: Iterable[str]) -> set[str]:
    return {code for name in names for code in index[name]}


def _known() -> _Index:
    return _index(tuple(figures().lists["countries"].rows))


@lru_cache(maxsize=2)
def _index(codes: tuple[str, ...]) -> _Index:
    """All names of these countries; made once for each edition of their list."""
    letters = {code: {code} for code in codes}
    for alias, now in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(now) == 1 and now[0] in letters:
            letters[now[0]].add(alias)
    names: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    for code in codes:
        for name in (*letters[code], *all_names(code)):
            for spelt in {name, name.casefold().translate(SPELLED_OUT)}:
                names.setdefault(folded(spelt), set()).add(code)
                for word in PART.finditer(spelt):
                    parts.setdefault(folded(spelt[word.start() :]), set()).add(code)
    return _Index(_frozen(names), _frozen(parts))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in found.items()}

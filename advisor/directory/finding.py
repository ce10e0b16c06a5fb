"""Finding a name by a part of it: umlauts, accents, hyphens and the short form of Sankt are forgiven."""

import re
import unicodedata

from advisor.content import stems

SAINT = re.compile(r"\bst\b\.?")


def folded(text: str) -> str:
    """Small letters and digits only, without accents: Mülheim an der Ruhr as mulheimanderruhr."""
    return stems.folded(SAINT.sub("sankt", unicodedata.normalize("NFC", text).casefold()))


def matches(part: str, *names: str) -> bool:
    """One of the names holds the part, with umlauts written as in German, without their dots, or as ae, oe, ue."""
    wanted = folded(part)
    return bool(wanted) and any(wanted in form for name in names for form in _forms(name))


def begins(part: str, *names: str) -> bool:
    """The same, where the part stands at the beginning of a word."""
    wanted = folded(part)
    ends = [
        " ".join(words[at:]) for name in names for words in [re.split(r"[\s(/-]+", name)] for at in range(len(words))
    ]
    return bool(wanted) and any(form.startswith(wanted) for end in ends for form in _forms(end))


def _forms(name: str) -> tuple[str, str]:
    return folded(name), folded(unicodedata.normalize("NFC", name).casefold().translate(stems.SPELLED_OUT))

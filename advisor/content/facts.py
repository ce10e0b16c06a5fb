"""What a text states as fact and every language must state alike: placeholders, links, law, numbers."""

import re

from .markers import VARIABLE
from .prose import GERMAN, LINK, plain
from .terms import hide
from .wording import CITATION, CODE, NUMBER_WORDS, PHONE, month_numbers


def variables(text: str) -> set[str]:
    """The placeholders of texts and of catalogues."""
    return {match[0] for match in VARIABLE.finditer(text)}


def links(text: str) -> set[str]:
    """The addresses that links lead to."""
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
    words = NUMBER_WORDS.get(language, {})
    found |= {words[word] for word in re.findall(r"\w+", text.casefold()) if word in words}
    return found | month_numbers(text, language)

"""What may not stand in a text: typed-in figures, long sentences, wrong marks and the wrong form of address."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from advisor.formats import MONTHS

from .prose import GERMAN, LINK, PLACEHOLDER, plain

LONGEST = {"de": 22, "nl": 22, "hu": 20}
MONTH = "|".join(dict.fromkeys(name for names in MONTHS.values() for name in names))
DATE = re.compile(
    rf"\d{{1,2}}\.?\s(?:{MONTH})\w*|(?:{MONTH})\s\d{{1,2}}\b|\d{{4}}\.\s(?:\d|{MONTH})"
    r"|\b\d{1,2}[.-]\s?\d{1,2}[.-](?:\s?\d{4})?|\b(?:19|20)\d\d\b",
    re.I,
)
CITATION = re.compile(
    r"(?:§§?|\bArt(?:ikel|\.))\s*\d+\w{0,2}(?:\s*(?:,|-|–|/|und|en|és|bis|oder|i\.\s?V\.\s?m\.|§§?|Art\.|Abs\.|Absatz|Nr\."
    r"|Satz|S\.|Halbsatz|Halbs\.|Buchst\.|lit\.|Unterabs\.|UAbs\.|\d+\w{0,2}\b|[a-z]\b(?=\s(?:VO|SGB|Nr)))(?![.\d]*\s*[€%]))*"
    r"(?:\s*(?:SGB\s[IVX]+|(?:VO|Verordnung)\s\((?:EG|EU)\)\s(?:Nr\.\s)?\d+/\d+|[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*(?:\sNRW|-\w+)?))?"
    r"|\bVO\s\((?:EG|EU)\)\s(?:Nr\.\s)?\d+/\d+|\bSGB\s[IVX]+",
)
PHONE = re.compile(r"\+\d[\d\s/-]{6,}\d|\b0\d{2,}[\d\s/-]*\d|\b11[02]\b|\b116\s?\d{3}\b|\b115\b")
CODE = re.compile(r"\b[A-Z]{1,3}\s?\d{1,3}\b(?!\s*(?:€|%))")
CLOCK = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)?\s(?:Uhr\b|óra(?:kor|ig|tól))|\b\d{1,2}[.:]\d\d\s(?:uur|óra)\b|\b\d{1,2}:\d\d\b"
)
NUMBER_WORDS = {
    language: {word: value for pair in pairs.split() for word, value in [pair.split("=")]}
    for language, pairs in {
        "de": "zwei=2 beide=2 beiden=2 beides=2 beider=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 vierzehn=14 fünfzehn=15"
        " achtzehn=18 zwanzig=20 dreißig=30",
        "nl": "twee=2 beide=2 allebei=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12 veertien=14 vijftien=15"
        " achttien=18 twintig=20 dertig=30",
        "hu": "két=2 kettő=2 mindkét=2 mindkettő=2 mindkettőt=2 három=3 négy=4 öt=5 hat=6 nyolc=8 kilenc=9 tíz=10 tizenegy=11 tizenkét=12 tizenkettő=12"
        " tizennégy=14 tizenöt=15 tizennyolc=18 húsz=20 harminc=30",
    }.items()
}
UNIT = (
    "Euro|euro(?:['’]s)?|euró\\w*|EUR|Cent|Prozent\\w*|procent|százalék\\w*|Jahren?|Jahre|jaar|jaren|év|évig|éven|évre|éves\\w*|évet"
    "|évnél|évvel|Monat\\w*|maand\\w*|hónap\\w*|Wochen?|week|weken|hét|hétig|héten|hetes|Tagen?|Tage|Tages|dag|dagen|nap"
    "|napos|napig|napon|napot|napja|Stunden?|uur|uren|óra|órá\\w*|órás|Semestern?|Semester|semesters?|félév\\w*"
)
BOUND = (
    "unter|über|ab|bis(?:\\szu)?|mindestens|höchstens|onder|boven|vanaf|tot(?:\\sen\\smet)?|minstens|hoogstens|maximaal"
    "|minimaal|(?:ten\\s)?(?:minste|hoogste)|jünger\\sals|älter\\sals|jonger\\sdan|ouder\\sdan|mehr\\sals|weniger\\sals|meer\\sdan"
    "|minder\\sdan|legalább|legfeljebb|több\\smint|kevesebb\\smint"
)
FIGURE = re.compile(
    r"(?:€|\bEUR)\s*\d[\d.,]*|\d[\d.,\u00a0]*\s*(?:€|%)"
    rf"|\b\d[\d.,\u00a0]*[\s-]+(?:{UNIT})\b"
    r"|\b\d+-?(?:jähri|jarig|monati|monatl|tägi|stündi)\w*|\b\d+-?(?:éves|hónapos|napos|órás|hetes|százalékos)\w*"
    r"|\b\d{1,3}(?:\.|e|ste|de)?\s(?:Geburtstag|Lebensjahr|verjaardag|levensjaar|születésnap|életév)\w*"
    rf"|\b(?:{BOUND})\s\d{{1,3}}\b(?![.-]\d|\s(?:Uhr|uur|óra))"
    r"|\b\d{1,3}\s(?:év\s)?(?:alatt|felett|fölött)i?\b",
    re.I,
)
SPELLED = {
    language: re.compile(rf"\b(?:{'|'.join(words)})[\s-]+(?:{UNIT})\b", re.I)
    for language, words in NUMBER_WORDS.items()
}
ABBREVIATION = re.compile(
    r"\b(?:Abs|Nr|Art|Satz|z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?V\.\s?m|ca|evtl|ggf|inkl|bzw|usw|Buchst|lit|vgl|Tel|St|Str|Mio|Mrd|Jan|Feb|Dez"
    r"|bijv|o\.\s?a|d\.w\.z|enz|incl|nr|tel|pl|kb|stb|ún|ill|jan|dec|Dr|Prof)\.",
)
STOP = "\u2024"
FIGURE_HERE = "\ue000"
ORDINAL = {
    "de": re.compile(r"(?<!\w)\d{1,2}\.(?=\s\S)|\ue000\.(?=\s(?:Geburtstag|Lebensjahr|Semester|Monat|Tag|Jahr))"),
    "nl": re.compile(r"(?!)"),
    "hu": re.compile(r"\d\.(?=\s\d)"),
}
SENTENCE_END = re.compile(r"(?<=[.!?])[”“’)]*\s+(?=[^\sa-zà-öø-ÿőű])")
BRACKET = re.compile(r"\s*\((?:[^()]*(?:§|\bArt\.|SGB)(?:[^()]|\([^()]*\))*|\s*F\s*)\)")
NEVER = re.compile(r"(?!)")
"""For a language whose rules nobody has written down yet."""
MARKS = {"de": '"”«»', "nl": '"„«', "hu": '"“‘'}
ADDRESS = {
    "de": re.compile(r"(?i:\b(?:du|dich|dir|dein\w*|man)\b)|\w+(?:[*:_/]-?in(?:nen)?|Innen)\b"),
    "nl": re.compile(r"\b(?:je|jij|jou|jouw|jullie|men|dient te|dienen te|hij/zij)\b", re.I),
    "hu": re.compile(r"\b(?:te|téged|neked|veled|tied)\b|\bkerül\w* sor\b|\b\w+(?:ásra|ésre) kerül\w*", re.I),
}


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub("#", text)
    return text


def typed_figures(text: str) -> list[str]:
    """Amounts, rates, ages and limits typed into the text instead of named; dates, law and telephone numbers pass."""
    return [match[0].strip() for match in FIGURE.finditer(_figures_only(text))]


def spelled_figures(text: str, language: str) -> list[str]:
    """Limits typed into the text in words: three months, twelve weeks."""
    return [match[0] for match in SPELLED.get(language, NEVER).finditer(_figures_only(text))]


def _figures_only(text: str) -> str:
    text = LINK.sub(lambda match: match["label"], PLACEHOLDER.sub("#", text))
    return _without(text, CITATION, CLOCK, DATE, PHONE, CODE)


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text, with 0 for each figure; abbreviations and ordinal numbers end none."""
    text = ABBREVIATION.sub(lambda match: match[0].replace(".", STOP), plain(PLACEHOLDER.sub(FIGURE_HERE, text)))
    text = ORDINAL.get(language, NEVER).sub(lambda match: match[0].replace(".", STOP), text)
    return [part.replace(STOP, ".").replace(FIGURE_HERE, "0") for part in SENTENCE_END.split(text) if part.strip()]


def month_numbers(text: str, language: str) -> set[str]:
    """The months named in a text, as m1 to m12, so that languages can be compared."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {
        f"m{number}"
        for number, name in enumerate(MONTHS[language], start=1)
        if any(word == name.casefold() or (language == "hu" and word.startswith(name)) for word in words)
    }


def long_sentences(text: str, language: str) -> list[tuple[int, str]]:
    """Sentences above the limit with their number of words; citations of law and German words in brackets are free."""
    found = []
    counted = LINK.sub(lambda match: match["label"], GERMAN.sub("F", text))
    for sentence in sentences(BRACKET.sub("", counted), language):
        words = [word for word in ABBREVIATION.sub("", sentence).split() if re.search(r"\w", word)]
        if len(words) > LONGEST.get(language, 22):
            found.append((len(words), sentence))
    return found


def quoted(*words: str) -> str:
    """Words of a text as a message quotes them."""
    return ", ".join(_("“%(words)s”") % {"words": one} for one in dict.fromkeys(words))


QUOTED = re.compile(r"[„“]([^„“”]+)[“”]")
"""What `quoted` has made, in any language."""


def style_faults(text: str, language: str) -> Iterator[str]:
    """Faults that one language shows by itself: spaces, quotation marks, address, endings on a placeholder."""
    if re.search(r"\S {2,}\S|^\s|\s$", text):
        yield _("There are two spaces in a row, or a space at the beginning or the end.")
    if match := re.search(r"\w (?:[,;:!?]|\.(?!\.\.|[a-z]{2,4}\b))", text):
        yield _("There is a space before the punctuation mark: %(words)s") % {"words": quoted(match[0])}
    bare = _without(text, LINK, re.compile(r"<[^>]*>"), re.compile(r"\{[%{].*?[%}]\}"))
    if wrong := sorted(set(bare) & set(MARKS.get(language, ""))):
        yield _("These quotation marks belong to another language: %(marks)s") % {"marks": " ".join(wrong)}
    for match in ADDRESS.get(language, NEVER).finditer(_without(bare, GERMAN) if language != "de" else bare):
        yield _("%(words)s is not how we speak to visitors.") % {"words": quoted(match[0])}
    if language == "hu":
        if match := re.search(r"(?:\}|\)[sd])-?[^\W\d_]\w*|(?:\}|\)[sd])-", bare):
            yield _("An ending is glued to a placeholder: %(words)s") % {"words": quoted(match[0])}
        if match := re.search(r"\b(?:a|az|a\(z\)) (?:\$\{|%\()", bare, re.I):
            yield _("An article stands right before a placeholder: %(words)s") % {"words": quoted(match[0])}

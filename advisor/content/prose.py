"""Placeholders and markup of texts: `${care_rate}`, `[de:Krankenkasse]`, `[label](https://…)`, `[label](flow:student)`."""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta
from html import escape

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from advisor import formats
from advisor.rules.figures import FIRST_DAY, Figure, NotInForce, NotYetKnown, Refused, figures
from advisor.rules.law import FIGURES, Law

from .links import address, call, is_inside

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
"""The languages of the site, German first."""
COMPLETE = tuple(code for code in LANGUAGES if code not in settings.LANGUAGES_IN_WORK)
"""Those that are wholly translated."""
PLACEHOLDER = re.compile(r"\$\{(?P<name>\w+)(?:@(?P<day>\d{4}-\d\d-\d\d))?\}")
GERMAN = re.compile(r"\[de:(?P<german>[^\[\]]+)\]")
LINK = re.compile(
    r"\[(?P<label>[^\[\]]+)\]\((?P<target>(?:https://|mailto:)[^\s()<>\"]+|tel:\+?[0-9][0-9/.-]*"
    r"|(?:flow|guide|list|term):[-a-z0-9]+)\)"
)
MARKUP = re.compile(f"{GERMAN.pattern}|{LINK.pattern}")
TIED = re.compile(
    r"(?<=§) (?=\d)|(?<=\bArt\.) (?=\d)|(?<=\bAbs\.) (?=\d)|(?<=\bNr\.) (?=\d)|(?<=\bSatz) (?=\d)|(?<=\bSGB) (?=[IVX])"
    r"|(?<=\d) (?=(?:Jahr|jaar|jaren|év|Monat|maand|hónap|Woche|week|weken|hét|Tag|dag|nap|Stunde|uur|óra|euro)\w*)"
    rf"|(?<=\d) (?=(?:{'|'.join(formats.MONTHS['nl'])})\b)|(?<=\d\.) (?=(?:{'|'.join(formats.MONTHS['de'])})\b)",
    re.I,
)
"""Spaces where no line may break: before a number of law, between a number and its unit, day and month."""
MAY_BE_TIED = re.compile(r"\d|SGB", re.I)
"""What a text has in which one stands. Most have none, and are not looked through letter by letter."""
CITED = re.compile(
    r"§+[ \u00a0]\d+\w?(?:,?[ \u00a0](?:(?:Abs\.|Nr\.|Satz|S\.)[ \u00a0])?\d+\w?\b)*"
    r"(?:[ \u00a0][A-ZÄÖÜ][\w/-]*[A-Z]\w*(?:[ \u00a0][IVX]+\b)?)?"
)
"""A paragraph of German law: § 5 Abs. 1 Nr. 9 SGB V."""


class Said(dict[str, str]):
    """A phrase by language; in a language that is not here, as its catalogue has it."""

    def __init__(self, message: str, **known: str) -> None:
        super().__init__(known)
        self.message = message

    def __missing__(self, language: str) -> str:
        with override(language):
            return _(self.message)


NOT_YET_KNOWN = Said(gettext_noop("not yet known"), de="noch nicht bekannt", nl="nog niet bekend", hu="még nem ismert")
UNTIL = Said(gettext_noop("until {day}"), de="bis {day}", nl="tot en met {day}", hu="{day}-ig")
AFTERWARDS = Said(gettext_noop("afterwards"), de="danach", nl="daarna", hu="utána")
NOT_RECORDED = Said(
    gettext_noop("not recorded here"), de="hier nicht erfasst", nl="hier niet opgenomen", hu="itt nem szerepel"
)
RETIRED = Said(gettext_noop("not in force"), de="gilt nicht", nl="geldt niet", hu="nem érvényes")


def tidy(text: str) -> str:
    """The text in NFC on one line; runs of plain spaces become one, no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


def fingerprint(text: str) -> str:
    """What tells two wordings apart: the sha256 of the tidy text."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()


def translation_state(german: str, wording: str, made_from: str) -> str:
    """A translation is "missing", "stale" (made from another German wording than this one) or "current"."""
    if not wording:
        return "missing"
    return "current" if made_from == fingerprint(german) else "stale"


def names(text: str) -> set[str]:
    """The figures that the text names."""
    return {match["name"] for match in PLACEHOLDER.finditer(text)}


def faults(text: str) -> list[str]:
    """Placeholders and markup that cannot be read."""
    found = [_("No figure is called %(name)s.") % {"name": name} for name in sorted(names(text) - set(FIGURES))]
    for match in PLACEHOLDER.finditer(text):
        if match["day"] and not _is_answered(match["name"], match["day"]):
            found.append(_("No law is known for the day in %(placeholder)s.") % {"placeholder": match[0]})
    rest = PLACEHOLDER.sub("", text)
    if "${" in rest:
        found.append(_("A placeholder cannot be read. Write ${name} or ${name@2019-10-01}."))
    if re.search(r"\[|\]\(", MARKUP.sub("", rest)):
        found.append(
            _("Markup cannot be read. Write [de:Wort] or [label](https://…), also with tel:, mailto:, flow: or guide:.")
        )
    return found


def dead_links(text: str, terms: Collection[str] | None = None) -> list[str]:
    """Links to pages of this site that do not exist. terms: the words there are, else those that readers see now."""
    targets = [match["target"] for match in LINK.finditer(text) if is_inside(match["target"])]
    return [_("There is no page %(target)s.") % {"target": target} for target in targets if not _leads(target, terms)]


def _leads(target: str, terms: Collection[str] | None) -> bool:
    scheme, _colon, name = target.partition(":")
    return name in terms if scheme == "term" and terms is not None else address(target) is not None


def fill(text: str, law: Law, language: str) -> str:
    """The text with every named figure of that law, written in the reader's format.

    For one that is not yet known stands the last that was, with its last day, so that the sentence stays whole.
    """
    said: set[date] = set()

    def figure(match: re.Match[str]) -> str:
        found, note = _figure(match["name"], match["day"], law, language, said)
        before = text[: match.start()]
        inside = before.count("(") > before.count(")")
        return found + (note and (f", {note}" if inside else f" ({note})"))

    return PLACEHOLDER.sub(figure, text)


def _figure(name: str, day: str | None, law: Law, language: str, said: set[date]) -> tuple[str, str]:
    """The figure in the reader's format, and a note on its last day where the next is not yet known."""
    try:
        value: Figure | None = _known_on(name, date.fromisoformat(day), law.draft) if day else law.find(name)
    except NotYetKnown as unknown:
        return _last_known(name, unknown, language, said)
    except Refused:
        return NOT_RECORDED[language], ""
    return RETIRED[language] if value is None else formats.figure(value, language), ""


def _last_known(name: str, unknown: NotYetKnown, language: str, said: set[date]) -> tuple[str, str]:
    """The figure as it last was, and its last day; that the next is not yet known is said once for each day."""
    if unknown.last_known is None:
        return NOT_YET_KNOWN[language], ""
    rows = figures().series[unknown.name].rows
    last = min(row.valid_from for row in rows if row.valid_from > unknown.last_known.valid_from) - timedelta(days=1)
    try:
        figure = _known_on(name, last, draft=False)
    except NotYetKnown as earlier:
        return _last_known(name, earlier, language, said)
    if figure is None:
        return NOT_YET_KNOWN[language], ""
    until = UNTIL[language].format(day=formats.long_date(last, language).removesuffix("."))
    then = "" if last in said else f", {AFTERWARDS[language]} {NOT_YET_KNOWN[language]}"
    said.add(last)
    return formats.figure(figure, language), until + then


def _known_on(name: str, day: date, draft: bool) -> Figure | None:
    """The figure on a day that a text names, also on one before the days that we answer for. Raises `Refused`."""
    if day < FIRST_DAY and name in figures().series:
        return figures().series[name].on(day, draft)
    return figures().on(day, draft).find(name)


def _is_answered(name: str, day: str) -> bool:
    """There is such a day, and before our first day the figure has a row."""
    try:
        asked = date.fromisoformat(day)
        if asked < FIRST_DAY:
            _known_on(name, asked, draft=False)
        else:
            figures().on(asked)
    except (ValueError, NotInForce):
        return False
    return True


def render(text: str) -> SafeString:
    """The text as HTML; everything but our own markup is escaped, and numbers stay with their units."""
    if MAY_BE_TIED.search(text):
        text = TIED.sub(formats.NBSP, text)
    if "[" not in text:
        return mark_safe(_cited(text))
    html, end = "", 0
    for match in MARKUP.finditer(text):
        html += _cited(text[end : match.start()])
        if match["german"]:
            html += format_html('<span lang="de">{}</span>', match["german"])
        else:
            html += _link(match["target"], match["label"])
        end = match.end()
    return mark_safe(html + _cited(text[end:]))


def _cited(text: str) -> str:
    """The text escaped; in other languages paragraphs of law are marked as German, so that they are read out in it."""
    escaped = escape(text)
    if "§" not in text or get_language() == "de":
        return escaped
    return CITED.sub(r'<span lang="de">\g<0></span>', escaped)


def _link(target: str, label: str) -> SafeString:
    """A link; one out of the site whose label does not name the address brings it along for paper."""
    where = address(target) if is_inside(target) else call(target[4:]) if target.startswith("tel:") else target
    if where is None:
        return format_html("{}", label)
    out = target.removeprefix("https://")
    if out == target or out in label:
        return format_html('<a href="{}">{}</a>', where, label)
    return format_html('<a href="{}" data-address="{}">{}</a>', where, out, label)


def plain(text: str) -> str:
    """The text without markup and soft hyphens; an address that the label does not show follows in brackets."""
    if "[" not in text:
        return text.replace("\N{SOFT HYPHEN}", "")
    return LINK.sub(_plain_link, GERMAN.sub(lambda match: match["german"], text)).replace("\N{SOFT HYPHEN}", "")


def _plain_link(match: re.Match[str]) -> str:
    if is_inside(match["target"]):
        return match["label"]
    shown = re.sub(r"^(?:tel|mailto):", "", match["target"])
    bare = re.sub(r"\W", "", match["label"])
    return match["label"] if re.sub(r"\W", "", shown) in bare else f"{match['label']} ({shown})"

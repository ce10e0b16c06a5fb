"""A language made from German: every vowel has an accent, every text is longer by 40 % and ends in a mark. For visitors it
is written from right to left.

A word without accents on a page in this language has escaped translation. Run in a scratch copy of the project to which
`manage.py add_language eo` has been applied; prints one line for each fault.
"""

import json
import os
import re
import sys
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from itertools import cycle, takewhile
from pathlib import Path
from urllib.parse import urlencode

import django
import polib
from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.pseudo_admin import crawl, package_entries

CODE = "eo"
FULL = os.environ.get("FULL") == "1"
ACCENTS = str.maketrans("aeiouAEIOUäöüÄÖÜ", "áéíóúÁÉÍÓÚãõũÃÕŨ")
KEPT = re.compile(
    r"%\(\w+\)[sd]|%[sd]|\$\{[^}]*\}|\{\w*\}|</?[a-zA-Z][^<>]*>|&#?\w+;|\[de:[^\[\]]*\]|\]\([^()\s]*\)|\["
    r"|https?://\S+|[\w.]+@[\w.]+|§\S*|\n"
)
LONGER = 0.4
NAMES = re.compile(
    r"\b[a-z][a-z0-9]*(?:[-_/][a-z0-9]+)+\b|\]\([^()]*\)|\$\{[^}]*\}|\d{4}-\w+-\d+|\w+\*{3,}"
    r"|Deutsch|Nederlands|Magyar|Esperanto|[(\[](?:de|eo|hu)[)\]]"
)
"""Keys of texts and figures, days as the packages write them, languages in their own words."""


def pseudo(text: str) -> str:
    """The text as this language would have it."""
    if not text.strip() or text.startswith("address|"):
        return text
    pieces, end = [], 0
    for match in KEPT.finditer(text):
        pieces += [text[end : match.start()].translate(ACCENTS), match[0]]
        end = match.end()
    body = "".join(pieces) + text[end:].translate(ACCENTS)
    words = max(1, round(len(text) * LONGER / 5))
    tail = len(body) - len(body.rstrip())
    return body.rstrip() + " " + " ".join(["ẅórd"] * words) + (body[-tail:] if tail else "")


def translate_catalogue(root: Path) -> None:
    """Fill the catalogue of the language from the German one."""
    german = polib.pofile(str(root / "locale/de/LC_MESSAGES/django.po"))
    said = {(entry.msgctxt, entry.msgid): entry for entry in german}
    path = root / "locale" / CODE / "LC_MESSAGES"
    catalogue = polib.pofile(str(path / "django.po"))
    for entry in catalogue:
        model = said.get((entry.msgctxt, entry.msgid))
        is_slug = entry.msgid.startswith("address|")
        if entry.msgid_plural:
            forms = model.msgstr_plural if model else {0: entry.msgid, 1: entry.msgid_plural}
            entry.msgstr_plural = {number: pseudo(form) for number, form in forms.items()}
        else:
            text = (model.msgstr if model else "") or entry.msgid
            entry.msgstr = text if is_slug else pseudo(text)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalogue.save()
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    catalogue += [entry for entry in package_entries(CODE, pseudo) if (entry.msgctxt, entry.msgid) not in known]
    catalogue.save_as_mofile(str(path / "django.mo"))


def translate_database() -> None:
    """Fill the column of the language of every text and list from the German one."""
    from modeltranslation.translator import translator

    for model in translator.get_registered_models(abstract=False):
        fields = translator.get_options_for_model(model).get_field_names()
        rows = []
        for row in model._default_manager.all():
            for field in fields:
                longest = row._meta.get_field(field).max_length
                setattr(row, f"{field}_{CODE}", pseudo(getattr(row, f"{field}_de") or "")[:longest])
            if hasattr(row, "mark_translated"):
                row.mark_translated(CODE)
            rows.append(row)
        columns = [f"{field}_{CODE}" for field in fields]
        columns += [f"made_from_{CODE}"] if rows and hasattr(rows[0], "mark_translated") else []
        model._default_manager.bulk_update(rows, columns, batch_size=200)


class Words(HTMLParser):
    """The words that a reader sees and that are in the language of the page."""

    unseen = frozenset({"script", "style", "template", "title"})
    spoken = ("aria-label", "placeholder", "alt")
    names = re.compile("(?!)")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        hidden = self.stack[-1][1] if self.stack else False
        elsewhere = about.get("lang", CODE) != CODE or "data-untranslated" in about
        if tag not in ("br", "img", "input", "link", "meta", "hr", "wbr", "col"):
            self.stack.append((tag, (hidden and about.get("lang") != CODE) or tag in self.unseen or elsewhere))
        if not hidden and not elsewhere:
            self.found += [about[name] or "" for name in self.spoken if name in about]

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not (self.stack and self.stack[-1][1]):
            self.found.append(data)


class StaffWords(Words):
    """The same in the admin, without what is typed there and names in code."""

    unseen = frozenset({"script", "style", "template", "code", "textarea"})
    spoken = (*Words.spoken, "title")

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        about = dict(attrs)
        if tag == "input" and about.get("type") in ("submit", "button"):
            self.found.append(about.get("value") or "")


def escaped(html: str, names: Iterable[str] = ()) -> set[str]:
    """Texts with a plain vowel in a word, but for the `names` of places there: nobody has translated them."""
    parser = Words()
    parser.names = _one_of(frozenset(names))
    return _plain(html, parser, re.compile(r"\b[a-zß]*[aeiou][a-zß]*\b"))


def escaped_to_staff(html: str, own: set[str]) -> set[str]:
    """The same for the admin, where also a word with a capital letter is one of ours, but for the `own` names there."""
    parser = StaffWords()
    parser.names = re.compile(rf"{NAMES.pattern}|{_one_of(frozenset(own)).pattern}")
    return _plain(html, parser, re.compile(r"\b(?:[A-Z]?[a-zß]*[aeiou][a-zß]*|[AEIOU][a-zß]+)\b"))


@cache
def _one_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")


def _plain(html: str, parser: Words, word: re.Pattern[str]) -> set[str]:
    parser.feed(html)
    found = set()
    for text in filter(word.search, parser.found):
        bare = re.sub(r"https?://\S+|\S+@\S+|\S+\.\w\w+(?:/\S*)?|§§?.*", "", parser.names.sub("", text))
        if word.search(bare.replace("ẅórd", "")):
            found.add(" ".join(text.split())[:90])
    return found


def pages(every: bool = True):
    """Every kind of page: all that the site maps name, search, every question and every outcome of every interview.

    An outcome is shown by its result, by how it was worked out and by its sheet in turn; with FULL=1 every way by each.
    """
    from django.urls import reverse
    from django.utils import timezone, translation

    from advisor.flows import all_flows
    from advisor.rules.figures import figures
    from advisor.web.sitemaps import SITEMAPS

    law = figures().on(timezone.localdate())
    with translation.override(CODE):
        for section in SITEMAPS.values():
            sitemap = section() if isinstance(section, type) else section
            for item in sitemap.items():
                if not (isinstance(item, tuple) and item[0] != CODE):
                    yield sitemap.location(item), None
        yield reverse("search") + "?q=xyzxyz", None
        yield reverse("search") + "?q=kránkén", None
        for flow in all_flows().values():
            for name, answers in of_interview(flow, law) if every else [("interview", {})]:
                path = reverse(name, args=[flow.key])
                if flow.private:
                    yield path, answers
                else:
                    yield f"{path}?{urlencode(answers)}" if answers else path, None


def of_interview(flow, law):
    """The name and the answers of each page of an interview."""
    from advisor.interview.journeys import deciding

    turns, asked, reached = cycle(["interview", "working", "sheet"]), set(), set()
    for way in deciding(flow, law).ways:
        answers = dict(way.answers)
        for key in answers:
            if key not in asked:
                asked.add(key)
                yield "interview", {one: answers[one] for one in takewhile(key.__ne__, answers)}
        if FULL:
            yield from ((name, answers) for name in ("interview", "working", "sheet"))
        elif way.outcome not in reached:
            reached.add(way.outcome)
            yield next(turns), answers


def main() -> None:
    root = Path.cwd()
    sys.path.insert(0, str(root))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
    translate_catalogue(root)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from advisor.content.library import SHELF
    from advisor.directory.shelf import SHELF as LISTS
    from advisor.flows.asylum_seeker_questions import municipalities

    setup_test_environment()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    call_command("seed_content", verbosity=0)
    call_command("seed_directory", verbosity=0)
    client, shown = Client(), {}
    for path, posted in [("/", None), *pages(every=False)]:
        status = (client.get(path) if posted is None else client.post(path, posted)).status_code
        if status != 200:
            print(f"before a line is translated: {path}: {status}")
    translate_database()
    SHELF.forget()
    LISTS.forget()
    names = {*Locale.parse(CODE).territories.values(), *(place.label for place in municipalities())}
    out = root / "pages"
    out.mkdir()
    seen: dict[str, str] = {}
    settings.LANGUAGES_BIDI = [*settings.LANGUAGES_BIDI, CODE]
    for number, (path, posted) in enumerate(pages()):
        response = client.get(path) if posted is None else client.post(path, posted)
        html = response.content.decode()
        if response.status_code != 200:
            print(f"{path} {posted}: {response.status_code}")
        if f'<html lang="{CODE}" dir="rtl">' not in html:
            print(f"{path}: is not in the language, from right to left")
        for text in escaped(html, names):
            seen.setdefault(text, path)
        name = f"{number}.html"
        (out / name).write_text(html.replace('href="/static/', f'href="file://{root}/static/'), encoding="utf-8")
        shown[name] = f"{path} {posted or ''}".strip()
    for text, path in seen.items():
        print(f"not translated: {text} ({path})")
    (out / "pages.json").write_text(json.dumps(shown))
    settings.LANGUAGES_BIDI.remove(CODE)
    staff = root / "pages" / "admin"
    staff.mkdir()
    for fault in crawl(staff, CODE, ACCENTS, escaped_to_staff):
        print(fault)


if __name__ == "__main__":
    main()

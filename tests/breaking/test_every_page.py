"""The database stops: every kind of page that visitors see says the same as before, and the note."""

import os
from collections import defaultdict
from itertools import cycle
from urllib.parse import urlencode

import pytest

from tests import kinds
from tests.breaking.interviews import job
from tests.breaking.nodes import NOTE
from tests.kinds import LANGUAGES, View

pytestmark = pytest.mark.django_db  # whose database the nodes get a copy of
FULL = bool(os.environ.get("FULL"))
WITHOUT_A_NOTE = {"choice of a language"}
"""It has only the names of languages to say anything in."""
API = ("flows", "figures", "lists", "lists/states", "next/student?country=HU", "openapi.json")
OTHERS = ("/robots.txt", "/sitemap.xml", "/de/krankenkassen/download.csv", "/healthz")
SLOW = "how a form decides"
"""Of the longest form; a short one stands for it where not FULL=1."""


def views():
    """Every kind of page, those that begin with the same word in the same language; in all of them with FULL=1."""
    turn = cycle(LANGUAGES)
    language_of = defaultdict(lambda: next(turn))
    for kind in kinds.KINDS:
        for language in LANGUAGES if FULL else [language_of[kind.name.split()[0]]]:
            short = kind.name == SLOW and not FULL
            view = kinds.page("flow-chart", language, flow="asylum-seeker") if short else kind.at(language)
            yield f"{kind.name}, {language}", view
    for asked in (*API, f"advise/pay?{urlencode(job())}"):
        yield asked, View(f"/api/v1/{asked}")
    yield from ((asked, View(asked)) for asked in OTHERS)


def said(site, view):
    """The words of a page, and the notes that it carries."""
    answer = site.ask(view.path, view.posted)
    assert answer.status == view.status, view
    return NOTE.sub("", answer.text), answer.notes


def goes_on_without(site, take_away):
    """Every page says the same before and after the database is taken away; and pages for readers then carry the note."""
    asked = dict(views())
    before = {name: said(site, view) for name, view in asked.items()}
    assert not any(notes for _words, notes in before.values())
    take_away()
    site.until(lambda: site.ask("/de/").notes)
    after = {name: said(site, view) for name, view in asked.items()}
    assert {name for name in asked if after[name][0] != before[name][0]} == set()
    pages = {name for name, (words, _notes) in before.items() if "<main" in words}
    assert {name.rpartition(", ")[0] for name in pages if len(after[name][1]) != 1} == WITHOUT_A_NOTE
    assert len(pages) >= len(kinds.KINDS) - 1


def test_every_kind_of_page_goes_on(data, node):
    goes_on_without(node(data), lambda: (data / "db.sqlite3").rename(data / "gone"))

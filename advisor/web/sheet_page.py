"""A result on paper: the reader's language beside German, for whoever decides across a counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_variables

from advisor.content.links import carrying
from advisor.interview.advise import advise
from advisor.interview.core import Step
from advisor.interview.data import as_data
from advisor.rules.words import gettext_noop

from .asking import Asked
from .carrying_answers import of_a_finished_case
from .found import SITE_NAME
from .pages import Here, page
from .plain import LAW_OF, PROVISIONAL
from .sheet_lines import beside, fitting
from .sheet_rows import SHORTENED, sections, title
from .words import Words

GERMAN = settings.LANGUAGE_CODE
LONGEST_CODE = 1200
"""Bytes of an address; the squares of a longer one grow too small to be read from paper."""
PURPOSE = gettext_noop(
    "For the office, fund or employer: “you” is the person who shows this sheet. The result follows from that person's "
    "own answers and from the law of the day named here. It informs; it is no decision of an authority."
)
EDITION = gettext_noop("texts of edition %(edition)s")
DRAFT_LAW = gettext_noop("with draft law")
SAME_RESULT = gettext_noop("The same result on a phone: scan the code.")
BY_HAND = gettext_noop("Name and date of birth, by hand:")


def sheet_of(here: Here) -> Here:
    """Where the sheet of a result stands."""
    return replace(here, name="sheet", anchor="", typed={}, changed={})


@of_a_finished_case
@sensitive_variables()
def sheet(request: HttpRequest, step: Step, asked: Asked, words: Words) -> HttpResponse:
    """The sheet of a finished case."""
    flow = step.flow
    here = Here("sheet", asked, {"flow": flow.key}, dict(step.given), flow.private)
    result = replace(here, name="interview", anchor="result" if flow.one_page else "")
    context = {"flow": flow, "result": result, "root": request.build_absolute_uri("/").rstrip("/")}
    return page(request, "sheet/page.html", here, words, context | _told(request, step, here, words))


@sensitive_variables()
def _told(request: HttpRequest, step: Step, here: Here, words: Words) -> dict[str, Any]:
    """The result in the reader's language and in German, cut to two pages; an address to scan where it may show answers."""
    advice = advise(step)
    every = [words] if words.language == GERMAN else [words, Words(GERMAN)]
    data = {each.language: as_data(advice, step.flow, step.law, each) for each in every}
    with carrying(here.asked.fields):
        sheets, shortened = fitting(
            {each.language: sections(data[each.language], each, step.flow.one_page) for each in every}
        )
    pinned = Asked(here.asked.law, here.asked.law.day)
    address = request.build_absolute_uri(replace(here, name="interview", asked=pinned).address())
    picture = None if here.private else code(address)
    ends = [*([SHORTENED] if shortened else []), *([SAME_RESULT] if picture else [])]
    return {
        "languages": [(each.language, dict(settings.LANGUAGES)[each.language]) for each in every],
        "titles": [(each.language, title(data[each.language], each)) for each in every],
        "groups": [(each.language, data[each.language]["flow_label"]) for each in every],
        "purposes": [(each.language, each.label(PURPOSE)) for each in every],
        "stamps": [(each.language, _stamp(data[each.language], each)) for each in every],
        "by_hand": [(each.language, each.label(BY_HAND)) for each in every],
        "sections": beside(sheets),
        "ends": [(each.language, [f"{each.label(SITE_NAME)}:", *map(each.label, ends)]) for each in every],
        "code": picture,
    }


def _stamp(data: dict[str, Any], words: Words) -> str:
    """The law and the texts this comes from, and what makes them less than certain."""
    stamp = [words.label(LAW_OF) % {"day": words.day(date.fromisoformat(data["as_of"]))}]
    stamp += [words.label(EDITION) % {"edition": data["edition"]}]
    stamp += [words.label(DRAFT_LAW)] if data["law"] == "draft" else []
    stamp += [words.label(PROVISIONAL)] if data["provisional"] else []
    return ", ".join(stamp) + "."


def code(address: str) -> SafeString | None:
    """An address as a picture to scan, dark on light whatever the page; None where it is too long for paper."""
    if len(address) > LONGEST_CODE:
        return None
    found = segno.make(address, error="l", micro=False)
    drawn = found.svg_inline(omitsize=True, dark="#000", light="#fff", svgclass="code", lineclass=None)
    return mark_safe(drawn.replace("<svg", '<svg aria-hidden="true"', 1))

"""The pages of the guide: their addresses, the flows that decide the reader's case, and the way back from a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advisor.flows import all_flows
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

from .asking import Asked
from .pages import Here
from .words import Words


@dataclass(frozen=True)
class GuidePage:
    """A page of the guide. flows: those that decide the case it tells of; their results link back to it.

    outcomes: the results that alone link back, where the page tells of them only.
    """

    slug: str
    flows: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """Pages that belong together on the index of the guide."""

    label: str
    pages: Mapping[str, GuidePage]


CHAPTERS = (
    Chapter(
        gettext_noop("How the system works"),
        {
            "how-it-works": GuidePage(gettext_noop("address|how-it-works"), ("who-am-i",)),
            "statutory-insurance": GuidePage(
                gettext_noop("address|statutory-insurance"), ("employee", "pay"), ("funds",)
            ),
            "family-insurance": GuidePage(gettext_noop("address|family-insurance"), ("family",)),
            "private-insurance": GuidePage(gettext_noop("address|private-insurance"), ("employee", "self-employed")),
            "supplementary-insurance": GuidePage(gettext_noop("address|supplementary-insurance")),
        },
    ),
    Chapter(
        gettext_noop("New in Germany"),
        {
            "students": GuidePage(gettext_noop("address|students"), ("student", "student-cost")),
            "guest-workers": GuidePage(gettext_noop("address|guest-workers"), ("guest-worker",), ("states",)),
            "scientists": GuidePage(gettext_noop("address|scientists"), ("scientist",)),
            "immigrants": GuidePage(gettext_noop("address|immigrants"), ("immigrant",)),
            "asylum-seekers": GuidePage(gettext_noop("address|asylum-seekers"), ("asylum-seeker",)),
            "health-card-nrw": GuidePage(
                gettext_noop("address|health-card-nrw"),
                ("asylum-seeker",),
                ("municipalities",),
                ("asylum-card", "asylum-voucher"),
            ),
            "pupils-interns-au-pairs": GuidePage(gettext_noop("address|pupils-interns-au-pairs"), ("au-pair",)),
            "which-states-count": GuidePage(
                gettext_noop("address|which-states-count"), ("guest-worker", "student"), ("states",)
            ),
        },
    ),
    Chapter(
        gettext_noop("Working, living, growing old"),
        {
            "employees": GuidePage(gettext_noop("address|employees"), ("employee", "pay", "net-pay")),
            "minijob-midijob": GuidePage(gettext_noop("address|minijob-midijob"), ("employee", "pay")),
            "student-members": GuidePage(
                gettext_noop("address|student-members"), ("student", "former-student", "family", "student-cost")
            ),
            "voluntary-and-self-employed": GuidePage(
                gettext_noop("address|voluntary-and-self-employed"),
                ("self-employed", "voluntary-cost", "former-student"),
            ),
            "pensioners": GuidePage(
                gettext_noop("address|pensioners"), ("pensioner", "pension-cost", "qualifying-period")
            ),
            "civil-servants-nrw": GuidePage(gettext_noop("address|civil-servants-nrw"), ("beihilfe", "beihilfe-bills")),
        },
    ),
    Chapter(
        gettext_noop("Choosing, asking, getting help"),
        {
            "choose-and-change-fund": GuidePage(
                gettext_noop("address|choose-and-change-fund"), ("fund-choice", "switch-dates"), ("funds",)
            ),
            "compare": GuidePage(gettext_noop("address|compare"), ("fund-choice",), ("funds",)),
            "emergencies": GuidePage(gettext_noop("address|emergencies")),
            "advice-and-links": GuidePage(gettext_noop("address|advice-and-links")),
            "what-changed": GuidePage(gettext_noop("address|what-changed")),
        },
    ),
)
GUIDE: Mapping[str, GuidePage] = {key: page for chapter in CHAPTERS for key, page in chapter.pages.items()}


def at(key: str, asked: Asked) -> Here:
    """Where a page of the guide stands."""
    return Here("guide-page", asked, {"key": key})


def chapters(words: Words, asked: Asked) -> list[dict[str, Any]]:
    """The index: chapters with the pages that are written."""
    found = [
        {"label": words.label(chapter.label), "pages": [_linked(key, words, asked) for key in _written(chapter, words)]}
        for chapter in CHAPTERS
    ]
    return [chapter for chapter in found if chapter["pages"]]


def _written(chapter: Chapter, words: Words) -> list[str]:
    return [key for key in chapter.pages if words.has("guide", key)]


def _linked(key: str, words: Words, asked: Asked) -> dict[str, Any]:
    return {"title": title_of(key, words, asked.law), "address": at(key, asked).address()}


def title_of(key: str, words: Words, law: Law) -> Mapping[str, str]:
    """The title of a page of the guide, in German where the language lacks it."""
    return words.title("guide", key, law)


def flows_of(key: str, words: Words, asked: Asked) -> list[dict[str, str]]:
    """The flows and calculators that decide the case a page tells of."""
    flows = all_flows()
    return [
        {"label": words.label(flows[flow].label), "address": Here("interview", asked, {"flow": flow}).address()}
        for flow in GUIDE[key].flows
        if flow in flows
    ]


def pages_of(flow: str, words: Words, asked: Asked, data: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The pages of the guide that tell more about what a flow decides, or about the result in `data`."""
    return [
        _linked(key, words, asked)
        for key, page in GUIDE.items()
        if flow in page.flows and words.has("guide", key) and (data is None or _fits(page, data))
    ]


def _fits(page: GuidePage, data: Mapping[str, Any]) -> bool:
    """The page tells of every result of its flows, or of this one."""
    shown = {data["outcome"], *(other["advice"]["outcome"] for other in data["alternatives"])}
    return not page.outcomes or not shown.isdisjoint(page.outcomes)

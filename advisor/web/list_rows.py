"""The rows of each list as data: stable keys, days as ISO dates, numbers as text. Pages and downloads are made from them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from advisor.directory.finding import begins, matches
from advisor.directory.shelf import Directory, Item
from advisor.rules.figures import Entry, Sources, source_names
from advisor.rules.funds import KINDS, funds
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

from .words import Words, dictionary_order, names_of

Row = dict[str, Any]
OWN_NAMES = Path(__file__).with_name("own_names.toml")
"""What each country is called in its own languages; `manage.py note_country_names` writes it."""
GROUPS = {
    "education": gettext_noop("General authorities and education"),
    "health": gettext_noop("Health"),
}
SCOPES = {
    "full": gettext_noop("European rules: treatment in Germany with the home country's card or form"),
    "uk": gettext_noop("Agreement between the EU and the United Kingdom: nearly the same as the European rules"),
    "in_kind": gettext_noop("Treaty: treatment in Germany at the cost of the home insurer"),
    "cash_only": gettext_noop("Treaty for cash benefits only: no treatment"),
    "maternity_only": gettext_noop("Treaty for maternity only: no treatment of illness"),
    "unverified": gettext_noop("Not certain: please ask before you travel"),
    "without_sickness": gettext_noop("Treaty, but not for illness: no treatment"),
    "none": gettext_noop("No treaty: no treatment"),
    "home": gettext_noop("Germany itself"),
}
STATE_GROUPS = {
    "eu": gettext_noop("European Union"),
    "eea": gettext_noop("European Economic Area and Switzerland"),
    "uk": gettext_noop("United Kingdom"),
    "treaty": gettext_noop("States with a treaty"),
    "limited": gettext_noop("Treaties that give no treatment"),
    "other": gettext_noop("Other states"),
}
DATED_SCOPES = ("eu", "eea", "ch", "uk")
"""Groups whose first day is a day of law; for the others the list only says what counts on the day."""
ALSO_CALLED = {
    "AE": ("Emirate", "UAE", "VAE"),
    "BA": ("Bosnien", "Bosnia", "Bosnië", "Bosznia"),
    "BY": ("Weißrussland", "Wit-Rusland", "Fehéroroszország"),
    "CI": ("Ivory Coast", "Elfenbeinküste", "Ivoorkust", "Elefántcsontpart"),
    "CZ": ("Czech Republic", "Tschechische Republik", "Csehország", "Tschechei"),
    "GB": ("UK", "England", "Schottland", "Schotland", "Skócia", "Wales", "Nordirland", "Großbritannien", "Anglia"),
    "MD": ("Moldawien", "Moldavië", "Moldávia"),
    "MK": ("Mazedonien", "Macedonië", "Macedónia"),
    "MM": ("Birma", "Burma"),
    "NL": ("Holland", "Hollandia"),
    "TR": ("Turkey", "Türkiye"),
    "US": ("USA", "Amerika"),
}
"""Names that people use and no list of countries has."""


def sources(keys: str, law_sources: Sources, words: Words) -> str:
    """The names of shipped sources in the reader's language; what staff have typed stays."""
    known = set(keys.split(", ")) <= set(law_sources)
    return source_names(keys, law_sources, words.language) if known else keys


def emergency(law: Law, lists: Directory, words: Words) -> list[Row]:
    """Numbers and places, in the order in which to try."""
    return [_emergency(item, lists, words) for item in lists.emergency(law.day)]


def _emergency(item: Item, lists: Directory, words: Words) -> Row:
    return {
        "number": item.get("number"),
        "what": item.text("what", words.language)[0],
        "what_de": item.text("what", "de")[0],
        "use": item.text("use", words.language)[0],
        "valid_from": _iso(item.get("valid_from")),
        "source": sources(item.get("source"), lists.figures.sources, words),
    }


def institutions(law: Law, lists: Directory, words: Words) -> list[Row]:
    """The bodies to turn to, under the name that they have on the day."""
    return [institution(item, law.day, lists, words) for group in GROUPS for item in lists.institutions(group)]


def institution(item: Item, day: date, lists: Directory, words: Words) -> Row:
    """One body. Before the day of its renaming `name_de` is the former name, and `later_name` today's."""
    changed = item.get("changed_on") or None
    before = bool(changed and day < changed)
    own = item.text("name", "de")[0]
    return {
        "key": item.key,
        "group": item.get("group"),
        "name": item.get("former_name") if before else item.text("name", words.language)[0],
        "name_de": item.get("former_name") if before else own,
        "former_name": "" if before else item.get("former_name"),
        "later_name": own if before else "",
        "changed_on": _iso(changed),
        "status": item.get("status") or "unchanged",
        "website": item.get("website"),
        "address_checked": item.about.get("address_checked", True),
        "phone": item.get("phone"),
        "email": item.get("email"),
        "postal_address": item.get("postal_address"),
        "note": item.text("note", words.language)[0],
        "source": sources(item.get("source"), lists.figures.sources, words),
    }


def fund_rates(law: Law, lists: Directory, words: Words) -> list[Row]:
    """The funds by name, with the additional rate known for the day."""
    rows = [
        {
            "code": fund.code,
            "name": fund.name,
            "kind": fund.kind,
            "kind_label": words.label(KINDS[fund.kind]),
            "open_in": fund.open_in,
            "website": fund.website,
            "additional_rate": None if fund.rate is None else f"{fund.rate.normalize():f}",
            "valid_from": _iso(fund.since),
            "known_until": _iso(fund.until),
            "source": sources(fund.source, lists.figures.sources, words),
        }
        for fund in funds(law).values()
    ]
    return sorted(rows, key=lambda row: dictionary_order(row["name"], "de"))


def municipalities(law: Law, lists: Directory, words: Words) -> list[Row]:
    """The municipalities that have joined the agreement on the card."""
    rows = [
        {
            "code": entry.code,
            "name": entry.name,
            "valid_from": _iso(entry.valid_from) if entry.date_known else None,
            "source": sources(entry.source, lists.figures.sources, words),
        }
        for entry in law.entries("card_municipalities").values()
        if entry.about["joined"]
    ]
    return sorted(rows, key=lambda row: dictionary_order(row["name"], "de"))


def states(law: Law, lists: Directory, words: Words) -> list[Row]:
    """Every country and what links its health insurance with Germany's, by group and name."""
    order = list(STATE_GROUPS)
    rows = [_state(entry, lists, words) for code, entry in law.entries("countries").items() if code != "DE"]
    return sorted(rows, key=lambda row: (order.index(row["group"]), dictionary_order(row["name"], words.language)))


def _state(entry: Entry, lists: Directory, words: Words) -> Row:
    belongs, scope = entry.about["class"], entry.about["scope"]
    scope = "uk" if belongs == "uk" else "without_sickness" if entry.about.get("without_sickness") else scope
    group = {"ch": "eea"}.get(belongs, belongs)
    if (group == "treaty" and scope != "in_kind") or scope == "without_sickness":
        group = "limited"
    return {
        "code": entry.code,
        "name": words.country(entry.code),
        "group": group,
        "group_label": words.label(STATE_GROUPS[group]),
        "scope": scope,
        "scope_label": words.label(SCOPES[scope]),
        "valid_from": _iso(entry.valid_from) if belongs in DATED_SCOPES else None,
        "source": sources(entry.source, lists.figures.sources, words),
    }


ROWS: Mapping[str, Callable[[Law, Directory, Words], list[Row]]] = {
    "emergency": emergency,
    "institutions": institutions,
    "funds": fund_rates,
    "municipalities": municipalities,
    "states": states,
}


def found(rows: list[Row], part: str) -> list[Row]:
    """The rows whose code it is, else those with a word that begins so, else those whose name holds the part."""
    named = [(row, (row["name"], *row.get("names", ()))) for row in rows]
    return (
        [row for row in rows if row["code"] == part.strip().upper()]
        or [row for row, names in named if begins(part, *names)]
        or [row for row, names in named if matches(part, *names)]
    )


@cache
def _own_names() -> Mapping[str, list[str]]:
    return tomllib.loads(OWN_NAMES.read_text("utf-8"))


def all_names(code: str) -> tuple[str, ...]:
    """What a country is called in every language of the site, in English and its own, and by people."""
    return (*names_of(code), *_own_names().get(code, ()), *ALSO_CALLED.get(code, ()))


def found_states(rows: list[Row], part: str) -> list[Row]:
    """The states whose name in any language of the site, in English or its own, holds the part, or whose code it is."""
    named = [row | {"names": all_names(row["code"])} for row in rows]
    return found(named, part)


def _iso(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else None

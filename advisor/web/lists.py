"""The lists of the directory: pages to read, search and print, and the same rows as CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from advisor.directory.shelf import Directory, directory
from advisor.flows.questions import GROSS_PAY
from advisor.interview.parsing import LONGEST, Unreadable
from advisor.interview.question import TOO_LONG
from advisor.rules.asylum import card_funds
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

from .asking import LAW_KEYS, NotUnderstood, fields_of, law_for, typed_language
from .caching import kept_by_nobody, public_page
from .downloads import LICENCE, as_csv, as_json
from .errors import method_refused, not_understood
from .fund_prices import OTHER_RATE, PRESENT_RATE, RATE, TYPED_RATES, compared
from .list_rows import GROUPS as INSTITUTION_GROUPS
from .list_rows import ROWS, Row, found, found_states, institution, states
from .pages import Here, page
from .slugs import BELOW, LISTS
from .typed import canonical
from .words import Words, current_language, slug

ASKED_OF = {"funds": "pay", "municipalities": "q", "states": "q"}
"""What a visitor may type into the form of a list."""
CHOSEN_FOR = {"funds": "fund"}
"""What a visitor may choose beside it."""
RATES_OF: Mapping[str, tuple[str, ...]] = {"funds": tuple(TYPED_RATES)}
"""Rates that a visitor may type beside both."""
DATED = {"funds": "funds", "municipalities": "card_municipalities", "states": "countries"}
"""The list of the law behind a page."""
RATE_LABELS = {
    PRESENT_RATE: gettext_noop("Additional rate of your present fund"),
    OTHER_RATE: gettext_noop("Additional rate of another fund"),
}
NO_LETTER = gettext_noop("Please type at least one letter of the name.")
NO_FUND = gettext_noop("Please choose a fund from the list, or leave this empty.")
Given = Mapping[str, str]
"""What was typed and chosen, in canonical form."""


@csrf_exempt  # Whatever could be forged is refused.
def list_page(request: HttpRequest, list_key: str) -> HttpResponse:
    """One list as of a day. What a visitor has typed is nobody else's page, so that is kept nowhere."""
    if request.method not in ("GET", "HEAD"):
        return method_refused(request)
    if not {ASKED_OF.get(list_key), CHOSEN_FOR.get(list_key), *RATES_OF.get(list_key, ())} & set(request.GET):
        return _kept(request, list_key)
    return kept_by_nobody(_list(request, list_key), tells="no-referrer")


def _list(request: HttpRequest, list_key: str) -> HttpResponse:
    field, other, rates = ASKED_OF.get(list_key), CHOSEN_FOR.get(list_key), RATES_OF.get(list_key, ())
    try:
        known = (*LAW_KEYS, *((field, "typed_in") if field else ()), *((other,) if other else ()), *rates)
        fields = fields_of(request.GET, known)
        asked, words = law_for(fields), Words(current_language())
        typed_in = typed_language(fields, words.language)
    except NotUnderstood as reason:
        return not_understood(request, reason, "list", {"list_key": list_key})
    written = {name: fields.get(name, "").strip() for name in (field, *rates) if name}
    read = {name: _read(name, text, words, typed_in) for name, text in written.items()}
    answers = {name: answer for name, (answer, _) in read.items() if answer}
    errors = {name: error for name, (_, error) in read.items() if error}
    law, lists = asked.law.traced(), directory()
    chosen, wrong = _choice(fields.get(other or "", "").strip(), lists, words)
    picked = {other: chosen} if other and chosen else {}
    carried = _carried(written, answers, errors, typed_in) | picked
    typed, error = written.get(field or "", ""), errors.get(field or "", "")
    here = Here("list", asked, {"list_key": list_key}, carried)
    key = f"list-{list_key}"
    context: dict[str, Any] = {
        "list": list_key,
        "texts": words.parts("page", key, law),
        "below": [(name, words.parts("page", name, law)) for name in BELOW[list_key] if words.has("page", name)],
        "field": field,
        "typed": typed[:LONGEST],
        "error": error,
        "wrong_choice": wrong,
        "answer": answers.get(field or "", ""),
        "rates": [
            (name, words.label(RATE_LABELS[name]), written[name][:LONGEST], errors.get(name, "")) for name in rates
        ],
        "wrong": len(errors) + bool(wrong),
        "given": bool(chosen or any(written.values())),
        "empty": words.parts("page", f"{key}-none", law),
        "csv": Here("list-csv", asked, {"list_key": list_key}).address(),
        "json": Here("list-json", asked, {"list_key": list_key}).address(),
        "licence": words.label(LICENCE),
        "checked_on": lists.figures.lists[DATED[list_key]].checked_on if list_key in DATED else None,
    }
    context |= CONTEXTS[list_key](law, lists, words, answers | picked)
    context["sources"] = _sources(ROWS[list_key](law, lists, words))
    return page(request, f"lists/{list_key}.html", here, words, context, status=400 if errors or wrong else 200)


_kept = public_page(_list)


def _carried(written: Given, answers: Given, errors: Given, typed_in: str) -> dict[str, str]:
    """What goes along into another language: the answers; where something was typed in vain, all as it was typed."""
    if not errors:
        return dict(answers)
    return {name: text[:LONGEST] for name, text in written.items() if text} | {"typed_in": typed_in}


def _read(field: str, typed: str, words: Words, typed_in: str) -> tuple[str, str]:
    """(what was typed in canonical form, what is wrong with it)."""
    numbers = {"pay": GROSS_PAY} | dict.fromkeys(TYPED_RATES, RATE)
    try:
        if field in numbers and typed:
            return canonical(numbers[field], typed, words, typed_in), ""
        if len(typed) > LONGEST:
            raise Unreadable(TOO_LONG)
        if typed and not any(letter.isalnum() for letter in typed):
            raise Unreadable(NO_LETTER)
    except Unreadable as error:
        return "", words.error(error)
    return typed, ""


def _choice(code: str, lists: Directory, words: Words) -> tuple[str, str]:
    """(the fund chosen, what is wrong with it)."""
    known = not code or code in lists.figures.lists["funds"].rows
    return (code, "") if known else ("", words.label(NO_FUND))


def _sources(rows: list[Row]) -> str:
    """The sources of all rows, each once."""
    return "; ".join(dict.fromkeys(source for row in rows for source in row["source"].split("; ")))


def _emergency(law: Law, lists: Directory, words: Words, given: Given) -> dict[str, Any]:
    return {"rows": ROWS["emergency"](law, lists, words)}


def _institutions(law: Law, lists: Directory, words: Words, given: Given) -> dict[str, Any]:
    return {
        "groups": [
            (words.label(label), [institution(item, law.day, lists, words) for item in lists.institutions(group)])
            for group, label in INSTITUTION_GROUPS.items()
        ]
    }


def _funds(law: Law, lists: Directory, words: Words, given: Given) -> dict[str, Any]:
    return compared(law, lists, words, given.get("pay", ""), given.get("fund", ""), given)


def _municipalities(law: Law, lists: Directory, words: Words, given: Given) -> dict[str, Any]:
    answer = given.get("q", "")
    rows = ROWS["municipalities"](law, lists, words)
    return {
        "rows": found(rows, answer) if answer else rows,
        "all": len(rows),
        "card_funds": [(fund.name, fund.about["role"] == "signatory") for fund in card_funds(law)],
        "ministries": [institution(item, law.day, lists, words) for item in lists.institutions("card")],
    }


def _states(law: Law, lists: Directory, words: Words, given: Given) -> dict[str, Any]:
    answer = given.get("q", "")
    rows = states(law, lists, words)
    rows = found_states(rows, answer) if answer else [row for row in rows if row["group"] != "other"]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["group_label"], []).append(row)
    return {"groups": [(label, some, any(row["valid_from"] for row in some)) for label, some in groups.items()]}


CONTEXTS = {
    "emergency": _emergency,
    "institutions": _institutions,
    "funds": _funds,
    "municipalities": _municipalities,
    "states": _states,
}


@public_page
def download(request: HttpRequest, list_key: str, form: str) -> HttpResponse:
    """The rows of a list as of a day, as a file."""
    try:
        asked = law_for(fields_of(request.GET, LAW_KEYS))
    except NotUnderstood as reason:
        return not_understood(request, reason, "list", {"list_key": list_key})
    words = Words(current_language())
    rows = ROWS[list_key](asked.law, directory(), words)
    name = f"{slug(LISTS[list_key], words.language)}-{asked.law.day.isoformat()}.{form}"
    if form == "csv":
        response = HttpResponse(as_csv(rows, asked, words), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(as_json(list_key, rows, asked, words), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response

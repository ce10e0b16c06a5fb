"""A result as the lines of a sheet of paper, told in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from advisor import formats
from advisor.content.prose import render
from advisor.interview.advice import STATUSES
from advisor.rules.words import gettext_noop

from . import plain as lists
from .result_parts import deciding_law, soonest, steps, undated
from .sheet_lines import (
    CAUTIONS,
    CLOSED,
    DEADLINES,
    FORMULAS,
    KEEP,
    NOTHING,
    PAPERS,
    PARTS,
    REASONS,
    REMARKS,
    RULES,
    Line,
    Section,
)
from .words import Words
from .written import (
    NBSP,
    PERIODS,
    conditions,
    fact_value,
    formula,
    long_day,
    main_part,
    plain_title,
    set_apart,
    title_part,
    without_amount,
)

Data = Mapping[str, Any]
SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[A-ZÄÖÜÁÉÍÓŐÚŰ])")
Texts = Iterable[Mapping[str, str]]
Told = tuple[str, str, Iterable["Line"], bool]
RESULT = gettext_noop("The result")
TO_DO = gettext_noop("What to do next")
CASES = gettext_noop("The possible cases")
GLANCE = gettext_noop("At a glance")
BASIS = gettext_noop("Legal basis:")
COST = gettext_noop("Cost:")
NEXT_DAY = gettext_noop("Next last day:")
MISSED = gettext_noop("Last day already passed:")
IN_TIME = gettext_noop("In time, without a fixed day:")
DECIDES = gettext_noop("Who decides:")
NO_ANSWER_YET = gettext_noop("We cannot answer this for this day yet.")
PRICES = {
    "market": gettext_noop("The insurer sets the price. The law fixes no amount. Compare offers before you sign."),
    "free": gettext_noop("You pay no contribution for this in Germany."),
}
EXCLUDES = gettext_noop("This excludes: %(routes)s")
UNKNOWN = gettext_noop("not known")
SHORTENED = gettext_noop("Some remarks are left out here so that the sheet stays short. They stand on the site.")

MOST_ANSWERS = 5


def sections(data: Data, words: Words, price_first: bool = False) -> list[Section]:
    """The whole sheet in the language of the data, links and words of ours as well: first who must do what by when.

    price_first: the amounts are what was asked for.
    """
    with translation.override(words.language):
        cost: Told = ("cost", lists.COSTS, _costs(data, words), True)
        told: list[Told] = [
            ("glance", GLANCE, _glance(data, words), True),
            ("result", RESULT, _result(data, words), False),
            *([cost] if price_first else []),
            ("people", lists.PEOPLE, map(_person, data["people"]), True),
            ("facts", lists.FACTS, (_fact(fact, words) for fact in data["facts"]), True),
            ("cases", CASES, (_case(data, case, words) for case in data["alternatives"]), True),
            ("next", TO_DO, _next(data, words), True),
            ("deadlines", lists.DEADLINES, (_deadline(item, words) for item in data["deadlines"]), True),
            ("papers", lists.PAPERS, (_paper(item, words) for item in data["documents"]), True),
            ("routes", lists.ROUTES, _routes(data, words), True),
            *([] if price_first else [cost]),
            ("authority", lists.AUTHORITY, _authority(data, words), False),
            ("cautions", lists.CAUTIONS, (_caution(item, words) for item in data["cautions"]), True),
            ("answers", lists.ANSWERS, map(_answer, data["asked"]), True),
        ]
        return [Section(key, words.label(heading), tuple(lines), listed) for key, heading, lines, listed in told]


def _glance(data: Data, words: Words) -> Iterator[Line]:
    """The law, the price, the last days and the office, for a reader who has ten seconds."""
    if law := deciding_law(data):
        yield _at_once(words, BASIS, law=", ".join(law))
    if data["amounts"] and not data["missing"]:
        amount = main_part(data["amounts"][0])
        yield _at_once(words, COST, format_html("{}: {}", render(amount["label"]), _price(amount, words)))
    elif message := PRICES.get(without_amount(data)):
        yield _at_once(words, COST, words.label(message))
    for deadline in data["deadlines"]:
        if deadline["passed"] and not deadline["begins"]:
            yield _day_at_once(words, MISSED, deadline)
    if deadline := soonest(data):
        yield _day_at_once(words, NEXT_DAY, deadline)
    else:
        yield from (_day_at_once(words, IN_TIME, deadline) for deadline in undated(data))
    if data["authority"]:
        yield _at_once(words, DECIDES, _head(data["authority"]["text"], words))


def _at_once(words: Words, label: str, value: str = "", law: str = "") -> Line:
    return Line("fact", render(words.label(label)), value, law=law)


def _day_at_once(words: Words, label: str, deadline: Data) -> Line:
    day = f"{long_day(deadline['on'], words.language)} – " if deadline["on"] else ""
    return _at_once(words, label, format_html("{}{}", day, _head(deadline["text"], words)), deadline["law"])


def title(data: Data, words: Words) -> SafeString:
    """The answer in one sentence."""
    part = title_part(data["text"])
    if data["refused"] or not part:
        return render(words.label(NO_ANSWER_YET) if data["refused"] else data["duty_label"] or data["flow_label"])
    return _said(part, words)


def _said(part: Mapping[str, str], words: Words) -> SafeString:
    """One part of a text; marked where the German stands in for a translation."""
    html = render(part["text"])
    return (
        html if part["language"] == words.language else format_html('<span lang="{}">{}</span>', part["language"], html)
    )


def _texts(parts: Texts, words: Words) -> tuple[SafeString, ...]:
    return tuple(_said(part, words) for part in parts if part["role"] != "title" and part["role"] != "easy")


def _head(parts: Sequence[Mapping[str, str]], words: Words) -> SafeString:
    part = title_part(parts)
    return _said(part, words) if part else NOTHING


def _result(data: Data, words: Words) -> Iterator[Line]:
    to_do = steps(data["text"])
    for part in data["text"]:
        if part["role"] not in ("title", "easy") and part not in to_do:
            rank = KEEP if part["role"] in ("lead", "attention", "contact") else RULES
            yield Line("told", more=(_said(part, words),), rank=rank)


def _next(data: Data, words: Words) -> Iterator[Line]:
    return (Line("told", more=(_said(part, words),)) for part in steps(data["text"]))


def _costs(data: Data, words: Words) -> Iterator[Line]:
    for missing in data["missing"]:
        yield Line("told", more=tuple(render(line) for line in lists.missing_lines(missing, words)))
    for amount in data["amounts"]:
        yield from _amount(amount, words)


def _amount(amount: Data, words: Words, depth: int = 0) -> Iterator[Line]:
    counted = (render(formula(amount, words.language)),) if amount["formula"] and amount["euros"] else ()
    kind = ("money", "part", "part deep")[min(depth, 2)]
    rank = PARTS if depth > 1 else KEEP
    law = amount["law"] if depth or not amount["parts"] else ""
    yield Line(kind, render(amount["label"]), _price(amount, words, depth), counted, law, rank, FORMULAS)
    for part in amount["parts"]:
        yield from _amount(part, words, depth + 1)


def _price(amount: Data, words: Words, depth: int = 0) -> str:
    """148,09 € per month; the period once, with the whole."""
    if not amount["euros"]:
        return words.label(UNKNOWN)
    euros = formats.euros(Decimal(amount["euros"]), words.language)
    return euros if depth or lists.names_its_month(amount) else f"{euros} {words.label(PERIODS[amount['period']])}"


def _person(person: Data) -> Line:
    return Line("fact", render(person["label"]), person["in_label"], law=", ".join(person["law"]))


def _fact(fact: Data, words: Words) -> Line:
    return Line("fact", render(fact["label"]), fact_value(fact, words.language))


def _case(data: Data, case: Data, words: Words) -> Line:
    """One of the things that may be so: when, what it costs, the ways, the days that only this case has."""
    then = case["advice"]
    when = " · ".join(
        f"{items[0]['question']} {', '.join(item['shown'] for item in items[:MOST_ANSWERS])}"
        f"{' …' if len(items) > MOST_ANSWERS else ''}"
        for block in conditions(data, case)
        for items in block
    )
    amount = main_part(then["amounts"][0]) if then["amounts"] else None
    ways = "; ".join(f"{route['label']}: {route['status_label']}" for route in then["routes"] if _is_open(route))
    apart = set_apart(data, case)
    why = [part["text"] for item in apart if "status" in item for part in item["text"]]
    days = [f"{long_day(item['on'], words.language)}: {plain_title(item['text'])}" for item in apart if item.get("on")]
    unknown = [line for missing in then["missing"] for line in lists.missing_lines(missing, words)]
    texts = [
        when,
        *unknown,
        *([words.label(PRICES[said])] if (said := without_amount(then)) else []),
        ways,
        *why,
        *days,
    ]
    law = ", ".join(dict.fromkeys(law for route in then["routes"] if _is_open(route) for law in route["law"]))
    head = _head(then["text"], words) or render(then["duty_label"])
    return Line("case", head, _price(amount, words) if amount else "", tuple(map(render, filter(None, texts))), law)


def _is_open(route: Data) -> bool:
    return bool(route["status"] != "closed")


def _routes(data: Data, words: Words) -> Iterator[Line]:
    for route in filter(_is_open, data["routes"]):
        cost = route["cost"] and route["cost"]["euros"] and _price(main_part(route["cost"]), words)
        texts = _texts(route["text"], words)
        if route["market"]:
            texts += (render(words.label(lists.MARKET)),)
        if route["excludes"]:
            others = ", ".join(other["label"] for other in route["excludes"])
            texts += (render(words.label(EXCLUDES) % {"routes": others}),)
        head = render(f"{route['label']}: {route['status_label']}")
        yield Line("way", head, cost or "", texts, ", ".join(route["law"]), brief=REASONS)
    closed = [route for route in data["routes"] if not _is_open(route)]
    if closed:
        law = ", ".join(dict.fromkeys(law for route in closed for law in route["law"]))
        names = render("; ".join(route["label"] for route in closed))
        head = format_html("{}:", words.label(STATUSES["closed"]).capitalize())
        yield Line("way", head, more=(names,), law=law, rank=CLOSED)


def _paper(item: Data, words: Words) -> Line:
    note = (render(words.label(lists.IN_SOME_CASES)),) if item["in_some_cases"] else ()
    return Line("box", _head(item["text"], words), more=note + _texts(item["text"], words), brief=PAPERS)


def _deadline(deadline: Data, words: Words) -> Line:
    day = long_day(deadline["on"], words.language) if deadline["on"] else ""
    missed = (render(deadline["missed"]),) if deadline["missed"] else ()
    texts = missed + _texts(deadline["text"], words)
    law = "" if any(deadline["law"] in text.replace(NBSP, " ") for text in texts) else deadline["law"]
    return Line("day", _head(deadline["text"], words), day, texts, law, brief=DEADLINES)


def _authority(data: Data, words: Words) -> Iterator[Line]:
    if data["authority"]:
        parts = data["authority"]["text"]
        yield Line("point", _head(parts, words), more=_texts(parts, words), brief=REMARKS)
    if data["funds"]:
        yield Line("told", more=(render(f"{words.label(lists.FUNDS)}: {', '.join(data['funds'])}"),), rank=REMARKS)


def _caution(item: Data, words: Words) -> Line:
    note = (render(words.label(lists.IN_SOME_CASES)),) if item["in_some_cases"] else ()
    texts = _texts(item["text"], words)
    gist = note + tuple(map(_first_sentence, texts[:1]))
    return Line("point", _head(item["text"], words), more=note + texts, brief=CAUTIONS, gist=gist)


def _first_sentence(text: SafeString) -> SafeString:
    """The first sentence, or all of it where a sentence ends within markup."""
    first = SENTENCE_ENDS.split(text, maxsplit=1)[0]
    return SafeString(first) if first.count("<") == 2 * first.count("</") else text


def _answer(item: Data) -> Line:
    return Line("answer", render(item["question"]), render(item["shown"]))

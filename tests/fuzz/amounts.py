"""What a visitor is told to pay, read back as numbers from where it stands, beside what the rules say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lxml import html as markup

from advisor.content.prose import plain
from advisor.interview.advice import Advice
from advisor.rules.amounts import Amount
from advisor.web.words import Words

WRITTEN = {
    "de": re.compile(r"(-?)(\d{1,3}(?:\.\d{3})*),(\d\d)\u00a0€"),
    "nl": re.compile(r"€\u00a0(-?)(\d{1,3}(?:\.\d{3})*),(\d\d)"),
    "hu": re.compile(r"(-?)(\d{1,4}|\d{2,3}(?:\u00a0\d{3})+|\d(?:\u00a0\d{3}){2,}),(\d\d)\u00a0€"),
}
"""How people write euros; said here once more, so that the site does not judge its own writing."""

Bill = list[tuple[str, Decimal | None]]
"""Lines of a bill, the whole first: what for, and how much."""


def read(text: str, language: str) -> Decimal | None:
    """An amount as it stands on a page; None where it is none."""
    found = WRITTEN[language].fullmatch(text)
    return Decimal(f"{found[1]}{re.sub(r'[^0-9]', '', found[2])}.{found[3]}") if found else None


# Pages


def on_page(advice: Advice, words: Words) -> tuple[list[Bill], list[list[Decimal]]]:
    """What a result must say: its bills, and what stands large on top or for each of the cases it depends on."""
    lines = [[amount, *amount.parts] for amount in advice.amounts]
    bills = [[(_in_one_line(plain(words.label(line.label))), line.euros) for line in bill] for bill in lines]
    cases = [alternative.advice for alternative in advice.alternatives]
    if cases:
        return bills, [_of_case(case.amounts[0]) if case.amounts else [] for case in cases]
    return bills, [_known(_main(advice.amounts[0])) if advice.amounts else []]


def _main(amount: Amount) -> Amount:
    return next((part for part in amount.parts if part.code == "health_and_care"), amount)


def _known(*amounts: Amount) -> list[Decimal]:
    return [amount.euros for amount in amounts if amount.euros is not None]


def _of_case(amount: Amount) -> list[Decimal]:
    main = _main(amount)
    return _known(main) or _known(*main.parts)


def read_on_page(page: str, language: str) -> tuple[list[Bill], list[list[Decimal]]]:
    """The same as it stands there."""
    tree = markup.fromstring(page)
    bills = [
        [(_text(line.find("dt")), read(line.find("dd").text_content(), language)) for line in bill.findall("div")]
        for bill in tree.xpath('//section[@id="cost"]//dl[@class="bill"]')
    ]
    places = tree.find_class("alternative") or tree.find_class("held")
    large = [place.xpath('./p/strong | .//dd[@class="price"]') for place in places]
    numbers = [[read(each.text_content(), language) for each in found] for found in large]
    return bills, [[number for number in found if number is not None] for found in numbers]


def _text(element: Any) -> str:
    return _in_one_line(element.text_content())


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


# The interface for programs


def of_rules(advice: Advice) -> dict[str, Any]:
    """An Advice as numbers and codes."""
    return {
        "outcome": (advice.outcome, advice.duty),
        "amounts": [_amount(amount) for amount in advice.amounts],
        "routes": [(way.code, way.status, way.cost and _amount(way.cost)) for way in advice.routes],
        "deadlines": [(item.code, item.on and item.on.isoformat()) for item in advice.deadlines],
        "facts": [(fact.code, str(fact.value) if fact.unit == "day" else fact.value) for fact in advice.facts],
        "people": [(one.kind, one.number, one.covered, one.rate) for one in advice.people],
        "figures": [(figure.name, Decimal(figure)) for figure in advice.figures],
        "alternatives": [of_rules(alternative.advice) for alternative in advice.alternatives],
    }


def of_program(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same of the answer to a program."""
    return {
        "outcome": (data["outcome"], data["duty"]),
        "amounts": [_told(amount) for amount in data["amounts"]],
        "routes": [(way["code"], way["status"], way["cost"] and _told(way["cost"])) for way in data["routes"]],
        "deadlines": [(item["code"], item["on"]) for item in data["deadlines"]],
        "facts": [
            (one["code"], one["value"] if one["unit"] == "day" else Decimal(one["value"])) for one in data["facts"]
        ],
        "people": [(one["kind"], one["number"], one["in"], _number(one["rate"])) for one in data["people"]],
        "figures": [(figure["name"], Decimal(figure["value"])) for figure in data["figures"]],
        "alternatives": [of_program(alternative["advice"]) for alternative in data["alternatives"]],
    }


def _amount(amount: Amount) -> tuple[Any, ...]:
    return amount.code, amount.payer, amount.period, amount.euros, [_amount(part) for part in amount.parts]


def _told(data: Mapping[str, Any]) -> tuple[Any, ...]:
    return data["code"], data["payer"], data["period"], _number(data["euros"]), [_told(part) for part in data["parts"]]


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)

"""How numbers, euros, percentages and dates are written in each language; the only place that knows."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from babel import Locale
from babel.dates import format_date

from advisor.rules.figures import Figure

V = TypeVar("V")
NBSP = "\u00a0"
CENT = Decimal("0.01")
DECIMAL_POINT = {"en"}
"""Languages that write 1,234.50; a language that is not named here writes 1.234,50, as German does."""
EURO_FIRST = {"nl", "en"}
"""Languages that write the euro sign before the amount."""


class ByLanguage(dict[str, V]):
    """What we wrote down by language; of a language that is not here, what Unicode's tables say."""

    def __init__(self, known: Mapping[str, V], made: Callable[[Locale], V]) -> None:
        super().__init__(known)
        self.made = made

    def __missing__(self, language: str) -> V:
        self[language] = self.made(Locale.parse(language))
        return self[language]


MONTHS = ByLanguage(
    {
        language: names.split()
        for language, names in {
            "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "nl": "januari februari maart april mei juni juli augustus september oktober november december",
            "hu": "január február március április május június július augusztus szeptember október november december",
        }.items()
    },
    lambda locale: [str(locale.months["format"]["wide"][number]) for number in range(1, 13)],
)
LONG = {
    "de": "{day}.{nbsp}{month} {year}",
    "nl": "{day}{nbsp}{month} {year}",
    "hu": "{year}. {month}{nbsp}{day}.",
}
SHORT = {
    "de": "{day:02}.{month:02}.{year}",
    "nl": "{day:02}-{month:02}-{year}",
    "hu": "{year}.{nbsp}{month:02}.{nbsp}{day:02}.",
}


def number(value: Decimal, language: str, places: int | None = None) -> str:
    """The number with the language's marks; with `places` decimals, otherwise with as many as it needs."""
    value = Decimal(value)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{abs(value):f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    sign = "-" if value < 0 and (whole.strip("0") or decimals.strip("0")) else ""
    point = "." if language in DECIMAL_POINT else ","
    return sign + _grouped(whole, language) + (point + decimals if decimals else "")


def _grouped(digits: str, language: str) -> str:
    """Hungarian groups from five digits on with a no-break space, German and Dutch from four with a point."""
    if language == "hu":
        return f"{int(digits):,}".replace(",", NBSP) if len(digits) > 4 else digits
    grouped = f"{int(digits):,}"
    return grouped if language in DECIMAL_POINT else grouped.replace(",", ".")


def euros(value: Decimal, language: str) -> str:
    """An amount to the cent: 1.234,50 €, € 1.234,50 or 1234,50 €."""
    return _with_euro_sign(number(value, language, 2), language)


def percent(value: Decimal, language: str) -> str:
    """A percentage with as many decimals as it needs: 14,6 % in German, 14,6% elsewhere."""
    return number(value, language) + (NBSP if language == "de" else "") + "%"


def long_date(day: date, language: str) -> str:
    """The day with the month's name: 1. Oktober 2026, 1 oktober 2026 or 2026. október 1."""
    if language not in LONG:
        return format_date(day, "long", locale=language)
    month = MONTHS[language][day.month - 1]
    return LONG[language].format(day=day.day, month=month, year=day.year, nbsp=NBSP)


def short_date(day: date, language: str) -> str:
    """The day in digits: 01.10.2026, 01-10-2026 or 2026. 10. 01."""
    if language not in SHORT:
        return format_date(day, "short", locale=language)
    return SHORT[language].format(day=day.day, month=day.month, year=day.year, nbsp=NBSP)


def figure(value: Figure, language: str) -> str:
    """A figure of the law by its unit: whole euros without decimals, years, months and counts as bare numbers."""
    if value.unit.startswith("EUR"):
        cents = 0 if value == value.to_integral_value() else 2
        return _with_euro_sign(number(value, language, cents), language)
    if value.unit == "percent":
        return percent(value, language)
    return f"{value:f}" if value.unit == "year" else number(value, language)


def _with_euro_sign(written: str, language: str) -> str:
    return f"€{NBSP}{written}" if language in EURO_FIRST else f"{written}{NBSP}€"

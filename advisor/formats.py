"""How numbers, euros, percentages and dates are written in each language; the only place that knows."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.rules.figures import Figure

NBSP = "\u00a0"
CENT = Decimal("0.01")
MONTHS = {
    language: names.split()
    for language, names in {
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "nl": "januari februari maart april mei juni juli augustus september oktober november december",
        "hu": "január február március április május június július augusztus szeptember október november december",
    }.items()
}
LONG = {"de": "{day}.{nbsp}{month} {year}", "nl": "{day}{nbsp}{month} {year}", "hu": "{year}. {month}{nbsp}{day}."}
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
    return sign + _grouped(whole, language) + ("," + decimals if decimals else "")


def _grouped(digits: str, language: str) -> str:
    """Hungarian groups from five digits on with a no-break space, German and Dutch from four with a point."""
    if language == "hu":
        return f"{int(digits):,}".replace(",", NBSP) if len(digits) > 4 else digits
    return f"{int(digits):,}".replace(",", ".")


def euros(value: Decimal, language: str) -> str:
    """An amount to the cent: 1.234,50 €, € 1.234,50 or 1234,50 €."""
    return _with_euro_sign(number(value, language, 2), language)


def percent(value: Decimal, language: str) -> str:
    """A percentage with as many decimals as it needs: 14,6 % in German, 14,6% elsewhere."""
    return number(value, language) + (NBSP if language == "de" else "") + "%"


def long_date(day: date, language: str) -> str:
    """The day with the month's name: 1. Oktober 2026, 1 oktober 2026 or 2026. október 1."""
    month = MONTHS[language][day.month - 1]
    return LONG[language].format(day=day.day, month=month, year=day.year, nbsp=NBSP)


def short_date(day: date, language: str) -> str:
    """The day in digits: 01.10.2026, 01-10-2026 or 2026. 10. 01."""
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
    return f"€{NBSP}{written}" if language == "nl" else f"{written}{NBSP}€"

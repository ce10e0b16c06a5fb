"""Numbers, euros, percentages and dates in each language."""

from datetime import date
from decimal import Decimal

import pytest

from advisor import formats
from advisor.rules.figures import figures

EUROS = [
    pytest.param("76.04", "76,04·€", "€·76,04", "76,04·€", id="cents"),
    pytest.param("4537.5", "4.537,50·€", "€·4.537,50", "4537,50·€", id="Hungarian does not group four digits"),
    pytest.param("12345.5", "12.345,50·€", "€·12.345,50", "12·345,50·€", id="five digits"),
    pytest.param("1234567", "1.234.567,00·€", "€·1.234.567,00", "1·234·567,00·€", id="a million"),
    pytest.param("-5", "-5,00·€", "€·-5,00", "-5,00·€", id="negative"),
    pytest.param("0.005", "0,01·€", "€·0,01", "0,01·€", id="half up"),
    pytest.param("-0.004", "0,00·€", "€·0,00", "0,00·€", id="no minus before nothing"),
]


def spaced(text):
    return text.replace("·", "\u00a0")


@pytest.mark.parametrize(("value", "de", "nl", "hu"), EUROS)
def test_euros(value, de, nl, hu):
    assert [formats.euros(Decimal(value), code) for code in ("de", "nl", "hu")] == [
        spaced(de),
        spaced(nl),
        spaced(hu),
    ]


def test_percent():
    assert formats.percent(Decimal("14.60"), "de") == "14,6\u00a0%"
    assert formats.percent(Decimal("14.6"), "nl") == formats.percent(Decimal("14.6"), "hu") == "14,6%"
    assert formats.percent(Decimal("10.22"), "de") == "10,22\u00a0%"
    assert formats.percent(Decimal("50"), "nl") == "50%"


def test_numbers():
    assert formats.number(Decimal("0.6619"), "de") == "0,6619"
    assert formats.number(Decimal("1E+3"), "nl") == "1.000"
    assert formats.number(Decimal("1E+3"), "hu") == "1000"
    assert formats.number(Decimal("20"), "hu") == "20"


def test_dates():
    day = date(2026, 10, 1)
    assert formats.long_date(day, "de") == "1.\u00a0Oktober 2026"
    assert formats.long_date(day, "nl") == "1\u00a0oktober 2026"
    assert formats.long_date(day, "hu") == "2026. október\u00a01."
    assert formats.short_date(day, "de") == "01.10.2026"
    assert formats.short_date(day, "nl") == "01-10-2026"
    assert formats.short_date(day, "hu") == spaced("2026.·10.·01.")


def test_figures_by_their_unit():
    law = figures().on(date(2026, 10, 1))
    assert formats.figure(law.marginal_earnings_limit, "de") == "603\u00a0€"
    assert formats.figure(law.contribution_ceiling, "nl") == "€\u00a05.812,50"
    assert formats.figure(law.general_contribution_rate, "hu") == "14,6%"
    assert formats.figure(law.student_age_limit, "de") == "30"
    assert formats.figure(law.working_student_hours, "hu") == "20"

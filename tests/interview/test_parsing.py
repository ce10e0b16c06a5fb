"""What people type: numbers, money and days in three languages, and everything that is none."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import formats
from advisor.interview.parsing import LONGEST, Unreadable, day, number, understood_day, understood_number
from advisor.interview.question import TOO_LONG, Question, money, past_day, past_day_or_none

LANGUAGES = ("de", "nl", "hu")
ONE_SEPARATOR = "%(typed)s can be read in two ways. Please write %(whole)s or %(decimal)s."
A_NUMBER = "Please enter a number, for example %(example)s."
TWO_DECIMALS = "Please enter at most two digits after the decimal mark."
NBSP, NARROW, THIN, JOINER, BOM = "\u00a0", "\u202f", "\u2009", "\u2060", "\ufeff"

ALIKE = [
    ("3000", "3000"),
    ("0", "0"),
    ("007", "7"),
    ("3000,50", "3000.50"),
    ("3000.50", "3000.50"),
    ("3000,5", "3000.5"),
    ("3000.5", "3000.5"),
    ("0,5", "0.5"),
    ("1.1", "1.1"),
    ("  3000  ", "3000"),
    ("3 000", "3000"),
    (f"3{NBSP}000,50", "3000.50"),
    (f"3{NARROW}000", "3000"),
    (f"12{THIN}345", "12345"),
    ("1 234 567,89", "1234567.89"),
    ("3'000", "3000"),
    ("3’000,50", "3000.50"),
    ("3.000,50", "3000.50"),
    ("3,000.50", "3000.50"),
    ("1.234.567,8", "1234567.8"),
    (f"{BOM}3000{JOINER}", "3000"),
    ("999999999", "999999999"),
    ("999999999,99", "999999999.99"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "expected"), ALIKE)
def test_numbers_that_every_language_reads_alike(typed, expected, language):
    assert understood_number(typed, language) == expected


MONEY = [
    "3000 €",
    "3000€",
    "€ 3000",
    "€3000",
    f"3000{NBSP}€",
    f"€{NBSP}3000",
    "EUR 3000",
    "eur 3000",
    "3000 EUR",
    "3000 Euro",
    "3000 euro",
    "euro 3000",
    "3000 euros",
    "3000 euro's",
    "3000 euro’s",
    "3000 euró",
    "3000 eurót",
    "3000 EURÓ",
    "3000 €.",
    "3000,-",
    "3000,-- €",
    "3000,– €",
    "€ 3000,-",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", MONEY)
def test_money_with_its_sign_or_word(typed, language):
    assert understood_number(typed, language) == "3000"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed", ["1,1 %", "1.1%", f"1,1{NBSP}%", "1,1 Prozent", "1,1 procent", "1,1 százalék", "1.1 percent"]
)
def test_percentages(typed, language):
    assert understood_number(typed, language) == "1.1"


OWN_MARKS = [
    pytest.param("3.000", "de", "3000", id="a point in German"),
    pytest.param("3.000", "nl", "3000", id="a point in Dutch"),
    pytest.param("1.234.567", "de", "1234567", id="two points in German"),
    pytest.param("12.345 €", "nl", "12345", id="a point and a sign in Dutch"),
    pytest.param("3 000", "hu", "3000", id="a space in Hungarian"),
    pytest.param(f"12{NBSP}345,50 euró", "hu", "12345.50", id="a no-break space in Hungarian"),
    pytest.param("5.062,50 €", "hu", "5062.50", id="a point and a comma leave no doubt"),
]


@pytest.mark.parametrize(("typed", "language", "expected"), OWN_MARKS)
def test_the_thousands_mark_of_the_language(typed, language, expected):
    assert understood_number(typed, language) == expected


AMBIGUOUS = [
    pytest.param("3.000", "hu", "3000", "3,00", id="a point in Hungarian"),
    pytest.param("3,000", "hu", "3000", "3,00", id="a comma in Hungarian"),
    pytest.param("3,000", "de", "3000", "3,00", id="a comma in German"),
    pytest.param("3,000", "nl", "3000", "3,00", id="a comma in Dutch"),
    pytest.param("12,345 €", "de", "12345", "12,34", id="a comma and a sign"),
    pytest.param("123.456", "hu", "123456", "123,45", id="three digits before the point"),
]


@pytest.mark.parametrize(("typed", "language", "whole", "decimal"), AMBIGUOUS)
def test_another_mark_before_three_digits_is_asked_again_with_examples(typed, language, whole, decimal):
    with pytest.raises(Unreadable) as refused:
        understood_number(typed, language)
    assert refused.value.message == ONE_SEPARATOR
    assert refused.value.params == {"typed": typed, "whole": whole, "decimal": decimal}
    assert understood_number(whole, language) == whole
    assert understood_number(decimal, language) == decimal.replace(",", ".")


NO_NUMBER = [
    "", " ", NBSP, "€", "%", "NaN", "nan", "Infinity", "inf", "1e9", "1E9", "0x10", "1_000", "-5", "+5", "−5", "5-", "3000 Ft",
    "$3000", "three", "drei", "٣٠٠٠", "३०००", "３０００", "³", "½", "3000€€€", "12 34", "1.23.456", "12.34.56", "1.234.50",
    "1,234,50", "1234.567.890", "1..000", "1,,5", "1.,5", ".5", ",5", "5,", "5.", ".", ",", "1 .5", "3 000 00", "1.000 000",
    "3000\x00", "<b>3</b>", "3000;5", "2026-10-01", "30 50", "01.10.2026", "0.123.456", "1,234.567,89",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", NO_NUMBER)
def test_what_is_no_number(typed, language):
    with pytest.raises(Unreadable) as refused:
        understood_number(typed, language)
    assert refused.value.message == A_NUMBER
    assert understood_number(refused.value.params["example"], language) == "3000.50"


def test_thousands_marks_of_another_language_come_back_with_an_example():
    for typed, language in (("1,234,567", "de"), ("1,234,567", "nl"), ("1.234.567", "hu"), ("1,234,567", "hu")):
        with pytest.raises(Unreadable) as refused:
            understood_number(typed, language)
        assert refused.value.message == A_NUMBER


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["3,0000", "3000,123", "0.500", "0,500", "1.234,567", "1 234,567", "1,12345"])
def test_more_than_two_decimals(typed, language):
    with pytest.raises(Unreadable) as refused:
        understood_number(typed, language)
    assert refused.value.message == TWO_DECIMALS


@pytest.mark.parametrize("typed", ["1000000000", "1 000 000 000", "9" * 40])
def test_too_large(typed):
    with pytest.raises(Unreadable) as refused:
        understood_number(typed, "hu")
    assert refused.value.message == "This number is too large."


@pytest.mark.parametrize("piece", ["9", " ", ".", "1.", "1 ", "€", "1'", "x", NBSP])
def test_huge_input_is_refused_at_once(piece):
    for read in (lambda typed: understood_number(typed, "de"), understood_day, number, day):
        with pytest.raises(Unreadable) as refused:
            read(piece * 100_000)
        assert len(str(refused.value)) < 200


AMOUNTS = st.decimals(D(0), D("999999999.99"), places=2, allow_nan=False)


@pytest.mark.parametrize("language", LANGUAGES)
@given(AMOUNTS)
def test_what_we_write_we_can_read(language, amount):
    for written in (
        formats.euros(amount, language),
        formats.percent(amount, language),
        formats.number(amount, language, 2),
    ):
        assert D(understood_number(written, language)) == amount
    assert D(understood_number(f"{amount:.2f}", language)) == amount


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.integers(0, 999_999_999))
def test_whole_numbers_we_write_we_can_read(language, value):
    assert understood_number(formats.number(D(value), language), language) == str(value)
    assert understood_number(f"{value}", language) == str(value)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.text(max_size=120))
def test_any_text_is_a_canonical_number_or_refused(language, typed):
    try:
        canonical = understood_number(typed, language)
    except Unreadable:
        return
    assert D(canonical) == number(canonical)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.text(alphabet="0123456789., '", min_size=1, max_size=12))
def test_digits_are_never_lost_or_made_up(language, typed):
    """A number that is understood has the digits typed, and a point only where one or two digits follow the last mark."""
    try:
        canonical = understood_number(typed, language)
    except Unreadable:
        return
    digits = "".join(sign for sign in typed if sign.isdigit())
    assert canonical.replace(".", "").lstrip("0") == digits.lstrip("0")
    if "." in canonical:
        decimals = canonical.partition(".")[2]
        assert 1 <= len(decimals) <= 2
        assert typed.strip().endswith((f".{decimals}", f",{decimals}"))


CANONICAL = [("0", D(0)), ("3000", D(3000)), ("3000.5", D("3000.5")), ("3000.50", D("3000.50")), ("007", D(7))]


@pytest.mark.parametrize(("raw", "value"), CANONICAL)
def test_canonical_numbers(raw, value):
    assert number(raw) == value


@pytest.mark.parametrize(
    "raw",
    ["", " 1", "1 ", "1\n", "-1", "+1", "1e9", "NaN", "Infinity", "1,5", "1.", ".5", "1.234", "1000000000", "٣", "1_0"],
)
def test_what_is_no_canonical_number(raw):
    with pytest.raises(Unreadable):
        number(raw)


DAYS = [
    "2026-10-01", "2026/10/01", "2026.10.01.", "2026. 10. 01.", "2026. 10. 1.", f"2026.{NBSP}10.{NBSP}01.", "2026 10 1",
    "01.10.2026", "1.10.2026", "1. 10. 2026", "01-10-2026", "1-10-2026", "1/10/2026", "1 10 2026", "01.10.2026.", " 01.10.2026 ",
    f"01.10.2026{JOINER}", "1. Oktober 2026", "1 oktober 2026", "1 okt. 2026", "2026. október 1.", "2026. okt. 1-jén",
    "2026.október.1", "1e oktober 2026", "1st October 2026", "01-OKT-2026",
]  # fmt: skip


@pytest.mark.parametrize("typed", DAYS)
def test_days_as_people_write_them(typed):
    assert understood_day(typed) == "2026-10-01"


NO_DAYS = [
    "", "none", "today", "31.02.2026", "2026-02-29", "2026-13-01", "0.10.2026", "1.10.26", "10.2026", "2026", "20261001", "1.10",
    "1. Oktober", "1. ju 2026", "1. Brumaire 2026", "2026-10-01T00:00", "١.١٠.٢٠٢٦", "1.10.20266", "-1.10.2026", "1999-12-31", "2036-01-01", "0000-01-01", "99999-01-01",
]  # fmt: skip


MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "hu": "január február március április május június július augusztus szeptember október november december",
}


@pytest.mark.parametrize("names", MONTHS.values(), ids=MONTHS)
def test_every_month_is_known_by_its_name_and_by_four_letters_of_it(names):
    for at, name in enumerate(names.split(), 1):
        assert understood_day(f"5. {name} 2026") == understood_day(f"2026. {name[:4]}. 5.") == f"2026-{at:02}-05"


@pytest.mark.parametrize("typed", NO_DAYS)
def test_what_is_no_day(typed):
    with pytest.raises(Unreadable):
        understood_day(typed)


@pytest.mark.parametrize(
    "raw", ["2026-1-1", "01.10.2026", "2026-02-30", "2026-10-01\n", "1999-12-31", "2036-01-01", "٢٠٢٦-١٠-٠١", ""]
)
def test_what_is_no_canonical_day(raw):
    with pytest.raises(Unreadable):
        day(raw)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)))
def test_days_we_write_we_can_read(language, on):
    assert understood_day(formats.short_date(on, language)) == on.isoformat()
    assert understood_day(on.isoformat()) == on.isoformat()
    assert day(on.isoformat()) == on


@given(st.text(max_size=120))
def test_any_text_is_a_canonical_day_or_refused(typed):
    try:
        canonical = understood_day(typed)
    except Unreadable:
        return
    assert day(canonical).isoformat() == canonical


def test_an_error_says_what_came_and_stays_short():
    with pytest.raises(Unreadable) as refused:
        understood_number("3.000" + " " * (LONGEST - 5), "hu")
    assert str(refused.value) == "3.000 can be read in two ways. Please write 3000 or 3,00."


MORE_PLACES = [
    ("0,6619", "de", "0.6619"),
    ("0.6619", "nl", "0.6619"),
    ("1,0975", "hu", "1.0975"),
    ("6.375", "de", "6375"),
    ("6.375,50", "de", "6375.50"),
]


@pytest.mark.parametrize(("typed", "language", "number"), MORE_PLACES)
def test_more_decimals_where_they_are_asked_for(typed, language, number):
    assert understood_number(typed, language, places=4) == number


def test_too_many_decimals_are_too_many_everywhere():
    with pytest.raises(Unreadable) as told:
        understood_number("0,66191", "de", places=4)
    assert told.value.message == "There are too many digits after the decimal mark."


def test_a_hundred_characters_are_read_and_no_more():
    typed = "7".rjust(LONGEST, "0")
    assert LONGEST == 100
    assert understood_number(typed, "de") == "7"
    for read, long in ((lambda x: understood_number(x, "de"), "0" + typed), (understood_day, "1.10.2026".rjust(101))):
        with pytest.raises(Unreadable):
            read(long)
    assert understood_day("1.10.2026".rjust(100)) == "2026-10-01"


@pytest.mark.parametrize(
    ("language", "example"), [("de", "3.000,50"), ("nl", "3.000,50"), ("hu", "3000,50"), ("en", "3,000.50")]
)
def test_an_example_is_written_as_the_language_does_and_can_be_read(language, example):
    with pytest.raises(Unreadable) as caught:
        understood_number("much", language)
    assert caught.value.params["example"] == example
    assert understood_number(example, language) == "3000.50"


def test_a_comma_before_three_digits_is_a_thousands_mark_in_english():
    assert understood_number("3,000", "en") == "3000"


def test_every_month_in_english():
    names = "January February March April May June July August September October November December"
    for month, name in enumerate(names.split(), start=1):
        assert understood_day(f"4 {name} 2026") == f"2026-{month:02}-04"


@pytest.mark.parametrize(
    ("read", "first", "before"),
    [
        pytest.param(day, "2000-01-01", "1999-12-31", id="any day"),
        pytest.param(past_day.read, "1940-01-01", "1939-12-31", id="of a working life"),
        pytest.param(past_day_or_none.read, "1940-01-01", "1939-12-31", id="which may not have come"),
    ],
)
def test_the_first_and_the_last_day_that_are_taken(read, first, before):
    assert read(first) == date.fromisoformat(first)
    assert read("2035-12-31") == date(2035, 12, 31)
    for beyond in (before, "2036-01-01"):
        with pytest.raises(Unreadable, match="2035"):
            read(beyond)


def test_an_answer_of_a_hundred_characters_is_looked_at_and_a_longer_one_is_not():
    question = Question("pay", "How much?", money, sensitive=False, samples=("1",))
    for length, too_long in ((100, False), (101, True)):
        with pytest.raises(Unreadable) as caught:
            question.parse("x" * length)
        assert (caught.value.message == TOO_LONG) is too_long


@pytest.mark.parametrize(
    "names",
    [
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Januar Februar Maerz April Mai Juni Juli August September Oktober November Dezember",
        "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "január február március április május június július augusztus szeptember október november december",
        "jan febr márc ápr máj jún júl aug szept okt nov dec",
    ],
)
def test_every_month_in_the_three_languages_and_in_short(names):
    for month, name in enumerate(names.split(), start=1):
        assert understood_day(f"4. {name} 2026") == f"2026-{month:02}-04"

"""What people type, in their own format, there and back; countries in the order of their dictionary."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.questions import ADDITIONAL_RATE, AGE, COUNTRY, GROSS_PAY, START
from advisor.interview.parsing import Unreadable
from advisor.web.typed import canonical
from advisor.web.words import Words, dictionary_order

LANGUAGES = ("de", "nl", "hu")
pytestmark = pytest.mark.django_db
READ = [
    pytest.param(GROSS_PAY, "de", "3.000,50 €", "3000.50", id="German euros"),
    pytest.param(GROSS_PAY, "nl", "€ 3.000,50", "3000.50", id="Dutch euros"),
    pytest.param(GROSS_PAY, "hu", "3 000,50 euró", "3000.50", id="Hungarian euros"),
    pytest.param(GROSS_PAY, "hu", "3000.5", "3000.5", id="a full stop before one digit"),
    pytest.param(GROSS_PAY, "de", "3.000", "3000", id="a German thousand"),
    pytest.param(AGE, "hu", " 24 ", "24", id="spaces around"),
    pytest.param(ADDITIONAL_RATE, "de", "2,5 %", "2.5", id="a rate"),
    pytest.param(ADDITIONAL_RATE, "de", "", "average", id="no rate"),
    pytest.param(START, "de", "1.10.2026", "2026-10-01", id="a German day"),
    pytest.param(START, "nl", "01-10-2026", "2026-10-01", id="a Dutch day"),
    pytest.param(START, "hu", "2026. 10. 01.", "2026-10-01", id="a Hungarian day"),
    pytest.param(START, "hu", "2026. október 1.", "2026-10-01", id="a day as the pages write it"),
    pytest.param(START, "hu", "", "none", id="no day"),
    pytest.param(AGE, "hu", "31 év", "31", id="a number with the unit behind its field"),
    pytest.param(AGE, "de", "31 Jahre", "31", id="a number with its German unit"),
    pytest.param(COUNTRY, "hu", "Magyarország", "HU", id="a country"),
]


@pytest.mark.parametrize(("question", "language", "typed", "raw"), READ)
def test_what_was_typed_is_understood(question, language, typed, raw):
    assert canonical(question, typed, Words(language)) == raw


REFUSED = [
    pytest.param(GROSS_PAY, "hu", "3.000", id="ambiguous in Hungarian"),
    pytest.param(GROSS_PAY, "de", "", id="no money"),
    pytest.param(GROSS_PAY, "de", "NaN", id="NaN"),
    pytest.param(GROSS_PAY, "de", "1e9", id="an exponent"),
    pytest.param(AGE, "de", "24,5", id="half a year"),
    pytest.param(AGE, "de", "unsure", id="unsure where nobody offers it"),
    pytest.param(AGE, "hu", "31 hónap", id="a number with another unit"),
    pytest.param(AGE, "hu", "év", id="only a unit"),
    pytest.param(START, "de", "31.02.2026", id="no such day"),
    pytest.param(START, "hu", "november 30.", id="a day without its year"),
    pytest.param(COUNTRY, "de", "", id="no country"),
    pytest.param(COUNTRY, "de", "Ungarm", id="a name that may mean a country"),
    pytest.param(COUNTRY, "de", "Utopia", id="no country's name"),
]


@pytest.mark.parametrize(("question", "language", "typed"), REFUSED)
def test_what_cannot_be_understood_is_refused_in_the_readers_language(question, language, typed):
    words = Words(language)
    with pytest.raises(Unreadable) as refused:
        canonical(question, typed, words)
    assert "%(" not in words.error(refused.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2026. 02. 31.", "Ilyen nap nincs."), ("november 30.", "Kérjük, évet, hónapot és napot adjon meg.")],
)
def test_a_day_is_refused_for_the_reason_that_holds(typed, said):
    with pytest.raises(Unreadable) as refused:
        canonical(START, typed, Words("hu"))
    assert Words("hu").error(refused.value).startswith(said)


@given(st.decimals(0, 999_999, places=2), st.sampled_from(LANGUAGES))
def test_money_is_shown_as_it_can_be_typed(amount, language):
    words, raw = Words(language), f"{amount:.2f}"
    assert Decimal(canonical(GROSS_PAY, words.typed(GROSS_PAY, raw), words)) == amount


@given(st.dates(START.kind.read("2000-01-01"), START.kind.read("2035-12-31")), st.sampled_from(LANGUAGES))
def test_a_day_is_shown_as_it_can_be_typed(day, language):
    words = Words(language)
    assert canonical(START, words.typed(START, day.isoformat()), words) == day.isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name(language):
    names = dict(Words(language).countries())
    assert all(len(name) > 2 for name in names.values())
    assert len(set(names.values())) == len(names)


SORTED = [
    pytest.param("de", ["Afghanistan", "Ägypten", "Albanien", "Oman", "Österreich", "Osttimor"], id="de"),
    pytest.param("nl", ["België", "Belize", "Benin", "Egypte", "Estland"], id="nl"),
    pytest.param("hu", ["Costa Rica", "Cuba", "Csád", "Csehország", "Dánia", "Olaszország", "Örményország"], id="hu"),
    pytest.param("hu", ["Egyiptom", "Észtország", "Jemen", "Lettország", "Lengyelország"][:4], id="hu vowels"),
]


@pytest.mark.parametrize(("language", "expected"), SORTED)
def test_countries_stand_as_in_a_dictionary(language, expected):
    shuffled = sorted(expected)[::-1]
    assert sorted(shuffled, key=lambda word: dictionary_order(word, language)) == expected

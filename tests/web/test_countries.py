"""A country is found by its name in any language of the site, in English, its own, or by its code; never guessed."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings

from advisor.rules.figures import figures
from advisor.web.countries import code_of, meant
from advisor.web.list_rows import OWN_NAMES
from advisor.web.management.commands.note_country_names import own_names
from advisor.web.words import Words

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]
CODES = list(figures().lists["countries"].rows)
FOUND = [
    *((typed, "HU") for typed in ("Ungarn", "Hongarije", "Magyarország", "Hungary", "HU", "HUN", " hu ")),
    *((typed, "TR") for typed in ("türkei", "TURKEI", "Tuerkei", "Türkiye", "torokorszag")),
    *((typed, "UA") for typed in ("Ukraine", "Oekraïne", "oekraine", "Україна", "УКРАЇНА")),
    *((typed, "GB") for typed in ("UK", "United Kingdom", "Großbritannien", "Vereinigtes  Königreich")),
    *((typed, "SY") for typed in ("Syrien", "سوريا", "Szíria")),
    *((typed, "BA") for typed in ("Bosna i Hercegovina", "Bosnien-und-Herzegowina", "Bosnien")),
]
NOT_CLEAR = [
    pytest.param("Korea", ["KP", "KR"], id="a part of two names"),
    pytest.param("Kongo", ["CG", "CD"], id="two countries of one name"),
    pytest.param("Iram", ["IQ", "IR"], id="one letter off two names"),
    pytest.param("Ungarm", ["HU"], id="one letter off one name"),
    pytest.param("Afganistan", ["AF"], id="one letter too few"),
    pytest.param("lengyelo", ["PL"], id="the beginning of a name"),
    pytest.param("die Türkei", ["TR"], id="a name among other words"),
    pytest.param("中", ["CN", "HK", "MO"], id="one letter that says a lot"),
    pytest.param("Wolkenheim", [], id="no country"),
    pytest.param("a", [], id="the beginning of many"),
    pytest.param("…", [], id="no letter"),
]


@pytest.mark.parametrize(("typed", "code"), FOUND)
def test_a_name_or_a_code_is_found(typed, code):
    assert code_of(typed) == code


@pytest.mark.parametrize(("typed", "codes"), NOT_CLEAR)
def test_what_is_not_clear_is_offered_and_not_taken(typed, codes):
    assert code_of(typed) is None
    assert [code for code, _ in meant(typed, Words("de"))] == codes


@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_every_country_is_found_by_each_of_its_names(language):
    names = {code: Words(language).country(code) for code in CODES}
    assert {code: code_of(name) for code, name in names.items()} == {code: code for code in CODES}
    assert {code: code_of(name.upper()) for code, name in names.items()} == {code: code for code in CODES}
    assert {code_of(code.lower()) for code in CODES} == set(CODES)


def test_a_slip_of_one_letter_always_offers_the_right_country():
    words = Words("de")
    for code, name in words.countries():
        if len(name) > 5:
            slip = f"{name[:3]}{name[4:]}"
            assert code in dict(meant(slip, words)), (name, slip)


def test_the_countries_own_names_are_those_that_babel_knows():
    assert OWN_NAMES.read_text("utf-8") == own_names()


@pytest.fixture
def ask(client, path_of):
    """The page after these fields were sent for the country of a student."""

    def get(language="de", **fields):
        return client.get(f"{path_of('student', language)}?{urlencode({'question': 'country'} | fields)}")

    return get


def radios(page):
    return {a["value"]: "checked" in a for a in page.all("input") if a.get("type") == "radio"}


def named(page):
    return next(a["value"] for a in page.all("input") if a.get("name") == "answer")


@pytest.mark.parametrize("typed", ["Ungarn", "Hongarije", "Magyarország", "HU"])
def test_one_clear_match_goes_on_with_the_code(ask, typed):
    response = ask(answer=typed)
    assert response.status_code == 302
    assert parse_qs(urlsplit(response["Location"]).query)["country"] == ["HU"]


@pytest.mark.parametrize(("language", "names"), [("de", "Nordkorea Südkorea"), ("hu", "Észak-Korea Dél-Korea")])
def test_several_matches_are_offered_and_what_was_typed_stays(ask, read, language, names):
    response = ask(language, answer="Korea")
    page = read(response)
    assert response.status_code == 400
    assert (named(page), radios(page)) == ("Korea", {"KP": False, "KR": False})
    assert all(page.shows(name) for name in names.split())
    chosen = ask(language, answer="Korea", **{"country.meant": "KR"})
    assert parse_qs(urlsplit(chosen["Location"]).query)["country"] == ["KR"]


@pytest.mark.parametrize("typed", ["Ungarn", "Iram", "Utopia"])
def test_another_name_beside_a_choice_is_no_answer(ask, read, typed):
    """Somebody ticks South Korea and then types something else: which of the two counts is not for us to say."""
    response = ask(answer=typed, **{"country.meant": "KR"})
    page = read(response)
    assert (response.status_code, named(page)) == (400, typed)
    assert page.shows("nicht beides")


@pytest.mark.parametrize("typed", ["Deutschland", "DE"])
def test_a_country_that_does_not_fit_is_not_offered_again(client, path_of, read, typed):
    """It is clear which one was meant; only that it cannot be that one has to be said."""
    given = {"country": "HU", "occupation": "several", "question": "other_country"}
    response = client.get(f"{path_of('guest-worker', 'de')}?{urlencode(given | {'answer': typed})}")
    page = read(response)
    assert (response.status_code, named(page), radios(page)) == (400, typed, {})
    assert page.shows("dass Sie auch in einem anderen Staat arbeiten")


@pytest.mark.parametrize(("meant", "offered", "said"), [
    ({}, True, "Meinten Sie"),
    ({"other_country.meant": "DE"}, False, "dass Sie auch in einem anderen Staat arbeiten"),
])  # fmt: skip
def test_one_that_does_not_fit_is_offered_until_it_is_chosen(client, path_of, read, meant, offered, said):
    """What is not clear is asked back; a choice that stayed ticked would speak against the next name that is typed."""
    given = {"country": "HU", "occupation": "several", "question": "other_country", "answer": "Deutsch"}
    response = client.get(f"{path_of('guest-worker', 'de')}?{urlencode(given | meant)}")
    page = read(response)
    assert (response.status_code, named(page), "DE" in radios(page)) == (400, "Deutsch", offered)
    assert page.shows(said)


def test_another_name_beside_a_choice_that_does_not_fit_is_offered(client, path_of, read):
    """Or “choose one of these” would stand above nothing to choose from."""
    given = {"country": "HU", "occupation": "several", "question": "other_country"}
    answer = {"answer": "Niederlande", "other_country.meant": "DE"}
    response = client.get(f"{path_of('guest-worker', 'de')}?{urlencode(given | answer)}")
    page = read(response)
    assert (response.status_code, named(page), "NL" in radios(page)) == (400, "Niederlande", True)
    assert page.shows("nicht beides")


def test_a_choice_of_a_country_that_does_not_exist_is_refused(ask):
    assert ask(answer="", **{"country.meant": "XX"}).status_code == 400
    assert ask(answer="", **{"country.meant": "KR"}).status_code == 302


def test_an_unknown_name_is_kept_and_harmless(ask, read):
    response = ask(answer="<b>Utopia & %(x)s {{ 1 }}")
    page = read(response)
    assert (response.status_code, named(page), radios(page)) == (400, "<b>Utopia & %(x)s {{ 1 }}", {})
    assert page.shows("Wir kennen kein Land mit diesem Namen")
    assert page.shows("Aus der Liste wählen")


def test_the_list_is_one_press_away_and_keeps_the_country_that_was_typed(ask, read, client):
    page = read(ask())
    assert not page.all("select")
    assert ("more", "country") in {(a.get("name"), a.get("value")) for a in page.all("button")}
    response = ask("nl", answer="Ungarn", more="country")
    listed = read(response)
    assert response.status_code == 200
    assert len(listed.all("option")) == len(CODES) + 1
    assert [a["value"] for a in listed.all("option") if "selected" in a] == ["HU"]
    hungarian = next(a["href"] for a in listed.all("a") if a.get("hreflang") == "hu")
    again = read(client.get(hungarian))
    assert [a["value"] for a in again.all("option") if "selected" in a] == ["HU"]


def test_the_key_enter_goes_on_and_does_not_open_the_list(ask, read):
    """The first button of a form is the one that Enter presses."""
    form = read(ask()).html.partition('<form class="question"')[2].partition("</form>")[0]
    assert "name" not in read(form).all("button")[0]


def test_the_offer_comes_along_into_another_language(ask, read, client):
    page = read(ask(answer="Korea"))
    dutch = client.get(next(a["href"] for a in page.all("a") if a.get("hreflang") == "nl"))
    there = read(dutch)
    assert (dutch.status_code, named(there), list(radios(there))) == (400, "Korea", ["KP", "KR"])
    assert there.shows("Bedoelde u")


def test_a_country_in_an_address_is_a_code(client, read, path_of):
    response = client.get(f"{path_of('student')}?country=Ungarn")
    page = read(response)
    assert (response.status_code, named(page), radios(page)) == (400, "Ungarn", {"HU": False})

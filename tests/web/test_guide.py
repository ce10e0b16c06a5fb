"""The guide and the glossary as visitors read them."""

from urllib.parse import urlencode

import brotli
import pytest
from django.conf import settings
from django.utils import translation

from advisor.content.library import library
from advisor.flows import all_flows
from advisor.web import glossary
from advisor.web.asking import asked_on
from advisor.web.guide import GUIDE, pages_of
from advisor.web.pages import Here
from advisor.web.words import Words

LANGUAGES = [code for code, _ in settings.LANGUAGES]
BUDGET = 14_600
DAYS = ("", "2019-10-01", "2030-12-31")


def path(name, language, **arguments):
    return Here(name, asked_on(), arguments).path(language)


@pytest.fixture(scope="module")
def stylesheet():
    return len(brotli.compress((settings.BASE_DIR / "static" / "site.css").read_bytes(), quality=11))


def written():
    return [key for key in GUIDE if library().has("guide", key)]


def test_every_page_of_the_guide_is_written(db):
    assert written() == list(GUIDE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", GUIDE)
def test_a_page_of_the_guide(client, read, stylesheet, key, language):
    for day in DAYS:
        response = client.get(path("guide-page", language, key=key), {"as_of": day} if day else {})
        page = read(response)
        assert response.status_code == 200
        assert page.all("html")[0]["lang"] == language
        assert "](" not in page.text_of("main")
        assert page.headings[0] == 1
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert {a["href"].removeprefix("#") for a in page.all("a") if a["href"].startswith("#")} <= set(ids)
    packed = client.get(path("guide-page", language, key=key), headers={"accept-encoding": "br"})
    assert len(packed.content) + stylesheet <= BUDGET


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_guide_leads_to_a_page(client, read, language):
    addresses = {
        a["href"].partition("#")[0]
        for key in written()
        for a in read(client.get(path("guide-page", language, key=key), {"as_of": "2026-10-01"})).all("a")
        if a["href"].startswith("/")
    }
    assert len(addresses) > len(GUIDE)
    assert [address for address in sorted(addresses) if client.get(address).status_code != 200] == []


def test_figures_are_those_of_the_day(client, read):
    texts = [
        read(client.get(path("guide-page", "de", key="employees"), {"as_of": day})).text
        for day in ("2019-10-01", "2026-10-01")
    ]
    assert "60.750" in texts[0]
    assert "77.400" in texts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_tables(client, read, language):
    page = read(client.get(path("guide-page", language, key="how-it-works")))
    scopes = [cell.get("scope") for cell in page.all("th")]
    assert scopes == ["col"] * 3 + ["row"] * 12
    region = next(div for div in page.all("div") if div.get("role") == "region")
    assert region["tabindex"] == "0"
    assert region["aria-labelledby"] in {caption["id"] for caption in page.all("caption")}


def test_the_way_back_up(client, read):
    page = read(client.get(path("guide-page", "nl", key="students"), {"as_of": "2026-10-01"}))
    crumbs = [a["href"] for a in page.all("a") if "?as_of" in a["href"] and a["href"].count("/") == 3]
    assert "/nl/gids/?as_of=2026-10-01" in crumbs


def test_pages_lead_to_the_flows_that_decide_and_results_lead_back(client, read, db):
    page = read(client.get(path("guide-page", "de", key="students"), {"as_of": "2026-10-01"}))
    assert any(a["href"].startswith(path("interview", "de", flow="student")) for a in page.all("a"))
    words, asked = Words("de"), asked_on()
    assert [flow for flow in all_flows() if not pages_of(flow, words, asked)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_lead_to_the_guide(result, read, language):
    page = read(result(language=language))
    assert any(a["href"].startswith(path("guide-page", language, key="students")) for a in page.all("a"))


WAITING = {"protection_status": "applied", "medical_need": "acute"}
CARD_OF_NRW = [
    pytest.param({"federal_state": "NW", "municipality": "bonn"}, True, id="a municipality with the card"),
    pytest.param({"federal_state": "NW", "municipality": "other"}, True, id="a municipality without it"),
    pytest.param({"federal_state": "unsure", "municipality": "unsure"}, True, id="the state is not known"),
    pytest.param({"federal_state": "BE"}, False, id="another state"),
    pytest.param({"protection_status": "recognised"}, False, id="no benefits for asylum seekers"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("given", "shown"), CARD_OF_NRW)
def test_only_results_of_the_state_lead_to_its_card(client, read, path_of, answered, given, shown, language):
    answers = answered("asylum-seeker", **WAITING | given)
    linked = {a["href"].split("?")[0] for a in read(client.post(path_of("asylum-seeker", language), answers)).all("a")}
    assert path("guide-page", language, key="asylum-seekers") in linked
    assert (path("guide-page", language, key="health-card-nrw") in linked) == shown


def test_results_that_alone_lead_back_are_results_of_the_page(db):
    for key, page in GUIDE.items():
        reached = {outcome.key for flow in page.flows for outcome in all_flows()[flow].outcomes}
        assert set(page.outcomes) <= reached, key


def test_unknown_pages_and_days(client):
    assert client.get("/de/ratgeber/nirgendwo/").status_code == 404
    assert client.get(path("guide-page", "de", key="students"), {"as_of": "1999-01-01"}).status_code == 400
    assert client.get("/de/glossar/ä/").status_code == 404
    assert client.post(path("guide", "de")).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_holds_every_word_once(client, read, stylesheet, language):
    shown = []
    for letter, keys in glossary.letters(language).items():
        address = path("glossary-letter", language, letter=letter) if language == "de" else None
        with translation.override(language):
            response = client.get(address or path("glossary-letter", language, letter=letter))
        page = read(response)
        assert response.status_code == 200
        ids = [div["id"] for div in page.all("div") if "id" in div]
        assert ids == list(keys)
        shown += ids
        packed = client.get(response.request["PATH_INFO"], headers={"accept-encoding": "br"})
        assert len(packed.content) + stylesheet <= BUDGET
    assert sorted(shown) == library().keys("term")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_a_meaning_and_its_german(language, db):
    for term in glossary.explained(library().keys("term"), Words(language), asked_on().law):
        assert [part["id"] for part in term["parts"]] == ["title", "p-meaning"], term["key"]


def test_words_begin_with_letters_of_the_alphabet():
    assert [glossary.letter_of(word) for word in ("Ärztin", "önrész", "9/10-Regelung", "Zusatz")] == list("ao0z")


def test_words_that_begin_with_a_digit_stand_under_all_of_them(client, read):
    page = read(client.get(path("glossary-letter", "de", letter="0")))
    assert page.text_of("h1") == "Wörter mit 0–9"
    assert page.shows("9/10-Regelung")


def test_the_title_of_a_guide_page_comes_before_its_contents(client, read):
    page = read(client.get(path("guide-page", "nl", key="how-it-works")))
    assert page.html.index("<h1") < page.html.index('class="contents"') < page.html.index("<h2")


def test_words_are_explained_on_the_page_that_uses_them(client, read):
    page = read(client.get(path("guide-page", "hu", key="how-it-works")))
    assert "#word-fund" in {a["href"] for a in page.all("a")}
    assert "Krankenkasse" in page.text_of("dl")


def test_the_same_letter_is_not_looked_for_in_another_language(client, read):
    letter = next(iter(glossary.letters("de")))
    page = read(client.get(path("glossary-letter", "de", letter=letter), {"as_of": "2026-10-01"}))
    others = {a["href"] for a in page.all("a") if a.get("hreflang")}
    assert others == {f"{path('glossary', code)}?{urlencode({'as_of': '2026-10-01'})}" for code in ("nl", "hu")}

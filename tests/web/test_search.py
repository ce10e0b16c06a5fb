"""The search: what each language finds, under which names, and what bad input gets."""

import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import brotli
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from advisor.content.library import SHELF as TEXTS
from advisor.content.library import library
from advisor.content.models import Segment
from advisor.content.stems import folded, forms
from advisor.content.synonyms import other_names
from advisor.directory.shelf import SHELF
from advisor.flows import all_flows
from advisor.web import glossary
from advisor.web.asking import asked_on
from advisor.web.guide import GUIDE
from advisor.web.index import index
from advisor.web.pages import Here
from advisor.web.search import MOST_SHOWN, SUGGESTED
from advisor.web.slugs import LISTS

BUDGET = 14_600
LANGUAGES = [code for code, _ in settings.LANGUAGES]
ADDRESS = {"de": "/de/suche/", "nl": "/nl/zoeken/", "hu": "/hu/kereses/"}


@pytest.fixture(autouse=True)
def _as_shipped():
    SHELF.forget()
    yield
    SHELF.forget()


@pytest.fixture
def search(client):
    """The response for a search, with what else is asked."""
    return lambda language, typed, **asked: client.get(ADDRESS[language], {"q": typed, **asked})


@pytest.fixture
def found(db):
    """The names of the documents that are found, best first."""
    TEXTS.forget()
    return lambda language, typed: [document.name for document in index(language).search(typed).documents]


FIRST = [
    pytest.param("de", "Zuzahlung", "term:co-payment", id="de: a word"),
    pytest.param("de", "Zuzahlungen", "term:co-payment", id="de: a plural"),
    pytest.param("de", "Beiträge", "term:contribution", id="de: an umlaut in the plural"),
    pytest.param("de", "Beitraege", "term:contribution", id="de: the umlaut spelt out"),
    pytest.param("de", "beitrage", "term:contribution", id="de: the umlaut left out"),
    pytest.param("de", "UEBERGANGSBEREICH", "term:transition-range", id="de: capitals"),
    pytest.param("de", "Mini-Job", "term:minijob", id="de: a hyphen too many"),
    pytest.param("de", "mini job", "term:minijob", id="de: a space too many"),
    pytest.param("de", "E 101", "term:a1-certificate", id="de: an old form"),
    pytest.param("de", "e-101", "term:a1-certificate", id="de: an old form with a hyphen"),
    pytest.param("de", "E111", "term:ehic", id="de: an old form without a space"),
    pytest.param("de", "E 106", "term:s1-form", id="de: E 106"),
    pytest.param("de", "450-Euro-Job", "term:minijob", id="de: an old name of the minijob"),
    pytest.param("de", "450-Euro-Jobs", "term:minijob", id="de: an old name, inflected"),
    pytest.param("de", "520-Euro-Job", "term:minijob", id="de: another old name of the minijob"),
    pytest.param("de", "Gleitzone", "term:transition-range", id="de: Gleitzone"),
    pytest.param("de", "JAEG", "term:compulsory-insurance-threshold", id="de: an abbreviation"),
    pytest.param("de", "Versicherungspflichtgrenze", "term:compulsory-insurance-threshold", id="de: a common name"),
    pytest.param("de", "BBG", "term:contribution-ceiling", id="de: BBG"),
    pytest.param("de", "GKV", "term:statutory-health-insurance", id="de: GKV"),
    pytest.param("de", "PKV", "term:private-health-insurance", id="de: PKV"),
    pytest.param("de", "KVdR", "term:pensioners-insurance", id="de: KVdR"),
    pytest.param("de", "Barmer GEK", "list:funds", id="de: an old name of a fund"),
    pytest.param("de", "AOK", "list:funds", id="de: a family of funds"),
    pytest.param("de", "Bundesversicherungsamt", "institutions:bas", id="de: an office renamed"),
    pytest.param("de", "BZgA", "institutions:bioeg", id="de: another office renamed"),
    pytest.param("de", "Köln", "municipalities:koeln", id="de: a municipality"),
    pytest.param("de", "koeln", "municipalities:koeln", id="de: a municipality without umlaut"),
    pytest.param("de", "Türkei", "states:TR", id="de: a country"),
    pytest.param("de", "Datenschutz", "page:site", id="de: the site itself"),
    pytest.param("nl", "minijob", "term:minijob", id="nl: a word"),
    pytest.param("nl", "bijdragen", "term:contribution", id="nl: a plural"),
    pytest.param("nl", "ziekenfondsen", "term:fund", id="nl: another plural"),
    pytest.param("nl", "gezinsverzekeringen", "term:family-insurance", id="nl: a plural of a compound"),
    pytest.param("nl", "zorgverzekering", "term:health-insurance", id="nl: a word from home"),
    pytest.param("nl", "mutualiteit", "term:fund", id="nl: a Belgian word"),
    pytest.param("nl", "premie", "term:contribution", id="nl: premie"),
    pytest.param("nl", "glijzone", "term:transition-range", id="nl: an old name"),
    pytest.param("nl", "E 101", "term:a1-certificate", id="nl: an old form"),
    pytest.param("nl", "Krankenkasse", "term:fund", id="nl: a German word"),
    pytest.param("nl", "Krankenkassen", "term:fund", id="nl: a German plural"),
    pytest.param("nl", "Beitragsbemessungsgrenze", "term:contribution-ceiling", id="nl: a long German word"),
    pytest.param("nl", "Behandlungsschein", "term:treatment-voucher", id="nl: a German paper"),
    pytest.param("nl", "Hongarije", "states:HU", id="nl: a country"),
    pytest.param("nl", "overstappen", "guide:choose-and-change-fund", id="nl: what people want to do"),
    pytest.param("nl", "ambulance", "list:emergency", id="nl: an emergency"),
    pytest.param("hu", "járulékok", "term:contribution", id="hu: a plural"),
    pytest.param("hu", "járulékot", "term:contribution", id="hu: an object"),
    pytest.param("hu", "jarulek", "term:contribution", id="hu: without accents"),
    pytest.param("hu", "önrészt", "term:co-payment", id="hu: an object with ö"),
    pytest.param("hu", "onresz", "term:co-payment", id="hu: ö as o"),
    pytest.param("hu", "nyugdíjasoknak", "term:pensioner", id="hu: two endings"),
    pytest.param("hu", "nyugdijas", "term:pensioner", id="hu: í as i"),
    pytest.param("hu", "családi biztosítás", "term:family-insurance", id="hu: two words"),
    pytest.param("hu", "csaladi biztositas", "term:family-insurance", id="hu: two words without accents"),
    pytest.param("hu", "magán egészségbiztosítás", "term:private-health-insurance", id="hu: a space for a hyphen"),
    pytest.param("hu", "TAJ-kártya", "term:electronic-health-card", id="hu: a word from home"),
    pytest.param("hu", "taj kartya", "term:electronic-health-card", id="hu: a word from home, roughly"),
    pytest.param("hu", "csúszózóna", "term:transition-range", id="hu: an old name"),
    pytest.param("hu", "Gleitzone", "term:transition-range", id="hu: an old German name"),
    pytest.param("hu", "Familienversicherung", "term:family-insurance", id="hu: a German word"),
    pytest.param("hu", "Zuzahlungen", "term:co-payment", id="hu: a German plural"),
    pytest.param("hu", "mentő", "list:emergency", id="hu: an emergency"),
    pytest.param("hu", "Törökország", "states:TR", id="hu: a country"),
]


@pytest.mark.parametrize(("language", "typed", "first"), FIRST)
def test_what_comes_first(found, language, typed, first):
    assert found(language, typed)[:1] == [first]


BEGUN = [
    pytest.param("nl", "terugbetaling", "term:back", id="Terug"),
    pytest.param("nl", "terugkeren", "term:back", id="Terug, of a verb"),
    pytest.param("nl", "terugbetaald", "term:back", id="Terug, where the word itself stands in a text"),
    pytest.param("de", "zurückzahlen", "term:back", id="Zurück"),
    pytest.param("de", "Weiterversicherung", "term:next", id="Weiter"),
    pytest.param("hu", "visszafizetés", "term:back", id="Vissza"),
    pytest.param("hu", "visszaváltás", "term:back", id="Vissza, of a word that stands nowhere"),
]


@pytest.mark.parametrize(("language", "typed", "beginning"), BEGUN)
def test_a_word_that_only_begins_what_was_typed_does_not_come_first(found, language, typed, beginning):
    names = found(language, typed)
    assert names
    assert names[0] != beginning


@pytest.mark.parametrize(("language", "typed"), [("nl", "Terug"), ("de", "Zurück"), ("hu", "Vissza")])
def test_the_word_itself_comes_first(found, language, typed):
    assert found(language, typed)[0] == "term:back"


SEARCHES = tomllib.loads((Path(__file__).parents[1] / "data" / "searches.toml").read_text())
BEST = 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_leads_to_the_right_place(found, language):
    """All searches of a language with one index: to make it takes a hundred times as long as to look into it."""
    missed = {}
    for typed, expected in SEARCHES[language].items():
        assert set(expected) <= set(index(language).by_name), typed
        names = found(language, typed)[:BEST]
        if not set(expected) & set(names):
            missed[typed] = names
    assert missed == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_is_judged_in_every_language(language):
    assert len(SEARCHES[language]) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["qwxyzq", "blorft gnarx", "xyz123xyz", "ŧŧŧŧŧŧŧŧ", "日本語"])
def test_nonsense_finds_nothing_and_means_nothing(search, read, language, typed):
    page = read(search(language, typed))
    assert not page.all("ol")
    assert "tel:112" in [a["href"] for a in page.all("a")]
    assert not page.text_of("mark")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["Krankenkasse", "minijob", "Beihilfe", "E 101", "Türkei", "556 Euro"])
def test_nothing_is_found_twice(found, language, typed):
    names = found(language, typed)
    assert len(names) == len(set(names))


def test_words_of_one_passage_come_before_words_scattered_over_a_page(found):
    """§ 6 Abs. 3a SGB V stands in one sentence of that page."""
    assert found("de", "55 Geburtstag Weg zurück")[0] == "guide:private-insurance"


def test_figures_are_found_under_all_that_they_were(found):
    for once in ("450", "520", "538", "556", "603"):
        assert {"guide:minijob-midijob", "term:minijob"} & set(found("de", f"{once} Euro verdienen")[:BEST])
    assert found("de", "69.300") == found("de", "69300") != []


def test_words_of_other_languages_are_found(found):
    assert "term:contribution-ceiling" in found("de", "járulékplafon")[:BEST]
    assert "term:co-payment" in found("hu", "bijbetaling")[:BEST]


def test_a_slip_is_searched_as_what_was_meant(db):
    for language, typed, meant in (
        ("de", "Familienversichrung", "Familienversicherung"),
        ("hu", "krankenkase", "Krankenkasse"),
    ):
        answer = index(language).search(typed)
        assert answer.alike == meant
        assert answer.documents[:BEST] == index(language).search(meant).documents[:BEST]


def test_a_job_is_not_called_otherwise_here(db):
    """What somebody is leads somewhere, but is no other name of a page."""
    assert [wanted.meant for wanted in index("hu").search("ápolónő").wanted] == [[]]
    assert [wanted.meant for wanted in index("de").search("Gleitzone").wanted] == [["Übergangsbereich"]]


@pytest.mark.parametrize(
    ("language", "typed", "passage"),
    [
        ("de", "55 zurück in die gesetzliche", "return_to_statutory_age_limit"),
        ("nl", "terug naar de wettelijke", "return_to_statutory_age_limit"),
    ],
)
def test_the_excerpt_is_the_passage_with_the_hit(db, language, typed, passage):
    answer = index(language).search(typed)
    at = [document.name for document in answer.documents].index("guide:private-insurance")
    assert passage in answer.documents[at].passages[answer.passages[at]].text


def test_what_is_not_in_the_readers_language_is_marked(search, read):
    assert 'lang="de"><mark>Techniker</mark>' in search("hu", "Techniker").content.decode()
    assert 'lang="de"><mark>Techniker</mark>' not in search("de", "Techniker").content.decode()
    Segment.objects.filter(text__kind="guide", text__key="emergencies", slug="lead").update(
        body_de="Ein Einhorn.", body_hu=""
    )
    TEXTS.forget()
    page = read(search("hu", "Einhorn"))
    assert any(p.get("lang") == "de" for p in page.all("p"))


AMONG = [
    pytest.param("de", "Pflege", "term:care-insurance", id="a word finds its compounds"),
    pytest.param("de", "Versicherung", "term:care-insurance", id="also as their end"),
    pytest.param("de", "Krankenkassenbeitrag", "term:contribution", id="a compound finds its parts"),
    pytest.param("de", "minijob", "flow:pay", id="a calculator"),
    pytest.param("de", "minijob", "guide:minijob-midijob", id="a page of the guide"),
    pytest.param("de", "Krankenkassen", "list:funds", id="a list"),
    pytest.param("de", "Asylverfahren", "flow:asylum-seeker", id="a private flow"),
    pytest.param("de", "Bereitschaftsdienst 116117", "list:emergency", id="a number to call"),
    pytest.param("nl", "Zusatzbeitrag", "guide:statutory-insurance", id="a German word within a text"),
    pytest.param("hu", "munkavallalokent", "term:employee", id="a Hungarian ending without accents"),
]


@pytest.mark.parametrize(("language", "typed", "expected"), AMONG)
def test_what_is_found_too(found, language, typed, expected):
    assert expected in found(language, typed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_words_come_before_longer_ones(found, language):
    for key in ("contribution", "fund", "minijob", "student"):
        title = index(language).documents[index(language).by_name[f"term:{key}"]].title
        assert found(language, title)[0] == f"term:{key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_found(db, language):
    known = set(index(language).by_name)
    assert {f"guide:{key}" for key in GUIDE} <= known
    assert {f"term:{key}" for key in library().keys("term")} <= known
    assert {f"flow:{key}" for key in all_flows()} <= known
    assert {f"list:{key}" for key in LISTS} <= known


@pytest.mark.parametrize("language", ["nl", "hu"])
def test_every_word_is_found_by_its_german_title(db, language):
    words = index(language)
    terms = [document for document in words.documents if document.kind == "term"]
    assert [term.name for term in terms if term not in words.search(term.german[:100]).documents] == []


def test_every_name_leads_somewhere(db):
    known = set(index("de").by_name)
    targets = {target for found in other_names().values() for target in found}
    assert targets <= known
    assert {f"term:{key}" for key in SUGGESTED} <= known


def test_small_words_decide_nothing(found):
    assert found("de", "was ist ein Minijob") == found("de", "Minijob")
    assert found("nl", "wat is een minijob")[0] == "term:minijob"


def test_a_private_flow_shows_its_name_alone(db):
    for flow in all_flows().values():
        document = index("de").documents[index("de").by_name[f"flow:{flow.key}"]]
        if flow.private:
            assert len(document.passages) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_what_is_found(search, read, language):
    response = search(language, "Beihilfe")
    page = read(response)
    assert response.status_code == 200
    assert page.headings.count(1) == 1
    assert "Beihilfe" in page.text_of("mark")
    assert page.all("ol")
    assert next(a for a in page.all("input") if a.get("name") == "q")["value"] == "Beihilfe"
    assert {"role": "search"}.items() <= page.all("form")[0].items()


def test_at_most_so_many_are_shown(search, read):
    page = read(search("de", "Versicherung"))
    assert page.text_of("ol").count(" ") > MOST_SHOWN
    assert sum(tag == "h2" for tag, _ in page.tags) == MOST_SHOWN
    assert f"ersten {MOST_SHOWN}" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_kept_nowhere(search, language, written_log):
    response = search(language, "Schwangerschaft")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Schwangerschaft" not in written_log.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_goes_along(search, read, language):
    page = read(search(language, "minijob", as_of="2024-05-01"))
    results = [a["href"] for a in page.all("a") if a["href"].count("/") > 3 and a["href"].startswith(f"/{language}/")]
    assert results
    assert all("as_of=2024-05-01" in href for href in results)
    assert ("as_of", "2024-05-01") in page.hidden()


def test_figures_in_a_snippet_are_those_of_the_day(search, read):
    segment = Segment.objects.filter(text__kind="guide", text__key="emergencies", slug__startswith="p-").first()
    segment.body_de = "Das Einhorn kostet ${marginal_earnings_limit}."
    segment.save()
    TEXTS.forget()
    for day, figure in (("2024-05-01", "538"), ("2025-05-01", "556")):
        assert f"Einhorn kostet {figure}" in read(search("de", "Einhorn", as_of=day)).text_of("ol")


def test_what_a_list_lacks_on_the_day_is_not_found(search, read):
    page = read(search("de", "Alsdorf", as_of="2026-10-01"))
    assert page.all("ol")
    assert any("?q=Alsdorf" in a["href"] for a in page.all("a"))
    before = read(search("de", "Bundesamt für Soziale Sicherung", as_of="2019-06-01")).text_of("ol")
    assert "Bundesversicherungsamt" in before


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found(search, read, language):
    page = read(search(language, "qwxyzq"))
    assert not page.all("ol") or page.text_of("mark") == ""
    hrefs = [a["href"] for a in page.all("a")]
    assert "tel:112" in hrefs
    assert f"/{language}/" in hrefs
    assert any(href.startswith(ADDRESS[language]) and "?q=" in href for href in hrefs)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("de", "Krankenkase", "Krankenkasse"),
        ("de", "Minijob Krankenkase", "Minijob Krankenkasse"),
        ("de", "Familienversicherng", "Familienversicherung"),
        ("nl", "minijb", "Minijob"),
        ("hu", "egészségbiztsoítás", "egészségbiztosítás"),
    ],
)
def test_a_typing_mistake(search, read, language, typed, meant):
    page = read(search(language, typed))
    assert urlencode({"q": meant}).casefold() in " ".join(a["href"] for a in page.all("a")).casefold()


def test_an_old_name_is_answered_with_todays(search, read):
    assert "Übergangsbereich" in read(search("de", "Gleitzone")).text_of("strong")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_search_helps(search, client, read, language):
    for response in (search(language, " "), client.get(ADDRESS[language])):
        page = read(response)
        assert response.status_code == 200
        assert sum("?q=" in a["href"] for a in page.all("a")) >= len(SUGGESTED)


BAD = [
    ("<script>alert(1)</script>", 200),
    ('"><img src=x onerror=alert(1)>', 200),
    ("{{ settings.SECRET_KEY }}", 200),
    ("%s %(x)s ${fund}", 200),
    ("日本語", 200),
    ("!!! … ---", 400),
    ("\u202e", 400),
    ("a\0b", 400),
    ("x" * 101, 400),
    ("a " * 40, 200),
    ("x" * 3000, 413),
    ("x" * 10_000, 414),
]


@pytest.mark.parametrize(("typed", "status"), BAD)
def test_bad_input(search, typed, status):
    response = search("de", typed)
    assert response.status_code == status
    assert b"<script>alert" not in response.content
    assert b"<img src=x" not in response.content
    assert "no-store" in response["Cache-Control"]


def test_what_nobody_asks_here(client):
    assert client.get("/de/suche/?q=a&q=b").status_code == 400
    assert client.get("/de/suche/?q=a&colour=red").status_code == 400
    assert client.get("/de/suche/?q=a&as_of=1999-01-01").status_code == 400
    assert client.post("/de/suche/", {"q": "a"}).status_code == 405


@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_anything_typed_is_answered(search, typed):
    response = search("hu", typed)
    assert response.status_code in (200, 400)


def test_a_text_that_staff_change_is_found(db, found):
    assert found("de", "Regenbogenfisch") == []
    segment = Segment.objects.get(text__kind="guide", text__key="emergencies", slug="title")
    segment.body_de = "Der Regenbogenfisch"
    segment.save()
    TEXTS.forget()
    assert found("de", "Regenbogenfische") == ["guide:emergencies"]


def test_an_index_is_kept_while_nothing_changes(db, django_assert_num_queries):
    index("nl").search("minijob")
    before = index("nl")
    with django_assert_num_queries(0):
        assert index("nl") is before
        before.search("Krankenkasse")


def test_snippets_escape_what_staff_write(client, read, db):
    segment = Segment.objects.get(text__kind="guide", text__key="emergencies", slug="title")
    segment.body_de = "Einhorn <b>& mehr</b>"
    segment.save()
    TEXTS.forget()
    body = client.get("/de/suche/", {"q": "Einhorn"}).content.decode()
    assert "<mark>Einhorn</mark> &lt;b&gt;&amp;" in body


def test_forms_of_a_word():
    assert folded("Groß-Übergänge") == "grossubergange"
    assert forms("Beiträge", "de") & forms("Beitraege", "de") & forms("Beitrag", "de")
    assert forms("ziekenfonds", "nl") & forms("ziekenfondsen", "nl")
    assert forms("járulék", "hu") & forms("járulékokat", "hu") & forms("jarulek", "hu")
    assert forms("Krankenkasse", "hu") & forms("Krankenkassen", "hu")
    assert not forms("Rente", "de") & forms("Rettung", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_box_to_search_stands_where_people_begin(client, read, language):
    for name in ("start", "guide", "glossary"):
        page = read(client.get(Here(name, asked_on()).path(language)))
        assert [form["action"] for form in page.all("form") if form.get("role") == "search"] == [ADDRESS[language]]
        assert "search-q" in {label["for"] for label in page.all("label")}
    page = read(client.get(Here("interview", asked_on(), {"flow": "student"}).path(language)))
    assert ADDRESS[language] in [a["href"] for a in page.all("a")]
    assert read(client.get(f"/{language}/nowhere/")).all("form")[0]["action"] == ADDRESS[language]


def test_letters_of_words_lead_to_their_place(search, read):
    page = read(search("de", "Zuzahlung"))
    letter = glossary.letter_of("Zuzahlung")
    assert any(a["href"].endswith(f"/{letter}/#co-payment") for a in page.all("a"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_results_is_light(client, language):
    style = len(brotli.compress((settings.BASE_DIR / "static" / "site.css").read_bytes(), quality=11))
    for typed in ("Versicherung", "Beihilfe", ""):
        response = client.get(ADDRESS[language], {"q": typed}, headers={"accept-encoding": "br"})
        assert len(response.content) + style <= BUDGET


def test_the_day_of_the_example_is_answered(search):
    assert search("de", "Pflege", as_of=date(2030, 12, 31).isoformat()).status_code == 200


def test_names_are_given_once():
    assert [name for name, targets in other_names().items() if len(set(targets)) != len(targets)] == []

"""What search engines and messengers are told: titles, descriptions, addresses in every language, the map of the site."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import translation

from advisor.content.library import library
from advisor.content.models import Edition, Segment
from advisor.flows import all_flows
from advisor.web import glossary
from advisor.web.asking import asked_on
from advisor.web.figure_list import topics
from advisor.web.found import INDEXED
from advisor.web.guide import GUIDE
from advisor.web.pages import Here
from advisor.web.slugs import LISTS, PAGES

LANGUAGES = [code for code, _ in settings.LANGUAGES]
SITE = "http://testserver"
PUBLIC = [
    ("start", {}),
    ("guide", {}),
    ("glossary", {}),
    *(("site-page", {"page_key": key}) for key in PAGES),
    *(("figures-topic", {"topic": topic}) for topic in topics()),
    *(("guide-page", {"key": key}) for key in GUIDE),
    *(("list", {"list_key": key}) for key in LISTS),
    *(("flow-chart", {"flow": key}) for key in ("au-pair", "who-am-i")),
]
CHARTS = [("flow-chart", {"flow": key}) for key in all_flows()]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def path(name, language, arguments):
    return Here(name, asked_on(), arguments).path(language)


def named(page, **wanted):
    """The content of the meta elements, or the addresses of the links, that have these attributes."""
    found = [*page.all("meta"), *page.all("link")]
    return [
        a.get("content") or a.get("href") for a in found if all(a.get(key) == value for key, value in wanted.items())
    ]


def data_of(response):
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(block[1])["@graph"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "arguments"), PUBLIC, ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else value)  # fmt: skip
def test_a_public_page_says_what_and_where_it_is(client, read, name, arguments, language):
    response = client.get(path(name, language, arguments), {"as_of": "2026-10-01"})
    page = read(response)
    own = SITE + path(name, language, arguments)
    assert named(page, rel="canonical") == [own]
    alternates = {a["hreflang"]: a["href"] for a in page.all("link") if a.get("rel") == "alternate"}
    default = f"{SITE}/" if name == "start" else SITE + path(name, "de", arguments)
    assert alternates == {code: SITE + path(name, code, arguments) for code in LANGUAGES} | {"x-default": default}
    (description,) = named(page, name="description")
    assert 20 <= len(description) <= 400
    assert not re.search(r"\$\{|\[de:|\]\(", description)
    assert named(page, property="og:title")[0]
    assert named(page, property="og:url") == [own]
    assert named(page, property="og:image")[0].startswith(SITE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_descriptions_differ_from_page_to_page(client, read, language):
    pages = [read(client.get(path(name, language, arguments))) for name, arguments in PUBLIC]
    titles = [page.text_of("title") for page in pages]
    assert len(set(titles)) == len(titles)
    letters = [client.get(path("glossary-letter", language, {"letter": letter})) for letter in "abz"]
    described = [named(page, name="description")[0] for page in (*pages, *map(read, letters))]
    assert len(set(described)) == len(described)


@pytest.mark.parametrize("language", LANGUAGES)
def test_structured_data_is_true(client, read, language):
    response = client.get(path("guide-page", language, {"key": "students"}))
    article, crumbs = data_of(response)
    page = read(response)
    assert article["@type"] == "Article"
    assert article["headline"] == page.text_of("h1")
    assert article["inLanguage"] == language
    assert article["dateModified"] >= "2026-11-21"
    assert [item["position"] for item in crumbs["itemListElement"]] == [1, 2, 3]
    assert crumbs["itemListElement"][-1]["item"] == SITE + path("guide-page", language, {"key": "students"})
    assert crumbs["itemListElement"][1]["item"] == SITE + path("guide", language, {})


def test_data_is_no_code(client):
    response = client.get(path("start", "de", {}))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<" not in re.search(rb'ld\+json">(.*?)</script>', response.content)[1].decode()


def test_texts_that_staff_change_make_a_page_new(client, db):
    segment = Segment.objects.get(text__kind="guide", text__key="emergencies", slug="title")
    Edition.objects.update(began="2026-12-24T12:00Z")
    segment.body_de += " </script>"
    segment.save()
    from advisor.content.library import SHELF

    SHELF.forget()
    assert Edition.changed_on() >= date(2026, 1, 1)
    response = client.get(path("guide-page", "de", {"key": "emergencies"}))
    assert data_of(response)[0]["headline"].endswith("</script>")
    assert response.content.count(b"</script>") == 1


def test_results_and_questions_are_never_indexed(client, read, result, path_of):
    for response in (result(), client.get(path_of("student")), client.get("/de/nirgendwo/")):
        page = read(response)
        assert response["X-Robots-Tag"] == "noindex"
        assert not named(page, rel="canonical")
        assert not page.all("script")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_permanent_link_gives_the_law_of_the_day(client, read, language):
    address = path("guide-page", language, {"key": "employees"})
    page = read(client.get(address))
    link = f"{address}?as_of={asked_on().law.day.isoformat()}"
    assert link in [a["href"] for a in page.all("a")]
    kept = read(client.get(link))
    assert kept.text_of("article") == page.text_of("article")
    draft = read(client.get(address, {"as_of": "2027-02-01", "law": "draft"}))
    assert f"{address}?as_of=2027-02-01&law=draft" in [a["href"] for a in draft.all("a")]


def test_the_map_of_the_site(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    entries = {url.find(f"{SITEMAP}loc").text: url for url in tree}
    expected = {SITE + path(name, code, arguments) for name, arguments in (*PUBLIC, *CHARTS) for code in LANGUAGES}
    for code in LANGUAGES:
        with translation.override(code):
            expected |= {SITE + path("glossary-letter", code, {"letter": letter}) for letter in glossary.letters(code)}
    assert set(entries) == expected
    links = entries[SITE + path("guide-page", "nl", {"key": "students"})].findall(f"{XHTML}link")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        code: SITE + path("guide-page", "de" if code == "x-default" else code, {"key": "students"})
        for code in (*LANGUAGES, "x-default")
    }


def test_every_address_on_the_map_is_there(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [url.find(f"{SITEMAP}loc").text.removeprefix(SITE) for url in tree]
    assert [address for address in addresses if client.get(address).status_code != 200] == []


def test_robots_are_told_where_to_go(client):
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /*?" in robots
    assert "interview" not in INDEXED


def test_the_choice_of_a_language_leads_to_each(client, read):
    page = read(client.get("/"))
    alternates = {a["hreflang"]: a["href"] for a in page.all("link") if a.get("rel") == "alternate"}
    assert alternates == {code: f"{SITE}/{code}/" for code in LANGUAGES} | {"x-default": f"{SITE}/"}
    assert named(page, name="description")


def test_the_share_card_is_a_picture_of_the_usual_size():
    card = (settings.BASE_DIR / "static" / "card.png").read_bytes()
    assert card.startswith(b"\x89PNG")
    assert [int.from_bytes(card[at : at + 4]) for at in (16, 20)] == [1200, 630]
    assert len(card) < 100_000


def test_every_page_of_the_guide_is_written_once(db):
    assert sorted(library().keys("guide")) == sorted(GUIDE)

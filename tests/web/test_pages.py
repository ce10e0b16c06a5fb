"""Every public page in every language: how it is built, what it sets, what it loads."""

import itertools
import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from advisor.flows import all_flows
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.slugs import LISTS, PAGES

LANGUAGES = [code for code, _ in settings.LANGUAGES]
FLOWS = list(all_flows())
TABLE = [
    ("start", {}),
    ("search", {}),
    *(("site-page", {"page_key": key}) for key in PAGES),
    *(("list", {"list_key": key}) for key in LISTS),
    *(("interview", {"flow": key}) for key in FLOWS),
]


NAMED_ONLY = ("canonical", "alternate")
"""Links of the head that name an address and load nothing."""
DATA = "application/ld+json"
"""A block of data for search engines, which no browser runs."""


def faults(response, page, language):
    """What keeps a page from being sent."""
    levels = page.headings
    loaded = [
        attributes.get("src") or attributes.get("href", "")
        for tag, attributes in page.tags
        if tag in ("script", "img", "link", "iframe", "source", "use") and attributes.get("rel") not in NAMED_ONLY
    ]
    found = {
        "not one h1": levels.count(1) != 1,
        "headings with gaps": levels[:1] != [1] or any(b > a + 1 for a, b in itertools.pairwise(levels)),
        "lang": page.all("html")[0].get("lang") != language,
        "a cookie": bool(response.cookies) or response.has_header("Set-Cookie"),
        "varies by cookie": "cookie" in response.get("Vary", "").lower(),
        "a foreign host": any(re.match(r"(https?:)?//", address) for address in loaded),
        "inline code": any("src" not in a and a.get("type") != DATA for a in page.all("script")) or any("style" in a or any(k.startswith("on") for k in a) for _, a in page.tags),
        "inline style": "style" in dict(page.tags),
        "no policy": "default-src 'none'" not in response.get("Content-Security-Policy", ""),
        "markup shown": "[de:" in page.text or "${" in page.text or "](" in page.text,
        "no title": not page.text_of("title"),
        "two ids alike": len(ids := [a["id"] for _, a in page.tags if "id" in a]) != len(set(ids)),
        "a label for nothing": not {a["for"] for a in page.all("label") if "for" in a} <= set(ids),
        "described by nothing": not {i for _, a in page.tags for i in a.get("aria-describedby", "").split()} <= set(ids),
    }  # fmt: skip
    return [name for name, is_so in found.items() if is_so]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "arguments"), TABLE, ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else value
)
def test_a_public_page(client, read, name, arguments, language):
    response = client.get(Here(name, asked_on(), arguments).path(language))
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert faults(response, read(response), language) == []


def test_the_choice_of_a_language_speaks_each(client, read):
    response = client.get("/", headers={"accept-language": "fr"})
    page = read(response)
    assert response.status_code == 200
    assert faults(response, page, "de") == []
    assert {(a["lang"], a["href"]) for a in page.all("a")} == {(code, f"/{code}/") for code in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_is_built_like_every_page(result, read, language):
    for given in ({}, {"home_cover": "unsure"}, {"work": "main", "gross_pay": "3000"}):
        response = result(language=language, **given)
        assert response.status_code == 200
        assert faults(response, read(response), language) == []


PLANTED = [
    ("not one h1", "<h1>a</h1><h1>b</h1>"),
    ("headings with gaps", "<h1>a</h1><h3>b</h3>"),
    ("inline code", "<h1>a</h1><p style='color:red'>"),
    ("inline code", "<h1>a</h1><button onclick='x()'>"),
    ("a foreign host", "<h1>a</h1><img src='//cdn.example/x.png'>"),
    ("markup shown", "<h1>a</h1>in a [de:Krankenkasse]"),
    ("a label for nothing", "<h1>a</h1><label for='nowhere'>"),
]


@pytest.mark.parametrize(("fault", "html"), PLANTED)
def test_a_planted_fault_is_found(client, read, fault, html):
    response = client.get("/de/")
    assert fault in faults(response, read(f"<html lang=de><title>t</title>{html}"), "de")


def test_pages_of_content_may_be_kept_and_pages_with_answers_may_not(client, result, path_of):
    page = client.get("/de/")
    assert "public" in page["Cache-Control"]
    assert client.get("/de/", headers={"if-none-match": page["ETag"]}).status_code == 304
    for kept in (result(), client.get(path_of("student")), client.get(f"{path_of('student')}?country=XX")):
        assert "no-store" in kept["Cache-Control"]
        assert "private" in kept["Cache-Control"]
        assert kept["X-Robots-Tag"] == "noindex"
        assert kept["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_a_day(client, read, language):
    path = Here("figures-topic", asked_on(), {"topic": "health"}).path(language)
    page = read(client.get(f"{path}?as_of=2026-10-01"))
    assert "Beitragsbemessungsgrenze" in page.text
    assert client.get(f"{path}?as_of=2027-02-01").content != client.get(f"{path}?as_of=2027-02-01&law=draft").content
    with translation.override(language):
        draft = translation.gettext("draft")
    assert draft in read(client.get(f"{path}?as_of=2027-02-01&law=draft")).text_of("td")


def test_other_languages_are_linked_with_the_day(client, read):
    page = read(client.get("/de/?as_of=2024-05-01"))
    nav = [a["href"] for a in page.all("a") if a.get("hreflang")]
    assert nav == ["/nl/?as_of=2024-05-01", "/hu/?as_of=2024-05-01"]
    assert all("as_of=2024-05-01" in a["href"] for a in page.all("a") if a.get("class") == "card")


def test_machines_are_answered(client):
    assert client.get("/healthz").content.startswith(b"ok")
    assert b"Disallow: /api/" in client.get("/robots.txt").content


def boom(*_args, **_options):
    raise ValueError("canary")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_of_ours_shows_nothing_of_it(client, read, monkeypatch, language):
    monkeypatch.setattr("advisor.web.views.page", boom)
    response = client.get(f"/{language}/?{urlencode({'as_of': '2026-10-01'})}")
    assert response.status_code == 500
    assert read(response).all("html")[0]["lang"] == language
    assert b"canary" not in response.content
    assert {"rel": "stylesheet", "href": "/static/site.css"} in read(response).all("link")
    assert "no-store" in response["Cache-Control"]


@override_settings(TEMPLATES=[])
def test_even_without_templates_there_is_a_page(client):
    assert client.get("/de/").status_code == 500


@pytest.mark.parametrize(
    "path", ["/de/nowhere/", "/nl/nowhere/", "/hu/nowhere/", "/xx/", "/de/student/x/", "/de/%00/", "/de/%ff/"]
)
def test_what_is_not_there_is_said_in_the_readers_language(client, read, path):
    response = client.get(path, headers={"accept-language": "de"})
    assert response.status_code == 404
    language = path[1:3] if path[1:3] in LANGUAGES else "de"
    assert faults(response, read(response), language) == []

"""What a page costs: HTML and the CSS of the screen fit the first 14,600 bytes as sent, headers included; the database is not asked."""

import os
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import product

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from advisor.content.library import SHELF
from advisor.flows import all_flows
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures
from advisor.static_files import STYLESHEET, STYLESHEETS, squeezed
from advisor.web import glossary, guards
from advisor.web.asking import asked_on
from advisor.web.guards import encoding_for, without_blank_lines
from advisor.web.pages import Here
from advisor.web.sitemaps import SITEMAPS
from tests import kinds

BUDGET = 14_600
FULL = bool(os.environ.get("FULL"))
NOTE = 250
"""More bytes than the note that the database is away costs a page."""
FROM_THE_SERVER = 80
"""Bytes that the server adds to the headers of an answer: its name, the date, how long the connection stays."""
HTTPS_ALONE = "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\n"
"""What both answers say besides where a site is set up as for everybody, and not here."""
LANGUAGES = [code for code, _ in settings.LANGUAGES]
LONGEST = "hu"
NOT_READ_ON_THE_WAY = ("flow-chart", "how a form decides", "design")
"""Charts and samples for those who want to see all of it at once."""
ACCEPT = {"accept-encoding": "gzip, deflate, br"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A visitor of a site whose stylesheet was collected, and its address."""
    folder = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "advisor.static_files.Forgiving"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "django_otp"])
        yield Client(), staticfiles_storage.url(STYLESHEET)


@pytest.fixture(scope="module")
def sheet(collected):
    """The stylesheet as sent."""
    client, address = collected
    response = client.get(address, headers=ACCEPT)
    assert response.status_code == 200
    return response, b"".join(response)


@pytest.fixture(scope="module")
def stylesheet(sheet):
    """The bytes of the stylesheet as sent."""
    response, body = sheet
    return of_the_headers(response) + len(body)


def of_the_headers(response):
    """The bytes of the line of the status and the headers."""
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    assert not response.has_header("Strict-Transport-Security")
    return FROM_THE_SERVER + len("HTTP/1.1 200 OK\r\n\r\n" + HTTPS_ALONE) + headers


def sent(response):
    """The bytes of a page as sent to a browser of today: the line of the status, the headers, the body."""
    assert response["Content-Encoding"] == "br"
    return of_the_headers(response) + len(response.content)


@pytest.mark.parametrize("name", STYLESHEETS)
def test_a_stylesheet_is_sent_packed_and_kept_for_ever(collected, name):
    path = staticfiles_storage.url(name)
    response = collected[0].get(path, headers=ACCEPT)
    assert response["Content-Encoding"] == "br"
    assert {"public", "immutable", "max-age=315360000"} == set(response["Cache-Control"].split(", "))
    assert path != f"/static/{name}"
    own = (settings.BASE_DIR / "static" / name).read_text()
    assert brotli.decompress(b"".join(response)).decode() == squeezed(own)
    assert len(squeezed(own)) < 0.9 * len(own)


def test_no_page_on_a_screen_waits_for_another_stylesheet(collected):
    for path in ("/", "/de/", "/hu/fogalomtar/"):
        links = re.findall(r'<link rel="stylesheet"[^>]*>', collected[0].get(path).content.decode())
        screen, paper = (staticfiles_storage.url(name) for name in STYLESHEETS)
        assert links == [
            f'<link rel="stylesheet" href="{screen}">',
            f'<link rel="stylesheet" href="{paper}" media="print">',
        ]


@pytest.mark.parametrize("name", STYLESHEETS)
def test_a_squeezed_stylesheet_says_the_same(browser, name):
    """As a browser reads it, rule by rule."""
    own = (settings.BASE_DIR / "static" / name).read_text()
    tab = browser.new_page()
    rules = [
        tab.evaluate(
            """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
                        return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(", ", ",")); }""",
            css,
        )
        for css in (own, squeezed(own), squeezed(own).replace("var(--", "var(--x-", 1))
    ]
    tab.close()
    assert len(rules[0]) > 50
    assert rules[0] == rules[1] != rules[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page(client, stylesheet, language):
    paths = [here.path(language) for here in SITEMAPS["pages"]().items() if here.name not in NOT_READ_ON_THE_WAY]
    with translation.override(language):
        paths += [SITEMAPS["letters"]().location((language, letter)) for letter in glossary.letters(language)]
    weights = {path: sent(client.get(path, headers=ACCEPT)) + stylesheet for path in paths}
    assert {path: weight for path, weight in weights.items() if weight > BUDGET} == {}
    assert len(weights) > 70


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_questions(client, stylesheet, path_of, language):
    weights = {flow: sent(client.get(path_of(flow, language), headers=ACCEPT)) + stylesheet for flow in all_flows()}
    assert {flow: weight for flow, weight in weights.items() if weight > BUDGET} == {}


@pytest.fixture
def away():
    """While it lasts, every page bears the note that the database is away."""
    known = replace(SHELF.known(), on=datetime(2026, 9, 22, 12, tzinfo=UTC))

    @contextmanager
    def bears():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(SHELF), "standing_in", lambda _shelf: known)
            yield

    return bears


@pytest.fixture(scope="module", params=LANGUAGES if FULL else [LONGEST])
def every_kind(request, django_db_setup, django_db_blocker):
    """What each kind of page answers, and what it asks the database, where this process knows the last edition.

    In the language with the longest words; in all of them with FULL=1.
    """
    found = {}
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        client = Client(headers=ACCEPT)
        SHELF.forget()
        SHELF.known()
        patch.setattr(SHELF, "_looked", float("inf"))
        for kind in kinds.KINDS:
            view = kind.at(request.param)
            with CaptureQueriesContext(connection) as asked:
                found[kind.name] = kinds.fetch(client, view), [query["sql"] for query in asked]
    SHELF.forget()
    return found


def test_every_kind_of_page(every_kind, stylesheet):
    weights = {
        name: sent(response) + stylesheet
        for name, (response, _) in every_kind.items()
        if name not in NOT_READ_ON_THE_WAY
    }
    assert {name: weight for name, weight in weights.items() if weight > BUDGET} == {}


def test_no_page_asks_the_database(every_kind):
    assert {name: queries for name, (_, queries) in every_kind.items() if queries} == {}
    assert len(every_kind) > 50


def test_a_page_that_asks_the_database_is_seen(client):
    SHELF.forget()
    with CaptureQueriesContext(connection) as asked:
        client.get("/de/")
    assert len(asked) > 0


@pytest.mark.parametrize("key", list(all_flows()))
def test_every_result_fits(client, stylesheet, away, key):
    """With its working and its sheet, in the language with the longest words; in all of them with FULL=1."""
    flow, law = all_flows()[key], figures().on(date(2026, 11, 22))
    outcomes = {way.outcome: dict(way.answers) for way in reversed(deciding(flow, law).ways)}
    heavy, noted = {}, []
    for outcome, answers in outcomes.items():
        fields = answers | {"as_of": law.day.isoformat()}
        for language, name in product(LANGUAGES if FULL else [LONGEST], ("interview", *kinds.OF_A_RESULT)):
            path = Here(name, asked_on(), {"flow": key}).path(language)
            ask = partial(client.post, path, fields) if flow.private else partial(client.get, path, query_params=fields)
            response = ask(headers=ACCEPT)
            if response.status_code != 200:
                assert name != "interview"
                continue
            weight = sent(response) + stylesheet
            if not noted or weight + NOTE > BUDGET:
                with away():
                    response = ask(headers=ACCEPT)
                assert b"wide note" in brotli.decompress(response.content)
                noted.append(sent(response) + stylesheet - weight)
                weight = max(weight, weight + noted[-1])
            if weight > BUDGET:
                heavy[outcome, name, language] = weight
    assert heavy == {}
    assert noted
    assert max(noted) < NOTE


def test_what_https_adds_is_counted(client, settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    answer = client.get("/de/", headers=ACCEPT, secure=True)
    assert f"Strict-Transport-Security: {answer['Strict-Transport-Security']}\r\n" == HTTPS_ALONE


def test_a_page_too_heavy_is_seen(client, stylesheet):
    page = client.get("/de/", headers=ACCEPT)
    before = sent(page)
    page.content = os.urandom(BUDGET)
    assert sent(page) > before
    assert sent(page) + stylesheet > BUDGET


def test_without_brotli_and_without_anything(client):
    page = client.get("/de/").content
    packed = client.get("/de/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(page)
    assert "Accept-Encoding" in packed["Vary"]
    assert client.get("/de/", headers=ACCEPT | {"if-none-match": packed["ETag"]}).status_code == 304


def test_blank_lines_stay_away_but_where_somebody_typed_them(client):
    page = client.get("/de/", headers={"accept-encoding": "br"})
    assert b"\n\n" not in brotli.decompress(page.content)
    assert without_blank_lines(b"<p>one\n  \n\n<p>two\nthree\n") == b"<p>one\n<p>two\nthree\n"
    for typed in (b"<textarea>one\n\ntwo</textarea>", b"<pre>one\n\ntwo</pre>"):
        assert without_blank_lines(typed) == typed


def test_more_effort_of_brotli_gains_little(client, path_of):
    """Found by measuring: docs/decisions/0025-pages-that-are-kept.md."""
    page = client.get(path_of("student", LONGEST)).content
    usual, hard = (len(brotli.compress(page, **about)) for about in (guards.PACKING, {"quality": 10}))
    assert usual < 0.98 * len(brotli.compress(page, quality=4))
    assert hard > 0.9 * usual


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br", "br"),
        ("BR;q=0.1", "br"),
        ("gzip;q=0.001, br;q=0", "gzip"),
        ("gzip, br; q=0.000", "gzip"),
        ("identity, br;q=0, gzip;q=0", ""),
        ("zbr, brx", ""),
        ("", ""),
    ],
)
def test_no_page_is_packed_as_a_browser_refuses(accepted, sent):
    assert encoding_for(accepted) == sent


def test_the_login_of_staff_is_not_packed(client):
    assert not client.get("/admin/login/", headers=ACCEPT).has_header("Content-Encoding")

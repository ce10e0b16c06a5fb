"""The first view of any page, HTML and CSS together, fits the first 14,600 bytes as sent, headers included."""

import os
from datetime import date
from itertools import cycle
from urllib.parse import urlencode

import brotli
import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures
from advisor.web.figure_list import topics
from advisor.web.pages import Here, asked_today
from advisor.web.slugs import LISTS, PAGES

BUDGET = 14_600
FULL = bool(os.environ.get("FULL"))
FROM_THE_SERVER = 80
"""Bytes that the server adds to the headers of a page: its name, the date, how long the connection stays."""
OF_THE_STYLESHEET = 460
"""Headers of the stylesheet, which the tests do not fetch from a server."""
LANGUAGES = [code for code, _ in settings.LANGUAGES]
PAGE_TABLE = [
    *((name, {}) for name in ("start", "guide", "glossary")),
    *(("figures-topic", {"topic": topic}) for topic in topics()),
    *(("site-page", {"page_key": key}) for key in PAGES),
    *(("list", {"list_key": key}) for key in LISTS),
]


@pytest.fixture(scope="module")
def stylesheet():
    sheet = (settings.BASE_DIR / "static" / "site.css").read_bytes()
    return len(brotli.compress(sheet, quality=11)) + OF_THE_STYLESHEET


def sent(response):
    """The bytes of a page as sent to a browser of today: the line of the status, the headers, the body."""
    assert response["Content-Encoding"] == "br"
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    return FROM_THE_SERVER + len("HTTP/1.1 200 OK\r\n\r\n") + headers + len(response.content)


@pytest.fixture
def browse(client):
    return lambda path, data=None: (
        client.get(path, headers=ACCEPT) if data is None else client.post(path, data, headers=ACCEPT)
    )


ACCEPT = {"accept-encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "arguments"), PAGE_TABLE)
def test_pages(browse, stylesheet, name, arguments, language):
    assert sent(browse(Here(name, asked_today(), arguments).path(language))) + stylesheet <= BUDGET


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flow", list(all_flows()))
def test_first_questions(browse, stylesheet, path_of, flow, language):
    assert sent(browse(path_of(flow, language))) + stylesheet <= BUDGET


@pytest.mark.parametrize("key", list(all_flows()))
def test_every_result(browse, stylesheet, path_of, key):
    """One language each, in turn; all of them with FULL=1. What cannot be packed is too large long before."""
    flow, law, turn = all_flows()[key], figures().on(date(2026, 11, 22)), cycle(LANGUAGES)
    outcomes = {}
    for way in deciding(flow, law).ways:
        outcomes.setdefault(way.outcome, dict(way.answers))
    heavy = {}
    for outcome, answers in outcomes.items():
        fields = answers | {"as_of": law.day.isoformat()}
        for language in LANGUAGES if FULL else (next(turn),):
            path = path_of(key, language)
            response = browse(path, fields) if flow.private else browse(f"{path}?{urlencode(fields)}")
            assert response.status_code == 200
            if (weight := sent(response) + stylesheet) > BUDGET:
                heavy[outcome, language] = weight
    assert heavy == {}


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


def test_the_login_of_staff_is_not_packed(client):
    assert not client.get("/admin/login/", headers=ACCEPT).has_header("Content-Encoding")

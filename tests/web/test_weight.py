"""The first view of any page, HTML and CSS together, fits the first 14,600 bytes as sent."""

from datetime import date
from urllib.parse import urlencode

import brotli
import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.web.figure_list import topics
from advisor.web.pages import Here, asked_today
from advisor.web.slugs import LISTS, PAGES

BUDGET = 14_600
LANGUAGES = [code for code, _ in settings.LANGUAGES]
PAGE_TABLE = [
    *((name, {}) for name in ("start", "guide", "glossary")),
    *(("figures-topic", {"topic": topic}) for topic in topics()),
    *(("site-page", {"page_key": key}) for key in PAGES),
    *(("list", {"list_key": key}) for key in LISTS),
]


@pytest.fixture(scope="module")
def stylesheet():
    return len(brotli.compress((settings.BASE_DIR / "static" / "site.css").read_bytes(), quality=11))


def sent(response):
    """The bytes of a page as sent to a browser of today."""
    assert response["Content-Encoding"] == "br"
    assert len(brotli.decompress(response.content)) > len(response.content)
    return len(response.content)


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
def test_questions_and_results(browse, stylesheet, path_of, answered, flow, language):
    path, private = path_of(flow, language), all_flows()[flow].private
    answers = answered(flow, date(2026, 10, 1))
    for fields in ({}, answers, *([answered(flow, work="main", gross_pay="3000")] if flow == "student" else [])):
        response = browse(path, fields) if private else browse(f"{path}?{urlencode(fields)}")
        assert sent(response) + stylesheet <= BUDGET


def test_without_brotli_and_without_anything(client):
    page = client.get("/de/").content
    packed = client.get("/de/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(page)
    assert "Accept-Encoding" in packed["Vary"]
    assert client.get("/de/", headers=ACCEPT | {"if-none-match": packed["ETag"]}).status_code == 304


def test_the_login_of_staff_is_not_packed(client):
    assert not client.get("/admin/login/", headers=ACCEPT).has_header("Content-Encoding")

"""The page of the design: it shows every component that there is, and its colours stand apart as they must."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from lxml import html

from advisor.web import design
from tests.web.test_crawl import faults

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ELSEWHERE = {"components/head.html", "interview/sections.html"}
"""What stands in the head of pages of content; what only puts components together."""


def components() -> set[str]:
    """Every template that is no page of its own."""
    found = (path for room in ("components", "interview", "advisor") for path in (TEMPLATES / room).glob("*.html"))
    return {
        str(path.relative_to(TEMPLATES)) for path in found if "{% extends" not in path.read_text(encoding="utf-8")
    } - ELSEWHERE


@pytest.fixture(params=["de", "nl", "hu"])
def shown(client, request):
    with translation.override(request.param):
        return client.get(reverse("design")), request.param


def test_every_component_appears_and_the_page_is_built_well(shown):
    response, language = shown
    assert response.status_code == 200
    assert components() - {template.name for template in response.templates} == set()
    assert faults(response.content.decode(), language) == []


def test_only_those_who_know_the_address_find_it(client, shown):
    response, _language = shown
    assert response["X-Robots-Tag"] == "noindex"
    assert response.wsgi_request.path not in client.get("/sitemap.xml").content.decode()


def test_the_states_of_a_field_are_there(client):
    page = html.fromstring(client.get("/de/design/").content)
    assert page.xpath("//input[@checked]")
    assert page.xpath("//input[@value='unsure'][@checked]")
    assert page.xpath("//*[@aria-invalid='true']")
    assert page.xpath("//*[@class='error-summary']")


def test_what_is_asked_for_in_vain_is_refused(client):
    assert client.get("/de/design/", {"as_of": "soon"}).status_code == 400


def test_colours_are_measured_as_the_guidelines_do_and_stand_apart():
    assert design.contrast("#000", "#fff") == pytest.approx(21)
    assert design.contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
    pairs = [pair for scheme in design.schemes() for pair in scheme["pairs"]]
    assert len(pairs) == 2 * len(design.PAIRS)
    assert [pair for pair in pairs if float(pair["contrast"]) < pair["needs"]] == []

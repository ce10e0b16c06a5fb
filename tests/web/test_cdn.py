"""What a server between (a CDN) keeps of every address, and for how long. As a table: `TABLE=1 pytest -n0 -q tests/web/test_cdn.py`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from advisor.content.library import SHELF
from advisor.content.shelf import LOOK_EVERY
from advisor.flows import all_flows
from advisor.web.asking import asked_on
from advisor.web.caching import KEPT, KEPT_FOR_A_DEAD_SITE
from advisor.web.glossary import letters
from advisor.web.pages import Here
from advisor.web.sitemaps import SITEMAPS

pytestmark = pytest.mark.django_db
WITHIN = 5
"""Seconds after which a correction shows."""
CACHES_ON_THE_WAY = 3
"""That keep a page one after the other and do not tell each other its age: nginx, a CDN, a browser."""
FULL = bool(os.environ.get("FULL"))
LANGUAGES = [code for code, _ in settings.LANGUAGES]
NAMELESS = {"/hu/szotar/": "moved", "/api/nothing": "no-such-address", "/api/": "no-such-address"}
MACHINES = {
    "/": "chooser",
    "/robots.txt": "robots",
    "/sitemap.xml": "sitemap",
    "/healthz": "healthz",
    "/readyz": "readyz",
    "/metrics": "metrics",
    "/api/v1/openapi.json": "api-description",
    "/api/v1/flows": "api-flows",
    "/api/v1/figures": "api-figures",
    "/api/v1/lists": "api-lists",
    "/api/v1/lists/funds": "api-list",
    "/api/v1/next/student?country=HU": "api-next",
    "/api/v1/advise/student?country=HU": "api-advise",
    "/.well-known/security.txt": "security-txt",
}
MAY_BE_MISSING = ("/.well-known/", "/api/v1/")
"""What not every site has."""
KEPT_BY_NOBODY = {
    "healthz",
    "readyz",
    "metrics",
    "search",
    "feedback",
    "feedback-thanks",
    "interview",
    "calendar",
    "working",
    "sheet",
    "api-next",
    "api-advise",
    "no-such-address",
    "no such page",
    "not understood",
    "no language",
}
"""Kinds of address that hold answers, or say how things are at this moment."""


@dataclass(frozen=True)
class Address:
    """An address and its kind: the name that it has among the addresses of the site, else what it is."""

    kind: str
    path: str


def public(answered) -> Iterator[Address]:
    """Every address of the site map in every language (charts in German; all with FULL=1), and the kinds not on it."""
    today = asked_on()
    for path, kind in (MACHINES | NAMELESS).items():
        yield Address(kind, path)
    for code in LANGUAGES:
        for here in SITEMAPS["pages"]().items():
            if FULL or code == "de" or here.name != "flow-chart":
                yield Address(here.name, here.path(code))
            if here.name == "list":
                for form in ("csv", "json"):
                    yield Address(f"list-{form}", Here(f"list-{form}", today, here.arguments).path(code))
        with translation.override(code):
            for letter in letters(code):
                yield Address("glossary-letter", Here("glossary-letter", today, {"letter": letter}).path(code))
        for key, flow in all_flows().items():
            yield Address("interview", Here("interview", today, {"flow": key}).path(code))
            if key in ("student", "asylum-seeker"):
                for name in ("interview", "working", "sheet", "calendar"):
                    asked = f"?{urlencode(answered(key))}"
                    yield Address(name, Here(name, today, {"flow": flow.key}).path(code) + asked)
        yield Address("search", Here("search", today).path(code))
        yield Address("search", Here("search", today).path(code) + "?q=Asyl")
        yield Address("feedback", Here("feedback", today).path(code) + "?page=letter/k")
        yield Address("feedback-thanks", Here("feedback-thanks", today).path(code))
        yield Address("start", Here("start", today).path(code) + "?as_of=2025-01-01")
        yield Address("no such page", f"/{code}/nirgendwo/")
        yield Address("not understood", f"/{code}/?as_of=soon")
    yield Address("design", Here("design", today).path("de"))
    yield Address("no language", Here("start", today).path("de").removeprefix("/de") + "ratgeber/")


def what_is_kept(response) -> tuple[int, int]:
    """(seconds for which a shared cache may show it, for which it may go on where the site is dead), by RFC 9111."""
    control = dict(part.strip().partition("=")[::2] for part in response.get("Cache-Control", "").split(","))
    if {"private", "no-store"} & set(control) or not control.get("max-age"):
        return 0, 0
    return int(control.get("s-maxage", control["max-age"])), int(control.get("stale-if-error", 0))


def test_no_cache_makes_a_correction_late():
    assert LOOK_EVERY + CACHES_ON_THE_WAY * KEPT <= WITHIN
    assert KEPT_FOR_A_DEAD_SITE >= 24 * 3600


@pytest.fixture(scope="module")
def visitor(django_db_setup, django_db_blocker):
    """A browser that tells much of its reader."""
    SHELF.forget()
    with django_db_blocker.unblock():
        yield Client(headers={"accept-encoding": "br", "accept-language": "hu", "cookie": "theme=dark"})
    translation.activate("de")


@pytest.fixture(scope="module")
def every(visitor, answered):
    """What each address answers."""
    answers = [(address, visitor.get(address.path)) for address in public(answered)]
    assert not visitor.cookies
    return answers


@pytest.fixture(scope="module")
def again(visitor, every):
    """What the first public address of each kind answers to those who have it, by its ETag and by its time."""
    first = {}
    for address, response in every:
        if what_is_kept(response)[0] == KEPT and address.kind not in first:
            tag, when = {"if-none-match": response["ETag"]}, {"if-modified-since": response["Last-Modified"]}
            first[address.kind] = [visitor.get(address.path, headers=condition) for condition in (tag, when)]
    return first


def test_every_kind_of_address_is_there(every):
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert named <= {address.kind for address, _ in every}
    assert len({address.path for address, _ in every}) > 300


def test_what_is_kept_may_be_and_the_rest_is_not(every):
    wrong = []
    for address, response in every:
        vary = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
        kept, dead = what_is_kept(response)
        missing = response.status_code == 404 and address.path.startswith(MAY_BE_MISSING)
        should = (0, 0) if missing or address.kind in KEPT_BY_NOBODY else (KEPT, KEPT_FOR_A_DEAD_SITE)
        if address.kind == "moved":
            assert response.status_code == 301
            should = (24 * 3600, 0)
        if (kept, dead) != should or not vary <= {"accept-encoding"} or response.has_header("Set-Cookie"):
            wrong.append((address, kept, dead, vary))
        if should != (0, 0):
            assert "public" in response["Cache-Control"], address
        elif kept == 0:
            assert "no-store" in response["Cache-Control"], address
    assert wrong == []


@pytest.mark.parametrize("path", ["/de/studium?country=HU", "/hu/kereses?q=asyl", "/de", "/admin"])
def test_a_way_on_is_kept_by_nobody(visitor, settings, path):
    """To the address with its slash, and to https: the address to go on to has the answers of the first."""
    asked = [visitor.get(path)]
    settings.SECURE_SSL_REDIRECT = True
    asked += [Client().get(path), Client().get(f"{path.partition('?')[0]}/?country=HU")]
    assert [answer.status_code for answer in asked] == [301] * 3
    assert {answer["Cache-Control"] for answer in asked} == {"private, no-store"}
    assert [answer["Location"].startswith("https://") for answer in asked] == [False, True, True]


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/de/", "/static/site.css", "/api/v1/flows", "/healthz"])
def test_a_refusal_of_a_method_is_kept_by_nobody(visitor, method, path):
    answer = getattr(visitor, method)(path)
    assert answer.status_code == 405
    assert "no-store" in answer["Cache-Control"]


def test_what_is_kept_can_be_asked_for_again_at_no_cost(every, again):
    assert again.keys() == {address.kind for address, response in every if what_is_kept(response)[0] == KEPT}
    for kind, answers in again.items():
        assert [(answer.status_code, answer.content) for answer in answers] == [(304, b"")] * 2, kind


def test_the_table(every, capsys):
    """For the documentation: what a CDN keeps of each kind of address."""
    rows = {}
    for address, response in every:
        kept, dead = what_is_kept(response)
        varies = response.get("Vary", "") or "nothing"
        rows.setdefault((address.kind, kept, dead, varies), []).append(address.path)
    print(
        "\n| Address | how many | for instance | kept, s | for a dead site, s | varies by |\n|---|---|---|---|---|---|"
    )
    for (kind, kept, dead, varies), paths in rows.items():
        print(f"| {kind} | {len(paths)} | `{paths[0].partition('?')[0]}` | {kept} | {dead} | {varies} |")
    table = capsys.readouterr().out
    with capsys.disabled():
        if os.environ.get("TABLE"):
            print(table)
    assert len(table.splitlines()) > 20

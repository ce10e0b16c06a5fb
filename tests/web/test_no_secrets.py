"""What is packed holds no secret, so that its length, which anybody on the way sees, tells none away (BREACH)."""

import re
from functools import cache
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.test import Client

from advisor.content.library import SHELF
from tests.kinds import KINDS, View, fetch, outcomes
from tests.signing_in import signed_in

PACKED = {"accept-encoding": "br"}
TOKEN = re.compile(rb"csrfmiddlewaretoken|sessionid|\bnonce=|[\"'][0-9A-Za-z]{32,}[\"']")
"""A token against forgery, a session, or any long sign of chance in quotes; names of our files hold a point."""


@cache
def every():
    """Name and view of every kind of page, and of what the interface for programs says with answers."""
    api = [
        ("api, advice", View(f"/api/v1/advise/student?{urlencode(outcomes('student')['student-statutory'])}")),
        ("api, next", View("/api/v1/next/student?country=HU")),
    ]
    return [(kind.name, kind.at("de")) for kind in KINDS] + api


def with_answers():
    """Those that hold answers."""
    return [(name, view) for name, view in every() if view.posted or "=" in view.path]


def differing(pages):
    """Names of those that are not the same for all who ask."""
    return [name for name, bodies in pages.items() if len(set(bodies)) > 1]


def test_a_page_is_the_same_for_whoever_asks_and_under_whatever_key(db, settings):
    """Nothing on it belongs to a visitor, a member of staff, a session, a moment or the key: there is nothing to guess."""
    SHELF.forget()
    staff = signed_in(get_user_model().objects.create_superuser("ada"))
    staff.cookies["csrftoken"] = "c" * 32
    pages = {name: [] for name, _view in every()}
    for client, key in ((Client(), "a" * 50), (Client(), "b" * 50), (staff, settings.SECRET_KEY)):
        settings.SECRET_KEY = key
        for name, view in every():
            answer = fetch(client, view)
            assert not TOKEN.search(answer.content), name
            assert not answer.wsgi_request.session.accessed, name
            assert answer.wsgi_request.META.get("CSRF_COOKIE_NEEDS_UPDATE") is None, name
            pages[name].append(answer.content)
    assert differing(pages) == []
    assert len(with_answers()) > 20


def test_these_are_what_is_packed(db):
    """Each that holds answers, but what is too short to be worth it."""
    client = Client(headers=PACKED)
    for name, view in with_answers():
        answer = fetch(client, view)
        assert answer.get("Content-Encoding") == "br" or len(answer.content) < 400, name


def test_where_there_is_a_secret_nothing_is_packed_and_it_is_seen(db):
    doors = [Client(headers=PACKED).get("/admin/login/") for _time in range(2)]
    assert not any(door.has_header("Content-Encoding") for door in doors)
    assert all(TOKEN.search(door.content) for door in doors)
    assert differing({"login": [door.content for door in doors], "other": [b"", b""]}) == ["login"]
    assert all("CSRF_COOKIE" in door.wsgi_request.META for door in doors)

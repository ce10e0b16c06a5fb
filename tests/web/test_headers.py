"""What every answer tells the browser: nothing may run, load or frame but what the page needs."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings as site_settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from advisor.security import PERMISSIONS
from tests import kinds
from tests.signing_in import PASSWORD, signed_in

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
TELLS_NO_PATH = {"strict-origin", "same-origin", "no-referrer"}
OUTSIDE = re.compile(rb"""<(?:img|script|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="(?:https?:)?//""")
INLINE = re.compile(rb"""<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|"application/(?:ld\+)?json"))""")
OTHERS = [
    "/healthz", "/robots.txt", "/sitemap.xml", "/api/v1/flows?foo=1", "/api/v1/openapi.json", "/api/none", "/de", "/admin",
    "/de/?k=" + "x" * 5000, "/de/krankenkassen/download.csv", "/de/krankenkassen/download.json",
]  # fmt: skip
"""What is no page, or is answered before there is one."""
STAFF = (
    "index", "login", "logout", "password_change", "second_factor", "readability", "still_right", "jsi18n",
    "staff_figuredraft_new_year",
)  # fmt: skip


class OverHttps(Client):
    """A browser that asks over https."""

    def generic(self, *args, **more):
        return super().generic(*args, **{**more, "secure": True})


@pytest.fixture
def over_https(settings, db):
    """A client of a site that is set up as for everybody."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    return OverHttps()


def policy_of(response):
    named = response["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in named)


def wanting(response):
    """The headers that are not as they should be on every answer."""
    found = {name: response.get(name) for name, value in ALWAYS.items() if response.get(name) != value}
    if response.get("Referrer-Policy") not in TELLS_NO_PATH:
        found["Referrer-Policy"] = response.get("Referrer-Policy")
    if response["Content-Type"].startswith("text/html") and response.get("Permissions-Policy") != PERMISSIONS:
        found["Permissions-Policy"] = response.get("Permissions-Policy")
    return found


def test_every_kind_of_page_allows_what_it_needs_and_no_more(over_https):
    for kind in kinds.KINDS:
        response = kinds.fetch(over_https, kind.at("de"))
        scripts = re.findall(rb'<script src="([^"]+)"', response.content)
        runs = scripts and kind.name != "design"  # which shows the way out among all parts, and runs nothing
        listed = b'rel="canonical"' in response.content  # checkers of search engines read robots.txt from inside it
        allowed = {*POLICY.split("; "), *["script-src 'self'"] * bool(runs), *["connect-src 'self'"] * listed}
        assert set(response["Content-Security-Policy"].split("; ")) == allowed, kind.name
        assert len(scripts) <= 1
        assert wanting(response) == {}, kind.name
        assert not OUTSIDE.search(response.content), kind.name
        assert not INLINE.search(response.content), kind.name
        assert not response.cookies


@pytest.mark.parametrize("path", ["/de/", "/api/v1/flows", "/admin/login/", "/de/krankenkassen/download.json"])
def test_no_answer_is_lent_to_scripts_of_other_sites(over_https, path):
    response = over_https.get(path, headers={"origin": "https://elsewhere.example"})
    assert not [name for name in response.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path[:20])
def test_every_answer_names_its_type(over_https, path):
    response = over_https.get(path)
    kind = response["Content-Type"]
    says_it_inside = kind == "application/json" or response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"')
    assert says_it_inside or kind.endswith("; charset=utf-8") or not response.content


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path[:20])
def test_what_is_no_page_is_guarded_alike(over_https, path):
    response = over_https.get(path)
    assert wanting(response) == {}
    assert set(response["Content-Security-Policy"].split("; ")) == set(POLICY.split("; "))


def test_an_answer_that_broke_is_guarded_alike(over_https, monkeypatch):
    over_https.raise_request_exception = False
    monkeypatch.setattr("advisor.web.views.page", lambda *_args, **_options: 1 / 0)
    response = over_https.get("/nl/")
    assert response.status_code == 500
    assert wanting(response) == {}
    assert set(response["Content-Security-Policy"].split("; ")) == set(POLICY.split("; "))


@pytest.mark.parametrize(
    ("file", "lent", "policy"),
    [
        ("site.css", "same-origin", None),
        ("leave.js", "same-origin", None),
        ("icon.svg", "same-origin", "default-src 'none'"),
        ("card.png", "cross-origin", None),
    ],
)
def test_files_carry_what_fits(over_https, settings, file, lent, policy):
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    response = over_https.get(f"/static/{file}")
    assert response.status_code == 200
    assert response["Cross-Origin-Resource-Policy"] == lent
    assert response.get("Content-Security-Policy") == policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Strict-Transport-Security"] == ALWAYS["Strict-Transport-Security"]
    assert "Permissions-Policy" not in response


def staff_pages():
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
    for name in STAFF:
        yield reverse(f"admin:{name}")


def test_the_pages_of_staff_run_the_scripts_of_our_own_files_alone(over_https):
    client = signed_in(get_user_model().objects.create_superuser("root"), over_https)
    seen = 0
    for path in staff_pages():
        response = client.get(path)
        assert response.status_code in (200, 302, 403, 405), path
        assert wanting(response) == {}, path
        policy = policy_of(response)
        assert policy.pop("script-src") == "'self'"
        assert set(policy) == {part.split()[0] for part in POLICY.split("; ")}
        assert not OUTSIDE.search(response.content), path
        assert not INLINE.search(response.content), path
        seen += response.status_code == 200
        if response.status_code == 200 and b"<html" in response.content and "logout" not in path:
            assert b'action="/admin/logout/"' in response.content, path  # a way out
    assert seen > 25


@pytest.mark.parametrize(
    ("language", "said"), [("de", "lässt sich nicht mehr senden"), ("nl", "kan niet meer"), ("hu", "már nem küldhető")]
)
def test_a_form_of_staff_that_may_be_forged_is_refused_on_a_page_like_all_others(over_https, language, said):
    over_https.handler.enforce_csrf_checks = True
    response = over_https.post("/admin/login/", {"username": "root"}, headers={"accept-language": language})
    assert response.status_code == 403
    assert said in response.content.decode()
    assert wanting(response) == {}
    assert not INLINE.search(response.content)
    assert "no-store" in response["Cache-Control"]


def test_a_fault_in_a_header_is_seen(over_https):
    response = over_https.get("/de/")
    del response["X-Frame-Options"]
    response["Referrer-Policy"] = "unsafe-url"
    assert set(wanting(response)) == {"X-Frame-Options", "Referrer-Policy"}
    assert INLINE.search(b'<p style="color: red">')
    assert INLINE.search(b"<script>alert(1)</script>")
    assert not INLINE.search(b'<script src="/static/a.js" defer></script><script type="application/ld+json">{}')
    assert OUTSIDE.search(b'<img alt="" src="https://elsewhere.example/a.png">')


def test_cookies_of_staff_are_for_https_and_out_of_reach_of_scripts(over_https, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    user = get_user_model().objects.create_superuser("root", password=PASSWORD)
    sent = {"username": user.username, "password": PASSWORD}
    over_https.get("/admin/login/")
    over_https.post("/admin/login/", sent)
    cookies = over_https.cookies
    assert set(cookies) == {"sessionid", "csrftoken"}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
            True,
            True,
            "Lax",
            "/admin",
        )


# Whom to tell of a weakness ------------------------------------------------------------------------------------------


def test_a_contact_is_named_where_the_operator_has_one(over_https, settings):
    settings.SECURITY_CONTACT = ["mailto:security@advice.example", "https://advice.example/report"]
    response = over_https.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    assert [value for name, value in fields if name == "Contact"] == settings.SECURITY_CONTACT
    assert [name for name, _ in fields].count("Expires") == 1
    left = datetime.fromisoformat(dict(fields)["Expires"]) - datetime.now(UTC)
    assert 170 < left.days < 366
    assert dict(fields)["Canonical"] == "https://testserver/.well-known/security.txt"


def test_no_contact_is_made_up(over_https):
    assert site_settings.SECURITY_CONTACT == []
    assert over_https.get("/.well-known/security.txt").status_code == 404

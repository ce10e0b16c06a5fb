"""The first login in a browser without scripts, on a telephone: password, app, recovery codes, desk. Accessible throughout."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from advisor.staff.models import LinkCheck
from tests.axe import ACCESS_ONLY, violations
from tests.browser.staff_room import SITE, code_of, opened, pressed
from tests.signing_in import PASSWORD, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def faults(browser, client, path):
    """What axe finds on a page, with the scripts that axe needs, and whether it is wider than a telephone."""
    page = opened(browser, client, java_script_enabled=True, bypass_csp=True, viewport={"width": 390, "height": 800})
    page.goto(f"{SITE}{path}")
    found = violations(page, ACCESS_ONLY)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    return found + ([f"{width} pixels wide"] if width > 390 else [])


def test_the_first_login_from_the_password_to_the_desk(browser):
    user, client = get_user_model().objects.create_superuser("root", password=PASSWORD), Client()
    page = opened(browser, client)
    page.goto(f"{SITE}/admin/")
    assert faults(browser, Client(), "/admin/login/") == []
    page.fill("[name=username]", "root")
    page.fill("[name=password]", PASSWORD)
    pressed(page, "#login-form [type=submit]")
    page.goto(f"{SITE}/admin/enrol/")  # where a browser of its own would be by now
    assert page.locator("svg").first.is_visible()
    assert faults(browser, client, "/admin/enrol/") == []
    page.fill("[name=code]", code_of(user))
    page.fill("[name=name]", "telephone")
    pressed(page, ".submit-row button")
    assert page.locator(".second-codes code").count() == 10
    pressed(page, ".second-on a")
    assert page.locator(".desk").is_visible()


def test_the_pages_of_somebody_signed_in_are_accessible(browser):
    now = timezone.now()
    LinkCheck.objects.create(
        url="https://example.org/" + "a" * 80, finding="broken", since="2026-01-01T00:00Z", checked_at=now
    )
    client = signed_in(get_user_model().objects.create_superuser("root", password=PASSWORD))
    for path in ("/admin/", "/admin/second-factor/", "/admin/still-right/"):
        assert faults(browser, client, path) == [], path

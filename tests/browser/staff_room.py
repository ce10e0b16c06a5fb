"""The staff room in a browser whose requests the test client answers, in the transaction of the test."""

import mimetypes
import time
from contextvars import copy_context
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

SITE = "http://testserver"


def opened(browser, client, **options):
    """A page without scripts, signed in as the client is."""
    context = browser.new_context(
        **{"java_script_enabled": False, "viewport": {"width": 1300, "height": 900}} | options
    )
    here = copy_context()  # the connection to the database is known only here, not where the browser calls back
    context.route("**/*", lambda route: here.copy().run(_answer, route, client))
    return context.new_page()


def _answer(route, client):
    asked = route.request
    where = urlsplit(asked.url)
    if where.path.startswith("/static/"):
        found = finders.find(where.path.removeprefix("/static/"))
        kind = mimetypes.guess_type(where.path)[0] or "text/plain"
        return route.fulfill(body=Path(found).read_bytes(), content_type=kind) if found else route.abort()
    path = where.path + (f"?{where.query}" if where.query else "")
    if asked.method == "POST":
        kind = asked.headers["content-type"]
        answer = client.post(path, asked.post_data_buffer or b"", content_type=kind, follow=True)
    else:
        answer = client.get(path, follow=True)
    headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Set-Cookie")}
    return route.fulfill(status=answer.status_code, headers=headers, body=answer.content)


def pressed(page, selector):
    """Press a button or follow a link, and wait for the page that comes."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def code_of(user):
    """What the person's app shows now."""
    totp = TOTP(TOTPDevice.objects.get(user=user).bin_key)
    totp.time = time.time()
    return f"{totp.token():06d}"

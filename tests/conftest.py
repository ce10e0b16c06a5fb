"""What the tests share: plain http, a seeded database, a live site, a browser, the log as written."""

import gc
import io
import logging
import os

import hypothesis
import pytest
from _pytest.runner import pytest_runtest_protocol as run_test
from django.conf import settings
from django.core.management import call_command

from advisor.logs import WithoutAnswers

# Playwright keeps an event loop in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_configure():
    settings.SECURE_SSL_REDIRECT = False
    settings.SECURE_HSTS_SECONDS = 0
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.COUNT_READS = settings.KEEP_PAGES = False  # but where a test asks for them
    settings.LOOK_ASIDE = False  # another thread does not see what a test has not committed
    settings.LAST_KNOWN = None
    if "redis" in settings.CACHES["default"]["BACKEND"]:  # a database of its own for each process: tests empty it
        settings.CACHES["default"]["LOCATION"] += f"/{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]}"
        settings.CACHES["default"]["OPTIONS"] |= {"socket_timeout": 30, "socket_connect_timeout": 30}
    settings.LIMITS |= {"api": (0, 60), "sign-in": (0, 900)}  # all tests come from one address; some ask for a limit
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
    hypothesis.settings.load_profile("repeatable")


def pytest_collection(session):
    """Look for rubbish seldom: thousands of tests, and what pages keep, are not looked through again and again."""
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark every test that uses the database of the tests, however it comes by it; and begin with those that take long."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames:
            item.add_marker("database")
    yield
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish(session):
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    return _with_room(run_test, item, nextitem)


def _with_room(call, *given):
    """Call where Python has half a megabyte for frames in one piece.

    It takes them from the system 16 kB at a time and gives each piece back as soon as its first call returns: a loop that
    calls from just below such an edge, which lies anywhere this deep inside pytest, takes many times as long.
    """
    return call(*given)


_with_room.__code__ = _with_room.__code__.replace(co_stacksize=70_000)  # words; twice their bytes are taken at once


def pytest_terminal_summary(terminalreporter):
    """Print the sum of what tests counted with `record_property("journeys", number)`; xdist's workers cannot."""
    counted = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == "journeys"
    ]
    if counted:
        terminalreporter.write_line(f"journeys walked to their end: {sum(counted):,}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the texts every start seeds."""
    with django_db_blocker.unblock():
        call_command("seed_content", verbosity=0)
        call_command("seed_directory", verbosity=0)


@pytest.fixture(scope="session")
def _server(django_db_setup, django_db_blocker):
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def site(_server, db):
    """The address of the running, seeded site."""
    return _server.url


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium. `browser.new_context(java_script_enabled=False)` turns scripts off."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def written_log():
    """The log as the site writes it, as a buffer to read with `.getvalue()`."""
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(WithoutAnswers())
    logging.getLogger().addHandler(handler)
    yield buffer
    logging.getLogger().removeHandler(handler)

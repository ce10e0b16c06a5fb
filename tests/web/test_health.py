"""What machines are told: that the process lives, that it is fit, and numbers that say nothing of anybody."""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from whitenoise.storage import CompressedManifestStaticFilesStorage

from advisor.content.library import SHELF, Library
from advisor.flows import all_flows
from advisor.web import health, metrics
from tests.servers import free_port

LANGUAGES = [code for code, _ in site_settings.LANGUAGES]


@pytest.fixture
def ready(client):
    """Status and words of the answer."""

    def ask():
        answer = client.get("/readyz")
        assert "no-store" in answer["Cache-Control"]
        return answer.status_code, answer.json()

    return ask


@pytest.fixture
def show(db, monkeypatch):
    """Lets the site have these texts and no others."""

    def shown(texts):
        known = replace(SHELF.known(), texts=Library(9, texts))
        monkeypatch.setattr(SHELF, "known", lambda: known)

    return shown


@pytest.fixture(autouse=True)
def _nothing_kept():
    yield
    health._written.cache_clear()


def test_a_process_lives_whatever_its_database_does(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_whole_site_is_ready_and_says_how_fresh_it_is(ready):
    status, said = ready()
    assert status == 200
    assert said["ready"] is True
    assert said["texts"] == said["catalogues"] == dict.fromkeys(LANGUAGES, True)
    assert said["database"] == "answers"
    assert said["edition"]["number"] > 0
    assert 0 <= said["edition"]["age_seconds"] < 60
    assert date.fromisoformat(said["figures"]["reviewed_until"]) >= date(2026, 12, 31)
    assert date.fromisoformat(said["figures"]["checked_on"]) <= timezone.localdate()


def test_figures_past_their_day_are_said_and_still_shown(ready, monkeypatch):
    monkeypatch.setattr(health.timezone, "localdate", lambda: date(2040, 1, 1))
    status, said = ready()
    assert status == 200
    assert said["figures"]["reviewed"] is False


def test_a_site_without_a_language_is_not_ready(ready, show, settings):
    whole = SHELF.current()
    texts = {
        (kind, key): tuple((part.id, {"de": part.text, "nl": "", "hu": part.text}) for part in parts)
        for kind in ("guide", "term")
        for key in whole.keys(kind)
        for parts in [whole.wordings(kind, key, "de")]
    }
    show(texts)
    status, said = ready()
    assert status == 503
    assert said["texts"] == {"de": True, "nl": False, "hu": True}
    settings.LANGUAGES_IN_WORK = ["nl"]
    assert ready()[0] == 200


def test_a_site_without_texts_is_not_ready(ready, show):
    show({})
    assert ready()[0] == 503


def test_a_site_without_its_words_is_not_ready(ready, monkeypatch):
    monkeypatch.setattr(health, "gettext", lambda word: "suche")
    status, said = ready()
    assert status == 503
    assert said["catalogues"] == {"de": True, "nl": False, "hu": False}


def test_a_site_without_its_stylesheet_is_not_ready(ready, monkeypatch, tmp_path):
    def collected():
        return CompressedManifestStaticFilesStorage(location=tmp_path, base_url="/static/")

    monkeypatch.setattr(health, "staticfiles_storage", collected())
    assert ready()[0] == 503
    manifest = {"version": "1.1", "hash": "", "paths": {"site.css": "site.1234.css"}}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    monkeypatch.setattr(health, "staticfiles_storage", collected())
    status, said = ready()
    assert (status, said["static"]) == (503, False)
    (tmp_path / "site.1234.css").touch()
    assert ready()[0] == 200


def test_machines_may_call_by_address_and_nobody_else(client, settings):
    settings.ALLOWED_HOSTS = [".example.org"]
    machine = Client(headers={"host": "10.1.2.3:8000"}, raise_request_exception=False)
    asked = [machine.get(path).status_code for path in ("/healthz", "/readyz", "/metrics", "/de/", "/robots.txt")]
    assert asked == [200, 200, 200, 400, 400]


def numbers(client, **asked):
    return client.get("/metrics", **asked)


@pytest.mark.parametrize(
    ("remote", "forwarded", "allowed", "status"),
    [
        ("127.0.0.1", None, None, 200),
        ("::1", None, None, 200),
        ("::ffff:127.0.0.1", None, None, 200),
        ("127.0.0.1", "203.0.113.7", None, 404),
        ("203.0.113.7", None, None, 404),
        ("203.0.113.7", "127.0.0.1", None, 404),
        ("203.0.113.7", None, ["203.0.113.0/24"], 200),
        ("2001:db8::1", None, ["203.0.113.0/24"], 404),
        ("", None, None, 404),
    ],
)
def test_numbers_are_for_those_who_are_named(client, settings, remote, forwarded, allowed, status):
    settings.METRICS_ALLOWED = allowed or settings.METRICS_ALLOWED
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    answer = numbers(client, REMOTE_ADDR=remote, headers=headers)
    assert answer.status_code == status
    assert (b"advisor_requests" in answer.content) == (status == 200)


def test_numbers_say_kinds_and_nothing_of_anybody(client, path_of, settings):
    for flow in all_flows().values():
        first = next(iter(flow.questions))
        client.get(f"{path_of(flow.key)}?{first}=canary")
        client.post(path_of(flow.key, "hu"), {first: "canary"}, REMOTE_ADDR="203.0.113.77")
    client.get("/de/canary/")
    client.get(f"{settings.ADMIN_PATH}canary/")
    client.generic("CANARY", "/de/")
    client.get("/static/canary.css")
    said = numbers(client).content.decode()
    assert not re.search("canary|203.0.113", said.lower())
    values = set(re.findall(r'="([^"]+)"', said))
    assert not values & {*all_flows(), *(path_of(flow).split("/")[2] for flow in all_flows())}
    assert {"interview", "none", "admin", "static"} <= values
    assert set(re.findall(r'method="([^"]+)"', said)) <= {"GET", "HEAD", "POST", "other"}
    assert set(re.findall(r'status="([^"]+)"', said)) <= {"2xx", "3xx", "4xx", "5xx"}


def counted(said, **labels):
    sought = ",".join(f'{name}="{value}"' for name, value in labels.items())
    return sum(
        float(line.split()[-1]) for line in said.splitlines() if line.startswith(f"advisor_requests_total{{{sought}}}")
    )


def test_each_answer_is_counted_once(client, settings):
    settings.KEEP_PAGES = True
    before = numbers(client).content.decode()
    for _number in range(3):  # the last two out of what is kept
        client.get("/de/")
    client.get("/de/nothing/")
    after = numbers(client).content.decode()
    for labels, more in (
        ({"kind": "start", "method": "GET", "status": "2xx"}, 3),
        ({"kind": "none", "method": "GET", "status": "4xx"}, 1),
        ({"kind": "metrics", "method": "GET", "status": "2xx"}, 1),
    ):
        assert counted(after, **labels) - counted(before, **labels) == more
    assert re.search(r'advisor_request_seconds_bucket\{.*kind="start"', after)
    assert re.search(r"^advisor_edition [1-9]", after, re.M)
    assert re.search(r"^advisor_database_away 0", after, re.M)


def test_numbers_that_cannot_be_counted_cost_no_page(client, monkeypatch, written_log):
    def full(*_labels):
        raise OSError(28, "canary")

    monkeypatch.setattr(metrics.REQUESTS, "labels", full)
    assert [client.get("/de/").status_code for _number in range(3)] == [200] * 3
    assert written_log.getvalue().count("requests are not counted: OSError") == 1


def test_a_database_that_is_away_is_a_number_and_no_reason_to_stop(client, ready, monkeypatch):
    def away(*_args, **_options):
        raise connection.Database.OperationalError

    SHELF.current()
    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        patched.setattr(SHELF, "_looked", float("-inf"))
        status, said = ready()
        assert (status, said["database"]) == (200, "away")
        assert b"advisor_database_away 1" in numbers(client).content


def test_processes_of_a_server_count_together(tmp_path):
    """Cold, without a database; the numbers of the site live in memory and end with it."""
    port = free_port()
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= {"LOOPBACK": "1", "DATA_DIR": str(tmp_path), "PORT": str(port), "WEB_CONCURRENCY": "2"}
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=site_settings.BASE_DIR, env=environment, stdout=log, stderr=log)

    def ask(path):
        with urlopen(Request(f"http://127.0.0.1:{port}{path}"), timeout=30) as answer:
            return answer.read().decode()

    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                ask("/healthz")
                break
            except (URLError, ConnectionError):
                time.sleep(0.1)
        before = counted(ask("/metrics"), kind="robots", method="GET", status="2xx")
        for _number in range(40):
            ask("/robots.txt")
        said = ask("/metrics")
        assert counted(said, kind="robots", method="GET", status="2xx") - before == 40
    finally:
        server.terminate()
        server.wait(60)
    assert "Traceback" not in (tmp_path / "log").read_text()

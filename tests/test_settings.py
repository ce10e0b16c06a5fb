"""Safe unless told otherwise: what the settings are in each environment."""

import json
import logging
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from advisor.logs import WithoutAnswers
from advisor.security import ContentSecurityPolicy, ErrorReport
from advisor.settings import admin_path


def run(*arguments, **environment):
    """A fresh process in nothing but this environment."""
    environment = {"PATH": os.environ["PATH"]} | environment
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


NAMES = (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)
DEPLOYMENT_CHECK = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")


def settings_in(data_dir, **environment):
    values = f"[getattr(settings, name) for name in {NAMES}]"
    code = f"import json; from advisor import settings; print(json.dumps({values}))"
    printed = run("-c", code, DATA_DIR=str(data_dir), **environment).stdout
    return dict(zip(NAMES, json.loads(printed), strict=True))


def test_the_deployment_check_passes(tmp_path):
    checked = run(*DEPLOYMENT_CHECK, DATA_DIR=str(tmp_path))
    assert checked.returncode == 0, checked.stderr


def test_the_deployment_check_fails_on_the_loopback_start(tmp_path):
    checked = run(*DEPLOYMENT_CHECK, DATA_DIR=str(tmp_path), LOOPBACK="1")
    assert "security.W008" in checked.stderr
    assert checked.returncode == 1


def test_it_is_safe_by_default(tmp_path):
    found = settings_in(tmp_path)
    assert found["DEBUG"] is False
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True


def test_the_loopback_start_speaks_plain_http_to_this_machine_alone(tmp_path):
    found = settings_in(tmp_path, LOOPBACK="1", ALLOWED_HOSTS="advice.example")
    assert found["DEBUG"] is False
    assert found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is False
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    data_dir = tmp_path / "var"
    first, second = settings_in(data_dir), settings_in(data_dir)
    assert len(first["SECRET_KEY"]) >= 50
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert [file.name for file in data_dir.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((data_dir / "secret.key").stat().st_mode) == 0o600


def test_the_folder_of_data_is_its_owners_alone(tmp_path):
    settings_in(tmp_path / "var")
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_cookies_have_names_that_browsers_take_over_https_alone(tmp_path):
    names = "print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)"
    code = f"from advisor import settings; {names}"
    assert run("-c", code, DATA_DIR=str(tmp_path)).stdout.split() == ["__Secure-sessionid", "__Secure-csrftoken"]
    assert run("-c", code, DATA_DIR=str(tmp_path), LOOPBACK="1").stdout.split() == ["sessionid", "csrftoken"]


ELSEWHERE = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from advisor.web.sitemaps import SITEMAPS
client = Client(headers={"host": "localhost"})
paths = ["/", "/robots.txt", "/sitemap.xml", "/api/v1/openapi.json", "/de/", "/nl/nergens/", "/hu/", "/de/schutzsuchende/"]
answers = {path: client.get(path, secure=True) for path in paths}
named = [path for path, one in answers.items() if "backstage" in (one.content.decode() + str(one.headers))]
login = client.get("/backstage/door/login/", secure=True)
print(
    named, client.get("/admin/", secure=True).status_code, client.get("/admin/login/", secure=True).status_code,
    login.status_code, settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH, login.cookies["__Secure-csrftoken"]["path"],
    "script-src 'self'" in login["Content-Security-Policy"], client.get("/backstage/door/", secure=True)["Location"],
    sep="|",
)
"""


def test_the_admin_can_be_elsewhere_and_no_page_of_visitors_names_it(tmp_path):
    where = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "advisor.settings", "ADMIN_PATH": "/backstage/door/"}
    told = run("-c", ELSEWHERE, **where)
    assert told.stdout.strip().split("|") == [
        "[]", "404", "404", "200", "/backstage/door", "/backstage/door", "/backstage/door", "True",
        "/backstage/door/login/?next=/backstage/door/",
    ], told.stderr  # fmt: skip


@pytest.mark.parametrize("path", ["", "/", "de", "api/x", "static", "a b", "a//b", "../x", "metrics"])
def test_the_admin_cannot_hide_other_pages(path):
    with pytest.raises(ValueError, match="ADMIN_PATH"):
        admin_path(path)


def test_the_environment_gives_another_key(tmp_path):
    assert settings_in(tmp_path, SECRET_KEY="of the environment")["SECRET_KEY"] == "of the environment"
    assert not (tmp_path / "secret.key").exists()


def policy_at(path):
    request = RequestFactory().get(path)
    response = ContentSecurityPolicy(lambda request: HttpResponse())(request)
    named = dict(directive.split(" ", 1) for directive in response["Content-Security-Policy"].split("; "))
    return {"script-src": named["default-src"]} | named


def test_scripts_run_in_the_admin_alone():
    assert policy_at("/de/")["script-src"] == "'none'"
    assert policy_at("/de/admin/")["script-src"] == "'none'"
    assert policy_at("/admin/")["script-src"] == "'self'"


@pytest.mark.parametrize("path", ["/de/", "/admin/"])
def test_no_policy_allows_inline_code_or_other_hosts(path):
    sources = {source for sources in policy_at(path).values() for source in sources.split()}
    assert sources <= {"'none'", "'self'"}


def failure(answer):
    try:
        try:
            int(answer)
        except ValueError as error:
            raise LookupError(answer) from error
    except LookupError:
        return sys.exc_info()


def test_a_log_line_names_the_place_and_no_answer():
    record = logging.LogRecord(
        "django.server",
        logging.ERROR,
        __file__,
        1,
        "GET %s 500",
        ("/de/student/?age=canary",),
        failure("canary"),
    )
    record.exc_text = "as another handler wrote it: canary"
    line = WithoutAnswers().format(record)
    assert "canary" not in line
    assert "GET /de/student/" in line
    assert "ValueError" in line
    assert line.endswith("LookupError")


@override_settings(DEBUG=True)
def test_an_error_report_names_the_place_and_no_answer():
    request = RequestFactory().post("/de/?age=canary", {"status": "canary"})
    report = ErrorReport(request, *failure("canary"))
    for text in (report.get_traceback_text(), report.get_traceback_html()):
        assert "canary" not in text
        assert "LookupError" in text

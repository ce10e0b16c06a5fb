"""docs/security.md says what is so: every row names a test that there is, and the tables are as the site answers."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import global_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from advisor.web.management.commands import note_security

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (holds|in part|does not hold|operator) \| (.+) \|$", re.MULTILINE)
LEFT_OUT_ROW = re.compile(r"^\| (\d[\d., ]*) \| (.{12,}) \|$", re.MULTILINE)
ALL_POINTS = (ROOT / "tests" / "data" / "asvs.txt").read_text().split()
"""The numbers of levels 1 and 2 of version 5.0.0."""
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
UNSAFE = {"eval", "exec", "system", "popen", "raw", "RawSQL", "unsafe_load"}
SECRET = re.compile(
    r"BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|\bgh[pousr]_[0-9A-Za-z]{30}"
    r"|(?i:secret_key|password|token)['\"]?\s*[:=]\s*['\"][A-Za-z0-9+/_-]{24,}['\"]"
    r"|://[a-z_]+:(?!password|geheim|\$|…)[^@\s/{}'\"<$]{6,}@"
)
CACHES = {".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "mutants"}
LEFT_OUT = CACHES | {".git", ".venv", "node_modules", "var", "locale", "package-lock.json"}


def rows():
    return ROW.findall(DOCUMENT.read_text())


@lru_cache
def functions_of(file):
    return {node.name for node in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(node, ast.FunctionDef)}


def unproved(document_rows):
    """The points that claim something and name no test that there is."""
    found = []
    for point, _asks, state, shown in document_rows:
        named = TEST.findall(shown)
        if state in ("holds", "in part") and not named:
            found.append(point)
        found += [point for file, test in named if not (ROOT / file).exists() or test not in functions_of(file)]
    return found


def test_every_point_names_a_test_that_there_is():
    assert len(rows()) > 100
    assert unproved(rows()) == []
    points = [point for point, *_ in rows()]
    assert points == sorted(set(points), key=lambda point: [int(part) for part in point.split(".")])


def left_out(text):
    """The points that do not apply, chapters and sections written out."""
    named = [one for points, _why in LEFT_OUT_ROW.findall(text) for one in points.split(", ")]
    return [point for one in named for point in ALL_POINTS if point == one or point.startswith(f"{one}.")]


def test_no_point_of_the_two_levels_is_missing_or_told_twice():
    assert (len(ALL_POINTS), len(set(ALL_POINTS))) == (253, 253)
    _before, _head, table = DOCUMENT.read_text().partition("| Points |")
    said = [point for point, *_ in rows()] + left_out(table.partition("| Point |")[0])
    assert sorted(said) == sorted(ALL_POINTS)


def test_a_chapter_and_a_section_are_written_out():
    assert left_out("| 9, 8.4 | because of this and that |") == [
        *(f"9.1.{n}" for n in (1, 2, 3)),
        *(f"9.2.{n}" for n in (1, 2, 3, 4)),
        "8.4.1",
    ]
    assert left_out("| 9 | short |") == []


def test_every_line_of_the_table_was_read():
    _before, _head, table = DOCUMENT.read_text().rpartition("| Point |")
    assert len([line for line in table.splitlines() if line.startswith("| ")]) == len(rows())


def test_what_is_not_so_says_why():
    for point, _asks, state, shown in rows():
        if state != "holds":
            assert len(TEST.sub("", shown)) > 20, point


def test_a_point_without_a_test_is_seen():
    for shown in ("somehow", "`tests/test_asvs.py::test_that_there_is_not`", "`tests/nothing.py::test_a`"):
        assert unproved([("1.1.1", "x", "holds", shown)]) == ["1.1.1"]


def test_the_tables_are_as_the_site_answers(settings, db):
    """`manage.py note_security` writes them."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.LIMITS = settings.LIMITS | {"api": (600, 60), "sign-in": (60, 15 * 60)}
    written = DOCUMENT.read_text()
    assert note_security.written(written) == written
    assert "| 600 | calls of the API" in written
    assert "default-src 'none'" in written


def test_the_document_says_how_fast_libraries_are_mended():
    assert "within a week of its being known" in " ".join(DOCUMENT.read_text().split())


def test_the_document_says_what_is_costly():
    """What it says is limited has a limit, and the time it names is that of nginx."""
    said = " ".join(DOCUMENT.read_text().split())
    assert "Costly are a password" in said
    (seconds,) = re.findall(r"nginx gives up after (\d+) seconds", said)
    assert f"proxy_read_timeout {seconds}s;" in (ROOT / "deploy" / "nginx.conf").read_text()


# What some of the points ask -----------------------------------------------------------------------------------------


def calls(source):
    """Names of the functions called in a source text, and modules imported."""
    tree = list(ast.walk(ast.parse(source)))
    called = {node.func for node in tree if isinstance(node, ast.Call)}
    names = {getattr(func, "id", getattr(func, "attr", "")) for func in called}
    shells = any(k.arg == "shell" for node in tree if isinstance(node, ast.Call) for k in node.keywords)
    imported = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in tree if isinstance(node, ast.ImportFrom)}
    return names, imported | ({"shell"} if shells else set())


def test_nothing_is_run_that_was_put_together_from_text():
    for path in (ROOT / "advisor").rglob("*.py"):
        if "migrations" not in path.parts:
            names, modules = calls(path.read_text())
            assert not names & UNSAFE, path
            assert not modules & {"pickle", "marshal", "shelve", "shell"}, path


def test_what_is_put_together_from_text_is_seen():
    assert calls("import pickle\neval('1')\nrun('a', shell=True)") == ({"eval", "run"}, {"pickle", "shell"})


def test_no_secret_is_in_the_repository():
    found = []
    for path in ROOT.rglob("*"):
        if LEFT_OUT & set(path.relative_to(ROOT).parts) or not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        text = path.read_text(errors="ignore")
        found += [
            (str(path.relative_to(ROOT)), hit[0][:60]) for hit in SECRET.finditer(text) if "tests" not in path.parts
        ]
        found += [str(path)] if path.suffix in (".key", ".pem") else []
    assert found == []
    assert "/var/" in (ROOT / ".gitignore").read_text().split()


@pytest.mark.parametrize(
    "text",
    [
        "SECRET_KEY = 'abcdefghijklmnopqrstuvwxyz'",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://advisor:hunter22@db/advisor",
    ],
)
def test_a_secret_is_seen(text):
    assert SECRET.search(text)


def test_hashes_are_of_today():
    """Django's own: PBKDF2 with SHA-256 for passwords; seals are HMACs with SHA-256."""
    assert global_settings.PASSWORD_HASHERS[0].endswith("PBKDF2PasswordHasher")
    assert "PASSWORD_HASHERS" not in (ROOT / "advisor" / "settings.py").read_text()
    assert PBKDF2PasswordHasher.iterations >= 600_000
    weak = re.compile(r"hashlib\.(?:md5|sha1)|from hashlib import (?:md5|sha1)|algorithm=.(?:md5|sha1)")
    for path in (ROOT / "advisor").rglob("*.py"):
        assert not weak.search(path.read_text()), path


def test_a_new_site_has_no_accounts(db):
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/static/", "/static/../secret.key", "/var/secret.key", "/db.sqlite3", "/manage.py", "/.env"],
)
def test_nothing_is_served_but_pages_and_static_files(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/de/", "/de/studium/", "/api/v1/flows", "/healthz"])
def test_trace_is_refused(client, db, path):
    assert client.trace(path).status_code == 405

"""The accessibility statement says what the tests have found, no more and no less, and is found from every page."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from advisor.web import accessibility
from advisor.web.accessibility import LABELS, Check, checks, noted
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.words import label

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
WHOLLY_ABOUT_IT = ("accessibility", "keyboard", "zoom", "forced_colours")
"""Files of browser tests whose every test stands in the statement, but for those that a planted fault is found."""


def path(language):
    return Here("site-page", asked_on(), {"page_key": "accessibility"}).path(language)


def functions_in(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def run(*cases):
    """What pytest writes about a run: test, whether it failed, the pages it counted."""
    told = ""
    for test, failed, pages in cases:
        file, name = test.split("::")
        counted = f'<properties><property name="pages" value="{pages}"/></properties>' if pages else ""
        broken = "<failure/>" if failed else ""
        told += f'<testcase classname="{file.removesuffix(".py").replace("/", ".")}" name="{name}">{counted}{broken}</testcase>'
    return f"<testsuites><testsuite>{told}</testsuite></testsuites>"


OLD = (Check("axe", ("tests/a.py::test_one", "tests/a.py::test_two"), date(2026, 1, 1), 9, 9),)


def test_every_test_that_the_statement_names_exists_and_is_named_once():
    named = [test for check in checks() for test in check.tests]
    assert len(named) == len(set(named))
    assert [test for test in named if test.split("::")[1] not in functions_in(test.split("::")[0])] == []
    assert {check.key for check in checks()} <= set(LABELS)


def test_every_test_of_accessibility_stands_in_the_statement():
    named = {test for check in checks() for test in check.tests}
    files = [f"tests/browser/test_{name}.py" for name in WHOLLY_ABOUT_IT]
    found = {f"{file}::{test}" for file in files if (ROOT / file).exists() for test in functions_in(file)}
    assert {test for test in found - named if not re.search("planted|is_seen$", test)} == set()


def test_every_check_has_been_run_and_looked_at_something():
    assert [check.key for check in checks() if check.pages < 1] == []


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_the_page_shows_every_check_and_what_it_found(client, language):
    html = client.get(path(language)).content.decode()
    rows = re.findall(r"<li>([^<]*) \([^<:]*: (\d+), [^<:]*: (\d+)\)</li>", html)
    assert rows == [(label(check.label, language), str(check.pages), str(check.findings)) for check in checks()]


def test_a_fault_that_was_found_is_told(client, monkeypatch):
    broken = (Check("axe", (), date(2026, 3, 4), 7, 2), Check("print", (), date(2026, 3, 5), 3, 0))
    monkeypatch.setattr(accessibility, "checks", lambda: broken)
    html = client.get(path("de")).content.decode()
    assert "<strong>2 Prüfungen haben einen Fehler gefunden.</strong>" in html
    assert "4. März 2026" in html.replace("\xa0", " ")
    assert "Sie haben keinen Fehler gefunden." not in html


def test_every_page_leads_to_the_statement(client):
    for language in ("de", "nl", "hu"):
        assert f'href="{path(language)}"' in client.get(f"/{language}/").content.decode()


def test_the_search_and_the_map_of_the_site_know_the_statement(client):
    assert path("de") in client.get("/de/suche/", {"q": "Barrierefreiheit"}).content.decode()
    assert path("hu") in client.get("/sitemap.xml").content.decode()


def test_results_are_noted_with_the_pages_and_the_faults_of_all_cases():
    junit = run(
        ("tests/a.py::test_one[student]", False, 12),
        ("tests/a.py::test_one[pay]", True, 5),
        ("tests/a.py::test_two", False, 0),
    )
    text = noted(OLD, junit, date(2026, 11, 22))
    assert "on = 2026-11-22\npages = 18\nfindings = 1\n" in text
    assert '  "tests/a.py::test_two",\n' in text


def test_a_check_that_was_not_run_is_not_noted():
    with pytest.raises(LookupError, match="test_two"):
        noted(OLD, run(("tests/a.py::test_one", False, 1)), date(2026, 11, 22))


def test_the_command_names_the_tests_and_writes_what_it_reads(tmp_path, capsys):
    call_command("note_accessibility")
    named = capsys.readouterr().out.split()
    assert named == [test for check in checks() for test in check.tests]
    (tmp_path / "run.xml").write_text(run(*((test, False, 2) for test in named)), encoding="utf-8")
    call_command("note_accessibility", tmp_path / "run.xml", out=tmp_path / "out.toml")
    again = checks.__wrapped__(tmp_path / "out.toml")
    assert [(check.key, check.tests) for check in again] == [(check.key, check.tests) for check in checks()]
    assert all(check.pages == 2 * len(check.tests) for check in again)
    (tmp_path / "run.xml").write_text("no results", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("note_accessibility", tmp_path / "run.xml", out=tmp_path / "out.toml")


def test_the_statement_invents_no_operator_and_no_office(client):
    html = client.get(path("de")).content.decode()
    assert "Wer diese Seite betreibt, steht noch nicht fest." in html

"""`manage.py advise`: one object, or readable lines; exit 2 and one line for what is not allowed."""

import json
import os
import re
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command, execute_from_command_line

from advisor.flows import all_flows

pytestmark = pytest.mark.django_db


def run(*arguments, cwd=settings.BASE_DIR, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", "advise", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
    )


def pairs(answers):
    return [f"{key}={value}" for key, value in answers.items()]


PUBLISHED = [
    pytest.param("0", "100.59", id="no additional rate"),
    pytest.param("average", "107.29", id="the average rate"),
]


@pytest.mark.parametrize(("rate", "total"), PUBLISHED)
def test_a_childless_student_in_2019(tmp_path, answered, rate, total):
    from datetime import date

    answers = answered(day=date(2019, 10, 1), children="0", additional_rate=rate)
    done = run("student", "--as-of", "2019-10-01", "--json", *pairs(answers), DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["complete"] is True
    assert data["amounts"][0]["euros"] == total
    assert data["text"], "without a database the shipped texts are read"


def test_the_next_question_is_an_answer_too():
    printed = StringIO()
    call_command("advise", "student", "country=HU", "--json", stdout=printed)
    data = json.loads(printed.getvalue())
    assert data["complete"] is False
    assert data["next"]["key"] == "purpose"
    assert {choice["value"] for choice in data["next"]["choices"]} >= {"degree", "doctorate"}


WRONG = [
    pytest.param(["nobody"], "flow", "student", id="group"),
    pytest.param([], "flow", "student", id="no group"),
    pytest.param(["student", "foo=1"], "foo", "country", id="key"),
    pytest.param(["student", "age"], "age", "key=value", id="no value"),
    pytest.param(["student", "age=24", "age=25"], "age", "twice", id="two values"),
    pytest.param(["student", "age=NaN"], "age", "from 0 to 120", id="NaN"),
    pytest.param(["student", "age=1e9"], "age", "whole number", id="exponent"),
    pytest.param(["student", "age=121"], "age", "from 0 to 120", id="out of range"),
    pytest.param(["student", "age="], "age", "whole number", id="empty"),
    pytest.param(["student", "purpose=party"], "purpose", "degree", id="option"),
    pytest.param(["student", "country=XX"], "country", "HU", id="country"),
    pytest.param(["student", "gross_pay=3.000,50"], "gross_pay", "3000.50", id="money as people write it"),
    pytest.param(["student", "start=01.10.2026"], "start", "2026-10-01", id="day as people write it"),
    pytest.param(["student", "--as-of", "2018-12-31"], "--as-of", "2019-01-01", id="too early"),
    pytest.param(["student", "--as-of", "2031-01-01"], "--as-of", "2030-12-31", id="too late"),
    pytest.param(["student", "--as-of", "soon"], "--as-of", "2019-01-01", id="no day"),
    pytest.param(["student", "--as-of"], "--as-of", "argument", id="day left out"),
    pytest.param(["student", "--lang", "en"], "--lang", "de, nl, hu", id="language"),
    pytest.param(["student", "--law", "mine"], "--law", "draft", id="law"),
    pytest.param(["student", "--unknown"], "--unknown", "", id="option of the command"),
    pytest.param(["student", "age=" + "9" * 100_000], "age", "from 0 to 120", id="a 100-kB value"),
]


@pytest.mark.parametrize(("arguments", "named", "allowed"), WRONG)
def test_what_is_not_allowed(capsys, arguments, named, allowed):
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "advise", *arguments])
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert len(said.err) < 1000
    assert named in said.err
    assert allowed in said.err


def test_an_answer_that_contradicts_another_is_refused(answered):
    given = answered(children="3", children_under_25="1") | {"children_under_25": "4"}
    done = run("student", *pairs(given))
    assert done.returncode == 2
    assert done.stderr.count("children_under_25") == 1


def test_an_answer_that_nobody_asks_for_is_left_out_and_named(answered):
    done = run("student", "--json", *pairs(answered(work="none")), "gross_pay=9000")
    assert done.returncode == 0
    assert "gross_pay" not in json.loads(done.stdout)["answers"]
    assert "gross_pay is left out" in done.stderr


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_the_list_has_every_question(language):
    printed, lines = StringIO(), StringIO()
    call_command("advise", "--list", "--json", "--lang", language, stdout=printed)
    call_command("advise", "--list", "--lang", language, stdout=lines)
    flows = json.loads(printed.getvalue())["flows"]
    assert [flow["key"] for flow in flows] == list(all_flows())
    for flow in flows:
        assert [q["key"] for q in flow["questions"]] == list(all_flows()[flow["key"]].questions)
        for question in flow["questions"]:
            assert f"{question['key']} ({question['type']})" in lines.getvalue()
            assert all(f"{question['key']}={choice['value']}" in lines.getvalue() for choice in question["choices"])


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("flow", list(all_flows()))
def test_every_group_is_answered_in_lines(answered, flow, language):
    printed = StringIO()
    call_command("advise", flow, *pairs(answered(flow)), "--as-of", "2026-10-01", "--lang", language, stdout=printed)
    assert len(printed.getvalue().splitlines()) > 10
    assert "[de:" not in printed.getvalue()
    assert "${" not in printed.getvalue()
    months = "Monat|maand|havi|havonta|hónap"
    paid = [line for line in printed.getvalue().splitlines() if re.search("€.* · ", line)]
    assert not [line for line in paid if len(re.findall(months, line.partition(" · ")[0])) > 1]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Ihr Beitrag pro Monat: 148,09 € · Wer zahlt: Sie"),
        ("nl", "Uw bijdrage per maand: € 148,09 · Betaald door: u"),
        ("hu", "Az Ön járuléka havonta: 148,09 € · "),
    ],
)
def test_the_month_of_an_amount_is_named_once(language, said):
    """855 euros at 7/10 of 14.6 and the full 2.9, and 4.2 percent: 87.38 + 24.80 + 35.91 = 148.09 (§§ 236, 244, 245 SGB V)."""
    given, printed = {"age": "24", "children": "0", "additional_rate": "2.9"}, StringIO()
    call_command("advise", "student-cost", *pairs(given), "--as-of", "2026-10-01", "--lang", language, stdout=printed)
    assert said in printed.getvalue().replace("\u00a0", " ")

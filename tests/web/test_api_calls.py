"""Every call of the interface for programs: the same data as page, command and download, kept where it may be, only by GET."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.utils import translation
from lxml import html

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.interview.core import walk
from advisor.rules.figures import Refused
from advisor.rules.law import FIGURES
from advisor.web.answering import answer
from advisor.web.api import description
from advisor.web.asking import asked_on, law_for
from advisor.web.caching import CONTROL
from advisor.web.pages import Here
from advisor.web.slugs import LISTS
from advisor.web.words import Words
from tests.kinds import LANGUAGES
from tests.web.test_api import OPEN, described, mismatches

PRIVATE = [flow.key for flow in all_flows().values() if flow.private]


def as_described(client, path, status=200):
    """The data of an answer that is as it is described."""
    response = client.get(path)
    assert response.status_code == status
    data = json.loads(response.content)
    assert mismatches(data, described(path.partition("?")[0], status)) == []
    return data


@pytest.mark.parametrize("flow", OPEN)
def test_advice_is_that_of_page_and_command_to_the_byte(client, answered, flow):
    found = all_flows()[flow]
    for given in ({}, answered(flow)):
        law = current_figures().on(date(2026, 10, 1))
        with translation.override("nl"):
            data = answer(walk(found, given, law), Words("nl"), whole=True)
        fields = given | {"as_of": "2026-10-01", "lang": "nl"}
        response = client.get(f"/api/v1/advise/{flow}?{urlencode(fields)}")
        assert response.content.decode() == json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_for_programs_are_answered_as_described(client, language):
    path = Here("site-page", asked_on(), {"page_key": "programs"}).path(language)
    examples = html.fromstring(client.get(path).content).xpath("//main//dd/a/@href")
    asked = [example.partition("?")[0] for example in examples]
    assert set(asked) == {
        path for path in description()["paths"] if "/next/" not in path and path.rpartition("/")[2] not in PRIVATE
    }
    for example in examples:
        data = as_described(client, example)
        assert data.get("language", language) == language
        assert data.get("problem") is None


@pytest.mark.parametrize("flow", OPEN)
def test_the_next_question_is_told_without_advice(client, answered, flow, monkeypatch):
    monkeypatch.setattr("advisor.web.answering.advise", None)
    answers = list(answered(flow).items())
    for upto in range(len(answers) + 1):
        fields = dict(answers[:upto]) | {"as_of": "2026-10-01"}
        data = as_described(client, f"/api/v1/next/{flow}?{urlencode(fields)}")
        assert data["complete"] is (upto == len(answers))
        assert (data["next"] or {}).get("key") == dict(enumerate(key for key, _ in answers)).get(upto)


def test_a_next_question_is_that_of_the_advice(client):
    advise, following = (client.get(f"/api/v1/{call}/student?country=HU").content for call in ("advise", "next"))
    assert advise == following


@pytest.mark.parametrize("day", ["2019-01-01", "2026-10-01", "2027-10-01", "2030-12-31"])
def test_the_figures_of_a_day_are_those_of_the_law(client, day):
    data = as_described(client, f"/api/v1/figures?as_of={day}&lang=hu")
    law = current_figures().on(date.fromisoformat(day))
    found = {figure["name"]: figure for topic in data["topics"] for figure in topic["figures"]}
    assert set(found) == set(FIGURES)
    for name, figure in found.items():
        try:
            value = law.find(name)
        except Refused:
            assert figure["figure"] is None
            continue
        assert (figure["figure"] is None) is (value is None)
        assert value is None or Decimal(figure["figure"]["value"]) == value


def test_the_lists_are_those_that_can_be_downloaded(client):
    named = as_described(client, "/api/v1/lists?lang=nl")
    assert [one["key"] for one in named["lists"]] == list(LISTS)
    assert all(one["label"] for one in named["lists"])
    for key in LISTS:
        data = as_described(client, f"/api/v1/lists/{key}?as_of=2025-06-01&lang=nl")
        path = Here("list-json", law_for({"as_of": "2025-06-01"}), {"list_key": key}).path("nl")
        assert json.loads(client.get(f"{path}?as_of=2025-06-01").content) == data
    assert client.get("/api/v1/lists/nothing").status_code == 404


@pytest.mark.parametrize("flow", PRIVATE)
@pytest.mark.parametrize("call", ["advise", "next"])
def test_private_groups_are_refused_whatever_is_asked(client, flow, call):
    for query in ("", f"?{next(iter(all_flows()[flow].questions))}=yes", "?x=1", "?as_of=soon"):
        as_described(client, f"/api/v1/{call}/{flow}{query}", 403)


def test_what_is_the_same_for_all_is_kept_for_a_moment_and_answers_are_not(client):
    for path in (
        "flows",
        "figures",
        "lists",
        "lists/funds",
        "openapi.json",
        "flows?lang=hu",
        "figures?as_of=2025-01-01",
    ):
        response = client.get(f"/api/v1/{path}")
        assert response["Cache-Control"] == CONTROL, path
        assert client.get(f"/api/v1/{path}", headers={"If-None-Match": response["ETag"]}).status_code == 304
        assert "Accept-Language" not in response.get("Vary", "")
    for path in ("advise/student", "next/student", "advise/asylum-seeker", "nothing", "flows?lang=en", "figures?x=1"):
        control = client.get(f"/api/v1/{path}")["Cache-Control"]
        assert {"no-store", "private"} <= set(control.split(", ")), path


def test_only_get_is_answered(client):
    for path in ("/api/v1/flows", "/api/v1/openapi.json", "/api/v1/advise/student", "/api/v1/lists/funds"):
        response = client.get(path)
        assert response["Content-Type"] == "application/json"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert client.head(path).status_code == 200
        for method in (client.post, client.put, client.delete, client.patch, client.options):
            refused = method(path)
            assert refused.status_code == 405
            assert json.loads(refused.content)["error"]["code"] == "method"
    assert client.get("/api/v1/nothing").status_code == 404
    assert json.loads(client.get("/api/v1/openapi.json").content) == description()


def fits(value, schema):
    """A value is what a parameter takes."""
    if "anyOf" in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    if schema["type"] == "integer":
        return isinstance(value, int) and schema["minimum"] <= value <= schema["maximum"]
    written = schema.get("pattern", r"^\d{4}-\d{2}-\d{2}$" if schema.get("format") == "date" else "")
    return value in schema.get("enum", [value]) and re.search(written, str(value)) is not None


@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_every_question_of_an_open_group_is_a_parameter_with_what_it_takes(flow):
    for call in ("advise", "next"):
        offered = description()["paths"][f"/api/v1/{call}/{flow.key}"]["get"].get("parameters", [])
        takes = {parameter["name"]: parameter["schema"] for parameter in offered}
        assert set(takes) == (set() if flow.private else {*flow.questions, "lang", "as_of", "law"})
        for key, question in flow.questions.items() if takes else ():
            for raw in (*question.samples, *question.rare, *(option.value for option in question.choices)):
                assert fits(raw, takes[key]) or fits(int(raw), takes[key]), (key, raw)
            assert not fits("x y", takes[key]) or question.listed()
        for parameter in offered:
            assert (
                fits(parameter["example"], parameter["schema"])
                if "example" in parameter
                else "enum" in parameter["schema"]
            )


def test_the_library_behind_the_interface_is_loaded_with_the_first_call(tmp_path):
    script = (
        "import sys, django; django.setup(); from django.core.checks import run_checks; run_checks();"
        "loaded = 'pydantic' in sys.modules; from advisor.web.api import description; description();"
        "print(loaded, 'pydantic' in sys.modules)"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "advisor.settings",
        "LOOPBACK": "1",
        "DATA_DIR": str(tmp_path),
    }
    said = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert said.stdout.split() == ["False", "True"]

"""The interface for programs answers what its description says."""

import json
import re
from datetime import date
from urllib.parse import urlencode

import pytest

from advisor.flows import all_flows
from advisor.web.api import description

OPEN = [flow.key for flow in all_flows().values() if not flow.private]
TYPES = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "object": dict,
    "array": list,
}


def mismatches(value, schema, at="$"):
    """Where a value is not what its schema says. Knows the words that our description uses."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return mismatches(value, description()["components"]["schemas"][name], at)
    if any(word in schema for word in ("anyOf", "oneOf")):
        tried = [mismatches(value, one, at) for one in schema.get("anyOf") or schema["oneOf"]]
        return [] if [] in tried else min(tried, key=len)
    if not schema.keys() - {"description"}:
        return []
    if "const" in schema:
        return [] if value is schema["const"] else [f"{at} is not {schema['const']}"]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is TYPES[name] for name in types):
        return [f"{at} is {type(value).__name__}, not {types}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at} is {value!r}")
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{at} is {value!r}")
    if isinstance(value, str) and schema.get("format") == "date":
        date.fromisoformat(value)
    if isinstance(value, list):
        found += [m for i, item in enumerate(value) for m in mismatches(item, schema["items"], f"{at}[{i}]")]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{at}.{key} is missing" for key in schema.get("required", ()) if key not in value]
        for key, item in value.items():
            if key in known:
                found += mismatches(item, known[key], f"{at}.{key}")
            elif not schema.get("additionalProperties", True):
                found.append(f"{at}.{key} is not described")
            elif isinstance(schema.get("additionalProperties"), dict):
                found += mismatches(item, schema["additionalProperties"], f"{at}.{key}")
    return found


def described(path, status):
    """The schema of an answer."""
    responses = description()["paths"][path]["get"]["responses"]
    return responses[str(status)]["content"]["application/json"]["schema"]


@pytest.mark.parametrize("flow", OPEN)
def test_every_answer_on_the_way_is_as_described(client, answered, flow):
    answers = list(answered(flow).items())
    schema = described(f"/api/v1/advise/{flow}", 200)
    for upto in range(len(answers) + 1):
        fields = dict(answers[:upto]) | {"as_of": "2026-10-01", "lang": "hu"}
        response = client.get(f"/api/v1/advise/{flow}?{urlencode(fields)}")
        assert response.status_code == 200
        data = json.loads(response.content)
        assert mismatches(data, schema) == []
        assert data["complete"] is (upto == len(answers))
        assert data["language"] == "hu"


@pytest.mark.parametrize("given", [{"home_cover": "unsure"}, {"work": "main", "gross_pay": "1500"}])
@pytest.mark.parametrize("day", ["2019-10-01", "2027-10-01", "2030-12-31"])
def test_alternatives_and_missing_figures_are_as_described(client, answered, given, day):
    fields = answered("student", date.fromisoformat(day), **given) | {"as_of": day}
    data = json.loads(client.get(f"/api/v1/advise/student?{urlencode(fields)}").content)
    assert mismatches(data, described("/api/v1/advise/student", 200)) == []


def test_what_is_taken_off_has_a_minus_and_is_as_described(client):
    data = json.loads(
        client.get("/api/v1/advise/student-cost?age=40&children=3&children_under_25=3&additional_rate=average").content
    )
    assert mismatches(data, described("/api/v1/advise/student-cost", 200)) == []
    assert '"euros": "-' in json.dumps(data["amounts"])


WRONG = [
    pytest.param("student?foo=1", 400, "keys", id="an unknown field"),
    pytest.param("student?age=1&age=2", 400, "twice", id="two values"),
    pytest.param("student?as_of=2018-12-31", 400, "day", id="too early"),
    pytest.param("student?law=mine", 400, "law", id="law"),
    pytest.param("student?lang=en", 400, "lang", id="language"),
    pytest.param("student?country=%00", 400, "broken", id="a NUL byte"),
    pytest.param("student?country=" + "x" * 2500, 413, "long", id="a long value"),
    pytest.param("nobody", 404, "flow", id="group"),
    pytest.param("asylum-seeker", 403, "private", id="a private group"),
]


@pytest.mark.parametrize(("call", "status", "code"), WRONG)
def test_what_is_wrong_is_said_as_described(client, call, status, code):
    response = client.get(f"/api/v1/advise/{call}")
    data = json.loads(response.content)
    assert response.status_code == status
    assert data["error"]["code"] == code
    assert mismatches(data, described("/api/v1/advise/student", 400)) == []


def test_an_answer_that_cannot_be_read_comes_back_with_its_question(client):
    response = client.get("/api/v1/advise/student?country=XX")
    data = json.loads(response.content)
    assert response.status_code == 400
    assert data["problem"]["key"] == data["next"]["key"] == "country"
    assert mismatches(data, described("/api/v1/advise/student", 400)) == []


def test_the_groups_are_as_described(client):
    data = json.loads(client.get("/api/v1/flows?lang=nl").content)
    assert mismatches(data, described("/api/v1/flows", 200)) == []
    assert [flow["key"] for flow in data["flows"]] == list(all_flows())


def test_the_comparison_finds_what_differs(client):
    data = json.loads(client.get("/api/v1/flows").content)
    schema = described("/api/v1/flows", 200)
    assert mismatches({**data, "more": 1}, schema) == ["$.more is not described"]
    data["flows"][0]["private"] = "no"
    del data["flows"][0]["key"]
    assert len(mismatches(data, schema)) == 2

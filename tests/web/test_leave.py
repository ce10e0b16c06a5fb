"""Scripts run nowhere but on private pages, and there only the one that makes leaving better."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from advisor.flows import all_flows
from advisor.web.asking import asked_on
from advisor.web.pages import Here

PUBLIC = [
    "/", "/de/", "/hu/", "/de/gibt-es-nicht/", "/api/v1/flows",
    *(("list", {"list_key": key}) for key in ("funds", "states")),
    ("guide", {}), ("glossary", {}), ("search", {}), ("site-page", {"page_key": "figures"}),
]  # fmt: skip
OPEN = ["interview", "working", "sheet"]
PRIVATE = [flow.key for flow in all_flows().values() if flow.private]


def policy(response):
    named = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    return {"script-src": named["default-src"]} | named


def path_to(name, flow="asylum-seeker"):
    return Here(name, asked_on(), {"flow": flow}).path("de")


def loaded(page):
    return [a["src"] for a in page.all("script") if "src" in a]


@pytest.mark.parametrize("where", PUBLIC, ids=str)
def test_no_script_runs_on_a_public_page(client, read, where):
    path = where if isinstance(where, str) else Here(where[0], asked_on(), where[1]).path("de")
    response = client.get(path)
    assert response.status_code in (200, 404)
    assert policy(response)["script-src"] == "'none'"
    assert loaded(read(response)) == []


@pytest.mark.parametrize("name", OPEN)
def test_no_script_runs_on_the_pages_of_an_open_group(client, read, answered, name):
    for sent in ({}, {"country": "XX"}, {"foo": "1"}, answered("student")):
        response = client.get(path_to(name, "student"), sent)
        assert policy(response)["script-src"] == "'none'"
        assert loaded(read(response)) == []


@pytest.mark.parametrize("flow", PRIVATE)
def test_private_pages_load_the_one_script_of_the_way_out(client, read, answered, flow):
    answers = answered(flow)
    first = next(iter(all_flows()[flow].questions))
    pages = [
        client.get(path_to("interview", flow)),
        client.post(path_to("interview", flow), {"question": first, "answer": "?"}),
        client.post(path_to("interview", flow), answers | {"check": "1"}),
        client.post(path_to("interview", flow), {"foo": "1"}),
        *(client.post(path_to(name, flow), answers) for name in OPEN),
    ]
    for response in pages:
        assert policy(response)["script-src"] == "'self'"
        assert policy(response)["default-src"] == "'none'"
        assert loaded(read(response)) == [staticfiles_storage.url("leave.js")]


def test_a_private_group_leaves_no_policy_behind_for_others(client):
    client.get(path_to("interview"))
    assert policy(client.get("/de/"))["script-src"] == "'none'"

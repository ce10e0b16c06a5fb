"""A rate is typed in or a fund is chosen: in the guided form, in a calculator, in every language."""

from urllib.parse import urlencode

import pytest
from django.conf import settings

from advisor.flows import all_flows

LANGUAGES = [code for code, _ in settings.LANGUAGES]
TK = "fund-techniker-krankenkasse"
DAY = "2025-05-01"
CALCULATORS = [
    flow.key
    for flow in all_flows().values()
    if flow.one_page and not flow.private and "additional_rate" in flow.questions
]


@pytest.fixture
def asked(client, path_of, answered):
    """The page of the question for the rate, or what follows from what was sent with it."""

    def get(language="de", day=DAY, **fields):
        given = {key: raw for key, raw in answered().items() if key != "additional_rate"}
        return client.get(f"{path_of('student', language)}?{urlencode(given | {'as_of': day} | fields)}")

    return get


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_funds_of_the_day_can_be_chosen(asked, read, language):
    page = read(asked(language))
    select = next(a for a in page.all("select") if a["name"] == "additional_rate.fund")
    assert select["id"] in {a.get("for") for a in page.all("label")}
    assert [a["value"] for a in page.all("option")] == ["", TK]
    assert "2,45" in page.text_of("option")


def test_without_a_known_rate_nothing_is_offered(asked, read):
    assert read(asked(day="2026-10-01")).all("select") == []


def test_a_chosen_fund_is_the_answer_and_stands_in_the_result(asked, read, client):
    response = asked(question="additional_rate", answer="", **{"additional_rate.fund": TK})
    assert response.status_code == 302
    assert f"additional_rate={TK}" in response["Location"]
    page = read(client.get(response["Location"]))
    assert page.shows("Techniker Krankenkasse: 2,45 %")
    result = read(client.get(next(a["href"] for a in page.all("a") if a.get("class") == "button main")))
    working = next(a["href"] for a in result.all("a") if "rechnung" in a["href"].split("?")[0])
    assert read(client.get(working)).shows("20,95 €")


def test_changing_it_shows_what_was_chosen(asked, read):
    page = read(asked(additional_rate=TK, change="additional_rate"))
    assert [a["value"] for a in page.all("option") if "selected" in a] == [TK]
    assert [a["value"] for a in page.all("input") if a.get("name") == "answer"] == [""]


@pytest.mark.parametrize(
    ("day", "fields"),
    [
        pytest.param(DAY, {"answer": "2,5", "additional_rate.fund": TK}, id="both"),
        pytest.param(DAY, {"answer": "", "additional_rate.fund": "fund-nobody"}, id="no such fund"),
        pytest.param("2026-10-01", {"answer": "", "additional_rate.fund": TK}, id="no rate that day"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_taken_comes_back_with_a_message(asked, read, language, day, fields):
    response = asked(language, day, question="additional_rate", **fields)
    page = read(response)
    assert response.status_code == 400
    assert "answer-error" in page.ids


def test_a_fund_in_an_address_of_a_later_day_is_asked_again(asked, read):
    response = asked(day="2026-10-01", additional_rate=TK)
    assert response.status_code == 400
    assert "answer-error" in read(response).ids


@pytest.mark.parametrize("flow", CALCULATORS)
def test_a_calculator_offers_the_funds_too(client, read, path_of, answered, flow):
    response = client.get(f"{path_of(flow)}?as_of={DAY}")
    page = read(response)
    asks_at_once = "additional_rate" in {a.get("name") for a in page.all("input")}
    assert [a["name"] for a in page.all("select")].count("additional_rate.fund") == asks_at_once

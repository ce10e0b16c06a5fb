"""The page that shows how a result was worked out, with the answers of the result."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.interview.core import walk
from advisor.rules.figures import figures
from advisor.web.asking import asked_on
from advisor.web.pages import Here

from .test_pages import faults

LANGUAGES = [code for code, _ in settings.LANGUAGES]
OPEN = [flow.key for flow in all_flows().values() if not flow.private]
PRIVATE = [flow.key for flow in all_flows().values() if flow.private]
DAY = date(2026, 10, 1)


def path(flow, language="de"):
    return Here("working", asked_on(), {"flow": flow}).path(language)


@pytest.fixture
def asked(client, answered):
    """The page for a finished case, by address or by POST."""

    def get(flow, language="de", headers=None, **given):
        fields = answered(flow, DAY, **given) | {"as_of": DAY.isoformat()}
        if all_flows()[flow].private:
            return client.post(path(flow, language), fields, headers=headers)
        return client.get(f"{path(flow, language)}?{urlencode(fields)}", headers=headers)

    return get


@pytest.mark.parametrize("flow", list(all_flows()))
def test_every_group_has_a_page_that_is_kept_nowhere(asked, read, flow):
    language = LANGUAGES[len(flow) % 3]
    response = asked(flow, language)
    assert response.status_code == 200
    assert faults(response, read(response), language) == []
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_it_holds_every_amount_with_its_law_and_every_figure(asked, read, answered):
    page = read(asked("student"))
    flow = all_flows()["student"]
    (result,) = walk(flow, answered("student", DAY), figures().on(DAY)).results

    def laws(amount):
        return [amount.law, *(law for part in amount.parts for law in laws(part))]

    amounts = result.outcome.amounts(result.case)
    assert amounts
    for amount in amounts:
        assert all(page.shows(law) for law in laws(amount))
        assert all(page.shows(figure.term) for figure in amount.all_figures())
    assert "figures" in page.ids


@pytest.mark.parametrize("flow", ["student", "pay"])
def test_the_way_back_leads_to_the_same_result(client, asked, read, flow):
    back = next(a["href"] for a in read(asked(flow)).all("a") if a.get("class") == "back")
    page = read(client.get(back))
    assert "answers" in page.ids
    assert "as_of=2026-10-01" in back


@pytest.mark.parametrize("flow", ["student", "pay", "asylum-seeker"])
def test_the_result_leads_there(client, read, path_of, answered, flow):
    fields = answered(flow, DAY) | {"as_of": DAY.isoformat()}
    private = all_flows()[flow].private
    page = read(client.post(path_of(flow), fields) if private else client.get(f"{path_of(flow)}?{urlencode(fields)}"))
    if private:
        assert path(flow) in [a.get("formaction") for a in page.all("button")]
    else:
        assert f"{path(flow)}?{urlencode(fields)}" in [a["href"] for a in page.all("a")]


@pytest.mark.parametrize("flow", PRIVATE)
def test_a_private_page_carries_its_answers_by_post_alone(client, asked, read, path_of, flow):
    page = read(asked(flow))
    addresses = [a.get("href", "") + a.get("action", "") + a.get("formaction", "") for _, a in page.tags]
    queries = [address.partition("?")[2] for address in addresses]
    assert set(queries) <= {"", "as_of=2026-10-01"}
    back = next(a for a in page.all("button") if a.get("class") == "back")
    assert (back["form"], back["formaction"]) == ("carry", path_of(flow))
    carried = dict(read(page.html.split('<form id="carry"')[1].split("</form>")[0]).hidden())
    assert "answers" in read(client.post(back["formaction"], carried)).ids
    assert path(flow, "hu") in [a.get("formaction") for a in page.all("button")]


def test_without_a_result_the_questions_come_first(client, path_of):
    response = client.get(f"{path('student')}?country=HU")
    assert (response.status_code, response["Location"]) == (302, f"{path_of('student')}?country=HU")
    assert client.get(path("asylum-seeker"))["Location"] == path_of("asylum-seeker")
    first = next(iter(all_flows()["asylum-seeker"].questions))
    posted = client.post(path("asylum-seeker"), {first: "tolerated"})
    assert (posted.status_code, posted["Location"]) == (307, path_of("asylum-seeker"))


@pytest.mark.parametrize("flow", OPEN[:1] + PRIVATE[:1])
def test_what_cannot_be_read_is_said(client, flow):
    assert client.get(f"{path(flow)}?as_of=never").status_code == 400
    assert client.get(f"{path(flow)}?nonsense=1").status_code == 400
    assert client.put(path(flow)).status_code == 405
    assert client.post(path(flow), {"nonsense": "1"}).status_code == (400 if flow in PRIVATE else 405)

"""The page from gross to net: what is left stands on top, and a year that is not known is named."""

import pytest

from advisor.flows import all_flows

ANSWERS = {
    "gross_pay": "3000",
    "job_kind": "ordinary",
    "tax_class": "1",
    "work_state": "NW",
    "church_tax": "no",
    "child_allowances": "0",
    "age": "40",
    "children": "0",
    "additional_rate": "average",
}
FLOW = all_flows()["net-pay"]


@pytest.fixture
def shown(client, read, path_of, typed_as):
    def post(day, language="de", **more):
        answers = ANSWERS | more
        fields = {"sheet": " ".join(answers), "as_of": day}
        for key, raw in answers.items():
            fields |= typed_as(FLOW.questions[key], raw, key, language)
        response = client.post(path_of("net-pay", language), fields)
        assert response.status_code == 200
        return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")

    return post


@pytest.mark.parametrize(
    ("language", "net"),
    [("de", "2.054,42 €"), ("nl", "€ 2.054,42"), ("hu", "2054,42 €")],
)
def test_the_net_pay_stands_on_top(shown, language, net):
    """3,000 euros without 293.08 of tax and 652.50 of contributions; nothing of it in an address."""
    page = shown("2026-11-22", language)
    assert net in page.split('class="price"')[1].split("</p>")[0]
    assert 'method="post"' in page
    assert "church_tax=" not in page


@pytest.mark.parametrize(
    ("day", "said", "offered"),
    [
        ("2025-06-01", "Für diesen Tag haben wir keinen Wert.", "1. Januar 2026"),
        ("2027-06-01", "Letzter bekannter Wert: 2026", "31. Dezember 2026"),
    ],
)
def test_another_year_is_named_and_the_known_one_offered(shown, day, said, offered):
    page = shown(day, current_system="statutory") if day > "2026-12-31" else shown(day)
    assert "Die Lohnsteuer dieses Jahres kennen wir hier nicht." in page
    assert said in page
    assert any(offered in part.split("</div>")[0] for part in page.split('class="actions"')[1:])

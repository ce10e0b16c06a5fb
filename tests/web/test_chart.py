"""A chart is drawn on the server, readable without colour, with all its values as a table and as data."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from advisor import formats
from advisor.flows import all_flows
from advisor.flows.questions import GROSS_PAY
from advisor.interview.chart import Chart, Curve, Threshold
from advisor.interview.core import Ask, Flow, Outcome
from advisor.web.answering import answer
from advisor.web.api import description, in_json
from advisor.web.asking import asked_on, replay
from advisor.web.drawing import BOTTOM, LEFT, RIGHT, TOP, drawn
from advisor.web.pages import Here
from advisor.web.words import Words

LANGUAGES = [code for code, _ in settings.LANGUAGES]
OWN = (
    (Decimal(0), Decimal(0)),
    (Decimal(600), Decimal(20)),
    (Decimal(600), Decimal(90)),
    (Decimal(4100), Decimal(1543)),
)
MARKS = (Threshold("Second", Decimal("610")), Threshold("First", Decimal("603.50")), Threshold("Last", Decimal(4000)))


def chart(step):
    case = step.results[0].case
    here = (case[GROSS_PAY], case[GROSS_PAY] / 10)
    return Chart("Toy chart", "Pay", "Price", (Curve("Yours", OWN),), MARKS, here)


def as_data(flow, **answers):
    """What `/api/v1/` answers: it offers each flow that there is when it is loaded, so not one of a test."""
    step = replay(all_flows()[flow], answers, asked_on())
    return json.loads(in_json(answer(step, Words("de"), whole=True)).content)


def working(flow, language="de", **answers):
    return Here("working", asked_on(), {"flow": flow}, answers).address(language=language)


@pytest.fixture
def toy(monkeypatch, client):
    outcomes = (Outcome("student-cost", duty="", authority="fund"),)
    flow = Flow("toy", "Toy", "address|toy", (Ask(GROSS_PAY),), outcomes, one_page=True, chart=chart)
    description()  # made before, so that no other test finds this one's flow in it
    monkeypatch.setitem(all_flows(), "toy", flow)
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_drawn_and_told(toy, read, language):
    page = read(toy.get(working("toy", language, gross_pay="1234.50")))
    drawing = page.html.split('id="chart"')[1].split("</section>")[0]
    (svg,) = (a for a in page.all("svg") if a.get("role") == "img")
    assert set(svg["aria-labelledby"].split()) <= set(page.ids)
    assert "style" not in drawing.replace('scope="col"', "")
    assert not re.findall(r'(?:fill|stroke)="(?!none|currentColor)[^"]*"', drawing)
    for amount in ("1234.50", "123.45", "603.50"):
        assert page.shows(formats.euros(Decimal(amount), language))
    table = drawing.split("<tbody>")[1]
    assert table.count("<tr>") == len(OWN)
    assert re.findall(r'font-weight="700">(\d)<', drawing) == ["1", "2", "3", "4"]
    assert drawing.count("<rect") == 1
    assert drawing.index("First") < drawing.index("Second") < drawing.index("Last")
    assert [axis + " (€)" in drawing for axis in (">Price", ">Pay")] == [True, True]


def test_everything_lies_in_its_field(toy):
    data = as_data("toy", gross_pay="1000")["chart"]
    shapes = drawn(data, "de")
    numbers = [float(n) for n in re.findall(r"[\d.]+", shapes["curves"][0]["path"]["line"])]
    assert all(LEFT <= x <= RIGHT for x in numbers[::2])
    assert all(TOP <= y <= BOTTOM for y in numbers[1::2])
    assert [mark["row"] for mark in shapes["thresholds"]] == [0, 1, 0, 0]
    assert len(shapes["upward"]) <= 6


def test_the_interface_gives_it_as_data(toy, answered):
    from .test_api import described, mismatches

    described_as, fields = described("/api/v1/advise/pay", 200), answered("pay", gross_pay="1000")
    given = json.loads(toy.get("/api/v1/advise/pay", fields).content)
    assert given["chart"]["here"]["x"] == "1000.00"
    assert given == as_data("pay", **fields)
    data = as_data("toy", gross_pay="1000")
    assert [mismatches(one, described_as) for one in (given, data)] == [[], []]
    assert data["chart"]["here"] == {"x": "1000.00", "y": ["100.00"]}
    assert data["chart"]["thresholds"][1] == {"label": "First", "at": "603.50"}


@pytest.mark.parametrize("curves", [(), (Curve("a", OWN[:1]),), (Curve("a", OWN[::-1]),), (Curve("a", OWN),) * 3])
def test_a_chart_has_one_or_two_curves_from_left_to_right(curves):
    with pytest.raises(ValueError, match="curve"):
        Chart("a", "b", "c", curves)


def test_a_missing_figure_leaves_the_chart_out(client, read, answered):
    day = date(2027, 10, 1)
    fields = answered("pay", day, gross_pay="3000") | {"as_of": day.isoformat()}
    response = client.get(working("pay", **fields))
    assert response.status_code == 200
    assert "chart" not in read(response).ids

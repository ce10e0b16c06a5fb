"""Pictures tell what the rules say: every drawn value is an amount of the rules, and text and table tell the same."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.conf import settings

from advisor import formats
from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.interview.core import walk
from advisor.interview.years import three_years
from advisor.rules.figures import figures
from advisor.web import drawing, drawing_bars
from advisor.web.answering import answer
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.words import Words

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]
DAY = date(2026, 10, 1)
LAW = figures().on(DAY)
D = Decimal
FAMILY = {
    "family_member": "compulsory",
    "family_spouse": "married",
    "family_children": "none",
    "spouse_cover": "none",
    "spouse_here": "yes",
}
JOB = {"country": "HU", "work": "main"}
CASES = [
    pytest.param("employee", "gross_pay", "3000", {}, id="an employee"),
    pytest.param("pay", "gross_pay", "1150", {}, id="the calculator of pay"),
    pytest.param("student", "gross_pay", "2500", JOB, id="a student with a job"),
    pytest.param("guest-worker", "gross_pay", "2400", {}, id="a guest worker"),
    pytest.param("voluntary-cost", "profit", "2500", {}, id="a voluntary member"),
    pytest.param("self-employed", "profit", "3000", {"business_main": "yes"}, id="a self-employed member"),
    pytest.param("pension-cost", "statutory_pension", "1200", {}, id="a pensioner"),
    pytest.param("family", "spouse_income", "400", FAMILY, id="a spouse below the income limit"),
]


def step_of(answered, flow, **given):
    return walk(all_flows()[flow], answered(flow, DAY, **given), LAW)


def paid(step, key, income):
    """What the visitor pays at another income, from the rules alone; None where they ask further or name no price."""
    then = walk(step.flow, {"spouse_minijob": "no", **step.given, key: f"{income:.2f}"}, step.law)
    if then.due is not None:
        return None
    outcome, case = then.results[0].outcome, then.results[0].case
    amounts = outcome.amounts(case)
    return amounts[0].euros if amounts else D(0) if outcome.duty == "family_cover" else None


def page_of(client, flow, fields, language="de"):
    path = Here("working", asked_on(), {"flow": flow}).path(language)
    fields = fields | {"as_of": DAY.isoformat()}
    return client.post(path, fields) if all_flows()[flow].private else client.get(path, fields)


@pytest.mark.parametrize(("flow", "key", "income", "more"), CASES)
def test_every_drawn_value_is_an_amount_of_the_rules(answered, flow, key, income, more):
    step = step_of(answered, flow, **{key: income}, **more)
    chart = chart_of(step)
    assert chart.here[:2] == (D(income), paid(step, key, D(income)))
    own = chart.curves[0].points
    for x, y in own:
        if (price := paid(step, key, x)) is not None:
            assert price == y
    for (x1, y1), (x2, y2) in pairwise(own):
        for share in (D("0.07"), D("0.5"), D("0.83")):
            x = (x1 + (x2 - x1) * share).quantize(D("0.01"))
            price = paid(step, key, x)
            if x1 < x < x2 and price is not None:
                assert abs(y1 + (y2 - y1) * (x - x1) / (x2 - x1) - price) <= D("0.25"), x


@pytest.mark.parametrize(("flow", "key", "income", "more"), CASES)
def test_a_picture_adds_no_figure_to_its_result(answered, flow, key, income, more):
    step = step_of(answered, flow, **{key: income}, **more)
    alone = advise(step).figures
    assert chart_of(step)
    assert advise(step).figures == alone


def test_the_income_limit_of_a_family_is_a_cliff(answered):
    chart = chart_of(step_of(answered, "family", spouse_income="400", **FAMILY))
    points = dict(chart.curves[0].points)
    assert points[D("565.00")] == 0
    assert points[D("565.01")] == D("278.17")
    assert chart.thresholds[0].at == 565


STUDIES = {
    "country": "DE",
    "purpose": "degree",
    "home_cover": "none",
    "work": "none",
    "age": "24",
    "relative": "parent",
}
FREE = [
    # § 10 Abs. 1 Satz 1 Nr. 5 SGB V: 565 euros in 2026, or 603 with a minijob
    pytest.param(
        "student",
        "own_income",
        STUDIES,
        "565",
        {"children", "additional_rate", "tax_free_scholarship"},
        id="a student",
    ),
    pytest.param(
        "former-student",
        "own_income",
        {"next_step": "study", "student_cover": "student", "age": "22", "relative": "parent"},
        "565",
        {"children", "additional_rate", "tax_free_scholarship"},
        id="a former student",
    ),
    pytest.param(
        "self-employed",
        "profit",
        {"home_cover": "statutory", "work_beside": "none", "sideline": "yes", "age": "24", "relative": "spouse"},
        "565",
        {"children", "additional_rate", "sick_pay"},
        id="a business beside",
    ),
    pytest.param(
        "immigrant",
        "immigrant_income",
        {"citizenship": "german", "immigrant_work": "minijob", "age": "30", "relative": "spouse"},
        "603",
        {"children", "additional_rate", "last_cover"},
        id="an immigrant with a minijob",
    ),
    pytest.param(
        "scientist",
        "scientist_income",
        {"scientist_basis": "scholarship", "scientist_stay": "long", "scientist_family": "member"},
        "565",
        {"children", "additional_rate", "age", "tax_free_scholarship"},
        id="a scholar",
    ),
]


@pytest.mark.parametrize(("flow", "key", "more", "limit", "assumed"), FREE)
def test_who_is_insured_free_of_charge_sees_the_income_at_which_that_ends(
    client, answered, read, flow, key, more, limit, assumed
):
    language = LANGUAGES[len(flow) % 3]
    step = step_of(answered, flow, **{key: "400"}, **more)
    assert step.results[0].outcome.duty == "family_cover"
    chart, end = chart_of(step), D(limit)
    points = dict(chart.curves[0].points)
    assert {price for income, price in points.items() if income <= end} == {0}
    taken = dict(chart.assumed)
    then = walk(
        step.flow, {"home_cover_ends": "none", "start": "none", **taken, **step.given, key: f"{end + D('0.01')}"}, LAW
    )
    assert points[end + D("0.01")] == then.results[0].outcome.amounts(then.results[0].case)[0].euros > 100
    assert end in [mark.at for mark in chart.thresholds]
    assert set(taken) == assumed
    told = read(page_of(client, flow, dict(step.given), language)).html.split('id="chart-says"')[1]
    for question in assumed:
        assert Words(language).label(step.flow.questions[question].label).split(" ([")[0] in told


def test_no_answer_is_assumed_that_was_given(answered):
    paying = step_of(answered, "student", own_income="700", **STUDIES, children="2", additional_rate="3.5")
    assert chart_of(paying).assumed == ()


PERSON = {"age": "30", "children": "0", "work_state": "NW"}
PRIVATE = {"current_system": "private", "health_premium": "600", "care_premium": "80", "basic_premium": "560"}
NET = [
    pytest.param("3000", {}, ["603.00", "2000.00", "5812.50", "8450.00"], id="an ordinary job"),
    pytest.param("12000", {"tax_class": "3"}, ["603.00", "2000.00", "5812.50", "8450.00"], id="high pay"),
    pytest.param("300", {"job_kind": "trainee"}, ["325.00", "5812.50", "8450.00"], id="a trainee"),
    pytest.param("8000", PRIVATE, ["603.00", "2000.00", "5812.50", "8450.00"], id="private insurance"),
]


def net_step(answered, pay, **more):
    return step_of(answered, "net-pay", gross_pay=pay, **PERSON, **more)


@pytest.mark.parametrize(("pay", "more", "marks"), NET)
def test_net_pay_is_drawn_through_exact_values_of_the_rules(answered, pay, more, marks):
    step = net_step(answered, pay, **more)
    chart = chart_of(step)
    assert [str(mark.at) for mark in chart.thresholds] == marks
    net = dict(chart.curves[0].points)
    assert max(after - before for before, after in pairwise(net)) <= 4_000
    free = {"pension_exempted": "no", "current_system": "statutory", "additional_rate": "average"}
    for x, euros in net.items():
        then = walk(step.flow, {**free, **step.given, "gross_pay": str(x)}, LAW)
        (result,) = then.results
        assert euros == result.outcome.amounts(result.case)[0].euros
    assert chart.here == (D(pay), advise(step).amounts[0].euros)


def test_net_pay_jumps_where_a_limit_is_passed(answered):
    """Tax class V: 581.29 at the minijob limit, less a cent above it, where wage tax and contributions begin."""
    net = dict(chart_of(net_step(answered, "2000", tax_class="5")).curves[0].points)
    assert net[D("603.00")] == D("581.29")
    assert net[D("603.01")] < D("550")
    trainee = dict(chart_of(net_step(answered, "600", job_kind="trainee")).curves[0].points)
    assert trainee[D("325.00")] == 325
    assert trainee[D("325.01")] < 260


def test_the_net_pay_of_a_minijob_stops_where_more_would_be_asked(client, answered, read):
    step = net_step(answered, "500")
    chart = chart_of(step)
    assert chart.curves[0].points[-1] == (D("603.00"), D("581.29"))
    assert read(page_of(client, "net-pay", dict(step.given))).shows(
        "Wo die Linie endet, würden weitere Fragen entscheiden."
    )


@pytest.mark.parametrize("more", [{"job_kind": "short_term"}, {"age": "70"}])
def test_where_no_net_pay_is_known_none_is_drawn(answered, more):
    step = step_of(answered, "net-pay", gross_pay="3000", **(PERSON | more))
    assert chart_of(step) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_net_pay_names_its_line_and_what_it_assumes(client, answered, read, language):
    step, words = net_step(answered, "3000"), Words(language)
    page = read(page_of(client, "net-pay", dict(step.given), language))
    section = page.html.split('id="chart"')[1].split("</section>")[0]
    svg, told = section.split("</svg>")[0], section.split('id="chart-says"')[1]
    assert f">{words.label('Net pay')}<" in svg
    assert formats.euros(D("2054.42"), language) in svg
    assert formats.euros(D("2054.42"), language) in told
    assert words.label("Assumed answers:") in told


def test_a_voluntary_member_pays_at_least_on_the_minimum_and_at_most_on_the_ceiling(answered):
    step = step_of(answered, "voluntary-cost", profit="2500")
    chart = chart_of(step)
    assert [mark.at for mark in chart.thresholds] == [D("1318.33"), D("5812.50")]
    lowest, highest = chart.curves[0].points[0][1], chart.curves[0].points[-1][1]
    assert (lowest, highest) == (paid(step, "profit", D(0)), paid(step, "profit", D("5812.50")))


@pytest.mark.parametrize("income", ["0", "565.01", "603", "603.01", "5812.50", "8450.01", "1000000"])
@pytest.mark.parametrize(("flow", "key"), [("pay", "gross_pay"), ("voluntary-cost", "profit")])
def test_any_income_lies_in_its_picture(answered, flow, key, income):
    step, language = step_of(answered, flow, **{key: income}), LANGUAGES[len(income) % 3]
    data = answer(step, Words(language), whole=True)["chart"]
    shapes = drawing.drawn(data, language)
    numbers = [float(n) for n in re.findall(r"[\d.]+", "".join(curve["path"]["line"] for curve in shapes["curves"]))]
    places = [float(shapes["here"]["at"]), *map(float, (mark["at"] for mark in shapes["thresholds"]))]
    assert all(drawing.LEFT <= x <= drawing.RIGHT for x in [*numbers[::2], *places])
    heights = [float(point["y"]) for point in shapes["here"]["points"]]
    assert all(drawing.TOP <= y <= drawing.BOTTOM for y in [*numbers[1::2], *heights])
    assert shapes["here"]["beyond"] == (D(income) > (10_000 if flow == "pay" else 8_000))
    assert len(shapes["upward"]) <= 6
    assert len(shapes["across"]) <= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_drawing_and_table_agree(client, read, answered, language):
    fields = answered("pay", DAY, gross_pay="603.01")
    page = read(page_of(client, "pay", fields, language))
    chart = chart_of(walk(all_flows()["pay"], fields, LAW))
    section = page.html.split('id="chart"')[1].split("</section>")[0]
    svg, told, table = section.split("<svg")[1], section.split('id="chart-says"')[1], section.split("<tbody>")[1]
    for amount in chart.here:
        assert formats.euros(amount, language) in told
    for amount in chart.here[1:]:
        assert formats.euros(amount, language) in svg
    step = (D("603.00"), *(dict(chart.curves[0].points)[x] for x in (D("603.00"), D("603.01"))))
    assert all(formats.euros(amount, language) in told.split("<ol>")[0] for amount in step)
    for curve in chart.curves:
        assert all(formats.euros(x, language) in table and formats.euros(y, language) in table for x, y in curve.points)
    described = {i for a in page.all("svg") for i in a.get("aria-describedby", "").split()}
    assert described == {"shares-says", "chart-says", "years-says"}
    assert described <= set(page.ids)


def test_shares_are_the_amounts_of_the_result(answered):
    step = step_of(answered, "employee", gross_pay="3200")
    own, employer = (amount.euros for amount in advise(step).amounts)
    shapes = drawing_bars.shares(answer(step, Words("de")), "de")
    assert shapes["rows"][0][1:] == ([own, employer], own + employer)
    assert sum(whole for _, _, whole in shapes["rows"][1:]) == own + employer
    assert [part["percent"] for part in shapes["legend"]] == ["51", "49"]
    first, second = shapes["bars"][0]["boxes"]
    assert float(first["width"]) + float(second["width"]) == pytest.approx(drawing_bars.LENGTH, abs=0.2)
    assert second["x"] == first["width"]


def test_nothing_is_shared_where_nobody_else_pays(answered):
    for flow in ("voluntary-cost", "student-cost", "who-am-i"):
        assert drawing_bars.shares(answer(step_of(answered, flow), Words("de")), "de") is None


def test_a_pensioner_shares_with_the_pension_fund(answered):
    shapes = drawing_bars.shares(answer(step_of(answered, "pension-cost"), Words("de")), "de")
    assert shapes["names"] == ["Sie", "die Rentenversicherung"]


def test_the_split_of_a_bill_adds_up(answered):
    step = step_of(answered, "beihilfe-bills")
    amounts = {amount.code: amount for amount in advise(step).amounts}
    shapes = drawing_bars.split(answer(step, Words("de")), "de")
    (_, (paid_back, private, own), whole), *bills = shapes["rows"]
    assert paid_back == amounts["beihilfe_paid"].euros
    assert private + own == amounts["beihilfe_deducted"].euros + amounts["private_share"].euros
    assert whole == amounts["total"].euros == sum(bill[2] for bill in bills or shapes["rows"])
    assert min(paid_back, private, own) >= 0


def test_years_are_asked_for_on_their_days_and_the_unknown_is_said(answered):
    step = step_of(answered, "voluntary-cost", profit="2500")
    label, (before, now, coming) = three_years(step, advise(step))
    assert (before.day, now.day, coming.day) == (date(2025, 10, 1), DAY, date(2027, 1, 1))
    then = walk(step.flow, step.given, figures().on(before.day))
    assert before.euros == advise(then).amounts[0].euros
    assert now.euros == advise(step).amounts[0].euros
    assert coming.euros is None
    assert {refused.name for refused in coming.missing} >= {"contribution_ceiling"}
    assert label == advise(step).amounts[0].label


def test_years_of_a_bill_or_of_nothing_are_not_compared(answered):
    for flow in ("beihilfe-bills", "who-am-i"):
        step = step_of(answered, flow)
        assert three_years(step, advise(step)) == ("", ())


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2024, 2, 29), date(2030, 12, 31)])
def test_years_end_where_the_law_we_know_ends(answered, day):
    step = walk(all_flows()["student-cost"], answered("student-cost", DAY), figures().on(day))
    _, years = three_years(step, advise(step))
    assert all(2019 <= year.day.year <= 2030 for year in years)


def test_names_stand_without_what_is_in_brackets():
    bar = drawing_bars.Bar("Munkanélküli-biztosítás (Arbeitslosenversicherung)", [D(1)])
    (row,) = drawing_bars.drawn([bar], ["a"], "hu")["bars"]
    assert row["label"] == "Munkanélküli-biztosítás"
    assert drawing_bars.drawn([drawing_bars.Bar("", [D(0)])], ["a"], "hu")["bars"][0]["boxes"] == []

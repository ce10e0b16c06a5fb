"""How a form decides: its page tells every question and result, and what it says of them is so."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from lxml import html

from advisor.content.prose import plain
from advisor.flows import all_flows
from advisor.interview.core import Ask, Case, Flow
from advisor.interview.explore import values
from advisor.interview.flow_chart import Condition, FlowChart, flow_chart
from advisor.interview.parsing import Unreadable
from advisor.interview.told import RESULT
from advisor.rules.figures import figures
from advisor.web.asking import asked_on
from advisor.web.flow_charts import chart_as_data
from advisor.web.flow_rules import RULES
from advisor.web.pages import Here
from advisor.web.words import Words
from tests.interview.test_flow_chart import led_to, stands_for

LAW = figures().on(date(2026, 11, 22))
ANOTHER = figures().on(date(2024, 1, 1))
JOURNEYS = 150
RANDOM = Random("how a form decides")


def journey(flow: Flow, law, chance: Random) -> tuple[Case, list[bool]]:
    """Somebody who answers anything, and which places of the flow asked."""
    case, asked = Case(law), []
    for ask in flow.asks:
        asked.append(ask.applies(case))
        if not asked[-1]:
            continue
        answers = values(ask.question, law, ask.edges, full=True)
        if ask.question.kind.name == "country":
            answers = chance.sample(sorted(law.entries("countries")), 5) + answers
        if ask.question.kind.name == "money":
            answers = [str(chance.randrange(9000)), f"{chance.randrange(900)}.{chance.randrange(10, 99)}", *answers]
        if ask.question.kind.name == "whole":
            answers = [str(chance.randrange(90)), *answers]
        for answer in chance.sample(answers, len(answers)):
            try:
                case = case.with_answer(ask.question, answer)
                break
            except Unreadable:
                continue
    return case, asked


def holds(condition: Condition, case: Case, reached: str, chart: FlowChart, flow: Flow) -> bool | None:
    """What the chart says of a case; nothing where a calculation decides."""
    given = case.answers

    def fits(box) -> bool:
        return all(answer(key) in among for key, among in box.items())

    def answer(key: str) -> str | None:
        if key == RESULT:
            return reached
        if key not in given:
            return None
        return stands_for(given[key], flow.questions[key], chart.every[key], chart.alike.get(key, {}))

    if condition.how in ("always", "never"):
        return condition.how == "always"
    if condition.how == "depends":
        return None
    ways = not condition.ways or any(map(fits, condition.ways))
    return fits(condition.needs) and ways and not any(map(fits, condition.but))


@pytest.mark.parametrize("law", [LAW, ANOTHER], ids=["today", "another year"])
@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_what_the_chart_says_is_so_whatever_people_answer(flow, law):
    chart, chance = flow_chart(flow, law), Random(flow.key)
    for _ in range(JOURNEYS):
        case, asked = journey(flow, law, chance)
        reached = led_to(flow, case)
        places = list(zip(chart.askings, asked, strict=True))
        answered = {asking.question.key: at for at, (asking, really) in enumerate(places) if really}
        for at, (asking, really) in enumerate(places):
            before = Case(law, {key: given for key, given in case.given.items() if answered[key] < at})
            said = holds(asking.when, before, reached, chart, flow)
            assert said in (None, really), (asking.question.key, case.answers)
        if not reached:
            assert chart.unknown
            continue
        for ending in chart.endings:
            said = holds(ending.when, case, reached, chart, flow)
            assert said in (None, ending.outcome.key == reached), (ending.outcome.key, reached, case.answers)
            if ending.outcome.key == reached:
                break


@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_every_condition_is_said_in_words_or_by_the_rule_that_decides(db, flow):
    words = Words(RANDOM.choice(["de", "nl", "hu"]))
    said = chart_as_data(flow, LAW, words, Here("interview", asked_on(), {"flow": flow.key}))
    for item in (*said["questions"], *said["results"]):
        when = item["when"]
        if when["how"] == "depends":
            assert all((when["rule"], when["law"].startswith("§"), when["numbers"])), item["key"]
        answers = [*when["needs"], *(each for box in (*when["ways"], *when["but"]) for each in box)]
        assert all(answer["answers"] and all(answer["answers"]) for answer in answers), item["key"]
        assert bool(answers) == (when["how"] == "if"), item["key"]


def test_a_rule_is_kept_only_for_what_a_calculation_decides():
    decided = set()
    for flow in all_flows().values():
        chart = flow_chart(flow, LAW)
        decided |= {f"{flow.key}:{one.question.key}" for one in chart.askings if one.when.how == "depends"}
        decided |= {one.outcome.key for one in chart.endings if one.when.how == "depends"}
    assert set(RULES) == decided


def test_late_questions_are_said_by_the_result(client):
    page = html.fromstring(client.get(Here("flow-chart", asked_on(), {"flow": "student"}).path("de")).content)
    [item] = page.xpath("//li[h3[contains(., 'beginnt Ihr Studium')]]")
    results = page.xpath("//ol[@type='A']/li/h3")
    letters = item.xpath("string(./ul//strong)")
    assert letters == "Q, R"
    assert [each.xpath("string(.)").strip()[2:] for each in item.xpath(".//details//li")] == [
        results["ABCDEFGHIJKLMNOPQR".index(one)].xpath("string(.)").strip() for one in "QR"
    ]


def test_what_is_asked_of_the_same_people_is_said_once(db):
    said = chart_as_data(all_flows()["student"], LAW, Words("de"), Here("interview", asked_on(), {"flow": "student"}))
    same = {item["key"]: item["when"]["same"] for item in said["questions"]}
    assert same["additional_rate"] == next(item["number"] for item in said["questions"] if item["key"] == "children")
    assert same["children"] is None


@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_each_example_leads_to_its_result(flow):
    for ending in flow_chart(flow, LAW).endings:
        assert (ending.example is None) == (ending.when.how == "never"), ending.outcome.key
        if ending.example:
            case = Case(LAW)
            for key, raw in ending.example.items():
                case = case.with_answer(flow.questions[key], raw)
            assert led_to(flow, case) == ending.outcome.key


def test_a_limit_is_found_to_the_cent_and_named():
    chart = flow_chart(all_flows()["employee"], LAW)
    assert "603.01" in chart.every["gross_pay"]
    assert chart.edges["gross_pay"][LAW.marginal_earnings_limit] == "marginal_earnings_limit"


def test_a_changed_condition_changes_the_chart():
    flow = all_flows()["student-cost"]
    first, second = flow.asks[:2]
    assert flow_chart(flow, LAW).askings[1].when.how == "always"
    changed = replace(flow, asks=(first, Ask(second.question, when=lambda a: a[first.question] < 25), *flow.asks[2:]))
    when = flow_chart(changed, LAW).askings[1].when
    assert (when.how, when.keys) == ("if", (first.question.key,))
    assert when.needs[first.question.key] < set(flow_chart(changed, LAW).every[first.question.key])


@pytest.mark.parametrize("flow", all_flows().values(), ids=lambda flow: flow.key)
def test_the_page_shows_each_question_and_result_as_a_picture_and_in_words(client, flow):
    language = RANDOM.choice(["de", "nl", "hu"])
    response = client.get(Here("flow-chart", asked_on(), {"flow": flow.key}).path(language))
    page, words = html.fromstring(response.content), Words(language)
    lists = page.xpath("//ol[@class='decides']")
    assert response.status_code == 200
    assert [len(each.xpath("./li")) for each in lists] == [len(flow.asks), len(flow.outcomes)]
    told = page.text_content().replace("\xad", "")
    assert "[de:" not in told
    assert all(" ".join(plain(words.label(ask.question.label)).split()[:2]) in told for ask in flow.asks)
    assert len(page.xpath("//*[@class='piece']//rect")) == len(flow.asks) + len(flow.outcomes)
    assert all(picture.xpath("./title") for picture in page.xpath("//*[@class='piece']"))
    links = page.xpath("//ol[@type='A']//p/a/@href[contains(., '?')]")
    assert not links if flow.private else len(links) >= 1


def test_an_example_on_the_page_shows_its_result(client):
    here = Here("flow-chart", asked_on(), {"flow": "student"}).path("de")
    page = html.fromstring(client.get(here).content)
    item = page.xpath("//ol[@type='A']/li[.//p/a[not(starts-with(@href, '#'))]]")[0]
    shown = client.get(item.xpath(".//p/a[contains(@href, '?')]/@href")[0]).content.decode()
    assert item.xpath("string(./h3)").strip() in html.fromstring(shown).text_content().replace("\xad", "")


def test_the_first_question_leads_to_the_chart(client):
    for flow in ("student", "asylum-seeker", "pay"):
        question = client.get(Here("interview", asked_on(), {"flow": flow}).path("de")).content.decode()
        assert Here("flow-chart", asked_on(), {"flow": flow}).path("de") in question


def test_a_result_leads_to_the_chart(result):
    page = result("student").content.decode()
    assert f'"{Here("flow-chart", asked_on(), {"flow": "student"}).path("de")}?as_of' in page


def test_a_wrong_day_is_refused_with_a_way_on(client):
    response = client.get(Here("flow-chart", asked_on(), {"flow": "student"}).path("de"), {"as_of": "soon"})
    assert response.status_code == 400

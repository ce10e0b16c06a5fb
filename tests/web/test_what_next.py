"""What comes next: answers are carried to the same questions, and no private one moves into an address."""

from datetime import date
from itertools import chain
from random import Random

import pytest

from advisor.flows import all_flows
from advisor.flows.what_next import EVENTS, carried_on
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.interview.explore import values
from advisor.interview.question import UNSURE
from advisor.interview.sheet import sheet
from advisor.rules.figures import Row, figures
from advisor.web.asking import Asked
from advisor.web.next_steps import next_steps
from advisor.web.words import Words

LAW = figures().on(date(2026, 11, 22))
CASES = 150


def test_every_event_names_what_there_is():
    flows = all_flows()
    for event in EVENTS:
        target = flows[event.target]
        assert set(event.sources) <= set(flows), event.key
        outcomes = {outcome.key for source in event.sources for outcome in flows[source].outcomes}
        assert {*event.outcomes, *event.not_after} <= outcomes, event.key
        for key in (*event.sets, *event.by_law):
            assert key in target.questions, (event.key, key)
        for key, raw in event.sets.items():
            target.questions[key].parse(raw)
        every = set(chain.from_iterable(flows[source].questions for source in event.sources)) | set(target.questions)
        assert set(event.anew) <= every, event.key
    assert len({event.key for event in EVENTS}) == len(EVENTS)


def some_cases(key):
    """Cases drawn at random, with the keys of their outcomes."""
    flow, draw = all_flows()[key], Random(key)
    tried = {ask.question.key: values(ask.question, LAW, ask.edges, full=True) for ask in flow.asks}
    drawn = (walk(flow, {name: draw.choice(each) for name, each in tried.items()}, LAW) for _ in range(CASES))
    return [(r.case, r.outcome.key) for step in drawn for r in step.results if r.outcome]


@pytest.mark.parametrize("key", all_flows())
def test_every_target_takes_the_answers_carried_on(key):
    flow, flows = all_flows()[key], all_flows()
    reached = set()
    for case, outcome in some_cases(key):
        duty = next((o.duty for o in flow.outcomes if o.key == outcome), "")
        for event in EVENTS:
            if event.may_follow(key, outcome, duty):
                reached.add(event.key)
                answers = carried_on(event, flow, flows[event.target], case.answers, duty, LAW)
                assert sheet(flows[event.target], answers, LAW).problems == {}
                assert walk(flows[event.target], answers, LAW).problem is None
                assert not {*event.anew} & {*answers} - {*event.sets, *event.by_law}
    assert reached or key == "who-am-i"


def test_an_age_that_the_law_gives_goes_along_where_it_is_known():
    """Whoever turns 30 is asked on with that age; were the limit not out, the age would be asked for."""
    flows = all_flows()
    limit = figures().series["student_age_limit"].with_row(Row(date(2027, 1, 1), None, "BGBl.", unknown=True))
    [event] = [event for event in EVENTS if event.by_law]
    for day, age in ((date(2026, 12, 31), "30"), (date(2027, 1, 1), None)):
        law = figures().with_series([limit]).on(day)
        answers = carried_on(event, flows[event.sources[0]], flows[event.target], {}, "", law)
        assert answers.get("age") == age


def test_only_answers_to_the_very_same_question_go_along():
    flows = all_flows()
    for event in EVENTS:
        for source in (flows[key] for key in event.sources):
            given = {q.key: values(q, LAW)[0] for q in source.questions.values()}
            for key in carried_on(event, source, flows[event.target], given, "", LAW):
                same = source.questions.get(key) is flows[event.target].questions[key]
                assert same or key in (*event.sets, *event.by_law)


def test_what_is_not_known_is_asked_again_or_not_known_there_either():
    flows = all_flows()
    event = next(event for event in EVENTS if event.key == "job")
    given = {"age": "24", "children": "0", "last_statutory": UNSURE, "country": "HU"}
    answers = carried_on(event, flows["student"], flows["employee"], given, "not_insured_here", LAW)
    assert answers == {"age": "24", "children": "0", "last_statutory": UNSURE, "job_event": "new_job"}


def test_what_the_german_insurance_has_changed_is_asked_again():
    event, flows = next(event for event in EVENTS if event.key == "study"), all_flows()
    given = {"country": "HU", "home_cover": "statutory", "children": "0"}
    before = carried_on(event, flows["au-pair"], flows["student"], given, "home_cover_continues", LAW)
    assert before == given
    after = carried_on(event, flows["au-pair"], flows["student"], given, "statutory_compulsory", LAW)
    assert after == {"children": "0"}


def test_whoever_leaves_the_country_is_told_about_the_move():
    event, flows = next(event for event in EVENTS if event.key == "leave"), all_flows()
    answers = carried_on(event, flows["student"], flows["fund-choice"], {"age": "24"}, "statutory_compulsory", LAW)
    assert advise(walk(flows["fund-choice"], answers, LAW)).outcome == "fund-choice-abroad"


ON_THE_JOB = [
    pytest.param("scientist", "scientist-employee", {"other-job", "earn-more"}, id="an employed scientist"),
    pytest.param("scientist", "scientist-private", {"job-after-all"}, id="a scholar"),
    pytest.param("guest-worker", "guest-worker-self-employed-private", {"job-after-all"}, id="a self-employed worker"),
    pytest.param("employee", "employee-transition", {"other-job", "earn-more"}, id="an employee"),
]


@pytest.mark.parametrize(("source", "outcome", "expected"), ON_THE_JOB)
def test_only_whoever_has_an_employer_changes_it(source, outcome, expected):
    found = {event.key for event in EVENTS if event.may_follow(source, outcome, "statutory_or_private")}
    assert found & {"other-job", "earn-more", "job", "job-after-all"} == expected


@pytest.mark.django_db
@pytest.mark.parametrize("key", [flow.key for flow in all_flows().values() if flow.private])
def test_nothing_moves_from_a_private_flow_into_an_address(key):
    flow, asked, words = all_flows()[key], Asked(LAW), Words("de")
    for case, _ in some_cases(key):
        advice = advise(walk(flow, case.answers, asked.law))
        data = {"outcome": advice.outcome, "duty": advice.duty, "answers": dict(advice.answers)}
        for step in next_steps(flow, data, asked, words):
            assert "?" not in step["address"]
            assert "?" not in step["path"]


def test_a_result_leads_on_with_its_answers(client, read, result):
    page = read(result(children="2", children_under_25="1"))
    section = page.html.split('id="next"')[1].split("</section>")[0]
    links = [a["href"] for a in read(section).all("a")]
    assert len(links) > 2
    assert any("children=2" in link and "as_of=2026-10-01" in link for link in links)
    assert all(client.get(link).status_code == 200 for link in links)


def test_a_private_result_leads_on_by_post(client, read, path_of, answered):
    answers = answered("asylum-seeker", protection_status="applied", federal_state="NW")
    page = read(client.post(path_of("asylum-seeker"), answers))
    section = read(page.html.split('id="next"')[1].split("</section>")[0])
    assert ("protection_status", "recognised") in section.hidden()
    assert section.all("a")
    assert not [a for a in section.all("a") if "?" in a["href"]]
    (form,) = section.all("form")
    assert client.post(form["action"], dict(section.hidden())).status_code == 200


@pytest.mark.parametrize(("outcome", "offered"), [("pensioner-scheme", True), ("pensioner-employee", False)])
def test_a_job_beside_the_pension_is_news_only_without_one(outcome, offered):
    event = next(event for event in EVENTS if event.key == "job-beside-pension")
    assert event.may_follow("pensioner", outcome, "statutory_compulsory") is offered

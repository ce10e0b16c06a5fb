"""After which results which events may follow; tests/web/test_what_next.py has what they carry on."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.flows import all_flows
from advisor.flows.what_next import EVENTS, Event, carried_on
from advisor.rules.figures import figures

RECOGNISED = next(event for event in EVENTS if event.key == "recognised")
EARN_MORE = next(event for event in EVENTS if event.key == "earn-more")
LEAVE = next(event for event in EVENTS if event.key == "leave")


@pytest.mark.parametrize(
    ("event", "source", "outcome", "duty", "may"),
    [
        pytest.param(RECOGNISED, "asylum-seeker", "asylum-card", "asylum_benefits", True, id="of those that it names"),
        pytest.param(RECOGNISED, "asylum-seeker", "asylum-job", "statutory_compulsory", False, id="of others"),
        pytest.param(RECOGNISED, "student", "asylum-card", "asylum_benefits", False, id="of another form"),
        pytest.param(EARN_MORE, "scientist", "scientist-employee", "statutory_compulsory", True, id="with an employer"),
        pytest.param(
            EARN_MORE, "scientist", "scientist-visitor", "private_compulsory", False, id="without an employer"
        ),
        pytest.param(LEAVE, "au-pair", "au-pair-policy", "statutory_compulsory", True, id="a member"),
        pytest.param(LEAVE, "au-pair", "au-pair-policy", "not_insured_here", False, id="no member"),
    ],
)
def test_an_event_follows_the_results_that_it_fits(event, source, outcome, duty, may):
    assert event.may_follow(source, outcome, duty) is may


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_each_event_follows_some_results_of_each_of_its_forms_and_none_of_others(event: Event):
    for flow in all_flows().values():
        may = {outcome.key for outcome in flow.outcomes if event.may_follow(flow.key, outcome.key, outcome.duty)}
        assert bool(may) is (flow.key in event.sources)
        assert not event.outcomes or may <= set(event.outcomes)
        assert not may & set(event.not_after)


@pytest.mark.parametrize(
    ("duty", "along"),
    [
        ("home_cover_continues", {"country", "home_cover", "children"}),
        ("not_insured_here", {"country", "home_cover", "children"}),
        ("statutory_compulsory", {"children"}),
    ],
)
def test_cover_from_home_is_asked_again_once_german_insurance_has_begun(duty, along):
    flows, event = all_flows(), next(event for event in EVENTS if event.key == "study")
    given = {"country": "HU", "home_cover": "statutory", "children": "0"}
    law = figures().on(date(2026, 11, 22))
    assert carried_on(event, flows["au-pair"], flows["student"], given, duty, law).keys() == along


def test_whoever_turns_30_is_asked_on_with_the_age_of_the_law():
    """§ 5 Abs. 1 Nr. 9 SGB V."""
    flows, event = all_flows(), next(event for event in EVENTS if event.key == "turn-30")
    law = figures().on(date(2026, 11, 22))
    found = carried_on(event, flows["student"], flows["former-student"], {}, "statutory_compulsory", law)
    assert found == {"next_step": "study", "age": "30"}


@pytest.mark.parametrize(
    "sets",
    [
        pytest.param({"next_step": "no-such-option"}, id="an answer that the other form does not take"),
        pytest.param({"citizenship": "eu"}, id="a question that it does not ask"),
    ],
)
def test_an_event_brings_no_answer_that_the_other_form_cannot_take(sets):
    flows, event = all_flows(), next(event for event in EVENTS if event.key == "turn-30")
    law, event = figures().on(date(2026, 11, 22)), replace(event, sets=sets)
    assert carried_on(event, flows["student"], flows["former-student"], {}, "statutory_compulsory", law) == {
        "age": "30"
    }

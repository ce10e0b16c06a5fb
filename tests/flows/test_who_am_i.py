"""Who am I: every pair of things leads to one form, by the paragraph that says which comes first."""

from datetime import date

import pytest

from advisor.flows import all_flows
from advisor.flows.who_am_i import BESIDES, FLOW, INSURED_SO_FAR, WHO
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures
from advisor.rules.precedence import deciding

LAW = figures().on(date(2026, 11, 22))
PAIRS = [
    pytest.param("study", "nothing", "student", "", id="a student"),
    pytest.param("study", "job", "student", "hours-beside-studies", id="a student with a job"),
    pytest.param("study", "minijob", "student", "minijob-decides-nothing", id="a student with a minijob"),
    pytest.param("job", "study", "student", "hours-beside-studies", id="an employee who studies"),
    pytest.param("pension", "job", "pensioner", "job-before-pension", id="a pensioner with a job"),
    pytest.param("pension", "minijob", "pensioner", "minijob-decides-nothing", id="a pensioner with a minijob"),
    pytest.param("pension", "study", "pensioner", "pension-before-studies", id="a pensioner who studies"),
    pytest.param("au-pair", "study", "student", "studies-first", id="an au-pair who enrols"),
    pytest.param("research", "job", "scientist", "contract-before-scholarship", id="a scholar with a contract"),
    pytest.param("business", "job", "self-employed", "main-business-first", id="self-employed beside a job"),
    pytest.param("job", "business", "self-employed", "main-business-first", id="a job beside a business"),
    pytest.param("official", "business", "beihilfe", "official-first", id="a civil servant with a business"),
    pytest.param("protection", "job", "employee", "job-before-asylum-benefits", id="an asylum seeker with a job"),
    pytest.param("protection", "minijob", "asylum-seeker", "minijob-decides-nothing", id="with a minijob"),
    pytest.param("after-studies", "job", "employee", "job-after-studies", id="after the studies, with a job"),
]


def reached(who, besides, so_far="here"):
    return advise(walk(FLOW, {"who": who, "besides": besides, "insured_so_far": so_far}, LAW))


@pytest.mark.parametrize(("who", "besides", "leads_to", "rule"), PAIRS)
def test_one_thing_comes_first(who, besides, leads_to, rule):
    advice = reached(who, besides)
    assert advice.leads_to == leads_to
    assert advice.outcome == f"who-am-i-{leads_to}"
    assert advice.cautions == ((f"who-am-i-{rule}",) if rule else ())


TWO_THINGS = [
    (who.value, besides.value) for who in WHO.options for besides in BESIDES.options if who.value != besides.value
]


@pytest.mark.parametrize(("who", "besides"), TWO_THINGS)
@pytest.mark.parametrize("so_far", [option.value for option in INSURED_SO_FAR.options])
def test_everybody_is_led_to_a_form_that_exists(who, besides, so_far):
    advice = reached(who, besides, so_far)
    assert advice.leads_to in all_flows()
    assert len(advice.cautions) <= 1


@pytest.mark.parametrize(
    ("who", "so_far", "leads_to"),
    [("job", "abroad", "guest-worker"), ("job", "here", "employee"), ("no-work", "family", "family"), ("no-work", "abroad", "immigrant")],
)  # fmt: skip
def test_where_somebody_was_insured_decides_the_form(who, so_far, leads_to):
    assert reached(who, "nothing", so_far).leads_to == leads_to


def test_the_order_of_the_two_makes_no_difference():
    things = ["official", "protection", "business", "job", "pension", "study"]
    assert all(deciding(one, other) == deciding(other, one) for one in things for other in things if one != other)


def test_a_pair_without_a_rule_is_refused():
    with pytest.raises(LookupError):
        deciding("research", "au-pair")


def test_the_answers_are_private():
    assert FLOW.private


@pytest.mark.parametrize("twice", ["study", "job", "pension", "business"])
def test_the_same_thing_twice_is_asked_again(twice):
    step = walk(FLOW, {"who": twice, "besides": twice}, LAW)
    assert step.due is BESIDES
    assert step.problem.question is BESIDES

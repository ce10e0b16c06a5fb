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
    pytest.param("study", "business", "self-employed", "main-business-first", id="a student with a main business"),
    pytest.param("pension", "business", "self-employed", "main-business-first", id="a pensioner with a main business"),
    pytest.param("after-studies", "business", "self-employed", "main-business-first", id="after the studies, with a business"),
    pytest.param("benefits", "nothing", "immigrant", "", id="with unemployment benefit or basic income support"),
    pytest.param("benefits", "job", "employee", "job-beside-benefits", id="with benefits beside a job"),
    pytest.param("benefits", "minijob", "immigrant", "minijob-decides-nothing", id="with benefits and a minijob"),
    pytest.param("benefits", "business", "immigrant", "benefits-first", id="with benefits and a business"),
    pytest.param("benefits", "study", "immigrant", "benefits-first", id="with benefits and studies"),
    pytest.param("benefits", "pension", "immigrant", "benefits-first", id="with benefits and a pension"),
    pytest.param("protection", "study", "student", "studies-before-asylum-benefits", id="an asylum seeker who is enrolled"),
    pytest.param("protection", "pension", "asylum-seeker", "asylum-benefits-first", id="an asylum seeker with a pension"),
    pytest.param("official", "business", "beihilfe", "official-first", id="a civil servant with a business"),
    pytest.param("protection", "job", "employee", "job-before-asylum-benefits", id="an asylum seeker with a job"),
    pytest.param("protection", "minijob", "asylum-seeker", "minijob-decides-nothing", id="with a minijob"),
    pytest.param("after-studies", "job", "employee", "job-after-studies", id="after the studies, with a job"),
]  # fmt: skip


def told(who, besides, so_far="here", sideline="no"):
    return walk(FLOW, {"who": who, "besides": besides, "sideline": sideline, "insured_so_far": so_far}, LAW)


def reached(who, besides, so_far="here", sideline="no"):
    return advise(told(who, besides, so_far, sideline))


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
@pytest.mark.parametrize("sideline", ["yes", "no"])
def test_everybody_is_led_to_a_form_that_exists(who, besides, so_far, sideline):
    advice = reached(who, besides, so_far, sideline)
    assert advice.leads_to in all_flows()
    assert len(advice.cautions) <= 1


@pytest.mark.parametrize(
    ("who", "so_far", "leads_to"),
    [("job", "abroad", "guest-worker"), ("job", "here", "employee"), ("no-work", "family", "family"), ("no-work", "abroad", "immigrant")],
)  # fmt: skip
def test_where_somebody_was_insured_decides_the_form(who, so_far, leads_to):
    assert reached(who, "nothing", so_far).leads_to == leads_to


@pytest.mark.parametrize(
    ("thing", "so_far", "leads_to", "rule"),
    [
        pytest.param("study", "here", "student", "sideline-beside-studies", id="studies"),
        pytest.param("pension", "here", "pensioner", "sideline-beside-pension", id="a pension"),
        pytest.param("job", "here", "employee", "sideline-beside-job", id="a job"),
        pytest.param("job", "abroad", "guest-worker", "sideline-beside-job", id="a job, from abroad"),
    ],
)
def test_a_sideline_lets_the_other_decide(thing, so_far, leads_to, rule):
    """§ 5 Abs. 5 SGB V bars the main business only."""
    for who, besides in ((thing, "business"), ("business", thing)):
        advice = reached(who, besides, so_far, "yes")
        assert (advice.leads_to, advice.cautions) == (leads_to, (f"who-am-i-{rule}",))


@pytest.mark.parametrize(("who", "besides"), TWO_THINGS)
def test_a_sideline_is_asked_about_only_where_it_decides(who, besides):
    beside_a_business = {who, besides} - {"business"} if "business" in (who, besides) else set()
    asked = "sideline" in told(who, besides).given
    assert asked is (beside_a_business in ({"study"}, {"pension"}, {"job"}))


def test_not_knowing_whether_it_is_a_sideline_names_both_forms():
    found = reached("study", "business", sideline="unsure")
    assert {one.advice.leads_to for one in found.alternatives} == {"student", "self-employed"}


def test_whoever_gets_benefits_is_not_asked_about_former_insurance():
    assert "insured_so_far" not in told("benefits", "nothing").given


def test_the_order_of_the_two_makes_no_difference():
    things = ["official", "protection", "benefits", "business", "job", "pension", "study"]
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

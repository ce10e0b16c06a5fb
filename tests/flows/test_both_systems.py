"""Where membership and private insurance are both open, the family counts: free in a fund, at a price each in private.

§ 10 SGB V insures the spouse and children of members free of charge; a private contract insures one person.
"""

from datetime import date
from itertools import islice

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import FAMILY_COUNTS, advise
from advisor.interview.core import walk
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 10, 1))


@pytest.fixture(scope="module")
def warned():
    """Outcomes of a group by whether the caution stands there, each on the first way to it."""

    def read(flow):
        found = all_flows()[flow]
        steps = (walk(found, way.answers, LAW) for way in islice(deciding(found, LAW).ways, 3000))
        advices = [advise(step) for step in steps if step.due is None]
        return {(advice.outcome, FAMILY_COUNTS in advice.cautions) for advice in advices}

    return read


CHOICES = {
    "employee": {"employee-above-limit", "employee-first-job-above-limit", "employee-year-end"},
    "guest-worker": {"guest-worker-above-limit", "guest-worker-self-employed-voluntary"},
    "scientist": {"scientist-employee-above-limit", "scientist-voluntary"},
    "immigrant": {"immigrant-above-limit", "immigrant-with-periods"},
    "self-employed": {"self-employed-employee-above-limit", "self-employed-voluntary"},
    "student": {"student-statutory", "student-employee-above-limit", "student-over-limit-voluntary"},
    "pensioner": {"pensioner-voluntary", "pensioner-job-above-limit"},
    "au-pair": {"au-pair-above-annual-limit"},
    "beihilfe": {"beihilfe-active"},
}
NO_CHOICE = {
    "employee": {"employee-compulsory", "employee-only-private", "employee-barred-by-age"},
    "guest-worker": {"guest-worker-self-employed-private", "guest-worker-only-private", "guest-worker-posted"},
    "scientist": {"scientist-private", "scientist-home-cover", "scientist-through-spouse"},
    "immigrant": {"immigrant-private", "immigrant-family"},
    "self-employed": {"self-employed-private", "self-employed-family"},
    "student": {"student-exempted", "student-family", "student-home-cover"},
    "pensioner": {"pensioner-private", "pensioner-family"},
    "au-pair": {"au-pair-own-policy", "au-pair-pupil-family"},
    "beihilfe": {"beihilfe-employee"},
}


@pytest.mark.parametrize("flow", CHOICES)
def test_the_family_is_named_where_both_systems_are_open(warned, flow):
    found = warned(flow)
    assert {(outcome, True) for outcome in CHOICES[flow]} <= found
    assert {(outcome, False) for outcome in NO_CHOICE[flow]} <= found
    assert not {(outcome, True) for outcome in NO_CHOICE[flow]} & found


def test_the_questions_about_the_family_do_not_send_people_to_themselves(warned):
    assert not {outcome for outcome, said in warned("family") if said}


@pytest.mark.parametrize(
    ("more", "warned"),
    [
        pytest.param({}, False, id="alone"),
        pytest.param({"beihilfe_married": "yes", "beihilfe_spouse_income": "0"}, True, id="married"),
        pytest.param({"beihilfe_children": "7,minor,0,no"}, True, id="a child"),
    ],
)
def test_whoever_has_no_family_is_not_told_of_one(more, warned):
    alone = {"beihilfe_role": "retired", "beihilfe_married": "no", "beihilfe_children": "none"}
    advice = advise(walk(all_flows()["beihilfe"], alone | more, LAW))
    assert (FAMILY_COUNTS in advice.cautions) is warned

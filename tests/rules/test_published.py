"""Published examples of students, families, pensioners and civil servants; those of jobs stand beside their rules."""

import tomllib
from datetime import date
from decimal import Decimal as D
from math import ceil
from pathlib import Path

import pytest

from advisor.rules.amounts import Base, Term, contribution
from advisor.rules.care import Parenthood
from advisor.rules.figures import FIRST_DAY, NotInForce, figures
from advisor.rules.pensioners import Incomes, compulsory_contributions
from advisor.rules.students import former_student_contributions, student_contributions

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "data" / "contributions.toml").read_text())["example"]
MOST_IN_ONE = D("0.01")
"""Some funds print general and additional contribution as one, rounded once."""


def examples(topic, *, since_2019=True):
    found = [e for e in EXAMPLES if e["topic"] == topic and (e["day"] >= FIRST_DAY) == since_2019]
    return [pytest.param(e, id=e["id"]) for e in found]


def person(inputs):
    return Parenthood(int(inputs["age"]), int(inputs["children"]), int(inputs.get("children_under_25", 0)))


@pytest.mark.parametrize("example", [e for e in examples("student") if "age" in e.values[0]["inputs"]])
def test_students_pay_what_was_published(example):
    inputs, expected = example["inputs"], {key: D(value) for key, value in example["expected"].items()}
    total = student_contributions(person(inputs), D(inputs["additional_rate"]), figures().on(example["day"]))
    health = total.find("health_general").euros
    found = {"kv": health, "pv": total.find("care").euros, "total": total.euros}
    assert {key: found[key] for key in expected if key in found} == {k: v for k, v in expected.items() if k in found}
    if "kv_with_additional" in expected:
        both = health + total.find("health_additional").euros
        assert abs(both - expected["kv_with_additional"]) <= MOST_IN_ONE


def test_what_the_end_of_the_former_tariff_cost():
    (example,) = (e for e in EXAMPLES if e["id"] == "exstu_2020_increase")
    inputs, before = example["inputs"], figures().on(FIRST_DAY)
    base = Base(D(inputs["base"]), "base")
    paid = former_student_contributions(Parenthood(30, 1), D(0), before).find("health_general").euros
    assert before.former_student_rate == D(inputs["rate_old"])
    assert figures().on(example["day"]).former_student_rate is None
    later = contribution("health_general", "", base, (Term(D(inputs["rate_new"]), ""),), law="§ 240 SGB V").euros
    assert later - paid == D(example["expected"]["increase"])


EARLIER = [e for e in EXAMPLES if e["day"] < FIRST_DAY]


@pytest.mark.parametrize("example", EARLIER, ids=lambda e: e["id"])
def test_examples_before_2019_test_the_rule_with_their_own_figures(example):
    """The law of such a day is refused; base times rate, rounded once, is what was published all the same."""
    with pytest.raises(NotInForce):
        figures().on(example["day"])
    inputs, expected = example["inputs"], example["expected"]
    base = Base(D(inputs.get("base") or inputs["need_rate"]), "base")
    law = figures().on(FIRST_DAY)
    rates = {
        "stu_2018_kv": (law.general_contribution_rate * law.student_rate_share / 100, None),
        "exstu_2018_transition": (D(inputs.get("rate", 0)), D("2.55")),
        "vol_2018_tk_min_selfemployed": (
            D(inputs.get("rate_general", 0)) + D(inputs.get("additional_rate", 0)),
            D("2.55"),
        ),
    }
    health, care = rates[example["id"]]
    found = {"kv": health, "pv_with_child": care, "pv_childless": care and care + law.childless_surcharge}
    for key, published in expected.items():
        assert contribution("", "", base, (Term(found[key], ""),), law="").euros == D(published), key


@pytest.mark.parametrize("example", examples("family_insurance"))
def test_the_income_limit_of_family_insurance(example):
    law = figures().on(example["day"])
    assert law.reference_amount == D(example["inputs"]["reference_amount"])
    assert law.family_income_limit == D(example["expected"]["limit"])


SEED_FIGURES = [
    pytest.param("2019-01-01", "contribution_ceiling", "4537.50", id="contribution ceiling"),
    pytest.param("2019-01-01", "compulsory_insurance_threshold", "5062.50", id="annual earnings limit, by month"),
    pytest.param("2019-01-01", "minimum_assessment_base", "1038.33", id="lowest base of voluntary members"),
    pytest.param("2019-01-01", "marginal_earnings_limit", "450", id="minijob limit"),
    pytest.param("2019-06-30", "transition_range_upper_limit", "850", id="transition range until June"),
    pytest.param("2019-07-01", "transition_range_upper_limit", "1300", id="transition range from July"),
    pytest.param("2019-01-01", "beihilfe_rate_entitled", "50", id="Beihilfe, entitled"),
    pytest.param("2019-01-01", "beihilfe_rate_entitled_two_children", "70", id="Beihilfe, entitled with two children"),
    pytest.param("2019-01-01", "beihilfe_rate_pensioner", "70", id="Beihilfe, pensioner"),
    pytest.param("2019-01-01", "beihilfe_rate_spouse", "70", id="Beihilfe, spouse"),
    pytest.param("2019-01-01", "beihilfe_rate_child", "80", id="Beihilfe, child"),
    pytest.param("2019-01-01", "beihilfe_spouse_income_limit", "18000", id="Beihilfe, income of the spouse"),
    pytest.param("2019-01-01", "beihilfe_cost_damping_level_1", "150", id="Beihilfe, lowest yearly own share"),
    pytest.param("2019-01-01", "beihilfe_cost_damping_level_5", "750", id="Beihilfe, highest yearly own share"),
]


@pytest.mark.parametrize(("day", "name", "value"), SEED_FIGURES)
def test_the_figures_of_2019(day, name, value):
    assert figures().on(date.fromisoformat(day)).find(name) == D(value)


@pytest.mark.parametrize("example", examples("occupational_pension"))
def test_the_allowance_of_occupational_pensions(example):
    inputs, expected, law = example["inputs"], example["expected"], figures().on(example["day"])
    if "threshold" in expected:
        assert law.reference_amount == D(inputs["reference_amount"])
        assert law.occupational_pension_threshold == D(expected["threshold"])
    else:
        incomes = Incomes(occupational=D(inputs["pension"]))
        own, _ = compulsory_contributions(incomes, Parenthood(70, 1), None, law)
        assert own.find("health_general").formula.base.euros == D(expected["kv_liable"])
        assert own.find("care").formula.base.euros == D(inputs["pension"])


@pytest.mark.parametrize("example", examples("beihilfe_nrw"))
def test_limits_of_beihilfe(example):
    inputs, expected, law = example["inputs"], example["expected"], figures().on(example["day"])
    if "limit" in expected:
        limit, value, first_value = (D(inputs[key]) for key in ("base_limit", "pension_value", "base_pension_value"))
        assert ceil(limit * value / first_value) == law.beihilfe_spouse_income_limit == D(expected["limit"])
    else:
        own_share = law.beihilfe_cost_damping_level_2 if inputs["grade"] == "A 12" else None
        assert (own_share or D(0)) == D(expected["cost_damping"])

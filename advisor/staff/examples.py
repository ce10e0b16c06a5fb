"""Published examples worked by our rules: what a figure that is wrong would break, for tests and before every release."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from advisor.rules.amounts import Amount, Base, Term, contribution
from advisor.rules.care import Parenthood
from advisor.rules.employees import (
    Job,
    employee_base,
    employment_contributions,
    exact_employee_base,
    exact_reduced_base,
    is_in_transition_range,
    reduced_base,
)
from advisor.rules.figures import FIRST_DAY, Figures, Refused
from advisor.rules.law import Law
from advisor.rules.pensioners import Incomes, compulsory_contributions
from advisor.rules.students import former_student_contributions, student_contributions
from advisor.rules.voluntary import voluntary_contributions

MOST_IN_ONE = Decimal("0.01")
"""Some funds print general and additional contribution as one, rounded once."""
Inputs = Mapping[str, str]
Worked = dict[str, Decimal | None]


@dataclass(frozen=True)
class Example:
    """What went in, what was published, how near we must come."""

    id: str
    topic: str
    day: date
    tolerance: Decimal
    inputs: Inputs
    expected: Mapping[str, Decimal]

    @property
    def published(self) -> dict[str, Decimal]:
        """What our law must say: the figures that the example takes for given, the results, and what a formula gives."""
        given = {
            name: Decimal(self.inputs[key]) for key, name in GIVEN.get(self.topic, {}).items() if key in self.inputs
        }
        twice = {
            name: self.expected[key] for key, name in BY_FORMULA.get(self.topic, {}).items() if key in self.expected
        }
        return given | dict(self.expected) | twice

    def near(self, key: str, found: Decimal | None) -> bool:
        """The value is what was published."""
        tolerance = MOST_IN_ONE if key == "kv_with_additional" else self.tolerance
        return found is not None and abs(found - self.published[key]) <= tolerance


GIVEN = {
    "minijob_limit": {"minimum_wage": "minimum_wage"},
    "minimum_base": {"reference_amount": "reference_amount"},
    "family_insurance": {"reference_amount": "reference_amount"},
    "occupational_pension": {"reference_amount": "reference_amount"},
    "employee": {"rate_reduced": "reduced_contribution_rate"},
    "student": {"rate_old": "former_student_rate_before"},
}
"""Figures that an example states among its inputs, by topic and key."""
BY_FORMULA = {
    "minijob_limit": {"threshold": "threshold_by_formula"},
    "midijob_factor": {"factor_f": "factor_by_formula"},
    "beihilfe_nrw": {"limit": "limit_by_formula"},
}
"""Results that are a figure of ours and that a formula gives as well: both must say the same."""


@lru_cache(maxsize=1)
def examples() -> tuple[Example, ...]:
    """All of them, in the order of the file."""
    found = tomllib.loads((Path(__file__).parent / "examples.toml").read_text())["example"]
    return tuple(
        Example(
            about["id"],
            about["topic"],
            about["day"],
            Decimal(about["tolerance"]),
            about["inputs"],
            {key: Decimal(value) for key, value in about["expected"].items()},
        )
        for about in found
    )


def worked(example: Example, figures: Figures) -> Worked:
    """What our rules make of an example under these figures, by the names of what was published; None for a figure that
    the law does not give."""
    work = BEFORE_2019.get(example.id) or SPECIAL.get(example.id) or TOPICS[example.topic]
    try:
        found = work(example.inputs, figures.on(max(example.day, FIRST_DAY)))
    except Refused:
        return dict.fromkeys(example.published)
    return {key: found.get(key) for key in example.published}


def broken(example: Example, figures: Figures) -> bool:
    """Our rules no longer say what was published."""
    return not all(example.near(key, value) for key, value in worked(example, figures).items())


# How each topic is worked -----------------------------------------------------------------------------------------------


def _rate(inputs: Inputs) -> Decimal | None:
    return None if inputs["additional_rate"] == "average" else Decimal(inputs["additional_rate"])


def _euros(total: Amount, *codes: str) -> Decimal | None:
    """What these items of an amount cost together; None where a figure is missing."""
    euros = [item.euros if (item := total.find(code)) else None for code in codes]
    return None if None in euros else sum((each for each in euros if each is not None), Decimal(0))


def _base(total: Amount, code: str) -> Decimal | None:
    """What an item is computed from."""
    item = total.find(code)
    return item.formula.base.euros if item and item.formula else None


HEALTH = ("health_general", "health_additional")


def _parent(inputs: Inputs) -> Parenthood:
    return Parenthood(int(inputs["age"]), int(inputs["children"]), int(inputs.get("children_under_25", 0)))


def _job(inputs: Inputs, law: Law) -> Worked:
    if "rate_reduced" in inputs:
        return _reduced_rate(inputs, law)
    job = Job(Decimal(inputs["gross"]), _rate(inputs))
    insured, employer = employment_contributions(job, _parent(inputs), law)
    found: Worked = {"total_an": insured.euros, "total_ag": employer.euros}
    for side, total in (("an", insured), ("ag", employer)):
        found[f"kv_{side}"] = _euros(total, *HEALTH)
        for short, code in (("pv", "care"), ("rv", "pension"), ("av", "unemployment")):
            found[f"{short}_{side}"] = _euros(total, code)
    if is_in_transition_range(job, law):
        found["base_total"] = reduced_base(job.gross_pay, law)
        found["base_employee"] = employee_base(job.gross_pay, law)
    return found


def _reduced_rate(inputs: Inputs, law: Law) -> Worked:
    """Without a right to sick pay each side bears half of both rates (§§ 243, 249 SGB V)."""
    pay = Decimal(3000)
    totals = employment_contributions(Job(pay, _rate(inputs), sick_pay=False), Parenthood(66, 1), law)
    found: Worked = {"reduced_contribution_rate": law.reduced_contribution_rate}
    for total, side in zip(totals, ("employee_rate", "employer_rate"), strict=True):
        paid = _euros(total, *HEALTH)
        found[side] = None if paid is None else paid * 100 / pay
    return found


def _line(inputs: Inputs, law: Law) -> Worked:
    """Two points of each line give its slope and where it meets zero."""
    found: Worked = {}
    for name, line in (("total", exact_reduced_base), ("employee", exact_employee_base)):
        one, other = line(Decimal(1000), law), line(Decimal(1100), law)
        slope = (other - one) / 100
        found |= {f"{name}_slope": slope, f"{name}_intercept": one - 1000 * slope}
    return found


def _factor(inputs: Inputs, law: Law) -> Worked:
    """The numerator by the rate of all branches on 1 January, to four places (§ 20 Abs. 2a Satz 2 to 4 SGB IV)."""
    by_formula = (Decimal(inputs["numerator"]) / Decimal(inputs["total_rate"])).quantize(Decimal("0.0001"))
    return {"factor_f": law.transition_factor, "factor_by_formula": by_formula}


def _minijob(inputs: Inputs, law: Law) -> Worked:
    """130 hours in three months at the minimum wage, rounded up to full euros (§ 8 Abs. 1a SGB IV)."""
    return {
        "minimum_wage": law.minimum_wage,
        "threshold": law.marginal_earnings_limit,
        "threshold_by_formula": Decimal(ceil(law.minimum_wage * 130 / 3)),
    }


def _voluntary(inputs: Inputs, law: Law) -> Worked:
    sick_pay = inputs["sick_pay"] == "yes"
    income = Decimal(inputs["monthly_income"])
    total = voluntary_contributions(income, _parent(inputs), _rate(inputs), law, sick_pay=sick_pay)
    return {"kv": _euros(total, *HEALTH), "pv": _euros(total, "care"), "total": total.euros}


def _student(inputs: Inputs, law: Law) -> Worked:
    total = student_contributions(_parent(inputs), Decimal(inputs["additional_rate"]), law)
    return {
        "kv": _euros(total, "health_general"),
        "kv_with_additional": _euros(total, *HEALTH),
        "pv": _euros(total, "care"),
        "total": total.euros,
    }


def _occupational_pension(inputs: Inputs, law: Law) -> Worked:
    found: Worked = {"reference_amount": law.reference_amount, "threshold": law.occupational_pension_threshold}
    if "pension" in inputs:
        incomes = Incomes(occupational=Decimal(inputs["pension"]))
        own, _fund = compulsory_contributions(incomes, Parenthood(70, 1), None, law)
        found["kv_liable"] = _base(own, "health_general")
    return found


def _beihilfe(inputs: Inputs, law: Law) -> Worked:
    if "grade" in inputs:
        return {"cost_damping": law.beihilfe_cost_damping_level_2 or Decimal(0)}
    limit, value, first_value = (Decimal(inputs[key]) for key in ("base_limit", "pension_value", "base_pension_value"))
    by_formula = Decimal(ceil(limit * value / first_value))
    return {"limit": law.beihilfe_spouse_income_limit, "limit_by_formula": by_formula}


def _end_of_the_former_tariff(inputs: Inputs, law: Law) -> Worked:
    """What former students paid more from 2020 on, when their tariff was gone."""
    before = law.at(FIRST_DAY)
    former = former_student_contributions(Parenthood(30, 1), Decimal(0), before)
    paid = _euros(former, "health_general") if former else None
    later = _paid(inputs["base"], Decimal(inputs["rate_new"]))
    gone = law.former_student_rate is None
    return {
        "former_student_rate_before": before.former_student_rate,
        "increase": later - paid if gone and paid is not None else None,
    }


def _paid(base: str, rate: Decimal) -> Decimal:
    """Base times rate, rounded once."""
    euros = contribution("", "", Base(Decimal(base), "base"), (Term(rate, ""),), law="").euros
    assert euros is not None
    return euros


CARE_2018 = Decimal("2.55")


def _student_2018(inputs: Inputs, law: Law) -> Worked:
    return {"kv": _paid(inputs["need_rate"], law.general_contribution_rate * law.student_rate_share / 100)}


def _former_student_2018(inputs: Inputs, law: Law) -> Worked:
    return {
        "kv": _paid(inputs["base"], Decimal(inputs["rate"])),
        "pv_with_child": _paid(inputs["base"], CARE_2018),
        "pv_childless": _paid(inputs["base"], CARE_2018 + law.childless_surcharge),
    }


def _self_employed_2018(inputs: Inputs, law: Law) -> Worked:
    general, additional = (_paid(inputs["base"], Decimal(inputs[key])) for key in ("rate_general", "additional_rate"))
    return {
        "kv": general + additional,
        "pv_childless": _paid(inputs["base"], CARE_2018 + law.childless_surcharge),
    }


Work = Callable[[Any, Law], Worked]
TOPICS: Mapping[str, Work] = {
    "employee": _job,
    "midijob": _job,
    "midijob_formula": _line,
    "midijob_factor": _factor,
    "minijob_limit": _minijob,
    "voluntary": _voluntary,
    "minimum_base": lambda _, law: {
        "reference_amount": law.reference_amount,
        "min_base": law.minimum_assessment_base,
    },
    "student": _student,
    "family_insurance": lambda _, law: {"reference_amount": law.reference_amount, "limit": law.family_income_limit},
    "occupational_pension": _occupational_pension,
    "beihilfe_nrw": _beihilfe,
}
BEFORE_2019: Mapping[str, Work] = {
    "stu_2018_kv": _student_2018,
    "exstu_2018_transition": _former_student_2018,
    "vol_2018_tk_min_selfemployed": _self_employed_2018,
}
"""The law of such a day is refused; the rules get the base and the rates of then, and what has not changed until 2019."""
SPECIAL: Mapping[str, Work] = {"exstu_2020_increase": _end_of_the_former_tariff}

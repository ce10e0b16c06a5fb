"""The student tariff (Krankenversicherung der Studenten)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .amounts import Amount, Base, Term, contribution, or_refused
from .care import Parenthood, care_contribution
from .law import Law
from .words import gettext_noop


def is_within_student_limits(age: int, semesters: int | None, law: Law, *, this_semester: bool = False) -> bool:
    """Under the age limit and, while that was law, within the semester limit (§ 5 Abs. 1 Nr. 9 SGB V).

    age: completed years; semesters: subject semesters, None where the law of the day does not count them.
    this_semester: the age limit was reached in the semester that still runs (§ 190 Abs. 9 SGB V).
    """
    limit = law.student_semester_limit
    is_young = age < law.student_age_limit or this_semester
    return is_young and (limit is None or semesters is None or semesters <= limit)


def assessment_base(law: Law) -> Base:
    """The monthly need of a student who lives away from home (§ 236 SGB V, § 13 BAföG)."""
    base = law.student_assessment_base
    return Base(base, gettext_noop("assessment base of the student tariff"), (base,))


def student_contributions(person: Parenthood, additional_rate: Decimal | None, law: Law) -> Amount:
    """What a student pays alone for health and care, euros per month (§§ 236, 245 SGB V, §§ 55, 57 SGB XI).

    additional_rate: percent of the fund; None takes the average.
    """
    return Amount.total(
        "total",
        gettext_noop("Your contribution per month"),
        or_refused("health_general", HEALTH, lambda: _health(law), law="§ 245 Abs. 1 SGB V"),
        or_refused("health_additional", ADDITIONAL, lambda: _additional(additional_rate, law), law="§ 242 SGB V"),
        or_refused("care", CARE, lambda: care_contribution(assessment_base(law), person, law), law="§§ 55, 57 SGB XI"),
        law="§§ 236, 245, 250 SGB V",
    )


HEALTH = gettext_noop("Health insurance, student tariff")
ADDITIONAL = gettext_noop("Additional contribution of your fund")
CARE = gettext_noop("Care insurance")


def _health(law: Law) -> Amount:
    term = Term(law.general_contribution_rate, gettext_noop("general rate"), law.student_rate_share / 100)
    return contribution(
        "health_general",
        HEALTH,
        assessment_base(law),
        (term,),
        law="§ 245 Abs. 1 SGB V",
        figures=(law.student_rate_share,),
    )


def _additional(rate: Decimal | None, law: Law) -> Amount:
    percent = law.average_additional_rate if rate is None else rate
    term = Term(percent, gettext_noop("additional rate of the fund"))
    return contribution("health_additional", ADDITIONAL, assessment_base(law), (term,), law="§ 242 SGB V")


def semester_end(day: date) -> date:
    """The last day of the semester that contains the day: 31 March or 30 September."""
    if 4 <= day.month <= 9:
        return date(day.year, 9, 30)
    return date(day.year + (day.month > 9), 3, 31)


def former_student_contributions(person: Parenthood, additional_rate: Decimal | None, law: Law) -> Amount | None:
    """The tariff of at most six months after the student insurance (§ 245 Abs. 2 SGB V a.F., until 2019-12-31).

    Euros per month on the lowest base of voluntary members; None on a day without that tariff.
    """
    rate = law.former_student_rate
    if rate is None:
        return None
    percent = law.average_additional_rate if additional_rate is None else additional_rate
    lowest = law.minimum_assessment_base
    base = Base(lowest, gettext_noop("lowest income on which voluntary members pay"), (lowest,))
    health = Term(rate, gettext_noop("rate of the former tariff"))
    fund = Term(percent, gettext_noop("additional rate of the fund"))
    return Amount.total(
        "total",
        gettext_noop("Your contribution per month"),
        contribution(
            "health_general",
            gettext_noop("Health insurance, tariff after the studies"),
            base,
            (health,),
            law=FORMER,
        ),
        contribution("health_additional", ADDITIONAL, base, (fund,), law="§ 242 SGB V"),
        care_contribution(base, person, law),
        law=FORMER,
    )


FORMER = "§ 245 Abs. 2 SGB V a.F."

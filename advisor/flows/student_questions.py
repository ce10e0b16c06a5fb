"""What students are asked, and what their answers mean in law."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, boolean, choice, day, whole
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.students import is_within_student_limits
from advisor.rules.words import gettext_noop

from .questions import (
    AGE,
    COUNTRY,
    FIRST_JOB,
    GROSS_PAY,
    HOME_COVER,
    LAST_STATUTORY,
    OWN_INCOME,
    RELATIVE,
    TAX_FREE_SCHOLARSHIP,
)
from .too_late import first_job_decides

PURPOSE = Question(
    "purpose",
    gettext_noop("What do you come to do?"),
    choice,
    sensitive=False,
    samples=("degree", "exchange", "doctorate", "scholarship", "language_course", "preparatory_college"),
    options=(
        Option("degree", gettext_noop("Study for a degree")),
        Option("exchange", gettext_noop("Come on an exchange and take the degree at home")),
        Option("doctorate", gettext_noop("Take a doctorate")),
        Option("scholarship", gettext_noop("Stay on a scholarship without regular studies")),
        Option("language_course", gettext_noop("Attend a language course before studying")),
        Option("preparatory_college", gettext_noop("Attend a preparatory college ([de:Studienkolleg])")),
    ),
)

WORK = Question(
    "work",
    gettext_noop("Do you do paid work in Germany?"),
    choice,
    sensitive=False,
    samples=("none", "marginal", "part_time", "main"),
    options=(
        Option("none", gettext_noop("No")),
        Option("marginal", gettext_noop("Yes, only a minijob")),
        Option("part_time", gettext_noop("Yes, more than a minijob, up to 20 hours a week")),
        Option("main", gettext_noop("Yes, more than 20 hours a week during the semester")),
    ),
)

SEMESTERS = Question(
    "semesters",
    gettext_noop("In which semester of your subject are you?"),
    whole,
    sensitive=False,
    samples=("3",),
    hint=gettext_noop("On this day of law the student tariff still had a limit of semesters."),
    unit="semesters",
    least=Decimal(1),
    most=Decimal(60),
)

TURNS_30 = Question(
    "turns_30",
    gettext_noop("In which semester do you turn 30?"),
    choice,
    sensitive=False,
    samples=("this", "before", "next", "after_next"),
    options=(
        Option("before", gettext_noop("Before my first semester here begins")),
        Option("this", gettext_noop("In the current semester, or in my first if I begin later")),
        Option("next", gettext_noop("One semester later")),
        Option("after_next", gettext_noop("Later still")),
    ),
    hint=gettext_noop(
        "The winter semester runs from 1 October to 31 March, the summer semester from 1 April to 30 September."
    ),
)

TURNED_30 = Question(
    "turned_30",
    gettext_noop("Did you turn 30 in the current semester?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Answer No if your studies here begin only after this semester."),
)

EXEMPTED = Question(
    "exempted",
    gettext_noop("Has a fund already exempted you from the statutory student insurance?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("You would have a letter about it ([de:Befreiung von der Versicherungspflicht])."),
)

OTHER_COVER_ENDS = Question(
    "other_cover_ends",
    gettext_noop(
        "Until which day were you insured in another way: free of charge with your family, through a job or by public "
        "insurance abroad?"
    ),
    day,
    sensitive=False,
    samples=("none", "2026-10-31"),
    hint=gettext_noop(
        "Private insurance does not count. The day may also lie ahead. "
        "Leave empty if you were not insured in these ways after your studies began."
    ),
    default=NO_DAY,
    empty=gettext_noop("not insured in these ways"),
)

REGULAR = ("degree", "exchange")
COURSES = ("language_course", "preparatory_college")


def is_regular_student(a: Case) -> bool:
    """Enrolled for studies that the student insurance covers; a doctorate is none (§ 5 Abs. 1 Nr. 9 SGB V)."""
    return a.one_of(PURPOSE, REGULAR)


def has_public_cover_abroad(a: Case) -> bool:
    return a[HOME_COVER] == "statutory" and a[COUNTRY] != "DE"


def public_cover_counts_here(a: Case) -> bool:
    """Public insurance abroad that pays for treatment in Germany, by the European rules or a treaty."""
    abroad = a.law.country(a[COUNTRY])
    return has_public_cover_abroad(a) and (abroad.coordinated or abroad.treaty_in_kind)


def has_earlier_periods(a: Case) -> bool:
    """Insured until now in the statutory system here or in a coordinated state (§ 9 Abs. 1, § 188 Abs. 4 SGB V)."""
    return a[HOME_COVER] == "statutory" and (a[COUNTRY] == "DE" or a.law.country(a[COUNTRY]).coordinated)


def job_may_decide(a: Case) -> bool:
    """Work beyond what leaves a student a student: up to the weekly limit, and for regular students only
    (§ 6 Abs. 1 Nr. 3 SGB V)."""
    return a[WORK] == "main" or (a[WORK] == "part_time" and not is_regular_student(a))


def works_as_employee(a: Case) -> bool:
    """The job decides, not the studies (§ 5 Abs. 1 Nr. 1, Abs. 7 SGB V); a minijob does not."""
    return job_may_decide(a) and not is_marginal(a[GROSS_PAY], a.law)


def works_above_the_limit(a: Case) -> bool:
    return works_as_employee(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def may_be_first_job(a: Case) -> bool:
    """In Germany and in no fund: only the first job opens one above the limit."""
    return first_job_decides(a) and works_above_the_limit(a)


def has_a_later_job(a: Case) -> bool:
    """Not the first job in Germany, so that it opens no fund."""
    return not a.get(FIRST_JOB, True) and works_above_the_limit(a)


def pays_as_employee(a: Case) -> bool:
    """A fund insures beside the job, or may do so."""
    return works_as_employee(a) and not has_a_later_job(a)


def has_only_a_minijob(a: Case) -> bool:
    return a[WORK] == "marginal" or (job_may_decide(a) and is_marginal(a[GROSS_PAY], a.law))


def keeps_home_cover(a: Case) -> bool:
    """Public insurance abroad that counts here, and no paid work beyond a minijob that brings German law."""
    return public_cover_counts_here(a) and (a[WORK] == "none" or has_only_a_minijob(a))


@once
def insures_as_student(a: Case) -> bool:
    """A regular student whom neither a job nor insurance at home takes out of the student insurance."""
    return is_regular_student(a) and not works_as_employee(a) and not keeps_home_cover(a)


def is_within_limits(a: Case) -> bool:
    """Young enough: the semester in which somebody turns 30 still counts, one that begins after it does not."""
    if a.get(TURNS_30, "") == "before":
        return False
    semesters = a[SEMESTERS] if a.has(SEMESTERS) else None
    return is_within_student_limits(a[AGE], semesters, a.law, this_semester=a.get(TURNED_30, False))


def is_exempted(a: Case) -> bool:
    return a.get(EXEMPTED, False)


@once
def is_on_student_tariff(a: Case) -> bool:
    return insures_as_student(a) and is_within_limits(a) and not is_exempted(a)


def may_be_family_insured(a: Case) -> bool:
    """Not beside a job, insurance at home or an exemption (§ 10 Abs. 1 Satz 1 Nr. 2, 3 SGB V)."""
    return not works_as_employee(a) and not keeps_home_cover(a) and not is_exempted(a)


def belongs_to_family(a: Case) -> bool:
    """A member's spouse, or a child below the age limit (§ 10 Abs. 1, 2 SGB V).

    A minijob alone is no work in the sense of the age limits of children (§ 10 Abs. 2 Nr. 2 SGB V), and a doctorate is no
    training for an occupation (Nr. 3).
    """
    relative = a.get(RELATIVE, "none")
    if relative != "parent":
        return relative == "spouse"
    in_education = is_regular_student(a) or a[PURPOSE] == "preparatory_college"
    working = a[WORK] != "none" and not has_only_a_minijob(a)
    return child_is_young_enough(a[AGE], in_education=in_education, working=working, law=a.law)


def scholarship_decides(a: Case) -> bool:
    """Only the income stands in the way of family insurance, and a part of it may not count."""
    return belongs_to_family(a) and not is_within_family_income(a[OWN_INCOME], has_only_a_minijob(a), a.law)


def is_family_insured(a: Case) -> bool:
    """Family insurance comes before the student insurance (§ 5 Abs. 7 SGB V)."""
    if not belongs_to_family(a):
        return False
    counts = a.less(OWN_INCOME, a.get(TAX_FREE_SCHOLARSHIP, Decimal(0)))
    return is_within_family_income(counts, has_only_a_minijob(a), a.law)


def may_become_voluntary(a: Case) -> bool:
    """Beyond the student insurance and with earlier periods: the income decides the contribution."""
    return may_be_family_insured(a) and has_earlier_periods(a) and not is_on_student_tariff(a)


def is_uninsured_here(a: Case) -> bool:
    """In Germany without any cover, and beyond the student insurance: the last insurance decides."""
    uninsured = a[COUNTRY] == "DE" and a[HOME_COVER] == "none"
    return uninsured and may_be_family_insured(a) and not is_on_student_tariff(a)


def belongs_to_last_fund(a: Case) -> bool:
    """Without other cover and last in a fund here (§ 5 Abs. 1 Nr. 13 SGB V); pay above the limit keeps this duty away."""
    return not works_as_employee(a) and a.get(LAST_STATUTORY, False)


def pays_by_income(a: Case) -> bool:
    return may_become_voluntary(a) or belongs_to_last_fund(a)


@once
def pays_contributions(a: Case) -> bool:
    """The fund's rate and the children change what is paid."""
    if works_as_employee(a):
        return pays_as_employee(a)
    return not is_family_insured(a) and (is_on_student_tariff(a) or pays_by_income(a))


def children_count(a: Case) -> bool:
    """Children spare the surcharge, or give a discount since that is law (§ 55 Abs. 3 SGB XI)."""
    return pays_contributions(a) and (a[AGE] >= a.law.childless_surcharge_age or a.law.child_discount is not None)


def may_turn_30(a: Case) -> bool:
    return insures_as_student(a) and a[AGE] == a.law.student_age_limit - 1


def may_have_turned_30(a: Case) -> bool:
    return insures_as_student(a) and a[AGE] == a.law.student_age_limit

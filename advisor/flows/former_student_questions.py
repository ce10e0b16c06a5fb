"""What people at the end of their studies are asked, and what their answers mean in law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.question import NO_DAY, Option, Question, choice, day
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.students import is_within_student_limits
from advisor.rules.words import gettext_noop

from .questions import AGE, GROSS_PAY, OWN_INCOME, RELATIVE, TAX_FREE_SCHOLARSHIP
from .student_questions import SEMESTERS

NEXT_STEP = Question(
    "next_step",
    gettext_noop("What comes after your student insurance?"),
    choice,
    sensitive=False,
    samples=("study", "job", "search", "business", "abroad", "other"),
    options=(
        Option("study", gettext_noop("I go on studying, for example beyond the age limit")),
        Option("job", gettext_noop("I work for an employer")),
        Option("search", gettext_noop("I look for work")),
        Option("business", gettext_noop("I work for myself")),
        Option("abroad", gettext_noop("I move to another country")),
        Option("other", gettext_noop("None of these")),
    ),
)

STUDENT_COVER = Question(
    "student_cover",
    gettext_noop("How are you insured as a student until now?"),
    choice,
    sensitive=False,
    samples=("student", "family", "private", "home"),
    options=(
        Option("student", gettext_noop("In the statutory student insurance, with a contribution of my own")),
        Option("family", gettext_noop("Free of charge with my family, in the statutory system")),
        Option("private", gettext_noop("With a private insurer")),
        Option("home", gettext_noop("In the public system of my home country")),
    ),
)

LAST_SEMESTER_ENDS = Question(
    "last_semester_ends",
    gettext_noop("On which day does your last semester in the student insurance end?"),
    day,
    sensitive=False,
    samples=("2026-09-30", "none"),
    hint=gettext_noop(
        "The winter semester ends on 31 March, the summer semester on 30 September. "
        "Leave empty if you do not know the day."
    ),
    default=NO_DAY,
)


def goes_on_studying(a: Case) -> bool:
    return a[NEXT_STEP] == "study"


def moves_away(a: Case) -> bool:
    return a[NEXT_STEP] == "abroad"


def has_a_job(a: Case) -> bool:
    """A job that insures; a minijob does not (§ 5 Abs. 1 Nr. 1, § 7 Abs. 1 SGB V)."""
    return a[NEXT_STEP] == "job" and not is_marginal(a[GROSS_PAY], a.law)


def has_only_a_minijob(a: Case) -> bool:
    return a[NEXT_STEP] == "job" and not has_a_job(a)


def is_above_limit(a: Case) -> bool:
    return has_a_job(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def is_in_a_fund(a: Case) -> bool:
    """As a student until now, with a contribution or with the family."""
    return a.one_of(STUDENT_COVER, ("student", "family"))


def was_on_student_tariff(a: Case) -> bool:
    return a[STUDENT_COVER] == "student"


def semesters_count(a: Case) -> bool:
    """While the law counted them, the semesters could end the student insurance too."""
    return goes_on_studying(a) and was_on_student_tariff(a) and a.law.student_semester_limit is not None


def is_still_student(a: Case) -> bool:
    """Within the limits the student insurance goes on (§ 5 Abs. 1 Nr. 9 SGB V)."""
    if not goes_on_studying(a) or not is_in_a_fund(a):
        return False
    return is_within_student_limits(a[AGE], a[SEMESTERS] if a.has(SEMESTERS) else None, a.law)


def keeps_home_cover(a: Case) -> bool:
    return a[STUDENT_COVER] == "home" and a[NEXT_STEP] != "business" and not has_a_job(a)


def is_exempted(a: Case) -> bool:
    """The exemption holds for the whole of the studies (§ 8 Abs. 2 SGB V)."""
    return a[STUDENT_COVER] == "private" and goes_on_studying(a)


def may_be_family_insured(a: Case) -> bool:
    """Not beside a job, a business, insurance at home or an exemption (§ 10 Abs. 1 Satz 1 Nr. 2 bis 4 SGB V)."""
    if has_a_job(a) or moves_away(a) or is_exempted(a):
        return False
    return a[NEXT_STEP] != "business" and a[STUDENT_COVER] != "home"


def belongs_to_family(a: Case) -> bool:
    """Spouses at any age; children by age, training and work (§ 10 Abs. 1, 2 SGB V)."""
    relative = a.get(RELATIVE, "none")
    if relative != "parent":
        return relative == "spouse"
    return child_is_young_enough(a[AGE], in_education=goes_on_studying(a), working=False, law=a.law)


def scholarship_decides(a: Case) -> bool:
    """Only the income stands in the way of family insurance, and a part of it may not count."""
    return belongs_to_family(a) and not is_within_family_income(a[OWN_INCOME], has_only_a_minijob(a), a.law)


def is_family_insured(a: Case) -> bool:
    """In the family, with income within the limit (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V)."""
    if not belongs_to_family(a):
        return False
    counts = a.less(OWN_INCOME, a.get(TAX_FREE_SCHOLARSHIP, Decimal(0)))
    return is_within_family_income(counts, has_only_a_minijob(a), a.law)


@once
def goes_on_as_member(a: Case) -> bool:
    """From a fund here, with nothing that comes before the voluntary membership (§ 188 Abs. 4 SGB V)."""
    from_a_fund = is_in_a_fund(a) or (a[STUDENT_COVER] == "home" and a[NEXT_STEP] == "business")
    return from_a_fund and not (has_a_job(a) or moves_away(a) or is_still_student(a) or is_family_insured(a))


def pays_student_tariff(a: Case) -> bool:
    """Still within the limits, and not free of charge with the family (§ 5 Abs. 7 Satz 1 SGB V)."""
    return is_still_student(a) and not is_family_insured(a)


@once
def pays_contributions(a: Case) -> bool:
    return has_a_job(a) or goes_on_as_member(a) or pays_student_tariff(a)


def had_former_tariff(a: Case) -> bool:
    """Students beyond the limits with a low income, while that tariff was law (§ 245 Abs. 2 SGB V a.F.)."""
    limit = a.law.former_student_income_limit
    if limit is None or a.law.former_student_rate is None:
        return False
    return goes_on_studying(a) and was_on_student_tariff(a) and a.get(OWN_INCOME, Decimal(0)) <= limit


def last_day_as_student(a: Case) -> date | None:
    return a.get(LAST_SEMESTER_ENDS, None)

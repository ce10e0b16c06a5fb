"""People who study, prepare to study or take a doctorate in Germany."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import (
    YES_NO,
    Ask,
    Case,
    Flow,
    Option,
    Outcome,
    Question,
    boolean,
    choice,
    money,
    whole,
)
from advisor.rules.amounts import Amount
from advisor.rules.dates import period_end
from advisor.rules.employees import Job, employment_contributions, exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.students import (
    former_student_contributions,
    is_within_student_limits,
    semester_end,
    student_contributions,
)
from advisor.rules.voluntary import voluntary_contributions
from advisor.rules.words import gettext_noop

from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    COUNTRY,
    GROSS_PAY,
    HOME_COVER,
    SAXONY,
    START,
    discount_counts_children,
    fund_average,
    parenthood,
)

PURPOSE = Question(
    "purpose",
    gettext_noop("What do you come to do?"),
    choice,
    sensitive=False,
    samples=("degree", "exchange", "doctorate", "scholarship", "language_course", "preparatory_college"),
    options=(
        Option("degree", gettext_noop("Study for a degree")),
        Option("exchange", gettext_noop("Study for one or two semesters as an exchange student")),
        Option("doctorate", gettext_noop("Take a doctorate")),
        Option("scholarship", gettext_noop("Stay on a scholarship without regular studies")),
        Option("language_course", gettext_noop("Attend a language course before studying")),
        Option("preparatory_college", gettext_noop("Attend a preparatory college ([de:Studienkolleg])")),
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
    samples=("this", "next", "after_next"),
    options=(
        Option("this", gettext_noop("In the current semester")),
        Option("next", gettext_noop("In the next semester")),
        Option("after_next", gettext_noop("In the semester after the next")),
    ),
    hint=gettext_noop(
        "The winter semester runs from 1 October to 31 March, the summer semester from 1 April to 30 September."
    ),
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

RELATIVE = Question(
    "relative",
    gettext_noop("Is a close relative insured in the German statutory system?"),
    choice,
    sensitive=False,
    samples=("none", "parent", "spouse"),
    options=(
        Option("none", gettext_noop("No")),
        Option("parent", gettext_noop("Yes, my mother or my father")),
        Option("spouse", gettext_noop("Yes, my husband, my wife or my registered partner")),
    ),
    unsure=True,
)

OWN_INCOME = Question(
    "own_income",
    gettext_noop("How much income of your own do you have per month?"),
    money,
    sensitive=False,
    samples=("0",),
    hint=gettext_noop("In euros. Support from parents and the student grant ([de:BAföG]) do not count."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
)

AGES = (
    "childless_surcharge_age",
    "family_age_limit",
    "family_age_limit_not_working",
    "family_age_limit_in_education",
    "student_age_limit",
)
REGULAR = ("degree", "exchange")


def is_regular_student(a: Case) -> bool:
    """Enrolled for studies that the student insurance covers; a doctorate is none (§ 5 Abs. 1 Nr. 9 SGB V)."""
    return a[PURPOSE] in REGULAR


def is_within_limits(a: Case) -> bool:
    return is_within_student_limits(a[AGE], a.get(SEMESTERS, 1), a.law)


def keeps_home_cover(a: Case) -> bool:
    """Public insurance abroad that counts here, and no paid work beyond a minijob that brings German law."""
    abroad = a.law.country(a[COUNTRY])
    counts = abroad.group != "home" and (abroad.coordinated or abroad.treaty_in_kind)
    return counts and a[HOME_COVER] == "statutory" and a[WORK] in ("none", "marginal")


def has_earlier_periods(a: Case) -> bool:
    """Insured until now in the statutory system here or in a coordinated state (§ 9 Abs. 1, § 188 Abs. 4 SGB V)."""
    return a[HOME_COVER] == "statutory" and (a[COUNTRY] == "DE" or a.law.country(a[COUNTRY]).coordinated)


def is_exempted(a: Case) -> bool:
    return a.get(EXEMPTED, False)


def works_as_employee(a: Case) -> bool:
    """More than 20 hours a week and more than a minijob: the job decides, not the studies (§ 6 Abs. 1 Nr. 3 SGB V)."""
    return a[WORK] == "main" and not is_marginal(a[GROSS_PAY], a.law)


def works_above_the_limit(a: Case) -> bool:
    return works_as_employee(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def is_family_insured(a: Case) -> bool:
    """Family insurance comes before the student insurance (§ 5 Abs. 7 SGB V); not for those exempted (§ 10 Abs. 1 Nr. 3)."""
    relative = a.get(RELATIVE, "none")
    if relative == "none" or is_exempted(a):
        return False
    if not is_within_family_income(a[OWN_INCOME], a[WORK] == "marginal", a.law):
        return False
    in_education = a[PURPOSE] not in ("language_course", "scholarship")
    working = a[WORK] != "none"
    return relative == "spouse" or child_is_young_enough(a[AGE], in_education=in_education, working=working, law=a.law)


def may_be_family_insured(a: Case) -> bool:
    return a[WORK] != "main" and not keeps_home_cover(a) and not is_exempted(a)


def may_become_voluntary(a: Case) -> bool:
    """Beyond the student tariff and with earlier periods: the income decides the contribution."""
    return a[WORK] != "main" and not keeps_home_cover(a) and has_earlier_periods(a) and not _on_student_tariff(a)


def _on_student_tariff(a: Case) -> bool:
    return is_regular_student(a) and is_within_limits(a) and not is_exempted(a)


def pays_contributions(a: Case) -> bool:
    """The children and the fund's rate change what is paid."""
    if keeps_home_cover(a) or is_family_insured(a):
        return False
    return works_as_employee(a) or _on_student_tariff(a) or has_earlier_periods(a)


# What each outcome holds ---------------------------------------------------------------------------------------------


def _student_cost(a: Case) -> Amount:
    return student_contributions(parenthood(a), fund_average(a), a.law)


def _voluntary_cost(a: Case) -> Amount:
    return voluntary_contributions(a.get(OWN_INCOME, Decimal(0)), parenthood(a), fund_average(a), a.law)


def _employee_cost(a: Case) -> tuple[Amount, ...]:
    job = Job(a[GROSS_PAY], fund_average(a), saxony=a.get(SAXONY, False))
    return employment_contributions(job, parenthood(a), a.law)


def _student_routes(a: Case) -> tuple[Route, ...]:
    exemption = ("§ 8 Abs. 1 Nr. 5, Abs. 2 SGB V",)
    return (
        Route("statutory_student", "required", "student-tariff", ("§ 5 Abs. 1 Nr. 9 SGB V",), _student_cost(a)),
        Route(
            "private_student",
            "possible",
            "student-exemption",
            exemption,
            market=True,
            excludes=("statutory_student",),
        ),
        Route("statutory_family", "closed", "student-no-family-cover", ("§ 10 SGB V",)),
    )


def _exempted_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_student", "required", "student-exempted", ("§ 193 Abs. 3 VVG",), market=True),
        Route("statutory_student", "closed", "student-exemption-is-final", ("§ 8 Abs. 2 SGB V",)),
    )


def _home_routes(a: Case) -> tuple[Route, ...]:
    if a.law.country(a[COUNTRY]).coordinated:
        home = Route("home_ehic", "required", "student-ehic", ("Art. 19 VO (EG) 883/2004",))
    else:
        home = Route("home_treaty", "required", "student-treaty", ("§ 6 Abs. 3 SGB I",))
    return (
        home,
        Route("statutory_student", "closed", "student-no-duty-with-home-cover", ("§ 5 Abs. 1 Nr. 9 SGB V",)),
        Route("private_supplementary", "possible", "supplement-home-cover", (), market=True),
    )


def _family_routes(a: Case) -> tuple[Route, ...]:
    later = "statutory_student" if is_regular_student(a) else "private_full"
    return (
        Route("statutory_family", "required", "student-family", ("§ 10 SGB V", "§ 5 Abs. 7 SGB V")),
        Route(
            later,
            "possible",
            "student-after-family",
            ("§ 5 Abs. 1 Nr. 9 SGB V",) if is_regular_student(a) else (),
        ),
    )


def _over_limit_routes(a: Case) -> tuple[Route, ...]:
    gone = Route("statutory_student", "closed", "student-over-limit", ("§ 5 Abs. 1 Nr. 9 SGB V",))
    if not has_earlier_periods(a):
        return (
            Route("private_full", "required", "student-private-after-limit", ("§ 193 Abs. 3 VVG",), market=True),
            Route("statutory_voluntary", "closed", "no-earlier-periods", ("§ 9 Abs. 1 SGB V",)),
            gone,
        )
    voluntary = ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V")
    routes = [
        Route("statutory_voluntary", "possible", "student-voluntary", voluntary, _voluntary_cost(a)),
        Route("private_full", "possible", "private-by-contract", ("§ 193 Abs. 3 VVG",), market=True),
        gone,
    ]
    former = former_student_contributions(parenthood(a), fund_average(a), a.law) if was_student_member(a) else None
    if former is not None:
        routes.insert(0, Route("statutory_ex_student", "possible", "former-student-tariff", (former.law,), former))
    return tuple(routes)


def was_student_member(a: Case) -> bool:
    """Insured in Germany until now and with an income that the former tariff allowed."""
    return a[COUNTRY] == "DE" and a.get(OWN_INCOME, Decimal(0)) <= a.law.minimum_assessment_base


def _course_routes(a: Case) -> tuple[Route, ...]:
    private = Route("private_visitor", "required", "language-course-private", ("§ 193 Abs. 3 VVG",), market=True)
    gone = Route("statutory_student", "closed", "language-course-no-student-tariff", ("§ 5 Abs. 1 Nr. 9 SGB V",))
    if not has_earlier_periods(a):
        return (
            private,
            gone,
            Route("statutory_voluntary", "closed", "no-earlier-periods", ("§ 9 Abs. 1 SGB V",)),
        )
    voluntary = Route(
        "statutory_voluntary", "possible", "voluntary-with-periods", ("§ 9 Abs. 1 SGB V",), _voluntary_cost(a)
    )
    possible = Route("private_visitor", "possible", "language-course-private", ("§ 193 Abs. 3 VVG",), market=True)
    return (possible, voluntary, gone)


def _doctorate_routes(a: Case) -> tuple[Route, ...]:
    gone = Route("statutory_student", "closed", "doctorate-no-student-tariff", ("§ 5 Abs. 1 Nr. 9 SGB V",))
    if not has_earlier_periods(a):
        private = Route("private_full", "required", "doctorate-private", ("§ 193 Abs. 3 VVG",), market=True)
        return (
            private,
            Route("statutory_voluntary", "closed", "no-earlier-periods", ("§ 9 Abs. 1 SGB V",)),
            gone,
        )
    return (
        Route(
            "statutory_voluntary",
            "possible",
            "voluntary-with-periods",
            ("§ 9 Abs. 1 SGB V",),
            _voluntary_cost(a),
        ),
        Route("private_full", "possible", "doctorate-private", ("§ 193 Abs. 3 VVG",), market=True),
        gone,
    )


def _employee_routes(a: Case) -> tuple[Route, ...]:
    gone = Route("statutory_student", "closed", "job-decides-not-studies", ("§ 5 Abs. 7 SGB V",))
    if works_above_the_limit(a):
        return (
            Route(
                "statutory_voluntary",
                "possible",
                "employee-above-limit-statutory",
                ("§ 9 Abs. 1 Nr. 3 SGB V",),
            ),
            Route(
                "private_full",
                "possible",
                "employee-above-limit-private",
                ("§ 6 Abs. 1 Nr. 1 SGB V",),
                market=True,
            ),
            gone,
        )
    return (
        Route(
            "statutory_employee",
            "required",
            "job-decides-not-studies",
            ("§ 5 Abs. 1 Nr. 1 SGB V",),
            _employee_cost(a)[0],
        ),
        Route("private_full", "closed", "employee-below-limit", ("§ 6 Abs. 1 Nr. 1 SGB V",)),
        gone,
    )


def _statutory_deadlines(a: Case) -> tuple[Deadline, ...]:
    begins = a[START]
    months = int(a.law.exemption_application_months)
    return (
        Deadline("student-duty-begins", "§ 186 Abs. 7 SGB V", begins, begins=True),
        Deadline("student-exemption", "§ 8 Abs. 2 SGB V", period_end(begins, months) if begins else None),
        *_age_deadline(a),
    )


def _age_deadline(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("student-age-limit", "§ 190 Abs. 9 SGB V", _semester_of_birthday(a)),)


def _semester_of_birthday(a: Case) -> date | None:
    """The end of the semester in which the 30th birthday falls, counted from the day of law."""
    if not a.has(TURNS_30):
        return None
    ends = semester_end(a.day)
    for _ in range(("this", "next", "after_next").index(a[TURNS_30])):
        ends = semester_end(date(ends.year, ends.month + 1, 1))
    return ends


def _student_papers(a: Case) -> tuple[str, ...]:
    children = ("children-proof",) if a.get(CHILDREN, 0) else ()
    return ("passport-or-id", "admission-letter", "fund-confirmation-for-university", *children)


def _student_cautions(a: Case) -> tuple[str, ...]:
    job = ("home-cover-ends-with-work",) if _abroad_with_public_cover(a) and a[WORK] == "part_time" else ()
    hours = ("working-hours-limit",) if a[WORK] in ("marginal", "part_time") else ()
    return ("exemption-is-final", *job, *hours)


def _abroad_with_public_cover(a: Case) -> bool:
    return a[COUNTRY] != "DE" and a[HOME_COVER] == "statutory"


def _home_cautions(a: Case) -> tuple[str, ...]:
    return (
        *(("minijob-and-home-cover",) if a[WORK] == "marginal" else ()),
        "home-cover-may-pay-less",
        "work-ends-home-cover",
    )


FLOW = Flow(
    key="student",
    label=gettext_noop("I study or want to study"),
    slug=gettext_noop("address|student"),
    hint=gettext_noop("Degree, exchange, doctorate, language course or preparatory college"),
    order=1,
    asks=(
        Ask(COUNTRY),
        Ask(PURPOSE),
        Ask(HOME_COVER),
        Ask(AGE, edges=AGES),
        Ask(
            SEMESTERS,
            when=lambda a: is_regular_student(a) and a.law.student_semester_limit is not None,
            edges=("student_semester_limit",),
        ),
        Ask(WORK),
        Ask(EXEMPTED, when=lambda a: is_regular_student(a) and is_within_limits(a) and not keeps_home_cover(a)),
        Ask(
            GROSS_PAY,
            when=lambda a: a[WORK] == "main",
            edges=("marginal_earnings_limit", "compulsory_insurance_threshold_per_year"),
        ),
        Ask(RELATIVE, when=may_be_family_insured),
        Ask(
            OWN_INCOME,
            when=lambda a: a.get(RELATIVE, "none") != "none" or may_become_voluntary(a),
            edges=("family_income_limit", "marginal_earnings_limit"),
        ),
        Ask(CHILDREN, when=lambda a: pays_contributions(a)),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(SAXONY, when=lambda a: works_as_employee(a)),
        Ask(ADDITIONAL_RATE, when=lambda a: pays_contributions(a)),
        Ask(START, when=lambda a: _on_student_tariff(a) and pays_contributions(a) and not works_as_employee(a)),
        Ask(TURNS_30, when=lambda a: a.has(START) and a[AGE] == a.law.student_age_limit - 1),
    ),
    outcomes=(
        Outcome(
            "student-employee-above-limit",
            duty="statutory_or_private",
            when=works_above_the_limit,
            routes=_employee_routes,
            amounts=_employee_cost,
            documents=lambda a: ("passport-or-id", "employment-contract"),
            cautions=lambda a: ("return-to-statutory-is-hard",),
            authority="fund",
        ),
        Outcome(
            "student-employee",
            duty="statutory_compulsory",
            when=works_as_employee,
            routes=_employee_routes,
            amounts=_employee_cost,
            documents=lambda a: ("passport-or-id", "employment-contract"),
            deadlines=lambda a: (Deadline("tell-employer-your-fund", "§ 175 Abs. 3 Satz 2 SGB V"),),
            cautions=lambda a: ("working-hours-limit",),
            authority="fund",
        ),
        Outcome(
            "student-home-cover",
            duty="home_cover_continues",
            when=keeps_home_cover,
            routes=_home_routes,
            documents=lambda a: (
                "ehic" if a.law.country(a[COUNTRY]).coordinated else "treaty-form",
                "fund-confirmation-for-university",
            ),
            cautions=_home_cautions,
            authority="fund-recognises-home-cover",
        ),
        Outcome(
            "student-family",
            duty="family_cover",
            when=is_family_insured,
            routes=_family_routes,
            documents=lambda a: (
                "family-insurance-form",
                "enrolment-certificate",
                "fund-confirmation-for-university",
            ),
            cautions=lambda a: ("income-ends-family-cover",),
            authority="fund-of-relative",
        ),
        Outcome(
            "student-language-course",
            duty="private_compulsory",
            when=lambda a: a[PURPOSE] in ("language_course", "preparatory_college") and not has_earlier_periods(a),
            routes=_course_routes,
            documents=lambda a: ("private-policy",),
            cautions=lambda a: ("travel-policy-is-not-enough", "health-questions"),
            authority="visa-office-and-insurer",
        ),
        Outcome(
            "student-language-course-with-periods",
            duty="statutory_or_private",
            when=lambda a: a[PURPOSE] in ("language_course", "preparatory_college"),
            routes=_course_routes,
            amounts=lambda a: (_voluntary_cost(a),),
            documents=lambda a: ("proof-of-earlier-periods", "private-policy"),
            cautions=lambda a: ("travel-policy-is-not-enough", "health-questions"),
            authority="fund",
        ),
        Outcome(
            "doctorate-private",
            duty="private_compulsory",
            when=lambda a: not is_regular_student(a) and not has_earlier_periods(a),
            routes=_doctorate_routes,
            documents=lambda a: ("private-policy", "scholarship-letter"),
            cautions=lambda a: ("scholarship-is-no-job", "travel-policy-is-not-enough", "health-questions"),
            authority="visa-office-and-insurer",
        ),
        Outcome(
            "doctorate-with-periods",
            duty="statutory_or_private",
            when=lambda a: not is_regular_student(a),
            routes=_doctorate_routes,
            amounts=lambda a: (_voluntary_cost(a),),
            documents=lambda a: ("proof-of-earlier-periods", "scholarship-letter"),
            cautions=lambda a: ("scholarship-is-no-job", "health-questions"),
            authority="fund",
        ),
        Outcome(
            "student-exempted",
            duty="private_compulsory",
            when=is_exempted,
            routes=_exempted_routes,
            documents=lambda a: ("exemption-decision", "private-policy"),
            cautions=lambda a: ("exemption-is-final", "bills-paid-first"),
            authority="fund",
        ),
        Outcome(
            "student-over-limit-private",
            duty="private_compulsory",
            when=lambda a: not is_within_limits(a) and not has_earlier_periods(a),
            routes=_over_limit_routes,
            documents=lambda a: ("private-policy",),
            cautions=lambda a: (
                "longer-for-special-reasons",
                "travel-policy-is-not-enough",
                "health-questions",
            ),
            authority="visa-office-and-insurer",
        ),
        Outcome(
            "student-over-limit-voluntary",
            duty="statutory_or_private",
            when=lambda a: not is_within_limits(a),
            routes=_over_limit_routes,
            amounts=lambda a: (_voluntary_cost(a),),
            documents=lambda a: ("proof-of-earlier-periods", "enrolment-certificate"),
            cautions=lambda a: ("longer-for-special-reasons", "health-questions"),
            authority="fund",
        ),
        Outcome(
            "student-private-home-cover",
            duty="statutory_compulsory",
            when=lambda a: a[HOME_COVER] == "private",
            routes=_student_routes,
            amounts=lambda a: (_student_cost(a),),
            documents=lambda a: (*_student_papers(a), "private-policy"),
            deadlines=_statutory_deadlines,
            cautions=_student_cautions,
            authority="fund",
        ),
        Outcome(
            "student-statutory",
            duty="statutory_compulsory",
            routes=_student_routes,
            amounts=lambda a: (_student_cost(a),),
            documents=_student_papers,
            deadlines=_statutory_deadlines,
            cautions=_student_cautions,
            authority="fund",
        ),
    ),
)

"""What people who settle in Germany are asked, and what their answers mean in law."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.parsing import Unreadable
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, boolean, choice, money, past_day_or_none
from advisor.rules.dates import is_over
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.words import gettext_noop

from .deadlines import last_day_to_join
from .questions import AGE, GROSS_PAY, HIGHEST_LIKELY_PAY, HOME_COVER_ENDS, JOB_START, RELATIVE
from .too_late import first_job_is_long_ago

CITIZENSHIP = Question(
    "citizenship",
    gettext_noop("Which citizenship do you have?"),
    choice,
    sensitive=False,
    samples=("german", "eu", "third"),
    options=(
        Option("german", gettext_noop("German"), gettext_noop("Also if you come back after years abroad.")),
        Option("eu", gettext_noop("Of another EU state, Iceland, Liechtenstein, Norway or Switzerland")),
        Option("third", gettext_noop("Of another country, or none")),
    ),
    hint=gettext_noop("If you have several: the first one in this list that is true."),
)

VISA = Question(
    "immigrant_visa",
    gettext_noop("Do you still have to apply for a visa?"),
    choice,
    sensitive=True,
    samples=("none", "national", "schengen"),
    options=(
        Option("none", gettext_noop("No"), gettext_noop("You are here already, or you may enter without a visa.")),
        Option("national", gettext_noop("Yes, a national visa for a long stay")),
        Option("schengen", gettext_noop("Yes, a Schengen visa for a short visit")),
    ),
)

WORK = Question(
    "immigrant_work",
    gettext_noop("What work will you do in Germany?"),
    choice,
    sensitive=False,
    samples=("employed", "minijob", "self_employed", "none"),
    options=(
        Option("employed", gettext_noop("A job with an employer")),
        Option("minijob", gettext_noop("Only a minijob")),
        Option("self_employed", gettext_noop("Self-employed as the main occupation")),
        Option("none", gettext_noop("None, or not yet")),
    ),
)

ABROAD = Question(
    "immigrant_abroad",
    gettext_noop("Does a public insurance abroad go on paying for you in Germany?"),
    choice,
    sensitive=False,
    samples=("no", "s1", "treaty"),
    options=(
        Option("no", gettext_noop("No, or only for travels")),
        Option(
            "s1",
            gettext_noop("Yes, it gives me form S1"),
            gettext_noop("For example with a pension from the EU, the EEA, Switzerland or the United Kingdom."),
        ),
        Option("treaty", gettext_noop("Yes, with the form of a treaty between that state and Germany")),
    ),
    unsure=True,
)


def not_beside_a_business(benefits: str, case: Case) -> None:
    """Unemployment benefit is for people without work; a start-up grant insures nobody (§ 93, § 138 Abs. 3 SGB III)."""
    if benefits == "unemployment" and case[WORK] == "self_employed":
        raise Unreadable(
            gettext_noop(
                "With your own business as the main occupation you get no unemployment benefit. "
                "A start-up grant does not insure you: then choose no."
            )
        )


BENEFITS = Question(
    "immigrant_benefits",
    gettext_noop("Do you get unemployment benefit or basic income support in Germany?"),
    choice,
    sensitive=True,
    samples=("none", "unemployment", "basic"),
    options=(
        Option("none", gettext_noop("No, or not yet")),
        Option("unemployment", gettext_noop("Yes, unemployment benefit from the employment agency")),
        Option(
            "basic",
            gettext_noop("Yes, basic income support from the Jobcenter"),
            gettext_noop("Also beside a minijob or a business. It was called [de:Bürgergeld] before."),
        ),
    ),
    hint=gettext_noop("Only your own benefit counts, not that of your parents, and no money from the Sozialamt."),
    fits=not_beside_a_business,
)


def not_less_than_the_pay(income: Decimal, case: Case) -> None:
    """The pay is a part of all income."""
    if case.has(GROSS_PAY) and income < case[GROSS_PAY]:
        raise Unreadable(gettext_noop("This is less than your pay. Please enter all income together."))


INCOME = Question(
    "immigrant_income",
    gettext_noop("How much income will you have per month in all?"),
    money,
    sensitive=False,
    samples=("1500", "400"),
    hint=gettext_noop("Gross amount in euros. Pay, pension, rent and interest count together."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
    fits=not_less_than_the_pay,
)

LAST_COVER = Question(
    "last_cover",
    gettext_noop("How were you insured last?"),
    choice,
    sensitive=False,
    samples=("statutory", "europe", "private", "abroad", "never"),
    options=(
        Option("statutory", gettext_noop("In a statutory fund in Germany")),
        Option("europe", gettext_noop("In the public system of the EU, the EEA, Switzerland or the United Kingdom")),
        Option("private", gettext_noop("With a private insurer in Germany")),
        Option("abroad", gettext_noop("In another way abroad")),
        Option("never", gettext_noop("Never, neither in Germany nor abroad")),
    ),
)

FUND_COVER_ENDS = Question(
    "fund_cover_ends",
    gettext_noop("On which day did your insurance in the German fund end, or will it end?"),
    past_day_or_none,
    sensitive=False,
    samples=("none", "2024-06-30", "2026-10-31"),
    hint=gettext_noop("Leave empty if it still goes on and you do not know an end."),
    default=NO_DAY,
    empty=gettext_noop("it still goes on"),
)

MEANS = Question(
    "means_of_subsistence",
    gettext_noop("Do you have enough money of your own to live on?"),
    boolean,
    sensitive=True,
    samples=("yes", "no"),
    options=YES_NO,
)

SECURES_LIVING = Question(
    "secures_living",
    gettext_noop("Does your residence title require that you secure your living yourself?"),
    boolean,
    sensitive=True,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop(
        "Usually yes. Not for example for people with protection. Ask the immigration office if in doubt."
    ),
    unsure=True,
)


# Work ----------------------------------------------------------------------------------------------------------------


def visits_only(a: Case) -> bool:
    return a.get(VISA, "none") == "schengen"


@once
def works_as_employee(a: Case) -> bool:
    """A job above the minijob limit (§ 5 Abs. 1 Nr. 1, § 7 SGB V)."""
    return not visits_only(a) and a[WORK] == "employed" and not is_marginal(a[GROSS_PAY], a.law)


def works_above_the_limit(a: Case) -> bool:
    return works_as_employee(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def has_only_a_minijob(a: Case) -> bool:
    return a[WORK] == "minijob" or (a[WORK] == "employed" and not works_as_employee(a))


def is_old_enough_to_be_barred(a: Case) -> bool:
    """In a job that would insure, at an age from which privately insured people mostly stay out (§ 6 Abs. 3a SGB V)."""
    compulsory = works_as_employee(a) and not works_above_the_limit(a)
    return compulsory and a[AGE] >= a.law.return_to_statutory_age_limit


def is_barred_by_age(a: Case) -> bool:
    return is_old_enough_to_be_barred(a) and a[LAST_COVER] == "private"


# Without a job that insures ------------------------------------------------------------------------------------------


@once
def has_no_job_that_insures(a: Case) -> bool:
    return not visits_only(a) and not works_as_employee(a)


@once
def may_keep_cover_abroad(a: Case) -> bool:
    """A business of one's own falls under German law from the first day (Art. 11 Abs. 3 VO (EG) 883/2004)."""
    return has_no_job_that_insures(a) and a[WORK] != "self_employed"


@once
def keeps_cover_abroad(a: Case) -> bool:
    return may_keep_cover_abroad(a) and a[ABROAD] != "no"


def may_get_benefits(a: Case) -> bool:
    """Here already, with no job that insures and no cover from abroad. A business keeps nobody out (§ 5 Abs. 5 SGB V)."""
    return has_no_job_that_insures(a) and not keeps_cover_abroad(a) and a.get(VISA, "none") == "none"


def last_cover_decides_about_benefits(a: Case) -> bool:
    """Who comes from private insurance stays there with basic income support, and at an age with unemployment benefit
    (§ 5 Abs. 5a, § 6 Abs. 3a SGB V)."""
    benefits = a.get(BENEFITS, "none")
    return benefits == "basic" or (benefits == "unemployment" and a[AGE] >= a.law.return_to_statutory_age_limit)


@once
def is_insured_by_benefits(a: Case) -> bool:
    """§ 5 Abs. 1 Nr. 2, 2a SGB V: it comes before insurance through the family (§ 10 Abs. 1 Satz 1 Nr. 2 SGB V)."""
    if a.get(BENEFITS, "none") == "none":
        return False
    if not last_cover_decides_about_benefits(a):
        return True
    return a[LAST_COVER] != "private" and not has_a_business_and_no_fund(a)


def has_a_business_and_no_fund(a: Case) -> bool:
    """Basic income support leaves the self-employed out whom no public system insured last (§ 5 Abs. 5a SGB V)."""
    return a[WORK] == "self_employed" and a.one_of(LAST_COVER, ("abroad", "never"))


@once
def may_be_family_insured(a: Case) -> bool:
    """Unemployment benefit insures, or leaves an older person free of insurance (§ 10 Abs. 1 Satz 1 Nr. 2, 3 SGB V)."""
    if a.get(BENEFITS, "none") == "unemployment" or is_insured_by_benefits(a):
        return False
    return may_keep_cover_abroad(a) and not keeps_cover_abroad(a)


def is_family_insured(a: Case) -> bool:
    """Through a spouse or a parent in a fund, within the limits of income and age (§ 10 SGB V)."""
    relative = a[RELATIVE] if may_be_family_insured(a) else "none"
    if relative == "none" or not is_within_family_income(a[INCOME], has_only_a_minijob(a), a.law):
        return False
    return relative == "spouse" or child_is_young_enough(a[AGE], in_education=False, working=False, law=a.law)


@once
def needs_own_cover(a: Case) -> bool:
    if is_insured_by_benefits(a):
        return False
    return has_no_job_that_insures(a) and not keeps_cover_abroad(a) and not is_family_insured(a)


def lives_on_own_means(a: Case) -> bool:
    """An EU citizen without work, whose right to live here hangs on means and cover (§ 4 FreizügG/EU)."""
    return a[CITIZENSHIP] == "eu" and a[WORK] == "none"


def is_barred_from_catch_all(a: Case) -> bool:
    """Whoever must have cover of their own to live here (§ 5 Abs. 11 SGB V)."""
    return lives_on_own_means(a) or a.get(SECURES_LIVING, False)


def belongs_to_the_funds(a: Case) -> bool:
    """Without other cover, and last in a fund or never insured; a business keeps the second out
    (§ 5 Abs. 1 Nr. 13 SGB V)."""
    if is_barred_from_catch_all(a):
        return False
    return a[LAST_COVER] == "statutory" or (a[LAST_COVER] == "never" and a[WORK] != "self_employed")


def end_of_the_fund_decides(a: Case) -> bool:
    """Last in a fund here, without a job or the catch-all duty that insures anew: the membership goes on, may be taken up
    again for a time, or has ended."""
    if a.get(LAST_COVER, "") != "statutory":
        return False
    return works_above_the_limit(a) or (needs_own_cover(a) and is_barred_from_catch_all(a))


def end_of_home_cover_decides(a: Case) -> bool:
    """The public system of a coordinated state insured last, and no job insures anew: the time to join hangs on its end."""
    return a.get(LAST_COVER, "") == "europe" and (works_above_the_limit(a) or needs_own_cover(a))


def may_no_longer_join(a: Case) -> bool:
    """The time to join after the end of the insurance, here or abroad, is over (§ 9 Abs. 2 Nr. 1 SGB V)."""
    ends = a.get(FUND_COVER_ENDS, None) or a.get(HOME_COVER_ENDS, None)
    return ends is not None and is_over(last_day_to_join(ends, a.law), a.day)


def has_periods(a: Case) -> bool:
    """Periods in a fund here or in a coordinated state, which may open voluntary membership (§ 9 Abs. 1 SGB V)."""
    return a.one_of(LAST_COVER, ("europe", "statutory")) and not may_no_longer_join(a)


def may_join_after_home_cover(a: Case) -> bool:
    """The public system of a coordinated state insured last, and voluntary membership is still open."""
    return end_of_home_cover_decides(a) and not may_no_longer_join(a)


def is_outside_the_funds(a: Case) -> bool:
    """In a job above the limit and no longer a member here: a first job gives a right to join (§ 9 Abs. 1 Nr. 3 SGB V)."""
    return works_above_the_limit(a) and (a[LAST_COVER] != "statutory" or may_no_longer_join(a))


def first_job_opens(a: Case) -> bool:
    """A job above the limit that began lately enough (§ 9 Abs. 2 Nr. 3 SGB V)."""
    return is_outside_the_funds(a) and not first_job_is_long_ago(a[JOB_START], a.law)


def is_too_late_beside_the_job(a: Case) -> bool:
    """Neither the job nor insurance abroad gives a time to join any more."""
    return is_outside_the_funds(a) and not first_job_opens(a) and not may_join_after_home_cover(a)


def is_left_to_the_fund(a: Case) -> bool:
    """Insured abroad, too late to join and not barred: which system is theirs, a fund has to find out."""
    if is_barred_from_catch_all(a):
        return False
    if a[LAST_COVER] == "europe":
        return may_no_longer_join(a)
    return a[LAST_COVER] == "abroad" and a[WORK] != "self_employed"


def pays_by_income(a: Case) -> bool:
    """A voluntary member, or one through the catch-all duty (§§ 227, 240 SGB V)."""
    return needs_own_cover(a) and (belongs_to_the_funds(a) or has_periods(a) or is_left_to_the_fund(a))


def income_decides_family(a: Case) -> bool:
    """There is a relative in a fund; without one income counts only for a contribution of one's own."""
    return may_be_family_insured(a) and a[RELATIVE] != "none"


def pays_contributions(a: Case) -> bool:
    return (works_as_employee(a) and not is_barred_by_age(a)) or pays_by_income(a)

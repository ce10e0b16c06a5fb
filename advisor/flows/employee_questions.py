"""What employees are asked, and what their answers mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.question import YES_NO, Option, Question, boolean, choice
from advisor.rules.dates import is_over, period_end
from advisor.rules.employees import Job, exceeds_annual_limit, is_in_transition_range, is_marginal
from advisor.rules.insurance_limits import exceeded_last_limit, exceeds_next_limit, keeps_private_insurance
from advisor.rules.words import gettext_noop

from .job_questions import NO_SICK_PAY, is_short_term, is_trainee
from .questions import AGE, EAST, FIRST_JOB, GROSS_PAY, JOB_START, LAST_STATUTORY, SAXONY, fund_average
from .too_late import first_job_is_long_ago, home_cover_is_long_ago

INSURED_UNTIL_NOW = Question(
    "insured_until_now",
    gettext_noop("How have you been insured until now?"),
    choice,
    sensitive=False,
    samples=("statutory", "private", "abroad", "other"),
    options=(
        Option("statutory", gettext_noop("In a German fund ([de:Krankenkasse]), as a member or through my family")),
        Option("private", gettext_noop("With a private insurer in Germany")),
        Option(
            "abroad",
            gettext_noop("In the public system of another country"),
            gettext_noop(
                "Only in the EU, in Iceland, Liechtenstein, Norway, Switzerland or the United Kingdom. "
                "For every other country choose the answer “In another way, or not at all”."
            ),
        ),
        Option(
            "beihilfe",
            gettext_noop("With Beihilfe, and this job is only on the side"),
            gettext_noop("For civil servants, judges and soldiers, also retired ones."),
        ),
        Option("other", gettext_noop("In another way, or not at all")),
    ),
    unsure=True,
)

JOB_EVENT = Question(
    "job_event",
    gettext_noop("What changes?"),
    choice,
    sensitive=False,
    samples=("new_job", "pay_rises", "nothing"),
    options=(
        Option("new_job", gettext_noop("I start a job or change my employer")),
        Option("pay_rises", gettext_noop("I keep my job, and this year my pay rises above the limit")),
        Option("nothing", gettext_noop("Nothing: my pay was as high already last year")),
    ),
)

LIMIT_ROSE = Question(
    "limit_rose",
    gettext_noop("Is your pay too low only because the annual earnings limit rose on 1 January of this year?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Answer no if your pay has fallen or if you start a new job."),
)

LONG_PRIVATE = Question(
    "long_private",
    gettext_noop("Were you privately insured on 31 December 2002 because of high pay?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
)

PRIVATE_BEFORE = Question(
    "private_before",
    gettext_noop("Were you privately insured on 31 December 2026 because of high pay?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
)


FREE_AS_PENSIONER = Question(
    "free_as_pensioner",
    gettext_noop("Have you reached the regular pension age, and do you get a full old-age pension?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("Answer no if only one of the two is true."),
)


def is_civil_servant(a: Case) -> bool:
    """Beihilfe goes on beside the job (§ 6 Abs. 3 SGB V)."""
    return a.get(INSURED_UNTIL_NOW, "") == "beihilfe"


@once
def is_in_minijob(a: Case) -> bool:
    """Pay up to the minijob limit; training is insured whatever it pays (§ 7 Abs. 1 Satz 1 Nr. 1 SGB V)."""
    return not (is_short_term(a) or is_trainee(a)) and is_marginal(a[GROSS_PAY], a.law)


def is_without_cover_from_work(a: Case) -> bool:
    return is_short_term(a) or is_in_minijob(a)


@once
def is_insurable(a: Case) -> bool:
    """A job that insures, or whose pay is so high that it sets free."""
    return not is_civil_servant(a) and not is_without_cover_from_work(a)


def belongs_to_last_fund(a: Case) -> bool:
    """Without other cover and last in a fund here (§ 5 Abs. 1 Nr. 13 SGB V)."""
    return is_without_cover_from_work(a) and a.get(LAST_STATUTORY, False)


def has_earlier_periods(a: Case) -> bool:
    """Insured until now in the statutory system here or in a coordinated state (§ 9 Abs. 1, § 188 Abs. 4 SGB V)."""
    return a.one_of(INSURED_UNTIL_NOW, ("statutory", "abroad")) or may_be_member_still(a)


def may_be_member_still(a: Case) -> bool:
    """Without other cover and last in a fund here: beside high pay too the membership goes on (§ 188 Abs. 4 SGB V)."""
    return is_above_limit(a) and a.get(LAST_STATUTORY, False)


def last_fund_decides(a: Case) -> bool:
    """Above the limit, and neither a first job nor the insurance until now opens a fund."""
    if a.get(INSURED_UNTIL_NOW, "") != "other":
        return False
    return is_above_limit(a) and not rises_above_the_limit(a) and not starts_first_job(a)


def comes_from_public_cover_abroad(a: Case) -> bool:
    """The public system of a coordinated state has insured until now; its periods count (Art. 6 VO (EG) 883/2004)."""
    return a.get(INSURED_UNTIL_NOW, "") == "abroad"


def end_of_home_cover_decides(a: Case) -> bool:
    """Voluntary membership is open through periods abroad, and for a time only (§ 9 Abs. 2 Nr. 1 SGB V)."""
    if not comes_from_public_cover_abroad(a) or starts_first_job(a) or leaves_at_the_end_of_the_year(a):
        return False
    return is_without_cover_from_work(a) or is_free_to_choose(a)


def pays_as_member(a: Case) -> bool:
    """Voluntary membership is open beside a job that does not insure."""
    if not is_without_cover_from_work(a):
        return False
    return has_earlier_periods(a) or belongs_to_last_fund(a)


@once
def is_in_transition(a: Case) -> bool:
    return is_insurable(a) and is_in_transition_range(Job(a[GROSS_PAY], trainee=is_trainee(a)), a.law)


@once
def is_above_limit(a: Case) -> bool:
    """Training stays out: its pay never comes near the limit."""
    return (
        is_insurable(a) and not is_trainee(a) and not is_in_transition(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)
    )


@once
def is_privately_insured(a: Case) -> bool:
    return is_insurable(a) and not is_trainee(a) and a[INSURED_UNTIL_NOW] == "private"


@once
def may_be_pulled_in(a: Case) -> bool:
    """Privately insured, with pay that no longer exceeds the general limit."""
    return is_privately_insured(a) and not is_above_limit(a)


def keeps_own_limit(a: Case) -> bool:
    """An older, lower limit still sets free (§ 6 Abs. 7, 8 SGB V)."""
    long, before = a.get(LONG_PRIVATE, False), a.get(PRIVATE_BEFORE, False)
    return may_be_pulled_in(a) and keeps_private_insurance(a[GROSS_PAY], a.law, long=long, before=before)


def may_have_an_older_limit(a: Case) -> bool:
    """The limit without the one-off increase exists, and the special one does not hold already."""
    return may_be_pulled_in(a) and not a[LONG_PRIVATE] and a.law.grandfathered_insurance_threshold_per_year is not None


def starts_first_job(a: Case) -> bool:
    """With the right to join that a first job above the limit gives for a time (§ 9 Abs. 2 Nr. 3 SGB V)."""
    first = is_above_limit(a) and a.get(FIRST_JOB, False)
    return first and not first_job_is_long_ago(a.get(JOB_START, None), a.law)


def is_too_late(a: Case) -> bool:
    """Above the limit, and the time to join with a first job or after insurance abroad is over."""
    if not is_free_to_choose(a) or starts_first_job(a):
        return False
    if comes_from_public_cover_abroad(a):
        return home_cover_is_long_ago(a)
    return a.get(FIRST_JOB, False) and not has_earlier_periods(a)


def may_be_first_job(a: Case) -> bool:
    """Whoever is insured in a fund already need not join anew."""
    return is_above_limit(a) and a[JOB_EVENT] == "new_job" and a[INSURED_UNTIL_NOW] != "statutory"


@once
def stays_private(a: Case) -> bool:
    """Privately insured and free of the duty, without the right of a first job."""
    if not is_privately_insured(a) or starts_first_job(a):
        return False
    return is_above_limit(a) or keeps_own_limit(a)


def leaves_at_the_end_of_the_year(a: Case) -> bool:
    """Pay that rises above the limit sets free at the end of the year, if it also exceeds the next limit (§ 6 Abs. 4
    SGB V). Where that one is not out, both conditions are told."""
    return rises_above_the_limit(a) and exceeds_next_limit(a[GROSS_PAY], a.law) is not False


def rises_above_the_limit(a: Case) -> bool:
    return is_above_limit(a) and a[JOB_EVENT] == "pay_rises" and not is_privately_insured(a)


def stays_in_next_year(a: Case) -> bool:
    """Pay above this year's limit that does not exceed the next one."""
    return rises_above_the_limit(a) and exceeds_next_limit(a[GROSS_PAY], a.law) is False


def is_free_to_choose(a: Case) -> bool:
    return is_above_limit(a) and not stays_in_next_year(a)


def is_barred_by_age(a: Case) -> bool:
    """Too old to come back from private insurance (§ 6 Abs. 3a SGB V)."""
    if not may_be_pulled_in(a) or keeps_own_limit(a):
        return False
    return a[AGE] >= a.law.return_to_statutory_age_limit


def last_day_for_exemption(a: Case) -> date:
    """The limit rises on 1 January, and the duty begins with it (§ 8 Abs. 1 Nr. 1, Abs. 2 SGB V)."""
    return period_end(date(a.day.year, 1, 1), int(a.law.exemption_application_months))


def may_be_pulled_in_by_the_limit(a: Case) -> bool:
    """Only whose pay was above the limit of the year before can have fallen below it by its rise."""
    below = may_be_pulled_in(a) and not keeps_own_limit(a)
    return below and exceeded_last_limit(a[GROSS_PAY], a.law) is not False


def is_pulled_in_by_the_limit(a: Case) -> bool:
    return may_be_pulled_in_by_the_limit(a) and a[LIMIT_ROSE]


def may_apply_for_exemption(a: Case) -> bool:
    pulled_in = is_pulled_in_by_the_limit(a) and not is_barred_by_age(a)
    return pulled_in and not is_over(last_day_for_exemption(a), a.day)


def pays_contributions(a: Case) -> bool:
    return (is_insurable(a) and not stays_private(a)) or pays_as_member(a)


def may_lack_sick_pay(a: Case) -> bool:
    """The rate depends on it (§ 243 SGB V), and with it the subsidy to private insurance."""
    return is_insurable(a) and not is_trainee(a)


def is_free_as_pensioner(a: Case) -> bool:
    """No share of pension and unemployment insurance (§ 5 Abs. 4 Satz 1 Nr. 1 SGB VI, § 28 Abs. 1 Nr. 1 SGB III)."""
    return a.get(FREE_AS_PENSIONER, False)


def may_come_from_private_insurance(a: Case) -> bool:
    """Insured in a way not named until now, at an age that bars the privately insured (§ 6 Abs. 3a SGB V)."""
    return a.get(INSURED_UNTIL_NOW, "") == "other" and a[AGE] >= a.law.return_to_statutory_age_limit


def may_start_now(a: Case) -> bool:
    """The job insures from its first day, and may be a new one."""
    if not is_insurable(a) or stays_private(a) or is_barred_by_age(a) or is_pulled_in_by_the_limit(a):
        return False
    return not is_above_limit(a) or a[JOB_EVENT] == "new_job"


def ceilings_differ(a: Case) -> bool:
    """Pay above the lower pension ceiling of the eastern states, while there was one (§ 275a SGB VI)."""
    east = a.law.pension_ceiling_east
    if east is None or not is_insurable(a):
        return False
    return a[GROSS_PAY] > east and east < a.law.pension_ceiling


def job(a: Case) -> Job:
    saxony = a.get(SAXONY, False)
    return Job(
        a[GROSS_PAY],
        fund_average(a),
        saxony=saxony,
        east=saxony or a.get(EAST, False),
        trainee=is_trainee(a),
        sick_pay=not a.get(NO_SICK_PAY, False),
    )


def income(a: Case) -> Decimal:
    """Pay a month; a short-term job does not tell it, and the lowest contribution is worked out."""
    return a.get(GROSS_PAY, Decimal(0))

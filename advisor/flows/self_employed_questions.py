"""What self-employed people are asked besides the shared questions, and what their answers mean in law."""

from __future__ import annotations

from advisor.interview.core import Case
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, boolean, choice, day
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.words import gettext_noop

from .questions import (
    AGE,
    COUNTRY,
    FIRST_JOB,
    GROSS_PAY,
    HOME_COVER,
    JOB_START,
    LAST_STATUTORY,
    MAIN_WORK,
    PROFIT,
    RELATIVE,
)
from .too_late import (
    first_job_decides,
    first_job_is_long_ago,
    home_cover_is_long_ago,
    is_member_here,
    may_be_member_still,
)

WORK_BESIDE = Question(
    "work_beside",
    gettext_noop("Do you also work for an employer?"),
    choice,
    sensitive=False,
    samples=("none", "minijob", "job"),
    options=(
        Option("none", gettext_noop("No")),
        Option("minijob", gettext_noop("Yes, only a minijob")),
        Option("job", gettext_noop("Yes, a job that is more than a minijob")),
    ),
)

SIDELINE = Question(
    "sideline",
    gettext_noop("Is your business only a sideline?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("You live mainly on something else, and the business takes little of your time."),
    unsure=True,
)

STUDY_OR_PENSION = Question(
    "study_or_pension",
    gettext_noop("Do you also study or get a pension?"),
    choice,
    sensitive=False,
    samples=("none", "study", "pension"),
    options=(
        Option("none", gettext_noop("No")),
        Option(
            "study",
            gettext_noop("Yes, I am enrolled for studies"),
            gettext_noop("Language courses, preparatory colleges and doctorates do not count here."),
        ),
        Option("pension", gettext_noop("Yes, I get a pension or have applied for one")),
    ),
)

ARTIST = Question(
    "artist",
    gettext_noop("Do you live by art, music, acting or writing?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Journalists count as writers. Teaching these arts counts too."),
    unsure=True,
)

BUSINESS_START = Question(
    "business_start",
    gettext_noop("On which day does your own business begin?"),
    day,
    sensitive=False,
    samples=("2026-10-01", "none"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)


def has_a_main_job(a: Case) -> bool:
    return a[WORK_BESIDE] == "job" and a[MAIN_WORK] == "job"


def is_employee(a: Case) -> bool:
    """The job is the main work and no minijob (§ 5 Abs. 1 Nr. 1, Abs. 5 SGB V)."""
    return has_a_main_job(a) and not is_marginal(a[GROSS_PAY], a.law)


def is_above_limit(a: Case) -> bool:
    return is_employee(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def last_fund_decides(a: Case) -> bool:
    """Uninsured in Germany: also beside high pay a membership may have gone on (§ 188 Abs. 4 SGB V)."""
    return is_above_limit(a) and may_be_member_still(a)


def may_be_first_job(a: Case) -> bool:
    """In Germany and in no fund: only the first job opens one above the limit."""
    return is_above_limit(a) and first_job_decides(a) and not is_member_here(a)


def has_a_later_job(a: Case) -> bool:
    """Above the limit and not the first job in Germany, so that it opens no fund."""
    return not a.get(FIRST_JOB, True)


def is_full_time(a: Case) -> bool:
    """The business is the main work (hauptberuflich selbstständig, § 5 Abs. 5 SGB V)."""
    return not has_a_main_job(a) and not a.get(SIDELINE, False)


def is_artist(a: Case) -> bool:
    """Self-employed artists and writers are compulsorily insured (§ 5 Abs. 1 Nr. 4 SGB V)."""
    return a.get(ARTIST, False)


def works_on_the_side(a: Case) -> bool:
    """Neither the business is the main work, nor a job insures."""
    return not is_full_time(a) and not is_employee(a)


def studies_beside(a: Case) -> bool:
    """A sideline leaves the student insurance as it is (§ 5 Abs. 1 Nr. 9, Abs. 5 SGB V)."""
    return a.get(STUDY_OR_PENSION, "none") == "study"


def gets_a_pension_beside(a: Case) -> bool:
    """A sideline leaves the insurance of pensioners as it is (§ 5 Abs. 1 Nr. 11, Abs. 5 SGB V)."""
    return a.get(STUDY_OR_PENSION, "none") == "pension"


def another_form_decides(a: Case) -> bool:
    return studies_beside(a) or gets_a_pension_beside(a)


def may_be_family_insured(a: Case) -> bool:
    """Not while the business is the main work (§ 10 Abs. 1 Satz 1 Nr. 4 SGB V), nor with a job that insures."""
    return works_on_the_side(a) and not another_form_decides(a)


def has_a_minijob(a: Case) -> bool:
    """By the answer or by the pay (§ 8 Abs. 1 Nr. 1 SGB IV)."""
    return a[WORK_BESIDE] == "minijob" or (has_a_main_job(a) and not is_employee(a))


def is_family_insured(a: Case) -> bool:
    """Income within the limit; children of working age only while they are minors (§ 10 Abs. 1, 2 SGB V).

    A minijob beside the business lifts the limit for all income together (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V).
    """
    relative = a.get(RELATIVE, "none")
    if relative == "none" or not is_within_family_income(a[PROFIT], has_a_minijob(a), a.law):
        return False
    return relative == "spouse" or child_is_young_enough(a[AGE], in_education=False, working=True, law=a.law)


def is_uninsured_here(a: Case) -> bool:
    """Without any cover here: the last insurance decides, unless a job, the art or another form does."""
    return a[COUNTRY] == "DE" and a[HOME_COVER] == "none" and not _is_decided(a)


def _is_decided(a: Case) -> bool:
    """By the job, the art, or what another form asks about."""
    return is_employee(a) or is_artist(a) or another_form_decides(a)


def may_be_barred_by_age(a: Case) -> bool:
    """Insurance as an artist is one by law too, so the bar for older people who were private holds (§ 6 Abs. 3a SGB V)."""
    return is_artist(a) and a[COUNTRY] == "DE" and a[HOME_COVER] != "statutory"


def is_barred_by_age(a: Case) -> bool:
    """An artist so far privately insured here, and too old to come back (§ 6 Abs. 3a SGB V)."""
    private = may_be_barred_by_age(a) and a[HOME_COVER] == "private"
    return private and a[AGE] >= a.law.return_to_statutory_age_limit


def is_barred_beside_the_job(a: Case) -> bool:
    """In a job that would insure, privately insured here and too old to come back (§ 6 Abs. 3a SGB V)."""
    private = is_employee(a) and a[COUNTRY] == "DE" and a[HOME_COVER] == "private"
    return private and not is_above_limit(a) and a[AGE] >= a.law.return_to_statutory_age_limit


def belongs_to_last_fund(a: Case) -> bool:
    """Without other cover and last in a fund here (§ 5 Abs. 1 Nr. 13 Buchst. a SGB V)."""
    return a.get(LAST_STATUTORY, False)


def has_earlier_periods(a: Case) -> bool:
    """Insured until now in the statutory system here or in a coordinated state (§ 9 Abs. 1, § 188 Abs. 4 SGB V)."""
    return a[HOME_COVER] == "statutory" and (a[COUNTRY] == "DE" or a.law.country(a[COUNTRY]).coordinated)


def is_open_to_members(a: Case) -> bool:
    """Nothing else decides, and the statutory system is open."""
    return not _is_decided(a) and (has_earlier_periods(a) or belongs_to_last_fund(a))


def pays_by_income(a: Case) -> bool:
    return is_open_to_members(a) and not is_family_insured(a)


def may_be_insured_by_the_job(a: Case) -> bool:
    """A job that makes a member of a fund, or may do so."""
    return is_employee(a) and not has_a_later_job(a) and not is_barred_beside_the_job(a)


def pays_contributions(a: Case) -> bool:
    return may_be_insured_by_the_job(a) or pays_by_income(a)


def stays_in_the_fund(a: Case) -> bool:
    """In a fund here until now: the membership goes on by itself (§ 188 Abs. 4 SGB V)."""
    return has_earlier_periods(a) and a[COUNTRY] == "DE"


def joins_with_the_job(a: Case) -> bool:
    """Above the limit and in no fund yet: a first job gives a time to join (§ 9 Abs. 2 Nr. 3 SGB V)."""
    return is_above_limit(a) and not is_member_here(a) and not has_a_later_job(a)


def joins_from_abroad(a: Case) -> bool:
    above = is_above_limit(a) and has_earlier_periods(a)
    return (above or pays_by_income(a)) and a[COUNTRY] != "DE"


def first_job_opens(a: Case) -> bool:
    """The job began lately enough (§ 9 Abs. 2 Nr. 3 SGB V)."""
    return joins_with_the_job(a) and not first_job_is_long_ago(a[JOB_START], a.law)


def home_cover_opens(a: Case) -> bool:
    """The insurance abroad ended lately enough (§ 9 Abs. 2 Nr. 1 SGB V)."""
    return joins_from_abroad(a) and not home_cover_is_long_ago(a)


def is_too_late_beside_the_job(a: Case) -> bool:
    """Neither the job nor insurance abroad gives a time to join any more."""
    return joins_with_the_job(a) and not first_job_opens(a) and not home_cover_opens(a)

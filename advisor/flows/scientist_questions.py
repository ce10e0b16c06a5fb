"""What visiting scientists are asked, and what their answers mean in law."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.question import Option, Question, choice, whole
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import is_within_family_income
from advisor.rules.posting import is_short_enough_to_stay_under_home_law
from advisor.rules.words import gettext_noop

from .questions import (
    ALL_INCOME,
    COUNTRY,
    FIRST_JOB,
    GROSS_PAY,
    HOME_COVER,
    LAST_STATUTORY,
    TAX_FREE_SCHOLARSHIP,
)
from .too_late import first_job_decides

BASIS = Question(
    "scientist_basis",
    gettext_noop("On what basis do you do research in Germany?"),
    choice,
    sensitive=False,
    samples=("contract", "home_institution", "scholarship", "guest"),
    options=(
        Option(
            "contract",
            gettext_noop("With an employment contract in Germany"),
            gettext_noop("A university or an institute in Germany employs you and pays you."),
        ),
        Option(
            "home_institution",
            gettext_noop("My institution abroad sends me and goes on paying me"),
            gettext_noop("Your employment abroad continues during the stay."),
        ),
        Option(
            "scholarship",
            gettext_noop("With a scholarship"),
            gettext_noop("Not an employment contract, even if an institute in Germany pays it."),
        ),
        Option("guest", gettext_noop("As a guest without pay from Germany")),
    ),
)

POSTING_MONTHS = Question(
    "scientist_posting_months",
    gettext_noop("For how many months does your institution send you?"),
    whole,
    sensitive=False,
    samples=("6", "36"),
    hint=gettext_noop("The whole time that is planned. Round up to full months."),
    unit="months",
    least=Decimal(1),
    most=Decimal(240),
)

STAY = Question(
    "scientist_stay",
    gettext_noop("Do you come for a visit, or do you come to live in Germany?"),
    choice,
    sensitive=False,
    samples=("short", "long"),
    options=(
        Option(
            "short",
            gettext_noop("For a visit"),
            gettext_noop("You stay for a limited time. Your home and the centre of your life stay abroad."),
        ),
        Option(
            "long",
            gettext_noop("To live here"),
            gettext_noop("You move to Germany. The centre of your life is here, even if only for some years."),
        ),
    ),
    hint=gettext_noop(
        "Where do you live, where is your family, where are your things? That counts, not the months alone."
    ),
    unsure=True,
)

FAMILY = Question(
    "scientist_family",
    gettext_noop("Does your family come along?"),
    choice,
    sensitive=False,
    samples=("none", "along", "member"),
    options=(
        Option("none", gettext_noop("No")),
        Option("along", gettext_noop("Yes, my husband, my wife, my registered partner or my children come along")),
        Option(
            "member",
            gettext_noop("My husband, my wife or my registered partner has an own insurance in the German system"),
            gettext_noop("A member of a German statutory fund, for example through a job."),
        ),
    ),
)

# Which law and which job ---------------------------------------------------------------------------------------------


def comes_from_abroad(a: Case) -> bool:
    return not a.law.country(a[COUNTRY]).at_home


def is_coordinated_abroad(a: Case) -> bool:
    return comes_from_abroad(a) and a.law.country(a[COUNTRY]).coordinated


def is_sent_by_home(a: Case) -> bool:
    """An employer abroad sends and pays; whoever is insured in Germany already cannot be sent here."""
    return a[BASIS] == "home_institution" and comes_from_abroad(a)


def is_posted_with_a1(a: Case) -> bool:
    """The law of home goes on for the time of the posting (Art. 12 Abs. 1 VO (EG) 883/2004)."""
    if not (is_sent_by_home(a) and is_coordinated_abroad(a)):
        return False
    return is_short_enough_to_stay_under_home_law(a[POSTING_MONTHS], a.law)


def is_posted_by_treaty(a: Case) -> bool:
    """A treaty that covers sickness has rules of its own for postings."""
    return is_sent_by_home(a) and a.law.country(a[COUNTRY]).treaty_in_kind


def is_posted_from_elsewhere(a: Case) -> bool:
    """Sent for a time from a state without such rules: the job brings no German insurance (§ 5 SGB IV)."""
    return is_sent_by_home(a) and not is_coordinated_abroad(a) and not is_posted_by_treaty(a)


def is_job_under_german_law(a: Case) -> bool:
    """A contract here, or an employer abroad whose job here falls under German law."""
    if a[BASIS] == "home_institution":
        return not (is_posted_with_a1(a) or is_posted_by_treaty(a) or is_posted_from_elsewhere(a))
    return a[BASIS] == "contract"


@once
def works_as_employee(a: Case) -> bool:
    """A job under German law above the minijob limit (§ 5 Abs. 1 Nr. 1, § 7 SGB V)."""
    return is_job_under_german_law(a) and not is_marginal(a[GROSS_PAY], a.law)


def works_above_the_limit(a: Case) -> bool:
    return works_as_employee(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def is_above_limit_here(a: Case) -> bool:
    """Beside such a job the cover until now decides, for people who are in Germany already."""
    return not comes_from_abroad(a) and works_above_the_limit(a)


def may_be_first_job(a: Case) -> bool:
    """In Germany and in no fund: only the first job opens one above the limit."""
    return is_above_limit_here(a) and first_job_decides(a)


def has_a_later_job(a: Case) -> bool:
    """Not the first job in Germany, so that it opens no fund."""
    return not a.get(FIRST_JOB, True) and works_above_the_limit(a)


def pays_as_employee(a: Case) -> bool:
    """A fund insures beside the job, or may do so."""
    return works_as_employee(a) and not has_a_later_job(a)


def has_marginal_job(a: Case) -> bool:
    return is_job_under_german_law(a) and not works_as_employee(a)


@once
def has_no_cover_from_work(a: Case) -> bool:
    """No job in Germany and no posting that decides: cover at home, stay and family do."""
    return not (works_as_employee(a) or is_posted_with_a1(a) or is_posted_by_treaty(a))


# Cover without a job -------------------------------------------------------------------------------------------------


def lives_here(a: Case) -> bool:
    return not comes_from_abroad(a) or a[STAY] == "long"


def keeps_home_cover(a: Case) -> bool:
    """On a visit with public insurance from a state whose cover counts here (Art. 19 VO (EG) 883/2004, treaties)."""
    if not has_no_cover_from_work(a) or lives_here(a) or a[HOME_COVER] != "statutory":
        return False
    return is_coordinated_abroad(a) or a.law.country(a[COUNTRY]).treaty_in_kind


def is_visitor(a: Case) -> bool:
    return has_no_cover_from_work(a) and not lives_here(a)


def has_earlier_periods(a: Case) -> bool:
    """Insured until now in the statutory system here or in a coordinated state (§ 9 Abs. 1, § 188 Abs. 4 SGB V)."""
    return a[HOME_COVER] == "statutory" and (not comes_from_abroad(a) or is_coordinated_abroad(a))


@once
def may_join_voluntarily(a: Case) -> bool:
    return has_no_cover_from_work(a) and lives_here(a) and has_earlier_periods(a)


def is_caught_by_statutory_system(a: Case) -> bool:
    """Without any cover and last insured in the German statutory system (§ 5 Abs. 1 Nr. 13 SGB V)."""
    return has_no_cover_from_work(a) and a.get(LAST_STATUTORY, False)


def may_be_family_insured(a: Case) -> bool:
    return has_no_cover_from_work(a) and lives_here(a) and a[FAMILY] == "member"


def scholarship_decides(a: Case) -> bool:
    """Only the income stands in the way of family insurance, and a part of it may not count."""
    return may_be_family_insured(a) and not is_within_family_income(a[ALL_INCOME], has_marginal_job(a), a.law)


def is_family_insured(a: Case) -> bool:
    """Free cover through a spouse or partner who is a member, within the income limit (§ 10 Abs. 1 SGB V)."""
    if not may_be_family_insured(a):
        return False
    counts = a.less(ALL_INCOME, a.get(TAX_FREE_SCHOLARSHIP, Decimal(0)))
    return is_within_family_income(counts, has_marginal_job(a), a.law)


def pays_by_income(a: Case) -> bool:
    """The contribution is taken from all income (§§ 227, 240 SGB V)."""
    return may_join_voluntarily(a) or is_caught_by_statutory_system(a)


@once
def pays_contributions(a: Case) -> bool:
    if works_as_employee(a):
        return pays_as_employee(a)
    return pays_by_income(a) and not is_family_insured(a)

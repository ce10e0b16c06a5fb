"""What au-pairs, interns and exchange pupils are asked, and the conditions that turn on it."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, boolean, choice, day, money, whole
from advisor.rules.au_pairs import is_old_enough, is_short_enough, is_young_enough
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough
from advisor.rules.trainees import employer_pays_all
from advisor.rules.words import gettext_noop

from .questions import AGE, COUNTRY, HIGHEST_LIKELY_PAY, HOME_COVER, LAST_STATUTORY

STAY = Question(
    "au_pair_stay",
    gettext_noop("As what do you come?"),
    choice,
    sensitive=False,
    samples=("au_pair", "intern", "exchange_pupil"),
    options=(
        Option(
            "au_pair", gettext_noop("As an au-pair"), gettext_noop("You live with a family and help with the children.")
        ),
        Option("intern", gettext_noop("For an internship or for vocational training")),
        Option("exchange_pupil", gettext_noop("As an exchange pupil at a school")),
    ),
)

INTERNSHIP = Question(
    "au_pair_internship",
    gettext_noop("What kind of internship is it?"),
    choice,
    sensitive=False,
    samples=("during_studies", "before_or_after", "voluntary", "training"),
    options=(
        Option(
            "during_studies",
            gettext_noop("Required by my studies, and I am enrolled meanwhile"),
            gettext_noop("The study rules say that you must do it."),
        ),
        Option("before_or_after", gettext_noop("Required by my studies, before they begin or after they end")),
        Option("voluntary", gettext_noop("Of my own choice, no study rules require it")),
        Option("training", gettext_noop("Vocational training ([de:Berufsausbildung]), no internship")),
    ),
)

PAY = Question(
    "au_pair_pay",
    gettext_noop("How much pay or pocket money do you get per month?"),
    money,
    sensitive=False,
    samples=("0", "280", "1000"),
    hint=gettext_noop("In euros, before taxes and contributions. Enter 0 if you get none."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

LODGING = Question(
    "au_pair_lodging",
    gettext_noop("With whom do you live in Germany?"),
    choice,
    sensitive=False,
    samples=("host_family", "insured_parent", "elsewhere"),
    options=(
        Option("host_family", gettext_noop("With a host family")),
        Option(
            "insured_parent",
            gettext_noop("With my mother or my father, who is insured in the German statutory system"),
        ),
        Option("elsewhere", gettext_noop("Somewhere else, for example at the school")),
    ),
)

CITIZEN = Question(
    "au_pair_citizen",
    gettext_noop("Are you a citizen of an EU state, Iceland, Liechtenstein, Norway or Switzerland?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("Only citizens of other states need a visa with conditions for au-pairs."),
)

MONTHS = Question(
    "au_pair_months",
    gettext_noop("How many months do you want to stay as an au-pair?"),
    whole,
    sensitive=False,
    samples=("6", "13"),
    unit="months",
    least=Decimal(1),
    most=Decimal(60),
)

HOST_PAYS = Question(
    "au_pair_host_pays",
    gettext_noop("Does your host family pay for health and accident insurance for you?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    unsure=True,
)

ENTRY = Question(
    "au_pair_entry",
    gettext_noop("On which day do you come to Germany?"),
    day,
    sensitive=False,
    samples=("2026-12-01", "none"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)

WORK_START = Question(
    "au_pair_work_start",
    gettext_noop("On which day does the work, the internship or the training begin?"),
    day,
    sensitive=False,
    samples=("2026-10-01", "none", "2018-01-31"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)

AGES = (
    "au_pair_min_age",
    "au_pair_max_age_third_country",
    "au_pair_max_age_eu",
    "childless_surcharge_age",
    "family_age_limit_in_education",
    "student_age_limit",
)


# Who it is -----------------------------------------------------------------------------------------------------------


def is_au_pair(a: Case) -> bool:
    return a[STAY] == "au_pair"


def is_pupil(a: Case) -> bool:
    return a[STAY] == "exchange_pupil"


def is_in_training(a: Case) -> bool:
    return a.get(INTERNSHIP, "") == "training"


def interns_during_studies(a: Case) -> bool:
    return a.get(INTERNSHIP, "") == "during_studies"


@once
def pay_counts(a: Case) -> bool:
    """Of au-pairs and of internships, but not of one that the studies require meanwhile (§ 6 Abs. 1 Nr. 3 SGB V)."""
    return not is_pupil(a) and not interns_during_studies(a)


def is_required_beside_studies(a: Case) -> bool:
    """Required by the studies, without being enrolled meanwhile: before they begin or after they end."""
    return a.get(INTERNSHIP, "") == "before_or_after"


def counts_as_training(a: Case) -> bool:
    """Required internships before or after the studies are vocational training too (§ 7 Abs. 2 SGB IV)."""
    return is_in_training(a) or is_required_beside_studies(a)


# Work that insures ---------------------------------------------------------------------------------------------------


def is_paid_training(a: Case) -> bool:
    """Vocational training is insured whatever it pays (§ 5 Abs. 1 Nr. 1, § 7 Abs. 1 Satz 1 Nr. 1 SGB V)."""
    return counts_as_training(a) and a[PAY] > 0


def is_low_paid_training(a: Case) -> bool:
    return is_paid_training(a) and employer_pays_all(a[PAY], a.law)


@once
def is_paid_like_a_job(a: Case) -> bool:
    """Pay above the minijob limit makes an employee of an intern or an au-pair (§ 5 Abs. 1 Nr. 1, § 7 SGB V)."""
    return pay_counts(a) and not counts_as_training(a) and not is_marginal(a[PAY], a.law)


def is_paid_above_annual_limit(a: Case) -> bool:
    return is_paid_like_a_job(a) and exceeds_annual_limit(a[PAY], a.law)


@once
def is_insured_by_work(a: Case) -> bool:
    return is_paid_training(a) or is_paid_like_a_job(a)


def is_unpaid_practice(a: Case) -> bool:
    """A required internship before or after the studies, or training, without pay (§ 5 Abs. 1 Nr. 10 SGB V)."""
    return counts_as_training(a) and a[PAY] == 0


def is_on_student_rate(a: Case) -> bool:
    """Unpaid practice without cover from home; for an internship the age limit of students holds (§ 5 Abs. 1 Nr. 10 SGB V)."""
    if not is_unpaid_practice(a) or keeps_home_cover(a):
        return False
    return is_in_training(a) or a[AGE] < a.law.student_age_limit


def pays_contributions(a: Case) -> bool:
    return is_insured_by_work(a) or is_on_student_rate(a)


# Cover that is already there -----------------------------------------------------------------------------------------


def lives_with_insured_parent(a: Case) -> bool:
    return a.get(LODGING, "") == "insured_parent"


def is_family_insured(a: Case) -> bool:
    """A pupil who lives with an insured parent, up to the age limit of children in education (§ 10 Abs. 2 Nr. 3 SGB V)."""
    return lives_with_insured_parent(a) and child_is_young_enough(a[AGE], in_education=True, working=False, law=a.law)


def country_decides(a: Case) -> bool:
    return not is_insured_by_work(a) and not lives_with_insured_parent(a)


def lives_in_germany_already(a: Case) -> bool:
    return a.get(COUNTRY, "") == "DE"


def home_cover_may_count(a: Case) -> bool:
    """Insured in Germany, or in a state whose public insurance pays for treatment here."""
    if not a.has(COUNTRY):
        return False
    there = a.law.country(a[COUNTRY])
    return there.coordinated or there.treaty_in_kind or there.at_home


def keeps_home_cover(a: Case) -> bool:
    """Public insurance of another state that pays for treatment in Germany."""
    return a.get(HOME_COVER, "") == "statutory" and not lives_in_germany_already(a)


def belongs_to_german_system(a: Case) -> bool:
    """Insured in a German fund, or last insured there and now without cover (§ 188 Abs. 4, § 5 Abs. 1 Nr. 13 SGB V)."""
    return lives_in_germany_already(a) and (a[HOME_COVER] == "statutory" or a.get(LAST_STATUTORY, False))


# The visa of an au-pair ----------------------------------------------------------------------------------------------


def applies_for_visa(a: Case) -> bool:
    """Citizens of states outside the EU, the EEA and Switzerland; nobody else is asked how long the stay lasts."""
    return a.has(CITIZEN) and not a[CITIZEN]


def is_too_young(a: Case) -> bool:
    return applies_for_visa(a) and not is_old_enough(a[AGE], a.law)


def is_too_old(a: Case) -> bool:
    return applies_for_visa(a) and not is_young_enough(a[AGE], a.law)


def is_right_age(a: Case) -> bool:
    return not is_too_young(a) and not is_too_old(a)


def stays_too_long(a: Case) -> bool:
    return a.has(MONTHS) and not is_short_enough(a[MONTHS], a.law)

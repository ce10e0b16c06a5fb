"""What pensioners are asked about where they live, how they are insured and what they do, and what follows from it."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case, once
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Option, Question, boolean, choice, country, money
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.family import is_within_family_income
from advisor.rules.words import gettext_noop

from .questions import CHILDREN, GROSS_PAY, HIGHEST_LIKELY_PAY, LAST_STATUTORY

PENSION_FROM = Question(
    "pension_from",
    gettext_noop("From which state do you get a statutory pension?"),
    choice,
    sensitive=False,
    samples=("german", "both", "foreign", "applied"),
    options=(
        Option("german", gettext_noop("Only from Germany")),
        Option("both", gettext_noop("From Germany and from another state")),
        Option("foreign", gettext_noop("Only from another state"), gettext_noop("And you live in Germany.")),
        Option("applied", gettext_noop("I have applied for a German pension and wait for the decision")),
    ),
)

PENSIONER_HOME = Question(
    "pensioner_home",
    gettext_noop("Where do you live, or where will you live?"),
    choice,
    sensitive=False,
    samples=("germany", "europe", "elsewhere"),
    options=(
        Option("germany", gettext_noop("In Germany")),
        Option("europe", gettext_noop("In another state of the EU or EEA, in Switzerland or the United Kingdom")),
        Option("elsewhere", gettext_noop("In another part of the world")),
    ),
)


def another_state(code: str, case: Case) -> None:
    """The pension comes from another state only."""
    if case.law.country(code).at_home:
        raise Unreadable(
            gettext_noop("You have told us that your pension comes from another state only. Please choose that state.")
        )


PENSION_COUNTRY = Question(
    "pension_country",
    gettext_noop("Which state pays your pension?"),
    country,
    sensitive=False,
    samples=("NL", "TR", "UA"),
    rare=("GB", "CH", "MA"),
    hint=gettext_noop("If there are several: the one in which you worked longest."),
    fits=another_state,
)

SECOND_PENSION_IN_EUROPE = Question(
    "second_pension_in_europe",
    gettext_noop("Does the other pension come from the EU, the EEA, Switzerland or the United Kingdom?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("If you get several: yes, if one of them does."),
)

INSURED_THERE = Question(
    "insured_there",
    gettext_noop("Does the public health insurance of that state pay for your treatment in Germany?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("It confirms this on a form: in Europe on form S1, in treaty states on a form of their own."),
    unsure=True,
)

PENSIONER_WORK = Question(
    "pensioner_work",
    gettext_noop("Do you work in Germany beside the pension?"),
    choice,
    sensitive=False,
    samples=("none", "minijob", "job", "self_employed"),
    options=(
        Option("none", gettext_noop("No")),
        Option("minijob", gettext_noop("Yes, only a minijob")),
        Option("job", gettext_noop("Yes, for an employer")),
        Option("self_employed", gettext_noop("Yes, on my own account")),
    ),
)

FULL_OLD_AGE_PENSION = Question(
    "full_old_age_pension",
    gettext_noop("Do you get a full old-age pension?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("Not if you get a part of it only, or a pension for another reason than age."),
)

PENSIONER_COVER = Question(
    "pensioner_cover",
    gettext_noop("How are you insured against illness now?"),
    choice,
    sensitive=False,
    samples=("statutory", "family", "private", "none"),
    options=(
        Option("statutory", gettext_noop("As a member of a German statutory fund")),
        Option("family", gettext_noop("In the family insurance of a German statutory fund")),
        Option("private", gettext_noop("With a private insurer")),
        Option("none", gettext_noop("None of these")),
    ),
)

NINE_TENTHS = Question(
    "nine_tenths",
    gettext_noop("Do you meet the nine-tenths rule?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop(
        "Were you in statutory or family insurance nearly all of the second half of your working life? "
        "Public insurance in other EU states counts too."
    ),
    unsure=True,
)

PENSIONER_INCOME = Question(
    "pensioner_income",
    gettext_noop("How much income do you have per month in all?"),
    money,
    sensitive=False,
    samples=("400",),
    hint=gettext_noop("In euros: pensions, pay, rent and interest together."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)


def lives_here(a: Case) -> bool:
    return a[PENSION_FROM] == "foreign" or a[PENSIONER_HOME] == "germany"


def has_german_pension(a: Case) -> bool:
    """Gets one or has applied for one."""
    return a[PENSION_FROM] != "foreign"


def other_state_may_pay(a: Case) -> bool:
    """The state that pays the pension may also pay for treatment here: coordination or a treaty."""
    if has_german_pension(a):
        return False
    abroad = a.law.country(a[PENSION_COUNTRY])
    return abroad.coordinated or abroad.treaty_in_kind


def works_above_the_minijob(a: Case) -> bool:
    return a.get(PENSIONER_WORK, "none") == "job" and not is_marginal(a[GROSS_PAY], a.law)


def has_only_a_minijob(a: Case) -> bool:
    work = a.get(PENSIONER_WORK, "none")
    return work == "minijob" or (work == "job" and not works_above_the_minijob(a))


def is_covered_from_abroad(a: Case) -> bool:
    """Another state pays, and no job here is above the minijob limit, which would come first."""
    return a.get(INSURED_THERE, False) and not works_above_the_minijob(a)


def is_private(a: Case) -> bool:
    return a.get(PENSIONER_COVER, "") == "private"


def is_insured_by_the_job(a: Case) -> bool:
    """The job comes before the pension (§ 5 Abs. 1 Nr. 1, Abs. 8 SGB V); who is private mostly stays so at that age."""
    return works_above_the_minijob(a) and not is_private(a)


def job_is_above_the_limit(a: Case) -> bool:
    return is_insured_by_the_job(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def must_join_for_the_job(a: Case) -> bool:
    """Above the limit and in no fund yet: no membership goes on, there is a time to join (§ 9 Abs. 2 SGB V)."""
    return job_is_above_the_limit(a) and a[PENSIONER_COVER] == "none"


def lives_elsewhere_in_europe(a: Case) -> bool:
    """In a state of the EU or EEA, in Switzerland or the United Kingdom, with a German pension."""
    return not lives_here(a) and a[PENSIONER_HOME] == "europe"


def is_uninsured_in_europe(a: Case) -> bool:
    return lives_elsewhere_in_europe(a) and a[PENSIONER_COVER] == "none"


def has_a_right_in_europe(a: Case) -> bool:
    """Insured by a fund, or with a right to the pensioners' scheme if they lived here (Art. 24 VO (EG) 883/2004)."""
    insured = lives_elsewhere_in_europe(a) and a.one_of(PENSIONER_COVER, ("statutory", "family"))
    return insured or (is_uninsured_in_europe(a) and a[NINE_TENTHS])


def may_have_two_rights_in_europe(a: Case) -> bool:
    return lives_elsewhere_in_europe(a) and a[PENSION_FROM] == "both"


def has_second_pension_in_europe(a: Case) -> bool:
    """Another state of the coordination pays a pension too; those of the rest of the world change nothing (Art. 23, 24)."""
    return a.get(SECOND_PENSION_IN_EUROPE, False)


def germany_pays_in_europe(a: Case) -> bool:
    """Beside a second pension a right there, the home and the longest insurance decide who pays (Art. 23, 24 Abs. 2)."""
    return has_a_right_in_europe(a) and not has_second_pension_in_europe(a)


def has_no_right_in_europe(a: Case) -> bool:
    return is_uninsured_in_europe(a) and not a[NINE_TENTHS]


def nine_tenths_decides(a: Case) -> bool:
    """A German pension and a statutory or no insurance, without a job that comes first."""
    if not lives_here(a):
        return is_uninsured_in_europe(a)
    return has_german_pension(a) and not is_private(a) and not is_insured_by_the_job(a)


def is_in_the_scheme(a: Case) -> bool:
    """A compulsory member of the pensioners' scheme (§ 5 Abs. 1 Nr. 11 SGB V)."""
    return lives_here(a) and a.get(NINE_TENTHS, False)


def may_be_in_the_family(a: Case) -> bool:
    return (
        lives_here(a)
        and a.get(PENSIONER_COVER, "") == "family"
        and not is_in_the_scheme(a)
        and not is_insured_by_the_job(a)
    )


def is_in_the_family(a: Case) -> bool:
    """Free in the family insurance, up to the limit of income (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V)."""
    return may_be_in_the_family(a) and is_within_family_income(a[PENSIONER_INCOME], has_only_a_minijob(a), a.law)


def is_uninsured(a: Case) -> bool:
    return (
        lives_here(a)
        and a.get(PENSIONER_COVER, "") == "none"
        and not is_in_the_scheme(a)
        and not is_insured_by_the_job(a)
    )


def periods_may_count(a: Case) -> bool:
    """Insurance abroad counts in coordinated states; where a German pension is paid, the last state is not asked."""
    return has_german_pension(a) or a.law.country(a[PENSION_COUNTRY]).coordinated


def is_left_to_the_fund(a: Case) -> bool:
    """No cover, and no insurance that could count for joining: which system is theirs, a fund has to find out."""
    return is_uninsured(a) and not periods_may_count(a)


def belongs_to_the_last_fund(a: Case) -> bool:
    """No cover, and last in the statutory system (§ 5 Abs. 1 Nr. 13 SGB V)."""
    return is_uninsured(a) and a[LAST_STATUTORY]


@once
def pays_by_income(a: Case) -> bool:
    """A voluntary member, or one who pays like it."""
    if not lives_here(a) or is_in_the_scheme(a) or is_insured_by_the_job(a) or is_covered_from_abroad(a):
        return False
    return (
        a.get(PENSIONER_COVER, "") == "statutory"
        or (may_be_in_the_family(a) and not is_in_the_family(a))
        or belongs_to_the_last_fund(a)
    )


@once
def pays_contributions(a: Case) -> bool:
    return lives_here(a) and (is_insured_by_the_job(a) or is_in_the_scheme(a) or pays_by_income(a))


def pays_on_pensions(a: Case) -> bool:
    """Pay above the annual limit reaches the contribution ceiling by itself."""
    return pays_contributions(a) and not job_is_above_the_limit(a)


def has_children(a: Case) -> bool:
    return bool(a.get(CHILDREN, 0))

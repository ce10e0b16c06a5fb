"""Questions that more than one group is asked."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import (
    NO_DAY,
    YES_NO,
    Option,
    Question,
    boolean,
    choice,
    country,
    day,
    money,
    rate,
    whole,
)
from advisor.rules.care import Parenthood, birth_may_spare_the_surcharge
from advisor.rules.funds import fund
from advisor.rules.insurance_limits import exceeds_next_limit
from advisor.rules.wage_tax import gets_old_age_relief
from advisor.rules.words import gettext_noop

HIGHEST_LIKELY_PAY, HIGHEST_LIKELY_PENSION = Decimal(20_000), Decimal(8_000)
"""Above this many euros a month the result asks whether the amount is that of a year. No figures of law."""

COUNTRY = Question(
    "country",
    gettext_noop("In which country are you insured against illness now?"),
    country,
    sensitive=False,
    samples=("HU", "GB", "TR", "UA", "DE"),
    rare=("NO", "CH", "IL", "MA", "XK"),
    hint=gettext_noop("If you are not insured anywhere: the country in which you live now."),
)

HOME_COVER = Question(
    "home_cover",
    gettext_noop("How are you insured against illness now?"),
    choice,
    sensitive=False,
    samples=("statutory", "private", "none"),
    options=(
        Option(
            "statutory",
            gettext_noop("In the public or statutory system of that country"),
            gettext_noop(
                "Compulsory basic insurance counts too, even if companies offer it. "
                "A sign of it is the European health insurance card (EHIC)."
            ),
        ),
        Option("private", gettext_noop("With a private insurer")),
        Option("none", gettext_noop("Not at all")),
    ),
    unsure=True,
)

LAST_STATUTORY = Question(
    "last_statutory",
    gettext_noop("Were you last insured in the German statutory system?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    unsure=True,
)

AGE = Question(
    "age",
    gettext_noop("How old are you?"),
    whole,
    sensitive=False,
    samples=("24",),
    unit="years",
    least=Decimal(0),
    most=Decimal(120),
    far=Decimal(30),
)

CHILDREN = Question(
    "children",
    gettext_noop("How many children do you have?"),
    whole,
    sensitive=False,
    samples=("0", "1", "3"),
    hint=gettext_noop("Children of any age count, also adopted, step and foster children."),
    unit="children",
    least=Decimal(0),
    most=Decimal(20),
)


def not_more_than_all_children(under_25: int, case: Case) -> None:
    """No more children under 25 than children."""
    if case.has(CHILDREN) and under_25 > case[CHILDREN]:
        raise Unreadable(gettext_noop("You have told us of %(children)s children in all."), children=case[CHILDREN])


CHILDREN_UNDER_25 = Question(
    "children_under_25",
    gettext_noop("How many of your children are under 25 years old?"),
    whole,
    sensitive=False,
    samples=("0", "1", "2", "5", "6"),
    unit="children",
    least=Decimal(0),
    most=Decimal(20),
    fits=not_more_than_all_children,
)

GROSS_PAY = Question(
    "gross_pay",
    gettext_noop("What is your monthly pay before deductions?"),
    money,
    sensitive=False,
    samples=("3000",),
    hint=gettext_noop("In euros, before taxes and contributions. Add a twelfth of regular yearly extra pay."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)


def has_a_known_rate(answer: Decimal | str | None, case: Case) -> None:
    """A fund is an answer only on a day for which its additional rate is known."""
    if isinstance(answer, str) and ((found := fund(answer, case.law)) is None or found.rate is None):
        raise Unreadable(
            gettext_noop("We know no rate of this fund for this day. Please type the rate in, or leave this empty.")
        )


ADDITIONAL_RATE = Question(
    "additional_rate",
    gettext_noop("What additional rate does your health insurance fund charge?"),
    rate,
    sensitive=False,
    samples=("average", "0", "1.1", "3.5"),
    hint=gettext_noop("In percent. Leave empty if you do not know: we then take the average of all funds."),
    unit="percent",
    least=Decimal(0),
    most=Decimal(10),
    default="average",
    fits=has_a_known_rate,
)

SAXONY = Question(
    "saxony",
    gettext_noop("Is your place of work in Saxony (Sachsen)?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("In Saxony employees pay a larger share of care insurance."),
)

EAST = Question(
    "east",
    gettext_noop("Is your place of work in one of the eastern federal states?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Also the eastern part of Berlin. On this day of law the pension ceiling was lower there."),
)

FIRST_JOB = Question(
    "first_job",
    gettext_noop("Is this your first job in Germany?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("Jobs during school, training or studies do not count."),
)

MAIN_WORK = Question(
    "main_work",
    gettext_noop("Which of the two is your main work?"),
    choice,
    sensitive=False,
    samples=("job", "business"),
    options=(
        Option("job", gettext_noop("My job with the employer")),
        Option("business", gettext_noop("My own business")),
    ),
    hint=gettext_noop("What gives you more income and takes more of your time."),
    unsure=True,
)

PROFIT = Question(
    "profit",
    gettext_noop("How much income of all kinds do you expect per month?"),
    money,
    sensitive=False,
    samples=("2500",),
    hint=gettext_noop(
        "In euros: the profit of your business, and pay, rent and interest. Business costs are already taken off."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

SICK_PAY = Question(
    "sick_pay",
    gettext_noop("Do you want sick pay from your fund?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("It replaces part of your income in a long illness. The contribution is then a little higher."),
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
    hint=gettext_noop(
        "In euros. Scholarships count. Support from parents and the student grant ([de:BAföG]) do not. "
        "Enter 0 if you have none."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

ALL_INCOME = Question(
    "scientist_income",
    gettext_noop("How much income do you have per month in all?"),
    money,
    sensitive=False,
    samples=("2000",),
    hint=gettext_noop("In euros. Scholarship, pay, rent and interest count together."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)


def not_more_than_the_income(scholarship: Decimal, case: Case) -> None:
    """A part of all income."""
    if any(case.has(income) and case.less(income, scholarship) < 0 for income in (OWN_INCOME, ALL_INCOME)):
        raise Unreadable(gettext_noop("This is more than all your income. Please enter a part of it."))


TAX_FREE_SCHOLARSHIP = Question(
    "tax_free_scholarship",
    gettext_noop("How much of this income is a tax-free scholarship?"),
    money,
    sensitive=False,
    samples=("0",),
    hint=gettext_noop(
        "In euros per month. It does not count for free insurance with your family. "
        "Whoever pays the scholarship knows whether it is tax-free. Enter 0 if it is not."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    fits=not_more_than_the_income,
)
"""It counts for contributions, but not for the limit of family insurance (§ 16 SGB IV, § 3 Nr. 44 EStG)."""

START = Question(
    "start",
    gettext_noop("On which day do your studies begin?"),
    day,
    sensitive=False,
    samples=("2026-10-01", "none"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)

JOB_START = Question(
    "job_start",
    gettext_noop("On which day does your job in Germany begin?"),
    day,
    sensitive=False,
    samples=("2026-10-01", "none", "2018-01-31"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)

HOME_COVER_ENDS = Question(
    "home_cover_ends",
    gettext_noop("On which day does your insurance abroad end?"),
    day,
    sensitive=False,
    samples=("none", "2018-01-31"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)


def fund_average(case: Case) -> Decimal | None:
    """The additional rate in percent as typed in or as the chosen fund asks on that day, None for the average."""
    answer = case.get(ADDITIONAL_RATE, None)
    if not isinstance(answer, str):
        return answer
    found = fund(answer, case.law)
    return found.rate if found else None


def discount_counts_children(case: Case) -> bool:
    """The number of children under 25 decides the care rate: from the second child, since the discount is law."""
    return case.law.child_discount is not None and case.get(CHILDREN, 0) >= 2


def barred_by_age(case: Case) -> tuple[str, ...]:
    """The caution for people in Germany beyond the age from which a job mostly brings nobody back (§ 6 Abs. 3a SGB V)."""
    here = case[COUNTRY] == "DE"
    return ("return-barred-by-age",) if here and case[AGE] >= case.law.return_to_statutory_age_limit else ()


def spared_by_age(case: Case) -> tuple[str, ...]:
    """The caution for people in a job at an age that may spare one contribution by itself (§ 28 Abs. 1 Nr. 1 SGB III)."""
    return ("pay-old-age-pension",) if case.has(AGE) and gets_old_age_relief(case[AGE], case.law) else ()


def through_a_parent(case: Case) -> tuple[str, ...]:
    """The caution for children of parents of whom one is privately insured (§ 10 Abs. 3 SGB V)."""
    return ("family-other-parent-private",) if case[RELATIVE] == "parent" else ()


def limit_may_rise(case: Case, pay: Question[Decimal] = GROSS_PAY) -> tuple[str, ...]:
    """The caution for pay that the limit may overtake on 1 January (§ 6 Abs. 4 Satz 2 SGB V)."""
    return () if exceeds_next_limit(case[pay], case.law) else ("employee-limit-may-rise",)


def born_early_perhaps(case: Case) -> tuple[str, ...]:
    """The caution for people without children at the age at which the birthday decides about the surcharge (§ 55 Abs. 3
    SGB XI)."""
    return ("care-born-early",) if birth_may_spare_the_surcharge(parenthood(case), case.law) else ()


def parenthood(case: Case) -> Parenthood:
    """What the care rate depends on. Without a question about children under 25 none counts for the discount."""
    return Parenthood(case[AGE], case.get(CHILDREN, 0), case.get(CHILDREN_UNDER_25, 0))

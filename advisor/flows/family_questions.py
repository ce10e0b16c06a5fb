"""What families are asked."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Option, Question, Row, boolean, choice, money, rows, whole
from advisor.rules.words import gettext_noop

from .questions import HIGHEST_LIKELY_PAY

MEMBER = Question(
    "family_member",
    gettext_noop("How is the person insured through whom the family would be insured?"),
    choice,
    sensitive=False,
    samples=("compulsory", "voluntary", "pensioner", "private", "other"),
    options=(
        Option(
            "compulsory",
            gettext_noop("In a statutory fund, through work, studies or benefits"),
            gettext_noop("Or in any other way in which membership is compulsory."),
        ),
        Option("voluntary", gettext_noop("In a statutory fund, as a voluntary member")),
        Option("pensioner", gettext_noop("In a statutory fund, as a pensioner")),
        Option("private", gettext_noop("Privately, also beside Beihilfe")),
        Option("other", gettext_noop("Abroad, only through somebody else, or not at all")),
    ),
)

SPOUSE = Question(
    "family_spouse",
    gettext_noop("Does this person have a spouse or partner?"),
    choice,
    sensitive=False,
    samples=("none", "married", "unmarried"),
    options=(
        Option("none", gettext_noop("No")),
        Option("married", gettext_noop("Yes, married or in a registered partnership")),
        Option("unmarried", gettext_noop("Yes, but neither married nor registered")),
    ),
)

CHILD_AGE = Question(
    "child_age",
    gettext_noop("Age"),
    whole,
    sensitive=False,
    samples=("7",),
    unit="years",
    least=Decimal(0),
    most=Decimal(120),
)

CHILD_SITUATION = Question(
    "child_situation",
    gettext_noop("Situation"),
    choice,
    sensitive=False,
    samples=("education", "service", "not_working", "working"),
    options=(
        Option("education", gettext_noop("Small child, school, studies or training without pay")),
        Option("service", gettext_noop("School, studies or training, delayed by a military or voluntary service")),
        Option("not_working", gettext_noop("Neither work nor training")),
        Option("working", gettext_noop("Work, also paid training or a full-time business")),
    ),
)

CHILD_INCOME = Question(
    "child_income",
    gettext_noop("Own income per month"),
    money,
    sensitive=False,
    samples=("0",),
    hint=gettext_noop(
        "After work expenses ([de:Werbungskosten]). Tax-free scholarships do not count. Leave empty if there is none."
    ),
    default="0",
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

CHILD_MINIJOB = Question(
    "child_minijob",
    gettext_noop("With a minijob?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    default="no",
    options=YES_NO,
)

CHILD_DISABLED = Question(
    "child_disabled",
    gettext_noop("Disabled and unable to earn a living?"),
    boolean,
    sensitive=True,
    samples=("no", "yes"),
    default="no",
    options=YES_NO,
)


def that_name_somebody(children: tuple[Row, ...], case: Case) -> None:
    """Somebody is to be insured."""
    if not children and case[SPOUSE] == "none":
        raise Unreadable(gettext_noop("You have named nobody yet. Please enter a child, or name a spouse or partner."))


FAMILY_CHILDREN = Question(
    "family_children",
    gettext_noop("Which children would be insured?"),
    rows,
    sensitive=True,
    samples=(
        "7,education,0,no,no",
        "none",
        "24,education,0,no,no/23,not_working,0,no,no",
        "17,working,900,no,no",
        "20,working,600,yes,no",
        "40,not_working,0,no,yes",
        "25,service,0,no,no/26,education,570,no,no",
    ),
    hint=gettext_noop("Only children who live in Germany. Leave everything empty if there are none."),
    default="none",
    columns=(CHILD_AGE, CHILD_SITUATION, CHILD_INCOME, CHILD_MINIJOB, CHILD_DISABLED),
    most_rows=10,
    fits=that_name_somebody,
    another=gettext_noop("One more child"),
    one=gettext_noop("Child %(number)s"),
)

SPOUSE_COVER = Question(
    "spouse_cover",
    gettext_noop("How is the spouse or partner insured now?"),
    choice,
    sensitive=False,
    samples=("none", "statutory", "private", "self_employed"),
    options=(
        Option(
            "none",
            gettext_noop("Without a German insurance of their own"),
            gettext_noop("Also in family insurance now, with student insurance, a visitors' policy or only a minijob."),
        ),
        Option(
            "statutory",
            gettext_noop("In a statutory fund, through work, unemployment benefit or a pension"),
            gettext_noop("Or as a voluntary member. Student insurance alone does not count here."),
        ),
        Option(
            "private",
            gettext_noop("Privately, instead of the statutory system"),
            gettext_noop("Because of high pay, as a civil servant, or after an exemption."),
        ),
        Option(
            "self_employed",
            gettext_noop("In no fund, and self-employed as the main occupation"),
        ),
    ),
)

SPOUSE_HERE = Question(
    "spouse_here",
    gettext_noop("Does the spouse or partner live in Germany?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
)

SPOUSE_INCOME = Question(
    "spouse_income",
    gettext_noop("How much income does the spouse or partner have per month?"),
    money,
    sensitive=False,
    samples=("0",),
    hint=gettext_noop(
        "In euros, all kinds together, before taxes. Take work expenses ([de:Werbungskosten]) off pay. "
        "Parental allowance ([de:Elterngeld]) and tax-free scholarships do not count. Enter 0 if there is none."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

SPOUSE_MINIJOB = Question(
    "spouse_minijob",
    gettext_noop("Is pay from a minijob part of this income?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
)

SPOUSE_IS_PARENT = Question(
    "spouse_is_parent",
    gettext_noop("Is the spouse or partner also a parent of these children?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("If this is true of some children only, fill in the form once for each group."),
)

SPOUSE_EXCEPTION = Question(
    "spouse_exception",
    gettext_noop("Does one of these points hold for the spouse or partner?"),
    choice,
    sensitive=True,
    samples=("none", "cares", "care_leave", "pension_age", "care_grade", "incapacity", "basic_income", "disability"),
    options=(
        Option("none", gettext_noop("None of them")),
        Option(
            "cares",
            gettext_noop("Cares for a relative at home"),
            gettext_noop("The explanation of this question says from which care grade and for how many hours."),
        ),
        Option("care_leave", gettext_noop("Is on care leave ([de:Pflegezeit])")),
        Option("pension_age", gettext_noop("Has reached the regular pension age")),
        Option("care_grade", gettext_noop("Has a care grade of their own that is high enough")),
        Option("incapacity", gettext_noop("Cannot work at all because of illness or disability")),
        Option("basic_income", gettext_noop("Gets basic income support ([de:Grundsicherung])")),
        Option("disability", gettext_noop("Has a recognised disability whose degree is high enough")),
    ),
    unsure=True,
)

MEMBER_INCOME = Question(
    "member_income",
    gettext_noop("How much income does the member have per month?"),
    money,
    sensitive=False,
    samples=("3000", "9000"),
    hint=gettext_noop("In euros, before taxes and contributions."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

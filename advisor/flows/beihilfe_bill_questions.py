"""What the calculator of bills asks."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, Row, boolean, choice, day, money, rows, whole
from advisor.rules.words import gettext_noop

BILL_KIND = Question(
    "bill_kind",
    gettext_noop("Kind of bill"),
    choice,
    sensitive=True,
    samples=("doctor",),
    options=(
        Option("doctor", gettext_noop("Doctor")),
        Option("practitioner", gettext_noop("Alternative practitioner ([de:Heilpraktiker])")),
        Option("medicines", gettext_noop("Prescribed medicines")),
        Option("aids", gettext_noop("Medical aids")),
        Option("frame", gettext_noop("Glasses frame")),
        Option("lenses", gettext_noop("Lenses of glasses, contact lenses")),
        Option("dentist", gettext_noop("Dentist: the treatment")),
        Option("dental_lab", gettext_noop("Dentures: material and laboratory")),
        Option("metal_ceramic", gettext_noop("Dentures: precious metal or ceramic")),
        Option("implants", gettext_noop("Dental implants outside the listed cases")),
        Option("orthodontics", gettext_noop("Orthodontics, begun in childhood or with a severe anomaly")),
        Option("orthodontics_late", gettext_noop("Orthodontics, begun later and without a severe anomaly")),
        Option("hospital", gettext_noop("Hospital: standard services")),
        Option("two_bed_room", gettext_noop("Hospital: two-bed room")),
        Option("private_doctor", gettext_noop("Hospital: treatment by a private doctor")),
        Option("private_clinic", gettext_noop("Private clinic")),
        Option("rehabilitation", gettext_noop("Rehabilitation")),
        Option("sanatorium", gettext_noop("Sanatorium")),
        Option("spa", gettext_noop("Spa cure: accommodation")),
        Option("travel", gettext_noop("Travel to a treatment")),
        Option("abroad_eu", gettext_noop("Treatment in another EU country")),
        Option("abroad_other", gettext_noop("Treatment outside the EU")),
        Option("travel_policy", gettext_noop("Travel health insurance: the premium")),
    ),
)

BILL_EUROS = Question(
    "bill_euros",
    gettext_noop("Amount of the bill"),
    money,
    sensitive=False,
    samples=("500",),
    unit="EUR",
    least=Decimal("0.01"),
    most=Decimal(500_000),
)

BILL_COUNT = Question(
    "bill_count",
    gettext_noop("Days, implants or persons"),
    whole,
    sensitive=False,
    samples=("0",),
    least=Decimal(0),
    most=Decimal(366),
    default="0",
)

BILL_FOR = Question(
    "bill_for",
    gettext_noop("Whose bill"),
    choice,
    sensitive=False,
    samples=("self",),
    options=(
        Option("self", gettext_noop("Yours")),
        Option("spouse", gettext_noop("Your spouse's or partner's")),
        Option("child", gettext_noop("A child's")),
        Option("other_child", gettext_noop("Another child's")),
    ),
    default="self",
)

COUNTED = {
    "implants": gettext_noop("Please enter the number of implants."),
    "two_bed_room": gettext_noop("Please enter the number of days."),
    "private_doctor": gettext_noop("Please enter the number of days."),
    "private_clinic": gettext_noop("Please enter the number of days."),
    "rehabilitation": gettext_noop("Please enter the number of days."),
    "sanatorium": gettext_noop("Please enter the number of days."),
    "spa": gettext_noop("Please enter the number of days."),
    "travel_policy": gettext_noop("Please enter the number of insured persons."),
}
"""Kinds of bills that need a number, and what to say where it is missing."""


def with_their_numbers(bills: tuple[Row, ...], case: Case) -> None:
    """There is a bill, and days, implants or persons are given where they decide."""
    if not bills:
        raise Unreadable(gettext_noop("Please enter at least one bill."))
    for at, row in enumerate(bills):
        if row[BILL_KIND] in COUNTED and not row[BILL_COUNT]:
            raise Unreadable(COUNTED[row[BILL_KIND]], at=(at, BILL_COUNT.key))


BILLS = Question(
    "bills",
    gettext_noop("Which bills do you have?"),
    rows,
    sensitive=True,
    samples=(
        "doctor,480,0,self/medicines,32.50,0,spouse/dental_lab,1200,0,child",
        "two_bed_room,1400,14,self/private_doctor,3000,25,self/hospital,9000,0,self",
        "frame,250,0,child/lenses,180,0,other_child/aids,90,0,self/practitioner,70,0,self",
        "implants,5000,3,self/metal_ceramic,600,0,self/orthodontics_late,4000,0,self/dentist,900,0,self",
        "private_clinic,8000,10,spouse/sanatorium,4000,20,self/spa,1900,23,self/rehabilitation,5200,28,self",
        "abroad_other,2500,0,self/abroad_eu,300,0,child/travel,44,0,self/travel_policy,45,3,self/orthodontics,3000,0,child",
    ),
    hint=gettext_noop("One line for each kind. The number matters for hospital, cures, implants and travel insurance."),
    columns=(BILL_KIND, BILL_EUROS, BILL_COUNT, BILL_FOR),
    most_rows=20,
    fits=with_their_numbers,
    another=gettext_noop("One more bill"),
    one=gettext_noop("Bill %(number)s"),
)

TWO_CHILDREN = Question(
    "beihilfe_two_children",
    gettext_noop("Do two or more of your children count for Beihilfe?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    default="no",
)

ALLOWANCE = Question(
    "beihilfe_daily_allowance",
    gettext_noop("How much do your own policies pay you for each day in hospital?"),
    money,
    sensitive=False,
    samples=("0", "150"),
    hint=gettext_noop("In euros a day: daily hospital benefit and other fixed sums. Leave empty if there are none."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(10_000),
    default="0",
)

ALLOWANCE_DAYS = Question(
    "beihilfe_allowance_days",
    gettext_noop("For how many days did you get this sum?"),
    whole,
    sensitive=False,
    samples=("10",),
    unit="days",
    least=Decimal(1),
    most=Decimal(366),
)

PAY_GRADE = Question(
    "beihilfe_pay_grade",
    gettext_noop("In which pay grade are you, or were you last?"),
    choice,
    sensitive=False,
    samples=("none", "2"),
    options=(
        Option("none", gettext_noop("A 6 or lower")),
        Option("1", gettext_noop("A 7 to A 11")),
        Option("2", gettext_noop("A 12 to A 15, B 1, C 1, C 2, H 1 to H 3, R 1, W 1")),
        Option("3", gettext_noop("A 16, B 2, B 3, C 3, H 4, H 5, R 2, R 3, W 2, W 3")),
        Option("4", gettext_noop("B 4 to B 7, C 4, R 4 to R 7")),
        Option("5", gettext_noop("A higher one")),
    ),
)

PART_TIME = Question(
    "beihilfe_part_time",
    gettext_noop("What share of full time do you work?"),
    whole,
    sensitive=False,
    samples=("100", "50"),
    hint=gettext_noop("In percent. Leave empty if you work full time."),
    unit="percent",
    least=Decimal(1),
    most=Decimal(100),
    default="100",
)

OWN_SHARE_TAKEN = Question(
    "beihilfe_own_share_taken",
    gettext_noop("How much of the yearly own share has already been deducted this year?"),
    money,
    sensitive=False,
    samples=("0", "50"),
    hint=gettext_noop("In euros. Leave empty if nothing has been deducted."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000),
    default="0",
)

OLDEST_BILL = Question(
    "beihilfe_oldest_bill",
    gettext_noop("On which day was the oldest of these bills issued?"),
    day,
    sensitive=False,
    samples=("none", "2026-10-01"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)

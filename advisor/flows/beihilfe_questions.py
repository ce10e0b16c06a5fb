"""What civil servants in North Rhine-Westphalia are asked, and what their answers mean in law."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import NO_ROWS, YES_NO, Option, Question, Row, boolean, choice, money, rows, whole
from advisor.rules.beihilfe import ENTITLED, RETIRED, Child, Standing, child_standing, spouse_standing
from advisor.rules.words import gettext_noop

from .family_questions import CHILD_AGE, CHILD_DISABLED

ROLE = Question(
    "beihilfe_role",
    gettext_noop("What are you in the public service of North Rhine-Westphalia?"),
    choice,
    sensitive=False,
    samples=("civil_servant", "trainee", "teacher", "retired", "survivor", "employee", "elsewhere"),
    options=(
        Option("civil_servant", gettext_noop("Civil servant ([de:Beamtin, Beamter])")),
        Option("trainee", gettext_noop("Trainee civil servant ([de:Anwärterin, Anwärter])")),
        Option("teacher", gettext_noop("Teacher in the civil service ([de:verbeamtet])")),
        Option("retired", gettext_noop("Retired civil servant")),
        Option(
            "survivor",
            gettext_noop("Widow or widower with a pension of the civil service"),
            gettext_noop("For orphans with such a pension the rate for children holds."),
        ),
        Option(
            "employee",
            gettext_noop("Employee, also as a teacher"),
            gettext_noop("You have an employment contract and no certificate of appointment as a civil servant."),
        ),
        Option("elsewhere", gettext_noop("Civil servant of the Federation or of another state")),
    ),
)

MARRIED = Question(
    "beihilfe_married",
    gettext_noop("Are you married or in a registered partnership?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop("A partner without marriage or registration does not count."),
)

PARTNER_INCOME = Question(
    "beihilfe_spouse_income",
    gettext_noop("How much income did your spouse or partner have in the whole calendar year before?"),
    money,
    sensitive=False,
    samples=("0", "90000"),
    hint=gettext_noop(
        "In euros: the total of all income in the sense of the tax law, for example from the tax assessment."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(10_000_000),
)

SITUATION = Question(
    "beihilfe_child_situation",
    gettext_noop("Situation"),
    choice,
    sensitive=False,
    samples=("training", "further", "searching", "working", "minor"),
    default="minor",
    options=(
        Option("minor", gettext_noop("Not of age yet")),
        Option("training", gettext_noop("Small child, school, first training or first degree")),
        Option("further", gettext_noop("Further training, or work of few hours a week")),
        Option("searching", gettext_noop("Without a training place or without a job")),
        Option("working", gettext_noop("Work of more hours a week")),
    ),
)

SERVICE = Question(
    "beihilfe_child_service",
    gettext_noop("Months of compulsory service"),
    whole,
    sensitive=False,
    samples=("0", "9"),
    hint=gettext_noop("Military or civilian service. Leave empty if there was none."),
    unit="months",
    least=Decimal(0),
    most=Decimal(36),
    default="0",
)


def old_enough_for_service(children: tuple[Row, ...], case: Case) -> None:
    """Nobody has served before coming of age."""
    for at, row in enumerate(children):
        if row[SERVICE] and row[CHILD_AGE] < case.law.beihilfe_child_age_unconditional:
            raise Unreadable(
                gettext_noop("This child is too young to have served. Please check age and months of service."),
                at=(at, SERVICE.key),
            )


def told_where_it_decides(children: tuple[Row, ...], case: Case) -> None:
    """The situation of every child of age is given, and nobody has served before coming of age."""
    of_age = case.law.beihilfe_child_age_unconditional
    for at, row in enumerate(children):
        if row[SITUATION] == "minor" and row[CHILD_AGE] >= of_age:
            raise Unreadable(gettext_noop("This child is of age. Please choose the situation."), at=(at, SITUATION.key))
    old_enough_for_service(children, case)


BEIHILFE_CHILDREN = Question(
    "beihilfe_children",
    gettext_noop("Which children do you have?"),
    rows,
    sensitive=True,
    samples=(
        "12,training,0,no/8,minor,0,no",
        "none",
        "19,searching,0,no",
        "20,further,0,no/22,working,0,no",
        "25,training,9,no/26,training,0,no",
        "40,working,0,yes/23,training,0,no",
    ),
    hint=gettext_noop("Leave everything empty if you have no children."),
    default=NO_ROWS,
    columns=(CHILD_AGE, SITUATION, SERVICE, CHILD_DISABLED),
    most_rows=10,
    fits=told_where_it_decides,
    another=gettext_noop("One more child"),
    one=gettext_noop("Child %(number)s"),
)


def is_entitled(a: Case) -> bool:
    """Civil servants, active or retired, and survivors (§ 75 LBG NRW)."""
    return a.one_of(ROLE, ENTITLED)


def is_retired(a: Case) -> bool:
    return a.one_of(ROLE, RETIRED)


def has_spouse(a: Case) -> bool:
    return a.get(MARRIED, False)


def children(a: Case) -> tuple[tuple[Child, Standing], ...]:
    """Every child with what the law says of it, in the order given."""
    found = (
        Child(row[CHILD_AGE], row[SITUATION], row[SERVICE], disabled=row[CHILD_DISABLED])
        for row in a[BEIHILFE_CHILDREN]
    )
    return tuple((child, child_standing(child, a.law)) for child in found)


def children_who_count(a: Case) -> int:
    return sum(told.counts for _, told in children(a))


def spouse(a: Case) -> Standing:
    return spouse_standing(a[PARTNER_INCOME], a.law)

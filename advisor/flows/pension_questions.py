"""What pensioners are asked about their pensions, and what of it several flows read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Question, boolean, money, past_day
from advisor.rules.care import Parenthood
from advisor.rules.pensioners import Incomes, parenthood_of_pensioner
from advisor.rules.words import gettext_noop

from .questions import CHILDREN, CHILDREN_UNDER_25, HIGHEST_LIKELY_PAY, HIGHEST_LIKELY_PENSION

MOST = Decimal(100_000)
LEAVE_EMPTY = gettext_noop("In euros, before deductions. Leave empty if you have none.")


def amount(
    key: str,
    label: str,
    samples: tuple[str, ...],
    hint: str = LEAVE_EMPTY,
    plausible: Decimal = HIGHEST_LIKELY_PENSION,
) -> Question[Decimal]:
    """A question for euros per month that may be left empty."""
    return Question(
        key, label, money, sensitive=False, samples=samples, hint=hint, unit="EUR", least=Decimal(0), most=MOST,
        plausible=plausible, default="0",
    )  # fmt: skip


STATUTORY_PENSION = Question(
    "statutory_pension",
    gettext_noop("How much is your German statutory pension per month?"),
    money,
    sensitive=False,
    samples=("1200", "8000"),
    rare=("0",),
    hint=gettext_noop(
        "In euros, before contributions are taken off. It stands in the letter of the pension insurance. "
        "Enter 0 if you have none."
    ),
    unit="EUR",
    least=Decimal(0),
    most=MOST,
    plausible=HIGHEST_LIKELY_PENSION,
)

OCCUPATIONAL_PENSION = amount(
    "occupational_pension",
    gettext_noop("How much do occupational pensions come to per month?"),
    ("0", "300"),
    gettext_noop("All pensions from former employers together, before deductions. Leave empty if you have none."),
)

PENSION_LIKE_INCOME = amount(
    "pension_like_income",
    gettext_noop("How much other pension-like income do you have per month?"),
    ("0", "150"),
    gettext_noop(
        "For example the pension of a civil servant or of a professional chamber. Leave empty if you have none."
    ),
)

FOREIGN_PENSION = amount(
    "foreign_pension",
    gettext_noop("How much do statutory pensions from other states come to per month?"),
    ("0", "700"),
)

PROFIT_BESIDE_PENSION = amount(
    "profit_beside_pension",
    gettext_noop("How much do you earn per month from self-employment?"),
    ("0", "150"),
    gettext_noop("Your profit. Pay from an employer does not belong here. Leave empty if you have none."),
    HIGHEST_LIKELY_PAY,
)

RENT_AND_CAPITAL = amount(
    "rent_and_capital",
    gettext_noop("How much other income do you have per month, such as rent and interest?"),
    ("0", "400"),
    plausible=HIGHEST_LIKELY_PAY,
)

BORN_EARLY = Question(
    "born_early",
    gettext_noop("Were you born in 1939 or earlier?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    default="no",
)

FIRST_JOB: Question[date] = Question(
    "first_job_ever",
    gettext_noop("On which day did you begin your first job?"),
    past_day,
    sensitive=False,
    samples=("1980-09-01",),
    hint=gettext_noop("Anywhere in the world, employed or self-employed. Vocational training counts as a job."),
)


def after_the_first_job(application: date, a: Case) -> None:
    """A working life holds at least two days."""
    if a.has(FIRST_JOB) and application <= a[FIRST_JOB]:
        raise Unreadable(gettext_noop("The application must come after the first day of your first job."))


PENSION_APPLICATION: Question[date] = Question(
    "pension_application",
    gettext_noop("On which day did you apply for the pension, or will you apply?"),
    past_day,
    sensitive=False,
    samples=("2026-09-30",),
    fits=after_the_first_job,
)


def birth_decides(a: Case) -> bool:
    """Without children the day of birth decides about the surcharge in care insurance (§ 55 Abs. 3 SGB XI)."""
    return a.has(CHILDREN) and a[CHILDREN] == 0


def incomes(a: Case) -> Incomes:
    """What the pensioner gets, as far as it was asked."""
    none = Decimal(0)
    return Incomes(
        statutory=a.get(STATUTORY_PENSION, none),
        foreign=a.get(FOREIGN_PENSION, none),
        occupational=a.get(OCCUPATIONAL_PENSION, none),
        pension_like=a.get(PENSION_LIKE_INCOME, none),
        profit=a.get(PROFIT_BESIDE_PENSION, none),
        other=a.get(RENT_AND_CAPITAL, none),
    )


def pensioner_parenthood(a: Case) -> Parenthood:
    """What the care rate of a pensioner depends on."""
    return parenthood_of_pensioner(
        a.get(CHILDREN, 0), a.get(CHILDREN_UNDER_25, 0), a.law, spared_by_birth=a.get(BORN_EARLY, False)
    )

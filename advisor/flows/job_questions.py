"""What people are asked about their job, besides the shared questions, and what kind of job that makes it."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.question import NO_ROWS, YES_NO, Option, Question, boolean, choice, money, rows
from advisor.rules.words import gettext_noop

from .questions import HIGHEST_LIKELY_PAY

JOB_KIND = Question(
    "job_kind",
    gettext_noop("What kind of job is it?"),
    choice,
    sensitive=False,
    samples=("ordinary", "trainee", "short_term"),
    options=(
        Option("ordinary", gettext_noop("An ordinary job"), gettext_noop("Also a minijob.")),
        Option("trainee", gettext_noop("Vocational training with pay ([de:Ausbildung])")),
        Option(
            "short_term",
            gettext_noop("A short-term job ([de:kurzfristige Beschäftigung])"),
            gettext_noop("It is limited to a short time from the start, and you do not live from such jobs."),
        ),
    ),
    default="ordinary",
)

NO_SICK_PAY = Question(
    "no_sick_pay",
    gettext_noop("Do you get a full old-age pension besides?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Or have you no right to sick pay from the fund for another reason?"),
    default="no",
)

OTHER_PAY = Question(
    "other_pay",
    gettext_noop("Monthly pay before deductions"),
    money,
    sensitive=False,
    samples=("400",),
    unit="EUR",
    least=Decimal(1),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

OTHER_JOBS = Question(
    "other_jobs",
    gettext_noop("Do you have other jobs?"),
    rows,
    sensitive=False,
    samples=(NO_ROWS, "400", "400/300", "3000"),
    columns=(OTHER_PAY,),
    most_rows=2,
    another=gettext_noop("One more job"),
    one=gettext_noop("Job %(number)s"),
    hint=gettext_noop("Enter minijobs in the order in which they began. Leave empty if you have only one job."),
    default=NO_ROWS,
)

PENSION_EXEMPTED = Question(
    "pension_exempted",
    gettext_noop("Are you exempted from pension insurance in your minijob?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Only if you have applied for it in writing."),
    default="no",
)

CURRENT_SYSTEM = Question(
    "current_system",
    gettext_noop("How are you insured in Germany?"),
    choice,
    sensitive=False,
    samples=("statutory", "private"),
    options=(
        Option("statutory", gettext_noop("In a statutory fund ([de:Krankenkasse])")),
        Option("private", gettext_noop("With a private insurer")),
    ),
    default="statutory",
)

HEALTH_PREMIUM = Question(
    "health_premium",
    gettext_noop("How much does your private health insurance cost per month?"),
    money,
    sensitive=False,
    samples=("500", "1200"),
    hint=gettext_noop(
        "In euros, without care insurance and before the employer's subsidy. "
        "Family members count whom family insurance would cover."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(10_000),
)

CARE_PREMIUM = Question(
    "care_premium",
    gettext_noop("How much does your private care insurance cost per month?"),
    money,
    sensitive=False,
    samples=("60", "300"),
    hint=gettext_noop(
        "In euros, before the employer's subsidy. Family members count whom family insurance would cover."
    ),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(10_000),
)


def is_trainee(a: Case) -> bool:
    return a[JOB_KIND] == "trainee"


def is_short_term(a: Case) -> bool:
    return a[JOB_KIND] == "short_term"

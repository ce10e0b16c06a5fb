"""What people who come to Germany to work are asked besides the shared questions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Option, Question, boolean, choice, country, whole
from advisor.rules.words import gettext_noop

from .questions import GROSS_PAY

OCCUPATION = Question(
    "occupation",
    gettext_noop("How will you work in Germany?"),
    choice,
    sensitive=False,
    samples=("employed", "seasonal", "self_employed", "both", "posted", "several"),
    options=(
        Option("employed", gettext_noop("For an employer")),
        Option("seasonal", gettext_noop("For an employer, in a seasonal job, for example a harvest")),
        Option("self_employed", gettext_noop("On my own account")),
        Option("both", gettext_noop("For an employer and on my own account")),
        Option("posted", gettext_noop("My employer sends me to Germany for a time")),
        Option("several", gettext_noop("I work in Germany and in another country at the same time")),
    ),
)

MAY_WORK = Question(
    "may_work",
    gettext_noop("May you work in Germany?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    hint=gettext_noop(
        "Citizens of the EU, Iceland, Liechtenstein, Norway and Switzerland may. "
        "Others need a residence title that allows work."
    ),
    unsure=True,
)

POSTED_BY = Question(
    "posted_by",
    gettext_noop("Who sends you?"),
    choice,
    sensitive=False,
    samples=("home", "other"),
    options=(
        Option("home", gettext_noop("The employer in my home country who employs and pays me, now and later")),
        Option("other", gettext_noop("Somebody else, for example an agency or the company in Germany itself")),
    ),
)

POSTING_MONTHS = Question(
    "posting_months",
    gettext_noop("For how many months in all are you sent to Germany?"),
    whole,
    sensitive=False,
    samples=("6", "36"),
    hint=gettext_noop("Count the whole planned time, also months that have passed."),
    unit="months",
    least=Decimal(1),
    most=Decimal(240),
)

REPLACES = Question(
    "replaces_posted",
    gettext_noop("Do you take the place of somebody who was sent to Germany before you?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    unsure=True,
)


def another_country(code: str, case: Case) -> None:
    """The work beside that in Germany is done elsewhere."""
    if case.law.country(code).at_home:
        raise Unreadable(
            gettext_noop("You have told us that you work in another country too. Please choose that country.")
        )


OTHER_COUNTRY = Question(
    "other_country",
    gettext_noop("In which other country do you work?"),
    country,
    sensitive=False,
    samples=("HU", "UA"),
    rare=("GB", "CH", "TR"),
    hint=gettext_noop("If there are several: the one in which you work most."),
    fits=another_country,
)

STATES_WORK = Question(
    "states_work",
    gettext_noop("How do you work in the two countries?"),
    choice,
    sensitive=False,
    samples=("employed", "self_employed", "employed_here", "employed_there"),
    options=(
        Option("employed", gettext_noop("For an employer, in both countries")),
        Option("self_employed", gettext_noop("On my own account, in both countries")),
        Option("employed_here", gettext_noop("For an employer in Germany, on my own account in the other country")),
        Option("employed_there", gettext_noop("On my own account in Germany, for an employer in the other country")),
    ),
)

LIVES_IN = Question(
    "lives_in",
    gettext_noop("Where do you live?"),
    choice,
    sensitive=False,
    samples=("other", "germany"),
    options=(
        Option("germany", gettext_noop("In Germany")),
        Option("other", gettext_noop("In another country")),
    ),
    hint=gettext_noop("The country in which you have the centre of your life, for example your family."),
)

HOME_SHARE = Question(
    "home_share",
    gettext_noop("How much of your work do you do in the country in which you live?"),
    whole,
    sensitive=False,
    samples=("0", "10", "50"),
    hint=gettext_noop("In percent of your hours or of your pay. An estimate is enough."),
    unit="percent",
    least=Decimal(0),
    most=Decimal(100),
)


def centre_is_in_one_country(seat: str, case: Case) -> None:
    """A business has one centre; employers may be several, also where the rules do not hold."""
    if case[STATES_WORK] == "self_employed" and seat not in ("germany", "other"):
        raise Unreadable(gettext_noop("If you work on your own account, please choose Germany or another country."))


SEAT = Question(
    "seat",
    gettext_noop("Where is your employer based?"),
    choice,
    sensitive=False,
    samples=("other", "germany", "both", "outside"),
    options=(
        Option("germany", gettext_noop("In Germany")),
        Option("other", gettext_noop("In another country")),
        Option("both", gettext_noop("I have employers in both countries")),
        Option(
            "outside",
            gettext_noop("Outside the EU, Iceland, Liechtenstein, Norway, Switzerland and the United Kingdom"),
        ),
    ),
    hint=gettext_noop("If you work on your own account: the country in which the centre of your business is."),
    fits=centre_is_in_one_country,
)

PAY_IN_ALL = replace(
    GROSS_PAY,
    key="pay_in_all",
    label=gettext_noop("What is your monthly pay before deductions from the jobs in all countries together?"),
    hint=gettext_noop(
        "In euros, before taxes and contributions. Add a twelfth of regular yearly extra pay. "
        "Leave out one minijob beside a larger job."
    ),
)
"""Under one law the pay of every state counts (Art. 13 Abs. 5 VO (EG) 883/2004)."""

SHORT_TERM = Question(
    "short_term",
    gettext_noop("Is it only a short-term job ([de:kurzfristige Beschäftigung])?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop(
        "It is limited to a short time from the start, and you do not live from such jobs. "
        "Your employer knows whether the job is registered as one."
    ),
    unsure=True,
)

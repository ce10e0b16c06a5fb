"""What people who come to Germany to work are asked besides the shared questions."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.question import YES_NO, Option, Question, boolean, choice, whole
from advisor.rules.words import gettext_noop

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
    samples=("10", "50"),
    hint=gettext_noop("In percent of your hours or of your pay. An estimate is enough."),
    unit="percent",
    least=Decimal(0),
    most=Decimal(100),
)

SEAT = Question(
    "seat",
    gettext_noop("Where is your employer based?"),
    choice,
    sensitive=False,
    samples=("other", "germany"),
    options=(
        Option("germany", gettext_noop("In Germany")),
        Option("other", gettext_noop("In another country")),
    ),
    hint=gettext_noop("If you work on your own account: the country in which the centre of your business is."),
)

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

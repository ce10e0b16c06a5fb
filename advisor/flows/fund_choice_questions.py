"""What is asked of people who choose a fund or change to another one."""

from __future__ import annotations

from datetime import date

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, boolean, choice, day, past_day
from advisor.rules.dates import add_months
from advisor.rules.figures import FIRST_DAY, LAST_DAY
from advisor.rules.fund_choice import CHOICE_BY_STATUTE_SINCE, may_choose_at_once
from advisor.rules.words import gettext_noop

ORDINARY, RAISE, NEW_JOB = "ordinary", "raise", "new_job"
FIRST, ENDED, ABROAD, LEAVING = "first", "ended", "abroad", "leaving"

SWITCHES = (
    Option(ORDINARY, gettext_noop("I am a member of a fund and want another one")),
    Option(RAISE, gettext_noop("My fund raises its additional rate, or charges one for the first time")),
    Option(NEW_JOB, gettext_noop("I begin to work for a new employer")),
)

SWITCH_REASON = Question(
    "switch_reason",
    gettext_noop("Why do you want another fund?"),
    choice,
    sensitive=False,
    samples=(ORDINARY,),
    options=SWITCHES,
)

FUND_SITUATION = Question(
    "fund_situation",
    gettext_noop("Which of these fits you?"),
    choice,
    sensitive=False,
    samples=(FIRST,),
    options=(
        Option(FIRST, gettext_noop("I choose a German fund for the first time")),
        *SWITCHES,
        Option(
            ENDED,
            gettext_noop("My membership ends for another reason"),
            gettext_noop("For example: the job or the studies end, unemployment benefit or a pension begins."),
        ),
        Option(ABROAD, gettext_noop("I move to another country")),
        Option(
            LEAVING,
            gettext_noop("I want to leave the statutory system"),
            gettext_noop("For private insurance or for the free family insurance."),
        ),
    ),
)

MEMBER_SINCE = Question(
    "member_since",
    gettext_noop("Since which day have you been a member of your fund?"),
    past_day,
    sensitive=False,
    samples=("2018-02-01",),
    hint=gettext_noop("The first day after you chose it. If you only stayed there in a new job, nothing begins anew."),
)


def day_of_law(found: date) -> None:
    """A day for which the site knows the law. Raises `Unreadable`."""
    if not FIRST_DAY <= found <= LAST_DAY:
        message = gettext_noop("Please enter a day from %(first)s to %(last)s.")
        raise Unreadable(message, first=FIRST_DAY.year, last=LAST_DAY.year)


def raised_while_member(found: date, a: Case) -> None:
    """The rate was raised no earlier than the membership began."""
    if found < a[MEMBER_SINCE]:
        message = gettext_noop("Your membership begins on %(since)s. The rate was raised before it.")
        raise Unreadable(message, since=a[MEMBER_SINCE])


def begins_while_member(found: date, a: Case) -> None:
    """The new job begins after the membership in the present fund."""
    day_of_law(found)
    if found <= a[MEMBER_SINCE]:
        message = gettext_noop("Your membership begins on %(since)s. The new job has to begin after it.")
        raise Unreadable(message, since=a[MEMBER_SINCE])


def declared_while_member(found: date | None, a: Case) -> None:
    """Nobody leaves a fund before belonging to it."""
    chosen = found or a.day
    day_of_law(chosen)
    if chosen < a[MEMBER_SINCE]:
        message = gettext_noop("Your membership begins only on %(since)s. Please enter a day from then on.")
        raise Unreadable(message, since=a[MEMBER_SINCE])


RAISED_FROM = Question(
    "raised_from",
    gettext_noop("From which day does the fund charge the higher rate?"),
    past_day,
    sensitive=False,
    samples=("2026-01-01",),
    hint=gettext_noop("Mostly the first day of a month."),
    fits=raised_while_member,
)

NEW_JOB_START = Question(
    "new_job_start",
    gettext_noop("On which day does the new job begin?"),
    past_day,
    sensitive=False,
    samples=("2026-10-01", "2019-05-01", "2020-05-01"),
    fits=begins_while_member,
)

STAYS_VOLUNTARY = Question(
    "stays_voluntary",
    gettext_noop("Are you a voluntary member now, and will you stay one in the new job?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop(
        "For example because your pay is above the annual earnings limit ([de:Jahresarbeitsentgeltgrenze]) "
        "in the old job and in the new one."
    ),
)

DECLARED = Question(
    "declared",
    gettext_noop("On which day do you choose the new fund?"),
    day,
    sensitive=False,
    samples=("none", "2026-03-10"),
    hint=gettext_noop("The day on which you send the form. Leave empty for the day of law of this page."),
    default=NO_DAY,
    empty_is_today=True,
    fits=declared_while_member,
)


def declared(a: Case) -> date:
    """The day on which the new fund is chosen; the day of the law where none was given."""
    return a.get(DECLARED, None) or a.day


def bound_for_some_years_at_most(found: date | None, a: Case) -> None:
    """An optional tariff ends after the membership began, and within its longest binding period."""
    if found is None:
        return
    years = int(a.law.optional_tariff_binding_max_years)
    latest = add_months(declared(a), 12 * years)
    if not a[MEMBER_SINCE] <= found <= latest:
        message = gettext_noop(
            "Please enter a day from %(first)s to %(last)s: a tariff binds for %(years)s years at most."
        )
        raise Unreadable(message, first=a[MEMBER_SINCE], last=latest, years=years)


TARIFF_UNTIL = Question(
    "tariff_until",
    gettext_noop("Until which day does an optional tariff bind you?"),
    day,
    sensitive=False,
    samples=("none", "2028-12-31"),
    hint=gettext_noop("An optional tariff ([de:Wahltarif]) is an extra contract. Leave empty if you have none."),
    default=NO_DAY,
    empty=gettext_noop("no optional tariff"),
    fits=bound_for_some_years_at_most,
)

SICK_PAY_TARIFF = Question(
    "sick_pay_tariff",
    gettext_noop("Is this an optional tariff for sick pay?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Then a higher additional rate gives no right to leave earlier."),
)


def reason(a: Case) -> str:
    """Why the visitor chooses."""
    return a[SWITCH_REASON] if a.has(SWITCH_REASON) else a[FUND_SITUATION]


def changes_fund(a: Case) -> bool:
    return reason(a) in (ORDINARY, RAISE, NEW_JOB)


def begins_a_job(a: Case) -> bool:
    return reason(a) == NEW_JOB


def is_asked_for_more(a: Case) -> bool:
    return reason(a) == RAISE


def may_stay_voluntary(a: Case) -> bool:
    """A new job that would free whose membership ends with the old one; that of voluntary members may go on (§§ 190, 191
    SGB V)."""
    return begins_a_job(a) and may_choose_at_once(a[MEMBER_SINCE], a[NEW_JOB_START], None, a.law)


def stays_voluntary(a: Case) -> bool:
    return a.get(STAYS_VOLUNTARY, False)


def gives_notice(a: Case) -> bool:
    """Everybody but those whom a new job frees by statute."""
    if begins_a_job(a):
        return stays_voluntary(a) or a[NEW_JOB_START] < CHOICE_BY_STATUTE_SINCE
    return changes_fund(a)


def has_a_tariff_in_a_raise(a: Case) -> bool:
    return is_asked_for_more(a) and a[TARIFF_UNTIL] is not None

"""What people who came for protection are asked."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import NO_DAY, YES_NO, Option, Question, boolean, choice, day
from advisor.rules.asylum import open_points
from advisor.rules.figures import Figures, figures
from advisor.rules.words import gettext_noop

STATUS = Question(
    "protection_status",
    gettext_noop("What is your status in Germany?"),
    choice,
    sensitive=True,
    samples=("applied", "tolerated", "recognised", "temporary"),
    options=(
        Option(
            "applied",
            gettext_noop("I have asked for asylum and wait for the decision"),
            gettext_noop("Your paper is called [de:Ankunftsnachweis] or [de:Aufenthaltsgestattung]."),
        ),
        Option(
            "tolerated",
            gettext_noop("My deportation is suspended"),
            gettext_noop("Your paper is called [de:Duldung]."),
        ),
        Option(
            "recognised",
            gettext_noop("I have been recognised"),
            gettext_noop("For example as a refugee or with subsidiary protection ([de:subsidiärer Schutz])."),
        ),
        Option(
            "temporary",
            gettext_noop("I have temporary protection"),
            gettext_noop("For example as a person from Ukraine (§ 24 AufenthG)."),
        ),
    ),
    unsure=True,
)

HAS_JOB = Question(
    "has_job",
    gettext_noop("Do you have a job in Germany that pays more than a minijob?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
)

LATE_PERMIT = Question(
    "late_permit",
    gettext_noop("Did you get your first permit for temporary protection after 31 March 2025?"),
    boolean,
    sensitive=True,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("The day stands on your first residence permit under § 24 AufenthG."),
    unsure=True,
)


def not_after_the_day_of_law(arrived: date | None, case: Case) -> None:
    """Nobody has arrived on a day that is still to come."""
    if arrived is not None and arrived > case.day:
        raise Unreadable(gettext_noop("This day is still to come. Please check the year."))


IN_GERMANY_SINCE = Question(
    "in_germany_since",
    gettext_noop("Since which day have you been in Germany without a long break?"),
    day,
    sensitive=True,
    samples=("none", "2017-03-01", "2018-11-05", "2022-07-01", "2026-01-15"),
    rare=("2018-05-19", "2018-05-20", "2022-08-25", "2022-08-26", "2023-11-21", "2023-11-22"),
    hint=gettext_noop("The day of your arrival. Leave empty if you do not know the day."),
    default=NO_DAY,
    fits=not_after_the_day_of_law,
)

WAITING_TIME_OVER = Question(
    "waiting_time_over",
    gettext_noop("Is your waiting time in Germany over?"),
    boolean,
    sensitive=True,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop(
        "The explanation of this question says how long it lasts. Answer yes as well if you already get benefits like "
        "those of members ([de:Analogleistungen])."
    ),
    unsure=True,
)

STAY_PROLONGED = Question(
    "stay_prolonged",
    gettext_noop("Has the authority written to you that you have made your stay longer by abuse?"),
    boolean,
    sensitive=True,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("If you have no such letter, answer no."),
)

MEDICAL_NEED = Question(
    "medical_need",
    gettext_noop("What do you need now?"),
    choice,
    sensitive=True,
    samples=("acute", "pregnancy", "prevention", "other"),
    options=(
        Option("acute", gettext_noop("Help with an acute illness or with pain")),
        Option("pregnancy", gettext_noop("Help during pregnancy or birth")),
        Option("prevention", gettext_noop("A vaccination or a preventive check-up")),
        Option("other", gettext_noop("Something else, or nothing at the moment")),
    ),
    hint=gettext_noop("In an emergency do not go on answering: call 112."),
)

STATES = (
    Option("BW", gettext_noop("Baden-Württemberg")),
    Option("BY", gettext_noop("Bavaria")),
    Option("BE", gettext_noop("Berlin")),
    Option("BB", gettext_noop("Brandenburg")),
    Option("HB", gettext_noop("Bremen")),
    Option("HH", gettext_noop("Hamburg")),
    Option("HE", gettext_noop("Hesse")),
    Option("MV", gettext_noop("Mecklenburg-Western Pomerania")),
    Option("NI", gettext_noop("Lower Saxony")),
    Option("NW", gettext_noop("North Rhine-Westphalia")),
    Option("RP", gettext_noop("Rhineland-Palatinate")),
    Option("SL", gettext_noop("Saarland")),
    Option("SN", gettext_noop("Saxony")),
    Option("ST", gettext_noop("Saxony-Anhalt")),
    Option("SH", gettext_noop("Schleswig-Holstein")),
    Option("TH", gettext_noop("Thuringia")),
)
"""The sixteen states by their codes of ISO 3166-2, in the order of their German names."""

STATE = Question(
    "federal_state",
    gettext_noop("In which federal state do you live?"),
    choice,
    sensitive=True,
    samples=tuple(option.value for option in STATES),
    options=STATES,
    unsure=True,
)

OTHER_MUNICIPALITY = "other"


def municipalities() -> tuple[Option, ...]:
    """Those that issue the health card on some day; a German name is its own label in every language."""
    return _listed(figures())


@lru_cache(maxsize=4)
def _listed(figures: Figures) -> tuple[Option, ...]:
    rows = figures.lists["card_municipalities"].rows
    return tuple(
        Option(code, rows[code][-1].name) for code in sorted(rows) if any(row.about["joined"] for row in rows[code])
    )


MUNICIPALITY = Question(
    "municipality",
    gettext_noop("In which municipality do you live?"),
    choice,
    sensitive=True,
    samples=("koeln", OTHER_MUNICIPALITY),
    options=(Option(OTHER_MUNICIPALITY, gettext_noop("Another municipality")),),
    listed=municipalities,
    hint=gettext_noop("The list names only municipalities with the health card."),
    unsure=True,
)


def has_open_bill(a: Case) -> bool:
    """A bill that is not verified would bring late permits back under the asylum seekers' benefits law."""
    return "late_permit" in open_points(a[STATUS], a.law)

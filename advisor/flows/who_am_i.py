"""Who am I? A few questions that lead to the right form, also for people who are two things at once."""

from __future__ import annotations

from functools import partial

from advisor.interview.core import Ask, Case, Flow
from advisor.interview.parsing import Unreadable
from advisor.interview.question import Option, Question, choice
from advisor.rules import precedence
from advisor.rules.precedence import (
    AFTER,
    BENEFITS,
    BUSINESS,
    JOB,
    MINIJOB,
    NOTHING,
    OFFICIAL,
    PENSION,
    PROTECTION,
    RESEARCH,
    STAY,
    STUDY,
)
from advisor.rules.words import gettext_noop

from .leading_on import leading_on
from .self_employed_questions import SIDELINE

NO_WORK = "no-work"

WHO = Question(
    "who",
    gettext_noop("What describes you best?"),
    choice,
    sensitive=True,
    samples=(STUDY,),
    options=(
        Option(STUDY, gettext_noop("I study, or I am going to study")),
        Option(JOB, gettext_noop("I work for an employer, or I have found a job")),
        Option(BUSINESS, gettext_noop("I work for myself")),
        Option(RESEARCH, gettext_noop("I do research as a guest or with a scholarship")),
        Option(STAY, gettext_noop("I am an au-pair, an intern or an exchange pupil")),
        Option(PENSION, gettext_noop("I get a pension")),
        Option(
            BENEFITS,
            gettext_noop("I get unemployment benefit or basic income support"),
            gettext_noop("From the employment agency or the job centre, not benefits for asylum seekers."),
        ),
        Option(OFFICIAL, gettext_noop("I am a civil servant, for instance a teacher, in North Rhine-Westphalia")),
        Option(PROTECTION, gettext_noop("I have asked for protection (asylum)")),
        Option(AFTER, gettext_noop("I have finished or left my studies")),
        Option(NO_WORK, gettext_noop("None of these: I live here or move here without work")),
    ),
)


def is_something_else(besides: str, case: Case) -> None:
    """The second thing is not the first one again."""
    if besides == case[WHO]:
        raise Unreadable(gettext_noop("You have said this already. Please choose another answer."))


BESIDES = Question(
    "besides",
    gettext_noop("Does something else apply to you as well?"),
    choice,
    sensitive=False,
    samples=(NOTHING,),
    options=(
        Option(NOTHING, gettext_noop("No")),
        Option(JOB, gettext_noop("Yes, a job that is more than a minijob")),
        Option(MINIJOB, gettext_noop("Yes, a minijob")),
        Option(BUSINESS, gettext_noop("Yes, a business of my own")),
        Option(STUDY, gettext_noop("Yes, studies")),
        Option(PENSION, gettext_noop("Yes, a pension")),
    ),
    fits=is_something_else,
)

INSURED_SO_FAR = Question(
    "insured_so_far",
    gettext_noop("Where have you been insured against illness so far?"),
    choice,
    sensitive=False,
    samples=("here",),
    options=(
        Option("here", gettext_noop("In Germany")),
        Option("abroad", gettext_noop("In another country, or nowhere")),
        Option("family", gettext_noop("I want to be insured through my spouse, partner or parent")),
    ),
)


def may_be_a_sideline(case: Case) -> bool:
    """A business beside something that insures unless the business is the main work (§ 5 Abs. 5 SGB V)."""
    things = {case[WHO], case[BESIDES]}
    return BUSINESS in things and not things.isdisjoint((STUDY, PENSION, JOB))


def decided(case: Case) -> precedence.Precedence:
    """What decides for this visitor."""
    if case[WHO] == NO_WORK and case[BESIDES] not in (MINIJOB, NOTHING):
        return precedence.Precedence(case[BESIDES], "", "")
    one, other = case[WHO], case[BESIDES]
    if case.get(SIDELINE, False):
        one, other = (precedence.SIDELINE if thing == BUSINESS else thing for thing in (one, other))
    return precedence.deciding(one, other)


def form(case: Case) -> str:
    """The key of the form that goes on."""
    what, so_far = decided(case).decides, case.get(INSURED_SO_FAR, "here")
    if what == JOB:
        return "guest-worker" if so_far == "abroad" else "employee"
    if what == NO_WORK:
        return "family" if so_far == "family" else "immigrant"
    return FORMS[what]


FORMS = {
    STUDY: "student",
    BUSINESS: "self-employed",
    RESEARCH: "scientist",
    STAY: "au-pair",
    PENSION: "pensioner",
    BENEFITS: "immigrant",
    OFFICIAL: "beihilfe",
    PROTECTION: "asylum-seeker",
    AFTER: "former-student",
}
LEADS_TO = (*FORMS.values(), "employee", "guest-worker", "family")


def _leads_to(key: str, case: Case) -> bool:
    return form(case) == key


def _notes(case: Case) -> tuple[str, ...]:
    rule = decided(case).rule
    return (f"who-am-i-{rule}",) if rule else ()


FLOW = Flow(
    key="who-am-i",
    label=gettext_noop("Who am I? Help me find the right form"),
    slug=gettext_noop("address|who-am-i"),
    hint=gettext_noop("A few questions lead you to the right form"),
    order=0,
    asks=(
        Ask(WHO),
        Ask(BESIDES),
        Ask(SIDELINE, when=may_be_a_sideline),
        Ask(INSURED_SO_FAR, when=lambda a: decided(a).decides in (JOB, NO_WORK)),
    ),
    outcomes=tuple(
        leading_on(key, partial(_leads_to, key) if number < len(LEADS_TO) else lambda a: True, _notes)
        for number, key in enumerate(LEADS_TO, start=1)
    ),
)

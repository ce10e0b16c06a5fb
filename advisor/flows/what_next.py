"""What comes next: events of a life, from which result each may follow, and the form that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.interview.core import Flow
from advisor.interview.sheet import wrong
from advisor.rules.figures import Refused
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

NOT_A_MEMBER = ("home_cover_continues", "not_insured_here", "private_compulsory", "asylum_benefits")
"""Duties of people whom no German fund insures."""
OF_THE_MOMENT = (
    "start",
    "job_start",
    "home_cover_ends",
    "first_job",
    "declared",
    "au_pair_entry",
    "au_pair_work_start",
)
"""Keys of questions that an event always asks anew."""
COVER_SO_FAR = ("country", "home_cover", "last_statutory")
"""Keys of questions whose answers hold on only while no German insurance has begun."""
STILL_AS_BEFORE = ("home_cover_continues", "not_insured_here")
"""Duties of people who stay insured as they were."""


@dataclass(frozen=True, slots=True)
class Event:
    """What may happen, as the end of "And when I …" (English source text).

    sources: keys of the flows from whose results it may follow; outcomes: only from these, where given; not_after,
    not_with: outcomes and duties with which it makes no sense. target: key of the flow that decides then. sets: answers that the event gives;
    by_law: those that are a figure of the law; anew: keys of answers that do not hold any more.
    """

    key: str
    label: str
    target: str
    sources: tuple[str, ...]
    outcomes: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    by_law: Mapping[str, str] = field(default_factory=dict)
    anew: tuple[str, ...] = ()

    def may_follow(self, source: str, outcome: str, duty: str) -> bool:
        """It makes sense to ask this after that result."""
        fits = outcome in self.outcomes if self.outcomes else outcome not in self.not_after
        return source in self.sources and fits and duty not in self.not_with


WORKING = ("employee", "guest-worker", "scientist", "pay", "net-pay")
WITHOUT_A_JOB = (
    "guest-worker-no-permit",
    "guest-worker-self-employed-private",
    "guest-worker-self-employed-voluntary",
    "scientist-catch-all",
    "scientist-private",
    "scientist-through-spouse",
    "scientist-visitor",
    "scientist-voluntary",
)
"""Outcomes of workers and scientists whom no employer insures here."""
MEMBERS = (*WORKING, "student", "former-student", "self-employed", "voluntary-cost")

EVENTS = (
    Event(
        "turn-30",
        gettext_noop("turn 30 and go on studying"),
        "former-student",
        ("student", "student-cost"),
        outcomes=("student-statutory", "student-family", "student-private-home-cover", "student-exempted", "student-cost"),
        sets={"next_step": "study"},
        by_law={"age": "student_age_limit"},
    ),
    Event(
        "finish",
        gettext_noop("finish my studies"),
        "former-student",
        ("student", "student-cost"),
        anew=("age", "gross_pay", "own_income"),
    ),
    Event(
        "study",
        gettext_noop("begin to study"),
        "student",
        ("au-pair", "guest-worker", "employee", "asylum-seeker", "immigrant", "family"),
        anew=("gross_pay",),
    ),
    Event(
        "job",
        gettext_noop("start a job"),
        "employee",
        (
            "student", "former-student", "au-pair", "asylum-seeker", "immigrant", "family", "self-employed",
            "student-cost", "voluntary-cost", "fund-choice", "switch-dates",
        ),
        sets={"job_event": "new_job"},
        anew=("gross_pay",),
    ),
    Event(
        "job-after-all",
        gettext_noop("start a job"),
        "employee",
        ("guest-worker", "scientist"),
        outcomes=WITHOUT_A_JOB,
        sets={"job_event": "new_job"},
        anew=("gross_pay", "saxony", "east"),
    ),
    Event(
        "other-job",
        gettext_noop("change my employer"),
        "employee",
        WORKING,
        not_after=WITHOUT_A_JOB,
        sets={"job_event": "new_job", "first_job": "no"},
        anew=("gross_pay", "saxony", "east"),
    ),
    Event(
        "earn-more",
        gettext_noop("earn more"),
        "employee",
        WORKING,
        not_after=WITHOUT_A_JOB,
        sets={"first_job": "no"},
        anew=("gross_pay", "job_event"),
    ),
    Event(
        "job-beside-pension",
        gettext_noop("take a new job beside my pension"),
        "pensioner",
        ("pensioner", "pension-cost"),
        not_after=("pensioner-employee", "pensioner-job-above-limit"),
        anew=("pensioner_work", "gross_pay", "full_old_age_pension"),
    ),
    Event(
        "business",
        gettext_noop("become self-employed"),
        "self-employed",
        (*WORKING, "student", "former-student", "immigrant", "fund-choice", "switch-dates"),
        anew=("profit", "gross_pay", "own_income"),
    ),
    Event(
        "family",
        gettext_noop("marry or have a child"),
        "family",
        (*MEMBERS, "au-pair", "asylum-seeker", "immigrant", "pensioner", "student-cost", "pension-cost", "fund-choice"),
    ),
    Event(
        "family-abroad",
        gettext_noop("bring my family or leave it at home"),
        "family",
        ("employee", "guest-worker"),
        not_with=NOT_A_MEMBER,
    ),
    Event(
        "family-of-civil-servant",
        gettext_noop("marry or have a child"),
        "beihilfe",
        ("beihilfe", "beihilfe-bills"),
        anew=("beihilfe_married", "beihilfe_spouse_income", "beihilfe_children"),
    ),
    Event(
        "civil-servant",
        gettext_noop("become a civil servant in North Rhine-Westphalia"),
        "beihilfe",
        ("employee", "former-student", "scientist"),
    ),
    Event(
        "recognised",
        gettext_noop("am recognised as a refugee"),
        "asylum-seeker",
        ("asylum-seeker",),
        outcomes=("asylum-analogous", "asylum-card", "asylum-voucher", "asylum-card-or-voucher"),
        sets={"protection_status": "recognised"},
    ),
    Event(
        "fund",
        gettext_noop("want another health insurance fund"),
        "fund-choice",
        (*MEMBERS, "pensioner", "immigrant", "student-cost", "pension-cost"),
        not_with=NOT_A_MEMBER,
        anew=("member_since",),
    ),
    Event(
        "retire",
        gettext_noop("retire"),
        "pensioner",
        (*WORKING, "self-employed", "voluntary-cost", "qualifying-period", "fund-choice", "switch-dates"),
        anew=("gross_pay",),
    ),
    Event(
        "retire-from-office",
        gettext_noop("retire"),
        "beihilfe",
        ("beihilfe", "beihilfe-bills"),
        sets={"beihilfe_role": "retired"},
    ),
    Event(
        "leave",
        gettext_noop("leave Germany"),
        "fund-choice",
        (*MEMBERS, "au-pair", "immigrant", "switch-dates"),
        not_with=NOT_A_MEMBER,
        sets={"fund_situation": "abroad"},
    ),
    Event(
        "leave-with-pension",
        gettext_noop("move to another state"),
        "pensioner",
        ("pensioner",),
        anew=("pensioner_home",),
    ),
)  # fmt: skip


def carried_on(
    event: Event, source: Flow, target: Flow, given: Mapping[str, str], duty: str, law: Law
) -> dict[str, str]:
    """The answers that hold in the other form too: those to the very same questions, and those that the event gives.

    Answers that were taken together contradict each other nowhere else; only what the event gives may contradict them.
    duty: the one of the result that they led to.
    """
    gone = {*event.anew, *OF_THE_MOMENT, *(() if duty in STILL_AS_BEFORE else COVER_SO_FAR)}
    same = {
        key: raw for key, raw in given.items() if target.questions.get(key) is source.questions[key] and key not in gone
    }
    told = {**event.sets, **_of_the_law(event, law)}
    if not told:
        return same
    known = {key: raw for key, raw in (same | told).items() if key in target.questions}
    refused = wrong(target, known, law)
    return {key: raw for key, raw in known.items() if key not in refused}


def _of_the_law(event: Event, law: Law) -> dict[str, str]:
    found = {}
    for key, name in event.by_law.items():
        try:
            found[key] = str(int(law.find(name) or 0))
        except Refused:
            continue
    return found

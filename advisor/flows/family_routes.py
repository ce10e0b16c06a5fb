"""What each outcome for families holds: who is covered, the ways for the others, what these cost, papers, cautions."""

from __future__ import annotations

from advisor.interview.advice import Deadline, Person, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.care import Parenthood
from advisor.rules.family import Child, Verdict, spouse_surcharge, surcharge_is_to_come
from advisor.rules.law import Law
from advisor.rules.students import student_contributions
from advisor.rules.voluntary import voluntary_contributions
from advisor.rules.words import gettext_noop

from .family_members import (
    children_are_excluded,
    is_married,
    may_insure_spouse,
    older_limit_may_exclude,
    spouse_is_covered,
    surcharge_is_due,
    verdicts,
)
from .family_questions import (
    FAMILY_CHILDREN,
    MEMBER,
    MEMBER_INCOME,
    SPOUSE,
    SPOUSE_COVER,
    SPOUSE_INCOME,
)
from .paragraphs import FAMILY_COVER, GOING_ON, PRIVATE

STUDIES = ("education", "service")
OTHERWISE = {"own", "private", "abroad"}
"""Codes of people who are out because another insurance is theirs."""


# Who is covered ------------------------------------------------------------------------------------------------------


def spouse_verdict(a: Case) -> Verdict:
    """The spouse or partner, in or out (§ 10 Abs. 1 Satz 1 SGB V)."""
    first = "§ 10 Abs. 1 Satz 1"
    if not is_married(a):
        return Verdict(False, "partner", (f"{first} SGB V",))
    if a[SPOUSE_COVER] == "statutory":
        return Verdict(False, "own", (f"{first} Nr. 2 SGB V",))
    if a[SPOUSE_COVER] == "private":
        return Verdict(False, "private", (f"{first} Nr. 3 SGB V",))
    if a[SPOUSE_COVER] == "self_employed":
        return Verdict(False, "self-employed", (f"{first} Nr. 4 SGB V",))
    if not may_insure_spouse(a):
        return Verdict(False, "abroad", (f"{first} Nr. 1 SGB V",))
    inside = spouse_is_covered(a)
    return Verdict(inside, "in" if inside else "income", (f"{first} Nr. 5 SGB V",))


def people(a: Case) -> tuple[Person, ...]:
    """The spouse or partner, then the children in the order given."""
    found = []
    if a[SPOUSE] != "none":
        own = spouse_verdict(a)
        kind = "spouse" if is_married(a) else "partner"
        found.append(Person(kind, own.covered, f"family-spouse-{own.why}", own.law))
    for number, (child, told) in enumerate(verdicts(a), 1):
        reason = f"family-child-{told.why.replace('_', '-')}"
        found.append(Person("child", told.covered, reason, told.law, number, child.age))
    return tuple(found)


def everybody_is_insured_otherwise(a: Case) -> bool:
    """Each person named is out, and another insurance is theirs."""
    spouse = () if a[SPOUSE] == "none" else (spouse_verdict(a),)
    return all(told.why in OTHERWISE for told in (*spouse, *(told for _, told in verdicts(a))))


# Costs ---------------------------------------------------------------------------------------------------------------


@once
def costs(a: Case) -> tuple[Amount, ...]:
    """The surcharge for the spouse, and the voluntary contribution of everybody who is out and has nothing else."""
    parts = [*_surcharge(a), *_of_the_others(a)]
    if len(parts) < 2:
        return tuple(parts)
    return (Amount.total("total", gettext_noop("Contributions of your family per month"), *parts, law="§ 240 SGB V"),)


@once
def _surcharge(a: Case) -> tuple[Amount, ...]:
    if not surcharge_is_due(a):
        return ()
    kind = a[MEMBER]
    return (
        spouse_surcharge(a[MEMBER_INCOME], a.law, voluntary=kind == "voluntary", pension=kind == "pensioner"),
    )  # fmt: skip


@once
def _of_the_others(a: Case) -> tuple[Amount, ...]:
    found = []
    if is_married(a) and spouse_verdict(a).why in ("income", "self-employed"):
        children = len(a[FAMILY_CHILDREN])
        young = sum(1 for child, _ in verdicts(a) if _counts_for_discount(child, a))
        spouse = Parenthood(int(a.law.childless_surcharge_age), children, young)
        label = gettext_noop("Voluntary insurance of the spouse or partner")
        paid = voluntary_contributions(a[SPOUSE_INCOME], spouse, None, a.law)
        found.append(paid._replace(code="voluntary", label=label))
    for child, told in verdicts(a):
        if needs_cover_of_its_own(child, told, a.law):
            paid = voluntary_contributions(child.income, Parenthood(child.age), None, a.law)
            found.append(paid._replace(code="voluntary", label=gettext_noop("Voluntary insurance of a child")))
    return tuple(found)


def _counts_for_discount(child: Child, a: Case) -> bool:
    limit = a.law.child_discount_age_limit
    return limit is not None and child.age < limit


def needs_cover_of_its_own(child: Child, told: Verdict, law: Law) -> bool:
    """Out, and without a job that insures. Whoever learns and is too old for anything but studies has a tariff of its own."""
    if told.covered or told.why == "own":
        return False
    return told.why != "age" or not may_pay_as_student(child, told, law)


def may_pay_as_student(child: Child, told: Verdict, law: Law) -> bool:
    """Out, whatever the reason, and perhaps at a university: no school child, and within the age of students (§ 5 Abs. 1
    Nr. 9 SGB V)."""
    if told.covered or child.situation not in STUDIES:
        return False
    return law.family_age_limit <= child.age <= law.student_age_limit


# Routes --------------------------------------------------------------------------------------------------------------


def private_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "family-private-each", PRIVATE, market=True),
        Route("statutory_family", "closed", "family-only-statutory", FAMILY_COVER),
    )


def other_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_family", "closed", "family-only-through-members", FAMILY_COVER),
        Route("home_s1", "possible", "family-home-s1", ("Art. 17, 24 VO (EG) 883/2004",)),
    )


def covered_routes(a: Case) -> tuple[Route, ...]:
    return (Route("statutory_family", "required", "family-free", FAMILY_COVER),)


def some_routes(a: Case) -> tuple[Route, ...]:
    return (*covered_routes(a), *_ways_of_the_others(a))


def closed_routes(a: Case) -> tuple[Route, ...]:
    return (Route("statutory_family", "closed", "family-nobody", FAMILY_COVER), *_ways_of_the_others(a))


def _ways_of_the_others(a: Case) -> tuple[Route, ...]:
    """For those who are out and not insured otherwise."""
    spouse = "" if a[SPOUSE] == "none" else spouse_verdict(a).why
    children = verdicts(a)
    alone = spouse in ("income", "self-employed", "partner") or any(
        needs_cover_of_its_own(*each, a.law) for each in children
    )
    paid = _of_the_others(a)
    return (
        *(
            (
                Route("statutory_voluntary", "possible", "family-voluntary", GOING_ON, *paid[:1])
                if len(paid) == 1
                else Route("statutory_voluntary", "possible", "family-voluntary", GOING_ON),
                Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
            )
            if alone
            else ()
        ),
        *(
            (Route("statutory_student", "possible", "family-student", ("§ 5 Abs. 1 Nr. 9 SGB V",), _as_student(a)),)
            if any(may_pay_as_student(*each, a.law) for each in children)
            else ()
        ),
    )


def _as_student(a: Case) -> Amount | None:
    """What students pay, where all of these children pay the same."""
    ages = [child.age for child, told in verdicts(a) if may_pay_as_student(child, told, a.law)]
    costs = [student_contributions(Parenthood(age), None, a.law) for age in ages]
    return costs[0] if len({cost.euros for cost in costs}) == 1 else None


# Papers, deadlines, cautions -----------------------------------------------------------------------------------------


def papers(a: Case) -> tuple[str, ...]:
    """For those who are covered."""
    inside = [child for child, told in verdicts(a) if told.covered]
    incomes = [child.income for child in inside] + ([a[SPOUSE_INCOME]] if spouse_is_covered(a) else [])
    needed = {
        "family-insurance-form": True,
        "family-marriage-certificate": spouse_is_covered(a),
        "family-birth-certificates": bool(inside),
        "family-training-proof": any(
            child.situation in STUDIES and child.age >= a.law.family_age_limit for child in inside
        ),
        "family-service-proof": any(told.why == "service" for _, told in verdicts(a)),
        "family-disability-proof": any(told.why == "disabled" for _, told in verdicts(a)),
        "family-income-proof": any(incomes),
    }
    return tuple(code for code, wanted in needed.items() if wanted)


def report(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("family-report", "§ 10 Abs. 6 SGB V"),)


def joining(a: Case) -> tuple[Deadline, ...]:
    """For those who are out and have to insure themselves."""
    if not _of_the_others(a):
        return ()
    return (
        Deadline("family-follow-on", "§ 188 Abs. 4 SGB V"),
        *((Deadline("family-join", "§ 9 Abs. 2 Nr. 2 SGB V"),) if children_are_excluded(a) else ()),
    )


def cautions(a: Case) -> tuple[str, ...]:
    spouse = spouse_is_covered(a)
    coming = ("family-surcharge-coming",) if spouse and surcharge_is_to_come(a.law) else ()
    due = ("family-surcharge",) if spouse and a.law.spouse_surcharge_rate is not None else ()
    birth = ("family-parental-leave",) if spouse else ()
    older = ("family-older-limit",) if older_limit_may_exclude(a) else ()
    return (*due, *older, *birth, "income-ends-family-cover", *coming)

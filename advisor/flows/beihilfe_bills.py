"""The calculator of what Beihilfe in North Rhine-Westphalia pays of bills."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.rules.amounts import Amount
from advisor.rules.beihilfe import own_rate
from advisor.rules.beihilfe_bills import (
    Bill,
    allowance_credit,
    own_share_is_law,
    settled,
    totals,
    yearly_own_share,
)
from advisor.rules.dates import add_months
from advisor.rules.figures import Figure
from advisor.rules.words import gettext_noop

from .beihilfe_bill_questions import (
    ALLOWANCE,
    ALLOWANCE_DAYS,
    BILL_COUNT,
    BILL_EUROS,
    BILL_FOR,
    BILL_KIND,
    BILLS,
    OLDEST_BILL,
    OWN_SHARE_TAKEN,
    PART_TIME,
    PAY_GRADE,
    TWO_CHILDREN,
)
from .beihilfe_questions import ROLE, is_entitled

LABELS = {option.value: option.label for option in BILL_KIND.options}


def allowance_counts(a: Case) -> bool:
    """The daily allowance exceeds what is free (§ 12 BVO NRW)."""
    return a[ALLOWANCE] > a.law.beihilfe_sum_insurance_credit_per_day


def own_share_counts(a: Case) -> bool:
    return own_share_is_law(a.law)


def rate_of(person: str, a: Case) -> Figure:
    """The rate for the bills of a person; relatives who have a claim are taken for granted."""
    if person == "spouse":
        return a.law.beihilfe_rate_spouse
    if person != "self":
        return a.law.beihilfe_rate_child
    return own_rate(a[ROLE], 2 if a[TWO_CHILDREN] else 0, a.law)


@once
def amounts(a: Case) -> tuple[Amount, ...]:
    """What is paid, deducted and left in all, and of each bill."""
    bills = (
        Bill(row[BILL_KIND], row[BILL_EUROS], row[BILL_COUNT], row[BILL_FOR], rate_of(row[BILL_FOR], a))
        for row in a[BILLS]
    )
    credit = allowance_credit(a[ALLOWANCE], a.get(ALLOWANCE_DAYS, 0), a.law)
    already, part_time = a.get(OWN_SHARE_TAKEN, Decimal(0)), Decimal(a.get(PART_TIME, 100))
    own_share = yearly_own_share(a.get(PAY_GRADE, "none"), a[ROLE], part_time, already, a.law)
    return totals(settled(bills, a.law, LABELS, credit, own_share))


def deadlines(a: Case) -> tuple[Deadline, ...]:
    """The claim lapses some years after the bill (§ 13 Abs. 3 BVO NRW)."""
    issued = a[OLDEST_BILL]
    last = add_months(issued, 12 * int(a.law.beihilfe_application_period_years)) if issued else None
    return (Deadline("beihilfe-claim-lapses", "§ 13 Abs. 3 BVO NRW", last),)


CAUTIONS = {
    "beihilfe-bills-fees": {"doctor", "practitioner", "dentist", "private_doctor"},
    "beihilfe-bills-medicines": {"medicines"},
    "beihilfe-bills-aids": {"aids", "frame", "lenses"},
    "beihilfe-bills-implants": {"implants"},
    "beihilfe-bills-orthodontics": {"orthodontics", "orthodontics_late"},
    "beihilfe-bills-hospital-days": {"two_bed_room", "private_doctor"},
    "beihilfe-bills-deducted-from": {"two_bed_room", "private_doctor", "private_clinic"},
    "beihilfe-bills-private-clinic": {"private_clinic"},
    "beihilfe-bills-mixed-clinic": {"hospital", "two_bed_room", "private_doctor", "private_clinic"},
    "beihilfe-bills-cure": {"rehabilitation", "sanatorium", "spa"},
    "beihilfe-bills-sanatorium": {"sanatorium"},
    "beihilfe-bills-spa": {"spa"},
    "beihilfe-bills-travel": {"travel"},
}
"""What the law does not say in numbers, or what is not certain, by the kinds of bills that it touches."""


def cautions(a: Case) -> tuple[str, ...]:
    kinds = {row[BILL_KIND] for row in a[BILLS]}
    threshold = a.law.beihilfe_abroad_comparison_threshold
    compared = any(row[BILL_KIND] == "abroad_other" and row[BILL_EUROS] >= threshold for row in a[BILLS])
    needed = {
        **{code: bool(kinds & touched) for code, touched in CAUTIONS.items()},
        "beihilfe-bills-abroad": compared,
        "beihilfe-bills-relatives": any(row[BILL_FOR] != "self" for row in a[BILLS]),
        "beihilfe-bills-own-share": own_share_is_law(a.law),
        "bills-paid-first": True,
    }
    return tuple(code for code, wanted in needed.items() if wanted)


def no_claim(a: Case) -> tuple[Route, ...]:
    return (Route("beihilfe", "closed", "beihilfe-bills-no-claim", ("§ 75 LBG NRW",)),)


FLOW = Flow(
    key="beihilfe-bills",
    label=gettext_noop("What does Beihilfe pay of my bills?"),
    slug=gettext_noop("address|beihilfe-bills"),
    hint=gettext_noop("For civil servants in North Rhine-Westphalia: paid, deducted, and left for private insurance"),
    order=38,
    one_page=True,
    asks=(
        Ask(ROLE),
        Ask(TWO_CHILDREN),
        Ask(BILLS),
        Ask(ALLOWANCE),
        Ask(ALLOWANCE_DAYS, when=allowance_counts),
        Ask(PAY_GRADE, when=own_share_counts),
        Ask(PART_TIME, when=own_share_counts),
        Ask(OWN_SHARE_TAKEN, when=own_share_counts),
        Ask(OLDEST_BILL),
    ),
    outcomes=(
        Outcome(
            "beihilfe-bills-not-entitled",
            duty="",
            when=lambda a: not is_entitled(a),
            routes=no_claim,
            authority="beihilfe-office-elsewhere",
        ),
        Outcome(
            "beihilfe-bills",
            duty="",
            amounts=amounts,
            priced=False,
            documents=lambda a: ("beihilfe-application", "beihilfe-original-bills"),
            deadlines=deadlines,
            cautions=cautions,
            authority="beihilfe-office",
        ),
    ),
)

"""What Beihilfe of North Rhine-Westphalia pays of a bill, what it deducts, and what is left (BVO NRW)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .amounts import Amount, Base, Formula, Term, to_cents
from .figures import Figure
from .law import Law
from .words import gettext_noop

PAID = gettext_noop("Paid by Beihilfe")
DEDUCTED = gettext_noop("Deducted from Beihilfe")
LEFT = gettext_noop("Left for you and your private insurance")
CREDIT = gettext_noop("Daily allowances of your own insurance")
OWN_SHARE = gettext_noop("Yearly own share by pay grade")
OWN_SHARE_LAW = "§ 12a BVO NRW a.F."
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill in euros. count: days, implants or persons, where they matter; person: whose bill; rate: in percent."""

    kind: str
    euros: Decimal
    count: int
    person: str
    rate: Figure


@dataclass(frozen=True, slots=True)
class Recognised:
    """The costs that Beihilfe counts, with the figures that limit them."""

    euros: Decimal
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduction:
    """Euros taken off the Beihilfe for a bill, and why."""

    label: str
    euros: Decimal
    law: str
    figures: tuple[Figure, ...] = ()


def _share(bill: Bill, percent: Figure) -> Recognised:
    return Recognised(to_cents(bill.euros * percent / 100), (percent,))


def _most(bill: Bill, each: Figure, count: Decimal, *more: Figure) -> Recognised:
    return Recognised(min(bill.euros, to_cents(each * count)), (each, *more))


def _sanatorium(bill: Bill, law: Law) -> Recognised:
    """The lowest rate of the institution; later with a cap a day (§ 6 BVO NRW)."""
    cap = law.beihilfe_sanatorium_cap_per_day
    return Recognised(bill.euros) if cap is None else _most(bill, cap, Decimal(bill.count))


def _rehabilitation(bill: Bill, law: Law) -> Recognised:
    """The days that the law allows, at the same price a day (§§ 6, 7 BVO NRW)."""
    most = law.beihilfe_rehab_days_with_travel
    if bill.count <= most:
        return Recognised(bill.euros, (most,))
    return Recognised(to_cents(bill.euros * most / bill.count), (most,))


def _spa(bill: Bill, law: Law) -> Recognised:
    most = law.beihilfe_rehab_days_with_travel
    return _most(bill, law.beihilfe_spa_accommodation_max, min(Decimal(bill.count), most), most)


def _implants(bill: Bill, law: Law) -> Recognised:
    most = law.beihilfe_implant_max_count
    return _most(bill, law.beihilfe_implant_flat, min(Decimal(bill.count), most), most)


LIMITS: dict[str, Callable[[Bill, Law], Recognised]] = {
    "frame": lambda bill, law: _most(bill, law.beihilfe_spectacle_frame_max, Decimal(1)),
    "dental_lab": lambda bill, law: _share(bill, law.beihilfe_dental_material_lab_share),
    "metal_ceramic": lambda bill, law: _share(bill, law.beihilfe_precious_metal_ceramic_share),
    "implants": _implants,
    "orthodontics_late": lambda bill, law: Recognised(ZERO, (law.beihilfe_orthodontics_start_age,)),
    "rehabilitation": _rehabilitation,
    "sanatorium": _sanatorium,
    "spa": _spa,
    "travel_policy": lambda bill, law: _most(bill, law.beihilfe_travel_insurance_max, Decimal(bill.count)),
}
"""Kinds of bills of which the law counts only a part; every other kind counts in full."""

HOSPITAL = ("hospital", "two_bed_room", "private_doctor", "private_clinic")
HOSPITAL_LAW = "§ 4 Abs. 1 Nr. 2 BVO NRW"
PER_DAY: dict[str, tuple[str, Callable[[Law], Figure], bool]] = {
    "two_bed_room": (gettext_noop("Deduction for the two-bed room"), lambda law: law.beihilfe_two_bed_room_per_day, True),
    "private_doctor": (gettext_noop("Deduction for the private doctor"), lambda law: law.beihilfe_private_doctor_per_day, True),
    "private_clinic": (gettext_noop("Deduction for the private clinic"), lambda law: law.beihilfe_private_clinic_per_day, False),
}  # fmt: skip
"""Kinds of hospital bills with a deduction per day; the last value: only for so many days of a calendar year."""

LAWS = {
    "doctor": "§ 4 Abs. 1 Nr. 1 BVO NRW",
    "practitioner": "§ 4 Abs. 1 Nr. 1 BVO NRW",
    "medicines": "§ 4 Abs. 1 Nr. 7 BVO NRW",
    "aids": "§ 4 Abs. 1 Nr. 10 BVO NRW",
    "frame": "§ 4 Abs. 1 Nr. 10 BVO NRW",
    "lenses": "§ 4 Abs. 1 Nr. 10 BVO NRW",
    "dentist": "§ 4 Abs. 1 Nr. 1, Abs. 2 BVO NRW",
    "dental_lab": "§ 4 Abs. 2 Buchst. c BVO NRW",
    "metal_ceramic": "§ 4 Abs. 2 Buchst. c BVO NRW",
    "implants": "§ 4 Abs. 2 Buchst. b BVO NRW",
    "orthodontics": "§ 4 Abs. 2 Buchst. a BVO NRW",
    "orthodontics_late": "§ 4 Abs. 2 Buchst. a BVO NRW",
    "rehabilitation": "§§ 6, 7 BVO NRW",
    "sanatorium": "§ 6 BVO NRW",
    "spa": "§ 7 BVO NRW",
    "travel": "§ 4 Abs. 1 Nr. 11 BVO NRW",
    "abroad_eu": "§ 10 BVO NRW",
    "abroad_other": "§ 10 BVO NRW",
    "travel_policy": "§ 10 BVO NRW",
} | dict.fromkeys(HOSPITAL, HOSPITAL_LAW)


def recognised(bill: Bill, law: Law) -> Recognised:
    """The part of the bill that counts (beihilfefähige Aufwendungen, §§ 4, 6, 7, 10 BVO NRW)."""
    limit = LIMITS.get(bill.kind)
    return Recognised(bill.euros) if limit is None else limit(bill, law)


def settled(
    bills: Iterable[Bill], law: Law, labels: Mapping[str, str], credit: Deduction, own_share: Deduction
) -> tuple[Amount, ...]:
    """Every bill with what is paid, deducted and left, in the order given.

    credit: what of daily allowances is set off against hospital bills; own_share: what of the former yearly own share
    is still open. Both are used up bill by bill.
    """
    days: dict[tuple[str, str], Decimal] = {}
    open_ = {credit.label: credit.euros, own_share.label: own_share.euros}
    found = []
    for bill in bills:
        counted = recognised(bill, law)
        aid = room = to_cents(counted.euros * bill.rate / 100)
        taken = []
        for deduction in (*_per_day(bill, law, days), *((credit,) if bill.kind in HOSPITAL else ()), own_share):
            euros = min(open_.get(deduction.label, deduction.euros), room)
            if euros:
                room -= euros
                taken.append(replace(deduction, euros=euros))
                if deduction.label in open_:
                    open_[deduction.label] -= euros
        found.append(_explained(bill, labels[bill.kind], counted, aid, taken))
    return tuple(found)


def _per_day(bill: Bill, law: Law, days: dict[tuple[str, str], Decimal]) -> tuple[Deduction, ...]:
    """The deduction per day; `days` notes for how many days it was taken of each person (§ 4 Abs. 1 Nr. 2 BVO NRW)."""
    if bill.kind not in PER_DAY:
        return ()
    label, figure, capped = PER_DAY[bill.kind]
    per_day, most, count = figure(law), law.beihilfe_deduction_max_days, Decimal(bill.count)
    if not capped:
        return (Deduction(label, to_cents(per_day * count), HOSPITAL_LAW, (per_day,)),)
    used = days.get((bill.kind, bill.person), ZERO)
    count = min(count, most - used)
    days[bill.kind, bill.person] = used + count
    return (Deduction(label, to_cents(per_day * count), HOSPITAL_LAW, (per_day, most)),)


def _explained(bill: Bill, label: str, counted: Recognised, aid: Decimal, taken: list[Deduction]) -> Amount:
    off = sum((deduction.euros for deduction in taken), ZERO)
    law = LAWS[bill.kind]
    base = Base(counted.euros, gettext_noop("recognised costs"), counted.figures)
    paid = Amount(
        "beihilfe_paid", PAID, aid - off, "§ 12 Abs. 1 BVO NRW", "beihilfe", "once",
        formula=Formula(base, (Term(bill.rate, gettext_noop("Beihilfe rate")),), off),
        figures=(*counted.figures, bill.rate),
    )  # fmt: skip
    deducted = [
        Amount("beihilfe_deducted", each.label, each.euros, each.law, "insured", "once", figures=each.figures)
        for each in taken
    ]
    rest = Amount(
        "private_rest", gettext_noop("Rest of the recognised costs"), counted.euros - aid, law, "insured", "once"
    )
    not_counted = Amount(
        "not_recognised", gettext_noop("Not recognised"), bill.euros - counted.euros, law, "insured", "once",
        figures=counted.figures,
    )  # fmt: skip
    left = Amount.total(
        "private_share", LEFT, *(part for part in (rest, not_counted) if part.euros), law=law, period="once"
    )
    return Amount.total(
        "bill", label, paid, *([_together(deducted)] if deducted else []), left, law=law, period="once"
    )  # fmt: skip


def _together(deducted: list[Amount]) -> Amount:
    if len(deducted) == 1:
        return deducted[0]
    return Amount.total("beihilfe_deducted", DEDUCTED, *deducted, law="BVO NRW", period="once")


def totals(bills: Sequence[Amount]) -> tuple[Amount, ...]:
    """What is paid, deducted and left of all bills together, and their sum with every bill as a part."""
    sums = {"beihilfe_paid": ZERO, "beihilfe_deducted": ZERO, "private_share": ZERO}
    for bill in bills:
        for part in bill.parts:
            sums[part.code] += part.euros or ZERO
    return (
        Amount("beihilfe_paid", PAID, sums["beihilfe_paid"], "§ 12 Abs. 1 BVO NRW", "beihilfe", "once"),
        Amount("beihilfe_deducted", DEDUCTED, sums["beihilfe_deducted"], "BVO NRW", "insured", "once"),
        Amount("private_share", LEFT, sums["private_share"], "BVO NRW", "insured", "once"),
        Amount.total("total", gettext_noop("All bills together"), *bills, law="BVO NRW", period="once"),
    )


def own_share_is_law(law: Law) -> bool:
    """The yearly own share (Kostendämpfungspauschale) by pay grade (§ 12a BVO NRW, abolished)."""
    return law.beihilfe_cost_damping_level_1 is not None


def yearly_own_share(grade: str, role: str, part_time_percent: Decimal, already: Decimal, law: Law) -> Deduction:
    """What is still open of the own share of the year: by level of the pay grade, less for part-time, at most a share of
    the level for retired people and survivors (§ 12a BVO NRW, abolished).

    already: euros deducted earlier in the year.
    """
    level = None if grade == "none" else law.find(f"beihilfe_cost_damping_level_{grade}")
    if level is None:
        return Deduction(OWN_SHARE, ZERO, OWN_SHARE_LAW)
    caps = {
        "retired": law.beihilfe_cost_damping_pensioner_share,
        "survivor": law.beihilfe_cost_damping_survivor_share,
    }
    cap = caps.get(role)
    euros = to_cents(level * (part_time_percent if cap is None else cap) / 100)
    used = (level,) if cap is None else (level, cap)
    return Deduction(OWN_SHARE, max(euros - already, ZERO), OWN_SHARE_LAW, used)


def allowance_credit(per_day: Decimal, days: int, law: Law) -> Deduction:
    """Daily allowances above the free amount are set off, for every day (§ 12 BVO NRW)."""
    free = law.beihilfe_sum_insurance_credit_per_day
    return Deduction(CREDIT, to_cents(max(per_day - free, Decimal(0)) * days), "§ 12 BVO NRW", (free,))

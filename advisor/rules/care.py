"""Long-term care insurance (soziale Pflegeversicherung): rate, surcharge without children, discount per child."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from .amounts import HALF, WHOLE, Amount, Base, Term, contribution, factor, to_cents
from .figures import Figure
from .law import Law
from .words import gettext_noop

LAW = "§§ 55, 58 SGB XI"
SURCHARGE_BORN_SINCE = 1940
"""Nobody born before this year pays the surcharge without children (§ 55 Abs. 3 SGB XI)."""


class Parenthood(NamedTuple):
    """What the care rate depends on. `age` in completed years; `children` of any age; `under_25` of them."""

    age: int
    children: int = 0
    under_25: int = 0


def pays_childless_surcharge(person: Parenthood, law: Law) -> bool:
    """Without a child of any age, from the month after the birthday; not people born before 1940 (§ 55 Abs. 3 SGB XI)."""
    if person.children or person.age < law.childless_surcharge_age:
        return False
    return person.age <= _age_born_at_the_limit(law)


def birth_may_spare_the_surcharge(person: Parenthood, law: Law) -> bool:
    """Without children, and of the one age at which the birthday decides whether somebody was born before 1940."""
    return person.children == 0 and person.age == _age_born_at_the_limit(law)


def _age_born_at_the_limit(law: Law) -> int:
    """Whoever is older was surely born before 1940; whoever is younger was not."""
    return law.day.year - SURCHARGE_BORN_SINCE


def childless_surcharge(base: Base, law: Law) -> Amount:
    """The surcharge, borne by the insured person alone (Kinderlosenzuschlag, § 55 Abs. 3, § 58 Abs. 1 Satz 3 SGB XI)."""
    return contribution(
        "care_childless",
        gettext_noop("Surcharge without children"),
        base,
        (Term(law.childless_surcharge, gettext_noop("surcharge")),),
        law="§ 55 Abs. 3 SGB XI",
        figures=(law.childless_surcharge_age,),
    )


def child_discount(person: Parenthood, law: Law) -> tuple[Decimal, tuple[Figure, ...]]:
    """Percentage points off for the second to the fifth child under 25 (§ 55 Abs. 3 Satz 4 SGB XI), with the figures used."""
    each, most = law.child_discount, law.child_discount_max_children
    if each is None or most is None or person.under_25 < 2:
        return Decimal(0), ()
    return each * min(person.under_25 - 1, int(most)), (each, most)


def care_contribution(
    base: Base,
    person: Parenthood,
    law: Law,
    *,
    share: Decimal = WHOLE,
    extra_share: Decimal = Decimal(0),
    surcharge_base: Base | None = None,
) -> Amount:
    """The care contribution of the insured person, euros per month, rounded once.

    share: 1 where the person bears it alone, 0.5 where an employer pays half. extra_share: percentage points more
    (Saxony). surcharge_base: where the surcharge is taken on another base than the rate (transition range).
    """
    saxony = (Term(extra_share, gettext_noop("extra share in Saxony")),) if extra_share else ()
    terms = (Term(law.care_rate, gettext_noop("care rate"), share), *saxony)
    if pays_childless_surcharge(person, law):
        on = surcharge_base or base
        exact = base.euros * factor(terms) + on.euros * (law.childless_surcharge / 100)
        return _joined(_at_full_rate(base, terms), childless_surcharge(on, law), to_cents(exact))
    points, used = child_discount(person, law)
    if points:
        exact = base.euros * (factor(terms) - points / 100)
        less = contribution(
            "care_child_discount",
            gettext_noop("Discount for children"),
            base,
            (Term(-points, gettext_noop("discount")),),
            law="§ 55 Abs. 3 Satz 4 SGB XI",
            figures=used,
        )
        return _joined(_at_full_rate(base, terms), less, to_cents(exact))
    return contribution("care", gettext_noop("Care insurance"), base, terms, law=LAW)


def _at_full_rate(base: Base, terms: tuple[Term, ...]) -> Amount:
    label = gettext_noop("Care insurance at the full rate")
    return contribution("care_basic", label, base, terms, law="§ 55 Abs. 1 SGB XI")


def employer_care_contribution(base: Base, law: Law, *, saxony: bool) -> Amount:
    """The employer's half; in Saxony half a point less (§ 58 Abs. 1, 3 SGB XI)."""
    less = (Term(-law.saxony_extra_share, gettext_noop("smaller share in Saxony")),) if saxony else ()
    return contribution(
        "care",
        gettext_noop("Care insurance"),
        base,
        (Term(law.care_rate, gettext_noop("care rate"), HALF), *less),
        law="§ 58 Abs. 1 SGB XI" if not saxony else "§ 58 Abs. 3 SGB XI",
        payer="employer",
        figures=(law.saxony_extra_share,) if saxony else (),
    )


def _joined(plain: Amount, other: Amount, total: Decimal) -> Amount:
    """The contribution is rounded as one sum; the second part is what the rounding leaves for it."""
    assert plain.euros is not None
    rest = Amount(
        other.code, other.label, total - plain.euros, other.law, formula=other.formula, figures=other.figures
    )  # fmt: skip
    return Amount("care", gettext_noop("Care insurance"), total, LAW, parts=(plain, rest))

"""The border to the library that works out the wage tax of one year: floats come no further than this module."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any

from lohnsteuer_bmf import AKTUELLES_STEUERJAHR, berechne_lohnsteuer_pap

from .amounts import CENT, to_cents

YEAR = AKTUELLES_STEUERJAHR
"""The only year for which the library is right; it would answer for others too."""
WHOLE_CHILD_CLASSES = (3, 4)
"""Tax classes in which one child of the library is one allowance; in the others it is half of one."""


def monthly_taxes(
    pay_per_year: Decimal, tax_class: int, state: str, child_allowances: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    """(wage tax, solidarity surcharge, church tax for a member), euros a month (§ 39b EStG, §§ 3, 4 SolzG, § 51a EStG).

    pay_per_year: after the allowance for provision, which is switched off here because the library leaves out that it
    is rounded up to whole euros. state: its German name. Fractions of a cent of the wage tax are dropped.
    """
    halves = 1 if tax_class in WHOLE_CHILD_CLASSES else 2
    inputs: dict[str, Any] = {
        "brutto_jahr": float(pay_per_year),
        "steuerklasse": tax_class,
        "bundesland": state,
        "mit_kirchensteuer": True,
        "kinder": float(child_allowances * halves),
        "jahr": YEAR,
        "geburtsjahr": YEAR,
        "kv_zusatzbeitrag": 0,
        "ist_sachsen": False,
        "pkv": True,
        "pkpv_monat_cent": 0,
        "alv_pflichtversichert": False,
        "rv_pflichtversichert": False,
    }
    found = berechne_lohnsteuer_pap(**inputs)
    tax, surcharge, church = (
        Decimal(str(found[name])) for name in ("lohnsteuer_monat", "soli_monat", "kirchensteuer_monat")
    )
    whole_year = (tax * 12).to_integral_value()
    return (whole_year / 12).quantize(CENT, ROUND_DOWN), to_cents(surcharge), to_cents(church)

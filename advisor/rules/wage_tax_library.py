"""The border to the library that works out the wage tax of one year: floats come no further than this module."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any

from lohnsteuer_bmf import AKTUELLES_STEUERJAHR, berechne_lohnsteuer_pap, kirchensteuer, solidaritaetszuschlag
from lohnsteuer_bmf._data import get_steuerjahr_parameter

from .amounts import CENT

YEAR = AKTUELLES_STEUERJAHR
"""The only year for which the library is right; it would answer for others too."""
SPLITTING_CLASS, SHARED_CHILDREN_CLASS = 3, 4
"""Tax classes with the double limit of the surcharge, and with half of every child allowance."""
CLASSES_WITHOUT_CHILDREN = (5, 6)


def monthly_taxes(
    pay_per_year: Decimal, tax_class: int, state: str, child_allowances: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    """(wage tax, solidarity surcharge, church tax for a member), euros a month (§ 39b EStG, §§ 3, 4 SolzG, § 51a EStG).

    pay_per_year: after the allowance for provision, which is switched off here because the library leaves out that it
    is rounded up to whole euros. state: its German name. Fractions of a cent are dropped, where the library rounds: so
    it is asked for the tax of a year, in whole euros, and for its rates.
    """
    tax = _tax_of_a_year(pay_per_year, tax_class, state)
    measure = tax
    if child_allowances:
        measure = _tax_of_a_year(pay_per_year - _off_for_children(tax_class, child_allowances), tax_class, state)
    church_rate = _exact(kirchensteuer(100, state)) / 100
    return (
        _of_a_month(tax),
        _of_a_month(_surcharge_of_a_year(measure, tax_class)),
        _down(_of_a_month(measure) * church_rate),
    )


def _tax_of_a_year(pay: Decimal, tax_class: int, state: str) -> Decimal:
    """The tariff without children, whole euros."""
    inputs: dict[str, Any] = {
        "brutto_jahr": float(pay),
        "steuerklasse": tax_class,
        "bundesland": state,
        "mit_kirchensteuer": False,
        "kinder": 0,
        "jahr": YEAR,
        "geburtsjahr": YEAR,
        "kv_zusatzbeitrag": 0,
        "ist_sachsen": False,
        "pkv": True,
        "pkpv_monat_cent": 0,
        "alv_pflichtversichert": False,
        "rv_pflichtversichert": False,
    }
    return (_exact(berechne_lohnsteuer_pap(**inputs)["lohnsteuer_monat"]) * 12).to_integral_value()


def _off_for_children(tax_class: int, allowances: Decimal) -> Decimal:
    """What children take off the income on which surcharge and church tax are measured (§ 51a Abs. 2a EStG)."""
    if tax_class in CLASSES_WITHOUT_CHILDREN:
        return Decimal(0)
    each = "kfb_halb" if tax_class == SHARED_CHILDREN_CLASS else "kfb_voll"
    return allowances * _exact(get_steuerjahr_parameter(YEAR)[each])


def _surcharge_of_a_year(measure: Decimal, tax_class: int) -> Decimal:
    """The full rate, or the higher one on what is above the limit if that is less (§ 4 SolzG)."""
    couple = tax_class == SPLITTING_CLASS
    free = _exact(get_steuerjahr_parameter(YEAR)["soli_freigrenze_zusammen" if couple else "soli_freigrenze_einzel"])
    if measure <= free:
        return Decimal(0)
    return min(
        _down(measure * _rate_of(MUCH, couple, MUCH)),
        _down((measure - free) * _rate_of(free + A_LITTLE, couple, A_LITTLE)),
    )


MUCH, A_LITTLE = Decimal(1_000_000), Decimal(1_000)
"""A tax of a year on which the full surcharge is due, and one above the limit on which it is not: both without cents."""


def _rate_of(tax: Decimal, couple: bool, on: Decimal) -> Decimal:
    return _exact(solidaritaetszuschlag(float(tax), couple, YEAR)) / on


def _exact(found: float) -> Decimal:
    return Decimal(str(found))


def _of_a_month(year: Decimal) -> Decimal:
    return _down(year / 12)


def _down(euros: Decimal) -> Decimal:
    return euros.quantize(CENT, ROUND_DOWN)

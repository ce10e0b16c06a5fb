"""From gross to net: wage tax, solidarity surcharge and church tax of a month, and what is left of the pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from .amounts import CENT, HALF, Amount, Base, Formula, through
from .care import Parenthood, child_discount, pays_childless_surcharge
from .employees import YOUR_PAY, Job
from .figures import NotYetKnown
from .law import Law
from .wage_tax_library import YEAR, monthly_taxes
from .words import gettext_noop

STATES = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}
SAXONY, BERLIN = "SN", "BE"
EASTERN = frozenset({"BB", "MV", "SN", "ST", "TH"})
"""Berlin lies in both parts."""
SECOND_JOB_CLASS = 6


@dataclass(frozen=True, slots=True)
class TaxCard:
    """What the employer knows of the employee for the wage tax (Lohnsteuerabzugsmerkmale, § 39 Abs. 4 EStG).

    state: the code of the place of work; member: of a church that raises church tax; child_allowances: their number.
    """

    tax_class: int
    state: str
    member: bool = False
    child_allowances: Decimal = Decimal(0)


def is_known(law: Law) -> bool:
    """The wage tax of the day's year can be worked out here."""
    try:
        return law.wage_tax_year == YEAR
    except NotYetKnown:
        return False


def gets_old_age_relief(age: int, law: Law) -> bool:
    """The relief may lower the wage tax: from the year after the birthday on (Altersentlastungsbetrag, § 24a EStG)."""
    return age >= law.old_age_relief_age


def provision_allowance(
    job: Job, person: Parenthood, tax_class: int, law: Law, private: Decimal | None = None
) -> Decimal:
    """What is taken off a year's pay for insurance before the tariff, whole euros (Vorsorgepauschale, § 39b Abs. 2
    Satz 5 Nr. 3 EStG).

    private: premium of the basic cover a month after the employer's subsidy, for people with private insurance.
    """
    pay = job.gross_pay * 12
    up_to_ceiling = min(pay, law.pension_ceiling * 12)
    pension = _part(up_to_ceiling, law.pension_rate * HALF)
    if private is None:
        health = _part(min(pay, law.contribution_ceiling * 12), _health_and_care_percent(job, person, law))
    else:
        health = Decimal(0) if tax_class == SECOND_JOB_CLASS else private * 12
    allowance = pension + health
    cap = law.provision_allowance_cap
    if tax_class != SECOND_JOB_CLASS and cap is not None:
        allowance = max(allowance, pension + min(cap, health + _part(up_to_ceiling, law.unemployment_rate * HALF)))
    return allowance.to_integral_value(ROUND_CEILING)


def _part(base: Decimal, percent: Decimal) -> Decimal:
    return (base * percent / 100).quantize(CENT, ROUND_DOWN)


def _health_and_care_percent(job: Job, person: Parenthood, law: Law) -> Decimal:
    """The employee's share, of the reduced health rate whatever the rate of the job is."""
    additional = law.average_additional_rate if job.additional_rate is None else job.additional_rate
    care = law.care_rate * HALF + (law.saxony_extra_share if job.saxony else 0)
    if pays_childless_surcharge(person, law):
        care += law.childless_surcharge
    else:
        care -= child_discount(person, law)[0]
    return (law.reduced_contribution_rate + additional) * HALF + care


def wage_taxes(job: Job, person: Parenthood, card: TaxCard, law: Law, private: Decimal | None = None) -> Amount:
    """Wage tax, solidarity surcharge and, for members, church tax, euros a month; refused outside the year known."""
    names = [
        ("wage_tax", gettext_noop("Wage tax"), "§ 39b EStG"),
        ("solidarity_surcharge", gettext_noop("Solidarity surcharge"), "§§ 3, 4 SolzG"),
    ]
    if card.member:
        names.append(("church_tax", gettext_noop("Church tax"), "§ 51a EStG"))
    parts: list[Amount]
    try:
        year = law.wage_tax_year
        if year != YEAR:
            raise NotYetKnown(year.name, law.day, year.valid_from, None, False)
        pay = max(job.gross_pay * 12 - provision_allowance(job, person, card.tax_class, law, private), Decimal(0))
        state = STATES[card.state]
        taxes = through(pay, lambda plain: monthly_taxes(plain, card.tax_class, state, card.child_allowances))
    except NotYetKnown as refused:
        parts = [Amount(code, label, None, paragraph, refused=refused) for code, label, paragraph in names]
    else:
        parts = [
            Amount(code, label, euros, paragraph, figures=(year,))
            for (code, label, paragraph), euros in zip(names, taxes, strict=False)
        ]
    return Amount.total("taxes", gettext_noop("Taxes taken from your pay every month"), *parts, law="§ 38 EStG")


def net_pay(gross_pay: Decimal, taken: Sequence[Amount]) -> Amount:
    """What is left of the pay, euros a month; refused where something that is taken is not known."""
    label = gettext_noop("Net pay")
    missing = next((amount.refused for amount in taken if amount.refused), None)
    if missing:
        return Amount("net_pay", label, None, "§ 39b EStG, § 28g SGB IV", refused=missing)
    less = sum((amount.euros for amount in taken if amount.euros is not None), Decimal(0))
    nothing = not any(amount.euros for amount in reversed(taken))  # item by item: a watched sum would note its zero
    formula = None if nothing else Formula(Base(gross_pay, YOUR_PAY), (), less=less)
    return Amount("net_pay", label, gross_pay - less, "§ 39b EStG, § 28g SGB IV", formula=formula)


def employer_cost(gross_pay: Decimal, *parts: Amount) -> Amount:
    """What the job costs the employer in all, euros a month: the pay and what the employer adds."""
    pay = Amount("gross_pay", gettext_noop("Your pay before deductions"), gross_pay, "§ 14 SGB IV", "employer")
    label = gettext_noop("You cost your employer every month, with your pay")
    return Amount.total("employer_cost", label, pay, *parts, law="§ 28d SGB IV", payer="employer")

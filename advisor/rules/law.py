"""The law of one day: every figure as a typed attribute, and figures that follow from others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from .amounts import to_cents
from .figures import Entry, Figure, NotInForce, NotYetKnown, Refused, Row, Series
from .words import gettext_noop

if TYPE_CHECKING:
    from .figures import Figures


class Dated:
    """A figure that is always in force; `label` is its plain name in English."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __set_name__(self, owner: type[Law], name: str) -> None:
        self.name = name

    def __get__(self, law: Law, owner: type[Law]) -> Figure:
        figure = law.find(self.name)
        if figure is None:
            raise NotInForce(self.name, law.day)
        law._keep(self.name, figure)
        return figure


class Retired(Dated):
    """A figure that the law has introduced late or has abolished; None on a day without it."""

    def __get__(self, law: Law, owner: type[Law]) -> Figure | None:  # type: ignore[override]
        figure = law.find(self.name)
        law._keep(self.name, figure)
        return figure


class Derived(Dated):
    """A figure that follows from others by a statutory formula. `formula` reads the law of the day."""

    def __init__(
        self, label: str, term: str, unit: str, legal_basis: str, formula: Callable[[Law], Decimal],
        topic: str = "health",
    ) -> None:  # fmt: skip
        super().__init__(label)
        self.term, self.unit, self.legal_basis, self.formula = term, unit, legal_basis, formula
        self.topic = topic
        self.reads: set[str] = set()

    def value(self, law: Law) -> Figure:
        """Compute the figure; it is valid, provisional and certain as far as what it is made of."""
        inner = law.traced()
        try:
            value = self.formula(inner)
        finally:
            self.reads |= inner.read
        made_of = list(inner.used.values())
        about = Series(
            self.name,
            self.term,
            self.unit,
            self.legal_basis,
            date.max,
            min(f.checked_on for f in made_of),
            (),
        )
        weakest = next(c for c in ("low", "medium", "high") if any(f.confidence == c for f in made_of))
        row = Row(
            max(f.valid_from for f in made_of), value, ", ".join(dict.fromkeys(f.source for f in made_of)), weakest,
            draft=any(f.draft for f in made_of),
        )  # fmt: skip
        return Figure(value, about, row, provisional=any(f.provisional for f in made_of))


@dataclass(frozen=True, slots=True)
class Country:
    """How a country's health insurance is linked with Germany on a day."""

    code: str
    group: str
    """home, eu, eea, ch, uk, treaty or other"""
    scope: str
    """full (coordination regulations), in_kind, cash_only, maternity_only, unverified or none"""

    @property
    def at_home(self) -> bool:
        """Germany itself."""
        return self.group == "home"

    @property
    def coordinated(self) -> bool:
        """The European coordination rules, or the nearly equal ones with the United Kingdom, hold."""
        return self.group in ("eu", "eea", "ch", "uk")

    @property
    def free_movement(self) -> bool:
        """Citizens need no residence title to live and work here (EU, EEA, Switzerland)."""
        return self.group in ("home", "eu", "eea", "ch")

    @property
    def treaty_in_kind(self) -> bool:
        """A treaty gives treatment in Germany at the cost of the home system."""
        return self.group == "treaty" and self.scope == "in_kind"


class Law:
    """All figures of one day. Frozen; `traced()` gives a copy that notes which figures were read."""

    general_contribution_rate = Dated(gettext_noop("General contribution rate"))
    reduced_contribution_rate = Dated(gettext_noop("Reduced contribution rate, without sick pay"))
    average_additional_rate = Dated(gettext_noop("Average additional rate of the funds"))
    contribution_ceiling = Dated(gettext_noop("Contribution ceiling for health and care insurance"))
    compulsory_insurance_threshold_per_year = Dated(gettext_noop("Annual earnings limit for compulsory insurance"))
    special_insurance_threshold_per_year = Dated(
        gettext_noop("Special annual earnings limit for people with long-standing private insurance")
    )
    grandfathered_insurance_threshold_per_year = Retired(
        gettext_noop("Annual earnings limit without the one-off increase, for people already privately insured")
    )
    reference_amount = Dated(gettext_noop("Reference amount of social insurance"))
    exemption_application_months = Dated(gettext_noop("Months to apply for an exemption"))
    return_to_statutory_age_limit = Dated(
        gettext_noop("Age from which the way back into statutory insurance is mostly barred")
    )
    family_age_limit = Dated(gettext_noop("Age limit for children in family insurance"))
    family_age_limit_not_working = Dated(gettext_noop("Age limit for children who do not work"))
    family_age_limit_in_education = Dated(gettext_noop("Age limit for children in education"))
    family_service_months = Dated(gettext_noop("Months that a service prolongs family insurance at most"))
    spouse_surcharge_rate = Retired(gettext_noop("Surcharge for a spouse in family insurance"))
    spouse_surcharge_pension_rate = Retired(gettext_noop("Surcharge for a spouse, on pensions"))
    spouse_surcharge_child_age_limit = Retired(
        gettext_noop("Age of a child in the household below which there is no spouse surcharge")
    )
    spouse_surcharge_care_grade = Retired(
        gettext_noop("Care grade of a relative from which there is no spouse surcharge")
    )
    spouse_surcharge_care_hours = Retired(
        gettext_noop("Weekly hours of home care from which there is no spouse surcharge")
    )
    spouse_surcharge_own_care_grade = Retired(gettext_noop("Own care grade from which there is no spouse surcharge"))
    spouse_surcharge_disability_degree = Retired(
        gettext_noop("Degree of disability from which there is no spouse surcharge")
    )
    follow_on_leaving_days = Dated(gettext_noop("Days to leave a membership that would go on by itself"))
    voluntary_joining_months = Dated(gettext_noop("Months to join the statutory system as a voluntary member"))
    fund_choice_days = Dated(gettext_noop("Days to name your fund to the employer"))
    fund_binding_months = Dated(gettext_noop("Months for which the choice of a fund binds"))
    fund_notice_months = Dated(gettext_noop("Months of notice for a change of fund"))
    optional_tariff_binding_max_years = Dated(gettext_noop("Longest binding period of an optional tariff"))
    income_proof_deadline_years = Dated(gettext_noop("Years to prove actual income"))
    income_proof_correction_months = Dated(gettext_noop("Months to correct a maximum contribution"))
    copayment_share = Dated(gettext_noop("Co-payment for a medicine, share of the price"))
    copayment_min = Dated(gettext_noop("Lowest co-payment for a medicine"))
    copayment_max = Dated(gettext_noop("Highest co-payment for a medicine"))
    copayment_hospital_per_day = Dated(gettext_noop("Co-payment for a day in hospital"))
    denture_subsidy_lower = Dated(gettext_noop("Denture subsidy without a bonus"))
    denture_subsidy_middle = Dated(gettext_noop("Denture subsidy with the first bonus"))
    denture_subsidy_upper = Dated(gettext_noop("Denture subsidy with the full bonus"))
    care_rate = Dated(gettext_noop("Care insurance rate"))
    childless_surcharge = Dated(gettext_noop("Care insurance surcharge for people without children"))
    childless_surcharge_age = Dated(gettext_noop("Age from which the surcharge for people without children applies"))
    child_discount = Retired(gettext_noop("Care insurance discount per child, from the second child"))
    child_discount_max_children = Retired(gettext_noop("Number of children that give a care insurance discount"))
    child_discount_age_limit = Retired(gettext_noop("Age up to which a child gives a care insurance discount"))
    saxony_extra_share = Dated(gettext_noop("Extra share of employees in Saxony for care insurance"))
    care_beihilfe_share = Dated(gettext_noop("Share of the care rate for people with Beihilfe"))
    minimum_wage = Dated(gettext_noop("Statutory minimum wage"))
    marginal_earnings_limit = Dated(gettext_noop("Minijob limit"))
    transition_range_upper_limit = Dated(gettext_noop("Upper end of the transition range"))
    transition_factor = Dated(gettext_noop("Factor F for reduced contributions"))
    short_term_job_max_months = Dated(gettext_noop("Longest short-term job, in months"))
    short_term_job_max_days = Dated(gettext_noop("Longest short-term job, in working days of a year"))
    short_term_job_max_days_agriculture = Retired(
        gettext_noop("Longest short-term job in agriculture, in working days of a year")
    )
    short_term_job_max_weeks_agriculture = Retired(gettext_noop("Longest short-term job in agriculture, in weeks"))
    seasonal_job_max_months = Dated(gettext_noop("Longest seasonal job, in months"))
    seasonal_joining_months = Dated(gettext_noop("Months to go on as a voluntary member after a seasonal job"))
    pension_rate = Dated(gettext_noop("Pension insurance rate"))
    unemployment_rate = Dated(gettext_noop("Unemployment insurance rate"))
    pension_ceiling = Dated(gettext_noop("Contribution ceiling for pension and unemployment insurance"))
    pension_ceiling_east = Retired(
        gettext_noop("Contribution ceiling for pension and unemployment insurance, eastern states")
    )
    marginal_employer_health_rate = Dated(gettext_noop("Employer's flat health contribution for a minijob"))
    marginal_employer_pension_rate = Dated(gettext_noop("Employer's flat pension contribution for a minijob"))
    insolvency_levy_rate = Dated(gettext_noop("Employer's levy against insolvency"))
    wage_tax_year = Dated(gettext_noop("Year of the rules for the wage tax"))
    provision_allowance_cap = Retired(gettext_noop("Wage tax: limit of what counts for unemployment insurance"))
    old_age_relief_age = Dated(gettext_noop("Wage tax: age after which the old-age relief begins"))
    trainee_low_pay_limit = Dated(gettext_noop("Pay of trainees up to which the employer pays every contribution"))
    student_rate_share = Dated(gettext_noop("Share of the general rate that students pay"))
    student_assessment_base = Dated(gettext_noop("Assessment base of the student tariff"))
    student_age_limit = Dated(gettext_noop("Age limit of the student tariff"))
    student_semester_limit = Retired(gettext_noop("Semester limit of the student tariff"))
    former_student_rate = Retired(gettext_noop("Rate of the former tariff after the studies"))
    former_student_months = Retired(gettext_noop("Months of the former tariff after the studies"))
    former_student_income_limit = Retired(gettext_noop("Income limit of the former tariff after the studies"))
    working_student_hours = Dated(gettext_noop("Weekly hours up to which students count as students"))
    pensioner_share_of_health_rate = Dated(
        gettext_noop("Pensioner's share of the health rate on the statutory pension")
    )
    pensioner_share_of_care_rate = Dated(gettext_noop("Pensioner's share of the care rate"))
    foreign_pension_rate_share = Dated(gettext_noop("Share of the health rate on foreign pensions"))
    pension_qualifying_share = Dated(
        gettext_noop("Share of the second half of working life that the pensioners' scheme asks for")
    )
    pension_qualifying_years_per_child = Dated(gettext_noop("Years that a child counts for the pensioners' scheme"))
    au_pair_min_age = Dated(gettext_noop("Minimum age of au-pairs"))
    au_pair_max_age_third_country = Dated(gettext_noop("Highest age of au-pairs who need a visa"))
    au_pair_max_age_eu = Dated(gettext_noop("Usual highest age of au-pairs from EU states"))
    au_pair_max_months = Dated(gettext_noop("Longest stay as an au-pair"))
    au_pair_pocket_money = Dated(gettext_noop("Usual pocket money of au-pairs"))
    au_pair_course_subsidy = Dated(gettext_noop("Usual language course subsidy of au-pairs"))
    posting_max_months = Dated(gettext_noop("Longest posting under home law"))
    former_posting_max_months = Dated(gettext_noop("Longest posting under the former regulation"))
    multi_state_substantial_share = Dated(gettext_noop("Share of work that counts as substantial"))
    analogous_benefits_months = Dated(gettext_noop("Months until benefits like those of members"))
    card_accession_notice_months = Dated(gettext_noop("Months before a municipality can join the health card"))
    municipalities_in_nrw = Dated(gettext_noop("Municipalities in North Rhine-Westphalia"))
    schengen_visa_min_cover = Dated(gettext_noop("Lowest cover of a travel policy for a Schengen visa"))
    beihilfe_rate_entitled = Dated(gettext_noop("Beihilfe rate of civil servants"))
    beihilfe_rate_entitled_two_children = Dated(
        gettext_noop("Beihilfe rate of civil servants with two or more children who count")
    )
    beihilfe_rate_pensioner = Dated(gettext_noop("Beihilfe rate of retired civil servants"))
    beihilfe_rate_spouse = Dated(gettext_noop("Beihilfe rate of spouses and registered partners"))
    beihilfe_rate_child = Dated(gettext_noop("Beihilfe rate of children"))
    beihilfe_spouse_income_limit = Dated(gettext_noop("Beihilfe: income limit of spouses and registered partners"))
    beihilfe_child_age_unconditional = Dated(
        gettext_noop("Beihilfe: age up to which children count without further condition")
    )
    beihilfe_child_age_limit = Dated(gettext_noop("Beihilfe: age limit of children"))
    beihilfe_child_work_hours = Dated(gettext_noop("Beihilfe: weekly working hours that end the claim of a child"))
    beihilfe_burden_limit_share = Dated(gettext_noop("Beihilfe: limit of your own burden for medicines, share of pay"))
    beihilfe_burden_limit_otc_share = Dated(
        gettext_noop("Beihilfe: further share of pay for medicines without prescription duty")
    )
    beihilfe_burden_limit_otc_own_part = Dated(
        gettext_noop("Beihilfe: own part for medicines without prescription duty")
    )
    beihilfe_spectacle_frame_max = Dated(gettext_noop("Beihilfe: highest recognised price of a glasses frame"))
    beihilfe_rehab_interval_years = Dated(gettext_noop("Beihilfe: years between two rehabilitation measures"))
    beihilfe_rehab_days = Dated(gettext_noop("Beihilfe: days of rehabilitation without travel"))
    beihilfe_rehab_days_with_travel = Dated(gettext_noop("Beihilfe: days of rehabilitation including travel"))
    beihilfe_sanatorium_cap_per_day = Retired(gettext_noop("Beihilfe: highest recognised rate of a sanatorium"))
    beihilfe_spa_accommodation_max = Dated(
        gettext_noop("Beihilfe: highest recognised price of accommodation during a spa cure")
    )
    beihilfe_orthodontics_start_age = Dated(gettext_noop("Beihilfe: age before which orthodontic treatment starts"))
    beihilfe_dental_material_lab_share = Dated(
        gettext_noop("Beihilfe: recognised share of dental material and laboratory costs")
    )
    beihilfe_precious_metal_ceramic_share = Dated(
        gettext_noop("Beihilfe: recognised share of precious metal and ceramic")
    )
    beihilfe_implant_flat = Dated(gettext_noop("Beihilfe: flat amount per dental implant"))
    beihilfe_implant_max_count = Dated(gettext_noop("Beihilfe: most dental implants with a flat amount"))
    beihilfe_two_bed_room_per_day = Dated(gettext_noop("Beihilfe: deduction for a two-bed room"))
    beihilfe_private_doctor_per_day = Dated(gettext_noop("Beihilfe: deduction for private doctors in hospital"))
    beihilfe_deduction_max_days = Dated(gettext_noop("Beihilfe: most days of deductions in a calendar year"))
    beihilfe_private_clinic_per_day = Dated(gettext_noop("Beihilfe: deduction in a private clinic"))
    beihilfe_daily_allowance_offer = Dated(gettext_noop("Daily hospital benefit that is often offered beside Beihilfe"))
    beihilfe_abroad_comparison_threshold = Dated(
        gettext_noop("Beihilfe: bill from outside the EU from which German costs are compared")
    )
    beihilfe_travel_insurance_max = Dated(
        gettext_noop("Beihilfe: highest recognised premium of travel health insurance, per person")
    )
    beihilfe_sum_insurance_credit_per_day = Dated(gettext_noop("Beihilfe: daily allowances above this are set off"))
    beihilfe_application_period_years = Dated(gettext_noop("Beihilfe: years to hand in a bill"))
    beihilfe_cost_damping_level_1 = Retired(gettext_noop("Beihilfe: yearly own share, level 1"))
    beihilfe_cost_damping_level_2 = Retired(gettext_noop("Beihilfe: yearly own share, level 2"))
    beihilfe_cost_damping_level_3 = Retired(gettext_noop("Beihilfe: yearly own share, level 3"))
    beihilfe_cost_damping_level_4 = Retired(gettext_noop("Beihilfe: yearly own share, level 4"))
    beihilfe_cost_damping_level_5 = Retired(gettext_noop("Beihilfe: yearly own share, level 5"))
    beihilfe_cost_damping_pensioner_share = Retired(
        gettext_noop("Beihilfe: share of the yearly own share of retired civil servants")
    )
    beihilfe_cost_damping_survivor_share = Retired(gettext_noop("Beihilfe: share of the yearly own share of survivors"))

    contribution_ceiling_per_year = Derived(
        gettext_noop("Contribution ceiling for health and care insurance, per year"),
        "Beitragsbemessungsgrenze KV/PV (Jahr)", "EUR/year", "§ 223 Abs. 3 SGB V",
        lambda law: law.contribution_ceiling * 12,
    )  # fmt: skip
    compulsory_insurance_threshold = Derived(
        gettext_noop("Annual earnings limit for compulsory insurance, per month"),
        "Jahresarbeitsentgeltgrenze (Monat)", "EUR/month", "§ 6 Abs. 6 SGB V",
        lambda law: to_cents(law.compulsory_insurance_threshold_per_year / 12),
    )  # fmt: skip
    minimum_assessment_base = Derived(
        gettext_noop("Lowest income on which voluntary members pay"),
        "Mindestbemessungsgrundlage", "EUR/month", "§ 240 Abs. 4 Satz 1 SGB V",
        lambda law: to_cents(law.reference_amount / 3), "voluntary",
    )  # fmt: skip
    dormant_base = Derived(
        gettext_noop("Assessment base of dormant membership during work abroad"),
        "Anwartschaft: Zehntel der Bezugsgröße", "EUR/month", "§ 240 Abs. 4b SGB V",
        lambda law: to_cents(law.reference_amount / 10), "voluntary",
    )  # fmt: skip
    family_income_limit = Derived(
        gettext_noop("Income limit of family insurance"),
        "Gesamteinkommensgrenze der Familienversicherung", "EUR/month", "§ 10 Abs. 1 Satz 1 Nr. 5 SGB V",
        lambda law: to_cents(law.reference_amount / 7), "family",
    )  # fmt: skip
    occupational_pension_threshold = Derived(
        gettext_noop("Part of occupational pensions that is free of contributions"),
        "Freibetrag/Freigrenze für Versorgungsbezüge", "EUR/month", "§ 226 Abs. 2 SGB V",
        lambda law: to_cents(law.reference_amount / 20), "pensioners",
    )  # fmt: skip
    marginal_employee_pension_rate = Derived(
        gettext_noop("Employee's pension contribution for a minijob"),
        "Eigenanteil zur Rentenversicherung im Minijob", "percent", "§ 168 Abs. 1 Nr. 1b SGB VI",
        lambda law: law.pension_rate - law.marginal_employer_pension_rate, "employment",
    )  # fmt: skip
    student_contribution_rate = Derived(
        gettext_noop("Health rate of the student tariff"),
        "Beitragssatz der Krankenversicherung der Studenten", "percent", "§ 245 Abs. 1 SGB V",
        lambda law: law.general_contribution_rate * law.student_rate_share / 100, "students",
    )  # fmt: skip

    __slots__ = ("__dict__", "_all", "_countries", "_lists", "_notes", "_state", "day", "draft", "read", "used")

    def __init__(self, all_figures: Figures, day: date, draft: bool) -> None:
        self._all = all_figures
        self.day = day
        self.draft = draft
        self.used: dict[str, Figure] = {}
        self.read: set[str] = set()
        self._notes = False
        self._state: dict[str, Figure | Refused | None] = {}
        self._lists: dict[str, dict[str, Entry]] = {}
        self._countries: dict[str, Country] = {}

    def traced(self) -> Law:
        """A copy of the same law that starts with an empty note of the figures read (`used`, `read`)."""
        copy = object.__new__(Law)
        copy._all, copy.day, copy.draft = self._all, self.day, self.draft
        copy._state, copy._lists, copy._countries = self._state, self._lists, self._countries
        copy.used, copy.read, copy._notes = {}, set(), True
        return copy

    def at(self, day: date) -> Law:
        """The law of another day, with the same view of drafts. Raises `NotInForce` outside the days answered for."""
        return self._all.on(day, self.draft)

    def then(self, day: date) -> Law:
        """The law of another day; what is read from it counts as read from this one."""
        if not self._notes:
            return self.at(day)
        copy = self.at(day).traced()
        copy.used, copy.read = self.used, self.read
        return copy

    def find(self, name: str) -> Figure | None:
        """The figure by name, None where it is not law that day. Raises `Refused`, or `KeyError` for no such name."""
        if name not in self._state:
            self._state[name] = self._looked_up(name)
        found = self._state[name]
        if self._notes:
            self._note(name, found)
        if isinstance(found, NotYetKnown):
            raise NotYetKnown(found.name, found.day, found.since, found.last_known, found.draft)
        if isinstance(found, Refused):
            raise type(found)(found.name, found.day)
        return found

    def _looked_up(self, name: str) -> Figure | Refused | None:
        about = FIGURES[name]
        try:
            return about.value(self) if isinstance(about, Derived) else self._all.series[name].on(self.day, self.draft)
        except Refused as refused:
            return refused

    def _note(self, name: str, found: Figure | Refused | None) -> None:
        about = FIGURES[name]
        self.read.add(name)
        if isinstance(about, Derived):
            self.read |= about.reads
        if isinstance(found, Figure):
            self.used[name] = found

    def _keep(self, name: str, found: Figure | None) -> None:
        """From now on the figure is a plain attribute, which hides its `Dated`: nothing is called to read it."""
        if not self._notes:
            self.__dict__[name] = found

    def history(self, name: str) -> tuple[Figure, ...]:
        """Every value that the figure has had up to the day, oldest first. Raises `Refused` like `find`."""
        self.find(name)
        series = self._all.series[name]
        days = [row.valid_from for row in series.rows if row.valid_from <= self.day]
        return tuple(figure for day in days if (figure := series.on(day, self.draft)) is not None)

    def entries(self, name: str) -> dict[str, Entry]:
        """The dated list of that name as of the day, by code."""
        if self._notes:
            self.read.add(name)
        if name not in self._lists:
            self._lists[name] = self._all.lists[name].on(self.day)
        return self._lists[name]

    def country(self, code: str) -> Country:
        """The country by its ISO 3166 code. Raises `KeyError` where there is no such country."""
        entries = self.entries("countries")
        if code not in self._countries:
            about = entries[code].about
            self._countries[code] = Country(code, about["class"], about["scope"])
        return self._countries[code]


FIGURES: dict[str, Dated] = {name: about for name, about in vars(Law).items() if isinstance(about, Dated)}

FORMER_LABELS = {
    "transition_range_upper_limit": (
        date(2019, 7, 1),
        gettext_noop("Upper end of the former transition range (Gleitzone)"),
    )
}
"""Names of figures for rows that begin before a day."""


def label_of(figure: Figure) -> str:
    """The plain name of a figure in English, by the words of its time."""
    until, former = FORMER_LABELS.get(figure.name, (date.min, ""))
    return former if figure.valid_from < until else FIGURES[figure.name].label

"""Lists of the law that staff keep: each row lies over the shipped row of the same code and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.content.models import Counted
from advisor.content.seeds import KEY
from advisor.rules.figures import LAST_DAY, Entry, shipped_figures
from advisor.rules.funds import KINDS

from .finding import folded

IS_KEY = RegexValidator(rf"^{KEY.pattern}\Z")
IS_WEBSITE = URLValidator(schemes=["https", "http"])
EARLIEST = date(2009, 1, 1)
LIES_OVER = _(
    "With the key of a row that the site ships and its day, this row takes its place. Any other day adds to it."
)


class DatedRow(Counted):
    """What holds for one member of a list from a day on."""

    LIST: ClassVar[str]
    """The list of the law."""
    COLUMNS: ClassVar[tuple[str, ...]]
    """The columns of its file."""

    valid_from = models.DateField(
        _("from"), validators=[MinValueValidator(EARLIEST), MaxValueValidator(LAST_DAY)],
        help_text=_("The first day on which this row counts. It counts until the day of the next row with this key."),
    )  # fmt: skip
    source = models.CharField(
        _("source"), max_length=200, help_text=_("Where this stands: an address or a publication with its day.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"

    def about(self) -> dict[str, Any]:
        """The facts that a dated list keeps of this row."""
        raise NotImplementedError

    @classmethod
    def facts(cls, about: Mapping[str, Any]) -> dict[str, Any]:
        """The columns that such facts fill."""
        return dict(about)

    def entry(self) -> Entry:
        """The row as the law of a day reads it."""
        name, known = getattr(self, "name", self.code), getattr(self, "date_known", True)
        return Entry(self.code, name, self.valid_from, self.source, "high", self.about(), known)

    @classmethod
    def of(cls, entry: Entry) -> DatedRow:
        """The row that says what the entry says."""
        given = {name: getattr(entry, name) for name in ("code", "name", "valid_from", "source", "date_known")}
        given |= cls.facts(entry.about)
        return cls(**{name: value for name, value in given.items() if name in cls.COLUMNS})

    def shipped(self) -> Entry | None:
        """The shipped row in whose place this one stands."""
        entries = shipped_figures().lists[self.LIST].rows.get(self.code, ())
        return next((entry for entry in entries if entry.valid_from == self.valid_from), None)

    def repeats(self) -> bool:
        """The shipped row says the same."""
        shipped = self.shipped()
        return shipped is not None and replace(shipped, confidence="high") == self.entry()


class NamedRow(DatedRow):
    """A member with a key of its own and a German name."""

    code = models.CharField(_("key"), max_length=60, validators=[IS_KEY], help_text=LIES_OVER)
    name = models.CharField(_("name"), max_length=120, help_text=_("It is shown for the days of this row."))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Nothing is on the list under two keys."""
        for code, entries in shipped_figures().lists[self.LIST].rows.items():
            if code != self.code and any(folded(entry.name) == folded(self.name) for entry in entries):
                raise ValidationError(
                    {"code": _("“%(name)s” has the key “%(code)s”.") % {"name": self.name, "code": code}}
                )


class JoiningRow(NamedRow):
    """A member that joined on a day which need not be known."""

    date_known = models.BooleanField(
        _("day known"), default=True,
        help_text=_("Without the tick it counts from this day on, and the site says that the day is not known."),
    )  # fmt: skip

    class Meta:
        abstract = True


def once_a_day(name: str) -> list[models.UniqueConstraint]:
    """No two rows of one code begin on a day."""
    return [models.UniqueConstraint(fields=["code", "valid_from"], name=name)]


class FundRate(NamedRow):
    """The additional rate of a fund from a day on."""

    LIST = "funds"
    COLUMNS = ("code", "name", "kind", "open_in", "website", "valid_from", "rate", "known_until", "source")

    kind = models.CharField(_("kind"), max_length=16, choices=[(key, _(label)) for key, label in KINDS.items()])
    open_in = models.CharField(_("open in"), max_length=200, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True, validators=[IS_WEBSITE])
    rate = models.DecimalField(
        _("additional rate in percent"), max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(10))],
        help_text=_("Leave empty where no rate is known from this day on."),
    )  # fmt: skip
    known_until = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Left empty: the last day of the year in which it begins.")
    )

    class Meta:
        verbose_name = _("fund rate")
        verbose_name_plural = _("fund rates")
        ordering = ["name", "code", "valid_from"]
        constraints = once_a_day("fund_code_valid_from")

    def clean(self) -> None:
        """The last day is not before the first; only a rate has one."""
        super().clean()
        if self.known_until and self.rate is None:
            raise ValidationError({"known_until": _("Without a rate there is no last day.")})
        if self.known_until and self.valid_from and self.known_until < self.valid_from:
            raise ValidationError({"known_until": _("The last day is before the first.")})

    def about(self) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": self.kind}
        found |= {name: value for name in ("open_in", "website") if (value := getattr(self, name))}
        if self.rate is not None:
            until = self.known_until or date(self.valid_from.year, 12, 31)
            found |= {"rate": f"{self.rate.normalize():f}", "until": until}
        return found

    @classmethod
    def facts(cls, about: Mapping[str, Any]) -> dict[str, Any]:
        rate = {"rate": Decimal(about["rate"]), "known_until": about["until"]} if "rate" in about else {}
        return {**about, **rate}


class CardMunicipality(JoiningRow):
    """A municipality in North Rhine-Westphalia that issues the health card from a day on, or no longer does."""

    LIST = "card_municipalities"
    COLUMNS = ("code", "name", "valid_from", "date_known", "joined", "source")
    TAKEN = ("other", "unsure")
    """What an answer means that names no municipality."""

    joined = models.BooleanField(
        _("takes part"),
        default=True,
        help_text=_("Take the tick away for a municipality that has left from this day on."),
    )

    class Meta:
        verbose_name = _("municipality with health card")
        verbose_name_plural = _("municipalities with health card")
        ordering = ["name", "code", "valid_from"]
        constraints = once_a_day("municipality_code_valid_from")

    def clean(self) -> None:
        """The key names no other answer."""
        super().clean()
        if self.code in self.TAKEN:
            raise ValidationError({"code": _("Please choose another key.")})

    def about(self) -> dict[str, Any]:
        return {"joined": self.joined}


class CardFund(JoiningRow):
    """A fund of the framework agreement on the health card in North Rhine-Westphalia."""

    LIST = "card_funds"
    COLUMNS = ("code", "name", "valid_from", "date_known", "role", "source")

    class Role(models.TextChoices):
        SIGNATORY = "signatory", _("signed the agreement")
        ACCEDED = "acceded", _("joined later")
        LEFT = "left", _("has left")

    role = models.CharField(_("role"), max_length=16, choices=Role)

    class Meta:
        verbose_name = _("fund of the health card agreement")
        verbose_name_plural = _("funds of the health card agreement")
        ordering = ["name", "code", "valid_from"]
        constraints = once_a_day("card_fund_code_valid_from")

    def about(self) -> dict[str, Any]:
        return {"role": self.role}

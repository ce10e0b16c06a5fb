"""Which law links a state's health insurance with Germany, as staff keep it; names of states are Babel's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from advisor.rules.figures import shipped_figures

from .dated import LIES_OVER, DatedRow, once_a_day


def codes() -> list[str]:
    """The states that the site ships; staff add none."""
    return list(shipped_figures().lists["countries"].rows)


def name_of(code: str) -> str:
    """The name of a state in the active language."""
    return str(Locale.parse(get_language() or "en").territories.get(code, code))


def is_listed(code: str) -> None:
    """A state has the two letters of ISO 3166 that the list knows."""
    if code not in codes():
        raise ValidationError(_("“%(code)s” is not a state of the list.") % {"code": code})


class State(DatedRow):
    """What links the health insurance of a state with Germany from a day on."""

    LIST = "countries"
    COLUMNS = ("code", "belongs", "scope", "without_sickness", "note", "valid_from", "source")

    class Belongs(models.TextChoices):
        HOME = "home", _("Germany itself")
        EU = "eu", _("European Union")
        EEA = "eea", _("European Economic Area")
        CH = "ch", _("Switzerland")
        UK = "uk", _("United Kingdom")
        TREATY = "treaty", _("state with a treaty")
        OTHER = "other", _("other state")

    class Scope(models.TextChoices):
        FULL = "full", _("European rules, or nearly the same")
        IN_KIND = "in_kind", _("treaty: treatment in Germany")
        CASH_ONLY = "cash_only", _("treaty: cash benefits only")
        MATERNITY_ONLY = "maternity_only", _("treaty: maternity only")
        UNVERIFIED = "unverified", _("treaty: not certain")
        NONE = "none", _("no treatment")

    FITS = {
        "treaty": ("in_kind", "cash_only", "maternity_only", "unverified"),
        "other": ("none",),
    }
    """The scopes of each class; for the others `full` alone."""
    ALONE = {"home": "DE", "ch": "CH", "uk": "GB"}
    """Classes of one state; Germany has no other."""

    code = models.CharField(_("state"), max_length=2, validators=[is_listed], help_text=LIES_OVER)
    belongs = models.CharField(_("class"), max_length=8, choices=Belongs)
    scope = models.CharField(
        _("scope"), max_length=16, choices=Scope,
        help_text=_("European rules for the EU, the EEA, Switzerland and the United Kingdom; no treatment for other states."),
    )  # fmt: skip
    without_sickness = models.BooleanField(
        _("treaty without sickness"), default=False,
        help_text=_("For other states: a treaty on social security exists, but not for illness."),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For staff; the site does not show it."))

    class Meta:
        verbose_name = _("state")
        verbose_name_plural = _("states")
        ordering = ["code", "valid_from"]
        constraints = once_a_day("state_code_valid_from")

    def clean(self) -> None:
        """Class, scope and state fit together."""
        alone = self.ALONE.get(self.belongs)
        if (alone and self.code != alone) or (self.code == "DE" and self.belongs != "home"):
            raise ValidationError({"belongs": _("This class does not fit this state.")})
        if self.belongs and self.scope and self.scope not in self.FITS.get(self.belongs, ("full",)):
            raise ValidationError({"scope": _("This scope does not fit this class.")})
        if self.without_sickness and self.belongs != "other":
            raise ValidationError({"without_sickness": _("Only for the class “other state”.")})

    def about(self) -> dict[str, Any]:
        found: dict[str, Any] = {"class": self.belongs, "scope": self.scope}
        found |= {"without_sickness": True} if self.without_sickness else {}
        return found | ({"note": self.note} if self.note else {})

    @classmethod
    def facts(cls, about: Mapping[str, Any]) -> dict[str, Any]:
        return {**about, "belongs": about["class"]}

"""What staff keep in lists: institutions and emergency numbers; `dated` and `states` hold the lists of the law."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.content.models import Counted
from advisor.content.prose import fingerprint

from .dated import IS_KEY, IS_WEBSITE, CardFund, CardMunicipality, FundRate
from .states import State

__all__ = ["CardFund", "CardMunicipality", "EmergencyNumber", "FundRate", "Institution", "Listed", "State"]
IS_PHONE = RegexValidator(r"^\+?\d[\d /-]{1,30}\Z", _("Digits, spaces, hyphens and slashes only, perhaps + first."))


class Listed(Counted):
    """A row of a list that the site ships; staff change it, hide it, or add their own."""

    key = models.CharField(_("key"), max_length=60, unique=True, validators=[IS_KEY])
    position = models.PositiveIntegerField(_("position"), default=0)
    shown = models.BooleanField(_("shown on the site"), default=True)
    source = models.CharField(_("source"), max_length=200)
    seeded = models.CharField(max_length=64, blank=True, editable=False)
    """The fingerprint of what seeding last wrote; empty for a row that staff have added."""

    class Meta:
        abstract = True
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.key

    def state(self) -> str:
        """The fingerprint of the row as it is now."""
        return fingerprint("\n".join(f"{name}={getattr(self, name) or ''}" for name in self.fields()))

    @classmethod
    def fields(cls) -> list[str]:
        """The columns that seeding writes, the languages one by one."""
        own = [field.name for field in cls._meta.concrete_fields if field.name not in ("id", "key", "seeded")]
        return [name for name in own if f"{name}_de" not in own]


class Institution(Listed):
    """An authority or body to turn to, under today's name and, where it was renamed, with its former one."""

    class Group(models.TextChoices):
        EDUCATION = "education", _("General authorities and education")
        HEALTH = "health", _("Health")
        CARD = "card", _("Health card in North Rhine-Westphalia")

    class Status(models.TextChoices):
        UNCHANGED = "unchanged", _("unchanged")
        RENAMED = "renamed", _("renamed")
        MOVED = "moved", _("moved")
        SUCCESSOR = "successor", _("followed by another body")
        UNVERIFIED = "unverified", _("not checked")

    group = models.CharField(_("group"), max_length=16, choices=Group)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.UNCHANGED)
    name = models.CharField(_("name"), max_length=200)
    former_name = models.CharField(_("former German name"), max_length=200, blank=True)
    changed_on = models.DateField(_("renamed on"), null=True, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True, validators=[IS_WEBSITE])
    address_checked = models.BooleanField(_("address checked"), default=True)
    phone = models.CharField(_("telephone"), max_length=32, blank=True, validators=[IS_PHONE])
    email = models.EmailField(_("email"), blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Listed.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def clean(self) -> None:
        """A day of renaming needs a former name."""
        if self.changed_on and not self.former_name:
            raise ValidationError({"former_name": _("Please enter the name that held before that day.")})


class EmergencyNumber(Listed):
    """Whom to call or where to go, and when. Without a number for a place such as the emergency department."""

    number = models.CharField(_("number"), max_length=32, blank=True, validators=[IS_PHONE])
    what = models.CharField(_("what it is"), max_length=200)
    use = models.CharField(_("when to use it"), max_length=400)
    valid_from = models.DateField(_("from"), null=True, blank=True)

    class Meta(Listed.Meta):
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")

"""What readers say of pages, and how often pages are read: no person, no address, no answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advisor.content.models import LONGEST_VERSION

LONGEST_WORDS = 600


class Feedback(models.Model):
    """A reader's word on a page. Only the day is kept: the minute would find the reader in a log of requests."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("right and clear")
        WRONG = "wrong", _("something is wrong")
        UNCLEAR = "unclear", _("something is unclear")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    words = models.CharField(_("in the reader's words"), max_length=LONGEST_WORDS, blank=True)
    kind = models.CharField(_("kind of page"), max_length=16)
    key = models.CharField(_("key"), max_length=100)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    law_day = models.DateField(_("law of"), null=True)
    """The day that was asked for; None where it was today."""
    draft = models.BooleanField(_("with draft law"), default=False)
    edition = models.PositiveBigIntegerField(_("edition of the texts"))
    figures = models.CharField(_("fingerprint of the figures"), max_length=8)
    version = models.CharField(_("version of the site"), max_length=LONGEST_VERSION)
    received_on = models.DateField(_("received on"), db_index=True)
    state = models.CharField(pgettext_lazy("of a draft", "state"), max_length=8, choices=State, default=State.OPEN)
    note = models.TextField(_("note of staff"), max_length=2000, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-state", "-received_on", "-pk"]
        indexes = [models.Index(fields=["state", "kind", "key"], name="feedback_of_page")]

    def __str__(self) -> str:
        return f"{self.page} ({self.language})"

    @property
    def page(self) -> str:
        """The page by kind and key."""
        return f"{self.kind}/{self.key}"


class PageRead(models.Model):
    """How often a page was asked for on a day, in a language."""

    day = models.DateField()
    page = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "page", "language"], name="one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.page} {self.language}: {self.reads}"

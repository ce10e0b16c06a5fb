"""What staff have written and not yet released, and the history of what was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advisor.content.models import TRANSLATIONS, FigureRow, Text
from advisor.content.prose import LANGUAGES, fingerprint

Wording = dict[str, Any]
"""One segment of a draft: `slug`, the wording in each language; in `matches` the translations that were looked at and
still match the German, in `matched_from` the German they were made from before; in `made_from` the fingerprint of the
German that each translation is made from."""


class Proposal(models.Model):
    """Something that a second person releases. Nothing here is shown to visitors."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for a second person")
        SCHEDULED = "scheduled", _("released for later")
        RELEASED = "released", _("released")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.DRAFT, State.WAITING, State.SCHEDULED)

    state = models.CharField(
        pgettext_lazy("of a draft", "state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts up with every change; who saves an older one is told."""
    why = models.CharField(_("why"), max_length=300, blank=True)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, editable=False, related_name="+")
    """Everybody who has written in it; none of them may release it."""
    begun_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True, editable=False)
    remark = models.CharField(_("remark"), max_length=300, blank=True, editable=False)
    """What the second person said."""
    release_on = models.DateTimeField(_("release on"), null=True, blank=True)
    released_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """It is not decided for good."""
        return self.state in self.OPEN


class TextDraft(Proposal):
    """A text as it shall read. One is open per text; people write in it together."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="drafts", verbose_name=_("text"))
    before = models.JSONField(default=list, editable=False)
    """The wordings when the draft was begun, replaced by those that it took the place of."""
    body = models.JSONField(default=list, editable=False)
    """The wordings as they shall be, in their order."""

    class Meta:
        verbose_name = _("draft of a text")
        verbose_name_plural = _("drafts of texts")
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["text"],
                condition=models.Q(state__in=["draft", "waiting", "scheduled"]),
                name="one_open_draft_per_text",
            )
        ]
        permissions = [
            ("release_textdraft", "Can release texts"),
            *((f"write_{language}", f"Can write {language}") for language in LANGUAGES),
        ]

    def __str__(self) -> str:
        return str(self.text)


class FigureDraft(Proposal):
    """A row of a figure as it shall be, or the day until which one has been looked through."""

    class Kind(models.TextChoices):
        ROW = "row", _("a row")
        REVIEW = "review", _("a review")

    name = models.CharField(_("figure"), max_length=100)
    kind = models.CharField(_("what changes"), max_length=8, choices=Kind, default=Kind.ROW)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    says = models.CharField(_("what holds"), max_length=8, choices=FigureRow.Says, default=FigureRow.Says.VALUE)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=6, null=True, blank=True)
    draft_law = models.BooleanField(_("from a law not yet passed"), default=False)
    reviewed_until = models.DateField(_("reviewed until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    confidence = models.CharField(
        _("how sure it is"), max_length=6, choices=FigureRow.Confidence, default=FigureRow.Confidence.HIGH
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    before = models.JSONField(null=True, editable=False)
    """The released row and review that it took the place of, as columns; None where there was none."""

    class Meta:
        verbose_name = _("draft of a figure")
        verbose_name_plural = _("drafts of figures")
        ordering = ["-begun_at"]
        permissions = [("release_figuredraft", "Can release figures")]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from or self.reviewed_until or ''}".strip()


class SameMeaning(models.Model):
    """A person has looked at a finding of the meaning check and says: it means the same. Lapses when either text changes."""

    name = models.CharField(max_length=220)
    """kind/key/slug, as `drift.Finding.name`."""
    language = models.CharField(max_length=8)
    german = models.CharField(max_length=64)
    wording = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("same meaning")
        verbose_name_plural = _("check meanings")
        constraints = [
            models.UniqueConstraint(fields=["name", "language", "german", "wording"], name="one_same_meaning")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.language}"


class WordingRead(models.Model):
    """What the meaning check made of a wording beside its German, so that it is read once and not by every process."""

    class Verdict(models.IntegerChoices):
        NOTHING = 0
        ASKED = 1
        """There is something that a person may settle."""
        WRONG = 2
        """There is something to correct."""

    key = models.CharField(max_length=64, primary_key=True)
    """The fingerprint of language, German and wording."""
    rules = models.CharField(max_length=64, db_index=True)
    """The fingerprint of the rules by which it was read."""
    verdict = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.verdict}"


class StillRight(models.Model):
    """A person has read a text in all languages and says: still right. Lapses when it changes."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="confirmations")
    wording = models.CharField(max_length=64)
    """The fingerprint of all segments in all languages."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("still right")

    def __str__(self) -> str:
        return f"{self.text} {self.at:%Y-%m-%d}"


def wordings_of(text: Text) -> list[Wording]:
    """The segments of a text as a draft keeps them."""
    return [
        {
            "slug": segment.slug,
            **{language: segment.wording(language) for language in LANGUAGES},
            "matches": [],
            "made_from": {language: segment.made_from(language) for language in TRANSLATIONS},
        }
        for segment in text.segments.order_by("position", "pk")
    ]


def fingerprint_of(wordings: list[Wording]) -> str:
    """What tells two states of a text apart."""
    return fingerprint("\n".join(f"{part['slug']}={part[language]}" for part in wordings for language in LANGUAGES))


class LoginAttempt(models.Model):
    """An attempt to sign in, by the seals of account and address; kept for a day, or a month where it succeeded."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    succeeded = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["account", "address"]), models.Index(fields=["address"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


A_DAY = timedelta(hours=23)
"""Between two runs of a daily check, of which one may begin a little early."""


class LinkCheck(models.Model):
    """What was found behind a link to another site."""

    class Finding(models.TextChoices):
        WORKS = "works", _("works")
        MOVED = "moved", _("has moved")
        BROKEN = "broken", _("broken")
        UNCLEAR = "unclear", _("cannot be checked")

    url = models.CharField(_("link"), max_length=500, unique=True)
    finding = models.CharField(_("finding"), max_length=8, choices=Finding)
    moved_to = models.CharField(_("moved to"), max_length=1000, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    """What went wrong, in English as servers say it."""
    since = models.DateTimeField(_("since"))
    """The first run that found this."""
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url

    @classmethod
    def complaints(cls) -> models.QuerySet[LinkCheck]:
        """The links that were broken, or had moved, on two runs at least a day apart."""
        wrong = (cls.Finding.BROKEN, cls.Finding.MOVED)
        return cls.objects.filter(finding__in=wrong, checked_at__gte=models.F("since") + A_DAY)

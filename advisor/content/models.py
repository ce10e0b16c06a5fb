"""Texts in aligned segments, and the edition that counts their changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.rules.figures import Row

from .prose import LANGUAGES, dead_links, faults, fingerprint, translation_state
from .seeds import KEY, SLUG, role_of
from .wording import typed_figures

TRANSLATIONS = LANGUAGES[1:]
TOO_LARGE = 10**8
"""No value of a figure is as large."""
LONGEST_VERSION = 100
"""What a row keeps of the version of the site, which an operator may name."""
fallen_due = Signal()
"""Sent when a change that was released for later has to come into force now."""


class Edition(models.Model):
    """One row that counts up with every change of a text."""

    number = models.PositiveBigIntegerField(default=0)
    began = models.DateTimeField(null=True, editable=False)
    """When the last change was made."""
    due = models.DateTimeField(null=True, editable=False)
    """When the next change that has been released for later comes into force."""

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number of the texts as they are now; 0 before the first one."""
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def changed_on(cls) -> date | None:
        """The day of the last change; None before the first one."""
        began = cls.objects.values_list("began", flat=True).first()
        return timezone.localdate(began) if began else None

    @classmethod
    def count_up(cls) -> None:
        """Note that a text has changed. Belongs in the transaction of the change."""
        now = timezone.now()
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1, began=now):
            cls.objects.create(pk=1, number=1, began=now)

    @classmethod
    def now(cls) -> int:
        """The number as of now: what has fallen due is put into force first. One query where nothing is due."""
        row = cls.objects.values_list("number", "due").first()
        if row is None:
            return 0
        if row[1] is not None and row[1] <= timezone.now():
            fallen_due.send_robust(cls)
            return cls.current()
        return row[0]


class CountedQuerySet(models.QuerySet):
    """Changes of many rows count like changes of one."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return self._counted(super().delete)

    def update(self, **values: Any) -> int:
        return self._counted(super().update, **values)

    def bulk_create(self, *args: Any, **options: Any) -> list[Any]:
        return self._counted(super().bulk_create, *args, **options)

    def bulk_update(self, *args: Any, **options: Any) -> int:
        return self._counted(super().bulk_update, *args, **options)

    def _counted(self, change: Any, *args: Any, **options: Any) -> Any:
        with transaction.atomic(using=self.db):
            done = change(*args, **options)
            Edition.count_up()
        return done


class Counted(models.Model):
    """A row whose every change begins a new edition."""

    objects = CountedQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        Edition.count_up()

    @transaction.atomic
    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        done = super().delete(*args, **options)
        Edition.count_up()
        return done


def version_kept() -> str:
    """The version of the site, as a row keeps it."""
    return str(settings.VERSION)[:LONGEST_VERSION]


def refusals(text: str) -> list[str]:
    """Why a wording may not stand in a text: unknown figures, unreadable markup, broken links, typed-in amounts."""
    typed_in = gettext("“%(typed)s” is typed in. Name the figure as ${…}.")
    return faults(text) + dead_links(text) + [typed_in % {"typed": typed} for typed in typed_figures(text)]


class Text(Counted):
    """A text by kind and key, for instance the outcome `student-statutory`."""

    class Kind(models.TextChoices):
        OUTCOME = "outcome", _("Outcome")
        REASON = "reason", _("Reason")
        DOCUMENT = "document", _("Document")
        DEADLINE = "deadline", _("Deadline")
        CAUTION = "caution", _("Caution")
        AUTHORITY = "authority", _("Authority")
        WHY = "why", _("Why we ask")
        PAGE = "page", _("Page")
        NOTICE = "notice", _("Notice")
        GUIDE = "guide", _("Guide page")
        TERM = "term", _("Word explained")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    key = models.CharField(_("key"), max_length=100, validators=[RegexValidator(rf"^{KEY.pattern}\Z")])
    seeded = models.TextField(blank=True, editable=False)
    """The ids of the segments that seeding last wrote, in their order."""

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="text_kind_key")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


class Segment(Counted):
    """One sentence group, title or list item, aligned across the languages by being one row."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="segments", verbose_name=_("text"))
    slug = models.CharField(_("id"), max_length=100, validators=[RegexValidator(rf"^{SLUG.pattern}\Z")])
    position = models.PositiveIntegerField(_("position"), default=0)
    body = models.TextField(_("wording"))

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["text", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["text", "slug"], name="segment_text_slug")]

    def __str__(self) -> str:
        return self.slug

    @property
    def role(self) -> str:
        """What the segment is: title, lead, p, item, attention, a heading (h), a cell (td) …"""
        return role_of(self.slug)

    def wording(self, language: str) -> str:
        """The text in exactly this language, empty where there is none."""
        return getattr(self, f"body_{language}") or ""

    def made_from(self, language: str) -> str:
        """The fingerprint of the German wording that the translation was made from."""
        return getattr(self, f"made_from_{language}")

    def state(self, language: str) -> str:
        """Whether the translation is missing, stale or current."""
        return translation_state(self.wording("de"), self.wording(language), self.made_from(language))

    def is_stale(self, language: str) -> bool:
        """The translation is missing, or was made from another German text than today's."""
        return self.state(language) != "current"

    def mark_translated(self, language: str) -> None:
        """Note that the translation is made from the German text as it reads now."""
        setattr(self, f"made_from_{language}", fingerprint(self.wording("de")))


for _name in (*(f"made_from_{one}" for one in TRANSLATIONS), *(f"seeded_{one}" for one in LANGUAGES)):
    Segment.add_to_class(_name, models.CharField(max_length=64, blank=True, editable=False))


class FormerGerman(models.Model):
    """A German wording that was replaced, by its fingerprint: what a translation that has gone stale was made from."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    wording = models.TextField()

    def __str__(self) -> str:
        return self.wording

    @classmethod
    def remember(cls, wordings: Iterable[str]) -> None:
        """Keep these wordings."""
        rows = {fingerprint(wording): wording for wording in wordings if wording}
        cls.objects.bulk_create([cls(key, wording) for key, wording in rows.items()], ignore_conflicts=True)


class Delivery(models.Model):
    """What an update of the site changed in a text. German stands here by its fingerprint: the text or `FormerGerman` has
    the words."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="deliveries")
    at = models.DateTimeField(default=timezone.now)
    version = models.CharField(max_length=LONGEST_VERSION)
    """The version of the site that brought it."""
    before = models.JSONField(default=list)
    """The slugs in their order, with what was replaced; nothing where the text was new."""
    after = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.text} {self.version}"


class FigureRow(Counted):
    """A released row of a figure; it lies over the shipped row of that figure and day."""

    class Says(models.TextChoices):
        VALUE = "value", _("a value")
        UNKNOWN = "unknown", _("not yet known")
        NONE = "none", _("no longer law")

    class Confidence(models.TextChoices):
        HIGH = "high", _("as it was published by who decides it")
        MEDIUM = "medium", _("from a single or secondary source")
        LOW = "low", _("not certain")

    name = models.CharField(_("figure"), max_length=100)
    valid_from = models.DateField(_("from"))
    says = models.CharField(_("what holds"), max_length=8, choices=Says, default=Says.VALUE)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=6, null=True, blank=True)
    draft = models.BooleanField(_("from a law not yet passed"), default=False)
    source = models.CharField(_("source"), max_length=300)
    confidence = models.CharField(_("how sure it is"), max_length=6, choices=Confidence, default=Confidence.HIGH)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("released figure")
        verbose_name_plural = _("released figures")
        ordering = ["name", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["name", "valid_from"], name="figure_name_valid_from"),
            models.CheckConstraint(condition=models.Q(says__in=["value", "unknown", "none"]), name="figure_says"),
            models.CheckConstraint(
                condition=~models.Q(says="value") | models.Q(value__isnull=False), name="figure_value_is_given"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0, value__lt=TOO_LARGE),
                name="figure_value_is_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"

    def row(self) -> Row:
        """The row as the law reads it."""
        value = (
            Decimal(f"{self.value.normalize():f}") if self.says == self.Says.VALUE and self.value is not None else None
        )
        unknown = self.says == self.Says.UNKNOWN
        return Row(self.valid_from, value, self.source, self.confidence, unknown, self.draft, self.note)


class FigureReview(Counted):
    """Until when somebody has looked a figure through; it replaces the shipped day."""

    name = models.CharField(_("figure"), max_length=100, unique=True)
    reviewed_until = models.DateField(_("reviewed until"))
    checked_on = models.DateField(_("checked on"))

    class Meta:
        verbose_name = _("review of a figure")
        verbose_name_plural = _("reviews of figures")

    def __str__(self) -> str:
        return f"{self.name} {self.reviewed_until}"

"""The form in which a figures editor writes a row or a review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy

from advisor import formats
from advisor.content.prose import LANGUAGES, plain
from advisor.interview.parsing import Unreadable, understood_day, understood_number
from advisor.rules.figures import FIRST_DAY, LAST_DAY, Figures
from advisor.rules.law import FIGURES
from advisor.web.figure_list import TOPICS, topic_of

from .figure_drafts import FIELDS, faults, open_twin, tidied
from .figure_words import named, number_with_unit, unit_in_words
from .models import FigureDraft
from .preview import figures_now, is_large_step, said, value_before

Choice = tuple[str, str | list[tuple[str, str]]]


def language_here() -> str:
    """The language in which numbers are typed and shown: that of the page, German where it is none of ours."""
    active = translation.get_language() or ""
    return active if active in LANGUAGES else LANGUAGES[0]


def understood(error: Unreadable) -> ValidationError:
    """What could not be read, in the language of the page."""
    return ValidationError(gettext(error.message) % error.params)


class DayField(forms.DateField):
    """A day as people type it: day first or year first."""

    widget = AdminDateWidget

    def to_python(self, value: Any) -> date | None:
        """The day. Raises `ValidationError`."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return date.fromisoformat(understood_day(str(value)))
        except Unreadable as error:
            raise understood(error) from None


class NumberField(forms.CharField):
    """A number as it is written in German, Dutch, Hungarian or plain."""

    def to_python(self, value: Any) -> Decimal | None:
        """The number. Raises `ValidationError`."""
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        try:
            return Decimal(understood_number(str(value), language_here(), places=6))
        except Unreadable as error:
            raise understood(error) from None

    def prepare_value(self, value: Any) -> Any:
        """As it would be typed."""
        return formats.number(value, language_here()) if isinstance(value, Decimal) else value


def today() -> date:
    """Today, within the days that there is law for."""
    return min(max(timezone.localdate(), FIRST_DAY), LAST_DAY)


def figure_choices() -> Iterator[Choice]:
    """Every figure by topic, with its term, its unit and what it is today."""
    now, language = figures_now(), language_here()
    law = now.on(today())
    yield "", "---------"
    for topic, about in TOPICS.items():
        lines = [
            (name, f"{named(name)} – {now.series[name].term} – {_today(name, now, law, language)}")
            for name in FIGURES
            if name in now.series and topic_of(name) == topic
        ]
        if lines:
            yield plain(gettext(about.label)), sorted(lines, key=lambda line: line[1].casefold())


def _today(name: str, now: Figures, law: Any, language: str) -> str:
    value, unit = said(name, law, language), unit_in_words(now.series[name].unit)
    return gettext("today %(value)s (%(unit)s)") % {"value": value, "unit": unit}


class FigureForm(forms.ModelForm):
    """One row or one review. Faults stand at their fields; nothing typed is lost."""

    name = forms.CharField(label=gettext_lazy("Figure"), widget=forms.Select)
    valid_from = DayField(label=gettext_lazy("From"), required=False)
    value = NumberField(
        label=gettext_lazy("Value"),
        required=False,
        help_text=gettext_lazy("As you write numbers in your language, in the unit of the figure; without thousands marks if you are not sure."),
    )  # fmt: skip
    reviewed_until = DayField(
        label=gettext_lazy("Looked through until"),
        required=False,
        help_text=gettext_lazy("With a row too: until that day, results are not called provisional."),
    )
    large_step = forms.BooleanField(
        label=gettext_lazy("Yes, such a large step is meant"),
        required=False,
        help_text=gettext_lazy("Needed only where the value moves by more than a third of what it was."),
    )
    seen = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = FigureDraft
        fields = (*FIELDS, "why")
        widgets = {"kind": forms.RadioSelect, "says": forms.RadioSelect}
        help_texts = {
            "source": gettext_lazy(
                "Where it was published, with number and page, or the short name of a source of the site."
            ),
            "why": gettext_lazy("What the second person should know."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.choices = list(figure_choices())  # type: ignore[attr-defined]
        self.fields["seen"].initial = self.instance.version
        self.fields["confidence"].required = False
        self.fields["note"].widget = forms.TextInput(attrs={"class": "vTextField"})

    def clean(self) -> dict[str, Any]:
        """Everything that can be wrong, at its field."""
        found = super().clean() or {}
        self._compare_version()
        if "name" not in found or "kind" not in found:
            return found
        about = tidied(found)
        now = figures_now()
        for field, messages in faults(about, now).items():
            if field not in self.errors:
                self.add_error(field, [ValidationError(message) for message in messages])
        if self.errors:
            return found
        if twin := open_twin(about, self.instance.pk):
            state = twin.get_state_display()
            message = gettext("There is an open draft for this figure and day already (%(state)s, begun on %(day)s).")
            self.add_error("name", message % {"state": state, "day": timezone.localdate(twin.begun_at).isoformat()})
        elif about["value"] is not None and not found.get("large_step"):
            self._ask_about_step(about, now)
        return found

    def _ask_about_step(self, about: dict[str, Any], now: Figures) -> None:
        name, day, value = about["name"], about["valid_from"], about["value"]
        if is_large_step(name, day, value, now):
            language = language_here()
            before = value_before(name, day, now)
            assert before is not None
            message = gettext("The value was %(old)s and would be %(new)s. Is that right? Then please say so.")
            unit = now.series[name].unit
            old, new = (number_with_unit(number, unit, language) for number in (before, value))
            self.add_error("large_step", message % {"old": old, "new": new})

    def _compare_version(self) -> None:
        """Tell whoever comes second what was saved meanwhile; their next save is made on top of it."""
        if not self.instance.pk or self.cleaned_data.get("seen") is None:
            return
        current = FigureDraft.objects.select_for_update().get(pk=self.instance.pk)
        if current.version == self.cleaned_data["seen"]:
            return
        self.add_error(
            None, gettext("Somebody else has saved this draft meanwhile. Compare, and save again to keep yours.")
        )
        for field in (*FIELDS, "why"):
            theirs = getattr(current, field)
            if field not in self.errors and theirs != self.cleaned_data.get(field):
                shown = formats.number(theirs, language_here()) if isinstance(theirs, Decimal) else theirs
                self.add_error(
                    field, gettext("They wrote: %(theirs)s") % {"theirs": "–" if shown in (None, "") else shown}
                )
        self.data = self.data.copy()
        self.data["seen"] = str(current.version)

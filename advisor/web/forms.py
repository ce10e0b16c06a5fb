"""One form for every question of every flow, one for the day of law; the only place that knows django-crispy-forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from advisor.content.prose import plain, render
from advisor.interview.core import NOT_AN_OPTION, TOO_LONG, UNSURE, Question
from advisor.interview.data import question_as_data
from advisor.interview.parsing import LONGEST, SPACES, Unreadable, understood_day, understood_number
from advisor.rules.figures import FIRST_DAY, LAST_DAY
from advisor.rules.words import gettext_noop

from .words import Words

SHOWS_THE_LAW_OF = gettext_noop("This page shows the law of")
NO_COUNTRY = gettext_noop("Please choose a country from the list.")
NO_NUMBER = {
    "whole": gettext_noop("Please enter a whole number: only digits, without a minus sign. Example: %(example)s"),
    "money": gettext_noop("Please enter an amount in euros: only digits, without a minus sign. Example: %(example)s"),
    "rate": gettext_noop("Please enter a percentage: only digits, without a minus sign. Example: %(example)s"),
    "day": gettext_noop("Please enter a day that exists. Example: %(example)s"),
}
UNITS = {
    "EUR": "€",
    "percent": "%",
    "years": gettext_noop("years"),
    "months": gettext_noop("months"),
    "children": gettext_noop("children"),
}
FIRST_IN_LIST = ("unsure", "other")
MOST_SEEN_AT_ONCE = 12
SHOWN_OF_LONG = 200
EXAMPLES = {"money": "3000.50", "rate": "2.5", "day": "2026-10-01"}


class AnswerForm(forms.Form):
    """One question. The field `answer` takes what was typed; cleaned it is canonical."""

    use_required_attribute = False

    def __init__(self, question: Question[Any], words: Words, typed: str | None = None, shown: str = "") -> None:
        """typed: what was sent, None for a fresh question; shown: an earlier answer to begin with, canonical."""
        self.question, self.words = question, words
        super().__init__(
            data=None if typed is None else {"answer": typed[:SHOWN_OF_LONG]},
            initial={"answer": words.typed(question, shown) if shown else ""},
            auto_id="%s",
        )
        self.fields["answer"] = _field(question, words)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.heading = True
        self.helper.layout = Layout("answer")

    def clean_answer(self) -> str:
        """The canonical answer."""
        try:
            return canonical(self.question, self.cleaned_data["answer"], self.words)
        except Unreadable as error:
            raise ValidationError(self.words.error(error)) from None

    def refuse(self, error: Unreadable) -> None:
        """Note why an answer that can be read contradicts the others; what cannot be read is refused already."""
        if self.is_valid():
            self.add_error("answer", self.words.error(error))


class LawDayForm(forms.Form):
    """The day whose law a page shows. It only renders; `asking.law_for` reads and checks the day."""

    use_required_attribute = False

    def __init__(self, day: date, words: Words) -> None:
        super().__init__(initial={"as_of": day}, auto_id="%s")
        about = words.label(SHOWS_THE_LAW_OF)
        bounds = {"type": "date", "min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        label = format_html("{} <strong>{}</strong>", about, words.day(day))
        self.fields["as_of"] = forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=bounds))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("as_of")


def canonical(question: Question[Any], typed: str, words: Words) -> str:
    """The canonical form of what somebody typed or chose. Raises `Unreadable`."""
    typed = typed.strip().strip(SPACES)
    if len(typed) > LONGEST:
        raise Unreadable(TOO_LONG)
    if not typed and question.default is not None:
        return question.default
    if typed == UNSURE and question.unsure:
        return UNSURE
    kind = question.kind.name
    try:
        if kind in ("money", "rate", "whole"):
            typed = understood_number(typed, words.language)
        elif kind == "day":
            for space in SPACES:
                typed = typed.replace(space, " ")
            typed = understood_day(typed, question.kind.first_day)
        elif not typed:
            raise Unreadable(NO_COUNTRY if kind == "country" else NOT_AN_OPTION)
    except Unreadable as error:
        if "example" not in error.params:
            raise
        raise Unreadable(NO_NUMBER[kind], example=_example(question, words)) from None
    question.parse(typed)
    return typed


def _example(question: Question[Any], words: Words) -> str:
    return words.typed(question, EXAMPLES.get(question.kind.name, question.samples[0]))


def _field(question: Question[Any], words: Words) -> forms.Field:
    about = question_as_data(question, words)
    kind = question.kind.name
    field = forms.CharField(required=False, label=render(about["label"]), help_text=render(about["hint"]))
    choices = about["choices"]
    field.listed = words.countries() if kind == "country" else ()
    if len(choices) > MOST_SEEN_AT_ONCE:
        choices.sort(key=lambda choice: choice["value"] not in FIRST_IN_LIST)
        field.listed, choices = [(choice["value"], plain(choice["label"])) for choice in choices], []
    field.choices_ = [choice | {"label": render(choice["label"]), "hint": render(choice["hint"])} for choice in choices]
    field.kind = kind
    field.unit = words.label(UNITS.get(question.unit, ""))
    field.unit_first = field.unit == "€" and words.language == "nl"
    field.inputmode = {"whole": "numeric", "money": "decimal", "rate": "decimal"}.get(kind, "text")
    field.example = _example(question, words) if kind in ("money", "rate", "day") else ""
    return field

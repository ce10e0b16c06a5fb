"""Forms for the questions of every flow, the day of law and the search; the only place that knows django-crispy-forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from advisor.content.prose import plain, render
from advisor.formats import EURO_FIRST
from advisor.interview.data import question_as_data
from advisor.interview.parsing import LONGEST, Unreadable
from advisor.interview.question import FUND, Question
from advisor.rules.figures import FIRST_DAY, LAST_DAY
from advisor.rules.funds import funds
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

from .cells import fields_for, fund_name_of, lines_sent, meant_name_of, name_of, names_of
from .countries import code_of, meant
from .typed import TYPED_OR_MEANT, UNITS, example, field_name, retyped
from .words import Words

SHOWS_THE_LAW_OF = gettext_noop("This page shows the law of")
LOOKING_FOR = gettext_noop("What are you looking for?")
HOW_TO_NAME = gettext_noop(
    "In your language, in English, in the language of the country or as two letters. Example: HU"
)
FIRST_IN_LIST = ("unsure", "other")
MOST_SEEN_AT_ONCE = 12
SHOWN_OF_LONG = 200


class AnswersForm(forms.Form):
    """Questions with what stands in their fields. It only renders; `read` reads, `refuse` notes what is wrong."""

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[Question[Any]],
        words: Words,
        values: Mapping[str, str],
        lines: Mapping[str, int] | None = None,
        one: bool = False,
        typed_in: str = "",
        as_sent: bool = False,
    ) -> None:
        """values: what stands in each field; lines: how many lines of a list to show, where more than usual.

        one: a single question, which is the heading of its page. typed_in: the language of the values, if not the page's. as_sent:
        a list has as many lines as came, without an empty one more.
        """
        self.questions, self.words, self.one = questions, words, one
        self.open = False
        self.typed_in, self.more = typed_in or words.language, next(iter(lines or {}), "")
        given = values
        self.sent, filled = filled_in(questions, given)
        values = self.sent
        if self.typed_in != words.language:
            values = retyped(questions, values, words, self.typed_in)
        listed = {
            question.key for question in questions if question.kind.name == "country" and question.key in (lines or {})
        }
        for question in questions:
            if question.key in listed:
                values[self.name(question)] = code_of(values.get(self.name(question), "")) or ""
        super().__init__(data={name: text[:SHOWN_OF_LONG] for name, text in values.items()}, auto_id="%s")
        for question in questions:
            field = _field(question, words)
            self.fields[self.name(question)] = field
            if field.kind == "country":
                self._ask_country(question, field, question.key in listed)
            if question.columns:
                usual = max(lines_sent(question, given)[1], 1) if as_sent else filled[question.key] + 1
                number = max(usual, (lines or {}).get(question.key, 1))
                self._add_lines(question, field, number)
        self.has_buttons = any(question.columns or question.kind.name == "country" for question in questions)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.heading = one
        self.helper.layout = Layout(*(self.name(question) for question in questions))

    @classmethod
    def to_fill(cls, questions: Sequence[Question[Any]], words: Words, law: Law) -> AnswersForm:
        """An empty form for a shell; what stands in its fields comes from `filled_in` of the page."""
        form = cls(questions, words, {})
        form.open = True
        form.offer_funds(law)
        return form

    @property
    def html(self) -> SafeString:
        """The fields."""
        return render_crispy_form(self)

    @property
    def typed(self) -> dict[str, str]:
        """What a form that is not done with needs to be shown again in another language or for another day."""
        if not (self.errors or self.more):
            return {}
        lists = {question.key for question in self.questions if question.columns}
        beside = (name for question in self.questions if not question.columns for name in names_of(question))
        shown = {name: self.sent.get(name, "")[:SHOWN_OF_LONG] for name in (*self.fields, *beside) if name not in lists}
        return shown | {"typed_in": self.typed_in} | ({"more": self.more} if self.more else {})

    def name(self, question: Question[Any]) -> str:
        """The name of the field of a question."""
        return field_name(question, self.one)

    def _ask_country(self, question: Question[Any], field: forms.Field, listed: bool) -> None:
        """A name to type in, or, where it was asked for, the list of all."""
        field.key, field.hint = question.key, field.help_text
        if listed:
            field.listed = self.words.countries()
        else:
            field.help_text = format_html("{} {}", field.help_text, self.words.label(HOW_TO_NAME))

    def _add_lines(self, question: Question[Any], field: forms.Field, number: int) -> None:
        number = min(number, question.most_rows)
        names = [self.words.label(question.one) % {"number": at + 1} for at in range(number)]
        for at in range(number):
            for column in question.columns:
                cell = _field(column, self.words)
                cell.listed = cell.listed or [(choice["value"], plain(choice["label"])) for choice in cell.choices_]
                cell.choices_ = []
                if column.options and column.default is not None:
                    cell.assumed = dict(cell.listed)[column.default]
                    cell.listed = [(code, name) for code, name in cell.listed if code != column.default]
                if at:
                    cell.help_text = cell.example = ""
                cell.cell = True
                cell.where = f"{names[at]}, {plain(cell.label)}:"
                self.fields[name_of(question, at, column.key)] = cell
        field.lines = [
            (names[at], [self[name_of(question, at, column.key)] for column in question.columns])
            for at in range(number)
        ]
        field.extensible = number < question.most_rows
        field.key, field.another = question.key, self.words.label(question.another)

    def offer_funds(self, law: Law) -> None:
        """Beside a rate to type in: the funds whose rate of the day is known, to choose from."""
        for question in self.questions:
            if question.kind.name == "rate":
                field = self.fields[self.name(question)]
                field.fund_name, field.fund = fund_name_of(question), self.data.get(fund_name_of(question))
                field.funds = [
                    (f"{FUND}{fund.code}", f"{fund.name}: {self.words.answer(question, str(fund.rate))}")
                    for fund in sorted(funds(law).values(), key=lambda fund: fund.name.casefold())
                    if fund.rate is not None
                ]

    def refuse(self, question: Question[Any], error: Unreadable) -> None:
        """Note what is wrong with an answer, at the very cell where it is known.

        Who names a country that does not fit knows which one; only where it is not clear others are offered.
        """
        name = name_of(question, *error.at) if error.at else self.name(question)
        self.add_error(name, self.words.error(error))
        if question.kind.name == "country":
            field, typed, chosen = self.fields[name], self.data.get(name, ""), meant_name_of(question)
            field.meant_name, field.chosen = chosen, self.data.get(chosen)
            field.meant = meant(typed, self.words)
            if question.fits is not None and error.message != TYPED_OR_MEANT:
                field.meant = [one for one in field.meant if not code_of(typed) and one[0] != field.chosen]
            if field.meant:
                self[name].help_text = field.hint


def filled_in(questions: Sequence[Question[Any]], values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, int]]:
    """What stands in each field as a form shows it, lists without empty lines; and how many lines each list has."""
    shown, lines = dict(values), {}
    for question in questions:
        if question.columns:
            filled = lines_sent(question, values)[0]
            lines[question.key] = len(filled)
            for name in names_of(question):
                shown.pop(name, None)
            shown |= fields_for(question, filled)
    return shown, lines


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


@lru_cache(maxsize=512)
def day_field(day: date, language: str) -> SafeString:
    """The field for the day of law as it stands on every page; it holds no answer."""
    with translation.override(language):
        return render_crispy_form(LawDayForm(day, Words(language)))


class SearchForm(forms.Form):
    """What somebody is looking for. It only renders; `search` reads it."""

    use_required_attribute = False

    def __init__(self, words: Words, typed: str = "") -> None:
        super().__init__(data={"q": typed[:SHOWN_OF_LONG]}, auto_id="search-%s")
        about = {"type": "search", "autocomplete": "off", "maxlength": LONGEST}
        self.fields["q"] = forms.CharField(
            required=False, label=words.label(LOOKING_FOR), widget=forms.TextInput(attrs=about)
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("q")


def _field(question: Question[Any], words: Words) -> forms.Field:
    about = question_as_data(question, words)
    kind = question.kind.name
    field = forms.CharField(required=False, label=render(about["label"]), help_text=render(about["hint"]))
    choices = about["choices"]
    field.listed = ()
    if len(choices) > MOST_SEEN_AT_ONCE:
        choices.sort(key=lambda choice: choice["value"] not in FIRST_IN_LIST)
        field.listed, choices = [(choice["value"], plain(choice["label"])) for choice in choices], []
    field.choices_ = [choice | {"label": render(choice["label"]), "hint": render(choice["hint"])} for choice in choices]
    field.kind = kind
    field.assumed = ""
    field.where = field.label
    field.unit = words.label(UNITS.get(question.unit, ""))
    field.unit_first = field.unit == "€" and words.language in EURO_FIRST
    field.inputmode = {"whole": "numeric", "money": "decimal", "rate": "decimal"}.get(kind, "text")
    field.example = example(question, words) if kind in ("money", "rate", "day") else ""
    return field

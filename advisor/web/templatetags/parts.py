"""Parts of pages: those kept for everybody, and those that hold what one visitor said, written without templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from advisor import formats
from advisor.content.prose import plain, render
from advisor.interview.core import Flow

from .. import words, written
from ..keeping import HOLE, frozen, kept, left_open
from ..pages import Here
from ..result_parts import cost_of, open_routes
from .advice import said

register = template.Library()
UNDECIDED = gettext_noop("Further questions would decide.")
FROM = gettext_noop("from %(day)s")
SHOW = gettext_noop("Show")


class Kept(template.Node):
    """What stands inside; it sees its own values and the law asked for, and nothing else of the page."""

    child_nodelists = ()  # no block that another template fills may stand inside

    def __init__(self, name: str, values: Mapping[str, FilterExpression], inside: NodeList) -> None:
        self._name, self._values, self.nodelist = name, values, inside

    def render(self, context: template.Context) -> SafeString:
        """The part as it was made before for these values."""
        values = {name: value.resolve(context) for name, value in self._values.items()}

        def made() -> str:
            here = context.get("here")
            return self.nodelist.render(context.new(values | ({"here": Here("", here.asked)} if here else {})))

        return mark_safe(kept(made, self._name, *map(frozen, values.values())))  # as the nodes inside gave it


class Own(template.Node):
    """What stands inside, for each visitor anew; it sees the whole page, and the values given as they were where it stands."""

    child_nodelists = ()

    def __init__(self, values: Mapping[str, FilterExpression], inside: NodeList) -> None:
        self._values, self.nodelist = values, inside

    def render(self, context: template.Context) -> SafeString:
        """The part; in a shell that is being made the place for it."""
        values = {name: value.resolve(context) for name, value in self._values.items()}

        def filled(page: template.Context) -> SafeString:
            with page.push(**values):
                return self.nodelist.render(page)

        return mark_safe(HOLE) if left_open(filled if values else self.nodelist.render) else filled(context)


@register.tag("kept")
def do_kept(parser: Parser, token: Token) -> Kept:
    """{% kept "name" one=… other=… %}…{% endkept %}: a part that is made once for these values, none of them an answer."""
    _, name, *values = token.split_contents()
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name.strip('"'), token_kwargs(values, parser), inside)


@register.tag("own")
def do_own(parser: Parser, token: Token) -> Own:
    """{% own one=… %}…{% endown %}: a part of a shell that is the visitor's. one: something of the shell that it needs."""
    inside = parser.parse(("endown",))
    parser.delete_first_token()
    return Own(token_kwargs(token.split_contents()[1:], parser), inside)


@register.filter
def hidden(fields: Mapping[str, str]) -> SafeString:
    """Fields that a form carries along unseen."""
    return mark_safe(
        "".join(
            [f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields.items()]
        )
    )


@register.simple_tag
def languages(here: Here, carry: bool) -> SafeString:
    """The same page in every language: as links, or as buttons that post the answers."""
    change = "".join(f' name="change" value="{escape(key)}"' for key in here.changed)
    along = "" if carry else escape(here.goes_along)
    found, current = [], get_language()
    for code, name in settings.LANGUAGES:
        path = escape(here.path(code))
        if code == current:
            found.append(f'<span lang="{code}" aria-current="true">{name}</span> ')
        elif carry:
            found.append(f'<button form="carry" formaction="{path}"{change} lang="{code}">{name}</button> ')
        else:
            found.append(f'<a href="{path}{along}" lang="{code}" hreflang="{code}">{name}</a> ')
    return mark_safe("".join(found))


@register.simple_tag
def typed(field: BoundField) -> SafeString:
    """What stands in a field."""
    if not field.form.open:
        return mark_safe(escape(field.value() or ""))
    name = field.html_name
    return _in_place(lambda page: escape(page["filled_in"].get(name, "")))


@register.simple_tag
def chosen(field: BoundField, value: str, word: str) -> SafeString:
    """The word that marks an option, where it stands in the field."""
    return _marked(field, field.html_name, value, word)


@register.simple_tag
def chosen_fund(field: BoundField, code: str) -> SafeString:
    """The same for the fund beside a rate."""
    return _marked(field, field.field.fund_name, code, " selected")


def _marked(field: BoundField, name: str, value: str, word: str) -> SafeString:
    if not field.form.open:
        return mark_safe(word if field.form.data.get(name) == value else "")
    return _in_place(lambda page: word if page["filled_in"].get(name) == value else "")


def _in_place(hole: Callable[[template.Context], str]) -> SafeString:
    """The place for a hole in the shell that is being made."""
    if not left_open(hole):
        raise ValueError("an open form outside of a shell")
    return mark_safe(HOLE)


@register.simple_tag
def found(results: Iterable[Mapping[str, str]]) -> SafeString:
    """What a search found, each with a way to it."""
    return mark_safe("".join(map(_result, results)))


def _result(result: Mapping[str, str]) -> str:
    title, text = _in_language(result["title_language"]), _in_language(result["snippet_language"])
    german = f' · <span lang="de">{result["german"]}</span>' if result["german"] else ""
    snippet = f"<p{text}>{result['snippet']}</p>" if result["snippet"] else ""
    return (
        f'<li><h2><a href="{escape(result["address"])}"{title}>{result["title"]}</a></h2>'
        f'<p class="note">{escape(result["kind"])}{german}</p>{snippet}</li>\n'
    )


def _in_language(code: str) -> str:
    return f' lang="{code}"' if code else ""


@register.simple_tag
def progress(number: int, left: Mapping[str, int]) -> str:
    """Where a form stands: in one number where it is known, else in the most likely one."""
    fewest, likely, most = left["fewest"], left["likely"], left["most"]
    about = {"number": number, "more": most if fewest == most else likely}
    if most == 0:
        return gettext("Question %(number)s, the last one") % about
    if likely == 0:
        return gettext("Question %(number)s, perhaps the last one") % about
    if fewest == most:
        message = ngettext("Question %(number)s, then one more", "Question %(number)s, then %(more)s more", most)
        return message % about
    return gettext("Question %(number)s, then about %(more)s more") % about


@register.simple_tag
def answers(here: Here, flow: Flow, asked: Iterable[Mapping[str, str]], carry: bool) -> SafeString:
    """The answers with a way to change each."""
    lines, language = [], _language()
    for item in asked:
        label, said = _question(item["question"], language)
        way = _way_back(here, flow, item["key"], said, carry)
        lines.append(f'<div><dt>{label}</dt><dd>{render(item["shown"])}</dd><dd class="do">{way}</dd></div>')
    return mark_safe(f"<dl>{''.join(lines)}</dl>")


@register.simple_tag
def change(here: Here, flow: Flow, item: Mapping[str, str], carry: bool) -> SafeString:
    """The way back to one answer."""
    return mark_safe(_way_back(here, flow, item["key"], _question(item["question"], _language())[1], carry))


def _way_back(here: Here, flow: Flow, key: str, said: str, carry: bool) -> str:
    if flow.one_page:
        return f'<a href="#entries">{said}</a>'
    if carry:
        return f'<button class="link" form="carry" name="change" value="{escape(key)}">{said}</button>'
    return f'<a href="{escape(here.asking(key))}">{said}</a>'


@lru_cache(maxsize=4096)
def _question(label: str, language: str) -> tuple[str, str]:
    """A question, and the words of the link that changes its answer, in the language that is on: all are the program's."""
    return render(label), _said(gettext("Change"), plain(label))


def _label(text: str) -> str:
    return kept(lambda: render(text), "label", text)


def _said(word: str, about: str) -> str:
    """The words of a link that stands beside others like it; those who do not see the others hear what it is about."""
    return f'{escape(word)}<span class="unseen">: {escape(about)}</span>'


@register.simple_tag
def see_answers(asked: Sized) -> str:
    """What opens the answers."""
    about = {"number": len(asked)}
    return ngettext("See or change %(number)s answer", "See or change %(number)s answers", len(asked)) % about


@register.simple_tag
def see_changes(found: Sized) -> str:
    """What opens the changes."""
    about = {"number": len(found)}
    return ngettext("See %(number)s possible change", "See %(number)s possible changes", len(found)) % about


@register.simple_tag
def date(deadline: Mapping[str, Any]) -> SafeString:
    """Its day."""
    return mark_safe(
        f'<time datetime="{deadline["on"]}">{escape(written.long_day(deadline["on"], _language()))}</time>'
    )


@register.simple_tag
def dated(points: Sequence[Mapping[str, Any]], at: int) -> SafeString:
    """The day of a point on the line."""
    return date(points[at]["deadline"])


@register.simple_tag
def price(amount: Mapping[str, Any]) -> SafeString:
    """The row of a price that is known, or will be."""
    main = written.main_part(amount)
    about = (
        render(amount["label"])
        if main is amount
        else escape(gettext("You pay each month for health and care insurance"))
    )
    return mark_safe(f'<div><dt>{about}</dt><dd class="price">{_euros(main)}</dd></div>')


@register.simple_tag
def way_cost(data: Mapping[str, Any], at: int) -> SafeString:
    """The row of what an open way costs, where there is something to say."""
    cost = cost_of(data, open_routes(data)[at], _language())
    row = f'<div class="costs"><dt>{escape(gettext("What it costs"))}</dt><dd>{escape(cost)}</dd></div>'
    return mark_safe(row if cost else "")


@register.simple_tag
def ahead(steps: Iterable[Mapping[str, Any]]) -> SafeString:
    """What may happen later, and where it leads."""
    lines = []
    for step in steps:
        way = f'<a href="{escape(step["address"])}">{_label(step["label"])}</a>'
        if not step["address"]:
            about = f'{hidden(step["fields"])}<button class="link">{_label(step["label"])}</button>'
            way = f'<form method="post" action="{escape(step["path"])}">{about}</form>'
        lines.append(f"<li>{way}</li>")
    return mark_safe("".join(lines))


@register.simple_tag
def bill(amounts: Iterable[Mapping[str, Any]]) -> SafeString:
    """Amounts with their parts."""
    lines = []
    for amount in amounts:
        parts = "".join([f'<div class="part">{_line(part)}</div>' for part in amount["parts"]])
        lines.append(f'<dl class="bill"><div>{_line(amount)}</div>{parts}</dl>')
    return mark_safe("".join(lines))


def _line(amount: Mapping[str, Any]) -> str:
    return f"<dt>{render(amount['label'])}</dt><dd>{_euros(amount)}</dd>"


def _euros(amount: Mapping[str, Any]) -> str:
    return escape(formats.euros(Decimal(amount["euros"]), _language()) if amount["euros"] else gettext("not known"))


@register.simple_tag
def changes(here: Here, data: Mapping[str, Any], carry: bool) -> SafeString:
    """Other answers, and what follows from them."""
    groups, language = [], _language()
    for _, found in groupby(data["changes"], key=itemgetter("question")):
        together = list(found)
        lines = "".join([_change(here, data, one, carry, language) for one in together])
        groups.append(f'<div class="change"><h3>{_label(together[0]["question_label"])}</h3><ul>{lines}</ul></div>')
    return mark_safe("".join(groups))


def _change(here: Here, data: Mapping[str, Any], one: Mapping[str, Any], carry: bool, language: str) -> str:
    then = escape(written.then_paid(one, data, language))
    if not one["outcome"]:
        then = escape(words.label(UNDECIDED, language))
    elif one["outcome"] != data["outcome"]:
        title = written.title_part(one["text"])
        known = kept(lambda: said(title), "title", title["text"], title["language"]) if title else ""
        then = f"{known} {then}"
    way = "" if carry else f' <span class="do">{_show(here, one, language)}</span>'
    return f"<li><strong>{_if(one, language)}:</strong> {then}{way or ' '}</li>"


def _if(one: Mapping[str, Any], language: str) -> str:
    """The answer that changes the result."""
    if one["question"] == "as_of":
        return escape(words.label(FROM, language) % {"day": written.long_day(one["value"], language)})
    if one["up"] is None:
        return render(one["shown"])
    bound = words.label(written.OR_MORE if one["up"] else written.OR_LESS, language)
    return escape(bound % {"value": one["shown"]})


def _show(here: Here, one: Mapping[str, Any], language: str) -> str:
    if one["question"] == "as_of":
        address, about = here.address(language=language, as_of=one["value"]), written.long_day(one["value"], language)
    else:
        address = here.address({**here.answers, one["question"]: one["value"]}, language)
        about = f"{plain(one['question_label'])} {plain(one['shown'])}"
    return f'<a href="{escape(address)}">{_said(words.label(SHOW, language), about)}</a>'


def _language() -> str:
    return get_language() or "de"

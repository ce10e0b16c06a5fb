"""Parts of pages: those kept for everybody, and those that hold what one visitor said, written without templates."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from advisor import formats
from advisor.content.prose import plain, render
from advisor.interview.core import Flow

from .. import written
from ..keeping import kept
from ..pages import Here
from .advice import said

register = template.Library()


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


def frozen(value: Any) -> Hashable:
    """Plain data as a key."""
    if isinstance(value, dict):
        return tuple([(name, each if isinstance(each, str) else frozen(each)) for name, each in value.items()])
    return tuple([frozen(each) for each in value]) if isinstance(value, list | tuple) else value


@register.tag("kept")
def do_kept(parser: Parser, token: Token) -> Kept:
    """{% kept "name" one=… other=… %}…{% endkept %}: a part that is made once for these values, none of them an answer."""
    _, name, *values = token.split_contents()
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name.strip('"'), token_kwargs(values, parser), inside)


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
    found = []
    for other in here.languages:
        code, name = escape(other["code"]), escape(other["name"])
        if other["current"]:
            found.append(f'<span lang="{code}" aria-current="true">{name}</span> ')
        elif carry:
            path = escape(other["path"])
            found.append(f'<button form="carry" formaction="{path}"{change} lang="{code}">{name}</button> ')
        else:
            found.append(f'<a href="{escape(other["address"])}" lang="{code}" hreflang="{code}">{name}</a> ')
    return mark_safe("".join(found))


@register.simple_tag
def progress(number: int, left: Mapping[str, int]) -> SafeString:
    """Where a form stands: in one number where it is known, else in the most likely one."""
    fewest, likely, most = left["fewest"], left["likely"], left["most"]
    about = {"number": number, "more": most if fewest == most else likely}
    if most == 0:
        return escape(gettext("Question %(number)s, the last one") % about)
    if likely == 0:
        return escape(gettext("Question %(number)s, perhaps the last one") % about)
    if fewest == most:
        message = ngettext("Question %(number)s, then one more", "Question %(number)s, then %(more)s more", most)
        return escape(message % about)
    return escape(gettext("Question %(number)s, then about %(more)s more") % about)


@register.simple_tag
def answers(here: Here, flow: Flow, asked: Iterable[Mapping[str, str]], carry: bool) -> SafeString:
    """The answers with a way to change each."""
    lines = [
        f"<div><dt>{_label(item['question'])}</dt><dd>{render(item['shown'])}</dd>"
        f'<dd class="do">{change(here, flow, item, carry)}</dd></div>'
        for item in asked
    ]
    return mark_safe(f"<dl>{''.join(lines)}</dl>")


@register.simple_tag
def change(here: Here, flow: Flow, item: Mapping[str, str], carry: bool) -> SafeString:
    """The way back to one answer."""
    said = kept(lambda: _said(gettext("Change"), plain(item["question"])), "change", item["question"])
    if flow.one_page:
        return mark_safe(f'<a href="#entries">{said}</a>')
    if carry:
        return mark_safe(
            f'<button class="link" form="carry" name="change" value="{escape(item["key"])}">{said}</button>'
        )
    return mark_safe(f'<a href="{escape(here.asking(item["key"]))}">{said}</a>')


def _label(question: str) -> str:
    return kept(lambda: render(question), "question", question)


def _said(word: str, about: str) -> str:
    """The words of a link that stands beside others like it; those who do not see the others hear what it is about."""
    return f'{escape(word)}<span class="unseen">: {escape(about)}</span>'


@register.simple_tag
def bill(amounts: Iterable[Mapping[str, Any]]) -> SafeString:
    """Amounts with their parts."""
    lines = []
    for amount in amounts:
        parts = "".join([f'<div class="part">{_line(part)}</div>' for part in amount["parts"]])
        lines.append(f'<dl class="bill"><div>{_line(amount)}</div>{parts}</dl>')
    return mark_safe("".join(lines))


def _line(amount: Mapping[str, Any]) -> str:
    euros = formats.euros(Decimal(amount["euros"]), _language()) if amount["euros"] else gettext("not known")
    return f"<dt>{render(amount['label'])}</dt><dd>{escape(euros)}</dd>"


@register.simple_tag
def changes(here: Here, data: Mapping[str, Any], carry: bool) -> SafeString:
    """Other answers, and what follows from them."""
    groups = []
    for _, found in groupby(data["changes"], key=itemgetter("question")):
        together = list(found)
        lines = "".join([_change(here, data, one, carry) for one in together])
        groups.append(f'<div class="change"><h3>{_label(together[0]["question_label"])}</h3><ul>{lines}</ul></div>')
    return mark_safe("".join(groups))


def _change(here: Here, data: Mapping[str, Any], one: Mapping[str, Any], carry: bool) -> str:
    then = escape(written.then_paid(one, data, _language()))
    if not one["outcome"]:
        then = escape(gettext("Further questions would decide."))
    elif one["outcome"] != data["outcome"]:
        title = written.title_part(one["text"])
        then = f"{said(title) if title else ''} {then}"
    way = "" if carry else f' <span class="do">{_show(here, one)}</span>'
    return f"<li><strong>{_if(one)}:</strong> {then}{way or ' '}</li>"


def _if(one: Mapping[str, Any]) -> str:
    """The answer that changes the result."""
    if one["question"] == "as_of":
        return escape(gettext("from %(day)s") % {"day": written.long_day(one["value"], _language())})
    if one["up"] is None:
        return render(one["shown"])
    bound = gettext("%(value)s or more") if one["up"] else gettext("%(value)s or less")
    return escape(bound % {"value": one["shown"]})


def _show(here: Here, one: Mapping[str, Any]) -> str:
    if one["question"] == "as_of":
        address, about = here.address(as_of=one["value"]), written.long_day(one["value"], _language())
    else:
        address = here.address({**here.answers, one["question"]: one["value"]})
        about = f"{plain(one['question_label'])} {plain(one['shown'])}"
    return f'<a href="{escape(address)}">{_said(gettext("Show"), about)}</a>'


def _language() -> str:
    return get_language() or "de"

"""Parts of pages: those kept for everybody, and those that hold what one visitor said, written without templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, ngettext

from advisor import formats
from advisor.content.prose import render
from advisor.interview.core import Flow

from .. import words, written
from ..calendar_file import calendar_of
from ..keeping import HOLE, kept, left_open
from ..pages import Here
from ..result_parts import cost_of, open_routes
from ..shell_tags import Part, do_kept, do_own
from ..words import current_language
from .advice import said

register = template.Library()
register.tag("kept", do_kept)
register.tag("own", do_own)
UNDECIDED = gettext_noop("Further questions would decide.")
FROM = gettext_noop("from %(day)s")
SHOW = gettext_noop("Show")


def own(write: Callable[[template.Context], str]) -> Callable[[template.Context], str]:
    """Makes it a tag: what it writes of the page, as `{% own %}…{% endown %}` does."""
    register.tag(write.__name__, lambda _parser, _token: Part(write))
    return write


@register.filter
def hidden(fields: Mapping[str, str]) -> SafeString:
    """Fields that a form carries along unseen."""
    return mark_safe(
        "".join(
            [f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields.items()]
        )
    )


@own
def carried(page: template.Context) -> str:
    """The answers and the law, which a form carries along."""
    return hidden(page["here"].carried)


@own
def answers_along(page: template.Context) -> str:
    """The answers and what is typed, which go along to another day."""
    here: Here = page["here"]
    return hidden(here.answers) + hidden(here.typed)


@own
def languages(page: template.Context) -> str:
    """The same page in every language: as links, or as buttons that post the answers."""
    here, carry = page["here"], page["carry"]
    change = "".join(f' name="change" value="{escape(key)}"' for key in here.changed)
    along = "" if carry else escape(here.goes_along)
    found, current = [], current_language()
    for code, name in settings.LANGUAGES:
        path = escape(here.path(code))
        if code == current:
            found.append(f'<span lang="{code}" aria-current="true">{name}</span> ')
        elif carry:
            found.append(f'<button form="carry" formaction="{path}"{change} lang="{code}">{name}</button> ')
        else:
            found.append(f'<a href="{path}{along}" lang="{code}" hreflang="{code}">{name}</a> ')
    return "".join(found)


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


@own
def one_back(page: template.Context) -> str:
    """The address that asks the last question again."""
    return escape(page["here"].asking(page["back"]))


@own
def progress(page: template.Context) -> str:
    """Where a form stands: in one number where it is known, else in the most likely one."""
    return escape(_progress(page["number"], page["left"]))


def _progress(number: int, left: Mapping[str, int]) -> str:
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


@own
def answers(page: template.Context) -> str:
    """The answers with a way to change each."""
    here, flow, asked, carry = page["here"], page["flow"], page["data"]["asked"], page["carry"]
    lines, language = [], current_language()
    for item in asked:
        label, said = _question(item["question"], language)
        way = _way_back(here, flow, item["key"], said, carry)
        lines.append(f'<div><dt>{label}</dt><dd>{render(item["shown"])}</dd><dd class="do">{way}</dd></div>')
    return f"<dl>{''.join(lines)}</dl>"


@register.simple_tag
def change(here: Here, flow: Flow, item: Mapping[str, str], carry: bool) -> SafeString:
    """The way back to one answer."""
    return mark_safe(_way_back(here, flow, item["key"], _question(item["question"], current_language())[1], carry))


def _way_back(here: Here, flow: Flow, key: str, said: str, carry: bool) -> str:
    if flow.one_page:
        return f'<a href="#entries">{said}</a>'
    if carry:
        return f'<button class="link" form="carry" name="change" value="{escape(key)}">{said}</button>'
    return f'<a href="{escape(here.asking(key))}">{said}</a>'


@lru_cache(maxsize=4096)
def _question(label: str, language: str) -> tuple[str, str]:
    """A question, and the words of the link that changes its answer, in the language that is on: all are the program's."""
    return render(label), _said(gettext("Change"), render(label))


def _label(text: str) -> str:
    return kept(lambda: render(text), "label", text)


def _said(word: str, about: str) -> str:
    """The words of a link that stands beside others like it; those who do not see the others hear what it is about, in HTML."""
    return f'{escape(word)}<span class="unseen">: {about}</span>'


@own
def see_answers(page: template.Context) -> str:
    """What opens the answers."""
    number = len(page["data"]["asked"])
    about = {"number": number}
    return escape(ngettext("See or change %(number)s answer", "See or change %(number)s answers", number) % about)


@own
def see_changes(page: template.Context) -> str:
    """What opens the changes."""
    number = len(page["data"]["changes"])
    about = {"number": number}
    return escape(ngettext("See %(number)s possible change", "See %(number)s possible changes", number) % about)


@register.simple_tag
def date(deadline: Mapping[str, Any]) -> SafeString:
    """Its day."""
    return mark_safe(
        f'<time datetime="{deadline["on"]}">{escape(written.long_day(deadline["on"], current_language()))}</time>'
    )


@register.simple_tag
def dated(points: Sequence[Mapping[str, Any]], at: int) -> SafeString:
    """The day of a point on the line."""
    return date(points[at]["deadline"])


@own
def into_calendar(page: template.Context) -> str:
    """The way to the days as a file, where there are any."""
    found = calendar_of(page["here"], page["data"])
    about = escape(gettext("Add the dates to your calendar"))
    address = escape(found.address()) if found else ""
    return f'<p class="actions"><a class="button" href="{address}" download>{about}</a></p>' if found else ""


@own
def ways_on(page: template.Context) -> str:
    """Other pages of the same result: links, or buttons that post the answers."""
    ways = (
        _way_on(page, "working", gettext("How this was worked out")),
        _way_on(page, "sheet", gettext("Sheet with German beside it, to print")),
    )
    return f'<p class="actions">{" ".join(ways)}</p>'


def _way_on(page: template.Context, name: str, about: str) -> str:
    there: Here = page["here"].beside(name)
    if page["carry"]:
        return f'<button form="carry" formaction="{escape(there.path())}">{escape(about)}</button>'
    return f'<a class="button" href="{escape(there.address())}">{escape(about)}</a>'


@own
def price(page: template.Context) -> str:
    """The row of a price that is known, or will be."""
    amount = page["data"]["amounts"][0]
    main = written.main_part(amount)
    about = (
        render(amount["label"])
        if main is amount
        else escape(gettext("You pay each month for health and care insurance"))
    )
    return f'<div><dt>{about}</dt><dd class="price">{_euros(main, current_language())}</dd></div>'


@register.simple_tag
def way_cost(data: Mapping[str, Any], at: int) -> SafeString:
    """The row of what an open way costs, where there is something to say."""
    cost = cost_of(data, open_routes(data)[at], current_language())
    row = f'<div class="costs"><dt>{escape(gettext("What it costs"))}</dt><dd>{escape(cost)}</dd></div>'
    return mark_safe(row if cost else "")


@own
def ahead(page: template.Context) -> str:
    """What may happen later, and where it leads."""
    lines = []
    for step in page["next"]:
        label = _label(step["label"])
        way = f'<a href="{escape(step["address"])}">{label}</a>'
        if not step["address"]:
            about = f'{hidden(step["fields"])}<button class="link">{label}</button>'
            way = f'<form method="post" action="{escape(step["path"])}">{about}</form>'
        lines.append(f"<li>{way}</li>")
    return "".join(lines)


@own
def bill(page: template.Context) -> str:
    """Amounts with their parts."""
    lines, language = [], current_language()
    for amount in page["data"]["amounts"]:
        parts = "".join([f'<div class="part">{_line(part, language)}</div>' for part in amount["parts"]])
        lines.append(f'<dl class="bill"><div>{_line(amount, language)}</div>{parts}</dl>')
    return "".join(lines)


def _line(amount: Mapping[str, Any], language: str) -> str:
    return f"<dt>{render(amount['label'])}</dt><dd>{_euros(amount, language)}</dd>"


def _euros(amount: Mapping[str, Any], language: str) -> str:
    return escape(formats.euros(Decimal(amount["euros"]), language) if amount["euros"] else gettext("not known"))


@own
def changes(page: template.Context) -> str:
    """Other answers, and what follows from them."""
    here, data, carry = page["here"], page["data"], page["carry"]
    groups, language = [], current_language()
    for _, found in groupby(data["changes"], key=itemgetter("question")):
        together = list(found)
        label = _label(together[0]["question_label"])
        lines = "".join([_change(here, data, one, label, carry, language) for one in together])
        groups.append(f'<div class="change"><h3>{label}</h3><ul>{lines}</ul></div>')
    return "".join(groups)


def _change(here: Here, data: Mapping[str, Any], one: Mapping[str, Any], label: str, carry: bool, language: str) -> str:
    """label: the question that is answered otherwise, in HTML."""
    then = escape(written.then_paid(one, data, language))
    if not one["outcome"]:
        then = escape(words.label(UNDECIDED, language))
    elif one["outcome"] != data["outcome"]:
        title = written.title_part(one["text"])
        known = kept(lambda: said(title), "title", title["text"], title["language"]) if title else ""
        then = f"{known} {then}"
    if one["question"] == "as_of":
        about = escape(written.long_day(one["value"], language))
        when = escape(words.label(FROM, language) % {"day": written.long_day(one["value"], language)})
        address = here.address(language=language, as_of=one["value"])
    else:
        shown = render(one["shown"])
        about, when = f"{label} {shown}", shown
        if one["up"] is not None:
            bound = words.label(written.OR_MORE if one["up"] else written.OR_LESS, language)
            when = escape(bound % {"value": one["shown"]})
        address = here.address({**here.answers, one["question"]: one["value"]}, language)
    link = f'<a href="{escape(address)}">{_said(words.label(SHOW, language), about)}</a>'
    way = " " if carry else f' <span class="do">{link}</span>'
    return f"<li><strong>{when}:</strong> {then}{way}</li>"

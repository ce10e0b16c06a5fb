"""Where a page stands: its address in every language, with the answers and the law that it carries; and its rendering."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import quote_plus, urlencode

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from advisor.content.links import carrying
from advisor.rules.figures import FIRST_DAY, LAST_DAY

from .asking import Asked
from .caching import Moment, moment
from .forms import SearchForm, day_field
from .found import head_of, is_found
from .keeping import Shell, frozen, kept, making, shell
from .page_keys import seen
from .standing import notes
from .words import Words

OWN_SCRIPTS = csp_replace({"script-src": [SELF]})
"""For pages with a way out that is better with a script; on all others no script runs."""
FOUND_BY_ENGINES = csp_update({"connect-src": [SELF]})
"""For pages that search engines list: what judges them there reads robots.txt from inside the page."""

PLAIN = re.compile(r"[\w.~-]*", re.ASCII).fullmatch
"""What an address holds as it is."""


@dataclass(frozen=True)
class Here:
    """A page by the name of its address, the law asked for, and the answers it carries."""

    name: str
    asked: Asked
    arguments: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    """The answers travel by POST, and no address shows them."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The answer that is being changed, as it was; it goes along into another language."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What stands in a form that is not done with; it goes along into another language and to another day."""
    elsewhere: str = ""
    """The name of the page that stands in for this one in another language, which has none like it."""
    anchor: str = ""
    """The part of the page that its links with answers lead to."""

    def path(self, language: str | None = None) -> str:
        """The address of this page in a language, without answers."""
        if language is None:
            language = translation.get_language()
        elif self.elsewhere and language != translation.get_language():
            return _path(self.elsewhere, (), language)
        return _path(self.name, tuple(self.arguments.items()), language)

    def address(self, answers: Mapping[str, str] | None = None, language: str | None = None, **law: str | None) -> str:
        """The address with these answers (else with those of the page); `as_of` and `law` may be given, None leaves one out."""
        return self.path(language) + self._behind(
            self._own if answers is None or self.private else self._written(answers), law
        )

    def asking(self, key: str) -> str:
        """The address that asks a question again."""
        before, after = self._around_change
        return f"{before}{_quoted(key)}{after}"

    @cached_property
    def _around_change(self) -> tuple[str, str]:
        """What stands in every such address before and after the key."""
        return f"{self.path()}?{self._own}&change=", f"&{self._law}" if self._law else ""

    @property
    def goes_along(self) -> str:
        """What stands behind the path in every language."""
        if self.private or not (self.typed or self.changed):
            return self._behind(self._own)
        along = {**self.answers, **self.typed, **self.changed} | dict(zip(["change"], self.changed, strict=False))
        return self._behind(self._written(along))

    def _behind(self, answers: str, law: Mapping[str, str | None] | None = None) -> str:
        """What stands behind the path: answers, law and part of the page."""
        chosen = {key: value for key, value in (self.asked.fields | law).items() if value} if law else {}
        query = "&".join(filter(None, (answers, self._written(chosen) if law else self._law)))
        return (f"?{query}" if query else "") + (f"#{self.anchor}" if self.anchor else "")

    @cached_property
    def _own(self) -> str:
        return "" if self.private else self._written(self.answers)

    @cached_property
    def _law(self) -> str:
        return self._written(self.asked.fields)

    def _written(self, fields: Mapping[str, str]) -> str:
        return "&".join([self._field(key, value) for key, value in fields.items()])

    def _field(self, key: str, value: str) -> str:
        """A field of an address. The links of one page carry nearly the same ones, so that it keeps them while it is made."""
        if (found := self._fields.get((key, value))) is None:
            found = self._fields[key, value] = f"{_quoted(key)}={_quoted(str(value))}"
        return found

    @cached_property
    def _fields(self) -> dict[tuple[str, str], str]:
        return {}

    def beside(self, name: str, **others: Any) -> Here:
        """Another page with the same answers."""
        other = replace(self, name=name, anchor="", **others)
        other.__dict__["_fields"] = self._fields
        return other

    @property
    def bare(self) -> Here:
        """The page without anything of its visitor."""
        return Here(self.name, self.asked, self.arguments, private=self.private, elsewhere=self.elsewhere)

    @property
    def carried(self) -> dict[str, str]:
        """The fields that a form on this page carries along."""
        return {**self.answers, **self.asked.fields}


def _quoted(text: str) -> str:
    """As it stands in an address."""
    return text if PLAIN(text) else quote_plus(text)


@lru_cache(maxsize=4096)
def _path(name: str, arguments: tuple[tuple[str, str], ...], language: str | None) -> str:
    """The address of a page of the site. There are some hundred in each language, and every page holds dozens of them."""
    with translation.override(language):
        return reverse(name, kwargs=dict(arguments))


def with_query(path: str, fields: Mapping[str, str]) -> str:
    """The address with a query string, where there is something to ask."""
    return f"{path}?{urlencode(fields)}" if fields else path


@dataclass(frozen=True)
class Shared:
    """What a page shows outside of its `{% own %}` parts: names and texts of ours, and what follows from them alone.

    more: gives it from words, law and values; a plain function, so that it knows of nothing else.
    """

    values: Mapping[str, Any]
    more: Callable[..., Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        if getattr(self.more, "__closure__", None) or hasattr(self.more, "__self__"):
            raise TypeError("a function that holds values of its own")


def page(
    request: HttpRequest,
    template: str,
    here: Here,
    words: Words,
    context: Mapping[str, Any],
    status: int = 200,
    shared: Shared | None = None,
) -> HttpResponse:
    """A page of the site; links in its texts carry the law asked for.

    context: all that the template shows; with `shared`, what its `{% own %}` parts show. `places` in it: words that the page explains, and where.
    """
    saw = seen(here, context, words.edition) if status == 200 else None
    if saw:
        request.page_read = (saw.page, words.language)  # type: ignore[attr-defined]
    site = f"{request.scheme}://{request.get_host()}" if status == 200 and is_found(here) else ""
    now = None if here.private else _moment_of(here, words)
    frame = {
        "language": words.language,
        "edition": words.edition,
        "carry": here.private,
        "standing": [] if now and now.is_usual else notes(words.language),
        "feedback": str(saw) if saw and settings.FEEDBACK else "",
    }
    law = here.asked.law
    found = get_template(template).template
    with making(now, law.day, law.draft, here.asked.day is None):
        if shared is None:
            text = _rendered(found, here, words, site, frame | dict(context))
        else:
            filled = bool(context or here.answers or here.typed or here.changed)
            key = template, site, here.name, filled, *map(frozen, (here.arguments, frame, shared.values))
            made = kept(lambda: _shell(found, here.bare, words, site, frame, shared, filled), *key)
            own = Context({"here": here, "law_day": law.day, "draft": law.draft} | frame | dict(context))
            with carrying(here.asked.fields), own.bind_template(found), own.render_context.push_state(found):
                text = made.filled(own)
    response = HttpResponse(text, status=status)
    policy = OWN_SCRIPTS if here.private else FOUND_BY_ENGINES if site else None
    return policy(lambda _: response)(request) if policy else response


def _shell(
    template: Template, here: Here, words: Words, site: str, frame: Mapping[str, Any], shared: Shared, filled: bool
) -> Shell:
    """A page without anything of its visitor. filled: with holes, for there is something to fill in."""
    more = shared.more(words, here.asked, **shared.values) if shared.more else {}
    make = partial(_rendered, template, here, words, site, {**frame, **shared.values, **more})
    return shell(make) if filled else Shell((make(),), ())


def _rendered(template: Template, here: Here, words: Words, site: str, context: Mapping[str, Any]) -> str:
    law = here.asked.law
    about = {
        "here": here,
        "law_day": law.day,
        "day_field": day_field(law.day, words.language),
        "search_form": lambda: SearchForm(words),  # made where a page shows it
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
        "draft": law.draft,
        "head": head_of(site, here, words, context) if site else None,
    }
    with carrying(here.asked.fields, context.get("places")):
        return template.render(Context(about | dict(context)))


def _moment_of(here: Here, words: Words) -> Moment | None:
    """The moment that the texts and the law of a page are of; None where they changed meanwhile, or are shown to one alone."""
    now, law = moment(), here.asked.law
    return now if now and words.are(now.texts) and now.lists.figures.on(law.day, law.draft) is law else None

"""The template tags that divide a page into what is kept for everybody and what is one visitor's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe

from .keeping import HOLE, frozen, kept, left_open
from .pages import Here


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


def do_kept(parser: Parser, token: Token) -> Kept:
    """{% kept "name" one=… other=… %}…{% endkept %}: a part that is made once for these values, none of them an answer."""
    _, name, *values = token.split_contents()
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name.strip('"'), token_kwargs(values, parser), inside)


def do_own(parser: Parser, token: Token) -> Own:
    """{% own one=… %}…{% endown %}: a part of a shell that is the visitor's. one: something of the shell that it needs."""
    inside = parser.parse(("endown",))
    parser.delete_first_token()
    return Own(token_kwargs(token.split_contents()[1:], parser), inside)


class Part(template.Node):
    """A part of a shell that is the visitor's, written without a template."""

    child_nodelists = ()

    def __init__(self, write: Callable[[template.Context], str]) -> None:
        self._write = write

    def render(self, context: template.Context) -> SafeString:
        """The part; in a shell that is being made the place for it."""
        return mark_safe(HOLE if left_open(self._write) else self._write(context))

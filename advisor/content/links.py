"""Links inside the site, by name: `[label](flow:student)`, `[label](guide:students)`, `[label](term:co-payment)`.

Whoever serves such pages registers how a name becomes an address, so that texts know no address and this room no page.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

SCHEMES = ("flow", "guide", "list", "term")
Resolver = Callable[[str, Mapping[str, str]], str | None]
"""From a name and the fields that an address carries (the day of law) to the address; None where there is no such page."""

_RESOLVERS: dict[str, Resolver] = {}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_CARRIED: ContextVar[Mapping[str, str]] = ContextVar("carried", default=_NOTHING)
_TERMS: ContextVar[Mapping[str, str]] = ContextVar("terms", default=_NOTHING)


def register(scheme: str, resolver: Resolver) -> None:
    """Say who turns the names of a scheme into addresses."""
    _RESOLVERS[scheme] = resolver


@contextmanager
def carrying(fields: Mapping[str, str], terms: Mapping[str, str] | None = None) -> Iterator[None]:
    """Links made meanwhile carry these fields; `terms` gives words that the page itself explains, with their address."""
    tokens = _CARRIED.set(fields), _TERMS.set(terms or _NOTHING)
    try:
        yield
    finally:
        _CARRIED.reset(tokens[0])
        _TERMS.reset(tokens[1])


def is_inside(target: str) -> bool:
    """The target names a page of this site."""
    return target.partition(":")[0] in SCHEMES


def call(number: str) -> str:
    """The address that calls a number: its digits, and the + where it begins with one."""
    digits = "".join(sign for sign in number if sign in "0123456789")
    return f"tel:{'+' if number.lstrip().startswith('+') else ''}{digits}"


def address(target: str) -> str | None:
    """The address of a named page in the active language; None where there is no such page."""
    scheme, _, name = target.partition(":")
    if scheme == "term" and name in _TERMS.get():
        return _TERMS.get()[name]
    resolver = _RESOLVERS.get(scheme)
    return resolver(name, _CARRIED.get()) if resolver else None

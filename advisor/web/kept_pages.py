"""Middleware: public pages, and forms that hold no answer yet, kept as they were sent until what they are made of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from .asking import CALL_KEYS, LAW_KEYS, TRACKING
from .caching import as_asked, moment
from .guards import encoding_for
from .keeping import Store
from .limits import API, is_too_long
from .reads import count

MOST_BYTES = 32 * 1024 * 1024
"""Of bodies, in one process. All pages of today, packed, need a fifth of it."""
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was sent; and what is noted of every read of it."""

    body: bytes
    headers: dict[str, str]
    read: tuple[str, str] | None
    match: Any


def pages(most_bytes: int = MOST_BYTES) -> Store[Kept]:
    """A store of pages."""
    return Store(most_bytes, weigh=lambda page: len(page.body))


PAGES = pages()


def key_of(request: HttpRequest) -> Key | None:
    """What decides a public page beside its moment; None for what is kept for nobody: answers, and all that staff ask."""
    if (
        request.method not in ("GET", "HEAD")
        or request.path_info.startswith(settings.ADMIN_PATH)
        or settings.SESSION_COOKIE_NAME in request.META.get("HTTP_COOKIE", "")
        or is_too_long(request)
    ):
        return None
    deciding, given = CALL_KEYS if request.path_info.startswith(API) else LAW_KEYS, []
    for name, values in request.GET.lists() if request.META.get("QUERY_STRING") else ():
        if name in deciding and len(values) == 1:
            given.append((name, *values))
        elif not TRACKING.fullmatch(name):
            return None
    try:
        place = request.scheme or "", request.get_host(), request.path_info
    except SuspiciousOperation:
        return None
    packed = encoding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return *place, packed, *(part for field in sorted(given) for part in field)


class KeptPages:
    """Answers from what is kept; what public pages are made of decides whether it still holds, never a clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request) if settings.KEEP_PAGES else None
        now = moment() if key else None
        if key is None or now is None:
            return self._get_response(request)
        if (kept := PAGES.get(key, now)) is None:
            return self._made(request, key)
        request.resolver_match = kept.match
        request.page_read = kept.read  # type: ignore[attr-defined]
        response = HttpResponse(kept.body, headers=kept.headers)
        response.made_of = now  # type: ignore[attr-defined]
        response = as_asked(request, response)
        count(request, response)
        return response

    def _made(self, request: HttpRequest, key: Key) -> HttpResponse:
        """The page made whole, even for somebody who has it already, so that it can be kept."""
        conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        response = self._get_response(request)
        request.META.update(conditions)
        made_of = getattr(response, "made_of", None)
        if made_of is None or response.status_code != 200 or response.streaming or response.cookies:
            return response
        if made_of is moment():
            read = getattr(request, "page_read", None)
            PAGES.put(key, Kept(response.content, dict(response.items()), read, request.resolver_match), made_of)
        return as_asked(request, response)

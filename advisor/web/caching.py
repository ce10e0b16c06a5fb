"""Pages that are the same for everybody may be kept by browsers and servers between; a correction still shows at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from advisor.content.library import SHELF, Library, library
from advisor.directory.shelf import Directory, directory
from advisor.rules.figures import FIRST_DAY, LAST_DAY, tried

KEPT = 1
"""Seconds that each browser or server on the way may show a page without asking again.

With the two seconds after which a process looks for a new edition, a correction shows behind three of them within five.
"""
KEPT_FOR_A_DEAD_SITE = 24 * 3600
"""Seconds that they may go on showing it where the site itself does not answer. No longer: the law may change by then."""
CONTROL = f"public, max-age={KEPT}, stale-if-error={KEPT_FOR_A_DEAD_SITE}"
"""No `s-maxage`: a server between that obeys it shows nothing old even where the site is dead (RFC 9111, 5.2.2.10)."""
CONTROL_STANDING = f"public, max-age={KEPT}"
"""For a page that says that it may not be the last word."""
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """All that public pages are made of beside their address and this program. since: when this process first saw it."""

    texts: Library
    lists: Directory
    day: date
    feedback: bool
    standing: bool
    """Whether pages say that they may not be the last word."""
    since: int

    @property
    def is_usual(self) -> bool:
        """Pages have nothing to say of themselves: they are the last word, and there is law for the day."""
        return not self.standing and FIRST_DAY <= self.day <= LAST_DAY

    def holds(self, *made_of: Any) -> bool:
        """Whether that is still what pages are made of."""
        texts, lists, *rest = made_of
        return texts is self.texts and lists is self.lists and rest == [self.day, self.feedback, self.standing]


_last: Moment | None = None


def moment() -> Moment | None:
    """What public pages are made of now; None while somebody looks at a draft or tries a figure."""
    global _last
    texts = library()
    if texts.edition < 0 or tried() is not None:
        return None
    made_of = texts, directory(), timezone.localdate(), settings.FEEDBACK, SHELF.standing_in() is not None
    if (last := _last) is None or not last.holds(*made_of):
        _last = last = Moment(*made_of, since=int(time.time()))
    return last


def public_page(view: View) -> View:
    """A page of content: the same for everybody, so it may be cached."""

    @csrf_exempt  # Whatever could be forged is refused.
    @wraps(view)
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            from .errors import method_refused  # its page is a page, too

            return method_refused(request)
        now = moment()  # before the page is made: it may be newer than it says, never older
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or now is None:
            return response
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        response.made_of = now  # type: ignore[attr-defined]
        response["Cache-Control"] = CONTROL_STANDING if now.standing else CONTROL
        response["Last-Modified"] = http_date(now.since)
        set_response_etag(response)
        return as_asked(request, response)

    return cached


def kept_by_nobody(response: HttpResponse, tells: str = "") -> HttpResponse:
    """An answer that holds what somebody typed, or is none for long: in no cache and no search engine.

    tells: what links on it say of where they stand, where that is less than on other pages.
    """
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    if tells:
        response["Referrer-Policy"] = tells
    return response


def as_asked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page, or 304 where whoever asks has it already."""
    if not response.has_header("ETag"):
        return response
    made = getattr(response, "made_of", None)
    answer = get_conditional_response(request, response["ETag"], made.since if made else None, response)
    return answer or response

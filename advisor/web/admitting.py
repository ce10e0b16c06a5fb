"""How many messages are taken: counted for minutes under a seal that nobody can open tomorrow, never by person."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from .limits import sealed, waits
from .models import Feedback


class TooMany(Exception):
    """More messages than are taken now."""


def from_this_site(request: HttpRequest) -> bool:
    """The form stood on a page of this site. There is no cookie to forge with; this keeps others from sending for their visitors.

    Browsers say so themselves. Pages with answers send no referrer, so there `Origin` is "null" and tells nothing.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin in ("null", f"{request.scheme}://{request.get_host()}")


def admit(request: HttpRequest, page: str) -> None:
    """Count a message about a page. Raises `TooMany`."""
    if (
        waits("feedback", sealed(request))
        or waits("feedback-page", page.replace("/", "-"))
        or waits("feedback-site", "all")
        or _full_today()
    ):
        raise TooMany


def _full_today() -> bool:
    """Whatever the cache has counted: so many have been stored today."""
    most, _seconds = settings.LIMITS["feedback-stored"]
    return bool(most) and Feedback.objects.filter(received_on=timezone.localdate()).count() >= most

"""How many messages are taken: counted for minutes under a seal that nobody can open tomorrow, never by person."""

from __future__ import annotations

import secrets
from datetime import datetime
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .counting import counted, kept
from .models import Feedback

FROM_ONE_PLACE, MINUTES = 10, 10
"""Messages from one network address within so many minutes: a house may share one."""
OF_ONE_PAGE_AN_HOUR = 20
OF_ALL_PAGES_AN_HOUR = 200
A_DAY = 1000
"""Whatever the cache counts, and however many processes count alone."""


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
    now = timezone.localtime()
    hour = f"{now:%Y-%m-%dT%H}"
    if (
        counted(f"feedback-{_sealed(request, now)}", 60 * MINUTES) > FROM_ONE_PLACE
        or counted(f"feedback-{hour}-{page.replace('/', '-')}", 3600) > OF_ONE_PAGE_AN_HOUR
        or counted(f"feedback-{hour}", 3600) > OF_ALL_PAGES_AN_HOUR
        or Feedback.objects.filter(received_on=now.date()).count() >= A_DAY
    ):
        raise TooMany


def _sealed(request: HttpRequest, now: datetime) -> str:
    """A hash of where a request comes from, under a salt that lives in the cache for a day."""
    salt = kept(f"feedback-salt-{now:%Y-%m-%d}", lambda: secrets.token_hex(16), 24 * 3600)
    return salted_hmac(f"feedback {salt}", network_of(request), algorithm="sha256").hexdigest()[:32]


def network_of(request: HttpRequest) -> str:
    """The address that a request comes from; of IPv6 the network, which one household has."""
    found = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    if (not found or found in trusted or "*" in trusted) and (forwarded := request.headers.get("X-Forwarded-For")):
        found = forwarded.rpartition(",")[2].strip()
    try:
        address = ip_address(found)
    except ValueError:
        return found
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))

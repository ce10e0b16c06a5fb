"""Where requests come from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the connection or a proxy that is trusted says."""
    found = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    if (not found or found in trusted or "*" in trusted) and (forwarded := request.headers.get("X-Forwarded-For")):
        found = forwarded.rpartition(",")[2].strip()
    return found

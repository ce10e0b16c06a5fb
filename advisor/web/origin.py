"""Where requests come from."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the connection or a proxy that is trusted says."""
    found = str(request.META.get("REMOTE_ADDR", ""))
    if _is_trusted(found) and (forwarded := request.headers.get("X-Forwarded-For")):
        found = forwarded.rpartition(",")[2].strip()
    return found


def _is_trusted(found: str) -> bool:
    """As gunicorn decides whom to believe about https: by address or network, `*` for all; a socket of this machine has no address."""
    trusted = settings.TRUSTED_PROXIES
    if not found or found in trusted or "*" in trusted:
        return True
    try:
        address = ip_address(found)
    except ValueError:
        return False
    return any(address in network for network in _networks(tuple(trusted)))


@lru_cache(maxsize=8)
def _networks(trusted: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in trusted)

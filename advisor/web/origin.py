"""Where requests come from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the connection or a proxy that is trusted says."""
    found = str(request.META.get("REMOTE_ADDR", ""))
    if _is_trusted(found) and (forwarded := request.headers.get("X-Forwarded-For")):
        found = forwarded.rpartition(",")[2].strip()
    return found


def _is_trusted(found: str) -> bool:
    """As gunicorn decides whom to believe about https: by address or network, `*` for all; a socket of this machine has no address."""
    trusted = settings.TRUSTED_PROXIES
    return not found or found in trusted or "*" in trusted or is_within(_read(found), trusted)


def read_address(found: str) -> Address | None:
    """What `address_of` found, None where that is no address; one of IPv4 that came by IPv6 is what it was."""
    address = _read(found)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_within(address: Address | None, networks: Iterable[str]) -> bool:
    """It is one of these addresses, or lies in one of these networks."""
    return address is not None and any(address in network for network in _networks(tuple(networks)))


def _read(found: str) -> Address | None:
    try:
        return ip_address(found)
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _networks(named: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in named)

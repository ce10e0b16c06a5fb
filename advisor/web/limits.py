"""How often one address may call, and how much one request may send; the numbers stand in the settings.

Nobody who walks through a flow is counted: what visitors read and answer costs a page and writes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from ipaddress import ip_network
from math import ceil
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .caching import kept_by_nobody
from .counting import counted, kept
from .errors import error_page
from .origin import address_of, read_address

API = "/api/"
LONGEST_ADDRESS = 4000
"""No form of this site makes a longer one."""
TOO_OFTEN = "Very many calls are coming from this address. Please call again after the seconds in Retry-After."
TOO_LARGE = "This call sends more than is taken."
TOO_LONG = "The address of this call is too long."


def is_too_long(request: HttpRequest) -> bool:
    """Whether its address is longer than any of this site."""
    return len(request.get_full_path()) > LONGEST_ADDRESS


def network_of(request: HttpRequest) -> str:
    """The address that a request comes from; of IPv6 the network, which one household has."""
    found = address_of(request)
    address = read_address(found)
    if address is None:
        return found
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def sealed(request: HttpRequest) -> str:
    """A hash of where a request comes from, under a salt that lives in the cache for a day."""
    day = f"{timezone.localdate():%Y-%m-%d}"
    salt = kept(f"salt-{day}", lambda: secrets.token_hex(16), 24 * 3600)
    return salted_hmac(f"limits {salt}", network_of(request), algorithm="sha256").hexdigest()[:32]


def waits(name: str, who: str) -> int:
    """Count a call under one of `settings.LIMITS`; the seconds to wait where there were too many, else 0.

    Windows stand on the clock, so that a wait is known: across the end of one, up to twice the number may pass.
    """
    times, seconds = settings.LIMITS[name]
    if not times:
        return 0
    window, gone = divmod(time(), seconds)
    return ceil(seconds - gone) if counted(f"{name}-{window:.0f}-{who}", seconds) > times else 0


class Limits:
    """Middleware: refuses what is too long or too large before it is read, and calls of the API that come too often.

    What `KeptPages` answers before it costs next to nothing and is not counted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        of_staff = request.path_info.startswith(settings.ADMIN_PATH)
        if is_too_long(request):
            return _refused(request, 414, "endless", TOO_LONG)
        if _length(request) > (settings.LARGEST_UPLOAD if of_staff else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return _refused(request, 413, "large", TOO_LARGE)
        if request.path_info.startswith(API) and (wait := waits("api", sealed(request))):
            response = _refused(request, 429, "often", TOO_OFTEN)
            response["Retry-After"] = str(wait)
            return response
        return self._get_response(request)


def _length(request: HttpRequest) -> int:
    """The bytes that a request says it sends. Django reads no more than that, and nothing where none are named."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refused(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    """A refusal in the words of the API for its callers, else as a page in the reader's language."""
    if not request.path_info.startswith(API):
        return error_page(request, status)
    response = JsonResponse({"error": {"code": code, "message": message, "keys": []}}, status=status)
    return kept_by_nobody(response)

"""The same Advice for programs: `/api/v1/`. Answers travel in the address, so private groups are refused.

The library that describes and calls the operations takes longer to load than all pages together need; nobody waits for
it but the first caller, and not even that one where the site is warmed up before it answers.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, get_resolver
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from advisor.rules.figures import FIRST_DAY, LAST_DAY

from .asking import NotUnderstood

OPERATIONS = "advisor.web.api_operations"
REASONS = {
    "keys": "This call has fields that nobody asks for.",
    "twice": "This call gives a field twice.",
    "day": f"as_of is a day from {FIRST_DAY} to {LAST_DAY}.",
    "no_day": "as_of is no day that exists.",
    "law": "law is in_force or draft.",
    "lang": "lang is one of the languages of this site.",
    "many": "This call has too many fields.",
    "long": "This call has a value that is too long.",
    "broken": "This call has a value that is no text.",
}
PRIVATE = (
    "The answers of this group are private. They never travel in an address, so this interface does not take them."
)


def in_json(data: Any, status: int = 200) -> JsonResponse:
    """An answer."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def error(status: int, code: str, message: str, keys: tuple[str, ...] = ()) -> JsonResponse:
    """What is wrong with a call."""
    return in_json({"error": {"code": code, "message": message, "keys": [key[:40] for key in keys[:10]]}}, status)


def not_understood(request: HttpRequest, reason: NotUnderstood) -> HttpResponse:
    """A call that cannot be read."""
    return error(reason.status, reason.reason, REASONS[reason.reason], reason.keys)


def private_group() -> HttpResponse:
    """A call for a group with sensitive questions."""
    return error(403, "private", PRIVATE)


def language_of(request: HttpRequest) -> str:
    """The language that a call asks for. Raises `NotUnderstood`."""
    language = request.GET.get("lang") or settings.LANGUAGE_CODE
    if language not in dict(settings.LANGUAGES):
        raise NotUnderstood("lang", ["lang"])
    return language


@csrf_exempt  # Whatever could be forged is refused.
@sensitive_variables()
def call(request: HttpRequest, **_arguments: str) -> HttpResponse:
    """Answers GET only, in JSON whatever comes."""
    if request.method not in ("GET", "HEAD"):
        response: HttpResponse = error(405, "method", "This interface answers GET.")
        response["Allow"] = "GET, HEAD"
        return _unlisted(response)
    try:
        found = get_resolver(OPERATIONS).resolve(request.path_info)
    except Resolver404:
        return no_such_address(request)
    method, request.method = request.method, "GET"  # the operations know no other
    try:
        return _unlisted(found.func(request, *found.args, **found.kwargs))
    finally:
        request.method = method


def no_such_address(request: HttpRequest, **_arguments: str) -> HttpResponse:
    """404 in JSON for anything else below `/api/`."""
    return _unlisted(error(404, "address", "There is nothing at this address. See /api/v1/openapi.json."))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Listed by no search engine; kept by nobody unless the operation says otherwise."""
    response["X-Robots-Tag"] = "noindex"
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


def description() -> dict[str, Any]:
    """What this interface answers, in OpenAPI's words."""
    from .api_operations import description

    return description()

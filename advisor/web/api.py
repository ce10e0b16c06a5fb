"""The same Advice for programs: `/api/v1/`. Answers travel in the address, so private groups are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from advisor.flows import all_flows

from .answering import answer, flows_as_data
from .asking import LAW_KEYS, NotUnderstood, answers_of, fields_of, law_for, replay
from .caching import public_page
from .words import Words

REASONS = {
    "keys": "This call has fields that nobody asks for.",
    "twice": "This call gives a field twice.",
    "day": "as_of is a day from 2019-01-01 to 2030-12-31.",
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
View = Callable[..., HttpResponse]


def _json(data: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _error(status: int, code: str, message: str, keys: tuple[str, ...] = ()) -> JsonResponse:
    return _json({"error": {"code": code, "message": message, "keys": [key[:40] for key in keys[:10]]}}, status)


def api(view: View) -> View:
    """Answers GET only, in JSON whatever comes, in the language of `lang`; kept by nobody but where it is public."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            response: HttpResponse = _error(405, "method", "This interface answers GET.")
            response["Allow"] = "GET, HEAD"
        else:
            try:
                response = view(request, *args, **kwargs)
            except NotUnderstood as reason:
                response = _error(reason.status, reason.reason, REASONS[reason.reason], reason.keys)
        response["X-Robots-Tag"] = "noindex"
        if not hasattr(response, "made_of"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return answered


def _words(fields: dict[str, str]) -> Words:
    language = fields.get("lang") or settings.LANGUAGE_CODE
    if language not in dict(settings.LANGUAGES):
        raise NotUnderstood("lang", ["lang"])
    return Words(language)


@api
@sensitive_variables()
def advise(request: HttpRequest, flow: str) -> HttpResponse:
    """The Advice, or the question now due."""
    found = all_flows().get(flow)
    if found is None:
        return _error(404, "flow", f"There is no such group. There are: {', '.join(all_flows())}.")
    if found.private:
        return _error(403, "private", PRIVATE)
    fields = fields_of(request.GET, (*found.questions, *LAW_KEYS, "lang"))
    words = _words(fields)
    with translation.override(words.language):
        data = answer(replay(found, answers_of(found, fields), law_for(fields)), words, chart=True)
    return _json(data, 400 if data.get("problem") else 200)


@api
@public_page
def flows(request: HttpRequest) -> HttpResponse:
    """Every group with its questions, types and choices."""
    words = _words(fields_of(request.GET, ("lang",)))
    with translation.override(words.language):
        return _json({"flows": flows_as_data(words)})


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """What this interface answers, in OpenAPI's words."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "openapi.json").read_text())
    return found


@api
@public_page
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this interface."""
    return _json(description())


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 in JSON for anything else below `/api/`."""
    response = _error(404, "address", "There is nothing at this address. See /api/v1/openapi.json.")
    patch_cache_control(response, private=True, no_store=True)
    return response

"""Pages for what went wrong: in the reader's language, and with a way on."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from advisor.rules.words import gettext_noop

from .asking import LAW_KEYS, NotUnderstood, asked_on
from .caching import kept_by_nobody
from .pages import Here, page
from .words import Words, current_language

SHOWN_KEYS = 10
SHOWN_OF_KEY = 40
MESSAGES = {
    400: (
        gettext_noop("We cannot read this request"),
        gettext_noop("It is too long, or holds signs that are no text. Please begin again on the start page."),
    ),
    403: (gettext_noop("This page is not open to you"), gettext_noop("Please go on from the start page.")),
    404: (
        gettext_noop("There is no such page"),
        gettext_noop("Perhaps the address has a typing mistake. All groups of visitors are on the start page."),
    ),
    405: (
        gettext_noop("This page cannot be called like this"),
        gettext_noop("Please go on from the start page."),
    ),
    414: (
        gettext_noop("This address is too long"),
        gettext_noop("No page of this site has such a long address. Please begin again on the start page."),
    ),
}
FORM_NOT_KNOWN = (
    gettext_noop("This form can no longer be sent"),
    gettext_noop("Go back, load the page anew and send the form again. Your browser must take cookies from this site."),
)
MESSAGES[413] = MESSAGES[400]
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
PLAIN_500 = "<!doctype html><html lang=de><meta charset=utf-8><title>500</title><h1>500</h1>"


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a status."""
    return error_said(request, status, *(translation.gettext(message) for message in MESSAGES[status]))


def error_said(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """The page for what cannot be answered: what is wrong in a title, and how to go on."""
    here = Here("start", asked_on())
    context = {"title": title, "text": text}
    return kept_by_nobody(page(request, "errors/message.html", here, Words(current_language()), context, status=status))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what Django itself refuses, as a foreign host; 413 for too many fields and too much data."""
    return error_page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return error_page(request, 403)


def form_not_known(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form of staff without the sign against forgery, as Django asks for it. reason: Django's own words, in English."""
    return error_said(request, 403, *(translation.gettext(message) for message in FORM_NOT_KNOWN))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return error_page(request, 404)


def method_refused(request: HttpRequest) -> HttpResponse:
    """405 where answers travel in the address and something was posted, or worse."""
    response = error_page(request, 405)
    response["Allow"] = "GET, HEAD"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without the database, and without anything that may have broken."""
    try:
        context = {"language": current_language(), "stylesheet": f"{settings.STATIC_URL}site.css"}
        body = render_to_string("errors/500.html", context)
    except Exception:
        body = PLAIN_500
    return kept_by_nobody(HttpResponse(body, status=500))


def not_understood(
    request: HttpRequest,
    reason: NotUnderstood,
    name: str,
    arguments: Mapping[str, str] | None = None,
    private: bool = False,
) -> HttpResponse:
    """The page for a request that cannot be read: what cannot, and the way back to what can."""
    today = asked_on()
    left_out = LAW_KEYS if "typed_in" in reason.kept else (*LAW_KEYS, "question", "answer", "change")
    answers = {key: value for key, value in reason.kept.items() if key not in left_out}
    if private and request.method != "POST":
        answers = {}
    here = Here(name, today, arguments or {}, answers, private)
    context = {
        "reason": reason.reason,
        "keys": [key[:SHOWN_OF_KEY] for key in reason.keys[:SHOWN_KEYS]],
        "more": max(0, len(reason.keys) - SHOWN_KEYS),
        "way_back": here.address(**{key: reason.kept.get(key) for key in LAW_KEYS}),
    }
    response = page(
        request, "errors/not_understood.html", here, Words(current_language()), context, status=reason.status
    )
    return kept_by_nobody(response, tells="no-referrer")

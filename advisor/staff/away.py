"""What staff see while the database is away: that it is, and what they typed, to be sent once more."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from advisor.content.library import SHELF
from advisor.web import errors

RETRY_AFTER = 10
SECRET = "password"
"""No page writes out again what was typed into fields with this in their names."""
log = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error: for staff, where the database is the reason, one that says so."""
    broken = sys.exc_info()[1]
    if _is_for_staff(request) and isinstance(broken, (OperationalError, InterfaceError, ProgrammingError)):
        return away(request, _named(broken))
    return errors.server_error(request)


class HangingDatabase(MiddlewareMixin):
    """Answers staff at once while the database hangs, so that they hold no thread that visitors need."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if not _is_for_staff(request):
            return None
        SHELF.known()  # it is looked at again, whoever asks
        return away(request, "it hangs") if SHELF.stuck else None


def away(request: HttpRequest, why: str) -> HttpResponse:
    """503 with all that was typed, in a form that sends it to the same place. why: for the log."""
    typed = [] if _is_secret(request) else list(_typed(request))
    log.error("no database for %s %s: %s", request.method, request.path, why)
    context = {
        "language": translation.get_language() or "de",
        "stylesheet": f"{settings.STATIC_URL}site.css",
        "again": request.get_full_path(),
        "typed": typed,
        "lost": request.method == "POST" and not typed,
        "files": bool(typed and request.FILES),
    }
    response = HttpResponse(render_to_string("admin/away.html", context), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _named(broken: BaseException) -> str:
    """An error of a database by its kind and its own code, as `SQLITE_FULL`; its words may hold what was typed."""
    cause = broken.__cause__
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return " ".join(filter(None, (type(broken).__qualname__, code)))


def _is_for_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.ADMIN_PATH)


def _is_secret(request: HttpRequest) -> bool:
    return any(SECRET in name for name in request.POST)


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        for value in values:
            yield name, str(value)

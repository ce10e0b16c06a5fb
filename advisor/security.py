"""What Django and its guards need on top to keep this site's promises."""

from collections.abc import Callable

from csp.constants import HEADER as POLICY
from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

from advisor.logs import where

ADMIN_POLICY = {"script-src": [SELF]}
"""Django's admin loads scripts of its own as files. It needs no inline code, no fetching and no pictures in addresses."""
PERMISSIONS = "camera=(),geolocation=(),microphone=()"
"""Short, for it counts into the first 14,600 bytes: what would hurt most. No page runs a script that could ask for more."""
FOR_ELSEWHERE = "card."
"""The static file that other sites show: the picture of a link to us. All else is loaded by our pages alone."""


class FurtherHeaders:
    """What Django's own SecurityMiddleware does not send: who may load an answer, and what a page may ask the device for.

    An answer that does not say for how long it may be kept is kept by nobody: a way on to another address names the answers in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        kind = response.get("Content-Type", "")
        shown_elsewhere = request.path_info.startswith(f"{settings.STATIC_URL}{FOR_ELSEWHERE}")
        given = {
            "Cross-Origin-Resource-Policy": "cross-origin" if shown_elsewhere else "same-origin",
            "Cache-Control": "private, no-store",
        }
        if kind.startswith("text/html"):
            given["Permissions-Policy"] = PERMISSIONS
        elif kind.startswith("image/svg"):  # a drawing opened by itself is a document
            given[POLICY] = "default-src 'none'"
        elif request.path_info.startswith(settings.STATIC_URL):  # no document, and part of the first bytes of a page
            response.headers.pop("Cross-Origin-Opener-Policy", None)
        for name, value in given.items():
            response.headers.setdefault(name, value)
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """Scripts run in the admin, which brings its own, and on private pages (`web.pages`); nowhere else."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(settings.ADMIN_PATH):
            parts.replace = ADMIN_POLICY | (parts.replace or {})
        return parts


class ErrorReport(ExceptionReporter):
    """Where it broke, without the request, the variables or the message."""

    def get_traceback_text(self) -> str:
        return where(self.exc_value)

    def get_traceback_html(self) -> SafeString:
        return format_html("<pre>{}</pre>", self.get_traceback_text())

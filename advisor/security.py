"""What Django and its guards need on top to keep this site's promises."""

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

from advisor.logs import where

ADMIN_POLICY = {"script-src": [SELF], "connect-src": [SELF], "img-src": [SELF, "data:"]}


class ContentSecurityPolicy(CSPMiddleware):
    """Scripts run in the admin, which brings its own, and on private pages (`web.pages`); nowhere else."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            parts.replace = ADMIN_POLICY | (parts.replace or {})
        return parts


class ErrorReport(ExceptionReporter):
    """Where it broke, without the request, the variables or the message."""

    def get_traceback_text(self) -> str:
        return where(self.exc_value)

    def get_traceback_html(self) -> SafeString:
        return format_html("<pre>{}</pre>", self.get_traceback_text())

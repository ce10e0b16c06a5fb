"""What machines ask: is the site alive, and what may a robot read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.flows import all_flows
from advisor.rules.figures import figures

ROBOTS = """User-agent: *
Disallow: /api/
Disallow: /*?

Sitemap: {sitemap}
"""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers, its figures and groups are read."""
    figures()
    return HttpResponse(f"ok {len(all_flows())}\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Pages of content only."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")

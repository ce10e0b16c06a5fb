"""Numbers for Prometheus: how many pages of which kind, how fast, how old the edition is; never who, what or which group.

Under gunicorn the processes count together in `PROMETHEUS_MULTIPROC_DIR`, which its configuration sets.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from advisor.content.library import SHELF

METHODS = frozenset({"GET", "HEAD", "POST"})
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
log = logging.getLogger(__name__)

COUNTED = CollectorRegistry()
REQUESTS = Counter("advisor_requests", "Requests answered.", ["kind", "method", "status"], registry=COUNTED)
TIMES = Histogram("advisor_request_seconds", "Time to answer.", ["kind"], buckets=SECONDS, registry=COUNTED)


class Measure:
    """Middleware: counts every answer by the kind of its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._broken = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self._get_response(request)
        try:
            count(request, response, time.perf_counter() - began)
        except Exception as broken:  # numbers are worth no visitor's page
            if not self._broken:
                log.error("requests are not counted: %s", type(broken).__qualname__)
            self._broken = True
        return response


def count(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """One more request."""
    kind = kind_of(request)
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(kind, method, f"{response.status_code // 100}xx").inc()
    TIMES.labels(kind).observe(seconds)


def kind_of(request: HttpRequest) -> str:
    """The name that the address has in `urls`, which says nothing of group, list or page; one for all of the admin."""
    for path, kind in ((settings.STATIC_URL, "static"), (settings.ADMIN_PATH, "admin")):
        if request.path_info.startswith(path):
            return kind
    match = request.resolver_match
    return (match.url_name or "other") if match else "none"


class OfTheEdition(Collector):
    """What the answering process knows of texts and figures."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        known = SHELF.known()
        yield _gauge("advisor_edition", "The edition of texts and figures that is shown.", known.texts.edition)
        if known.on:
            age = (timezone.now() - known.on).total_seconds()
            yield _gauge("advisor_edition_age_seconds", "Since the edition was known to be the last.", age)
        yield _gauge("advisor_database_away", "1 while the database does not say what is new.", SHELF.away)


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, float(value))


def exposition() -> bytes:
    """All numbers of all processes of this node as Prometheus reads them."""
    asked = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(asked)  # type: ignore[no-untyped-call]
    else:
        asked = COUNTED
    return generate_latest(asked) + generate_latest(_with(OfTheEdition()))


def _with(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    return registry

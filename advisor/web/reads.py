"""How often each page is read: counted in memory, written once a minute beside the requests, and tied to nobody.

A page that a browser or a server between keeps is not asked for again, so these are fewer than the times it was seen.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from datetime import date

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from advisor.content.library import SHELF

from .models import PageRead

SECONDS = 60
MOST_KEPT = 5000
"""Counts that wait while the database is away; more are dropped."""
log = logging.getLogger(__name__)
Line = tuple[date, str, str]
"""Day, page and language."""


class Reads:
    """The counts of this process that are not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[Line] = Counter()
        self._timer: threading.Timer | None = None

    def count(self, page: str, language: str) -> None:
        """One more read; the first one after a writing sets the clock for the next."""
        line = (timezone.localdate(), page, language)
        with self._lock:
            if line in self._waiting or len(self._waiting) < MOST_KEPT:
                self._waiting[line] += 1
            if self._timer is None:
                self._timer = threading.Timer(SECONDS, self._in_time)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what waits; what cannot be written waits on."""
        with self._lock:
            self._timer = None
            if SHELF.hangs:
                return
            waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        try:
            _add(waiting)
        except Exception as broken:  # whatever a database that is away comes up with
            log.warning("reads not written: %s", type(broken).__qualname__)
            with self._lock:
                self._waiting.update(waiting)

    def _in_time(self) -> None:
        """In a thread of its own, whose connection nobody else closes."""
        try:
            self.write()
        finally:
            connections.close_all()


@transaction.atomic
def _add(counted: Counter[Line]) -> None:
    rows = [PageRead(day=day, page=page, language=language) for day, page, language in counted]
    PageRead.objects.bulk_create(rows, ignore_conflicts=True)
    for (day, page, language), number in sorted(counted.items()):
        PageRead.objects.filter(day=day, page=page, language=language).update(reads=F("reads") + number)


READS = Reads()
atexit.register(READS.write)


def count(request: HttpRequest, response: HttpResponse) -> None:
    """One more read of the page that a request was given."""
    read = getattr(request, "page_read", None)
    if read and settings.COUNT_READS and request.method == "GET" and response.status_code in (200, 304):
        try:
            READS.count(*read)
        except RuntimeError:  # no thread can be started any more: the process is ending
            log.warning("a read was not counted")


class CountReads(MiddlewareMixin):
    """Counts pages that were asked for and given; not what is sent from forms."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        count(request, response)
        return response

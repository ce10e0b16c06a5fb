"""What the first visitors would wait for, made before the server divides: indices, catalogues, templates, the law of today."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils import timezone, translation

from advisor.content.library import SHELF, library
from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.interview.flow_chart import flow_chart
from advisor.rules.figures import FIRST_DAY, LAST_DAY

from .asking import asked_on
from .health import own_name
from .index import index
from .pages import Here
from .sitemaps import SITEMAPS

log = logging.getLogger(__name__)
EVERY = 60.0
"""Seconds between two looks at whether a chart is missing."""
AHEAD = timedelta(hours=1)
"""How long before midnight the charts of the new day are made."""


def warm() -> None:
    """Make it all once, from what one look at the database gives. Whatever fails is left to the first visitor.

    No connection and no thread outlives this: a thread would end, and its connection break, in the fork.
    """
    try:
        with SHELF.looked_at_once():
            _make_all()
    except Exception as broken:
        log.error("not warmed up: %s", type(broken).__qualname__)
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()  # what all processes share is not looked through, and so not copied, by each of them


def _make_all() -> None:
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            index(code)
            for path in _one_of_each(code):
                _visit(path)
    law = asked_on().law
    for flow in all_flows().values():
        flow_chart(flow, law)


def wake() -> None:
    """In each process of the server, from its first moment on: look for new editions and days, also while nobody asks."""
    library()
    threading.Thread(target=_stay_warm, name="makes charts ahead", daemon=True).start()


def _stay_warm() -> None:
    while True:
        time.sleep(EVERY)
        try:
            make_charts(timezone.localtime())
        except Exception as broken:
            log.error("no chart made ahead: %s", type(broken).__qualname__)


def make_charts(now: datetime) -> None:
    """The charts of today's law and, shortly before midnight, of tomorrow's. Those that are kept cost nothing."""
    for day in sorted({now.date(), (now + AHEAD).date()}):
        if FIRST_DAY <= day <= LAST_DAY:
            law = current_figures().on(day)
            for flow in all_flows().values():
                flow_chart(flow, law)


def _one_of_each(language: str) -> Iterator[str]:
    """An address of every kind of page, and every form's."""
    kinds = {here.name: here for here in SITEMAPS["pages"]().items() if here.name != "flow-chart"}
    for here in kinds.values():
        yield here.path(language)
    for key in all_flows():
        yield Here("interview", asked_on(), {"flow": key}).path(language)
    yield Here("search", asked_on()).path(language)
    if language == settings.LANGUAGE_CODE:
        yield "/api/v1/openapi.json"


def _visit(path: str) -> None:
    """The page as for a visitor, but beside the middleware, which counts visits."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    host = own_name()
    request.META = {"HTTP_HOST": host, "SERVER_NAME": host, "SERVER_PORT": "443"}
    request.GET = QueryDict()
    found = resolve(path)
    found.func(request, *found.args, **found.kwargs)

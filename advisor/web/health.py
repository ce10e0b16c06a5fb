"""What machines ask: does the process live, is it fit to answer, how much does it do, and what may a robot read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.content.library import SHELF, Library
from advisor.content.models import Text
from advisor.content.prose import LANGUAGES
from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.rules.words import gettext_noop

from .origin import address_of, is_within, read_address

A_WORD = gettext_noop("address|search")
"""Another one in every language."""
STYLES = "site.css"
FEWEST = 0.9
"""The part of the texts that a language must have; what is missing shows in German."""
ASKED_BY_MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})
ROBOTS = """User-agent: *
Disallow: /api/
Disallow: /*?

Sitemap: {sitemap}
"""


def own_name() -> str:
    """A name that this site answers to."""
    return next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")


class ByAddress:
    """Middleware: machines within call a process by its address, which no `ALLOWED_HOSTS` can know; they get their answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._name = own_name()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in ASKED_BY_MACHINES:
            request.META["HTTP_HOST"] = self._name
        return self._get_response(request)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives. Nothing else is asked, so that nobody ends it for what a new start does not mend."""
    return HttpResponse(f"ok {len(all_flows())}\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process has all that right answers need; the database is not of it."""
    needed = {"texts": _texts(), "catalogues": _catalogues(), "static": _static()}
    ready = all(all(one.values()) if isinstance(one, dict) else one for one in needed.values())
    said = {"ready": ready, **needed, **_freshness()}
    return JsonResponse(said, status=200 if ready else 503)


def _texts() -> dict[str, bool]:
    """Whether a language has its texts; one that is still being translated shows German."""
    written = _written(SHELF.known().texts)
    needed = {code: 0 if code in settings.LANGUAGES_IN_WORK else FEWEST * written["de"] for code in LANGUAGES}
    return {code: written["de"] > 0 and written[code] >= needed[code] for code in LANGUAGES}


@lru_cache(maxsize=1)
def _written(texts: Library) -> dict[str, int]:
    """How many segments are written in each language."""
    names = [(kind, key) for kind in Text.Kind.values for key in texts.keys(kind)]
    return {
        code: sum(part.language == code for kind, key in names for part in texts.wordings(kind, key, code))
        for code in LANGUAGES
    }


def _catalogues() -> dict[str, bool]:
    """Whether a language has its words of buttons, questions and addresses; without them it would show German ones."""
    words = {}
    for code in LANGUAGES:
        with translation.override(code):
            words[code] = gettext(A_WORD)
    return {code: word != A_WORD and (code == "de" or word != words["de"]) for code, word in words.items()}


def _static() -> bool:
    """The stylesheet is where pages say it is."""
    hashed = getattr(staticfiles_storage, "hashed_files", None)
    if hashed is None:  # a site in development, which collects nothing
        return finders.find(STYLES) is not None
    return STYLES in hashed and staticfiles_storage.exists(hashed[STYLES])


def _freshness() -> dict[str, Any]:
    """How old texts and figures are. Nothing of it makes a site unfit: what is past its day is marked on the page."""
    known = SHELF.known()
    series = current_figures().series.values()
    until = min(one.reviewed_until for one in series)
    age = (timezone.now() - known.on).total_seconds() if known.on else None
    return {
        "database": "away" if SHELF.away else "answers",
        "edition": {"number": known.texts.edition, "from_database": known.read, "age_seconds": age and round(age)},
        "figures": {
            "reviewed_until": until.isoformat(),
            "reviewed": until >= timezone.localdate(),
            "checked_on": max(one.checked_on for one in series).isoformat(),
        },
    }


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus, for those alone whose address `METRICS_ALLOWED` names."""
    if not is_within(read_address(address_of(request)), settings.METRICS_ALLOWED):
        raise Http404
    from .metrics import exposition  # the library takes a tenth of a second to read, which no command needs

    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Pages of content only."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")

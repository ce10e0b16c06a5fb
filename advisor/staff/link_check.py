"""A run of the link check: every link once, one after the other, with a pause where it is the same host."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone

from .link_asking import Found, Manners, ask
from .link_places import places
from .models import LinkCheck

PAUSE = 2.0
"""Seconds between two questions to the same host."""


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def by_turns(urls: Iterable[str]) -> Iterator[str]:
    """One link of each host after the other, so that no host is asked in a row while others wait."""
    queues: dict[str, deque[str]] = defaultdict(deque)
    for url in sorted(urls):
        queues[_host(url)].append(url)
    while queues:
        for host in list(queues):
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]


def check_links(
    manners: Manners, pause: float = PAUSE, told: Callable[[str, Found], None] = lambda url, found: None
) -> list[LinkCheck]:
    """Ask for every link, keep what was found, forget links that stand nowhere any more. Gives the complaints."""
    wanted = {url for url in places() if len(url) <= 500}
    LinkCheck.objects.exclude(url__in=wanted).delete()
    asked: dict[str, float] = {}
    for url in by_turns(wanted):
        rest = asked.get(_host(url), -pause) + pause - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        found = ask(url, manners)
        asked[_host(url)] = time.monotonic()
        keep(url, found, timezone.now())
        told(url, found)
    return list(LinkCheck.complaints())


def keep(url: str, found: Found, now: datetime) -> LinkCheck:
    """Note what was found; `since` stays while it is the same finding."""
    row = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url, since=now)
    if row.finding != found.finding:
        row.since = now
    row.finding, row.note, row.moved_to, row.checked_at = found.finding, found.note, found.moved_to, now
    row.save()
    return row

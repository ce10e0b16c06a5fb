"""What is counted in the cache that processes share, and what holds while it is stopped, frozen or back: with a real Redis."""

import time
from functools import partial

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import translation

from advisor.settings import LIMITS, shared_cache
from advisor.web import counting, limits
from advisor.web.models import Feedback
from tests.cached import everything_cached
from tests.servers import Redis, running

FROM_ONE_PLACE, _seconds = LIMITS["feedback"]
PAGES = [f"guide/{key}" for key in ("students", "employees")]


@pytest.fixture
def redis(settings, monkeypatch):
    """A Redis that the site counts in."""
    monkeypatch.setattr(limits, "time", lambda: 1_795_000_000)  # no window ends while a test runs
    monkeypatch.setattr(counting, "SPARED", 0.2)
    monkeypatch.setattr(counting, "_spared_until", float("-inf"))
    with running(Redis()) as server:
        cache = shared_cache(server.url)
        patient = cache["OPTIONS"] | {"socket_timeout": 30, "socket_connect_timeout": 30}
        settings.CACHES = settings.CACHES | {"default": cache | {"OPTIONS": patient}}
        caches["own"].clear()
        yield server


@pytest.fixture
def send(client):
    with translation.override("de"):
        path = reverse("feedback")
    return lambda: client.post(path, {"page": PAGES[0], "verdict": "wrong", "words": "", "website": ""}).status_code


def counts_of(name, times):
    return [counting.counted(name, 60) for _number in range(times)]


def test_all_processes_count_together_under_a_name_of_this_site(redis):
    assert counts_of("a", 3) == [1, 2, 3]
    del caches["default"]  # as another process, which has a connection of its own
    assert counts_of("a", 2) == [4, 5]
    assert counting.kept("salt", lambda: "first", 60) == counting.kept("salt", lambda: "second", 60) == "first"
    assert "b'advisor:1:a'" in everything_cached()


def test_a_count_ends(redis):
    assert counting.counted("short", 1) == 1
    time.sleep(1.1)
    assert counting.counted("short", 1) == 1


@pytest.mark.parametrize("trouble", [Redis.stop, Redis.freeze])
def test_without_redis_each_process_counts_alone_and_messages_are_taken(redis, send, settings, trouble, written_log):
    assert send() == 303
    settings.CACHES = settings.CACHES | {"default": shared_cache(redis.url)}
    trouble(redis)
    sent = [send() for _number in range(FROM_ONE_PLACE + 1)]
    assert sent == [303] * FROM_ONE_PLACE + [429]
    assert Feedback.objects.count() == FROM_ONE_PLACE + 1
    lines = [line for line in written_log.getvalue().splitlines() if "the cache is away" in line]
    assert lines
    assert all(line.endswith("Error") for line in lines)


def test_a_stopped_redis_is_asked_seldom(redis, monkeypatch, written_log):
    monkeypatch.setattr(counting, "SPARED", 60)
    redis.stop()
    assert counts_of("b", 50)[-1] == 50
    assert written_log.getvalue().count("the cache is away") == 1


def test_redis_that_comes_back_counts_again(redis, monkeypatch):
    monkeypatch.setattr(counting, "SPARED", 60)
    counts = partial(counts_of, "c", 1)
    assert counts() == [1]
    redis.stop()
    assert counts() == [1]
    redis.start()
    assert counts() == [2]  # not asked again at once
    monkeypatch.setattr(counting, "_spared_until", float("-inf"))
    assert counts() == [1]  # Redis has forgotten, as it was told to
    assert "advisor:1:c" in everything_cached()

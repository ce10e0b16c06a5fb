"""Texts in memory: fresh, filled, and visibly German where a translation is missing."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from advisor.content import library as texts_module
from advisor.content.library import SHELF, Part, from_file, from_seeds, library
from advisor.content.models import Edition, Segment, Text, fallen_due
from advisor.content.shelf import Shelf
from advisor.directory.shelf import directory
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 10, 1))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def shelf_of(clock=time.monotonic):
    """A shelf of the tests' own, with texts alone."""
    return Shelf(lambda edition: texts_module.from_database(edition), from_seeds, from_file, clock)


@pytest.fixture
def text(db):
    text = Text.objects.create(kind="page", key="test")
    Segment.objects.create(text=text, slug="title", position=0, body_de="Titel", body_nl="Titel nl", body_hu="Cím")
    Segment.objects.create(
        text=text, slug="p-1", position=1, body_de="Bis ${contribution_ceiling}", body_nl="Tot ${contribution_ceiling}"
    )
    return text


def test_parts_are_filled_in_the_readers_format(text):
    assert library().get("page", "test", "nl", LAW) == [
        Part("title", "title", "Titel nl", "nl"),
        Part("p-1", "p", "Tot €\u00a05.812,50", "nl"),
    ]


def test_a_missing_translation_is_visibly_german(text):
    assert library().get("page", "test", "hu", LAW)[1] == Part("p-1", "p", "Bis 5.812,50\u00a0€", "de")


def test_titles_and_missing_texts(text):
    assert library().title("page", "test", "hu", LAW) == "Cím"
    assert library().has("page", "test")
    assert "test" in library().keys("page")
    assert not library().has("page", "none")
    with pytest.raises(KeyError, match="there is no text page/none"):
        library().get("page", "none", "de", LAW)
    Segment.objects.filter(text=text, slug="title").delete()
    with pytest.raises(KeyError, match="page/test has no title"):
        shelf_of().current().title("page", "test", "de", LAW)


def test_a_change_shows_after_two_seconds_and_no_sooner(text, clock, django_assert_num_queries):
    shelf = shelf_of(clock)
    first = shelf.current()
    segment = Segment.objects.get(text=text, slug="title")
    segment.body_de = "Neu"
    segment.save()
    clock.now = 1.9
    with django_assert_num_queries(0):
        assert shelf.current() is first
    clock.now = 2.0
    with django_assert_num_queries(4):
        assert shelf.current().title("page", "test", "de", LAW) == "Neu"
    assert shelf.current().edition == first.edition + 1
    clock.now = 4.0
    with django_assert_num_queries(1):
        shelf.current()


def _fails(*_):
    raise OperationalError("no such table")


def test_without_a_database_the_shipped_texts_are_read(monkeypatch):
    for name in ("current", "now"):
        monkeypatch.setattr(Edition, name, _fails)
    texts = shelf_of().current()
    assert texts.edition == 0
    assert texts.get("notice", "emergency", "hu", LAW)[0].text == "Segítség vészhelyzetben"


def test_when_the_database_goes_the_last_texts_stay(text, clock, monkeypatch):
    shelf = shelf_of(clock)
    first = shelf.current()
    monkeypatch.setattr(Edition, "now", _fails)
    clock.now = 10
    assert shelf.current() is first


PATIENCE = 20
"""Seconds after which a thread that waits is taken to wait for ever."""


def in_a_thread(work):
    """Do this in another thread; what came of it, by a call that waits for it."""
    done = []
    thread = threading.Thread(target=lambda: done.append(work()), daemon=True)
    thread.start()

    def outcome():
        thread.join(PATIENCE)
        assert done, "it still waits"
        return done[0]

    return outcome


@pytest.mark.parametrize("is_first", [True, False])
def test_what_falls_due_may_ask_for_texts_and_lists(text, is_first):
    """A lock that is held meanwhile would stop another thread, too, which is seen without waiting for ever."""
    told = []

    def put_into_force(**_about):
        assert not SHELF._standing_in.locked()
        assert in_a_thread(SHELF.current)()
        told.append((library().title("page", "test", "de", LAW), directory().edition))
        Edition.objects.update(due=None)
        Segment.objects.filter(text=text, slug="title").update(body_de="Neu")

    SHELF.forget()
    if not is_first:
        library()
        SHELF._looked = float("-inf")
    Edition.objects.update(due=timezone.now() - timedelta(seconds=1))
    edition = Edition.current()
    fallen_due.connect(put_into_force)
    try:
        assert library().title("page", "test", "de", LAW) == "Neu"
    finally:
        fallen_due.disconnect(put_into_force)
        SHELF.forget()
    assert told == [("Titel", edition)]


def test_one_thread_looks_and_the_others_read_the_last_known_texts(text, clock, monkeypatch):
    shelf = shelf_of(clock)
    first = shelf.current()
    newer = first.with_text("page", "new", [], first.edition + 1)
    began, may_end, looks = threading.Event(), threading.Event(), []

    def slow():
        looks.append(threading.get_ident())
        began.set()
        assert may_end.wait(PATIENCE)
        return newer.edition

    monkeypatch.setattr(Edition, "now", slow)
    monkeypatch.setattr(Edition, "current", lambda: newer.edition)
    monkeypatch.setattr("advisor.content.library.from_database", lambda _edition: newer)
    clock.now = 3
    looker = in_a_thread(shelf.current)
    assert began.wait(PATIENCE)
    clock.now = 9  # the look takes so long that the next one is due
    assert in_a_thread(shelf.current)() is first
    assert looks == looks[:1]
    may_end.set()
    assert looker() is newer
    assert in_a_thread(shelf.current)() is newer


def test_of_two_threads_at_the_start_neither_waits_for_what_falls_due(text, monkeypatch):
    shelf = shelf_of()
    texts = from_seeds()
    began, may_end = threading.Event(), threading.Event()

    def slow():
        began.set()
        assert may_end.wait(PATIENCE)
        return 1

    monkeypatch.setattr(Edition, "current", lambda: 1)
    monkeypatch.setattr(Edition, "now", slow)
    monkeypatch.setattr(
        "advisor.content.library.from_database", lambda edition: texts.with_text("page", "x", [], edition)
    )
    looker = in_a_thread(shelf.current)
    assert began.wait(PATIENCE)
    assert in_a_thread(shelf.current)().edition == 1
    may_end.set()
    assert looker().edition == 1


@pytest.mark.django_db
def test_an_empty_database_reads_the_shipped_texts():
    Edition.objects.all().delete()
    assert shelf_of().current().has("notice", "emergency")


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_every_shipped_text_can_be_read_in_every_language(language):
    texts = from_seeds()
    for kind in ("notice", "caution", "outcome", "page"):
        for key in texts.keys(kind):
            for part in texts.get(kind, key, language, LAW):
                assert part.language == language
                assert "${" not in part.text

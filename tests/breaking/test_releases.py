"""A release is whole or not at all: for whoever reads meanwhile, and where the process that makes it is killed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from advisor.content.library import SHELF
from advisor.content.models import Edition, FigureRow, Segment
from advisor.content.shelf import TRIES
from advisor.directory.shelf import BESIDE, current_figures
from tests.breaking.drafts import ADDED, killed_while_releasing

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
TODAY = date(2026, 10, 1)


@pytest.mark.parametrize("model", ["FigureDraft", "TextDraft"])
def test_a_process_killed_between_two_writes_of_a_release(data, model):
    after = killed_while_releasing(data, model)
    assert after["rows"] == ([1, 1] if model == "FigureDraft" else [0, 0])
    assert any(words.endswith(ADDED) for words in after["segments"]) == (model == "TextDraft")


def release(value):
    """A text and a figure at once, as one edition."""
    FigureRow.objects.update_or_create(
        name="contribution_ceiling", valid_from=DAY, defaults={"value": value, "source": "BGBl. 2025 I S. 1"}
    )
    segment = Segment.objects.filter(text__kind="page", slug="title").first()
    segment.body_de = f"Ausgabe {value}"
    segment.save()
    return str(segment.text).split("/")


def test_an_edition_read_while_the_next_is_released_is_whole(monkeypatch):
    kind, key = release(5801)
    read, values = BESIDE.read, iter([5802, 5803])

    def meanwhile(edition):
        """The texts are read; before the figures are, somebody releases."""
        if value := next(values, None):
            release(value)
        return read(edition)

    monkeypatch.setattr(BESIDE, "read", meanwhile)
    SHELF.forget()
    known = SHELF.known()
    assert [part.text for part in known.texts.wordings(kind, key, "de") if part.role == "title"] == ["Ausgabe 5803"]
    assert current_figures().on(TODAY).contribution_ceiling == Decimal(5803)
    assert known.texts.edition == known.beside.lists.edition == Edition.current()


def test_editions_that_never_settle_leave_the_last_one(monkeypatch, written_log):
    before = SHELF.known()
    read, times = BESIDE.read, []

    def meanwhile(edition):
        times.append(edition)
        Edition.count_up()
        return read(edition)

    monkeypatch.setattr(BESIDE, "read", meanwhile)
    Edition.count_up()
    SHELF._looked = float("-inf")
    assert SHELF.known().texts is before.texts
    assert len(times) == TRIES
    assert SHELF.away
    assert "Unsettled" in written_log.getvalue()


def test_only_the_looking_thread_asks_the_database(monkeypatch, settings):
    """With the thread of its own, a page is made without a query even when the look is due."""
    SHELF.known()
    asked = []
    monkeypatch.setattr(SHELF, "_ask", lambda: asked.append(True))
    settings.LOOK_ASIDE = True
    SHELF._looked = float("-inf")
    with connection.execute_wrapper(lambda *_: pytest.fail("a query")):
        SHELF.known()
    assert asked == [True]

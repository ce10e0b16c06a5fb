"""What one person writes a second one releases; two at once never lose anything."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from advisor.content.library import SHELF, library
from advisor.content.models import Edition, FigureReview, FigureRow, FormerGerman
from advisor.content.prose import fingerprint
from advisor.content.released import released_figures
from advisor.rules.figures import NotYetKnown, shipped_figures
from advisor.staff import releasing
from advisor.staff.models import FigureDraft, TextDraft
from advisor.staff.releasing import Conflict

CEILING = "contribution_ceiling"


def changed(draft, slug, **wordings):
    return [part | wordings if part["slug"] == slug else part for part in draft.body]


def written(text, user, **wordings):
    draft = releasing.begin_text(text, user)
    return releasing.save_text(draft, changed(draft, "p-1", **wordings), "", draft.version, user)


def body(text, slug="p-1", language="de"):
    return text.segments.get(slug=slug).wording(language)


def test_a_second_person_releases(text, person):
    writer, releaser = person("w", "editor"), person("r", "releaser")
    draft = releasing.send(written(text, writer, de="Neu."), writer)
    assert body(text) == "Eins."
    edition = Edition.current()
    released = releasing.release_text(draft, releaser)
    assert body(text) == "Neu."
    assert released.state == "released"
    assert Edition.current() > edition
    assert [entry.user for entry in LogEntry.objects.order_by("pk")] == [writer, releaser]


def test_nobody_releases_what_they_have_written(text, person):
    both = person("b", "editor", "releaser")
    draft = releasing.send(written(text, both, de="Neu."), both)
    with pytest.raises(PermissionDenied):
        releasing.release_text(draft, both)
    assert body(text) == "Eins."


def test_who_may_not_release_cannot(text, person):
    writer, other = person("w", "editor"), person("o", "editor")
    draft = releasing.send(written(text, writer, de="Neu."), writer)
    with pytest.raises(PermissionDenied):
        releasing.release_text(draft, other)


def test_a_draft_that_was_not_sent_is_not_released(text, person):
    draft = written(text, person("w", "editor"), de="Neu.")
    with pytest.raises(Conflict):
        releasing.release_text(draft, person("r", "releaser"))


def test_a_translator_writes_only_their_language(text, person):
    translator = person("t", "translator-nl")
    assert written(text, translator, nl="Eén.").body[1]["nl"] == "Eén."
    with pytest.raises(PermissionDenied):
        written(text, translator, hu="Új.")
    with pytest.raises(PermissionDenied):
        written(text, translator, matches=["hu"])


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(text, person):
    one, two = person("one", "editor"), person("two", "editor")
    draft = releasing.begin_text(text, one)
    releasing.save_text(draft, changed(draft, "p-1", de="Neu."), "", draft.version, one)
    with pytest.raises(Conflict) as told:
        releasing.save_text(draft, changed(draft, "p-1", de="Anders."), "", draft.version, two)
    assert told.value.current.body[1]["de"] == "Neu."


def test_of_two_releases_one_wins_and_the_other_is_told(text, person):
    writer, one, two = person("w", "editor"), person("one", "releaser"), person("two", "releaser")
    draft = releasing.send(written(text, writer, de="Neu."), writer)
    releasing.release_text(draft, one)
    with pytest.raises(Conflict):
        releasing.release_text(draft, two)


def test_a_translation_goes_stale_and_its_german_is_remembered(text, person):
    writer, releaser = person("w", "editor"), person("r", "releaser")
    releasing.release_text(releasing.send(written(text, writer, de="Neu.", nl="Nieuw."), writer), releaser)
    segment = text.segments.get(slug="p-1")
    assert segment.is_stale("hu")
    assert not segment.is_stale("nl")
    assert FormerGerman.objects.get(pk=segment.made_from_hu).wording == "Eins."
    assert fingerprint("Eins.") == segment.made_from_hu


def test_a_text_that_changed_meanwhile_is_not_overwritten(text, person):
    writer, releaser = person("w", "editor"), person("r", "releaser")
    draft = releasing.send(written(text, writer, de="Neu."), writer)
    text.segments.filter(slug="p-1").update(body_de="Anders.")
    with pytest.raises(Conflict):
        releasing.release_text(draft, releaser)
    assert body(text) == "Anders."


def test_released_for_a_day_it_shows_from_then_on(text, person):
    writer, releaser = person("w", "editor"), person("r", "releaser")
    draft = releasing.send(written(text, writer, de="Neu."), writer)
    draft = releasing.release_text(draft, releaser, timezone.now() + timedelta(days=1))
    SHELF.forget()
    assert library().wordings("page", "test", "de")[1].text == "Eins."
    TextDraft.objects.filter(pk=draft.pk).update(release_on=timezone.now() - timedelta(seconds=1))
    Edition.objects.update(due=timezone.now() - timedelta(seconds=1))
    SHELF.forget()
    assert library().wordings("page", "test", "de")[1].text == "Neu."
    assert Edition.objects.get().due is None


def test_what_no_longer_fits_on_its_day_goes_back(text, person):
    writer, releaser = person("w", "editor"), person("r", "releaser")
    draft = releasing.send(written(text, writer, de="Neu."), writer)
    draft = releasing.release_text(draft, releaser, timezone.now() + timedelta(days=1))
    text.segments.filter(slug="p-1").update(body_de="Anders.")
    TextDraft.objects.update(release_on=timezone.now())
    assert releasing.release_due() == []
    draft.refresh_from_db()
    assert (draft.state, body(text)) == ("draft", "Anders.")
    assert draft.remark


def test_an_earlier_wording_comes_back_through_a_draft(text, person):
    writer, releaser = person("w", "editor"), person("r", "releaser")
    released = releasing.release_text(releasing.send(written(text, writer, de="Neu."), writer), releaser)
    draft = releasing.restore_text(released, writer)
    assert (draft.state, draft.body[1]["de"]) == ("draft", "Eins.")
    releasing.release_text(releasing.send(draft, writer), releaser)
    assert body(text) == "Eins."


def proposed(user, **about):
    draft = FigureDraft.objects.create(**{"name": CEILING, "valid_from": date(2027, 1, 1), "source": "BGBl"} | about)
    draft.writers.add(user)
    return releasing.send(draft, user)


def test_a_released_figure_lies_over_the_shipped_one_until_it_is_withdrawn(person):
    writer, releaser = person("w", "figures-editor"), person("r", "releaser")
    with pytest.raises(NotYetKnown):
        shipped_figures().on(date(2027, 2, 1)).find(CEILING)
    released = releasing.release_figure(proposed(writer, value=Decimal("6000")), releaser)
    found = released_figures(shipped_figures()).on(date(2027, 2, 1)).find(CEILING)
    assert (found, found.source) == (Decimal("6000"), "BGBl")
    assert shipped_figures().on(date(2026, 2, 1)).find(CEILING) == released_figures(shipped_figures()).on(
        date(2026, 2, 1)
    ).find(CEILING)
    releasing.withdraw_figure(released, releaser, "typing error")
    assert not FigureRow.objects.exists()


def test_a_figure_released_twice_goes_back_to_the_first_value(person):
    writer, releaser = person("w", "figures-editor"), person("r", "releaser")
    first = releasing.release_figure(proposed(writer, value=Decimal("6000")), releaser)
    second = releasing.release_figure(proposed(writer, value=Decimal("6100")), releaser)
    with pytest.raises(Conflict):
        releasing.withdraw_figure(first, releaser, "")
    releasing.withdraw_figure(second, releaser, "")
    assert FigureRow.objects.get().value == Decimal("6000")


def test_a_review_moves_the_day_until_which_we_are_sure(person):
    writer, releaser = person("w", "figures-editor"), person("r", "releaser")
    name = "care_rate"
    shipped = shipped_figures().series[name].reviewed_until
    draft = proposed(writer, name=name, kind="review", valid_from=None, reviewed_until=shipped + timedelta(days=30))
    releasing.release_figure(draft, releaser)
    assert released_figures(shipped_figures()).series[name].reviewed_until == shipped + timedelta(days=30)
    assert FigureReview.objects.get().checked_on == timezone.localdate()

"""A second person sees what a draft changes, releases it now or on a day, or gives it back; and the history of it all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from advisor.content.library import SHELF, library
from advisor.content.models import Edition
from advisor.staff.models import TextDraft
from tests.signing_in import signed_in
from tests.staff.text_forms import address, fields, filled, opened, sent

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def browser_of(person):
    """A browser in which a new person with these roles is logged in."""

    def make(name, *roles):
        client = Client()
        client.user = person(name, *roles)
        signed_in(client.user, client)
        return client

    return make


@pytest.fixture
def writer(browser_of, text):
    client = browser_of("Ada", "editor")
    sent(client, text, de="Ganz neu.", nl="Helemaal nieuw.", why="clearer", do="send")
    return client


def draft_of(text):
    return TextDraft.objects.filter(text=text).order_by("-pk").first()


def body(text, language="de"):
    return text.segments.get(slug="p-1").wording(language)


def decided(client, text, do="release", **values):
    return client.post(address(text, "review"), {"do": do, "version": draft_of(text).version} | values, follow=True)


def said(page):
    return " ".join(str(message) for message in page.context["messages"])


def test_the_second_person_sees_each_change_and_why(writer, browser_of, text):
    page = browser_of("Bela", "releaser").get(address(text, "review"))
    html = page.content.decode()
    assert [change.slug for change in page.context["changes"]] == ["p-1"]
    assert [row[0] for row in page.context["changes"][0].languages] == ["de", "nl"]
    assert "Eins</del>" in html
    assert "clearer" in html
    assert "Ada" in html


def test_released_at_once_visitors_read_it(writer, browser_of, text):
    page = decided(browser_of("Bela", "releaser"), text)
    assert "It is released." in said(page)
    assert (body(text), body(text, "nl")) == ("Ganz neu.", "Helemaal nieuw.")
    SHELF.forget()
    assert library().wordings("page", "test", "de")[1].text == "Ganz neu."


@pytest.mark.parametrize("role", ["editor", "translator-nl"])
def test_who_is_no_releaser_sees_no_button_and_cannot_release(writer, browser_of, text, role):
    client = browser_of("Bela", role)
    page = client.get(address(text, "review"))
    assert 'value="release"' not in page.content.decode()
    for do in ("release", "give-back"):
        assert decided(client, text, do, remark="no").status_code == 403
    assert draft_of(text).state == "waiting"


def test_nobody_releases_what_they_have_written(browser_of, text):
    client = browser_of("Ada", "editor", "releaser")
    sent(client, text, de="Ganz neu.", do="send")
    page = client.get(address(text, "review"))
    assert 'value="release"' not in page.content.decode()
    assert "A second person releases it." in said(decided(client, text))
    assert body(text) == "Eins."


def test_of_two_the_slower_is_told(writer, browser_of, text):
    one, two = browser_of("Bela", "releaser"), browser_of("Cleo", "releaser")
    version = draft_of(text).version
    decided(one, text)
    page = two.post(address(text, "review"), {"do": "release", "version": version}, follow=True)
    assert page.status_code == 200
    assert "no open draft" in said(page)
    assert draft_of(text).decided_by == one.user


def test_what_was_rewritten_after_the_look_is_not_released(writer, browser_of, text):
    releaser = browser_of("Bela", "releaser")
    version = draft_of(text).version
    sent(writer, text, de="Noch neuer.", do="send")
    page = releaser.post(address(text, "review"), {"do": "release", "version": version}, follow=True)
    assert "Somebody else has saved this draft meanwhile." in said(page)
    assert body(text) == "Eins."


def test_a_release_is_planned_in_the_time_of_berlin(writer, browser_of, text):
    releaser = browser_of("Bela", "releaser")
    decided(releaser, text, on="2029-07-01T06:30")
    draft = draft_of(text)
    assert draft.state == "scheduled"
    assert draft.release_on == datetime(2029, 7, 1, 6, 30, tzinfo=BERLIN)
    assert body(text) == "Eins."
    assert "2029-07-01 06:30" in writer.get(address(text)).content.decode()
    assert "<textarea" not in writer.get(address(text)).content.decode()
    TextDraft.objects.update(release_on=timezone.now() - timedelta(seconds=1))
    Edition.objects.update(due=timezone.now() - timedelta(seconds=1))
    SHELF.forget()
    assert library().wordings("page", "test", "de")[1].text == "Ganz neu."
    assert draft_of(text).state == "released"


@pytest.mark.parametrize("on", ["2020-01-01T00:00", "31.02.2029", "soon", "2029-03-25T02:30", "99999-01-01T00:00"])
def test_a_moment_that_cannot_be_is_refused_at_its_field(writer, browser_of, text, on):
    page = decided(browser_of("Bela", "releaser"), text, on=on)
    assert page.status_code == 400
    assert page.context["release"].errors["on"]
    assert draft_of(text).state == "waiting"


def test_given_back_with_a_remark_the_writers_go_on(writer, browser_of, text):
    releaser = browser_of("Bela", "releaser")
    assert decided(releaser, text, "give-back", remark="").status_code == 400
    decided(releaser, text, "give-back", remark="Too long.")
    assert draft_of(text).state == "draft"
    assert "Too long." in writer.get(address(text)).content.decode()
    assert sent(writer, text, de="Kurz.", do="send").status_code == 302
    assert draft_of(text).state == "waiting"


def test_a_planned_release_can_be_given_back(writer, browser_of, text):
    releaser = browser_of("Bela", "releaser")
    decided(releaser, text, on="2029-07-01T06:30")
    decided(releaser, text, "give-back", remark="Wait.")
    assert (draft_of(text).state, draft_of(text).release_on) == ("draft", None)


def test_a_text_that_changed_meanwhile_cannot_be_released_unseen(writer, browser_of, text):
    text.segments.filter(slug="title").update(body_de="Neuer Titel")
    releaser = browser_of("Bela", "releaser")
    assert 'value="release"' not in releaser.get(address(text, "review")).content.decode()
    assert "The text has changed" in said(decided(releaser, text))
    assert body(text) == "Eins."


def test_answers_to_the_meaning_check_are_shown_to_the_second_person(browser_of, text):
    writer = browser_of("Ada", "editor")
    wordings = {"de": "Das gilt nicht.", "nl": "Dat geldt.", "hu": "Ez nem érvényes."}
    sent(writer, text, **wordings, same_nl="a saying", do="send")
    html = browser_of("Bela", "releaser").get(address(text, "review")).content.decode()
    assert "Ada says that it means the same: a saying" in html


# The history -------------------------------------------------------------------------------------------------------


def test_the_history_tells_who_when_why_and_what(writer, browser_of, text):
    decided(browser_of("Bela", "releaser"), text)
    html = writer.get(address(text, "history")).content.decode()
    for words in ("Ada", "Bela", "clearer", "Eins</del>", f"{timezone.localtime():%Y-%m-%d}"):
        assert words in html


def test_an_earlier_text_comes_back_as_a_draft_that_is_released(writer, browser_of, text):
    releaser = browser_of("Bela", "releaser")
    decided(releaser, text)
    assert text.segments.get(slug="p-1").state("hu") == "stale"
    response = writer.post(address(text, "history"), {"restore": draft_of(text).pk}, follow=True)
    assert "A new draft reads as the text did" in said(response)
    assert body(text) == "Ganz neu."
    writer.post(address(text), opened(writer, text) | {"do": "send"})
    decided(releaser, text)
    assert (body(text), body(text, "nl")) == ("Eins.", "Een.")
    assert text.segments.get(slug="p-1").state("hu") == "current"
    assert text.segments.get(slug="p-1").state("nl") == "current"


def test_nothing_is_restored_over_what_somebody_is_writing(writer, browser_of, text):
    decided(browser_of("Bela", "releaser"), text)
    released = draft_of(text)
    sent(writer, text, de="Angefangen.")
    page = writer.post(address(text, "history"), {"restore": released.pk}, follow=True)
    assert "open draft" in said(page)
    assert draft_of(text).body[1]["de"] == "Angefangen."


def test_a_translator_restores_only_their_language(browser_of, text):
    translator, releaser = browser_of("Tom", "translator-nl"), browser_of("Bela", "releaser")
    sent(translator, text, nl="Eén.", do="send")
    decided(releaser, text)
    first = draft_of(text)
    editor = browser_of("Ada", "editor")
    sent(editor, text, de="Anders.", do="send")
    decided(releaser, text)
    page = translator.post(address(text, "history"), {"restore": draft_of(text).pk}, follow=True)
    assert "You may not write" in said(page)
    assert draft_of(text).state == "released"
    translator.post(address(text, "history"), {"restore": first.pk}, follow=True)
    assert draft_of(text).state == "released"


@pytest.mark.parametrize("number", ["", "0", "x", "99999999"])
def test_what_was_never_released_cannot_be_restored(writer, text, number):
    page = writer.post(address(text, "history"), {"restore": number}, follow=True)
    assert "There is no such release." in said(page)


def test_a_releaser_reads_the_history_and_restores_nothing(writer, browser_of, text):
    releaser = browser_of("Bela", "releaser")
    decided(releaser, text)
    page = releaser.get(address(text, "history"))
    assert 'name="restore"' not in page.content.decode()
    assert releaser.post(address(text, "history"), {"restore": draft_of(text).pk}).status_code == 403


def test_a_removed_segment_is_shown_and_comes_back(browser_of, text):
    writer, releaser = browser_of("Ada", "editor"), browser_of("Bela", "releaser")
    form = fields(writer.post(address(text), opened(writer, text) | {"do": "remove-1"}))
    form = filled(form, "title", de="Neuer Titel")
    writer.post(address(text), form | {"do": "save"})
    assert [c.what for c in releaser.get(address(text, "review")).context["changes"]] == ["changed", "removed"]
    writer.post(address(text), opened(writer, text) | {"do": "send"})
    decided(releaser, text)
    assert [segment.slug for segment in text.segments.all()] == ["title"]
    writer.post(address(text, "history"), {"restore": draft_of(text).pk})
    writer.post(address(text), opened(writer, text) | {"do": "send"})
    decided(releaser, text)
    assert [segment.slug for segment in text.segments.all()] == ["title", "p-1"]
    assert body(text, "hu") == "Egy."
    assert text.segments.get(slug="p-1").state("hu") == "current"

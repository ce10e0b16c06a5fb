"""Two people write in one text, or a deploy changes it meanwhile: each is told, and nothing is lost."""

import pytest
from django.test import Client

from advisor.content.models import Segment
from advisor.staff import releasing
from advisor.staff.models import TextDraft, wordings_of
from advisor.staff.wordings import joined, marks_of
from tests.signing_in import signed_in
from tests.staff.text_forms import address, fields, filled, opened, sent, told


@pytest.fixture
def two(person):
    """Two editors, each with a browser."""
    clients = Client(), Client()
    for name, client in zip(("Ada", "Bela"), clients, strict=True):
        signed_in(person(name, "editor"), client)
    return clients


def draft_of(text):
    return TextDraft.objects.get(text=text, state__in=TextDraft.OPEN)


def wordings(text):
    return {part["slug"]: part["de"] for part in draft_of(text).body}


def test_the_second_is_told_sees_both_wordings_and_loses_nothing(two, text):
    ada, bela = two
    forms = [opened(client, text) for client in two]
    ada.post(address(text), filled(forms[0], "p-1", de="Von Ada.") | {"do": "save"})
    page = bela.post(address(text), filled(forms[1], "p-1", de="Von Bela.") | {"do": "save", "why": "so"})
    assert page.status_code == 409
    assert "Ada" in told(page)
    assert wordings(text)["p-1"] == "Von Ada."
    again = fields(page)
    assert again["1-de"] == "Von Bela."
    assert again["why"] == "so"
    html = page.content.decode()
    assert "Somebody else has written here meanwhile" in html
    assert "Ada</del>" in html
    assert bela.post(address(text), again | {"do": "save"}).status_code == 302
    assert wordings(text)["p-1"] == "Von Bela."


def test_what_the_second_did_not_touch_follows_the_first(two, text):
    ada, bela = two
    forms = [opened(client, text) for client in two]
    form = filled(forms[0], "title", de="Titel von Ada")
    form = fields(ada.post(address(text), form | {"do": "add-1", "1-add": "item"}))
    ada.post(address(text), filled(form, "item-1", de="Punkt.", nl="Punt.", hu="Pont.") | {"do": "save"})
    page = bela.post(address(text), filled(forms[1], "p-1", hu="Béla írta.") | {"do": "save"})
    bela.post(address(text), fields(page) | {"do": "save"})
    assert wordings(text) == {"title": "Titel von Ada", "p-1": "Eins.", "item-1": "Punkt."}
    assert draft_of(text).body[1]["hu"] == "Béla írta."


def test_a_text_released_meanwhile_is_not_turned_back(two, text, person):
    ada, bela = two
    form = opened(bela, text)
    sent(ada, text, de="Von Ada.", do="send")
    releasing.release_text(draft_of(text), person("r", "releaser"))
    page = bela.post(address(text), filled(form, "title", de="Titel von Bela") | {"do": "save"})
    assert page.status_code == 409
    assert fields(page)["1-de"] == "Von Ada."
    bela.post(address(text), fields(page) | {"do": "save"})
    assert wordings(text) == {"title": "Titel von Bela", "p-1": "Von Ada."}


def test_a_draft_thrown_away_meanwhile_does_not_take_what_was_typed_with_it(two, text):
    ada, bela = two
    sent(ada, text, de="Von Ada.")
    form = filled(opened(bela, text), "p-1", de="Von Bela.")
    ada.post(address(text), opened(ada, text) | {"do": "throw", "sure": "yes"})
    page = bela.post(address(text), form | {"do": "save"})
    assert page.status_code == 409
    bela.post(address(text), fields(page) | {"do": "save"})
    assert wordings(text)["p-1"] == "Von Bela."


def test_throwing_away_what_somebody_just_changed_is_told(two, text):
    ada, bela = two
    sent(ada, text, de="Von Ada.")
    form = opened(ada, text)
    sent(bela, text, de="Von Bela.")
    assert ada.post(address(text), form | {"do": "throw", "sure": "yes"}).status_code == 409
    assert wordings(text)["p-1"] == "Von Bela."


# A text that changes below its draft -------------------------------------------------------------------------------


def deployed(text, slug, **wordings):
    text.segments.filter(slug=slug).update(**{f"body_{language}": words for language, words in wordings.items()})


def test_a_draft_follows_where_it_touched_nothing(two, text, person):
    ada = two[0]
    sent(ada, text, de="Von Ada.", do="send")
    deployed(text, "title", de="Neuer Titel")
    Segment.objects.create(text=text, slug="p-2", position=2, body_de="Zusatz.", body_nl="Extra.", body_hu="Pótlás.")
    assert "Take over the text of today" in ada.get(address(text)).content.decode()
    page = ada.get(address(text, "take-over"))
    assert page.context["rows"] == []
    ada.post(address(text, "take-over"), {"version": draft_of(text).version})
    assert wordings(text) == {"title": "Neuer Titel", "p-1": "Von Ada.", "p-2": "Zusatz."}
    releasing.release_text(releasing.send(draft_of(text), draft_of(text).writers.first()), person("r", "releaser"))
    assert [part["de"] for part in wordings_of(text)] == ["Neuer Titel", "Von Ada.", "Zusatz."]


@pytest.mark.parametrize(("choice", "then"), [("draft", "Von Ada."), ("now", "Vom Update.")])
def test_where_both_changed_a_person_chooses(two, text, choice, then):
    ada = two[0]
    sent(ada, text, de="Von Ada.")
    deployed(text, "p-1", de="Vom Update.")
    page = ada.get(address(text, "take-over"))
    assert [(row["slug"], row["code"]) for row in page.context["rows"]] == [("p-1", "de")]
    html = page.content.decode()
    assert "Eins." in html
    assert "Update</ins>" in html
    ada.post(address(text, "take-over"), {"version": draft_of(text).version, "p-1-de": choice})
    assert wordings(text)["p-1"] == then


def test_taking_over_twice_at_once_is_told(two, text):
    ada, bela = two
    sent(ada, text, de="Von Ada.")
    deployed(text, "title", de="Neuer Titel")
    version = draft_of(text).version
    sent(bela, text, de="Von Bela.")
    response = ada.post(address(text, "take-over"), {"version": version})
    assert "Somebody else has saved" in told_of(ada, response)
    assert wordings(text)["title"] == "Titel"


def told_of(client, response):
    return " ".join(str(message) for message in client.get(response.url).context["messages"])


def test_a_translator_does_not_decide_about_german(two, text, person):
    sent(two[0], text, de="Von Ada.")
    deployed(text, "p-1", de="Vom Update.")
    translator = Client()
    signed_in(person("t", "translator-nl"), translator)
    version = draft_of(text).version
    response = translator.post(address(text, "take-over"), {"version": version, "p-1-de": "now"})
    assert response.status_code == 403
    assert wordings(text)["p-1"] == "Von Ada."


def test_a_released_day_that_no_longer_fits_leaves_the_draft_to_take_over(two, text, person):
    from datetime import timedelta

    from django.utils import timezone

    sent(two[0], text, de="Von Ada.", do="send")
    releasing.release_text(draft_of(text), person("r", "releaser"), timezone.now() + timedelta(days=1))
    deployed(text, "title", de="Neuer Titel")
    TextDraft.objects.update(release_on=timezone.now())
    releasing.release_due()
    page = two[0].get(address(text)).content.decode()
    assert "The text has changed since the draft was begun" in page
    assert "Take over the text of today" in page


# Joining -------------------------------------------------------------------------------------------------------------


def parts(**german):
    return [
        {"slug": slug, "de": words, "nl": "", "hu": "", "matches": [], "made_from": {}}
        for slug, words in german.items()
    ]


BASE = {"a": "1", "b": "2", "c": "3"}
JOINED = [
    pytest.param(BASE, BASE, ["a1", "b2", "c3"], [], id="nothing changed"),
    pytest.param(BASE | {"a": "x"}, BASE | {"b": "y"}, ["ax", "by", "c3"], [], id="different segments"),
    pytest.param(BASE | {"a": "x"}, BASE | {"a": "y"}, ["ax", "b2", "c3"], ["a"], id="the same segment"),
    pytest.param(BASE | {"a": "x"}, BASE | {"a": "x"}, ["ax", "b2", "c3"], [], id="the same change twice"),
    pytest.param({"a": "1", "c": "3"}, BASE, ["a1", "c3"], [], id="I removed one"),
    pytest.param({"a": "1", "c": "3"}, BASE | {"b": "y"}, ["a1", "by", "c3"], ["b"], id="I removed what they changed"),
    pytest.param(BASE, {"a": "1", "c": "3"}, ["a1", "c3"], [], id="they removed one"),
    pytest.param(BASE | {"b": "x"}, {"a": "1", "c": "3"}, ["a1", "bx", "c3"], ["b"], id="they removed what I changed"),
    pytest.param(
        {"c": "3", "a": "1", "b": "2"}, BASE | {"d": "4"}, ["c3", "d4", "a1", "b2"], [], id="I moved, they added"
    ),
    pytest.param(
        BASE | {"d": "4"}, {"b": "2", "a": "1", "c": "3"}, ["b2", "a1", "c3", "d4"], [], id="they moved, I added"
    ),
]


@pytest.mark.parametrize(("mine", "theirs", "expected", "clashes"), JOINED)
def test_two_changes_become_one(mine, theirs, expected, clashes):
    body, found = joined(marks_of(parts(**BASE)), parts(**mine), parts(**theirs))
    assert [part["slug"] + part["de"] for part in body] == expected
    assert [clash.slug for clash in found] == clashes

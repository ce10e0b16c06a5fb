"""What an update of the site changes in a text stands in its history, readable, between what people changed."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.utils import timezone

from advisor.content.models import Delivery, FormerGerman, Text
from advisor.content.seeding import seed
from advisor.content.seeds import ShippedSegment, ShippedText
from advisor.staff import releasing

FIRST = {"title": "Titel", "p-1": "Eins bleibt.", "p-2": "Zwei alt."}


def shipped(dutch="nl", **wordings):
    """One shipped text, of which each segment is its German wording."""
    parts = tuple(
        ShippedSegment(slug, {"de": german, "nl": f"{dutch} {german}", "hu": f"hu {german}"})
        for slug, german in wordings.items()
    )
    return {("page", "updated"): ShippedText("page", "updated", "page/test.toml", parts)}


@pytest.fixture
def text(db):
    Text.objects.all().delete()
    seed(shipped(**FIRST))
    return Text.objects.get()


@pytest.fixture
def history(person, signed_in, text):
    """Reads the history as an editor does; gives each step as plain words."""
    client = signed_in(person("ada", "editor"))

    def read(**headers):
        html = client.get(f"/admin/content/text/{text.pk}/history/", headers=headers).content.decode()
        steps = re.findall(r"<article.*?</article>", html, re.S)
        return [" ".join(unescape(re.sub(r"<[^>]+>", " ", step)).split()) for step in steps]

    return read


def test_a_new_text_tells_with_which_version_it_came(history):
    (step,) = history()
    assert step.startswith(f"Update of the site, {timezone.localtime():%Y-%m-%d}")
    assert f"new since version {settings.VERSION} of the site" in step
    assert "What it changed" not in step


def test_an_update_tells_what_it_replaced_added_removed_and_moved(text, history):
    seed(shipped(**{"title": "Titel", "p-3": "Drei kommt.", "p-1": "Eins bleibt.", "p-2": "Zwei neu."}))
    seed(shipped(**{"p-2": "Zwei neu.", "title": "Titel", "p-1": "Eins bleibt."}))
    second, first, _new = history()
    assert "removed: Drei kommt." in second
    assert "removed: nl Drei kommt." in second
    assert "p-2 moved to another place Zwei neu." in second
    assert "Eins" not in second
    assert f"came with version {settings.VERSION}" in first
    assert "Zwei removed: alt added: neu ." in first
    assert "hu Zwei removed: alt added: neu ." in first
    assert "added: Drei kommt." in first
    assert "Eins" not in first


def test_an_update_of_a_translation_alone_shows_the_german_it_stands_beside(text, history):
    seed(shipped("vl", **FIRST))
    seed(shipped("vl", **FIRST | {"p-2": "Zwei neu."}))
    step = history()[1]
    assert "p-2 changed Zwei alt. Nederlands removed: nl added: vl Zwei alt." in step
    assert "hu Zwei" not in step


def test_german_is_kept_once(text):
    seed(shipped(**FIRST | {"p-2": "Zwei neu."}))
    kept = Delivery.objects.latest("pk")
    assert "Zwei" not in "".join(part["de"] for part in (*kept.before, *kept.after))
    assert "p-1" in [part["slug"] for part in kept.before]
    assert not any("Eins" in str(part) for part in kept.before)
    assert FormerGerman.objects.filter(wording="Zwei alt.").count() == 1


def test_an_update_that_changes_nothing_leaves_no_trace(text):
    seed(shipped(**FIRST))
    assert text.deliveries.count() == 1


def test_updates_and_releases_stand_in_their_order_and_what_staff_have_changed_stays(text, person, history):
    writer, second = person("w", "editor"), person("s", "releaser")
    seed(shipped(**FIRST | {"p-1": "Eins vom Update."}))
    draft = releasing.begin_text(text, writer)
    ours = {"de": "Zwei von uns.", "nl": "Twee van ons.", "hu": "Kettő tőlünk."}
    body = [part | ours if part["slug"] == "p-2" else part for part in draft.body]
    draft = releasing.save_text(draft, body, "clearer", draft.version, writer)
    releasing.release_text(releasing.send(draft, writer), second)
    seed(shipped(**FIRST | {"p-1": "Eins danach.", "p-2": "Zwei vom Update."}))
    last, release, update, new = history()
    assert "Eins removed: vom Update added: danach ." in last
    assert "Zwei" not in last
    assert release.startswith("released, ")
    assert "clearer" in release
    assert "Eins removed: bleibt added: vom Update ." in update
    assert "new since version" in new


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Aktualisierung der Website"), ("nl", "Update van de website"), ("hu", "A weboldal frissítése")],
)
def test_an_update_is_told_in_the_language_of_the_reader(history, language, words):
    (step,) = history(**{"Accept-Language": language})
    assert words in step
    assert settings.VERSION in step

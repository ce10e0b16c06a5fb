"""A draft is seen on the site's own page before it is released, and by nobody else."""

import re

import pytest

from advisor.content.library import SHELF, library
from advisor.content.models import Text
from advisor.content.prose import render
from advisor.directory.shelf import SHELF as LISTS
from advisor.staff import releasing, text_places
from advisor.staff.models import TextDraft
from tests.signing_in import signed_in
from tests.staff.text_forms import address, opened, sent

GERMAN, DUTCH, HUNGARIAN = "Probewort Giraffe.", "Proefwoord giraf.", "Próbaszó zsiráf."

SHOWN = [
    ("guide", "students", "/de/"),
    ("page", "list-funds", "/de/"),
    ("page", "list-funds-compare", "/de/"),
    ("page", "list-municipalities-none", "/de/"),
    ("page", "site-limits", "/de/"),
    ("notice", "emergency", "/de/"),
    ("term", None, "/de/"),
    ("outcome", "employee-compulsory", "/de/"),
    ("outcome", "asylum-analogous", "/de/"),
    ("reason", None, "/de/"),
    ("document", None, "/de/"),
    ("deadline", None, "/de/"),
    ("caution", "asylum-emergency", "/de/"),
    ("authority", None, "/de/"),
    ("why", "age", "/de/"),
    ("why", "additional_rate", "/de/"),
]


@pytest.fixture
def editor(client, person):
    signed_in(person("Ada", "editor"), client)
    return client


def named(kind, key):
    texts = Text.objects.filter(kind=kind)
    return texts.get(key=key) if key else texts.order_by("key").first()


def drafted(editor, text, slug=None):
    """Save a draft in which the last paragraph reads otherwise in every language."""
    slug = slug or text.segments.order_by("-position").first().slug
    response = sent(editor, text, slug, de=GERMAN, nl=DUTCH, hu=HUNGARIAN)
    assert response.status_code == 302, response.context["lines"]


def page_of(client, text, **asked):
    return client.get(address(text, "preview_page"), asked)


@pytest.mark.parametrize(("kind", "key", "_where"), SHOWN, ids=lambda value: str(value))
def test_the_draft_stands_on_the_page_where_visitors_will_read_it(editor, kind, key, _where):
    text = named(kind, key)
    drafted(editor, text)
    for language, words in (("de", GERMAN), ("nl", DUTCH), ("hu", HUNGARIAN)):
        page = page_of(editor, text, language=language)
        html = page.content.decode()
        assert page.status_code == 200
        assert words.split()[1].rstrip(".") in html
        assert f'<html lang="{language}" ' in html
        assert "No page of the site was found" not in html
        assert '<header class="top">' in html
        assert html.count('id="previewed"') == 1
        assert re.search(rf'<span id="previewed"></span>(<[^>]*>)*{first_words(text, language)}', html)


def first_words(text, language):
    """How the part begins that was written, or the title, beside which short texts stand in one paragraph."""
    written = {"de": GERMAN, "nl": DUTCH, "hu": HUNGARIAN}[language]
    return f"({re.escape(written)}|{re.escape(render(text.segments.order_by('position').first().wording(language)))})"


def test_the_frame_opens_at_what_was_written_and_not_at_a_link_to_it(editor):
    text = named("guide", "students")
    heading = text.segments.filter(slug__startswith="h-").last().slug
    drafted(editor, text, heading)
    html = page_of(editor, text).content.decode()
    assert html.count(GERMAN) == 2  # in the list of contents, too
    assert re.search(rf'<h2 id="[^"]+"><span id="previewed"></span>{GERMAN}', html)
    assert editor.get(address(text, "preview")).context["frame"].endswith("#previewed")
    live = text.segments.get(slug=heading).wording("de")
    assert f'<span id="previewed"></span>{live}' in page_of(editor, text, state="live").content.decode()


def test_without_the_draft_it_shows_what_visitors_read_now(editor):
    text = named("guide", "students")
    drafted(editor, text)
    html = page_of(editor, text, state="live").content.decode()
    assert "Giraffe" not in html
    assert '<header class="top">' in html


def test_the_figures_are_those_of_the_day_asked_for(editor):
    text = named("guide", "students")
    slug = text.segments.order_by("-position").first().slug
    wording = "Grenze ${contribution_ceiling} hier."
    sent(editor, text, slug, de=wording, nl=wording, hu=wording)
    pages = [page_of(editor, text, as_of=day).content.decode() for day in ("2025-06-01", "2026-06-01")]
    values = [re.search(r"Grenze ([\d.,]+)", page)[1] for page in pages]
    assert values == ["5.512,50", "5.812,50"]


@pytest.mark.parametrize("asked", [{"as_of": "1999-01-01"}, {"as_of": "x"}, {"language": "fr"}, {"width": "huge"}])
def test_what_cannot_be_shown_is_told_at_its_field(editor, text, asked):
    page = editor.get(address(text, "preview"), asked)
    assert page.status_code == 400
    assert list(page.context["form"].errors) == list(asked)
    assert page_of(editor, text, **asked).status_code == 400


def test_only_the_preview_may_be_framed_and_only_by_us(editor, text):
    sent(editor, text, de="Neu.")
    inner, outer = page_of(editor, text), editor.get(address(text, "preview"))
    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in inner["Content-Security-Policy"]
    assert "frame-src 'self'" in outer["Content-Security-Policy"]
    assert outer["X-Frame-Options"] == "DENY"
    for page in (outer, editor.get(address(text)), editor.get("/de/")):
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "no-store" in inner["Cache-Control"]
    assert "style=" not in outer.content.decode()


def test_a_phone_is_narrow_and_the_choice_stays(editor, text):
    html = editor.get(address(text, "preview"), {"width": "phone", "language": "hu"}).content.decode()
    assert 'class="text-frame phone"' in html
    assert "language=hu" in html
    assert '<option value="hu" selected>' in html


def test_a_text_that_no_page_shows_stands_by_itself(editor, text):
    sent(editor, text, de="Giraffe.")
    html = page_of(editor, text).content.decode()
    assert "Hier steht er ohne Seite." in html
    assert "Giraffe." in html


def test_a_new_word_is_seen_in_the_glossary(editor):
    editor.post("/admin/content/text/add/", {"key": "giraffe"})
    text = Text.objects.get(kind="term", key="giraffe")
    form = opened(editor, text) | {"0-de": "Giraffe", "0-nl": "Giraf", "0-hu": "Zsiráf"}
    editor.post(address(text), form | {"1-de": "Ein Tier.", "1-nl": "Een dier.", "1-hu": "Egy állat.", "do": "save"})
    assert "Zsiráf" in page_of(editor, text, language="hu").content.decode()
    assert page_of(editor, text, state="live").status_code == 200


def test_a_preview_leaks_nothing_to_visitors(editor, client):
    """Not through pages, not through what is kept by edition, not into the search, the glossary or the lists."""
    texts = [named(kind, key) for kind, key, _where in SHOWN[:7]]
    visited = {}
    for text in texts:
        drafted(editor, text)
        with_language = {
            language: text_places.place_of(text.kind, text.key, language, law()) for language in ("de", "hu")
        }
        visited |= {place.path(code): place for code, place in with_language.items()}
    lists, shelf = LISTS.current(), SHELF.current()
    before = {path: client.get(path, place.fields).content for path, place in visited.items()}
    for text in texts:
        for language in ("de", "hu"):
            assert page_of(editor, text, language=language).status_code == 200
    client.logout()
    for path, place in visited.items():
        page = client.get(path, place.fields)
        assert page.content == before[path]
        assert "iraffe" not in page.content.decode()
    found = client.get("/de/suche/", {"q": "Giraffe"}).content.decode()
    assert "Probewort" not in found
    assert SHELF.current() is shelf
    assert LISTS.current() is lists
    assert library() is shelf


def law():
    from advisor.web.asking import asked_on

    return asked_on().law


@pytest.mark.parametrize("role", ["translator-hu", "releaser"])
def test_everybody_who_reads_texts_sees_the_preview(editor, client, person, text, role):
    sent(editor, text, de="Giraffe.")
    signed_in(person("Bela", role), client)
    assert "Giraffe." in page_of(client, text).content.decode()
    client.logout()
    assert page_of(client, text).status_code == 302


def test_a_thrown_away_draft_is_no_longer_previewed(editor, text):
    sent(editor, text, de="Giraffe.")
    releasing.throw_away(TextDraft.objects.get(), TextDraft.objects.get().writers.get())
    assert "Giraffe." not in page_of(editor, text).content.decode()


def test_saving_and_preview_go_together(editor, text):
    response = sent(editor, text, de="Neu.", do="preview")
    assert response.url == address(text, "preview")


@pytest.mark.parametrize(
    ("role", "language"), [("editor", "de"), ("releaser", "de"), ("translator-nl", "nl"), ("translator-hu", "hu")]
)
def test_a_preview_opens_in_the_language_that_one_writes(person, text, role, language):
    page = signed_in(person("Cleo", role)).get(address(text, "preview"))
    assert f"language={language}" in page.context["frame"]

"""Staff write texts as drafts; what may not stand in one is refused at its field, and nothing typed is lost."""

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count

from advisor.content.models import Edition, Segment, Text
from advisor.content.prose import fingerprint
from advisor.staff import releasing
from advisor.staff.models import SameMeaning, TextDraft
from tests.signing_in import signed_in
from tests.staff.text_forms import address, fields, filled, opened, place, sent, told

LIST = "/admin/content/text/"


@pytest.fixture
def as_role(client, person):
    """Logs a new person with these roles in."""

    def login(*roles):
        user = person(f"{'-'.join(roles)}-{get_user_model().objects.count()}", *roles)
        signed_in(user, client)
        return user

    return login


def draft_of(text):
    return TextDraft.objects.get(text=text, state__in=TextDraft.OPEN)


def wording(text, language, slug="p-1"):
    return next(part[language] for part in draft_of(text).body if part["slug"] == slug)


def errors_at(page, slug, field):
    line = next(line for line in page.context["lines"] if line.slug == slug)
    return line.errors if field == "slug" else next(one.errors for one in line.fields if one.language == field)


def field_of(page, slug, language):
    line = next(line for line in page.context["lines"] if line.slug == slug)
    return next(one for one in line.fields if one.language == language)


def test_an_editor_writes_every_language_and_visitors_see_nothing_of_it(as_role, client, text):
    editor, edition = as_role("editor"), Edition.current()
    page = client.get(address(text))
    for language in ("de", "nl", "hu"):
        assert f'name="1-{language}"' in page.content.decode()
    response = sent(client, text, de="Neu\r\n  und gut.", why="clearer")
    assert response.status_code == 302
    draft = draft_of(text)
    assert (wording(text, "de"), draft.why, list(draft.writers.all())) == ("Neu und gut.", "clearer", [editor])
    assert text.segments.get(slug="p-1").body_de == "Eins."
    assert Edition.current() == edition


def test_a_translator_writes_their_language_beside_the_german(as_role, client, text):
    as_role("translator-nl")
    page = client.get(address(text)).content.decode()
    assert 'name="1-nl"' in page
    assert 'name="1-de"' not in page
    assert 'name="1-hu"' not in page
    assert "Eins." in page
    assert 'value="remove-1"' not in page
    sent(client, text, nl="Eén.")
    assert wording(text, "nl") == "Eén."


@pytest.mark.parametrize("language", ["de", "hu"])
def test_a_translator_cannot_write_another_language(as_role, client, text, language):
    as_role("translator-nl")
    assert sent(client, text, **{language: "Neu."}).status_code == 403
    assert not TextDraft.objects.exists()


def test_a_translator_cannot_remove_a_segment(as_role, client, text):
    as_role("translator-nl")
    form = {name: value for name, value in opened(client, text).items() if not name.startswith("1-")} | {"count": "1"}
    assert client.post(address(text), form | {"do": "save"}).status_code == 403


def test_a_releaser_reads_and_writes_nothing(as_role, client, text):
    as_role("releaser")
    page = client.get(address(text))
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    assert client.post(address(text), {"count": "0", "version": "0", "base": "{}"}).status_code == 403


@pytest.mark.parametrize("role", ["figures-editor", "administrator"])
def test_others_do_not_see_texts(as_role, client, text, role):
    as_role(role)
    for page in ("change", "history", "review", "preview", "preview_page", "take-over"):
        assert client.get(address(text, page)).status_code == 403
    assert client.get(LIST).status_code == 403


def test_nothing_live_is_changed_or_deleted_by_hand(as_role, client, text):
    signed_in(get_user_model().objects.create_superuser("root"), client)
    assert client.post(f"{LIST}{text.pk}/delete/", {"post": "yes"}).status_code == 403
    page = client.get(LIST).content.decode()
    assert 'value="delete_selected"' not in page
    client.post(address(text), {"segments-0-body_de": "Neu", "count": "0", "version": "0", "base": "{}"})
    assert text.segments.get(slug="p-1").body_de == "Eins."


REFUSED = [
    pytest.param("de", "Sie zahlen 14,6 %.", id="a typed-in rate"),
    pytest.param("hu", "Fizetendő: ${no_figure}", id="an unknown figure"),
    pytest.param("nl", "[x](http://example.org)", id="a link without https"),
    pytest.param("de", "[mehr](guide:no-such-page)", id="a broken link inside the site"),
    pytest.param("de", "[mehr](term:no-such-word)", id="a word that nobody explains"),
    pytest.param("de", "", id="no German"),
    pytest.param("de", "Guten <b>Tag</b>.", id="HTML"),
    pytest.param("nl", "<script>alert(1)</script>", id="a script"),
    pytest.param("hu", "Ez **fontos**.", id="another markup"),
]


@pytest.mark.parametrize(("language", "typed"), REFUSED)
def test_what_may_not_stand_in_a_text_is_refused_at_its_field(as_role, client, text, language, typed):
    as_role("editor")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"  # the glossary has no alphabet for the language of the code
    page = sent(client, text, **{language: typed}, why="because")
    assert page.status_code == 200
    assert errors_at(page, "p-1", language)
    assert not TextDraft.objects.exists()
    again = fields(page)
    assert (again[f"{place(again, 'p-1')}-{language}"], again["why"]) == (typed, "because")


def test_a_refused_draft_keeps_what_was_saved_before(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Neu.")
    sent(client, text, de="")
    assert wording(text, "de") == "Neu."


def test_a_translation_may_be_emptied(as_role, client, text):
    as_role("editor")
    assert sent(client, text, hu="").status_code == 302
    assert field_of(client.get(address(text)), "p-1", "hu").state == "missing"


def pressed(client, text, do, **more):
    """Press a button that arranges segments, then give the form that comes back."""
    return fields(client.post(address(text), opened(client, text) | {"do": do} | more))


def test_segments_are_added_moved_and_removed(as_role, client, text):
    as_role("editor")
    form = pressed(client, text, "add-1", **{"1-add": "item"})
    assert [value for name, value in form.items() if name.endswith("-slug")] == ["title", "p-1", "item-1"]
    assert not TextDraft.objects.exists()
    form = filled(form, "item-1", de="Punkt.", nl="Punt.", hu="Pont.")
    form = fields(client.post(address(text), form | {"do": "up-2"}))
    client.post(address(text), form | {"do": "save"})
    assert [part["slug"] for part in draft_of(text).body] == ["title", "item-1", "p-1"]
    form = pressed(client, text, "remove-2")
    client.post(address(text), form | {"do": "save"})
    assert [part["slug"] for part in draft_of(text).body] == ["title", "item-1"]
    assert wording(text, "hu", "item-1") == "Pont."


def test_a_row_of_a_table_comes_with_a_cell_for_each_column(as_role, client, text):
    for position, slug in enumerate(["caption-t", "th-t-a", "th-t-b", "td-t-r1-a", "td-t-r1-b"], start=2):
        Segment.objects.create(text=text, slug=slug, position=position, body_de="Wort", body_nl="Woord", body_hu="Szó")
    as_role("editor")
    form = pressed(client, text, "add-6", **{"6-add": "row"})
    new = [value for name, value in form.items() if name.endswith("-slug")][7:]
    assert len(new) == 2
    for slug in new:
        form = filled(form, slug, de="Wort", nl="Woord", hu="Szó")
    assert client.post(address(text), form | {"do": "save"}).status_code == 302


@pytest.mark.parametrize(
    ("role", "message"),
    [("td", "a caption opens a table"), ("h", "Below this heading stands nothing"), ("title", "title stands first")],
)
def test_a_segment_out_of_place_is_refused_at_its_field(as_role, client, text, role, message):
    as_role("editor")
    form = pressed(client, text, "add-1", **{"1-add": role})
    new = next(value for name, value in form.items() if name == "2-slug")
    page = client.post(address(text), filled(form, new, de="Wort", nl="Woord", hu="Szó") | {"do": "save"})
    assert message in " ".join(errors_at(page, new, "slug"))
    assert not TextDraft.objects.exists()


def emptied(client, text):
    """Save a text without any segment."""
    return client.post(address(text), opened(client, text) | {"count": "0", "do": "save"})


@pytest.mark.parametrize(
    ("kind", "key", "needs"),
    [
        ("outcome", "employee-compulsory", "interview"),
        ("guide", "students", "guide"),
        ("page", "list-funds", "list"),
        ("why", "country", "question"),
        ("term", "health-insurance-fund", "links to it"),
    ],
)
def test_a_text_that_is_needed_cannot_go_and_says_what_needs_it(as_role, client, kind, key, needs):
    text = Text.objects.filter(kind=kind, key=key).first() or linked_word()
    as_role("editor")
    page = emptied(client, text)
    assert needs in " ".join(page.context["whole"])
    assert page.status_code == 200
    assert not TextDraft.objects.exists()
    assert text.segments.exists()


def linked_word():
    """A word of the glossary that other texts link to."""
    from advisor.staff.needs import needed_by

    return next(text for text in Text.objects.filter(kind="term") if needed_by("term", text.key))


def test_the_title_of_a_needed_text_cannot_go(as_role, client):
    text = Text.objects.get(kind="outcome", key="employee-compulsory")
    as_role("editor")
    form = pressed(client, text, "remove-0")
    page = client.post(address(text), form | {"do": "save"})
    assert "interview" in " ".join(page.context["whole"])


def test_a_word_that_nothing_needs_is_added_and_goes_again(as_role, client, person):
    as_role("editor")
    releaser = person("r", "releaser")
    response = client.post(f"{LIST}add/", {"key": "test-word"})
    text = Text.objects.get(kind="term", key="test-word")
    assert response.url == address(text)
    form = opened(client, text)
    form = filled(filled(form, "title", de="Wort", nl="Woord", hu="Szó"), "p-1", de="Gut.", nl="Goed.", hu="Jó.")
    assert client.post(address(text), form | {"do": "send"}).status_code == 302
    releasing.release_text(draft_of(text), releaser)
    assert text.segments.count() == 2
    assert emptied(client, text).status_code == 302
    releasing.release_text(releasing.send(draft_of(text), draft_of(text).writers.first()), releaser)
    assert not text.segments.exists()


def test_a_new_word_needs_a_key_of_its_own(as_role, client):
    as_role("editor")
    known = Text.objects.filter(kind="term").first().key
    for key in (known, "Große Wörter", "../etc", ""):
        page = client.post(f"{LIST}add/", {"key": key})
        assert page.status_code == 200
        assert page.context["form"].errors
    as_role("translator-nl")
    assert client.get(f"{LIST}add/").status_code == 403


# What a translation is made from -----------------------------------------------------------------------------------


def released(client, text, person):
    draft = releasing.send(draft_of(text), draft_of(text).writers.first())
    releasing.release_text(draft, person(f"r{TextDraft.objects.count()}", "releaser"))


def test_a_new_german_makes_translations_stale_and_shows_what_changed(as_role, client, text, person):
    as_role("editor")
    sent(client, text, de="Eins, klar.")
    released(client, text, person)
    assert text.segments.get(slug="p-1").state("nl") == "stale"
    as_role("translator-nl")
    page = client.get(address(text))
    field = field_of(page, "p-1", "nl")
    assert field.state == "stale"
    assert '<ins><span class="visually-hidden"> added: </span>, klar</ins>' in field.then
    sent(client, text, nl="Een, duidelijk.")
    assert field_of(client.get(address(text)), "p-1", "nl").state == "current"
    released(client, text, person)
    assert text.segments.get(slug="p-1").state("nl") == "current"
    assert text.segments.get(slug="p-1").state("hu") == "stale"


def test_a_comma_leaves_a_translation_current_only_when_somebody_says_so(as_role, client, text, person):
    as_role("editor")
    sent(client, text, de="Eins .")
    assert field_of(client.get(address(text)), "p-1", "nl").state == "stale"
    sent(client, text, matches_nl="on")
    page = client.get(address(text))
    assert field_of(page, "p-1", "nl").state == "current"
    assert field_of(page, "p-1", "nl").ticked
    assert field_of(page, "p-1", "hu").state == "stale"
    released(client, text, person)
    assert text.segments.get(slug="p-1").state("nl") == "current"
    assert text.segments.get(slug="p-1").state("hu") == "stale"


def test_a_tick_counts_only_for_the_german_that_was_seen(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Eins !")
    sent(client, text, matches_nl="on")
    sent(client, text, de="Eins ?")
    assert field_of(client.get(address(text)), "p-1", "nl").state == "stale"
    assert draft_of(text).body[1]["matches"] == []


def test_a_tick_is_refused_where_the_german_says_something_else(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Nicht eins.")
    page = sent(client, text, matches_nl="on")
    assert page.status_code == 200
    assert field_of(page, "p-1", "nl").tick_errors
    assert draft_of(text).body[1]["matches"] == []


def test_saving_alone_makes_no_translation_current(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Eins, klar.")
    sent(client, text)
    sent(client, text, "title", nl="Titel hier")
    assert field_of(client.get(address(text)), "p-1", "nl").state == "stale"
    origin = draft_of(text).body[1]["made_from"]["nl"]
    assert origin == fingerprint("Eins.")


def test_a_translation_written_before_the_last_german_of_the_draft_is_stale(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Eins, klar.", nl="Een, duidelijk.")
    sent(client, text, de="Eins und klar.")
    field = field_of(client.get(address(text)), "p-1", "nl")
    assert field.state == "stale"
    assert "<ins>" in field.then


# The meaning check --------------------------------------------------------------------------------------------------


def test_a_changed_meaning_must_be_answered_before_it_is_sent(as_role, client, text):
    editor = as_role("editor")
    page = sent(client, text, de="Das gilt nicht.", nl="Dat geldt.", hu="Ez nem érvényes.", do="send")
    assert page.status_code == 200
    assert draft_of(text).state == "draft"
    field = field_of(page, "p-1", "nl")
    assert field.open_doubts
    assert field.may_stay
    assert not field_of(page, "p-1", "hu").open_doubts
    response = client.post(address(text), filled(fields(page), "p-1", same_nl="it is a saying") | {"do": "send"})
    assert response.status_code == 302
    assert draft_of(text).state == "waiting"
    same = SameMeaning.objects.get()
    assert (same.by, same.reason, same.language) == (editor, "it is a saying", "nl")


def test_an_answer_holds_until_either_text_changes(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Das gilt nicht.", nl="Dat geldt.", hu="Ez nem érvényes.", same_nl="a saying")
    assert not field_of(client.get(address(text)), "p-1", "nl").open_doubts
    sent(client, text, nl="Dat geldt wel.")
    assert field_of(client.get(address(text)), "p-1", "nl").open_doubts


def test_a_changed_text_needs_no_answer(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Das gilt nicht.", nl="Dat geldt.", hu="Ez nem érvényes.")
    assert sent(client, text, nl="Dat geldt niet.", do="send").status_code == 302
    assert draft_of(text).state == "waiting"


def test_a_figure_named_in_one_language_only_cannot_be_talked_away(as_role, client, text):
    as_role("editor")
    page = sent(client, text, de="Der Satz: ${care_rate}.", same_nl="never mind", do="send")
    assert page.status_code == 200
    assert not field_of(page, "p-1", "nl").may_stay
    assert draft_of(text).state == "draft"


def test_nothing_is_sent_that_changes_nothing(as_role, client, text):
    as_role("editor")
    page = sent(client, text, do="send")
    assert "Nothing has been changed yet." in page.context["whole"]


# The list ------------------------------------------------------------------------------------------------------------


def shown(client, query):
    return {(row.kind, row.key) for row in client.get(LIST + query).context["cl"].result_list}


def test_the_list_counts_and_filters_what_is_stale_and_missing(as_role, client, text):
    as_role("editor")
    text.segments.filter(slug="p-1").update(body_de="Anders.", body_hu="")
    page = client.get(f"{LIST}?q=page/test").content.decode()
    assert "1 stale; 1 current" in page
    assert "1 missing; 1 current" in page
    assert ("page", "test") in shown(client, "?translation=stale-nl")
    assert ("page", "test") in shown(client, "?translation=missing-hu")
    assert ("page", "test") not in shown(client, "?translation=stale-hu")
    assert ("page", "test") in shown(client, "?translation=nonsense&q=page/test")


def test_the_list_counts_what_the_meaning_check_asks(as_role, client, text):
    as_role("editor")
    assert "Nederlands: 1" not in client.get(f"{LIST}?q=page/test").content.decode()
    text.segments.filter(slug="p-1").update(body_de="Das gilt nicht.", body_nl="Dat geldt.", body_hu="Ez nem érvényes.")
    page = client.get(f"{LIST}?q=page/test").content.decode()
    assert "Nederlands: 1" in page
    assert "Magyar: 1" not in page


def test_a_word_of_the_field_that_a_translation_misses_is_named_where_it_is_written(as_role, client, text):
    as_role("translator-nl")
    text.segments.filter(slug="p-1").update(
        body_de="Die private Krankenversicherung zahlt.", body_nl="De verzekering betaalt.", body_hu="Fizet."
    )
    page = client.get(address(text))
    assert field_of(page, "p-1", "nl").hints == [
        "For “private Krankenversicherung” our word is “particuliere ziektekostenverzekering”."
    ]
    assert page.content.decode().count("text-hints") == 1
    sent(client, text, nl="De particuliere ziektekostenverzekering betaalt.")
    assert field_of(client.get(address(text)), "p-1", "nl").hints == []


def test_the_list_shows_what_is_being_written_and_what_waits(as_role, client, text):
    as_role("editor")
    assert shown(client, "?draft=open") == set()
    sent(client, text, de="Neu.")
    assert shown(client, "?draft=open") == {("page", "test")}
    assert shown(client, "?draft=waiting") == set()
    sent(client, text, de="Ganz neu.", do="send")
    assert shown(client, "?draft=waiting") == {("page", "test")}
    assert "waiting for a second person" in client.get(f"{LIST}?draft=open").content.decode()


@pytest.mark.parametrize("typed", ["Zsiráf", "zsiraf", "ZSIRÁF titel"])
def test_the_list_is_searched_in_every_language_and_in_drafts(as_role, client, text, typed):
    as_role("translator-hu")
    sent(client, text, hu="Zsiráf.")
    assert shown(client, f"?q={typed}") == {("page", "test")}


def test_figures_are_offered_with_their_value_and_searched(as_role, client, text):
    as_role("editor")
    form = filled(opened(client, text), "p-1", de="Halb geschrieben") | {"do": "find", "wanted": "care rate"}
    page = client.post(address(text), form)
    names = {figure["name"] for figure in page.context["figures"]}
    assert "care_rate" in names
    assert "contribution_ceiling" not in names
    assert all(figure["value"] for figure in page.context["figures"])
    assert fields(page)["1-de"] == "Halb geschrieben"


def test_the_longest_page_of_the_guide_can_be_saved(as_role, client):
    text = Text.objects.filter(kind="guide").annotate(length=Count("segments")).order_by("-length").first()
    as_role("editor")
    response = sent(client, text, "title", de="Neuer Titel")
    assert response.status_code == 302
    assert wording(text, "de", "title") == "Neuer Titel"
    assert len(draft_of(text).body) == text.segments.count()


def test_a_draft_is_thrown_away_only_when_asked_twice_and_stays_in_the_history(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Neu.")
    page = sent(client, text, do="throw")
    assert page.context["asks_to_throw"]
    assert draft_of(text)
    response = client.post(address(text), fields(page) | {"do": "throw", "sure": "yes"})
    assert "thrown away" in told(response)
    assert not TextDraft.objects.filter(state__in=TextDraft.OPEN).exists()
    assert "Neu" in client.get(address(text, "history")).content.decode()


def test_a_translator_cannot_throw_away_what_others_wrote(as_role, client, text):
    as_role("editor")
    sent(client, text, de="Neu.")
    as_role("translator-nl")
    assert client.post(address(text), opened(client, text) | {"do": "throw", "sure": "yes"}).status_code == 403
    assert draft_of(text)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"count": "-1", "version": "x", "base": "["},
        {"count": "99999999999", "base": "3"},
        {"count": "2", "0-slug": "\x00", "1-slug": "title", "1-de": "a\x00b", "base": '{"title": 3}'},
        {"do": "up-99999", "count": "1", "0-slug": "title"},
        {"do": "add-x", "count": "0"},
        {"do": "no-such-thing", "count": "1", "0-slug": "<b>", "0-de": "x"},
        {"do": "save", "count": "2", "0-slug": "title", "0-de": "x"},
    ],
)
def test_a_broken_form_never_breaks_the_page_or_the_text(as_role, client, text, broken):
    as_role("editor")
    assert client.post(address(text), broken).status_code in (200, 400, 409)
    assert text.segments.count() == 2
    assert not TextDraft.objects.exists()

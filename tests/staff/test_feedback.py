"""What readers say reaches the people who write that language, stands beside the text, and goes when it is dealt with."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone, translation

from advisor.content.models import Text
from advisor.staff import desk
from advisor.staff.readers import open_feedback_for
from advisor.staff.reads import weights
from advisor.web.glossary import letters
from advisor.web.models import Feedback, PageRead

LIST = "/admin/web/feedback/"


@pytest.fixture
def said(db):
    """Keeps a reader's word."""

    def keep(page="guide/students", language="de", verdict="wrong", **about):
        kind, _slash, key = page.partition("/")
        return Feedback.objects.create(
            **{
                "kind": kind,
                "key": key,
                "language": language,
                "verdict": verdict,
                "words": "<b>Das</b> stimmt nicht.",
                "edition": 1,
                "figures": "00000000",
                "version": "1",
                "received_on": timezone.localdate(),
            }
            | about
        )

    return keep


@pytest.fixture
def editor(person, signed_in):
    return signed_in(person("ada", "editor"))


def address(row):
    return f"{LIST}{row.pk}/change/"


def text_of(kind, key):
    return f"/admin/content/text/{Text.objects.get(kind=kind, key=key).pk}/change/"


def test_an_editor_reads_it_as_plain_text_with_the_page_the_text_and_what_has_changed(editor, said):
    row = said(law_day=date(2024, 6, 1), draft=True)
    page = editor.get(address(row)).content.decode()
    assert "&lt;b&gt;Das&lt;/b&gt; stimmt nicht." in page
    assert "<b>Das</b>" not in page
    assert 'href="/de/' in page
    assert "as_of=2024-06-01" in page
    assert text_of("guide", "students") in page
    assert "figures (edition 1, figures 00000000, version 1)" in page


def test_a_note_is_kept_and_closing_begins_the_time_until_it_is_deleted(editor, said):
    row = said()
    assert editor.post(address(row), {"note": "Text is being changed.", "state": "closed"}).status_code == 302
    row.refresh_from_db()
    assert (row.note, row.state, row.closed_on) == ("Text is being changed.", "closed", timezone.localdate())
    assert LogEntry.objects.filter(object_id=row.pk).exists()
    editor.post(address(row), {"note": row.note, "state": "open"})
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("open", None)


def test_what_a_reader_said_cannot_be_rewritten(editor, said):
    row = said()
    editor.post(address(row), {"note": "", "state": "open", "words": "other", "key": "other", "verdict": "right"})
    row.refresh_from_db()
    assert (row.words, row.key, row.verdict) == ("<b>Das</b> stimmt nicht.", "students", "wrong")
    assert editor.get(f"{LIST}add/").status_code == 403


def test_a_note_that_is_too_long_is_refused_at_its_field_and_not_lost(editor, said):
    row = said()
    page = editor.post(address(row), {"note": "n" * 2001, "state": "closed"})
    assert page.status_code == 200
    assert "note" in page.context["adminform"].form.errors
    assert "n" * 2001 in page.content.decode()
    row.refresh_from_db()
    assert row.state == "open"


def test_many_are_closed_at_once_and_each_leaves_a_trace(editor, said):
    rows = [said(), said(), said(state="closed", closed_on=date(2020, 1, 1))]
    editor.post(LIST, {"action": "close", "_selected_action": [row.pk for row in rows]})
    assert not Feedback.objects.filter(state="open").exists()
    rows[2].refresh_from_db()
    assert rows[2].closed_on == date(2020, 1, 1)
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize(
    "query", ["state__exact=open", "kind=guide", "language__exact=hu", "key=students", "verdict__exact=wrong"]
)
def test_the_list_is_filtered_and_searched(editor, said, query):
    said(language="hu"), said("list/funds", verdict="unclear", state="closed", language="de", words="Zusatzbeitrag")
    found = editor.get(f"{LIST}?{query}").context["cl"].queryset
    assert [row.key for row in found] == ["students"]
    assert [row.key for row in editor.get(f"{LIST}?q=zusatz").context["cl"].queryset] == ["funds"]


def test_a_translator_sees_and_answers_only_the_own_language(person, signed_in, said):
    dutch, hungarian = said(language="nl"), said(language="hu")
    translator = signed_in(person("bela", "translator-hu"))
    assert [row.pk for row in translator.get(LIST).context["cl"].queryset] == [hungarian.pk]
    assert translator.get(address(hungarian)).status_code == 200
    assert translator.get(address(dutch)).status_code == 302
    translator.post(address(dutch), {"note": "mine", "state": "closed"})
    translator.post(LIST, {"action": "close", "_selected_action": [dutch.pk]})
    dutch.refresh_from_db()
    assert (dutch.note, dutch.state) == ("", "open")


@pytest.mark.parametrize("role", ["figures-editor", "releaser", "administrator"])
def test_other_roles_do_not_see_it(person, signed_in, said, role):
    row, user = said(), person("cleo", role)
    client = signed_in(user)
    assert client.get(LIST).status_code == 403
    assert client.get(address(row)).status_code == 403
    assert not list(desk.readers(user))


def test_a_name_that_somebody_typed_is_deleted_and_not_kept_in_the_log(editor, said):
    row = said(words="I am Jane Roe")
    editor.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    assert not Feedback.objects.exists()
    assert "Jane" not in str(list(LogEntry.objects.values()))


def test_it_stands_beside_the_text_for_those_who_answer_it(editor, person, signed_in, said):
    said(words="Was heißt das?"), said(words="closed", state="closed"), said("guide/employees", words="elsewhere")
    page = editor.get(text_of("guide", "students")).content.decode()
    assert "1 reader has something to say about this" in page
    assert "Was heißt das?" in page
    other = signed_in(person("rex", "releaser")).get(text_of("guide", "students")).content.decode()
    assert "Was heißt das?" not in other
    hungarian = signed_in(person("bela", "translator-hu")).get(text_of("guide", "students")).content.decode()
    assert "Was heißt das?" not in hungarian


def test_each_text_finds_what_was_said_about_its_page(said):
    letter, term = next((letter, keys[0]) for letter, keys in letters("de").items())
    pages = {
        "question/student.country": [("why", "country")],
        "list/funds": [("page", "list-funds"), ("page", "list-funds-compare")],
        "page/site": [("page", "site"), ("page", "site-answers")],
        f"letter/{letter}": [("term", term)],
        f"term/{term}": [("term", term)],
        "outcome/student-statutory": [("outcome", "student-statutory")],
    }
    for page, texts in pages.items():
        row = said(page)
        assert all(list(open_feedback_for(*text)) == [row] for text in texts), page
        row.delete()
    said(f"letter/{letter}")
    assert not open_feedback_for("term", next(keys[0] for other, keys in letters("de").items() if other != letter))
    assert not open_feedback_for("why", "age")


def test_the_desk_counts_what_is_open_in_the_languages_of_the_person(person, said):
    said(), said(language="hu"), said(language="hu", verdict="unclear"), said(state="closed")
    with translation.override("en"):
        for name, roles, counts in (
            ("ada", ["editor"], [2, 1]),
            ("bela", ["translator-hu"], [1, 1]),
            ("nel", ["translator-nl"], []),
        ):
            assert [task.count for task in desk.readers(person(name, *roles))] == counts
    assert desk.readers in desk.PARTS


def test_the_desk_leads_to_the_list(person, signed_in, said):
    user, row = person("ada", "editor"), said(verdict="unclear")
    (task,) = desk.readers(user)
    assert [found.pk for found in signed_in(user).get(task.link).context["cl"].queryset] == [row.pk]
    assert task.items == ((str(row), address(row)),)


def test_a_page_that_is_gone_is_named_by_its_key(editor, said):
    row = said("guide/gone")
    assert "There is no such page any more: guide/gone" in editor.get(address(row)).content.decode()
    assert editor.get(LIST).status_code == 200


def test_texts_weigh_what_their_pages_were_read_in_90_days(db):
    today = timezone.localdate()
    letter, terms = next(iter(letters("de").items()))

    def read(page, number, language="de", day=today):
        PageRead.objects.create(day=day, page=page, language=language, reads=number)

    (
        read("guide/students", 5),
        read("guide/students", 2, "hu"),
        read("guide/students", 3, day=today - timedelta(days=89)),
    )
    read("guide/students", 100, day=today - timedelta(days=90))
    read("question/student.country", 4), read("question/employee.country", 3)
    (
        read(f"letter/{letter}", 6),
        read("list/funds", 2),
        read("page/site", 1),
        read("outcome/x", 9),
        read("page/start", 8),
    )
    found = weights()
    assert found["guide/students"] == 10
    assert found["why/country"] == 7
    assert {found[f"term/{term}"] for term in terms} == {6}
    assert found["page/list-funds"] == found["page/list-funds-compare"] == found["list/funds"] == 2
    assert found["page/site"] == found["page/site-answers"] == 1
    assert (found["outcome/x"], found["page/start"]) == (9, 8)
    assert weights("hu") == {"guide/students": 2}

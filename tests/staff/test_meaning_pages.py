"""What the meaning check asks, on its page: who sees it, who may settle it, and how long that holds."""

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from django.utils import translation

from advisor.content.drift import findings_in
from advisor.content.models import Segment
from advisor.staff import meaning, releasing
from advisor.staff.desk import meanings
from advisor.staff.meaning import doubtful
from advisor.staff.models import SameMeaning, WordingRead

LIST = "/admin/staff/samemeaning/"


@pytest.fixture
def contradiction(text):
    """A segment whose Dutch has lost a not, and whose Hungarian has not."""
    segment = text.segments.get(slug="p-1")
    segment.body_de, segment.body_nl, segment.body_hu = "Das gilt nicht.", "Dat geldt.", "Ez nem érvényes."
    segment.save()
    return segment


def asked(language):
    return [row for row in doubtful() if row.name == "page/test/p-1" and row.language == language]


def settle(client, row, **fields):
    about = {"name": row.name, "language": row.language, "mark": row.mark}
    return client.post(f"{LIST}same/", about | fields, follow=True)


def test_a_translator_sees_both_texts_and_the_words_that_differ(person, signed_in, contradiction):
    page = signed_in(person("anna", "translator-nl")).get(LIST).content.decode()
    assert '<p lang="de">Das gilt <mark>nicht</mark>.</p>' in page
    assert '<p lang="nl">Dat geldt.</p>' in page
    assert "Not: the German says “nicht”, the translation seems to say no such thing." in page


def test_another_language_is_not_shown(person, signed_in, contradiction):
    page = signed_in(person("bela", "translator-hu")).get(LIST + "?language=nl").content.decode()
    assert "Dat geldt" not in page
    assert "Nederlands (" not in page


def test_who_writes_no_language_is_turned_away(person, signed_in):
    assert signed_in(person("figures", "figures-editor")).get(LIST).status_code == 403
    assert (
        signed_in(person("figures-2", "figures-editor")).get("/admin/staff/samemeaning/languages/nl/").status_code
        == 403
    )


def test_one_click_settles_it_without_a_reason(person, signed_in, contradiction):
    client = signed_in(person("anna", "translator-nl"))
    page = settle(client, asked("nl")[0])
    assert asked("nl") == []
    assert [message.level_tag for message in page.context["messages"]] == ["success"]
    assert (SameMeaning.objects.get().by.username, SameMeaning.objects.get().reason) == ("anna", "")


@pytest.mark.parametrize("language", ["de", "nl"])
def test_it_holds_until_either_text_changes(person, signed_in, contradiction, language):
    settle(signed_in(person("anna", "translator-nl")), asked("nl")[0], reason="Looked at.")
    setattr(contradiction, f"body_{language}", getattr(contradiction, f"body_{language}").replace(".", "!"))
    contradiction.save()
    assert len(asked("nl")) == 1


def test_a_translator_of_another_language_may_not_settle_it(person, signed_in, contradiction):
    assert settle(signed_in(person("bela", "translator-hu")), asked("nl")[0]).status_code == 403
    assert not SameMeaning.objects.exists()


def test_what_changed_meanwhile_is_not_settled(person, signed_in, contradiction):
    row = asked("nl")[0]
    contradiction.body_nl = "Dat geldt altijd."
    contradiction.save()
    page = settle(signed_in(person("anna", "translator-nl")), row)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert not SameMeaning.objects.exists()


def test_a_different_figure_can_only_be_corrected(person, signed_in, contradiction):
    contradiction.body_de, contradiction.body_nl = "Sie zahlen ${care_rate}.", "U betaalt ${pension_rate}."
    contradiction.body_hu = ""
    contradiction.save()
    client = signed_in(person("anna", "translator-nl"))
    assert 'name="mark"' not in client.get(LIST).content.decode()
    settle(client, asked("nl")[0])
    assert not SameMeaning.objects.exists()


def test_nonsense_settles_nothing(person, signed_in, contradiction):
    client = signed_in(person("anna", "translator-nl"))
    for fields in ({"mark": ""}, {"mark": "a-b-c"}, {"name": "x"}, {"name": "page/test/p-1/../title"}):
        settle(client, asked("nl")[0], **fields)
    assert not SameMeaning.objects.exists()
    assert client.get(f"{LIST}same/").status_code == 405


def test_the_desk_counts_what_is_open(person, contradiction):
    (task,) = meanings(person("anna", "translator-nl"))
    assert task.count == len([row for row in doubtful() if row.language == "nl"])
    assert task.link.endswith("?language=nl")


def test_the_command_fails_on_a_text_of_the_database(contradiction, capsys):
    with pytest.raises(CommandError, match="1 findings"):
        call_command("check_meaning", "--database", "--only", "page/test", "--report")
    told = capsys.readouterr().out
    assert "database: page/test/p-1 [nl]: Not: the German says “nicht”" in told
    assert "texts: 2 wordings, 1 findings (500.0 per thousand), 1 open" in told
    call_command("check_meaning", "--only", "page/test")


def test_a_change_is_read_again_and_the_rest_is_not(contradiction, monkeypatch):
    doubtful()
    read = []
    monkeypatch.setattr(
        "advisor.staff.meaning.findings_in", lambda aligned, language: read.append((aligned.name, language)) or ()
    )
    Segment.objects.filter(pk=contradiction.pk).update(body_nl="Dat geldt hier.")
    doubtful()
    assert read == [("page/test/p-1", "nl")]


@pytest.fixture
def read(monkeypatch):
    """The segments and languages that the check reads from here on, as if the server had just been started."""
    wordings = []

    def findings_noted(aligned, language):
        wordings.append((aligned.name, language))
        return findings_in(aligned, language)

    meaning._found.cache_clear()
    monkeypatch.setattr(meaning, "findings_in", findings_noted)
    yield wordings
    meaning._found.cache_clear()


def test_after_a_start_only_what_differs_from_the_shipped_texts_is_read(contradiction, read):
    (row,) = doubtful()
    assert (row.name, row.language) == ("page/test/p-1", "nl")
    assert {name for name, _language in read} == {"page/test/p-1", "page/test/title"}
    assert len(read) == len(set(read)) == 6


def test_another_process_reads_nothing_again_whatever_its_language(contradiction, read):
    first = doubtful()
    meaning._found.cache_clear()
    read.clear()
    with translation.override("hu"):
        assert doubtful() == first
    assert read == []


def test_what_a_page_shows_is_read_for_its_words(contradiction, read):
    doubtful()
    meaning._found.cache_clear()
    read.clear()
    (row,) = doubtful()
    assert "the translation seems to say no such thing" in row.faults[0]
    assert read == [("page/test/p-1", "nl")]


def test_by_other_rules_everything_is_read_again_and_what_the_old_ones_found_goes(contradiction, read, monkeypatch):
    doubtful()
    meaning._found.cache_clear()
    read.clear()
    monkeypatch.setattr(meaning, "_rules", lambda: "other rules")
    (row,) = doubtful()
    assert row.name == "page/test/p-1"
    assert len(read) == 6
    assert set(WordingRead.objects.values_list("rules", flat=True)) == {"other rules"}


def test_of_what_was_read_only_so_much_is_kept(contradiction, monkeypatch):
    monkeypatch.setattr(meaning, "MOST", 6)
    for number in range(4):
        Segment.objects.filter(pk=contradiction.pk).update(body_nl="Dat geldt" + " hier" * number + ".")
        assert len(doubtful()) == 1
        assert WordingRead.objects.count() <= 6


def test_what_is_sent_has_been_read_when_it_is_released(text, person, read):
    writer, second = person("ada", "editor"), person("bela", "releaser")
    draft = releasing.begin_text(text, writer)
    body = [part | {"hu": "Egy kicsit."} if part["slug"] == "p-1" else part for part in draft.body]
    draft = releasing.send(releasing.save_text(draft, body, "", draft.version, writer), writer)
    Segment.objects.exclude(text=text).delete()
    doubtful()
    releasing.release_text(draft, second)
    meaning._found.cache_clear()
    read.clear()
    doubtful()
    assert read == []


def test_after_an_update_what_staff_have_written_is_read_before_anybody_asks(contradiction, read):
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert ("page/test/p-1", "nl") in read
    meaning._found.cache_clear()
    read.clear()
    assert len(doubtful()) == 1
    assert read == []


@pytest.mark.parametrize(("language", "asked"), [("de", {"nl", "hu"}), ("nl", {"nl"}), ("hu", {"hu"})])
def test_a_shipped_text_that_is_changed_is_read_at_once_and_left_alone_when_it_is_as_shipped_again(
    db, read, language, asked
):
    assert doubtful() == []
    segment = Segment.objects.get(text__kind="page", text__key="site-limits", slug="title")
    wording, name = segment.wording(language), "page/site-limits/title"
    Segment.objects.filter(pk=segment.pk).update(**{f"body_{language}": "${care_rate}"})
    assert {row.language for row in doubtful() if row.name == name} == asked
    assert set(read) == {(name, one) for one in asked | {language}}
    Segment.objects.filter(pk=segment.pk).update(**{f"body_{language}": wording})
    assert doubtful() == []


def test_shipped_wordings_are_read_where_they_stand_for_each_other(db, read):
    """Known wordings, but never shipped beside each other."""
    one, other = Segment.objects.filter(text__kind="page", slug="title").order_by("text__key")[:2]
    Segment.objects.filter(pk=one.pk).update(body_nl=other.body_nl)
    doubtful()
    assert read == [(f"{one.text}/title", "nl")]


def test_what_was_found_is_told_in_the_language_of_the_reader(person, signed_in, contradiction):
    client = signed_in(person("anna", "translator-nl"))
    assert "the translation seems to say no such thing" in client.get(LIST).content.decode()
    page = client.get(LIST, headers={"accept-language": "de"}).content.decode()
    assert "Nicht: Im Deutschen steht „nicht“, in der Übersetzung anscheinend nichts davon." in page
    assert '<p lang="de">Das gilt <mark>nicht</mark>.</p>' in page

"""Texts of the database as .po files: out and back without loss, and nothing half imported."""

import polib
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.content.models import FormerGerman, Text
from advisor.content.prose import tidy
from advisor.staff.exchange import Malformed, exported, imported, parsed
from advisor.staff.models import TextDraft
from advisor.staff.releasing import release_text, send

PAGE = "/admin/staff/samemeaning/languages/nl/"


def of(file, name):
    return next(entry for entry in file if entry.msgctxt == name)


def changed(file, name="page/test/p-1", **fields):
    for key, value in fields.items():
        setattr(of(file, name), key, value)
    return str(file)


def faults(written, user):
    with pytest.raises(Malformed) as raised:
        imported(written, user)
    assert not TextDraft.objects.exists()
    return raised.value.faults


@pytest.fixture
def anna(person):
    return person("anna", "translator-nl")


def test_every_text_goes_out_with_where_it_stands(text):
    file = exported("nl")
    assert len(file) == sum(text.segments.count() for text in Text.objects.all())
    entry = of(file, "page/test/p-1")
    assert (entry.msgid, entry.msgstr) == ("Eins.", "Een.")
    assert entry.comment.startswith("Seite “Titel”: ")
    assert all(entry.comment for entry in file)


@pytest.mark.parametrize("language", ["nl", "hu"])
def test_out_and_back_changes_nothing(text, person, language):
    user = person("all", "translator-nl", "translator-hu")
    report = imported(str(exported(language)), user)
    assert (report.changed, report.confirmed, report.drafts) == (0, 0, [])


def test_a_translation_becomes_a_draft_and_never_a_live_text(text, anna, person):
    report = imported(changed(exported("nl", "page/test"), msgstr="Eén."), anna)
    assert (report.changed, [str(draft) for draft in report.drafts]) == (1, ["page/test"])
    assert text.segments.get(slug="p-1").body_nl == "Een."
    release_text(send(report.drafts[0], anna), person("rita", "releaser"))
    assert text.segments.get(slug="p-1").body_nl == "Eén."


def test_the_translator_may_not_release_what_was_imported(text, person):
    both = person("both", "translator-nl", "releaser")
    draft = imported(changed(exported("nl", "page/test"), msgstr="Eén."), both).drafts[0]
    with pytest.raises(PermissionDenied):
        release_text(send(draft, both), both)


@pytest.fixture
def stale(text):
    """A text whose German has moved on since it was translated."""
    FormerGerman.remember(["Eins."])
    segment = text.segments.get(slug="p-1")
    segment.body_de = "Eins!"
    segment.save()
    return segment


def test_what_is_stale_goes_out_fuzzy_with_the_german_then(stale):
    entry = of(exported("nl", "page/test"), "page/test/p-1")
    assert (entry.fuzzy, entry.previous_msgid, entry.msgid) == (True, "Eins.", "Eins!")


def test_what_is_still_fuzzy_is_left_for_later(stale, anna):
    assert (imported(str(exported("nl", "page/test")), anna).unfinished, TextDraft.objects.count()) == (1, 0)


def test_taking_the_fuzzy_mark_away_says_that_it_still_matches(stale, anna):
    file = exported("nl", "page/test")
    report = imported(changed(file, flags=[], previous_msgid=None), anna)
    assert report.confirmed == 1
    assert report.drafts[0].body[1]["matches"] == ["nl"]


def test_german_that_changed_since_the_export_is_refused(text, anna):
    file = changed(exported("nl", "page/test"), msgstr="Eén.")
    text.segments.filter(slug="p-1").update(body_de="Zwei.")
    ((line, fault),) = faults(file, anna)
    assert file.splitlines()[line - 1].startswith(("msgctxt", "#"))
    assert "has changed since the export" in fault


def test_german_that_an_open_draft_changes_is_refused(text, anna, person):
    from advisor.staff.releasing import begin_text, save_text

    editor = person("ede", "editor")
    draft = begin_text(text, editor)
    body = [part | ({"de": "Zwei."} if part["slug"] == "p-1" else {}) for part in draft.body]
    save_text(draft, body, "", draft.version, editor)
    with pytest.raises(Malformed, match="has changed since the export"):
        imported(changed(exported("nl", "page/test"), msgstr="Eén."), anna)


REFUSED = [
    pytest.param({"msgstr": "Een <b>vette</b> zin."}, "is not markup", id="HTML"),
    pytest.param({"msgstr": "U betaalt 14,6 %."}, "is typed in", id="a typed-in figure"),
    pytest.param({"msgstr": "U betaalt ${care_rate}."}, "placeholders differ", id="a figure that German does not name"),
    pytest.param({"msgstr": "U betaalt ${no_figure}."}, "No figure is called", id="an unknown figure"),
    pytest.param({"msgstr": "Zie [hier](guide:nowhere)."}, "There is no page", id="a dead link"),
    pytest.param({"msgctxt": "page/test/p-99"}, "There is no text page/test/p-99", id="an unknown segment"),
    pytest.param({"msgctxt": "nonsense"}, "There is no text nonsense", id="a context that is none of ours"),
    pytest.param({"msgctxt": None}, "There is no text", id="no context"),
    pytest.param({"msgctxt": "page/test/title"}, "is there twice", id="the same context twice"),
]


@pytest.mark.parametrize(("fields", "said"), REFUSED)
def test_a_fault_is_told_with_its_line_and_nothing_is_imported(text, anna, fields, said):
    file = exported("nl", "page/test")
    of(file, "page/test/title").msgstr = "Nieuwe titel"
    written = changed(file, **fields)
    told = faults(written, anna)
    assert any(said in fault for line, fault in told)
    assert all(0 < line <= len(written.splitlines()) for line, fault in told)


MALFORMED = [
    pytest.param(b"", "not a .po file", id="nothing"),
    pytest.param(b"/etc/passwd", "not a .po file", id="a path"),
    pytest.param(b"PK\x03\x04\x00msgid\n", "not a .po file", id="a packed file"),
    pytest.param('msgid ""\nmsgstr "ü"\n'.encode("latin-1"), "not UTF-8", id="another encoding"),
    pytest.param(
        b'msgid ""\nmsgstr ""\n"Language: nl\\n"\n\nmsgid "a"\nmsgstr b\n', "cannot be read", id="a broken line"
    ),
    pytest.param(b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n', "Language: fr", id="another language"),
    pytest.param(b'msgid ""\nmsgstr ""\n', "Language: ", id="no language"),
    pytest.param(b"msgid\n" + b" " * 5_000_000, "too large", id="far too much"),
]


@pytest.mark.parametrize(("written", "said"), MALFORMED)
def test_what_is_no_translation_is_refused(written, said, anna):
    assert said in faults(written, anna)[0][1]


def test_a_broken_line_is_named(anna):
    written = b'msgid ""\nmsgstr ""\n"Language: nl\\n"\n\nmsgid "a"\nmsgstr b\n'
    assert faults(written, anna)[0][0] == 6


def test_a_language_that_is_not_yours_is_refused(text, person):
    with pytest.raises(PermissionDenied):
        imported(changed(exported("nl", "page/test"), msgstr="Eén."), person("bela", "translator-hu"))
    assert not TextDraft.objects.exists()


def as_others_write(written, wrap, ending, mark, reverse):
    """The file as another editor saves it."""
    file = parsed(written)
    file.wrapwidth = wrap
    if reverse:
        file.metadata = dict(reversed(file.metadata.items())) | {"X-Generator": "Poedit 3.4"}
    text = str(file)
    return (mark + text.replace("\n", ending)).encode()


LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00", exclude_categories=("Cs",)), max_size=120)


@given(
    wordings=st.lists(LINE, min_size=1, max_size=6),
    wrap=st.sampled_from([0, 40, 78, 200]),
    ending=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    reverse=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_line_is_lost_between_editors(wordings, wrap, ending, mark, reverse):
    file = polib.POFile()
    file.metadata = {"Language": "nl", "Content-Type": "text/plain; charset=UTF-8"}
    for number, wording in enumerate(map(tidy, wordings)):
        file.append(
            polib.POEntry(msgctxt=f"page/test/p-{number}", msgid=f"Satz {wording}", msgstr=wording, comment="Seite")
        )
    back = parsed(as_others_write(str(file), wrap, ending, mark, reverse))
    assert [(one.msgctxt, one.msgid, one.msgstr, one.comment) for one in back] == [
        (one.msgctxt, one.msgid, one.msgstr, one.comment) for one in file
    ]


def test_a_translator_takes_the_file_from_the_admin_and_brings_it_back(text, anna, signed_in):
    client = signed_in(anna)
    response = client.get(f"{PAGE}export/")
    assert response["Content-Disposition"] == 'attachment; filename="texts.nl.po"'
    written = changed(parsed(response.content), msgstr="Eén.")
    page = client.post(f"{PAGE}import/", {"file": SimpleUploadedFile("texts.nl.po", written.encode())})
    assert page.context["report"].changed == 1
    assert TextDraft.objects.get().body[1]["nl"] == "Eén."


def test_the_admin_tells_every_line_that_cannot_be_taken(text, anna, signed_in):
    client = signed_in(anna)
    written = changed(exported("nl", "page/test"), msgstr="${no_figure}")
    page = client.post(f"{PAGE}import/", {"file": SimpleUploadedFile("t.po", written.encode())})
    assert (page.status_code, "no_figure" in page.content.decode()) == (422, True)
    assert client.post(f"{PAGE}import/").status_code == 422
    assert not TextDraft.objects.exists()


def test_the_admin_keeps_languages_apart(anna, signed_in):
    client = signed_in(anna)
    for language, status in (("nl", 200), ("hu", 403), ("de", 404), ("xx", 404)):
        for page in ("", "import/", "export/"):
            address = f"/admin/staff/samemeaning/languages/{language}/{page}"
            assert client.get(address).status_code == status, address


def test_the_commands_write_and_read_the_same(text, anna, tmp_path, capsys):
    call_command("export_texts", "--language", "nl", "--only", "page/test")
    file = tmp_path / "texts.nl.po"
    file.write_text(changed(parsed(capsys.readouterr().out), msgstr="Eén."), encoding="utf-8")
    call_command("import_texts", str(file), "--user", "anna")
    assert "1 wordings changed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nobody"):
        call_command("import_texts", str(file), "--user", "nobody")
    file.write_text(file.read_text().replace('"Eén."', '"${no_figure}"'))
    with pytest.raises(CommandError, match=r"texts\.nl\.po:\d+: No figure"):
        call_command("import_texts", str(file), "--user", "anna")


def test_a_language_is_shown_text_by_text(stale, anna, signed_in):
    page = signed_in(anna).get(PAGE).content.decode()
    assert "page/test" in page
    assert signed_in(anna).get(PAGE).context["share"].stale == 1

"""The check of the .po files: each fault is found with its line, and the files pass through any editor without a loss.

That the shipped files are complete, current and compiled is `manage.py check_catalogues`, which `make test` runs.
"""

import shutil
import subprocess

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from advisor.staff.catalogues import faults, key_of, path_of, read, with_notes
from advisor.staff.notes import NAME, meanings, noted

LANGUAGES = [code for code, _ in settings.LANGUAGES]
HEADER = """msgid ""
msgstr ""
"Language: nl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def written(*lines, header=HEADER):
    return header + "#. Somewhere\n" + "\n".join(lines) + "\n"


def found(*lines, header=HEADER, asked=None):
    return [f"{fault.line}: {fault.said}" for fault in faults(written(*lines, header=header), "nl.po", "nl", asked)]


def shipped(language):
    return path_of(settings.BASE_DIR, language).read_text(encoding="utf-8")


PLANTED = [
    pytest.param(['msgid "Yes"', 'msgstr ""'], "empty: “Yes”", id="an empty translation"),
    pytest.param(['msgid "Yes"', 'msgstr " "'], "empty: “Yes”", id="a blank translation"),
    pytest.param(["#, fuzzy", 'msgid "Yes"', 'msgstr "Ja"'], "fuzzy: “Yes”", id="a guess"),
    pytest.param(['msgid "From %(day)s"', 'msgstr "Vanaf %(dag)s"'], "placeholders differ", id="a renamed placeholder"),
    pytest.param(['msgid "From %(day)s"', 'msgstr "Vanaf"'], "placeholders differ", id="a lost placeholder"),
    pytest.param(['msgid "Row {}"', 'msgstr "Rij"'], "placeholders differ", id="a lost brace"),
    pytest.param(['msgid "a <b>b</b>"', 'msgstr "a <b>b"'], "markup differs", id="a tag that is not closed"),
    pytest.param(['msgid "a"', 'msgstr "a <script>"'], "markup differs", id="a tag that is added"),
    pytest.param(['msgid "[a](flow:pay)"', 'msgstr "[a](flow:student)"'], "markup differs", id="another link"),
    pytest.param(['msgid "Since 2019"', 'msgstr "Sinds 2018"'], "numbers differ: 2019 / 2018", id="another year"),
    pytest.param(['msgid "Up to 1,000"', 'msgstr "Tot 10.000"'], "numbers differ: 1000 / 10000", id="another number"),
    pytest.param(['msgid "Yes "', 'msgstr "Ja"'], "other spaces at its end", id="a lost space at the end"),
    pytest.param(['msgid "Yes"', 'msgstr " Ja"'], "other spaces at its beginning", id="a space at the beginning"),
    pytest.param(['msgid "Yes\\n"', 'msgstr "Ja"'], "other spaces at its end", id="a lost line end"),
    pytest.param(
        ['msgid "%(count)s child"', 'msgid_plural "%(count)s children"', 'msgstr[0] "één kind"'],
        "1 plural forms instead of 2",
        id="a missing plural form",
    ),
    pytest.param(
        ['msgid "%(n)s a"', 'msgid_plural "%(n)s as"', 'msgstr[0] "a"', 'msgstr[1] ""'],
        "empty",
        id="an empty plural form",
    ),
    pytest.param(
        ['msgid "%(n)s a"', 'msgid_plural "%(n)s as"', 'msgstr[0] "a"', 'msgstr[1] "as"'],
        "placeholders differ",
        id="a plural form without its number",
    ),
]


@pytest.mark.parametrize(("lines", "fault"), PLANTED)
def test_a_planted_fault_is_found_with_its_line(lines, fault):
    (said,) = found(*lines)
    number, _colon, words = said.partition(": ")
    assert words.startswith(fault)
    assert written(*lines).splitlines()[int(number) - 1].startswith(("#", "msgid"))


SOUND = [
    pytest.param(['msgid "Up to 1,000 %"', 'msgstr "Tot 1.000 %"'], id="marks of numbers are the language's own"),
    pytest.param(
        ['msgid "%(n)s child"', 'msgid_plural "%(n)s children"', 'msgstr[0] "één kind"', 'msgstr[1] "%(n)s kinderen"'],
        id="one child may stand in words",
    ),
    pytest.param(['msgid "<b>%(a)s</b> and {}"', 'msgstr "{} en <b>%(a)s</b>"'], id="another order"),
]


@pytest.mark.parametrize("lines", SOUND)
def test_what_is_sound_passes(lines):
    assert found(*lines) == []


def test_leftovers_gaps_and_repetitions_are_found():
    assert found('#~ msgid "No"', '#~ msgstr "Nee"') == ["7: obsolete: “No”"]
    asked = {(None, "Yes", ""), ("answer", "No", "")}
    assert found('msgid "Yes"', 'msgstr "Ja"', asked=asked) == ["1: missing: “No” (answer)"]
    assert found('msgid "Yes"', 'msgstr "Ja"', asked=set()) == ["7: no longer used: “Yes”"]
    twice = ['msgid "Yes"', 'msgstr "Ja"', "", "#. Elsewhere", 'msgid "Yes"', 'msgstr "Jawel"']
    assert any("there twice" in said for said in found(*twice))


def test_a_line_without_a_comment_is_found():
    text = HEADER + 'msgid "Yes"\nmsgstr "Ja"\n'
    assert [fault.said for fault in faults(text, "nl.po", "nl")] == ["no comment says where it appears: “Yes”"]


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        (HEADER.replace("nl", "hu", 1), "the header says Language: hu, not nl"),
        (HEADER.replace("UTF-8", "latin1"), "the header does not say that this is UTF-8"),
        (HEADER.replace("nplurals=2", "nothing"), "the header gives no plural forms"),
    ],
)
def test_a_wrong_header_is_found(header, fault):
    assert found('msgid "Yes"', 'msgstr "Ja"', header=header) == [f"1: {fault}"]


@pytest.mark.parametrize("line", ['msgstr "Ja', "msgstr Ja", 'msgstr "J"a"', "Ja", 'mgstr "Ja"'])
def test_a_broken_line_is_named(line):
    (said,) = found('msgid "Yes"', line)
    assert said.startswith("9: cannot be read")


def test_the_command_names_file_and_line(tmp_path, capsys):
    file = tmp_path / "nl.po"
    file.write_text(written('msgid "Yes"', 'msgstr ""'))
    with pytest.raises(CommandError, match="1 faults"):
        call_command("check_catalogues", str(file))
    assert capsys.readouterr().out == f"{file}:7: empty: “Yes”\n"
    file.write_bytes(b"\xff")
    with pytest.raises(CommandError):
        call_command("check_catalogues", str(file), str(tmp_path / "none.po"))
    assert capsys.readouterr().out.count("cannot be read") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_accepts_it(language):
    command = ["msgfmt", "--check", "--output-file=-", path_of(settings.BASE_DIR, language)]
    checked = subprocess.run(command, check=False, capture_output=True)
    assert checked.returncode == 0, checked.stderr.decode()


def content(catalogue):
    return [
        (
            *key_of(one),
            one.msgstr,
            one.msgstr_plural,
            sorted(one.flags),
            "".join(one.comment.split()),
            "".join(one.tcomment.split()),
        )
        for one in catalogue
    ]


def as_others_save(catalogue, wrap, ending, mark, reverse):
    """The file as Poedit or Weblate would save it: wrapped otherwise, with their header, line ends and mark."""
    catalogue.wrapwidth = wrap
    if reverse:
        catalogue.metadata = dict(reversed(catalogue.metadata.items())) | {"X-Generator": "Weblate 5.8"}
    return mark + str(catalogue).replace("\n", ending)


WAYS = {
    "wrap": st.sampled_from([0, 40, 79, 200]),
    "ending": st.sampled_from(["\n", "\r\n"]),
    "mark": st.sampled_from(["", "\ufeff"]),
    "reverse": st.booleans(),
}
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=90)
NOTE = st.text(st.sampled_from("ab, “é%\n"), max_size=60).map(
    lambda text: "\n".join(line.strip() for line in text.split())
)


@given(st.lists(st.tuples(WORDS, WORDS, NOTE, st.booleans()), max_size=5), st.fixed_dictionaries(WAYS))
def test_no_line_is_lost_between_editors(lines, ways):
    catalogue = read(HEADER)
    for number, (msgid, wording, note, fuzzy) in enumerate(lines):
        flags = ["fuzzy"] if fuzzy else []
        entry = polib.POEntry(msgctxt=str(number), msgid=msgid, msgstr=wording, comment=note, flags=flags)
        catalogue.append(entry)
    before = content(catalogue)
    assert content(read(as_others_save(catalogue, **ways))) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_files_pass_through_other_editors(language):
    before = content(read(shipped(language)))
    assert content(read(as_others_save(read(shipped(language)), 40, "\r\n", "\ufeff", True))) == before
    if shutil.which("msgcat"):  # gettext's own hand
        again = subprocess.run(["msgcat", "-"], input=shipped(language), text=True, check=True, capture_output=True)
        assert content(read(again.stdout)) == before


def test_the_notes_say_where_a_line_stands_and_what_it_holds():
    root = settings.BASE_DIR
    file = "advisor/flows/job_questions.py"
    lines = (root / file).read_text(encoding="utf-8").splitlines()

    def note(words):
        return noted(words, "", [(file, str(next(n for n, line in enumerate(lines, 1) if words in line)))], root)

    assert note("What kind of job is it?") == "Interview question “job_kind”: the question"
    assert note("An ordinary job") == "Interview question “job_kind”: the answer “ordinary”"
    assert note("Or have you no right to sick pay") == "Interview question “no_sick_pay”: the hint below it"
    page = noted("From %(day)s", "", [("templates/pages/site.html", "1"), ("templates/admin/index.html", "1")], root)
    assert page == f"Page: pages/site\nStaff’s admin: index\nday: {meanings()['day']}"
    assert noted("%(unheard_of)s", "", [], root) == ""


def test_every_line_of_the_catalogues_has_its_note():
    for language in LANGUAGES:
        assert [entry.msgid for entry in read(shipped(language)) if not entry.comment] == []


def test_every_placeholder_is_explained():
    asked = {
        match[1] or match[2]
        for entry in read(shipped("de"))
        for match in NAME.finditer(f"{entry.msgid} {entry.msgid_plural}")
    }
    assert asked <= set(meanings())


def test_notes_are_written_again_without_a_change_of_words():
    catalogue = read(shipped("nl"))
    words = [(*key_of(one), one.msgstr, one.msgstr_plural) for one in catalogue]
    noted_again = with_notes(catalogue, polib.POFile(), settings.BASE_DIR)
    assert [(*key_of(one), one.msgstr, one.msgstr_plural) for one in noted_again] == words

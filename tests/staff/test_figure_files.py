"""Figures as files: what is written can be read again, and a faulty file changes nothing."""

import io
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.models import FigureReview, FigureRow
from advisor.rules.figures import Figures, Row, Series, shipped_figures
from advisor.rules.law import FIGURES, Derived
from advisor.staff import releasing
from advisor.staff.figure_files import BadFile, as_csv, as_toml, begin_all, from_csv, from_toml
from advisor.staff.models import FigureDraft
from advisor.staff.preview import figures_now

HEAD = "figure,kind,from,says,value,draft_law,reviewed_until,source,note\n"
ROW = "contribution_ceiling,row,2027-01-01,value,6375.00,,,BGBl. 2026 I Nr. 310,\n"
REVIEW = "care_rate,review,,,,,2027-12-31,,\n"
TABLE = """
[contribution_ceiling]
unit = "EUR/month"
rows = [
  { from = 2026-01-01, value = "5812.50", source = "GETTSIM", confidence = "high" },
  { from = 2027-01-01, value = "6375.00", source = "BGBl. 2026 I Nr. 310", confidence = "high" },
]
"""


@pytest.fixture
def editor(person):
    return person("editor", "figures-editor")


# What is written can be read ----------------------------------------------------------------------------------------------

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
SOURCES = st.one_of(st.sampled_from(["GETTSIM", "GETTSIM, BKK-2019"]), TEXTS.map(lambda text: f"Bl. {text}"))
VALUES = st.one_of(st.none(), st.decimals(0, 10**6, places=4).map(lambda value: Decimal(f"{value.normalize():f}")))


@st.composite
def series(draw):
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=5)))
    rows = tuple(
        Row(
            day,
            None if unknown else draw(VALUES),
            draw(SOURCES),
            draw(st.sampled_from(["high", "medium", "low"])),
            unknown,
            draw(st.booleans()),
            draw(TEXTS),
        )
        for day in days
        for unknown in [draw(st.booleans())]
    )
    unit = draw(st.sampled_from(["percent", "EUR/month", "years"]))
    return Series("a_figure", draw(TEXTS), unit, draw(TEXTS), draw(DAYS), draw(DAYS), rows, "health")


@given(series())
def test_a_series_pasted_into_the_repository_reads_as_it_was_written(tmp_path_factory, written):
    folder = tmp_path_factory.mktemp("rules")
    (folder / "figures").mkdir()
    (folder / "figures" / "health.toml").write_text(as_toml([written]), newline="")
    (folder / "sources.toml").write_text('GETTSIM = "G"\n"BKK-2019" = "B"\n')
    assert Figures.load(folder).series == {"a_figure": written}


@given(series())
def test_the_rows_of_a_series_come_back_from_csv_and_from_toml(written):
    def told(row):
        return row.valid_from, row.value, row.unknown, row.draft, row.source.strip(), row.note.strip(), row.confidence

    def read(entries):
        rows = [entry.about for entry in entries if entry.about["kind"] == "row"]
        return [
            (
                about["valid_from"],
                about["value"],
                about["says"] == "unknown",
                about["draft_law"],
                about["source"].strip(),
                about["note"].strip(),
                about["confidence"],
            )
            for about in rows
        ]

    rows = [row for row in written.rows if row.valid_from >= date(2000, 1, 1)]
    assert read(from_toml(as_toml([written]))) == [told(row) for row in rows]
    assert read(from_csv(as_csv([written]))) == [told(row) for row in rows]
    reviews = [
        entry.about["reviewed_until"] for entry in from_csv(as_csv([written])) if entry.about["kind"] == "review"
    ]
    assert reviews == [written.reviewed_until]


@pytest.mark.parametrize("form", ["csv", "toml"])
def test_what_we_ship_is_read_back_without_a_draft(editor, form):
    out = io.StringIO()
    call_command("export_figures", "--all", form=form, stdout=out)
    begun, same = begin_all(form, out.getvalue(), "", editor)
    assert begun == []
    assert same >= sum(len(each.rows) for each in shipped_figures().series.values())


def test_shipped_series_are_written_as_the_repository_has_them(tmp_path):
    (tmp_path / "figures").mkdir()
    for topic in {each.topic for each in shipped_figures().series.values()}:
        of_topic = [each for each in shipped_figures().series.values() if each.topic == topic]
        (tmp_path / "figures" / f"{topic}.toml").write_text(as_toml(of_topic))
    sources = "\n".join(f'"{key}" = "x"' for key in shipped_figures().sources)
    (tmp_path / "sources.toml").write_text(sources)
    assert Figures.load(tmp_path).series == shipped_figures().series


def test_cells_that_would_be_formulas_are_texts_and_come_back(db):
    row = Row(date(2027, 1, 1), Decimal(1), "=HYPERLINK(0)", note="'+1")
    text = as_csv([replace(shipped_figures().series["care_rate"], rows=(row,))])
    assert "'=HYPERLINK(0)" in text
    assert [(e.about["source"], e.about["note"]) for e in from_csv(text)][0] == ("=HYPERLINK(0)", "'+1")  # noqa: RUF015


def test_only_what_staff_have_released_is_exported_unless_asked(db):
    FigureRow.objects.create(name="care_rate", valid_from=date(2027, 1, 1), value=Decimal("3.8"), source="BGBl.")
    FigureReview.objects.create(
        name="childless_surcharge", reviewed_until=date(2027, 12, 31), checked_on=date(2026, 11, 1)
    )
    out = io.StringIO()
    call_command("export_figures", form="csv", stdout=out)
    assert out.getvalue().splitlines()[1:] == [
        "care_rate,row,2027-01-01,value,3.8,,,BGBl.,,high",
        "childless_surcharge,review,,,,,2027-12-31,,,",
    ]
    out = io.StringIO()
    call_command("export_figures", form="toml", stdout=out)
    tables = tomllib.loads(out.getvalue())
    assert list(tables) == ["care_rate", "childless_surcharge"]
    assert tables["care_rate"]["rows"][-1]["value"] == "3.8"
    assert tables["care_rate"]["rows"][0] == tomllib.loads(as_toml([shipped_figures().series["care_rate"]]))["care_rate"]["rows"][0]  # fmt: skip


# Reading makes drafts -----------------------------------------------------------------------------------------------------


def test_a_csv_file_makes_drafts_and_releases_nothing(editor):
    begun, same = begin_all("csv", HEAD + ROW + REVIEW, "Neues Jahr", editor)
    assert [(draft.name, draft.kind, draft.state) for draft in begun] == [
        ("contribution_ceiling", "row", "draft"),
        ("care_rate", "review", "draft"),
    ]
    assert (same, begun[0].value, begun[0].why) == (0, 6375, "Neues Jahr")
    assert list(begun[0].writers.all()) == [editor]
    assert not FigureRow.objects.exists()


def test_a_table_of_the_repository_makes_a_draft_of_what_is_new_and_takes_its_review_along(editor):
    begun, _same = begin_all("toml", TABLE.replace("rows", "reviewed_until = 2027-12-31\nrows"), "", editor)
    drafts = {(draft.valid_from, draft.value, draft.reviewed_until) for draft in begun}
    assert (date(2027, 1, 1), Decimal("6375.00"), date(2027, 12, 31)) in drafts


def test_a_spreadsheet_with_semicolons_and_a_mark_in_front_is_read(editor):
    text = "\ufeff" + (HEAD + ROW).replace(",", ";").replace("6375.00", "6375,00").replace("2027-01-01", "01.01.2027")
    (draft,), _ = begin_all("csv", text.encode().decode("utf-8-sig"), "", editor)
    assert (draft.value, draft.valid_from) == (6375, date(2027, 1, 1))


@pytest.mark.parametrize("form", ["csv", "toml"])
@pytest.mark.parametrize("sure", ["medium", "low"])
def test_how_sure_a_row_is_goes_all_the_way_and_comes_back(editor, person, form, sure):
    shipped = shipped_figures().series["contribution_ceiling"]
    row = Row(date(2027, 1, 1), Decimal(6375), "BGBl.", sure)
    written = {"csv": as_csv, "toml": as_toml}[form]([shipped.with_row(row)])
    (draft,), _same = begin_all(form, written, "", editor)
    releasing.release_figure(releasing.send(draft, editor), person("second", "releaser"))
    now = figures_now()
    assert now.series["contribution_ceiling"].rows[-1] == row
    assert now.on(date(2027, 1, 1)).contribution_ceiling.confidence == sure
    out = io.StringIO()
    call_command("export_figures", form=form, stdout=out)
    assert sure in out.getvalue().splitlines()[1 if form == "csv" else -2]
    assert begin_all(form, out.getvalue(), "", editor)[0] == []


def test_a_row_of_which_only_that_changes_is_a_draft_and_can_be_withdrawn(editor, person):
    second, old = person("second", "releaser"), shipped_figures().series["contribution_ceiling"].rows[-1]
    changed = replace(shipped_figures().series["contribution_ceiling"], rows=(replace(old, confidence="low"),))
    (draft,), _same = begin_all("csv", as_csv([changed]), "", editor)
    assert (draft.valid_from, draft.confidence) == (old.valid_from, "low")
    released = releasing.release_figure(releasing.send(draft, editor), second)
    again, _same = begin_all("csv", as_csv([replace(changed, rows=(replace(old, confidence="medium"),))]), "", editor)
    over = releasing.release_figure(releasing.send(again[0], editor), second)
    releasing.withdraw_figure(over, second, "wrong")
    assert figures_now().series["contribution_ceiling"].rows[-1].confidence == "low"
    releasing.withdraw_figure(released, second, "wrong")
    assert figures_now().series["contribution_ceiling"].rows[-1].confidence == old.confidence


def test_a_file_that_does_not_say_how_sure_a_row_is_leaves_that_as_it_was(editor):
    name, old = next(
        (name, row)
        for name, series in shipped_figures().series.items()
        for row in series.rows
        if row.confidence == "low"
        and row.value is not None
        and not row.note
        and not isinstance(FIGURES.get(name), Derived)
    )
    value = f"{old.value:f}"
    line = f'{name},row,{old.valid_from},value,{value},{"yes" if old.draft else ""},,"{old.source}",\n'
    assert begin_all("csv", HEAD + line, "", editor) == ([], 1)
    (draft,), _same = begin_all("csv", HEAD + line.replace(f'"{old.source}"', "BGBl."), "", editor)
    assert draft.confidence == "low"


FAULTY = [
    pytest.param("csv", HEAD.replace("note", "note,confidence") + ROW.replace("310,", "310,,sure"), 2, id="unsure"),
    pytest.param(
        "toml",
        TABLE.replace('"6375.00", source', '"6375.00", confidence = "x", source').replace(
            '310", confidence = "high"', '310"'
        ),
        6,
        id="a confidence that is none",
    ),
    pytest.param("csv", "", 1, id="nothing"),
    pytest.param("csv", HEAD, 1, id="no lines"),
    pytest.param("csv", "figure,value\ncare_rate,1\n", 1, id="columns missing"),
    pytest.param("csv", HEAD.replace("note", "notes") + ROW, 1, id="an unknown column"),
    pytest.param("csv", HEAD + ROW + "care_rate,row,2027-01-01\n", 3, id="too few cells"),
    pytest.param("csv", HEAD + ROW + ROW.replace("contribution_ceiling", "x"), 3, id="unknown figure"),
    pytest.param("csv", HEAD + ROW + ROW, 3, id="the same twice"),
    pytest.param(
        "csv", HEAD + ROW + ROW.replace("contribution_ceiling", "family_income_limit"), 3, id="derived figure"
    ),
    pytest.param("csv", HEAD + ROW + REVIEW.replace("2027-12-31", "2027-02-30"), 3, id="no such day"),
    pytest.param("csv", HEAD + ROW + REVIEW.replace("2027-12-31", "2031-12-31"), 3, id="a day too late"),
    pytest.param("csv", HEAD + ROW + REVIEW.replace("review", "look"), 3, id="neither row nor review"),
    pytest.param("csv", HEAD + ROW.replace("6375.00", "NaN"), 2, id="not a number"),
    pytest.param("csv", HEAD + ROW.replace("6375.00", "6.375,00"), 2, id="thousands marks"),
    pytest.param("csv", HEAD + ROW.replace("6375.00", "-1"), 2, id="negative"),
    pytest.param("csv", HEAD + ROW.replace("value", "perhaps"), 2, id="says something else"),
    pytest.param("csv", HEAD + ROW.replace("BGBl. 2026 I Nr. 310", ""), 2, id="no source"),
    pytest.param("csv", HEAD + ROW.replace("BGBl", '"BGBl'), 2, id="an open quotation mark"),
    pytest.param("csv", HEAD + ROW.replace("BGBl", "BG\x00Bl"), 2, id="a NUL"),
    pytest.param("csv", HEAD + ROW.replace("BGBl", "x" * 400), 2, id="a source too long"),
    pytest.param("toml", "[contribution_ceiling]\nrows = [\n  { from = \n]", 3, id="broken TOML"),
    pytest.param("toml", TABLE.replace("EUR/month", "percent"), 5, id="another unit"),
    pytest.param("toml", TABLE.replace('"6375.00"', "6375.00"), 6, id="a value without quotes"),
    pytest.param("toml", TABLE.replace('"6375.00"', '"many"'), 6, id="a value that is no number"),
    pytest.param("toml", TABLE.replace("2027-01-01", '"2027-01-01"'), 6, id="a day in quotes"),
    pytest.param("toml", TABLE.replace("2027-01-01", "2027-01-01T00:00:00"), 6, id="a moment"),
    pytest.param("toml", TABLE.replace("2027-01-01", "2031-01-01"), 6, id="a day too late in a table"),
    pytest.param("toml", TABLE.replace("confidence", "confidenec"), 5, id="an unknown field"),
    pytest.param("toml", "contribution_ceiling = 5\n", 1, id="no table"),
    pytest.param("toml", "[contribution_ceiling]\nrows = 5\n", 1, id="rows that are none"),
    pytest.param("toml", "[x]\nreviewed_until = 2027-12-31\n", 1, id="unknown figure in a table"),
    pytest.param("toml", "[care_rate]\nreviewed_until = 5\n", 1, id="a review that is no day"),
]


@pytest.mark.parametrize(("form", "text", "line"), FAULTY)
def test_a_faulty_file_names_line_and_reason_and_changes_nothing(editor, form, text, line):
    with pytest.raises(BadFile) as told:
        begin_all(form, text, "", editor)
    assert any(reason.startswith(f"line {line}: ") and len(reason) > 12 for reason in told.value.reasons), told.value
    assert not FigureDraft.objects.exists()


def test_all_lines_that_cannot_be_read_are_told_at_once(editor):
    with pytest.raises(BadFile) as told:
        begin_all("csv", HEAD + ROW.replace("6375.00", "-1") + REVIEW + ROW.replace("2027", "20x7"), "", editor)
    assert [reason.split(":")[0] for reason in told.value.reasons] == ["line 2", "line 4"]


@given(st.binary(max_size=300), st.sampled_from(["csv", "toml"]))
def test_no_file_whatever_breaks_the_reading(raw, form):
    from advisor.staff.figure_files import READERS, decoded

    try:
        READERS[form](decoded(raw))
    except BadFile as bad:
        reasons = bad.reasons
    else:
        return
    assert reasons
    assert all(reason.startswith("line ") for reason in reasons)


# Command and page ---------------------------------------------------------------------------------------------------------


def test_the_command_makes_drafts_in_the_name_of_a_person(editor, tmp_path):
    file = tmp_path / "new.csv"
    file.write_text(HEAD + ROW)
    out = io.StringIO()
    call_command("import_figures", str(file), user="editor", stdout=out)
    assert "drafts begun: 1" in out.getvalue()
    assert list(FigureDraft.objects.get().writers.all()) == [editor]


@pytest.mark.parametrize("user", ["nobody", "reader"])
def test_the_command_refuses_who_may_not_write_figures(person, tmp_path, user):
    person("reader", "releaser")
    file = tmp_path / "new.csv"
    file.write_text(HEAD + ROW)
    with pytest.raises(CommandError):
        call_command("import_figures", str(file), user=user)
    assert not FigureDraft.objects.exists()


def test_the_command_tells_line_and_reason(editor, tmp_path):
    file = tmp_path / "new.toml"
    file.write_text("[care_rate\n")
    with pytest.raises(CommandError, match="line 1: ") as told:
        call_command("import_figures", str(file), user="editor")
    assert told.value.returncode == 2
    for missing in ("none.csv", "none.txt"):
        with pytest.raises(CommandError):
            call_command("import_figures", str(tmp_path / missing), user="editor")


@pytest.fixture
def browser_of_editor(editor, signed_in):
    return signed_in(editor)


def upload(client, name, raw):
    return client.post(
        reverse("admin:staff_figuredraft_import"), {"file": SimpleUploadedFile(name, raw), "why": ""}, follow=True
    )


def test_the_page_takes_a_file_and_shows_its_drafts(browser_of_editor):
    answer = upload(browser_of_editor, "new.CSV", (HEAD + ROW).encode())
    assert answer.redirect_chain
    assert FigureDraft.objects.get().name == "contribution_ceiling"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("new.csv", (HEAD + ROW + "x").encode(), id="a faulty line"),
        pytest.param("new.csv", b"\xff\xfe", id="another encoding"),
        pytest.param("new.csv", b"a" * 1_000_001, id="too large"),
        pytest.param("new.toml", b"[", id="broken TOML"),
        pytest.param("new.csv", b"", id="empty"),
        pytest.param("new.xlsx", b"PK", id="another kind of file"),
    ],
)
def test_the_page_tells_what_is_wrong_at_the_field(browser_of_editor, name, raw):
    answer = upload(browser_of_editor, name, raw)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not FigureDraft.objects.exists()


@pytest.mark.parametrize("form", ["csv", "toml"])
@pytest.mark.parametrize("rows", ["released", "all"])
def test_the_page_gives_files(browser_of_editor, form, rows):
    FigureRow.objects.create(name="care_rate", valid_from=date(2027, 1, 1), value=Decimal("3.8"), source="BGBl.")
    answer = browser_of_editor.get(reverse("admin:staff_figuredraft_export"), {"form": form, "rows": rows})
    text = answer.content.decode()
    assert f'filename="figures-{rows}.{form}"' in answer["Content-Disposition"]
    assert "care_rate" in text
    assert ("contribution_ceiling" in text) == (rows == "all")
    begun, same = begin_all(form, text, "", answer.wsgi_request.user)
    assert begun == []
    assert same


def test_released_rows_count_as_what_holds(editor):
    begun, _ = begin_all("csv", HEAD + ROW, "", editor)
    FigureRow.objects.create(
        name="contribution_ceiling", valid_from=date(2027, 1, 1), value=Decimal(6375), source="BGBl. 2026 I Nr. 310"
    )
    FigureDraft.objects.all().delete()
    begun, same = begin_all("csv", HEAD + ROW, "", editor)
    assert (begun, same) == ([], 1)
    assert figures_now().series["contribution_ceiling"].on(date(2027, 1, 1) + timedelta(days=9)) == 6375

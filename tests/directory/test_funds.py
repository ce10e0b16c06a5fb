"""The rates of funds: what is shipped, what staff load, and what the law of a day makes of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.content.library import SHELF as TEXTS
from advisor.directory.dated import FundRate
from advisor.directory.keeping import laid_over
from advisor.directory.shelf import current_figures, directory
from advisor.directory.table_files import BadFile, as_csv, bare, harmless
from advisor.directory.table_files import parsed as parsed_as
from advisor.rules.figures import figures, shipped_figures
from advisor.rules.funds import fund, funds

HEAD = ",".join(FundRate.COLUMNS)
LINE = "test-bkk,Test BKK,bkk,,https://test-bkk.de,2026-01-01,2.9,,test-bkk.de"


def parsed(text):
    return parsed_as(text, FundRate)


def rate(code, day, among=None):
    found = fund(code, (among or figures()).on(date.fromisoformat(day)))
    return found and found.rate


SHIPPED = [
    pytest.param("techniker-krankenkasse", "2023-01-01", "1.2", id="first day of a source"),
    pytest.param("techniker-krankenkasse", "2023-12-31", "1.2", id="last day of its year"),
    pytest.param("techniker-krankenkasse", "2024-01-01", None, id="the day after"),
    pytest.param("techniker-krankenkasse", "2025-06-30", "2.45", id="the next source"),
    pytest.param("techniker-krankenkasse", "2026-01-01", None, id="no source for that year"),
    pytest.param("techniker-krankenkasse", "2019-01-01", None, id="the rate of the year before"),
    pytest.param("novitas-bkk", "2023-05-01", "1.54", id="Novitas"),
    pytest.param("bkk-faber-castell-partner", "2024-09-30", None, id="the day before a source"),
    pytest.param("bkk-faber-castell-partner", "2024-10-01", "1.1", id="Faber-Castell"),
    pytest.param("barmer", "2026-01-01", None, id="named, without a source"),
]


@pytest.mark.parametrize(("code", "day", "expected"), SHIPPED)
def test_a_shipped_rate_counts_for_the_year_of_its_source(code, day, expected):
    assert rate(code, day, shipped_figures()) == (None if expected is None else Decimal(expected))


def test_every_fund_of_the_agreement_is_among_the_funds():
    law = shipped_figures().on(date(2026, 10, 1))
    assert set(law.entries("card_funds")) <= set(funds(law))
    assert len(law.entries("card_funds")) == 13


def test_a_change_of_a_rate_is_a_day_of_change():
    days = shipped_figures().change_days(frozenset({"funds"}))
    assert {date(2023, 1, 1), date(2024, 1, 1), date(2024, 10, 1), date(2025, 1, 1), date(2026, 1, 1)} <= set(days)


def test_a_file_with_semicolons_and_commas_in_numbers():
    text = "\ufeff" + f"{HEAD}\n{LINE}".replace(",", ";").replace("2.9", "2,9")
    assert [row.rate for row in parsed(text)] == [Decimal("2.9")]


BAD = [
    pytest.param("", "line 1: these columns are missing", id="an empty file"),
    pytest.param("code,name\nx,y", "line 1: these columns are missing: kind", id="missing columns"),
    pytest.param(HEAD, "line 2: there are no rows", id="no rows"),
    pytest.param(f"{HEAD}\n{LINE},more", "line 2: the number of cells", id="a cell too many"),
    pytest.param(f"{HEAD}\ntest-bkk,Test", "line 2: the number of cells", id="cells missing"),
    pytest.param(f"{HEAD}\n{LINE.replace('2.9', 'NaN')}", "line 2: rate: “NaN”", id="no number"),
    pytest.param(f"{HEAD}\n{LINE.replace('2.9', '-1')}", "line 2: rate: “-1”", id="a negative rate"),
    pytest.param(f"{HEAD}\n{LINE.replace('2.9', '99')}", "line 2: rate:", id="an absurd rate"),
    pytest.param(f"{HEAD}\n{LINE.replace('2.9', '2.999')}", "line 2: rate:", id="three decimals"),
    pytest.param(f"{HEAD}\n{LINE.replace('2.9', '1e1')}", "line 2: rate: “1e1”", id="an exponent"),
    pytest.param(
        f"{HEAD}\n{LINE.replace('2026-01-01', '01.01.2026')}", "line 2: valid_from:", id="another date format"
    ),
    pytest.param(
        f"{HEAD}\n{LINE.replace('2026-01-01', '1999-01-01')}",
        "line 2: valid_from: Ensure this value is greater",
        id="long ago",
    ),
    pytest.param(f"{HEAD}\n{LINE.replace('2026-01-01', '2026-02-30')}", "line 2: valid_from:", id="no such day"),
    pytest.param(
        f"{HEAD}\n{LINE.replace(',,test', ',2025-01-01,test')}", "line 2: known_until:", id="ends before it begins"
    ),
    pytest.param(
        f"{HEAD}\n{LINE.replace('2.9,,', ',2026-12-31,')}", "line 2: known_until:", id="an end without a rate"
    ),
    pytest.param(f"{HEAD}\n{LINE.replace(',bkk,', ',bank,')}", "line 2: kind:", id="no kind of fund"),
    pytest.param(f"{HEAD}\n{LINE.replace('https', 'javascript')}", "line 2: website:", id="no web address"),
    pytest.param(f"{HEAD}\n{LINE.replace('test-bkk,', 'Test BKK,', 1)}", "line 2: code:", id="no key"),
    pytest.param(f"{HEAD}\n{LINE.removesuffix('test-bkk.de')}", "line 2: source: must not be empty", id="no source"),
    pytest.param(f"{HEAD}\n{LINE}\n{LINE}", "line 3: test-bkk from 2026-01-01 stands in line 2", id="twice"),
    pytest.param(f'{HEAD}\n"test', "line ", id="an open quotation"),
]


@pytest.mark.parametrize(("text", "fault"), BAD)
def test_a_faulty_file_names_line_and_reason(text, fault):
    with pytest.raises(BadFile) as told:
        parsed(text)
    assert str(told.value).startswith(fault)


def test_every_faulty_line_is_named_at_once():
    with pytest.raises(BadFile) as told:
        parsed(f"{HEAD}\n{LINE.replace('2.9', 'x')}\n{LINE}\n{LINE.replace('bkk,,', 'x,,')}")
    assert [line.split(":")[0] for line in str(told.value).splitlines()] == ["line 2", "line 4"]


def test_rows_lie_over_the_shipped_ones():
    lines = [
        LINE,
        "techniker-krankenkasse,TK,substitute,,,2025-01-01,2.5,2026-03-31,tk.de",
        "techniker-krankenkasse,TK,substitute,,,2026-02-01,,,tk.de",
    ]
    among = laid_over(shipped_figures(), parsed("\n".join([HEAD, *lines])))
    assert rate("test-bkk", "2025-12-31", among) is None
    assert rate("test-bkk", "2026-12-31", among) == Decimal("2.9")
    assert rate("test-bkk", "2027-01-01", among) is None
    assert rate("techniker-krankenkasse", "2025-01-01", among) == Decimal("2.5")
    assert rate("techniker-krankenkasse", "2026-01-31", among) == Decimal("2.5")
    assert rate("techniker-krankenkasse", "2026-02-01", among) is None
    assert rate("techniker-krankenkasse", "2023-02-01", among) == Decimal("1.2")
    assert fund("techniker-krankenkasse", among.on(date(2023, 2, 1))).name == "Techniker Krankenkasse"
    assert fund("techniker-krankenkasse", among.on(date(2025, 2, 1))).name == "TK"
    assert rate("test-bkk", "2026-12-31", shipped_figures()) is None


def test_what_is_exported_can_be_loaded_and_is_the_same():
    shipped = shipped_figures()
    again = laid_over(shipped, parsed(as_csv(FundRate, shipped.lists["funds"])))
    for day in shipped.change_days():
        assert [(f.code, f.rate, f.until) for f in funds(again.on(day)).values()] == [
            (f.code, f.rate, f.until) for f in funds(shipped.on(day)).values()
        ]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@x", "\tx", "\rx", "\nx", " =1", "'=1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("Köln =1") == "Köln =1"
    assert harmless("") == ""


@example("'t Hooft")
@example(" '=1")
@example("''")
@given(st.text())
def test_what_was_made_harmless_is_read_as_it_was(cell):
    assert bare(harmless(cell)) == cell.strip()


@pytest.mark.django_db
def test_a_loaded_file_reaches_the_law_and_the_next_one_replaces_it(tmp_path, capsys):
    file = tmp_path / "funds.csv"
    file.write_text(f"{HEAD}\n{LINE}\n", encoding="utf-8")
    call_command("load_list", "funds", str(file))
    TEXTS.forget()
    assert rate("test-bkk", "2026-10-01", current_figures()) == Decimal("2.9")
    assert rate("test-bkk", "2026-10-01") == Decimal("2.9")
    kept = directory().figures
    TEXTS.forget()
    assert directory().figures is kept
    call_command("export_list", "funds")
    assert LINE.replace("2.9,,", "2.9,2026-12-31,") in capsys.readouterr().out.replace("\r", "")
    file.write_text(f"{HEAD}\n{LINE.replace('test-bkk', 'other-bkk')}\n", encoding="utf-8")
    call_command("load_list", "funds", str(file))
    TEXTS.forget()
    assert rate("test-bkk", "2026-10-01", current_figures()) is None
    assert rate("other-bkk", "2026-10-01", current_figures()) == Decimal("2.9")


@pytest.mark.django_db
def test_a_faulty_file_changes_nothing(tmp_path):
    FundRate.objects.create(code="x", name="X", kind="bkk", valid_from=date(2026, 1, 1), source="x.de")
    file = tmp_path / "funds.csv"
    for content in (f"{HEAD}\n{LINE}\n{LINE.replace('2.9', 'x')}".encode(), b"\xff\xfe", b"x" * 3_000_000):
        file.write_bytes(content)
        with pytest.raises(CommandError):
            call_command("load_list", "funds", str(file))
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_list", "funds", str(tmp_path / "none.csv"))
    assert [row.code for row in FundRate.objects.all()] == ["x"]

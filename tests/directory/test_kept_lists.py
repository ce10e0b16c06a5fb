"""Lists of the law that staff keep: what a row may say, how it lies over the shipped ones, and its file."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from advisor.content.library import SHELF as TEXTS
from advisor.directory import states
from advisor.directory.dated import EARLIEST, CardFund, CardMunicipality, FundRate
from advisor.directory.keeping import KEPT, laid_over
from advisor.directory.shelf import current_figures
from advisor.directory.states import State
from advisor.directory.table_files import BadFile, as_csv, parsed
from advisor.rules.asylum import card_funds, issues_card, joining_day_is_known
from advisor.rules.figures import LAST_DAY, shipped_figures
from advisor.rules.funds import KINDS

SHIPPED = shipped_figures()
NEXT_YEAR = date(2027, 1, 1)


def law(day, *rows):
    return laid_over(SHIPPED, rows).on(date.fromisoformat(day))


def town(code="bielefeld", day=NEXT_YEAR, name="Bielefeld", **facts):
    return CardMunicipality(code=code, name=name, valid_from=day, source="Stadt Bielefeld, 2026-12-01", **facts)


def state(code, day=NEXT_YEAR, **facts):
    return State(code=code, valid_from=day, source="BGBl. 2026 II S. 1", **facts)


def wrong_fields(row):
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return set(error.message_dict)
    return set()


# Rows ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEPT)
def test_every_shipped_row_could_be_one_of_staff(name):
    model = KEPT[name]
    for entries in SHIPPED.lists[model.LIST].rows.values():
        for entry in entries:
            row = model.of(entry)
            assert wrong_fields(row) == set(), entry
            assert row.repeats(), entry


WRONG = [
    pytest.param(town(day=date(2008, 12, 31)), {"valid_from"}, id="before 2009"),
    pytest.param(town(day=date(2031, 1, 1)), {"valid_from"}, id="after the last day of the site"),
    pytest.param(town(code="Bielefeld"), {"code"}, id="no key"),
    pytest.param(town(code="other"), {"code"}, id="a key that answers something else"),
    pytest.param(town(code="unsure"), {"code"}, id="the key of not knowing"),
    pytest.param(town(code="cologne", name="KÖLN"), {"code"}, id="Cologne under a second key"),
    pytest.param(town(name=""), {"name"}, id="no name"),
    pytest.param(
        CardFund(code="x", name="X", valid_from=NEXT_YEAR, role="boss", source="x"), {"role"}, id="no such role"
    ),
    pytest.param(
        CardFund(code="x", name="X", valid_from=NEXT_YEAR, role="acceded"), {"source"}, id="no source"
    ),
    pytest.param(state("XX", belongs="other", scope="none"), {"code"}, id="no state"),
    pytest.param(state("hu", belongs="eu", scope="full"), {"code"}, id="small letters"),
    pytest.param(state("UA", belongs="eu", scope="none"), {"scope"}, id="a member state without the rules of members"),
    pytest.param(state("UA", belongs="other", scope="full"), {"scope"}, id="another state with them"),
    pytest.param(state("UA", belongs="treaty", scope="full"), {"scope"}, id="a treaty with them"),
    pytest.param(state("UA", belongs="home", scope="full"), {"belongs"}, id="a second home"),
    pytest.param(state("DE", belongs="eu", scope="full"), {"belongs"}, id="Germany as an abroad"),
    pytest.param(state("UA", belongs="uk", scope="full"), {"belongs"}, id="a second United Kingdom"),
    pytest.param(state("UA", belongs="ch", scope="full"), {"belongs"}, id="a second Switzerland"),
    pytest.param(
        state("UA", belongs="treaty", scope="in_kind", without_sickness=True), {"without_sickness"},
        id="treatment by a treaty that has none",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("row", "fields"), WRONG)
def test_what_cannot_be_right_is_refused_at_its_field(row, fields):
    assert wrong_fields(row) == fields


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [town(), CardFund(code="x", name="X", valid_from=NEXT_YEAR, role="acceded", source="x"),
     state("UA", belongs="eu", scope="full"), FundRate(code="x", name="X", kind="bkk", valid_from=NEXT_YEAR, source="x")],
    ids=lambda row: row._meta.model_name,
)  # fmt: skip
def test_no_two_rows_of_a_code_begin_on_a_day(row):
    row.save()
    row.pk = None
    with pytest.raises(ValidationError):
        row.full_clean()


# What the law makes of them --------------------------------------------------------------------------------------------


def test_a_municipality_joins_and_leaves_on_its_days():
    rows = (town(), town(day=date(2028, 7, 1), joined=False))
    told = [
        issues_card("bielefeld", law(day, *rows)) for day in ("2026-12-31", "2027-01-01", "2028-06-30", "2028-07-01")
    ]
    assert told == [False, True, True, False]


def test_a_shipped_municipality_leaves_and_nothing_changes_before():
    row = town("koeln", name="Köln", joined=False)
    assert issues_card("koeln", law("2026-12-31", row))
    assert not issues_card("koeln", law("2027-01-01", row))


def test_a_day_that_becomes_known_lies_over_the_shipped_row():
    row = town("koeln", day=date(2016, 1, 1), name="Köln", date_known=True)
    assert not joining_day_is_known("koeln", law("2026-11-22"))
    assert joining_day_is_known("koeln", law("2026-11-22", row))
    assert not joining_day_is_known("bochum", law("2026-11-22", row))


def test_a_fund_leaves_the_agreement():
    row = CardFund(code="barmer", name="BARMER", valid_from=NEXT_YEAR, role="left", source="MAGS")
    assert "BARMER" in {fund.name for fund in card_funds(law("2026-12-31", row))}
    assert len(card_funds(law("2027-01-01", row))) == 12


def test_a_new_name_counts_from_its_day():
    row = CardFund(code="barmer", name="BARMER neu", valid_from=NEXT_YEAR, role="signatory", source="MAGS")
    assert law("2026-12-31", row).entries("card_funds")["barmer"].name == "BARMER"
    assert law("2027-01-01", row).entries("card_funds")["barmer"].name == "BARMER neu"


def test_a_state_joins_the_union_on_its_day():
    row = state("UA", belongs="eu", scope="full")
    assert not law("2026-12-31", row).country("UA").free_movement
    assert law("2027-01-01", row).country("UA").free_movement
    assert law("2027-01-01", row).country("UA").coordinated


def test_the_day_of_a_row_is_a_day_of_change():
    changed = laid_over(SHIPPED, [town(day=date(2027, 3, 9))])
    assert date(2027, 3, 9) in changed.change_days(frozenset({"card_municipalities"}))
    assert changed.change_days(frozenset({"countries"})) == SHIPPED.change_days(frozenset({"countries"}))


# Files -----------------------------------------------------------------------------------------------------------------

WORDS = st.text("abcäöüßő =+-@,;\"'(/)", min_size=1, max_size=20).map(str.strip).filter(lambda text: text.strip("' "))
NAMES = WORDS.filter(lambda text: not text.startswith("'"))
DAYS = st.dates(EARLIEST, LAST_DAY)
CODES = st.from_regex(r"zz-[a-z0-9]{1,8}", fullmatch=True)
LINKS = [("eu", "full"), ("eea", "full"), ("treaty", "in_kind"), ("treaty", "unverified"), ("other", "none")]


def _rated(row, rate, for_a_day):
    """A rate for a single day, or for its year; without a rate there is no last day."""
    year_end = date(row.valid_from.year, 12, 31)
    row.rate, row.known_until = rate, None if rate is None else row.valid_from if for_a_day else year_end
    return row


def _linked(row, link, alone):
    row.belongs, row.scope = link
    row.without_sickness = alone and link[0] == "other"
    return row


ROWS = {
    "funds": st.builds(
        _rated,
        st.builds(FundRate, code=CODES, name=NAMES, kind=st.sampled_from(list(KINDS)), open_in=st.just("") | NAMES,
                  website=st.sampled_from(["", "https://x.de/a?b=c"]), valid_from=DAYS, source=NAMES),
        st.none() | st.decimals(0, 10, places=2), st.booleans(),
    ),
    "municipalities": st.builds(
        CardMunicipality, code=CODES, name=NAMES, valid_from=DAYS, date_known=st.booleans(), joined=st.booleans(), source=NAMES
    ),
    "card-funds": st.builds(
        CardFund, code=CODES, name=NAMES, valid_from=DAYS, date_known=st.booleans(),
        role=st.sampled_from(list(CardFund.Role.values)), source=NAMES,
    ),
    "states": st.builds(
        _linked,
        st.builds(State, code=st.sampled_from(["UA", "TR", "IS", "HU"]), valid_from=DAYS, note=st.just("") | NAMES, source=NAMES),
        st.sampled_from(LINKS), st.booleans(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
@given(data=st.data())
def test_what_is_exported_can_be_loaded_and_is_the_same(name, data):
    model = KEPT[name]
    rows = data.draw(st.lists(ROWS[name], max_size=5, unique_by=lambda row: (row.code, row.valid_from)))
    listed = laid_over(SHIPPED, rows).lists[model.LIST]
    again = parsed(as_csv(model, listed), model)
    assert [row.entry() for row in again] == [
        model.of(entry).entry() for entries in listed.rows.values() for entry in entries
    ]
    kept = [row for row in again if not row.repeats()]
    assert laid_over(SHIPPED, kept).lists[model.LIST] == listed


@pytest.mark.parametrize("name", KEPT)
@given(data=st.data())
def test_nothing_changes_before_the_first_row(name, data):
    model = KEPT[name]
    rows = data.draw(st.lists(ROWS[name], min_size=1, max_size=4))
    first = min(row.valid_from for row in rows)
    listed, day = laid_over(SHIPPED, rows).lists[model.LIST], date.fromordinal(first.toordinal() - 1)
    assert listed.on(day) == SHIPPED.lists[model.LIST].on(day)


TOWNS = "code,name,valid_from,date_known,joined,source"
STATES = "code,belongs,scope,without_sickness,note,valid_from,source"
BAD = [
    pytest.param("municipalities", f"{TOWNS}\nx,X,2027-01-01,maybe,yes,x", ["line 2: date_known: “maybe”"], id="neither yes nor no"),
    pytest.param("municipalities", f"{TOWNS}\nx,X,2027-01-01,,yes,x", ["line 2: date_known: must not be empty"], id="an empty cell"),
    pytest.param("municipalities", f"{TOWNS}\nother,X,2027-01-01,yes,yes,x", ["line 2: code: "], id="a key that is taken"),
    pytest.param("municipalities", f"{TOWNS}\nx,X,2031-01-01,yes,yes,x", ["line 2: valid_from: "], id="too late"),
    pytest.param("card-funds", "code,name\nx,X", ["line 1: these columns are missing: valid_from, date_known, role, source"], id="columns"),
    pytest.param("states", f"{STATES}\nUA,eu,none,no,,2027-01-01,x", ["line 2: scope: "], id="a scope that does not fit"),
    pytest.param(
        "states", f"{STATES}\nXX,eu,full,no,,2027-01-01,x\nUA,union,full,perhaps,,1.1.2027,\nUA,eu,full,no,,2027-01-01,x\nUA,eu,full,no,,2027-01-01,x",
        ["line 2: code: ", "line 3: without_sickness: ", "line 3: valid_from: ", "line 3: source: ", "line 5: UA from 2027-01-01 stands in line 4"],
        id="every fault of every line",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "faults"), BAD)
def test_a_faulty_file_names_every_fault_with_its_line(name, text, faults):
    with pytest.raises(BadFile) as told:
        parsed(text, KEPT[name])
    lines = str(told.value).splitlines()
    assert [line[: len(fault)] for line, fault in zip(lines, faults, strict=True)] == faults


@pytest.mark.django_db
def test_a_file_with_one_fault_changes_nothing(tmp_path):
    town().save()
    file = tmp_path / "towns.csv"
    file.write_text(f"{TOWNS}\nhamm,Hamm,2027-01-01,yes,yes,x\nherne,Herne,2027-01-01,yes,perhaps,x\n")
    with pytest.raises(CommandError, match=r"nothing was written\.\nline 3: joined: “perhaps”"):
        call_command("load_list", "municipalities", str(file))
    assert [row.code for row in CardMunicipality.objects.all()] == ["bielefeld"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", KEPT)
def test_a_list_goes_out_and_in_again_and_leaves_shipped_rows_to_us(name, tmp_path, capsys):
    town().save()
    state("UA", belongs="eu", scope="full", note="accession").save()
    CardFund.objects.create(code="x", name="=X", valid_from=NEXT_YEAR, role="acceded", date_known=False, source="x.de")
    FundRate.objects.create(code="x", name="X", kind="bkk", valid_from=NEXT_YEAR, rate=Decimal("2.5"), source="x.de")
    TEXTS.forget()
    before = current_figures().lists
    call_command("export_list", name)
    file = tmp_path / "list.csv"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    call_command("load_list", name, str(file))
    assert KEPT[name].objects.count() == 1
    assert "1 kept" in capsys.readouterr().out
    TEXTS.forget()
    assert current_figures().lists == before


def test_an_unknown_list_is_refused(tmp_path):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("load_list", "pharmacies", str(tmp_path / "x.csv"))


def test_states_are_named_in_the_language_of_the_admin():
    for language, name in (("de", "Ungarn"), ("nl", "Hongarije"), ("hu", "Magyarország")):
        with translation.override(language):
            assert states.name_of("HU") == name

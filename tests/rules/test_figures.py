"""Dated figures: rows that begin and never end, what is refused, what is provisional."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from advisor.rules.figures import (
    FIRST_DAY,
    LAST_DAY,
    DatedList,
    Entry,
    Figures,
    NotInForce,
    NotYetKnown,
    Row,
    figures,
    shipped_figures,
    source_name,
    source_names,
    tried,
    trying,
    unknown_sources,
)
from advisor.rules.law import FIGURES, Derived, label_of

SHIPPED = figures()


def law_on(day: str, draft: bool = False):
    return SHIPPED.on(date.fromisoformat(day), draft)


def test_every_shipped_figure_has_an_attribute_and_the_reverse():
    declared = {name for name, about in FIGURES.items() if not isinstance(about, Derived)}
    assert declared == set(SHIPPED.series)


@pytest.mark.parametrize(
    ("day", "name", "value"),
    [
        ("2019-01-01", "contribution_ceiling", "4537.50"),
        ("2019-12-31", "compulsory_insurance_threshold", "5062.50"),
        ("2019-06-30", "transition_range_upper_limit", "850"),
        ("2019-07-01", "transition_range_upper_limit", "1300"),
        ("2022-09-30", "marginal_earnings_limit", "450"),
        ("2022-10-01", "marginal_earnings_limit", "520"),
        ("2023-06-30", "care_rate", "3.05"),
        ("2023-07-01", "care_rate", "3.4"),
        ("2019-01-01", "minimum_assessment_base", "1038.33"),
        ("2024-01-01", "minimum_assessment_base", "1178.33"),
        ("2026-01-01", "family_income_limit", "565"),
        ("2026-01-01", "dormant_base", "395.50"),
        ("2026-01-01", "contribution_ceiling_per_year", "69750"),
        ("2019-09-30", "student_assessment_base", "649"),
        ("2019-10-01", "student_assessment_base", "744"),
        ("2024-02-26", "analogous_benefits_months", "18"),
        ("2024-02-27", "analogous_benefits_months", "36"),
    ],
)
def test_value_on_the_day(day, name, value):
    assert law_on(day).find(name) == D(value)


def test_abolished_figures_are_none():
    assert law_on("2019-12-31").student_semester_limit == 14
    assert law_on("2020-01-01").student_semester_limit is None
    assert law_on("2023-06-30").child_discount is None


@pytest.mark.parametrize("day", ["2018-12-31", "2031-01-01"])
def test_days_outside_are_refused(day):
    with pytest.raises(NotInForce):
        law_on(day)


def test_every_day_of_change_has_a_law():
    for day in SHIPPED.change_days():
        assert SHIPPED.on(day).day == day
    assert SHIPPED.on(FIRST_DAY)
    assert SHIPPED.on(LAST_DAY)


def test_an_unknown_figure_is_refused_by_name_with_the_last_known():
    with pytest.raises(NotYetKnown) as refused:
        _ = law_on("2027-01-01").average_additional_rate
    assert refused.value.name == "average_additional_rate"
    assert refused.value.since == date(2027, 1, 1)
    assert refused.value.last_known == D("2.9")
    assert refused.value.last_known.valid_from == date(2026, 1, 1)
    assert not refused.value.draft


def test_a_draft_is_refused_unless_asked_for_and_then_marked():
    with pytest.raises(NotYetKnown) as refused:
        _ = law_on("2027-01-01").contribution_ceiling
    assert refused.value.draft
    ceiling = law_on("2027-01-01", draft=True).contribution_ceiling
    assert ceiling == D("6375.00")
    assert ceiling.draft
    assert law_on("2027-01-01", draft=True).compulsory_insurance_threshold.draft


def test_the_draft_of_the_student_base_has_no_value_in_either_law():
    for draft in (False, True):
        with pytest.raises(NotYetKnown):
            _ = law_on("2027-04-01", draft).student_assessment_base


def test_past_the_review_a_figure_is_provisional():
    assert not law_on("2026-12-31").care_rate.provisional
    assert law_on("2027-01-01").care_rate.provisional
    assert not law_on("2027-01-01").marginal_earnings_limit.provisional


def test_a_derived_figure_is_as_certain_as_what_it_is_made_of():
    limit = law_on("2022-06-01").compulsory_insurance_threshold
    assert limit.confidence == "medium"
    assert limit.valid_from == date(2022, 1, 1)
    with pytest.raises(NotYetKnown) as refused:
        _ = law_on("2027-01-01").minimum_assessment_base
    assert refused.value.name == "reference_amount"


def test_a_traced_law_notes_what_was_read():
    law = law_on("2026-01-01").traced()
    assert law.care_rate < law.family_income_limit
    assert set(law.used) == {"care_rate", "family_income_limit"}
    assert law.read == {"care_rate", "family_income_limit", "reference_amount"}
    assert law.traced().used == {}


def test_a_list_that_was_read_is_noted():
    law = law_on("2026-01-01").traced()
    assert law.country("FR").coordinated
    assert law.read == {"countries"}
    plain = law_on("2026-01-01")
    assert plain.entries("countries")["FR"].about["class"] == "eu"
    assert plain.read == set()


def test_the_students_rate_is_seven_tenths_of_the_general_one():
    assert law_on("2026-01-01").student_contribution_rate == D("10.22")


@pytest.mark.parametrize(("begins", "former"), [("2019-06-30", True), ("2019-07-01", False)])
def test_the_range_is_called_by_the_words_of_its_time(begins, former):
    day = date.fromisoformat(begins)
    series = SHIPPED.series["transition_range_upper_limit"].with_row(Row(day, D(1300), "a row that begins then"))
    assert ("former" in label_of(series.on(day))) is former


def test_misspelt_names_fail():
    with pytest.raises(KeyError):
        law_on("2026-01-01").find("contribution_cieling")
    assert not hasattr(law_on("2026-01-01"), "contribution_cieling")


@pytest.mark.parametrize(
    ("code", "day", "group", "scope"),
    [
        ("HU", "2019-01-01", "eu", "full"),
        ("GB", "2020-12-31", "eu", "full"),
        ("GB", "2021-01-01", "uk", "full"),
        ("CH", "2026-01-01", "ch", "full"),
        ("NO", "2026-01-01", "eea", "full"),
        ("TR", "2026-01-01", "treaty", "in_kind"),
        ("IL", "2026-01-01", "treaty", "maternity_only"),
        ("MA", "2026-01-01", "treaty", "cash_only"),
        ("XK", "2026-01-01", "treaty", "unverified"),
        ("US", "2026-01-01", "other", "none"),
        ("DE", "2026-01-01", "home", "full"),
        ("RE", "2026-01-01", "eu", "full"),
    ],
)
def test_country_of_the_day(code, day, group, scope):
    country = law_on(day).country(code)
    assert (country.group, country.scope) == (group, scope)


GOOD = """
[care_rate]
term = "Beitragssatz"
unit = "percent"
law = "§ 55 SGB XI"
reviewed_until = 2026-12-31
checked_on = 2026-11-21
rows = [{ from = 2019-01-01, value = "3.05", source = "A", confidence = "high" }]
"""


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ('"3.05"', '"three"', "not a number"),
        ('"3.05"', '"NaN"', "not a finite number"),
        ('"3.05"', "3.05", "not a number in quotes"),
        ('source = "A"', 'source = "B"', "not in sources"),
        ('unit = "percent"', 'unit = "pct"', "unit pct"),
        ('confidence = "high"', 'confidence = "sure"', "confidence"),
        ('confidence = "high"', 'confidence = "high", until = 2020-01-01', "not fields of a row"),
        ("rows = [", 'rows = [{ from = 2020-01-01, value = "3", source = "A", confidence = "high" }, ', "in order"),
    ],
)
def test_faults_in_the_files_are_named(tmp_path: Path, good, bad, says):
    (tmp_path / "figures").mkdir()
    (tmp_path / "lists").mkdir()
    (tmp_path / "sources.toml").write_text('A = "A source"\n')
    (tmp_path / "figures" / "care.toml").write_text(GOOD)
    assert Figures.load(tmp_path).series["care_rate"].on(date(2026, 1, 1)) == D("3.05")
    (tmp_path / "figures" / "care.toml").write_text(GOOD.replace(good, bad))
    with pytest.raises((ValueError, TypeError), match=says):
        Figures.load(tmp_path)


SOURCES = {"A": {"de": "Amtsblatt"}, "B-2": {"de": "Blatt zwei", "nl": "Blad twee"}}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("A, B-2", "Amtsblatt; Blatt zwei", id="keys"),
        pytest.param("A, A", "Amtsblatt", id="a key twice"),
        pytest.param("BGBl. 2026 I Nr. 310, S. 5", "BGBl. 2026 I Nr. 310, S. 5", id="written out"),
        pytest.param("A, BGBl. 2026 I, S. 5", "Amtsblatt; BGBl. 2026 I, S. 5", id="of two figures"),
        pytest.param("BGBl. I, S. 5, A", "BGBl. I, S. 5; Amtsblatt", id="of two figures, the other way round"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_sources_are_named_and_those_written_out_stand_as_they_are(source, said):
    assert source_names(source, SOURCES) == said


@pytest.mark.parametrize(
    ("source", "unknown"),
    [("A, B-2", []), ("A, B-3", ["B-3"]), ("BGBl. I", []), ("BGBl. I, B-3", []), ("B 3", []), ("GETTSIN", ["GETTSIN"])],
)
def test_what_looks_like_a_key_must_be_one(source, unknown):
    assert unknown_sources(source, SOURCES) == unknown


def test_a_day_is_complete_when_every_figure_of_it_is_known():
    assert figures().is_complete(date(2026, 11, 22))
    assert not figures().is_complete(date(2027, 2, 1))
    known = shipped_figures().series["average_additional_rate"]
    assert known.is_known(date(2026, 12, 31))
    assert not known.is_known(date(2027, 1, 1), draft=True)


def ended(name: str, on: date) -> Figures:
    """The shipped figures after staff have released that the law has abolished one."""
    return SHIPPED.with_series([SHIPPED.series[name].with_row(Row(on, None, "BGBl. 2027 I Nr. 1"))])


def test_a_figure_that_comes_to_an_end_is_refused_and_never_taken_as_nothing():
    """A calculation that needs it stops on the day after its last one; before, nothing changes."""
    law = ended("care_rate", date(2026, 7, 1))
    assert law.on(date(2026, 6, 30)).care_rate == D("3.6")
    with pytest.raises(NotInForce) as refused:
        _ = law.on(date(2026, 7, 1)).care_rate
    assert (refused.value.name, refused.value.day) == ("care_rate", date(2026, 7, 1))


def test_the_first_row_is_not_stretched_to_days_before_it():
    """The discount for children begins on 2023-07-01: without the row that says "none" before, nothing is known of it."""
    discount = SHIPPED.series["child_discount"]
    begun = replace(discount, rows=tuple(row for row in discount.rows if row.value is not None))
    late = SHIPPED.with_series([begun])
    assert late.on(date(2023, 7, 1)).child_discount == D("0.25")
    law = late.on(date(2023, 6, 30))
    for _ in ("looked up", "remembered"):
        with pytest.raises(NotInForce) as refused:
            law.find("child_discount")
        assert (refused.value.name, refused.value.day) == ("child_discount", date(2023, 6, 30))


def test_what_is_tried_counts_inside_and_nowhere_else():
    """A figure is tried on the whole site before it is released; one trial may stand in another."""
    dearer, dearest = (
        SHIPPED.with_series([SHIPPED.series["care_rate"].with_row(Row(date(2026, 7, 1), D(rate), "BGBl."))])
        for rate in ("3.8", "4.0")
    )

    def rate() -> D:
        return figures().on(date(2026, 7, 1)).care_rate

    assert (tried(), rate()) == (None, D("3.6"))
    with trying(dearer):
        assert (tried(), rate()) == (dearer, D("3.8"))
        with suppress(ZeroDivisionError), trying(dearest):
            assert rate() == D("4.0")
            raise ZeroDivisionError
        assert rate() == D("3.8"), "also after a fault inside"
    assert (tried(), rate()) == (None, D("3.6"))


def test_figures_are_the_same_when_figures_and_lists_are():
    again = Figures.load()
    assert again is not shipped_figures()
    assert again.same_as(shipped_figures())
    assert not again.same_as(ended("care_rate", date(2026, 7, 1)))
    funds = SHIPPED.lists["funds"]
    fewer = SHIPPED.with_list(replace(funds, rows=dict(list(funds.rows.items())[1:])))
    assert not again.same_as(fewer)
    assert len(fewer.on(FIRST_DAY).entries("funds")) == len(SHIPPED.on(FIRST_DAY).entries("funds")) - 1
    assert fewer.on(FIRST_DAY).entries("countries") == SHIPPED.on(FIRST_DAY).entries("countries")


LISTED = """
law = "§ 264 SGB V"
checked_on = 2026-11-21
entries = [
  { code = "bonn", rows = [{ from = 2019-01-01, source = "A", confidence = "high" }] },
  { code = "moers", rows = [{ from = 2020-01-01, source = "A", confidence = "high" }] },
]
"""


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        pytest.param('"moers"', '"bonn"', "bonn is listed twice", id="an entry twice"),
        pytest.param(
            "{ from = 2019-01-01, ", '{ from = 2021-01-01, source = "A", confidence = "high" }, { from = 2019-01-01, ',
            "list/bonn: rows must begin on different days, in order", id="rows in disorder",
        ),
        pytest.param("rows = [{ from = 2020-01-01, source = \"A\", confidence = \"high\" }]", "rows = []",
                     "list/moers: rows must begin", id="no rows"),
        pytest.param('source = "A"', 'source = "B"', "list/bonn: source 'B' is not in sources", id="an unknown source"),
    ],
)  # fmt: skip
def test_faults_in_lists_are_named(tmp_path: Path, good, bad, says):
    (tmp_path / "figures").mkdir()
    (tmp_path / "lists").mkdir()
    (tmp_path / "sources.toml").write_text('A = "A source"\n')
    path = tmp_path / "lists" / "list.toml"
    path.write_text(LISTED)
    listed = Figures.load(tmp_path).lists["list"]
    assert [len(listed.on(day)) for day in (date(2019, 12, 31), date(2020, 1, 1))] == [1, 2]
    path.write_text(LISTED.replace(good, bad))
    with pytest.raises(ValueError, match=says):
        Figures.load(tmp_path)


def test_a_figure_has_one_place(tmp_path: Path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "lists").mkdir()
    (tmp_path / "sources.toml").write_text('A = "A source"\n')
    for name in ("care.toml", "health.toml"):
        (tmp_path / "figures" / name).write_text(GOOD)
    with pytest.raises(ValueError, match=r"health\.toml: care_rate is defined twice"):
        Figures.load(tmp_path)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        pytest.param('A = { nl = "Staatsblad" }', "A needs a German name", id="no German name"),
        pytest.param('A = { de = "", nl = "Staatsblad" }', "A needs a German name", id="an empty one"),
        pytest.param('A = "Gesetzblatt; Seite 5"', "no name has a semicolon", id="a semicolon stands between sources"),
    ],
)
def test_faults_in_the_sources_are_named(tmp_path: Path, said, says):
    (tmp_path / "sources.toml").write_text(f"{said}\n")
    with pytest.raises(ValueError, match=says):
        Figures.load(tmp_path)


def series_of(*rows: Row, reviewed_until=LAST_DAY):
    return replace(SHIPPED.series["care_rate"], rows=rows, reviewed_until=reviewed_until)


def test_a_row_counts_for_its_own_time_and_a_draft_only_where_it_is_asked_for():
    drafted = series_of(Row(date(2020, 1, 1), D(1), "A"), Row(date(2021, 1, 1), D(2), "A", draft=True))
    before, after = date(2020, 6, 1), date(2021, 6, 1)
    assert [(drafted.is_known(day), drafted.is_known(day, draft=True)) for day in (before, after)] == [
        (True, True),
        (False, True),
    ]
    assert not drafted.on(before).provisional
    with pytest.raises(NotYetKnown) as refused:
        drafted.on(after)
    assert (refused.value.draft, refused.value.last_known, refused.value.last_known.provisional) == (True, 1, False)
    decided = series_of(Row(date(2020, 1, 1), D(1), "A", draft=True), Row(date(2021, 1, 1), D(2), "A"))
    assert [decided.is_known(day) for day in (before, after)] == [False, True]


@pytest.mark.parametrize(("unknown", "draft"), [(True, False), (False, True)])
def test_a_draft_without_a_value_is_none(unknown, draft):
    with pytest.raises(NotYetKnown) as refused:
        series_of(Row(FIRST_DAY, None if unknown else D(1), "A", unknown=unknown, draft=True)).on(FIRST_DAY)
    assert refused.value.draft is draft


def test_a_day_of_which_there_is_only_a_draft_is_complete_in_the_draft_alone():
    drafted = Figures({"a": series_of(Row(FIRST_DAY, D(1), "A", draft=True))}, {}, {})
    assert (drafted.is_complete(FIRST_DAY), drafted.is_complete(FIRST_DAY, draft=True)) == (False, True)


def test_days_of_change_are_first_days_and_the_day_after_the_last():
    """Of a figure also the day after its review, from when on it is provisional; none of days that nobody can ask for."""
    one = replace(series_of(Row(date(2018, 1, 1), D(1), "A"), Row(date(2020, 3, 1), D(2), "A")), name="one")
    two = replace(series_of(Row(LAST_DAY, D(1), "A"), reviewed_until=date(2021, 4, 30)), name="two")
    entry = Entry("x", "X", date(2022, 5, 1), "A", "high", {"until": date(2023, 6, 30)})
    figures = Figures({"one": one, "two": two}, {"list": DatedList("list", "§ 1", FIRST_DAY, {"x": (entry,)})}, {})
    of_one, of_two = [date(2020, 3, 1)], [date(2021, 5, 1), LAST_DAY]
    of_list = [date(2022, 5, 1), date(2023, 7, 1)]
    for names, days in (
        (None, [*of_one, *of_two, *of_list]),
        (frozenset({"one"}), of_one),
        (frozenset({"two"}), of_two),
        (frozenset({"list"}), of_list),
    ):
        assert figures.change_days(names) == [FIRST_DAY, *sorted(days)]


def load(folder: Path, **texts: str) -> Figures:
    for name in ("figures", "lists"):
        (folder / name).mkdir(exist_ok=True)
    for path, text in {"sources": 'A = "A source"\n', "figures/care": GOOD, "lists/list": LISTED, **texts}.items():
        (folder / f"{path}.toml").write_text(text)
    return Figures.load(folder)


def test_of_several_faults_the_first_is_named(tmp_path: Path):
    with pytest.raises(ValueError, match="source 'B' is not"):
        load(tmp_path, **{"figures/care": GOOD.replace('source = "A"', 'source = "B, C"')})
    with pytest.raises(ValueError, match="B needs a German name"):
        load(tmp_path, sources='A = "A source"\nB = ""\nC = ""\n')


@pytest.mark.parametrize("value", ["-0.5", "-1"])
def test_no_figure_lies_below_nothing(tmp_path: Path, value):
    with pytest.raises(ValueError, match="from 0 on"):
        load(tmp_path, **{"figures/care": GOOD.replace('"3.05"', f'"{value}"')})


def test_the_first_day_of_an_entry_is_known_unless_it_is_said_otherwise(tmp_path: Path):
    read = load(
        tmp_path, **{"lists/list": LISTED.replace("from = 2019-01-01, ", "from = 2019-01-01, date_known = false, ")}
    )
    assert {code: rows[0].date_known for code, rows in read.lists["list"].rows.items()} == {
        "bonn": False,
        "moers": True,
    }
    assert Entry("x", "X", FIRST_DAY, "A", "high", {}).date_known


def test_a_source_without_a_name_in_a_language_has_its_german_one():
    assert [source_name(SOURCES[key], language) for key in SOURCES for language in ("de", "nl")] == [
        "Amtsblatt", "Amtsblatt", "Blatt zwei", "Blad twee",
    ]  # fmt: skip

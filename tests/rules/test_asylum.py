"""Medical help under the asylum seekers' benefits law: waiting times and who keeps the benefits, cards and their days."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.asylum import (
    analogous_benefits_begin,
    card_funds,
    is_under_asylum_law,
    issues_card,
    joining_day_is_known,
    keeps_shorter_waiting_time,
    open_points,
)
from advisor.rules.figures import Row, figures

SHIPPED = figures()


def law_on(day: str):
    return SHIPPED.on(date.fromisoformat(day))


BEGINNINGS = [
    pytest.param("2019-01-01", "2017-01-07", "2018-04-08", id="15 months to the day: LSG NRW, L 20 AY 40/19"),
    pytest.param("2019-08-20", "2018-05-19", "2019-08-20", id="15 months on their last day"),
    pytest.param("2019-08-20", "2018-05-20", "2019-08-21", id="15 months, seen from the day before the change"),
    pytest.param("2019-08-21", "2018-05-20", "2019-11-21", id="18 months for who had not reached 15 before the change"),
    pytest.param("2019-08-21", "2018-05-19", "2019-08-20", id="15 months reached on the eve are kept"),
    pytest.param("2024-02-26", "2022-08-26", "2024-02-27", id="18 months, seen from the day before the change"),
    pytest.param("2024-02-27", "2022-08-26", "2025-08-27", id="36 months for who had not reached 18 before the change"),
    pytest.param("2024-02-27", "2022-08-25", "2024-02-26", id="18 months reached on the eve are kept"),
    pytest.param("2026-11-22", "2018-05-19", "2019-08-20", id="15 months kept through both changes"),
    pytest.param("2026-11-22", "2023-11-21", "2026-11-22", id="36 months over today"),
    pytest.param("2026-11-22", "2023-11-22", "2026-11-23", id="36 months over tomorrow"),
    pytest.param("2019-06-01", "2018-08-31", "2019-12-01", id="a month without a 31st ends on its last day"),
    pytest.param("2026-11-22", "2010-03-01", "2015-03-01", id="not before the law of 2015"),
]


@pytest.mark.parametrize(("day", "arrived", "begins"), BEGINNINGS)
def test_the_first_day_of_analogous_benefits(day, arrived, begins):
    assert analogous_benefits_begin(date.fromisoformat(arrived), law_on(day)) == date.fromisoformat(begins)


KEPT = [
    pytest.param("2019-08-20", "2018-05-19", False, id="the day before the change nothing has to be kept"),
    pytest.param("2019-08-21", "2018-05-19", True, id="from the change on"),
    pytest.param("2019-08-21", "2018-05-20", False, id="a day too late in 2019"),
    pytest.param("2019-11-19", "2018-05-19", True, id="until 18 months have passed too"),
    pytest.param("2019-11-20", "2018-05-19", False, id="18 months have passed"),
    pytest.param("2024-02-26", "2022-08-25", False, id="the day before the second change"),
    pytest.param("2024-02-27", "2022-08-25", True, id="from the second change on"),
    pytest.param("2024-02-27", "2022-08-26", False, id="a day too late in 2024"),
    pytest.param("2025-08-25", "2022-08-25", True, id="until 36 months have passed too"),
    pytest.param("2025-08-26", "2022-08-25", False, id="36 months have passed"),
]


@pytest.mark.parametrize(("day", "arrived", "kept"), KEPT)
def test_who_keeps_a_shorter_waiting_time(day, arrived, kept):
    assert keeps_shorter_waiting_time(date.fromisoformat(arrived), law_on(day)) is kept


def test_a_waiting_time_that_is_lowered_counts_from_its_first_day():
    lowered = Row(date(2026, 6, 1), D(18), "a law that might come")
    law = SHIPPED.with_series([SHIPPED.series["analogous_benefits_months"].with_row(lowered)]).on(date(2026, 11, 22))
    assert analogous_benefits_begin(date(2024, 9, 1), law) == date(2026, 6, 1)
    assert analogous_benefits_begin(date(2025, 1, 1), law) == date(2026, 7, 2)


def test_the_waiting_times_up_to_a_day():
    assert [int(months) for months in law_on("2019-08-20").history("analogous_benefits_months")] == [15]
    assert [int(months) for months in law_on("2024-02-26").history("analogous_benefits_months")] == [15, 18]
    assert [int(months) for months in law_on("2024-02-27").history("analogous_benefits_months")] == [15, 18, 36]


STATUSES = [
    pytest.param(
        "applied", "2026-11-22", True, ("adaptation_law",), id="application running, since the adaptation law"
    ),
    pytest.param("applied", "2026-06-11", True, (), id="application running, the day before the adaptation law"),
    pytest.param("tolerated", "2026-06-12", True, ("adaptation_law",), id="tolerated, from the adaptation law on"),
    pytest.param("recognised", "2019-01-01", False, (), id="recognised"),
    pytest.param("temporary", "2022-05-31", True, (), id="temporary protection, the day before the social code"),
    pytest.param("temporary", "2022-06-01", False, (), id="temporary protection, from the social code on"),
    pytest.param("temporary", "2025-03-31", False, (), id="temporary protection, before the first late permits"),
    pytest.param("temporary", "2025-04-01", False, ("late_permit",), id="temporary protection, the bill is open"),
]


@pytest.mark.parametrize(("status", "day", "asylum_law", "unverified"), STATUSES)
def test_which_law_gives_the_benefits(status, day, asylum_law, unverified):
    assert is_under_asylum_law(status, law_on(day)) is asylum_law
    assert open_points(status, law_on(day)) == unverified


JOINED = [
    *[(code, "2016-01-01", True) for code in (
        "alsdorf", "bonn", "gevelsberg", "monheim-am-rhein", "muelheim-an-der-ruhr",
    )],
    *[(code, "2017-01-01", True) for code in ("bornheim", "gladbeck", "hennef-sieg", "troisdorf")],
    ("wachtendonk", "2024-01-01", True),
    *[(code, "2016-01-01", False) for code in (
        "bocholt", "bochum", "duelmen", "duesseldorf", "herdecke", "koeln", "krefeld", "moenchengladbach", "muenster",
        "neukirchen-vluyn", "recklinghausen", "remscheid", "sankt-augustin", "wetter-ruhr", "wuppertal",
    )],
]  # fmt: skip


def test_the_list_of_municipalities_is_complete():
    rows = SHIPPED.lists["card_municipalities"].rows
    assert {code: (row.valid_from.isoformat(), row.date_known) for code, (row,) in rows.items()} == {
        code: (day, known) for code, day, known in JOINED
    }


@pytest.mark.parametrize(("code", "first", "known"), JOINED, ids=lambda value: str(value))
def test_each_municipality_from_its_day(code, first, known):
    assert issues_card(code, law_on(max(first, "2019-01-01")))
    assert joining_day_is_known(code, law_on("2026-11-22")) is known


def test_a_municipality_issues_no_card_the_day_before_it_joined():
    assert not issues_card("wachtendonk", law_on("2023-12-31"))
    assert issues_card("wachtendonk", law_on("2024-01-01"))


@pytest.mark.parametrize("code", ["oberhausen", "sprockhoevel", "wermelskirchen", "other"])
def test_who_is_not_on_the_list_issues_no_card(code):
    assert not issues_card(code, law_on("2026-11-22"))
    assert not joining_day_is_known(code, law_on("2026-11-22"))


def test_the_funds_of_the_framework_agreement():
    funds = card_funds(law_on("2026-11-22"))
    assert [fund.name for fund in funds if fund.date_known] == [
        "AOK NordWest", "AOK Rheinland/Hamburg", "Novitas BKK", "KNAPPSCHAFT", "DAK-Gesundheit",
        "Techniker Krankenkasse", "BARMER", "IKK classic",
    ]  # fmt: skip
    assert [fund.name for fund in funds if not fund.date_known] == [
        "KKH Kaufmännische Krankenkasse", "VIACTIV Krankenkasse", "Siemens-Betriebskrankenkasse (SBK)", "pronova BKK",
        "BIG direkt gesund",
    ]  # fmt: skip

"""The limits of the visa for au-pairs (§ 12 BeschV, since 2013-07-01)."""

from datetime import date

import pytest

from advisor.rules.au_pairs import (
    is_above_usual_age,
    is_old_enough,
    is_short_enough,
    is_young_enough,
    longest_stay_ends,
)
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 11, 22))

AGES = [(17, False, True), (18, True, True), (26, True, True), (27, True, False), (24, True, True)]


@pytest.mark.parametrize(("age", "old_enough", "young_enough"), AGES)
def test_at_least_eighteen_and_under_twenty_seven(age, old_enough, young_enough):
    assert (is_old_enough(age, LAW), is_young_enough(age, LAW)) == (old_enough, young_enough)


@pytest.mark.parametrize(("months", "expected"), [(1, True), (12, True), (13, False)])
def test_at_most_a_year(months, expected):
    assert is_short_enough(months, LAW) is expected


@pytest.mark.parametrize(("age", "expected"), [(30, False), (31, True)])
def test_usual_age_of_agencies(age, expected):
    assert is_above_usual_age(age, LAW) is expected
    assert LAW.au_pair_max_age_eu.confidence == "medium"


STAYS = [
    pytest.param("2026-12-01", "2027-11-30", id="from the first of a month"),
    pytest.param("2026-09-15", "2027-09-14", id="from the middle of a month"),
    pytest.param("2027-03-01", "2028-02-29", id="to the leap day"),
    pytest.param("2028-02-29", "2029-02-28", id="from the leap day"),
]


@pytest.mark.parametrize(("entry", "last"), STAYS)
def test_last_day_of_the_longest_stay(entry, last):
    assert longest_stay_ends(date.fromisoformat(entry), LAW) == date.fromisoformat(last)

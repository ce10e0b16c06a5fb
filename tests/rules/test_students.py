"""Semesters: they end on 31 March and on 30 September."""

from datetime import date

import pytest

from advisor.rules.students import semester_end


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-01-01", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-04-01", "2026-09-30"),
        ("2026-09-30", "2026-09-30"),
        ("2026-10-01", "2027-03-31"),
        ("2026-12-31", "2027-03-31"),
    ],
)
def test_the_last_day_of_the_semester(day, ends):
    assert semester_end(date.fromisoformat(day)) == date.fromisoformat(ends)

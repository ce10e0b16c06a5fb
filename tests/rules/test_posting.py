"""Postings: how long somebody may be sent and stay under the law of home."""

from datetime import date

import pytest

from advisor.rules.figures import figures
from advisor.rules.posting import is_short_enough_to_stay_under_home_law

CASES = [
    pytest.param(1, True, id="one month"),
    pytest.param(24, True, id="24 months, the limit since 2010-05-01"),
    pytest.param(25, False, id="a month more"),
]


@pytest.mark.parametrize("day", ["2019-01-01", "2026-11-22"])
@pytest.mark.parametrize(("months", "expected"), CASES)
def test_length_of_a_posting(months, expected, day):
    assert is_short_enough_to_stay_under_home_law(months, figures().on(date.fromisoformat(day))) is expected

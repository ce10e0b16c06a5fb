"""The annual limit of the year before and of the coming one: of its last and of its first day."""

from datetime import date
from decimal import Decimal as D

from advisor.rules.figures import Row, figures
from advisor.rules.insurance_limits import exceeded_last_limit, exceeds_next_limit

LIMIT = figures().series["compulsory_insurance_threshold_per_year"]


def law_with(day: date, value: str):
    """The law of a day in 2025, with a limit that changes on another day than the first of a year."""
    return figures().with_series([LIMIT.with_row(Row(day, D(value), "a law that might be"))]).on(date(2025, 7, 1))


def test_the_coming_limit_is_that_of_the_first_of_january():
    for later in (date(2026, 1, 2), date(2026, 2, 1)):
        law = law_with(later, "1200000")
        limit = LIMIT.on(date(2026, 1, 1))
        assert exceeds_next_limit(limit / 12 + 1, law)
        assert not exceeds_next_limit(limit / 12, law)


def test_the_last_limit_is_that_of_the_last_of_december():
    law = law_with(date(2024, 12, 31), "1200000")
    assert exceeded_last_limit(D(100_001), law)
    assert not exceeded_last_limit(D(100_000), law)


def test_a_limit_that_is_not_out_says_nothing():
    assert exceeds_next_limit(D(10_000), figures().on(date(2027, 6, 1))) is None
    assert exceeded_last_limit(D(10_000), figures().on(date(2019, 6, 1))) is None

"""How far charts over an income reach."""

from datetime import date

import pytest

from advisor.flows.income_axes import OWN_INCOME_AXIS, PAY_AXIS, PENSION_AXIS, PROFIT_AXIS
from advisor.rules.figures import figures

LAW = figures().on(date(2027, 1, 1), draft=True)


@pytest.mark.parametrize(
    ("axis", "ceiling"),
    [
        (PAY_AXIS, "pension_ceiling"),
        (PROFIT_AXIS, "contribution_ceiling"),
        (OWN_INCOME_AXIS, "contribution_ceiling"),
        (PENSION_AXIS, "contribution_ceiling"),
    ],
)
def test_an_axis_ends_at_a_whole_thousand_beyond_the_highest_ceiling_that_is_known(axis, ceiling):
    assert axis.end > LAW.find(ceiling)
    assert axis.end % 1000 == 0

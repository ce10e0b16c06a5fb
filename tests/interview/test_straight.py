"""Where a price bends, jumps and ends is found by asking for it: on made-up prices whose corners are known."""

from decimal import Decimal as D
from itertools import pairwise

import pytest

from advisor.interview.straight import bends, jumps, run_around, without_twins


def price(x: D) -> tuple[D, ...] | None:
    """Nothing below 100 and above 1,000.37; 20 up to 603, a jump, then 5 % more, and 10 % from 812.34 on."""
    if not 100 <= x <= D("1000.37"):
        return None
    if x <= 603:
        return (D(20),)
    return (D(50) + (x - 603) * D("0.05") + max(x - D("812.34"), D(0)) * D("0.05"),)


PLACES = [D(x) for x in (0, 250, 500, 750, 1500)]


def test_a_run_ends_at_the_last_cent_with_a_price():
    run = run_around(D(500), price, PLACES)
    assert (run[0], run[-1]) == (D(100), D("1000.37"))
    assert set(PLACES[1:4]) <= set(run)


def test_a_run_goes_to_the_ends_where_every_place_has_a_price():
    assert run_around(D(500), lambda x: (D(20),), PLACES) == PLACES


@pytest.mark.parametrize("here", [D(0), D(1500)])
def test_there_is_no_run_around_somebody_without_a_price(here):
    assert run_around(here, price, PLACES) == []


def test_a_jump_is_found_to_the_cent_and_a_bend_as_finely_as_one_sees():
    run = run_around(D(500), price, PLACES)
    found = bends(run, price, {D(500)})
    assert {D(100), D(500), D(603), D("603.01"), D("1000.37")} <= set(found)
    between = [x for x in found if D("603.01") < x < D("1000.37")]
    assert between, "the bend at 812.34 shows"
    for left, right in pairwise(found):
        if left == 603:
            continue
        for x in (left, (left + right) / 2, right):
            drawn = price(left)[0] + (price(right)[0] - price(left)[0]) * (x - left) / (right - left)
            assert abs(drawn - price(x)[0]) <= D("0.20"), (left, x, right)


def test_what_lies_on_the_line_is_left_out_but_for_what_is_fixed():
    run = [D(x) for x in (200, 300, 400, 500)]
    assert bends(run, price, set()) == [D(200), D(500)]
    assert bends(run, price, {D(300)}) == [D(200), D(300), D(500)]
    assert bends(run, price, {D(200)}) == [D(200), D(500)], "the first stands there once"


@pytest.mark.parametrize(("high", "kept"), [("0.10", [0, 200]), ("0.11", [0, 100, 200])])
def test_ten_cents_beside_the_line_are_a_rounding(high, kept):
    def corner(x):
        return (D(high) - abs(x - 100) * D(high) / 100,)

    assert bends([D(0), D(100), D(200)], corner, set()) == kept


def test_the_cent_after_a_mark_is_kept_where_the_price_jumps():
    marks = {D(400), D(603)}
    run = [D(400), D("400.01"), D(603), D("603.01")]
    assert (jumps(D(400), price), jumps(D(603), price)) == (False, True)
    assert without_twins(run, D(250), marks, price) == [D(400), D(603), D("603.01")]
    assert without_twins(run, D("400.01"), marks, price) == run, "the visitor's own place stays"


@pytest.mark.parametrize(("more", "found"), [("0.10", False), ("-0.10", False), ("0.11", True), ("-0.11", True)])
def test_a_jump_is_more_than_roundings_lead_to(more, found):
    assert jumps(D(400), lambda x: (D(50), D(20) + (D(more) if x > 400 else 0))) is found


def test_where_it_is_known_that_nothing_bends_or_jumps_nothing_is_asked():
    """What is known goes before what roundings make look like a bend or a jump."""
    sums = {D(0): D(0), D(100): D(50), D(200): D("50.5"), D(300): D(50)}

    def known(left, right):
        return left >= 100 or right <= 100

    assert bends([*sums], lambda x: (sums[x],), set(), known) == [D(0), D(100), D(300)]
    run = [D(603), D("603.01")]
    assert without_twins(run, D(0), {D(603)}, price) == run
    assert without_twins(run, D(0), {D(603)}, price, lambda *ends: list(ends) == run) == [D(603)]

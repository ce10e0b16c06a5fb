"""What an advice is made of: what each way to be insured covers, and what counts as a price."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from advisor.interview.advice import COVERS, ROUTES, Route, price
from advisor.rules.amounts import Amount

MEMBER = Route("statutory_voluntary", "possible", "reason", ("§ 9 SGB V",))
FAMILY = replace(MEMBER, code="statutory_family")
PRIVATE = Route("private_full", "possible", "reason", ("§ 193 VVG",), market=True)


def test_every_way_to_be_insured_says_what_it_covers():
    """A minijob is no such way. Of the statutory ways only family insurance has a text of its own."""
    assert set(ROUTES) - set(COVERS) == {"marginal_job"}
    assert set(COVERS) <= set(ROUTES)
    statutory = {code for code in ROUTES if code.startswith("statutory_")}
    assert {code for code, text in COVERS.items() if text == "covers-statutory"} == statutory - {"statutory_family"}
    assert (MEMBER.covers, FAMILY.covers, PRIVATE.covers) == ("covers-statutory", "covers-family", "covers-contract")
    assert replace(MEMBER, status="closed").covers == ""
    assert Route("marginal_job", "possible", "reason", ()).covers == ""


def test_a_way_may_exclude_any_others_but_no_unknown_ones():
    assert replace(MEMBER, excludes=tuple(ROUTES)).excludes
    with pytest.raises(ValueError, match="unknown route"):
        replace(MEMBER, excludes=("by_air",))


@pytest.mark.parametrize(("code", "euros"), [("total", D(100)), ("net_pay", None), ("beihilfe_paid", None)])
def test_what_is_left_of_a_pay_or_paid_back_is_no_price(code, euros):
    assert price((Amount(code, "Euros", D(100), "§ 1"),)) == euros
    assert price(()) is None

"""Names are found by a part of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.directory.finding import folded, matches

FOUND = [
    pytest.param("köln", "Köln", id="as written"),
    pytest.param("KOELN", "Köln", id="umlaut as two letters"),
    pytest.param("koln", "Köln", id="umlaut without dots"),
    pytest.param("muelheim an", "Mülheim an der Ruhr", id="a part with a space"),
    pytest.param("st augustin", "Sankt Augustin", id="short for Sankt"),
    pytest.param("St. Aug", "Sankt Augustin", id="short for Sankt with a full stop"),
    pytest.param("neukirchen vluyn", "Neukirchen-Vluyn", id="space for a hyphen"),
    pytest.param("torok", "Törökország", id="Hungarian accents"),
    pytest.param("Ko\u0308ln", "Köln", id="a combining mark"),
    pytest.param("strasse", "Straße", id="sharp s"),
]


@pytest.mark.parametrize(("part", "name"), FOUND)
def test_found(part, name):
    assert matches(part, name)


@pytest.mark.parametrize("part", ["", " ", "%", "<>", "..", "Kölnn", "xyz"])
def test_not_found(part):
    assert not matches(part, "Köln")


@given(st.text(), st.text())
def test_any_text_is_read(part, name):
    assert matches(part, name) in (True, False)
    assert folded(folded(name)) == folded(name) or "st" in name.casefold()


@given(st.text(alphabet="abcäöüßABC -", min_size=1))
def test_a_name_finds_itself(name):
    assert matches(name, name) == bool(folded(name))

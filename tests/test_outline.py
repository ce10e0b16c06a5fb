"""Every statement of the outline of contents is served by a page, a flow or a list that exists."""

import re
import tomllib
from pathlib import Path

import pytest

from advisor.content.seeds import shipped
from advisor.flows import all_flows
from advisor.web.slugs import LISTS

OUTLINE = tomllib.loads((Path(__file__).parent / "data" / "outline.toml").read_text())
GUIDE = {key: text for (kind, key), text in shipped().items() if kind == "guide"}


def serves(target: str, bullet: str) -> bool:
    """The target exists; a page of the guide also says which of its segments serves the statement."""
    kind, _, key = target.partition(":")
    if kind == "guide":
        mark = re.compile(rf"-{bullet.lower()}(?:-|$)")
        return key in GUIDE and any(mark.search(segment.slug) for segment in GUIDE[key].segments)
    return key in {"flow": all_flows(), "list": LISTS}[kind]


@pytest.mark.parametrize("bullet", OUTLINE)
def test_every_statement_is_served(bullet):
    assert OUTLINE[bullet]
    assert [target for target in OUTLINE[bullet] if not serves(target, bullet)] == []


def test_a_missing_target_is_seen():
    """Planted faults: a page without the statement, a page, a flow and a list that do not exist."""
    assert not serves("guide:students", "HOW-1")
    assert not serves("guide:nowhere", "HOW-1")
    assert not serves("flow:nobody", "HOW-1")
    assert not serves("list:nothing", "HOW-1")


def test_every_page_of_the_guide_is_asked_for():
    asked = {target.partition(":")[2] for targets in OUTLINE.values() for target in targets if target[:6] == "guide:"}
    assert asked == set(GUIDE)

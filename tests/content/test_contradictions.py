"""Contradictions between languages known from real pages: each is found, in each language, each way round."""

import tomllib
from pathlib import Path

import pytest

from advisor.content.corpus import Aligned
from advisor.content.drift import findings

PAIRS = tomllib.loads((Path(__file__).parent / "contradictions.toml").read_text(encoding="utf-8"))["pair"]


def differences(german, **translation):
    """What the check says about a translation, style aside."""
    bodies = {"de": german} | translation
    return [
        found.fault
        for found in findings(Aligned("page/test/p-1", "page/test", bodies))
        if found.language != "de" and "is typed in" not in found.fault
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["kind"])
@pytest.mark.parametrize("side", ["one", "other"])
@pytest.mark.parametrize("language", ["nl", "hu"])
def test_what_is_translated_soundly_passes(pair, side, language):
    assert differences(pair[side]["de"], **{language: pair[side][language]}) == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["kind"])
@pytest.mark.parametrize(
    ("german", "other"), [("one", "other"), ("other", "one")], ids=["German first", "German second"]
)
@pytest.mark.parametrize("language", ["nl", "hu"])
def test_a_contradiction_is_found(pair, german, other, language):
    assert differences(pair[german]["de"], **{language: pair[other][language]}) != []


def test_the_words_that_differ_are_named():
    (fault,) = differences("Ihr Einkommen liegt über der Grenze.", nl="Uw inkomen ligt onder de grens.")
    assert fault == "The opposite: the German says “über der” (more, above), the translation “onder de” (less, below)."

"""What the accessibility statement says of tests: which were run, on which day, on how many pages, what they found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from advisor.rules.words import gettext_noop

from .words import Words

RESULTS = Path(__file__).with_suffix(".toml")
LABELS = {
    "axe": gettext_noop("The program axe finds no barrier: every outcome, questions with errors, all other pages"),
    "structure": gettext_noop("Headings, labels, tables and links are built soundly on every page of every interview"),
    "keyboard": gettext_noop("Everything can be reached and used with the keyboard alone, in the right order"),
    "narrow": gettext_noop("Nothing runs out of the narrowest screen"),
    "zoom": gettext_noop("Everything can be read and used at four times the size"),
    "contrast": gettext_noop("Text and edges stand out in light and dark"),
    "forced_colours": gettext_noop("Everything can be told apart with the colours of the reader"),
    "scripts": gettext_noop("Every kind of journey works without scripts"),
    "print": gettext_noop("Results can be read on paper, in large enough letters"),
}
"""What each check shows."""
HEADER = "# Which tests stand behind the accessibility statement, and what they found: `make accessibility` writes this file.\n"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the statement. pages: those looked at; findings: tests that found a fault."""

    key: str
    tests: tuple[str, ...]
    on: date
    pages: int
    findings: int

    @property
    def label(self) -> str:
        """What it shows, in English."""
        return LABELS[self.key]


def statement(words: Words) -> dict[str, Any]:
    """What the page of the statement shows beside its texts."""
    run = checks()
    return {
        "lines": [(check, words.label(check.label)) for check in run],
        "day": min(check.on for check in run),
        "findings": sum(check.findings for check in run),
    }


@lru_cache(maxsize=1)
def checks(path: Path = RESULTS) -> tuple[Check, ...]:
    """The checks as they were last run."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Check(key, tuple(row.pop("tests")), **row) for key, row in found.items())


def noted(old: tuple[Check, ...], junit: str, today: date) -> str:
    """The file anew from the results of a run. Raises `LookupError` for a test that was not run."""
    results = _results(junit)
    if missing := [test for check in old for test in check.tests if test not in results]:
        raise LookupError("not run: " + ", ".join(missing))
    return HEADER + "".join(_table(check, results, today) for check in old)


def _table(check: Check, results: Mapping[str, tuple[int, int]], today: date) -> str:
    tests = "".join(f'  "{test}",\n' for test in check.tests)
    pages, findings = (sum(results[test][place] for test in check.tests) for place in (0, 1))
    return f"\n[{check.key}]\ntests = [\n{tests}]\non = {today}\npages = {pages}\nfindings = {findings}\n"


def _results(junit: str) -> dict[str, tuple[int, int]]:
    """Pages looked at and cases that failed, by test; a case that counts no pages has looked at one. A skipped one is none."""
    found: dict[str, tuple[int, int]] = {}
    for case in ElementTree.fromstring(junit).iter("testcase"):
        if case.find("skipped") is not None:
            continue
        test = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').partition('[')[0]}"
        counted = [one.get("value", "1") for one in case.iter("property") if one.get("name") == "pages"]
        failed = any(case.find(what) is not None for what in ("failure", "error"))
        pages, findings = found.get(test, (0, 0))
        found[test] = pages + sum(map(int, counted or ["1"])), findings + failed
    return found

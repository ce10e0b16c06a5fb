"""The short form of `make mutants`: what is noticed is noticed, what is the same is not, and what is accepted stands."""

import json
import os
import random
import subprocess
import sys

import pytest

from tests.mutate.changes import ROOMS, ROOT, changes_of, files
from tests.mutate.kept import accepted

TRY = """
import json, sys
from tests.mutate.changes import Change, changes_of
from tests.mutate.engine import Task, tried
asked = json.loads(sys.stdin.read())
made = []
for path, key, old, new, tests in asked:
    if key:
        change = next(change for change in changes_of(path) if change.key == key)
    else:
        at = open(path, "rb").read().index(old.encode())
        change = Change(path, "here", f"{old} → {new}", (1, 1), at, at + len(old), new)
    made.append(Task(change, tests, 20))
print("RESULT", json.dumps([[verdict.change.said, verdict.fate] for verdict in tried(made, 1)]))
"""


def fates(*asked):
    """What became of the changes: (path, key) or (path, old text, new text), with the tests to run."""
    run = subprocess.run(
        [sys.executable, "-c", TRY], input=json.dumps(asked), capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout.split("RESULT ")[1]))


DATES, EMPLOYEES, CARE = "advisor/rules/dates.py", "advisor/rules/employees.py", "advisor/rules/figures/care.toml"
LIMIT = "gross_pay <= law.marginal_earnings_limit"


def test_what_is_wrong_is_noticed_and_what_is_the_same_is_not():
    by_employees = ["tests/rules/test_employees.py"]
    found = fates(
        (EMPLOYEES, "", LIMIT, "gross_pay < law.marginal_earnings_limit", by_employees),
        (EMPLOYEES, "", LIMIT, "law.marginal_earnings_limit >= gross_pay", by_employees),
        (EMPLOYEES, "", LIMIT, "gross_pay <= law.no_such_limit", by_employees),
        (EMPLOYEES, "", "gross_pay: Decimal\n", "gross_pay: Decimal = nobody\n", by_employees),
        (CARE, "", 'value = "3.05"', 'value = "3.06"', ["tests/rules/test_figures.py"]),
        (CARE, "", 'value = "3.05"', 'value = "3.050"', ["tests/rules/test_figures.py"]),
    )
    assert list(found.values()) == ["killed", "survived", "killed", "killed", "killed", "survived"]


def test_what_breaks_the_machinery_is_not_called_noticed():
    found = fates((EMPLOYEES, "", LIMIT, "gross_pay < law.marginal_earnings_limit", ["tests/rules/test_no_such.py"]))
    assert list(found.values()) == ["broken"]


def test_a_share_of_the_changes_of_dates_is_noticed():
    drawn = random.Random(6).sample(changes_of(DATES), 8)
    found = fates(
        *((DATES, change.key, "", "", ["tests/rules/test_dates.py", "tests/rules/test_jobs.py"]) for change in drawn)
    )
    assert {said for said, fate in found.items() if fate == "survived"} == set()


SOURCE = b"""
from dataclasses import dataclass
LIMIT = Decimal("3.05")
SINCE = date(2024, 1, 1)
TABLE = {"a": 1.5, "b": "text"}
@dataclass(frozen=True)
class Job:
    pay: Decimal | None = None
def rule(a: int, text: str = "x") -> bool:
    "About rules."
    if a > 3 and not text:
        return True
    a += 1
    return [one for one in "abc" if one][0] is None
ASK = Ask(PAY, when=lambda a: a.has(PAY), label=_("Pay"), samples=("1", "2"))
"""


def test_what_is_changed_and_what_is_not():
    found = {f"{change.place}: {change.said}" for change in changes_of("somewhere.py", SOURCE)}
    assert found == {
        "LIMIT: Decimal('3.05') → Decimal('3.04')", "LIMIT: Decimal('3.05') → Decimal('3.06')",
        "SINCE: date(2024, 1, 1) → date(2023, 12, 31)", "SINCE: date(2024, 1, 1) → date(2024, 1, 2)",
        "TABLE: without 'a'", "TABLE: without 'b'",
        "rule: a > 3 and (not text) → a > 3 or not text", "rule: a > 3 and (not text) → not (a > 3 and (not text))",
        "rule: a > 3 → a >= 3", "rule: 3 → 2", "rule: 3 → 4", "rule: not text → text", "rule: True → False",
        "rule: a += 1 → a -= 1", "rule: 1 → 0", "rule: 1 → 2", "rule: one → not one", "rule: 0 → -1", "rule: 0 → 1",
        "rule: [one for one in 'abc' if one][0] is None → [one for one in 'abc' if one][0] is not None",
        "ASK: when a.has(PAY) → True", "ASK: when a.has(PAY) → False",
    }  # fmt: skip


FIGURE = b"""[limit]
rows = [
  { from = 2024-01-01, value = "538", source = "A" },
  { from = 2025-01-01, value = "unknown" },
]
"""


def test_figures_change_by_one_unit_of_their_last_place_and_by_a_day():
    found = changes_of("figures.toml", FIGURE)
    assert [change.said for change in found] == [
        "2024-01-01 → 2023-12-31", "2024-01-01 → 2024-01-02", "538 → 537", "538 → 539",
        "2025-01-01 → 2024-12-31", "2025-01-01 → 2025-01-02",
    ]  # fmt: skip
    assert b'value = "539"' in found[3].applied(FIGURE)


@pytest.mark.parametrize("room", ROOMS)
def test_every_change_can_be_read_and_has_a_name_of_its_own(room):
    changes = [change for path in files(room) for change in changes_of(path)]
    assert len(changes) > 1000
    assert len({change.key for change in changes}) == len(changes)
    for change in random.Random(6).sample([change for change in changes if change.path.endswith(".py")], 100):
        source = (ROOT / change.path).read_bytes()
        compile(change.applied(source), change.path, "exec")
        assert change.applied(source) != source


def test_what_is_accepted_exists_and_has_a_reason():
    known = {change.key for room in ROOMS for path in files(room) for change in changes_of(path)}
    assert set(accepted()) <= known
    assert all(len(reason.split()) >= 3 for reason in accepted().values())

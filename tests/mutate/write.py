"""Writes docs/mutation.md."""

from __future__ import annotations

from collections.abc import Mapping

from .changes import ROOMS, Change, changes_of, files
from .kept import Kept


def written(kept: Kept, reasons: Mapping[str, str], budget: float) -> str:
    """The record of what is known of each file as it stands."""
    rows: list[str] = []
    survivors: list[Change] = []
    total = [0, 0, 0, 0, 0]
    seconds: list[float] = []
    days: set[str] = set()
    for room in ROOMS:
        room_total = [0, 0, 0, 0, 0]
        inner: list[str] = []
        for path in files(room):
            changes = changes_of(path)
            fates = [kept.fate(change) for change in changes]
            survived = [change for change, fate in zip(changes, fates, strict=True) if fate == "survived"]
            counts = [
                len(changes),
                len(changes) - fates.count(""),
                fates.count("killed"),
                fates.count("timeout"),
                len(survived),
            ]
            room_total = [one + other for one, other in zip(room_total, counts, strict=True)]
            seconds += [kept.seconds(change) for change, fate in zip(changes, fates, strict=True) if fate]
            days |= {kept.of(path)["day"]} - {""}
            survivors += survived
            if changes:
                inner.append(_row(f"`{path.removeprefix('advisor/')}`", counts))
        rows += [_row(f"**{room}**", room_total), *inner]
        total = [one + other for one, other in zip(total, room_total, strict=True)]
    listed = "\n".join(
        f"- `{change.path}` line {change.lines[0]}, {change.place}: `{change.said}`: {reasons.get(change.key, 'no reason yet')}"
        for change in survivors
    )
    when = " to ".join(sorted({min(days), max(days)})) if days else "never"
    share = 100 * total[1] // total[0]
    each = sum(seconds) / len(seconds) if seconds else 0
    return f"""# Tests that bite

Made by `make mutants`, tried {when}: {total[1]:,} of {total[0]:,} changes ({share} %) on the files as they stand, of
which {total[4]:,} survive, {sum(change.key not in reasons for change in survivors):,} without a reason yet. Each change is made alone, in a process that reads the changed module or file of
figures as every user of it does, and the tests that run its lines must fail. What is changed: operators of comparison,
logic and arithmetic, every number and date by one, every condition, `when=`, every entry of a table of a module, every
value of a figure by one unit of its last place and every first day of one by a day. Texts are not changed. Tests are
those of the three rooms; a change is given {budget:g} seconds of them and more, the quickest first. A file that was changed since it was tried counts as not tried.

| | Changes | Tried | Killed | Out of time | Survive |
|---|---|---|---|---|---|
{_row("**all**", total)}
{chr(10).join(rows)}

One change takes {each:.2f} s of processor time in the mean. A change that runs out of time counts as noticed: `make test` would hang.

## Survivors

{listed or "None."}
"""


def _row(name: str, counts: list[int]) -> str:
    return f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |"

"""The chart of a flow as boxes from top to bottom, in pieces that fit a page of paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.content.prose import plain
from advisor.rules.words import gettext_noop

from .words import Words

WIDTH = 780
SPINE, LEFT, RIGHT, BESIDE = 20, 52, 384, 404
"""The line that goes past boxes; the boxes; the conditions beside them."""
LINE, LETTER, INNER = 18, 8.2, 14
BETWEEN = 30
"""Between two boxes, where arrows and ways around them run."""
TALLEST = 900
MOST_LINES = 14
"""Of a condition; a longer one stands in the list below the picture."""

IF = gettext_noop("if")
UNLESS = gettext_noop("unless")
OR = gettext_noop("or")
AND_ONE = gettext_noop("and one of these:")
SAME = gettext_noop("as question %(number)s")
BELOW = gettext_noop("see the list below")
NEVER = gettext_noop("not with the law of this day")
ELSE = gettext_noop("otherwise")


def drawn(chart: Mapping[str, Any], words: Words) -> list[dict[str, Any]]:
    """The pieces, each with its height and rows: a box with lines of text, and the lines beside it."""
    rows = [_row(item, words, "question") for item in chart["questions"]]
    results = chart["results"]
    rows += [_row(item, words, "result", last=item is results[-1]) for item in results]
    pieces: list[list[dict[str, Any]]] = []
    height = TALLEST
    for row in rows:
        if height + row["height"] + BETWEEN > TALLEST:
            pieces.append([])
            height = 0
        pieces[-1].append(row)
        height += row["height"] + BETWEEN
    for piece in pieces:
        _place(piece)
    return [
        {"number": number, "box": f"0 0 {WIDTH} {piece[-1]['bottom'] + BETWEEN}", "rows": piece}
        for number, piece in enumerate(pieces, start=1)
    ]


def _row(item: Mapping[str, Any], words: Words, kind: str, last: bool = False) -> dict[str, Any]:
    sign = item["letter"] if kind == "result" else str(item["number"])
    inside = _wrapped(plain(item["label"]), (RIGHT - LEFT - 44) / LETTER)
    how = item["when"]["how"]
    beside = _beside(item["when"], words, kind)
    lines = max(len(inside), len(beside), 1)
    return {
        "kind": kind,
        "sign": sign,
        "inside": inside,
        "beside": beside,
        "some": how != "always",
        "last": last,
        "height": lines * LINE + INNER,
        "tall": len(inside) * LINE + INNER,
    }


def _beside(when: Mapping[str, Any], words: Words, kind: str) -> list[str]:
    width = (WIDTH - BESIDE) / LETTER
    how = when["how"]
    if how == "always":
        return [words.label(ELSE)] if kind == "result" else []
    if how == "never":
        return _wrapped(words.label(NEVER), width)
    if when.get("same"):
        return _wrapped(words.label(SAME) % {"number": when["same"]}, width)
    if how == "depends" and when["rule"]:
        return _wrapped(plain(when["rule"]), width)
    lines: list[str] = []
    for begins, answers in _parts(when):
        lines += _wrapped(f"{words.label(begins)} {'; '.join(map(_said, answers))}", width)
    return lines if lines and len(lines) <= MOST_LINES else _wrapped(words.label(BELOW), width)


def _parts(when: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """What begins each part of a condition, and its answers."""
    if when["needs"]:
        yield IF, when["needs"]
    for at, way in enumerate(when["ways"]):
        yield OR if at else AND_ONE if when["needs"] else IF, way
    for way in when["but"]:
        yield UNLESS, way


def _said(answer: Mapping[str, Any]) -> str:
    but = f"{answer['but']} " if answer["but"] else ""
    about = f"{answer['number']}:" if answer["number"] else answer["question"]
    return f"{about} {but}{(' / ' if answer['number'] else ', ').join(map(plain, answer['answers']))}"


def _wrapped(text: str, width: float) -> list[str]:
    """Lines of a text, broken at spaces, a longer word anywhere."""
    lines, room = [""], int(width)
    for word in text.split():
        while len(word) > room:
            lines, word = [*lines, word[:room]] if lines[-1] else [word[:room]], word[room:]
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _place(rows: Sequence[dict[str, Any]]) -> None:
    """Where each box, its text and the lines round it stand."""
    at = BETWEEN
    middle = (LEFT + RIGHT) // 2
    for row in rows:
        row["top"], row["bottom"] = at, at + row["height"]
        box = at + (row["height"] - row["tall"]) // 2
        row["box"], row["middle"] = box, box + row["tall"] // 2
        row["text"] = [(box + INNER // 2 + LINE * number + 13, line) for number, line in enumerate(row["inside"])]
        below = at + (row["height"] - len(row["beside"]) * LINE) // 2
        row["said"] = [(below + LINE * number + 13, line) for number, line in enumerate(row["beside"])]
        end = row["bottom"] + BETWEEN
        if row["kind"] == "question":
            row["arrow"] = (
                f"M{middle} {at - BETWEEN}V{box - 1}M{middle - 5} {box - 8}L{middle} {box - 1}L{middle + 5} {box - 8}M{middle} {box + row['tall']}V{end}"
            )
            row["around"] = f"M{middle} {at - 12}H{SPINE}V{row['bottom'] + 7}H{middle}" if row["some"] else ""
        else:
            y = row["middle"]
            first = row is rows[0] or rows[rows.index(row) - 1]["kind"] == "question"
            begin = (
                f"M{middle} {at - BETWEEN}V{at - 12}H{SPINE}"
                if first and row is not rows[0]
                else f"M{SPINE} {at - BETWEEN}"
            )
            row["arrow"] = (
                f"{begin}V{y if row['last'] else end}M{SPINE} {y}H{LEFT - 1}M{LEFT - 9} {y - 5}L{LEFT - 1} {y}L{LEFT - 9} {y + 5}"
            )
            row["around"] = ""
        at = end

"""What translators read above each line of a catalogue: where it appears, and what the placeholders hold."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

NAME = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
MOST = 4
"""More places than this are only counted."""
ROOMS = {
    "rules": "words of a result",
    "interview": "interviews",
    "flows": "interviews",
    "content": "staff’s admin, texts",
    "directory": "lists of funds, towns and contacts",
    "staff": "staff’s admin",
    "web": "pages for visitors",
}
PARTS = {"label": "the question", "hint": "the hint below it", "unit": "its unit", "legend": "its heading"}


@lru_cache(maxsize=1)
def meanings() -> dict[str, str]:
    """What each placeholder holds."""
    with (Path(__file__).parent / "placeholders.toml").open("rb") as file:
        return tomllib.load(file)


def noted(msgid: str, plural: str, places: Iterable[tuple[str, str]], root: Path) -> str:
    """The comment for an entry that stands in these files and lines; empty where a placeholder is not explained."""
    names = dict.fromkeys(match[1] or match[2] for match in NAME.finditer(f"{msgid} {plural}"))
    if any(name not in meanings() for name in names):
        return ""
    where = list(dict.fromkeys(place(root / file, int(line or 0), root) for file, line in places))
    more = [f"and in {len(where) - MOST} more places"] if len(where) > MOST else []
    return "\n".join([*where[:MOST], *more, *(f"{name}: {meanings()[name]}" for name in names)])


def place(path: Path, line: int, root: Path) -> str:
    """Where a visitor or a member of staff reads what stands in this line."""
    inside = path.relative_to(root)
    if inside.parts[0] == "templates":
        name = "/".join(inside.with_suffix("").parts[1:])
        return f"Staff’s admin: {name.removeprefix('admin/')}" if name.startswith("admin/") else f"Page: {name}"
    module = _module(path)
    stack = list(_around(module, line))
    question = next((call for call in stack if _called(call) == "Question"), None)
    option = next((call for call in stack if _called(call) == "Option"), None)
    if question and option:
        return f"Interview question {_key(question)}: the answer {_key(option)}"
    if question:
        return f"Interview question {_key(question)}: {PARTS.get(_part(question, line), 'the question')}"
    if option:
        return f"Interviews: the answer {_key(option)}"
    if flow := next((call for call in stack if _called(call) == "Flow"), None):
        key = next(
            (word.value.value for word in flow.keywords if word.arg == "key" and isinstance(word.value, ast.Constant)),
            "",
        )
        return f"Interview {key}: its name"
    room = ROOMS.get(inside.parts[1], "the site").removesuffix(".py")
    about = [node for node in stack if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    said = (
        next((text for node in reversed(about) if (text := ast.get_docstring(node))), "")
        or ast.get_docstring(module)
        or ""
    )
    return f"{room[0].upper()}{room[1:]}: {' '.join(said.split(chr(10) * 2)[0].split())[:110]}".rstrip(": ")


@lru_cache(maxsize=256)
def _module(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _around(node: ast.AST, line: int) -> Iterator[ast.AST]:
    """What stands around a line, from the outside in."""
    for child in ast.iter_child_nodes(node):
        first, last = getattr(child, "lineno", None), getattr(child, "end_lineno", None)
        if first is None or last is None:
            yield from _around(child, line)
        elif first <= line <= last:
            yield child
            yield from _around(child, line)


def _called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _key(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return f"“{first.value}”" if isinstance(first, ast.Constant) else ""


def _part(call: ast.Call, line: int) -> str:
    return next(
        (word.arg or "" for word in call.keywords if word.value.lineno <= line <= (word.value.end_lineno or 0)), "label"
    )

"""Every small change that is tried: operators, thresholds, conditions and table entries of the three rooms, and figures."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("rules", "interview", "flows")
FIGURES = "advisor/rules/figures"

OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult,
}  # fmt: skip
NEGATED_BY_ITS_OPERATOR = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
TABLES = (ast.Tuple, ast.List, ast.Set, ast.Dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one file. `place` and `said` name it without its line, so that it is found again when lines move."""

    path: str
    place: str
    said: str
    lines: tuple[int, int]
    start: int
    end: int
    new: str
    at_import: bool = False
    """It stands outside every function, and so counts while the module is read."""

    @property
    def key(self) -> str:
        return f"{self.path} · {self.place} · {self.said}"

    def applied(self, source: bytes) -> bytes:
        """The text of the file with the change."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def changes_of(path: str, source: bytes | None = None) -> list[Change]:
    """The changes of a file below the root, each with a key of its own."""
    source = (ROOT / path).read_bytes() if source is None else source
    found = _of_figures(path, source) if path.endswith(".toml") else _Finder(path, source).found
    numbered: list[Change] = []
    seen: dict[str, int] = {}
    for change in sorted(found, key=lambda each: (each.start, each.said)):
        seen[change.key] = seen.get(change.key, 0) + 1
        times = seen[change.key]
        numbered.append(change if times == 1 else replace(change, said=f"{change.said} ({times})"))
    return numbered


def files(room: str) -> list[str]:
    """The modules of a room, and for the rules the files of figures."""
    modules = sorted((ROOT / "advisor" / room).rglob("*.py"))
    data = sorted((ROOT / FIGURES).glob("*.toml")) if room == "rules" else []
    return [path.relative_to(ROOT).as_posix() for path in [*modules, *data]]


def _of_figures(path: str, source: bytes) -> Iterator[Change]:
    """Each value one unit of its last place up and down, each first day one day later and earlier."""
    name = ""
    begin = 0
    for number, line in enumerate(source.splitlines(keepends=True), 1):
        if headed := re.match(rb"\[+([a-z_0-9]+)", line):
            name = headed[1].decode()
        said_from = re.search(rb"\bfrom = (\d{4}-\d\d-\d\d)", line)
        row = said_from[1].decode() if said_from else f"line {number}"
        if said_from:
            day = date.fromisoformat(row)
            for other in (day - timedelta(days=1), day + timedelta(days=1)):
                yield _in_line(path, f"{name} from {row}", number, begin, said_from, other.isoformat())
        if value := re.search(rb'\bvalue = "([0-9.]+)"', line):
            known = Decimal(value[1].decode())
            for other in (_one_less(known), _one_more(known)):
                if other >= 0:
                    yield _in_line(path, f"{name} from {row}", number, begin, value, str(other))
        begin += len(line)


def _in_line(path: str, place: str, number: int, begin: int, match: re.Match[bytes], new: str) -> Change:
    said = f"{match[1].decode()} → {new}"
    return Change(
        path, place, said, (number, number), begin + match.start(1), begin + match.end(1), new, at_import=True
    )


def _one_more(number: Decimal) -> Decimal:
    return number + Decimal(1).scaleb(int(number.as_tuple().exponent))


def _one_less(number: Decimal) -> Decimal:
    return number - Decimal(1).scaleb(int(number.as_tuple().exponent))


class _Finder(ast.NodeVisitor):
    """Walks one module and notes what can be changed in it; annotations, decorators and texts are let alone."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path = path
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Change] = []
        self.places: list[str] = []
        self.depth = 0
        self.visit(ast.parse(source))

    def note(self, node: ast.expr, new: ast.expr, said: str = "") -> None:
        text = ast.unparse(new)
        if not said:
            said = f"{_short(ast.unparse(node))} → {_short(text)}"
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        lines = (node.lineno, node.end_lineno or node.lineno)
        place = ".".join(self.places) or "module"
        self.found.append(Change(self.path, place, said, lines, start, end, f"({text})", self.depth == 0))

    # Where we are

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if any(isinstance(one, ast.Name) and one.id == "overload" for one in node.decorator_list):
            return
        self.places.append(node.name)
        for default in [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]:
            self.visit(default)
        self.depth += 1
        for statement in node.body:
            self.visit(statement)
        self.depth -= 1
        self.places.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.places.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self.places.pop()

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.depth += 1
        self.visit(node.body)
        self.depth -= 1

    def visit_Assign(self, node: ast.Assign) -> None:
        self._assigned(node.targets[0], node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self._assigned(node.target, node.value)

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        named = self.depth == 0 and isinstance(target, ast.Name)
        if named:
            assert isinstance(target, ast.Name)
            if target.id == "__slots__":
                return
            self.places.append(target.id)
        self.visit(value)
        if named:
            self.places.pop()

    # What is changed

    def visit_Compare(self, node: ast.Compare) -> None:
        for at, operator in enumerate(node.ops):
            new = copy.deepcopy(node)
            new.ops[at] = OTHER[type(operator)]()
            self.note(node, new)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        self.note(node, ast.BoolOp(OTHER[type(node.op)](), node.values))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.note(node, node.operand)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in OTHER and not _is_text(node.left) and not _is_text(node.right):
            self.note(node, ast.BinOp(node.left, OTHER[type(node.op)](), node.right))
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in OTHER and not _is_text(node.value):
            self.note(node, ast.AugAssign(node.target, OTHER[type(node.op)](), node.value))  # type: ignore[arg-type]
            self.found[-1] = replace(self.found[-1], new=self.found[-1].new[1:-1])
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.note(node, ast.Constant(not node.value))
        elif isinstance(node.value, int):
            for other in (node.value - 1, node.value + 1):
                self.note(node, ast.Constant(other))

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        numbers = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        if called == "date" and len(numbers) == 3 == len(node.args):
            day = date(*numbers)
            for other in (day - timedelta(days=1), day + timedelta(days=1)):
                new = [ast.Constant(part) for part in (other.year, other.month, other.day)]
                self.note(node, ast.Call(node.func, new, []))
            return
        if called in ("Decimal", "D") and len(numbers) == 1 and isinstance(numbers[0], str):
            try:
                known = Decimal(numbers[0])
            except InvalidOperation:
                return
            if not known.is_finite():
                return
            for changed in (_one_less(known), _one_more(known)):
                self.note(node, ast.Call(node.func, [ast.Constant(str(changed))], []))
            return
        for keyword in node.keywords:
            if keyword.arg == "when" and isinstance(keyword.value, ast.Lambda):
                for answer in (True, False):
                    self.note(
                        keyword.value.body,
                        ast.Constant(answer),
                        f"when {_short(ast.unparse(keyword.value.body))} → {answer}",
                    )
                    self.found[-1] = replace(self.found[-1], at_import=False)
        kept = [keyword.value for keyword in node.keywords if keyword.arg != "samples"]  # those only feed tests
        for child in (node.func, *node.args, *kept):
            self.visit(child)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        self._condition(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._condition(test)
        self.generic_visit(node)

    def _condition(self, test: ast.expr) -> None:
        single = (
            isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], NEGATED_BY_ITS_OPERATOR)
        )
        if not single and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
            self.note(test, ast.UnaryOp(ast.Not(), test))

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._table(node)

    visit_List = visit_Set = visit_Dict = visit_Tuple  # type: ignore[assignment]

    def _table(self, node: ast.Tuple | ast.List | ast.Set | ast.Dict) -> None:
        entries: list[ast.expr | None] = list(node.keys) if isinstance(node, ast.Dict) else list(node.elts)
        if self.depth == 0 and len(entries) > 1 and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            for at, entry in enumerate(entries):
                new = copy.deepcopy(node)
                if isinstance(new, ast.Dict):
                    del new.keys[at], new.values[at]
                    name = ast.unparse(entry) if entry else f"**{ast.unparse(node.values[at])}"  # type: ignore[union-attr]
                else:
                    del new.elts[at]
                    name = ast.unparse(entry)  # type: ignore[arg-type]
                self.note(node, new, f"without {_short(name)}")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        self.visit(node.slice)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:97]}…"

"""Which test runs which lines of the three rooms, and how long it takes: recorded once by coverage's contexts."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from .changes import ROOMS, ROOT, Change
from .engine import Running, Task, serve

TOO_SLOW = 8.0
"""Seconds: tests that take longer are left to `make test`."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test that passes, the lines it runs by file, and its processor seconds."""

    name: str
    seconds: float
    lines: dict[str, frozenset[int]]


def test_files() -> list[str]:
    """The tests of the rooms themselves."""
    return [
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in sorted((ROOT / "tests" / room).glob("test_*.py"))
    ]


def recorded(folder: Path, processes: int, files: Sequence[str] | None = None) -> list[Test]:
    """The tests and what they touch; a file whose text and rooms are as they were is not run again."""
    files = test_files() if files is None else list(files)
    folder.mkdir(parents=True, exist_ok=True)
    rooms = _print_of(path for room in ROOMS for path in sorted((ROOT / "advisor" / room).rglob("*")) if path.is_file())
    wanted = {file: folder / f"{Path(file).stem}-{_print_of([ROOT / file])[:12]}-{rooms[:12]}.json" for file in files}
    missing = [file for file, at in wanted.items() if not at.exists()]
    if missing:
        context = get_context("fork")
        parts = [missing[at::processes] for at in range(processes)]
        workers = [
            context.Process(target=serve, args=(lambda running, part=part: _record(running, part, wanted),))
            for part in parts
            if part
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    return [
        Test(name, about["seconds"], {file: frozenset(lines) for file, lines in about["lines"].items()})
        for at in wanted.values()
        for name, about in json.loads(at.read_text()).items()
    ]


def _print_of(paths: Any) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths if "__pycache__" not in path.parts)).hexdigest()


def _record(running: Running, files: Sequence[str], wanted: dict[str, Path]) -> None:
    for file in files:
        task = Task(None, [file], 1800)
        ended, said, _ = running.in_a_fork(task, lambda file=file: _touched(running, file))  # type: ignore[misc]
        if ended != "ended" or not said.startswith(b"{"):
            raise RuntimeError(f"{file} could not be recorded: {said.decode()}")
        if said == b"{}":
            raise RuntimeError(f"{file} holds no test that passes: it could not be read")
        wanted[file].write_bytes(said)


def _touched(running: Running, file: str) -> bytes:
    import coverage

    watch = coverage.Coverage(
        data_file=None, include=[str(ROOT / "advisor" / room / "*") for room in ROOMS], config_file=False
    )
    taken: dict[str, float] = {}

    @contextmanager
    def around(item: pytest.Item) -> Iterator[None]:
        watch.switch_context(item.nodeid)
        begun = time.process_time()
        yield
        seconds = time.process_time() - begun
        if not running.failed:
            taken[item.nodeid] = seconds

    watch.start()
    running.run([file], around)
    watch.stop()
    data = watch.get_data()
    found: dict[str, dict[str, Any]] = {
        name: {"seconds": round(seconds, 4), "lines": {}} for name, seconds in taken.items() if seconds <= TOO_SLOW
    }
    for path in data.measured_files():
        for line, contexts in data.contexts_by_lineno(path).items():
            for name in contexts:
                if name in found:
                    found[name]["lines"].setdefault(os.path.relpath(path, ROOT), []).append(line)
    return json.dumps(found).encode()


class Tests:
    """The tests by the lines they run."""

    def __init__(self, tests: Sequence[Test]) -> None:
        self.all = list(tests)
        self.by_line: dict[tuple[str, int], list[Test]] = {}
        self.by_file: dict[str, list[Test]] = {}
        for test in tests:
            for file, lines in test.lines.items():
                self.by_file.setdefault(file, []).append(test)
                for line in lines:
                    self.by_line.setdefault((file, line), []).append(test)

    def of(self, change: Change) -> list[Test]:
        """Those that run its lines; for what stands outside functions, those of the files that use its module, or else all."""
        lines = range(change.lines[0], change.lines[1] + 1)
        exact = {test.name: test for line in lines for test in self.by_line.get((change.path, line), ())}
        if (
            change.at_import or not exact
        ):  # a test that only reads a table runs no line of it, but stands beside others that do
            using = {test.name for test in self.by_file.get(change.path, self.all)}
            beside = {_file(name) for name in using} | {_file(KEPT_FORMS)}
            exact |= {
                test.name: test
                for test in self.all
                if _file(test.name) in beside and (test.name in using or not test.name.startswith(KEPT_CASES))
            }
        if change.path.startswith("advisor/flows/"):  # what makes questions runs while modules are read, in no test
            stem = Path(change.path).stem
            exact |= {test.name: test for test in self.all if test.name == KEPT_FORMS or _named_like(test.name, stem)}
        return list(exact.values())


KEPT_FORMS = "tests/flows/test_kept.py::test_forms_ask_what_they_asked_before"
KEPT_ADVICE = "tests/flows/test_kept.py::test_each_case_is_advised_as_before"
KEPT_CHARTS = "tests/flows/test_kept.py::test_each_form_decides_as_before"
KEPT_TOLD = tuple(f"tests/flows/test_kept.py::test_{what}_are_told_as_before" for what in ("cases", "questions"))
KEPT_CASES = (KEPT_ADVICE, KEPT_CHARTS, *KEPT_TOLD)


def task_of(change: Change, tests: Tests, budget: float) -> Task:
    """The change and its tests, up to `budget` seconds in all: for flows what is kept of forms and advice first, else the files
    named like the module, for the interview then what is kept, then the rest, file after file; always the quickest first."""
    chosen: list[Test] = []
    spent = 0.0
    for test in sorted(tests.of(change), key=lambda each: (_rank(each, change.path), each.seconds)):
        if spent + test.seconds <= budget:
            chosen.append(test)
            spent += test.seconds
    by_file: dict[str, float] = {}
    for test in chosen:
        by_file[_file(test.name)] = by_file.get(_file(test.name), 0.0) + test.seconds
    chosen.sort(key=lambda each: (rank := _rank(each, change.path), by_file[_file(each.name)] if rank == LAST else 0))
    return Task(change, [test.name for test in chosen], 3 * spent)


LAST = 3


def _rank(test: Test, path: str) -> int:
    if test.name.startswith((KEPT_FORMS, KEPT_ADVICE)) and path.startswith("advisor/flows/"):
        return 0
    stem = "figure_values" if path.endswith(".toml") else Path(path).stem
    if _named_like(test.name, stem):
        return 1
    return 2 if test.name.startswith(KEPT_CASES) and path.startswith("advisor/interview/") else LAST


def _file(name: str) -> str:
    return name.split("::")[0]


def _named_like(name: str, stem: str) -> bool:
    return stem.startswith(Path(_file(name)).stem.removeprefix("test_"))

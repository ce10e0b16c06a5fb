"""Tries changes: each in a process of its own, forked before any room was read, so that nobody holds the old module."""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import os
import re
import resource
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import hypothesis
import pytest
from hypothesis import Phase

from .changes import ROOT, Change

SLACK = 10
MEMORY = 4 << 30
NEEDS_APPS = re.compile(r"advisor\.(web|content\.library)")
READ_BEFORE = (
    "django.conf",
    "django.utils.translation",
    "hypothesis.strategies",
    "lohnsteuer_bmf",
    "babel",
    "icalendar",
)
"""What is read once for all changes, beside pytest and its plugins."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a change: killed, survived, timeout. `by` is the test that failed."""

    change: Change
    fate: str
    by: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Task:
    """A change and the tests to run on it, by file: the best first."""

    change: Change | None
    tests: Sequence[str]
    limit: float


class _Loader(importlib.machinery.SourceFileLoader):
    """Reads the changed text in place of the file."""

    text: bytes = b""

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


class _Finder:
    def __init__(self, name: str, path: Path, text: bytes) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if name != self.name:
            return None
        loader = _Loader(name, str(self.path))
        loader.text = self.text
        folder = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, self.path, loader=loader, submodule_search_locations=folder)


def put_in(change: Change) -> None:
    """From now on this process reads the changed file."""
    path = ROOT / change.path
    text = change.applied(path.read_bytes())
    if path.suffix == ".toml":
        whole = tomllib.load
        tomllib.load = lambda file, **how: (  # type: ignore[assignment]
            tomllib.loads(text.decode()) if Path(file.name) == path else whole(file, **how)
        )
        return
    name = ".".join(Path(change.path).with_suffix("").parts).removesuffix(".__init__")
    assert name not in sys.modules, f"{name} was read before it could be changed"
    sys.meta_path.insert(0, _Finder(name, path, text))


class Running:
    """A plugin: in place of collecting it serves tasks, each in a fork; in the fork it collects, runs and tells."""

    def __init__(self, work: Callable[[Running], None]) -> None:
        self.work = work
        self.failed = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        self.session = session
        session.config.option.tbstyle = "no"
        quick = hypothesis.settings(phases=(Phase.explicit, Phase.generate))
        hypothesis.settings.register_profile("without shrinking", quick)
        hypothesis.settings.load_profile("without shrinking")
        gc.collect()
        gc.freeze()
        self.work(self)
        return True

    def pytest_runtestloop(self) -> bool:
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or f"{report.nodeid} cannot be read"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def run(self, tests: Iterable[str], around: Callable[[pytest.Item], Any] | None = None) -> str:
        """Run these tests, file after file; the first that fails, or nothing."""
        by_file: dict[str, set[str]] = {}
        for test in tests:
            by_file.setdefault(test.split("::")[0], set()).add(test)
        for file, wanted in by_file.items():
            if NEEDS_APPS.search((ROOT / file).read_text()):
                import django

                django.setup()
            self.session.testsfailed = 0
            items = self.session.perform_collect([file])
            items = [item for item in items if item.nodeid in wanted or file in wanted]
            for at, item in enumerate(items):
                if self.failed and not around:
                    return self.failed
                after = items[at + 1] if at + 1 < len(items) else None
                if around:
                    self.failed = ""
                    with around(item):
                        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
                else:
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return self.failed

    def in_a_fork(self, task: Task, act: Callable[[], bytes]) -> tuple[str, bytes, float]:
        """What the act wrote in a process of its own, how that ended, and its processor seconds."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _quiet()
            seconds = int(task.limit) + SLACK
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            try:
                if task.change:
                    put_in(task.change)
                said = act()
            except BaseException as error:
                said = f"{type(error).__name__}".encode()
            while said:
                said = said[os.write(writing, said) :]
            os._exit(0)
        os.close(writing)
        said = b""
        while part := os.read(reading, 1 << 16):
            said += part
        os.close(reading)
        _, status, used = os.wait4(child, 0)
        return "timeout" if status else "ended", said, used.ru_utime + used.ru_stime

    def verdict(self, task: Task) -> Verdict:
        """Try one change."""
        assert task.change
        ended, said, seconds = self.in_a_fork(task, lambda: self.run(task.tests).encode())
        fate = "timeout" if ended == "timeout" else "killed" if said else "survived"
        return Verdict(task.change, fate, said.decode(), seconds)


def _quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def serve(work: Callable[[Running], None]) -> None:
    """Let `work` run in a pytest that has read libraries and no room. Its modules' code is kept aside for speed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "advisor.settings"
    for name in READ_BEFORE:
        importlib.import_module(name)
    plugin = Running(work)
    failure: list[BaseException] = []

    def kept(running: Running) -> None:
        try:
            work(running)
        except BaseException as error:
            failure.append(error)

    plugin.work = kept
    off = [
        part
        for name in ("terminal", "django", "cacheprovider", "xdist", "schemathesis", "randomly")
        for part in ("-p", f"no:{name}")
    ]
    how = [
        "-o",
        "addopts=",
        "-o",
        "filterwarnings=",
        "--import-mode=importlib",
        "--assert=plain",
        "-s",
        "--rootdir",
        str(ROOT),
    ]
    pytest.main([*how, *off, "-c", str(ROOT / "pyproject.toml")], plugins=[plugin])
    if failure:
        raise failure[0]


def tried(tasks: Sequence[Task], processes: int) -> Iterator[Verdict]:
    """The verdicts on all tasks as they come, from several processes."""
    import pickle
    from multiprocessing import get_context

    context = get_context("fork")
    results: Any = context.SimpleQueue()
    left: Any = context.Value("i", 0)

    def work(running: Running) -> None:
        while True:
            with left.get_lock():
                at = left.value
                left.value += 1
            if at >= len(tasks):
                return
            results.put(pickle.dumps(running.verdict(tasks[at])))

    workers = [context.Process(target=serve, args=(work,)) for _ in range(min(processes, len(tasks)))]
    for worker in workers:
        worker.start()
    for _ in tasks:
        while results.empty():
            if not any(worker.is_alive() for worker in workers) and results.empty():
                raise RuntimeError("every process has ended before its work")
            time.sleep(0.01)
        yield pickle.loads(results.get())
    for worker in workers:
        worker.join()

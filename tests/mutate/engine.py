"""Tries changes: each in a process of its own, forked before any room was read, so that nobody holds the old module."""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import os
import re
import resource
import signal
import sys
import time
import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import CodeType
from typing import Any

import hypothesis
import pytest
from hypothesis import Phase

from .changes import ROOMS, ROOT, Change

SLACK = 10
MEMORY = 4 << 30
NEEDS_APPS = re.compile(r"advisor\.(web|content\.library)|tests\.kinds")
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
    """What became of a change: killed, survived, timeout, broken. `by` is the test that failed, or what broke."""

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
    name = _module(change.path)
    assert name not in sys.modules, f"{name} was read before it could be changed"
    sys.meta_path.insert(0, _Finder(name, path, text))


class _Without:
    """Refuses one module."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == self.name:
            raise ImportError(f"{name} is read later")


def read_what_stands_apart(path: str) -> None:
    """Read every module of the rooms that does not read this file, so that the changes of the file share it."""
    refused = "advisor.rules.figures" if path.endswith(".toml") else _module(path)
    without = _Without(refused)
    sys.meta_path.insert(0, without)  # type: ignore[arg-type]
    for room in ROOMS:
        for other in sorted((ROOT / "advisor" / room).rglob("*.py")):
            with suppress(ImportError):
                importlib.import_module(_module(other.relative_to(ROOT).as_posix()))
    sys.meta_path.remove(without)  # type: ignore[arg-type]
    assert refused not in sys.modules
    if not path.startswith("advisor/rules/"):
        importlib.import_module("advisor.rules.figures").shipped_figures()
    gc.freeze()


def _module(path: str) -> str:
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")


class Running:
    """A plugin: in place of collecting it serves tasks, each in a fork; in the fork it collects, runs and tells."""

    def __init__(self, work: Callable[[Running], None]) -> None:
        self.work = work
        self.failed = ""
        self.killers: dict[str, deque[str]] = {}
        self.collected: dict[str, dict[str, pytest.Item]] = {}

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
        """Run these tests in their order; the first that fails, or nothing. The name of a file stands for all of its tests."""
        for file, same in groupby(dict.fromkeys(tests), key=lambda test: test.split("::")[0]):
            if file not in self.collected:
                if NEEDS_APPS.search((ROOT / file).read_text()) and not _can_set_up():
                    return f"{file} cannot be set up"
                self.session.testsfailed = 0
                self.collected[file] = {item.nodeid: item for item in self.session.perform_collect([file])}
            found = self.collected[file]
            items = [found[name] for test in same for name in (found if test == file else [test]) if name in found]
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
        """How the act ended in a process of its own, what it wrote, and its processor seconds.

        What the act raises is a fault of this machinery, never of a test, so it counts as "broken".
        """
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
                ended = 0
            except BaseException as error:
                said, ended = f"{type(error).__name__}: {error}".encode(), 1
            while said:
                said = said[os.write(writing, said) :]
            os._exit(ended)
        os.close(writing)
        said = b""
        while part := os.read(reading, 1 << 16):
            said += part
        os.close(reading)
        _, status, used = os.wait4(child, 0)
        out_of_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        ended = "timeout" if out_of_time else "broken" if status else "ended"
        return ended, said, used.ru_utime + used.ru_stime

    def verdict(self, task: Task) -> Verdict:
        """Try one change, first on the tests that noticed the last ones of its file."""
        assert task.change
        killers = self.killers.setdefault(task.change.path, deque(maxlen=3))
        tests = [*(test for test in killers if test in task.tests), *task.tests]
        ended, said, seconds = self.in_a_fork(task, lambda: self.run(tests).encode())
        by = said.decode(errors="replace")
        fate = ended if ended != "ended" else "killed" if by else "survived"
        if fate == "killed" and by not in killers:
            killers.appendleft(by)
        return Verdict(task.change, fate, by, seconds)


def _can_set_up() -> bool:
    """Django's applications, which read rooms and so may fall over the change."""
    import django

    try:
        django.setup()
    except Exception:
        return False
    return True


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


AT_ONCE = 50
"""Changes of one file that share a process which has read what stands apart from it."""


def tried(tasks: Sequence[Task], processes: int) -> Iterator[Verdict]:
    """The verdicts on all tasks as they come, from several processes."""
    import pickle
    from multiprocessing import get_context

    groups = list(_by_file(tasks))
    context = get_context("fork")
    results: Any = context.SimpleQueue()
    left: Any = context.Value("i", 0)

    def work(running: Running) -> None:
        while True:
            with left.get_lock():
                at = left.value
                left.value += 1
            if at >= len(groups):
                return
            child = os.fork()
            if not child:
                for verdict in _verdicts(running, groups[at]):
                    results.put(pickle.dumps(verdict))
                os._exit(0)
            os.waitpid(child, 0)

    workers = [context.Process(target=serve, args=(work,)) for _ in range(min(processes, len(groups)))]
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


def _verdicts(running: Running, group: Sequence[Task]) -> Iterator[Verdict]:
    path = group[0].change.path if group[0].change else ""
    try:
        read_what_stands_apart(path)
    except Exception as error:
        yield from (Verdict(task.change, "broken", f"{path}: {error}", 0) for task in group if task.change)
        return
    for task in group:
        yield running.verdict(task)


def _by_file(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    for _, group in groupby(tasks, key=lambda task: task.change and task.change.path):
        same = list(group)
        for at in range(0, len(same), AT_ONCE):
            yield same[at : at + AT_ONCE]

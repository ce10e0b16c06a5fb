"""The site as it runs in production, on free ports of loopback, with data of its own; and what its processes spend."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds for a server to answer on a busy machine."""
TICK = os.sysconf("SC_CLK_TCK")
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("seed_content", verbosity=0)
call_command("seed_directory", verbosity=0)
"""
COLLECT = 'call_command("collectstatic", interactive=False, verbosity=0)'


def environment(data: Path, **more: str) -> dict[str, str]:
    """As an operator sets it, but plain http on this machine."""
    ours = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
    kept = {name: os.environ[name] for name in ours if name in os.environ}
    return kept | {
        "LOOPBACK": "1",
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "advisor.settings",
        "PYTHONPATH": str(ROOT),
        "API_A_MINUTE": "1000000000",  # counted as ever, and never reached
        **more,
    }


def prepare(data: Path, collected: bool = True, **more: str) -> None:
    """Database, texts, lists and static files, as before the first start. collected: with the static files."""
    code = PREPARE + COLLECT if collected else PREPARE
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(data, **more), check=True)


def seconds_of(pid: int) -> float:
    """Processor time that a process has spent; 0 where it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def asked(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of an address on loopback."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        connection.close()


class Site:
    """One gunicorn as `deploy/` has it."""

    def __init__(self, data: Path, *arguments: str, ready: str = "/healthz", port: int = 0, **more: str) -> None:
        self.port = port or free_port()
        self.log = data / f"gunicorn-{self.port}.log"
        self._ready = ready
        self._command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *arguments]
        self._environment = environment(data, PORT=str(self.port), **more)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process above the workers."""
        assert self._process is not None
        return self._process.pid

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return children_of(self.pid)

    def spent(self) -> float:
        """Processor seconds of the processes that answer."""
        return sum(map(seconds_of, self.workers))

    def start(self) -> "Site":
        """Start and wait until it answers. Raises `RuntimeError` with its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(self.log.read_text())
            time.sleep(0.1)
        return self

    def answers(self) -> bool:
        """It answers at the address that says it is ready."""
        try:
            return asked(self.port, self._ready)[0] == 200
        except OSError:
            return False

    def stop(self) -> None:
        """End it as an operator does, and wait."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(40)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


@contextmanager
def running(*sites: Site) -> Iterator[None]:
    """All of them started; afterwards none is left."""
    try:
        for site in sites:
            site.start()
        yield
    finally:
        for site in sites:
            site.stop()

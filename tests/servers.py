"""PostgreSQL and Redis as Debian ships them, on free loopback ports, in scratch folders, as a user without rights.

python tests/servers.py COMMAND …      runs a command with DATABASE_URL and CACHE_URL of such servers
"""

import ctypes
import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0
"""Seconds for a server to answer on a busy machine."""
DATABASES = 128
"""Of one Redis: each process of a test run has one of its own."""
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A port of the loopback address on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _nobody() -> dict[str, object]:
    """Whom servers run as: PostgreSQL refuses root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def program(name: str) -> str:
    """Where Debian keeps a program; the newest of PostgreSQL's. Raises `FileNotFoundError`."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not installed: make debian-packages")
    return path


class Server:
    """A server in a folder of its own. It ends with the thread that started it, whatever becomes of that."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{type(self).__name__.lower()}-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        raise NotImplementedError

    def command(self) -> list[str]:
        """What to run in the foreground."""
        raise NotImplementedError

    def answers(self) -> bool:
        """The server takes requests."""
        raise NotImplementedError

    @property
    def pid(self) -> int:
        """Of the process that was started."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start and wait until it answers. Raises `RuntimeError` with its log."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGINT),
                **_nobody(),
            )
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it and wait; SIGQUIT or SIGKILL as if the plug were pulled."""
        if self._process is not None:
            if self._process.poll() is None:
                self.thaw()
                self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def freeze(self) -> None:
        """Stop it without ending it: connections stay and nothing answers."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal_all(signal.SIGCONT)

    def remove(self) -> None:
        """End it and delete what it has written."""
        self.stop()
        shutil.rmtree(self.folder)

    def _signal_all(self, which: signal.Signals) -> None:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        for pid in (self.pid, *map(int, children)):
            os.kill(pid, which)


class PostgreSQL(Server):
    """A cluster with an empty database `advisor`. Nothing of it outlives the machine: it never waits for the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.data = self.folder / "data"
        make = ["-A", "trust", "-U", "advisor", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run("initdb", "-D", str(self.data), *make)

    @property
    def url(self) -> str:
        return f"postgres://advisor@127.0.0.1:{self.port}/advisor"

    def command(self) -> list[str]:
        quick = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
        options = (
            *quick,
            "max_connections=200",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
        )
        set_to = [part for option in options for part in ("-c", option)]
        return [program("postgres"), "-D", str(self.data), "-p", str(self.port), *set_to]

    def answers(self) -> bool:
        asked = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def start(self) -> None:
        first = not (self.data / "made").exists()
        super().start()
        if first:
            self.make_database("advisor")
            self._run("/usr/bin/touch", str(self.data / "made"))

    def make_database(self, name: str) -> str:
        """The address of a new, empty database."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "advisor", name)
        return self.url.rpartition("/")[0] + f"/{name}"

    def _run(self, name: str, *arguments: str) -> None:
        command = [program(name), *arguments]
        done = subprocess.run(command, cwd=self.folder, check=False, capture_output=True, text=True, **_nobody())
        if done.returncode:
            raise RuntimeError(f"{name} as {getpass.getuser()}: {done.stderr}")


class Redis(Server):
    """A Redis that writes nothing down."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        quiet = ["--save", "", "--appendonly", "no", "--databases", str(DATABASES)]
        return [program("redis-server"), "--bind", "127.0.0.1", "--port", str(self.port), *quiet]

    def answers(self) -> bool:
        with socket.socket() as asked:
            asked.settimeout(1)
            try:
                asked.connect(("127.0.0.1", self.port))
                asked.sendall(b"PING\r\n")
                return asked.recv(16).startswith(b"+PONG")
            except OSError:
                return False


@contextmanager
def running(server: Server):
    """The server, started; afterwards nothing is left of it."""
    try:
        server.start()
        yield server
    finally:
        server.remove()


def main(command: list[str]) -> int:
    """Run a command beside both servers."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running(PostgreSQL()) as database, running(Redis()) as cache:
        environment = os.environ | {"DATABASE_URL": database.url, "CACHE_URL": cache.url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

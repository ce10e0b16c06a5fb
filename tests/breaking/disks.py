"""A disk that can be filled, under a node that runs: a small one of its own, or no file may grow any more."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

OWN_ROOM = ("unshare", "--map-root-user", "--mount")
ROOM = 8 * 1024 * 1024
"""Bytes of the small disk beyond what lies on it at first."""
IN_ROOM = 'mount -t tmpfs -o size="$1" tmpfs "$2" && cp -a "$3/." "$2" && shift 3 && exec "$@"'
"""Put a small disk in the place of a folder, copy what it holds, and run the rest."""
GROWTH = 4096


def may_mount() -> bool:
    """Whether this account may mount a disk that nobody else sees."""
    tried = [*OWN_ROOM, "mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", "/mnt"]
    return subprocess.run(tried, check=False, capture_output=True).returncode == 0


class SmallDisk:
    """A tmpfs of a few megabytes that only the node sees."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._first = data.rename(data.with_name("first"))
        data.mkdir()
        size = ROOM + sum(file.stat().st_size for file in self._first.rglob("*") if file.is_file())
        self.before = (*OWN_ROOM, "sh", "-c", IN_ROOM, "sh", str(size), str(data), str(self._first))

    def seen(self, site) -> Path:
        """The folder as the node sees it."""
        return Path(f"/proc/{site.process.pid}/root{self._data}")

    def fill(self, site) -> None:
        """Not a byte is left."""
        with (self.seen(site) / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(GROWTH)):
                    pass
            except OSError:
                pass
        assert shutil.disk_usage(self.seen(site)).free < GROWTH

    def make_room(self, site) -> None:
        """What filled it is thrown away."""
        (self.seen(site) / "ballast").unlink()


class NoGrowth:
    """For accounts that may not mount: no file of the node may grow beyond what its log needs."""

    before = ()

    def __init__(self, data: Path) -> None:
        self._data = data

    def seen(self, site) -> Path:
        """The folder as the node sees it."""
        return self._data

    def fill(self, site) -> None:
        """Files stay as long as the log is, and a few lines."""
        self._limit(site, str(site.log_file.stat().st_size + GROWTH))

    def make_room(self, site) -> None:
        """Files may grow again."""
        self._limit(site, "unlimited")

    def _limit(self, site, most: str) -> None:
        father = site.process.pid
        children = Path(f"/proc/{father}/task/{father}/children").read_text().split()
        for pid in (str(father), *children):
            subprocess.run(["prlimit", f"--pid={pid}", f"--fsize={most}:unlimited"], check=True)

"""nginx as `deploy/nginx.conf` has it, but plain http on loopback, in a folder of its own, before these nodes."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.stack import PATIENCE, ROOT, asked, children_of, seconds_of
from tests.servers import free_port

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
OURS = re.compile(
    r"^\s*(user|pid|listen|ssl_\w+|http2|worker_processes|include\s+/etc/nginx/(?!mime)\S+)\b[^;]*;[^\n]*\n", re.M
)
"""Lines that say where and as whom it runs."""
UPSTREAM = re.compile(r"(upstream\s+\w+\s*\{)([^}]*)\}")
NODE = re.compile(r"^\s*server\s+\S+?(\s[^;]*)?;[^\n]*\n", re.M)
SERVER = re.compile(r"^\s*server\s*\{", re.M)


def on_loopback(shipped: str, folder: Path, static: Path, port: int, nodes: Sequence[int]) -> str:
    """The configuration with other places and nothing else changed. Raises `ValueError` where it is not as expected."""
    text = re.sub(r"^\s*#.*\n", "", shipped, flags=re.M)
    text = OURS.sub("", text)
    text = "".join(block for block in _blocks(text) if not re.search(r"return\s+30\d\s+https:", block))
    text = UPSTREAM.sub(lambda found: _upstream(found, nodes), text)
    if len(UPSTREAM.findall(text)) != 1 or len(SERVER.findall(text)) != 1:
        raise ValueError("one upstream and one server that answers are expected")
    text = SERVER.sub(f"server {{\n    listen 127.0.0.1:{port};", text)
    text = re.sub(r"(proxy_cache_path)\s+\S+", rf"\1 {folder}/cache", text)
    text = re.sub(r"(access_log|error_log)\s+/(?!dev/)\S+?(?=[\s;])", rf"\1 {folder}/\1.txt", text)
    text = re.sub(
        r"(alias|root)\s+/\S*static/?;", lambda found: f"{found[1]} {static}{'/' if found[1] == 'alias' else ''};", text
    )
    places = "".join(
        f"    {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"{'user root;' if os.geteuid() == 0 else ''}\npid {folder}/nginx.pid;\ndaemon off;\nworker_processes 1;\n"
    if not re.search(r"^\s*http\s*\{", text, re.M):
        text = f"events {{ }}\nhttp {{\n    include /etc/nginx/mime.types;\n{text}}}\n"
    return head + re.sub(r"^\s*http\s*\{", lambda found: f"{found[0]}\n{places}", text, count=1, flags=re.M)


def _upstream(found: re.Match[str], nodes: Sequence[int]) -> str:
    """The same block with these nodes, each as patient as the first one that is shipped."""
    first = NODE.search(found[2])
    if first is None:
        raise ValueError("the upstream names no server")
    servers = "".join(f"    server 127.0.0.1:{node}{first[1] or ''};\n" for node in nodes)
    return f"{found[1]}\n{servers}{NODE.sub('', found[2])}}}"


def _blocks(text: str) -> Iterator[str]:
    """The text cut at its `server { … }` blocks."""
    at = 0
    for found in SERVER.finditer(text):
        if found.start() < at:
            continue
        yield text[at : found.start()]
        depth, at = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        yield text[found.start() : at]
    yield text[at:]


class Front:
    """One nginx."""

    def __init__(self, folder: Path, static: Path, nodes: Sequence[int]) -> None:
        self.folder, self.static, self.port = folder, static, free_port()
        folder.mkdir()
        self._process: subprocess.Popen[bytes] | None = None
        self._write(nodes)

    @property
    def pid(self) -> int:
        """Of the process above the workers."""
        assert self._process is not None
        return self._process.pid

    def _write(self, nodes: Sequence[int]) -> None:
        text = on_loopback(CONFIGURATION.read_text(), self.folder, self.static, self.port, nodes)
        (self.folder / "nginx.conf").write_text(text)

    def spent(self) -> float:
        """Processor seconds of its workers."""
        return sum(map(seconds_of, children_of(self.pid)))

    def start(self) -> None:
        """Start and wait until it answers. Raises `RuntimeError` with its log."""
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        log = self.folder / "start.log"
        with log.open("ab") as said:
            command = [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", str(log)]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if asked(self.port, "/healthz")[0] < 500:
                    return
            except OSError:
                pass
            if self._process is None or self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "start.log").read_text())
            time.sleep(0.1)

    def restart(self, nodes: Sequence[int]) -> None:
        """Anew and with an empty cache, before these nodes."""
        self.stop()
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        self._write(nodes)
        self.start()

    def stop(self) -> None:
        """End it and wait."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None

"""Processes of the site as it runs, on loopback, with a folder of their own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

PATIENCE = 40.0
"""Seconds in which a busy machine has to do anything at all."""
LISTENS = re.compile(r"Listening at: http://127\.0\.0\.1:(\d+)")

NOTE = re.compile(r'<p class="wide note">(.*?)</p>')
"""What a page says of itself."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def notes(self) -> list[str]:
        """What the page says of itself."""
        return NOTE.findall(self.text)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Nothing but what a node needs."""
    base = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"LOOPBACK": "1", "DATA_DIR": str(folder), "SECRET_KEY": settings.SECRET_KEY, "WEB_CONCURRENCY": "1"}
    return base | own | {"METRICS_MADE_BY": "", "PYTHONPATH": str(settings.BASE_DIR)} | more


class Node:
    """gunicorn with one process of the site."""

    def __init__(self, folder: Path, before: tuple[str, ...] = (), **more: str) -> None:
        self.log_file = folder.parent / f"{folder.name}.log"
        command = [*before, sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"]
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment(folder, **more), stdout=log, stderr=log
            )
        self.port = int(self.until(lambda: LISTENS.search(self.log))[1])

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """GET, or POST where there are fields. Raises `TimeoutError` where nothing comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        body = None if fields is None else urlencode(fields)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(connection):
            connection.request("GET" if body is None else "POST", path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(), dict(answer.getheaders()))

    def until(self, seen):
        """Wait for something. Raises `AssertionError` with the log."""
        end = time.monotonic() + PATIENCE
        while not (found := seen()):
            assert self.process.poll() is None, self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.2)
        return found

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def python(
    folder: Path, code: str, *before: str, site: Path = settings.BASE_DIR, **more: str
) -> subprocess.CompletedProcess[str]:
    """Code in a process of its own, with the site set up."""
    code = f"import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'advisor.settings'\ndjango.setup()\n{code}"
    return subprocess.run(
        [*before, sys.executable, "-c", code],
        cwd=site,
        env=environment(folder, **more) | {"PYTHONPATH": str(site)},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        start_new_session=True,
    )


ASK = """
import json, sys
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
found = [(answer.status_code, b"".join(answer).decode(), dict(answer.items())) for answer in map(client.get, {paths!r})]
print(json.dumps(found))
"""


def cold(folder: Path, *paths: str, before: tuple[str, ...] = (), **more: Any) -> tuple[list[Answer], str]:
    """What a process that has just started answers, and its log."""
    done = python(folder, ASK.format(paths=list(paths)), *before, **more)
    assert done.returncode == 0, done.stderr
    return [Answer(*each) for each in json.loads(done.stdout)], done.stderr

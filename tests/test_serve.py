"""The plain-http start stays on this machine."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.conf import settings

from tests.servers import free_port


def refusal(command, **environment):
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "127.0.0.1.example", ""])
def test_make_serve_refuses_other_addresses(host):
    refused = refusal(["make", "serve", f"HOST={host}"])
    assert refused.returncode == 2
    assert "only to this machine" in refused.stderr


def test_the_server_refuses_them_too(tmp_path):
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:0"]
    refused = refusal(command, LOOPBACK="1", DATA_DIR=str(tmp_path))
    assert refused.returncode != 0
    assert "only to this machine" in refused.stderr


def answer_to(port, head, body=b""):
    """The first line of what the server says to bytes as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        return line.recv(200).decode().split("\r\n")[0]


def test_the_server_refuses_what_is_too_large_or_has_two_ends(tmp_path):
    """And goes on answering."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    where = {"LOOPBACK": "1", "DATA_DIR": str(tmp_path), "PORT": str(port), "WEB_CONCURRENCY": "1"}
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | where, stderr=subprocess.DEVNULL)
    ask = "GET /healthz HTTP/1.1\nHost: localhost"
    try:
        for _try in range(600):
            with suppress(OSError):
                if "200" in answer_to(port, ask):
                    break
            time.sleep(0.2)
        said = [
            answer_to(port, f"GET /{'x' * 9000} HTTP/1.1\nHost: localhost"),
            answer_to(port, f"{ask}\nX-Long: {'x' * 9000}"),
            answer_to(port, ask + "".join(f"\nX-{number}: x" for number in range(101))),
            answer_to(port, "POST /de/ HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2", b"ab"),
            answer_to(port, "POST /de/ HTTP/1.1\nHost: localhost\nContent-Length: 5\nTransfer-Encoding: chunked", b"0"),
            answer_to(port, "POST /de/ HTTP/1.1\nHost: localhost\nContent-Length: many", b"ab"),
            answer_to(port, "POST /de/ HTTP/1.1\nHost: localhost\nContent-Length: 9999999999"),
            answer_to(port, ask),
        ]
    finally:
        server.terminate()
        server.wait()
    assert [line.split()[1] for line in said] == ["414", "431", "431", "400", "400", "400", "413", "200"]

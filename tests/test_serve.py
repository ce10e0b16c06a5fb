"""The plain-http start stays on this machine."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


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

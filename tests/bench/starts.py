"""How long a command of the site takes to start, beside a bare Django; and which files are read to have all flows."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from .stack import ROOT, environment

BARE = """
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.admin",
    "django.contrib.sessions", "django.contrib.messages"], MIDDLEWARE=[], SECRET_KEY="x" * 50)
import django
django.setup()
from django.core.management import call_command
call_command("check", fail_level="CRITICAL")
"""
OPENED = """
import json, sys
read = []
sys.addaudithook(lambda event, given: read.append(str(given[0])) if event == "open" and given[1] in ("r", "rb") else None)
from advisor.flows import all_flows
from advisor.rules.figures import figures
all_flows(), figures()
print(json.dumps(read))
"""


def _run(data: Path, *arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    before, began = os.times(), time.monotonic()
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(data), check=True, capture_output=True)
    took, after = time.monotonic() - began, os.times()
    return took, after.children_user + after.children_system - before.children_user - before.children_system


def check(data: Path, rounds: int) -> dict[str, float]:
    """`manage.py check` and the same check of a bare Django, by turns."""
    ours, bare = zip(*((_run(data, "manage.py", "check"), _run(data, "-c", BARE)) for _ in range(rounds)), strict=True)
    return {
        "clock": median(clock for clock, _ in ours),
        "processor": median(spent for _, spent in ours),
        "bare_processor": median(spent for _, spent in bare),
    }


def opened(data: Path) -> dict[str, Any]:
    """Files of the project that are opened while all flows and figures are read, and those more than once."""
    command = [sys.executable, "-c", OPENED]
    said = subprocess.run(command, cwd=ROOT, env=environment(data), check=True, capture_output=True, text=True)
    ours = [path for path in json.loads(said.stdout) if path.startswith(str(ROOT / "advisor"))]
    twice = sorted({Path(path).name for path in ours if ours.count(path) > 1})
    return {"files": len(set(ours)), "twice": twice}

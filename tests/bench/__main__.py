"""python -m tests.bench [FOLDER]: measures everything and writes performance.md and performance.json there (else into docs).

SHORT=1 takes seconds and proves nothing but that it runs: wrk is not needed, and without a FOLDER nothing is written.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .stack import ROOT, Site, environment, prepare, running


def advice(data: Path, pages: Path, seconds: float, rounds: int) -> dict[str, Any]:
    """What `inside` measures, in a process of its own."""
    around = environment(data, DJANGO_SETTINGS_MODULE="tests.bench.settings", BENCH_PAGES=str(pages))
    command = [sys.executable, "-m", "tests.bench.inside", str(seconds), str(rounds)]
    said = subprocess.run(command, cwd=ROOT, env=around, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def bench(folder: Path | None, short: bool) -> str:
    """Measure, write where there is a folder, and give back the page."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        data, pages = Path(scratch, "data"), Path(scratch, "pages")
        data.mkdir()
        pages.mkdir()
        os.environ |= environment(data)
        import django

        django.setup()
        from . import load, measure, starts, write
        from .pages import ALONE, KEPT, MADE

        if not short and not load.wrk_is_here():
            sys.exit("wrk is needed: make bench installs it")
        machine = write.machine()
        prepare(data)
        own = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "BENCH_PAGES": str(pages), "WEB_CONCURRENCY": "1"}
        sites = {
            KEPT: Site(data, **own),
            MADE: Site(data, **own, KEEP_PAGES="0"),
            ALONE: Site(data, ready="/static/site.css", **own | {"DJANGO_SETTINGS_MODULE": "tests.bench.bare"}),
        }
        loader, seconds, rounds = (load.by_hand, 0.1, 1) if short else (load.wrk, 3.0, 7)
        with running(*sites.values()):
            found = measure.measure(sites, pages, loader, seconds, rounds)
        inside = advice(data, pages, 0.01 if short else 0.4, 0 if short else 5)
        rest = {"check": starts.check(data, 1 if short else 7), "opened": starts.opened(data), "machine": machine}
        how = {
            "loader": "A loader of a few threads" if short else "wrk",
            "connections": load.CONNECTIONS,
            "seconds": seconds,
            "rounds": rounds,
        }
        report = write.report(found, inside, rest, how)
        if folder:
            write.write(report, folder)
        return write.page(report)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left running
    short = bool(os.environ.get("SHORT"))
    print(bench(Path(sys.argv[1]) if sys.argv[1:] else None if short else ROOT / "docs", short))

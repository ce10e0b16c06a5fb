"""python -m tests.cluster [FOLDER]: starts the cluster, pulls its plugs, measures it, and writes scaling.md and scaling.json there
(else into docs). Ends with 1 where visitors saw what they must not. SHORT=1 takes two minutes, and its figures say nothing: without a
FOLDER they are only printed.
"""

import logging
import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import load
from tests.bench.stack import ROOT, environment


def run(folder: Path | None, short: bool) -> bool:
    """Everything, written where there is a folder; whether all was as asked."""
    if not load.wrk_is_here():
        sys.exit("wrk is needed: make cluster installs it")
    with tempfile.TemporaryDirectory(prefix="cluster-", dir="/tmp") as scratch:
        own = Path(scratch, "own")
        own.mkdir()
        os.environ |= environment(own)
        import django

        django.setup()
        logging.disable()  # this process has no database; it only needs addresses and questions
        from tests.bench.write import machine

        from . import capacity, plugs, reckoning, write
        from .nodes import cluster
        from .visitors import address, visit

        found = {"measured_on": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "machine": machine()}
        with cluster(Path(scratch)) as running:
            running.warm(*(request.path for request in visit()))
            guide, figures = address("guide-page", key="students"), address("figures-topic", topic="health")
            found["released"] = [
                plugs.released(running, "text", guide),
                plugs.released(running, "figure", f"{figures}?as_of=2027-02-01"),
            ]
            found["pulled"] = plugs.as_rows(plugs.pulled(running, 2.0 if short else 15.0))
            found["capacity"] = capacity.measure(running, 1.0 if short else 10.0, 1 if short else 3)
        found["reckoned"] = [reckoning.reckon(found["capacity"], interviewed=part) for part in reckoning.INTERVIEWED]
        if folder:
            write.write(found, folder)
        print(write.page(found))
    return all(one["met"] for one in (*found["released"], *found["pulled"]))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left running
    short = bool(os.environ.get("SHORT"))
    as_asked = run(Path(sys.argv[1]) if sys.argv[1:] else None if short else ROOT / "docs", short)
    sys.exit(0 if as_asked else "not as asked: see the table")

"""Half an hour at 80 % of what the site can carry: do memory and latency end where they began? Writes docs/soak.md.

python -m tests.soak [--minutes 30] [--journeys 40] [--to docs/soak.md]
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.stack import ROOT, environment


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--journeys", type=int, default=40, help="of each flow")
    asked.add_argument(
        "--short", action="store_true", help="a site that starts at once: not warmed up, without static files"
    )
    asked.add_argument("--to", type=Path, default=ROOT / "docs" / "soak.md")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left running
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    os.environ |= environment(folder)
    import django

    django.setup()
    from .run import soak, written
    from .verdict import complaints

    try:
        soaked, capacity = soak(given.minutes, given.journeys, folder, given.short)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    given.to.write_text(written(soaked, capacity, given.minutes))
    sys.exit("\n".join(complaints(soaked)) or 0)


if __name__ == "__main__":
    main()

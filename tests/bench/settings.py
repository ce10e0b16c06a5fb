"""The settings of the site, with the bare pages it is measured against beside its own."""

import os
from pathlib import Path

from advisor.settings import *  # noqa: F403
from advisor.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES[0]["DIRS"].append(Path(os.environ["BENCH_PAGES"]))

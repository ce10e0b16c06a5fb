"""The bench runs and fills every row. What it measures is worth something on a quiet machine alone: `make bench`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import write
from tests.bench.load import Load, as_load
from tests.bench.measure import Measured, Sample, _medians
from tests.bench.pages import HELLO, KEPT, Row, rows

ROOT = Path(__file__).parents[2]
WRK = """Running 3s test @ http://127.0.0.1:8000/
  1 threads and 4 connections
Requests/sec:    400.00
JSON {"requests": 1200, "microseconds": 3000000, "bytes": 6000000, "p50": 2500, "p99": 9100, "errors": 2, "why": "read 2"}
"""


def test_a_short_bench_fills_every_row(tmp_path):
    command = [sys.executable, "-m", "tests.bench", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"SHORT": "1"}, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "performance.json").read_text())
    shown = (tmp_path / "performance.md").read_text()
    assert [page["row"]["name"] for page in found["pages"]] == [row.name for row in rows("/static/site.css")]
    for page in found["pages"]:
        assert page["bytes"] > 500
        assert page["a_second"] > 0
        assert f"| {page['row']['name']} |" in shown
    sizes = {page["row"]["name"]: page["bytes"] for page in found["pages"]}
    assert sizes["result with all amounts and its search"] > sizes["question"] > sizes["hello"]
    assert all(flow["plain_a_second"] > 0 and flow["searched_a_second"] > 0 for flow in found["flows"])
    assert len(found["growth"]) > 2
    assert (found["queries"]["asking"], found["opened"]["twice"]) == ({}, [])
    assert found["opened"]["files"] > 50
    assert {"cores", "memory_gib", "processor"} <= found["machine"].keys()


def test_what_wrk_says_is_read():
    assert as_load(WRK) == Load(requests=1200, seconds=3.0, bytes=5000.0, p50=2.5, p99=9.1, errors=2, why="read 2")


def measured(most, *pairs):
    """A row whose rounds cost so many milliseconds on the page and on the floor."""
    one = Load(100, 1.0, 5000.0, 2.0, 5.0, 0)
    return _medians(
        Row("a page", "/de/", KEPT, HELLO, most, "", "because"),
        [(Sample(one, page), Sample(one, floor)) for page, floor in pairs],
    )


def test_the_ratio_is_the_median_of_the_rounds():
    """A round in which the machine was busy slows page and floor alike, and one that hit only the page is left aside."""
    found = measured(1.5, (3.0, 2.0), (30.0, 20.0), (9.0, 1.0))
    assert (found.ratio, found.least, found.most) == (1.5, 1.5, 9.0)


@pytest.mark.parametrize(
    ("most", "met", "said"), [(1.5, True, "met"), (1.4, False, "**not met**"), (None, None, "recorded")]
)
def test_a_target_is_met_or_not(most, met, said):
    found = measured(most, (3.0, 2.0))
    assert isinstance(found, Measured)
    assert (found.met, write.said(found.met)) == (met, said)


@pytest.mark.parametrize(
    ("clock", "processor", "files", "not_met"),
    [(0.9, 0.8, 90, 0), (1.1, 0.8, 90, 1), (1.2, 1.1, 90, 2), (0.9, 0.8, 0, 1)],
)
def test_a_start_is_judged_by_clock_and_processor_and_by_what_was_seen(clock, processor, files, not_met):
    found = {
        "queries": {"seconds": 20.0, "look_every": 2.0, "pages": 9, "kinds": 3, "asking": {}, "aside": 10},
        "check": {"clock": clock, "processor": processor, "bare_processor": 0.3},
        "opened": {"files": files, "twice": []},
    }
    assert "\n".join(write._rest(found)).count("**not met**") == not_met


def test_all_flows_together_take_the_mean_of_their_times():
    flows = [
        {"questions": 2.0, "floor_ms": 0.2, "plain_ms": 0.1, "searched_ms": 1.0},
        {"questions": 4.0, "floor_ms": 0.2, "plain_ms": 0.3, "searched_ms": 4.0},
    ]
    found = write.over_all(flows)
    assert (found["questions"], found["plain_a_second"], found["searched_a_second"]) == (3.0, 5000, 400)
    assert (found["plain_met"], found["searched_met"]) == (True, False)


def test_a_miss_gives_its_reason():
    lines = "\n".join(write._pages([{**vars(measured(1.0, (3.0, 2.0))), "row": {"name": "a page", "most": 1.0, "floor": "hello", "why": "because"}, "met": False}]))  # fmt: skip
    assert "**1.50**" in lines
    assert "**not met**" in lines
    assert "- a page: because" in lines


def test_pages_with_answers_are_those_of_many_readers():
    for row in rows("/static/site.css"):
        many = "gross_pay" in row.path
        assert len(set(row.paths)) == (99 if many else 1)
    assert sum(len(row.paths) > 1 for row in rows("/static/site.css")) == 4

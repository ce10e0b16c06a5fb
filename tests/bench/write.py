"""The report: one value for everything measured, written as JSON and as a page to read."""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import django

from .measure import Measured

PLAIN, SEARCHED, START = 2000, 500, 1.0
"""Advice a second without and with the search; seconds for `manage.py check`, by the clock and of the processor."""
LINEAR = 2.0
"""Times as long for twice as many questions."""


def machine() -> dict[str, Any]:
    """The size of the machine, and what the site ran on."""
    cpu = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    return {
        "cores": os.cpu_count(),
        "processor": cpu[0] if cpu else platform.machine(),
        "memory_gib": round(memory, 1),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "django": django.get_version(),
    }


def report(
    pages: list[Measured], inside: dict[str, Any], starts: dict[str, Any], how: dict[str, Any]
) -> dict[str, Any]:
    """Everything, with what is met said of each."""
    return {
        "measured_on": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "how": how,
        "pages": [asdict(page) | {"met": page.met} for page in pages],
        "flows": [flow | _rates(flow) for flow in inside["flows"]],
        "all_flows": over_all(inside["flows"]),
        "growth": inside["growth"],
        "queries": inside["queries"],
        **starts,
    }


def _rates(flow: dict[str, Any]) -> dict[str, Any]:
    plain, searched = (1000 / flow[f"{name}_ms"] for name in ("plain", "searched"))
    return {
        "plain_a_second": plain,
        "searched_a_second": searched,
        "hello_a_second": 1000 / flow["floor_ms"],
        "plain_met": plain >= PLAIN,
        "searched_met": searched >= SEARCHED,
    }


def over_all(flows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rates where each flow is asked as often as any other."""
    kinds = ("questions", "floor_ms", "plain_ms", "searched_ms")
    mean = {kind: round(sum(flow[kind] for flow in flows) / len(flows), 4) for kind in kinds}
    return mean | _rates(mean)


def said(met: bool | None) -> str:
    """Met, not met, or only recorded."""
    return {True: "met", False: "**not met**", None: "recorded"}[met]


def page(found: dict[str, Any]) -> str:
    """The report to read."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    on, how = found["machine"], found["how"]
    yield "# How fast it is"
    yield ""
    yield "Written by `make bench`, which measures everything below anew; the same figures stand in `performance.json`."
    yield ""
    yield (
        f"{found['measured_on']} · {on['cores']} cores of {on['processor']}, {on['memory_gib']} GiB · "
        f"Python {on['python']}, Django {on['django']} · load before it began {on['load_before']}."
    )
    yield ""
    yield (
        "Times are worth nothing on another machine, so the targets are ratios: each page is measured beside a floor of the "
        "same run. The floors go through the same middleware in the same process: *hello* answers one word; *flat* is the "
        "very page as it was sent, one template without a tag; *whitenoise* gives the same file in a Django that has no other middleware."
    )
    yield ""
    yield (
        f"The stack is the one of `deploy/gunicorn.conf.py` with one worker, all on loopback. {how['loader']} keeps "
        f"{how['connections']} connections busy for {how['seconds']:g} s per page and round; page and floor take turns; "
        f"{how['rounds']} rounds; ratios are the median of the rounds, with the least and the most beside it. Processor time "
        "is what the kernel says the worker spent, for each request. Bytes are those of one answer, headers included, packed "
        "with Brotli. p50 and p99 are those of four connections that never pause. Pages with answers are asked for by 99 readers whose pay "
        "differs by cents, so nothing kept for one of them helps another."
    )
    yield from _pages(found["pages"])
    yield from _advice(found["flows"], found["all_flows"])
    yield from _growth(found["growth"])
    yield from _rest(found)


def _pages(pages: list[dict[str, Any]]) -> Iterator[str]:
    yield "\n## Pages\n"
    yield "| Page | ms processor | floor | ms of it | ratio | least–most | target | | p50 ms | p99 ms | bytes | a second |"
    yield "|---|--:|---|--:|--:|--:|--:|---|--:|--:|--:|--:|"
    for one in pages:
        most = one["row"]["most"]
        yield (
            f"| {one['row']['name']} | {one['processor']:.2f} | {one['row']['floor']} | {one['floor']:.2f} | "
            f"**{one['ratio']:.2f}** | {one['least']:.2f}–{one['most']:.2f} | {'' if most is None else f'≤ {most:g}'} | "
            f"{said(one['met'])} | {one['p50']:.1f} | {one['p99']:.1f} | {one['bytes']:,.0f} | {one['a_second']:,.0f} |"
        )
    missed = [one for one in pages if one["met"] is False]
    if missed:
        yield "\nWhy not met:\n"
        yield from (f"- {one['row']['name']}: {one['row']['why']}" for one in missed)


def _advice(flows: list[dict[str, Any]], all_flows: dict[str, Any]) -> Iterator[str]:
    yield "\n## Advice without HTML\n"
    yield (
        "A second of one core, in one process; every advice is another case (ways spread over the whole flow, amounts cents "
        "apart), so nothing kept for a value helps the next. *With the search* is with all that would change the result. "
        "*Hello* is the floor in the same process at the same time.\n"
    )
    yield f"| Flow | questions | advice/s | ≥ {PLAIN:,} | with the search/s | ≥ {SEARCHED} | hello/s |"
    yield "|---|--:|--:|---|--:|---|--:|"
    for flow in ({"flow": "**all, each as often**", **all_flows}, *flows):
        yield (
            f"| {flow['flow']} | {flow['questions']:.1f} | {flow['plain_a_second']:,.0f} | {said(flow['plain_met'])} | "
            f"{flow['searched_a_second']:,.0f} | {said(flow['searched_met'])} | {flow['hello_a_second']:,.0f} |"
        )
    plain, searched = (sum(flow[f"{name}_met"] for flow in flows) for name in ("plain", "searched"))
    middle = median(flow["plain_a_second"] for flow in flows)
    yield (
        f"\nEach flow alone: without the search {plain} of {len(flows)} reach {PLAIN:,} a second (median {middle:,.0f}), "
        f"with it {searched} of {len(flows)} reach {SEARCHED} (docs/decisions/0031 says what the others spend it on)."
    )


def _growth(growth: list[dict[str, float]]) -> Iterator[str]:
    yield "\n## Growth with the number of questions\n"
    yield "Made-up flows of questions of real ones, each asked only where the one before was answered.\n"
    yield "| Questions | ms | times that of half as many |"
    yield "|--:|--:|--:|"
    before = None
    for one in growth:
        times = "" if before is None else f"{one['ms'] / before:.2f}"
        yield f"| {one['questions']} | {one['ms']:.3f} | {times} |"
        before = one["ms"]
    first, last = growth[0], growth[-1]
    times, many = last["ms"] / first["ms"], last["questions"] / first["questions"]
    yield (
        f"\n{many:g} times the questions take {times:.1f} times as long; linear would be {many:g}: {said(times <= many)}."
        + (
            ""
            if times <= many
            else " Each answer copies those before it: with the dozen questions of the longest flow that is nothing."
        )
    )


def _rest(found: dict[str, Any]) -> Iterator[str]:
    asked, check, opened = found["queries"], found["check"], found["opened"]
    due = asked["seconds"] / asked["look_every"] + 1
    yield "\n## The database, and the start\n"
    yield "| | measured | target | |"
    yield "|---|--:|---|---|"
    yield (
        f"| queries of the threads that answer, {asked['pages']:,} pages of {asked['kinds']} kinds once warm | "
        f"{sum(asked['asking'].values())} | 0 | {said(not asked['asking'])} |"
    )
    yield (
        f"| queries for the number of the edition in {asked['seconds']:.0f} s | {asked['aside']} | ≤ {due:.0f}: one in "
        f"{asked['look_every']:g} s | {said(asked['aside'] <= due)} |"
    )
    yield (
        f"| `manage.py check`, seconds by the clock | {check['clock']:.2f} | < {START:g} | {said(check['clock'] < START)} |"
    )
    yield (
        f"| `manage.py check`, seconds of the processor (a bare Django {check['bare_processor']:.2f}) | "
        f"{check['processor']:.2f} | < {START:g} | {said(check['processor'] < START)} |"
    )
    yield (
        f"| files read twice while all flows and figures are read ({opened['files']} files) | {len(opened['twice'])} | 0 | "
        f"{said(opened['files'] > 0 and not opened['twice'])} |"
    )


def write(found: dict[str, Any], folder: Path) -> None:
    """Both files."""
    (folder / "performance.json").write_text(json.dumps(found, indent=1, ensure_ascii=False, default=str) + "\n")
    (folder / "performance.md").write_text(page(found))

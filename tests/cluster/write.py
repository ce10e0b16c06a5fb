"""docs/scaling.md: what the cluster did, and what follows from it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.write import said

from .plugs import MOST


def page(found: dict[str, Any]) -> str:
    """The report to read."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    on = found["machine"]
    yield "# What it carries, and how it grows"
    yield ""
    yield "Written by `make cluster`, which does everything below anew; the same figures stand in `scaling.json`."
    yield ""
    yield (
        f"{found['measured_on']} · {on['cores']} cores of {on['processor']}, {on['memory_gib']} GiB · Python {on['python']}, "
        f"Django {on['django']} · load before it began {on['load_before']}."
    )
    yield ""
    yield (
        "Four application processes with a folder of their own each, as on four machines (gunicorn as in `deploy/`, one worker), "
        "one PostgreSQL and one Redis, and before them nginx with `deploy/nginx.conf`: its micro-cache, its patience, its logs; "
        "only addresses, folders and TLS are replaced. All of it, and those who ask, share this one machine."
    )
    yield from _released(found["released"])
    yield from _pulled(found["pulled"])
    yield from _capacity(found["capacity"], on["cores"])
    yield from _reckoned(found["reckoned"], found["capacity"])


def _released(released: list[dict[str, Any]]) -> Iterator[str]:
    yield "\n## A release shows everywhere\n"
    yield (
        "Two members of staff write and release while the page is asked for without a pause at each of the four processes and "
        "through the cache. Seconds from the release until the last old page was handed out:\n"
    )
    yield f"| What | pages looked at | slowest process | through nginx's cache | ≤ {MOST:g} s |"
    yield "|---|--:|--:|--:|---|"
    for one in released:
        yield (
            f"| a {one['what']} | {one['pages']:,} | {one['slowest_node']:.1f} | {one['through_the_cache']:.1f} | "
            f"{said(one['met'])} |"
        )


def _pulled(pulled: list[dict[str, Any]]) -> Iterator[str]:
    yield "\n## Plugs pulled under load\n"
    yield (
        "Eight visitors walk through interviews (by address and by form), guide, lists, search and API without a pause. Where "
        "nothing or an error of the server comes, they try once more. *Other* are answers that were not the page; *lost* are "
        "requests whose second try did not help either.\n"
    )
    yield "| What was done | requests | other | tried twice | lost | slowest s | as asked |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for one in pulled:
        yield (
            f"| {one['what']} | {one['requests']:,} | {one['refused']} | {one['retried']} | {one['lost']} | "
            f"{one['slowest']:.1f} | {said(one['met'])} |"
        )
    yield (
        "\nHUP renews the processes of the same program; a new version comes to one node after the other by ending and starting "
        "it, as the row below that one does."
    )
    for one in pulled:
        if one["why"]:
            reasons = ", ".join(f"{why} ({number})" for why, number in one["why"].items())
            yield f"\n{one['what'].capitalize()}: {reasons}."


def _capacity(capacity: dict[str, Any], cores: int) -> Iterator[str]:
    yield "\n## What one small machine carries\n"
    visit = capacity["visit"]
    yield (
        f"A visit is a start page, a whole interview with every question and every answer sent, the result, and two pages of "
        f"the guide: {visit['answers']} requests with answers, which nobody may keep, and {visit['public']} of content, which "
        f"nginx keeps for a second. wrk asks for them one after the other on 16 connections, on the same {cores} cores as "
        f"everything else: with more processes than cores nothing more is to be had.\n"
    )
    yield "| Processes | requests/s | times one | p50 ms | p99 ms | ms of the site | of nginx | of PostgreSQL |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    one = capacity["grown"][0]
    for row in capacity["grown"]:
        yield (
            f"| {row['processes']} | {row['a_second']:,.0f} | {row['a_second'] / one['a_second']:.2f} | {row['p50_ms']:.1f} | "
            f"{row['p99_ms']:.1f} | {row['site_ms']:.2f} | {row['nginx_ms']:.2f} | {row['database_ms']:.2f} |"
        )
    best = max(row["a_second"] for row in capacity["grown"])
    visits = best / (visit["answers"] + visit["public"])
    parts = capacity["parts"]
    yield (
        f"\nSo this machine, with database, cache, proxy and those who ask on it, carries {best:,.0f} requests a second: "
        f"{visits:.1f} whole visits, or {visits * 3600:,.0f} an hour. A request with answers costs "
        f"{parts['answers']['site_ms']:.2f} ms of the site's processor time, one of content that a process has kept "
        f"{parts['kept']['site_ms']:.2f} ms, and one that nginx has kept {parts['public']['nginx_ms']:.2f} ms of nginx "
        f"({parts['public']['a_second']:,.0f} a second). The database is asked {capacity['looks_a_second']:.2f} times a second "
        "by each process, however many visitors there are."
    )


ROWS: tuple[tuple[str, str, str], ...] = (
    ("visits a second", "visits_a_second", ",.0f"),
    ("requests a second with answers", "answers", ",.0f"),
    ("of content", "public", ",.0f"),
    ("static", "static", ",.0f"),
    ("of content, passed on by the CDN", "passed_on", ",.0f"),
    ("the CDN answers, of content", "hit_rate_public", ".1%"),
    ("the CDN answers, of all", "hit_rate", ".1%"),
    ("requests a second that reach the site", "at_origin", ",.0f"),
    ("cores busy with them", "cores", ",.1f"),
    ("nodes", "nodes", "d"),
    ("processes", "processes", "d"),
    ("transactions a second at the database", "database_a_second", ",.0f"),
    ("megabits a second to visitors, without static files", "megabits", ",.0f"),
)


def _reckoned(found: list[dict[str, Any]], capacity: dict[str, Any]) -> Iterator[str]:
    assumed = found[0]["assumed"]
    yield f"\n## At {found[0]['a_second']:,} requests a second\n"
    yield "Reckoned by the same command from the figures above, with these assumptions:\n"
    yield (
        "- Everybody makes the visit above or, in the other columns, only a part of them walks through the interview and the "
        f"others read its {capacity['visit']['public']} pages of content. On the first page each asks for {assumed['static']} "
        "static files besides, which a CDN keeps for ever: their names change with what is in them."
    )
    yield (
        f"- The CDN has {assumed['places']} places that do not ask each other, and keeps a public page for {assumed['kept']} s, "
        f"as `Cache-Control` says. Of the {capacity['pages']:,} public pages the nth is asked for 1/n as often as the first."
    )
    yield (
        f"- Nodes have {assumed['cores']} cores of the kind measured here, used to {assumed['busy']:.0%} so that bursts find room, "
        "with one process a core and one node to spare. TLS ends at the CDN and is not reckoned. What the CDN passes on is "
        "reckoned as if nginx kept nothing of it."
    )
    yield (
        "\n| Visitors who walk through an interview | "
        + " | ".join(f"{one['interviewed']:.0%}" for one in found)
        + " |"
    )
    yield "|---|" + "--:|" * len(found)
    for name, key, form in ROWS:
        yield f"| {name} | " + " | ".join(format(one[key], form) for one in found) + " |"
    yield ""
    yield (
        "What grows with visitors is the reckoning of advice, which needs no shared state: a node more is that many more visits. "
        "The database sees processes, not visitors; Redis sees programs that use the API and readers who send feedback. "
        "The first thing to run short is processor time of the nodes, which the metric `advisor_request_seconds` shows. "
        "A CDN whose places ask one another, or ask through one of them, passes on less."
    )


def write(found: dict[str, Any], folder: Path) -> None:
    """Both files."""
    (folder / "scaling.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    (folder / "scaling.md").write_text(page(found))

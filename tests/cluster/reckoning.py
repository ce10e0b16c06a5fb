"""What ten thousand requests a second would need, from what was measured and from assumptions that are written down."""

from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

A_SECOND = 10_000
INTERVIEWED = (1.0, 0.2, 0.0)
"""Parts of visitors who walk through an interview; the others only read."""


@dataclass(frozen=True)
class Assumed:
    """What cannot be measured here, with the reason of each in the text."""

    places: int = 30
    """Where the CDN keeps pages, none of which asks another."""
    kept: int = 1
    """Seconds that each of them may show a public page without asking again: `max-age`."""
    busy: float = 0.6
    """The part of a core that is used on average, so that bursts find room."""
    cores: int = 4
    """Of a node."""
    static: int = 2
    """Files that a browser asks for on its first page: the stylesheet and the icon. Both have hashed names."""


def misses(a_second: float, pages: int, places: int, kept: float) -> float:
    """Requests a second that a CDN passes on. The nth page is asked for 1/n as often as the first (Zipf); each place asks
    again when its copy has run out."""
    weights = [1 / rank for rank in range(1, pages + 1)]
    rates = [a_second * weight / sum(weights) / places for weight in weights]
    return places * sum(rate / (1 + rate * kept) for rate in rates)


def reckon(
    capacity: dict[str, Any], assumed: Assumed = Assumed(), a_second: int = A_SECOND, interviewed: float = 1.0
) -> dict[str, Any]:
    """Nodes, what the CDN keeps, and what the database is asked. interviewed: the part of visitors who answer questions."""
    parts = capacity["parts"]
    visit = capacity["visit"] | {"answers": capacity["visit"]["answers"] * interviewed}
    whole = visit["answers"] + visit["public"] + assumed.static
    answers, public, static = (a_second * part / whole for part in (visit["answers"], visit["public"], assumed.static))
    passed = misses(public, capacity["pages"], assumed.places, assumed.kept)
    at_origin = answers + passed
    site = answers * parts["answers"]["site_ms"] + passed * parts["kept"]["site_ms"]
    nginx = answers * parts["answers"]["nginx_ms"] + passed * parts["public"]["nginx_ms"]
    cores = (site + nginx) / 1000
    nodes = ceil(cores / assumed.busy / assumed.cores) + 1
    processes = nodes * assumed.cores
    return {
        "assumed": asdict(assumed),
        "interviewed": interviewed,
        "a_second": a_second,
        "visits_a_second": a_second / whole,
        "of_a_visit": {"answers": visit["answers"], "public": visit["public"], "static": assumed.static},
        "answers": answers,
        "public": public,
        "static": static,
        "passed_on": passed,
        "hit_rate_public": 1 - passed / public,
        "hit_rate": 1 - at_origin / a_second,
        "at_origin": at_origin,
        "cores": cores,
        "nodes": nodes,
        "processes": processes,
        "database_a_second": processes * capacity["looks_a_second"],
        "megabits": a_second * (visit["answers"] * parts["answers"]["bytes"] + visit["public"] * parts["public"]["bytes"])
        / whole * 8 / 1e6,
    }  # fmt: skip

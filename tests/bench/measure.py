"""Pages against their floors: interleaved, in rounds, the median of the ratios."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .load import Load, Loader
from .pages import ALONE, FLAT, HELLO, KEPT, Row, rows
from .stack import Site, asked

STYLESHEET = re.compile(rb'href="(/static/[^"]+\.css)"')


@dataclass(frozen=True)
class Sample:
    """One load, and the processor time of the workers for each of its requests, in milliseconds."""

    load: Load
    processor: float


@dataclass(frozen=True)
class Measured:
    """Medians over all rounds. floor: processor milliseconds of the floor; ratio: of the rounds, with the least and the most."""

    row: Row
    processor: float
    floor: float
    ratio: float
    least: float
    most: float
    p50: float
    p99: float
    bytes: float
    a_second: float

    @property
    def met(self) -> bool | None:
        """The target is kept; None where there is none."""
        return None if self.row.most is None else self.ratio <= self.row.most


def sample(site: Site, paths: Sequence[str], loader: Loader, seconds: float) -> Sample:
    """One load. Raises `RuntimeError` where anything but answers came."""
    before = site.spent()
    load = loader(site.port, paths, seconds)
    if load.errors or not load.requests:
        raise RuntimeError(
            f"{paths[0]}: {load.errors} errors in {load.requests} requests\n{site.log.read_text()[-2000:]}"
        )
    return Sample(load, (site.spent() - before) / load.requests * 1e3)


def wanted(sites: Mapping[str, Site], pages: Path) -> list[Row]:
    """All rows, and beside each page the flat template of it. Raises `RuntimeError` for a page that is not the one meant."""
    _, start, _ = asked(sites[KEPT].port, "/de/")
    found = STYLESHEET.search(start)
    assert found
    every = rows(found[1].decode())
    for at, row in enumerate(every):
        status, body, _ = asked(sites[row.server].port, row.path)
        if status != 200 or row.shows.encode() not in body:
            raise RuntimeError(f"{row.name}: {row.path} is {status}, or another page")
        if row.floor == FLAT:
            if b"{{" in body or b"{%" in body or b"{#" in body:
                raise RuntimeError(f"{row.name} holds a tag of templates")
            (pages / f"flat-{at}.html").write_bytes(body)
    return every


def measure(sites: Mapping[str, Site], pages: Path, loader: Loader, seconds: float, rounds: int) -> list[Measured]:
    """Every row and its floor, one after the other, in each round."""
    every = wanted(sites, pages)
    floors = []
    for at, row in enumerate(every):
        path = {HELLO: "/floor/hello", FLAT: f"/floor/flat-{at}", ALONE: row.path}[row.floor]
        floors.append((sites[ALONE if row.floor == ALONE else row.server], [path]))
    pairs: list[list[tuple[Sample, Sample]]] = [[] for _ in every]
    for turn in range(-1, rounds):  # the first warms up and is forgotten
        for row, floor, found in zip(every, floors, pairs, strict=True):
            length = seconds if turn >= 0 else min(seconds, 2)
            page = sample(sites[row.server], row.paths, loader, length)
            beside = sample(*floor, loader, length)
            if turn >= 0:
                found.append((page, beside))
        time.sleep(0.2)
    return [_medians(row, found) for row, found in zip(every, pairs, strict=True)]


def _medians(row: Row, found: list[tuple[Sample, Sample]]) -> Measured:
    ratios = [page.processor / beside.processor for page, beside in found if beside.processor] or [float("nan")]
    pages = [page for page, _ in found]
    return Measured(
        row,
        median(page.processor for page in pages),
        median(beside.processor for _, beside in found),
        median(ratios),
        min(ratios),
        max(ratios),
        median(page.load.p50 for page in pages),
        median(page.load.p99 for page in pages),
        median(page.load.bytes for page in pages),
        median(page.load.requests / page.load.seconds for page in pages),
    )

"""Application processes as on machines of their own, each with a folder of its own, on one PostgreSQL and one Redis."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.stack import Site, asked, prepare, running
from tests.servers import PostgreSQL, Redis
from tests.servers import running as served

from .front import Front

NODES = 4


class Cluster:
    """All of it."""

    def __init__(self, folder: Path, database: PostgreSQL, cache: Redis, nodes: int) -> None:
        self.database, self.cache = database, cache
        self.shared = {"DATABASE_URL": database.url, "CACHE_URL": cache.url, "SECRET_KEY": secrets.token_hex(32)}
        self.data = folder / "node-0"
        self.data.mkdir()
        prepare(self.data, **self.shared)
        self.nodes = [self._node(folder, at) for at in range(nodes)]
        self.front = Front(folder / "nginx", self.data / "static", [node.port for node in self.nodes])

    def _node(self, folder: Path, at: int) -> Site:
        data = folder / f"node-{at}"
        data.mkdir(exist_ok=True)
        if not (data / "static").exists():
            (data / "static").symlink_to(self.data / "static")
        return Site(data, WEB_CONCURRENCY="1", **self.shared)

    def warm(self, *paths: str) -> None:
        """Let every node make these pages."""
        for node in self.nodes:
            for path in paths:
                asked(node.port, path)


@contextmanager
def cluster(folder: Path, nodes: int = NODES) -> Iterator[Cluster]:
    """Running; afterwards nothing of it is left."""
    with served(PostgreSQL()) as database, served(Redis()) as cache:
        found = Cluster(folder, database, cache, nodes)
        with running(*found.nodes, found.front):
            yield found

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from advisor.logs import LOGGING

wsgi_app = "advisor.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
preload_app = True
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
graceful_timeout = 30
control_socket_disable = True

limit_request_line = 8190
logconfig_dict = LOGGING
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(L)s"

MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None
worker_tmp_dir = MEMORY and str(MEMORY)
MADE_BY = "METRICS_MADE_BY"
if os.environ.get(MADE_BY, "") != str(os.getpid()) and (
    MADE_BY in os.environ or "PROMETHEUS_MULTIPROC_DIR" not in os.environ
):
    # In memory: a process that maps a file of a full disk is ended. A server that takes over from this one makes its own.
    # Where nothing can be written, each process counts alone.
    with suppress(OSError):
        folder = tempfile.mkdtemp(prefix="advisor-metrics-", dir=MEMORY)
        os.environ |= {"PROMETHEUS_MULTIPROC_DIR": folder, MADE_BY: str(os.getpid())}


def on_starting(server: Arbiter) -> None:
    """Plain http stays on this machine, whatever the command line says."""
    from django.conf import settings

    hosts = {address[0] for address in server.cfg.address if isinstance(address, tuple)}
    if settings.LOOPBACK and not hosts <= {"127.0.0.1", "localhost", "::1"}:
        sys.exit("LOOPBACK=1 speaks plain http and only to this machine; bind to 127.0.0.1.")
    if settings.WARM_UP:
        from advisor.web.warming import warm

        warm()


def post_fork(server: Arbiter, worker: Worker) -> None:
    """Each process knows the last edition before anybody asks."""
    from django.conf import settings

    if settings.WARM_UP:
        from advisor.web.warming import wake

        wake()


def child_exit(server: Arbiter, worker: Worker) -> None:
    """What a process showed of itself alone goes with it; what it counted stays."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Arbiter) -> None:
    """The counts end with the server that made their folder."""
    if os.environ.get(MADE_BY) == str(os.getpid()):
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)

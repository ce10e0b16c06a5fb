import os
import sys

from gunicorn.arbiter import Arbiter

from advisor.logs import LOGGING

wsgi_app = "advisor.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
preload_app = True
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
control_socket_disable = True

limit_request_line = 8190
logconfig_dict = LOGGING
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(L)s"


def on_starting(server: Arbiter) -> None:
    """Plain http stays on this machine, whatever the command line says."""
    hosts = {address[0] for address in server.cfg.address if isinstance(address, tuple)}
    if os.environ.get("LOOPBACK") and not hosts <= {"127.0.0.1", "localhost", "::1"}:
        sys.exit("LOOPBACK=1 speaks plain http and only to this machine; bind to 127.0.0.1.")

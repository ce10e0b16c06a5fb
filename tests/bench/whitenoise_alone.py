"""The static files of the site given by whitenoise and nothing else."""

import os
from pathlib import Path

from whitenoise import WhiteNoise


def nothing(environ, start_response):
    """For everything that is not a file."""
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]


application = WhiteNoise(nothing, root=Path(os.environ["DATA_DIR"]) / "static", prefix="static/")

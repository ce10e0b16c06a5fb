"""The settings of a bare Django that does nothing but give static files, by whitenoise."""

from tests.bench.settings import *  # noqa: F403

MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]

"""What may be written to a log: the event and the place in the code, never what a visitor sent."""

import logging
import re
import traceback
from typing import Any


def where(error: BaseException | None) -> str:
    """The traceback of an error and of what led to it, without messages, which may quote an answer."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(
        "".join(traceback.format_tb(link.__traceback__)) + type(link).__qualname__ for link in reversed(chain)
    )


UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Signs that would begin a line of their own, or hide one."""


class WithoutAnswers(logging.Formatter):
    """One line for the event, cut at the first question mark, where a query string begins; times with their zone."""

    default_time_format, default_msec_format = "%Y-%m-%dT%H:%M:%S%z", ""

    def format(self, record: logging.LogRecord) -> str:
        message = UNSEEN.sub(" ", record.getMessage().partition("?")[0])
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {message}"
        if record.exc_info:
            line = f"{line}\n{where(record.exc_info[1])}"
        return line


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_answers": {"()": WithoutAnswers}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without_answers"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Each of these comes with handlers of its own, which print query strings.
    "loggers": {
        name: {"handlers": [], "propagate": True}
        for name in ("django", "django.server", "gunicorn.error", "gunicorn.access")
    },
}

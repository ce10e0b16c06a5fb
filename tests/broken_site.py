"""The site as gunicorn runs it, but every question and result raises an error that names the visitor's answers."""

from typing import Any

from advisor.wsgi import application as application  # isort: skip  # sets Django up, which the rest needs
from advisor.web import api_operations, calculator, views


def breaks(step: Any, *_args: Any, **_options: Any) -> Any:
    raise ValueError(dict(step.given), step.problem)


views.answer = views.left = calculator.answer = api_operations.answer = breaks

"""The site as gunicorn runs it, but every result raises an error that names the visitor's answers."""

from typing import Any

from advisor.web import api_operations, calculator, views
from advisor.wsgi import application as application


def breaks(step: Any, *_args: Any, **_options: Any) -> Any:
    raise ValueError(dict(step.given), step.problem)


views.answer = calculator.answer = api_operations.answer = breaks

"""Schemathesis against the description of the interface for programs."""

from __future__ import annotations

from collections.abc import Iterator

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .tally import Site, Tally

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
"""Not that what is not described is refused: an answer to a question that is not asked is left out, as on pages."""


def attack(tally: Tally, examples: int, number: int) -> Iterator[str]:
    """Every operation with so many calls, half of them as described and half not; yields each operation when it is done."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Site(tally))
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.NEGATIVE and not operation.query:
                continue

            @seed(number)
            @settings(
                max_examples=max(1, examples // 2),
                database=None,
                deadline=None,
                phases=[Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def call(case: schemathesis.Case) -> None:
                case.validate_response(case.call(), checks=CHECKS)

            call()
        yield operation.label

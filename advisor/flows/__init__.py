"""One module per visitor group: what is asked, when, and which outcome. `all_flows()` finds them."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from advisor.interview.core import Flow


@lru_cache(maxsize=1)
def all_flows() -> dict[str, Flow]:
    """Every flow by its key: each module of this package that defines `FLOW`."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    flows = sorted((module.FLOW for module in modules if hasattr(module, "FLOW")), key=lambda flow: flow.order)
    return {flow.key: flow for flow in flows}

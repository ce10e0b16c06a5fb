"""Papers that more than one group needs."""

from __future__ import annotations

from advisor.interview.core import Case

from .questions import CHILDREN


def children_papers(a: Case) -> tuple[str, ...]:
    """Children lower the contribution to care insurance once the fund knows of them."""
    return ("children-proof",) if a.get(CHILDREN, 0) else ()

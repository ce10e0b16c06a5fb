"""A result that leads on to the form that decides."""

from __future__ import annotations

from collections.abc import Callable

from advisor.interview.core import Case, Outcome


def leading_on(key: str, when: Callable[[Case], bool], cautions: Callable[[Case], tuple[str, ...]]) -> Outcome:
    """The result that names the form of this key and leads to it."""
    return Outcome(f"who-am-i-{key}", duty="", when=when, cautions=cautions, authority="who-am-i", leads_to=key)

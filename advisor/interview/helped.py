"""What the helpers of a flow have said of one case: a helper that many conditions ask is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .core import Case

T = TypeVar("T")


class Order(list[str]):
    """Notes which answers are read, in order; some more than once."""

    add = list.append


class OfACase:
    """Of one case, which may get further answers: what has not read those says the same."""

    __slots__ = ("_order", "_said")

    def __init__(self, order: Order) -> None:
        """order: notes what the case reads."""
        self._order = order
        self._said: dict[Any, tuple[Any, dict[str, None], int]] = {}
        """With what each helper has read, and how many answers there were."""

    def copy(self) -> OfACase:
        """For the case as it is now, with other answers to come."""
        other = OfACase(self._order)
        other._said = self._said.copy()
        return other

    def __call__(self, helper: Callable[[Case], T], case: Case) -> T:
        """What the helper says of the case."""
        number, order = len(case.given), self._order
        if helper in self._said:
            known, keys, at = self._said[helper]
            if at == number or keys.keys().isdisjoint(list(case.given)[at:]):
                if at != number:
                    self._said[helper] = known, keys, number
                order.extend(keys)
                said: T = known
                return said
        before = len(order)
        said = helper(case)
        self._said[helper] = said, dict.fromkeys(order[before:]), number
        return said


class OfOneCase:
    """Of one case that stays as it is."""

    def __init__(self) -> None:
        self._said: dict[object, Any] = {}

    def __call__(self, helper: Callable[[Case], T], case: Case) -> T:
        """What the helper says of the case."""
        if helper not in self._said:
            self._said[helper] = helper(case)
        said: T = self._said[helper]
        return said

"""Clicks that lead somewhere."""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(way: Locator) -> None:
    """Click it, and wait for the whole page that it leads to: what is asked next is asked of that one."""
    with way.page.expect_navigation():
        way.click()

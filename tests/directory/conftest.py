"""Lists of the tests' own."""

import pytest
from django.utils import translation

from advisor.content.library import SHELF as TEXTS
from advisor.directory.shelf import SHELF


@pytest.fixture(autouse=True)
def _english_and_nothing_remembered():
    TEXTS.forget()
    SHELF.forget()
    with translation.override(None):
        yield
    TEXTS.forget()
    SHELF.forget()

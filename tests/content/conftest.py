"""Texts of the tests' own."""

import pytest
from django.utils import translation

from advisor.content.library import SHELF


@pytest.fixture(autouse=True)
def _english_and_nothing_remembered():
    SHELF.forget()
    with translation.override(None):
        yield
    SHELF.forget()


@pytest.fixture
def seeds(tmp_path):
    """Writes `kind/file.toml` into a folder of seeds and gives the folder."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write

"""Catalogues that are missing or broken cost words, not pages: English stands in their place, and the log says so."""

from __future__ import annotations

import logging
import tempfile
from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
_whole: list[tempfile.TemporaryDirectory[str]] = []
"""Folders with the catalogues that can be read, as long as this process lives."""


def check() -> None:
    """Leave out what cannot be read; one log line for each language."""
    for at, folder in enumerate(map(Path, settings.LOCALE_PATHS)):
        wrong = {code: why for code, _name in settings.LANGUAGES if (why := _fault(folder, code))}
        for code, why in wrong.items():
            log.error("the catalogue of %s %s: its words stand in English", code, why)
        if set(wrong.values()) - {"is missing"}:
            _whole.append(tempfile.TemporaryDirectory(prefix="advisor-locale-"))
            only = Path(_whole[-1].name)
            for each in folder.iterdir():
                if each.name not in wrong:
                    (only / each.name).symlink_to(each.resolve())
            settings.LOCALE_PATHS[at] = only


def _fault(folder: Path, code: str) -> str:
    file = folder / code / "LC_MESSAGES" / "django.mo"
    try:
        with file.open("rb") as opened:
            GNUTranslations(opened)
    except FileNotFoundError:
        return "is missing"
    except Exception:
        return "cannot be read"
    return ""

"""The last edition that this node has read, kept in a file for a start without the database.

It is written beside and then put in its place, so that whoever reads finds a whole one or none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

FORMAT = 1
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastKnown:
    """An edition out of the file. on: when it was read from the database; parts: what each room has kept, as JSON."""

    edition: int
    on: datetime
    parts: Mapping[str, Any]


def keep(edition: int, parts: Mapping[str, Any]) -> bool:
    """Put this edition in the place of the one that is kept; whether it is there now. A full disk costs a log line."""
    file: Path | None = settings.LAST_KNOWN
    if file is None:
        return False
    body = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    about = {"format": FORMAT, "edition": edition, "version": settings.VERSION, "sum": hashlib.sha256(body).hexdigest()}
    if _about(file) == about:
        return True
    head = json.dumps(about | {"on": timezone.now().isoformat()}).encode()
    draft = file.with_suffix(f".{secrets.token_hex(8)}")
    try:
        with draft.open("wb") as opened:
            opened.write(head + b"\n" + body)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    except OSError as error:
        log.error("edition %s is not kept in %s: %s", edition, file.name, error.strerror or type(error).__qualname__)
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return False
    return True


def kept() -> LastKnown | None:
    """The edition that is kept; None where there is none, or none that can be trusted."""
    file: Path | None = settings.LAST_KNOWN
    if file is None or not file.exists():
        return None
    try:
        head, _newline, body = file.read_bytes().partition(b"\n")
        about = json.loads(head)
        if about["format"] != FORMAT or about["sum"] != hashlib.sha256(body).hexdigest():
            raise ValueError("it is not as it was written")
        return LastKnown(about["edition"], datetime.fromisoformat(about["on"]), json.loads(body))
    except (OSError, ValueError, LookupError, TypeError) as error:
        log.error("%s cannot be read: %s", file.name, type(error).__qualname__)
        return None


def _about(file: Path) -> Mapping[str, Any] | None:
    try:
        with file.open("rb") as opened:
            about = json.loads(opened.readline())
        about.pop("on", None)
    except (OSError, ValueError, AttributeError):
        return None
    return about  # type: ignore[no-any-return]

"""What became of each change, kept from run to run, and the survivors that are accepted with a reason."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .changes import ROOT, Change
from .engine import Verdict

ACCEPTED = Path(__file__).with_name("accepted.toml")


class Kept:
    """The verdicts by file; those on an older text of the file do not count."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.files: dict[str, dict[str, Any]] = {}

    def of(self, path: str) -> dict[str, Any]:
        """`changes` by key as (fate, test, seconds), and the `day` of the last."""
        if path not in self.files:
            text = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
            at = self._at(path)
            known = json.loads(at.read_text()) if at.exists() else {}
            self.files[path] = known if known.get("text") == text else {"text": text, "day": "", "changes": {}}
        return self.files[path]

    def keep(self, verdict: Verdict) -> None:
        about = self.of(verdict.change.path)
        about["changes"][verdict.change.key] = [verdict.fate, verdict.by, round(verdict.seconds, 3)]
        about["day"] = datetime.now(UTC).date().isoformat()
        at = self._at(verdict.change.path)
        new = at.with_suffix(".new")
        new.write_text(json.dumps(about))
        new.replace(at)  # a run that is ended in between leaves what was known

    def fate(self, change: Change) -> str:
        """killed, survived, timeout, or nothing where it was not tried."""
        return str(self.of(change.path)["changes"].get(change.key, [""])[0])

    def seconds(self, change: Change) -> float:
        """Processor seconds of the last try."""
        return float(self.of(change.path)["changes"][change.key][2])

    def _at(self, path: str) -> Path:
        return self.folder / f"{path.replace('/', '.')}.json"


def accepted() -> dict[str, str]:
    """The reasons of accepted survivors by the key of the change."""
    groups = tomllib.loads(ACCEPTED.read_text()).get("accepted", [])
    return {
        f"{group['path']} · {group['place']} · {said}": group["reason"] for group in groups for said in group["changes"]
    }

"""Differences that a person has looked at and confirmed, in `seed/confirmed*.toml`."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from .drift import Finding
from .prose import fingerprint
from .seeds import SEED

LENGTH = 12


def entry(finding: Finding) -> tuple[str, str, str, str]:
    """What a confirmation holds fast: segment, language, and both wordings."""
    return finding.name, finding.language, fingerprint(finding.german)[:LENGTH], fingerprint(finding.wording)[:LENGTH]


class Confirmed:
    """The confirmations on record; one lapses when either wording changes."""

    def __init__(self, folder: Path = SEED) -> None:
        self.entries: dict[tuple[str, str, str, str], str] = {}
        self.faults: list[str] = []
        self.used: set[tuple[str, str, str, str]] = set()
        for path in sorted(folder.glob("confirmed*.toml")):
            try:
                self._read(path)
            except (ValueError, KeyError, AttributeError) as error:
                self.faults.append(f"{path.name}: cannot be read: {error!r}")

    def _read(self, path: Path) -> None:
        for name, languages in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for language, about in languages.items():
                self.entries[name, language, about["german"], about["wording"]] = path.name
                if not about.get("reason", "").strip():
                    self.faults.append(f"{path.name}: {name}.{language}: a confirmation needs a reason")

    def open(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that no confirmation settles."""
        for finding in findings:
            key = entry(finding)
            if key in self.entries and not finding.rewrite:
                self.used.add(key)
            else:
                yield finding

    def lapsed(self) -> list[str]:
        """Confirmations that settle nothing any more."""
        return [
            f"{file}: {key[0]}.{key[1]}: settles nothing any more, remove it"
            for key, file in self.entries.items()
            if key not in self.used
        ]


def toml(findings: Iterable[Finding]) -> str:
    """The lines to paste for these findings, with the reason left to write."""
    keys = dict.fromkeys(entry(finding) for finding in findings if not finding.rewrite)
    return "\n".join(
        f'["{name}".{language}]\ngerman = "{german}"\nwording = "{wording}"\nreason = ""\n'
        for name, language, german, wording in keys
    )

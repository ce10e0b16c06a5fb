"""Compare the languages: what carries meaning must be the same in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.content.confirmed import Confirmed, entry, toml
from advisor.content.corpus import Aligned, aligned_catalogues, aligned_texts
from advisor.content.drift import Finding
from advisor.content.seeds import readable
from advisor.staff.meaning import aligned_rows, found, said_the_same


class Command(BaseCommand):
    help = "Check that the shipped texts and the catalogues say the same in every language."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", help="a kind, kind/file or key, or “locale”")
        parser.add_argument("--database", action="store_true", help="check the texts as the database has them, too")
        parser.add_argument("--confirm", action="store_true", help="print the lines that confirm what is left")
        parser.add_argument("--report", action="store_true", help="count what was found and looked at")

    @no_translations
    def handle(self, *, only: str, database: bool, confirm: bool, report: bool, **options: Any) -> None:
        texts, wrong = readable()
        wrong = [fault for fault in wrong if only in fault]
        confirmed = Confirmed()
        shipped = [*aligned_texts(texts), *aligned_catalogues(settings.BASE_DIR / "locale")]
        asked = [wording for wording in shipped if not only or _is_asked(wording, only)]
        findings = [finding for wording in asked for finding in found(wording)]
        left = list(confirmed.open(findings))
        if not only:
            wrong += confirmed.faults + confirmed.lapsed()
        if database:
            rows = [row for row in aligned_rows() if not only or _is_asked(row, only)]
            settled, known = said_the_same(), {(entry(finding), finding.fault) for finding in findings}
            more = [finding for row in rows for finding in found(row) if (entry(finding), finding.fault) not in known]
            left += [finding for finding in more if finding.rewrite or entry(finding) not in settled]
            asked, findings = [*asked, *rows], [*findings, *more]
        for fault in wrong:
            self.stdout.write(fault)
        for finding in left:
            self.stdout.write(
                f"{finding.place} [{finding.language}]: {finding.fault}\n"
                f"    de: {finding.german}\n    {finding.language}: {finding.wording}"
            )
        if confirm:
            self.stdout.write("\n" + toml(left))
        if report:
            self._report(asked, findings, left)
        if wrong or left:
            raise CommandError(f"{len(wrong) + len(left)} findings in {len(asked)} wordings", returncode=1)
        self.stdout.write(f"{len(asked)} wordings say the same in every language")

    def _report(self, asked: Sequence[Aligned], findings: Sequence[Finding], left: Sequence[Finding]) -> None:
        """Findings per thousand wordings, and how many of them a person has found to mean the same."""
        for what, some in (
            ("texts", [one for one in asked if not one.catalogue]),
            ("catalogues", [one for one in asked if one.catalogue]),
        ):
            names = {wording.name for wording in some}
            about = [finding for finding in findings if finding.name in names]
            still = [finding for finding in left if finding.name in names]
            looked_at = len(about) - len(still)
            for kind, number in sorted(_kinds(about).items()):
                self.stdout.write(f"  {what}: {kind}: {number}")
            share = f"{100 * looked_at / len(about):.0f} % of the findings" if about else "none"
            self.stdout.write(
                f"{what}: {len(some)} wordings, {len(about)} findings"
                f" ({1000 * len(about) / max(1, len(some)):.1f} per thousand), {len(still)} open;"
                f" looked at and the same: {looked_at} ({share})"
            )


def _kinds(findings: Sequence[Finding]) -> dict[str, int]:
    """How often each kind of finding comes."""
    counts: dict[str, int] = {}
    for finding in findings:
        kind = _kind(finding.fault)
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _kind(fault: str) -> str:
    """The message without the words that it quotes."""
    return re.sub(r"“[^”]*”(?:, “[^”]*”)*|\d+", "…", fault)


def _is_asked(wording: Aligned, only: str) -> bool:
    kind, key = wording.name.split("/")[:2]
    return only in (kind, key, f"{kind}/{key}", wording.name) or wording.place.startswith((f"{only}.toml:", f"{only}:"))

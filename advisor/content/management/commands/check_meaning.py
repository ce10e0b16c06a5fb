"""Compare the languages: what carries meaning must be the same in each."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from advisor.content.confirmed import Confirmed, toml
from advisor.content.corpus import Aligned, aligned_catalogues, aligned_texts
from advisor.content.drift import findings
from advisor.content.seeds import readable


class Command(BaseCommand):
    help = "Check that the shipped texts and the catalogues say the same in every language."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", help="a kind, kind/file or key, or “locale”")
        parser.add_argument("--confirm", action="store_true", help="print the lines that confirm what is left")

    @no_translations
    def handle(self, *, only: str, confirm: bool, **options: Any) -> None:
        texts, wrong = readable()
        wrong = [fault for fault in wrong if only in fault]
        confirmed = Confirmed()
        aligned = [*aligned_texts(texts), *aligned_catalogues(settings.BASE_DIR / "locale")]
        asked = [wording for wording in aligned if not only or _is_asked(wording, only)]
        left = list(confirmed.open(finding for wording in asked for finding in findings(wording)))
        if not only:
            wrong += confirmed.faults + confirmed.lapsed()
        for fault in wrong:
            self.stdout.write(fault)
        for finding in left:
            self.stdout.write(
                f"{finding.place} [{finding.language}]: {finding.fault}\n"
                f"    de: {finding.german}\n    {finding.language}: {finding.wording}"
            )
        if confirm:
            self.stdout.write("\n" + toml(left))
        if wrong or left:
            raise CommandError(f"{len(wrong) + len(left)} findings in {len(asked)} wordings", returncode=1)
        self.stdout.write(f"{len(asked)} wordings say the same in every language")


def _is_asked(wording: Aligned, only: str) -> bool:
    kind, key = wording.name.split("/")[:2]
    return only in (kind, key, f"{kind}/{key}", wording.name) or wording.place.startswith((f"{only}.toml:", f"{only}:"))

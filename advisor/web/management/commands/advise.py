"""`manage.py advise`: the same Advice without a browser."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.interview.core import Flow, walk
from advisor.interview.data import question_as_data
from advisor.interview.parsing import Unreadable
from advisor.interview.question import UNSURE
from advisor.rules.figures import FIRST_DAY, LAST_DAY, NotInForce
from advisor.rules.law import Law
from advisor.web.answering import answer, flows_as_data
from advisor.web.plain import advice_lines, allowed, flow_lines, question_lines
from advisor.web.words import Words

SHOWN = 40


def refused(name: str, given: str, what: str) -> CommandError:
    """One line that names what was given and what is allowed."""
    return CommandError(f"{name}: {given[:SHOWN]!r} is not allowed here. Allowed: {what}", returncode=2)


class Command(BaseCommand):
    help = "Advises one case, for instance: advise student --as-of 2026-10-01 --lang hu country=HU age=24"
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Standard error holds the one line that callers read: a database that is away is no fault of theirs."""
        logging.getLogger("advisor.content.shelf").disabled = True
        super().run_from_argv(argv)

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        """Options may stand between the answers; what is wrong is said in one line."""
        parser: Any = super().create_parser(*args, **options)
        parser.parse_args = parser.parse_intermixed_args
        parser.error = lambda message: parser.exit(2, f"advise: {message}\n")
        return parser  # type: ignore[no-any-return]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("flow", nargs="?", help="the group of visitors; --list shows them")
        parser.add_argument("answers", nargs="*", metavar="key=value", help="canonical answers")
        parser.add_argument("--list", action="store_true", help="show the groups with their questions and choices")
        parser.add_argument("--as-of", metavar="DAY", help="day of law, such as 2026-10-01; today if left out")
        parser.add_argument("--lang", default=settings.LANGUAGE_CODE, help="language of the texts")
        parser.add_argument("--law", default="in_force", help="draft counts figures that are not passed yet")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        languages = [code for code, _ in settings.LANGUAGES]
        if options["lang"] not in languages:
            raise refused("--lang", options["lang"], f"one of {', '.join(languages)}")
        words = Words(options["lang"])
        with translation.override(options["lang"]):
            if options["list"]:
                flows = flows_as_data(words)
                self._print({"flows": flows}, flow_lines(flows), options["json"])
                return
            flow = _flow(options["flow"] or "")
            given = _given(flow, options["answers"], words)
            step = walk(flow, given, _law(options["as_of"], options["law"]))
            if step.problem:
                problem = step.problem
                raise CommandError(f"{problem.question.key}: {problem.error}", returncode=2)
            data = answer(step, words, whole=True)
            ahead = list(flow.questions)[list(flow.questions).index(step.due.key) :] if step.due else []
            for key in given:
                if key not in step.given and key not in ahead:
                    self.stderr.write(f"{key} is left out: this case is not asked for it.")
            lines = advice_lines(data, words) if data["complete"] else question_lines(data, words)
            self._print(data, lines, options["json"])

    def _print(self, data: Any, lines: Any, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines))


def _flow(key: str) -> Flow:
    flows = all_flows()
    if key not in flows:
        raise refused("flow", key, f"one of {', '.join(flows)}")
    return flows[key]


def _law(day: str | None, law: str) -> Law:
    if law not in ("in_force", "draft"):
        raise refused("--law", law, "one of in_force, draft")
    try:
        if day is not None and len(day) != len("2026-10-01"):
            raise ValueError
        return current_figures().on(
            date.fromisoformat(day) if day is not None else timezone.localdate(), law == "draft"
        )
    except (ValueError, NotInForce):
        what = f"a day from {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()}"
        raise refused("--as-of", day or timezone.localdate().isoformat(), what) from None


def _given(flow: Flow, pairs: list[str], words: Words) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in pairs:
        key, equals, raw = pair.partition("=")
        if not equals or key not in flow.questions:
            raise refused("answer", pair if not equals else key, f"key=value with one of {', '.join(flow.questions)}")
        if key in given:
            raise CommandError(f"{key}: is given twice", returncode=2)
        question = flow.questions[key]
        given[key] = raw = question.default if not raw and question.default is not None else raw
        if raw == UNSURE and question.unsure:
            continue
        try:
            question.parse(raw)
        except Unreadable:
            raise refused(key, raw, allowed(question_as_data(question, words))) from None
    return given

"""Whole interviews by machine: answers good and hostile, languages switched, answers changed, days moved; each result as the rules say."""

from __future__ import annotations

import json
import re
from datetime import date
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.utils import translation
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.interview.explore import values
from advisor.interview.question import Question
from advisor.rules.figures import FIRST_DAY, LAST_DAY
from advisor.web.answering import answer
from advisor.web.asking import asked_on
from advisor.web.cells import fields_for, lines_of
from advisor.web.limits import LONGEST_ADDRESS
from advisor.web.pages import Here
from advisor.web.words import Words
from tests.kinds import LANGUAGES

from .amounts import of_program, of_rules, on_page, read_on_page
from .tally import Tally

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "NaN", "1e9", "-1", "Infinity", "0x10", "1_000", "٢٤", "1.234.567,89", "99999999999999999999", "0,001", "\x00", "\ufffd",
            "2026-02-30", "0000-00-00", "9999-12-31", "31.02.2026", "unsure", "none", "average", "fund-", "fund-nobody",
            "<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "%s%n", "../../etc/passwd", "\u202e", "/" * 90, "x" * 2100,
            "17,no/20,yes/", ",,,", "🦄", " ", "yes ", "YES", "\n", "a&b=c", "?", "#",
        ]
    ),
)  # fmt: skip
DAYS = st.one_of(
    st.dates(FIRST_DAY, LAST_DAY),
    st.sampled_from([date(year, month, 1) for year in range(2019, 2031) for month in (1, 7)]),
)


class Interview(RuleBasedStateMachine):
    """A visitor of one group who does whatever comes to mind."""

    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=True)
        self.answers: dict[str, str] = {}

    @initialize(
        flow=st.sampled_from(list(all_flows())), language=st.sampled_from(LANGUAGES), day=DAYS, draft=st.booleans()
    )
    def arrive(self, flow: str, language: str, day: date, draft: bool) -> None:
        self.flow, self.language, self.day, self.draft = all_flows()[flow], language, day, draft
        self.edges = {ask.question.key: ask.edges for ask in self.flow.asks}

    @property
    def law(self) -> Any:
        return current_figures().on(self.day, self.draft)

    @property
    def step(self) -> Any:
        return walk(self.flow, self.answers, self.law)

    @rule(data=st.data())
    def answer_well(self, data: st.DataObject) -> None:
        step = self.step
        assume(step.due is not None)
        question = step.due
        raw = data.draw(st.sampled_from(self._fitting(question)))
        self.answers = {**step.given, question.key: raw}
        if not self.flow.one_page:
            self._send(question, self._typed(question, raw))

    @rule(chance=st.randoms(use_true_random=False))
    def answer_to_the_end(self, chance: Random) -> None:
        for _ in self.flow.asks:
            step = self.step
            if step.due is None:
                break
            self.answers = {**step.given, step.due.key: chance.choice(self._fitting(step.due))}

    @rule(typed=HOSTILE)
    def answer_badly(self, typed: str) -> None:
        question = self.step.due
        assume(question is not None)
        fields = fields_for(question, [{column.key: typed for column in question.columns}]) if question.columns else {}
        self._send(question, fields or {"answer": typed})

    @rule(data=st.data(), raw=HOSTILE)
    def carry_nonsense(self, data: st.DataObject, raw: str) -> None:
        key = data.draw(st.sampled_from(list(self.flow.questions)))
        self._page(self.answers | {key: raw})
        self._api("advise", self.answers | {key: raw}, compare=False)

    @rule(key=HOSTILE, value=HOSTILE)
    def ask_for_what_is_not_there(self, key: str, value: str) -> None:
        self._page(self.answers | {key: value})
        self._api("next", {key: value}, compare=False)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def change_an_answer(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.answers)))
        self._page(self.answers | {"change": key})
        keys = list(self.answers)
        self.answers = {name: self.answers[name] for name in keys[: keys.index(key)]}

    @rule(language=st.sampled_from(LANGUAGES))
    def switch_language(self, language: str) -> None:
        self.language = language

    @rule(day=DAYS)
    def move_the_day(self, day: date) -> None:
        self.day = day

    @rule(written=HOSTILE)
    def ask_for_an_odd_day(self, written: str) -> None:
        self._page(self.answers | {"as_of": written})

    @rule(name=st.sampled_from(["working", "sheet", "calendar", "flow-chart"]))
    def look_further(self, name: str) -> None:
        self._page(self.answers, name)

    @invariant()
    def what_is_shown_is_what_the_rules_say(self) -> None:
        if not hasattr(self, "flow"):
            return
        response = self._page(self.answers)
        step = self.step
        html = re.sub(r"\s+", " ", response.content.decode())
        if self.flow.one_page:
            assert response.status_code in (200, 400)
        elif step.due is not None:
            assert f'name="question" value="{step.due.key}"' in html
            assert response.status_code == (400 if step.problem else 200)
        if step.due is None:
            told = read_on_page(response.content.decode(), self.language)
            assert told == on_page(advise(step), Words(self.language)), (self.flow.key, self.answers, self.day)
            self.tally.compared += 1
        self._api("advise", self.answers)

    def _fitting(self, question: Question[Any]) -> list[str]:
        return [*values(question, self.law, self.edges[question.key], full=True), *question.samples]

    def _typed(self, question: Question[Any], raw: str) -> dict[str, str]:
        words = Words(self.language)
        if question.columns:
            return fields_for(question, lines_of(question, raw, words))
        return {"answer": words.typed(question, raw)}

    def _send(self, question: Question[Any], fields: dict[str, str]) -> None:
        if self.flow.one_page:
            fields = {"sheet": question.key, **({question.key: fields["answer"]} if "answer" in fields else fields)}
        else:
            fields = {"question": question.key, **fields}
        before = {key: raw for key, raw in self.answers.items() if key != question.key}
        response = self._page(before | fields)
        assert response.status_code in (200, 302, 400, 413)

    def _page(self, fields: dict[str, str], name: str = "interview") -> Any:
        path = Here(name, asked_on(), {"flow": self.flow.key}).path(self.language)
        sent = {"as_of": self.day.isoformat()} | ({"law": "draft"} if self.draft else {}) | fields
        address = f"{path}?{urlencode(sent, errors='surrogatepass')}"
        if self.flow.private and name != "flow-chart":
            return self.tally.timed(lambda: self.client.post(path, sent), f"posted: {address}")
        return self.tally.timed(lambda: self.client.get(address), address)

    def _api(self, call: str, fields: dict[str, str], compare: bool = True) -> None:
        sent = (
            {"as_of": self.day.isoformat(), "lang": self.language} | ({"law": "draft"} if self.draft else {}) | fields
        )
        address = f"/api/v1/{call}/{self.flow.key}?{urlencode(sent, errors='surrogatepass')}"
        response = self.tally.timed(lambda: self.client.get(address), address)
        if self.flow.private:
            assert response.status_code == (414 if len(address) > LONGEST_ADDRESS else 403), address
        elif compare:
            step = self.step
            with translation.override(self.language):
                data = answer(step, Words(self.language), whole=True)
            assert response.content.decode() == json.dumps(data, ensure_ascii=False)
            if step.due is None:
                assert of_program(response.json()) == of_rules(advise(step)), address
                self.tally.compared += 1

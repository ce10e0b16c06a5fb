"""Pages read as a visitor gets them, and answers that lead to a result whatever the questions are today."""

from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import translation

from advisor.content.library import SHELF
from advisor.flows import all_flows
from advisor.interview.core import walk
from advisor.rules.figures import figures
from advisor.web.asking import asked_on
from advisor.web.cells import fields_for, lines_of
from advisor.web.pages import Here
from advisor.web.words import Words

SPACES = dict.fromkeys(map(ord, " \n\t\u00a0"))
VOID = {"meta", "link", "input", "br", "img", "hr"}
STUDENT = {"country": "HU", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "relative": "none"}
"""On the student tariff, where most is asked."""


class Page(HTMLParser):
    """What the tests ask of a page's HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        self.texts.append((tuple(self._open), data))

    def all(self, tag):
        """The attributes of every such element."""
        return [attributes for name, attributes in self.tags if name == tag]

    def text_of(self, tag):
        """All text within elements of that name, in one line."""
        return " ".join(" ".join(text for path, text in self.texts if tag in path).split())

    @property
    def headings(self):
        return [int(name[1]) for name, _ in self.tags if len(name) == 2 and name[0] == "h" and name[1].isdigit()]

    @property
    def text(self):
        return " ".join(" ".join(text for path, text in self.texts if "style" not in path).split())

    def shows(self, text):
        """The text stands on the page, whatever spaces and marks of language are in between."""
        return "".join(text.split()) in "".join(text for _, text in self.texts).translate(SPACES)

    @property
    def ids(self):
        """The ids of all elements, as often as they stand there."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def fields(self):
        """The fields to type in or to tick."""
        return [i for i in self.all("input") if i.get("type") != "hidden"]

    def hidden(self):
        """The fields that forms carry unseen."""
        return [(i["name"], i["value"]) for i in self.all("input") if i.get("type") == "hidden"]


@pytest.fixture(scope="session")
def read():
    """A response or a text as a page."""
    return lambda response: Page(response if isinstance(response, str) else response.content.decode())


@pytest.fixture
def client(db):
    """A visitor; a failure of the site is its 500 page, as for visitors."""
    SHELF.forget()
    yield Client(raise_request_exception=False)
    translation.activate("de")


@pytest.fixture(scope="session")
def path_of():
    """The address of a group's first page in a language."""
    return lambda flow, language="de": Here("interview", asked_on(), {"flow": flow}).path(language)


@pytest.fixture(scope="session")
def answered():
    """Answers that lead to a result: those given, for the rest the first sample that fits."""

    def fill(flow="student", day=date(2026, 10, 1), **given):
        given = STUDENT | given if flow == "student" else given
        law, found = figures().on(day), all_flows()[flow]
        step = walk(found, given, law)
        while step.due is not None:
            assert step.problem is None, step.problem
            for sample in step.due.samples:
                longer = walk(found, {**step.given, **given, step.due.key: sample}, law)
                if longer.problem is None:
                    given = {**given, step.due.key: sample}
                    step = longer
                    break
            else:
                raise AssertionError(f"no sample fits {step.due.key}")
        return dict(step.given)

    return fill


@pytest.fixture(scope="session")
def typed_as():
    """The fields of a form for a canonical answer; `name` is that of the field of a question that is no list."""

    def fields(question, raw, name, language="de"):
        if question.columns:
            return fields_for(question, lines_of(question, raw, Words(language)))
        return {name: Words(language).typed(question, raw)}

    return fields


@pytest.fixture
def result(client, path_of, answered):
    """The response for a finished case of an open group."""

    def get(flow="student", language="de", day=date(2026, 10, 1), law="", **given):
        fields = answered(flow, day, **given) | {"as_of": day.isoformat()} | ({"law": law} if law else {})
        return client.get(f"{path_of(flow, language)}?{urlencode(fields)}")

    return get

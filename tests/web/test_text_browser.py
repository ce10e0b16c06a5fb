"""In a text browser, and in a text that somebody copies, pages read in order, whole, and with spaces between words."""

import pytest
from django.conf import settings

from advisor.content.prose import plain
from advisor.flows import all_flows
from advisor.interview.core import walk
from advisor.interview.question import UNSURE
from advisor.rules.figures import figures
from advisor.web.answering import answer
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.words import Words
from tests.text_browser import lines, run_together

LANGUAGES = [code for code, _ in settings.LANGUAGES]
PAGES = [
    *(("list", {"list_key": key}) for key in ("funds", "institutions", "municipalities", "emergency", "states")),
    ("start", {}), ("guide", {}), ("guide-page", {"key": "students"}), ("glossary", {}), ("search", {}),
    *(("site-page", {"page_key": key}) for key in ("figures", "site", "accessibility")),
]  # fmt: skip
CASES = {"student": {}, "guest-worker": {"country": "NL", "gross_pay": "1150"}, "asylum-seeker": {}, "pay": {}}


@pytest.fixture
def page(client, path_of):
    """The source of a page of a group, sent as the group sends its answers."""

    def get(flow, language, fields=None, name="interview"):
        path = Here(name, asked_on(), {"flow": flow}).path(language)
        send = client.post if all_flows()[flow].private and fields else client.get
        return send(path, fields or {}).content.decode()

    return get


def places(shown, *wanted):
    """Where the lines stand that hold these words, each looked for after the one before."""
    found = [-1]
    for words in wanted:
        bare = " ".join(plain(words).replace("\u00ad", "").split())
        at = next((at for at in range(found[-1] + 1, len(shown)) if bare in shown[at]), None)
        assert at is not None, f"not after line {found[-1]}: {words!r} in {shown}"
        found.append(at)
    return found[1:]


@pytest.mark.parametrize(("number", "where"), [*enumerate(PAGES)], ids=str)
def test_no_words_of_a_page_run_together(client, number, where):
    language = LANGUAGES[number % len(LANGUAGES)]
    assert run_together(client.get(Here(where[0], asked_on(), where[1]).path(language)).content.decode()) == []


def test_no_words_of_the_first_page_run_together(client):
    assert run_together(client.get("/").content.decode()) == []


@pytest.mark.parametrize(("number", "flow"), [*enumerate(CASES)])
def test_no_words_of_a_group_run_together(page, answered, number, flow):
    language, answers = LANGUAGES[number % len(LANGUAGES)], answered(flow, **CASES[flow])
    first = next(iter(all_flows()[flow].questions))
    shown = {
        "question": page(flow, language),
        "error": page(flow, language, {"question": first, "answer": "Korea"} if first == "country" else {first: "?"}),
        "check": page(flow, language, answers | {"check": "1"}),
        **{name: page(flow, language, answers, name) for name in ("interview", "working", "sheet")},
    }
    assert {name: found for name, source in shown.items() if (found := run_together(source))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_reads_in_order(client, language):
    words = Words(language)
    shown = lines(client.get(f"/{language}/").content.decode())
    heading, *_ = [line for line in shown if line.startswith("# ")]
    places(shown, heading, "116117", *(words.label(all_flows()[key].label) for key in ("student", "employee", "pay")))


@pytest.mark.parametrize(
    ("flow", "key", "before"), [("student", "purpose", {"country": "HU"}), ("asylum-seeker", "", {})]
)
def test_a_question_comes_before_its_choices_and_they_before_the_button(page, flow, key, before):
    question = all_flows()[flow].questions[key or next(iter(all_flows()[flow].questions))]
    words = Words("hu")
    shown = lines(page(flow, "hu", before))
    choices = [f"( ) {words.label(option.label)}" for option in question.choices if option.value != UNSURE]
    places(shown, f"# {words.label(question.label)}", *choices, f"<{words.label('Continue')}>")


def test_a_field_comes_after_its_question_its_hint_and_what_is_wrong(page):
    words, question = Words("nl"), all_flows()["student"].questions["country"]
    shown = lines(page("student", "nl", {"question": "country", "answer": "Korea"}))
    offered = [f"( ) {words.country(code)}" for code in ("KP", "KR")]
    wanted = [words.label(question.label), words.label(question.hint), words.label("Error:"), "[Korea]", *offered]
    places(shown, *wanted, f"<{words.label('Choose from the list')}>", f"<{words.label('Continue')}>")


@pytest.mark.parametrize(("number", "flow"), [*enumerate(CASES)])
def test_a_result_is_whole_and_in_order(page, answered, number, flow):
    language, answers = LANGUAGES[number % len(LANGUAGES)], answered(flow, **CASES[flow])
    words, found = Words(language), all_flows()[flow]
    data = answer(walk(found, answers, asked_on().law), words)
    shown = lines(page(flow, language, answers))
    title = next(part["text"] for part in data["text"] if part["role"] == "title")
    assert places(shown, title)
    for noted in (*data["deadlines"], *data["documents"], *data["cautions"], *data["routes"]):
        name = noted.get("label") or noted["text"][0]["text"]
        assert places(shown, name)
    if not found.one_page:
        asked = [words for item in data["asked"] for words in (item["question"], item["shown"])]
        answers_at = next(at for at, line in enumerate(shown) if line == f"## {words.label('Your answers')}")
        assert places(shown[answers_at:], *asked)
        checked = lines(page(flow, language, answers | {"check": "1"}))
        assert places(checked, *asked)


@pytest.mark.parametrize("language", ["nl", "hu"])
def test_on_the_sheet_each_text_stands_before_the_same_in_german(page, answered, language):
    law = figures().on(asked_on().law.day)
    answers = answered("student", law.day)
    step = walk(all_flows()["student"], answers, law)
    here, german = answer(step, Words(language)), answer(step, Words("de"))
    shown = lines(page("student", language, answers, "sheet"))
    for own, de in zip(here["documents"], german["documents"], strict=True):
        places(shown, own["text"][0]["text"], de["text"][0]["text"])
    title, its_german = (next(p["text"] for p in data["text"] if p["role"] == "title") for data in (here, german))
    places(shown, f"# {title}", "148,09", "148,09")
    assert its_german in " ".join(shown)


FAULTS = [
    ("<p><span>one</span><b>two</b></p>", ["|one||two|"]),
    ("<p>one<small>two</small></p>", ["one|two|"]),
    ("<p><span>one</span> <b>two</b>, <i>three</i>.</p><p>four</p>", []),
    ("<ul><li>one</li><li>two</li></ul>", []),
]


@pytest.mark.parametrize(("source", "found"), FAULTS)
def test_words_that_run_together_are_found(source, found):
    assert run_together(f"<html><body>{source}</body></html>") == found

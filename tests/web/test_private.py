"""A group with sensitive questions: answers travel by POST, stand in no address, and stay nowhere."""

import json
import logging
import re
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection

from advisor.flows import all_flows
from tests import kinds
from tests.cached import everything_cached

PRIVATE = [flow.key for flow in all_flows().values() if flow.private]
GUIDED = [key for key in PRIVATE if not all_flows()[key].one_page]
FIRST = next(iter(all_flows()["asylum-seeker"].questions))
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def test_there_is_a_private_group():
    assert "asylum-seeker" in PRIVATE


def test_no_browser_keeps_for_another_form_what_was_typed_into_a_private_one(client):
    typed = 0
    for flow in PRIVATE:
        for key in kinds.questions(flow):
            text = kinds.fetch(client, kinds.question(flow, key, "de")).content.decode()
            main = text[text.index("<main") : text.index("</main>")]
            fields = re.findall(r"<input(?![^>]*type=\"(?:hidden|radio|checkbox)\")[^>]*>", main)
            assert [field for field in fields if 'autocomplete="off"' not in field] == [], key
            typed += len(fields)
    assert typed > 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flow", GUIDED)
def test_no_answer_reaches_an_address(client, read, path_of, answered, typed_as, flow, language):
    path, answers = path_of(flow, language), answered(flow)
    page = read(client.get(path))
    for key, raw in answers.items():
        assert ("question", key) in page.hidden()
        typed = typed_as(all_flows()[flow].questions[key], raw, "answer", language)
        response = client.post(path, {**dict(page.hidden()), "question": key, **typed})
        assert response.status_code == 200, (key, raw)
        assert not response.has_header("Location")
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        page = read(response)
        addresses = [a.get("href", "") + a.get("action", "") + a.get("formaction", "") for _, a in page.tags]
        assert not [address for address in addresses if "?" in address]
    assert all(form.get("method") == "post" for form in page.all("form"))
    assert "answers" in {a.get("id") for _, a in page.tags}


@pytest.mark.parametrize("flow", PRIVATE)
def test_answers_in_the_address_are_not_taken(client, path_of, answered, flow):
    fresh = client.get(path_of(flow)).content
    assert client.get(f"{path_of(flow)}?{urlencode(answered(flow))}").content == fresh


@pytest.mark.parametrize("flow", PRIVATE)
def test_the_way_out_comes_first(client, read, path_of, answered, flow):
    for response in (client.get(path_of(flow)), client.post(path_of(flow), answered(flow))):
        page = read(response)
        first = next(a for tag, a in page.tags if tag in ("a", "button", "input", "select", "summary"))
        assert first["class"] == "leave"
        assert first["rel"] == "noreferrer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_who_seek_protection_see_emergency_help_first(client, read, path_of, answered, language):
    for response in (
        client.get(path_of("asylum-seeker", language)),
        client.post(path_of("asylum-seeker", language), answered("asylum-seeker")),
    ):
        page = read(response)
        help_stands = re.search(r'class="emergency(-strip)?"', page.html).start()
        assert help_stands < page.html.index(
            '<form class="question"' if 'class="question"' in page.html else 'id="answers"'
        )
        assert {"tel:112", "tel:116117"} <= {a.get("href") for a in page.all("a")}


@pytest.mark.parametrize("flow", GUIDED)
def test_back_change_language_and_day_travel_by_post(client, read, path_of, answered, flow):
    answers = answered(flow)
    some = dict(list(answers.items())[: min(2, len(answers) - 1)])
    last = list(some)[-1]
    page = read(client.post(path_of(flow), some))
    assert {"form": "carry", "name": "change", "value": last, "class": "back"} in page.all("button")
    back = read(client.post(path_of(flow), {**some, "change": last}))
    assert ("question", last) in back.hidden()
    assert [b["formaction"] for b in page.all("button") if "formaction" in b] == [
        path_of(flow, "nl"),
        path_of(flow, "hu"),
    ]
    german = read(client.post(path_of(flow), answers))
    dutch = read(client.post(path_of(flow, "nl"), answers))
    assert sorted(german.hidden()) == sorted(dutch.hidden())
    dated = client.post(path_of(flow), answers | {"as_of": "2024-06-01"})
    assert dated.status_code == 200
    assert ("as_of", "2024-06-01") in read(dated).hidden()


def test_another_language_keeps_the_answer_that_is_being_changed(client, read, path_of):
    path, answers = path_of("asylum-seeker"), {FIRST: "tolerated", "change": FIRST}
    page = read(client.post(path, answers))
    (button, _) = [b for b in page.all("button") if "formaction" in b]
    carried = page.html.split('<form id="carry"')[1].split("</form>")[0]
    sent = [*read(carried).hidden(), (button["name"], button["value"])]
    there = read(client.post(button["formaction"], dict(sent)))
    assert [i["value"] for i in there.all("input") if "checked" in i] == ["tolerated"]


def test_a_private_question_says_how_to_go_back(client, read, path_of):
    hints = [
        read(client.get(path_of(flow))).html.count('<p class="hint kept">') for flow in ("asylum-seeker", "student")
    ]
    assert hints == [1, 0]


def test_a_long_choice_is_a_list(client, read, path_of, answered):
    answers = answered("asylum-seeker", protection_status="applied", federal_state="NW")
    for key, first in (("federal_state", ["", "unsure", "BW"]), ("municipality", ["", "other", "unsure"])):
        page = read(client.post(path_of("asylum-seeker"), answers | {"change": key}))
        assert ("question", key) in page.hidden()
        assert [option["value"] for option in page.all("option")][: len(first)] == first
        refused = read(client.post(path_of("asylum-seeker"), answers | {"question": key, "answer": ""}))
        target = next(a["href"] for a in refused.all("a") if a.get("href", "").startswith("#answer"))
        assert target.removeprefix("#") in refused.ids
        assert len(refused.ids) == len(set(refused.ids))


def test_the_interface_refuses_private_groups(client):
    response = client.get(f"/api/v1/advise/asylum-seeker?{FIRST}=tolerated")
    assert response.status_code == 403
    assert json.loads(response.content)["error"]["code"] == "private"
    assert b"tolerated" not in response.content


CANARY = "canary-7f3a"


def _everything_kept():
    """All rows of all tables as one text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        rows = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            rows += cursor.fetchall()
    return repr(rows) + everything_cached() + repr([message.__dict__ for message in mail.outbox])


def _ask_for_trouble(client, path, monkeypatch):
    """The canary as an answer that can be read, as one that cannot, in the address, and while the site breaks."""
    client.post(path, {FIRST: CANARY})
    client.post(path, {"question": FIRST, "answer": CANARY})
    client.post(path, {CANARY: "1"})
    client.get(f"{path}?{FIRST}={CANARY}")

    def breaks(*_args, **_options):
        raise ValueError(CANARY)

    monkeypatch.setattr("advisor.web.views.left", breaks)
    response = client.post(path, {FIRST: CANARY})
    assert response.status_code == 500
    assert CANARY not in response.content.decode()


def test_no_answer_stays_anywhere(client, path_of, written_log, monkeypatch, settings):
    settings.ADMINS = [("Staff", "staff@example.org")]
    caught = []
    monkeypatch.setattr(logging.Handler, "handleError", lambda self, record: caught.append(record))
    _ask_for_trouble(client, path_of("asylum-seeker"), monkeypatch)
    assert "ValueError" in written_log.getvalue()
    assert CANARY not in written_log.getvalue()
    assert CANARY not in _everything_kept()
    assert not caught


def test_the_search_for_canaries_finds_one(client, written_log):
    apps.get_model("content", "Text").objects.create(kind="why", key=CANARY)
    assert CANARY in _everything_kept()
    cache.set("kept", CANARY)
    logging.getLogger("advisor").warning("kept %s", CANARY)
    assert CANARY in written_log.getvalue()
    cache.clear()

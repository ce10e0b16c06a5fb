"""The parts of a result: easy language, steps, deadlines on a line, papers to tick, ways as cards, where it leads."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from advisor.content.prose import plain
from advisor.web.result_parts import cost_of, deciding_law, numbered, reasons, timeline, todo

LANGUAGES = [code for code, _ in settings.LANGUAGES]
EASY = {"de": "In einfacher Sprache", "nl": "In eenvoudige taal", "hu": "Egyszerű nyelven"}


def section(page, name):
    return page.html.split(f'id="{name}"')[1].split("</section>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_easy_language_stands_folded_below_the_answer_and_nowhere_else(client, read, result, answered, language):
    page = read(result(language=language))
    fold = page.html.split('<details class="sheet easy">')[1].split("</details>")[0]
    assert page.html.index('class="held"') < page.html.index('class="sheet easy"') < page.html.index('id="todo"')
    assert EASY[language] in fold
    data = json.loads(client.get("/api/v1/advise/student", answered() | {"lang": language}).content)
    easy = [plain(part["text"]) for part in data["text"] if part["role"] == "easy"]
    assert easy
    assert read(fold).shows("".join(easy))
    assert not read(page.html.replace(fold, "")).shows(easy[0])


def test_the_command_says_easy_language_under_its_name(db, answered):
    printed = StringIO()
    call_command("advise", "student", *(f"{k}={v}" for k, v in answered().items()), stdout=printed)
    lines = printed.getvalue().splitlines()
    at = lines.index(EASY["de"])
    assert lines[at + 1].startswith("  ")
    assert lines.count(lines[at + 1]) == 1
    assert any(line.strip().startswith("Was bezahlt wird: ") for line in lines)


def part(name, role=""):
    return {"id": name, "role": role or name.partition("-")[0], "text": name, "language": "de"}


def test_what_is_to_be_done_stands_apart_from_the_reasons():
    text = [part("title"), part("easy-1"), part("p-why"), part("p-next"), part("attention-permit")]
    assert [each["id"] for each in todo(text)] == ["p-next", "attention-permit"]
    assert [each["id"] for each in reasons({"text": text, "routes": []})] == ["p-why"]


def test_a_text_without_steps_is_all_reason():
    text = [part("title"), part("p-1"), part("attention-permit")]
    assert todo(text) == []
    assert [each["id"] for each in reasons({"text": text, "routes": []})] == ["p-1", "attention-permit"]


def test_where_a_text_gives_no_reason_its_open_routes_do():
    open_way = {"status": "required", "text": [part("p-1")], "law": ["§ 5"]}
    closed = {"status": "closed", "text": [part("p-2")], "law": ["§ 6"]}
    data = {"text": [part("title"), part("p-next")], "routes": [closed, open_way]}
    assert reasons(data) == [part("p-1")]
    assert deciding_law(data) == ["§ 5"]


def test_only_steps_in_time_are_numbered():
    """Two ways to choose from are no first and second step."""
    assert numbered([part("item-statutory"), part("item-private")]) == []
    assert numbered([part("p-next")]) == []
    assert len(numbered([part("p-next"), part("item-next-2"), part("p-ask")])) == 2


def deadline(on, passed=False, begins=False):
    return {"on": on, "passed": passed, "begins": begins}


def test_the_day_of_the_law_stands_between_what_was_and_what_comes():
    late, soon, past, loose = deadline("2027-02-01"), deadline("2026-11-22"), deadline("2026-10-01"), deadline(None)
    data = {"as_of": "2026-11-22", "deadlines": [late, loose, past, soon]}
    line = timeline(data, date(2026, 11, 22))
    assert [point.get("deadline", "now") for point in line["dated"]] == [past, "now", soon, late]
    assert line["undated"] == [loose]
    now = next(point for point in line["dated"] if "deadline" not in point)
    assert now["today"]
    assert not next(p for p in timeline(data, date(2027, 1, 1))["dated"] if "deadline" not in p)["today"]


def test_without_a_dated_deadline_there_is_no_line():
    assert timeline({"as_of": "2026-11-22", "deadlines": [deadline(None)]})["dated"] == []


def test_every_paper_has_a_box_to_tick_that_is_sent_nowhere(read, result):
    page = read(section(read(result()), "papers"))
    boxes = page.all("input")
    assert len(boxes) == len(page.all("label")) == len(page.all("li")) > 1
    assert all(box == {"type": "checkbox"} for box in boxes)
    assert page.all("form") == []


def test_open_ways_are_cards_of_the_same_rows_and_closed_ones_come_last(client, read, result):
    ways = section(read(result("employee", gross_pay="7000", first_job="yes")), "routes")
    cards = re.findall(r'<li class="sheet route (\w+)">(.*?)</li>', ways, re.DOTALL)
    assert len(cards) > 1
    for status, card in cards:
        assert status != "closed"
        assert card.index("<h3>") < card.index("Was bezahlt wird") < card.index("Was es kostet")
        assert "Das können Sie danach nicht mehr frei wählen" in card
    student = section(read(result()), "routes")
    assert student.rindex('class="sheet route') < student.index('class="closed"')
    assert "Was bezahlt wird" not in student[student.index('class="closed"') :]


ROUTE = {"status": "required", "cost": None, "market": False}
DATA = {"alternatives": [], "missing": [], "amounts": [], "duty": "home_cover_continues"}
COST = {"euros": "148.09", "period": "month", "parts": [], "code": "total"}


@pytest.mark.parametrize(
    ("data", "route", "said"),
    [
        pytest.param({"amounts": [COST], "duty": "statutory_compulsory"}, {}, "148,09 € im Monat", id="the only way"),
        pytest.param({}, {}, "Dafür zahlen Sie in Deutschland keinen Beitrag.", id="free"),
        pytest.param({}, {"status": "possible"}, "", id="nothing is known"),
        pytest.param({}, {"market": True}, "Den Preis legt der Versicherer fest.", id="by contract"),
        pytest.param({"amounts": [COST]}, {"cost": COST | {"euros": "20.00"}}, "20,00 € im Monat", id="its own"),
    ],
)
def test_a_way_costs_what_is_known_of_it(data, route, said):
    way = ROUTE | route
    assert cost_of(DATA | {"routes": [way]} | data, way, "de").replace("\u00a0", " ") == said


def test_with_two_open_ways_the_price_of_the_result_is_lent_to_none():
    ways = [ROUTE | {"status": "possible"}, ROUTE | {"status": "possible"}]
    assert cost_of(DATA | {"routes": ways, "amounts": [COST], "duty": "statutory_or_private"}, ways[0], "de") == ""


def test_what_is_said_of_open_ways_is_not_said_of_closed_ones(client, answered):
    data = json.loads(client.get("/api/v1/advise/student", answered()).content)
    assert {bool(route["covers"]) for route in data["routes"] if route["status"] == "closed"} == {False}
    assert {bool(route["covers"]) for route in data["routes"] if route["status"] != "closed"} == {True}


ABROAD = {"country": "US", "home_cover": "private"}
CLOSED, OPEN = "damit ist dieser Weg geschlossen", "Holen Sie es sofort nach"


@pytest.mark.parametrize(
    ("key", "given", "means"),
    [
        pytest.param(
            "guest-worker", {"job_start": "2026-05-01"}, OPEN, id="the fund was not named: it can still be done"
        ),
        pytest.param("student", {"start": "2026-04-01"}, CLOSED, id="the time to be exempted is over"),
        pytest.param("student", {"start": "2026-10-01"}, "", id="there is still time"),
    ],
)
def test_a_passed_day_says_what_that_means(client, read, result, answered, key, given, means):
    given = ABROAD | given
    line = section(read(result(key, **given)), "deadlines")
    assert [said for said in (CLOSED, OPEN) if said in line] == [means] * bool(means)
    data = json.loads(client.get(f"/api/v1/advise/{key}", answered(key, **given)).content)
    assert means in "".join(deadline["missed"] for deadline in data["deadlines"])


def test_who_is_too_late_to_join_reads_of_no_open_way(read, result):
    """The day has passed: neither the ways nor the steps speak of joining."""
    given = {"country": "US", "gross_pay": "7500", "first_job": "yes", "home_cover": "private"}
    page = read(result("guest-worker", **given, job_start="2026-05-01"))
    assert page.shows("Sie müssen sich privat versichern: Die Zeit zum Beitreten ist vorbei.")
    assert 'id="deadlines"' not in page.html


def test_a_missed_day_and_a_beginning_that_was_look_different(read, result):
    line = section(read(result("guest-worker", job_start="2026-05-01")), "deadlines")
    assert line.count('class="missed"') == 1
    assert line.count('class="past"') >= 1
    assert line.count('class="now"') == 1

"""Between the last question and the result: every answer as it was understood, once, and a way to change each."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings

from advisor.flows import all_flows

LANGUAGES = [code for code, _ in settings.LANGUAGES]
TITLE = {"de": "Prüfen Sie Ihre Antworten", "nl": "Controleer uw antwoorden", "hu": "Ellenőrizze a válaszait"}
GUIDED = [flow for flow in all_flows().values() if not flow.one_page]
PAY = {
    "de": ("3000,50", "3.000,50 €"),
    "nl": ("3.000,50", "€ 3.000,50"),
    "hu": ("3 000,50", "3000,50 €"),
}


def last_answer(client, path, answers, typed):
    """What follows when the question for the pay is the last one that was open."""
    rest = {key: raw for key, raw in answers.items() if key != "gross_pay"}
    return client.get(path, rest | {"question": "gross_pay", "answer": typed})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_stands_there_as_it_was_understood(client, read, path_of, answered, language):
    typed, understood = PAY[language]
    moved = last_answer(client, path_of("employee", language), answered("employee", gross_pay="3000.50"), typed)
    page = read(client.get(moved["Location"]))
    assert page.text_of("h1") == TITLE[language]
    assert page.shows(understood)


def test_every_answer_stands_there_with_a_way_to_change_it(client, read, path_of, answered):
    answers = answered("employee", gross_pay="3000")
    page = read(client.get(path_of("employee"), answers | {"check": "1"}))
    changes = [
        dict(parse_qsl(urlsplit(a["href"]).query)).get("change") for a in page.all("a") if "change=" in a["href"]
    ]
    assert changes == [list(answers)[-1], *answers]
    assert len(page.all("dt")) == len(answers)


@pytest.mark.parametrize("flow", GUIDED, ids=lambda flow: flow.key)
def test_links_with_all_answers_lead_straight_to_the_result(client, read, path_of, answered, flow):
    visit = client.post if flow.private else client.get
    assert "todo" in (ids := read(visit(path_of(flow.key), answered(flow.key))).ids) or "why" in ids


def test_from_the_check_other_languages_and_days_show_the_result(client, read, path_of, answered):
    page = read(client.get(path_of("employee"), answered("employee", gross_pay="3000") | {"check": "1"}))
    others = [a["href"] for a in page.all("a") if a.get("hreflang")]
    assert others
    assert all("routes" in read(client.get(address)).ids for address in others)
    assert "check" not in dict(page.hidden())


def test_back_asks_the_last_question_again_and_leads_here_again(client, read, path_of, answered):
    answers = answered("employee", gross_pay="3000")
    page = read(client.get(path_of("employee"), answers | {"check": "1"}))
    back = next(a["href"] for a in page.all("a") if a.get("class") == "back")
    again = read(client.get(back))
    last = list(answers)[-1]
    assert ("question", last) in again.hidden()
    moved = client.get(f"{path_of('employee')}?{urlencode([*again.hidden(), ('answer', '')])}")
    assert "check=1" in moved["Location"]


def test_a_change_that_opens_new_questions_asks_them_before(client, read, path_of, answered):
    answers = answered("employee", gross_pay="3000")
    moved = last_answer(client, path_of("employee"), answers, "9000")
    assert "check" not in moved["Location"]
    assert dict(read(client.get(moved["Location"])).hidden())["question"] not in answers


def test_a_private_check_posts_its_answers_to_the_result(client, read, path_of, answered):
    answers = answered("family", family_spouse="married", spouse_cover="none")
    *some, last = answers
    rest = {key: answers[key] for key in some}
    response = client.post(path_of("family"), rest | {"question": last, "answer": answers[last]})
    page = read(response)
    assert page.text_of("h1") == TITLE["de"]
    assert "no-store" in response["Cache-Control"]
    assert not [a for a in page.all("a") if "?" in a["href"]]
    assert {b.get("value") for b in page.all("button") if b.get("name") == "change"} == set(answers)
    carried = dict(read(page.html.split('<form id="carry"')[1].split("</form>")[0]).hidden())
    assert carried == answers
    assert "people" in read(client.post(path_of("family"), carried)).ids


def test_pay_of_a_year_is_asked_about_before_the_result(client, read, path_of, answered):
    page = read(client.get(path_of("employee"), answered("employee", gross_pay="80000") | {"check": "1"}))
    assert 'class="sheet caution"' in page.html

"""From the first question to the result: one question a page, answers in the address, every language the same."""

import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command

from advisor import formats
from advisor.content.prose import plain
from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.web.asking import LAW_KEYS, POINTERS, asked_on
from advisor.web.pages import Here
from advisor.web.written import FREE, conditions, formula, then_paid, with_unit, without_amount

LANGUAGES = [code for code, _ in settings.LANGUAGES]
OPEN = [flow.key for flow in all_flows().values() if not flow.private]
GUIDED = [key for key in OPEN if not all_flows()[key].one_page]


def test_no_question_has_the_name_of_a_field_of_ours():
    for flow in all_flows().values():
        assert not {*LAW_KEYS, *POINTERS, "lang"} & set(flow.questions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flow", GUIDED)
def test_a_group_is_led_from_the_first_question_to_the_result(
    client, read, path_of, answered, typed_as, flow, language
):
    answers = answered(flow, date(2026, 10, 1))
    address = f"{path_of(flow, language)}?as_of=2026-10-01"
    for number, (key, raw) in enumerate(answers.items(), start=1):
        page = read(client.get(address))
        assert ("question", key) in page.hidden()
        assert str(number) in page.text
        typed = typed_as(all_flows()[flow].questions[key], raw, "answer", language)
        response = client.get(f"{path_of(flow, language)}?{urlencode(dict(page.hidden()) | typed)}")
        assert response.status_code == 302, (key, typed)
        address = response["Location"]
        assert dict(parse_qsl(urlsplit(address).query)).get("as_of") == "2026-10-01"
    arrived = dict(parse_qsl(urlsplit(address).query))
    assert {key: raw for key, raw in arrived.items() if key != "check"} == answers | {"as_of": "2026-10-01"}
    if len(answers) > 1:
        checked = read(client.get(address))
        assert "routes" not in checked.ids
        assert [a["href"] for a in checked.all("a") if a.get("class") == "button main"] == [
            address.replace("&check=1", "")
        ]
    response = client.get(address.replace("&check=1", ""))
    assert response.status_code == 200
    assert {"answers", "why"} <= set(read(response).ids)


def working_of(flow, language):
    """The address of the page that shows how a result was worked out."""
    return Here("working", asked_on(), {"flow": flow}).path(language)


CASES = [
    pytest.param({}, "2026-10-01", id="student tariff"),
    pytest.param({"work": "main", "gross_pay": "3000.50"}, "2026-10-01", id="employee"),
    pytest.param({"home_cover": "unsure"}, "2026-10-01", id="does not know the cover"),
    pytest.param({"additional_rate": "0"}, "2019-10-01", id="the first year"),
    pytest.param({}, "2027-10-01", id="a figure is missing"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("given", "day"), CASES)
def test_page_interface_and_command_say_the_same(client, read, result, answered, given, day, language):
    answers = answered("student", date.fromisoformat(day), **given)
    api = client.get(f"/api/v1/advise/student?{urlencode(answers | {'as_of': day, 'lang': language})}")
    assert api.status_code == 200
    data = json.loads(api.content)
    printed = StringIO()
    pairs = [f"{key}={value}" for key, value in answers.items()]
    call_command("advise", "student", *pairs, "--as-of", day, "--lang", language, "--json", stdout=printed)
    assert json.loads(printed.getvalue()) == data
    page = read(result(language=language, day=date.fromisoformat(day), **given))
    working = read(client.get(f"{working_of('student', language)}?{urlencode(answers | {'as_of': day})}"))
    for amount in _amounts(data):
        assert working.shows(formats.euros(Decimal(amount), language))
    for part in data["text"]:
        assert page.shows(plain(part["text"]) if "](" not in part["text"] else part["text"].split("[")[0])
    for route in data["routes"]:
        assert page.shows(route["status_label"])
        assert all(page.shows(law) for law in route["law"])
    for figure in data["figures"]:
        assert working.shows(figure["legal_basis"])
    assert data["complete"] is True


def _amounts(data):
    for amount in data["amounts"]:
        yield from _tree(amount)
    for alternative in data["alternatives"]:
        yield from (a["euros"] for a in alternative["advice"]["amounts"] if a["euros"])


def _tree(amount):
    if amount["euros"]:
        yield amount["euros"]
    for part in amount["parts"]:
        yield from _tree(part)


def test_an_amount_opens_to_its_formula(client, read, answered):
    answers = answered(children="0", additional_rate="0") | {"as_of": "2026-10-01"}
    page = read(client.get(working_of("student", "de"), answers))
    assert page.shows("855,00 € × 14,6 % × 70 % = 87,38 €")


def test_the_end_of_a_line_does_not_cut_an_example(client, read, path_of):
    page = read(client.get(path_of("switch-dates", "nl")))
    assert 'class="whole">01-10-2026<' in page.html


ONE_AND_MORE = [
    pytest.param("years", "1", {"de": "1 Jahr", "nl": "1 jaar", "hu": "1 év"}, id="one year"),
    pytest.param("years", "2", {"de": "2 Jahre", "nl": "2 jaar", "hu": "2 év"}, id="two years"),
    pytest.param("months", "1", {"de": "1 Monat", "nl": "1 maand", "hu": "1 hónap"}, id="one month"),
    pytest.param("days", "14", {"de": "14 Tage", "nl": "14 dagen", "hu": "14 nap"}, id="many days"),
]


@pytest.mark.parametrize(("unit", "value", "expected"), ONE_AND_MORE)
def test_a_figure_of_one_has_its_unit_in_the_singular(unit, value, expected):
    figure = {"value": value, "unit": unit}
    assert {code: with_unit(figure, code).replace("\u00a0", " ") for code in LANGUAGES} == expected


FORMULAS = [
    # § 58 Abs. 3 SGB XI: in Saxony the employer bears half of 3.6 points less half a point
    pytest.param([("3.6", "0.5"), ("-0.5", "1")], None, "39", "3.000,00 € × (3,6 % × 50 % − 0,5 %) = 39,00 €", id="a smaller share"),
    pytest.param([("3.6", "0.5"), ("0.5", "1")], None, "69", "3.000,00 € × (3,6 % × 50 % + 0,5 %) = 69,00 €", id="a larger share"),
    pytest.param([], "1000", "2000", "3.000,00 € − 1.000,00 € = 2.000,00 €", id="what is left of the whole"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "less", "euros", "expected"), FORMULAS)
def test_a_formula_reads_like_arithmetic(terms, less, euros, expected):
    about = {"base": "3000", "less": less, "terms": [{"percent": percent, "share": share} for percent, share in terms]}
    assert formula({"formula": about, "euros": euros}, "de").replace("\u00a0", " ") == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_keeps_answers_day_and_amounts(client, read, result, language):
    given = {"work": "main", "gross_pay": "3000.50", "additional_rate": "2.5"}
    here = read(result(language="de", **given))
    links = {a["hreflang"]: a["href"] for a in here.all("a") if a.get("hreflang")}
    if language == "de":
        assert set(links) == set(LANGUAGES) - {"de"}
        return
    there = client.get(links[language])
    assert there.status_code == 200
    back = {a["hreflang"]: a["href"] for a in read(there).all("a") if a.get("hreflang")}["de"]
    assert read(client.get(back)).html == here.html
    assert _figures_in(read(there)) == _figures_in(here)


def _figures_in(page):
    """All numbers of amounts, without the marks of the language, in the order of the page."""
    written = re.findall(r"<dd(?: class=\"price\")?>([^<]*€[^<]*)</dd>", page.html)
    assert len(written) > 5
    return [re.findall(r"\d", amount) for amount in written]


def test_a_change_asks_one_question_again_and_keeps_the_rest(client, read, result, path_of, answered):
    page = read(result(age="24"))
    change = next(a["href"] for a in page.all("a") if "change=age" in a.get("href", ""))
    again = read(client.get(change))
    assert ("question", "age") in again.hidden()
    assert [a["value"] for a in again.all("input") if a.get("name") == "answer"] == ["24"]
    moved = client.get(f"{path_of('student')}?{urlencode([*again.hidden(), ('answer', '25')])}")
    assert parse_qs(urlsplit(moved["Location"]).query) == parse_qs(
        urlencode(answered(age="24") | {"age": "25", "as_of": "2026-10-01", "check": "1"})
    )


def test_another_language_keeps_the_answer_that_is_being_changed(client, read, path_of):
    page = read(client.get(f"{path_of('student')}?country=HU&purpose=degree&change=country"))
    dutch = next(a["href"] for a in page.all("a") if a.get("hreflang") == "nl")
    there = read(client.get(dutch))
    assert ("question", "country") in there.hidden()
    assert "Hongarije" in {a.get("value") for a in there.all("input")}


@pytest.mark.parametrize("flow", OPEN)
def test_every_id_of_a_page_stands_there_once(client, read, path_of, answered, flow):
    answers = list(answered(flow).items())
    for upto in range(len(answers) + 1):
        ids = read(client.get(f"{path_of(flow)}?{urlencode(dict(answers[:upto]))}")).ids
        assert len(ids) == len(set(ids))


def test_a_number_shows_its_unit(client, read, path_of, answered):
    answers = {k: v for k, v in answered().items() if k != "age"}
    line = read(client.get(f"{path_of('student')}?{urlencode(answers | {'change': 'age'})}")).html
    assert '<span aria-hidden="true">' in line.split('name="answer"')[1].split("</div>")[0]


def test_back_shows_the_last_answer(client, read, path_of):
    page = read(client.get(f"{path_of('student')}?country=HU"))
    back = next(a["href"] for a in page.all("a") if a.get("class") == "back")
    again = read(client.get(back))
    assert ("question", "country") in again.hidden()
    assert "Ungarn" in {a.get("value") for a in again.all("input")}


def test_an_answer_left_empty_takes_its_default(client, path_of, answered):
    fields = {k: v for k, v in answered(start="none").items() if k != "start"}
    moved = client.get(f"{path_of('student')}?{urlencode(fields | {'question': 'start', 'answer': ' '})}")
    assert "start=none" in moved["Location"]
    assert client.get(f"{path_of('student')}?{urlencode(fields | {'start': ''})}").status_code == 200


def test_what_would_change_the_result_leads_there(client, read, result):
    page = read(result(home_cover="none", work="none", age="24"))
    after = page.html.split('id="changes"')[1].split("</section>")[0]
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', after)]
    assert links
    for link in links:
        assert client.get(link).status_code == 200


ABOVE = {"country": "HU", "occupation": "employed", "gross_pay": "7500", "children": "2", "children_under_25": "2"}


@pytest.mark.parametrize("pay", ["7500", "1150"])
def test_no_change_leaves_everything_as_it_is(client, answered, pay):
    answers = answered("guest-worker", **(ABOVE | {"gross_pay": pay, "first_job": "yes"}))
    data = json.loads(client.get(f"/api/v1/advise/guest-worker?{urlencode(answers | {'as_of': '2026-10-01'})}").content)
    now = next(part["euros"] for part in data["amounts"][0]["parts"] if part["code"] == "health_and_care")
    assert len(data["changes"]) > 3
    assert not [c for c in data["changes"] if c["outcome"] == data["outcome"] and c["total"] == now]
    assert {c["bound"] for c in data["changes"]} == {"", "least", "most"} - ({"most"} if pay == "1150" else set())


THEN = [
    pytest.param({"outcome": "b"}, ("", "20.00"), id="another result and its price"),
    pytest.param({"outcome": "a"}, ("10.00", "20.00"), id="another price"),
    pytest.param({"outcome": "a", "bound": "least"}, ("10.00", "20.00"), id="another price and more"),
    pytest.param({"outcome": "b", "total": "10.00"}, (), id="another result at the same price"),
    pytest.param({"outcome": "b", "total": None}, (), id="another result without a price"),
    pytest.param({"outcome": "b", "total": "0.00", "bound": "least"}, (), id="nothing, but only at the threshold"),
    pytest.param({"outcome": "b", "total": "0.00", "duty": "private_compulsory"}, (), id="nothing, but not insured"),
]


@pytest.mark.parametrize(("change", "prices"), THEN)
def test_a_change_says_what_is_paid_then(change, prices):
    data = {"outcome": "a", "amounts": [{"code": "x", "euros": "10.00", "parts": []}]}
    said = then_paid({"total": "20.00", "bound": "", "duty": "statutory_compulsory"} | change, data, "de")
    assert bool(said) == bool(prices)
    assert all(formats.euros(Decimal(price), "de") in said for price in prices if price)
    assert "0,00" not in said.replace("10,00", "").replace("20,00", "")


def test_where_somebody_else_pays_all_that_is_said():
    change = {"outcome": "b", "total": "0.00", "bound": "most", "duty": "statutory_compulsory"}
    said = then_paid(change, {"outcome": "a", "amounts": []}, "de")
    assert said
    assert "0" not in said


def test_a_missing_figure_is_named_and_other_days_are_offered(client, read, result):
    page = read(result(day=date(2027, 10, 1), home_cover="none", work="none", additional_rate="average"))
    assert page.html.count('class="sheet missing"') == 1
    section = page.html.split('class="sheet missing"')[1].split("</section>")[0]
    offered = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', section)]
    days = {dict(parse_qsl(urlsplit(link).query))["as_of"] for link in offered}
    assert days <= {"2026-12-31", "2027-03-31", "2027-10-01"}
    assert days - {"2027-10-01"}
    for link in offered:
        assert client.get(link).status_code == 200


def test_draft_law_is_used_only_when_asked_for_and_then_said(read, result):
    day = date(2027, 2, 1)
    given = {"work": "main", "gross_pay": "9000", "additional_rate": "2", "home_cover": "none"}
    plain, draft = read(result(day=day, **given)), read(result(day=day, law="draft", **given))
    assert 'law" value="draft"' in draft.html
    assert 'law" value="draft"' not in plain.html
    assert draft.text != plain.text


def test_the_result_can_be_linked_with_its_day(client, read, path_of, answered):
    page = read(client.get(f"{path_of('student')}?{urlencode(answered(day=date.today()))}"))  # noqa: DTZ011
    share = page.html.split('class="share"')[1].split('href="')[1].split('"')[0]
    assert "as_of=20" in share


def test_i_do_not_know_shows_each_case(client, read, result):
    page = read(result(home_cover="unsure", country="HU"))
    assert page.html.count('class="sheet alternative"') > 1
    cases = read(page.html.split('id="depends"')[1].split("</section>")[0])
    full = [a["href"] for a in cases.all("a") if a.get("class") == "button" and "home_cover=" in a["href"]]
    assert full
    for link in full:
        assert "unsure" not in link
        assert client.get(link).status_code == 200


def test_each_unsure_question_stands_once_in_a_case(client, read, path_of, answered):
    unsure = {"waiting_time_over": "unsure", "municipality": "unsure"}
    place = {"protection_status": "applied", "in_germany_since": "none", "federal_state": "NW"}
    page = read(client.post(path_of("asylum-seeker"), answered("asylum-seeker", **place, **unsure)))
    cards = page.html.split('id="depends"')[1].split("</section>")[0].split('class="sheet alternative"')[1:]
    assert len(cards) > 1
    for card in cards:
        asked = re.findall(r"<dt>(.*?)</dt>", card)
        assert asked
        assert len(asked) == len(set(asked))
        assert "§" not in card
    assert any("<details>" in card for card in cards)


def test_cases_with_one_title_lend_it_to_the_page(result, read):
    page = read(result(home_cover="none", relative="unsure", children="0"))
    titles = re.findall(r"<h3>(.*?)</h3>", page.html.split('id="depends"')[1].split("</section>")[0])
    assert len(titles) > 1
    assert (len(set(titles)) == 1) == (page.text_of("h1") == titles[0])


def test_a_caution_of_some_cases_is_marked(result, read):
    note = "Nur in einem Teil der Fälle, die Ihre Antworten offen lassen."
    assert read(result(country="HU", work="main", home_cover="unsure")).html.count(note) == 1
    assert note not in read(result(country="HU", work="main", home_cover="statutory")).html


def test_cases_of_one_title_show_what_sets_them_apart(result, read):
    page = read(result("employee", country="DE", gross_pay="500", insured_until_now="unsure"))
    cards = page.html.split('class="sheet alternative"')[1:]
    shown = [re.sub(r"<dl>.*?</dl>", "", card, flags=re.S) for card in cards]
    assert len(shown) == len(set(shown)) > 1


def _when(*cases):
    return {"when": [[{"key": key, "value": value} for key, value in case.items()] for case in cases]}


def test_conditions_of_a_case_are_joined_and_exact():
    here = _when({"a": "1", "b": "x"}, {"a": "1", "b": "y"}, {"a": "2", "b": "z"})
    there = _when(
        {"a": "2", "b": "x"},
        {"a": "2", "b": "y"},
        {"a": "1", "b": "z"},
        {"a": "3", "b": "x"},
        {"a": "3", "b": "y"},
        {"a": "3", "b": "z"},
    )
    found = [
        [
            [{item["value"] for item in items} for items in block]
            for block in conditions({"alternatives": [here, there]}, one)
        ]
        for one in (here, there)
    ]
    assert found[0] == [[{"1"}, {"x", "y"}], [{"2"}, {"z"}]]
    assert [{"3"}] in found[1]


def test_why_we_ask_stands_with_the_question(client, read, path_of, monkeypatch):
    parts = [{"id": "p-1", "role": "p", "text": "because [de:Recht] says so", "language": "de"}]
    real = __import__("advisor.web.words", fromlist=["Words"]).Words.parts
    monkeypatch.setattr(
        "advisor.web.words.Words.parts",
        lambda self, kind, key, law: parts if (kind, key) == ("why", "country") else real(self, kind, key, law),
    )
    page = read(client.get(path_of("student")))
    assert "because Recht says so" in page.text_of("details")


def test_a_missing_translation_is_marked(client, read, path_of, monkeypatch):
    parts = [{"id": "p-1", "role": "p", "text": "weil es so ist", "language": "de"}]
    monkeypatch.setattr("advisor.web.words.Words.parts", lambda self, kind, key, law: parts if kind == "why" else [])
    page = read(client.get(path_of("student", "hu")))
    assert ("span", {"lang": "de"}) in page.tags
    assert "note" in {a.get("class") for a in page.all("p")}


PRICES = [
    pytest.param("home_cover_continues", [("required", False), ("possible", True)], "free", id="cover from home"),
    pytest.param("home_cover_continues", [("required", True)], "market", id="private cover from home"),
    pytest.param("private_compulsory", [("required", True), ("closed", False)], "market", id="private"),
    pytest.param("statutory_or_private", [("possible", True), ("possible", False)], "market", id="a choice"),
    pytest.param("statutory_compulsory", [("required", False)], "", id="statutory, but the pay was not asked for"),
    pytest.param("private_compulsory", [("closed", True)], "", id="a closed way has no price"),
]


@pytest.mark.parametrize(("duty", "routes", "said"), PRICES)
def test_nobody_is_told_that_it_costs_nothing_where_it_does(duty, routes, said):
    routes = [{"status": status, "market": market} for status, market in routes]
    assert without_amount(priced(duty, routes)) == said


def priced(duty, routes):
    return {"duty": duty, "routes": routes, "amounts": [], "missing": [], "alternatives": []}


def test_what_all_cases_say_of_the_price_holds_and_nothing_else():
    market = priced("private_compulsory", [{"status": "required", "market": True}])
    free = priced("home_cover_continues", [{"status": "required", "market": False}])
    for cases, said in (([market, market], "market"), ([free, free], "free"), ([market, free], "")):
        both = priced("", []) | {"alternatives": [{"advice": case} for case in cases]}
        assert without_amount(both) == said


COSTS = [
    pytest.param("asylum-seeker", {}, "Dafür zahlen Sie in Deutschland keinen Beitrag.", id="asylum"),
    pytest.param(
        "student", {"home_cover": "statutory"}, "Dafür zahlen Sie in Deutschland keinen Beitrag.", id="cover from home"
    ),
    pytest.param(
        "self-employed",
        {"country": "US", "home_cover": "none", "work_beside": "none"},
        "Private Versicherung: Den Preis legt der Versicherer fest.",
        id="private",
    ),
]


@pytest.mark.parametrize(("flow", "given", "said"), COSTS)
def test_the_first_screen_names_the_cost_also_where_there_is_no_amount(
    client, read, path_of, answered, flow, given, said
):
    visit = client.post if all_flows()[flow].private else client.get
    page = read(visit(path_of(flow), answered(flow, **given) | {"as_of": "2026-10-01"}))
    top = page.html[page.html.index('class="verdict"') : page.html.index('class="contents"')]
    assert said in read(top).text


def test_the_title_names_the_duty_that_all_cases_share(client, read, path_of, answered):
    """Whether the host family pays is open; that the au-pair has no duty here, but must prove cover, is not."""
    given = {"au_pair_stay": "au_pair", "country": "US", "home_cover": "none", "au_pair_host_pays": "unsure"}
    given |= {"au_pair_pay": "280", "au_pair_citizen": "no", "age": "20", "au_pair_months": "12"}
    page = read(client.get(path_of("au-pair"), answered("au-pair", **given) | {"as_of": "2026-10-01"}))
    assert page.text_of("h1") == (
        "Sie haben hier keine Versicherungspflicht, aber Sie müssen eine Versicherung nachweisen."
    )
    top = read(page.html[page.html.index('class="verdict"') : page.html.index('class="contents"')])
    assert "Das Ergebnis hängt von etwas ab, das Sie noch nicht wissen." in top.text
    assert "Bitten Sie zuerst Ihre Gastfamilie darum" in page.text


def test_a_private_outcome_names_no_false_price(client, read, path_of):
    from advisor.interview.journeys import deciding
    from advisor.rules.figures import figures

    flow, law = all_flows()["asylum-seeker"], figures().on(date(2026, 10, 1))
    outcomes = {way.outcome: dict(way.answers) for way in deciding(flow, law).ways}
    free = 0
    for answers in outcomes.values():
        page = read(client.post(path_of(flow.key), answers | {"as_of": "2026-10-01"}))
        step = walk(flow, answers, law)
        said = "cost" in {a.get("id") for _, a in page.tags}
        assert said or advise(step).duty not in FREE
        free += said
    assert free


def test_the_first_question_says_that_figures_of_the_day_are_missing(client, read, path_of):
    """And no other day's: nobody is to answer nine questions before they learn it."""
    start = path_of("employee")
    assert "noch nicht alle Zahlen bekannt" in read(client.get(start, {"as_of": "2027-02-01"})).text
    assert "noch nicht alle Zahlen bekannt" not in read(client.get(start, {"as_of": "2026-10-01"})).text

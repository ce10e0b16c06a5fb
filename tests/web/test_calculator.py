"""A calculator stands on one page: all questions, everything that is wrong at once, the result below; lists of things."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.flows.questions import AGE, CHILDREN, CHILDREN_UNDER_25, GROSS_PAY
from advisor.interview.core import Ask, Case, Flow, Outcome
from advisor.interview.parsing import Unreadable
from advisor.interview.question import NO_ROWS, YES_NO, Question, boolean, money, rows, whole
from advisor.interview.sheet import sheet
from advisor.rules.figures import figures

LANGUAGES = [code for code, _ in settings.LANGUAGES]
CALCULATORS = [flow.key for flow in all_flows().values() if flow.one_page]
LAW = figures().on(date(2026, 10, 1))

PRICE = Question("price", "Price", money, False, ("10",), least=Decimal(1), most=Decimal(5000))
PAID = Question("paid", "Paid?", boolean, False, ("yes", "no"), options=YES_NO)


def not_too_dear(things, case: Case) -> None:
    """The second thing must not cost more than the first."""
    if len(things) > 1 and things[1][PRICE] > things[0][PRICE]:
        raise Unreadable("Too dear.", at=(1, PRICE.key))


THINGS = Question(
    "things", "Which things?", rows, False, (NO_ROWS, "10,yes"), columns=(PRICE, PAID), most_rows=3, fits=not_too_dear
)
ILL = Question("ill", "Are you ill?", boolean, True, ("no", "yes"), options=YES_NO, default="no")
MONTHS = Question("months", "Months", whole, False, ("1",), default="12", least=Decimal(1), most=Decimal(12))


def toy(*more, one_page=True):
    asks = (Ask(AGE), Ask(CHILDREN), Ask(CHILDREN_UNDER_25, when=lambda a: a[CHILDREN] > 1), Ask(THINGS), *more)
    outcomes = (Outcome("student-cost", duty="", authority="fund"),)
    return Flow("toy", "Toy", "address|toy", asks, outcomes, one_page=one_page)


@pytest.fixture
def toys(monkeypatch, client):
    """An open calculator, a private one, and a guided form, all with a list of things."""
    for slug, flow in {
        "toy": toy(Ask(MONTHS)),
        "toy-private": toy(Ask(ILL)),
        "toy-guided": toy(one_page=False),
    }.items():
        found = Flow(slug, "Toy", f"address|{slug}", flow.asks, flow.outcomes, one_page=flow.one_page)
        monkeypatch.setitem(all_flows(), slug, found)
    return client


SHEET = {"sheet": "age children things months", "age": "40", "children": "0", "months": ""}
TWO = {"things.0.price": "20,50", "things.0.paid": "yes", "things.1.price": "10", "things.1.paid": "no"}


def query(response):
    return dict(parse_qsl(urlsplit(response["Location"]).query))


def ask(client, path="/de/toy/", **fields):
    return client.get(f"{path}?{urlencode(fields)}")


def test_all_questions_that_apply_stand_on_one_page(toys, read):
    page = read(toys.get("/de/toy/"))
    names = [a["name"] for a in page.all("input") if a.get("type") != "hidden" and "name" in a]
    assert names == ["age", "children", "things.0.price", "months", "as_of"]
    assert ("sheet", "age children things months") in page.hidden()
    assert page.text_of("h1") == "Toy"
    assert "result" not in page.ids
    assert "needed" not in page.ids


def test_it_is_said_where_more_questions_can_follow(toys, read, client, path_of):
    said = "Danach können weitere Fragen folgen."
    assert read(toys.get("/de/toy/")).shows(said)
    assert not read(ask(toys, age="40", children="0", things=NO_ROWS)).shows(said)
    assert not read(ask(toys, age="40", children="3", things=NO_ROWS)).shows(said)
    shown = {key for key in CALCULATORS if read(client.get(path_of(key))).shows(said)}
    assert shown == {"pension-cost", "pay", "net-pay", "student-cost", "voluntary-cost", "switch-dates"}


def test_one_submit_leads_to_the_canonical_address_of_the_result(toys, read):
    moved = ask(toys, **SHEET, **TWO, as_of="01.10.2026")
    assert moved.status_code == 302
    assert query(moved) == {
        "age": "40", "children": "0", "things": "20.50,yes/10,no", "months": "12", "as_of": "2026-10-01",
    }  # fmt: skip
    assert urlsplit(moved["Location"]).fragment == "result"
    page = read(toys.get(moved["Location"]))
    assert page.ids.count("result") == 1
    values = {a["name"]: a.get("value") for a in page.all("input") if a.get("type") != "hidden"}
    assert values["things.0.price"] == "20,50"
    assert values["things.1.price"] == "10"
    assert values["things.2.price"] == ""
    assert page.shows("Price: 20,50 €, Paid? Ja; Price: 10,00 €, Paid? Nein")
    assert len(page.ids) == len(set(page.ids))


def test_a_question_that_becomes_due_is_asked_for_kindly(toys, read):
    moved = ask(toys, **SHEET | {"children": "3"})
    assert urlsplit(moved["Location"]).fragment == "needed"
    assert query(moved)["children"] == "3"
    response = toys.get(moved["Location"])
    page = read(response)
    assert response.status_code == 200
    assert "error-summary" not in {a.get("class") for _, a in page.tags}
    assert page.ids.count("needed") == page.ids.count("children_under_25") == 1
    assert "#children_under_25" in {a.get("href") for a in page.all("a")}
    assert "result" not in page.ids
    left_out = ask(toys, **SHEET | {"sheet": "age children children_under_25 things", "children": "3"})
    assert left_out.status_code == 400
    done = ask(
        toys, **SHEET | {"sheet": "age children children_under_25 things", "children": "3", "children_under_25": "1"}
    )
    assert urlsplit(done["Location"]).fragment == "result"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_wrong_is_said_at_once_and_kept(toys, read, language):
    wrong = SHEET | {"age": "abc", "children": "", "months": "99", "things.1.price": "-5", "things.1.paid": ""}
    response = ask(toys, f"/{language}/toy/", **wrong)
    page = read(response)
    assert response.status_code == 400
    targets = [a["href"] for a in page.all("a") if a.get("href", "").startswith("#")]
    expected = ["#age", "#children", "#things.0.price", "#things.0.paid", "#months"]
    assert [target for target in targets if target in expected] == expected
    assert {target.removeprefix("#") for target in expected} <= set(page.ids)
    values = {a["name"]: a.get("value") for a in page.all("input")}
    assert (values["age"], values["months"], values["things.0.price"]) == ("abc", "99", "-5")
    assert "result" not in page.ids


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"gross_pay": "x", "age": "30"}, "Bitte sehen Sie sich Ihre Antwort noch einmal an"),
        ({"gross_pay": "x", "age": "y"}, "Bitte prüfen Sie diese Antworten"),
    ],
)
def test_one_fault_is_spoken_of_as_one(client, read, path_of, typed, said):
    page = read(client.get(path_of("pay"), {**typed, "sheet": "gross_pay age"}))
    assert page.text_of("h2").startswith(said)


def test_what_was_typed_to_an_open_question_stays(toys, read):
    fields = SHEET | {"sheet": "age children children_under_25 things", "children": "x", "children_under_25": "2"}
    page = read(ask(toys, **fields))
    assert {a["name"]: a.get("value") for a in page.all("input")}["children_under_25"] == "2"


def test_answers_that_contradict_each_other_are_said_at_their_cell(toys, read):
    response = ask(toys, **SHEET, **TWO | {"things.1.price": "30"})
    page = read(response)
    assert response.status_code == 400
    assert "#things.1.price" in {a.get("href") for a in page.all("a")}
    broken = ask(toys, age="40", children="0", things="20,yes/30,no")
    assert broken.status_code == 400
    assert "#things.1.price" in {a.get("href") for a in read(broken).all("a")}


@pytest.mark.parametrize(
    "things", ["", "x", "10", "10,yes/", "10,yes,1", "10,maybe", "1e9,yes", "10,yes/10,yes/10,yes/10,yes"]
)
def test_a_list_in_the_address_that_cannot_be_read(toys, things):
    assert ask(toys, age="40", children="0", things=things).status_code in (200, 400)
    assert ask(toys, "/de/toy-guided/", age="40", children="0", things=things).status_code in (200, 400)


def test_one_more_line_loses_nothing(toys, read):
    page = read(ask(toys, **SHEET | {"age": "abc"}, **TWO, more="things"))
    values = {a["name"]: a.get("value") for a in page.all("input")}
    assert values["age"] == "abc"
    assert values["things.0.price"] == "20,50"
    assert "things.2.price" in values
    assert "things.3.price" not in values
    assert not [b for b in page.all("button") if b.get("name") == "more"]
    assert "error-summary" not in {a.get("class") for _, a in page.tags}
    first = read(ask(toys, **SHEET, more="things", **{"things.0.price": "", "things.0.paid": ""}))
    assert [b["value"] for b in first.all("button") if b.get("name") == "more"] == ["things"]
    assert "things.1.price" in first.ids


def test_an_emptied_line_vanishes(toys):
    emptied = TWO | {"things.0.price": " ", "things.0.paid": ""}
    assert query(ask(toys, **SHEET, **emptied))["things"] == "10,no"
    assert query(ask(toys, **SHEET))["things"] == NO_ROWS


def test_a_private_calculator_stays_out_of_addresses(toys, read):
    fields = SHEET | {"sheet": "age children things ill", "ill": "yes"} | TWO
    del fields["months"]
    response = toys.post("/de/toy-private/", fields)
    page = read(response)
    assert response.status_code == 200
    assert "result" in page.ids
    addresses = [a.get("href", "") + a.get("action", "") + a.get("formaction", "") for _, a in page.tags]
    assert not [address for address in addresses if "?" in address]
    assert ("things", "20.50,yes/10,no") in page.hidden()
    assert "no-store" in response["Cache-Control"]
    refused = toys.post("/de/toy-private/", fields | {"age": ""})
    assert refused.status_code == 400
    assert "ill-1" in [a.get("id") for a in read(refused).all("input") if "checked" in a]
    assert toys.get(f"/de/toy-private/?{urlencode(fields)}").content == toys.get("/de/toy-private/").content


def test_a_guided_form_takes_a_list(toys, read):
    path, given = "/de/toy-guided/", {"age": "40", "children": "0"}
    page = read(ask(toys, path, **given))
    assert ("question", "things") in page.hidden()
    assert len(page.ids) == len(set(page.ids))
    more = read(ask(toys, path, **given, question="things", more="things", **TWO))
    assert {a["name"]: a.get("value") for a in more.all("input")}["things.0.price"] == "20,50"
    wrong = ask(toys, path, **given, question="things", **TWO | {"things.1.price": "x"})
    assert wrong.status_code == 400
    assert "#things.1.price" in {a.get("href") for a in read(wrong).all("a")}
    moved = ask(toys, path, **given, question="things", **TWO)
    assert query(moved) == given | {"things": "20.50,yes/10,no", "check": "1"}
    again = read(ask(toys, path, **query(moved), change="things"))
    assert {a["name"]: a.get("value") for a in again.all("input")}["things.0.price"] == "20,50"


@pytest.mark.parametrize(
    "query_string", ["sheet=foo", "sheet=", "sheet=age&more=foo", "things.3.price=1", "things.0.x=1"]
)
def test_fields_that_nobody_has_are_refused(toys, query_string):
    assert toys.get(f"/de/toy/?{query_string}").status_code == 400


def test_enter_in_a_list_works_it_out(toys, read):
    first = next(a for a in read(toys.get("/de/toy/")).all("button") if not a.get("lang"))
    assert "name" not in first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CALCULATORS)
def test_every_calculator_takes_what_people_type(client, read, path_of, answered, typed_as, key, language):
    flow, answers = all_flows()[key], answered(key)
    fields = {"sheet": " ".join(answers), "as_of": "2026-10-01"}
    for name, raw in answers.items():
        fields |= typed_as(flow.questions[name], raw, name, language)
    path = path_of(key, language)
    response = client.post(path, fields) if flow.private else client.get(f"{path}?{urlencode(fields)}")
    if not flow.private:
        assert query(response) == answers | {"as_of": "2026-10-01"}
        response = client.get(response["Location"])
    page = read(response)
    assert response.status_code == 200
    assert page.headings[:2] == [1, 2]
    assert page.ids.count("result") == 1
    assert len(page.ids) == len(set(page.ids))


def test_a_sheet_knows_what_is_open_missing_and_wrong():
    flow = toy(Ask(GROSS_PAY, when=lambda a: a[CHILDREN_UNDER_25] > 1))
    found = sheet(flow, {"age": "x", "children_under_25": "1"}, LAW)
    assert [question.key for question in found.asked] == ["age", "children", "things"]
    assert set(found.problems) == {"age"}
    assert found.missing == ["children", "things"]
    assert found.open == ["children_under_25", "gross_pay"]
    assert not found.complete
    done = sheet(
        flow, {"age": "30", "children": "2", "children_under_25": "1", "things": "none", "gross_pay": "1"}, LAW
    )
    assert done.complete
    assert "gross_pay" not in done.given

"""What was typed last goes along into another language, faulty cells included, and keeps its meaning there."""

from urllib.parse import urlencode

import pytest

from advisor.flows import all_flows
from advisor.flows.questions import AGE, GROSS_PAY
from advisor.interview.core import Ask, Case, Flow, Outcome
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Question, boolean, rows


def not_too_much(jobs, case: Case) -> None:
    """The second job must not bring more than the first."""
    if len(jobs) > 1 and jobs[1][GROSS_PAY] > jobs[0][GROSS_PAY]:
        raise Unreadable("Too much.", at=(1, GROSS_PAY.key))


ILL = Question("ill", "Are you ill?", boolean, True, ("no", "yes"), options=YES_NO)
JOBS = Question(
    "jobs", "Jobs?", rows, False, ("none", "10,30"), columns=(GROSS_PAY, AGE), most_rows=4, fits=not_too_much
)
KINDS = {
    f"{shape}-{secrecy}": (shape == "one", secrecy == "private")
    for shape in ("guided", "one")
    for secrecy in ("open", "private")
}


@pytest.fixture(params=KINDS)
def toy(request, monkeypatch, client):
    """A guided form or a calculator, open or private: age, then one amount or a list of jobs, then more."""
    one_page, private = KINDS[request.param]
    asks = (Ask(AGE), Ask(GROSS_PAY), Ask(JOBS), *([Ask(ILL)] if private else []))
    flow = Flow("toy", "Toy", "address|toy", asks, (Outcome("student-cost", duty=""),), one_page=one_page)
    assert flow.private is private
    monkeypatch.setitem(all_flows(), "toy", flow)
    return Toy(client, flow)


class Toy:
    """Sends what is typed into the form, and goes from a page to the same page in another language."""

    def __init__(self, client, flow):
        self.client, self.flow = client, flow

    def send(self, path, fields):
        if self.flow.private:
            return self.client.post(path, fields)
        return self.client.get(f"{path}?{urlencode(fields)}")

    def type(self, question, typed, language="de", **more):
        """The page after these fields were sent; all questions before were answered."""
        fields = {"age": "40", "gross_pay": "2000"} | more
        if self.flow.one_page:
            fields |= {"sheet": " ".join(self.flow.questions)} | ({"ill": "no"} if self.flow.private else {})
            typed = {question.key if name == "answer" else name: text for name, text in typed.items()}
        else:
            fields |= {"question": question.key}
        return self.send(f"/{language}/toy/", fields | typed)

    def go(self, page, language):
        """Where the page's link or button for a language leads."""
        if not self.flow.private:
            return self.client.get(next(a["href"] for a in page.all("a") if a.get("hreflang") == language))
        button = next(b for b in page.all("button") if b.get("lang") == language)
        carried = page.html.split('<form id="carry"')[1].split("</form>")[0]
        named = {button["name"]: button["value"]} if "name" in button else {}
        return self.client.post(button["formaction"], dict(type(page)(carried).hidden()) | named)

    def name(self, question):
        return question.key if self.flow.one_page else "answer"


def shown(page):
    """What stands in the fields, but for the day of the law and the search."""
    return {
        field["name"]: field.get("value")
        for field in page.fields()
        if "name" in field and field.get("type") != "radio" and field["name"] not in ("as_of", "q")
    }


def targets(page):
    """Where the summary of errors leads."""
    summary = page.html.partition('<div class="error-summary"')[2].partition("</div>")[0]
    return [a["href"].removeprefix("#") for a in type(page)(summary).all("a")]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        pytest.param("12x", "12x", id="no number"),
        pytest.param("", "", id="nothing"),
        pytest.param("2.000.000.000", "2.000.000.000", id="too long a number"),
        pytest.param("12.345.678,50", "12\u00a0345\u00a0678,50", id="out of range"),
        pytest.param("1.234,505", "1.234,505", id="a third decimal"),
    ],
)
def test_a_faulty_amount_comes_along(toy, read, typed, there):
    first = read(toy.type(GROSS_PAY, {"answer": typed}))
    response = toy.go(first, "hu")
    page = read(response)
    assert response.status_code == 400
    assert shown(page)[toy.name(GROSS_PAY)] == there
    assert targets(page) == targets(first) == [toy.name(GROSS_PAY)]
    back = read(toy.go(page, "de"))
    assert shown(back)[toy.name(GROSS_PAY)] == typed
    assert back.text_of("main") == first.text_of("main")


def test_an_amount_of_two_meanings_gets_none_on_the_way(toy, read):
    """3.000 is three thousand in German and nothing certain in Hungarian: it stays refused in every language."""
    page = read(toy.type(GROSS_PAY, {"answer": "3.000"}, "hu"))
    for language in ("de", "nl", "hu"):
        response = toy.go(page, language)
        page = read(response)
        assert response.status_code == 400
        assert shown(page)[toy.name(GROSS_PAY)] == "3.000"
        assert targets(page) == [toy.name(GROSS_PAY)]
        assert page.shows("3000") or page.shows("3.000")


FAULTY = {"jobs.0.gross_pay": "1.234,50", "jobs.0.age": "30", "jobs.1.gross_pay": "12x", "jobs.1.age": ""}


def test_faulty_cells_come_along(toy, read):
    first = read(toy.type(JOBS, FAULTY))
    assert targets(first) == ["jobs.1.gross_pay", "jobs.1.age"]
    response = toy.go(first, "hu")
    page = read(response)
    assert response.status_code == 400
    assert targets(page) == targets(first)
    cells = {name: text for name, text in shown(page).items() if name.startswith("jobs.")}
    assert cells == FAULTY | {"jobs.0.gross_pay": "1234,50"}
    back = read(toy.go(page, "de"))
    assert shown(back) == shown(first)


def test_cells_that_contradict_each_other_come_along(toy, read):
    typed = {"jobs.0.gross_pay": "10", "jobs.0.age": "30", "jobs.1.gross_pay": "1.000,00", "jobs.1.age": "30"}
    page = read(toy.go(read(toy.type(JOBS, typed)), "hu"))
    assert targets(page) == ["jobs.1.gross_pay"]
    assert shown(page)["jobs.1.gross_pay"] == "1000,00"


def test_lines_that_were_added_come_along(toy, read):
    typed = {"jobs.0.gross_pay": "1.234,50", "jobs.0.age": "", "jobs.1.gross_pay": "", "jobs.1.age": ""}
    first = read(toy.type(JOBS, typed, more="jobs"))
    response = toy.go(first, "nl")
    page = read(response)
    assert response.status_code == 200
    assert targets(page) == []
    assert [(name, text) for name, text in shown(page).items() if name.startswith("jobs.")] == [
        (name, text) for name, text in shown(first).items() if name.startswith("jobs.")
    ]
    assert "jobs.2.age" in shown(page)
    assert "jobs.3.age" not in shown(page)
    assert shown(read(toy.go(page, "hu")))["jobs.0.gross_pay"] == "1234,50"


@pytest.mark.parametrize("question", [GROSS_PAY, JOBS], ids=["an amount", "a list"])
def test_what_was_answered_before_comes_along(toy, read, question):
    page = read(toy.go(read(toy.type(question, {"answer": "x"} if question is GROSS_PAY else FAULTY)), "hu"))
    if toy.flow.one_page:
        assert shown(page)["age"] == "40"
    else:
        assert ("age", "40") in page.hidden()


def test_a_page_without_error_changes_its_language_as_before(toy, read):
    first = read(toy.send("/de/toy/", {"age": "40", "gross_pay": "1234.50"}))
    response = toy.go(first, "hu")
    page = read(response)
    assert response.status_code == 200
    assert not {"typed_in", "more"} & dict(page.hidden()).keys()
    if toy.flow.one_page:
        assert (shown(first)["gross_pay"], shown(page)["gross_pay"]) == ("1.234,50", "1234,50")


def test_another_day_keeps_what_was_typed(toy, read):
    first = read(toy.type(JOBS, FAULTY))
    form = first.html.split('<form class="as-of"')[1].split("</form>")[0]
    page = read(toy.send("/de/toy/", dict(type(first)(form).hidden()) | {"as_of": "2024-06-01"}))
    assert shown(page) == shown(first)
    assert targets(page) == targets(first)
    assert ("as_of", "2024-06-01") in page.hidden()


def test_a_day_that_does_not_exist_loses_nothing(toy, read):
    first = read(toy.type(JOBS, FAULTY))
    form = first.html.split('<form class="as-of"')[1].split("</form>")[0]
    refused = read(toy.send("/de/toy/", dict(type(first)(form).hidden()) | {"as_of": "2026-02-30"}))
    again = refused.html.split('<form class="as-of"')[1].split("</form>")[0]
    page = read(toy.send("/de/toy/", dict(type(first)(again).hidden()) | {"as_of": "2026-02-28"}))
    assert shown(page) == shown(first)
    assert targets(page) == targets(first)


def test_back_goes_back_from_an_error(toy, read):
    if toy.flow.one_page:
        return
    page = read(toy.type(JOBS, FAULTY))
    if toy.flow.private:
        carried = page.html.split('<form id="carry"')[1].split("</form>")[0]
        before = toy.client.post("/de/toy/", dict(read(carried).hidden()) | {"change": "gross_pay"})
    else:
        before = toy.client.get(next(a["href"] for a in page.all("a") if a.get("class") == "back"))
    assert ("question", "gross_pay") in read(before).hidden()
    assert shown(read(before)) == {"answer": "2.000"}


def test_a_language_that_nobody_speaks_here_is_refused(toy):
    assert toy.type(GROSS_PAY, {"answer": "1"}, typed_in="fr").status_code == 400


def test_no_address_of_a_private_page_shows_what_was_typed(toy, read):
    page = read(toy.type(JOBS, FAULTY))
    addresses = [a.get("href", "") + a.get("action", "") + a.get("formaction", "") for _, a in page.tags]
    assert any("12x" in address for address in addresses) is not toy.flow.private


GIVEN = {"gross_pay": {"work": "main"}, "member_since": {"fund_situation": "ordinary"}}
EMPTY = {
    "student": {
        "country": "Bitte schreiben Sie den Namen eines Landes oder wählen Sie es aus der Liste.",
        "purpose": "Bitte wählen Sie eine der Antworten aus.",
        "gross_pay": "Bitte füllen Sie dieses Feld mit einem Betrag in Euro aus. Beispiel: 3.000,50",
        "age": "Bitte füllen Sie dieses Feld mit einer ganzen Zahl aus. Beispiel: 24",
        "exempted": "Bitte wählen Sie eine der Antworten aus.",
    },
    "fund-choice": {"member_since": "Bitte füllen Sie dieses Feld mit einem Datum aus. Beispiel: 01.10.2026"},
}


@pytest.mark.parametrize(("flow", "key"), [(flow, key) for flow, keys in EMPTY.items() for key in keys])
def test_an_empty_field_is_said_to_be_empty(client, read, path_of, answered, flow, key):
    """No word of signs or digits: there are none. The example follows the question."""
    answers = answered(flow, **GIVEN.get(key, {}))
    keys = list(all_flows()[flow].questions)
    before = {name: raw for name, raw in answers.items() if keys.index(name) < keys.index(key)}
    page = read(client.get(f"{path_of(flow)}?{urlencode(before | {'question': key, 'answer': ' '})}"))
    assert ("question", key) in page.hidden()
    (target,) = targets(page)
    assert target in page.ids
    assert page.text_of("ul").count(EMPTY[flow][key]) == 1


def test_an_empty_cell_is_said_to_be_empty(toy, read):
    page = read(toy.type(JOBS, {"jobs.0.gross_pay": "", "jobs.0.age": "30", "jobs.1.gross_pay": "5", "jobs.1.age": ""}))
    assert targets(page) == ["jobs.0.gross_pay", "jobs.1.age"]
    assert set(targets(page)) <= set(page.ids)
    assert page.text_of("ul").count("dieses Feld mit einem Betrag in Euro") == 1
    assert page.text_of("ul").count("dieses Feld mit einer ganzen Zahl") == 1
    assert "Minuszeichen" not in page.text


def test_a_calculator_says_which_fields_are_empty(client, read, path_of):
    flow = all_flows()["pension-cost"]
    page = read(client.get(f"{path_of(flow.key)}?{urlencode({'sheet': ' '.join(flow.questions)})}"))
    assert "children" in targets(page)
    assert set(targets(page)) <= set(page.ids)
    assert "Minuszeichen" not in page.text


LIST = "beihilfe_children"
CIVIL_SERVANT = {"beihilfe_role": "teacher", "beihilfe_married": "no"}


def test_an_error_adds_no_empty_line(client, read, path_of):
    """The visitor filled both lines shown; the second is wrong. Two lines come back, in other languages too."""
    lines = {f"{LIST}.{at}.child_age": age for at, age in enumerate(("7", "20"))}
    for language in ("de", "nl", "hu"):
        response = client.post(path_of("beihilfe", language), CIVIL_SERVANT | lines | {"question": LIST})
        page = read(response)
        assert response.status_code == 400
        ages = [i["value"] for i in page.fields() if i["name"].endswith("child_age")]
        assert ages == ["7", "20"]


MORE = {"de": "Noch ein Kind", "nl": "Nog een kind", "hu": "Még egy gyermek"}


@pytest.mark.parametrize("language", MORE)
def test_the_button_for_one_more_line_names_the_thing(client, read, path_of, language):
    page = read(client.post(path_of("beihilfe", language), CIVIL_SERVANT))
    assert page.shows(MORE[language])
    more = {"question": LIST, "more": LIST, f"{LIST}.0.child_age": "7"}
    page = read(client.post(path_of("beihilfe", language), CIVIL_SERVANT | more))
    assert len([i for i in page.fields() if i["name"].endswith("child_age")]) == 2

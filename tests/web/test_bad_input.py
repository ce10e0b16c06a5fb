"""Whatever comes: the question again with a clear error, or a helpful page. Never a failure, never a silent guess."""

from random import Random
from urllib.parse import urlencode

import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.interview.explore import values
from advisor.rules.figures import figures

FIRST = next(iter(all_flows()["asylum-seeker"].questions))
LANGUAGES = [code for code, _ in settings.LANGUAGES]
UNREADABLE = [
    pytest.param("age", "NaN", id="no number"),
    pytest.param("age", "1e9", id="an exponent"),
    pytest.param("age", "-1", id="a sign"),
    pytest.param("age", "999", id="out of range"),
    pytest.param("age", "24.5", id="no whole number"),
    pytest.param("age", "٢٤", id="digits of another script"),
    pytest.param("country", "XX", id="no country"),
    pytest.param("country", "EU", id="a union is no country"),
    pytest.param("purpose", "party", id="no option"),
    pytest.param("purpose", "unsure", id="unsure where nobody offers it"),
    pytest.param("work", "", id="nothing chosen"),
    pytest.param("additional_rate", "99", id="a rate out of range"),
    pytest.param("start", "2026-02-30", id="no day"),
    pytest.param("start", "1999-01-01", id="a day long ago"),
    pytest.param("age", "<script>alert(1)</script>", id="markup"),
]


@pytest.mark.parametrize(("key", "value"), UNREADABLE)
def test_an_answer_in_the_address_that_cannot_be_read(client, read, path_of, answered, key, value):
    fields = answered(start="2026-10-01") | {key: value}
    response = client.get(f"{path_of('student')}?{urlencode(fields)}")
    page = read(response)
    assert response.status_code == 400
    assert page.all("title")
    assert len(page.ids) == len(set(page.ids))
    summary = next(a for _, a in page.tags if a.get("class") == "error-summary")
    assert summary["role"] == "alert"
    target = next(a["href"] for a in page.all("a") if a.get("href", "").startswith("#answer"))
    assert target.removeprefix("#") in {a.get("id") for _, a in page.tags}
    assert ("question", key) in page.hidden()
    if key not in ("country", "purpose", "work"):
        kept = {"24.5": "24,5", "1999-01-01": "01.01.1999"}.get(value, value)
        assert [a["value"] for a in page.fields() if a.get("name") == "answer"] == [kept]
        assert any(
            a.get("aria-invalid") == "true" and "answer-error" in a["aria-describedby"] for a in page.all("input")
        )
    assert "<script" not in page.html


TYPED = [
    pytest.param("age", "abc", "abc", id="letters"),
    pytest.param("age", "", "", id="nothing"),
    pytest.param("country", "", "", id="no country chosen"),
    pytest.param("purpose", "", "", id="no option chosen"),
    pytest.param("age", "9" * 300, "9" * 200, id="three hundred digits"),
]


@pytest.mark.parametrize(("key", "typed", "kept"), TYPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_kept(client, read, path_of, answered, language, key, typed, kept):
    fields = {k: v for k, v in answered().items() if k != key} | {"question": key, "answer": typed}
    response = client.get(f"{path_of('student', language)}?{urlencode(fields)}")
    page = read(response)
    assert response.status_code == 400
    assert page.ids.count("answer-error") == 1
    assert len(page.ids) == len(set(page.ids))
    if key == "age":
        assert [a["value"] for a in page.fields() if a.get("name") == "answer"] == [kept]


def test_a_number_that_can_be_read_in_two_ways_comes_back(client, read, path_of, answered):
    fields = {k: v for k, v in answered(work="main", gross_pay="2000").items() if k != "gross_pay"}
    ask = {"question": "gross_pay", "answer": "3.000"}
    refused = client.get(f"{path_of('student', 'hu')}?{urlencode(fields | ask)}")
    assert refused.status_code == 400
    assert [a["value"] for a in read(refused).fields() if a.get("name") == "answer"] == ["3.000"]
    taken = client.get(f"{path_of('student', 'de')}?{urlencode(fields | ask)}")
    assert taken.status_code == 302
    assert "gross_pay=3000&" in taken["Location"] + "&"


def test_an_answer_that_became_impossible_comes_back(client, read, path_of, answered):
    fields = answered(children="3", children_under_25="3") | {"question": "children", "answer": "2"}
    moved = client.get(f"{path_of('student')}?{urlencode(fields)}")
    assert moved.status_code == 302
    response = client.get(moved["Location"])
    page = read(response)
    assert response.status_code == 400
    assert ("question", "children_under_25") in page.hidden()
    assert [a["value"] for a in page.fields() if a.get("name") == "answer"] == ["3"]


@pytest.mark.parametrize("typed", ["-5", "1e9", "3000 Ft"])
def test_an_amount_that_cannot_be_read_is_asked_for_with_an_example(client, read, path_of, answered, typed):
    fields = {k: v for k, v in answered(work="main", gross_pay="2000").items() if k != "gross_pay"}
    ask = {"question": "gross_pay", "answer": typed}
    page = read(client.get(f"{path_of('student', 'hu')}?{urlencode(fields | ask)}"))
    errors = [text for path, text in page.texts if path[-1:] == ("a",) and "3000,50" in text]
    assert len(errors) == 1
    assert not errors[0].endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_of_a_day_ends_once(client, read, path_of, answered, language):
    fields = {k: v for k, v in answered(start="none").items() if k != "start"}
    ask = {"question": "start", "answer": "2026-02-31"}
    assert ".." not in read(client.get(f"{path_of('student', language)}?{urlencode(fields | ask)}")).text


def test_a_day_that_does_not_exist_is_said_not_to(client, read):
    missing, outside = read(client.get("/de/?as_of=2026-02-31")), read(client.get("/de/?as_of=2031-01-01"))
    assert missing.text_of("h1") != outside.text_of("h1")
    unknown = read(client.get("/de/?foo=1"))
    assert {page.text_of("main") != unknown.text_of("main") for page in (missing, outside)} == {True}
    ways = [next(t for p, t in page.texts if p[-1:] == ("a",) and "main" in p) for page in (missing, outside, unknown)]
    assert ways[0] == ways[1] != ways[2]


DAYS = ["2018-12-31", "2031-01-01", "yesterday", "2026-02-30", "0000-00-00", "99999", "2026-10-01T00:00"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", ["start", "figures", "question", "result"])
def test_a_day_without_law_asks_for_another(client, read, path_of, answered, day, page):
    from advisor.web.asking import asked_on
    from advisor.web.pages import Here

    path, fields = {
        "start": ("/nl/", {}),
        "figures": (Here("site-page", asked_on(), {"page_key": "figures"}).path("nl"), {}),
        "question": (path_of("student", "nl"), {}),
        "result": (path_of("student", "nl"), answered()),
    }[page]
    response = client.get(f"{path}?{urlencode(fields | {'as_of': day})}")
    found = read(response)
    assert response.status_code == 400
    assert found.headings == [1]
    assert [a for a in found.all("input") if a.get("name") == "as_of" and a["min"] == "2019-01-01"]
    assert set(found.hidden()) == set(fields.items())


REFUSED = [
    pytest.param("foo=1&country=HU", 400, "foo", id="an unknown field"),
    pytest.param("AGE=24", 400, "AGE", id="a field in capitals"),
    pytest.param("country=HU&country=TR", 400, "country", id="two answers to one question"),
    pytest.param("country=HU&change=foo", 400, "change", id="a change of nothing"),
    pytest.param("question=foo&answer=1", 400, "question", id="an answer to nothing"),
    pytest.param("country=HU&law=mine", 400, "law", id="no such law"),
    pytest.param("country=%00HU", 400, "", id="a NUL byte"),
    pytest.param("%00=1", 400, "", id="a NUL byte in a name"),
    pytest.param("country=%ff%fe", 400, "", id="no UTF-8"),
    pytest.param("&".join(f"k{i}=1" for i in range(150)), 413, "", id="150 fields"),
    pytest.param("&".join(f"k{i}" for i in range(300)), 413, "", id="300 fields"),
    pytest.param("country=" + "H" * 3000, 413, "", id="a value of 3000 signs"),
    pytest.param("country=" + "H" * 5000, 414, "", id="an endless address"),
]


@pytest.mark.parametrize(("query", "status", "named"), REFUSED)
def test_a_request_that_cannot_be_read_gets_a_helpful_page(client, read, path_of, query, status, named):
    response = client.get(f"{path_of('student', 'hu')}?{query}")
    page = read(response)
    assert response.status_code == status
    assert page.all("html")[0]["lang"] == "hu"
    assert page.headings == [1]
    assert named in page.text
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert any("main" in a.get("class", "") and a["href"].startswith("/hu/") for a in page.all("a"))


def test_the_way_back_leaves_out_what_nobody_asked_for(client, read, path_of):
    response = client.get(f"{path_of('student')}?country=HU&foo=1&as_of=2026-10-01&law=draft")
    back = next(a["href"] for a in read(response).all("a") if "main" in a.get("class", ""))
    assert back == f"{path_of('student')}?country=HU&as_of=2026-10-01&law=draft"
    assert client.get(back).status_code == 200


@pytest.mark.parametrize("key", ["utm_source", "fbclid", "gclid", "msclkid", "mc_cid"])
def test_keys_of_trackers_are_ignored_and_not_carried_on(client, path_of, key):
    response = client.get(f"{path_of('student')}?country=HU&{key}=canary")
    assert response.status_code == 200
    assert b"canary" not in response.content


def test_answers_that_nobody_asks_for_change_nothing(client, path_of, answered):
    fields = answered(work="none")
    path = path_of("student")
    plain = client.get(f"{path}?{urlencode(fields)}").content
    assert client.get(f"{path}?{urlencode(fields | {'gross_pay': '9000', 'saxony': 'yes'})}").content == plain


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize(
    "path", ["/", "/de/", "/de/zahlen/", "/de/krankenkassen/", "/de/suche/", "/api/v1/flows", "question"]
)
def test_other_methods_are_refused(client, path_of, method, path):
    client.handler.enforce_csrf_checks = True
    response = getattr(client, method)(path_of("student") if path == "question" else path, {"country": "HU"})
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert "no-store" in response["Cache-Control"]
    if path != "/api/v1/flows":
        assert "Startseite" in response.content.decode()


def test_too_much_posted_is_refused(client, path_of):
    response = client.post(path_of("asylum-seeker"), {FIRST: "x" * 200_000})
    assert response.status_code in (400, 413)
    response = client.post(path_of("asylum-seeker"), {"question": FIRST, "answer": "x" * 100_000})
    assert response.status_code == 413
    response = client.post(path_of("asylum-seeker"), {f"k{i}": "1" for i in range(1000)})
    assert response.status_code in (400, 413)
    response = client.generic(
        "POST", path_of("asylum-seeker"), f"{FIRST}=%00".encode(), "application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    response = client.generic("POST", path_of("asylum-seeker"), b"\xff\xfe", "multipart/form-data; boundary=x")
    assert response.status_code in (200, 400)


JUNK = [
    "",
    "NaN",
    "1e9",
    "-1",
    "999999999",
    "3.000",
    "yes",
    "unsure",
    "average",
    "XX",
    "2026-02-30",
    "'\"<>",
    "ő",
    "x" * 99,
]


@pytest.mark.parametrize("flow", list(all_flows()))
def test_whatever_is_answered_on_whatever_day_nothing_breaks(client, path_of, flow):
    draw = Random(flow)
    questions, days = all_flows()[flow].questions, figures().change_days()
    for _ in range(12):
        day = draw.choice(days)
        fields = {"as_of": day.isoformat(), "law": draw.choice(["draft", "in_force"])}
        for key, question in questions.items():
            sensible = values(question, figures().on(day), (), True)
            fields[key] = draw.choice(JUNK if draw.random() < 0.03 else sensible)
        path = path_of(flow, draw.choice(LANGUAGES))
        private = all_flows()[flow].private
        response = client.post(path, fields) if private else client.get(f"{path}?{urlencode(fields)}")
        assert response.status_code in (200, 400), fields

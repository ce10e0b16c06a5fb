"""So many calls and so many bytes and no more; and nobody who walks through a flow ever meets a limit."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import re_path

from advisor.flows import all_flows
from advisor.web import counting, kept_pages, limits

NOON = 1_795_000_020
API = "/api/v1/openapi.json"
LANGUAGES = [code for code, _ in site_settings.LANGUAGES]
handler404 = "advisor.web.errors.not_found"


def hello(request):
    return HttpResponse("hello")


urlpatterns = [re_path("", hello)]
"""Any address answers at once, so that a crowd fits into a test."""


class Quick:
    """Middleware, within all other: who is of the crowd is answered at once."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        if "QUICK" in request.META:
            request.urlconf = __name__
        return self._get_response(request)


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings):
    """The time, as a list to change; nothing is counted yet."""
    now = [NOON]
    monkeypatch.setattr(limits, "time", lambda: now[0])
    settings.LIMITS = settings.LIMITS | {"api": (600, 60)}
    cache.clear()
    yield now
    cache.clear()


@pytest.fixture
def walked(path_of, answered):
    """What a person on the way through a flow asks for, first to last: path, and what is posted."""

    def steps(flow):
        answers, path = list(answered(flow).items()), path_of(flow)
        for upto in range(len(answers) + 1):
            fields = dict(answers[:upto])
            private = all_flows()[flow].private and upto
            yield (path, fields) if private else (f"{path}?{urlencode(fields)}", None)

    return steps


def asked(client, path, posted=None, **more):
    return client.get(path, **more) if posted is None else client.post(path, posted, **more)


def flood(calls, remote="203.0.113.7", client=None, **more):
    client = client or Client()
    return [client.get(API, REMOTE_ADDR=remote, **more).status_code for _number in range(calls)]


# How often -----------------------------------------------------------------------------------------------------------


def test_five_hundred_people_behind_one_address_walk_flows_at_once_while_an_attack_is_stopped(db, settings, walked):
    """One of each group gets the pages themselves, answer by answer to the result; the crowd around them, and a program
    that floods the interface, go through the same middleware to a view that answers at once. All have one address."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Quick"]
    everybody = [list(walked(flow)) for flow in all_flows()]
    client = Client(REMOTE_ADDR="203.0.113.7")
    client.get("/", QUICK="1")  # a handler and its middleware for everybody, as in one process

    def of_the_crowd(number):
        return {asked(client, *step, QUICK="1").status_code for step in everybody[number % len(everybody)]}

    with ThreadPoolExecutor(8) as crowd:
        attack = crowd.submit(flood, 700, client=client, QUICK="1")
        others = crowd.map(of_the_crowd, range(500 - len(everybody)))
        pages = [[asked(client, *step) for step in way] for way in everybody]
        assert {page.status_code for way in pages for page in way} == {200}
        assert set().union(*others) == {200}
        statuses = attack.result()
    assert (statuses.count(200), statuses.count(429)) == (600, 100)
    assert all(b"<html" in page.content for way in pages for page in way)
    assert all(b'id="why"' in way[-1].content for way in pages)  # a result with an answer


@pytest.mark.parametrize("flow", all_flows())
def test_no_page_of_a_flow_counts_who_asks_whatever_the_limits(client, db, settings, monkeypatch, walked, flow):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (1, 3600))
    monkeypatch.setattr(counting, "_asked", lambda _ask: pytest.fail("a visitor has been counted"))
    steps = list(walked(flow))
    assert len(steps) > 2
    for step in steps:
        assert asked(client, *step).status_code == 200


def test_an_address_that_floods_the_interface_waits_and_others_do_not(clock, settings):
    settings.LIMITS = settings.LIMITS | {"api": (30, 60)}
    assert flood(30) == [200] * 30
    refused = Client().get(API, REMOTE_ADDR="203.0.113.7")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    said = json.loads(refused.content)["error"]
    assert (said["code"], said["keys"]) == ("often", [])
    assert "no-store" in refused["Cache-Control"]
    assert "default-src 'none'" in refused["Content-Security-Policy"]
    assert flood(1, "198.51.100.1") == [200]
    clock[0] += int(refused["Retry-After"])
    assert flood(1) == [200]


def test_what_is_kept_of_the_interface_costs_nothing_and_is_not_counted(client, db, settings, monkeypatch):
    settings.LIMITS, settings.KEEP_PAGES = settings.LIMITS | {"api": (1, 3600)}, True
    monkeypatch.setattr(kept_pages, "PAGES", kept_pages.pages())
    assert [client.get("/api/v1/flows").status_code for _again in range(3)] == [200, 200, 200]
    assert client.get(API).status_code == 429


def test_the_number_stands_in_the_settings(settings):
    settings.LIMITS = settings.LIMITS | {"api": (2, 60)}
    assert flood(4) == [200, 200, 429, 429]
    settings.LIMITS = settings.LIMITS | {"api": (0, 60)}
    assert flood(4) == [200] * 4


def test_of_ipv6_a_network_counts_as_one(settings):
    settings.LIMITS = settings.LIMITS | {"api": (3, 60)}
    sent = [flood(1, f"2001:db8:1:2::{number:x}")[0] for number in range(5)]
    assert sent == [200, 200, 200, 429, 429]
    assert flood(1, "2001:db8:1:3::1") == [200]


def test_of_ipv4_written_as_ipv6_each_address_counts_alone(settings):
    """A server that listens on [::] sees all of IPv4 in one network of IPv6."""
    settings.LIMITS = settings.LIMITS | {"api": (1, 60)}
    assert [flood(1, f"::ffff:203.0.113.{number}")[0] for number in range(3)] == [200] * 3
    assert flood(1, "203.0.113.1") == [429]


def test_who_says_to_come_from_elsewhere_is_not_believed(settings):
    settings.LIMITS = settings.LIMITS | {"api": (2, 60)}
    sent = [flood(1, headers={"x-forwarded-for": f"198.51.100.{number}"})[0] for number in range(4)]
    assert sent == [200, 200, 429, 429]


def test_many_addresses_do_not_push_each_other_out(settings):
    settings.LIMITS = settings.LIMITS | {"api": (1, 60)}
    assert flood(1) == [200]
    for number in range(1000):
        limits.waits("api", str(number))
    assert flood(1) == [429]


def test_no_address_is_kept_where_calls_are_counted():
    flood(3)
    assert "203.0.113" not in repr(cache._cache)


# How much ------------------------------------------------------------------------------------------------------------


def form_of(size):
    return {"data": b"answer=" + b"x" * size, "content_type": "application/x-www-form-urlencoded"}


def file_of(size):
    return {"data": {"file": SimpleUploadedFile("a.po", b"x" * size)}}


KB, MB = 1024, 1024 * 1024
PRIVATE, LOGIN = "/de/schutzsuchende/", "/admin/login/"
TOO_LARGE = [
    pytest.param(PRIVATE, form_of(600 * KB), id="a form"),
    pytest.param(PRIVATE, form_of(10 * MB), id="a large form"),
    pytest.param(PRIVATE, file_of(600 * KB), id="a file of a visitor"),
    pytest.param(LOGIN, form_of(600 * KB), id="a form of staff"),
    pytest.param(LOGIN, file_of(6 * MB), id="a file of staff"),
    pytest.param("/de/", form_of(600 * KB), id="where nothing is taken"),
    pytest.param("/de/rueckmeldung/", form_of(600 * KB), id="a message"),
    pytest.param(PRIVATE, {"data": {f"k{number}": "1" for number in range(4001)}}, id="fields"),
    pytest.param(PRIVATE, {"data": {f"k{number}": "1" for number in range(150)}}, id="fields that nobody asks for"),
    pytest.param(PRIVATE, form_of(3000), id="an answer"),
]


@pytest.mark.parametrize(("path", "sent"), TOO_LARGE)
def test_too_much_is_refused_in_the_language_of_the_page(client, db, path, sent):
    client.raise_request_exception = True
    answer = client.post(path, headers={"accept-language": "de"}, **sent)
    assert answer.status_code == 413
    assert b'<html lang="de"' in answer.content
    assert "no-store" in answer["Cache-Control"]


def test_an_endless_address_is_refused_in_the_words_of_who_asks(client, db):
    answer = client.get("/api/v1/advise/student", {"country": "H" * 5000})
    assert (answer.status_code, answer.json()["error"]["code"]) == (414, "endless")
    assert "no-store" in answer["Cache-Control"]
    page = client.get("/nl/studie/", {"country": "H" * 5000})
    assert (page.status_code, page["Content-Type"]) == (414, "text/html; charset=utf-8")
    assert b'<html lang="nl"' in page.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_too_large_is_not_read(rf, language):
    class Unread:
        def read(self, *_size):
            pytest.fail("the body has been read")

    request = rf.post(f"/{language}/")
    request.META |= {"CONTENT_LENGTH": str(512 * KB + 1), "wsgi.input": Unread()}
    request._stream = Unread()
    assert limits.Limits(hello)(request).status_code == 413
    request.META["CONTENT_LENGTH"] = str(512 * KB)
    assert limits.Limits(hello)(request).status_code == 200


@pytest.mark.parametrize("said", ["", "many", "-1", "1_0", "٣"])
def test_a_length_that_cannot_be_read_breaks_nothing(client, said):
    assert client.get(API, CONTENT_LENGTH=said).status_code == 200


def test_the_interface_refuses_in_json(client):
    refused = client.post(API, **form_of(600 * KB))
    assert refused.status_code == 413
    assert json.loads(refused.content)["error"]["code"] == "large"


def test_no_upload_becomes_a_file(settings):
    """What is larger than Django keeps in memory is refused before it is read."""
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE >= settings.LARGEST_UPLOAD > settings.DATA_UPLOAD_MAX_MEMORY_SIZE

"""Pages that a process keeps: the same bytes, for as long as nothing has changed, and never anybody's answers."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from advisor.content.library import SHELF, library, showing
from advisor.content.models import Segment
from advisor.content.shelf import LOOK_EVERY
from advisor.directory.models import Institution
from advisor.rules.figures import figures, trying
from advisor.web import caching, kept_pages
from advisor.web.api import call
from advisor.web.asking import asked_on
from advisor.web.kept_pages import Kept, key_of
from advisor.web.pages import Here

BR = {"accept-encoding": "br"}


@pytest.fixture
def kept(client, settings, monkeypatch):
    """The pages kept, from none on."""
    settings.KEEP_PAGES = True
    found = kept_pages.pages()
    monkeypatch.setattr(kept_pages, "PAGES", found)
    monkeypatch.setattr(caching, "_last", None)
    return found


def breaks(*_args, **_options):
    raise AssertionError("this page is made anew")


def same(one, other):
    """Nothing of the answer differs."""
    return one.content == other.content and one.headers == other.headers and one.status_code == other.status_code


@pytest.mark.parametrize("path", ["/", "/de/", "/nl/?as_of=2024-05-01", "/robots.txt", "/sitemap.xml"])
@pytest.mark.parametrize("headers", [{}, BR, {"accept-encoding": "gzip"}])
def test_a_page_comes_back_as_it_was_sent(client, kept, monkeypatch, path, headers):
    first = client.get(path, headers=headers)
    assert len(kept) == 1
    for made in ("advisor.web.views.page", "advisor.web.views.render", "advisor.web.health.reverse"):
        monkeypatch.setattr(made, breaks)
    assert same(client.get(path, headers=headers), first)
    assert kept.hits == 1


def test_a_page_made_for_everybody_is_made_once(client, kept, path_of):
    """Whoever counts visits sends all to one page; so do those who never typed anything into a form."""
    for path in ("/de/", "/de/?utm_source=leaflet&fbclid=x", path_of("student"), f"{path_of('student')}?utm_source=x"):
        client.get(path)
    assert (len(kept), kept.hits) == (2, 2)
    client.get(path_of("asylum-seeker"))
    assert len(kept) == 3


def test_a_call_that_is_the_same_for_everybody_is_kept_in_each_language(client, kept):
    """Its address has no language, so the field decides; on a page there is no such field."""
    answers = {language: client.get(f"/api/v1/lists?lang={language}") for language in ("de", "nl")}
    assert len({answer.content for answer in answers.values()}) == len(kept) == 2
    assert all(same(client.get(f"/api/v1/lists?lang={language}"), answer) for language, answer in answers.items())
    assert kept.hits == 2
    for path in (
        "/api/v1/lists?lang=xx",
        "/api/v1/lists?lang=de&lang=nl",
        "/api/v1/next/student?lang=de",
        "/de/?lang=nl",
    ):
        client.get(path)
    assert len(kept) == 2


def test_what_decides_a_page_tells_it_from_others(client, kept, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asked = [
        ("/de/", {}),
        ("/hu/", {}),
        ("/de/?as_of=2024-05-01", {}),
        ("/de/?as_of=2027-05-01", {}),
        ("/de/?as_of=2027-05-01&law=draft", {}),
        ("/de/", {"host": "other.example"}),
        ("/de/", BR),
        ("/de/", {"accept-encoding": "gzip"}),
        ("/de/", {"x": "https"}),
    ]
    first = [client.get(path, headers=headers, secure="x" in headers) for path, headers in asked]
    assert len(kept) == len(asked)
    assert len({page.content for page in first}) == len(asked)
    again = [client.get(path, headers=headers, secure="x" in headers) for path, headers in asked]
    assert all(map(same, first, again))
    assert kept.hits == len(asked)


def anew():
    """As two seconds later."""
    SHELF.forget()


def correct_a_text(settings, monkeypatch):
    segment = Segment.objects.get(text__kind="guide", text__key="students", slug="title")
    segment.body_de = "Studieren, neu"
    segment.save()
    anew()


def correct_a_list(settings, monkeypatch):
    Institution.objects.first().save()
    anew()


def sleep_past_midnight(settings, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 12, 31))


def ask_no_reader(settings, monkeypatch):
    settings.FEEDBACK = not settings.FEEDBACK


@pytest.mark.parametrize("change", [correct_a_text, correct_a_list, sleep_past_midnight, ask_no_reader])
def test_no_page_outlives_what_it_was_made_of(client, kept, settings, monkeypatch, change):
    path = "/de/ratgeber/studieren/"
    old = client.get(path)
    client.get("/de/")
    change(settings, monkeypatch)
    new = client.get(path)
    assert kept.hits == 0
    assert len(kept) == 1
    if change is not correct_a_list:
        assert new.content != old.content
        assert client.get(path, headers={"if-none-match": old["ETag"]}).status_code == 200


def test_the_law_of_the_new_year_shows_at_midnight(client, kept, monkeypatch):
    path = Here("figures-topic", asked_on(), {"topic": "health"}).path("de")
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2025, 12, 31))
    assert "5.512,50" in client.get(path).content.decode()
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 1, 1))
    assert "5.812,50" in client.get(path).content.decode()


def test_a_page_made_while_something_changed_is_not_kept(client, kept, monkeypatch):
    from advisor.web import views

    made = views.page

    def slowly(*args, **options):
        response = made(*args, **options)
        correct_a_text(None, None)
        return response

    monkeypatch.setattr(views, "page", slowly)
    assert client.get("/de/").status_code == 200
    assert len(kept) == 0


def test_pages_with_answers_are_kept_nowhere(client, kept, path_of, answered):
    given, private = answered(), answered("asylum-seeker")
    path, today = path_of("student"), asked_on()
    addresses = {
        f"{path}?{urlencode(given)}": 200,
        f"{path}?{urlencode(dict(list(given.items())[:1]))}": 200,
        f"{path}?question=country&answer=Ungarn": 302,
        f"{path}?as_of=2026-10-01&as_of=2026-10-02": 400,
        f"{Here('working', today, {'flow': 'student'}).path('de')}?{urlencode(given)}": 200,
        f"{path_of('asylum-seeker')}?{urlencode(private)}": 200,
        f"{Here('search', today).path('de')}?q=Asyl": 200,
        f"{Here('list', today, {'list_key': 'funds'}).path('de')}?pay=4000": 200,
        "/de/?as_of=soon": 400,
        "/de/nirgendwo/": 404,
        "/studium/": 302,
        "/admin/login/": 200,
        "/healthz": 200,
    }
    assert {address: client.get(address).status_code for address in addresses} == addresses
    assert client.post(path_of("asylum-seeker"), private).status_code == 200
    assert len(kept) == 0


def test_nobody_with_a_session_is_answered_from_what_is_kept(client, kept, monkeypatch):
    client.get("/de/")
    client.cookies["sessionid"] = "x"
    monkeypatch.setattr("advisor.web.views.page", lambda *_args, **_options: HttpResponse("made anew"))
    assert client.get("/de/").content == b"made anew"
    assert (len(kept), kept.hits) == (1, 0)


def test_a_draft_is_neither_shown_from_nor_put_among_what_is_kept(client, kept):
    client.get("/de/")
    with showing(library().with_text("notice", "draft", [], edition=-1)):
        assert client.get("/de/")["Cache-Control"] == "private, no-store"
    with trying(figures()):
        assert client.get("/de/")["Cache-Control"] == "private, no-store"
    assert (len(kept), kept.hits) == (1, 0)


def test_whoever_has_the_page_is_told_so(client, kept):
    first = client.get("/de/", headers=BR)
    by_tag = client.get("/de/", headers=BR | {"if-none-match": first["ETag"]})
    by_time = client.get("/de/", headers=BR | {"if-modified-since": first["Last-Modified"]})
    for answer in (by_tag, by_time):
        assert answer.status_code == 304
        assert answer.content == b""
        assert {answer[name] == first[name] for name in ("ETag", "Last-Modified", "Cache-Control", "Vary")} == {True}
    assert client.get("/de/", headers=BR | {"if-none-match": '"other"'}).status_code == 200
    assert client.get("/de/", headers=BR | {"if-modified-since": "Sun, 01 Nov 2020 00:00:00 GMT"}).status_code == 200


def test_whoever_has_the_page_does_not_keep_it_from_others(client, kept, settings):
    settings.KEEP_PAGES = False
    first = client.get("/de/")
    assert client.get("/de/", headers={"if-none-match": first["ETag"]}).status_code == 304
    settings.KEEP_PAGES = True
    assert client.get("/de/", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert len(kept) == 1
    assert client.get("/de/").content == first.content


def test_a_head_is_the_page_without_its_body(client, kept):
    asked_first = client.head("/de/")
    page = client.get("/de/")
    assert kept.hits == 1
    assert asked_first.content == b""
    assert asked_first.headers == client.head("/de/").headers == page.headers
    assert client.head("/de/", headers={"if-none-match": page["ETag"]}).status_code == 304
    assert client.post("/de/").status_code == 405


def test_the_first_head_of_a_call_has_no_body_either(client, kept):
    request = RequestFactory().head("/api/v1/flows")
    assert kept_pages.KeptPages(call)(request).content == b""
    assert request.method == "HEAD"


def test_an_endless_address_is_refused_whether_or_not_its_page_is_kept(client, kept):
    client.get("/de/")
    assert client.get("/de/?utm_source=" + "x" * 100).status_code == 200
    assert kept.hits == 1
    assert client.get("/de/?utm_source=" + "x" * 5000).status_code == 414


def test_every_read_counts(client, kept, settings, monkeypatch):
    settings.COUNT_READS = True
    counted = []
    monkeypatch.setattr("advisor.web.reads.READS.count", lambda *read: counted.append(read))
    first = client.get("/hu/")
    client.get("/hu/")
    client.get("/hu/", headers={"if-none-match": first["ETag"]})
    client.head("/hu/")
    client.get("/robots.txt")
    client.get("/robots.txt")
    assert counted == [("page/start", "hu")] * 3


def test_it_can_be_switched_off(client, kept, settings):
    settings.KEEP_PAGES = False
    client.get("/de/")
    client.get("/de/")
    assert (len(kept), kept.hits) == (0, 0)


def test_memory_is_bounded_and_what_nobody_asks_for_leaves_first(client):
    now = caching.moment()
    pages = kept_pages.pages(most_bytes=100)
    for name in "abc":
        pages.put((name,), Kept(bytes(30), {}, None, None), now)
    pages.get(("a",), now)
    pages.put(("d",), Kept(bytes(30), {}, None, None), now)
    assert [pages.get((name,), now) is not None for name in "abcd"] == [True, False, True, True]
    pages.put(("d",), Kept(bytes(20), {}, None, None), now)
    assert pages.bytes == 80
    pages.put(("large",), Kept(bytes(101), {}, None, None), now)
    assert (len(pages), pages.bytes) == (0, 0)


def test_a_host_that_is_not_ours_has_no_page(client, kept):
    assert client.get("/de/", headers={"host": "elsewhere.example"}).status_code == 400
    assert len(kept) == 0


def test_the_key_holds_nothing_of_a_reader():
    ask = RequestFactory(headers={"accept-language": "hu", "user-agent": "x", "cookie": "theme=dark"})
    told = {"HTTP_ACCEPT_LANGUAGE": "hu", "HTTP_USER_AGENT": "x", "HTTP_COOKIE": "theme=dark", "REMOTE_ADDR": "1.2.3.4"}
    assert key_of(ask.get("/de/")) == key_of(RequestFactory().get("/de/", **told))


def test_last_modified_is_when_it_became_so(client, kept, monkeypatch):
    monkeypatch.setattr(caching.time, "time", lambda: 1_800_000_000.9)
    first = client.get("/de/")["Last-Modified"]
    monkeypatch.setattr(caching.time, "time", lambda: 1_800_000_060)
    assert client.get("/nl/")["Last-Modified"] == first == "Fri, 15 Jan 2027 08:00:00 GMT"
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2027, 1, 16))
    assert client.get("/nl/")["Last-Modified"] == "Fri, 15 Jan 2027 08:01:00 GMT"


def test_a_process_looks_for_new_editions_while_nobody_asks(client, monkeypatch):
    """Else the first visitor after a quiet hour would be shown the page of an hour ago, and a cache would keep it."""

    class Enough(Exception):
        pass

    class Due:
        def __init__(self):
            self.waited = []

        def wait(self, seconds):
            self.waited.append(seconds)
            if len(self.waited) == 4:
                raise Enough
            return False

        def clear(self):
            pass

    looks = []
    due = Due()
    monkeypatch.setattr(SHELF, "_due", due)
    monkeypatch.setattr(SHELF, "_looked", float("-inf"))
    monkeypatch.setattr(SHELF, "_look", lambda anew=False: looks.append(anew))
    with pytest.raises(Enough):
        SHELF._looks()
    assert looks == [True] * 3
    assert due.waited == [LOOK_EVERY] * 4

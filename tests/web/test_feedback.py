"""Readers say whether a page was right and clear: no cookie, no answer, nobody's name; and reads are counted by day."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone, translation

from advisor.content.models import Edition
from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.web import limits, reads
from advisor.web.asking import asked_on
from advisor.web.glossary import letters
from advisor.web.models import LONGEST_WORDS, Feedback, PageRead
from advisor.web.page_keys import fingerprint
from advisor.web.pages import Here
from tests.cached import everything_cached

FROM_ONE_PLACE, _seconds = site_settings.LIMITS["feedback"]
LANGUAGES = [code for code, _ in site_settings.LANGUAGES]
OPEN_ONES = [flow.key for flow in all_flows().values() if not flow.private]
PRIVATE = [flow.key for flow in all_flows().values() if flow.private]


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch):
    monkeypatch.setattr(limits, "time", lambda: 1_795_000_000)  # no window ends while a test runs
    cache.clear()
    yield
    cache.clear()


def path_to(name, language="de"):
    with translation.override(language):
        return reverse(name)


def asked_under(response):
    """What the question under a page says that its reader has seen; empty where nobody is asked."""
    found = re.search(r'<button name="yes" value="([^"]*)">', response.content.decode())
    return found[1] if found else ""


@pytest.fixture
def send(client):
    """Sends the form as a browser does."""

    def post(page="guide/students", language="de", headers=None, remote="203.0.113.7", **fields):
        sent = {"page": page, "verdict": "wrong", "words": "", "website": ""} | fields
        sent = {name: value for name, value in sent.items() if value is not None}
        return client.post(path_to("feedback", language), sent, headers=headers, REMOTE_ADDR=remote)

    return post


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "arguments", "page"),
    [
        ("start", {}, "page/start"),
        ("guide", {}, "page/guide"),
        ("guide-page", {"key": "students"}, "guide/students"),
        ("glossary", {}, "page/glossary"),
        ("glossary-letter", {"letter": "b"}, "letter/b"),
        ("site-page", {"page_key": "site"}, "page/site"),
        ("figures-topic", {"topic": "care"}, "figures/care"),
        ("list", {"list_key": "funds"}, "list/funds"),
        ("interview", {"flow": "student"}, "question/student."),
        ("interview", {"flow": "asylum-seeker"}, "flow/asylum-seeker"),
        ("interview", {"flow": "net-pay"}, "flow/net-pay"),
    ],
)
def test_each_page_asks_and_yes_is_kept(client, name, arguments, page, language):
    seen = asked_under(client.get(Here(name, asked_on(), arguments).path(language)))
    assert seen.startswith(page)
    assert seen.endswith(f" {Edition.current()}.{fingerprint(current_figures())}")
    answer = client.post(path_to("feedback", language), {"yes": seen})
    assert answer.status_code == 303
    assert not answer.cookies
    row = Feedback.objects.get()
    assert (row.page, row.language, row.verdict, row.words) == (seen.split()[0], language, "right", "")
    assert (row.edition, row.figures) == (Edition.current(), fingerprint(current_figures()))
    assert row.version == site_settings.VERSION
    assert (row.state, row.closed_on) == ("closed", timezone.localdate())
    thanked = client.get(answer["Location"])
    assert thanked.status_code == 200
    assert not asked_under(thanked)


@pytest.mark.parametrize("flow", OPEN_ONES)
def test_a_result_is_named_by_its_outcome_without_answers(client, path_of, answered, flow):
    answers = answered(flow)
    shown = client.get(f"{path_of(flow)}?{urlencode(answers | {'as_of': '2026-10-01'})}")
    seen = asked_under(shown)
    assert re.fullmatch(r"(outcome|flow)/[a-z0-9-]+ \d+\.[0-9a-f]{8} 2026-10-01", seen)
    answer = client.post(path_to("feedback"), {"yes": seen})
    assert answer.status_code == 303
    assert Feedback.objects.get().law_day == date(2026, 10, 1)
    back = client.get(answer["Location"]).content.decode()
    assert f'href="{path_of(flow)}' in back or seen.startswith("outcome/")


def test_a_student_result_is_an_outcome(client, path_of, answered):
    assert asked_under(client.get(f"{path_of('student')}?{urlencode(answered())}")).startswith("outcome/student-")


@pytest.mark.parametrize("flow", PRIVATE)
def test_of_a_private_group_only_the_group_is_told(client, read, path_of, answered, flow):
    """Neither the result nor the question reached: both say what somebody answered."""
    answers = answered(flow)
    some = dict(list(answers.items())[:2])
    for response in (client.get(path_of(flow)), client.post(path_of(flow), some), client.post(path_of(flow), answers)):
        assert asked_under(response).split()[0] == f"flow/{flow}"
        form = response.content.decode().split('class="feedback')[1].split("</form>")[0]
        assert "hidden" not in form
    asked = client.post(path_to("feedback"), {"no": asked_under(response)})
    assert read(asked).all("a")[0]["class"] == "leave"
    assert not set(read(asked).hidden()) & set(answers.items())
    thanked = client.post(path_to("feedback"), {"yes": asked_under(response)})
    assert thanked["Location"].endswith(f"?{urlencode({'page': f'flow/{flow}'})}")
    page = read(client.get(thanked["Location"]))
    assert path_of(flow) in {a.get("href") for a in page.all("a")}
    assert page.all("a")[0]["class"] == "leave"


def test_a_private_outcome_or_question_sent_by_hand_is_refused(send):
    asylum = all_flows()["asylum-seeker"]
    open_outcomes = {outcome.key for flow in all_flows().values() if not flow.private for outcome in flow.outcomes}
    private = [outcome.key for outcome in asylum.outcomes if outcome.key not in open_outcomes]
    assert private
    for page in (f"outcome/{private[0]}", f"question/asylum-seeker.{next(iter(asylum.questions))}"):
        assert send(page).status_code == 400
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_says_no_is_asked_what_is_the_matter(client, read, language):
    seen = asked_under(client.get(Here("guide-page", asked_on(), {"key": "students"}).path(language)))
    asked = client.post(path_to("feedback", language), {"no": seen})
    page = read(asked)
    assert asked.status_code == 200
    assert not Feedback.objects.exists()
    assert "no-store" in asked["Cache-Control"]
    assert asked["X-Robots-Tag"] == "noindex"
    fields = dict(page.hidden()) | {
        "verdict": "unclear",
        "words": "  Mi az a Zusatzbeitrag?\r\nés mennyi? ",
        "website": "",
    }
    sent = client.post(path_to("feedback", language), fields)
    assert sent.status_code == 303
    row = Feedback.objects.get()
    assert (row.page, row.verdict, row.words) == ("guide/students", "unclear", "Mi az a Zusatzbeitrag?\nés mennyi?")
    assert (row.state, row.language, row.received_on) == ("open", language, timezone.localdate())
    guide = Here("guide-page", asked_on(), {"key": "students"}).path(language)
    assert guide in {a.get("href") for a in read(client.get(sent["Location"])).all("a")}


def test_on_a_page_of_the_glossary_the_word_can_be_named(client, send, read):
    letter, terms = next(iter(letters("de").items()))
    asked = read(client.post(path_to("feedback"), {"no": f"letter/{letter}"}))
    assert {option["value"] for option in asked.all("option")} == {
        f"letter/{letter}",
        *(f"term/{key}" for key in terms),
    }
    assert send(f"letter/{letter}", about=f"term/{terms[0]}").status_code == 303
    assert Feedback.objects.get().page == f"term/{terms[0]}"
    assert send(f"letter/{letter}", about="guide/students").status_code == 400


def test_nothing_kept_can_lead_to_a_person():
    """A moment would: the log of requests knows moments and addresses."""
    kinds = {field.name: field.get_internal_type() for field in Feedback._meta.fields}
    assert set(kinds) == {
        "id", "verdict", "words", "kind", "key", "language", "law_day", "draft", "edition", "figures", "version",
        "received_on", "state", "note", "closed_on",
    }  # fmt: skip
    assert "DateTimeField" not in kinds.values()
    assert {field.name for field in PageRead._meta.fields} == {"id", "day", "page", "language", "reads"}


def test_the_address_of_the_sender_stays_nowhere(send, written_log):
    send(remote="203.0.113.77", headers={"user-agent": "canary-agent"}, words="Bitte erklären")
    kept = repr(list(Feedback.objects.values())) + everything_cached() + written_log.getvalue()
    assert "203.0.113" not in kept
    assert "canary-agent" not in kept
    assert "erklären" not in written_log.getvalue() + everything_cached()


@pytest.mark.parametrize(
    "page",
    ["", "guide/", "guide/none", "nothing/students", "guide/students/x", "flow/none", "question/student", "question/student.no",
     "figures/none", "list/none", "letter/q9", "term/none", "outcome/none", "page/search", "guide/students 1.zz",
     "guide/students 1.00000000 2026-02-30", "guide/students 1.00000000 1999-01-01", "guide/students ", "../etc", "x" * 1500],
)  # fmt: skip
def test_a_page_that_is_none_is_refused(client, send, page):
    assert send(page).status_code == 400
    assert client.get(f"{path_to('feedback')}?{urlencode({'page': page})}").status_code == 400
    assert client.post(path_to("feedback"), {"yes": page}).status_code == 400
    assert client.get(f"{path_to('feedback-thanks')}?{urlencode({'page': page})}").status_code == 200
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"words": "a\x00b"}, 400),
        ({"words": "x" * 2001}, 413),
        ({"words": "x" * 600_000}, 413),
        ({"verdict": "right"}, 400),
        ({"verdict": None}, 400),
        ({"verdict": ["wrong", "unclear"]}, 400),
        ({"other": "field"}, 400),
        ({"website": "https://spam.example"}, 400),
        ({f"f{number}": "1" for number in range(200)}, 413),
    ],
    ids=["NUL", "long", "huge", "another verdict", "no verdict", "two verdicts", "another field", "a program", "many"],
)
def test_bad_input_is_refused_and_nothing_kept(send, fields, status):
    assert send(**fields).status_code == status
    assert not Feedback.objects.exists()


def test_what_cannot_be_read_is_refused(client):
    for body in (b"page=guide/students&verdict=wrong&words=%ff%fe", b"\xff\xfe", b"words=%ed%a0%80"):
        answer = client.post(path_to("feedback"), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400
    broken = client.post(path_to("feedback"), b"--x", content_type="multipart/form-data; boundary=y")
    assert broken.status_code == 400
    assert client.put(path_to("feedback")).status_code == 405
    assert client.post(path_to("feedback-thanks")).status_code == 405
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("fields", [{"verdict": ""}, {"words": "ä" * (LONGEST_WORDS + 1)}, {"website": "x"}])
def test_what_was_typed_is_not_lost(send, read, fields):
    refused = send(**{"words": "<b>Was</b> ist das?", "page": "guide/students 7.0123abcd 2026-10-01"} | fields)
    page = read(refused)
    assert refused.status_code == 400
    assert page.shows(fields.get("words", "<b>Was</b> ist das?"))
    assert dict(page.hidden())["page"] == "guide/students 7.0123abcd 2026-10-01"
    link = next(a["href"] for a in page.all("a") if a.get("href", "").startswith("#") and a.get("class") != "skip")
    assert link.removeprefix("#") in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_so_many_characters_as_are_said_fit(send):
    assert send(words="\r\n".join(["ő" * 299, "x" * 300])).status_code == 303
    assert len(Feedback.objects.get().words) == LONGEST_WORDS


def test_one_network_may_send_some_and_then_has_to_wait(send, read):
    for _number in range(FROM_ONE_PLACE):
        assert send().status_code == 303
    refused = send(words="Noch etwas")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert read(refused).shows("Noch etwas")
    assert send(page=None, yes="guide/students", verdict=None, words=None, website=None).status_code == 429
    assert send(remote="198.51.100.1").status_code == 303
    assert Feedback.objects.count() == FROM_ONE_PLACE + 1


def test_one_network_is_one_household_behind_a_proxy_too(send):
    for number in range(FROM_ONE_PLACE):
        send(remote="127.0.0.1", headers={"x-forwarded-for": f"1.2.3.{number}, 2001:db8:1:2::{number:x}"})
    assert send(remote="127.0.0.1", headers={"x-forwarded-for": "9.9.9.9, 2001:db8:1:2:ffff::1"}).status_code == 429
    assert send(remote="127.0.0.1", headers={"x-forwarded-for": "2001:db8:1:3::1"}).status_code == 303
    assert send(remote="203.0.113.7", headers={"x-forwarded-for": "2001:db8:1:2::1"}).status_code == 303


def test_a_flood_from_everywhere_stops_at_the_page_then_at_the_site(send, settings):
    settings.LIMITS = settings.LIMITS | {"feedback-page": (3, 3600), "feedback-site": (5, 3600)}
    sent = [send(remote=f"10.0.0.{number}").status_code for number in range(4)]
    assert sent == [303, 303, 303, 429]
    sent = [send("guide/employees", remote=f"10.0.1.{number}").status_code for number in range(3)]
    assert sent == [303, 303, 429]


def test_a_day_has_an_end_whatever_the_cache_counts(send, settings):
    settings.LIMITS = settings.LIMITS | {"feedback-stored": (2, 24 * 3600)}
    assert [send().status_code for _number in range(3)] == [303, 303, 429]


def test_no_number_a_day_is_no_limit(send, settings):
    settings.LIMITS = settings.LIMITS | {"feedback-stored": (0, 24 * 3600)}
    assert [send().status_code for _number in range(3)] == [303, 303, 303]


def test_a_long_version_is_cut_to_what_the_table_takes(send, settings):
    settings.VERSION = "0123456789abcdef0123456789abcdef01234567"  # as git names a commit
    assert send().status_code == 303
    assert Feedback.objects.get().version == settings.VERSION
    settings.VERSION = "v" * 300
    assert send(remote="198.51.100.1").status_code == 303
    row = Feedback.objects.order_by("-pk")[0]
    assert len(row.version) == Feedback._meta.get_field("version").max_length


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 303),
        ({}, 303),
    ],
)
def test_other_sites_cannot_send_for_their_visitors(send, headers, status):
    assert send(headers=headers).status_code == status
    assert Feedback.objects.exists() is (status == 303)


def test_without_a_database_the_form_says_so_and_pages_work(client, send, read, monkeypatch, written_log):
    def away(*_args, **_options):
        raise OperationalError("canary")

    with monkeypatch.context() as patched:
        patched.setattr(Feedback, "save_base", away)
        refused = send(words="Ein langer Text")
        assert refused.status_code == 503
        assert read(refused).shows("Ein langer Text")
        assert client.post(path_to("feedback"), {"yes": "guide/students"}).status_code == 503
        assert client.get(Here("guide-page", asked_on(), {"key": "students"}).path()).status_code == 200
    assert "canary" not in written_log.getvalue()
    assert "Ein langer Text" not in written_log.getvalue()


def test_the_form_offers_nothing_that_it_would_refuse(client, read):
    for name in ("feedback", "feedback-thanks"):
        page = read(client.get(f"{path_to(name)}?page=guide/students"))
        assert not [i for i in page.all("input") if i.get("name") == "as_of"]
        links = [a["href"] for a in page.all("a") if a.get("hreflang")]
        assert [client.get(link).status_code for link in links] == [200, 200]


def test_staff_can_switch_it_off(client, settings):
    settings.FEEDBACK = False
    assert not asked_under(client.get("/de/"))
    assert client.get(path_to("feedback")).status_code == 404


def test_pages_that_are_nobodys_or_broken_do_not_ask(client, path_of):
    for path in (path_to("search"), "/de/nothing/", f"{path_of('student')}?age=x&nothing=1", path_to("feedback")):
        assert not asked_under(client.get(path))


def test_it_is_deleted_when_the_promised_time_is_over(send):
    today = timezone.localdate()
    ages = {"closed, old": (90, 90), "closed, new": (200, 89), "open": (364, None), "forgotten": (365, None)}
    for words, (came, closed) in ages.items():
        send(words=words)
        Feedback.objects.filter(words=words).update(
            received_on=today - timedelta(days=came),
            state="open" if closed is None else "closed",
            closed_on=None if closed is None else today - timedelta(days=closed),
        )
    PageRead.objects.create(day=today - timedelta(days=400), page="page/start", language="de", reads=1)
    PageRead.objects.create(day=today, page="page/start", language="de", reads=1)
    call_command("forget_feedback", verbosity=0)
    assert set(Feedback.objects.values_list("words", flat=True)) == {"closed, new", "open"}
    assert PageRead.objects.count() == 1


@pytest.fixture
def counted(settings, monkeypatch, client):
    """What pages count, without the clock; the counts so far."""
    settings.COUNT_READS = True
    found = reads.Reads()
    monkeypatch.setattr(reads, "READS", found)
    monkeypatch.setattr(reads.threading.Timer, "start", lambda self: None)

    def written():
        found.write()
        return {(row.page, row.language): row.reads for row in PageRead.objects.all()}

    return written


def test_reads_are_counted_by_day_page_and_language(client, counted, path_of, answered):
    guide = Here("guide-page", asked_on(), {"key": "students"})
    first = client.get(guide.path("hu"))
    client.get(guide.path("hu"), headers={"if-none-match": first["ETag"]})
    client.head(guide.path("hu"))
    client.get(guide.path("de"))
    client.get(f"{path_of('student')}?{urlencode(answered())}")
    client.get("/de/nothing/")
    client.get(f"{path_to('search')}?q=fund")
    found = counted()
    assert found.pop(("guide/students", "hu")) == 2
    assert found.pop(("guide/students", "de")) == 1
    ((page, number),) = ((page, number) for (page, _language), number in found.items())
    assert page.startswith("outcome/student-")
    assert number == 1
    client.get(guide.path("de"))
    assert counted()["guide/students", "de"] == 2
    assert {row.day for row in PageRead.objects.all()} == {timezone.localdate()}


def test_of_a_private_group_only_the_first_page_is_counted(client, counted, path_of, answered):
    client.get(path_of("asylum-seeker"))
    client.post(path_of("asylum-seeker"), answered("asylum-seeker"))
    assert counted() == {("flow/asylum-seeker", "de"): 1}


def test_reads_write_at_most_once_a_minute_and_no_request_waits(client, counted, django_assert_num_queries):
    client.get("/de/")
    started = reads.READS._timer
    assert started.interval == 60
    assert started.daemon
    with django_assert_num_queries(0):
        client.get("/de/")
    assert reads.READS._timer is started
    assert counted() == {("page/start", "de"): 2}
    assert reads.READS._timer is None


def test_without_a_database_counts_wait_and_pages_work(client, counted, monkeypatch):
    def away(_counted):
        raise OperationalError

    client.get("/de/")
    with monkeypatch.context() as patched:
        patched.setattr(reads, "_add", away)
        reads.READS.write()
        assert client.get("/de/").status_code == 200
    assert counted() == {("page/start", "de"): 2}


def test_a_process_that_can_start_no_thread_still_shows_pages(client, counted, monkeypatch):
    def refused(_timer):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(reads.threading.Timer, "start", refused)
    assert client.get("/de/").status_code == 200


def test_counting_can_be_switched_off(client, counted, settings):
    settings.COUNT_READS = False
    client.get("/de/")
    assert counted() == {}

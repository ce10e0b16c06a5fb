"""The page about this site and your data is true: each of its segments is held to the code, and one that is not fails."""

import ast
import json
import re
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import RequestFactory

from advisor.content.library import library
from advisor.flows import all_flows
from advisor.web import limits
from advisor.web.models import Feedback, PageRead
from advisor.web.slugs import WRITTEN
from tests.cached import everything_cached
from tests.kinds import KINDS, fetch, of_flow, outcomes
from tests.signing_in import PASSWORD

ROOT = Path(settings.BASE_DIR)
READER = "203.0.113.77"
OPEN = [flow for flow in all_flows().values() if not flow.private]
PRIVATE = [flow for flow in all_flows().values() if flow.private]


def nothing_asks_who_you_are(client):
    """Every question takes a choice, a number, a day or a country: none takes a name. A result needs no account."""
    kinds = {question.kind.name for flow in all_flows().values() for question in flow.questions.values()}
    assert kinds <= {"choice", "boolean", "whole", "money", "rate", "day", "country", "rows"}
    response = client.get("/de/studium/", outcomes("student")["student-statutory"])
    assert response.status_code == 200
    assert 'id="answers"' in response.content.decode()
    assert not client.cookies


def a_link_is_the_result(client):
    """Most groups are open: what an address carries is the result, for whoever opens it."""
    assert len(OPEN) > len(PRIVATE)
    address = f"/de/studium/?{urlencode(outcomes('student')['student-statutory'])}"
    assert client.get(address).content == type(client)().get(address).content


def private_answers_stand_in_no_address(client):
    """Private pages send by POST, carry no answer in a link, and begin with the way out."""
    keys = "|".join(key for flow in PRIVATE for key in flow.questions)
    asked = [kind.at("de") for kind in KINDS if kind.name.endswith("private") and not kind.name.startswith("feedback")]
    assert len(asked) > 3
    for view in asked:
        html = fetch(client, view).content.decode()
        assert not re.search(rf'(?:href|action)="[^"]*[?&;](?:{keys})=', html), view.path
        assert html.index('class="leave"') < html.index("<main")


def no_cookie_and_nothing_from_elsewhere(client):
    """No kind of page sets a cookie or names a foreign address for what a browser loads by itself."""
    for kind in KINDS:
        response = fetch(client, kind.at("de"))
        assert not response.cookies, kind.name
        html = response.content.decode()
        loaded = re.findall(r'<(?:script|img|iframe|source|object|embed)[^>]* (?:src|data)="([^"]*)"', html)
        loaded += re.findall(r'<link[^>]*rel="(?:stylesheet|icon|preload)"[^>]* href="([^"]*)"', html)
        assert all(address.startswith(("/", "data:")) and not address.startswith("//") for address in loaded), kind.name
        assert "default-src 'none'" in response["Content-Security-Policy"]


def of_a_message_only_what_it_says_is_kept(client):
    """The fields of a message: of the page, the day and the words; of the person nothing."""
    of_the_page = {"kind", "key", "language", "law_day", "draft", "edition", "figures", "version"}
    of_staff = {"id", "state", "note", "closed_on"}
    kept = {field.name for field in Feedback._meta.get_fields()}
    assert kept == of_the_page | of_staff | {"verdict", "words", "received_on"}
    assert Feedback._meta.get_field("received_on").get_internal_type() == "DateField"
    response = client.get("/de/")
    assert 'name="verdict"' in response.content.decode() or "feedback" in response.content.decode()


def reads_are_counted_without_the_reader(client):
    """A count belongs to a day, a page and a language."""
    assert {field.name for field in PageRead._meta.get_fields()} == {"id", "day", "page", "language", "reads"}


def addresses_are_cut_in_logs(client):
    """nginx as shipped writes the network only; gunicorn's format names no address; the program never reads one to log it."""
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    (written,) = re.findall(r"log_format \w+ (.*?);", nginx, re.DOTALL)
    assert set(re.findall(r"\$(\w+)", written)) == {
        "network",
        "time_iso8601",
        "request_method",
        "page",
        "status",
        "body_bytes_sent",
        "request_time",
        "upstream_response_time",
        "upstream_cache_status",
    }
    (v4,) = re.findall(r'"~(\^\(\?<v4>.*?)" \$v4\.0;', nginx)
    (v6,) = re.findall(r'"~(\^\(\?<v6>.*?)" \$v6:;', nginx)
    assert re.match(v4.replace("?<", "?P<"), READER)["v4"] == "203.0.113"
    assert re.match(v6.replace("?<", "?P<"), "2001:db8:1:2::3")["v6"].startswith("2001:db8")
    assert len(re.match(v6.replace("?<", "?P<"), "2001:db8:1:2::3")["v6"]) < len("2001:db8:1")
    assert re.findall(r"^\s*error_log (\S+)", nginx, re.MULTILINE)[1:] == ["/dev/null"]
    gunicorn = (ROOT / "deploy" / "gunicorn.conf.py").read_text()
    (accesses,) = re.findall(r'^access_log_format = "(.*)"', gunicorn, re.MULTILINE)
    assert set(re.findall(r"%\((.*?)\)", accesses)) <= {"m", "U", "s", "B", "L", "t"}


def what_is_counted_against_abuse_is_sealed(client, monkeypatch):
    """A caller is counted under a hash that is another one tomorrow; the address stands nowhere."""
    cache.clear()
    request = RequestFactory().get("/api/v1/flows", REMOTE_ADDR=READER)
    seals = []
    for day in (date(2026, 10, 1), date(2026, 10, 2)):
        monkeypatch.setattr(limits.timezone, "localdate", lambda day=day: day)
        seals.append(limits.sealed(request))
    monkeypatch.undo()
    assert seals[0] != seals[1]
    assert READER not in "".join(seals) + everything_cached()
    cache.clear()


def other_sites_learn_no_answer(client):
    """Pages with answers send no referrer at all; the others only the name of this site."""
    for kind in KINDS:
        view = kind.at("de")
        response = fetch(client, view)
        tells, with_answers = response["Referrer-Policy"], view.posted is not None or "?" in view.path
        assert tells in ("no-referrer", "same-origin", "strict-origin"), kind.name
        assert tells != "strict-origin" or not (with_answers and "no-store" in response["Cache-Control"]), kind.name


def open_answers_stand_in_addresses(client):
    """What a browser's history then holds: an answer that was typed leads to an address with it; a private one does not."""
    typed = client.get("/de/studium/", {"question": "country", "answer": "Ungarn"})
    assert "country=HU" in typed["Location"]
    private = next(kind for kind in KINDS if kind.name == "first question, private").at("de").path
    assert not client.post(private, {"question": "protection_status", "answer": "applied"}).has_header("Location")


def cookies_are_for_staff(client):
    """Cookies come on signing in, belong to the admin and are read by no script; no page sets one or leads to the door."""
    assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == settings.ADMIN_PATH.rstrip("/")
    people = get_user_model().objects
    people.create_user("reader", password=PASSWORD)
    people.create_user("ada", password=PASSWORD, is_staff=True)
    door = f"{settings.ADMIN_PATH}login/"
    assert client.post(door, {"username": "reader", "password": PASSWORD}).status_code == 200
    assert "sessionid" not in client.cookies
    assert client.post(door, {"username": "ada", "password": PASSWORD}).status_code == 302
    assert client.get(f"{settings.ADMIN_PATH}enrol/").status_code == 200
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    assert {(one["path"], one["httponly"]) for one in client.cookies.values()} == {("/admin", True)}
    for kind in KINDS:
        response = fetch(client, kind.at("de"))
        assert not response.has_header("Set-Cookie"), kind.name
        assert not response.cookies, kind.name
        assert "cookie" not in response.get("Vary", "").lower(), kind.name
        html = response.content.decode()
        assert 'type="password"' not in html, kind.name
        assert settings.ADMIN_PATH not in html, kind.name


def no_fund_is_recommended(client):
    """No page that names funds or insurers says which to take: not the lists, not the choice of a fund, no private price."""
    kinds = [kind for kind in KINDS if kind.name.startswith("list of")]
    cases = [("fund-choice", one) for one in outcomes("fund-choice").values()]
    pages = [fetch(client, kind.at("de")) for kind in kinds] + [
        fetch(client, of_flow(case[0], "de", case[1])) for case in cases
    ]
    assert len(kinds) > 3
    assert len(cases) > 3
    for page in pages:
        assert not re.search(
            r"(?i)empf(?:ehl|iehl|ohl)|beste (?:Kasse|Krankenkasse|Versicherung)", page.content.decode()
        )


HELD = {
    "site.title": [],
    "site.lead": ["tests/test_journeys.py::test_every_journey_arrives_and_every_outcome_is_reached"],
    "site.p-result": [nothing_asks_who_you_are],
    "site-answers.title": [],
    "site-answers.p-store": ["tests/web/test_canary.py::test_no_answer_to_any_question_stays_anywhere"],
    "site-answers.p-address": [a_link_is_the_result],
    "site-answers.p-private": [private_answers_stand_in_no_address],
    "site-answers.p-cookies": [no_cookie_and_nothing_from_elsewhere],
    "site-answers.p-feedback": [of_a_message_only_what_it_says_is_kept],
    "site-answers.p-reads": [reads_are_counted_without_the_reader],
    "site-traces.title": [],
    "site-traces.p-address": [addresses_are_cut_in_logs],
    "site-traces.p-errors": ["tests/web/test_canary.py::test_an_error_inside_the_view_tells_where_and_not_what"],
    "site-traces.p-often": [what_is_counted_against_abuse_is_sealed],
    "site-traces.p-links": [other_sites_learn_no_answer],
    "site-traces.p-browser": [open_answers_stand_in_addresses],
    "site-traces.p-restore": [
        "tests/canary_live.py::test_a_real_browser_keeps_no_private_answer_and_tells_no_other_site",
    ],
    "site-traces.p-staff": [cookies_are_for_staff],
    "site-figures.title": [],
    "site-figures.p-source": [
        "tests/web/test_working.py::test_it_holds_every_amount_with_its_law_and_every_figure",
        "tests/web/test_sources.py::test_the_working_of_a_result_names_them_so",
    ],
    "site-figures.p-day": [
        "tests/web/test_result.py::test_the_footer_writes_the_day_in_words",
        "tests/web/test_found.py::test_the_permanent_link_gives_the_law_of_the_day",
    ],
    "site-figures.p-unknown": [
        "tests/rules/test_figures.py::test_an_unknown_figure_is_refused_by_name_with_the_last_known",
        "tests/web/test_result.py::test_a_missing_figure_is_explained_once",
    ],
    "site-limits.title": [],
    "site-limits.p-advice": ["tests/web/test_working.py::test_it_holds_every_amount_with_its_law_and_every_figure"],
    "site-limits.p-tariffs": [no_fund_is_recommended],
    "site-access.title": [],
    "site-access.p-access": [
        "tests/browser/test_keyboard.py::test_the_keyboard_is_enough_from_the_first_question_to_the_sheet",
        "tests/browser/test_print.py::test_a_result_takes_few_sheets",
    ],
    "site-access.p-languages": [
        "tests/web/test_fall_back.py::test_a_page_of_the_guide_marks_its_title_wherever_it_stands"
    ],
}
"""What holds each segment of the page: a check of this module, or a test that stands elsewhere. Headings say nothing."""
SEEN = ROOT / "tests" / "data" / "privacy_page.toml"
"""The sum of the wordings of each segment, in three languages, for which its checks were looked at."""
CHECKS = {check.__name__: check for checks in HELD.values() for check in checks if callable(check)}


def segments():
    """All segments of the page, as they are shown."""
    for key in WRITTEN["site"]:
        for part in library().wordings("page", key, "de"):
            yield f"{key}.{part.id}"


def sum_of(wordings):
    """What tells the wordings of a segment from any other: German, Dutch, Hungarian."""
    return sha256("\0".join(" ".join(one.split()) for one in wordings).encode()).hexdigest()[:12]


def worded():
    """The wordings of every segment in three languages, as they are shown."""
    found = {}
    for language in ("de", "nl", "hu"):
        for key in WRITTEN["site"]:
            for part in library().wordings("page", key, language):
                found.setdefault(f"{key}.{part.id}", []).append(part.text)
    return found


def unseen(seen, now):
    """Segments whose wording is another one than that for which their checks were looked at, as lines for the file."""
    changed = {segment: sum_of(wordings) for segment, wordings in now.items()}
    return [f'"{segment}" = "{total}"' for segment, total in changed.items() if seen.get(segment) != total]


def test_what_holds_a_segment_was_looked_at_for_its_wording(db):
    """Where this fails: read the new wording, look whether what HELD names still holds it, then put the lines into the file."""
    seen = tomllib.loads(SEEN.read_text())
    assert unseen(seen, worded()) == []
    assert sorted(seen) == sorted(HELD)


def test_a_word_more_is_seen_in_each_language(db):
    seen, now = tomllib.loads(SEEN.read_text()), worded()
    for language in range(3):
        other = list(now["site-answers.p-store"])
        other[language] += " Fast."
        (line,) = unseen(seen, now | {"site-answers.p-store": other})
        assert line.startswith('"site-answers.p-store" = ')


def test_every_segment_is_held(db):
    shown = list(segments())
    assert sorted(shown) == sorted(HELD)
    assert all(HELD[segment] for segment in shown if not segment.endswith(".title"))


@pytest.mark.parametrize("name", CHECKS)
def test_the_page_is_true(client, monkeypatch, name):
    check = CHECKS[name]
    wants = check.__code__.co_varnames[: check.__code__.co_argcount]
    check(*({"client": client, "monkeypatch": monkeypatch}[want] for want in wants))


def test_tests_that_hold_a_segment_are_there():
    for named in (one for checks in HELD.values() for one in checks if isinstance(one, str)):
        file, _, function = named.partition("::")
        tree = ast.parse((ROOT / file).read_text())
        tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert function in tests if function else any(name.startswith("test_") for name in tests), named


def test_the_page_is_whole_in_three_languages():
    texts = tomllib.loads((ROOT / "advisor/content/seed/page/site.toml").read_text())
    for key in WRITTEN["site"]:
        for segment, said in texts[key].items():
            assert {"de", "nl", "hu"} <= said.keys(), json.dumps([key, segment])

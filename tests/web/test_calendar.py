"""Dated deadlines as a calendar file: read back with the library, to the day, in every language."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from icalendar import Calendar

from advisor.flows import all_flows

LANGUAGES = [code for code, _ in settings.LANGUAGES]
DAY = date(2026, 11, 22)
SWITCH = {
    "member_since": "2026-06-01",
    "switch_reason": "raise",
    "raised_from": "2027-01-01",
    "declared": "2026-11-22",
    "tariff_until": "none",
}
PRIVATE = [flow.key for flow in all_flows().values() if flow.private]
TITLES = {
    "de": "Letzter Tag: Die neue Krankenkasse wählen",
    "nl": "Laatste dag: Het nieuwe ziekenfonds kiezen",
    "hu": "Utolsó nap: Az új pénztár kiválasztása",
}


@pytest.fixture
def dates(client, path_of):
    """The calendar for answers of an open group."""

    def get(flow="switch-dates", language="de", method="get", **given):
        fields = (SWITCH if flow == "switch-dates" else {}) | {"as_of": DAY.isoformat()} | given
        return getattr(client, method)(f"{path_of(flow, language)}calendar.ics?{urlencode(fields)}")

    return get


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dated_deadline_is_an_event_for_its_whole_day(dates, language):
    response = dates(language=language)
    assert response.status_code == 200
    found = events(response)
    assert [event.start for event in found] == [date(2026, 11, 30), date(2027, 1, 31), date(2027, 2, 1)]
    for event in found:
        assert type(event["DTSTART"].dt) is date
        assert event.end == event.start + timedelta(days=1)
    assert found[0]["SUMMARY"] == TITLES[language]
    assert "§ 175 Abs. 4" in found[0]["DESCRIPTION"]
    assert not [
        text for event in found for text in (event["SUMMARY"], event["DESCRIPTION"]) if "[" in text or "${" in text
    ]


def test_it_is_sent_as_a_file_that_nobody_keeps_or_indexes(dates):
    response = dates()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= {part.strip() for part in response["Cache-Control"].split(",")}
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Content-Disposition"].endswith('-2026-11-22.ics"')
    assert not response.cookies
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_each_event_leads_back_to_the_same_result(dates, client, read):
    for event in events(dates()):
        assert str(event["URL"]) in event["DESCRIPTION"]
        address = str(event["URL"]).removeprefix("http://testserver")
        assert read(client.get(address)).shows("31. Januar 2027")


def test_the_same_deadline_is_always_the_same_event(dates):
    def uids(response):
        return [str(event["UID"]) for event in events(response)]

    assert uids(dates()) == uids(dates(language="hu"))
    assert len({Calendar.from_ical(dates().content)["UID"] for _ in range(2)}) == 1
    assert len(set(uids(dates()))) == 3
    other = uids(dates(declared="2026-12-01"))
    assert len({*uids(dates()), *other}) == 5, "the end of the right is the same day"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_with_dates_links_to_its_calendar(client, path_of, read, language):
    page = read(client.get(f"{path_of('switch-dates', language)}?{urlencode(SWITCH)}"))
    (link,) = [a["href"] for a in page.all("a") if "calendar.ics" in a.get("href", "")]
    assert "as_of=" in link
    assert len(events(client.get(link))) == 3


def test_other_groups_have_it_too(result, read, client):
    page = read(result("guest-worker", day=DAY, job_start="2026-12-01", home_cover="none", country="HU"))
    links = [a["href"] for a in page.all("a") if "calendar.ics" in a.get("href", "")]
    assert [event.start for event in events(client.get(links[0]))]


def test_without_a_dated_deadline_there_is_no_link_and_no_file(dates, client, path_of, read):
    given = {"fund_situation": "first", "job_start": "none", "as_of": DAY.isoformat()}
    page = read(client.get(f"{path_of('fund-choice')}?{urlencode(given)}"))
    assert not [a for a in page.all("a") if "calendar.ics" in a.get("href", "")]
    response = dates("fund-choice", **given)
    assert response.status_code == 404
    assert read(response).shows("Es gibt keine Fristen für Ihren Kalender")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"switch_reason": ""}, id="an answer is missing"),
        pytest.param({"declared": "2026-05-31"}, id="an answer contradicts another"),
    ],
)
def test_unfinished_answers_get_a_message(dates, read, language, given):
    response = dates(language=language, **given)
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert len(read(response).all("h1")) == 1


@pytest.mark.parametrize("fields", [{"nonsense": "1"}, {"as_of": "2018-12-31"}, {"law": "maybe"}])
def test_what_cannot_be_read_is_named(dates, fields):
    assert dates(**fields).status_code == 400


@pytest.mark.parametrize("flow", PRIVATE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_private_group_has_none(dates, flow, method):
    assert dates(flow, method=method).status_code == 404


def test_nothing_can_be_sent_to_it(dates):
    assert dates(method="post").status_code == 405

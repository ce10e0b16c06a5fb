"""Numbers of days, months, shares and days that a result has worked out stand on the page, in the text and in the data."""

import json
from urllib.parse import urlencode

import pytest
from django.core.management import call_command

LIFE = {
    "first_job_ever": "2001-01-01",
    "pension_application": "2020-12-31",
    "insured_periods": "2012-01-03,2020-12-31,member",
    "children": "0",
    "as_of": "2026-11-22",
}
SHOWN = [
    pytest.param("de", ["2. Januar 2011", "3.652 Tage", "89,97 %", "1 Monat"], id="German"),
    pytest.param("nl", ["2 januari 2011", "3.652 dagen", "89,97%", "1 maand"], id="Dutch"),
    pytest.param("hu", ["2011. január 2.", "3652 nap", "89,97%", "1 hónap"], id="Hungarian"),
]


@pytest.mark.django_db
def test_the_data_hold_them(client):
    response = client.get(f"/api/v1/advise/qualifying-period?{urlencode(LIFE | {'lang': 'de'})}")
    facts = {fact["code"]: (fact["value"], fact["unit"]) for fact in json.loads(response.content)["facts"]}
    assert facts["begins"] == ("2011-01-02", "day")
    assert facts["second_half"] == ("3652", "days")
    assert facts["share"] == ("89.97", "percent")
    assert facts["missing_months"] == ("1", "months")


@pytest.mark.parametrize(("language", "written"), SHOWN)
@pytest.mark.django_db
def test_the_page_and_the_text_show_them(client, read, path_of, language, written, capsys):
    page = read(client.get(f"{path_of('qualifying-period', language)}?{urlencode(LIFE)}"))
    answers = [f"{key}={value}" for key, value in LIFE.items() if key != "as_of"]
    call_command("advise", "qualifying-period", *answers, as_of=LIFE["as_of"], lang=language)
    text = "".join(capsys.readouterr().out.split())
    for value in written:
        assert page.shows(value), value
        assert "".join(value.split()) in text, value
    assert not page.shows("1 Monate")
    assert not page.shows("1 maanden")

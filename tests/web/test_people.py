"""The list of people that a result is about: the page, the plain lines and the data tell the same of each."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.interview.data import as_data
from advisor.rules.figures import figures
from advisor.web.api import description
from advisor.web.words import Words

FAMILY = {
    "family_member": "compulsory",
    "family_spouse": "married",
    "family_children": "7,education,0,no,no/26,education,0,no,no",
    "spouse_cover": "none",
    "spouse_here": "yes",
    "spouse_income": "0",
}
LABELS = {
    "de": ("Kind 1, Alter: 7", "versichert", "nicht versichert"),
    "nl": ("Kind 1, leeftijd: 7", "verzekerd", "niet verzekerd"),
    "hu": ("Gyermek 1, életkor: 7", "biztosított", "nem biztosított"),
}


def told(language):
    flow, law = all_flows()["family"], figures().on(date(2026, 11, 22))
    return as_data(advise(walk(flow, FAMILY, law)), flow, law, Words(language))


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.django_db
def test_each_person_is_told_apart(language):
    child, inside, outside = LABELS[language]
    people = told(language)["people"]
    assert [(person["kind"], person["number"], person["in"]) for person in people] == [
        ("spouse", 0, True),
        ("child", 1, True),
        ("child", 2, False),
    ]
    assert people[1]["label"] == child
    assert [person["in_label"] for person in people] == [inside, inside, outside]
    assert all(part["language"] == language for person in people for part in person["text"])


@pytest.mark.django_db
def test_a_person_is_as_described():
    about = description()["components"]["schemas"]["Person"]
    for person in told("de")["people"]:
        assert set(person) == set(about["properties"]) == set(about["required"])
        assert person["kind"] in about["properties"]["kind"]["enum"]


@pytest.mark.parametrize("language", LABELS)
def test_the_page_shows_each_person_and_a_way_to_them(client, read, path_of, language):
    page = read(client.post(path_of("family", language), FAMILY | {"as_of": "2026-11-22"}))
    assert "people" in page.ids
    assert {"href": "#people"} in page.all("a")
    assert all(page.shows(text) for text in LABELS[language])


@pytest.mark.django_db
def test_the_command_shows_each_person(capsys):
    answers = [f"{key}={value}" for key, value in FAMILY.items()]
    call_command("advise", "family", *answers, "--as-of", "2026-11-22", "--lang", "de")
    printed = capsys.readouterr().out
    assert "Kind 2, Alter: 26: NICHT VERSICHERT [§ 10 Abs. 2 SGB V]" in printed
    call_command("advise", "family", *answers, "--as-of", "2026-11-22", "--lang", "de", "--json")
    assert len(json.loads(capsys.readouterr().out)["people"]) == 3

"""The start page shows every form once, in a group that fits."""

import re

import pytest
from django.conf import settings
from django.test import override_settings

from advisor.flows import all_flows
from advisor.interview.length import minutes
from advisor.web.asking import asked_on
from advisor.web.keeping import PARTS
from advisor.web.starting import COMING, GROUPS, group_of


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_form_stands_there_once(client, read, path_of, language):
    page = read(client.get(f"/{language}/"))
    links = [a["href"] for a in page.all("a")]
    for key in all_flows():
        assert links.count(path_of(key, language)) == 1
    assert "tel:112" in links


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_form_says_how_long_it_takes(client, read, path_of, language):
    page = read(client.get(f"/{language}/"))
    for key, flow in all_flows().items():
        tile = page.html.split(f'href="{path_of(key, language)}"')[1].split("</a>")[0]
        assert re.search(rf"\b{minutes(flow, asked_on().law)} (Minute|minu|perc)", tile), key


def test_the_page_says_which_way_it_is_written(client, read):
    assert read(client.get("/hu/")).all("html")[0]["dir"] == "ltr"
    PARTS.forget()  # no setting changes while the site runs
    with override_settings(LANGUAGES_BIDI=["hu"]):
        assert read(client.get("/hu/")).all("html")[0]["dir"] == "rtl"
    PARTS.forget()


def test_each_group_has_its_forms():
    assert set(COMING) <= set(all_flows())
    assert {group_of(flow) for flow in all_flows().values()} == {"", *GROUPS}
    assert {flow.key for flow in all_flows().values() if group_of(flow) == "calculators"} == {
        flow.key for flow in all_flows().values() if flow.one_page
    }

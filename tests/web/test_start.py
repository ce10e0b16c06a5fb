"""The start page shows every form once, in a group that fits."""

import pytest
from django.conf import settings

from advisor.flows import all_flows
from advisor.web.starting import COMING, GROUPS, group_of


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_form_stands_there_once(client, read, path_of, language):
    page = read(client.get(f"/{language}/"))
    links = [a["href"] for a in page.all("a")]
    for key in all_flows():
        assert links.count(path_of(key, language)) == 1
    assert "tel:112" in links


def test_each_group_has_its_forms():
    assert set(COMING) <= set(all_flows())
    assert {group_of(flow) for flow in all_flows().values()} == {"", *GROUPS}
    assert {flow.key for flow in all_flows().values() if group_of(flow) == "calculators"} == {
        flow.key for flow in all_flows().values() if flow.one_page
    }

"""Guide pages: their tables are whole, and their bullets are those of the page."""

import re

import pytest
from django.utils import translation

from advisor.content.links import address, carrying, is_inside, register
from advisor.content.prose import dead_links, faults, plain, render
from advisor.content.seeds import SeedError, shipped
from advisor.rules.figures import figures
from advisor.web.guide import GUIDE

HEAD = ("caption-t-1", "th-t-1-a", "th-t-1-b")
TABLES = [
    pytest.param([*HEAD, "td-t-1-r1-a", "td-t-1-r1-b"], "", id="a whole table"),
    pytest.param([*HEAD, "td-t-1-r1-a", "td-t-1-r1-b", "p-1"], "", id="a paragraph after it"),
    pytest.param([*HEAD, "td-t-1-r1-a"], "a row has 1 cells, the table 2 columns", id="a row too short"),
    pytest.param([*HEAD, "td-t-1-r1-a", "p-1"], "a row has 1 cells", id="a row too short in the middle"),
    pytest.param(["th-t-1-a"], "a caption opens a table", id="headers without a caption"),
    pytest.param(["caption-t-1", "p-1", "td-t-1-r1-a"], "a caption opens a table", id="cells after a paragraph"),
    pytest.param([*HEAD, "td-t-1-r1-a", "th-t-1-c"], "come before its cells", id="a header after cells"),
]


@pytest.mark.parametrize(("slugs", "fault"), TABLES)
def test_tables_are_whole(seeds, slugs, fault):
    segments = "".join(f'["page".{slug}]\nde = "a"\nnl = "a"\nhu = "a"\n' for slug in slugs)
    folder = seeds("guide/page.toml", segments)
    if not fault:
        assert shipped(folder)
        return
    with pytest.raises(SeedError, match=fault):
        shipped(folder)


def test_every_shipped_page_of_the_guide_has_an_address():
    assert {key for kind, key in shipped() if kind == "guide"} <= set(GUIDE)


PERIODS = {
    "months": {"de": "(volle )?Monate", "nl": "(volle )?maanden", "hu": "(teljes )?hónap"},
    "days": {"de": "(Arbeits)?[Tt]age", "nl": "(werk)?dagen", "hu": "(munka)?nap"},
    "hours/week": {"de": "Stunden", "nl": "uur", "hu": "óra"},
}
"""How a period is named after its number, which is shown without a unit."""


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_a_period_names_its_unit(language):
    for (kind, key), text in shipped().items():
        for segment in text.segments if kind == "guide" else ():
            for found in re.finditer(r"\$\{(\w+)[^}]*\}", segment.bodies[language]):
                series = figures().series.get(found[1])
                unit = PERIODS.get(series.unit, {}).get(language) if series else None
                named = unit is None or re.match(f" {unit}", segment.bodies[language][found.end() :])
                assert named, f"{key}.{segment.slug} [{language}]: {found[0]}"


def test_links_inside_the_site_are_written_by_name():
    assert not faults("[Studieren](guide:students) und [Start](flow:student)")
    assert faults("[Studieren](guide:Students)")
    assert faults("[Studieren](page:students)")
    assert dead_links("[x](guide:nowhere) [y](guide:students) [z](https://example.org)") == [
        "There is no page guide:nowhere."
    ]
    assert is_inside("list:funds")
    assert not is_inside("tel:112")


def test_links_inside_the_site_carry_the_day_of_law():
    with translation.override("nl"), carrying({"as_of": "2019-10-01"}, {"co-payment": "#word-co-payment"}):
        assert render("[Studeren](guide:students)") == '<a href="/nl/gids/studeren/?as_of=2019-10-01">Studeren</a>'
        assert render("[Bijbetaling](term:co-payment)") == '<a href="#word-co-payment">Bijbetaling</a>'
        assert render("[<b>](guide:nowhere)") == "&lt;b&gt;"
    assert plain("[Studieren](guide:students)") == "Studieren"


def test_who_serves_pages_says_where_they_are(monkeypatch):
    monkeypatch.setattr("advisor.content.links._RESOLVERS", {})
    assert address("guide:students") is None
    register("guide", lambda name, fields: f"/{name}/")
    assert address("guide:students") == "/students/"

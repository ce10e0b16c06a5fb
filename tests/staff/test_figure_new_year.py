"""The page of the new year: what ends, what is missing, what is begun, and several reviews at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from advisor.content.models import FigureReview, FigureRow
from advisor.rules.figures import NotYetKnown, shipped_figures
from advisor.staff import new_year
from advisor.staff.models import FigureDraft

TODAY = date(2026, 11, 22)
WHERE = "admin:staff_figuredraft_new_year"


@pytest.fixture
def page(person, signed_in):
    """The page for somebody with this role; posts where there are fields."""
    clients = {}

    def ask(role="figures-editor", **fields):
        client = clients.setdefault(role, None) or signed_in(person(f"{role}-{len(clients)}", role))
        clients[role] = client
        return client.post(reverse(WHERE), fields, follow=True) if fields else client.get(reverse(WHERE))

    return ask


def names(lines):
    return {line["name"] for line in lines}


def expiring(found):
    return {line["name"] for _topic, lines in found["expiring"] for line in lines}


def test_every_figure_that_is_not_known_on_the_first_of_january_is_missing(db):
    found = new_year.page(TODAY, "de")
    first = date(2027, 1, 1)
    unknown = set()
    for name, series in shipped_figures().series.items():
        try:
            series.on(first)
        except NotYetKnown:
            unknown.add(name)
    assert names(found["missing"]) == unknown
    assert {"contribution_ceiling", "average_additional_rate"} <= unknown
    assert found["first"] == first


def test_a_draft_law_is_missing_and_its_value_is_shown(db):
    (line,) = (line for line in new_year.page(TODAY, "de")["missing"] if line["name"] == "contribution_ceiling")
    assert line["draft_value"] == "6.375\xa0€"
    assert line["today"] == "5.812,50\xa0€"


def test_names_of_figures_are_shown_without_markup(page):
    asked = page().client.get(reverse(WHERE), headers={"accept-language": "hu"})
    assert "(Jahresarbeitsentgeltgrenze)" in asked.content.decode()
    assert "[de:" not in asked.content.decode()


def test_every_review_that_ends_soon_or_has_ended_is_listed_once(db):
    found = new_year.page(TODAY, "de")
    ends = {name for name, series in shipped_figures().series.items() if series.reviewed_until <= date(2026, 12, 31)}
    assert expiring(found) | names(found["missing"]) >= ends
    assert not expiring(found) & names(found["missing"])
    assert found["expiring_number"] == len(expiring(found))


def test_what_is_released_is_no_longer_missing_and_what_is_reviewed_no_longer_ends(db):
    FigureRow.objects.create(name="reference_amount", valid_from=date(2027, 1, 1), value=Decimal(4100), source="BGBl.")
    for name in ("reference_amount", "care_rate"):
        FigureReview.objects.create(name=name, reviewed_until=date(2027, 12, 31), checked_on=TODAY)
    found = new_year.page(TODAY, "de")
    assert not {"reference_amount", "care_rate"} & (names(found["missing"]) | expiring(found))


def test_each_line_says_where_to_look(db):
    lines = {
        line["name"]: line
        for _topic, of_topic in new_year.page(TODAY, "de")["expiring"]
        for line in of_topic
    }  # fmt: skip
    line = lines["general_contribution_rate"]
    assert line["law_links"] == [("§ 241 SGB V", "https://www.gesetze-im-internet.de/sgb_5/__241.html")]
    assert line["sources"].startswith("GETTSIM 1.3.1")


LAWS = [
    ("§ 223 SGB V, § 6 Abs. 7 SGB V, § 55 Abs. 2 SGB XI; SVRechGrV", ["sgb_5/__223", "sgb_5/__6", "sgb_11/__55"]),
    ("§ 8a SGB IV", ["sgb_4/__8a"]),
    ("§ 55 Abs. 1, 1a SGB XI; PUEG", ["sgb_11/__55"]),
    ("§ 3 AsylbLG", []),
]


@pytest.mark.parametrize(("law", "found"), LAWS)
def test_paragraphs_of_social_law_lead_to_the_law(law, found):
    pieces = new_year.law_links(law)
    ends = [address.removeprefix("https://www.gesetze-im-internet.de/") for _piece, address in pieces if address]
    assert ends == [f"{each}.html" for each in found]
    assert "".join(piece for piece, _address in pieces).replace(" ", "") == law.replace(" ", "")


def test_sites_that_a_source_names_are_links():
    names = "aerztezeitung.de und asscompact.de, September 2025; BGBl. 2026 I Nr. 228"
    links = {piece: address for piece, address in new_year.source_links(names) if address}
    assert links == {site: f"https://{site}/" for site in ("aerztezeitung.de", "asscompact.de")}


def test_the_page_leads_to_a_row_and_a_review_of_each_figure(page, signed_in, person):
    answer = page()
    assert answer.status_code == 200
    (line,) = (line for line in answer.context["missing"] if line["name"] == "reference_amount")
    form = signed_in(person("other", "figures-editor")).get(line["new_row"]).content.decode()
    assert '<option value="reference_amount" selected>' in form
    assert f'value="{line["new_row"].rpartition("valid_from=")[2]}"' in form


def test_several_figures_are_marked_at_once_and_those_that_cannot_be_are_named(page):
    chosen = ["care_rate", "childless_surcharge", "average_additional_rate"]
    answer = page(names=chosen, reviewed_until="31.12.2027", source="Durchgesehen")
    drafts = FigureDraft.objects.filter(kind="review")
    assert set(drafts.values_list("name", "state", "reviewed_until")) == {
        (name, "draft", date(2027, 12, 31)) for name in chosen[:2]
    }
    told = [str(message) for message in answer.context["messages"]]
    assert any("2027-01-01" in message for message in told)
    again = page(names=["care_rate"], reviewed_until="30.06.2028")
    assert drafts.count() == 2
    assert [message.level_tag for message in again.context["messages"]] == ["warning"]
    assert "care_rate" in {
        draft.name for _label, found in again.context["drafts"] for draft in found
    }  # fmt: skip


def test_marked_figures_can_be_sent_at_once(page):
    page(names=["care_rate"], reviewed_until="31.12.2027", send="on")
    assert FigureDraft.objects.get().state == "waiting"


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"reviewed_until": "31.12.2027"}, id="nothing ticked"),
        pytest.param({"names": ["no_such"], "reviewed_until": "31.12.2027"}, id="unknown figure"),
        pytest.param({"names": ["care_rate"], "reviewed_until": ""}, id="no day"),
        pytest.param({"names": ["care_rate"], "reviewed_until": "31.02.2027"}, id="no such day"),
    ],
)
def test_what_cannot_be_is_told_and_the_ticks_stay(page, fields):
    answer = page(**fields)
    assert answer.context["form"].errors
    assert not FigureDraft.objects.exists()
    if fields.get("names") == ["care_rate"]:
        assert answer.context["form"]["names"].value() == ["care_rate"]
        page = " ".join(answer.content.decode().split())
        assert 'value="care_rate" aria-labelledby="figure-care_rate" checked>' in page
        assert 'value="childless_surcharge" aria-labelledby="figure-childless_surcharge" >' in page


def test_a_releaser_reads_the_page_and_marks_nothing(page):
    assert 'type="checkbox"' not in page("releaser").content.decode()
    assert page("releaser", names=["care_rate"], reviewed_until="31.12.2027").status_code == 403
    assert not FigureDraft.objects.exists()


def test_at_the_end_of_the_days_we_answer_for_the_page_stands(db):
    assert new_year.page(date(2030, 12, 31), "hu")["year"] == "2030"

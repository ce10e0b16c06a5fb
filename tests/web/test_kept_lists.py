"""What staff keep in the admin reaches page, files, search and flows with the next look at the edition, and no day before."""

import csv
import io
import json
from datetime import date
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from advisor.content.library import SHELF as TEXTS
from advisor.directory.dated import CardFund, CardMunicipality, FundRate
from advisor.directory.shelf import SHELF, current_figures
from advisor.directory.states import State
from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.words import Words
from tests.signing_in import signed_in

LANGUAGES = [code for code, _ in settings.LANGUAGES]
BEFORE, FROM = "2027-02-28", "2027-03-01"
WAITING = {
    "protection_status": "applied", "has_job": "no", "in_germany_since": "2027-01-15", "medical_need": "acute", "federal_state": "NW",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _as_shipped():
    SHELF.forget()
    yield
    TEXTS.forget()
    SHELF.forget()


@pytest.fixture
def staff(db):
    return signed_in(get_user_model().objects.create_superuser("staff"))


@pytest.fixture
def entered(staff, monkeypatch):
    """Enters a row in the admin; then the two seconds are over after which a process looks at the edition again."""

    def enter(model, **fields):
        fields = {name: value for name, value in fields.items() if value is not False}
        response = staff.post(f"/admin/directory/{model}/add/", fields)
        assert response.status_code == 302, response.context["adminform"].form.errors
        monkeypatch.setattr(TEXTS, "_looked", float("-inf"))

    return enter


@pytest.fixture
def list_of(client):
    def fetch(key, language="de", form="", **asked):
        name = f"list-{form}" if form else "list"
        return client.get(f"{Here(name, asked_on(), {'list_key': key}).path(language)}?{urlencode(asked)}")

    return fetch


def step_of(given, day):
    """Where the asylum seekers' form stands with these answers, by the law as staff keep it."""
    return walk(all_flows()["asylum-seeker"], given, current_figures().on(date.fromisoformat(day)))


def advised(given, day):
    """What these answers lead to."""
    return advise(step_of(given, day))


BIELEFELD = {
    "code": "bielefeld", "name": "Bielefeld", "valid_from": FROM, "date_known": "on", "joined": "on",
    "source": "Stadt Bielefeld, 2027-02-01",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("day", "there"), [(BEFORE, False), (FROM, True)])
def test_a_municipality_is_in_page_and_files_from_its_day(list_of, read, entered, language, day, there):
    list_of("municipalities", language, as_of=day)
    entered("cardmunicipality", **BIELEFELD)
    page = read(list_of("municipalities", language, as_of=day))
    data = json.loads(list_of("municipalities", language, "json", as_of=day).content)["rows"]
    table = list(csv.DictReader(io.StringIO(list_of("municipalities", language, "csv", as_of=day).content.decode())))
    assert ("Bielefeld" in page.text_of("th")) is there
    assert [row["name"] for row in data] == [row["name"] for row in table]
    assert [row["valid_from"] for row in data if row["code"] == "bielefeld"] == ([FROM] if there else [])
    assert len(data) == 25 + there
    assert ("Stadt Bielefeld, 2027-02-01" in page.text) is there


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_municipality_is_found(client, read, list_of, entered, language):
    address = {"de": "/de/suche/", "nl": "/nl/zoeken/", "hu": "/hu/kereses/"}[language]
    entered("cardmunicipality", **BIELEFELD)
    assert read(client.get(f"{address}?{urlencode({'q': 'Bielefeld', 'as_of': FROM})}")).shows("Bielefeld")
    found = read(list_of("municipalities", language, q="bielef", as_of=FROM))
    assert [text for path, text in found.texts if path[-1:] == ("th",)][2:] == ["Bielefeld"]


@pytest.mark.parametrize(("day", "outcome"), [(BEFORE, "asylum-voucher"), (FROM, "asylum-card")])
def test_a_municipality_answers_the_asylum_seekers_question(client, read, path_of, entered, day, outcome):
    given = WAITING | {"municipality": "bielefeld"}
    assert step_of(given, day).problem.question.key == "municipality"
    entered("cardmunicipality", **BIELEFELD)
    assert advised(given, day).outcome == outcome
    page = read(client.post(path_of("asylum-seeker"), WAITING | {"as_of": day}))
    offered = [a["value"] for a in page.all("option")]
    assert offered.index("alsdorf") < offered.index("bielefeld") < offered.index("bocholt")
    assert read(client.post(path_of("asylum-seeker"), given | {"as_of": day})).shows("Bielefeld")


def test_not_knowing_the_municipality_counts_the_new_one_too(entered):
    entered("cardmunicipality", **BIELEFELD)
    found = advised(WAITING | {"municipality": "unsure"}, FROM)
    values = {value["municipality"]: case.advice.outcome for case in found.alternatives for value in case.values}
    assert values["bielefeld"] == "asylum-card"
    assert values["other"] == "asylum-voucher"
    assert len(values) == 27


def test_a_municipality_leaves(list_of, read, entered):
    cologne = {
        "code": "koeln",
        "name": "Köln",
        "valid_from": FROM,
        "joined": False,
        "date_known": "on",
        "source": "Köln",
    }
    given = WAITING | {"municipality": "koeln"}
    entered("cardmunicipality", **cologne)
    assert advised(given, BEFORE).outcome == "asylum-card"
    assert advised(given, FROM).outcome == "asylum-voucher"
    assert "Köln" in read(list_of("municipalities", as_of=BEFORE)).text_of("th")
    assert "Köln" not in read(list_of("municipalities", as_of=FROM)).text_of("th")


def test_a_fund_joins_and_one_leaves_the_agreement(list_of, read, entered):
    row = {"valid_from": FROM, "date_known": "on", "source": "MAGS"}
    entered("cardfund", code="neue-bkk", name="Neue BKK", role="acceded", **row)
    entered("cardfund", code="barmer", name="BARMER", role="left", **row)
    for day, names in ((BEFORE, ("BARMER",)), (FROM, ("Neue BKK",))):
        page = read(list_of("municipalities", as_of=day))
        funds = advised(WAITING | {"municipality": "koeln"}, day).funds
        assert len(funds) == 13
        for name in ("BARMER", "Neue BKK"):
            assert (name in funds) is (name in names)
            assert (name in {text.strip() for path, text in page.texts if path[-2:] == ("ul", "li")}) is (name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_changes_the_list_and_the_guest_workers_form(
    client, list_of, read, path_of, answered, entered, language
):
    """Who comes from a member state needs no residence title to work (§ 2 FreizügG/EU)."""
    entered("state", code="UA", belongs="eu", scope="full", valid_from=FROM, note="Beitritt", source="ABl. L, 2027")
    list_of("states", language)
    given = {"country": "UA", "occupation": "employed"}
    before, after = (answered("guest-worker", date.fromisoformat(day), **given) for day in (BEFORE, FROM))
    assert "may_work" in before
    assert "may_work" not in after
    for day, asked in ((BEFORE, True), (FROM, False)):
        page = read(client.get(f"{path_of('guest-worker', language)}?{urlencode(given | {'as_of': day})}"))
        assert (("question", "may_work") in page.hidden()) is asked
    for day, scope in ((BEFORE, "none"), (FROM, "full")):
        data = json.loads(list_of("states", language, "json", as_of=day).content)["rows"]
        row = next(row for row in data if row["code"] == "UA")
        assert row["scope"] == scope
        assert read(list_of("states", language, as_of=day, q="UA")).shows(row["group_label"])
    assert row["valid_from"] == FROM
    assert row["source"] == "ABl. L, 2027"
    assert not read(list_of("states", language, as_of=FROM, q="UA")).shows("Beitritt")


def test_a_past_permanent_link_stays_as_it_was(list_of, entered):
    def past():
        return [
            json.loads(list_of(key, form="json", as_of=BEFORE).content)["rows"]
            for key in ("funds", "municipalities", "states")
        ]

    before = past()
    entered("cardmunicipality", **BIELEFELD | {"code": "koeln", "name": "Köln am Rhein"})
    entered("fundrate", code="barmer", name="BARMER neu", kind="substitute", valid_from=FROM, rate="3.1", source="b.de")
    entered("state", code="TR", belongs="other", scope="none", without_sickness="on", valid_from=FROM, source="x")
    assert past() == before


# The admin -------------------------------------------------------------------------------------------------------------

FORMS = {
    "cardmunicipality": (BIELEFELD, {"code": "other"}, "code"),
    "cardfund": (
        {"code": "x", "name": "X", "valid_from": FROM, "role": "acceded", "date_known": "on", "source": "x"},
        {"role": "boss"}, "role",
    ),
    "state": (
        {"code": "UA", "belongs": "eu", "scope": "full", "valid_from": FROM, "source": "x"}, {"scope": "none"}, "scope",
    ),
    "fundrate": (
        {"code": "x", "name": "X", "kind": "bkk", "valid_from": FROM, "rate": "2.5", "source": "x"}, {"rate": "12"}, "rate",
    ),
}  # fmt: skip
MODELS = {"cardmunicipality": CardMunicipality, "cardfund": CardFund, "state": State, "fundrate": FundRate}


@pytest.mark.parametrize("model", FORMS)
def test_what_cannot_be_right_is_refused_at_its_field(staff, model):
    right, wrong, field = FORMS[model]
    path = f"/admin/directory/{model}/add/"
    for changed, at in ((wrong, field), ({"valid_from": "2008-12-31"}, "valid_from"), ({"source": ""}, "source")):
        response = staff.post(path, right | changed)
        assert response.status_code == 200
        assert at in response.context["adminform"].form.errors
    assert staff.post(path, right).status_code == 302
    assert staff.post(path, right).context["adminform"].form.non_field_errors()
    assert MODELS[model].objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", FORMS)
def test_the_admin_speaks_the_language_of_the_staff(staff, read, model, language):
    staff.post(f"/admin/directory/{model}/add/", FORMS[model][0])
    row = MODELS[model].objects.get()
    for path in (f"/admin/directory/{model}/", f"/admin/directory/{model}/{row.pk}/change/"):
        response = staff.get(path, headers={"accept-language": language})
        assert response.status_code == 200
        page = read(response)
        for english in (
            "day known",
            "takes part",
            "treaty without",
            "in place of",
            "The first day on which",
            "Switzerland",
        ):
            assert english not in page.text
    assert len(staff.get(f"/admin/directory/{model}/?q={FORMS[model][0]['code']}").context["cl"].result_list) == 1
    assert len(staff.get(f"/admin/directory/{model}/?q=nothing").context["cl"].result_list) == 0


@pytest.mark.parametrize(("language", "name"), [("de", "Ukraine"), ("nl", "Oekraïne"), ("hu", "Ukrajna")])
def test_states_are_chosen_and_found_by_their_names(staff, read, language, name):
    staff.post("/admin/directory/state/add/", FORMS["state"][0])
    spoken = {"accept-language": language}
    assert f"{name} (UA)" in read(staff.get("/admin/directory/state/add/", headers=spoken)).text
    assert name in read(staff.get("/admin/directory/state/", headers=spoken)).text
    found = staff.get("/admin/directory/state/", {"q": name[:4]}, headers=spoken).context["cl"].result_list
    assert [row.code for row in found] == ["UA"]


def test_the_list_tells_which_rows_take_the_place_of_shipped_ones(staff):
    for code, day in (("koeln", "2016-01-01"), ("koeln", FROM)):
        staff.post(
            "/admin/directory/cardmunicipality/add/", BIELEFELD | {"code": code, "name": "Köln", "valid_from": day}
        )
    rows = CardMunicipality.objects.order_by("valid_from")
    assert [row.shipped() is not None for row in rows] == [True, False]
    page = staff.get("/admin/directory/cardmunicipality/").content.decode()
    assert page.count('class="field-replaces"') == 2


def test_the_form_offers_countries_in_every_language_as_before(entered):
    entered("state", code="UA", belongs="eu", scope="full", valid_from=FROM, source="x")
    assert dict(Words("de").countries())["UA"] == "Ukraine"
    assert date.fromisoformat(FROM) == State.objects.get().valid_from

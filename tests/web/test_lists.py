"""The lists of the directory: as of a day, found by a part of a name, compared by price, downloaded, in every language."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html

from advisor.content.library import SHELF as TEXTS
from advisor.directory.dated import FundRate
from advisor.directory.models import EmergencyNumber, Institution
from advisor.directory.shelf import SHELF, directory
from advisor.rules.figures import figures
from advisor.web.asking import asked_on
from advisor.web.fund_prices import compared
from advisor.web.list_rows import ROWS
from advisor.web.lists import ASKED_OF
from advisor.web.pages import Here
from advisor.web.slugs import LISTS
from advisor.web.words import Words

LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def _as_shipped():
    SHELF.forget()
    yield
    SHELF.forget()


@pytest.fixture
def get(client):
    """The response for a list, with what is asked of it."""

    def fetch(key, language="de", form="", **asked):
        name = f"list-{form}" if form else "list"
        return client.get(f"{Here(name, asked_on(), {'list_key': key}).path(language)}?{urlencode(asked)}")

    return fetch


@pytest.fixture
def loaded(db, tmp_path):
    """Loads rates: (code, name, first day, rate)."""

    def load(*rows):
        lines = [f"{code},{name},bkk,,,{day},{rate},,{code}.de" for code, name, day, rate in rows]
        file = tmp_path / "funds.csv"
        file.write_text("\n".join([",".join(FundRate.COLUMNS), *lines]), encoding="utf-8")
        call_command("load_list", "funds", str(file), verbosity=0)
        TEXTS.forget()

    return load


def cells(page, row):
    return [text.strip() for path, text in page.texts if row in path and text.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize("day", ["2019-01-01", "2026-10-01", "2030-12-31"])
def test_every_list_on_every_day(get, read, key, language, day):
    response = get(key, language, as_of=day)
    page = read(response)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert page.all("strong" if key == "institutions" else "th")
    assert {a.get("scope") for a in page.all("th")} <= {"col", "row"}
    hrefs = [a.get("href", "") for a in page.all("a")]
    assert sum("download.csv" in href and f"as_of={day}" in href for href in hrefs) == 1
    assert sum("download.json" in href for href in hrefs) == 1


def test_every_number_is_one_tap_away(get, read, client):
    calls = {a["href"] for a in read(get("emergency")).all("a") if a.get("href", "").startswith("tel:")}
    assert calls == {"tel:112", "tel:110", "tel:116117", "tel:08000117722"}
    for address in ("/de/", "/nl/", "/hu/"):
        hrefs = [a.get("href") for a in read(client.get(address)).all("a")]
        assert "tel:112" in hrefs
        assert "tel:116117" in hrefs


@pytest.mark.parametrize(
    ("phone", "address"),
    [("+49 30 85404-0", "tel:+4930854040"), ("0211 / 855-5", "tel:02118555"), ("116 117", "tel:116117")],
)
def test_a_number_is_called_by_its_digits(get, read, db, phone, address):
    Institution.objects.filter(key="drk").update(phone=phone)
    EmergencyNumber.objects.filter(key="police").update(number=phone)
    TEXTS.forget()
    for key in ("institutions", "emergency"):
        page = read(get(key))
        assert address in {a.get("href") for a in page.all("a")}
        assert page.shows(phone)


def test_patient_advice_is_there_from_its_day(get, read):
    assert not read(get("emergency", as_of="2024-05-05")).shows("0800 0117722")
    assert read(get("emergency", as_of="2024-05-06")).shows("0800 0117722")


@pytest.mark.parametrize(
    ("day", "name", "beside"),
    [
        ("2019-12-31", "Bundesversicherungsamt", "Bundesamt für Soziale Sicherung (BAS)"),
        ("2020-01-01", "Bundesamt für Soziale Sicherung (BAS)", "Bundesversicherungsamt"),
        (
            "2025-02-12",
            "Bundeszentrale für gesundheitliche Aufklärung (BZgA)",
            "Bundesinstitut für Öffentliche Gesundheit",
        ),
        (
            "2025-02-13",
            "Bundesinstitut für Öffentliche Gesundheit (BIÖG)",
            "Bundeszentrale für gesundheitliche Aufklärung",
        ),
    ],
)
def test_an_institution_has_the_name_of_the_day(get, read, day, name, beside):
    page = read(get("institutions", as_of=day))
    heads = [(path, text) for path, text in page.texts if "li" in path]
    assert name in {text.strip() for path, text in heads if "strong" in path}
    assert any(beside in text for path, text in heads if "small" in path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_german_name_of_an_institution_always_stands_there(get, read, language):
    page = read(get("institutions", language, as_of="2026-10-01"))
    for item in [*directory().institutions("education"), *directory().institutions("health")]:
        assert page.shows(item.text("name", "de")[0])
        assert page.shows(item.text("name", language)[0])
    assert page.html.count('<span class="tag">') == 6


# Funds -----------------------------------------------------------------------------------------------------------------


def test_funds_by_what_an_employee_pays(get, read, loaded):
    loaded(("dear-bkk", "Dear BKK", "2026-01-01", "4.5"), ("cheap-bkk", "Cheap BKK", "2026-01-01", "2.1"))
    page = read(get("funds", as_of="2026-10-01", pay="3000"))
    names = " ".join(text for path, text in page.texts if "option" not in path)
    assert names.index("Cheap BKK") < names.index("Dear BKK") < names.index("AOK NordWest")
    assert page.shows("250,50 €")  # 3000 × (14.6 % + 2.1 %) / 2
    assert page.shows("3.006,00 €")
    assert page.shows("286,50 €")
    assert page.shows("262,50 €")  # the average, 2.9 %
    assert page.shows("144,00 € im Jahr weniger als der Durchschnitt")
    assert page.shows("288,00 € im Jahr mehr als der Durchschnitt")


def test_the_published_fund_of_a_past_year(get, read):
    page = read(get("funds", as_of="2025-05-01", pay="9999"))
    assert page.shows("469,94 €")  # of the ceiling, 5,512.50: 402.41 + 67.53


DAYS = ["2019-01-01", "2022-12-31", "2023-01-01", "2024-11-01", "2025-12-31", "2026-10-01", "2027-01-01", "2030-12-31"]


@pytest.mark.parametrize("more", [False, True], ids=["as shipped", "with rates of staff"])
@pytest.mark.parametrize("day", DAYS)
def test_no_rate_is_invented(get, read, loaded, day, more):
    """A rate stands there with its source and on its days only; whoever has none that day is said to have none."""
    if more:
        loaded(("new-bkk", "New BKK", "2026-01-01", "2.9"), ("new-bkk", "New BKK", "2026-11-01", ""))
    page = read(get("funds", as_of=day))
    rows = json.loads(get("funds", form="json", as_of=day).content)["rows"]
    kept = {
        (code, str(Decimal(entry.about["rate"])), entry.valid_from.isoformat(), entry.about["until"].isoformat())
        for code, entries in directory().figures.lists["funds"].rows.items()
        for entry in entries
        if "rate" in entry.about and entry.source
    }
    rated = [row for row in rows if row["additional_rate"] is not None]
    for row in rated:
        assert row["source"]
        assert row["valid_from"] <= day <= row["known_until"]
        assert (row["code"], row["additional_rate"], row["valid_from"], row["known_until"]) in kept
    percentages = re.findall(r"\d\s*%", page.text_of("td"))
    assert len(percentages) == len(rated) + page.html.count('class="yardstick"')
    for row in rows:
        assert page.shows(row["name"])
    assert ("new-bkk" in {row["code"] for row in rated}) is (more and day == "2026-10-01")


# The present fund ------------------------------------------------------------------------------------------------------


@pytest.fixture
def three_funds(loaded):
    loaded(
        ("dear-bkk", "Dear BKK", "2026-01-01", "4.5"),
        ("cheap-bkk", "Cheap BKK", "2026-01-01", "2.1"),
        ("twin-bkk", "Twin BKK", "2026-01-01", "4.5"),
    )


def test_funds_beside_the_present_one(get, read, three_funds):
    """At 3,000 euros: 286.50 with 4.5 %, 250.50 with 2.1 %, 262.50 with the average of 2.9 % (§ 249 Abs. 1 SGB V)."""
    page = read(get("funds", as_of="2026-10-01", pay="3000", fund="dear-bkk"))
    assert page.shows("36,00 € im Monat weniger als jetzt, 432,00 € im Jahr")
    assert page.shows("24,00 € im Monat weniger als jetzt, 288,00 € im Jahr")
    assert page.shows("So viel wie jetzt")
    assert page.shows("Das ist Ihre jetzige Krankenkasse.")
    assert "als der Durchschnitt" not in page.text_of("td")
    assert page.shows("262,50 €")
    page = read(get("funds", as_of="2026-10-01", pay="3000", fund="cheap-bkk"))
    assert page.shows("36,00 € im Monat mehr als jetzt, 432,00 € im Jahr")
    assert page.shows("12,00 € im Monat mehr als jetzt, 144,00 € im Jahr")


@pytest.mark.parametrize(
    ("day", "fund", "shown"),
    [
        pytest.param("2026-10-01", "barmer", "1. Oktober 2026 kein Satz bekannt: BARMER.", id="a fund without a rate"),
        pytest.param("2024-06-01", "techniker-krankenkasse", "1. Juni 2024 kein Satz bekannt: Techniker", id="none that year"),
        pytest.param("2025-12-31", "dear-bkk", "31. Dezember 2025 kein Satz bekannt: Dear BKK.", id="the day before its first row"),
    ],
)  # fmt: skip
def test_a_present_fund_without_a_rate_is_compared_with_the_average(get, read, three_funds, day, fund, shown):
    page = read(get("funds", as_of=day, pay="3000", fund=fund))
    assert page.shows(f"Von dieser Krankenkasse ist für den {shown}")
    assert "als jetzt" not in page.text
    assert page.shows("Wir vergleichen die Krankenkassen mit dem Durchschnitt.") == (day != "2024-06-01")
    if day == "2026-10-01":
        assert page.shows("144,00 € im Jahr weniger als der Durchschnitt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chosen_fund_stays_chosen_and_is_nobody_elses_page(get, read, three_funds, language):
    for asked in ({"fund": "dear-bkk"}, {"fund": "dear-bkk", "pay": ""}, {"fund": "dear-bkk", "pay": "-1"}):
        response = get("funds", language, as_of="2026-10-01", **asked)
        page = read(response)
        assert response.status_code == (400 if asked.get("pay") else 200)
        assert "no-store" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert [a["value"] for a in page.all("option") if "selected" in a] == ["dear-bkk"]
        others = [a["href"] for a in page.all("a") if a.get("hreflang")]
        assert all("fund=dear-bkk" in href for href in others)
        assert ("fund", "dear-bkk") in page.hidden()  # of the form for another day


@pytest.mark.parametrize("fund", ["none", "BARMER", "<b>", "x" * 300, "../", "fund-barmer"])
def test_a_fund_that_is_not_on_the_list_gets_a_message_at_the_field(get, read, three_funds, fund):
    response = get("funds", as_of="2026-10-01", pay="3000", fund=fund)
    page = read(response)
    assert response.status_code == 400
    field = next(a for a in page.all("select") if a["name"] == "fund")
    assert field["aria-invalid"] == "true"
    assert "fund-error" in field["aria-describedby"].split()
    assert "fund-error" in page.ids
    assert [a["value"] for a in page.all("input") if a.get("name") == "pay" and a.get("type") != "hidden"] == ["3000"]
    assert page.shows("250,50 €")


def test_a_present_fund_in_a_year_without_figures(get, read):
    page = read(get("funds", as_of="2027-05-01", pay="3000", fund="barmer"))
    assert page.shows("kein Satz bekannt: BARMER.")
    assert not page.shows("Wir vergleichen")
    assert "missing" in page.html


@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.decimals("603.01", "12000", places=2), st.sampled_from(["dear-bkk", "cheap-bkk", "twin-bkk"]),
    st.sampled_from(["2026-01-01", "2026-12-31"]),
)  # fmt: skip
def test_differences_add_up(three_funds, pay, present, day):
    """What a fund costs is what the present one costs, and the difference; a year is twelve months."""
    law = directory().figures.on(date.fromisoformat(day))
    context = compared(law, directory(), Words("de"), str(pay), present)
    own = context["own"]
    assert own["code"] == present
    for row in (context["average"], *context["known"]):
        assert row["month"] == own["month"] + row["more"] - row["less"]
        assert 0 in (row["more"], row["less"])
        assert row["year"] == 12 * row["month"]
        assert row["more_a_year"] - row["less_a_year"] == row["year"] - own["year"]


# Rates that the visitor types in ---------------------------------------------------------------------------------------

TODAY = "2026-11-22"


def test_two_typed_rates_are_compared_where_no_rate_is_known(get, read):
    """At 3,000 euros: 262.50 with the average of 2.9 %, 286.50 with 4.5 %, 250.50 with 2.1 % (§ 249 Abs. 1 SGB V)."""
    page = read(get("funds", as_of=TODAY, pay="3000", fund="barmer", present_rate="4,5", other_rate="2,1"))
    rows = page.text_of("tbody")
    assert "BARMER" in rows
    assert "Die andere Krankenkasse" in rows
    assert "286,50 €" in rows
    assert "250,50 €" in rows
    assert "24,00 € im Monat mehr als der Durchschnitt, 288,00 € im Jahr" in rows
    assert "36,00 € im Monat weniger als jetzt, 432,00 € im Jahr" in rows
    assert "12,00 € im Monat weniger als der Durchschnitt, 144,00 € im Jahr" in rows
    assert not page.shows("kein Satz bekannt")
    assert not page.shows("Wir vergleichen die Krankenkassen mit dem Durchschnitt")


def test_a_chosen_fund_without_a_rate_asks_for_it_and_compares_nothing_else(get, read):
    page = read(get("funds", as_of=TODAY, pay="3000", fund="barmer"))
    assert page.shows("kein Satz bekannt: BARMER. Bitte tragen Sie den Satz ein.")
    assert not page.shows("Wir vergleichen die Krankenkassen mit dem Durchschnitt")
    assert not page.shows("als jetzt")


def test_a_typed_rate_of_the_present_fund_is_the_yardstick_of_listed_funds(get, read, three_funds):
    """286.50 with 4.5 % is 36 euros more than 250.50 with the typed 2.1 %."""
    page = read(get("funds", as_of="2026-10-01", pay="3000", present_rate="2.1"))
    assert page.shows("36,00 € im Monat mehr als jetzt, 432,00 € im Jahr")
    assert page.shows("Ihre jetzige Krankenkasse")
    page = read(get("funds", as_of="2026-10-01", pay="3000", fund="dear-bkk", other_rate="2.9"))
    assert page.shows("24,00 € im Monat weniger als jetzt, 288,00 € im Jahr")
    assert page.shows("So viel wie der Durchschnitt")


@pytest.mark.parametrize(("language", "typed"), [("de", "2,75"), ("nl", "2,75 procent"), ("hu", "2,75 %")])
def test_a_rate_is_read_in_the_language_of_the_page(get, read, language, typed):
    """Half of 0.15 % less than the average of 2.9 % of 4,000 euros: 3 euros a month."""
    page = read(get("funds", language, as_of=TODAY, pay="4000", other_rate=typed))
    assert re.search(r"3,00.{0,3}(€|euró)|€.{0,2}3,00", page.text_of("tbody"))
    others = [a["href"] for a in page.all("a") if a.get("hreflang")]
    assert all("other_rate=2.75" in href for href in others)
    assert ("other_rate", "2.75") in page.hidden()


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("funds", {"pay": "abc", "fund": "none", "present_rate": "-1", "other_rate": "x"}),
        ("funds", {"other_rate": "x"}),
        ("municipalities", {"q": "%"}),
        ("states", {"q": ".."}),
    ],
)
def test_what_is_wrong_stands_at_the_top_with_a_way_to_each_field(get, read, key, typed):
    right, page = read(get(key, as_of=TODAY)), read(get(key, as_of=TODAY, **typed))
    assert [a["class"] for a in page.all("div") if "autofocus" in a] == ["error-summary"]
    ways = [a["href"] for a in page.all("a") if a["href"].startswith("#") and a["href"] != "#main"]
    assert ways == [f"#{field}" for field in typed]
    assert {way[1:] for way in ways} <= set(page.ids)
    assert page.html.index("error-summary") < page.html.index('role="search"')
    assert page.shows("diese Antworten" if len(typed) > 1 else "Ihre Antwort noch einmal")
    assert "error-summary" not in right.html


@pytest.mark.parametrize("field", ["present_rate", "other_rate"])
@pytest.mark.parametrize("typed", ["-1", "abc", "10,01", "fund-barmer", "average", "9" * 300])
def test_a_rate_that_cannot_be_read_is_kept_with_a_message_at_its_field(client, get, read, field, typed):
    response = get("funds", "hu", as_of=TODAY, pay="3 000", **{field: typed})
    page = read(response)
    assert response.status_code == 400
    wrong = next(a for a in page.all("input") if a.get("id") == field)
    assert wrong["aria-invalid"] == "true"
    assert f"{field}-error" in wrong["aria-describedby"].split()
    assert f"{field}-error" in page.ids
    assert wrong["value"] == typed[:100]
    assert "no-store" in response["Cache-Control"]
    back = read(client.get(next(a["href"] for a in page.all("a") if a.get("hreflang") == "de")))
    assert next(a for a in back.all("input") if a.get("id") == field)["value"] == typed[:100]


def test_typed_rates_in_a_year_without_figures_and_beside_a_minijob(get, read):
    page = read(get("funds", as_of="2027-05-01", pay="3000", present_rate="2", other_rate="3"))
    assert "im Monat" not in page.text_of("td")
    assert not page.shows("Wir vergleichen")
    page = read(get("funds", as_of=TODAY, pay="500", present_rate="2", other_rate="3"))
    assert page.shows("Minijob")
    assert "im Monat" not in page.text_of("td")


@pytest.mark.parametrize(("pay", "asked"), [("20000", False), ("80000", True)])
def test_pay_of_a_year_is_asked_about(get, read, pay, asked):
    assert read(get("funds", as_of=TODAY, pay=pay)).shows("Dann teilen Sie ihn durch 12") is asked


def test_a_minijob_pays_nothing_to_a_fund(get, read):
    response = get("funds", as_of="2026-10-01", pay="603")
    assert response.status_code == 200
    assert read(response).shows("Minijob")
    assert "im Monat" not in read(response).text_of("td")
    assert "im Monat" in read(get("funds", as_of="2026-10-01", pay="603,01")).text_of("td")


def test_a_year_without_figures_is_said_by_name(get, read):
    page = read(get("funds", as_of="2027-05-01", pay="3000"))
    assert "missing" in page.html
    assert "im Monat" not in page.text_of("td")


@pytest.mark.parametrize("typed", ["-3000", "abc", "NaN", "1e9", "99999999999", "3.0.0", "<b>", "9" * 300, "1000001"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_absurd_pay_gets_a_message_at_the_field(get, read, language, typed):
    response = get("funds", language, pay=typed)
    page = read(response)
    assert response.status_code == 400
    field = next(a for a in page.all("input") if a.get("name") == "pay")
    assert field["aria-invalid"] == "true"
    assert "pay-error" in field["aria-describedby"]
    assert "pay-error" in page.ids
    assert field["value"] == typed[:100]
    assert "AOK NordWest" in page.text


def test_pay_that_cannot_be_read_goes_along_into_other_languages(client, get, read):
    page = read(get("funds", "hu", pay="3.000"))
    for language in ("de", "nl", "hu"):
        response = client.get(next(a["href"] for a in page.all("a") if a.get("hreflang") == language))
        page = read(response)
        assert response.status_code == 400
        assert next(a for a in page.all("input") if a.get("name") == "pay")["value"] == "3.000"


def test_what_a_visitor_types_is_kept_nowhere_and_moves_into_other_languages(get, read):
    response = get("funds", pay="3.000,50", as_of="2025-05-01")
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    others = [a["href"] for a in read(response).all("a") if a.get("hreflang")]
    assert all("pay=3000.50" in href and "as_of=2025-05-01" in href for href in others)
    assert len(others) == 2


# Municipalities --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("köln", ["Köln"]),
        ("Koeln", ["Köln"]),
        ("muelh", ["Mülheim an der Ruhr"]),
        ("St. Augustin", ["Sankt Augustin"]),
        ("wetter", ["Wetter (Ruhr)"]),
        ("mon", ["Mönchengladbach", "Monheim am Rhein"]),
    ],
)
def test_a_municipality_is_found_by_a_part_of_its_name(get, read, typed, names):
    page = read(get("municipalities", q=typed))
    assert [text for path, text in page.texts if path[-1:] == ("th",)][2:] == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_municipality_that_is_not_on_the_list(get, read, language):
    response = get("municipalities", language, q="Oberhausen")
    assert response.status_code == 200
    assert read(response).shows("Behandlungsschein")
    assert read(response).shows("Fürstenwall 25")


@pytest.mark.parametrize(("day", "there"), [("2023-12-31", False), ("2024-01-01", True)])
def test_a_municipality_joins_on_its_day(get, read, day, there):
    assert ("Wachtendonk" in read(get("municipalities", as_of=day)).text_of("th")) is there


def test_funds_and_way_to_join_stand_below(get, read):
    page = read(get("municipalities", "hu"))
    for name in ("AOK NordWest", "BIG direkt gesund", "gesundheitskarte@mags.nrw.de", "40219 Düsseldorf"):
        assert page.shows(name)


# States ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed", "code", "scope"),
    [
        ("de", "türkei", "TR", "in_kind"),
        ("hu", "torok", "TR", "in_kind"),
        ("nl", "turkije", "TR", "in_kind"),
        ("hu", "Németalföld", None, None),
        ("nl", "Holland", "NL", "full"),
        ("de", "USA", "US", "without_sickness"),
        ("hu", "anglia", "GB", "uk"),
        ("de", "il", "IL", "maternity_only"),
        ("de", "Kosovo", "XK", "unverified"),
        ("nl", "Marokko", "MA", "cash_only"),
        ("de", "Afghan", "AF", "none"),
        ("de", "Réunion", "RE", "full"),
        ("de", "Magyarország", "HU", "full"),
        ("hu", "Україна", "UA", "none"),
        ("nl", "中国", "CN", "without_sickness"),
    ],
)
def test_a_state_is_found_by_its_name_or_letters(get, read, language, typed, code, scope):
    page = read(get("states", language, q=typed, as_of="2026-10-01"))
    found = [text.strip() for path, text in page.texts if path[-2:] == ("th", "span")]
    assert found[:1] == ([code] if code else [])
    assert len(found) <= 2
    if code:
        row = next(row for row in ROWS["states"](asked_on().law, directory(), Words(language)) if row["code"] == code)
        assert row["scope"] == scope
        assert page.shows(row["scope_label"])


@pytest.mark.parametrize("asked", [{}, {"q": "TR"}, {"q": "DE"}, {"q": "GB"}])
def test_no_column_of_the_list_of_states_is_empty(get, asked):
    tables = html.fromstring(get("states", "hu", **asked).content.decode()).findall(".//table")
    assert tables
    for table in tables:
        rows = [[cell.text_content().strip() for cell in row] for row in table.iter("tr")]
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(any(column[1:]) for column in zip(*rows, strict=True)), rows[0]


@pytest.mark.parametrize(("day", "scope"), [("2020-12-31", "full"), ("2021-01-01", "uk")])
def test_the_united_kingdom_changes_its_rules(day, scope, db):
    rows = ROWS["states"](figures().on(date.fromisoformat(day)), directory(), Words("de"))
    assert next(row["scope"] for row in rows if row["code"] == "GB") == scope


@pytest.mark.parametrize("key", [key for key, field in ASKED_OF.items() if field == "q"])
@pytest.mark.parametrize("typed", ["<<>>", "%", "..", "x" * 101, "\u202e"])
def test_hostile_search_text_is_refused_at_the_field(get, read, key, typed):
    response = get(key, q=typed)
    assert response.status_code == 400
    assert "q-error" in read(response).ids


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_search_text_gets_a_page(get, typed):
    response = get("municipalities", q=typed)
    assert response.status_code in (200, 400)
    assert b"<script>" not in response.content


# Bad requests ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize("form", ["", "csv", "json"])
@pytest.mark.parametrize(
    "asked", [{"as_of": "2018-12-31"}, {"as_of": "2026-02-30"}, {"as_of": "2031-01-01"}, {"law": "x"}, {"nothing": "1"}]
)
def test_what_cannot_be_read_gets_a_helpful_page(get, read, key, form, asked):
    response = get(key, form=form, **asked)
    assert response.status_code == 400
    assert "no-store" in response["Cache-Control"]
    assert read(response).all("h1")


def test_too_much_is_refused(get, client):
    assert get("states", q="x" * 2001).status_code == 413
    assert get("states", q="\x00").status_code == 400
    assert client.post(Here("list", asked_on(), {"list_key": "funds"}).path("de")).status_code == 405
    assert client.post(f"{Here('list', asked_on(), {'list_key': 'funds'}).path('de')}?pay=3000").status_code == 405


# Downloads -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", LISTS)
def test_a_list_can_be_taken_along(get, key, language):
    data = get(key, language, "json", as_of="2025-05-01")
    table = get(key, language, "csv", as_of="2025-05-01")
    assert data["Content-Type"] == "application/json; charset=utf-8"
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Content-Disposition"].startswith("attachment; filename=")
    assert table["Content-Disposition"].endswith('-2025-05-01.csv"')
    found = json.loads(data.content)
    assert found["list"] == key
    assert found["as_of"] == "2025-05-01"
    assert found["language"] == language
    assert found["licence"]
    rows = list(csv.DictReader(io.StringIO(table.content.decode(), newline="")))
    assert len(rows) == len(found["rows"]) > 4
    assert list(rows[0]) == [*found["rows"][0], "as_of", "licence"]
    assert all(row["source"] for row in found["rows"])


def test_a_download_can_be_kept_and_asked_for_again(get, client):
    first = get("funds", form="csv")
    assert "public" in first["Cache-Control"]
    again = client.get(
        Here("list-csv", asked_on(), {"list_key": "funds"}).path("de"), headers={"if-none-match": first["ETag"]}
    )
    assert again.status_code == 304


def test_no_cell_of_a_download_is_a_formula(get, loaded):
    loaded(("evil-bkk", "=HYPERLINK(1)", "2026-01-01", "2.9"))
    table = get("funds", form="csv", as_of="2026-10-01").content.decode()
    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table

"""A stored row that cannot be right: the figure is refused by name, nothing fails, and staff are told."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from advisor.content.library import SHELF
from advisor.content.models import Edition, FigureReview, FigureRow
from advisor.content.released import damaged_figures, far_off, released_figures
from advisor.directory.shelf import SHELF as LISTS
from advisor.directory.shelf import current_figures
from advisor.flows import all_flows
from advisor.rules.figures import NotYetKnown, shipped_figures
from advisor.rules.funds import KINDS
from advisor.rules.law import FIGURES, Derived, Retired
from advisor.staff import releasing
from advisor.staff.figure_drafts import faults
from advisor.staff.models import FigureDraft
from tests.breaking.interviews import TODAY, answered, job

CEILING = "contribution_ceiling"
DAY = date(2026, 1, 1)
NAMED = "<strong>Beitragsbemessungsgrenze der Kranken- und Pflegeversicherung"
DAMAGE = [
    pytest.param("value", "abc", DAY, id="no number"),
    pytest.param("value", None, DAY, id="no value"),
    pytest.param("value", -5, DAY, id="negative"),
    pytest.param("value", 0, DAY, id="nothing"),
    pytest.param("value", 99999999, DAY, id="far too much"),
    pytest.param("value", 5.8, DAY, id="far too little"),
    pytest.param("value", "Infinity", DAY, id="endless"),
    pytest.param("says", "vaule", DAY, id="it says nothing known"),
    pytest.param("says", "none", DAY, id="a figure that every day needs is abolished"),
    pytest.param("confidence", "?", DAY, id="no confidence"),
    pytest.param("valid_from", "2026-13-01", None, id="no such day"),
    pytest.param("valid_from", "0026-01-01", None, id="a day that cannot be"),
    pytest.param("valid_from", "", None, id="no day"),
]


@pytest.fixture(autouse=True)
def _nothing_remembered():
    LISTS.forget()
    yield
    LISTS.forget()


@pytest.fixture
def row(db):
    """A correction that staff have released."""
    return FigureRow.objects.create(name=CEILING, valid_from=DAY, value=Decimal(5900), source="BGBl. 2025 I S. 1")


def damage(row, column, value):
    """Write past Django and past the constraints of the table; whether the database let that happen."""
    table = row._meta.db_table
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, row.pk])
    except Error:
        return False
    finally:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA ignore_check_constraints = OFF")
    LISTS.forget()
    return True


def page(language="de", **answers):
    with translation.override(language):
        address = reverse("interview", kwargs={"flow": "pay"})
    return Client().get(address, job() | {"as_of": TODAY.isoformat()} | answers)


def test_a_released_row_counts(row):
    assert current_figures().on(TODAY).contribution_ceiling == 5900
    html = page().content.decode()
    assert "5.900\N{NO-BREAK SPACE}€" in html
    assert NAMED not in html


@pytest.mark.parametrize(("column", "value", "day"), DAMAGE)
def test_a_damaged_row_is_refused_by_name_and_logged_once(row, written_log, column, value, day):
    if not damage(row, column, value):
        assert connection.vendor == "postgresql"  # its columns do not take what they cannot hold
        return
    with pytest.raises(NotYetKnown, match=CEILING):
        _ = current_figures().on(TODAY).contribution_ceiling
    year_before = current_figures().on(date(2025, 12, 31))
    if day:
        assert year_before.contribution_ceiling == Decimal("5512.50")
    else:
        with pytest.raises(NotYetKnown):
            _ = year_before.contribution_ceiling
    answer = page()
    html = answer.content.decode()
    assert answer.status_code == 200
    assert NAMED in html
    for wrong in ("5.812", "5.813", "5.900", "99.999", "669,65", "1.565,35"):
        assert wrong not in html
    lines = [line for line in written_log.getvalue().splitlines() if "damaged row" in line]
    assert len(lines) == 1
    assert CEILING in lines[0]


def test_the_table_refuses_what_cannot_be(row):
    for column, value in (("value", -5), ("value", 10**8), ("value", None), ("says", "vaule")):
        with pytest.raises(Error), transaction.atomic():
            FigureRow.objects.filter(pk=row.pk).update(**{column: value})


@pytest.fixture
def nothing_known(db):
    """Every figure has a damaged row: no page has anything left to count with."""
    for name, series in shipped_figures().series.items():
        one = FigureRow.objects.create(
            name=name, valid_from=series.rows[0].valid_from, says="unknown", source="BGBl. 2025 I S. 1"
        )
        assert damage(one, "valid_from", "?" if connection.vendor == "sqlite" else "0026-01-01")
    assert {one.name for one in damaged_figures(shipped_figures())} == set(shipped_figures().series)


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_no_page_fails_whatever_figure_is_damaged(nothing_known, client, language):
    with translation.override(language):
        addresses = [
            reverse("start"),
            reverse("guide"),
            reverse("site-page", kwargs={"page_key": "figures"}),
            reverse("interview", kwargs={"flow": "student"}),
            reverse("interview", kwargs={"flow": "net-pay"}),
        ]
    for address in addresses:
        assert client.get(address).status_code == 200, address
    for pay in ("450", "9000"):
        assert page(language, gross_pay=pay, as_of="2028-12-01").status_code == 200
        assert page(language, gross_pay=pay).status_code == 200


@pytest.mark.parametrize("flow", all_flows())
def test_no_result_fails_whatever_figure_is_damaged(nothing_known, client, flow):
    given = answered(flow)
    address = reverse("interview", kwargs={"flow": flow})
    sent = client.post(address, given) if all_flows()[flow].private else client.get(address, given)
    assert sent.status_code == 200


@pytest.mark.parametrize("name", [name for name, about in FIGURES.items() if not isinstance(about, Derived)])
def test_no_shipped_value_is_taken_for_damage(name):
    series = shipped_figures().series[name]
    for row in series.rows:
        if row.value is not None:
            assert not far_off(series, row.value)
        else:
            assert row.unknown or isinstance(FIGURES[name], Retired)


def test_a_damaged_review_changes_nothing_and_is_logged(db, written_log):
    review = FigureReview.objects.create(name=CEILING, reviewed_until=date(2030, 1, 1), checked_on=TODAY)
    if not damage(review, "reviewed_until", "soon"):
        return
    shipped = shipped_figures().series[CEILING]
    assert current_figures().series[CEILING] == shipped
    assert "FigureReview" in written_log.getvalue()


def test_staff_read_it_in_plain_words_and_put_it_right(row, django_user_model):
    from tests.signing_in import signed_in

    if not damage(row, "value", "abc"):
        return
    writer, chief = (django_user_model.objects.create_superuser(name) for name in ("w", "r"))
    client = signed_in(chief)
    desk = client.get(reverse("admin:index"), headers={"Accept-Language": "de"}).content.decode()
    assert "Beschädigte Werte" in desk
    assert "kann nicht stimmen" in desk
    link = f"{reverse('admin:staff_figuredraft_add')}?name={CEILING}&amp;kind=row&amp;valid_from=2026-01-01"
    assert link in desk
    assert client.get(link.replace("&amp;", "&")).status_code == 200
    draft = FigureDraft.objects.create(
        name=CEILING, valid_from=DAY, value=Decimal(5900), source="BGBl. 2025 I S. 1", state="waiting"
    )
    draft.writers.add(writer)
    releasing._apply_figure(draft)
    assert damaged_figures(shipped_figures()) == ()
    assert released_figures(shipped_figures()).on(TODAY).contribution_ceiling == 5900


def test_a_row_without_a_day_goes_when_the_figure_is_entered_again(row):
    if not damage(row, "valid_from", "?"):
        return
    draft = FigureDraft.objects.create(name=CEILING, valid_from=DAY, value=Decimal(5900), source="x", state="waiting")
    releasing._apply_figure(draft)
    assert released_figures(shipped_figures()).on(TODAY).contribution_ceiling == 5900
    assert FigureRow.objects.count() == 1


def test_nobody_can_release_what_would_be_refused(db):
    about = {"name": CEILING, "kind": "row", "valid_from": DAY, "says": "value", "draft_law": False, "note": ""}
    about |= {"source": "BGBl. 2025 I S. 1", "reviewed_until": None, "confidence": "high", "value": Decimal(99000)}
    assert list(faults(about, shipped_figures())) == ["value"]
    assert faults(about | {"value": Decimal(5900)}, shipped_figures()) == {}


# Lists -----------------------------------------------------------------------------------------------------------------


def test_a_damaged_rate_of_a_fund_is_not_known(db, written_log):
    from advisor.directory.dated import FundRate

    code, entries = next((c, e) for c, e in shipped_figures().lists["funds"].rows.items() if "rate" in e[-1].about)
    fund = FundRate.objects.create(
        code=code, name=entries[-1].name, kind=next(iter(KINDS)), valid_from=date(2026, 6, 1), rate=3, source="x"
    )
    assert current_figures().on(TODAY).entries("funds")[code].about["rate"] == "3"
    if not damage(fund, "rate", "-3"):
        return
    assert "rate" not in current_figures().on(TODAY).entries("funds")[code].about
    assert f"FundRate {fund.pk}, {code}" in written_log.getvalue()
    assert Client().get("/de/").status_code == 200


def test_a_damaged_row_of_a_list_leaves_the_shipped_one(db, written_log):
    from advisor.directory.models import EmergencyNumber
    from advisor.directory.shelf import directory

    police = EmergencyNumber.objects.get(key="police")
    if not damage(police, "valid_from", "soon"):
        return
    assert [item.get("number") for item in directory().emergency(TODAY) if item.key == "police"] == ["110"]
    assert "EmergencyNumber" in written_log.getvalue()


def test_an_edition_that_cannot_be_read_leaves_the_last_one(row, monkeypatch, written_log):
    """Whatever goes wrong while reading."""
    before = SHELF.known()
    monkeypatch.setattr("advisor.directory.shelf.released", lambda *_: 1 / 0)
    Edition.count_up()
    SHELF._looked = float("-inf")
    assert SHELF.known().texts is before.texts
    assert SHELF.away
    assert "ZeroDivisionError" in written_log.getvalue()
    monkeypatch.undo()
    SHELF._looked = float("-inf")
    assert SHELF.known().texts.edition == before.texts.edition + 1
    assert not SHELF.away

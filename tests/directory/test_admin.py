"""Staff keep the lists in the admin; what cannot be right is refused at its field."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from advisor.directory.models import EmergencyNumber, FundRate, Institution
from tests.signing_in import signed_in


@pytest.fixture
def staff(db, client):
    signed_in(get_user_model().objects.create_superuser("staff"), client)
    return client


def change(staff, model, row, **changed):
    path = f"/admin/directory/{model}/{row.pk}/change/"
    form = staff.get(path).context["adminform"].form
    fields = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: "" if value is None else value for name, value in (fields | changed).items() if value is not False}
    return staff.post(path, sent)


def test_the_three_languages_stand_side_by_side(staff):
    page = staff.get(f"/admin/directory/institution/{Institution.objects.get(key='daad').pk}/change/").content.decode()
    for language in ("de", "nl", "hu"):
        assert f'name="name_{language}"' in page
    assert 'name="name"' not in page
    assert 'name="key"' not in page


def test_a_change_is_saved(staff):
    row = EmergencyNumber.objects.get(key="police")
    assert change(staff, "emergencynumber", row, what_nl="De politie").status_code == 302
    row.refresh_from_db()
    assert row.what_nl == "De politie"


@pytest.mark.parametrize(
    ("field", "value"), [("website", "javascript:alert(1)"), ("phone", "call me"), ("email", "x"), ("name_de", "")]
)
def test_what_cannot_be_right_is_refused(staff, field, value):
    row = Institution.objects.get(key="daad")
    response = change(staff, "institution", row, **{field: value})
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_a_shipped_row_cannot_be_deleted_and_one_of_staff_can(staff):
    shipped = Institution.objects.get(key="daad")
    own = Institution.objects.create(key="own", group="health", name_de="Eigene", source="selbst")
    assert staff.post(f"/admin/directory/institution/{shipped.pk}/delete/", {"post": "yes"}).status_code == 403
    assert staff.post(f"/admin/directory/institution/{own.pk}/delete/", {"post": "yes"}).status_code == 302
    assert "delete_selected" not in staff.get("/admin/directory/institution/").content.decode()


def test_a_rate_with_an_end_before_its_beginning_is_refused(staff):
    row = FundRate.objects.create(code="x", name="X", kind="bkk", valid_from=date(2026, 1, 1), rate="2.9", source="x")
    response = change(staff, "fundrate", row, known_until="2025-12-31")
    assert "known_until" in response.context["adminform"].form.errors
    assert change(staff, "fundrate", row, known_until="2026-06-30").status_code == 302


def test_a_day_of_renaming_needs_the_former_name(staff):
    row = Institution.objects.get(key="daad")
    response = change(staff, "institution", row, changed_on="2026-01-01")
    assert "former_name" in response.context["adminform"].form.errors

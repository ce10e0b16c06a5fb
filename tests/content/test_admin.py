"""Staff correct texts; what may not stand in one is refused at its field."""

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count

from advisor.content.models import Edition, Segment, Text


@pytest.fixture
def staff(db, client):
    client.force_login(get_user_model().objects.create_superuser("staff"))
    return client


@pytest.fixture
def segment(db):
    text = Text.objects.create(kind="page", key="test")
    segment = Segment(text=text, slug="p-1", body_de="Eins", body_nl="Een", body_hu="Egy")
    segment.mark_translated("nl")
    segment.mark_translated("hu")
    segment.save()
    return segment


def sent(segment, **changed):
    """The form as the admin shows it, with some fields changed; None leaves a box unticked."""
    fields = {
        "id": segment.pk,
        "text": segment.text_id,
        "position": 0,
        "slug": "p-1",
        "body_de": segment.body_de,
        "body_nl": segment.body_nl,
        "body_hu": segment.body_hu,
        "nl_is_current": None if segment.is_stale("nl") else "on",
        "hu_is_current": None if segment.is_stale("hu") else "on",
    } | changed
    form = {"segments-TOTAL_FORMS": 1, "segments-INITIAL_FORMS": 1}
    return form | {f"segments-0-{name}": value for name, value in fields.items() if value is not None}


def save(staff, segment, **changed):
    response = staff.post(f"/admin/content/text/{segment.text_id}/change/", sent(segment, **changed))
    segment.refresh_from_db()
    return response


def test_the_three_languages_stand_side_by_side(staff, segment):
    page = staff.get(f"/admin/content/text/{segment.text_id}/change/").content.decode()
    for language in ("de", "nl", "hu"):
        assert f'name="segments-0-body_{language}"' in page
    assert 'name="segments-0-body"' not in page
    assert "//ajax.googleapis.com" not in page


def test_a_change_is_saved_and_begins_a_new_edition(staff, segment):
    edition = Edition.current()
    assert save(staff, segment, body_de="Eins\r\n und zwei").status_code == 302
    assert segment.body_de == "Eins und zwei"
    assert Edition.current() > edition


def test_a_new_german_wording_makes_the_others_stale_until_they_are_changed_or_checked(staff, segment):
    save(staff, segment, body_de="Neu")
    assert segment.is_stale("nl")
    assert segment.is_stale("hu")
    save(staff, segment, body_nl="Nieuw")
    assert not segment.is_stale("nl")
    assert segment.is_stale("hu")
    save(staff, segment, hu_is_current="on")
    assert not segment.is_stale("hu")


REFUSED = [
    pytest.param({"body_de": "Sie zahlen 14,6 %."}, id="a typed-in rate"),
    pytest.param({"body_hu": "Fizetendő: ${no_figure}"}, id="an unknown figure"),
    pytest.param({"body_nl": "[x](http://example.org)"}, id="a link without https"),
    pytest.param({"body_de": ""}, id="no German"),
    pytest.param({"slug": "titel"}, id="an unknown role"),
]


@pytest.mark.parametrize("changed", REFUSED)
def test_what_may_not_stand_in_a_text_is_refused_at_its_field(staff, segment, changed):
    response = save(staff, segment, **changed)
    assert response.status_code == 200
    errors = response.context["inline_admin_formset"].formset.forms[0].errors
    assert list(errors) == list(changed)
    assert (segment.body_de, segment.slug) == ("Eins", "p-1")


def test_a_translation_may_be_missing(staff, segment):
    assert save(staff, segment, body_hu="").status_code == 302
    assert segment.is_stale("hu")


def test_a_shipped_text_cannot_be_deleted_and_keeps_its_key(staff, segment):
    assert "/delete/" in staff.get(f"/admin/content/text/{segment.text_id}/change/").content.decode()
    Text.objects.update(seeded="p-1")
    page = staff.get(f"/admin/content/text/{segment.text_id}/change/").content.decode()
    assert "/delete/" not in page
    assert 'name="key"' not in page
    assert staff.post(f"/admin/content/text/{segment.text_id}/delete/", {"post": "yes"}).status_code == 403


def test_the_list_is_searched_in_every_language(staff, segment):
    save(staff, segment, body_hu="Zsiráf")
    page = staff.get("/admin/content/text/?q=Zsiráf").content.decode()
    assert "test" in page
    assert 'value="delete_selected"' not in page


def test_the_longest_page_of_the_guide_can_be_saved(staff):
    text = Text.objects.filter(kind="guide").annotate(length=Count("segments")).order_by("-length").first()
    segments = list(text.segments.all())
    form = {"segments-TOTAL_FORMS": len(segments), "segments-INITIAL_FORMS": len(segments)}
    for place, segment in enumerate(segments):
        fields = {name.removeprefix("segments-0-"): value for name, value in sent(segment).items() if "-0-" in name}
        fields |= {"position": segment.position, "slug": segment.slug}
        form |= {f"segments-{place}-{name}": value for name, value in fields.items()}
    form["segments-0-body_de"] = "Neuer Titel"
    assert staff.post(f"/admin/content/text/{text.pk}/change/", form).status_code == 302
    assert text.segments.first().body_de == "Neuer Titel"

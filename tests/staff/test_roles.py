"""Each role sees only what it may change: a table of roles and pages, complete by construction."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from advisor.content.models import Text
from advisor.content.prose import LANGUAGES
from advisor.staff.models import FigureDraft, LinkCheck, SameMeaning
from advisor.staff.roles import ROLES, may_write_in
from advisor.web.models import Feedback
from tests.signing_in import signed_in

TRANSLATORS = ("translator-nl", "translator-hu")
FIGURES = {"figures-editor": "see add change", "releaser": "see"}
TABLE = {
    "admin.logentry": {"administrator": "see"},
    "auth.user": {"administrator": "see add change"},
    "auth.group": {"administrator": "see"},
    "content.text": {"editor": "see add", **dict.fromkeys(TRANSLATORS, "see"), "releaser": "see"},
    "staff.figuredraft": FIGURES,
    "staff.linkcheck": {"editor": "see"},
    "staff.samemeaning": dict.fromkeys(("editor", *TRANSLATORS), "see"),
    "web.feedback": dict.fromkeys(("editor", *TRANSLATORS), "see change delete"),
}
"""What each role may do in the admin. Texts are changed through drafts: tests of their own say who writes what."""
LISTS = {"editor": "see add change delete"}
"""The same for every model of the directory, those to come too."""
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


def rights(model, role):
    label = model._meta.label_lower
    found = LISTS if model._meta.app_label == "directory" else TABLE[label]
    return found.get(role, "").split()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_every_page_of_the_admin_is_in_the_table(model):
    assert model._meta.app_label == "directory" or model._meta.label_lower in TABLE


def test_every_role_is_in_the_table():
    assert {role for line in (*TABLE.values(), LISTS) for role in line} == set(ROLES)


def test_languages_that_one_may_not_write_are_named(person):
    translator, editor = person("tom", "translator-nl"), person("ada", "editor")
    may_write_in(LANGUAGES, editor)
    may_write_in([], translator)
    for languages, named in ((("nl", "hu"), "Magyar"), ({"hu", "de", "nl"}, "Deutsch, Magyar"), (["xx"], "xx")):
        with pytest.raises(PermissionDenied, match=f"^You may not write {named}.$"):
            may_write_in(languages, translator)


def row_of(model):
    """A row of the model, made where there is none."""
    label = model._meta.label_lower
    if label == "staff.figuredraft":
        return FigureDraft.objects.create(name="contribution_ceiling", kind="review", reviewed_until="2027-12-31")
    if label == "staff.linkcheck":
        now = timezone.now()
        return LinkCheck.objects.create(url="https://example.org", finding="works", since=now, checked_at=now)
    if label == "auth.user":
        return get_user_model().objects.create_user("somebody")
    if label == "staff.samemeaning":
        return SameMeaning.objects.create(name="x", language="nl", by=get_user_model().objects.create_user("somebody"))
    if label == "admin.logentry":
        somebody = get_user_model().objects.create_user("somebody")
        return model.objects.create(user=somebody, action_flag=2, object_repr="x", change_message="y")
    return model.objects.first() or model.objects.create(**dict(map(filled, required(model))))


def required(model):
    return [one for one in model._meta.concrete_fields if not (one.blank or one.null or one.has_default())]


def filled(field):
    """Something that fits into a column."""
    of_kind = {
        "DateField": date(2026, 1, 1),
        "DecimalField": Decimal(1),
        "IntegerField": 1,
        "PositiveBigIntegerField": 1,
    }
    return field.name, field.choices[0][0] if field.choices else of_kind.get(field.get_internal_type(), "x")


def may(client, model, row):
    """What the pages let this person do."""
    about = model._meta
    pages = {
        "see": reverse(f"admin:{about.app_label}_{about.model_name}_changelist"),
        "add": reverse(f"admin:{about.app_label}_{about.model_name}_add"),
        "change": reverse(f"admin:{about.app_label}_{about.model_name}_change", args=[row.pk]),
        "delete": reverse(f"admin:{about.app_label}_{about.model_name}_delete", args=[row.pk]),
    }
    found = []
    for what, path in pages.items():
        answer = client.get(path, follow=True)
        assert answer.status_code in (200, 403), path
        if answer.status_code == 403:
            continue
        if what == "change" and not answer.context.get("has_change_permission"):
            continue
        found.append(what)
    return found


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_each_role_can_open_what_the_table_says_and_nothing_else(model, role, person):
    row = row_of(model)
    if model._meta.app_label == "directory":  # what staff have added themselves; shipped rows are hidden, not deleted
        model.objects.filter(pk=row.pk).update(**({"seeded": ""} if hasattr(row, "seeded") else {}))
    if model is Feedback:  # a translator sees those in one language
        model.objects.filter(pk=row.pk).update(language=role[-2:] if role in TRANSLATORS else "de")
    client = signed_in(person("somebody-else", role))
    assert may(client, model, row) == rights(model, role)


@pytest.mark.parametrize("role", ROLES)
def test_the_front_page_shows_what_the_role_can_open(role, person):
    shown = {
        f"{app['app_label']}.{model['object_name'].lower()}"
        for app in signed_in(person("somebody", role)).get("/admin/").context["app_list"]
        for model in app["models"]
    }
    assert shown == {model._meta.label_lower for model in MODELS if rights(model, role)}


def test_who_has_no_role_sees_nothing(person):
    client = signed_in(person("somebody"))
    assert client.get("/admin/").context["app_list"] == []
    for model in MODELS:
        assert (
            client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")).status_code == 403
        )


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_their_own_are_as_open_as_their_role(role, person):
    text = Text.objects.filter(kind="page").first()
    client = signed_in(person("somebody", role))
    reads_texts, reads_figures = bool(rights(Text, role)), bool(rights(FigureDraft, role))
    for path, open_to in {
        "/admin/still-right/": role == "editor",
        f"/admin/content/text/{text.pk}/preview/": reads_texts,
        f"/admin/content/text/{text.pk}/history/": reads_texts,
        "/admin/staff/figuredraft/new-year/": reads_figures,
        "/admin/staff/figuredraft/export/": reads_figures,
        "/admin/staff/figuredraft/import/": reads_figures,
        "/admin/second-factor/": True,
        "/admin/readability/": True,
    }.items():
        assert (client.get(path).status_code == 200) is open_to, path
    imported = client.post("/admin/staff/figuredraft/import/", {})
    assert (imported.status_code == 200) is (role == "figures-editor")


def test_migrate_puts_roles_back(db):
    group = Group.objects.get(name="editor")
    group.permissions.set(Permission.objects.filter(codename__in=["change_user", "release_textdraft"]))
    call_command("migrate", verbosity=0)
    found = {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
    assert "auth.change_user" not in found
    assert {"content.view_text", "staff.write_hu"} <= found


def test_roles_name_only_permissions_that_exist(db):
    known = {f"{one.content_type.app_label}.{one.codename}" for one in Permission.objects.all()}
    named = {permission for permissions in ROLES.values() for permission in permissions if "*" not in permission}
    assert named <= known


def test_an_editor_keeps_every_list_that_there_is(person):
    editor = person("somebody", "editor")
    for model in apps.get_app_config("directory").get_models():
        for act in ("view", "add", "change", "delete"):
            assert editor.has_perm(f"directory.{act}_{model._meta.model_name}")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "editor"])
def test_nobody_else_touches_a_list(person, role):
    somebody = person("somebody", role)
    assert not [one for one in somebody.get_all_permissions() if one.startswith("directory.")]

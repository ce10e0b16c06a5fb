"""An administrator looks after accounts, and can make nobody, least of all themselves, more than the roles allow."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from advisor.staff.roles import ROLES, role_name
from tests.signing_in import signed_in

User = get_user_model()


@pytest.fixture
def boss(person):
    return person("boss", "administrator")


@pytest.fixture
def office(boss):
    return signed_in(boss)


def path(user, page="change"):
    return f"/admin/auth/user/{user.pk}/{page}/"


def role(name):
    return str(Group.objects.get(name=name).pk)


def form(user, **more):
    sent = {
        "username": user.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "is_staff": "on",
    }
    sent["groups"] = [str(pk) for pk in user.groups.values_list("pk", flat=True)]
    return sent | more


def roles_of(user):
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def test_an_administrator_makes_an_account_and_gives_it_roles(office):
    sent = {
        "username": "bela",
        "usable_password": "true",
        "password1": "correct horse 7",
        "password2": "correct horse 7",
    }
    assert office.post("/admin/auth/user/add/", sent).status_code == 302
    bela = User.objects.get(username="bela")
    assert office.post(path(bela), form(bela, groups=[role("translator-hu"), role("releaser")])).status_code == 302
    bela.refresh_from_db()
    assert roles_of(bela) == {"translator-hu", "releaser"}
    assert bela.is_staff
    assert LogEntry.objects.filter(user__username="boss", object_id=str(bela.pk)).count() == 2


def test_every_role_can_be_given(office, ada):
    page = office.get(path(ada)).content.decode()
    for name in ROLES:
        assert role_name(name) in page


def test_forged_fields_make_no_superuser_and_give_no_permission(office, ada):
    release = Permission.objects.get(codename="release_textdraft")
    office.post(path(ada), form(ada, is_superuser="on", user_permissions=[str(release.pk)]))
    ada = User.objects.get(pk=ada.pk)
    assert not ada.is_superuser
    assert not ada.user_permissions.exists()
    sent = {
        "username": "bela",
        "usable_password": "true",
        "password1": "correct horse 7",
        "password2": "correct horse 7",
    }
    office.post("/admin/auth/user/add/", sent | {"is_superuser": "on", "is_staff": "on"})
    assert not User.objects.get(username="bela").is_superuser


def test_nobody_gives_themselves_a_role(office, boss):
    office.post(
        path(boss), form(boss, groups=[role("editor"), role("releaser"), role("administrator")], is_superuser="on")
    )
    assert roles_of(boss) == {"administrator"}
    assert not User.objects.get(pk=boss.pk).is_superuser


def test_one_changes_ones_own_name_and_keeps_ones_roles(office, boss):
    office.post(path(boss), form(boss, first_name="Bo", groups=[]))
    boss.refresh_from_db()
    assert (boss.first_name, roles_of(boss), boss.is_active) == ("Bo", {"administrator"}, True)


def test_a_group_with_more_than_a_role_cannot_be_given(office, ada):
    more = Group.objects.create(name="more")
    more.permissions.set(Permission.objects.all())
    answer = office.post(path(ada), form(ada, groups=[str(more.pk)]))
    assert answer.status_code == 200
    assert roles_of(ada) == {"editor"}


def test_a_group_that_a_superuser_has_given_stays(office, ada):
    ada.groups.add(Group.objects.create(name="more"))
    office.post(path(ada), form(ada, first_name="Ada"))
    assert roles_of(ada) == {"editor", "more"}


@pytest.mark.parametrize("page", ["change", "password", "second-factor"])
def test_an_administrator_changes_nothing_about_a_superuser(office, root, page):
    before = User.objects.values().get(pk=root.pk)
    sent = form(root, first_name="X", password1="correct horse 7", password2="correct horse 7", why="x")
    assert office.post(path(root, page), sent).status_code == 403
    assert User.objects.values().get(pk=root.pk) == before


def test_an_administrator_neither_writes_nor_releases(office, boss):
    for permission in (
        "staff.change_textdraft",
        "staff.release_textdraft",
        "staff.add_figuredraft",
        "staff.release_figuredraft",
    ):
        assert not boss.has_perm(permission)
    assert office.get("/admin/content/text/").status_code == 403
    assert office.get("/admin/staff/figuredraft/").status_code == 403


def test_groups_and_the_log_can_be_read_and_not_be_changed(office, boss):
    group = Group.objects.get(name="editor")
    everything = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    assert office.get("/admin/auth/group/").status_code == 200
    assert (
        office.post(f"/admin/auth/group/{group.pk}/change/", {"name": "editor", "permissions": everything}).status_code
        == 403
    )
    assert office.post("/admin/auth/group/add/", {"name": "x", "permissions": everything}).status_code == 403
    entry = LogEntry.objects.create(user=boss, action_flag=2, object_repr="x", change_message="y")
    assert office.post(f"/admin/admin/logentry/{entry.pk}/change/", {"change_message": "z"}).status_code == 403
    assert office.post(f"/admin/admin/logentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert LogEntry.objects.filter(pk=entry.pk, change_message="y").exists()


@pytest.mark.parametrize("who", ["boss", "root"])
def test_accounts_are_switched_off_and_never_deleted(request, ada, who):
    """The history names its people; with the account the log would go too."""
    client = signed_in(request.getfixturevalue(who))
    assert client.post(path(ada, "delete"), {"post": "yes"}).status_code == 403
    client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": [ada.pk], "post": "yes"})
    assert User.objects.filter(pk=ada.pk).exists()
    client.post(path(ada), {key: value for key, value in form(ada).items() if key != "is_active"})
    assert not User.objects.get(pk=ada.pk).is_active


def test_who_is_switched_off_is_out_at_once(office, ada):
    client = signed_in(ada)
    assert client.get("/admin/").status_code == 200
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_a_superuser_can_give_everything(root, ada):
    signed_in(root).post(path(ada), form(ada, is_superuser="on"))
    assert User.objects.get(pk=ada.pk).is_superuser


def test_the_list_shows_who_has_enrolled(office, ada, person):
    signed_in(ada)
    person("bela")
    rows = {row.username: row.enrolled for row in office.get("/admin/auth/user/").context["cl"].result_list}
    assert rows == {"ada": True, "bela": False, "boss": True}


def test_roles_and_the_log_speak_the_readers_language(office, ada, boss):
    ada.groups.add(Group.objects.get(name="translator-hu"), Group.objects.create(name="guests"))
    LogEntry.objects.create(user=boss, action_flag=2, object_repr="x", change_message="sent")
    german = {"headers": {"accept-language": "de"}}
    users = office.get("/admin/auth/user/", **german).content.decode()
    assert "Übersetzung: Magyar, guests" in users.replace("guests, Übersetzung: Magyar", "Übersetzung: Magyar, guests")
    assert "translator-hu</" not in users
    assert "Redaktion" in office.get(f"/admin/auth/user/{ada.pk}/change/", **german).content.decode()
    assert "zur Freigabe gegeben" in office.get("/admin/admin/logentry/", **german).content.decode()
    found = office.get("/admin/auth/user/?role=translator-hu").context["cl"].result_list
    assert [one.username for one in found] == ["ada"]

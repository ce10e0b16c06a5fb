"""Each role in a browser without scripts: the doors on its front page open, all others are shut; and what it may write."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from advisor.content.library import SHELF
from advisor.content.models import Text
from advisor.staff.roles import ROLES
from tests.browser.staff_room import SITE, opened
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TRANSLATORS = ("translator-nl", "translator-hu")
WRITERS = ("editor", *TRANSLATORS)
DOORS = {
    "content/text/": (*WRITERS, "releaser"),
    "content/text/add/": ("editor",),
    "staff/figuredraft/": ("figures-editor", "releaser"),
    "staff/figuredraft/add/": ("figures-editor",),
    "staff/figuredraft/new-year/": ("figures-editor", "releaser"),
    "staff/samemeaning/": WRITERS,
    "staff/samemeaning/languages/nl/": ("editor", "translator-nl"),
    "staff/samemeaning/languages/hu/": ("editor", "translator-hu"),
    "staff/linkcheck/": ("editor",),
    "still-right/": ("editor",),
    "web/feedback/": WRITERS,
    "directory/emergencynumber/": ("editor",),
    "auth/user/": ("administrator",),
    "auth/user/add/": ("administrator",),
    "admin/logentry/": ("administrator",),
}
LANGUAGES = {"editor": {"de", "nl", "hu"}, "translator-nl": {"nl"}, "translator-hu": {"hu"}, "releaser": set()}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    SHELF.forget()
    yield
    SHELF.forget()


@pytest.fixture
def page_of(browser):
    """The browser of somebody with one role."""
    pages = []

    def make(role):
        user = get_user_model().objects.create_user(role, is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        pages.append(opened(browser, signed_in(user)))
        return pages[-1]

    yield make
    for page in pages:
        page.context.close()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_finds_its_doors_on_the_front_page_and_the_others_shut(page_of, role):
    page = page_of(role)
    page.goto(f"{SITE}/admin/")
    links = page.locator("#content-main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    own = {door for door, roles in DOORS.items() if role in roles}
    assert {door for door in DOORS if f"/admin/{door}" in links} == own
    answers = {door: page.goto(f"{SITE}/admin/{door}").status for door in DOORS}
    assert {door for door, status in answers.items() if status == 200} == own
    assert {status for door, status in answers.items() if door not in own} == {403}


@pytest.mark.parametrize("role", LANGUAGES)
def test_each_role_writes_its_languages_and_reads_the_others(page_of, role):
    text = Text.objects.get(kind="guide", key="family-insurance")
    page = page_of(role)
    page.goto(f"{SITE}/admin/content/text/{text.pk}/change/")
    fields = page.locator("#segment-title textarea").evaluate_all("all => all.map(one => one.lang)")
    read = page.locator("#segment-title .text-read").evaluate_all("all => all.map(one => one.lang)")
    assert set(fields) == LANGUAGES[role]
    assert sorted([*fields, *read]) == ["de", "hu", "nl"]
    assert page.locator("button[value=send]").count() == (2 if fields else 0)

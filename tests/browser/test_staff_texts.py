"""Two people change a text in a browser without scripts; their pages are accessible."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from advisor.content.library import SHELF
from advisor.content.models import Text
from tests.axe import ACCESS_ONLY, violations
from tests.browser.staff_room import SITE, opened, pressed
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nothing_remembered():
    SHELF.forget()
    yield
    SHELF.forget()


def somebody(name, *roles):
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return signed_in(user)


def address(text, page="change"):
    return f"{SITE}/admin/content/text/{text.pk}/{page}/"


@pytest.fixture
def text(db):
    return Text.objects.get(kind="guide", key="family-insurance")


def test_one_person_writes_another_releases_and_visitors_read_it(browser, client, text):
    writer = opened(browser, somebody("Ada", "editor"))
    writer.goto(f"{SITE}/admin/content/text/?q=family-insurance&kind__exact=guide")
    pressed(writer, f"a[href*='/admin/content/text/{text.pk}/change/']")
    title = writer.locator("#segment-title")
    for language, words in {
        "Deutsch": "Familie und Giraffe",
        "Nederlands": "Gezin en giraf",
        "Magyar": "Család és zsiráf",
    }.items():
        title.get_by_label(language, exact=True).fill(words)
    writer.fill("#why", "clearer")
    pressed(writer, "button[value=preview]")
    assert "Giraffe" in writer.frame_locator("iframe").locator("h1").inner_text()
    assert "Giraffe" not in client.get("/de/ratgeber/familienversicherung/").content.decode()
    writer.goto(address(text))
    pressed(writer, "button[value=send]")
    releaser = opened(browser, somebody("Bela", "releaser"))
    releaser.goto(f"{SITE}/admin/content/text/?draft=waiting")
    pressed(releaser, f"a[href*='/admin/content/text/{text.pk}/change/']")
    pressed(releaser, f"a[href='/admin/content/text/{text.pk}/review/']")
    assert "Giraffe" in " ".join(releaser.locator("ins").all_inner_texts())
    pressed(releaser, "button[value=release]")
    SHELF.forget()
    assert text.segments.get(slug="title").body_de == "Familie und Giraffe"


def test_the_preview_opens_at_what_was_written(browser, text):
    writer = opened(browser, somebody("Ada", "editor"))
    last = text.segments.order_by("position").last()
    writer.goto(address(text))
    writer.locator(f"#segment-{last.slug}").get_by_label("Deutsch", exact=True).fill("Ganz unten die Giraffe.")
    pressed(writer, "button[value=preview]")
    written = writer.frame_locator("iframe").get_by_text("Ganz unten die Giraffe.")
    expect(written).to_be_in_viewport()


@pytest.mark.parametrize("page", ["change", "review", "history", "preview", "take-over"])
def test_axe_finds_nothing_on_a_page_about_a_text(browser, text, page):
    client = somebody("Ada", "editor", "releaser")
    writer = opened(browser, client)
    writer.goto(address(text))
    writer.locator("#segment-title textarea").first.fill("Familie nicht")
    pressed(writer, "button[value=save]")
    if page == "take-over":
        text.segments.filter(slug="title").update(body_de="Ganz anders")
    with_scripts = opened(browser, client, java_script_enabled=True, bypass_csp=True)
    with_scripts.goto(address(text, page))
    assert violations(with_scripts, ACCESS_ONLY) == []

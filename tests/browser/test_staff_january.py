"""January by two people and a translator: each step begins on the front page and is reached by clicking, without scripts."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.content.library import SHELF
from advisor.directory.shelf import SHELF as LISTS
from advisor.rules.figures import LAST_DAY
from advisor.staff import desk, trials
from tests.browser.staff_room import SITE, code_of, opened, pressed
from tests.signing_in import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
CEILING = {"de": "6.375,00\xa0€", "nl": "€\xa06.375,00", "hu": "6375,00\xa0€"}
SOURCE = "BGBl. 2026 I Nr. 310, S. 5"
NAMES = {"de": "Deutsch", "nl": "Nederlands", "hu": "Magyar"}
HUNGARIAN = ("A kezelés attól függ, mi az Ön szükséglete.", "A kezelés az Ön szükségletéhez igazodik.")
GERMAN = ("Die Behandlung richtet sich", "Welche Behandlung Sie bekommen, richtet sich")
DUTCH = ("De behandeling hangt af", "Welke behandeling u krijgt, hangt af")
LINE = "#segment-p-gkv-1"


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(trials, "DRAWN", 60)
    forget()
    yield
    forget()


def forget():
    """As if the few seconds had passed for which a node goes on with what it has read."""
    SHELF.forget()
    LISTS.forget()
    desk.forget()


@pytest.fixture
def at_the_desk(browser):
    """Opens the front page for a person, who signs in the first time with password and code."""
    pages = {}

    def come(name, *roles):
        if name not in pages:
            user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
            user.groups.set(Group.objects.filter(name__in=roles))
            TOTPDevice.objects.create(user=user, name="telephone", confirmed=True)
            page = pages[name] = opened(browser, Client())
            page.goto(f"{SITE}/admin/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            pressed(page, "#login-form [type=submit]")
            page.goto(f"{SITE}/admin/code/")  # where a browser of its own would be by now
            page.fill("[name=code]", code_of(user))
            pressed(page, "#content [type=submit], #content .submit-row button")
        pages[name].goto(f"{SITE}/admin/")
        return pages[name]

    yield come
    for page in pages.values():
        page.context.close()


@pytest.fixture
def read(browser):
    """What a visitor reads on a page in a language."""
    page = opened(browser, Client())

    def look(language, name, query="", **about):
        forget()
        with translation.override(language):
            page.goto(f"{SITE}{reverse(name, kwargs=about)}{query}")
        return page.locator("main").text_content()  # with what is folded

    yield look
    page.context.close()


def written(page, language, old, new, why):
    """Put words for others into the paragraph and send it to the second person."""
    box = page.locator(LINE).get_by_label(NAMES[language], exact=True)
    assert old in box.input_value()
    box.fill(box.input_value().replace(old, new))
    page.fill("#why", why)
    pressed(page, "button[value=send]")
    assert page.locator(".success, .info").count(), page.locator(".errorlist").all_inner_texts()


def found(page, words):
    """From the front page to the text with these words."""
    pressed(page, "#content-main a[href='/admin/content/text/']")
    page.fill("#searchbar", words)
    pressed(page, "#changelist-search [type=submit]")
    pressed(page, "#result_list a[href*='/change/']")


def released(page, *told):
    """From the front page to the text that waits, and from there to the visitors."""
    pressed(page, ".desk a[href$='/review/']")
    assert [one for one in told if one not in " ".join(page.locator("ins").all_inner_texts())] == []
    pressed(page, "button[value=release]")
    forget()


def test_january_from_the_front_page_of_each(at_the_desk, read):
    january = date(timezone.localdate().year + 1, 1, 1)
    assert january < LAST_DAY
    query = f"?as_of={january.replace(month=2)}"

    ada = at_the_desk("Ada", "figures-editor", "editor")
    pressed(ada, ".desk a[href='/admin/staff/figuredraft/new-year/']")
    pressed(ada, "a[href*='name=contribution_ceiling&kind=row']")
    assert ada.input_value("[name=name]") == "contribution_ceiling"
    assert ada.input_value("[name=valid_from]") == january.isoformat()
    ada.fill("[name=value]", "6.375,00")
    ada.fill("[name=source]", SOURCE)
    ada.fill("[name=why]", "Verordnung im Bundesgesetzblatt")
    pressed(ada, "[name=_save]")
    effect = ada.locator("#content-main").inner_text()
    assert CEILING["de"] in effect
    assert all(f"({language})" in effect for language in NAMES)
    assert not ada.locator(".errornote").count()
    pressed(ada, "#act-send [type=submit]")
    assert CEILING["de"] not in read("de", "figures-topic", query, topic="health")

    bela = at_the_desk("Bela", "releaser")
    pressed(bela, ".desk a[href$='/effect/']")
    assert CEILING["de"] in bela.locator("#content-main").inner_text()
    bela.check("[name=release-compared]")
    pressed(bela, "#act-release [type=submit]")
    for language, number in CEILING.items():
        told = read(language, "figures-topic", query, topic="health")
        assert number in told
        assert SOURCE in told

    found(at_the_desk("Ada"), HUNGARIAN[0])
    written(ada, "hu", *HUNGARIAN, "Natürlicher gesagt")
    assert HUNGARIAN[0] in read("hu", "guide-page", key="statutory-insurance")
    released(at_the_desk("Bela"), "szükségletéhez igazodik")
    assert HUNGARIAN[1] in read("hu", "guide-page", key="statutory-insurance")

    found(at_the_desk("Ada"), "statutory-insurance richtet sich Bedarf")
    written(ada, "de", *GERMAN, "Klarer")
    assert not at_the_desk("Cees", "translator-nl").locator(".desk a[href*='stale-nl']").count()
    released(at_the_desk("Bela"), "Welche")
    assert GERMAN[1] in read("de", "guide-page", key="statutory-insurance")

    cees = at_the_desk("Cees")
    pressed(cees, ".desk a[href*='translation=stale-nl']")
    pressed(cees, "#result_list a[href*='/change/']")
    assert "Welche" in " ".join(cees.locator(f"{LINE} .text-then ins").all_inner_texts())
    written(cees, "nl", *DUTCH, "Duits is veranderd")
    released(at_the_desk("Bela"), "Welke")
    assert DUTCH[1] in read("nl", "guide-page", key="statutory-insurance")
    assert not at_the_desk("Cees").locator(".desk a[href*='stale-nl']").count()
    assert at_the_desk("Ada").locator(".desk a[href*='stale-hu']").count()

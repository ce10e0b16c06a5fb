"""People with roles, and a text to work on."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from advisor.content.library import SHELF
from advisor.content.models import Segment, Text
from advisor.directory.shelf import SHELF as LISTS
from advisor.staff import desk, link_places, still_right
from tests.signing_in import PASSWORD
from tests.signing_in import signed_in as signed_in_with


@pytest.fixture(autouse=True)
def _english_and_nothing_remembered():
    _forget()
    with translation.override(None):
        yield
    _forget()


def _forget():
    for one in (SHELF, LISTS):
        one.forget()
    for module in (desk, link_places, still_right):
        module.forget()


@pytest.fixture(autouse=True)
def _admin_in_its_source_language(monkeypatch):
    """What the tests expect of the admin is read as it is written in the code, so that a better translation breaks none."""
    choose = LocaleMiddleware.process_request

    def process_request(self, request):
        choose(self, request)
        if request.path_info.startswith("/admin/") and "HTTP_ACCEPT_LANGUAGE" not in request.META:
            translation.activate("en")

    monkeypatch.setattr(LocaleMiddleware, "process_request", process_request)


@pytest.fixture
def person(db):
    """Makes a member of staff with these roles."""

    def make(name, *roles):
        user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=roles))
        assert user.groups.count() == len(roles)
        return user

    return make


@pytest.fixture
def ada(person):
    return person("ada", "editor")


@pytest.fixture
def root(db):
    """Who was made at the command line."""
    return get_user_model().objects.create_superuser("root", password=PASSWORD)


@pytest.fixture
def signed_in(db):
    """Gives a client that somebody has signed in with, second factor and all."""
    return signed_in_with


@pytest.fixture
def text(db):
    text = Text.objects.create(kind="page", key="test")
    for position, (slug, german, dutch, hungarian) in enumerate(
        [("title", "Titel", "Titel", "Cím"), ("p-1", "Eins.", "Een.", "Egy.")]
    ):
        segment = Segment(text=text, slug=slug, position=position, body_de=german, body_nl=dutch, body_hu=hungarian)
        segment.mark_translated("nl")
        segment.mark_translated("hu")
        segment.save()
    return text

"""What staff type on the way in is taken as it was typed, hidden, and asked for nowhere else."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.backends import base
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.staff import second_factor
from tests.signing_in import PASSWORD, signed_in

ODD = " Long Straße, mit Ende  "


@pytest.fixture
def ada(ada):
    ada.set_password(ODD)
    ada.save()
    return ada


def let_in(password):
    return Client().post("/admin/login/", {"username": "ada", "password": password}).status_code == 302


@pytest.mark.parametrize("other", [ODD.strip(), ODD.lower(), ODD.replace("ß", "ss"), ODD[:-1], ODD[:16]])
def test_a_password_is_compared_as_it_was_typed(ada, other):
    assert not let_in(other)
    assert let_in(ODD)


def test_a_password_stays_right_for_years(ada):
    long_ago = timezone.now() - timedelta(days=5 * 365)
    get_user_model().objects.filter(pk=ada.pk).update(date_joined=long_ago, last_login=long_ago)
    client = Client()
    answer = client.post("/admin/login/", {"username": "ada", "password": ODD})
    assert answer["Location"].startswith("/admin/enrol/")


def fields_of(ada):
    """The fields of all forms on the way in and behind it, by page and name: the whole elements."""
    half = Client()
    half.post("/admin/login/", {"username": "ada", "password": ODD})
    asked = [(Client(), "/admin/login/"), (half, "/admin/enrol/")]
    pages = [(path, client.get(path)) for client, path in asked]
    client = signed_in(ada)
    half.post("/admin/login/", {"username": "ada", "password": ODD})
    pages += [(path, client.get(path)) for path in ("/admin/password_change/", "/admin/second-factor/")]
    pages.append(("/admin/code/", half.get("/admin/code/")))
    found = {}
    for path, page in pages:
        assert page.status_code == 200, path
        for element in re.findall(r"<input\b[^>]*>", page.content.decode()):
            name = re.search(r'name="([^"]*)"', element)
            if name and 'type="hidden"' not in element:
                found[path, name[1]] = element
    return found


def test_passwords_are_hidden_and_helpers_may_fill_them_in(ada):
    asked = {key: element for key, element in fields_of(ada).items() if "password" in key[1]}
    assert len(asked) >= 4
    for element in asked.values():
        assert 'type="password"' in element
        assert re.search(r'autocomplete="(?:current|new)-password"', element)
        assert not re.search(r"\son\w+=|readonly|maxlength", element)


def test_nothing_is_asked_that_others_may_know_of_a_person(ada):
    names = {name for _path, name in fields_of(ada)}
    assert {"username", "password", "code"} <= names
    assert names <= {"username", "password", "old_password", "new_password1", "new_password2", "code", "name"}


def test_a_hash_of_yesterday_is_renewed_on_signing_in(person, settings):
    ada = person("ada", "editor")
    assert identify_hasher(ada.password).algorithm == "md5"
    hashers = "django.contrib.auth.hashers"
    settings.PASSWORD_HASHERS = [f"{hashers}.PBKDF2PasswordHasher", f"{hashers}.MD5PasswordHasher"]
    assert let_in(PASSWORD)
    ada.refresh_from_db()
    assert identify_hasher(ada.password).algorithm == "pbkdf2_sha256"


def test_signing_out_lets_the_browser_forget(ada):
    client = signed_in(ada)
    assert "no-store" in client.get("/admin/")["Cache-Control"]
    assert '"cache", "storage"' in client.post("/admin/logout/")["Clear-Site-Data"]


def test_names_of_sessions_and_seeds_of_codes_cannot_be_guessed(ada, settings):
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert base.get_random_string.__module__ == "django.utils.crypto"  # which draws from `secrets`
    names = {signed_in(ada).cookies["sessionid"].value for _time in range(20)}
    assert len(names) == 20
    assert len(base.VALID_KEY_CHARS) ** min(map(len, names)) > 2**128
    assert second_factor.choice.__module__ == "random"
    assert type(second_factor.choice.__self__).__name__ == "SystemRandom"
    seeds = {TOTPDevice(user=ada).key for _time in range(20)}
    assert len(seeds) == 20
    assert {len(seed) for seed in seeds} == {40}

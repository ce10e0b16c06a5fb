"""What guessing brings: attacks on the way in, as long as somebody would try, against a clock that the tests move."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.staff import second_factor, throttle
from advisor.staff.models import LoginAttempt
from advisor.web import limits
from tests.signing_in import PASSWORD, signed_in

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings):
    """The time, in a list, for every part that asks; limits as for everybody."""
    now = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    monkeypatch.setattr(LoginAttempt._meta.get_field("at"), "_get_default", lambda: now[0])
    monkeypatch.setattr(limits, "time", lambda: now[0].timestamp())
    settings.LIMITS = settings.LIMITS | {"sign-in": (60, 15 * 60)}
    cache.clear()
    yield now
    cache.clear()


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were hashed, which is what costs the server."""
    seen, encode = [], MD5PasswordHasher.encode

    def counting(self, password, salt):
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return seen


def sign_in(name, password, address="198.51.100.7", client=None):
    sent = {"username": name, "password": password}
    return (client or Client()).post("/admin/login/", sent, REMOTE_ADDR=address)


def code_of(device, at, steps=0):
    totp = TOTP(device.bin_key)
    totp.time = at.timestamp() + 30 * steps
    return f"{totp.token():06d}"


# Passwords -----------------------------------------------------------------------------------------------------------


def guessed(clock, rf, address, account="ada"):
    """A wrong password, where it is let through at all; the seconds to wait."""
    attempt = throttle.attempt_at(account, rf.post("/admin/login/", REMOTE_ADDR=address))
    attempt.at = clock[0]
    return throttle.begin(attempt)


def test_a_day_of_guessing_at_one_account_from_one_address(db, rf, clock):
    began, taken = clock[0], 0
    while clock[0] < began + A_DAY:
        wait = guessed(clock, rf, "198.51.100.7")
        taken += not wait
        clock[0] += timedelta(seconds=wait)
    assert 400 < taken <= 5 * 24 * 4 + 5


def test_hours_of_guessing_at_one_account_from_everywhere(db, rf, clock):
    taken = 0
    for number in range(3 * 180):
        taken += not guessed(clock, rf, f"10.0.{number >> 8}.{number & 255}")
        clock[0] += timedelta(seconds=20)
    assert 200 < taken <= 3 * 100


def test_hours_of_guessing_at_every_account_from_one_address(db, rf, clock):
    taken = 0
    for number in range(2 * 180):
        taken += not guessed(clock, rf, "198.51.100.7", f"name {number}")
        clock[0] += timedelta(seconds=20)
    assert 100 < taken <= 2 * 4 * 30


def test_passwords_are_hashed_no_more_often_than_they_are_let_through(ada, hashed):
    """A flood costs no processor: who has to wait is told before anything is hashed."""
    for number in range(60):
        sign_in(f"name {number}", "guess")
    assert 0 < len(hashed) <= 2 * 30


def test_an_account_that_does_not_exist_costs_the_same_work(ada, hashed):
    sign_in("ada", "guess")
    known = len(hashed)
    sign_in("nobody", "guess", "203.0.113.9")
    assert len(hashed) == 2 * known


def test_two_who_share_an_address_are_not_told_of_each_other(ada):
    unknown, known = (
        [sign_in(name, "guess", address).content.replace(name.encode(), b"") for _number in range(6)]
        for name, address in (("nobody", "203.0.113.9"), ("ada", "203.0.113.10"))
    )
    assert [len(page) for page in unknown] == [len(page) for page in known]


def test_the_old_password_is_not_guessed_on_a_computer_left_open(ada):
    client = signed_in(ada)
    new = {"new_password1": "another long one 7", "new_password2": "another long one 7"}
    for number in range(5):
        assert client.post("/admin/password_change/", {"old_password": f"guess {number}", **new}).status_code == 200
    answer = client.post("/admin/password_change/", {"old_password": PASSWORD, **new})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_the_right_old_password_changes_it_and_ends_other_sessions(ada):
    client, other = signed_in(ada), signed_in(ada)
    new = {"new_password1": "another long one 7", "new_password2": "another long one 7"}
    assert client.post("/admin/password_change/", {"old_password": "wrong", **new}).context["form"].errors
    assert client.post("/admin/password_change/", {"old_password": PASSWORD, **new}).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password("another long one 7")
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize("password", ["elevensigns", "password1234", "987654321012345", "zsofia-nagy-budapest"])
def test_a_weak_password_is_not_taken(password):
    user = get_user_model()(username="zsofia-nagy-budapes")
    with pytest.raises(ValidationError):
        validate_password(password, user)


@pytest.mark.parametrize("password", [PASSWORD, "x" * 7 + "ÄŐ€ 🐎!", "long " * 40])
def test_long_passwords_of_any_signs_are_taken(password, ada):
    validate_password(password, ada)


# Codes ---------------------------------------------------------------------------------------------------------------


def guesses_in_a_day(user, clock, guess):
    """How many codes somebody can try who knows the password and waits exactly as long as they must."""
    began, taken, at = clock[0], 0, [clock[0]]
    while clock[0] < began + A_DAY:
        try:
            second_factor.verified_by(user, guess(taken))
        except second_factor.WrongCode:
            taken += 1
            at.append(clock[0])
        except second_factor.Wait as wait:
            clock[0] += timedelta(seconds=wait.seconds)
        else:
            pytest.fail("guessed")
    assert all(later - earlier < timedelta(hours=1) for earlier, later in pairwise(at))  # an owner waits no longer
    return taken


def test_a_day_of_guessing_codes(ada, clock, monkeypatch):
    """Three codes of a million are right at any time: a day of guessing succeeds once in three thousand."""
    TOTPDevice.objects.create(user=ada, confirmed=True)
    monkeypatch.setattr(TOTP, "verify", lambda *_args, **_options: False)
    assert 10 < guesses_in_a_day(ada, clock, "{:06d}".format) < 110


def test_a_day_of_guessing_recovery_codes(ada, clock):
    second_factor.new_recovery_codes(ada)
    assert StaticDevice.objects.get(user=ada).token_set.count() == 10
    assert 10 < guesses_in_a_day(ada, clock, "{:012d}".format) < 110
    assert len(set(second_factor.SIGNS)) ** second_factor.LENGTH > 2**59


def test_more_sessions_and_addresses_bring_no_more_guesses_at_a_code(ada):
    TOTPDevice.objects.create(user=ada, confirmed=True)
    answers = []
    for number in range(10):
        client, address = Client(), f"203.0.113.{number}"
        sign_in("ada", PASSWORD, address, client)
        answers.append(client.post("/admin/code/", {"code": "000000"}, REMOTE_ADDR=address).status_code)
    assert answers == [200] + [429] * 9


def test_a_code_that_was_seen_is_of_no_use_and_no_older_one_either(ada, clock):
    device = TOTPDevice.objects.create(user=ada, confirmed=True)
    at = datetime.now(timezone.get_default_timezone())
    assert second_factor.verified_by(ada, code_of(device, at)) == device
    for steps in (0, -1):
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        with pytest.raises(second_factor.WrongCode):
            second_factor.verified_by(ada, code_of(device, at, steps))


def test_an_app_that_is_being_set_up_is_guessed_no_faster(ada):
    client = Client()
    sign_in("ada", PASSWORD, client=client)
    client.get("/admin/enrol/")
    answers = [client.post("/admin/enrol/", {"code": "000000"}).status_code for _number in range(5)]
    assert answers == [200] + [429] * 4


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_a_flood_of_passwords_and_codes_waits_whatever_it_sends(ada, clock, settings, language):
    settings.LIMITS = settings.LIMITS | {"sign-in": (6, 15 * 60)}
    client = Client(headers={"accept-language": language}, REMOTE_ADDR="198.51.100.7")
    client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    client.get("/admin/enrol/")
    for _number in range(5):
        client.post("/admin/enrol/", {"code": "000000"})
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    for path, sent in (
        ("/admin/enrol/", {"code": "000000"}),
        ("/admin/login/", {"username": "somebody else", "password": "x"}),
    ):
        answer = client.post(path, sent)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 15 * 60
    with translation.override(language):
        assert f'<html lang="{language}"' in answer.content.decode()
    assert sign_in("ada", PASSWORD, "203.0.113.9").status_code == 302
    clock[0] += timedelta(minutes=15)
    assert sign_in("ada", PASSWORD).status_code == 302


# Sessions ------------------------------------------------------------------------------------------------------------


def test_a_session_that_was_left_opens_nothing(ada):
    client = signed_in(ada)
    kept = client.cookies["sessionid"].value
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/admin/").status_code == 302


def test_a_session_that_somebody_planted_is_not_taken_over(ada):
    client = Client()
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    sign_in("ada", PASSWORD, client=client)
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"


def test_a_session_ends_by_itself(ada, clock):
    client = signed_in(ada)
    assert client.get("/admin/").status_code == 200
    clock[0] += timedelta(hours=12, minutes=1)
    assert client.get("/admin/").status_code == 302


def test_attempts_made_at_the_same_time_all_count(ada, monkeypatch):
    """Each is counted as failed before the password is looked at, so that none slips by while another is being tried."""
    seen, verify = [], MD5PasswordHasher.verify

    def looking(self, password, encoded):
        seen.append(LoginAttempt.objects.filter(succeeded=False).count())
        return verify(self, password, encoded)

    monkeypatch.setattr(MD5PasswordHasher, "verify", looking)
    for _time in range(2):
        sign_in("ada", "guess")
    assert seen == [1, 2]

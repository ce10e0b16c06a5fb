"""Guessed passwords have to wait, each by account and address; nobody else is locked out, and no address is kept."""

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import escape
from gunicorn.config import Config

from advisor.staff import throttle
from advisor.staff.models import LoginAttempt
from advisor.staff.signing_in import told_to_wait
from tests.signing_in import PASSWORD, signed_in


@pytest.fixture
def zsofia(person):
    return person("zsofia", "editor")


def sign_in(name, password, address="198.51.100.7", **headers):
    return Client(REMOTE_ADDR=address, **headers).post("/admin/login/", {"username": name, "password": password})


def guess(times, name="zsofia", address="198.51.100.7"):
    for number in range(times):
        response = sign_in(name, f"guess {number}", address)
    return response


def aged(age):
    LoginAttempt.objects.update(at=timezone.now() - age)


def test_after_five_guesses_one_waits_even_with_the_right_password(zsofia):
    assert guess(5).status_code == 200
    answer = sign_in("zsofia", PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    with translation.override("en"):
        assert escape(told_to_wait(15 * 60)) in answer.content.decode()
    assert not answer.cookies.get("sessionid")


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 second."), (89, "89 seconds"), (90, "2 minutes"), (900, "15 minutes")]
)
def test_the_wait_is_told_in_seconds_or_minutes(seconds, said):
    assert said in told_to_wait(seconds)


def test_no_failures_is_no_limit(zsofia, monkeypatch):
    no_limit = tuple(replace(rule, failures=0) for rule in throttle.RULES)
    monkeypatch.setattr(throttle, "RULES", no_limit)
    monkeypatch.setattr(throttle, "FROM_EVERYWHERE", replace(throttle.FROM_EVERYWHERE, failures=0))
    assert guess(6).status_code == 200
    assert sign_in("zsofia", PASSWORD).status_code == 302


def test_the_wait_ends(zsofia):
    guess(5)
    aged(timedelta(minutes=16))
    assert sign_in("zsofia", PASSWORD).status_code == 302


def test_to_knock_during_the_wait_does_not_make_it_longer(zsofia):
    guess(5)
    aged(timedelta(minutes=14))
    guess(10)
    assert LoginAttempt.objects.count() == 5
    assert int(sign_in("zsofia", PASSWORD)["Retry-After"]) <= 60


def test_others_are_not_locked_out(zsofia, person):
    other = person("bela", "editor")
    other.set_password(PASSWORD)
    other.save()
    guess(6)
    assert sign_in("bela", PASSWORD).status_code == 302
    assert sign_in("zsofia", PASSWORD, "203.0.113.9").status_code == 302


def test_names_are_the_same_in_every_spelling(zsofia):
    guess(3, "zsofia")
    guess(2, " ZSOFIA")
    assert sign_in("zsofia", PASSWORD).status_code == 429


def test_an_account_that_does_not_exist_is_answered_alike(zsofia):
    unknown, known = guess(6, "nobody"), guess(6, "zsofia")
    assert unknown.status_code == known.status_code == 429
    assert str(unknown.context["form"].errors) == str(known.context["form"].errors)


def test_one_address_cannot_try_every_account(zsofia):
    for number in range(30):
        sign_in(f"name-{number}", "guess")
    assert sign_in("zsofia", PASSWORD).status_code == 429
    assert sign_in("zsofia", PASSWORD, "203.0.113.9").status_code == 302


def test_many_addresses_cannot_guess_at_one_account_but_its_owner_still_gets_in(zsofia):
    assert sign_in("zsofia", PASSWORD, "203.0.113.9").status_code == 302
    attempt = throttle.attempt_at("zsofia", Client().get("/admin/login/").wsgi_request)
    LoginAttempt.objects.bulk_create(LoginAttempt(account=attempt.account, address=str(one)) for one in range(100))
    assert sign_in("zsofia", PASSWORD, "198.51.100.8").status_code == 429
    assert sign_in("zsofia", PASSWORD, "203.0.113.9").status_code == 302


def test_a_right_password_forgets_the_mistakes_before_it(zsofia):
    guess(4)
    assert sign_in("zsofia", PASSWORD).status_code == 302
    assert guess(4).status_code == 200
    assert sign_in("zsofia", PASSWORD).status_code == 302


def test_who_is_not_staff_counts_as_a_failure(zsofia):
    zsofia.is_staff = False
    zsofia.save()
    for _time in range(5):
        sign_in("zsofia", PASSWORD)
    assert sign_in("zsofia", PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("198.51.100.7", None, "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.8.7, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "nonsense", "nonsense"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        ("", "203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_our_own_proxy_is_believed_about_addresses(rf, remote, forwarded, address):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert throttle.network_of(rf.get("/", headers=headers, REMOTE_ADDR=remote)) == address


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("10.1.2.3", "203.0.113.9"),
        ("fd00::7", "203.0.113.9"),
        ("192.0.2.7", "203.0.113.9"),
        ("11.1.2.3", "11.1.2.3"),
        ("192.0.2.8", "192.0.2.8"),
    ],
)
def test_a_network_of_proxies_is_believed_as_gunicorn_does(rf, settings, remote, address):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "fd00::/8", "192.0.2.7"]
    config = Config()
    config.set("forwarded_allow_ips", ",".join(settings.TRUSTED_PROXIES))
    believed = any(ip_address(remote) in network for network in config.forwarded_allow_networks())
    assert believed is (address != remote)
    headers = {"X-Forwarded-For": "10.9.8.7, 203.0.113.9"}
    assert throttle.network_of(rf.get("/", headers=headers, REMOTE_ADDR=remote)) == address


def test_no_address_account_or_password_is_kept_or_logged(zsofia, written_log):
    guess(6)
    sign_in(PASSWORD, "in the wrong field", "203.0.113.9")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM staff_loginattempt")
        kept = str(cursor.fetchall())
    for secret in ("198.51.100.7", "203.0.113.9", "zsofia", "guess", PASSWORD):
        assert secret not in kept
        assert secret not in written_log.getvalue()


def test_attempts_are_forgotten(zsofia):
    guess(2)
    aged(timedelta(hours=25))
    sign_in("zsofia", PASSWORD)
    assert list(LoginAttempt.objects.values_list("succeeded", flat=True)) == [True]
    aged(timedelta(days=31))
    guess(1, "somebody")
    assert LoginAttempt.objects.count() == 1


def test_a_command_forgets_where_nobody_signs_in(zsofia):
    guess(2)
    aged(timedelta(hours=25))
    call_command("forget_logins")
    assert not LoginAttempt.objects.exists()


def test_an_empty_form_is_no_attempt(zsofia):
    assert sign_in("", "").status_code == sign_in("zsofia", "").status_code == 200
    assert not LoginAttempt.objects.exists()


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "ÄÖ\U0001f600", "' OR 1=1 --"])
def test_whatever_is_typed_as_a_name_is_answered(db, name):
    assert sign_in(name, "x").status_code == 200


def test_the_password_before_a_change_of_the_second_factor_is_guessed_no_faster(zsofia):
    client = signed_in(zsofia)
    for _time in range(5):
        client.post("/admin/second-factor/", {"do": "codes", "password": "guess"})
    answer = client.post("/admin/second-factor/", {"do": "codes", "password": PASSWORD})
    assert answer.status_code == 429

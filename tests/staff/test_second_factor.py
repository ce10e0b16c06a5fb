"""A password alone opens nothing: every member of staff shows a second factor, and there is a way back for a lost one."""

import io
import re
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.staff import second_factor
from advisor.staff.signing_in import told_to_wait
from tests.signing_in import PASSWORD, signed_in

CODE_LINE = re.compile(r"<li><code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code></li>")


def code_of(device, steps=0):
    """What the app shows now, or some steps later."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def give_password(client, user, **more):
    return client.post("/admin/login/", {"username": user.username, "password": PASSWORD, **more})


def enrolled(user):
    return TOTPDevice.objects.create(user=user, name="telephone", confirmed=True)


def enrol(client, user):
    """From the password to the recovery codes."""
    give_password(client, user)
    client.get("/admin/enrol/")
    return client.post("/admin/enrol/", {"code": code_of(TOTPDevice.objects.get(user=user))})


def is_in(client):
    return client.get("/admin/").status_code == 200


def said_to_wait(seconds):
    with translation.override("en"):
        return escape(told_to_wait(seconds))


def typed_wrongly(client, times, code="000000"):
    for _time in range(times):
        response = client.post("/admin/code/", {"code": code})
    return response


@pytest.mark.parametrize("who", ["ada", "root"])
def test_the_first_login_leads_to_enrolment(client, request, who):
    user = request.getfixturevalue(who)
    answer = give_password(client, user, next="/admin/content/text/")
    assert answer.url.startswith("/admin/enrol/")
    assert not is_in(client)
    page = client.get(answer.url)
    assert "<svg" in page.content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert not device.confirmed
    done = client.post(
        "/admin/enrol/", {"code": code_of(device), "name": "my telephone", "next": "/admin/content/text/"}
    )
    assert len(CODE_LINE.findall(done.content.decode())) == 10
    assert 'href="/admin/content/text/"' in done.content.decode()
    assert is_in(client)
    assert TOTPDevice.objects.get(user=user).name == "my telephone"
    assert "second factor added" in LogEntry.objects.filter(user=user).order_by("pk").first().change_message


def test_the_secret_stands_there_as_text(client, ada):
    give_password(client, ada)
    page = client.get("/admin/enrol/").content.decode()
    secret = re.search(r'class="second-secret">([A-Z2-7 ]+)<', page)[1]
    device = TOTPDevice.objects.get(user=ada)
    assert f"secret={secret.replace(' ', '')}" in device.config_url
    assert secret in client.get("/admin/enrol/").content.decode()


def test_a_secret_that_another_session_has_seen_is_not_taken_into_use(client, ada):
    """Who knew the password alone must not share the secret of the person who enrols later."""
    stranger = Client()
    give_password(stranger, ada)
    stranger.get("/admin/enrol/")
    seen = TOTPDevice.objects.get(user=ada).key
    give_password(client, ada)
    client.get("/admin/enrol/")
    assert TOTPDevice.objects.get(user=ada).key != seen


def test_a_wrong_first_code_enrols_nothing(client, ada):
    give_password(client, ada)
    client.get("/admin/enrol/")
    answer = client.post("/admin/enrol/", {"code": "abc"})
    assert answer.context["form"].errors["code"]
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    assert not is_in(client)


def test_afterwards_the_code_is_asked_for(client, ada):
    device = enrolled(ada)
    answer = give_password(client, ada, next="/admin/content/text/")
    assert answer.url.startswith("/admin/code/")
    assert not is_in(client)
    assert client.get("/admin/content/text/").status_code == 302
    code = code_of(device)
    gone = client.post("/admin/code/", {"code": f"{code[:3]} {code[3:]}", "next": "/admin/content/text/"})
    assert gone.url == "/admin/content/text/"
    assert is_in(client)


def test_a_code_works_once(client, ada):
    device = enrolled(ada)
    code = code_of(device)
    give_password(client, ada)
    client.post("/admin/code/", {"code": code})
    other = Client()
    give_password(other, ada)
    assert other.post("/admin/code/", {"code": code}).context["form"].errors["code"]
    assert not is_in(other)


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/content/text/", "/admin/password_change/", "/admin/second-factor/"]
)
def test_the_password_alone_opens_no_page(client, ada, path):
    enrolled(ada)
    give_password(client, ada)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/")
    assert client.get(answer.url).url.startswith("/admin/code/")


def test_the_password_alone_enrols_no_second_app(client, ada):
    """Who has guessed the password does not get past an enrolled account by enrolling."""
    enrolled(ada)
    give_password(client, ada)
    assert client.get("/admin/enrol/").url.startswith("/admin/code/")
    assert client.post("/admin/enrol/", {"code": "123456"}).url.startswith("/admin/code/")
    assert TOTPDevice.objects.filter(user=ada).count() == 1


def test_the_code_of_somebody_else_does_not_help(client, ada, root):
    enrolled(ada)
    other = enrolled(root)
    give_password(client, ada)
    client.post("/admin/code/", {"code": code_of(other)})
    assert not is_in(client)


def test_pages_of_the_second_factor_ask_for_the_password_first(client, ada):
    for path in ("/admin/code/", "/admin/enrol/"):
        assert client.get(path).url == "/admin/login/"


def test_one_leaves_without_a_second_factor_too(client, ada):
    enrolled(ada)
    give_password(client, ada)
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_the_session_gets_a_new_key_with_the_second_factor(client, ada):
    device = enrolled(ada)
    give_password(client, ada)
    before = client.session.session_key
    assert client.session.get_expiry_age() <= 15 * 60
    client.post("/admin/code/", {"code": code_of(device)})
    assert client.session.session_key != before
    assert client.session.get_expiry_age() > 3600


def test_where_one_goes_on_to_is_never_another_site(client, ada):
    device = enrolled(ada)
    give_password(client, ada)
    gone = client.post("/admin/code/", {"code": code_of(device), "next": "https://evil.example/admin/"})
    assert gone.url == "/admin/"


# Recovery codes ------------------------------------------------------------------------------------------------------


def test_a_recovery_code_works_once_and_leaves_a_trace(client, ada):
    first, *_others = CODE_LINE.findall(enrol(client, ada).content.decode())
    other = Client()
    give_password(other, ada)
    assert other.post("/admin/code/", {"code": first.upper().replace("-", " ")}).status_code == 302
    assert "9" in " ".join(map(str, other.get("/admin/").context["messages"]))
    assert LogEntry.objects.filter(user=ada, change_message="recovery code used").count() == 1
    third = Client()
    give_password(third, ada)
    assert third.post("/admin/code/", {"code": first}).context["form"].errors["code"]
    assert not is_in(third)


def test_recovery_codes_are_not_kept_as_they_are(client, ada):
    codes = CODE_LINE.findall(enrol(client, ada).content.decode())
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & ({code.replace("-", "") for code in codes} | set(codes))
    assert codes[0] not in client.get("/admin/second-factor/").content.decode()


def test_new_recovery_codes_take_the_place_of_the_old(client, ada):
    old = CODE_LINE.findall(enrol(client, ada).content.decode())
    answer = client.post("/admin/second-factor/", {"do": "codes", "password": PASSWORD})
    new = CODE_LINE.findall(answer.content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)
    assert second_factor.verified_by(ada, new[1])
    with pytest.raises(second_factor.WrongCode):
        second_factor.verified_by(ada, old[0])


@pytest.mark.parametrize("do", ["codes", "add", "remove-1"])
def test_changes_ask_for_the_password(client, ada, do):
    signed_in(ada, client)
    answer = client.post("/admin/second-factor/", {"do": do, "password": "guessed"})
    assert answer.context["form"].errors["password"]
    assert not CODE_LINE.findall(answer.content.decode())
    assert client.get("/admin/enrol/").url == "/admin/second-factor/"


def test_a_new_telephone_comes_before_the_old_one_goes(client, ada):
    signed_in(ada, client)
    old = TOTPDevice.objects.get(user=ada)
    client.post("/admin/second-factor/", {"do": f"remove-{old.pk}", "password": PASSWORD})
    assert TOTPDevice.objects.filter(pk=old.pk).exists()
    assert client.post("/admin/second-factor/", {"do": "add", "password": PASSWORD}).url == "/admin/enrol/"
    client.get("/admin/enrol/")
    new = TOTPDevice.objects.get(user=ada, confirmed=False)
    client.post("/admin/enrol/", {"code": code_of(new), "name": "new"})
    client.post("/admin/second-factor/", {"do": f"remove-{old.pk}", "password": PASSWORD})
    assert [device.name for device in TOTPDevice.objects.filter(user=ada)] == ["new"]
    other = Client()
    give_password(other, ada)
    other.post("/admin/code/", {"code": code_of(new, 1)})
    assert is_in(other)


@pytest.mark.parametrize("number", ["", "x", "999999", "9" * 30, "²"])
def test_a_device_that_is_not_ones_own_cannot_be_removed(client, ada, root, number):
    signed_in(ada, client)
    enrolled(ada)
    foreign = enrolled(root)
    for wanted in (number, foreign.pk):
        assert client.post("/admin/second-factor/", {"do": f"remove-{wanted}", "password": PASSWORD}).status_code == 302
    assert TOTPDevice.objects.count() == 3


# Guessed codes -------------------------------------------------------------------------------------------------------


def test_guessed_codes_have_to_wait(client, ada):
    device = enrolled(ada)
    give_password(client, ada)
    typed_wrongly(client, 1)
    answer = typed_wrongly(client, 1)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1
    assert said_to_wait(int(answer["Retry-After"])) in answer.content.decode()
    assert client.post("/admin/code/", {"code": code_of(device)}).status_code == 429
    assert not is_in(client)


def test_the_wait_never_grows_beyond_an_hour(ada):
    device = enrolled(ada)
    TOTPDevice.objects.update(throttling_failure_count=40)
    with pytest.raises(second_factor.WrongCode):
        second_factor.verified_by(ada, "000000")
    with pytest.raises(second_factor.Wait) as wait:
        second_factor.verified_by(ada, code_of(device))
    assert 600 < wait.value.seconds < 3600


def test_the_codes_of_one_app_do_not_count_against_the_other(ada):
    first, second = enrolled(ada), enrolled(ada)
    for steps in (-1, 0, 1):
        assert second_factor.verified_by(ada, code_of(second, steps)) == second
    first.refresh_from_db()
    assert first.throttling_failure_count == 0


@pytest.mark.parametrize("typed", ["", " ", "\0", "x" * 41, "²²²²²²", "１２３４５６", "-" * 12, "12345", "1234567"])
def test_whatever_is_typed_as_a_code_is_answered(client, ada, typed):
    enrolled(ada)
    give_password(client, ada)
    assert client.post("/admin/code/", {"code": typed}).status_code == 200
    assert not is_in(client)


# The way back --------------------------------------------------------------------------------------------------------


def test_a_command_takes_a_lost_second_factor_away_and_says_so_in_the_log(client, ada):
    enrol(client, ada)
    half = Client()
    give_password(half, ada)
    call_command("reset_second_factor", "ada", why="lost telephone", stdout=io.StringIO())
    assert not is_in(client)
    assert "_auth_user_id" not in half.session
    assert not StaticToken.objects.exists()
    entry = LogEntry.objects.order_by("-pk").first()
    assert entry.object_id == str(ada.pk)
    assert "on the server" in entry.change_message
    assert "lost telephone" in entry.change_message
    assert give_password(client, ada).url.startswith("/admin/enrol/")


@pytest.mark.parametrize(("name", "why"), [("nobody", "x"), ("ada", " ")])
def test_the_command_refuses_what_it_cannot_do(ada, name, why):
    enrolled(ada)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", name, why=why)
    assert second_factor.apps_of(ada)


def test_an_administrator_takes_a_lost_second_factor_away(ada, person):
    boss, device = signed_in(person("boss", "administrator")), enrolled(ada)
    open_elsewhere = signed_in(ada)
    assert open_elsewhere.get("/admin/").status_code == 200
    path = f"/admin/auth/user/{ada.pk}/second-factor/"
    assert path in boss.get(f"/admin/auth/user/{ada.pk}/change/").content.decode()
    assert boss.post(path, {"why": " "}).context["form"].errors["why"]
    assert TOTPDevice.objects.filter(pk=device.pk).exists()
    boss.post(path, {"why": "telephone stolen"})
    assert not TOTPDevice.objects.filter(pk=device.pk).exists()
    entry = LogEntry.objects.order_by("-pk").first()
    assert (entry.user.username, entry.object_id) == ("boss", str(ada.pk))
    assert "telephone stolen" in entry.change_message
    assert open_elsewhere.get("/admin/").status_code == 302  # whoever has the telephone is out, too


@pytest.mark.parametrize(
    ("role", "target"),
    [
        ("administrator", "boss"),
        ("administrator", "root"),
        ("editor", "ada"),
        ("releaser", "ada"),
        ("figures-editor", "ada"),
    ],
)
def test_nobody_takes_away_what_is_not_theirs_to_take(person, ada, root, role, target):
    boss = person("boss", role)
    client = signed_in(boss)
    user = get_user_model().objects.get(username=target)
    device = enrolled(user)
    assert client.get(f"/admin/auth/user/{user.pk}/second-factor/").status_code == 403
    assert client.post(f"/admin/auth/user/{user.pk}/second-factor/", {"why": "x"}).status_code == 403
    assert TOTPDevice.objects.filter(pk=device.pk).exists()


# Every page ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_the_pages_are_in_the_language_of_the_browser(client, ada, language):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    enrolled(ada)
    give_password(client, ada)
    page = client.get("/admin/code/").content.decode()
    assert f'<html lang="{language}"' in page
    with translation.override(language):
        assert escape(gettext("Enter one of your recovery codes instead. Each works once.")) in page
        assert escape(gettext("Log out")) in page


def test_pages_need_no_script_and_hold_no_inline_style(client, ada):
    give_password(client, ada)
    pages = [client.get("/admin/enrol/")]
    pages.append(client.post("/admin/enrol/", {"code": code_of(TOTPDevice.objects.get(user=ada))}))
    pages += [client.get(path) for path in ("/admin/", "/admin/second-factor/")]
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", html)
        assert "no-store" in page["Cache-Control"]
        assert "script-src 'self'" in page["Content-Security-Policy"]


def test_the_cookies_of_staff_stay_in_the_admin(client, ada):
    enrolled(ada)
    give_password(client, ada)
    client.get("/admin/code/")
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin"}


@pytest.mark.parametrize("path", ["/", "/de/", "/nl/", "/hu/"])
def test_pages_of_visitors_set_no_cookie_for_staff_either(client, ada, path):
    signed_in(ada, client)
    client.get("/admin/")
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")

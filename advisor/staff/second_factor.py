"""The second factor: apps that make codes, recovery codes, and the way back for those who have lost both."""

from __future__ import annotations

from datetime import datetime
from secrets import choice
from typing import Any

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from .releasing import note

RECOVERY_CODES = 10
FEW = 3
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without l, o, 0 and 1, which are misread."""
LENGTH = 12
MOST_FAILURES = 11
"""A wrong code doubles the wait; this many make a quarter of an hour, which is enough."""


class WrongCode(Exception):
    """The code is not right, or no longer."""


class Wait(Exception):
    """Too many wrong codes; `seconds` until the next may be tried."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.seconds = max(1, round((until - timezone.now()).total_seconds()))


def apps_of(user: Any) -> list[TOTPDevice]:
    """The apps that a person has confirmed."""
    return list(TOTPDevice.objects.filter(user=user, confirmed=True).order_by("created_at", "pk"))


def begun(user: Any, pk: int | None) -> TOTPDevice:
    """The app that this session is about to confirm; one whose secret another session has seen is never taken."""
    found = TOTPDevice.objects.filter(user=user, confirmed=False, pk=pk).first() if pk else None
    if found is None:
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        found = TOTPDevice.objects.create(user=user, confirmed=False, name=_("app"))
    return found


def _tidy(typed: str) -> str:
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def _sealed(code: str) -> str:
    return salted_hmac("advisor.staff.recovery", code, algorithm="sha256").hexdigest()[:16]


def tried(devices: Any, token: str) -> Any:
    """The device among these that takes the token. Raises `Wait` and `WrongCode`."""
    waits, taken = [], None
    with transaction.atomic():
        locked = list(devices.select_for_update())
        for device in locked:
            allowed, why = device.verify_is_allowed()
            if not allowed:
                waits.append(why["locked_until"])
            elif device.verify_token(token):
                taken = device
                break
        if taken:
            for device in locked:
                if device != taken:
                    device.throttle_reset()
        else:
            devices.filter(throttling_failure_count__gt=MOST_FAILURES).update(throttling_failure_count=MOST_FAILURES)
    if taken is None:
        raise Wait(min(waits)) if locked and len(waits) == len(locked) else WrongCode
    return taken


def verified_by(user: Any, typed: str) -> Any:
    """What a code belongs to: an app, or the recovery codes, of which each works once. Raises `Wait` and `WrongCode`."""
    code = _tidy(typed)
    if len(code) == 6 and code.isascii() and code.isdigit():
        return tried(TOTPDevice.objects.filter(user=user, confirmed=True), code)
    taken = tried(StaticDevice.objects.filter(user=user, confirmed=True), _sealed(code))
    note(user, user, "recovery code used")
    return taken


def confirm(device: TOTPDevice, name: str, typed: str) -> TOTPDevice:
    """Take an app into use once it has shown a right code. Raises `Wait` and `WrongCode`."""
    taken = tried(TOTPDevice.objects.filter(pk=device.pk, confirmed=False), _tidy(typed))
    taken.confirmed, taken.name = True, name or taken.name
    taken.save()
    note(taken.user, taken.user, f"second factor added: {taken.name}")
    return taken


@transaction.atomic
def remove(user: Any, pk: int) -> bool:
    """Remove an app, unless it is the last one."""
    apps = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
    found = next((app for app in apps if app.pk == pk), None)
    if found is None or len(apps) < 2:
        return False
    found.delete()
    note(user, user, f"second factor removed: {found.name}")
    return True


def recovery_codes_left(user: Any) -> int:
    """How many recovery codes have not been used."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


@transaction.atomic
def new_recovery_codes(user: Any) -> list[str]:
    """New recovery codes in place of the old ones, to be shown once: only their seals are kept."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = ["".join(choice(SIGNS) for _place in range(LENGTH)) for _number in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_sealed(code))
    note(user, user, "recovery codes made")
    return ["-".join(code[place : place + 4] for place in range(0, LENGTH, 4)) for code in codes]


# A lost second factor -----------------------------------------------------------------------------------------------


def may_take_away(actor: Any, user: Any) -> bool:
    """An administrator may for others, but only a superuser for superusers."""
    return bool(
        actor.has_perm("auth.change_user") and actor.pk != user.pk and (actor.is_superuser or not user.is_superuser)
    )


def take_away(user: Any, why: str, by: Any) -> None:
    """Let a person enrol anew, and end their sessions. Raises `PermissionDenied`."""
    if not may_take_away(by, user):
        raise PermissionDenied(_("You may not take away this second factor."))
    _taken_away(user, by, f"second factor taken away: {why}")


def take_away_on_the_server(user: Any, why: str, who: str) -> None:
    """The same by somebody who can run commands on the server, whom the log names."""
    _taken_away(user, user, f"second factor taken away on the server by {who}: {why}")


@transaction.atomic
def _taken_away(user: Any, by: Any, said: str) -> None:
    devices: tuple[type[Model], ...] = (TOTPDevice, StaticDevice)
    for model in devices:
        model._default_manager.filter(user=user).delete()
    end_sessions(user)
    note(by, user, said)


def end_sessions(user: Any) -> None:
    """Sign a person out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

"""Guessed passwords: how often an account or an address may fail before it has to wait. No address is kept, only its seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from advisor.web.limits import network_of, sealed, waits

from .models import LoginAttempt


@dataclass(frozen=True, slots=True)
class Rule:
    """So many failures of the same account, address or both within a time, then a wait; 0 is no limit."""

    same: tuple[str, ...]
    failures: int
    within: timedelta


def rule(name: str, *same: str) -> Rule:
    """The rule that stands in `settings.LIMITS`."""
    failures, seconds = settings.LIMITS[name]
    return Rule(same, failures, timedelta(seconds=seconds))


RULES = (rule("account-wrong", "account", "address"), rule("sign-in-wrong", "address"))
FROM_EVERYWHERE = rule("account-wrong-everywhere", "account")
"""Guesses at one account from many addresses. Where its owner has signed in before, the owner still can."""
FAILURES_KEPT = timedelta(days=1)
SUCCESSES_KEPT = timedelta(days=30)


def _sealed(kind: str, value: str) -> str:
    return str(salted_hmac(f"advisor.staff.throttle.{kind}", value, algorithm="sha256").hexdigest())


def attempt_at(account: str, request: HttpRequest) -> LoginAttempt:
    """An attempt that is about to be made, not yet kept."""
    return LoginAttempt(
        account=_sealed("account", account.strip().casefold()), address=_sealed("address", network_of(request))
    )


def free_again(attempt: LoginAttempt, now: datetime) -> datetime | None:
    """When the attempt may be made; None where it may be made now."""
    known = LoginAttempt.objects.filter(account=attempt.account, address=attempt.address, succeeded=True).exists()
    waits = []
    for rule in RULES if known else (*RULES, FROM_EVERYWHERE):
        if not rule.failures:
            continue
        same = {name: getattr(attempt, name) for name in rule.same}
        failures = LoginAttempt.objects.filter(succeeded=False, at__gt=now - rule.within, **same).order_by("-at")
        last_ones = failures.values_list("at", flat=True)[rule.failures - 1 : rule.failures]
        waits += [at + rule.within for at in last_ones]
    return max(waits, default=None)


def knock(request: HttpRequest) -> int:
    """Count a password or a code that somebody sends, right or wrong; the seconds to wait where there were too many."""
    return waits("sign-in", sealed(request))


def begin(attempt: LoginAttempt) -> int:
    """Count the attempt as failed until it has succeeded; or the seconds to wait, and it is neither made nor counted."""
    now = timezone.now()
    forget(now)
    if until := free_again(attempt, now):
        return max(1, round((until - now).total_seconds()))
    attempt.save()
    return 0


def succeed(attempt: LoginAttempt) -> None:
    """The password was right: the failures before it are forgotten, the address is known from now on."""
    LoginAttempt.objects.filter(account=attempt.account, address=attempt.address).delete()
    attempt.pk, attempt.succeeded = None, True
    attempt.save()


def forget(now: datetime) -> None:
    """Remove what is too old to be kept; runs with every attempt."""
    LoginAttempt.objects.filter(succeeded=False, at__lte=now - FAILURES_KEPT).delete()
    LoginAttempt.objects.filter(succeeded=True, at__lte=now - SUCCESSES_KEPT).delete()

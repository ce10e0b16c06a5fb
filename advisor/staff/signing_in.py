"""Signing in: the password, how long somebody has to wait, and where they go on to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from . import throttle


def told_to_wait(seconds: int) -> str:
    """The message for too many attempts."""
    if seconds < 90:
        said = ngettext(
            "Too many attempts. Please try again in %(number)s second.",
            "Too many attempts. Please try again in %(number)s seconds.",
            seconds,
        )
        return said % {"number": seconds}
    minutes = -(-seconds // 60)
    said = ngettext(
        "Too many attempts. Please try again in %(number)s minute.",
        "Too many attempts. Please try again in %(number)s minutes.",
        minutes,
    )
    return said % {"number": minutes}


class ThrottledLogin(AdminAuthenticationForm):
    """Account and password, with a wait after too many failures."""

    wait = 0

    def clean(self) -> dict[str, Any]:
        account, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (account and password):
            return dict(super().clean())
        assert self.request is not None
        attempt = throttle.attempt_at(account, self.request)
        self.wait = throttle.begin(attempt)
        if self.wait:
            raise ValidationError(told_to_wait(self.wait), code="wait")
        cleaned = super().clean()
        throttle.succeed(attempt)
        return dict(cleaned)


def way_on(request: HttpRequest) -> str:
    """Where somebody wanted to go before they were asked who they are."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith(settings.ADMIN_PATH) and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return reverse("admin:index")

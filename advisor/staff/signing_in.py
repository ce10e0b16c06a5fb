"""Signing in: the password, how long somebody has to wait, and where they go on to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
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
        self.wait = throttle.knock(self.request) or throttle.begin(attempt)
        if self.wait:
            raise ValidationError(told_to_wait(self.wait), code="wait")
        cleaned = super().clean()
        throttle.succeed(attempt)
        return dict(cleaned)


class OwnPassword(forms.Form):
    """A form in which somebody signed in shows their password again, guessed no faster than on signing in."""

    wait = 0
    request: HttpRequest

    def password_shown(self, password: str) -> bool:
        """Whether it is theirs. Raises `ValidationError` where they have to wait."""
        user: Any = self.request.user
        attempt = throttle.attempt_at(user.get_username(), self.request)
        self.wait = throttle.knock(self.request) or throttle.begin(attempt)
        if self.wait:
            raise ValidationError(told_to_wait(self.wait), code="wait")
        if not user.check_password(password):
            return False
        throttle.succeed(attempt)
        return True


class NewPassword(OwnPassword, AdminPasswordChangeForm):
    """A new password for whoever shows the old one."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """The old password."""
        password = str(self.cleaned_data["old_password"])
        if not self.password_shown(password):
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password


class PasswordChange(PasswordChangeView):
    """Django's page for it, on which nobody can guess the old password of a session left open."""

    form_class = NewPassword

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.wait:
            response.status_code = 429
            response["Retry-After"] = str(form.wait)
        return response


def way_on(request: HttpRequest) -> str:
    """Where somebody wanted to go before they were asked who they are."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith(settings.ADMIN_PATH) and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return reverse("admin:index")

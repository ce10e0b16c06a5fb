"""Pages on which staff show their second factor, enrol one, and look after it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django_otp import login as take_as_verified

from . import second_factor, throttle
from .second_factor import FEW, Wait, WrongCode
from .signing_in import OwnPassword, told_to_wait, way_on

if TYPE_CHECKING:
    from .site import StaffSite

ENROLLING = "enrolling"
View = Callable[..., HttpResponse]
LONGEST_CODE = 40


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )
    wait = 0

    def try_with(self, request: HttpRequest, act: Callable[[str], Any]) -> Any:
        """What the act gives for the typed code; None with a message at the field where it is refused."""
        if wait := throttle.knock(request):
            self.wait = wait
            self.add_error("code", told_to_wait(wait))
            return None
        try:
            return act(self.cleaned_data["code"])
        except Wait as wait:
            self.wait = wait.seconds
            self.add_error("code", told_to_wait(wait.seconds))
        except WrongCode:
            self.add_error("code", _("This code is not right, or has been used. Please take the next one."))
        return None


class EnrolForm(CodeForm):
    """A name for the app and its first code."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("So that you tell your apps apart, for instance “my telephone”."),
    )


class PasswordForm(OwnPassword):
    """Whoever changes the second factor says their password again."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST or None)
        self.request = request

    def clean_password(self) -> str:
        """The password of this account."""
        password = str(self.cleaned_data["password"])
        if not self.password_shown(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


def half(site: StaffSite, view: View) -> View:
    """A view for those who have given their password; others go to where they belong."""

    @never_cache
    @csrf_protect
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if site.has_permission(request) and view is code:
            return HttpResponseRedirect(way_on(request))
        if not (site.has_permission(request) or site.half_signed_in(request)):
            return HttpResponseRedirect(reverse("admin:login"))
        if site.half_signed_in(request) and (view is enrol) == bool(second_factor.apps_of(request.user)):
            return HttpResponseRedirect(site.second_step(request))
        return view(request, site)

    return guarded


def _page(request: HttpRequest, site: AdminSite, name: str, title: str, wait: int = 0, **about: Any) -> HttpResponse:
    context = {**site.each_context(request), "title": title, "next": way_on(request), **about}
    response = TemplateResponse(request, f"admin/second_factor/{name}.html", context, status=429 if wait else 200)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _signed_in(request: HttpRequest, device: Any) -> None:
    """From half to whole: under a new key of the session."""
    request.session.cycle_key()
    request.session.set_expiry(None)
    take_as_verified(request, device)


def code(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for the code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = form.try_with(request, lambda typed: second_factor.verified_by(request.user, typed))
        if device is not None:
            _signed_in(request, device)
            _count_recovery_codes(request, device)
            return HttpResponseRedirect(way_on(request))
    return _page(request, site, "code", _("Second factor"), form.wait, form=form)


def _count_recovery_codes(request: HttpRequest, device: Any) -> None:
    if not hasattr(device, "token_set"):
        return
    left = second_factor.recovery_codes_left(request.user)
    said = ngettext(
        "That was a recovery code. %(number)s is left.", "That was a recovery code. %(number)s are left.", left
    ) % {"number": left}
    if left <= FEW:
        messages.warning(request, f"{said} {_('Please make new ones under “Second factor”.')}")
    else:
        messages.info(request, said)


def enrol(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show the secret of a new app until it has given a right code; then, the first time, the recovery codes."""
    if request.user.is_verified() and not request.session.get(ENROLLING):  # type: ignore[union-attr]
        return HttpResponseRedirect(reverse("admin:second_factor"))  # which asks for the password first
    device = second_factor.begun(request.user, request.session.get(ENROLLING))
    request.session[ENROLLING] = device.pk
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if taken := form.try_with(request, lambda typed: second_factor.confirm(device, name, typed)):
            del request.session[ENROLLING]
            if request.user.is_verified():  # type: ignore[union-attr]
                messages.success(request, _("The app can be used from now on."))
                return HttpResponseRedirect(reverse("admin:second_factor"))
            _signed_in(request, taken)
            return _codes(request, site)
    secret = base64.b32encode(device.bin_key).decode().rstrip("=")
    drawing = segno.make(device.config_url, error="m").svg_inline(scale=5, border=4, light="#fff", dark="#000")
    about = {
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "address": device.config_url,
        "drawing": mark_safe(drawing),  # drawn by the library from our own address
    }
    return _page(request, site, "enrol", _("Set up your second factor"), form.wait, form=form, **about)


def _codes(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """New recovery codes. They stand in this answer and nowhere else."""
    codes = second_factor.new_recovery_codes(request.user)
    return _page(request, site, "codes", _("Your recovery codes"), codes=codes)


def overview(site: AdminSite) -> View:
    """What a person has, and buttons to change it, each with the password."""

    @never_cache
    @sensitive_post_parameters()
    def shown(request: HttpRequest) -> HttpResponse:
        form = PasswordForm(request)
        if request.method == "POST" and form.is_valid():
            act, _dash, number = request.POST.get("do", "").partition("-")
            if act == "codes":
                return _codes(request, site)
            if act == "add":
                request.session[ENROLLING] = second_factor.begun(request.user, None).pk
                return HttpResponseRedirect(reverse("admin:enrol"))
            if act == "remove" and number.isascii() and number.isdigit() and len(number) < 18:
                if second_factor.remove(request.user, int(number)):
                    messages.success(request, _("The app has been removed."))
                else:
                    messages.error(request, _("This is your only app. Please add another one first."))
            return HttpResponseRedirect(reverse("admin:second_factor"))
        about = {
            "apps": second_factor.apps_of(request.user),
            "left": second_factor.recovery_codes_left(request.user),
            "few": FEW,
        }
        return _page(request, site, "overview", _("Second factor"), form.wait, form=form, **about)

    return shown

"""The admin: signed in by password and second factor, with the desk on its front page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_otp import DEVICE_ID_SESSION_KEY

from . import readability_page, still_right
from . import second_factor_pages as second
from .desk import tasks_for
from .second_factor import apps_of
from .signing_in import PasswordChange, ThrottledLogin, way_on
from .steps import steps_of
from .ways import ways_for

HALF_SIGNED_IN = 15 * 60
"""Seconds in which the second factor has to follow the password."""


class StaffSite(AdminSite):
    site_header = site_title = _("Staff room")
    index_title = _("What is to be done")
    login_form: type[forms.Form] = ThrottledLogin  # type: ignore[assignment]

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff whose second factor has been seen in this session."""
        return bool(super().has_permission(request) and request.user.is_verified())  # type: ignore[union-attr]

    def half_signed_in(self, request: HttpRequest) -> bool:
        """The password was right, the second factor has not been seen."""
        return bool(super().has_permission(request) and not request.user.is_verified())  # type: ignore[union-attr]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The password first; whoever has given it goes on to the code, or to enrol."""
        if request.method == "GET" and self.half_signed_in(request):
            return HttpResponseRedirect(self.second_step(request))
        response = super().login(request, extra_context)
        if wait := getattr((getattr(response, "context_data", None) or {}).get("form"), "wait", 0):
            response.status_code = 429
            response["Retry-After"] = str(wait)
        elif response.status_code == 302 and request.method == "POST" and request.user.is_authenticated:
            request.session.pop(DEVICE_ID_SESSION_KEY, None)  # whoever gives a password anew shows the code anew
            request.session.set_expiry(HALF_SIGNED_IN)
            return HttpResponseRedirect(self.second_step(request))
        return response

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sign out, and let the browser forget the pages it has seen."""
        response = super().logout(request, extra_context)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Ask for the old password, as often as on signing in."""
        request.current_app = self.name  # type: ignore[attr-defined]
        return PasswordChange.as_view(
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context={**self.each_context(request), **(extra_context or {})},
            template_name=self.password_change_template or "registration/password_change_form.html",
        )(request)

    def second_step(self, request: HttpRequest) -> str:
        """Where a code is asked for, or where an app is enrolled first."""
        page = "code" if apps_of(request.user) else "enrol"
        return f"{reverse(f'admin:{page}')}?{urlencode({'next': way_on(request)})}"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path("logout/", self.logout, name="logout"),  # also for who has no second factor at hand
            path("code/", second.half(self, second.code), name="code"),
            path("enrol/", second.half(self, second.enrol), name="enrol"),
            path("readability/", self.admin_view(readability_page.listed(self)), name="readability"),
            path("second-factor/", self.admin_view(second.overview(self)), name="second_factor"),
            path("still-right/", self.admin_view(still_right.listed(self)), name="still_right"),
            path("still-right/<int:pk>/", self.admin_view(still_right.confirmed), name="confirm_still_right"),
        ]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """The desk."""
        user = request.user
        own = {"urgencies": tasks_for(user), "steps": list(steps_of(user)), "ways": list(ways_for(user))}
        return super().index(request, own | (extra_context or {}))

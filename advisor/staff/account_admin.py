"""Accounts, groups and the log in the admin; nobody gives away more than roles, and nothing of the log is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import second_factor
from .roles import ROLES, role_name

admin.site.unregister([User, Group, TOTPDevice, StaticDevice])  # nobody reads or plants the secrets of others
LANGUAGES = dict(settings.LANGUAGES)
OWN = ("is_active", "is_staff", "is_superuser", "groups")
"""What nobody but a superuser changes about themselves."""


class WhyForm(forms.Form):
    """Why a second factor is taken away."""

    why = forms.CharField(
        label=_("Why, and how do you know who asks?"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("For instance: telephone lost, asked me in person on 3 March. This goes into the log."),
    )


class PasswordForm(AdminPasswordChangeForm):
    """Django puts the help of this form together when it starts, in one language for everybody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if field := self.fields.get("usable_password"):
            field.help_text = format_html(
                '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
                SetUnusablePasswordMixin.usable_password_help_text,
                gettext("If disabled, the current password for this user will be lost."),
            )


class RoleFilter(admin.SimpleListFilter):
    """Who has a role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(group.name, role_name(group.name)) for group in Group.objects.order_by("name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("username", "first_name", "last_name", "roles", "has_second_factor", "is_active", "last_login")
    list_filter = ("is_active", "is_superuser", RoleFilter)
    change_form_template = "admin/accounts/change_form.html"
    change_password_form = PasswordForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(enrolled=Exists(apps)).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, account: User) -> str:
        """The groups."""
        return ", ".join(role_name(group.name) for group in account.groups.all())

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, account: User) -> bool:
        """Whether an app is enrolled."""
        return bool(account.enrolled)  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Rights come by roles; only superusers see what goes beyond them."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        beyond = ("is_superuser",) if request.user.is_superuser else ()
        return (
            (None, {"fields": ("username", "password")}),
            (_("Person"), {"fields": ("first_name", "last_name", "email")}),
            (_("Roles"), {"fields": ("is_active", "is_staff", *beyond, "groups")}),
            (_("Dates"), {"fields": ("last_login", "date_joined")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody gives themselves a role, or becomes a superuser; the dates are what they are."""
        fixed = ["last_login", "date_joined"]
        if not request.user.is_superuser:
            fixed += OWN if obj and obj.pk == request.user.pk else ("is_superuser",)
        return fixed

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **options: Any) -> Any:
        """The groups that can be given: the roles, and whatever the account has already."""
        form = super().get_form(request, obj, change=change, **options)
        if "groups" in form.base_fields:
            field: Any = form.base_fields["groups"]
            field.widget = forms.CheckboxSelectMultiple()
            field.queryset = Group.objects.order_by("name")
            field.label_from_instance = lambda group: role_name(group.name)
            if not request.user.is_superuser:
                held = obj.groups.values("pk") if obj else []
                field.queryset = field.queryset.filter(Q(name__in=ROLES) | Q(pk__in=held))
            field.help_text = _("A new role can be used at once. Nobody releases what they have written themselves.")
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only superusers change superusers."""
        mine = not (obj and obj.is_superuser) or request.user.is_superuser
        return bool(super().has_change_permission(request, obj) and mine)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """The history names everybody; accounts are switched off."""
        return False

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.take_away)
        own = path("<int:pk>/second-factor/", page, name="take_away_second_factor")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        account = self.get_object(request, object_id)
        may = bool(account and second_factor.may_take_away(request.user, account) and second_factor.apps_of(account))
        return super().change_view(request, object_id, form_url, {"may_take_away": may, **(extra_context or {})})

    def take_away(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then let the person enrol anew."""
        account = get_object_or_404(User, pk=pk)
        if not second_factor.may_take_away(request.user, account):
            raise PermissionDenied
        form = WhyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            second_factor.take_away(account, form.cleaned_data["why"], request.user)
            said = gettext("%(name)s is signed out and sets up a new second factor at the next login.")
            messages.success(request, said % {"name": account})
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
        title = gettext("Take the second factor away")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "account": account,
        }
        return TemplateResponse(request, "admin/accounts/take_away.html", context)


RIGHTS = {
    "view": gettext_noop("Read"),
    "add": gettext_noop("Add"),
    "change": gettext_noop("Change"),
    "delete": gettext_noop("Delete"),
    "write": gettext_noop("Write"),
    "release": gettext_noop("Release"),
}


def _right(codename: str) -> str:
    """A right in words; with the language where it is one of writing."""
    act, _dash, rest = codename.partition("_")
    language = LANGUAGES.get(rest) if act == "write" else ""
    return f"{gettext(RIGHTS.get(act, codename))} ({language})" if language else gettext(RIGHTS.get(act, codename))


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """What roles may do is written in the code; `migrate` puts it back."""

    list_display = ("role", "name", "members")
    list_display_links = ("role",)
    fields = ("role", "name", "may", "members")
    readonly_fields = fields

    @admin.display(description=_("rights"))
    def may(self, group: Group) -> SafeString:
        """What the role may do, by what it is about."""
        rights = group.permissions.select_related("content_type").order_by("content_type__model", "codename")
        found = sorted({f"{one.content_type.name}: {_right(one.codename)}" for one in rights}, key=str.casefold)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in found)))

    @admin.display(description=_("role"))
    def role(self, group: Group) -> str:
        """In the reader's language."""
        return role_name(group.name)

    @admin.display(description=_("members"))
    def members(self, group: Group) -> str:
        """Who has the role."""
        return ", ".join(group.user_set.filter(is_active=True).values_list("username", flat=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False


@admin.register(LogEntry)
class LogAdmin(admin.ModelAdmin):
    """Who did what, to be read and nothing else."""

    list_display = ("action_time", "user", "content_type", "object_repr", "said")
    list_filter = (
        "action_time",
        ("user", admin.RelatedOnlyFieldListFilter),
        ("content_type", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("object_repr", "change_message")
    date_hierarchy = "action_time"
    list_select_related = ("user", "content_type")
    fields = ("action_time", "user", "content_type", "object_repr", "said")

    @admin.display(description=_("what happened"))
    def said(self, entry: LogEntry) -> str:
        """The message in the reader's language, as far as it is known."""
        return entry.get_change_message() or str(entry.get_action_flag_display())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

"""The lists in the admin."""

from django.contrib import admin
from django.http import HttpRequest

from advisor.content.prose import LANGUAGES

from .models import EmergencyNumber, FundRate, Institution, Listed


def in_every_language(*names: str) -> tuple[str, ...]:
    """The columns of translated fields."""
    return tuple(f"{name}_{language}" for name in names for language in LANGUAGES)


class ListedAdmin(admin.ModelAdmin):
    """A shipped row is hidden rather than deleted, or the next deploy would bring it back."""

    list_display = ("key", "shown", "source")
    list_filter = ("shown",)

    def get_readonly_fields(self, request: HttpRequest, obj: Listed | None = None) -> tuple[str, ...]:
        """Seeding finds a row by its key."""
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Listed | None = None) -> bool:
        """Only what staff have added themselves."""
        return super().has_delete_permission(request, obj) and not (obj and obj.seeded)

    def get_actions(self, request: HttpRequest) -> dict[str, object]:
        """Deleting many at once would pass over `has_delete_permission` of each."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


@admin.register(Institution)
class InstitutionAdmin(ListedAdmin):
    list_display = ("key", "name_de", "group", "status", "address_checked", "shown")
    list_filter = ("group", "status", "address_checked", "shown")
    search_fields = ("key", "former_name", *in_every_language("name"))
    fields = (
        "key", "group", "position", "shown", *in_every_language("name"), "status", "former_name", "changed_on", "website",
        "address_checked", "phone", "email", "postal_address", *in_every_language("note"), "source",
    )  # fmt: skip


@admin.register(EmergencyNumber)
class EmergencyNumberAdmin(ListedAdmin):
    list_display = ("key", "number", "what_de", "valid_from", "shown")
    search_fields = ("key", "number", *in_every_language("what"))
    fields = ("key", "position", "shown", "number", *in_every_language("what", "use"), "valid_from", "source")


@admin.register(FundRate)
class FundRateAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "valid_from", "rate", "known_until", "source")
    list_filter = ("kind", "valid_from")
    search_fields = ("code", "name")

"""The lists in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from advisor.content.prose import LANGUAGES

from . import finding, states
from .dated import CardFund, CardMunicipality, DatedRow, FundRate
from .models import EmergencyNumber, Institution, Listed
from .states import State


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


class DatedAdmin(admin.ModelAdmin):
    """A row of a list of the law; saved as new it is the next one of the same member."""

    save_as = True
    date_hierarchy = "valid_from"
    ordering = ("code", "-valid_from")

    @admin.display(boolean=True, description=_("in place of a shipped row"))
    def replaces(self, row: DatedRow) -> bool:
        """The site ships a row of that member and day."""
        return row.shipped() is not None


@admin.register(FundRate)
class FundRateAdmin(DatedAdmin):
    list_display = ("name", "kind", "valid_from", "rate", "known_until", "source", "replaces")
    list_filter = ("kind",)
    search_fields = ("code", "name", "source")
    fields = FundRate.COLUMNS


@admin.register(CardMunicipality)
class CardMunicipalityAdmin(DatedAdmin):
    list_display = ("name", "valid_from", "date_known", "joined", "source", "replaces")
    list_filter = ("joined", "date_known")
    search_fields = ("code", "name", "source")
    fields = CardMunicipality.COLUMNS


@admin.register(CardFund)
class CardFundAdmin(DatedAdmin):
    list_display = ("name", "valid_from", "date_known", "role", "source", "replaces")
    list_filter = ("role", "date_known")
    search_fields = ("code", "name", "source")
    fields = CardFund.COLUMNS


@admin.register(State)
class StateAdmin(DatedAdmin):
    list_display = ("name", "code", "valid_from", "belongs", "scope", "without_sickness", "source", "replaces")
    list_filter = ("belongs", "scope", "without_sickness")
    search_fields = ("code", "note", "source")
    search_help_text = _("Name or two letters of a state, note or source")
    fields = ("code", *State.COLUMNS[1:])

    @admin.display(description=_("name"), ordering="code")
    def name(self, row: State) -> str:
        """The name in the language of the admin."""
        return states.name_of(row.code)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **options: Any) -> forms.Field | None:
        """States to choose by their names."""
        if db_field.name != "code":
            return super().formfield_for_dbfield(db_field, request, **options)
        named = sorted((finding.folded(states.name_of(code)), code) for code in states.codes())
        choices = [("", "---------"), *((code, f"{states.name_of(code)} ({code})") for folded, code in named)]
        return forms.ChoiceField(choices=choices, label=capfirst(db_field.verbose_name), help_text=db_field.help_text)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Also by the name of a state."""
        rows, repeated = super().get_search_results(request, queryset, search_term)
        named = [code for code in states.codes() if finding.begins(search_term, states.name_of(code))]
        return rows | queryset.filter(code__in=named), repeated

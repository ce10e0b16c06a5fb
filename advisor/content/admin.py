"""Texts in the admin: segments in a table, the three languages side by side."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import TRANSLATIONS, Segment, Text
from .prose import LANGUAGES

BODIES = tuple(f"body_{language}" for language in LANGUAGES)


class SegmentForm(forms.ModelForm):
    """A segment; a translation counts as made from today's German when it is changed or ticked as checked."""

    nl_is_current = forms.BooleanField(required=False, label=_("Dutch matches the German"))
    hu_is_current = forms.BooleanField(required=False, label=_("Hungarian matches the German"))

    class Meta:
        model = Segment
        fields = ("position", "slug", *BODIES)
        widgets = {body: forms.Textarea(attrs={"rows": 5, "cols": 40}) for body in BODIES}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body_de"].required = True
        if self.instance.pk:
            for language in TRANSLATIONS:
                self.initial[f"{language}_is_current"] = not self.instance.is_stale(language)

    def save(self, commit: bool = True) -> Segment:
        for language in TRANSLATIONS:
            ticked = f"{language}_is_current" in self.changed_data and self.cleaned_data[f"{language}_is_current"]
            if ticked or f"body_{language}" in self.changed_data:
                self.instance.mark_translated(language)
        return super().save(commit)


class SegmentInline(admin.TabularInline):
    model = Segment
    form = SegmentForm
    fields = ("position", "slug", *BODIES, "nl_is_current", "hu_is_current")
    extra = 0


@admin.register(Text)
class TextAdmin(admin.ModelAdmin):
    list_display = ("key", "kind")
    list_filter = ("kind",)
    search_fields = ("key", *(f"segments__{body}" for body in BODIES))
    inlines = (SegmentInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[str, ...]:
        """Pages look texts up by kind and key, so both stay."""
        return ("kind", "key") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        """A text that pages rely on cannot be deleted, one that staff added can."""
        return super().has_delete_permission(request, obj) and not (obj and obj.seeded)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting many at once would pass over `has_delete_permission` of each."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

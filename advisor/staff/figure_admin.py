"""Figures in the admin: rows and reviews are drafted, looked at and released here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from advisor.directory.shelf import directory

from . import figure_files, new_year
from .figure_acts import ACTS, Act, ActForm, open_to
from .figure_drafts import FIELDS, begin_figure, save_figure
from .figure_form import FigureForm, language_here, today
from .figure_words import example_lines, named, row_line, summary, text_lines, unit_in_words, visitor_lines, what_holds
from .models import FigureDraft
from .preview import effect, figures_now
from .releasing import Conflict

EDITABLE = (FigureDraft.State.DRAFT, FigureDraft.State.WAITING)
GIVEN = ("name", "kind", "valid_from", "says", "source", "reviewed_until", "note", "why")
"""Fields that a link to a new draft may fill in."""


@admin.register(FigureDraft)
class FigureDraftAdmin(admin.ModelAdmin):
    form = FigureForm
    fieldsets = (
        (None, {"fields": ("name", "kind")}),
        (_("A row"), {"fields": ("valid_from", "says", "value", "large_step", "draft_law")}),
        (_("Review"), {"fields": ("reviewed_until",)}),
        (_("Where it stands"), {"fields": ("source", "confidence", "note", "why", "seen")}),
    )
    list_display = ("figure", "kind", "day", "holds", "state", "begun")
    list_filter = ("state", "kind")
    search_fields = ("name", "source", "note")
    change_list_template = "admin/staff/figuredraft/change_list.html"
    change_form_template = "admin/staff/figuredraft/change_form.html"

    @admin.display(description=_("figure"), ordering="name")
    def figure(self, draft: FigureDraft) -> str:
        """Its plain name."""
        return named(draft.name)

    @admin.display(description=_("from / until"))
    def day(self, draft: FigureDraft) -> str:
        """The day of the row or of the review."""
        day = draft.valid_from or draft.reviewed_until
        return day.isoformat() if day else ""

    @admin.display(description=_("begun at"), ordering="begun_at")
    def begun(self, draft: FigureDraft) -> datetime:
        """When."""
        return draft.begun_at

    @admin.display(description=_("value"))
    def holds(self, draft: FigureDraft) -> str:
        """What the row says."""
        series = directory().figures.series.get(draft.name)
        is_row = draft.kind == FigureDraft.Kind.ROW
        return what_holds(draft, series, language_here()) if series and is_row else ""

    # Writing

    def has_change_permission(self, request: HttpRequest, obj: FigureDraft | None = None) -> bool:
        """Until it is released."""
        return super().has_change_permission(request, obj) and (obj is None or obj.state in EDITABLE)

    def has_delete_permission(self, request: HttpRequest, obj: FigureDraft | None = None) -> bool:
        """Nothing is lost: drafts are thrown away, releases withdrawn."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {key: value for key, value in request.GET.items() if key in GIVEN}

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Whoever may not write sees what a draft would change."""
        draft = self.get_object(request, object_id) if object_id else None
        if draft and self.has_view_permission(request, draft) and not self.has_change_permission(request, draft):
            return redirect("admin:staff_figuredraft_effect", draft.pk)
        buttons = {"show_save_and_add_another": False, "show_save_and_continue": False}
        try:
            return super().changeform_view(request, object_id, form_url, buttons | (extra_context or {}))
        except Conflict as conflict:
            messages.error(request, str(conflict))
            return redirect("admin:staff_figuredraft_changelist")

    def save_model(self, request: HttpRequest, obj: FigureDraft, form: Any, change: bool) -> None:
        about = {field: form.cleaned_data.get(field) for field in FIELDS}
        why = form.cleaned_data["why"]
        if change:
            version = form.cleaned_data["seen"]
            kept = save_figure(obj, about, why, obj.version if version is None else version, request.user)
        else:
            kept = begin_figure(about, why, request.user)
        obj.pk = kept.pk
        obj.refresh_from_db()

    def log_addition(self, *_about: Any) -> None:
        """The services write the log."""

    def log_change(self, *_about: Any) -> None:
        """The services write the log."""

    def response_add(self, request: HttpRequest, obj: FigureDraft, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, gettext("The draft is kept. This is what it would change."))
        return redirect("admin:staff_figuredraft_effect", obj.pk)

    def response_change(self, request: HttpRequest, obj: FigureDraft) -> HttpResponse:
        return self.response_add(request, obj)

    # Pages of their own

    def get_urls(self) -> list[URLPattern]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        own = [
            path("new-year/", page(self.new_year_page), name="staff_figuredraft_new_year"),
            path("export/", page(self.export_page), name="staff_figuredraft_export"),
            path("import/", page(self.import_page), name="staff_figuredraft_import"),
            path("<int:pk>/effect/", page(self.effect_page), name="staff_figuredraft_effect"),
            path("<int:pk>/effect/<slug:name>/", page(require_POST(self.act)), name="staff_figuredraft_act"),
        ]
        return own + super().get_urls()

    def _page(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
        about = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/staff/figuredraft/{template}.html", about | context)

    def _draft(self, request: HttpRequest, pk: int) -> FigureDraft:
        draft = get_object_or_404(FigureDraft, pk=pk)
        if not self.has_view_permission(request, draft):
            raise PermissionDenied
        return draft

    def effect_page(self, request: HttpRequest, pk: int, refused: dict[str, ActForm] | None = None) -> HttpResponse:
        """What it would change, worked out anew, and what can be done with it."""
        draft = self._draft(request, pk)
        language, now = language_here(), figures_now()
        series = now.series.get(draft.name)
        forms = {name: act.form(draft=draft, prefix=name) for name, act in open_to(request.user, draft).items()}
        forms |= refused or {}
        context: dict[str, Any] = {
            "draft": draft,
            "original": draft,
            "figure": self.figure(draft),
            "series": series,
            "unit": unit_in_words(series.unit) if series else "",
            "holds": what_holds(draft, series, language) if series else "",
            "acts": [(name, ACTS[name], form) for name, form in forms.items()],
            "may_write": self.has_change_permission(request, draft),
            "writers": draft.writers.all(),
            "wrote": draft.writers.filter(pk=request.user.pk).exists(),
            "rows": [row_line(row, series, now, language) for row in reversed(series.rows[-4:])] if series else [],
        }
        if draft.is_open and series:
            found = effect(draft, language)
            lines = example_lines(found.moved_examples, language)
            context |= {
                "effect": found,
                "sum": summary(found),
                "moved_examples": lines,
                "examples": example_lines(list(found.examples), language),
                "visitors": visitor_lines(found.trial.shown(), language, draft.draft_law),
                "texts": list(text_lines(found.texts, language)),
            }
        return self._page(request, "effect", gettext("What it would change"), context)

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Send, release, give back, throw away or withdraw."""
        draft = self._draft(request, pk)
        act = ACTS.get(name)
        if act is None or not request.user.has_perm(act.permission):
            raise PermissionDenied
        form = act.form(request.POST, draft=draft, prefix=name)
        if not form.is_valid():
            return self.effect_page(request, pk, {name: form})
        self._run(request, act, draft, form.cleaned_data)
        return redirect("admin:staff_figuredraft_effect", pk)

    def _run(self, request: HttpRequest, act: Act, draft: FigureDraft, given: dict[str, Any]) -> None:
        draft.version = given["version"]
        try:
            done = act.run(draft, request.user, given)
        except (Conflict, PermissionDenied) as refused:
            messages.error(request, str(refused))
            return
        planned = done.state == FigureDraft.State.SCHEDULED
        messages.success(request, gettext("Released for the day that you chose.") if planned else str(act.done))

    def new_year_page(self, request: HttpRequest) -> HttpResponse:
        """What the coming year needs."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_write = self.has_add_permission(request)
        lists = new_year.page(today(), language_here())
        form = new_year.ReviewForm(request.POST or None, initial={"reviewed_until": lists["reviewed_until"]})
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            if form.is_valid():
                done = new_year.mark(form.cleaned_data, request.user)
                for name, reasons in done.refused.items():
                    messages.warning(request, f"{named(name)}: {' '.join(reasons)}")
                if done.begun:
                    messages.success(request, gettext("Drafts begun: %(number)s") % {"number": len(done.begun)})
                return redirect("admin:staff_figuredraft_new_year")
        context = {"form": form, "may_write": may_write, **lists}
        return self._page(request, "new_year", gettext("New year"), context)

    def export_page(self, request: HttpRequest) -> HttpResponse:
        """Released rows or all rows as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        released, form = request.GET.get("rows") != "all", request.GET.get("form", "csv")
        if form not in figure_files.WRITERS:
            return redirect("admin:staff_figuredraft_changelist")
        text = figure_files.written(form, figures_now(), released)
        name = f"figures-{'released' if released else 'all'}.{form}"
        return HttpResponse(
            text,
            content_type=f"{figure_files.TYPES[form]}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """Files to take along, and drafts from a file: all of it or nothing."""
        may_write = self.has_add_permission(request)
        if not self.has_view_permission(request) or (request.method == "POST" and not may_write):
            raise PermissionDenied
        form = figure_files.UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            begun, same = form.begin(request.user)
            if not form.errors:
                messages.success(
                    request,
                    gettext("Drafts begun: %(begun)s. Lines that hold already: %(same)s.")
                    % {"begun": len(begun), "same": same},
                )
                return redirect(reverse("admin:staff_figuredraft_changelist") + "?state__exact=draft")
        return self._page(request, "import", gettext("Import and export"), {"form": form, "may_write": may_write})

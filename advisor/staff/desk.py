"""The desk: what waits for a person, and only what they may do something about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.content.models import TRANSLATIONS, Edition, Segment
from advisor.content.prose import translation_state
from advisor.rules.figures import LAST_DAY
from advisor.rules.law import FIGURES
from advisor.web.models import Feedback

from .damage import figure_items, list_items
from .editing import NAMES
from .figure_words import named
from .meaning import counted, doubtful
from .models import FigureDraft, LinkCheck, Proposal, SameMeaning, TextDraft
from .preview import figures_now
from .readers import open_feedback
from .releasing import NOT_AS_PLANNED
from .roles import languages_of
from .still_right import unconfirmed
from .text_list import title_of

State = Proposal.State
SHOWN = 5
ENDS_SOON = timedelta(days=60)


class Urgency(models.TextChoices):
    """When something is to be done."""

    NOW = "now", gettext_lazy("Now")
    SOON = "soon", gettext_lazy("Soon")
    LATER = "later", gettext_lazy("When there is time")


@dataclass(frozen=True)
class Task:
    """One line of the desk. title: what there is, whatever the number; items: the first few, with their links."""

    urgency: Urgency
    count: int
    title: str
    link: str
    items: tuple[tuple[str, str], ...] = ()


Part = Callable[[Any], Iterable[Task]]
"""From a user to the tasks that this user may do something about."""
Failed = Callable[[type[Proposal]], list[int]]
"""From a kind of draft to those that could not be released on their day."""


def _list(model: type[models.Model], query: str = "") -> str:
    about = model._meta
    return reverse(f"admin:{about.app_label}_{about.model_name}_changelist") + query


def _texts(query: str) -> str:
    return reverse("admin:content_text_changelist") + query


def _of_texts(urgency: Urgency, title: str, drafts: Any, query: str, page: str = "text_review") -> Iterator[Task]:
    found = list(drafts.select_related("text").prefetch_related("text__segments"))
    items = tuple(
        (title_of(draft.text) or str(draft), reverse(f"admin:{page}", args=[draft.text_id])) for draft in found[:SHOWN]
    )
    if found:
        yield Task(urgency, len(found), title, _texts(query), items)


def _of_figures(urgency: Urgency, title: str, drafts: Any, query: str) -> Iterator[Task]:
    found = list(drafts)
    items = tuple(
        (_figure(draft), reverse("admin:staff_figuredraft_effect", args=[draft.pk])) for draft in found[:SHOWN]
    )
    if found:
        yield Task(urgency, len(found), title, _list(FigureDraft, query), items)


def _figure(draft: FigureDraft) -> str:
    return f"{named(draft.name)} ({formats.date_format(draft.valid_from or draft.reviewed_until)})"


def waiting(user: Any) -> Iterator[Task]:
    """What a second person has to decide; nobody decides about their own."""
    if user.has_perm("staff.release_textdraft"):
        drafts = TextDraft.objects.filter(state=State.WAITING).exclude(writers=user)
        yield from _of_texts(Urgency.NOW, _("Texts waiting for a second person"), drafts, "?draft=waiting")
    if user.has_perm("staff.release_figuredraft"):
        figures_sent = FigureDraft.objects.filter(state=State.WAITING).exclude(writers=user)
        yield from _of_figures(
            Urgency.NOW, _("Figures waiting for a second person"), figures_sent, "?state__exact=waiting"
        )


def _failed(model: type[Proposal]) -> list[int]:
    """The drafts that could not be released on their day and have not been sent again."""
    decided = model._default_manager.filter(state=State.DRAFT, decided_by__isnull=False).values_list("pk", flat=True)
    kind = ContentType.objects.get_for_model(model)
    log = LogEntry.objects.filter(content_type=kind, object_id__in=map(str, decided)).order_by("pk")
    last = {entry.object_id: entry.change_message for entry in log.only("object_id", "change_message")}
    return [int(pk) for pk, said in last.items() if pk and said.startswith(NOT_AS_PLANNED)]


def not_sent(user: Any) -> Iterator[Task]:
    """What was released for a day and could not be released then, and one's own drafts but for those."""
    failed = cache(_failed)
    yield from _could_not_be_released(user, failed)
    yield from _given_back(user, failed)


def _could_not_be_released(user: Any, failed: Failed) -> Iterator[Task]:
    if user.has_perm("staff.release_textdraft") or user.has_perm("staff.change_textdraft"):
        drafts = TextDraft.objects.filter(state=State.DRAFT, pk__in=failed(TextDraft))
        yield from _of_texts(Urgency.NOW, _("Texts that could not be released on their day"), drafts, "?draft=draft")
    if user.has_perm("staff.release_figuredraft") or user.has_perm("staff.change_figuredraft"):
        rows = FigureDraft.objects.filter(state=State.DRAFT, pk__in=failed(FigureDraft))
        title = _("Figures that could not be released on their day")
        yield from _of_figures(Urgency.NOW, title, rows, "?state__exact=draft")


def _given_back(user: Any, failed: Failed) -> Iterator[Task]:
    """One's own drafts that the second person gave back, or that are not yet sent."""
    own = {"state": State.DRAFT, "writers": user}
    if user.has_perm("staff.change_textdraft"):
        drafts = TextDraft.objects.filter(**own).exclude(pk__in=failed(TextDraft))
        back, begun = drafts.exclude(remark=""), drafts.filter(remark="")
        page = "content_text_change"
        yield from _of_texts(Urgency.NOW, _("Your texts that were given back"), back, "?draft=draft", page)
        yield from _of_texts(Urgency.LATER, _("Your texts not yet sent"), begun, "?draft=draft", page)
    if user.has_perm("staff.change_figuredraft"):
        rows = FigureDraft.objects.filter(**own).exclude(pk__in=failed(FigureDraft))
        rows_back, rows_begun = rows.exclude(remark=""), rows.filter(remark="")
        query = "?state__exact=draft"
        yield from _of_figures(Urgency.NOW, _("Your figures that were given back"), rows_back, query)
        yield from _of_figures(Urgency.LATER, _("Your figures not yet sent"), rows_begun, query)


def sent(user: Any) -> Iterator[Task]:
    """One's own drafts that wait for somebody else: nothing to do but to know where they are."""
    own = {"state": State.WAITING, "writers": user}
    if user.has_perm("staff.change_textdraft"):
        texts = TextDraft.objects.filter(**own)
        title = _("Your texts that wait for a second person")
        yield from _of_texts(Urgency.LATER, title, texts, "?draft=waiting")
    if user.has_perm("staff.change_figuredraft"):
        rows = FigureDraft.objects.filter(**own)
        title = _("Your figures that wait for a second person")
        yield from _of_figures(Urgency.LATER, title, rows, "?state__exact=waiting")


def scheduled(user: Any) -> Iterator[Task]:
    """What is released for a later day; the second person can still give it back."""
    if user.has_perm("staff.release_textdraft") or user.has_perm("staff.change_textdraft"):
        drafts = TextDraft.objects.filter(state=State.SCHEDULED)
        yield from _of_texts(Urgency.LATER, _("Texts planned for release"), drafts, "?draft=scheduled")
    if user.has_perm("staff.release_figuredraft") or user.has_perm("staff.change_figuredraft"):
        rows = FigureDraft.objects.filter(state=State.SCHEDULED)
        title = _("Figures planned for release")
        yield from _of_figures(Urgency.LATER, title, rows, "?state__exact=scheduled")


def figures(user: Any) -> Iterator[Task]:
    """Figures whose review ends, and those that nobody knows for the coming January."""
    if not user.has_perm("staff.change_figuredraft"):
        return
    today, link = timezone.localdate(), reverse("admin:staff_figuredraft_new_year")
    known = {name: series for name, series in figures_now().series.items() if name in FIGURES}
    ended = [series for series in known.values() if series.reviewed_until < min(today, LAST_DAY)]
    ending = [series for series in known.values() if today <= series.reviewed_until < min(today + ENDS_SOON, LAST_DAY)]
    january = min(date(today.year + 1, 1, 1), LAST_DAY)
    missing = [series for series in known.values() if not series.is_known(january)]
    autumn = Urgency.SOON if today.month >= 10 else Urgency.LATER
    for urgency, found, title in (
        (Urgency.NOW, ended, _("Figures not looked through for today")),
        (Urgency.SOON, ending, _("Figures whose review ends soon")),
        (autumn, missing, _("Figures missing for 1 January")),
    ):
        if found:
            yield Task(urgency, len(found), title, link)


@lru_cache(maxsize=1)
def _untranslated(edition: int) -> Counter[tuple[str, str]]:
    """How many texts have something missing or stale, by language and state."""
    found = set()
    for language in TRANSLATIONS:
        rows = Segment.objects.values_list("text_id", "body_de", f"body_{language}", f"made_from_{language}")
        found |= {(language, translation_state(german or "", *row), text) for text, german, *row in rows}
    return Counter((language, state) for language, state, _text in found)


forget = _untranslated.cache_clear
"""For tests, whose editions begin anew."""


def translations(user: Any) -> Iterator[Task]:
    """Texts to translate, in the languages that this person writes."""
    if not user.has_perm("staff.change_textdraft"):
        return
    for language in (one for one in TRANSLATIONS if one in languages_of(user)):
        about = {"language": NAMES[language]}
        for state, title in (
            ("missing", _("Texts with something missing in %(language)s") % about),
            ("stale", _("Texts with something stale in %(language)s") % about),
        ):
            if found := _untranslated(Edition.current())[language, state]:
                yield Task(Urgency.SOON, found, title, _texts(f"?translation={state}-{language}"))


def meanings(user: Any) -> Iterator[Task]:
    """Translations that seem to say something else than the German, in the languages that this person writes."""
    if not user.has_perm("staff.change_textdraft"):
        return
    counts = counted(doubtful())
    for language in (one for one in languages_of(user) if counts[one]):
        title = _("Wordings in %(language)s that may say something else than the German") % {
            "language": NAMES[language]
        }
        yield Task(Urgency.SOON, counts[language], title, _list(SameMeaning, f"?language={language}"))


def still_right(user: Any) -> Iterator[Task]:
    """Texts that nobody has said to be still right for a year."""
    if user.has_perm("staff.add_stillright") and (found := unconfirmed()):
        title = _("Texts not confirmed as still right for a year")
        yield Task(Urgency.LATER, len(found), title, reverse("admin:still_right"))


def links(user: Any) -> Iterator[Task]:
    """Links to other sites that were broken, or had moved, on two runs of the check."""
    if not user.has_perm("staff.view_linkcheck"):
        return
    complaints = LinkCheck.complaints()
    for urgency, finding, title in (
        (Urgency.NOW, LinkCheck.Finding.BROKEN, _("Broken links to other sites")),
        (Urgency.SOON, LinkCheck.Finding.MOVED, _("Links to pages that have moved")),
    ):
        found = list(complaints.filter(finding=finding))
        items = tuple((row.url, reverse("admin:staff_linkcheck_change", args=[row.pk])) for row in found[:SHOWN])
        if found:
            yield Task(urgency, len(found), title, _list(LinkCheck, f"?finding__exact={finding}"), items)


def readers(user: Any) -> Iterator[Task]:
    """What readers have said in the languages of this person, and nobody has dealt with."""
    found = open_feedback(user)
    for urgency, verdict, title in (
        (Urgency.NOW, Feedback.Verdict.WRONG, _("Readers who say that something is wrong")),
        (Urgency.SOON, Feedback.Verdict.UNCLEAR, _("Readers who do not understand something")),
    ):
        rows = list(found.filter(verdict=verdict))
        items = tuple((str(row), reverse("admin:web_feedback_change", args=[row.pk])) for row in rows[:SHOWN])
        if rows:
            query = f"?state__exact={Feedback.State.OPEN}&verdict__exact={verdict}"
            yield Task(urgency, len(rows), title, _list(Feedback, query), items)


def damage(user: Any) -> Iterator[Task]:
    """Stored rows that nobody can read, or that cannot be right."""
    if not (user.has_perm("staff.add_figuredraft") or user.has_perm("staff.release_figuredraft")):
        return
    for title, items, link in (
        (_("Damaged figures"), figure_items(), _list(FigureDraft)),
        (_("Damaged rows of lists"), list(list_items()), reverse("admin:index")),
    ):
        if items:
            yield Task(Urgency.NOW, len(items), title, link, tuple(items[:SHOWN]))


PARTS: list[Part] = [
    damage,
    waiting,
    not_sent,
    readers,
    figures,
    translations,
    meanings,
    links,
    still_right,
    sent,
    scheduled,
]
"""Whoever has something for the desk writes a function and adds it here."""


def tasks_for(user: Any) -> list[tuple[Urgency, list[Task]]]:
    """The tasks of this person by urgency, most urgent first."""
    found = [task for part in PARTS for task in part(user)]
    return [(one, tasks) for one in Urgency if (tasks := [task for task in found if task.urgency == one])]

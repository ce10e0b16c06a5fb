"""From a draft to what visitors see: written by some, released by another, now or on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisor.content.models import TRANSLATIONS, Edition, FigureReview, FigureRow, FormerGerman, Segment, Text
from advisor.content.prose import LANGUAGES

from .models import FigureDraft, Proposal, TextDraft, Wording, fingerprint_of, wordings_of
from .preview import broken_by
from .roles import languages_of

User = AbstractBaseUser | AnonymousUser
State = Proposal.State
P = TypeVar("P", TextDraft, FigureDraft)


class Conflict(Exception):
    """Somebody else was faster; the message says what happened meanwhile. `current` is the draft as it is now."""

    def __init__(self, message: str, current: Proposal | None = None) -> None:
        super().__init__(message)
        self.current = current


def note(user: Any, thing: Any, message: str) -> None:
    """Write into the audit log."""
    LogEntry.objects.log_actions(user.pk, [thing], CHANGE, change_message=message, single_object=True)


def locked(proposal: P, *states: str) -> P:
    """The proposal as it is in the database, held until the transaction ends. Raises `Conflict`."""
    fresh = type(proposal)._default_manager.select_for_update().get(pk=proposal.pk)
    if fresh.state not in states:
        raise Conflict(
            _("Somebody was faster: this draft is now “%(state)s”.") % {"state": fresh.get_state_display()}, fresh
        )
    return fresh


# Texts -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_text(text: Text, user: Any) -> TextDraft:
    """The open draft of a text, begun where there is none."""
    open_one = TextDraft.objects.select_for_update().filter(text=text, state__in=TextDraft.OPEN).first()
    if open_one:
        return open_one
    now = wordings_of(text)
    return TextDraft.objects.create(text=text, before=now, body=now)


@transaction.atomic
def save_text(draft: TextDraft, body: list[Wording], why: str, version: int, user: Any) -> TextDraft:
    """Keep what somebody has written. Raises `Conflict` where the version is not today's, `PermissionDenied` for a language
    that this person may not write."""
    fresh = locked(draft, State.DRAFT, State.WAITING)
    if fresh.version != version:
        raise Conflict(_("Somebody else has saved this draft meanwhile."), fresh)
    if forbidden := changed_languages(fresh.body, body) - set(languages_of(user)):
        raise PermissionDenied(_("You may not write %(languages)s.") % {"languages": ", ".join(sorted(forbidden))})
    fresh.body, fresh.why = body, why
    fresh.state, fresh.version = State.DRAFT, version + 1
    fresh.save()
    fresh.writers.add(user)
    return fresh


def changed_languages(old: list[Wording], new: list[Wording]) -> set[str]:
    """The languages in which two states of a text differ; German for segments that come, go or move."""
    before, after = ({part["slug"]: part for part in state} for state in (old, new))
    found = {"de"} if list(before) != list(after) else set()
    for slug in before.keys() & after.keys():
        found |= {language for language in LANGUAGES if before[slug][language] != after[slug][language]}
        found |= set(after[slug]["matches"]) ^ set(before[slug]["matches"])
    return found


@transaction.atomic
def release_text(draft: TextDraft, user: Any, on: datetime | None = None) -> TextDraft:
    """Let a second person release a text, now or on a day. Raises `PermissionDenied` and `Conflict`."""
    fresh = _decidable(draft, user, "staff.release_textdraft")
    return _released_or_scheduled(fresh, user, on, _apply_text)


def _apply_text(draft: TextDraft) -> None:
    now = wordings_of(draft.text)
    if fingerprint_of(now) != fingerprint_of(draft.before):
        raise Conflict(_("The text has changed since the draft was begun. Please look at the draft again."), draft)
    segments = {segment.slug: segment for segment in draft.text.segments.all()}
    FormerGerman.remember(part["de"] for part in now)
    wanted = [part["slug"] for part in draft.body]
    draft.text.segments.exclude(slug__in=wanted).delete()
    before = {part["slug"]: part for part in now}
    for position, part in enumerate(draft.body):
        segment = segments.get(part["slug"]) or Segment(text=draft.text, slug=part["slug"])
        segment.position = position
        old = before.get(part["slug"])
        for language in LANGUAGES:
            setattr(segment, f"body_{language}", part[language])
        for language in TRANSLATIONS:
            written = part[language] and (old is None or part[language] != old[language])
            if written or language in part["matches"]:
                segment.mark_translated(language)
        segment.save()
    draft.before = now


@transaction.atomic
def restore_text(released: TextDraft, user: Any) -> TextDraft:
    """A new draft that reads as the text did before that release."""
    draft = begin_text(released.text, user)
    body = [part | {"matches": []} for part in released.before]
    return save_text(
        draft, body, _("As before %(day)s") % {"day": f"{released.released_at:%Y-%m-%d}"}, draft.version, user
    )


# Figures -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def release_figure(draft: FigureDraft, user: Any, on: datetime | None = None) -> FigureDraft:
    """Let a second person release a figure, now or on a day. Raises `PermissionDenied` and `Conflict`, also where a
    published example would break."""
    fresh = _decidable(draft, user, "staff.release_figuredraft")
    _stop_broken_examples(fresh)
    return _released_or_scheduled(fresh, user, on, _apply_figure)


def _stop_broken_examples(draft: FigureDraft) -> None:
    if found := broken_by(draft):
        raise Conflict(
            _("Published examples would no longer come out: %(examples)s.")
            % {"examples": ", ".join(example.id for example in found)},
            draft,
        )


def _apply_figure(draft: FigureDraft) -> None:
    if draft.kind == FigureDraft.Kind.REVIEW:
        old = FigureReview.objects.filter(name=draft.name).first()
        draft.before = old and {
            "reviewed_until": old.reviewed_until.isoformat(),
            "checked_on": old.checked_on.isoformat(),
        }
        assert draft.reviewed_until is not None
        about = {"reviewed_until": draft.reviewed_until, "checked_on": timezone.localdate()}
        FigureReview.objects.update_or_create(name=draft.name, defaults=about)
        return
    row = FigureRow.objects.filter(name=draft.name, valid_from=draft.valid_from).first()
    draft.before = row and {
        "says": row.says,
        "value": None if row.value is None else str(row.value),
        "draft": row.draft,
        "source": row.source,
        "note": row.note,
    }
    about = {
        "says": draft.says,
        "value": draft.value,
        "draft": draft.draft_law,
        "source": draft.source,
        "note": draft.note,
    }
    FigureRow.objects.update_or_create(name=draft.name, valid_from=draft.valid_from, defaults=about)


def _apply_checked_figure(draft: FigureDraft) -> None:
    """On its day: other figures may have been released since it was looked at."""
    _stop_broken_examples(draft)
    _apply_figure(draft)


@transaction.atomic
def withdraw_figure(released: FigureDraft, user: Any, why: str) -> FigureDraft:
    """Take a released figure back: what held before it holds again. Raises `Conflict` where a later release lies over it."""
    if not user.has_perm("staff.release_figuredraft"):
        raise PermissionDenied(_("You may not release."))
    fresh = locked(released, State.RELEASED)
    later = FigureDraft.objects.filter(
        state=State.RELEASED,
        kind=fresh.kind,
        name=fresh.name,
        valid_from=fresh.valid_from,
        released_at__gt=fresh.released_at,
    )
    if later.exists():
        raise Conflict(_("A later release lies over this one. Please withdraw that one first."), fresh)
    if fresh.kind == FigureDraft.Kind.REVIEW:
        rows: Any = FigureReview.objects.filter(name=fresh.name)
    else:
        rows = FigureRow.objects.filter(name=fresh.name, valid_from=fresh.valid_from)
    if fresh.before:
        rows.update(**fresh.before)
    else:
        rows.delete()
    fresh.state, fresh.remark, fresh.decided_by, fresh.decided_at = State.WITHDRAWN, why, user, timezone.now()
    fresh.save()
    note(user, fresh, f"withdrawn: {why}")
    return fresh


# Both --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def send(draft: P, user: Any) -> P:
    """Ask for a second person."""
    fresh = locked(draft, State.DRAFT)
    fresh.state, fresh.sent_at, fresh.version = State.WAITING, timezone.now(), fresh.version + 1
    fresh.save()
    fresh.writers.add(user)
    note(user, fresh, "sent")
    return fresh


@transaction.atomic
def give_back(draft: P, user: Any, remark: str) -> P:
    """Send a draft back to those who wrote it, with a word why."""
    fresh = locked(draft, State.WAITING, State.SCHEDULED)
    fresh.state, fresh.remark, fresh.version = State.DRAFT, remark, fresh.version + 1
    fresh.release_on = None
    fresh.save()
    _set_due()
    note(user, fresh, f"given back: {remark}")
    return fresh


@transaction.atomic
def throw_away(draft: P, user: Any) -> P:
    """Give a draft up."""
    fresh = locked(draft, State.DRAFT, State.WAITING, State.SCHEDULED)
    fresh.state, fresh.decided_by, fresh.decided_at = State.WITHDRAWN, user, timezone.now()
    fresh.save()
    _set_due()
    note(user, fresh, "withdrawn")
    return fresh


def _decidable(draft: P, user: Any, permission: str) -> P:
    if not user.has_perm(permission):
        raise PermissionDenied(_("You may not release."))
    fresh = locked(draft, State.WAITING)
    if fresh.version != draft.version:
        raise Conflict(_("Somebody else has saved this draft meanwhile."), fresh)
    if fresh.writers.filter(pk=user.pk).exists():
        raise PermissionDenied(_("You have written in this draft. A second person releases it."))
    return fresh


def _released_or_scheduled(draft: P, user: Any, on: datetime | None, apply: Callable[[P], None]) -> P:
    draft.decided_by, draft.decided_at = user, timezone.now()
    if on is not None and on > timezone.now():
        draft.state, draft.release_on = State.SCHEDULED, on
        draft.save()
        _set_due()
        note(user, draft, f"released for {on.isoformat()}")
        return draft
    apply(draft)
    draft.state, draft.released_at = State.RELEASED, timezone.now()
    draft.save()
    note(user, draft, "released")
    return draft


def _set_due() -> None:
    """Note in the edition when the next scheduled draft falls due."""
    days = [
        model.objects.filter(state=State.SCHEDULED).order_by("release_on").values_list("release_on", flat=True).first()
        for model in (TextDraft, FigureDraft)
    ]
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(due=min((day for day in days if day), default=None))


def release_due(**_about: Any) -> list[Proposal]:
    """Put into force what was released for now or earlier. One that no longer fits goes back to a draft, with a remark."""
    done: list[Proposal] = []
    for model, apply in ((TextDraft, _apply_text), (FigureDraft, _apply_checked_figure)):
        for draft in model.objects.filter(state=State.SCHEDULED, release_on__lte=timezone.now()).order_by("release_on"):
            try:
                with transaction.atomic():
                    fresh = locked(draft, State.SCHEDULED)
                    apply(fresh)  # type: ignore[operator]
                    fresh.state, fresh.released_at = State.RELEASED, timezone.now()
                    fresh.save()
                    note(fresh.decided_by, fresh, "released as planned")
            except Conflict as conflict:
                with transaction.atomic():
                    model.objects.filter(pk=draft.pk, state=State.SCHEDULED).update(
                        state=State.DRAFT, remark=str(conflict), release_on=None
                    )
                continue
            done.append(fresh)
    _set_due()
    return done

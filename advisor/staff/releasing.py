"""From a draft to what visitors see: written by some, released by another, now or on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisor.content.models import TRANSLATIONS, Edition, FigureReview, FigureRow, FormerGerman, Segment, Text
from advisor.content.prose import LANGUAGES
from advisor.content.released import drop_damaged, released_figures
from advisor.rules.figures import shipped_figures

from .checking import Refused, faults_of
from .doubts import confirm, unanswered
from .examples import Example
from .models import FigureDraft, Proposal, TextDraft, Wording, fingerprint_of, wordings_of
from .preview import broken_by, columns_of, newly_broken, row_of
from .roles import may_write, may_write_in
from .wordings import changed_languages, joined, kept, marks_of, tidied, with_theirs

User = AbstractBaseUser | AnonymousUser
State = Proposal.State
P = TypeVar("P", TextDraft, FigureDraft)
NOT_AS_PLANNED = "not released as planned"


class Conflict(Exception):
    """Somebody else was faster; the message says what happened meanwhile. `current` is the draft as it is now."""

    def __init__(self, message: str, current: Proposal | None = None) -> None:
        super().__init__(message)
        self.current = current


def note(user: Any, thing: Any, message: str) -> None:
    """Write into the audit log."""
    LogEntry.objects.log_actions(user.pk, [thing], CHANGE, change_message=message, single_object=True)


def locked(proposal: P, *states: str, version: int | None = None) -> P:
    """The proposal as it is in the database, held until the transaction ends. Raises `Conflict`, also where it is no
    longer the version that somebody has seen."""
    fresh = type(proposal)._default_manager.select_for_update().get(pk=proposal.pk)
    if fresh.state not in states:
        raise Conflict(
            _("Somebody was faster: this draft is now “%(state)s”.") % {"state": fresh.get_state_display()}, fresh
        )
    if version is not None and fresh.version != version:
        raise Conflict(_("Somebody else has saved this draft meanwhile."), fresh)
    return fresh


# Texts -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_text(text: Text, user: Any) -> TextDraft:
    """The open draft of a text, begun where there is none. Raises `PermissionDenied`."""
    may_write(TextDraft, user)
    open_ones = TextDraft.objects.select_for_update().filter(text=text, state__in=TextDraft.OPEN)
    if open_one := open_ones.first():
        return open_one
    now = wordings_of(text)
    try:
        with transaction.atomic():
            return TextDraft.objects.create(text=text, before=now, body=now)
    except IntegrityError:  # somebody else began it at the same moment
        return open_ones.get()


@transaction.atomic
def save_text(
    draft: TextDraft,
    body: list[Wording],
    why: str,
    version: int,
    user: Any,
    same: Mapping[tuple[str, str], str] | None = None,
) -> TextDraft:
    """Keep what somebody has written; `same` gives reasons why a segment means the same in a language.

    Raises `Conflict` where the version is not today's, `PermissionDenied` for a language that this person may not write,
    `Refused` for what may not stand in a text.
    """
    may_write(TextDraft, user)
    fresh = locked(draft, State.DRAFT, State.WAITING, version=version)
    body = tidied(body)
    may_write_in(changed_languages(fresh.body, body), user)
    body = kept(fresh.before, fresh.body, body)
    faults = faults_of(fresh.text, fresh.before, body)
    for part in body:
        for language in LANGUAGES:
            if reason := (same or {}).get((part["slug"], language), "").strip():
                confirm(fresh.text, part, language, reason, user)
    for doubt in unanswered(fresh.text, fresh.before, body):
        if any(part["slug"] == doubt.slug and doubt.language in part["matches"] for part in body):
            faults.setdefault((doubt.slug, f"matches-{doubt.language}"), []).append(doubt.message)
    if faults:
        raise Refused(faults)
    FormerGerman.remember(part["de"] for part in fresh.body)
    fresh.body, fresh.why = body, why
    fresh.state, fresh.version = State.DRAFT, version + 1
    fresh.save()
    fresh.writers.add(user)
    return fresh


@transaction.atomic
def take_over(draft: TextDraft, user: Any, theirs: Collection[tuple[str, str]] = ()) -> TextDraft:
    """Bring a draft up to a text that has changed meanwhile, for instance by a deploy.

    What the draft did not touch follows the text; where both have changed the draft stays, but for `theirs`: segments and
    languages to take as the text has them now. Raises `PermissionDenied`.
    """
    may_write(TextDraft, user)
    fresh = locked(draft, State.DRAFT, State.WAITING, version=draft.version)
    now = wordings_of(fresh.text)
    body, clashes = joined(marks_of(fresh.before), fresh.body, now)
    may_write_in({language for slug, language in theirs}, user)
    for clash in clashes:
        if (clash.slug, clash.language) in theirs:
            body = with_theirs(body, clash, now)
    fresh.before, fresh.body = now, kept(now, body, body)
    fresh.state, fresh.version, fresh.remark = State.DRAFT, fresh.version + 1, ""
    fresh.save()
    fresh.writers.add(user)
    return fresh


def has_moved(draft: TextDraft) -> bool:
    """The text is no longer as it was when the draft was begun."""
    return fingerprint_of(wordings_of(draft.text)) != fingerprint_of(draft.before)


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
    for position, part in enumerate(draft.body):
        segment = segments.get(part["slug"]) or Segment(text=draft.text, slug=part["slug"])
        segment.position = position
        for language in LANGUAGES:
            setattr(segment, f"body_{language}", part[language])
        for language in TRANSLATIONS:
            setattr(segment, f"made_from_{language}", part["made_from"].get(language, ""))
        segment.save()
    draft.before = now


@transaction.atomic
def restore_text(released: TextDraft, user: Any) -> TextDraft:
    """A new draft that reads as the text did before that release. Raises `Conflict` where somebody is writing already."""
    draft = begin_text(released.text, user)
    if draft.state != State.DRAFT or fingerprint_of(draft.body) != fingerprint_of(draft.before):
        raise Conflict(_("This text has an open draft. Please have it released or throw it away first."), draft)
    origins = {part["slug"]: part.get("made_from", {}) for part in released.before}
    why = _("As before %(day)s") % {"day": f"{released.released_at:%Y-%m-%d}"}
    draft = save_text(draft, [part | {"matches": []} for part in released.before], why, draft.version, user)
    for part in draft.body:
        part["made_from"] |= origins[part["slug"]]
    draft.save()
    return draft


# Figures -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def release_figure(draft: FigureDraft, user: Any, on: datetime | None = None) -> FigureDraft:
    """Let a second person release a figure, now or on a day. Raises `PermissionDenied` and `Conflict`, also where a
    published example would break."""
    fresh = _decidable(draft, user, "staff.release_figuredraft")
    _stop_broken_examples(fresh, broken_by(fresh))
    return _released_or_scheduled(fresh, user, on, _apply_figure)


def _stop_broken_examples(draft: FigureDraft, found: Collection[Example]) -> None:
    if found:
        raise Conflict(
            _("Published examples would no longer come out: %(examples)s.")
            % {"examples": ", ".join(example.id for example in found)},
            draft,
        )


def _apply_figure(draft: FigureDraft) -> None:
    """Lay the row, the review, or both over what holds; what they took the place of is kept for a withdrawal."""
    draft.before = {}
    if draft.kind == FigureDraft.Kind.ROW:
        drop_damaged(draft.name, draft.valid_from)
        row = FigureRow.objects.filter(name=draft.name, valid_from=draft.valid_from).first()
        draft.before["row"] = row and columns_of(row) | {"value": None if row.value is None else str(row.value)}
        about = columns_of(row_of(draft))
        FigureRow.objects.update_or_create(name=draft.name, valid_from=draft.valid_from, defaults=about)
    if draft.reviewed_until is not None:
        drop_damaged(draft.name, None)
        old = FigureReview.objects.filter(name=draft.name).first()
        draft.before["review"] = old and {
            "reviewed_until": old.reviewed_until.isoformat(),
            "checked_on": old.checked_on.isoformat(),
        }
        about = {"reviewed_until": draft.reviewed_until, "checked_on": timezone.localdate()}
        FigureReview.objects.update_or_create(name=draft.name, defaults=about)


def _apply_checked_figure(draft: FigureDraft) -> None:
    """On its day: other figures may have been released since it was looked at."""
    _stop_broken_examples(draft, broken_by(draft))
    _apply_figure(draft)


@transaction.atomic
def withdraw_figure(released: FigureDraft, user: Any, why: str) -> FigureDraft:
    """Take a released figure back: what held before it holds again. Raises `Conflict` where a later release lies over it,
    also where a published example would break."""
    if not user.has_perm("staff.release_figuredraft"):
        raise PermissionDenied(_("You may not release."))
    fresh = locked(released, State.RELEASED)
    before: dict[str, Any] = fresh.before or {}
    rows = FigureDraft.objects.filter(kind=FigureDraft.Kind.ROW, valid_from=fresh.valid_from)
    reviews = FigureDraft.objects.filter(reviewed_until__isnull=False)
    for part, drafts in (("row", rows), ("review", reviews)):
        later = drafts.filter(state=State.RELEASED, name=fresh.name, released_at__gt=fresh.released_at)
        if part in before and later.exists():
            raise Conflict(_("A later release lies over this one. Please withdraw that one first."), fresh)
    laid: dict[str, Any] = {
        "row": FigureRow.objects.filter(name=fresh.name, valid_from=fresh.valid_from),
        "review": FigureReview.objects.filter(name=fresh.name),
    }
    now = released_figures(shipped_figures())
    for part, old in before.items():
        laid[part].update(**old) if old else laid[part].delete()
    _stop_broken_examples(fresh, newly_broken(now, released_figures(shipped_figures())))
    fresh.state, fresh.remark, fresh.decided_by, fresh.decided_at = State.WITHDRAWN, why, user, timezone.now()
    fresh.save()
    note(user, fresh, f"withdrawn: {why}")
    return fresh


# Both --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def send(draft: P, user: Any) -> P:
    """Ask for a second person. Raises `PermissionDenied`, `Conflict`, and `Refused` for a text that is not ready."""
    if not user.has_perm(f"staff.change_{draft._meta.model_name}"):
        raise PermissionDenied(_("You may not write in this draft."))
    fresh = locked(draft, State.DRAFT)
    if isinstance(fresh, TextDraft):
        _sendable(fresh)
    fresh.state, fresh.sent_at, fresh.version = State.WAITING, timezone.now(), fresh.version + 1
    fresh.save()
    fresh.writers.add(user)
    note(user, fresh, "sent")
    return fresh


def _sendable(draft: TextDraft) -> None:
    """Raises `Refused` where there is nothing to release, or the meaning check still asks something."""
    faults = faults_of(draft.text, draft.before, draft.body)
    if not changed_languages(draft.before, draft.body):
        faults["", ""] = [_("Nothing has been changed yet.")]
    for doubt in unanswered(draft.text, draft.before, draft.body):
        faults.setdefault((doubt.slug, f"same-{doubt.language}"), []).append(doubt.message)
    if faults:
        raise Refused(faults)


@transaction.atomic
def give_back(draft: P, user: Any, remark: str) -> P:
    """Send a draft back to those who wrote it, with a word why. Raises `PermissionDenied` and `Conflict`."""
    if not user.has_perm(f"staff.release_{draft._meta.model_name}"):
        raise PermissionDenied(_("You may not release."))
    fresh = locked(draft, State.WAITING, State.SCHEDULED)
    fresh.state, fresh.remark, fresh.version = State.DRAFT, remark, fresh.version + 1
    fresh.release_on = None
    fresh.save()
    _set_due()
    note(user, fresh, f"given back: {remark}")
    return fresh


@transaction.atomic
def throw_away(draft: P, user: Any) -> P:
    """Give a draft up. Raises `PermissionDenied` and `Conflict`."""
    if not user.has_perm(f"staff.change_{draft._meta.model_name}"):
        raise PermissionDenied(_("You may not write in this draft."))
    fresh = locked(draft, State.DRAFT, State.WAITING, State.SCHEDULED)
    if isinstance(fresh, TextDraft):
        may_write_in(changed_languages(fresh.before, fresh.body), user)
    fresh.state, fresh.decided_by, fresh.decided_at = State.WITHDRAWN, user, timezone.now()
    fresh.save()
    _set_due()
    note(user, fresh, "withdrawn")
    return fresh


def _decidable(draft: P, user: Any, permission: str) -> P:
    if not user.has_perm(permission):
        raise PermissionDenied(_("You may not release."))
    fresh = locked(draft, State.WAITING, version=draft.version)
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
                    note(draft.decided_by, draft, f"{NOT_AS_PLANNED}: {conflict}")
                continue
            done.append(fresh)
    _set_due()
    return done

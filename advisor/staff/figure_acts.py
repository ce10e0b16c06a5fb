"""What can be done with a draft of a figure from its page, each with the little form it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from . import releasing
from .models import FigureDraft
from .preview import figures_now, is_large_step

State = FigureDraft.State


class ActForm(forms.Form):
    """Carries the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: FigureDraft, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.draft = draft
        self.fields["version"].initial = draft.version


class RemarkForm(ActForm):
    """With a word why."""

    remark = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


class ReleaseForm(ActForm):
    """The second person says that they have looked, and from when it counts."""

    compared = forms.BooleanField(label=gettext_lazy("I have compared the day and the value with the source"))
    large_step = forms.BooleanField(label=gettext_lazy("Yes, such a large step is meant"))
    release_on = forms.DateTimeField(
        label=gettext_lazy("Release on (empty: now)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, draft: FigureDraft, **options: Any) -> None:
        super().__init__(*args, draft=draft, **options)
        value, day = draft.value, draft.valid_from
        if value is None or day is None or not is_large_step(draft.name, day, value, figures_now()):
            del self.fields["large_step"]

    def clean_release_on(self) -> datetime | None:
        """A moment to come."""
        when: datetime | None = self.cleaned_data["release_on"]
        if when is not None and when <= timezone.now():
            raise forms.ValidationError(gettext("Please enter a moment to come, or none to release now."))
        return when


@dataclass(frozen=True)
class Act:
    """One button: who sees it in which states, the form, what it does, and what is said afterwards."""

    label: Promise
    done: Promise
    states: tuple[str, ...]
    permission: str
    form: type[ActForm]
    run: Callable[[FigureDraft, Any, Mapping[str, Any]], Any]
    by_writers: bool = True
    """Also for somebody who has written in the draft."""


WRITE, RELEASE = "staff.change_figuredraft", "staff.release_figuredraft"
ACTS: Mapping[str, Act] = {
    "send": Act(
        gettext_lazy("Send to a second person"),
        gettext_lazy("Sent. A second person can release it now."),
        (State.DRAFT,),
        WRITE,
        ActForm,
        lambda draft, user, _given: releasing.send(draft, user),
    ),
    "release": Act(
        gettext_lazy("Release"),
        gettext_lazy("Released."),
        (State.WAITING,),
        RELEASE,
        ReleaseForm,
        lambda draft, user, given: releasing.release_figure(draft, user, given["release_on"]),
        by_writers=False,
    ),
    "give-back": Act(
        gettext_lazy("Give back"),
        gettext_lazy("Given back to those who wrote it."),
        (State.WAITING, State.SCHEDULED),
        RELEASE,
        RemarkForm,
        lambda draft, user, given: releasing.give_back(draft, user, given["remark"]),
    ),
    "throw-away": Act(
        gettext_lazy("Throw away"),
        gettext_lazy("Thrown away."),
        (State.DRAFT, State.WAITING),
        WRITE,
        ActForm,
        lambda draft, user, _given: releasing.throw_away(draft, user),
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdrawn. What held before holds again."),
        (State.RELEASED,),
        RELEASE,
        RemarkForm,
        lambda draft, user, given: releasing.withdraw_figure(draft, user, given["remark"]),
    ),
}
"""The acts by the last part of their address."""


def open_to(user: Any, draft: FigureDraft) -> dict[str, Act]:
    """What this person can do with a draft as it is now."""
    wrote = draft.writers.filter(pk=user.pk).exists()
    return {
        name: act
        for name, act in ACTS.items()
        if draft.state in act.states and user.has_perm(act.permission) and (act.by_writers or not wrote)
    }

"""What readers have said and nobody has dealt with yet: beside the text, and on the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from advisor.content.prose import LANGUAGES
from advisor.web.glossary import letters
from advisor.web.models import Feedback
from advisor.web.slugs import BELOW, PAGE_OF

from .reads import texts_of
from .roles import languages_of


def may_answer(user: Any) -> bool:
    """This person deals with what readers say, in the languages that they write."""
    return bool(user.has_perm("web.change_feedback"))


def open_feedback(user: Any) -> QuerySet[Feedback]:
    """What is open in the languages of this person; nothing for whoever does not answer readers."""
    found = Feedback.objects.filter(state=Feedback.State.OPEN, language__in=languages_of(user))
    return found if may_answer(user) else found.none()


def open_feedback_for(kind: str, key: str, user: Any = None) -> QuerySet[Feedback]:
    """What is open about the pages on which that text stands; of a person what that person may answer."""
    found = Feedback.objects.filter(state=Feedback.State.OPEN) if user is None else open_feedback(user)
    return found.filter(_about(kind, key))


def _about(kind: str, key: str) -> Q:
    same = Q(kind=kind, key=key)
    if kind == "why":
        return Q(kind="question", key__endswith=f".{key}")
    if kind == "term":
        for language in LANGUAGES:
            on = [letter for letter, terms in letters(language).items() if key in terms]
            same |= Q(kind="letter", key__in=on, language=language)
        return same
    if kind == "page" and key in PAGE_OF:
        return Q(kind="page", key=PAGE_OF[key])
    if kind == "page":
        on = [name for name, below in BELOW.items() if key in (f"list-{name}", *below)]
        return same | Q(kind="list", key__in=on)
    return same


def texts_about(feedback: Feedback) -> list[tuple[str, str]]:
    """The texts that stand on the page of a reader, by kind and key."""
    names = [feedback.page] if feedback.kind == "term" else texts_of(feedback.page, feedback.language)
    return [(kind, key) for kind, _slash, key in (name.partition("/") for name in names)]


def set_state(feedback: Feedback, state: str) -> None:
    """Close or open again. From the day of closing on it is kept for a time and then deleted."""
    feedback.state = state
    closed = state == Feedback.State.CLOSED
    feedback.closed_on = (feedback.closed_on or timezone.localdate()) if closed else None

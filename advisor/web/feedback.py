"""“Was this right and clear?”: a question under every page, a form for those who say no, and thanks."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from advisor.content.library import SHELF
from advisor.content.models import version_kept
from advisor.directory.shelf import current_figures
from advisor.rules.words import gettext_noop

from .admitting import TooMany, admit, from_this_site
from .asking import LAW_KEYS, NotUnderstood, asked_on, fields_of, law_for
from .caching import kept_by_nobody
from .errors import error_said, method_refused, not_understood
from .glossary import letters
from .models import LONGEST_WORDS, Feedback, PageRead
from .page_keys import Seen, fingerprint, read_seen
from .page_places import is_private, name_of, place_of
from .pages import Here, page
from .words import Words, current_language

FIELDS = ("yes", "no", "page", "verdict", "about", "words", "website")
SAY_WHICH = gettext_noop("Please choose what is the matter.")
TOO_LONG = gettext_noop("This is %(number)s characters long. Please shorten it to %(most)s.")
LEAVE_EMPTY = gettext_noop("Please leave the last field empty. It is there to catch programs.")
TOO_MANY = gettext_noop("Very many messages are coming in just now. Please try again later.")
NOT_NOW = gettext_noop("This is not possible just now. Please try again later.")
ELSEWHERE = (
    gettext_noop("This was not sent from our pages"),
    gettext_noop("Please open the page here and use the question below it."),
)
NO_SUCH_PAGE = (
    gettext_noop("We do not know which page you mean"),
    gettext_noop("Please open the page again and use the question below it."),
)
REFUSED = gettext_noop("Your message was not taken")
WHOLE_PAGE = gettext_noop("the whole page")
VERDICTS = {
    "wrong": gettext_noop("Something is wrong"),
    "unclear": gettext_noop("I do not understand something"),
}
CLOSED_KEPT = timedelta(days=90)
KEPT = timedelta(days=365)
READS_KEPT = timedelta(days=400)
log = logging.getLogger(__name__)


class FeedbackForm(forms.Form):
    """What is the matter with a page; `one` stands for the wording of the summary of errors."""

    use_required_attribute = False
    one = True
    words = forms.CharField(required=False)
    website = forms.CharField(required=False)

    def __init__(self, words: Words, abouts: Mapping[str, str], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="%s")
        self.fields["verdict"] = forms.ChoiceField(
            choices=[(code, words.label(label)) for code, label in VERDICTS.items()],
            error_messages=dict.fromkeys(("required", "invalid_choice"), words.label(SAY_WHICH)),
        )
        self.fields["verdict"].choices_ = VERDICTS  # type: ignore[attr-defined] # an error leads to the first choice
        self.fields["about"] = forms.ChoiceField(choices=list(abouts.items()), required=False)
        self.order_fields(["verdict", "about", "words", "website"])
        self._said = words

    def clean_words(self) -> str:
        """The text with plain line ends, not too long."""
        text: str = self.cleaned_data["words"].replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_WORDS:
            raise forms.ValidationError(self._said.label(TOO_LONG) % {"number": len(text), "most": LONGEST_WORDS})
        return text

    def clean_website(self) -> str:
        """A field that people do not see and programs fill in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(self._said.label(LEAVE_EMPTY))
        return ""


@csrf_exempt  # Nobody is logged in; who sends is asked of the browser itself.
@sensitive_variables()
@sensitive_post_parameters()
def feedback(request: HttpRequest) -> HttpResponse:
    """The form, and what is sent from it or from the question under a page."""
    if not settings.FEEDBACK:
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return method_refused(request)
    if request.method == "POST" and not from_this_site(request):
        return error_said(request, 403, *map(translation.gettext, ELSEWHERE))
    try:
        fields = fields_of(request.POST if request.method == "POST" else request.GET, FIELDS)
    except NotUnderstood as reason:
        return not_understood(request, reason, "feedback", private=True)
    saw = read_seen(next((fields[name] for name in ("yes", "no", "page") if name in fields), "page/start"))
    asked = law_for({"as_of": saw.day.isoformat()} if saw and saw.day else {})
    words = Words(current_language())
    place = place_of(saw.page, asked, words) if saw else None
    if saw is None or place is None:
        return error_said(request, 400, *map(translation.gettext, NO_SUCH_PAGE))
    if request.method == "POST" and "yes" in fields:
        return _yes(request, saw, place, words)
    if request.method == "POST" and "no" not in fields:
        return _sent(request, saw, place, words, fields)
    return _asked(request, saw, place, words, FeedbackForm(words, _abouts(saw, words)))


def _abouts(saw: Seen, words: Words) -> dict[str, str]:
    """What exactly may be meant: on a page of the glossary one of its words."""
    if saw.kind != "letter":
        return {}
    asked, found = asked_on(), letters(words.language).get(saw.key, ())
    titles = {f"term/{key}": name_of(f"term/{key}", asked, words) for key in found}
    return {saw.page: words.label(WHOLE_PAGE)} | titles


@sensitive_variables()
def _asked(
    request: HttpRequest, saw: Seen, place: Here, words: Words, form: FeedbackForm, status: int = 200, trouble: str = ""
) -> HttpResponse:
    here = Here("feedback", asked_on(), answers={"page": str(saw)})
    context = {
        "form": form,
        "seen": str(saw),
        "about_page": name_of(saw.page, place.asked, words),
        "back": place.address(),
        "trouble": trouble,
        "most": LONGEST_WORDS,
        "closed_kept": CLOSED_KEPT.days,
        "leave": is_private(saw.page),
    }
    return kept_by_nobody(page(request, "feedback/form.html", here, words, context, status=status), tells="same-origin")


@sensitive_variables()
def _sent(request: HttpRequest, saw: Seen, place: Here, words: Words, fields: Mapping[str, str]) -> HttpResponse:
    form = FeedbackForm(words, _abouts(saw, words), fields)
    if not form.is_valid():
        return _asked(request, saw, place, words, form, 400)
    if about := form.cleaned_data["about"]:
        saw = Seen(about, saw.edition, saw.figures, saw.day, saw.draft)
    status, trouble = _keep(request, saw, words, form.cleaned_data["verdict"], form.cleaned_data["words"])
    if trouble:
        return _later(_asked(request, saw, place, words, form, status, translation.gettext(trouble)))
    return _thanked(place, saw)


def _yes(request: HttpRequest, saw: Seen, place: Here, words: Words) -> HttpResponse:
    status, trouble = _keep(request, saw, words, Feedback.Verdict.RIGHT)
    if trouble:
        return _later(error_said(request, status, translation.gettext(REFUSED), translation.gettext(trouble)))
    return _thanked(place, saw)


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "600"
    return response


def _thanked(place: Here, saw: Seen) -> HttpResponse:
    here = Here("feedback-thanks", place.asked, answers={"page": saw.page})
    return kept_by_nobody(HttpResponseRedirect(here.address(), status=303), tells="same-origin")


@sensitive_variables()
def _keep(request: HttpRequest, saw: Seen, words: Words, verdict: str, said: str = "") -> tuple[int, str]:
    """Keep a message; (200, "") where it is kept, else a status and the reason. “Yes” needs nobody's answer."""
    today = timezone.localdate()
    done = verdict == Feedback.Verdict.RIGHT
    if SHELF.stuck:
        return 503, NOT_NOW
    try:
        admit(request, saw.page)
        forget()
        Feedback.objects.create(
            verdict=verdict,
            words=said,
            kind=saw.kind,
            key=saw.key,
            language=words.language,
            law_day=saw.day,
            draft=saw.draft,
            edition=words.edition if saw.edition is None else saw.edition,
            figures=saw.figures or fingerprint(current_figures()),
            version=version_kept(),
            received_on=today,
            state=Feedback.State.CLOSED if done else Feedback.State.OPEN,
            closed_on=today if done else None,
        )
    except TooMany:
        return 429, TOO_MANY
    except Exception as broken:  # a database or a cache that is away, each with errors of its own
        log.error("feedback not kept: %s", type(broken).__qualname__)
        return 503, NOT_NOW
    return 200, ""


def forget() -> tuple[int, int]:
    """Delete what has been kept long enough: (messages, counts of reads)."""
    today = timezone.localdate()
    closed = Feedback.objects.filter(state=Feedback.State.CLOSED, closed_on__lte=today - CLOSED_KEPT)
    old = Feedback.objects.filter(received_on__lte=today - KEPT)
    messages = closed.delete()[0] + old.delete()[0]
    return messages, PageRead.objects.filter(day__lte=today - READS_KEPT).delete()[0]


def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and the way back: never to a private result, whose answers are nowhere."""
    if request.method not in ("GET", "HEAD"):
        return method_refused(request)
    try:
        fields = fields_of(request.GET, ("page", *LAW_KEYS))
        asked = law_for(fields)
    except NotUnderstood as reason:
        return not_understood(request, reason, "feedback-thanks", private=True)
    words, saw = Words(current_language()), read_seen(fields.get("page", ""))
    place = place_of(saw.page, asked, words) if saw else None
    context: dict[str, Any] = {"back": place.address() if place else "", "leave": bool(saw and is_private(saw.page))}
    context["flow"] = place is not None and place.name == "interview"
    here = Here("feedback-thanks", asked, answers={"page": saw.page} if saw and place else {})
    return kept_by_nobody(page(request, "feedback/thanks.html", here, words, context), tells="same-origin")

"""The dated deadlines of a result as a calendar: one all-day event each, to take into any calendar programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from advisor.content.prose import plain
from advisor.flows import all_flows
from advisor.interview.core import Flow
from advisor.rules.words import gettext_noop

from .answering import answer
from .asking import LAW_KEYS, Asked, NotUnderstood, answers_of, fields_of, law_for, replay
from .caching import kept_by_nobody
from .errors import error_said, method_refused, not_understood
from .found import SITE_NAME
from .pages import Here
from .words import Words, current_language, slug
from .written import plain_title

if TYPE_CHECKING:
    from icalendar import Event

LAST_DAY, FROM_THEN_ON = gettext_noop("Last day: %(title)s"), gettext_noop("From this day on: %(title)s")
YOUR_RESULT = gettext_noop("Your result on this site: %(address)s")
NO_DATES = (
    gettext_noop("There are no dates for your calendar"),
    gettext_noop("This result has no deadline with a date. Go back and enter the days you know."),
)
UNFINISHED = (
    gettext_noop("An answer is still missing"),
    gettext_noop("The dates come with the result. Please answer all questions first."),
)


def calendar_of(here: Here, data: Mapping[str, Any]) -> Here | None:
    """Where the calendar of a result stands, under the law of the result; None where it has no dates or is private."""
    if here.private or not any(deadline["on"] for deadline in data["deadlines"]):
        return None
    asked = Asked(here.asked.law, here.asked.law.day)
    return here.beside("calendar", asked=asked, arguments={"flow": data["flow"]})


@csrf_exempt  # Nothing is stored and nobody is logged in: there is nothing to forge.
@sensitive_variables()
def calendar(request: HttpRequest, flow: str) -> HttpResponse:
    """The dates of a finished case of an open flow."""
    found = all_flows()[flow]
    if found.private:
        raise Http404
    if request.method not in ("GET", "HEAD"):
        return method_refused(request)
    try:
        fields = fields_of(request.GET, [*found.questions, *LAW_KEYS])
        response = _file(request, found, fields, law_for(fields))
    except NotUnderstood as reason:
        return not_understood(request, reason, "interview", {"flow": flow})
    return kept_by_nobody(response, tells="no-referrer")


@sensitive_variables()
def _file(request: HttpRequest, flow: Flow, fields: Mapping[str, str], asked: Asked) -> HttpResponse:
    words = Words(current_language())
    step = replay(flow, answers_of(flow, fields), asked)
    if step.due is not None:
        return error_said(request, 400, *map(words.label, UNFINISHED))
    data = answer(step, words)
    here = calendar_of(Here("interview", asked, {"flow": flow.key}, dict(step.given)), data)
    if here is None:
        return error_said(request, 404, *map(words.label, NO_DATES))
    result = request.build_absolute_uri(replace(here, name="interview").address())
    events = [_event(deadline, data, words, result, request) for deadline in data["deadlines"] if deadline["on"]]
    from icalendar import Calendar  # Slow to load, and few want a calendar.

    file = Calendar.new(
        prodid=f"-//{request.get_host()}//{words.label(SITE_NAME)}//{words.language.upper()}",
        name=plain(words.label(flow.label)),
        language=words.language,
        uid=_uid(result, request),
        subcomponents=events,
    )
    response = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")
    name = f"{slug(flow.slug, words.language)}-{asked.law.day.isoformat()}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _event(
    deadline: Mapping[str, Any], data: Mapping[str, Any], words: Words, result: str, request: HttpRequest
) -> Event:
    """One deadline as an event for its whole day; the same deadline on the same day is always the same event."""
    from icalendar import Event

    on = date.fromisoformat(deadline["on"])
    title = words.label(FROM_THEN_ON if deadline["begins"] else LAST_DAY) % {"title": plain_title(deadline["text"])}
    said = [plain(part["text"]) for part in deadline["text"] if part["role"] != "title"]
    link = words.label(YOUR_RESULT) % {"address": result}
    about = f"{data['flow']} {deadline['code']} {deadline['on']}"
    return Event.new(
        uid=_uid(about, request),
        stamp=timezone.now(),
        start=on,
        end=on + timedelta(days=1),
        summary=title,
        description="\n".join([*said, *filter(None, [deadline["law"]]), link]),
        url=result,
    )


def _uid(about: str, request: HttpRequest) -> str:
    """A name that stays the same for the same thing, and tells nothing of it."""
    return f"{sha256(about.encode()).hexdigest()[:32]}@{request.get_host()}"

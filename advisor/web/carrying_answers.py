"""What every page with a visitor's answers has in common: how it may be asked, and that nobody keeps or lists it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from advisor.flows import all_flows
from advisor.interview.core import Flow, Step

from .asking import LAW_KEYS, Asked, NotUnderstood, answers_of, fields_of, law_for, replay
from .caching import kept_by_nobody, moment
from .errors import method_refused, not_understood
from .pages import Here
from .words import Words, current_language


def carries_answers(view: Callable[[HttpRequest, Flow], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view of a flow by its key: asked by POST only where the flow is private, stored and listed nowhere."""

    @csrf_exempt  # Nothing is stored and nobody is logged in: there is nothing to forge.
    @sensitive_variables()
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: HttpRequest, flow: str) -> HttpResponse:
        found = all_flows()[flow]
        if request.method not in (("GET", "HEAD", "POST") if found.private else ("GET", "HEAD")):
            return method_refused(request)
        before = moment() if request.method != "POST" and not set(request.GET) - set(LAW_KEYS) else None
        try:
            response = view(request, found)
        except NotUnderstood as reason:
            response = not_understood(request, reason, "interview", {"flow": flow}, private=found.private)
        kept_by_nobody(response, tells="no-referrer")
        if before and response.status_code == 200:  # no answer yet: this process may keep it, nobody else
            response.made_of = before  # type: ignore[attr-defined]
        return response

    return guarded


def of_a_finished_case(
    view: Callable[[HttpRequest, Step, Asked, Words], HttpResponse],
) -> Callable[[HttpRequest, str], HttpResponse]:
    """A further page of a result; a case that is not finished goes back to its questions."""

    @carries_answers
    @sensitive_variables()
    @wraps(view)
    def found(request: HttpRequest, flow: Flow) -> HttpResponse:
        fields = fields_of(request.POST if request.method == "POST" else request.GET, [*flow.questions, *LAW_KEYS])
        asked, words = law_for(fields), Words(current_language())
        given = {} if flow.private and request.method != "POST" else answers_of(flow, fields)
        step = replay(flow, given, asked)
        if step.due is not None:
            questions = Here("interview", asked, {"flow": flow.key}, given, flow.private)
            return HttpResponseRedirect(questions.address(), preserve_request=request.method == "POST")
        return view(request, step, asked, words)

    return found

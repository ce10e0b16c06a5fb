"""The operations of `/api/v1/`: flows, next question, advice, figures of a day, lists. Loaded with the first call."""

# Annotations are read where they stand: parameters are made one flow at a time.
import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from ninja import NinjaAPI, Query

from advisor.directory.shelf import directory
from advisor.flows import all_flows
from advisor.interview.core import Flow

from .answering import answer, flows_as_data, progress
from .api import error, in_json, language_of, not_understood, private_group
from .api_parameters import parameters
from .api_shapes import Advice, Error, Figures, Flows, Lists, Next, Progress, Rows
from .asking import CALL_KEYS, Asked, NotUnderstood, answers_of, fields_of, law_for, replay
from .caching import kept_by_nobody, public_page
from .downloads import rows_as_data
from .figure_list import TOPICS, figures_of, topics
from .list_rows import ROWS
from .slugs import LISTS
from .words import Words
from .written import plain_title

ABOUT = (
    "Duty, ways to be insured, costs, papers and deadlines for one case under the law of one day. Nothing is stored. "
    "Groups with sensitive questions are refused here: their answers never travel in an address."
)
NOT_READ = {400: Error, 413: Error, 414: Error, 429: Error}
View = Callable[..., HttpResponse]
Described = dict[int, Any]

programs = NinjaAPI(
    title="Health insurance in Germany", version="1", description=ABOUT, openapi_url=None, docs_url=None
)
programs.add_exception_handler(NotUnderstood, not_understood)


def offer(at: str, answers: Described, name: str, summary: str | None = None) -> Callable[[View], View]:
    """Offer a view at an address, with what it answers by status."""
    return programs.get(at, response=answers, operation_id=name, summary=summary, by_alias=True)


def in_language(view: View) -> View:
    """A view that is given the words of the language that `lang` asks for."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request)):
            return view(request, *args, **kwargs)

    return answered


def _asked(request: HttpRequest) -> tuple[Asked, Words]:
    fields = fields_of(request.GET, CALL_KEYS)
    return law_for(fields), Words(language_of(request))


def _dated(asked: Asked, words: Words) -> dict[str, Any]:
    law = "draft" if asked.law.draft else "in_force"
    return {"as_of": asked.law.day.isoformat(), "law": law, "language": words.language, "edition": words.edition}


# What is the same for everybody -----------------------------------------------------------------------------------------

Language = parameters("Language", "lang")
LawOfADay = parameters("LawOfADay", *CALL_KEYS)


@offer("flows", {200: Flows} | NOT_READ, "flows")
@public_page
@in_language
def flows(request: HttpRequest, given: Query[Language]) -> HttpResponse:
    """The groups of visitors with their questions, types and choices."""
    fields_of(request.GET, ("lang",))
    return in_json({"flows": flows_as_data(Words(language_of(request)))})


@offer("figures", {200: Figures} | NOT_READ, "figures")
@public_page
@in_language
def figures(request: HttpRequest, given: Query[LawOfADay]) -> HttpResponse:
    """All figures of a day by topic, each with its paragraph of law and its source."""
    asked, words = _asked(request)
    found = [
        {"key": key, "label": words.label(TOPICS[key].label), "figures": figures_of(key, asked.law, words)}
        for key in topics()
    ]
    return in_json(_dated(asked, words) | {"topics": found})


@offer("lists", {200: Lists} | NOT_READ, "lists")
@public_page
@in_language
def lists(request: HttpRequest, given: Query[LawOfADay]) -> HttpResponse:
    """The lists that there are."""
    asked, words = _asked(request)
    titles = {key: plain_title(words.parts("page", f"list-{key}", asked.law)) for key in LISTS}
    return in_json({"lists": [{"key": key, "label": title} for key, title in titles.items()]})


def _offer_list(key: str, title: str) -> None:
    @offer(f"lists/{key}", {200: Rows} | NOT_READ, f"list-{key}", title)
    @public_page
    @in_language
    def rows(request: HttpRequest, given: Query[LawOfADay]) -> HttpResponse:
        """The rows of this list as of a day."""
        asked, words = _asked(request)
        return in_json(rows_as_data(key, ROWS[key](asked.law, directory(), words), asked, words))


@programs.get("openapi.json", include_in_schema=False)
@public_page
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this interface."""
    return in_json(description())


# What answers go into ---------------------------------------------------------------------------------------------------


def carries_answers(view: View) -> View:
    """A call with answers: kept by nobody."""

    @sensitive_variables()
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept_by_nobody(view(request, *args, **kwargs))

    return answered


@sensitive_variables()
def _answered(request: HttpRequest, flow: Flow, *, whole: bool) -> HttpResponse:
    fields = fields_of(request.GET, (*flow.questions, *CALL_KEYS))
    words, asked = Words(language_of(request)), law_for(fields)
    step = replay(flow, answers_of(flow, fields), asked)
    data = answer(step, words, whole=True) if whole else progress(step, words)
    return in_json(data, 400 if data.get("problem") else 200)


def _offer_flow(flow: Flow) -> None:
    """Two operations for a group: the advice, and only the question now due."""
    advice, following = {200: Advice | Next, 400: Next | Error}, {200: Progress, 400: Progress | Error}
    _offer_call("advise", flow, f"{flow.label}: advice, or the question now due", advice)
    _offer_call("next", flow, f"{flow.label}: the question now due", following)


def _offer_call(name: str, flow: Flow, summary: str, answers: Described) -> None:
    Answers = parameters(f"Answers-{flow.key}", *CALL_KEYS, flow=flow)

    @offer(f"{name}/{flow.key}", NOT_READ | answers, f"{name}-{flow.key}", summary)
    @carries_answers
    @in_language
    def operation(request: HttpRequest, given: Query[Answers]) -> HttpResponse:
        """Every answer that is given counts where it is asked for; the others are left out."""
        return _answered(request, flow, whole=name == "advise")


def _refuse_call(name: str, flow: Flow) -> None:
    @offer(f"{name}/{flow.key}", {403: Error, 414: Error, 429: Error}, f"{name}-{flow.key}", f"{flow.label}: refused")
    @carries_answers
    def refused(request: HttpRequest) -> HttpResponse:
        """Answers of this group never travel in an address."""
        return private_group()


for flow in all_flows().values():
    if flow.private:
        _refuse_call("advise", flow)
        _refuse_call("next", flow)
    else:
        _offer_flow(flow)
for key in LISTS:
    _offer_list(key, f"The list {key}")


@programs.get("advise/{str:group}", include_in_schema=False)
@programs.get("next/{str:group}", include_in_schema=False)
@carries_answers
def no_such_group(request: HttpRequest, group: str) -> HttpResponse:
    """404 that names the groups there are."""
    return error(404, "flow", f"There is no such group. There are: {', '.join(all_flows())}.")


@cache
def description() -> dict[str, Any]:
    """What this interface answers, in OpenAPI's words."""
    found: dict[str, Any] = programs.get_openapi_schema(path_prefix="/api/v1/")
    shapes = found["components"]["schemas"]
    for name in [name for name in shapes if name in ("Language", "LawOfADay") or name.startswith("Answers-")]:
        del shapes[name]  # spread over the parameters of each call
    for operation in (operation for place in found["paths"].values() for operation in place.values()):
        for parameter in operation.get("parameters", ()):
            for word in ("description", "example"):  # said of the parameter
                parameter["schema"].pop(word, None)
    return dict(json.loads(json.dumps(_without_titles(found))))


def _without_titles(found: Any) -> Any:
    """A description without the titles that the library makes of names."""
    if isinstance(found, list):
        return [_without_titles(part) for part in found]
    if not isinstance(found, dict):
        return found
    made = {"title"} if {"type", "anyOf", "$ref", "const", "enum", "properties"} & found.keys() else set()
    return {key: _without_titles(part) for key, part in found.items() if key not in made}


urlpatterns = [path("api/v1/", programs.urls)]
"""Last: the library takes no operation after this."""

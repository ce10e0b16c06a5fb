"""From a finished replay to the Advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from advisor.rules.figures import LAST_DAY, Figure, NotYetKnown

from .advice import Advice, Alternative, Route
from .core import Case, Flow, Result, Step

FIGURES_CHANGE = "figures-change-before-start"
PERHAPS_A_YEAR = "amount-of-a-year"
FAMILY_COUNTS = "family-in-both-systems"
SPOUSE_COUNTS = "spouse-outside-the-funds"
VOLUNTARY = "§ 240"
"""How the law of a contribution by all income begins, that of voluntary members and whoever pays like them."""
CHOSEN_INSTEAD = ("private_full", "private_student", "private_residual")
"""Private insurance that a visitor may take instead of membership in a fund."""


def advise(step: Step) -> Advice:
    """The Advice of a step that has results, with a caution where an amount of a month looks like that of a year."""
    advice = _advise(step)
    questions = step.flow.questions
    if any(questions[key].is_doubtful(raw) for key, raw in step.given.items()):
        return replace(advice, cautions=(PERHAPS_A_YEAR, *advice.cautions))
    return advice


def _advise(step: Step) -> Advice:
    """Branches of "I don't know" that agree become one; others alternatives."""
    groups: dict[object, list[tuple[Result, Advice]]] = {}
    for result in step.results:
        advice = _one(step.flow, result)
        groups.setdefault(_essence(advice), []).append((result, advice))
    alternatives = tuple(
        Alternative(
            tuple(dict(result.assumed) for result, _ in group),
            _merged([advice for _, advice in group], dict(step.given)),
        )
        for group in groups.values()
    )
    first = alternatives[0].advice
    if len(alternatives) == 1:
        return first
    duties = {alternative.advice.duty for alternative in alternatives}
    figures = {figure.name: figure for alternative in alternatives for figure in alternative.advice.figures}
    return Advice(
        flow=first.flow,
        as_of=first.as_of,
        draft=first.draft,
        answers=dict(step.given),
        outcome="it-depends",
        duty=duties.pop() if len(duties) == 1 else "",
        authority=first.authority,
        figures=tuple(figures.values()),
        alternatives=alternatives,
        unsure=tuple(dict.fromkeys(key for result in step.results for key in result.assumed)),
    )


def _merged(alike: Sequence[Advice], answers: Mapping[str, str]) -> Advice:
    """One Advice of several that differ only in papers and cautions: all of them, and which hold only in some cases."""
    documents = tuple(dict.fromkeys(code for advice in alike for code in advice.documents))
    cautions = tuple(dict.fromkeys(code for advice in alike for code in advice.cautions))
    always = set.intersection(*({*advice.documents, *advice.cautions} for advice in alike))
    figures = {figure.name: figure for advice in alike for figure in advice.figures}
    return replace(
        alike[0],
        answers=answers,
        documents=documents,
        cautions=cautions,
        figures=tuple(figures.values()),
        in_some_cases=tuple(code for code in (*documents, *cautions) if code not in always),
    )


def _one(flow: Flow, result: Result) -> Advice:
    case, law = result.case, result.case.law
    about = {"flow": flow.key, "as_of": law.day, "draft": law.draft, "answers": case.answers}
    if result.outcome is None:
        return Advice(**about, outcome="", duty="", refused=result.refused)  # type: ignore[arg-type]
    outcome = result.outcome
    try:
        advice = Advice(
            **about,  # type: ignore[arg-type]
            outcome=outcome.key,
            duty=outcome.duty,
            routes=outcome.routes(case),
            amounts=outcome.amounts(case),
            documents=outcome.documents(case),
            deadlines=outcome.deadlines(case),
            cautions=outcome.cautions(case),
            authority=outcome.authority,
            funds=outcome.funds(case),
            leads_to=outcome.leads_to,
            facts=outcome.facts(case),
            people=outcome.people(case),
        )
    except NotYetKnown as refused:
        return Advice(**about, outcome="", duty="", refused=refused)  # type: ignore[arg-type]
    figures = _figures(advice, tuple(law.used.values()))
    before, about_figures = _changes_before(case, figures), _doubts(figures)
    own = (*advice.cautions, *_spouse(advice), *_family(advice))
    return replace(advice, figures=figures, cautions=(*before, *own, *about_figures))


def _family(advice: Advice) -> tuple[str, ...]:
    """A caution where membership and private insurance are both open: only members bring a family in (§ 10 SGB V).

    A result that names the people of a family says itself whom the fund covers; one that names the visitor alone says
    that there is none.
    """
    if any(person.rate is None for person in advice.people):
        return ()
    if advice.people and all(person.kind == "self" for person in advice.people):
        return ()
    ways = [route for route in advice.routes if route.status != "closed"]
    private = any(way.code in CHOSEN_INSTEAD and way.status == "possible" for way in ways)
    return (FAMILY_COUNTS,) if private and any(map(_is_membership, ways)) else ()


def _spouse(advice: Advice) -> tuple[str, ...]:
    """A caution where a price is that of a voluntary member: part of what a spouse outside the funds earns may count
    (§ 240 Abs. 5 SGB V).

    A result that names the people of a family is that of a member, and prices what the others pay themselves.
    """
    if advice.people:
        return ()
    prices = (*advice.amounts, *(route.cost for route in advice.routes if route.cost))
    return (SPOUSE_COUNTS,) if any(price.law.startswith(VOLUNTARY) for price in prices) else ()


def _is_membership(way: Route) -> bool:
    return way.code.startswith("statutory_") and way.code != "statutory_family"


def _doubts(used: Sequence[Figure]) -> tuple[str, ...]:
    """Cautions on figures from a draft, past their review, or of low confidence."""
    doubts = {
        "draft-figure": any(figure.draft for figure in used),
        "provisional-figure": any(figure.provisional for figure in used),
        "uncertain-figure": any(figure.confidence == "low" for figure in used),
    }
    return tuple(code for code, found in doubts.items() if found)


def _changes_before(case: Case, used: Sequence[Figure]) -> tuple[str, ...]:
    """A caution where the visitor named a later day on which a figure used is another one, or is not yet known."""
    days = [value for value in case.values() if isinstance(value, date) and case.day < value <= LAST_DAY]
    for day in days:
        then = case.law.at(day)
        try:
            if any(then.find(figure.name) != figure for figure in used):
                return (FIGURES_CHANGE,)
        except NotYetKnown:
            return (FIGURES_CHANGE,)
    return ()


def _figures(advice: Advice, read: Sequence[Figure]) -> tuple[Figure, ...]:
    costs = [*advice.amounts, *(route.cost for route in advice.routes if route.cost)]
    found = {figure.name: figure for amount in costs for figure in amount.all_figures()}
    return tuple((found | {figure.name: figure for figure in read if figure.name not in found}).values())


def _essence(advice: Advice) -> object:
    """What makes two results the same for a visitor, but for papers and cautions."""
    return (
        advice.outcome,
        advice.duty,
        tuple((amount.code, amount.payer, amount.euros) for amount in advice.amounts),
        tuple((route.code, route.status, route.reason, route.cost and route.cost.euros) for route in advice.routes),
        advice.deadlines,
        advice.facts,
        advice.people,
        advice.refused and advice.refused.name,
    )

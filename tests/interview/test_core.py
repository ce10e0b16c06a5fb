"""The replay of answers, on a small flow of its own and on the real ones."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows import all_flows
from advisor.interview.advice import Deadline, Fact, Person, Route
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import Ask, Flow, Outcome, once, walk
from advisor.interview.explore import questions_left, values
from advisor.interview.journeys import DeadEnd, cases, deciding, journeys
from advisor.interview.parsing import Unreadable
from advisor.interview.question import (
    UNSURE,
    YES_NO,
    Option,
    Question,
    boolean,
    choice,
    day,
    money,
    past_day,
    rows,
    whole,
)
from advisor.rules.amounts import Base, Term, contribution
from advisor.rules.figures import figures
from tests.interview.test_journeys import combinations

LAW = figures().on(date(2026, 11, 22))
NEXT_YEAR = figures().on(date(2027, 2, 1))

COLOUR = Question(
    "colour", "Which colour?", choice, sensitive=False, samples=("red", "blue"),
    options=(Option("red", "Red"), Option("blue", "Blue")), unsure=True,
)  # fmt: skip
PAY = Question("pay", "How much?", money, sensitive=False, samples=("100",), least=D(0), most=D(10000))
OLD = Question("old", "How old?", whole, sensitive=False, samples=("20",), least=D(0), most=D(120))
SURE = Question("sure", "Sure?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO)


def cost(case):
    base = Base(case[PAY], "pay")
    return (contribution("total", "Total", base, (Term(case.law.care_rate, "rate"),), law="§ 55 SGB XI"),)


TOY = Flow(
    "toy",
    "Toy",
    "address|toy",
    asks=(
        Ask(COLOUR),
        Ask(PAY, when=lambda a: a[COLOUR] == "red", edges=("marginal_earnings_limit",)),
        Ask(OLD),
        Ask(SURE, when=lambda a: a[OLD] >= 30),
    ),
    outcomes=(
        Outcome("marginal", "not_insured_here", when=lambda a: a.has(PAY) and a[PAY] <= a.law.marginal_earnings_limit),
        Outcome("paid", "statutory_compulsory", when=lambda a: a.has(PAY), amounts=cost),
        Outcome("other", "private_compulsory"),
    ),
)


def outcome(**answers):
    return advise(walk(TOY, answers, LAW)).outcome


def test_what_is_chosen_from_a_list_of_this_moment_has_to_be_on_it():
    shelf = [Option("oak", "Oak")]
    tree = Question("tree", "Which tree?", choice, sensitive=False, samples=("oak",), listed=lambda: tuple(shelf))
    assert tree.parse("oak") == "oak"
    with pytest.raises(Unreadable):
        tree.parse("elm")
    shelf.append(Option("elm", "Elm"))
    assert tree.parse("elm") == "elm"
    shelf.clear()
    assert tree.parse("ash") == "ash", "nothing to choose from"


def test_stops_at_the_first_question_without_an_answer():
    assert walk(TOY, {}, LAW).due is COLOUR
    assert walk(TOY, {"colour": "red"}, LAW).due is PAY
    assert walk(TOY, {"colour": "blue"}, LAW).due is OLD
    assert walk(TOY, {"colour": "blue", "old": "30"}, LAW).due is SURE


@pytest.mark.parametrize("raw", ["", "green", "RED", "NaN", "1e9", "x" * 100_000, "\x00"])
def test_an_unreadable_answer_brings_the_question_back_with_a_problem(raw):
    step = walk(TOY, {"colour": raw, "old": "20"}, LAW)
    assert step.due is COLOUR
    assert step.problem is not None
    assert step.problem.typed == raw


@pytest.mark.parametrize("raw", ["NaN", "Infinity", "1e9", "-1", "+1", "1,5", " 1", "1.234", "٣", "10000.01", "9" * 30])
def test_only_plain_numbers_in_range_are_money(raw):
    assert walk(TOY, {"colour": "red", "pay": raw, "old": "20"}, LAW).problem is not None


@pytest.mark.parametrize("raw", ["20.0", "20.5", "-1", "121", "twenty"])
def test_only_whole_numbers_in_range_are_ages(raw):
    assert walk(TOY, {"colour": "blue", "old": raw}, LAW).problem is not None


def test_answers_that_are_not_asked_for_are_left_out():
    step = walk(TOY, {"colour": "blue", "pay": "nonsense", "old": "20", "more": "x"}, LAW)
    assert step.given == {"colour": "blue", "old": "20"}
    assert step.problem is None


def test_outcomes_are_tried_in_order():
    assert outcome(colour="red", pay="603", old="20") == "marginal"
    assert outcome(colour="red", pay="603.01", old="20") == "paid"
    assert outcome(colour="blue", old="20") == "other"


def test_not_knowing_explores_both_branches():
    step = walk(TOY, {"colour": UNSURE, "pay": "1000", "old": "20"}, LAW)
    advice = advise(step)
    assert advice.outcome == "it-depends"
    assert {alternative.advice.outcome for alternative in advice.alternatives} == {"paid", "other"}
    assert advice.unsure == ("colour",)
    assert [dict(values) for alternative in advice.alternatives for values in alternative.values] == [
        {"colour": "red"},
        {"colour": "blue"},
    ]


def test_not_knowing_asks_what_any_branch_asks():
    assert walk(TOY, {"colour": UNSURE}, LAW).due is PAY


def test_not_knowing_is_no_answer_where_it_is_not_offered():
    assert walk(TOY, {"colour": "red", "pay": UNSURE}, LAW).problem is not None


def test_a_figure_that_is_missing_refuses_the_outcome_by_name():
    flow = Flow(
        "limit", "Limit", "address|limit", asks=(Ask(PAY),),
        outcomes=(
            Outcome("above", "statutory_or_private", when=lambda a: a[PAY] * 12 > a.law.compulsory_insurance_threshold_per_year),
            Outcome("below", "statutory_compulsory"),
        ),
    )  # fmt: skip
    advice = advise(walk(flow, {"pay": "5000"}, NEXT_YEAR))
    assert advice.outcome == ""
    assert advice.refused is not None
    assert advice.refused.name == "compulsory_insurance_threshold_per_year"
    assert [refused.name for refused in advice.missing()] == ["compulsory_insurance_threshold_per_year"]
    assert advise(walk(flow, {"pay": "5000"}, figures().on(date(2027, 2, 1), draft=True))).outcome == "below"


def test_a_figure_that_is_missing_for_a_date_refuses_the_result_by_name():
    """The outcome is certain, what fills it is not: nobody is shown half of it."""

    def deadlines(case):
        return (Deadline("wait", "§ 1", case.day + timedelta(days=int(case.law.wage_tax_year))),)

    flow = replace(TOY, outcomes=(Outcome("paid", "statutory_compulsory", deadlines=deadlines),))
    given = {"colour": "blue", "old": "20"}
    assert advise(walk(flow, given, LAW)).outcome == "paid"
    advice = advise(walk(flow, given, NEXT_YEAR))
    assert (advice.outcome, advice.duty, advice.deadlines) == ("", "", ())
    assert advice.refused.name == "wage_tax_year"


STARTS = Question("starts", "When?", day, sensitive=False, samples=("2026-12-01",))
STARTING = Flow(
    "starting", "Starting", "address|starting", (Ask(PAY), Ask(STARTS)), (Outcome("paid", "", amounts=cost),)
)


@pytest.mark.parametrize(
    ("on", "starts", "warned"),
    [
        pytest.param("2023-06-29", "none", False, id="no day"),
        pytest.param("2023-06-29", "2023-06-30", False, id="the last day of the old care rate"),
        pytest.param("2023-06-29", "2023-07-01", True, id="the first day of the new one"),
        pytest.param("2023-07-02", "2023-06-30", False, id="a day that has passed"),
        pytest.param("2030-12-30", "2031-01-01", False, id="a day that nobody answers for"),
    ],
)
def test_a_day_on_which_another_figure_holds_is_warned_of(on, starts, warned):
    """§ 55 Abs. 1 SGB XI: 3.05 % until 30 June 2023, then 3.4 %."""
    advice = advise(walk(STARTING, {"pay": "1000", "starts": starts}, figures().on(date.fromisoformat(on))))
    assert ("figures-change-before-start" in advice.cautions) is warned


def test_a_day_on_which_a_figure_is_not_out_is_warned_of():
    def amounts(case):
        base = Base(case[PAY], "pay")
        return (contribution("total", "T", base, (Term(case.law.average_additional_rate, "rate"),), law="§ 242 SGB V"),)

    flow = replace(STARTING, outcomes=(Outcome("paid", "", amounts=amounts),))
    for starts, warned in (("2026-12-31", False), ("2027-01-01", True)):
        advice = advise(walk(flow, {"pay": "1000", "starts": starts}, LAW))
        assert ("figures-change-before-start" in advice.cautions) is warned


@pytest.mark.parametrize(
    ("build", "says"),
    [
        pytest.param(lambda: Outcome("x", "duty_to_pray"), "x: unknown duty", id="a duty"),
        pytest.param(lambda: Route("statutory_magic", "possible", "r", ()), "unknown route", id="a route"),
        pytest.param(lambda: Route("private_full", "perhaps", "r", ()), "unknown route or status", id="a status"),
        pytest.param(
            lambda: Route("private_full", "possible", "r", (), excludes=("magic",)),
            "unknown route",
            id="what it excludes",
        ),
        pytest.param(lambda: Person("uncle", True, "r", ()), "unknown person", id="a person"),
    ],
)
def test_a_flow_cannot_say_what_no_page_can_show(build, says):
    with pytest.raises(ValueError, match=says):
        build()


@pytest.mark.parametrize("raw", ["maybe", "", "YES", "true"])
def test_yes_and_no_are_all_that_is_either(raw):
    """Also where a question has forgotten to offer them as options."""
    assert (boolean.read("yes"), boolean.read("no")) == (True, False)
    with pytest.raises(Unreadable):
        boolean.read(raw)


def test_nothing_is_left_after_the_last_question():
    assert questions_left(walk(TOY, {"colour": "blue", "old": "20"}, LAW)) == (0, 0)


def test_doubtful_figures_are_said_to_be_so():
    given = {"colour": "red", "pay": "1000", "old": "20"}
    assert advise(walk(TOY, given, LAW)).cautions == ()
    assert advise(walk(TOY, given, NEXT_YEAR)).cautions == ("provisional-figure",)


MONTHLY = Question("pay", "Pay?", money, sensitive=False, samples=("1",), plausible=D(20_000), unsure=True)
MONTHLY_LIST = Question("jobs", "Jobs?", rows, sensitive=False, samples=("none",), columns=(MONTHLY,), most_rows=3)


@pytest.mark.parametrize(
    ("question", "raw", "doubtful"),
    [
        pytest.param(MONTHLY, "20000", False, id="as much as is plausible"),
        pytest.param(MONTHLY, "20000.01", True, id="a cent more"),
        pytest.param(MONTHLY, "unsure", False, id="not known"),
        pytest.param(MONTHLY_LIST, "none", False, id="an empty list"),
        pytest.param(MONTHLY_LIST, "400/20000", False, id="a list of plausible lines"),
        pytest.param(MONTHLY_LIST, "400/80000", True, id="one line of a list"),
    ],
)
def test_an_amount_of_a_month_that_looks_like_that_of_a_year(question, raw, doubtful):
    flow = Flow(
        "pays", "Pays", "address|pays", asks=(Ask(question),), outcomes=(Outcome("all", "statutory_compulsory"),)
    )
    assert question.is_doubtful(raw) is doubtful
    assert advise(walk(flow, {question.key: raw}, LAW)).cautions == (("amount-of-a-year",) if doubtful else ())


def test_a_calculator_tells_of_other_outcomes_only():
    """Every entry of a calculator moves the price; only what leads elsewhere is worth a line."""
    page = replace(TOY, one_page=True)
    given = {"colour": "red", "pay": "700", "old": "20"}
    step = walk(page, given, LAW)
    advice = advise(step)
    found = changes(step, advice)
    assert found
    assert all(change.outcome != advice.outcome for change in found)
    assert len(found) <= len(changes(walk(TOY, given, LAW), advice))
    assert changes(walk(replace(page, outcomes=TOY.outcomes[-1:]), given, LAW), advice) == ()


def test_changes_are_found_to_the_cent():
    step = walk(TOY, {"colour": "red", "pay": "1000", "old": "20"}, LAW)
    found = {(change.question, change.value): change for change in changes(step, advise(step))}
    assert found["pay", "603"].outcome == "marginal"
    assert found["pay", "603"].up is False
    assert found["colour", "blue"].outcome == "other"
    up = walk(TOY, {"colour": "red", "pay": "17", "old": "20"}, LAW)
    (change,) = [change for change in changes(up, advise(up)) if change.question == "pay"]
    assert (change.value, change.outcome, change.up) == ("603.01", "paid", True)


def test_questions_left_holds_whatever_is_answered():
    assert questions_left(walk(TOY, {}, LAW)) == (1, 3)
    assert questions_left(walk(TOY, {"colour": "blue"}, LAW)) == (0, 1)
    assert questions_left(walk(TOY, {"colour": "blue", "old": "30"}, LAW)) == (0, 0)


def test_cases_cover_both_sides_of_every_edge():
    reads = deciding(TOY, LAW)
    assert reads.questions == {"colour", "pay", "old"}
    assert {case.answers.get("pay") for case, _ in cases(TOY, LAW)} == {
        None,
        "100",
        "603",
        "603.01",
    }


def test_a_dead_end_is_found():
    def never(value, case):
        raise Unreadable("no")

    stuck = Question("stuck", "?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO, fits=never)
    flow = Flow("stuck", "Stuck", "address|stuck", asks=(Ask(stuck),), outcomes=(Outcome("end", "family_cover"),))
    with pytest.raises(DeadEnd):
        deciding(flow, LAW)


def test_journeys_reach_every_outcome_and_every_doubt():
    steps = list(journeys(TOY, LAW))
    assert {result.outcome.key for step in steps for result in step.results} == {"marginal", "paid", "other"}
    assert any(step.given["colour"] == UNSURE for step in steps)


FIRST, SECOND, THIRD = (replace(COLOUR, key=key, unsure=False) for key in ("first", "second", "third"))
SHAPE = Question(
    "shape", "Which shape?", choice, sensitive=False, samples=("round",),
    options=(Option("round", "Round"), Option("long", "Long"), Option("flat", "Flat")),
)  # fmt: skip
FREE = Flow(
    "free", "Free", "address|free",
    asks=(Ask(OLD), *map(Ask, (FIRST, SHAPE, SECOND, THIRD))),
    outcomes=(Outcome("young", "family_cover", when=lambda a: a[OLD] <= 20), Outcome("old", "private_compulsory")),
)  # fmt: skip


def pairs(rows, keys):
    return {(a, row[a], b, row[b]) for row in rows for a in keys for b in keys if a < b}


def test_what_no_condition_reads_comes_in_all_pairs_and_not_in_every_combination():
    """A fault in what fills a result mostly hangs on two answers at once; three and more would be too many to try."""
    keys = ("first", "shape", "second", "third")
    rows = [step.given for step in journeys(FREE, LAW)]
    assert {row["old"] for row in rows} == {"20"}, "it has no other sample"
    every = [
        dict(zip(keys, row, strict=True))
        for row in product(("red", "blue"), ("round", "long", "flat"), *[("red", "blue")] * 2)
    ]
    assert pairs(rows, keys) == pairs(every, keys)
    assert 6 <= len(rows) < len(every) == 24


def test_one_free_answer_or_none_needs_no_pairs():
    one = replace(FREE, asks=FREE.asks[:3:2])
    assert [step.given for step in journeys(one, LAW)] == [
        {"old": "20", "shape": shape} for shape in ("round", "long", "flat")
    ]
    assert [step.given for step in journeys(replace(FREE, asks=FREE.asks[:1]), LAW)] == [{"old": "20"}]


def test_combinations_take_every_case_with_another_free_answer_each():
    reads = deciding(TOY, LAW, full=True)
    found = list(combinations(TOY, LAW, reads))
    decided = [{key: row[key] for key in ("colour", "pay", "old") if key in row} for row in found]
    assert decided == [
        {key: case.answers[key] for key in ("colour", "pay", "old") if key in case.answers}
        for case, _ in cases(TOY, LAW, full=True)
    ]
    assert all(walk(TOY, row, LAW).due is None for row in found)


def test_a_case_that_a_missing_figure_leaves_open_is_a_case_too():
    flow = replace(FREE, asks=FREE.asks[:1], outcomes=(Outcome("x", "", when=lambda a: bool(a.law.wage_tax_year)),))
    assert [(case.answers, key) for case, key in cases(flow, NEXT_YEAR)] == [({"old": "20"}, "")]
    assert [key for _, key in cases(flow, LAW)] == ["x"]


# What would change -------------------------------------------------------------------------------------------------


def priced(price):
    """A free ride up to the minijob limit, and a price beyond it."""

    def amounts(case):
        base = Base(price(case[PAY]), "pay")
        return (contribution("total", "Total", base, (Term(D(100), "all"),), law="§ 1"),)

    return Flow(
        "priced", "Priced", "address|priced",
        asks=(Ask(replace(PAY, samples=("100", "2000", "5000")), edges=("marginal_earnings_limit",)),),
        outcomes=(Outcome("free", "", when=lambda a: a[PAY] <= a.law.marginal_earnings_limit), Outcome("paid", "", amounts=amounts)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("price", "total", "bound"),
    [
        pytest.param(lambda pay: D(50), D(50), "", id="the same further on"),
        pytest.param(lambda pay: pay, D("603.01"), "least", id="more further on"),
        pytest.param(lambda pay: 20_000 - pay, D("19396.99"), "most", id="less further on"),
        pytest.param(lambda pay: abs(pay - 2000) + 1, None, "", id="less, and then more"),
        pytest.param(lambda pay: 5000 - abs(pay - 2000), None, "", id="more, and then less"),
    ],
)
def test_the_price_beyond_a_threshold_is_told_as_far_as_it_is_true(price, total, bound):
    flow = priced(price)
    step = walk(flow, {"pay": "100"}, LAW)
    [change] = changes(step, advise(step))
    assert (change.value, change.outcome, change.total, change.bound) == ("603.01", "paid", total, bound)


def test_a_later_day_is_told_only_where_its_result_is_whole():
    """From 2027 on the outcome is another one; as its cost is not known by then, nothing is promised."""

    def later(amounts):
        return Flow(
            "later", "Later", "address|later", asks=(Ask(OLD),),
            outcomes=(
                Outcome("now", "", when=lambda a: a.day.year < 2027),
                Outcome("then", "", deadlines=amounts),
            ),
        )  # fmt: skip

    def unknown(case):
        return (Deadline("x", "", date(int(case.law.wage_tax_year), 1, 1)),)

    for deadlines, told in ((lambda case: (), ["2027-01-01"]), (unknown, [])):
        step = walk(later(deadlines), {"old": "20"}, LAW)
        assert [change.value for change in changes(step, advise(step)) if change.question == "as_of"] == told


def test_a_form_that_says_no_more_stands_last_and_asks_step_by_step():
    assert (TOY.order, TOY.one_page, TOY.chart) == (99, False, None)


def test_a_sensitive_question_makes_a_flow_private():
    secret = Question("secret", "?", boolean, sensitive=True, samples=("yes", "no"), options=YES_NO)
    assert not TOY.private
    assert Flow("s", "S", "address|s", asks=(Ask(secret),), outcomes=TOY.outcomes).private


AGE_OF_ONE = Question("age_of_one", "?", whole, sensitive=False, samples=("1",), most=D(99))
WORKS = Question("works", "?", boolean, sensitive=False, samples=("no",), options=YES_NO)
PEOPLE = Question(
    "people", "?", rows, sensitive=False, samples=("none", "7,no"), columns=(AGE_OF_ONE, WORKS), most_rows=2
)


def test_a_list_is_read_row_by_row():
    first, second = PEOPLE.parse("17,no/20,yes")
    assert (first[AGE_OF_ONE], first[WORKS], second[AGE_OF_ONE], second[WORKS]) == (17, False, 20, True)
    assert PEOPLE.parse("none") == ()


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        pytest.param("17,no/200,yes", (1, "age_of_one"), id="out of range in the second row"),
        pytest.param("17,maybe", (0, "works"), id="no option in the second column"),
        pytest.param("17", (0, "age_of_one"), id="too few cells"),
        pytest.param("", (0, "age_of_one"), id="nothing"),
        pytest.param("17,no/17,no/17,no", None, id="too many rows"),
        pytest.param("/" * 5000, None, id="far too many rows"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(raw, at):
    with pytest.raises(Unreadable) as caught:
        PEOPLE.parse(raw)
    assert caught.value.at == at


def test_a_day_of_the_past_may_lie_long_ago_but_has_to_be_one():
    assert past_day.read("1940-01-01") == date(1940, 1, 1)
    for raw in ("1939-12-31", "none", "1980-02-30"):
        with pytest.raises(Unreadable):
            past_day.read(raw)


@pytest.mark.parametrize(("value", "unit"), [(D(1), "weeks"), (D(1), "day"), (date(2026, 1, 1), "days")])
def test_a_fact_has_a_unit_that_fits_its_value(value, unit):
    with pytest.raises(ValueError, match="unknown unit"):
        Fact("x", "X", value, unit)


# Every real flow ------------------------------------------------------------------------------------------------------

FLOWS = list(all_flows().values())


def some_answers(flow):
    """Answers to any questions of the flow, sensible and not."""
    tried = {
        key: st.sampled_from([*values(question, LAW), *question.samples, UNSURE, "", "NaN", "7", "x"])
        for key, question in flow.questions.items()
    }
    return st.fixed_dictionaries({}, optional=tried)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.key)
@given(data=st.data())
def test_a_pruned_answer_never_changes_a_result(flow, data):
    sent = data.draw(some_answers(flow))
    step = walk(flow, sent, LAW)
    again = walk(flow, step.given | ({step.problem.question.key: step.problem.typed} if step.problem else {}), LAW)
    assert (step.due, step.given) == (again.due, again.given)
    if step.due is None:
        assert advise(step) == advise(again)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.key)
@given(data=st.data())
def test_the_questions_left_are_told_honestly(flow, data):
    sent: dict[str, str] = {}
    told = []
    while (step := walk(flow, sent, LAW)).due is not None and step.problem is None:
        told.append(questions_left(step))
        sent = sent | {step.due.key: data.draw(st.sampled_from(values(step.due, LAW)))}
    if step.due is None:
        assert all(low <= len(told) - 1 - n <= high for n, (low, high) in enumerate(told))


def test_keys_mean_one_question_everywhere():
    seen = {}
    for flow in FLOWS:
        for key, question in flow.questions.items():
            assert seen.setdefault(key, question) is question, f"{flow.key}: {key}"


def test_no_price_is_named_where_later_answers_decide_it():
    """Just above the minijob limit everybody pays nothing; further up it depends on what is asked then."""
    from advisor.flows.immigrant import FLOW

    given = {"citizenship": "eu", "immigrant_work": "employed", "gross_pay": "600", "age": "30"}
    step = walk(FLOW, given, LAW)
    while step.due is not None:
        given = given | {step.due.key: values(step.due, LAW)[-1]}
        step = walk(FLOW, given, LAW)
    found = [change for change in changes(step, advise(step)) if change.question == "gross_pay" and change.up]
    assert [(change.value, change.total) for change in found] == [("603.01", None)]


def test_not_knowing_parts_only_the_cases_that_are_asked():
    shade = replace(COLOUR, key="shade")
    asks = (Ask(COLOUR), Ask(shade, when=lambda a: a[COLOUR] == "red"))
    step = walk(
        Flow("toy", "Toy", "address|toy", asks, (Outcome("end", ""),)), dict.fromkeys(("colour", "shade"), UNSURE), LAW
    )
    assert [dict(result.assumed) for result in step.results] == [
        {"colour": "red", "shade": "red"}, {"colour": "red", "shade": "blue"}, {"colour": "blue"},
    ]  # fmt: skip
    assert [result.case.answers for result in step.results] == [dict(result.assumed) for result in step.results]


def test_what_a_helper_said_before_an_answer_that_it_reads_is_not_taken_after_it():
    knows_pay = once(lambda a: a.has(PAY))
    asks = (Ask(COLOUR), Ask(PAY, when=lambda a: not knows_pay(a)), Ask(OLD, when=knows_pay))
    flow = Flow("toy", "Toy", "address|toy", asks, (Outcome("end", ""),))
    assert walk(flow, {"colour": "blue", "pay": "100"}, LAW).due is OLD

"""How a flow decides, on flows as small as a fault of theirs: figures that are missing, answers that contradict each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.interview.decision import Decisions
from advisor.interview.explore import STEPS
from advisor.interview.flow_chart import arrivals, flow_chart
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Option, Question, boolean, choice, country, day, money
from advisor.rules.figures import NotYetKnown, figures

LAW = figures().on(date(2026, 11, 22))
NEXT_YEAR = figures().on(date(2027, 2, 1))


def yes_no(key, **more):
    return Question(key, "And?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO, **more)


PAY = Question("pay", "How much?", money, sensitive=False, samples=("100",), least=D(0), most=D(10_000))


def flow_of(*asks, outcomes):
    return Flow("toy", "Toy", "address|toy", asks, (*outcomes, Outcome("else", "private_compulsory")))


def led_to(flow, case):
    """The outcome of a case, "" where a figure is missing."""
    try:
        return next(outcome.key for outcome in flow.outcomes if outcome.when(case))
    except NotYetKnown:
        return ""


def case_of(flow, **given):
    case = Case(LAW)
    for key, raw in given.items():
        case = case.with_answer(flow.questions[key], raw)
    return case


def stands_for(answer, question, every, alike):
    """Which of the answers that a chart tells apart an answer counts as."""
    if question.kind.name in STEPS:
        return max((each for each in every if each and D(each) <= D(answer)), key=D)
    return next((first for first, among in alike.items() if answer in among), answer)


def ending(chart, key):
    return next(each for each in chart.endings if each.outcome.key == key)


def test_a_limit_that_is_not_out_leaves_cases_without_a_result():
    """§ 6 Abs. 6 SGB V: the limit of 2026 is 6,450 euros a month; that of 2027 is only a draft."""
    flow = flow_of(
        Ask(PAY),
        outcomes=[
            Outcome("above", "statutory_or_private", when=lambda a: a[PAY] > a.law.compulsory_insurance_threshold)
        ],
    )
    now, later = flow_chart(flow, LAW), flow_chart(flow, NEXT_YEAR)
    assert (now.unknown, later.unknown) == (False, True)
    assert ending(now, "above").when.needs == {"pay": {"6450.01"}}
    assert (ending(now, "above").example, ending(later, "above").example) == ({"pay": "6450.01"}, None)
    assert not flow_chart(flow, figures().on(date(2027, 2, 1), draft=True)).unknown


def test_rather_no_example_than_one_that_contradicts_itself():
    """An example takes the first answer that fits; where that leaves none to a later question, there is no example."""
    first, second = yes_no("first"), yes_no("second")

    def only_without_first(value, case):
        if case[first]:
            raise Unreadable("no")

    later = yes_no("later", fits=only_without_first)

    def asking(when):
        return flow_of(Ask(first), Ask(second), Ask(later), outcomes=[Outcome("x", "statutory_compulsory", when=when)])

    assert ending(flow_chart(asking(lambda a: a[first]), LAW), "x").example is None, "nobody arrives there"
    assert ending(flow_chart(asking(lambda a: a[second]), LAW), "x").example is None
    fitting = ending(flow_chart(asking(lambda a: a[second] and not a[first]), LAW), "x").example
    assert fitting == {"first": "no", "second": "yes", "later": "yes"}


def test_rather_no_example_than_one_that_leads_elsewhere():
    """Where only each amount by itself can tell, the limit stands for those below it; an example takes the lowest of them."""
    pay = replace(PAY, samples=("9000",))
    outcome = Outcome("x", "statutory_compulsory", when=lambda a: int(a[pay]) in (603, 9000))
    chart = flow_chart(flow_of(Ask(pay, edges=("marginal_earnings_limit",)), outcomes=[outcome]), LAW)
    assert ending(chart, "x").example == {"pay": "603.01"}, "and not 0, which leads to the other result"


@pytest.mark.parametrize(
    ("answer", "first"),
    [("0", "0"), ("603", "0"), ("603.01", "603.01"), ("9000", "603.01")],
)
def test_an_amount_counts_as_the_first_of_its_span(answer, first):
    assert stands_for(answer, PAY, ("0", "603.01", None), {}) == first


@pytest.mark.parametrize(("answer", "first"), [("AT", "AT"), ("BE", "AT"), ("US", "US"), ("AU", "US")])
def test_a_country_counts_as_the_first_of_those_that_are_alike(answer, first):
    home = Question("home", "Where?", country, sensitive=False, samples=("AT",))
    alike = {"AT": frozenset({"AT", "BE"}), "US": frozenset({"US", "AU"})}
    assert stands_for(answer, home, ("AT", "US", None), alike) == first


def test_rare_answers_are_told_apart_too():
    pet = Question(
        "pet", "Which?", choice, sensitive=False, samples=("cat",), rare=("newt",),
        options=(Option("cat", "Cat"), Option("newt", "Newt")),
    )  # fmt: skip
    begins = Question("begins", "When?", day, sensitive=False, samples=("2026-01-01",), rare=("2026-02-01",))
    for question, common, rare in ((pet, "cat", "newt"), (begins, date(2026, 1, 1), date(2026, 2, 1))):
        outcome = Outcome("x", "statutory_compulsory", when=lambda a, common=common, asked=question: a[asked] != common)
        flow = flow_of(Ask(question), outcomes=[outcome])
        leaves = list(arrivals(flow, Decisions(flow, LAW)))
        assert [(*known[question.key], key) for known, key in leaves if key == "x"] == [(str(rare), "x")]


def test_a_condition_on_an_answer_that_was_not_asked_for_is_a_fault_of_the_flow():
    first, second = yes_no("first"), yes_no("second")
    flow = flow_of(
        Ask(first), Ask(second, when=lambda a: a[first]),
        outcomes=[Outcome("yes", "statutory_compulsory", when=lambda a: a[second])],
    )  # fmt: skip
    with pytest.raises(KeyError, match="second"):
        flow_chart(flow, LAW)


def test_conditions_and_helpers_are_asked_once_for_the_answers_that_they_read():
    first, second, asked = yes_no("first"), yes_no("second"), []

    @once
    def helper(a):
        asked.append("helper")
        return a[first]

    def both(a):
        asked.append("both")
        return helper(a) and a[second]

    def neither(a):
        return not helper(a) and not a[second]

    flow = flow_of(
        Ask(first), Ask(second),
        outcomes=[
            Outcome("both", "statutory_compulsory", when=both),
            Outcome("neither", "statutory_compulsory", when=neither),
        ],
    )  # fmt: skip
    leaves = list(arrivals(flow, Decisions(flow, LAW)))
    yes, no = frozenset({"yes"}), frozenset({"no"})
    assert leaves == [
        ({"first": yes, "second": yes}, "both"),
        ({"first": no, "second": no}, "neither"),
        ({"first": yes, "second": no}, "else"),
        ({"first": no, "second": yes}, "else"),
    ]
    assert asked.count("helper") == 3, "before the answer is known, and for each one"
    assert asked.count("both") == 5, "nor again where it is the other one that needs the second answer"


def test_what_is_left_of_two_amounts_counts_as_one_answer():
    """Two numbers that part each other would make more cases than anybody can read; no words can say where they turn."""
    income = Question("income", "All?", money, sensitive=False, samples=("100",), least=D(0), most=D(10_000))

    def not_more(value, case):
        if case.less(income, value) < 0:
            raise Unreadable("more than all")

    part = Question("part", "Of it?", money, sensitive=False, samples=("0",), least=D(0), most=D(10_000), fits=not_more)
    flow = flow_of(
        Ask(income), Ask(part, when=lambda a: a[income] > 600),
        outcomes=[Outcome("x", "family_cover", when=lambda a: a.less(income, a.get(part, D(0))) <= 600)],
    )  # fmt: skip
    leaves = list(arrivals(flow, Decisions(flow, LAW)))
    left = [(str(known["income"].low), str(known["income - part"].low), key) for known, key in leaves if known["part"]]
    assert left == [("600.01", "0", "x"), ("600.01", "600.01", "else")]
    chart = flow_chart(flow, LAW)
    assert set(chart.every) == {"income", "part", "result"}
    assert chart.askings[1].when.needs == {"income": {"600.01"}}
    assert (ending(chart, "x").when.how, ending(chart, "x").when.keys) == ("depends", ("income", "part"))
    assert ending(chart, "x").example == {"income": "100"}
    free = replace(part, fits=None, most=D(5_000))
    wide = flow_of(
        Ask(income), Ask(free),
        outcomes=[Outcome("x", "family_cover", when=lambda a: a.less(income, a[free]) <= 600)],
    )  # fmt: skip
    found = [known["income - part"] for known, _ in arrivals(wide, Decisions(wide, LAW))]
    assert (found[0].low, found[-1].high) == (-5_000, income.most), "only `fits` says that it is no more than the whole"
    exact = flow_of(
        Ask(income), Ask(part),
        outcomes=[Outcome("x", "family_cover", when=lambda a: a[part] == 400 and a.less(income, a[part]) <= 600)],
    )  # fmt: skip
    most = {known["income"].high for known, key in arrivals(exact, Decisions(exact, LAW)) if key == "x"}
    assert most == {D(1000)}, "nothing is open where the part is known"
    assert led_to(flow, case_of(flow, income="1000", part="399.99")) == "else"
    assert led_to(flow, case_of(flow, income="1000", part="400")) == "x"


@pytest.mark.parametrize("left", [
    pytest.param(lambda a, income, part: a.less(income, a[part]) < a[income], id="compared with an open amount"),
    pytest.param(lambda a, income, part: round(a.less(income, a[part])) == 100, id="rounded"),
])  # fmt: skip
def test_what_is_left_is_compared_with_known_numbers_only(left):
    """A chart of anything else would be wrong, so that none is drawn."""
    part = replace(PAY, key="part")
    flow = flow_of(Ask(PAY), Ask(part), outcomes=[Outcome("x", "family_cover", when=lambda a: left(a, PAY, part))])
    with pytest.raises(TypeError, match="pay - part: only a comparison with a number that is known"):
        flow_chart(flow, LAW)


def test_what_is_left_without_half_a_part_is_not_what_is_left_without_all_of_it():
    income, part = (replace(PAY, key=key, samples=("50", "100")) for key in ("income", "part"))
    half = Outcome("x", "family_cover", when=lambda a: a.less(income, a[part] / 2) <= 50)
    flow = flow_of(Ask(income), Ask(part), outcomes=[half])
    found = list(arrivals(flow, Decisions(flow, LAW)))
    assert {key for _, key in found} == {"x", "else"}
    for known, key in found:
        given = {each: str(known[each].tried or known[each].low) for each in ("income", "part") if each in known}
        assert led_to(flow, case_of(flow, **{"part": "0"} | given)) == key


def test_options_that_a_condition_takes_together_stay_together():
    """Each by itself would multiply the cases of all that is asked besides."""
    animal = Question(
        "animal", "Which?", choice, sensitive=False, samples=("a",), options=tuple(Option(x, x) for x in "abc")
    )

    def cases(*options):
        flow = flow_of(
            Ask(animal), outcomes=[Outcome("x", "family_cover", when=lambda a: a.one_of(animal, options))]
        )  # fmt: skip
        found = [(known["animal"], key) for known, key in arrivals(flow, Decisions(flow, LAW))]
        for raw in "abc":
            assert next(key for among, key in found if raw in among) == led_to(flow, case_of(flow, animal=raw))
        return found

    assert cases("a", "b") == [({"a", "b"}, "x"), ({"c"}, "else")]
    assert cases("c", "d") == [({"c"}, "x"), ({"a", "b"}, "else")]
    assert cases("c", "b", "a") == [({"a", "b", "c"}, "x")]
    assert cases("d") == cases() == [({"a", "b", "c"}, "else")]
    either = flow_of(
        Ask(animal),
        outcomes=[Outcome("x", "family_cover", when=lambda a: a[animal] == "a" and a.one_of(animal, ("a", "b")))],
    )
    assert [(known["animal"], key) for known, key in arrivals(either, Decisions(either, LAW))] == [
        ({"a"}, "x"),
        ({"b", "c"}, "else"),
    ]


def test_whether_two_answers_are_the_same_counts_as_one_answer():
    home, work = (Question(key, "Where?", country, sensitive=False, samples=("HU",)) for key in ("home", "work"))
    flow = flow_of(
        Ask(home), Ask(work), outcomes=[Outcome("x", "home_cover_continues", when=lambda a: a.same(home, work))]
    )
    leaves = list(arrivals(flow, Decisions(flow, LAW)))
    assert [(known["home = work"], key) for known, key in leaves] == [({"yes"}, "x"), ({"no"}, "else")]
    assert (when := ending(flow_chart(flow, LAW), "x").when).how == "depends"
    assert when.keys == ("home", "work")
    assert [led_to(flow, case_of(flow, home="HU", work=there)) for there in ("HU", "NL")] == ["x", "else"]

    def never(a):
        inside, outside = (a.law.country(a[question]).coordinated for question in (home, work))
        return inside and not outside and a.same(home, work)

    def known_here(a):
        return a[home] == "HU" and a.same(home, work)

    def known_there(a):
        return a[work] == "NL" and a.same(home, work)

    for when in (never, known_here, known_there):
        apart = flow_of(Ask(home), Ask(work), outcomes=[Outcome("x", "family_cover", when=when)])
        leaves = list(arrivals(apart, Decisions(apart, LAW)))
        assert not any("home = work" in known for known, _ in leaves), "what is known of one of them is enough"
        both = [known["home"] & known["work"] for known, key in leaves if key == "x"]
        assert len(both) == (when is not never)
        assert all(both)


def test_cases_that_differ_in_one_answer_only_become_one_again():
    """Of days and numbers only one was tried at a time, and of a question that is not asked nothing is known: these stay."""
    pet, colour = (
        Question(key, "Which?", choice, sensitive=False, samples=("a",), options=tuple(Option(x, x) for x in "abc"))
        for key in ("pet", "colour")
    )
    begins = Question("begins", "When?", day, sensitive=False, samples=("2026-01-01", "2026-02-01"))
    decisions = Decisions(flow_of(Ask(pet), Ask(colour), Ask(begins), outcomes=[]), LAW)

    def case(pets, colours, when="1"):
        return {"pet": frozenset(pets), "colour": frozenset(colours) if colours else None, "begins": frozenset(when)}

    apart = [
        case("a", "a"),
        case("b", "a"),
        case("c", "b"),
        case("b", "b"),
        case("a", "b"),
        case("a", None),
        case("b", None),
    ]
    assert decisions.merged(apart) == [case("ab", None), case("ab", "a"), case("abc", "b")]
    several = [case("a", "a"), case("a", "b"), case("a", "c", "2"), case("b", "c", "2"), case("b", None, "2")]
    assert decisions.merged(several) == [case("b", None, "2"), case("a", "ab"), case("ab", "c", "2")]

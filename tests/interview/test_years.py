"""The same answers in three years: what they cost, which other result they lead to, what is not known yet."""

from datetime import date
from decimal import Decimal

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.question import NO_DAY, Question, whole
from advisor.interview.question import day as day_or_none
from advisor.interview.years import Year, three_years
from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown, figures


def years_of(key, day, **given):
    flow = all_flows()[key]
    defaults = {name: question.default for name, question in flow.questions.items() if question.default is not None}
    step = walk(flow, defaults | given, figures().on(date.fromisoformat(day)))
    assert step.due is None, step.due.key
    return three_years(step, advise(step))[1]


PERSON = {"age": "40", "children": "1", "children_under_25": "0", "saxony": "no", "east": "no"}


@pytest.mark.parametrize(
    ("pay", "others"),
    [
        pytest.param("450", [None, None, None], id="a minijob in every year"),
        pytest.param("450.01", ["", None, None], id="in 2021 more would be asked: a cent above the minijob limit"),
        pytest.param("520", ["", None, None], id="at the limit since 1 October 2022"),
        pytest.param("520.01", [None, None, None], id="in the transition range in every year"),
        pytest.param("1300", [None, None, None], id="at its end in 2021"),
        pytest.param("1300.01", ["pay-member", None, None], id="a cent above that end"),
        pytest.param("1600.01", [None, None, "pay-transition"], id="above its end until 2022"),
    ],
)
def test_another_result_in_another_year_is_no_price_of_the_same_thing(pay, others):
    years = years_of("pay", "2022-11-22", gross_pay=pay, **PERSON)
    assert [year.day.isoformat() for year in years] == ["2021-11-22", "2022-11-22", "2023-01-01"]
    assert [year.other for year in years] == others
    assert [year.euros is None for year in years] == [other is not None for other in others]


STUDENT = {
    "country": "US", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "turns_30": "this",
    "exempted": "no", "relative": "none", "children": "0", "children_under_25": "0", "additional_rate": "1.2", "start": "none",
}  # fmt: skip


def test_a_year_in_which_the_law_asks_more_says_so():
    """Until 2019 the fourteenth semester ended the tariff, so 2019 has to ask for the semester."""
    before, now, coming = years_of("student", "2020-11-22", **STUDENT)
    assert (before.euros, before.other, before.missing) == (None, "", ())
    assert now.euros
    assert coming.euros


def test_a_question_that_only_a_missing_figure_raises_is_put_down_to_it():
    """In 2027 it is not known who lies above the annual limit: all are asked what only those above it are."""
    flow = all_flows()["employee"]
    given = {
        "job_kind": "ordinary", "gross_pay": "3000", "insured_until_now": "statutory", "no_sick_pay": "no", "age": "40",
        "children": "0", "saxony": "no", "additional_rate": "average", "job_start": "none",
    }  # fmt: skip
    step = walk(flow, given, figures().on(date(2026, 11, 22)))
    assert step.due is None, step.due.key
    coming = three_years(step, advise(step))[1][-1]
    assert (coming.euros, coming.other) == (None, None)
    assert "compulsory_insurance_threshold" in {refused.name for refused in coming.missing} | {
        name.removesuffix("_per_year") for name in (refused.name for refused in coming.missing)
    }


AGE = Question("age", "How old?", whole, sensitive=False, samples=("20",), least=Decimal(0), most=Decimal(120))


def toy(amounts, day, ask=AGE, raw="20"):
    """The years of a made-up result with these amounts."""
    flow = Flow("toy", "Toy", "address|toy", (Ask(ask),), (Outcome("x", "", amounts=amounts),))
    step = walk(flow, {ask.key: raw}, figures().on(day))
    assert step.results
    return three_years(step, advise(step))


def euros(code, number, **more):
    return Amount(code, code, Decimal(number), "§ 1", **more)


@pytest.mark.parametrize(
    ("day", "others"),
    [
        pytest.param(date(2020, 1, 1), [date(2019, 1, 1), date(2021, 1, 1)], id="a year after the first day"),
        pytest.param(date(2019, 12, 31), [date(2020, 1, 1)], id="no year before the first"),
        pytest.param(date(2030, 12, 31), [date(2029, 12, 31)], id="the last day, and no year after the last"),
        pytest.param(date(2024, 2, 29), [date(2023, 2, 28), date(2025, 1, 1)], id="a day that a year before had not"),
        pytest.param(date(2024, 2, 28), [date(2023, 2, 28), date(2025, 1, 1)], id="the day before it"),
        pytest.param(date(2024, 2, 27), [date(2023, 2, 27), date(2025, 1, 1)], id="two days before it"),
        pytest.param(date(2024, 1, 29), [date(2023, 1, 29), date(2025, 1, 1)], id="a month before it"),
        pytest.param(date(2024, 3, 29), [date(2023, 3, 29), date(2025, 1, 1)], id="a month after it"),
        pytest.param(date(2024, 3, 30), [date(2023, 3, 30), date(2025, 1, 1)], id="and a day"),
    ],
)
def test_the_years_are_those_that_the_site_answers_for(day, others):
    label, years = toy(lambda a: (euros("total", a.day.year),), day)
    assert (label, [year.day for year in years]) == ("total", sorted({*others, day}))
    assert all(year.euros == year.day.year for year in years)


def test_without_a_price_of_a_month_there_are_no_years():
    day = date(2026, 11, 22)
    assert toy(lambda a: (), day) == ("", ())
    assert toy(lambda a: (euros("bill", 5, period="once"), euros("total", 6)), day) == ("", ())

    def missing(a):
        try:
            return (euros("total", a.law.at(date(2027, 2, 1)).contribution_ceiling),)
        except NotYetKnown as refused:
            return (Amount("total", "total", None, "§ 1", refused=refused),)

    assert toy(missing, day) == ("", ())


def test_the_price_is_the_first_amount_or_health_and_care_within_it():
    parts = (euros("health_and_care", 3), euros("pension", 4))
    for whole_amount, price in ((euros("total", 7, parts=parts), 3), (euros("total", 7), 7)):
        amounts = (whole_amount, euros("other", 9, period="once", parts=(euros("health_and_care", 8),)))
        label, years = toy(lambda a, amounts=amounts: amounts, date(2026, 11, 22))
        assert (label, [year.euros for year in years]) == ("health_and_care" if price == 3 else "total", [price] * 3)


def test_a_day_that_was_left_empty_is_the_day_asked_for_in_every_year():
    begins = Question(
        "begins", "When?", day_or_none, sensitive=False, samples=("2020-01-01",), default=NO_DAY, empty_is_today=True,
    )  # fmt: skip

    def day_of(a):
        return (a[begins] or a.day).toordinal()

    for raw, day in ((NO_DAY, date(2026, 11, 22)), ("2024-05-06", date(2024, 5, 6))):
        _, years = toy(lambda a: (euros("total", day_of(a)),), date(2026, 11, 22), begins, raw)
        assert [year.euros for year in years] == [day.toordinal()] * 3


def test_what_is_not_known_is_not_called_provisional():
    assert not Year(date(2027, 1, 1), None).provisional

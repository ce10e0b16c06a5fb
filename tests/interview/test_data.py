"""What pages, command and API say of answers and advice, in words that are as good as none."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from advisor.flows import all_flows
from advisor.flows.questions import ADDITIONAL_RATE
from advisor.interview import data
from advisor.interview.advice import Deadline, Fact
from advisor.interview.advise import advise
from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.data import MADE_UP, PAYERS, TOO_LATE, answers_as_data, as_data, shown
from advisor.interview.question import UNSURE, Option, Question, choice
from advisor.rules.figures import NotYetKnown, Row, figures

DAY = date(2026, 11, 22)
LAW = figures().on(DAY)


class Plain:
    """Says every text by its key."""

    language, edition = "de", 1

    def label(self, message):
        return message

    def parts(self, kind, key, law):
        return [
            {"id": f"{key}.{role}", "role": role, "text": key, "language": self.language} for role in ("title", "lead")
        ]

    def country(self, code):
        return code

    def answer(self, question, raw):
        return f"<{raw}>"


WORDS = Plain()
NET_PAY = {
    "age": "40", "children": "1", "children_under_25": "0", "work_state": "NW", "east": "no", "gross_pay": "3000",
}  # fmt: skip


def told(key, day, given):
    flow, law = all_flows()[key], figures().on(day)
    defaults = {name: question.default for name, question in flow.questions.items() if question.default is not None}
    step = walk(flow, defaults | given, law)
    assert step.due is None, step.due.key
    return as_data(advise(step), flow, law, WORDS)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        pytest.param(date(2025, 6, 1), "2026-01-01", id="not known yet: the first day on which it is"),
        pytest.param(date(2026, 12, 31), None, id="known"),
    ],
)
def test_how_long_a_tax_is_known(day, until):
    """The plan of the wage tax is that of 2026: earlier years wait for its first day."""
    data = told("net-pay", day, NET_PAY)
    assert data["known_until"] == until
    assert {refused["figure"] for refused in data["missing"]} == ({"wage_tax_year"} if until else set())


def test_a_figure_that_ends_is_known_until_its_last_day():
    data = told("net-pay", date(2027, 2, 1), NET_PAY | {"gross_pay": "500"})
    assert data["known_until"] == "2026-12-31"


@pytest.mark.parametrize(
    ("name", "day", "until"),
    [
        pytest.param("gap", date(2025, 6, 1), date(2026, 7, 1), id="known from a later day on"),
        pytest.param("gap", date(2026, 7, 1), date(2024, 12, 31), id="that day itself is no later one"),
        pytest.param("gap", date(2027, 6, 1), date(2024, 12, 31), id="never known: until the day before"),
        pytest.param("plan", date(2025, 6, 1), date(2024, 12, 31), id="no figure, but a plan"),
    ],
)
def test_a_figure_that_was_not_known_before_is_known_from_its_next_day_on(name, day, until, monkeypatch):
    rows = (Row(date(2025, 1, 1), None, "X", unknown=True), Row(date(2026, 7, 1), D(1), "X", draft=True))
    gap = replace(figures().series["care_rate"], name="gap", rows=rows)
    monkeypatch.setattr(data, "figures", lambda: figures().with_series([gap]))
    assert data._known_day(NotYetKnown(name, day, date(2025, 1, 1), None, draft=False)) == until


def test_a_figure_that_was_known_is_known_until_the_day_before():
    """A value that is out for later does not count where one was in force before."""
    refused = NotYetKnown("marginal_earnings_limit", date(2020, 6, 1), date(2020, 1, 1), LAW.care_rate, draft=False)
    assert data._known_day(refused) == date(2019, 12, 31)


WHERE = Question(
    "where", "Where?", choice, sensitive=False, samples=("here", "there"),
    options=(Option("here", "Here"), Option("there", "There"), Option("nowhere", "Nowhere")), unsure=True,
)  # fmt: skip


WAIT = Fact("wait", "You wait", D(3), "days")


def unsure(*duties):
    """Nobody knows where: here one outcome, there another one, of these duties."""
    here, there = duties
    flow = Flow(
        "toy", "Toy", "address|toy", asks=(Ask(WHERE),),
        outcomes=(Outcome("first", here, when=lambda a: a[WHERE] == "here"), Outcome("second", there)),
    )  # fmt: skip
    step = walk(flow, {"where": UNSURE}, LAW)
    return as_data(advise(step), flow, LAW, WORDS)


def titles(data):
    return [part["id"] for part in data["text"] if part["role"] == "title"]


def test_the_same_duty_in_every_case_stands_above_what_it_depends_on():
    data = unsure("private_compulsory", "private_compulsory")
    assert (data["duty"], titles(data)) == ("private_compulsory", ["duty"])
    assert [part["role"] for part in data["text"]] == ["title", "lead", "lead"]


def test_different_duties_give_no_title_away():
    data = unsure("private_compulsory", "statutory_compulsory")
    assert (data["duty"], titles(data)) == ("", ["it-depends.title"])


def test_the_same_outcome_at_several_prices_lends_its_title():
    flow = Flow(
        "toy", "Toy", "address|toy", asks=(Ask(WHERE),),
        outcomes=(
            Outcome("only", "private_compulsory", facts=lambda a: () if a[WHERE] == "here" else (WAIT,)),
        ),
    )  # fmt: skip
    data = as_data(advise(walk(flow, {"where": UNSURE}, LAW)), flow, LAW, WORDS)
    assert len(data["alternatives"]) == 2
    assert titles(data) == ["only.title"]
    assert [part["id"] for part in data["text"]] == ["only.title", "it-depends.lead"]


WORKED_OUT = {"figures", "formula", "source"}


def without_working(data):
    """All but figures and formulas, wherever they stand."""
    if isinstance(data, dict):
        return {name: without_working(value) for name, value in data.items() if name not in WORKED_OUT}
    return [without_working(item) for item in data] if isinstance(data, list) else data


def test_a_page_that_shows_no_working_is_given_the_same_advice_without_it():
    flow = all_flows()["student"]
    given = {"country": "HU", "purpose": "degree", "home_cover": "statutory", "work": "main"}
    for unsure in ({}, {"home_cover": UNSURE}):
        step = walk(flow, given | unsure, LAW)
        while step.due is not None:
            step = walk(flow, {**step.given, step.due.key: step.due.samples[0]}, LAW)
        advice = advise(step)
        whole, shown_alone = (as_data(advice, flow, LAW, WORDS, worked_out=so) for so in (True, False))
        assert whole != shown_alone == without_working(whole)
        assert advice.alternatives or shown_alone["amounts"]


def test_answers_are_said_as_they_were_understood():
    flow = all_flows()["net-pay"]
    defaults = {name: question.default for name, question in flow.questions.items() if question.default is not None}
    data = answers_as_data(walk(flow, defaults | NET_PAY | {"gross_pay": "36000"}, LAW), WORDS)
    assert (data["flow"], data["as_of"]) == ("net-pay", "2026-11-22")
    said = {asked["key"]: asked["shown"] for asked in data["asked"]}
    assert (said["gross_pay"], said["additional_rate"]) == ("<36000>", "average of all funds")
    assert data["doubtful"] == ["gross_pay"], "that may be the pay of a year"


def test_what_is_not_known_is_said_so():
    assert shown(WHERE, UNSURE, LAW, WORDS) == "I don't know"
    assert shown(WHERE, "there", LAW, WORDS) == "There"
    assert shown(WHERE, "elsewhere", LAW, WORDS) == "elsewhere", "an option that there is no more"


def test_a_fund_is_said_with_its_rate_until_the_rate_has_run_out():
    listed = figures().lists["funds"]
    code, rows = next(iter(listed.rows.items()))
    rated = replace(rows[-1], about={**rows[-1].about, "rate": D("2.69"), "until": date(2026, 12, 31)})
    with_rate = figures().with_list(replace(listed, rows={**listed.rows, code: (rated,)}))
    for day, said in ((date(2026, 12, 31), f"{rated.name}: <2.69>"), (date(2027, 1, 1), rated.name)):
        assert shown(ADDITIONAL_RATE, f"fund-{code}", with_rate.on(day), WORDS) == said


def test_who_has_no_beihilfe_is_told_so_and_who_has_some_how_much_is_left():
    """§ 12 Abs. 1 BVO NRW: a teacher 50 %, a child of ten 80 %, one of thirty with a job nothing."""
    given = {"beihilfe_role": "teacher", "beihilfe_married": "no"}
    data = told("beihilfe", DAY, given | {"beihilfe_children": "10,minor,0,no/30,working,0,no"})
    percent = "Beihilfe %(rate)s percent, you insure %(rest)s percent"
    assert [(person["label"], person["rate"], person["in"], person["in_label"]) for person in data["people"]] == [
        ("You", "50", True, percent % {"rate": "50", "rest": "50"}),
        ("Child 1, 10 years old", "80", True, percent % {"rate": "80", "rest": "20"}),
        ("Child 2, 30 years old", "0", False, "no Beihilfe"),
    ]


def test_everybody_who_may_pay_has_a_name():
    payers = "insured", "employer", "pension_fund", "fund", "host_family", "beihilfe", "municipality"
    assert set(PAYERS) == set(payers)


@pytest.mark.parametrize(
    ("on", "more", "passed", "missed"),
    [
        pytest.param(DAY, {}, False, "", id="the last day itself"),
        pytest.param(DAY - timedelta(days=1), {}, True, MADE_UP, id="the day after it"),
        pytest.param(DAY - timedelta(days=2), {"closes": True}, True, TOO_LATE, id="after a right has ended"),
        pytest.param(DAY - timedelta(days=1), {"begins": True}, False, "", id="a beginning never passes"),
        pytest.param(None, {}, False, "", id="a day that is not known"),
    ],
)
def test_a_day_has_passed_when_it_is_over(on, more, passed, missed):
    outcome = Outcome("toy", "", deadlines=lambda a: (Deadline("hurry", "§ 9 SGB V", on, **more),))
    flow = Flow("toy", "Toy", "address|toy", (), (outcome,))
    [told] = as_data(advise(walk(flow, {}, LAW)), flow, LAW, WORDS)["deadlines"]
    assert (told["on"], told["passed"], told["missed"]) == (on and on.isoformat(), passed, missed)


@pytest.mark.parametrize(
    ("day", "closes", "on", "missed"),
    [
        pytest.param("2026-10-30", True, "2026-10-31", "", id="before a Saturday: the day of the law"),
        pytest.param("2026-10-31", True, "2026-10-31", "", id="on it"),
        pytest.param("2026-11-01", True, "2026-11-02", "", id="after it: the Monday on which the right ends"),
        pytest.param("2026-11-02", True, "2026-11-02", "", id="on that Monday"),
        pytest.param("2026-11-03", True, "2026-11-02", TOO_LATE, id="after it"),
        pytest.param("2026-11-01", False, "2026-10-31", MADE_UP, id="what closes nothing"),
    ],
)
def test_a_right_that_ends_at_a_weekend_lasts_until_the_monday(day, closes, on, missed):
    """§ 26 Abs. 3 SGB X."""
    law = figures().on(date.fromisoformat(day))
    ends = Deadline("hurry", "§ 9 SGB V", date(2026, 10, 31), closes=closes)
    flow = Flow("toy", "Toy", "address|toy", (), (Outcome("toy", "", deadlines=lambda a: (ends,)),))
    [told] = as_data(advise(walk(flow, {}, law)), flow, law, WORDS)["deadlines"]
    assert (told["on"], told["passed"], told["missed"]) == (on, bool(missed), missed)

"""The flow for people who came for protection: which law, which paper in the hand, from which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from advisor.content.seeds import shipped
from advisor.flows.asylum_seeker import FLOW
from advisor.flows.asylum_seeker_questions import STATES, municipalities
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.interview.explore import questions_left
from advisor.interview.journeys import deciding, journeys
from advisor.rules.figures import figures, trying

TODAY = "2026-11-22"
WAITING = {"protection_status": "applied", "has_job": "no", "in_germany_since": "2026-01-15", "medical_need": "acute"}
IN_NRW = WAITING | {"federal_state": "NW"}
DAYS = [date(2019, 3, 1), date(2019, 10, 1), date(2023, 8, 1), date(2026, 11, 22), date(2027, 2, 1)]


def advice(given, day=TODAY):
    step = walk(FLOW, given, figures().on(date.fromisoformat(day)))
    assert step.due is None, f"{step.due.key} is still to be answered"
    return advise(step)


def routes(found):
    return {route.code: route.status for route in found.routes}


def reasons(found):
    return {route.code: route.reason for route in found.routes}


def test_the_flow_is_private():
    assert FLOW.private
    assert FLOW.key == "asylum-seeker"


# The stages of the guide's table (ASY-7) ----------------------------------------------------------------------------

STAGES = [
    pytest.param(
        IN_NRW | {"municipality": "bonn"},
        "asylum-card",
        {"asylum_card_264_1": "required", "asylum_basic": "required", "asylum_analogous": "closed"},
        id="waiting period, the municipality joined the card",
    ),
    pytest.param(
        IN_NRW | {"municipality": "other"},
        "asylum-voucher",
        {
            "asylum_voucher": "required",
            "asylum_basic": "required",
            "asylum_card_264_1": "closed",
            "asylum_analogous": "closed",
        },
        id="waiting period, not joined",
    ),
    pytest.param(
        {
            "protection_status": "tolerated",
            "has_job": "no",
            "in_germany_since": "2023-11-21",
            "stay_prolonged": "no",
        },
        "asylum-analogous",
        {"asylum_analogous": "required"},
        id="after the waiting period",
    ),
    pytest.param(
        {"protection_status": "recognised", "has_job": "no"},
        "asylum-recognised",
        {"statutory_benefit_recipient": "possible", "statutory_employee": "possible"},
        id="recognised, without a job",
    ),
    pytest.param(
        {"protection_status": "recognised", "has_job": "yes"},
        "asylum-job",
        {"statutory_employee": "required"},
        id="recognised, with a job",
    ),
    pytest.param(
        {"protection_status": "applied", "has_job": "yes"},
        "asylum-job",
        {"statutory_employee": "required"},
        id="a job insures during the procedure too",
    ),
]


@pytest.mark.parametrize(("given", "outcome", "ways"), STAGES)
def test_each_stage(given, outcome, ways):
    found = advice(given)
    assert found.outcome == outcome
    assert routes(found) == ways
    assert found.amounts == ()
    assert found.cautions[0] == "asylum-emergency"


def test_the_law_of_each_stage():
    def paragraphs(given):
        return {route.code: route.law for route in advice(given).routes}

    assert paragraphs(IN_NRW | {"municipality": "bonn"})["asylum_card_264_1"] == ("§ 264 Abs. 1 SGB V",)
    assert paragraphs(IN_NRW | {"municipality": "other"})["asylum_voucher"] == ("§§ 4, 6 AsylbLG",)
    after = {"protection_status": "applied", "has_job": "no", "in_germany_since": "2017-03-01", "stay_prolonged": "no"}
    assert paragraphs(after)["asylum_analogous"] == ("§ 2 Abs. 1 AsylbLG", "§ 264 Abs. 2 SGB V")


# The waiting time (ASY-5) -------------------------------------------------------------------------------------------

LONG_ENOUGH = [
    pytest.param("2019-08-20", "2018-05-18", True, id="15 months and a day, the eve of the first change"),
    pytest.param("2019-08-20", "2018-05-19", True, id="15 months, the eve of the first change"),
    pytest.param("2019-08-20", "2018-05-20", False, id="a day short of 15 months, the eve of the first change"),
    pytest.param("2019-08-21", "2018-05-19", True, id="reached on the eve of the first change: kept"),
    pytest.param("2019-08-21", "2018-05-20", False, id="not reached before the first change: 18 months"),
    pytest.param("2019-11-20", "2018-05-20", False, id="a day short of 18 months"),
    pytest.param("2019-11-21", "2018-05-20", True, id="18 months"),
    pytest.param("2024-02-26", "2022-08-25", True, id="18 months, the eve of the second change"),
    pytest.param("2024-02-26", "2022-08-26", False, id="a day short of 18 months, the eve of the second change"),
    pytest.param("2024-02-27", "2022-08-25", True, id="reached on the eve of the second change: kept"),
    pytest.param("2024-02-27", "2022-08-26", False, id="not reached before the second change: 36 months"),
    pytest.param("2025-08-26", "2022-08-26", False, id="a day short of 36 months"),
    pytest.param("2025-08-27", "2022-08-26", True, id="36 months"),
    pytest.param("2026-11-22", "2023-11-21", True, id="36 months today"),
    pytest.param("2026-11-22", "2023-11-22", False, id="36 months tomorrow"),
]


@pytest.mark.parametrize(("day", "arrived", "over"), LONG_ENOUGH)
@pytest.mark.parametrize("status", ["applied", "tolerated"])
def test_the_waiting_time_of_the_day(status, day, arrived, over):
    given = {"protection_status": status, "has_job": "no", "in_germany_since": arrived}
    given |= {"stay_prolonged": "no"} if over else {"medical_need": "acute", "federal_state": "BE"}
    assert advice(given, day).outcome == ("asylum-analogous" if over else "asylum-card-or-voucher")


KEPT = [
    pytest.param("2019-08-20", "asylum-waiting-time-over", id="the eve of the first change"),
    pytest.param("2019-08-21", "asylum-keeps-shorter-waiting-time", id="the first change"),
    pytest.param("2019-11-20", "asylum-waiting-time-over", id="the longer waiting time has passed too"),
]


@pytest.mark.parametrize(("day", "reason"), KEPT)
def test_who_keeps_the_benefits_is_told_why(day, reason):
    given = {"protection_status": "applied", "has_job": "no", "in_germany_since": "2018-05-19", "stay_prolonged": "no"}
    assert reasons(advice(given, day)) == {"asylum_analogous": reason}


DEADLINES = [
    pytest.param("2019-08-20", "2019-01-07", "2020-04-08", id="15 months"),
    pytest.param("2019-08-21", "2019-01-07", "2020-07-08", id="18 months"),
    pytest.param("2024-02-26", "2023-01-31", "2024-08-01", id="18 months from the last day of a month"),
    pytest.param("2024-02-27", "2023-01-31", "2026-02-01", id="36 months"),
    pytest.param("2026-11-22", "2026-01-15", "2029-01-16", id="36 months from this year"),
]


@pytest.mark.parametrize(("day", "arrived", "begins"), DEADLINES)
def test_the_day_on_which_the_waiting_time_is_over(day, arrived, begins):
    (deadline,) = advice(WAITING | {"in_germany_since": arrived, "federal_state": "HH"}, day).deadlines
    assert (deadline.code, deadline.law, deadline.begins) == ("asylum-analogous-from", "§ 2 Abs. 1 AsylbLG", True)
    assert deadline.on == date.fromisoformat(begins)


@pytest.mark.parametrize("arrived", ["2023-01-31", "2023-11-22", "2026-01-15"])
def test_the_benefits_begin_on_the_day_of_the_deadline(arrived):
    given = WAITING | {"in_germany_since": arrived, "federal_state": "HH", "stay_prolonged": "no"}
    begins = advice(given, "2026-01-31").deadlines[0].on if arrived < "2026" else date(2029, 1, 16)
    assert advice(given, (begins - timedelta(days=1)).isoformat()).outcome == "asylum-card-or-voucher"
    assert advice(given, begins.isoformat()).outcome == "asylum-analogous"


def test_without_the_day_only_the_rule_is_stated():
    given = WAITING | {"in_germany_since": "none", "waiting_time_over": "no", "federal_state": "HH"}
    (deadline,) = advice(given).deadlines
    assert deadline.on is None


def test_without_the_day_the_visitor_may_know_that_it_is_over():
    given = {"protection_status": "applied", "has_job": "no", "in_germany_since": "none", "waiting_time_over": "yes"}
    found = advice(given | {"stay_prolonged": "no"})
    assert found.outcome == "asylum-analogous"
    assert reasons(found) == {"asylum_analogous": "asylum-waiting-time-over"}


def test_not_knowing_whether_it_is_over_shows_both():
    given = WAITING | {"in_germany_since": "none", "waiting_time_over": "unsure", "federal_state": "HH"}
    found = advice(given | {"stay_prolonged": "no"})
    assert found.outcome == "it-depends"
    assert found.unsure == ("waiting_time_over",)
    assert [alternative.advice.outcome for alternative in found.alternatives] == [
        "asylum-card-or-voucher",
        "asylum-analogous",
    ]


def test_who_has_prolonged_the_stay_by_abuse_is_left_out():
    given = WAITING | {"in_germany_since": "2017-03-01", "stay_prolonged": "yes", "federal_state": "NW"}
    found = advice(given | {"municipality": "bonn"})
    assert found.outcome == "asylum-card"
    assert reasons(found)["asylum_analogous"] == "asylum-stay-prolonged"
    assert found.deadlines == ()
    assert "asylum-stay-counts" not in found.cautions


def test_a_day_still_to_come_is_asked_again():
    step = walk(FLOW, WAITING | {"in_germany_since": "2026-11-23", "federal_state": "HH"}, figures().on(DAYS[3]))
    assert step.due is not None
    assert step.due.key == "in_germany_since"
    assert step.problem is not None
    assert "still to come" in step.problem.error.message


def test_the_waiting_time_after_2026_is_provisional():
    found = advice(WAITING | {"federal_state": "HH"}, "2027-02-01")
    assert found.provisional
    assert [figure.name for figure in found.figures] == ["analogous_benefits_months"]


# What is needed now (ASY-3, ASY-4) ----------------------------------------------------------------------------------

NEEDS = [
    pytest.param("acute", "required", "§ 4 Abs. 1 AsylbLG", id="acute illness and pain"),
    pytest.param("pregnancy", "required", "§ 4 Abs. 2 AsylbLG", id="pregnancy and birth in full"),
    pytest.param("prevention", "required", "§ 4 Abs. 1 AsylbLG", id="vaccination and check-up"),
    pytest.param("other", "possible", "§ 6 Abs. 1 AsylbLG", id="anything else case by case"),
]


@pytest.mark.parametrize(("need", "status", "law"), NEEDS)
@pytest.mark.parametrize(
    "place", [{"federal_state": "NW", "municipality": "koeln"}, {"federal_state": "NW", "municipality": "other"}, {"federal_state": "TH"}],
    ids=["card", "voucher", "another state"],
)  # fmt: skip
def test_what_is_paid_differs_by_need(place, need, status, law):
    basic = next(r for r in advice(WAITING | {"medical_need": need} | place).routes if r.code == "asylum_basic")
    assert (basic.status, basic.reason, basic.law) == (status, f"asylum-need-{need}", (law,))


# Where the card exists (NRW-5 to NRW-11) ----------------------------------------------------------------------------

JOINED_ON_A_KNOWN_DAY = {
    "alsdorf", "bonn", "gevelsberg", "monheim-am-rhein", "muelheim-an-der-ruhr", "bornheim", "gladbeck", "hennef-sieg",
    "troisdorf", "wachtendonk",
}  # fmt: skip


def test_a_municipality_is_called_by_its_last_name():
    """One that was renamed stands in the list once, as it is called since."""
    listed = figures().lists["card_municipalities"]
    [*_, row] = listed.rows["bonn"]
    renamed = replace(row, name="Bonn am Rhein", valid_from=date(2026, 1, 1))
    again = replace(listed, rows={**listed.rows, "bonn": (*listed.rows["bonn"], renamed)})
    with trying(figures().with_list(again)):
        assert [option.label for option in municipalities() if option.value == "bonn"] == ["Bonn am Rhein"]


@pytest.mark.parametrize("code", [option.value for option in municipalities()])
def test_each_municipality_of_the_list(code):
    found = advice(IN_NRW | {"municipality": code})
    assert found.outcome == "asylum-card"
    expected = "asylum-list-is-no-promise" if code in JOINED_ON_A_KNOWN_DAY else "asylum-joining-day-unknown"
    assert expected in found.cautions
    assert len({"asylum-list-is-no-promise", "asylum-joining-day-unknown"} & set(found.cautions)) == 1
    since_2019 = advice(IN_NRW | {"municipality": code, "in_germany_since": "2018-11-05"}, "2019-01-01")
    assert since_2019.outcome == ("asylum-voucher" if code == "wachtendonk" else "asylum-card")


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        pytest.param("2023-12-31", "asylum-voucher", id="the day before"),
        pytest.param("2024-01-01", "asylum-card", id="from its day"),
    ],
)
def test_wachtendonk_joined_on_new_year_2024(day, outcome):
    found = advice(IN_NRW | {"municipality": "wachtendonk", "in_germany_since": "2023-06-01"}, day)
    assert found.outcome == outcome


def test_a_municipality_that_joins_later_is_found_by_the_search():
    law = figures().on(date(2023, 12, 31))
    step = walk(FLOW, IN_NRW | {"municipality": "wachtendonk", "in_germany_since": "2023-06-01"}, law)
    later = [change for change in changes(step, advise(step)) if change.question == "as_of"]
    assert [(change.value, change.outcome) for change in later] == [("2024-01-01", "asylum-card")]


def test_the_municipalities_are_labelled_by_their_german_names():
    assert len(municipalities()) == 25
    assert {"Köln", "Hennef (Sieg)", "Sankt Augustin", "Wetter (Ruhr)"} <= {option.label for option in municipalities()}


def test_the_card_names_all_thirteen_funds():
    found = advice(IN_NRW | {"municipality": "koeln"})
    assert len(found.funds) == 13
    assert found.funds[:2] == ("AOK NordWest", "AOK Rheinland/Hamburg")
    assert "KNAPPSCHAFT" in found.funds
    assert "BARMER" in found.funds
    assert "BIG direkt gesund" in found.funds
    assert "asylum-fund-days-unknown" in found.cautions


def test_the_former_members_are_to_be_asked():
    assert "asylum-former-municipalities" in advice(IN_NRW | {"municipality": "other"}).cautions
    too_early = advice(IN_NRW | {"municipality": "wachtendonk", "in_germany_since": "2023-06-01"}, "2023-12-31")
    assert "asylum-former-municipalities" not in too_early.cautions


def test_not_knowing_the_municipality_shows_card_and_voucher():
    found = advice(IN_NRW | {"municipality": "unsure"})
    assert found.unsure == ("municipality",)
    by_outcome = {}
    for alternative in found.alternatives:
        by_outcome.setdefault(alternative.advice.outcome, []).extend(
            value["municipality"] for value in alternative.values
        )
    assert by_outcome["asylum-voucher"] == ["other"]
    assert sorted(by_outcome["asylum-card"]) == sorted(option.value for option in municipalities())


@pytest.mark.parametrize("state", [option.value for option in STATES if option.value != "NW"])
@pytest.mark.parametrize("status", ["applied", "tolerated"])
def test_no_other_state_asserts_a_card(status, state):
    found = advice(WAITING | {"protection_status": status, "federal_state": state})
    assert found.outcome == "asylum-card-or-voucher"
    assert routes(found) == {
        "asylum_card_or_voucher": "required",
        "asylum_basic": "required",
        "asylum_analogous": "closed",
    }
    assert found.funds == ()
    assert found.authority == "asylum-social-welfare-office"


def test_all_sixteen_states_are_offered():
    assert len({option.value for option in STATES}) == 16


# Temporary protection (ASY-9) and open points (ASY-10) --------------------------------------------------------------


@pytest.mark.parametrize("status", ["applied", "tolerated", "recognised", "temporary"])
@pytest.mark.parametrize("job", [True, False])
def test_whoever_has_no_job_learns_that_studies_insure_too(status, job):
    """Enrolment alone decides, whatever the residence status (§ 5 Abs. 1 Nr. 9 SGB V)."""
    found = advice(
        {"in_germany_since": "2026-01-15", "medical_need": "acute", "federal_state": "BE", "late_permit": "no"}
        | {"protection_status": status, "has_job": "yes" if job else "no"}
    )
    assert found.cautions[0] == "asylum-emergency"
    assert ("asylum-studies" in found.cautions) is not job


TEMPORARY = {"protection_status": "temporary", "has_job": "no"}


def test_temporary_protection_was_under_the_asylum_law_until_may_2022():
    given = TEMPORARY | {"in_germany_since": "2022-03-05", "medical_need": "acute", "federal_state": "BE"}
    found = advice(given, "2022-05-31")
    assert found.outcome == "asylum-card-or-voucher"
    assert found.documents[0] == "asylum-residence-permit"


def test_temporary_protection_is_under_the_social_code_since_june_2022():
    found = advice(TEMPORARY, "2022-06-01")
    assert found.outcome == "asylum-temporary"
    assert found.duty == "statutory_compulsory"
    assert "statutory_benefit_recipient" in routes(found)
    assert "asylum_card_or_voucher" not in routes(found)


def test_the_bill_is_asked_about_from_the_first_day_it_can_matter():
    assert walk(FLOW, TEMPORARY, figures().on(date(2025, 3, 31))).due is None
    due = walk(FLOW, TEMPORARY, figures().on(date(2025, 4, 1))).due
    assert due is not None
    assert due.key == "late_permit"


def test_a_late_permit_shows_both_laws_and_names_the_open_point():
    found = advice(TEMPORARY | {"late_permit": "yes"})
    assert found.outcome == "asylum-temporary-late-permit"
    assert set(routes(found).values()) == {"possible"}
    assert {"statutory_benefit_recipient", "asylum_card_or_voucher"} <= set(routes(found))
    assert "asylum-open-late-permit" in found.cautions


def test_an_early_permit_is_not_touched_by_the_bill():
    found = advice(TEMPORARY | {"late_permit": "no"})
    assert found.outcome == "asylum-temporary"
    assert "asylum-open-late-permit" not in found.cautions


def test_not_knowing_the_permit_shows_both():
    found = advice(TEMPORARY | {"late_permit": "unsure"})
    assert {alternative.advice.outcome for alternative in found.alternatives} == {
        "asylum-temporary",
        "asylum-temporary-late-permit",
    }


def test_a_job_makes_the_bill_irrelevant():
    assert advice(TEMPORARY | {"has_job": "yes"}).outcome == "asylum-job"


@pytest.mark.parametrize(
    ("day", "named"),
    [pytest.param("2026-06-11", False, id="the day before"), pytest.param("2026-06-12", True, id="in force")],
)
def test_the_adaptation_law_is_named_as_open(day, named):
    waiting = advice(WAITING | {"federal_state": "BE"}, day)
    over = advice(
        {"protection_status": "applied", "has_job": "no", "in_germany_since": "2017-03-01", "stay_prolonged": "no"}, day
    )
    assert ("asylum-open-adaptation-law" in waiting.cautions) is named
    assert ("asylum-open-adaptation-law" in over.cautions) is named


# The whole flow -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_outcome_of_the_day_is_reached(day, draft):
    law = figures().on(day, draft)
    reached = {way.outcome for way in deciding(FLOW, law).ways}
    not_yet = set()
    if day < date(2022, 6, 1):
        not_yet.add("asylum-temporary")
    if day < date(2025, 4, 1):
        not_yet.add("asylum-temporary-late-permit")
    assert reached == {outcome.key for outcome in FLOW.outcomes} - not_yet


def test_every_result_leads_with_the_emergency():
    for step in journeys(FLOW, figures().on(DAYS[3])):
        found = advise(step)
        for one in [alternative.advice for alternative in found.alternatives] or [found]:
            assert one.cautions[0] == "asylum-emergency"
            assert one.authority


def test_at_most_eight_questions_are_left_after_the_first():
    assert questions_left(walk(FLOW, {}, figures().on(DAYS[3]))) <= (1, 8)
    usual = walk(FLOW, IN_NRW | {"municipality": "koeln"}, figures().on(DAYS[3]))
    assert len(usual.given) == 6


def test_every_text_of_the_flow_is_shipped():
    texts = shipped()
    named = {("why", key) for key in FLOW.questions}
    for day in DAYS:
        for step in journeys(FLOW, figures().on(day)):
            for result in step.results:
                assert result.outcome is not None
                outcome, case = result.outcome, result.case
                named |= {("outcome", outcome.key), ("authority", outcome.authority)}
                named |= {("reason", route.reason) for route in outcome.routes(case)}
                named |= {("document", code) for code in outcome.documents(case)}
                named |= {("deadline", deadline.code) for deadline in outcome.deadlines(case)}
                named |= {("caution", code) for code in outcome.cautions(case)}
    own = {(kind, key) for kind, key in texts if texts[kind, key].file.endswith("/asylum-seeker.toml")}
    kept = ("reason", "asylum-keeps-shorter-waiting-time")
    assert own <= named | {kept}
    shared = {("document", "employment-contract"), ("deadline", "tell-employer-your-fund"), ("authority", "fund")}
    assert named - own <= shared


# Who does not know the state --------------------------------------------------------------------------------------------


def test_whoever_does_not_know_the_state_sees_each_result_with_the_states_it_holds_for():
    found = advice(WAITING | {"federal_state": "unsure", "municipality": "unsure"})
    assert found.outcome == "it-depends"
    assert found.unsure == ("federal_state", "municipality")
    states = {
        alternative.advice.outcome: {answers["federal_state"] for answers in alternative.values}
        for alternative in found.alternatives
    }
    others = {state.value for state in STATES} - {"NW"}
    assert states == {"asylum-card-or-voucher": others, "asylum-card": {"NW"}, "asylum-voucher": {"NW"}}


def test_the_state_decides_nothing_once_the_waiting_time_is_over():
    after = {"protection_status": "applied", "has_job": "no", "in_germany_since": "2017-03-01", "stay_prolonged": "no"}
    assert advice(after | {"federal_state": "unsure"}).outcome == "asylum-analogous"

"""The legal bases that many groups cite, as a result names them."""

import pytest

from tests.flows.test_too_late import EMPLOYEE, FOUNDER, HOME_COVER_IS_OVER, JOB_ABROAD, SCIENTIST, STUDENT, advice

STUDIES = {**STUDENT, "purpose": "degree", "work": "part_time"}
HERE = {"country": "DE"}


@pytest.mark.parametrize(
    ("key", "given", "route", "law"),
    [
        pytest.param(
            "employee", EMPLOYEE | JOB_ABROAD | {"gross_pay": "500"},
            "marginal_job", ("§ 8 Abs. 1 Nr. 1 SGB IV", "§ 7 Abs. 1 SGB V"), id="a minijob",
        ),
        pytest.param(
            "student", STUDIES | {"home_cover_ends": HOME_COVER_IS_OVER},
            "statutory_catch_all", ("§ 5 Abs. 1 Nr. 13 SGB V", "§ 5 Abs. 11 SGB V"), id="no other cover",
        ),
        pytest.param(
            "scientist", SCIENTIST | HERE, "statutory_voluntary", ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V"),
            id="a membership that goes on",
        ),
        pytest.param(
            "self-employed", FOUNDER | HERE | {"work_beside": "none"},
            "statutory_voluntary", ("§ 9 Abs. 1 SGB V", "§ 188 Abs. 4 SGB V", "§ 240 SGB V"), id="and what it costs",
        ),
    ],
)  # fmt: skip
def test_a_way_names_all_paragraphs_that_it_rests_on(key, given, route, law):
    [found] = [each for each in advice(key, given).routes if each.code == route]
    assert found.law == law

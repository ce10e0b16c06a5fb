"""What forms ask and advise changes only knowingly: it is what was kept, until `python -m tests.flows.kept` keeps it anew."""

import pytest

from advisor.flows import all_flows
from tests.flows.kept import KEPT, MOST, TOLD, chart, forms, line, parts_of, questions_told, told, told_line

ADVICES = (KEPT / "advices.txt").read_text().splitlines()
TOLD_LINES = (KEPT / "told.txt").read_text().splitlines()
CHARTS = (KEPT / "charts.txt").read_text().splitlines()


@pytest.mark.parametrize("key", all_flows())
def test_each_case_is_advised_as_before(key):
    kept = [(at, was) for at, was in enumerate(ADVICES) if was.startswith(f"{key} ")]
    assert len(kept) >= MOST
    for at, was in kept:
        case = " ".join(was.split(" ")[:4])
        parts = parts_of(at, case)
        now = line(case, parts)
        assert now == was, "\n".join(f"{name}: {text}" for name, text in parts.items())


def test_forms_ask_what_they_asked_before():
    assert list(forms()) == (KEPT / "forms.txt").read_text().splitlines()


@pytest.mark.parametrize("key", all_flows())
def test_each_form_decides_as_before(key):
    assert list(chart(all_flows()[key])) == [was for was in CHARTS if was.startswith(f"{key} ")]


@pytest.mark.parametrize("key", all_flows())
def test_cases_are_told_as_before(key):
    for at, was in enumerate(ADVICES):
        if at % TOLD == 0 and was.startswith(f"{key} "):
            parts = told(" ".join(was.split(" ")[:4]))
            assert told_line(at, parts) == TOLD_LINES[at // TOLD], "\n".join(
                f"{name}: {text}" for name, text in parts.items()
            )


def test_questions_are_told_as_before():
    assert list(questions_told()) == [was for was in TOLD_LINES if not was.startswith("case ")]

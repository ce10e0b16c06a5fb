"""On a result the second rank is folded in plain HTML: the duty, the price and the next last day stay on top."""

import pytest
from django.conf import settings

from advisor.web.result_parts import soonest, undated

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def deadline(on, passed=False, begins=False):
    return {"on": on, "passed": passed, "begins": begins}


@pytest.mark.parametrize(
    ("deadlines", "first"),
    [
        pytest.param([], None, id="none"),
        pytest.param([deadline(None)], None, id="a rule without a day"),
        pytest.param([deadline("2026-09-30", passed=True)], None, id="passed"),
        pytest.param([deadline("2026-10-01", begins=True)], None, id="a day on which something begins"),
        pytest.param([deadline("2026-12-31"), deadline("2026-10-14"), deadline(None)], "2026-10-14", id="the first"),
        pytest.param([deadline("2026-09-30", passed=True), deadline("2026-12-31")], "2026-12-31", id="the next"),
    ],
)
def test_the_next_last_day(deadlines, first):
    found = soonest({"deadlines": deadlines})
    assert (found and found["on"]) == first


def test_rules_without_a_day_are_no_beginnings():
    rule, begins = deadline(None), deadline(None, begins=True)
    assert undated({"deadlines": [deadline("2026-12-31"), begins, rule]}) == [rule]


def top_of(page):
    return page.html[page.html.index('class="verdict"') : page.html.index('class="contents"')]


def test_a_rule_without_a_day_is_not_passed_over_on_top(read, result):
    """Leaving takes two weeks from a hint of the fund, whose day nobody knows (§ 188 Abs. 4 SGB V)."""
    answers = {"country": "DE", "home_cover": "statutory", "work_beside": "none", "sideline": "no", "artist": "no"}
    top = read(top_of(read(result("self-employed", **answers))))
    assert "Vielleicht schon früher, ohne festen Tag: Austritt aus der Mitgliedschaft: 14 Tage nach dem" in top.text
    assert "31. Dezember 2029" in top.text


def test_without_any_day_the_rule_stands_on_top(read, result):
    answers = {"gross_pay": "3000", "job_event": "new_job", "job_start": "none"}
    top = read(top_of(read(result("employee", **answers))))
    assert "Rechtzeitig zu tun, ohne festen Tag Dem Arbeitgeber die Krankenkasse nennen" in top.text
    assert "Ihre nächste Frist endet am" not in top.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_duty_price_and_last_day_stand_on_top(client, read, path_of, answered, language):
    """Two weeks from the first day of work: 14 October 2026 (§ 175 Abs. 3 SGB V)."""
    answers = answered("employee", gross_pay="3000", job_event="new_job", job_start="2026-10-01")
    page = read(client.get(path_of("employee", language), answers | {"as_of": "2026-10-01"}))
    top = page.html[page.html.index('class="verdict"') : page.html.index('class="wide result"')]
    assert top.index("<h1") < top.index('class="price"') < top.index('datetime="2026-10-14"')
    assert "<details" not in top


@pytest.mark.parametrize("section", ["answers", "changes"])
def test_the_second_rank_is_folded_under_its_heading(client, read, path_of, answered, section):
    page = read(client.get(path_of("employee"), answered("employee", gross_pay="3000")))
    part = page.html.split(f'id="{section}"')[1].split("</section>")[0]
    assert part.index("</h2>") < part.index('<details class="fold">') < part.index("</summary>")
    assert " open" not in part.partition("<summary>")[0]
    assert part.count("<details") == part.count("</details>")


def test_a_way_to_share_and_to_start_again_is_not_folded(client, read, path_of, answered):
    page = read(client.get(path_of("employee"), answered("employee", gross_pay="3000")))
    part = page.html.split('id="answers"')[1].split("</section>")[0]
    assert part.rindex("</details>") < part.index('class="share"')

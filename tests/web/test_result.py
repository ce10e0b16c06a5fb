"""What a result page says first, once, and in plain words."""

import re
from datetime import date

import pytest

NURSE = {
    "country": "NL", "occupation": "employed", "gross_pay": "1150", "age": "40", "children": "0", "saxony": "no",
    "additional_rate": "2.45",
}  # fmt: skip


def bills(read, response):
    """The amounts under "What it costs": each total with its parts."""
    section = read(response).html.split('id="cost"')[1].split("</section>")[0]
    return [re.findall(r"<dd>([^<]+)</dd>", bill) for bill in section.split('<dl class="bill">')[1:]]


@pytest.mark.parametrize("pay", ["3000", "9000"])
def test_the_price_on_top_is_that_of_health_and_care_and_the_totals_stand_below(read, result, pay):
    response = result(work="main", gross_pay=pay)
    top = response.content.decode().split('class="wide result"')[0]
    (price,) = re.findall(r'class="price">([^<]+)<', top)
    own, employer = bills(read, response)
    assert price in own[1:]
    assert price != own[0]
    assert len(employer) > 1
    assert not set(employer) & set(re.findall(r"<dd[^>]*>([^<]+)</dd>", top)) - {price}


@pytest.mark.parametrize(("start", "missed"), [("2026-05-01", 1), ("2026-12-01", 0)])
def test_a_missed_day_says_so_but_a_beginning_does_not(read, result, start, missed):
    page = read(result("guest-worker", **NURSE, job_start=start))
    section = page.html.split('id="deadlines"')[1].split("</section>")[0]
    assert section.count('class="day"') > 1
    assert section.count('class="status"') == section.count("<svg") == section.count('class="attention"') == missed


def test_emergency_help_stands_above_each_question_but_all_of_it_only_once(client, path_of, answered):
    path, answers = path_of("asylum-seeker"), answered("asylum-seeker")
    first = client.get(path).content.decode()
    assert 'class="emergency"' in first
    second = client.post(path, dict([next(iter(answers.items()))])).content.decode()
    assert 'class="emergency"' not in second
    assert second.index("emergency-strip") < second.index("<h1")
    end = client.post(path, answers).content.decode()
    assert end.index("emergency-strip") < end.index("<h1")
    assert 'class="emergency"' not in end


def test_a_missing_figure_is_explained_once(result):
    html = result(day=date(2027, 10, 1), additional_rate="average").content.decode()
    notice = re.search(r'class="sheet missing">\s*<p>(.*?)</p>', html, re.DOTALL)[1]
    assert html.count(notice) == 1
    draft = result(day=date(2027, 10, 1), law="draft", additional_rate="average").content.decode()
    assert draft.split('class="sheet missing"')[1].split('class="actions"')[0].count("<p>") > 1


def test_the_footer_writes_the_day_in_words(read, result):
    assert read(result()).shows("Diese Seite zeigt das Recht vom 1. Oktober 2026")


CHECK = {
    "de": "Ist es der Betrag für ein Jahr? Dann teilen Sie ihn durch 12",
    "nl": "Is het het bedrag voor een jaar? Deel het dan door 12",
    "hu": "Egy év összege ez? Akkor ossza el 12-vel",
}


@pytest.mark.parametrize("language", CHECK)
def test_pay_of_a_year_typed_as_that_of_a_month_is_asked_about_on_top(client, read, path_of, answered, language):
    """80,000 euros are a yearly pay; 20,000 a month can be true."""
    path = path_of("employee", language)
    page = read(client.get(path, answered("employee", gross_pay="80000")))
    assert page.shows(CHECK[language])
    assert page.html.index('class="sheet caution"') < page.html.index('class="columns"')
    assert any("change=gross_pay" in a["href"] for a in page.all("a") if "href" in a)
    assert not read(client.get(path, answered("employee", gross_pay="20000"))).shows(CHECK[language])


def test_the_check_of_a_private_flow_keeps_the_answers_by_post(client, read, path_of, answered):
    answers = answered("family", spouse_income="60000", family_spouse="married", spouse_cover="none")
    page = read(client.post(path_of("family"), answers))
    assert page.shows(CHECK["de"])
    note = page.html.split('class="sheet caution"')[1].split('class="columns"')[0]
    assert 'form="carry"' in note
    assert 'value="spouse_income"' in note


def test_the_check_on_a_calculator_leads_to_the_field(client, read, path_of, answered):
    page = read(client.get(path_of("pay"), answered("pay", gross_pay="80000")))
    note = page.html.split('class="sheet caution"')[1].split('class="columns"')[0]
    assert 'href="#entries"' in note
    assert {"entries", "gross_pay"} <= set(page.ids)

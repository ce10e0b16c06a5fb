"""The sheet of a result: the reader's language beside German, line by line, the same in both; private answers in no address."""

import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import segno
from django.conf import settings
from django.utils.safestring import SafeString

from advisor.flows import all_flows
from advisor.web import sheet_lines, sheet_rows
from advisor.web.asking import asked_on
from advisor.web.pages import Here
from advisor.web.sheet_lines import KEEP, Line, Section, fitting
from advisor.web.sheet_page import LONGEST_CODE, code

LANGUAGES = [language for language, _ in settings.LANGUAGES]
FLOWS = all_flows()
PRIVATE = [key for key, flow in FLOWS.items() if flow.private]
DAY = date(2026, 10, 1)


class Pairs(HTMLParser):
    """The rows of a sheet: what stands in each language, as (language, text), and which lines have the mark of a list."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.rows, self._path = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if "pair" in (about.get("class") or "").split():
            self.rows.append((about["class"], []))
            self._path = [tag]
        elif self._path and tag not in ("br", "input"):
            self._path.append(tag)
            if len(self._path) == 2:
                self.rows[-1][1].append([about.get("lang"), ""])

    def handle_endtag(self, tag):
        if self._path:
            self._path.pop()

    def handle_data(self, data):
        if len(self._path) > 1:
            self.rows[-1][1][-1][1] += data


def bare(text):
    """Without any space."""
    return "".join(text.split())


@pytest.fixture
def sheet(client, answered):
    """The response for the sheet of a finished case."""

    def get(flow="student", language="de", answers=None, **fields):
        path = Here("sheet", asked_on(), {"flow": flow}).path(language)
        given = (answered(flow, DAY) if answers is None else answers) | fields
        return client.post(path, given) if FLOWS[flow].private else client.get(f"{path}?{urlencode(given)}")

    return get


def rows(response):
    return Pairs(response.content.decode()).rows


def numbers(text):
    """All digits, whatever marks a language sets between them, and wherever it puts the day before the month."""
    return sorted("".join(re.findall(r"\d", text)))


TURNS = [(flow, ("hu", "nl")[number % 2]) for number, flow in enumerate(FLOWS)]


@pytest.mark.parametrize(("flow", "language"), TURNS)
def test_both_columns_say_the_same_line_by_line_and_german_stands_alone(sheet, flow, language):
    beside, alone = rows(sheet(flow, language)), rows(sheet(flow, "de"))
    assert len(beside) > 6
    for kind, cells in beside:
        assert [tongue for tongue, _ in cells] == [language, "de"], (kind, cells)
        assert all(text.strip() for _, text in cells), (kind, cells)
        (_, own), (_, german) = cells
        if {"money", "part", "fact", "day"} & set(kind.split()):
            assert numbers(own) == numbers(german), (own, german)
    assert all(len(cells) == 1 and cells[0][0] == "de" for _, cells in alone)
    told = bare("".join(cells[0][1] for _, cells in alone))
    assert not [cells for _, cells in beside if bare(cells[1][1])[:8] not in told]


def test_an_official_finds_duty_price_papers_days_law_and_who_decides(sheet, read):
    page = read(sheet("student", "hu", as_of="2026-11-22"))
    parts = ["glance", "next", "deadlines", "papers", "routes", "cost", "authority", "answers"]
    assert [part for part in page.ids if part.removeprefix("sheet-") in parts] == [f"sheet-{part}" for part in parts]
    for said in (
        "Während des Studiums müssen Sie gesetzlich krankenversichert sein.",
        "Wer entscheidet",
        "§ 5 Abs. 1 Nr. 9 SGB V",
        "Rechtsstand: 22. November 2026",
        "keine Entscheidung einer Behörde",
        "Ungarn",
        "http://testserver/de/",
    ):
        assert page.shows(said), said
    assert page.html.count('class="pair box"') >= 2
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1


def glance(sheet, flow, outcome_answers, **fields):
    """What an official reads first: label and what stands behind it, in German."""
    html = sheet(flow, "hu", outcome_answers, **fields).content.decode()
    found = Pairs(re.search(r'<section id="sheet-glance">.*?</section>', html, re.DOTALL)[0]).rows
    return [" ".join(cells[1][1].split()) for _, cells in found[1:]]


def test_the_first_lines_name_law_price_last_day_and_office(sheet, answered):
    law, price, day, office = glance(sheet, "student", answered("student", DAY), as_of="2026-11-22")
    assert law == "Rechtsgrundlage: § 5 Abs. 1 Nr. 9 SGB V"
    assert re.fullmatch(r"Kosten: Ihr Beitrag pro Monat: \d+,\d\d €", price)
    assert re.search(r"31. Dezember 2026 – Letzter Tag für den Antrag auf Befreiung § 8 Abs. 2 SGB V$", day)
    assert office == "Wer entscheidet: Eine gesetzliche Krankenkasse"


def test_a_last_day_that_has_passed_is_told_at_once(sheet, answered):
    said = glance(sheet, "student", answered("student", DAY), as_of="2027-02-01", law="draft", other_cover_ends="none")
    assert any(line.startswith("Frist schon vorbei: 31. Dezember 2026") for line in said)


def test_the_price_of_a_calculator_stands_before_the_rest(sheet, read):
    page = read(sheet("pension-cost", "hu"))
    parts = [part for part in page.ids if part.startswith("sheet-")]
    assert parts.index("sheet-cost") < parts.index("sheet-answers")
    assert parts.index("sheet-cost") < parts.index("sheet-routes")


def test_the_day_of_the_law_stands_above_everything_else(sheet):
    html = sheet("student", "hu", as_of="2026-11-22").content.decode()
    assert html.index("Rechtsstand: 22.") < html.index("sheet-glance")


def test_marks_of_law_are_said_in_both_languages(sheet, read):
    draft = read(sheet("student", "nl", as_of="2027-10-01", law="draft", other_cover_ends="none"))
    assert draft.shows("mit Gesetzentwurf")
    refused = read(sheet("student", "hu", as_of="2027-10-01", other_cover_ends="none"))
    assert refused.shows("nicht bekannt")
    assert refused.shows("nem ismert")


def test_what_is_not_known_is_said_instead_of_a_result(sheet, read, answered):
    answers = answered("student", date(2027, 10, 1), work="part_time", gross_pay="633")
    page = read(sheet("student", "hu", answers, as_of="2027-10-01"))
    assert page.shows("Noch nicht bekannt:")
    assert page.shows("Még nem ismert:")


def test_what_hangs_on_an_open_answer_stands_case_by_case(sheet, answered):
    found = rows(sheet("student", "hu", answered("student", DAY, home_cover="unsure")))
    cases = [cells for kind, cells in found if kind == "pair case"]
    assert len(cases) > 1
    assert any("§" in text for cells in cases for _, text in cells)
    assert len({cells[1][1] for cells in cases}) == len(cases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_leads_back_to_the_same_result(sheet, client, read, answered, path_of, language):
    answers = answered("student", DAY)
    response = sheet("student", language, as_of="2026-11-22")
    (drawn,) = re.findall(r'<svg[^>]* class="code".*?</svg>', response.content.decode(), re.DOTALL)
    address = f"http://testserver{path_of('student', language)}?{urlencode(answers | {'as_of': '2026-11-22'})}"
    (squares,) = re.findall(r'stroke="#000"[^>]* d="([^"]+)"', drawn)
    assert squares in segno.make(address, error="l", micro=False).svg_inline(omitsize=True)
    title = read(response).text_of("h1")
    assert read(client.get(address)).text_of("h1") in title


def test_without_a_day_the_code_names_the_day_of_the_sheet(sheet, monkeypatch):
    asked = []
    monkeypatch.setattr("advisor.web.sheet_page.code", asked.append)
    assert sheet("student", "hu").status_code == 200
    assert dict(parse_qsl(urlsplit(asked[0]).query))["as_of"] == asked_on().law.day.isoformat()


def test_an_address_too_long_for_paper_has_no_code():
    assert code("https://example.org/?" + "a" * LONGEST_CODE) is None
    assert code("https://example.org/") is not None


@pytest.mark.parametrize(("flow", "language"), [turn for turn in TURNS if turn[0] in PRIVATE])
def test_private_answers_stand_on_the_sheet_and_in_no_address(sheet, read, flow, language):
    response = sheet(flow, language)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    page = read(response)
    addresses = [a.get("href", "") + a.get("action", "") + a.get("formaction", "") for _, a in page.tags]
    assert not [address for address in addresses if "?" in address]
    assert 'class="code"' not in page.html
    assert "sheet-answers" in page.ids
    back = Here("interview", asked_on(), {"flow": flow}).path(language)
    assert back in {a.get("formaction", "").partition("#")[0] for a in page.all("button")}
    assert next(a for tag, a in page.tags if tag in ("a", "button"))["class"] == "leave"


@pytest.mark.parametrize("flow", PRIVATE)
def test_private_answers_in_the_address_are_not_taken(client, answered, path_of, flow):
    address = f"{Here('sheet', asked_on(), {'flow': flow}).path()}?{urlencode(answered(flow, DAY))}"
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, path_of(flow))


def test_a_case_without_its_answers_leads_to_the_next_question(sheet, client, read, answered):
    some = dict(list(answered("student", DAY).items())[:2])
    response = sheet("student", "nl", some)
    assert response.status_code == 302
    assert dict(parse_qsl(urlsplit(response["Location"]).query)) == some
    assert read(client.get(response["Location"])).fields()
    private = sheet("asylum-seeker", "nl", {})
    assert (private.status_code, "?" in private["Location"]) == (307, False)


def test_bad_requests_get_a_clear_answer(sheet, client):
    path = Here("sheet", asked_on(), {"flow": "student"}).path()
    assert sheet("student", "hu", nonsense="1").status_code == 400
    assert sheet("student", "hu", as_of="soon").status_code == 400
    assert client.post(path, {}).status_code == 405


@pytest.mark.parametrize("flow", ["student", "voluntary-cost", "asylum-seeker", "family"])
def test_the_result_leads_to_its_sheet_and_the_sheet_back(client, read, sheet, answered, path_of, flow):
    answers = answered(flow, DAY)
    path = Here("sheet", asked_on(), {"flow": flow}).path()
    if FLOWS[flow].private:
        result = read(client.post(path_of(flow), answers))
        assert [b for b in result.all("button") if b.get("formaction") == path and b.get("form") == "carry"]
        return
    result = read(client.get(f"{path_of(flow)}?{urlencode(answers)}"))
    (link,) = [a["href"] for a in result.all("a") if urlsplit(a["href"]).path == path]
    assert dict(parse_qsl(urlsplit(link).query)) == answers
    back = next(a["href"] for a in read(client.get(link)).all("a") if a.get("class") == "back")
    assert urlsplit(back).path == path_of(flow)
    assert dict(parse_qsl(urlsplit(back).query)) == answers


LONG = SafeString("Wort " * 60)


def cut_down(*lines, languages=("hu", "de")):
    sheets, shortened = fitting({language: [Section("a", "A", lines)] for language in languages})
    return [line for section in sheets[languages[0]] for line in section.lines], shortened


def test_a_short_sheet_keeps_every_word():
    line = Line("point", SafeString("A"), more=(LONG,), brief=sheet_lines.CAUTIONS)
    assert cut_down(line) == ([line], False)


def test_what_matters_least_is_cut_first_and_what_has_to_stay_never():
    duty = Line("told", more=(LONG,) * 8)
    caution = Line("point", SafeString("B"), more=(LONG,) * 4, brief=sheet_lines.CAUTIONS)
    rule = Line("told", more=(LONG,) * 4, rank=sheet_lines.RULES)
    kept, shortened = cut_down(duty, rule, caution)
    assert shortened
    assert [bool(line.more) for line in kept] == [True, True, False]
    kept, _ = cut_down(duty, *[rule] * 4, caution)
    assert [line.rank for line in kept] == [KEEP, sheet_lines.RULES, KEEP]
    kept, _ = cut_down(*[duty] * 20)
    assert len(kept) == 20


def test_a_remark_is_cut_to_its_first_sentence_before_formulas_go_and_to_its_head_after():
    gist, line = (SafeString("The first sentence."),), Line("told", SafeString("x"))
    remark = Line("point", SafeString("A"), more=(LONG,) * 4, brief=sheet_lines.CAUTIONS, gist=gist)
    rule = Line("told", more=(LONG,), rank=sheet_lines.FORMULAS)
    kept, _ = cut_down(remark, rule, Line("told", more=(LONG,) * 10))
    assert (kept[0].more, kept[1]) == (gist, rule)
    kept, _ = cut_down(remark, rule, Line("told", more=(LONG,) * 14))
    assert [len(one.more) for one in kept] == [1, 14]
    kept, _ = cut_down(remark, rule, Line("told", more=(LONG,) * 14), line, line)
    assert [len(one.more) for one in kept] == [0, 14, 0, 0]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Es gilt § 5 Abs. 1 SGB V. Fragen Sie.", "Es gilt § 5 Abs. 1 SGB V."),
        ("Bis zum 1.\u00a0Oktober 2026. Dann nicht.", "Bis zum 1.\u00a0Oktober 2026."),
        ("2026. június 12-én módosult. Kérdezze meg.", "2026. június 12-én módosult."),
        ('Vraag <span lang="de">A. B</span> het. Nu.', 'Vraag <span lang="de">A. B</span> het. Nu.'),
        ("Nur einer.", "Nur einer."),
    ],
)
def test_the_first_sentence_of_a_remark(text, first):
    assert sheet_rows._first_sentence(SafeString(text)) == first


def test_of_two_remarks_alike_the_last_is_cut_first():
    remarks = [Line("point", SafeString(name), more=(LONG,) * 6, brief=sheet_lines.CAUTIONS) for name in "ABC"]
    kept, _ = cut_down(*remarks)
    assert [bool(line.more) for line in kept] == [True, True, False]


def test_one_column_has_room_for_more():
    line = Line("told", more=(LONG,) * 20, rank=sheet_lines.RULES)
    assert cut_down(line, languages=("de",)) == ([line], False)
    assert cut_down(line) == ([], True)

"""Placeholders, markup and what may not be typed into a text."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.utils import translation

from advisor.content.prose import (
    NOT_YET_KNOWN,
    PLACEHOLDER,
    faults,
    fill,
    fingerprint,
    names,
    plain,
    render,
)
from advisor.content.seeds import shipped
from advisor.rules.figures import NotYetKnown, figures

LAW = figures().on(date(2026, 10, 1))
FILLED = [
    pytest.param("Bis ${contribution_ceiling}.", "de", "Bis 5.812,50\u00a0€.", id="German"),
    pytest.param("Tot ${contribution_ceiling}.", "nl", "Tot €\u00a05.812,50.", id="Dutch"),
    pytest.param("A határ: ${contribution_ceiling}.", "hu", "A határ: 5812,50\u00a0€.", id="Hungarian"),
    pytest.param("${marginal_earnings_limit}", "de", "603\u00a0€", id="whole euros without decimals"),
    pytest.param("${general_contribution_rate}", "nl", "14,6%", id="a rate"),
    pytest.param("${student_age_limit} Jahre", "de", "30 Jahre", id="an age is a bare number"),
    pytest.param("${contribution_ceiling@2019-10-01}", "de", "4.537,50\u00a0€", id="of another day"),
    pytest.param("${former_student_rate}", "hu", "nem érvényes", id="retired"),
]


@pytest.mark.parametrize(("text", "language", "expected"), FILLED)
def test_fill(text, language, expected):
    assert fill(text, LAW, language) == expected


UNKNOWN = [
    pytest.param("de", "2,9\u00a0% (bis 31.\u00a0Dezember 2026, danach noch nicht bekannt)", id="German"),
    pytest.param("nl", "2,9% (tot en met 31\u00a0december 2026, daarna nog niet bekend)", id="Dutch"),
    pytest.param("hu", "2,9% (2026. december\u00a031-ig, utána még nem ismert)", id="Hungarian"),
]


@pytest.mark.parametrize(("language", "expected"), UNKNOWN)
def test_a_figure_that_is_not_out_stands_with_its_last_day(language, expected):
    assert fill("${average_additional_rate}", figures().on(date(2027, 6, 1)), language) == expected


def test_a_figure_made_from_one_that_is_not_out_is_worked_out_for_its_last_day():
    """A third of the reference amount of 2026, 3.955 € (§ 240 Abs. 4 SGB V); what is not known is said once."""
    text = "mindestens ${minimum_assessment_base} und höchstens ${contribution_ceiling}"
    assert fill(text, figures().on(date(2027, 2, 1)), "de").replace("\u00a0", " ") == (
        "mindestens 1.318,33 € (bis 31. Dezember 2026, danach noch nicht bekannt)"
        " und höchstens 5.812,50 € (bis 31. Dezember 2026)"
    )


def test_a_figure_that_was_never_known_before_is_said_to_be_unknown():
    law = figures().on(date(2027, 2, 1))
    assert fill("${grandfathered_insurance_threshold_per_year}", law, "de") == "noch nicht bekannt"


NOTES = {
    "de": re.compile(r"(?: \(|, )bis 31\.[^(),]*\d{4}(?:, danach noch nicht bekannt)?\)?"),
    "nl": re.compile(r"(?: \(|, )tot en met 31[^(),]*\d{4}(?:, daarna nog niet bekend)?\)?"),
    "hu": re.compile(r"(?: \(|, )\d{4}\. [^(),]*31-ig(?:, utána még nem ismert)?\)?"),
}
AHEAD = [
    pytest.param(date(2027, 2, 1), False, id="next year"),
    pytest.param(date(2027, 2, 1), True, id="next year with the drafts"),
    pytest.param(date(2028, 2, 1), False, id="the year after"),
]


def _is_unknown(match, law):
    try:
        law.find(match["name"])
    except NotYetKnown:
        return match["day"] is None
    return False


@pytest.mark.parametrize(("day", "draft"), AHEAD)
@pytest.mark.parametrize(("language", "unknown"), NOT_YET_KNOWN.items())
def test_no_sentence_breaks_where_a_figure_is_not_out(day, draft, language, unknown):
    """Every figure not yet known stands as a number with its last day, in brackets that stand in no other brackets."""
    law = figures().on(day, draft)
    bodies = {segment.bodies[language] for text in shipped().values() for segment in text.segments}
    noted = 0
    for body in bodies:
        text = fill(body, law, language)
        wanted = sum(_is_unknown(match, law) for match in PLACEHOLDER.finditer(body))
        notes = [note.start() for note in NOTES[language].finditer(text)]
        opening = [text[:start] for start in notes if text.startswith(" (", start)]
        assert len(notes) == wanted, text
        assert all(text[start - 1] in "0123456789%€" for start in notes), text
        assert all(before.count("(") == before.count(")") for before in opening), text
        assert NOTES[language].sub("", text).count(unknown) == body.count(unknown), text
        noted += wanted
    assert noted > 20


def test_a_figure_from_before_the_first_row_is_never_guessed():
    assert fill("${contribution_ceiling@2018-06-01}", LAW, "de") == "hier nicht erfasst"


def test_figures_that_fill_a_text_are_noted_by_a_traced_law():
    law = LAW.traced()
    fill("${care_rate} und ${pension_rate}", law, "de")
    assert set(law.used) == {"care_rate", "pension_rate"}


def test_names():
    assert names("${a} und ${b@2019-10-01} und ${a}") == {"a", "b"}


FAULTY = [
    pytest.param("${no_such_figure}", "No figure is called no_such_figure.", id="unknown figure"),
    pytest.param("${care_rate@2019-13-01}", "No law is known", id="no such day"),
    pytest.param("${care_rate@2018-01-01}", "No law is known", id="a day before our law"),
    pytest.param("${care rate}", "A placeholder cannot be read", id="a space in a placeholder"),
    pytest.param("[Seite](http://example.org)", "Markup cannot be read", id="not https"),
    pytest.param("[Seite](javascript:alert(1))", "Markup cannot be read", id="script"),
    pytest.param("[de:offen", "Markup cannot be read", id="no end"),
]


@pytest.mark.parametrize(("text", "fault"), FAULTY)
def test_faults(text, fault):
    assert any(found.startswith(fault) for found in faults(text))


def test_sound_markup_has_no_faults():
    assert not faults("[de:Krankenkasse], [112](tel:112), [Seite](https://example.org/a?b=c#d) ${care_rate}")


def test_render():
    assert (
        render("Bel [112](tel:112) of uw [de:Krankenkasse].")
        == 'Bel <a href="tel:112">112</a> of uw <span lang="de">Krankenkasse</span>.'
    )


class Tags(HTMLParser):
    """Notes the tags that a browser would see."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("target", "address"),
    [("tel:0211/855-5", "tel:02118555"), ("tel:+49-30-854040", "tel:+4930854040"), ("tel:116117", "tel:116117")],
)
def test_a_number_is_called_by_its_digits(target, address):
    assert render(f"[Amt]({target})") == f'<a href="{address}">Amt</a>'


@pytest.mark.parametrize("target", ["tel:", "tel:abc", "tel:/", "tel:+"])
def test_a_call_needs_a_number(target):
    assert faults(f"[Amt]({target})")


def test_numbers_stay_with_their_units():
    text = "§ 5 Abs. 1 Nr. 9 SGB V, 30 Jahre, 3 hónap, 1. Oktober 2026, 1 oktober, van 2 tot 3 [x](tel:112)"
    tied = "§·5 Abs.·1 Nr.·9 SGB·V, 30·Jahre, 3·hónap, 1.·Oktober 2026, 1·oktober, van 2 tot 3 "
    with translation.override("de"):
        assert render(text).startswith(tied.replace("·", "\u00a0"))


@pytest.mark.parametrize(
    "cited",
    ["§ 10 SGB V", "§ 5 Abs. 1 Nr. 9 SGB V", "§ 4 FreizügG/EU", "§§ 358, 359 SGB III", "§ 8 Abs. 1", "§ 12 BeschV"],
)
def test_a_paragraph_of_law_is_read_out_in_german(cited):
    with translation.override("hu"):
        shown = render(f"a ({cited}), EHIC").replace("\u00a0", " ")
        assert shown == f'a (<span lang="de">{cited}</span>), EHIC'
    with translation.override("de"):
        assert "<span" not in render(f"die ({cited}), EHIC")


def test_a_title_carries_no_soft_hyphens():
    assert plain("egészség\N{SOFT HYPHEN}biztosítás") == "egészségbiztosítás"


HOSTILE = [
    "<script>alert(1)</script>",
    "[de:<img src=x onerror=alert(1)>]",
    "[<b>](https://example.org)",
    '[x](https://example.org/"onmouseover="alert(1))',
    "[x](javascript:alert(1))",
    "[x](data:text/html,hello)",
    "&amp; <!-- -->",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_everything_but_our_markup_is_escaped(text):
    tags = Tags()
    tags.feed(render(text))
    for tag, attributes in tags.seen:
        assert tag in ("a", "span")
        assert set(attributes) <= {"href", "lang", "data-address"}
        assert attributes.get("href", "https://").startswith(("https://", "tel:", "mailto:"))


def test_plain():
    assert plain("[de:Krankenkasse]") == "Krankenkasse"
    assert plain("[116117](tel:116117)") == "116117"
    assert plain("[Notruf](tel:112)") == "Notruf (112)"
    assert plain("[Merkblatt](https://example.org/a)") == "Merkblatt (https://example.org/a)"


def test_the_fingerprint_reads_over_line_breaks_and_composition():
    assert fingerprint("Grüße  an\n alle") == fingerprint("Gru\u0308ße an alle")
    assert fingerprint("1\u00a0€") != fingerprint("1 €")

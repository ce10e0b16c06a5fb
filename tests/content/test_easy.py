"""Every outcome says its duty and next steps in easy language, in three languages: short, and without an amount."""

import re
from datetime import date

import pytest

from advisor.content.prose import LANGUAGES, names
from advisor.content.readability import WORD, as_read, measure
from advisor.content.seeds import readable, role_of
from advisor.content.wording import sentences, typed_figures
from advisor.flows import all_flows
from advisor.rules.figures import figures

TEXTS, _WRONG = readable()
OUTCOMES = sorted({outcome.key for flow in all_flows().values() for outcome in flow.outcomes})
LAW = figures().on(date(2026, 11, 22))
MOST_IN_THE_MEAN, MOST = 12, 16
"""Words of a sentence in easy language."""
TIMES = {"days", "weeks", "months", "years"}
"""Units of a time to keep and of an age."""
THE_DUTY_ITSELF = {"schengen_visa_min_cover"}
"""What the policy for a visa must cover, which is all that this outcome asks for."""


def easy(key):
    return [part for part in TEXTS["outcome", key].segments if role_of(part.slug) == "easy"]


def test_only_outcomes_have_an_easy_part():
    assert {
        kind for (kind, _key), text in TEXTS.items() if any(role_of(part.slug) == "easy" for part in text.segments)
    } == {"outcome"}


@pytest.mark.parametrize("key", OUTCOMES)
def test_duty_and_next_steps_are_said_in_easy_language_in_every_language(key):
    parts = easy(key)
    assert len(parts) >= 2, "the duty, then what to do"
    assert [part.slug for part in parts] == [f"easy-{number}" for number in range(1, len(parts) + 1)]
    for language in LANGUAGES:
        assert all(part.bodies[language] for part in parts), language
        reading = measure([part.bodies[language] for part in parts], language, LAW)
        assert reading.sentence_length <= MOST_IN_THE_MEAN, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_easy_language_is_long(language):
    said = [
        sentence
        for key in OUTCOMES
        for part in easy(key)
        for sentence in sentences(as_read(part.bodies[language]), language)
    ]
    assert [sentence for sentence in said if len(WORD.findall(sentence)) > MOST] == []


def test_easy_language_names_times_and_ages_at_most_never_an_amount_or_a_rate():
    named = {name for key in OUTCOMES for part in easy(key) for body in part.bodies.values() for name in names(body)}
    units = {name: figures().series[name].unit for name in named - THE_DUTY_ITSELF}
    assert {name: unit for name, unit in units.items() if unit not in TIMES} == {}


def test_easy_language_states_no_figure_and_cites_no_law():
    said = [body for key in OUTCOMES for part in easy(key) for body in part.bodies.values()]
    assert [body for body in said if typed_figures(body) or re.search(r"[§%€]|\bSGB\b", body)] == []

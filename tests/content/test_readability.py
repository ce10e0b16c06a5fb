"""Every text, with its figures filled in, stays within the budget of its kind; the figures are those of the books."""

from datetime import date

import pytest

from advisor.content.library import Library, from_seeds
from advisor.content.prose import LANGUAGES
from advisor.content.readability import BUDGETS, ENOUGH, LONG, Budget, as_read, measure, syllables
from advisor.content.seeds import KINDS
from advisor.rules.figures import figures
from advisor.staff.readability_page import measured

LAW = figures().on(date(2026, 11, 22))


@pytest.fixture(scope="module")
def shipped():
    return {language: list(measured(from_seeds(), language, LAW)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_the_budget_of_its_kind(shipped, language):
    over = [
        f"{one.kind} {one.name}: {', '.join(one.broken)}: {one.reading.sentence_length:.1f} words a sentence,"
        f" LIX {one.reading.lix:.0f}, ease {one.reading.ease}"
        for one in shipped[language]
        if one.broken
    ]
    assert over == []


def test_every_kind_of_text_has_a_budget_and_is_measured(shipped):
    assert set(BUDGETS) == {*KINDS, "easy", "question"}
    for language in LANGUAGES:
        assert {one.kind for one in shipped[language]} == set(BUDGETS)


def test_easy_language_has_the_shortest_sentences_that_any_prose_may_have():
    assert BUDGETS["easy"].sentence <= 12
    assert all(BUDGETS["easy"].sentence <= BUDGETS[kind].sentence for kind in BUDGETS if kind != "notice")


def test_a_long_word_is_as_common_in_each_language(shipped):
    """The reason for the bounds in `LONG`: the same texts have about as many long words in every language."""
    shares = {
        language: sum(one.reading.long_words for one in found) / sum(one.reading.words for one in found)
        for language, found in shipped.items()
    }
    assert set(LONG) == set(LANGUAGES)
    assert max(shares.values()) - min(shares.values()) < 0.04


def test_lix_and_lengths_are_counted_as_in_the_books():
    found = measure(["Das Amt hilft. Die Krankenkasse zahlt sofort."], "de", LAW)
    assert (found.sentences, found.words, found.long_words) == (2, 7, 1)
    assert found.sentence_length == 3.5
    assert found.lix == pytest.approx(3.5 + 100 / 7)
    assert found.word_length == pytest.approx(37 / 7)


def test_amstad_and_douma_are_the_formulas_of_the_books():
    german = measure(["Der Hund schläft heute."], "de", LAW)
    assert german.syllables == 5
    assert german.ease == pytest.approx(180 - 4 - 58.5 * 5 / 4)
    dutch = measure(["De hond slaapt nu."], "nl", LAW)
    assert dutch.ease == pytest.approx(206.84 - 0.93 * 4 - 77)
    assert measure(["A kutya alszik."], "hu", LAW).ease is None


SYLLABLES = {
    "de": "Krankenversicherung=6 Familie=4 Sie=1 Beihilfe=3 beantragen=4 beenden=3 geeignet=3 Prämie=3 Studium=3"
    " Studierende=4 Studien=3 Auge=2 Häuser=2 Einkommen=3 Idee=2 Ausländer=3 Ferien=3 aktuell=3 Italien=4 beinhaltet=4"
    " gearbeitet=4 bei=1 beide=2 geistig=2 geimpft=2 Dienst=1 niedrig=2 § 2026=1",
    "nl": "verzekering=4 ziekenfonds=3 bijdrage=3 beëindigen=4 financiële=5 ideeën=3 geïnteresseerd=5 maand=1"
    " particuliere=5 studie=2 patiënt=3 Italië=4 uw=1 houdt=1 draait=1 nieuwe=2 beantwoorden=4 ruïne=3 overheid=3"
    " leeuw=1 beide=2 geuit=2 getrouwd=2 geacht=2 bijstand=2 148,09=1",
}


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [(language, *pair.split("=")) for language, pairs in SYLLABLES.items() for pair in pairs.split() if "=" in pair],
)
def test_syllables_are_counted_as_they_are_spoken(language, word, count):
    assert syllables(word, language) == int(count)


def test_a_text_is_read_without_markup_and_with_its_figures():
    assert as_read("een ziekenfonds ([de:Krankenkasse]) bij [studie](flow:student)") == "een ziekenfonds bij studie"
    assert as_read("Das gilt immer (§ 5 Abs. 1 SGB V).") == "Das gilt immer."
    assert as_read("het [de:Studierendenwerk] helpt") == "het Studierendenwerk helpt"
    filled = measure(["Die Grenze ist ${contribution_ceiling} im Monat."], "de", LAW)
    assert (filled.sentences, filled.words) == (1, 6)


def test_a_text_over_its_budget_is_seen_and_a_short_one_is_judged_by_its_sentences_alone():
    budget = Budget(5, 40, {"de": 60, "nl": 60})
    hard = measure(["Krankenversicherungsbeiträge berücksichtigen Einkommensverhältnisse. " * ENOUGH], "de", LAW)
    assert budget.broken(hard) == ["lix", "ease"]
    assert budget.broken(measure(["Krankenversicherungsbeiträge steigen."], "de", LAW)) == []
    assert budget.broken(measure(["Das ist nun ein Satz zu viel."], "de", LAW)) == ["sentence"]


def test_a_text_without_words_in_a_language_is_not_measured():
    texts = Library(1, {("page", "x"): (("title", {"de": "Der Titel", "nl": "", "hu": "–"}),)})
    names = {
        language: [one.name for one in measured(texts, language, LAW) if one.kind == "page"] for language in LANGUAGES
    }
    assert names == {"de": ["page/x"], "nl": [], "hu": []}

"""Which words of the field a translation is asked about."""

import pytest

from advisor.content.terms import missed, terms


@pytest.mark.parametrize(
    ("german", "language", "text"),
    [
        pytest.param("Sie zahlen höchstens so viel.", "nl", "U betaalt hoogstens zoveel.", id="an everyday word"),
        pytest.param("Freiwillige Mitglieder zahlen.", "nl", "Vrijwillige leden betalen.", id="another plural"),
        pytest.param("Mitglied einer Kasse", "hu", "pénztártag", id="part of a compound"),
        pytest.param("Das ist Ihr Antrag auf Rente.", "nl", "Dit is uw pensioenaanvraag.", id="a Dutch compound"),
        pytest.param("Fragen Sie die Krankenkasse.", "hu", "Kérdezze meg a pénztárát.", id="a shorter word, inflected"),
        pytest.param("Die Minijob-Grenze steigt.", "nl", "De grens stijgt.", id="part of a German compound"),
        pytest.param("Kinderlose Paare zahlen.", "nl", "Paren zonder kinderen betalen.", id="the words of ours"),
        pytest.param("Das gilt für selbstständige Arbeit.", "hu", "Ez a saját vállalkozásra áll.", id="no noun"),
        pytest.param(
            "Das ist die Belastungsgrenze.", "nl", "Dat is de grens ([de:Belastungsgrenze]).", id="the German beside it"
        ),
        pytest.param("Das Formular „Antrag auf Hilfe“.", "nl", "Het formulier.", id="a title in quotation marks"),
    ],
)
def test_who_says_it_well_is_not_asked(german, language, text):
    assert missed(german, text, language) == []


@pytest.mark.parametrize(
    ("german", "language", "text", "word"),
    [
        ("Ihr Beitrag steigt.", "nl", "Uw kosten stijgen.", "bijdrage"),
        ("Ihr Krankengeld beginnt.", "hu", "Az ellátása kezdődik.", "táppénz"),
        ("Sie sind freiwillig versichert.", "nl", "U hebt een polis.", "vrijwillig verzekerd"),
        ("Die Pflegekasse zahlt.", "hu", "Az állam fizet.", "ápolási pénztár"),
    ],
)
def test_who_leaves_a_word_of_the_field_out_is_asked_for_it(german, language, text, word):
    assert [right for _term, right in missed(german, text, language)] == [word]


def test_what_is_accepted_beside_our_word_does_not_mislead():
    for term in terms():
        for language, words in term.also.items():
            assert not set(words) & set(term.wrong.get(language, ()))

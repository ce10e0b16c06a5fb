"""Each check is shown to fail on a planted fault, and to pass what is sound.

That the shipped texts and catalogues pass is `manage.py check_meaning`, which `make test` runs.
"""

import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from advisor.content import markers
from advisor.content.confirmed import Confirmed, toml
from advisor.content.corpus import Aligned, aligned_catalogues, aligned_texts
from advisor.content.drift import findings
from advisor.content.facts import citations, numbers
from advisor.content.marker_names import CLASSES, SIDES
from advisor.content.markers import classes
from advisor.content.seeds import readable, shipped
from advisor.content.terms import terms
from advisor.content.wording import QUOTED, typed_figures

SAMPLES = tomllib.loads((Path(__file__).parent / "samples.toml").read_text(encoding="utf-8"))["sample"]


def faults(de, nl=None, hu=None, catalogue=False):
    """All faults as `language: fault`; a language not given is left out."""
    bodies = {code: body for code, body in (("de", de), ("nl", nl), ("hu", hu)) if body is not None}
    return [f"{found.language}: {found.fault}" for found in findings(Aligned("a/b/p-1", "a", bodies, catalogue))]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["de"])
@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_the_samples_carry_their_classes(sample, language):
    assert set(classes(sample[language], language)) == set(sample["classes"])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["de"])
def test_the_samples_agree(sample):
    meant = [fault for fault in faults(sample["de"], sample["nl"], sample["hu"]) if " is typed in" not in fault]
    assert meant == []


PLANTED = [
    pytest.param(
        "Sie zahlen den Zuschlag nicht, wenn Sie jung sind oder Kinder haben.",
        {"nl": "U betaalt de toeslag niet als u jong bent en kinderen hebt."},
        "nl: Or: the German says “oder”, the translation seems to say no such thing.",
        id="or has become and",
    ),
    pytest.param(
        "Unter ${childless_surcharge_age} oder mit Kindern zahlen Sie weniger.",
        {"hu": "${childless_surcharge_age} évnél fiatalabban és gyermekkel kevesebbet fizet."},
        "hu: And: the translation says “és”, the German seems",
        id="under 23 or with children has become both",
    ),
    pytest.param(
        "Die Beschäftigten zahlen den Zusatzbeitrag allein.",
        {"nl": "De werknemers en de werkgever betalen de aanvullende bijdrage elk voor de helft."},
        "nl: Only: the German says “allein”",
        id="alone has become by halves",
    ),
    pytest.param(
        "Sie müssen sich versichern.",
        {"hu": "Ön biztosítást köthet."},
        "hu: Duty (must): the German says “müssen”",
        id="must has become may",
    ),
    pytest.param(
        "Sie müssen keinen Beitrag zahlen.",
        {"nl": "U mag geen bijdrage betalen."},
        "nl: No duty (need not): the German says “",
        id="need not has become must not",
    ),
    pytest.param(
        "Das gilt nicht für Sie.", {"hu": "Ez Önre is vonatkozik."}, "hu: Not: the German says “nicht”", id="a lost not"
    ),
    pytest.param(
        "In der Regel zahlt die Kasse.",
        {"nl": "Het ziekenfonds betaalt."},
        "nl: As a rule: the German says “In der Regel”",
        id="as a rule",
    ),
    pytest.param(
        "Sie zahlen ${care_rate}.",
        {"nl": "U betaalt ${pension_rate}."},
        "nl: Placeholders: only the German has “${care_rate}”, only the translation has “${pension_rate}”.",
        id="figures",
    ),
    pytest.param(
        "Das gilt (§ 5 Abs. 1 Nr. 9 SGB V).",
        {"hu": "Ez érvényes (§ 5 Abs. 1 Nr. 13 SGB V)."},
        "hu: Paragraphs of law: only the German has “§ 5 Abs. 1 Nr. 9 SGB V”, only",
        id="paragraphs",
    ),
    pytest.param(
        "Siehe [Seite](https://example.org/a).",
        {"nl": "Zie [pagina](https://example.org/b)."},
        "nl: Links: only the German has “https://example.org/a”",
        id="links",
    ),
    pytest.param(
        "Seit 1. Mai 2019.",
        {"nl": "Sinds 1 juni 2019."},
        "nl: Numbers: only the German has “May”, only the translation has “June”.",
        id="another month",
    ),
    pytest.param(
        "Im Jahr 2019.", {"hu": "2020 folyamán."}, "hu: Numbers: only the German has “2019”", id="another year"
    ),
    pytest.param(
        "Sie brauchen A1.", {"nl": "U hebt S1 nodig."}, "nl: Numbers: only the German has “A1”", id="another form"
    ),
    pytest.param(
        "Zwei Ausweise.", {"hu": "Három igazolvány."}, "hu: Numbers: only the German has “2”", id="number words"
    ),
    pytest.param("Sie zahlen 14,6 %.", {}, "de: “14,6 %” is typed in", id="a typed-in rate"),
    pytest.param("Sie zahlen ${no_figure}.", {}, "de: No figure is called", id="an unknown figure"),
    pytest.param("Das gilt grundsätzlich.", {}, "de: “grundsätzlich” can be read in two ways", id="two readings"),
    pytest.param(
        "Ein Bus.", {"nl": "Een bus respectievelijk trein."}, "nl: “respectievelijk” can be", id="two readings in Dutch"
    ),
    pytest.param(
        "Ihre Krankenkasse hilft.",
        {"nl": "Uw zorgverzekeraar helpt."},
        "nl: “zorgverzekeraar” misleads here. The right word is “ziekenfonds”.",
        id="a misleading word",
    ),
    pytest.param(
        "Ihre Krankenkasse hilft.",
        {"hu": "Az egészségpénztára segít."},
        "hu: “egészségpénztára” misleads",
        id="a misleading word with an ending",
    ),
    pytest.param("Ein Gastarbeiter.", {}, "de: “Gastarbeiter” misleads", id="a misleading German word"),
    pytest.param(
        "Ihre Kasse.",
        {"nl": "Uw fonds ([de:Bescheid])."},
        "nl: “Bescheid” is quoted as German, but",
        id="a foreign German word",
    ),
    pytest.param("Wort " * 23, {}, "de: A sentence has 23 words; at most 22", id="a long sentence"),
    pytest.param("Ab ${care_rate}", {"hu": "${care_rate}-tól"}, "hu: An ending is glued", id="a glued ending"),
]


@pytest.mark.parametrize(("de", "others", "fault"), PLANTED)
def test_a_planted_fault_is_found(de, others, fault):
    assert any(found.startswith(fault) for found in faults(de.strip(), **others))


SOUND = [
    pytest.param(
        "Sie zahlen, es sei denn, Sie sind versichert.",
        "U betaalt alleen als u verzekerd bent.",
        None,
        id="unless may be turned into only",
    ),
    pytest.param("Fragen Sie, ob das gilt.", "Vraag of dat geldt.", None, id="of may be whether"),
    pytest.param(
        "Rentnerinnen und Rentner zahlen selbst.",
        "Gepensioneerden betalen zelf.",
        "A nyugdíjasok maguk fizetnek.",
        id="pairs of forms are no and",
    ),
    pytest.param(
        "Sie sind pflichtversichert.",
        "U bent verplicht verzekerd.",
        "Ön kötelezően biztosított.",
        id="terms are no duty",
    ),
    pytest.param(
        "Sie sind versicherungsfrei.",
        "U bent niet verzekeringsplichtig.",
        "Ön nem biztosításköteles.",
        id="terms are no negation",
    ),
    pytest.param(
        "Das gilt ab 1. Oktober 2026 (§§ 4 und 6 AsylbLG).",
        "Dat geldt vanaf 1 oktober 2026 (§§ 4 en 6 AsylbLG).",
        "Ez 2026. október 1-jétől érvényes (§§ 4 és 6 AsylbLG).",
        id="dates and paragraphs in three languages",
    ),
    pytest.param(
        "Sie verdienen bis zu ${marginal_earnings_limit}. Sie hat ein Kind.",
        "U verdient ten hoogste ${marginal_earnings_limit}. Zij heeft een kind.",
        "Ön legfeljebb ennyit keres: ${marginal_earnings_limit}. Van egy gyermeke.",
        id="an upper bound, and hat is no six in German",
    ),
    pytest.param(
        "Schließen Sie eine Versicherung für Gäste ab. Das Formular S1 hilft.",
        "Sluit een verzekering voor buitenlandse gasten ([de:Incoming-Versicherung]) af. Het S1-formulier helpt.",
        None,
        id="a term in brackets whose rendering stands there",
    ),
    pytest.param(
        "Das Ministerium für Arbeit und Soziales hilft.",
        "Het ministerie ([de:Ministerium für Arbeit und Soziales]) helpt.",
        None,
        id="a quoted German name",
    ),
    pytest.param(
        "Sie waren bis jetzt befreit. Vergleichen Sie beide Wege.",
        "U was tot nu toe vrijgesteld. Vergelijk de twee wegen.",
        "Ön eddig mentesült. Hasonlítsa össze mindkét utat.",
        id="until now, and both",
    ),
    pytest.param(
        "Die A1-Bescheinigung hieß früher „Formular 101“.",
        "De A1-verklaring heette vroeger ‘formulier 101’.",
        "Az A1-igazolás neve régen „101-es űrlap” volt.",
        id="an old name in quotation marks",
    ),
    pytest.param(
        "Deshalb sind Sie hier nicht pflichtversichert.",
        "Daarom bent u hier niet verplicht verzekerd.",
        "Ezért Ön itt nem kötelezően biztosított.",
        id="not compulsorily insured",
    ),
    pytest.param(
        "Studierende oder Studierender sind Sie erst dann. Niemand kann das ändern.",
        "Student bent u pas dan. Niemand kan dat veranderen.",
        "Csak akkor lesz hallgató. Ezt senki sem változtathatja meg.",
        id="both forms of a participle, and nobody can",
    ),
    pytest.param(
        "Weder die Hochschule noch die Kasse darf das verlangen.",
        None,
        "Sem a felsőoktatási intézmény, sem a pénztár nem kérheti ezt.",
        id="Hungarian says no twice",
    ),
    pytest.param(
        "Sie wissen, dass Sie nicht zurückkehren können.",
        "U weet dat u niet terug kunt.",
        "Tudja, hogy nem térhet vissza.",
        id="cannot at the end of a clause",
    ),
    pytest.param("Sie brauchen kein Visum.", "U hebt geen visum nodig.", "Ehhez nincs szüksége vízumra.", id="need no"),
    pytest.param(
        "Sie zahlen Beitrag und Prämie.",
        "U betaalt een bijdrage en een premie.",
        "Ön járulékot és biztosítási díjat fizet.",
        id="a word that is right for another term",
    ),
    pytest.param(
        "Sie brauchen das Formular A1 (früher E 101).",
        "U hebt het A1-formulier nodig (vroeger E 101).",
        "Szüksége van az A1 nyomtatványra (régebben E 101).",
        id="forms",
    ),
]


@pytest.mark.parametrize(("de", "nl", "hu"), SOUND)
def test_what_says_the_same_passes(de, nl, hu):
    assert faults(de, nl, hu) == []


def test_citations_and_numbers():
    assert citations("nach §§ 4 und 6 AsylbLG und § 9 SGB V") == citations("§§ 4 en 6 AsylbLG, § 9 SGB V")
    assert citations("§ 5 Abs. 1 Nr. 9 SGB V") == {"§ 5 Abs. 1 Nr. 9 SGB V"}
    assert numbers("am 1. Oktober 2026, drei Ausweise, A1, 116 117", "de") == {"1", "m10", "2026", "3", "A1", "116117"}
    assert (numbers("Sie hat Zeit.", "de"), numbers("hat gyermek", "hu")) == (set(), {"6"})


def test_every_class_and_side_of_the_word_lists_has_a_plain_name():
    with (Path(markers.__file__).parent / "markers.toml").open("rb") as file:
        lists = tomllib.load(file)
    assert set(CLASSES) == set(lists["order"]) >= {group for code in ("de", "nl", "hu") for group in lists[code]}
    assert set(SIDES) == {side for pair in lists["opposites"].values() for side in pair}


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_a_message_is_told_in_the_language_of_the_reader_with_the_words_quoted(language):
    with translation.override(language):
        (fault,) = faults("Das gilt nicht für Sie.", hu="Ez Önre is vonatkozik.")
    assert "seems to say" not in fault
    assert QUOTED.findall(fault) == ["nicht"]


def test_the_terms_are_not_themselves_misleading():
    for term in terms():
        assert not set(term.wrong.get("nl", ())) & {term.words["nl"]}
        assert not set(term.wrong.get("hu", ())) & {term.words["hu"]}


DIFFERENT = Aligned("a/b/p-1", "a/b.toml: b.p-1", {"de": "Sie müssen zahlen.", "nl": "U mag betalen."})
WRONG = Aligned("a/b/p-2", "a/b.toml: b.p-2", {"de": "Sie zahlen 14,6 %."})


def confirmed(seeds, text):
    return Confirmed(seeds("confirmed.toml", text))


def test_a_confirmation_settles_a_difference_until_a_wording_changes(seeds):
    found = list(findings(DIFFERENT))
    record = confirmed(seeds, toml(found).replace('reason = ""', 'reason = "a test"'))
    assert record.faults == []
    assert list(record.open(found)) == []
    assert record.lapsed() == []
    changed = list(findings(Aligned("a/b/p-1", "", {"de": "Sie müssen zahlen.", "nl": "U mag niet betalen."})))
    record = confirmed(seeds, toml(found).replace('reason = ""', 'reason = "a test"'))
    assert list(record.open(changed)) == changed != []
    assert record.lapsed() == ["confirmed.toml: a/b/p-1.nl: settles nothing any more, remove it"]


def test_a_confirmation_needs_a_reason(seeds):
    assert confirmed(seeds, toml(findings(DIFFERENT))).faults == [
        "confirmed.toml: a/b/p-1.nl: a confirmation needs a reason"
    ]


@pytest.mark.parametrize("text", ["[", '["a".nl]\ngerman = "x"', "a = 1"])
def test_an_unreadable_confirmation_is_a_fault(seeds, text):
    assert confirmed(seeds, text).faults[0].startswith("confirmed.toml: cannot be read")


def test_a_typed_in_figure_cannot_be_confirmed():
    assert toml(findings(WRONG)) == ""


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(folder, language, entries):
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO + entries, encoding="utf-8")


def test_the_catalogues_are_compared_by_their_german(tmp_path):
    catalogue(tmp_path, "de", 'msgid "You must pay %(sum)s."\nmsgstr "Sie müssen %(sum)s zahlen."\n')
    catalogue(tmp_path, "nl", 'msgid "You must pay %(sum)s."\nmsgstr "U mag %(som)s betalen."\n')
    catalogue(tmp_path, "hu", 'msgid "You must pay %(sum)s."\nmsgstr "Fizetnie kell: %(sum)s."\n')
    found = [fault for aligned in aligned_catalogues(tmp_path) for fault in findings(aligned)]
    assert {fault.language for fault in found} == {"nl"}
    assert [fault.fault.partition(":")[0] for fault in found] == [
        "Placeholders",
        "Duty (must)",
        "May, or can",
    ]
    assert {fault.place for fault in found} == {"locale: “You must pay %(sum)s.”"}


def test_a_catalogue_may_name_figures_that_exist():
    assert faults("Bis ${working_student_hours} Stunden", catalogue=True) == []
    assert faults("Bis ${no_figure} Stunden", catalogue=True) == ["de: No figure is called no_figure."]


def test_plural_forms_are_compared_one_by_one(tmp_path):
    plural = 'msgid "One child"\nmsgid_plural "%(n)s children"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
    catalogue(tmp_path, "de", plural.format("Ein Kind", "%(n)s Kinder"))
    catalogue(tmp_path, "nl", plural.format("Een kind", "%(n)s kinderen"))
    catalogue(tmp_path, "hu", plural.format("Egy gyermek", "Nincs gyermek"))
    found = [fault for aligned in aligned_catalogues(tmp_path) for fault in findings(aligned)]
    assert [fault.fault.partition(":")[0] for fault in found] == [
        "Placeholders",
        "Not",
    ]


def test_the_command_fails_on_a_planted_fault_and_names_it(seeds, monkeypatch, capsys):
    folder = seeds("outcome/x.toml", '["a".p-1]\nde = "Sie müssen gehen."\nnl = "U mag gaan."\nhu = "Mennie kell."\n')
    seeds("outcome/y.toml", '["b".p-1]\nde = "Wort"\n')
    monkeypatch.setattr("advisor.staff.management.commands.check_meaning.readable", lambda: readable(folder))
    with pytest.raises(CommandError) as failed:
        call_command("check_meaning")
    assert failed.value.returncode == 1
    printed = capsys.readouterr().out
    assert "outcome/x.toml: a.p-1 [nl]: Duty (must): the German says “müssen”" in printed
    assert "    de: Sie müssen gehen.\n    nl: U mag gaan." in printed
    assert "outcome/y.toml: b.p-1: nl is missing" in printed
    with pytest.raises(CommandError):
        call_command("check_meaning", "--only", "outcome/x", "--confirm")
    printed = capsys.readouterr().out
    assert "y.toml" not in printed
    assert '["outcome/a/p-1".nl]\ngerman = "' in printed
    call_command("check_meaning", "--only", "caution")


def test_no_figure_is_typed_into_a_shipped_text():
    typed = {
        aligned.name: found
        for aligned in aligned_texts(shipped())
        for body in aligned.bodies.values()
        if (found := typed_figures(body))
    }
    assert typed == {}

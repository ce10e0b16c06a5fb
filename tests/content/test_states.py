"""Of each translation the site knows from which German text it was made."""

import pytest

from advisor.content.models import FormerGerman, Segment, Text
from advisor.content.prose import fingerprint, translation_state
from advisor.content.seeding import seed
from advisor.content.seeds import ShippedSegment, ShippedText

STATES = [
    pytest.param("Eins", "", "Eins", "missing", id="no translation"),
    pytest.param("Eins", "Een", "Eins", "current", id="made from today's German"),
    pytest.param("Eins, zwei", "Een", "Eins zwei", "stale", id="a comma came"),
    pytest.param("Eins  zwei", "Een", "Eins zwei", "current", id="only a space came"),
    pytest.param("Eins", "Een", "", "stale", id="made from nobody knows what"),
]


@pytest.mark.parametrize(("german", "wording", "then", "state"), STATES)
def test_a_translation_is_missing_stale_or_current(german, wording, then, state):
    assert translation_state(german, wording, fingerprint(then) if then else "") == state


def shipped(german):
    bodies = {"de": german, "nl": f"nl {german}", "hu": f"hu {german}"}
    return {("page", "test"): ShippedText("page", "test", "page/test.toml", (ShippedSegment("p-1", bodies),))}


@pytest.mark.django_db
def test_a_deploy_remembers_the_german_that_a_translation_of_staff_was_made_from():
    Text.objects.all().delete()
    seed(shipped("Alt"))
    row = Segment.objects.get()
    row.body_nl = "van ons"
    row.mark_translated("nl")
    row.save()
    seed(shipped("Neu"))
    row.refresh_from_db()
    assert (row.body_de, row.body_nl, row.body_hu) == ("Neu", "van ons", "hu Neu")
    assert (row.state("nl"), row.state("hu")) == ("stale", "current")
    assert FormerGerman.objects.get(pk=row.made_from("nl")).wording == "Alt"


@pytest.mark.django_db
def test_a_german_that_stays_is_not_put_among_the_former_ones():
    Text.objects.all().delete()
    seed(shipped("Alt"))
    Segment.objects.update(body_de="von uns")
    seed(shipped("Neu"))
    seed(shipped("Neu"))
    assert Segment.objects.get().body_de == "von uns"
    assert not FormerGerman.objects.exists()

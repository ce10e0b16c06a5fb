"""The shipped texts reach the database once, and staff keep what they have touched."""

import pytest
from django.core.management import CommandError, call_command

from advisor.content.models import Edition, Segment, Text
from advisor.content.seeding import seed
from advisor.content.seeds import KINDS, SeedError, ShippedSegment, ShippedText, shipped


def text(key="student", kind="outcome", **segments):
    """A shipped text; each segment is its German wording, the others are made from it."""
    return ShippedText(
        kind,
        key,
        "outcome/test.toml",
        tuple(
            ShippedSegment(slug.replace("_", "-"), {"de": german, "nl": f"nl {german}", "hu": f"hu {german}"})
            for slug, german in segments.items()
        ),
    )


def texts(*given):
    return {(one.kind, one.key): one for one in given}


def segment(slug, key="student"):
    return Segment.objects.get(text__key=key, slug=slug)


def order(key="student"):
    return [row.slug for row in Segment.objects.filter(text__key=key)]


FIRST = text(title="Titel", p_1="Eins", p_2="Zwei")


@pytest.fixture
def seeded(db):
    Text.objects.all().delete()
    seed(texts(FIRST))


@pytest.mark.django_db
def test_the_shipped_texts_arrive_and_a_second_run_does_nothing(django_assert_max_num_queries):
    seed()
    edition = Edition.current()
    with django_assert_max_num_queries(6):
        report = seed()
    assert (report.created, report.refreshed, report.removed, report.kept) == (0, 0, 0, [])
    assert Edition.current() == edition
    assert {(row.kind, row.key) for row in Text.objects.all()} == set(shipped())


def test_a_new_text_is_complete_and_current(seeded):
    row = segment("p-1")
    assert (row.body_de, row.body_nl, row.body_hu, row.position) == ("Eins", "nl Eins", "hu Eins", 1)
    assert not row.is_stale("nl")
    assert row.role == "p"


def test_untouched_texts_are_refreshed_reordered_and_removed(seeded):
    report = seed(texts(text(title="Titel", p_2="Zwei neu", p_3="Drei")))
    assert order() == ["title", "p-2", "p-3"]
    assert segment("p-2").body_hu == "hu Zwei neu"
    assert not segment("p-2").is_stale("hu")
    assert (report.created, report.refreshed, report.removed) == (1, 3, 1)
    seed(texts(text(p_3="Drei", title="Titel")))
    assert order() == ["p-3", "title"]


def test_a_text_no_longer_shipped_goes(seeded):
    seed({})
    assert not Text.objects.exists()


def test_a_german_wording_of_staff_keeps_its_translations_too(seeded):
    row = segment("p-1")
    row.body_de = "Eins, von uns"
    row.save()
    report = seed(texts(text(title="Titel", p_1="Eins neu", p_2="Zwei")))
    row = segment("p-1")
    assert (row.body_de, row.body_nl) == ("Eins, von uns", "nl Eins")
    assert row.is_stale("nl")
    assert report.kept == ["outcome/student/p-1: de", "outcome/student/p-1: hu", "outcome/student/p-1: nl"]


def test_a_translation_of_staff_stays_and_turns_stale_when_the_german_moves(seeded):
    row = segment("p-1")
    row.body_nl = "onze eigen"
    row.save()
    assert seed(texts(FIRST)).kept == ["outcome/student/p-1: nl"]
    assert not segment("p-1").is_stale("nl")
    seed(texts(text(title="Titel", p_1="Eins neu", p_2="Zwei")))
    row = segment("p-1")
    assert (row.body_de, row.body_nl, row.body_hu) == ("Eins neu", "onze eigen", "hu Eins neu")
    assert row.is_stale("nl")
    assert not row.is_stale("hu")


def test_a_wording_of_staff_that_was_taken_over_may_be_refreshed_again(seeded):
    row = segment("p-1")
    row.body_de = "Besser"
    row.save()
    assert seed(texts(text(title="Titel", p_1="Besser", p_2="Zwei"))).kept == []
    seed(texts(text(title="Titel", p_1="Noch besser", p_2="Zwei")))
    assert segment("p-1").body_de == "Noch besser"
    assert not segment("p-1").is_stale("hu")


def test_a_touched_segment_is_kept_when_no_longer_shipped(seeded):
    row = segment("p-2")
    row.body_de = "Zwei, von uns"
    row.save()
    assert seed(texts(text(title="Titel", p_1="Eins"))).kept == ["outcome/student/p-2: no longer shipped"]
    assert order() == ["title", "p-1", "p-2"]
    assert seed({}).kept == ["outcome/student: no longer shipped"]
    assert Text.objects.exists()


def test_segments_that_staff_added_removed_or_moved_stay_so(seeded):
    Segment.objects.create(text=Text.objects.get(), slug="p-own", position=2, body_de="Von uns")
    segment("p-1").delete()
    row = segment("p-2")
    row.position = 0
    row.save()
    Segment.objects.filter(slug="title").update(position=1)
    report = seed(texts(text(title="Titel", p_1="Eins", p_2="Zwei", p_3="Drei")))
    assert report.kept == ["outcome/student/p-1: removed"]
    assert order() == ["p-2", "p-3", "title", "p-own"]
    assert seed(texts(text(title="Titel", p_1="Eins", p_2="Zwei", p_3="Drei"))).created == 0


def test_every_change_counts_and_nothing_else_does(seeded):
    def counted(change):
        before = Edition.current()
        change()
        return Edition.current() - before

    row = segment("title")
    assert counted(row.save) == 1
    assert counted(lambda: Segment.objects.filter(slug="p-1").update(position=7)) == 1
    assert counted(lambda: seed(texts(text(title="Titel", p_1="Eins", p_2="Zwei neu")))) >= 1
    assert counted(lambda: seed(texts(text(title="Titel", p_1="Eins", p_2="Zwei neu")))) == 0
    assert counted(row.delete) == 1
    assert counted(lambda: Text.objects.all().delete()) == 1


def test_a_failed_seeding_writes_nothing(seeded, monkeypatch):
    monkeypatch.setattr("advisor.content.seeding.Segment.objects.bulk_update", lambda *_, **__: 1 / 0)
    edition = Edition.current()
    with pytest.raises(ZeroDivisionError):
        seed(texts(text(title="Titel neu"), text("other", title="Anders")))
    assert Text.objects.count() == 1
    assert Edition.current() == edition


WHOLE = 'de = "Wort"\nnl = "woord"\nhu = "szó"\n'
FAULTY = [
    pytest.param('["a".title]\nde = "Wort"\nnl = "woord"', "outcome/x.toml: a.title: hu is missing", id="no Hungarian"),
    pytest.param('["a".title]\nde = "W"\nnl = " "\nhu = "s"', "outcome/x.toml: a.title: nl is missing", id="blank"),
    pytest.param(f'["a".titel]\n{WHOLE}', "outcome/x.toml: a.titel: the id begins with one of", id="unknown role"),
    pytest.param(f'["A b".title]\n{WHOLE}', "outcome/x.toml: A b: a key has small letters", id="bad key"),
    pytest.param(f'["a".title]\n{WHOLE}fr = "mot"', "a.title: fr is not one of", id="unknown language"),
    pytest.param(f'["a".title]\n{WHOLE}["a".title]\n{WHOLE}', "outcome/x.toml: cannot be read", id="twice in a file"),
    pytest.param(
        '["a".p-1]\nde = "${no_figure}"\nnl = "n"\nhu = "h"',
        "outcome/x.toml: a.p-1: de: No figure is called no_figure.",
        id="unknown figure",
    ),
    pytest.param(WHOLE, 'write ["de".title]', id="no id"),
]


@pytest.mark.parametrize(("toml", "fault"), FAULTY)
def test_a_faulty_seed_is_refused_by_file_key_and_id(seeds, toml, fault):
    with pytest.raises(SeedError) as refused:
        shipped(seeds("outcome/x.toml", toml))
    assert fault in str(refused.value)


def test_a_key_may_stand_in_one_file_only(seeds):
    seeds("outcome/x.toml", f'["a".title]\n{WHOLE}')
    with pytest.raises(SeedError, match=r"outcome/y\.toml: a: is already in outcome/x\.toml"):
        shipped(seeds("outcome/y.toml", f'["a".title]\n{WHOLE}'))


def test_seeds_and_staff_know_the_same_kinds():
    assert list(KINDS) == Text.Kind.values


def test_an_unknown_kind_is_refused(seeds):
    with pytest.raises(SeedError, match=r"kinds/x\.toml: kind kinds is not one of outcome"):
        shipped(seeds("kinds/x.toml", f'["a".title]\n{WHOLE}'))


@pytest.mark.django_db
def test_the_command_names_the_faults(seeds, monkeypatch):
    folder = seeds("outcome/x.toml", '["a".title]\nde = "Wort"')
    monkeypatch.setattr("advisor.content.seeding.shipped", lambda: shipped(folder))
    with pytest.raises(CommandError, match=r"a\.title: nl is missing"):
        call_command("seed_content")

"""The front page shows each person what waits for them, and only what they may do something about."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from advisor.content.models import Edition, Text
from advisor.content.prose import fingerprint
from advisor.content.seeds import read_over
from advisor.staff import desk, releasing, still_right
from advisor.staff.models import FigureDraft, LinkCheck, StillRight, TextDraft, fingerprint_of, wordings_of
from advisor.staff.releasing import Conflict
from advisor.staff.roles import ROLES
from advisor.staff.steps import steps_of
from tests.signing_in import signed_in


def written(text, user, **wordings):
    draft = releasing.begin_text(text, user)
    body = [part | wordings if part["slug"] == "p-1" else part for part in draft.body]
    return releasing.save_text(draft, body, "", draft.version, user)


def sent(text, user, **wordings):
    return releasing.send(written(text, user, **wordings), user)


def shown(user, part):
    """What one part of the desk shows, as number and title."""
    with translation.override("en"):
        return {task.title: task.count for task in part(user)}


@pytest.fixture
def bela(person):
    return person("bela", "releaser")


def test_a_text_waits_for_a_second_person_and_not_for_who_wrote_it(text, person, bela):
    both = person("both", "editor", "releaser")
    sent(text, both, de="Neu.")
    assert shown(bela, desk.waiting) == {"Texts waiting for a second person": 1}
    assert shown(both, desk.waiting) == {}
    assert shown(person("ada", "editor"), desk.waiting) == {}


def test_a_figure_waits_for_a_second_person(person, bela):
    writer = person("w", "figures-editor")
    draft = FigureDraft.objects.create(
        name="contribution_ceiling", kind="review", reviewed_until="2027-12-31", state="waiting"
    )
    draft.writers.add(writer)
    assert shown(bela, desk.waiting) == {"Figures waiting for a second person": 1}
    assert shown(writer, desk.waiting) == {}


def test_what_was_given_back_is_shown_to_who_wrote_it(text, ada, bela, person):
    draft = sent(text, ada, de="Neu.")
    assert shown(ada, desk.not_sent) == {}
    releasing.give_back(draft, bela, "A word is missing.")
    assert shown(ada, desk.not_sent) == {"Your texts that were given back": 1}
    assert shown(person("other", "editor"), desk.not_sent) == {}
    assert shown(bela, desk.not_sent) == {}


def test_what_is_begun_is_shown_to_who_began_it(text, ada, person):
    written(text, ada, de="Neu.")
    assert shown(ada, desk.not_sent) == {"Your texts not yet sent": 1}
    assert shown(person("other", "editor"), desk.not_sent) == {}


def test_what_is_planned_is_shown(text, ada, bela, person):
    releasing.release_text(sent(text, ada, de="Neu."), bela, timezone.now() + timedelta(days=3))
    assert shown(ada, desk.scheduled) == shown(bela, desk.scheduled) == {"Texts planned for release": 1}
    assert shown(person("w", "figures-editor"), desk.scheduled) == {}


def test_what_could_not_be_released_on_its_day_is_shown_until_it_is_sent_again(text, ada, bela):
    draft = releasing.release_text(sent(text, ada, de="Neu."), bela, timezone.now() + timedelta(days=3))
    segment = text.segments.get(slug="p-1")
    segment.body_de = "Vom Update."
    segment.save()
    TextDraft.objects.filter(pk=draft.pk).update(release_on=timezone.now() - timedelta(minutes=1))
    Edition.objects.update(due=timezone.now() - timedelta(minutes=1))
    Edition.now()
    title = "Texts that could not be released on their day"
    assert shown(ada, desk.not_sent) == shown(bela, desk.not_sent) == {title: 1}
    assert LogEntry.objects.filter(change_message__startswith=releasing.NOT_AS_PLANNED).count() == 1
    again = releasing.take_over(TextDraft.objects.get(pk=draft.pk), ada)
    releasing.send(again, ada)
    assert shown(ada, desk.not_sent) == {}


def test_the_log_is_read_once_for_each_kind_of_draft(text, root):
    figure = FigureDraft.objects.create(name="care_rate", valid_from="2027-01-01")
    for draft in (written(text, root, de="Neu."), figure):
        type(draft).objects.filter(pk=draft.pk).update(decided_by=root)
        releasing.note(root, draft, f"{releasing.NOT_AS_PLANNED}: somebody was faster")
    with CaptureQueriesContext(connection) as asked:
        tasks = [task.title for _urgency, tasks in desk.tasks_for(root) for task in tasks]
    assert sum("could not be released" in title for title in tasks) == 2
    assert sum('FROM "django_admin_log"' in query["sql"] for query in asked) == 2


def test_translators_see_their_own_language_alone(text, person):
    part = text.segments.get(slug="p-1")
    part.body_nl, part.made_from_hu = "", fingerprint("Damals.")
    part.save()
    dutch, hungarian = person("n", "translator-nl"), person("h", "translator-hu")
    assert any("missing" in title and "Nederlands" in title for title in shown(dutch, desk.translations))
    assert not any("Magyar" in title for title in shown(dutch, desk.translations))
    assert any("stale" in title and "Magyar" in title for title in shown(hungarian, desk.translations))
    assert not any("Nederlands" in title for title in shown(hungarian, desk.translations))


def test_figures_are_shown_to_who_writes_figures(person, bela):
    writer = person("w", "figures-editor")
    found = shown(writer, desk.figures)
    assert found
    assert found.get("Figures missing for 1 January", 0) + found.get("Figures whose review ends soon", 0) > 0
    assert shown(bela, desk.figures) == {}


def test_a_link_is_shown_after_two_runs(ada, bela):
    now = timezone.now()
    about = {"finding": "broken", "checked_at": now}
    LinkCheck.objects.create(url="https://example.org/once", since=now, **about)
    assert shown(ada, desk.links) == {}
    LinkCheck.objects.create(url="https://example.org/twice", since=now - timedelta(days=1), **about)
    LinkCheck.objects.create(
        url="https://example.org/ok", since=now - timedelta(days=9), finding="works", checked_at=now
    )
    assert shown(ada, desk.links) == {"Broken links to other sites": 1}
    assert shown(bela, desk.links) == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_link_of_the_desk_opens_for_whom_it_is_shown(role, person, text):
    """Something of everything is there; whoever is shown a task can go there."""
    writer, now = person("w", "editor"), timezone.now()
    sent(text, writer, de="Neu.")
    other = Text.objects.create(kind="page", key="other")
    TextDraft.objects.create(text=other, state="scheduled", release_on=now + timedelta(days=1))
    for state in ("waiting", "scheduled", "draft"):
        FigureDraft.objects.create(name="contribution_ceiling", kind="review", reviewed_until="2027-12-31", state=state)
    for finding in ("broken", "moved"):
        url = f"https://example.org/{finding}"
        LinkCheck.objects.create(url=url, finding=finding, since=now - timedelta(days=2), checked_at=now)
    client = signed_in(person("somebody", role))
    page = client.get("/admin/")
    tasks = [task for _urgency, found in page.context["urgencies"] for task in found]
    assert bool(tasks) is (role != "administrator")
    for task in tasks:
        for link in (task.link, *(link for _label, link in task.items)):
            assert client.get(link, follow=True).status_code == 200, link
            assert link.replace("&", "&amp;") in page.content.decode()


def test_somebody_else_adds_a_function_and_it_is_on_the_front_page(monkeypatch, ada):
    task = desk.Task(desk.Urgency.NOW, 3, "Findings of the meaning check", "/admin/content/text/")
    monkeypatch.setattr(desk, "PARTS", [*desk.PARTS, lambda user: [task]])
    assert "Findings of the meaning check" in signed_in(ada).get("/admin/").content.decode()


# Still right ---------------------------------------------------------------------------------------------------------


def confirm(client, text, seen=None, **more):
    seen = fingerprint_of(wordings_of(text)) if seen is None else seen
    return client.post(f"/admin/still-right/{text.pk}/", {"seen": seen, **more})


def test_one_click_confirms_a_text_in_all_languages_with_name_and_date(text, ada):
    client = signed_in(ada)
    assert text.pk in still_right.unconfirmed()
    assert fingerprint_of(wordings_of(text)) in client.get(f"/admin/content/text/{text.pk}/change/").content.decode()
    assert confirm(client, text, back="text").url == f"/admin/content/text/{text.pk}/change/"
    kept = StillRight.objects.get()
    assert (kept.text, kept.by) == (text, ada)
    assert timezone.now() - kept.at < timedelta(minutes=1)
    assert text.pk not in still_right.unconfirmed()
    assert "ada" in client.get(f"/admin/content/text/{text.pk}/change/").content.decode()


def test_a_confirmation_lapses_when_a_language_changes(text, ada):
    still_right.confirm(text, fingerprint_of(wordings_of(text)), ada)
    part = text.segments.get(slug="p-1")
    part.body_hu = "Más."
    part.save()
    assert text.pk in still_right.unconfirmed()
    assert still_right.last_of(text) is None


def test_a_confirmation_lapses_after_a_year(text, ada):
    still_right.confirm(text, fingerprint_of(wordings_of(text)), ada)
    StillRight.objects.update(at=timezone.now() - timedelta(days=366))
    assert text.pk in still_right.unconfirmed()


def test_a_release_by_two_people_confirms_too(text, ada, bela):
    releasing.release_text(sent(text, ada, de="Neu."), bela)
    assert text.pk not in still_right.unconfirmed()
    TextDraft.objects.update(released_at=timezone.now() - timedelta(days=366))
    assert text.pk in still_right.unconfirmed()


def test_what_one_has_not_seen_is_not_confirmed(text, ada):
    client, seen = signed_in(ada), fingerprint_of(wordings_of(text))
    part = text.segments.get(slug="p-1")
    part.body_de, part.body_nl, part.body_hu = "Neu.", "Nieuw.", "Új."
    part.mark_translated("nl")
    part.mark_translated("hu")
    part.save()
    confirm(client, text, seen)
    assert not StillRight.objects.exists()
    with pytest.raises(Conflict):
        still_right.confirm(text, seen, ada)


def test_a_text_with_a_stale_translation_is_not_confirmed(text, ada):
    part = text.segments.get(slug="p-1")
    part.body_de = "Neu."
    part.save()
    confirm(signed_in(ada), text)
    assert not StillRight.objects.exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "editor"])
def test_only_editors_confirm(text, person, role):
    client = signed_in(person("somebody", role))
    assert confirm(client, text).status_code == 403
    assert not StillRight.objects.exists()


def test_looking_confirms_nothing(text, ada):
    assert signed_in(ada).get(f"/admin/still-right/{text.pk}/").status_code == 405
    assert confirm(signed_in(ada), Text(pk=10**9), "x").status_code == 404


@pytest.fixture
def read_over_long_ago(monkeypatch):
    """The shipped texts were last read over more than a year ago."""
    monkeypatch.setattr(still_right, "read_over", lambda: timezone.localdate() - timedelta(days=366))


def test_a_shipped_text_counts_as_confirmed_from_the_day_it_carries_for_a_year(ada, monkeypatch):
    shipped = Text.objects.filter(kind="outcome").first()
    assert shown(ada, desk.still_right) == {}
    assert still_right.unconfirmed() == []
    page = signed_in(ada).get(f"/admin/content/text/{shipped.pk}/change/").content.decode()
    assert f"last read over on {date_format(read_over(), 'SHORT_DATE_FORMAT')}" in page
    monkeypatch.setattr(still_right, "read_over", lambda: timezone.localdate() - timedelta(days=366))
    assert shipped.pk in still_right.unconfirmed()
    assert shown(ada, desk.still_right) == {"Texts not confirmed as still right for a year": Text.objects.count()}


def test_a_shipped_text_that_has_changed_no_longer_counts_as_read_over(ada):
    changed = Text.objects.filter(kind="outcome").first()
    part = changed.segments.first()
    part.body_hu = "Más."
    part.save()
    assert still_right.unconfirmed() == [changed.pk]
    page = signed_in(ada).get(f"/admin/content/text/{changed.pk}/change/").content.decode()
    assert "nobody has confirmed this text" in page


def test_a_person_counts_from_the_later_day(ada, read_over_long_ago):
    shipped = Text.objects.filter(kind="outcome").first()
    still_right.confirm(shipped, fingerprint_of(wordings_of(shipped)), ada)
    assert shipped.pk not in still_right.unconfirmed()
    StillRight.objects.update(at=timezone.now() - timedelta(days=400))
    assert shipped.pk in still_right.unconfirmed()


def test_the_shipped_texts_were_read_over_on_a_day_that_has_been():
    assert read_over() <= timezone.localdate()


def test_the_list_of_texts_to_confirm_shows_a_button_for_each_those_longest_unread_first(ada, text, read_over_long_ago):
    page = signed_in(ada).get("/admin/still-right/")
    lines = page.context["lines"]
    assert len(lines) == 50
    assert lines[0][0] == text
    assert [last and timezone.localdate(last) for *_line, last in lines[:2]] == [None, still_right.read_over()]
    shipped, seen, _first, _last = lines[1]
    assert seen == fingerprint_of(wordings_of(shipped))
    assert f"/admin/still-right/{shipped.pk}/" in page.content.decode()


@pytest.mark.parametrize(("choice", "there"), [("no", False), ("yes", True)])
def test_the_list_of_texts_can_be_narrowed_to_them(text, ada, choice, there):
    still_right.confirm(text, fingerprint_of(wordings_of(text)), ada)
    page = signed_in(ada).get(f"/admin/content/text/?still_right={choice}")
    assert (text in page.context["cl"].queryset) is there


def test_who_has_sent_something_sees_that_it_waits(text, ada, bela):
    draft = sent(text, ada, hu="Más.")
    assert shown(ada, desk.sent) == {"Your texts that wait for a second person": 1}
    assert shown(bela, desk.sent) == {}
    releasing.release_text(draft, bela)
    assert shown(ada, desk.sent) == {}


def test_the_front_page_names_a_text_by_its_title_and_tells_the_last_steps_in_words(text, ada, bela):
    draft = sent(text, ada, hu="Más.")
    page = signed_in(bela).get("/admin/").content.decode()
    assert f">{text.segments.first().wording('de')}</a>" in page
    releasing.give_back(draft, bela, "Zu kurz.")
    steps = signed_in(bela).get("/admin/", headers={"Accept-Language": "de"}).context["steps"]
    entry, link, what = steps[0]
    assert (bool(link), entry.object_repr) == (True, str(text))
    assert what.endswith("Zu kurz.")


def test_steps_on_ones_own_account_lead_nowhere(ada):
    releasing.note(ada, ada, "recovery codes made")
    assert [(link, what) for _entry, link, what in steps_of(ada)] == [("", "recovery codes made")]


@pytest.mark.parametrize("role", ROLES)
def test_the_front_page_leads_only_to_pages_that_open(role, person):
    client = signed_in(person("somebody", role))
    ways = client.get("/admin/").context["ways"]
    assert [link for _title, link in ways if client.get(link).status_code != 200] == []
    assert "/admin/readability/" in [link for _title, link in ways]


def test_a_translator_finds_the_translation_from_the_front_page(person):
    page = signed_in(person("nele", "translator-nl")).get("/admin/").content.decode()
    assert "/languages/nl/" in page
    assert "/languages/hu/" not in page

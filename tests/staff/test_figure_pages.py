"""Figures in the admin: who writes, who sees what would change, who releases."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.content.library import SHELF
from advisor.content.models import Edition, FigureReview, FigureRow
from advisor.directory.shelf import SHELF as LISTS
from advisor.rules.figures import shipped_figures
from advisor.staff import trials
from advisor.staff.models import FigureDraft

CEILING = "contribution_ceiling"
NEW = {
    "name": CEILING,
    "kind": "row",
    "valid_from": "01.01.2027",
    "says": "value",
    "value": "6.375,00",
    "source": "BGBl. 2026 I Nr. 310, S. 5",
    "note": "",
    "why": "Verordnung im Bundesgesetzblatt",
    "reviewed_until": "",
}


@pytest.fixture(autouse=True)
def _few_visitors(monkeypatch):
    """Enough to see that pages show them; test_figure_trials.py asks as many as there are."""
    monkeypatch.setattr(trials, "DRAWN", 60)


@pytest.fixture
def visit(person, signed_in):
    """Makes a browser in which a person with these roles is signed in."""

    def make(*roles):
        client = signed_in(person("-".join(roles), *roles))
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
        return client

    return make


@pytest.fixture
def editor(visit):
    return visit("figures-editor")


@pytest.fixture
def releaser(visit):
    return visit("releaser")


def at(name, *args):
    return reverse(f"admin:staff_figuredraft_{name}", args=args)


def written(editor, **fields):
    """The draft that the form makes; fails where it does not."""
    answer = editor.post(at("add"), NEW | fields)
    assert answer.status_code == 302, answer.context["errors"]
    return FigureDraft.objects.latest("pk")


def errors(answer):
    assert answer.status_code == 200
    return answer.context["adminform"].form.errors


def act(client, draft, name, **fields):
    draft.refresh_from_db()
    given = {"version": draft.version, "compared": "on", "large_step": "on", "remark": "weil"} | fields
    return client.post(at("act", draft.pk, name), {f"{name}-{key}": value for key, value in given.items()}, follow=True)


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def state(draft):
    draft.refresh_from_db()
    return draft.state


def shown(path):
    """A page as a visitor gets it after the two seconds in which nobody looks again."""
    SHELF.forget()
    LISTS.forget()
    return Client().get(path).content.decode()


# Writing ------------------------------------------------------------------------------------------------------------------


def test_the_form_offers_every_series_with_term_unit_and_value_of_today_and_no_derived_figure(editor):
    page = editor.get(at("add")).content.decode()
    assert "Beitragsbemessungsgrenze KV/PV (Monat)" in page
    assert "Euro je Monat" in page
    for name in shipped_figures().series:
        assert f'value="{name}"' in page
    assert 'value="minimum_assessment_base"' not in page


def test_a_link_to_the_form_fills_it_in(editor):
    page = editor.get(at("add") + "?name=care_rate&kind=review&reviewed_until=2027-12-31").content.decode()
    assert '<option value="care_rate" selected>' in page
    assert 'value="2027-12-31"' in page


TYPED = [
    ("de", "6.375,50", "6375.50"),
    ("de", "6375,5", "6375.50"),
    ("nl", "€ 6.375,50", "6375.50"),
    ("hu", "6 375,50 Ft".replace(" Ft", " €"), "6375.50"),
    ("hu", "6375.5", "6375.50"),
]


@pytest.mark.parametrize(("language", "typed", "value"), TYPED)
def test_values_are_read_as_the_language_writes_them(editor, language, typed, value):
    answer = editor.post(at("add"), NEW | {"value": typed}, headers={"accept-language": language})
    assert answer.status_code == 302
    assert FigureDraft.objects.get().value == Decimal(value)


WRONG = [
    pytest.param({"name": "no_such_figure"}, "name", id="unknown figure"),
    pytest.param({"name": ""}, "name", id="no figure"),
    pytest.param({"name": "minimum_assessment_base"}, "name", id="derived figure"),
    pytest.param({"valid_from": "31.12.2018"}, "valid_from", id="before 2019"),
    pytest.param({"valid_from": "01.01.2031"}, "valid_from", id="after 2030"),
    pytest.param({"valid_from": "30.02.2027"}, "valid_from", id="a day that does not exist"),
    pytest.param({"valid_from": ""}, "valid_from", id="no day"),
    pytest.param({"value": "NaN"}, "value", id="not a number"),
    pytest.param({"value": "Infinity"}, "value", id="infinite"),
    pytest.param({"value": "1e9"}, "value", id="exponent"),
    pytest.param({"value": "-5"}, "value", id="negative"),
    pytest.param({"value": ""}, "value", id="no value"),
    pytest.param({"value": "6375,005"}, "value", id="parts of a cent"),
    pytest.param({"value": "٣٠٠٠"}, "value", id="digits of another script"),
    pytest.param({"says": "unknown"}, "value", id="a value though none is known"),
    pytest.param({"says": "none", "value": ""}, "says", id="gone though the rules need it"),
    pytest.param({"name": "care_rate", "value": "100,1"}, "value", id="more than 100 percent"),
    pytest.param({"name": "family_age_limit", "value": "23,5"}, "value", id="half a year of age"),
    pytest.param({"source": ""}, "source", id="no source"),
    pytest.param({"source": "GETTSIN"}, "source", id="short name of no source"),
    pytest.param({"source": "x" * 301}, "source", id="a source too long"),
    pytest.param({"valid_from": "01.07.2026", "value": "5.812,50"}, "valid_from", id="holds already"),
    pytest.param({"value": "12.000"}, "large_step", id="a large step"),
    pytest.param({"value": "3187,50"}, "large_step", id="half"),
    pytest.param({"kind": "review", "reviewed_until": ""}, "reviewed_until", id="review without a day"),
    pytest.param({"kind": "review", "reviewed_until": "31.12.2025"}, "reviewed_until", id="review before the last row"),
    pytest.param(
        {"kind": "review", "reviewed_until": "31.12.2027"}, "reviewed_until", id="review beyond what is known"
    ),
    pytest.param({"kind": "review", "reviewed_until": "31.12.2026"}, "reviewed_until", id="reviewed already"),
    pytest.param({"kind": "review", "reviewed_until": "01.01.2031"}, "reviewed_until", id="review after 2030"),
]


@pytest.mark.parametrize(("fields", "field"), WRONG)
def test_what_cannot_be_is_told_at_its_field_and_what_was_typed_stays(editor, fields, field):
    answer = editor.post(at("add"), NEW | fields)
    assert field in errors(answer)
    assert not FigureDraft.objects.exists()
    assert "Verordnung im Bundesgesetzblatt" in answer.content.decode()


def test_nothing_of_what_people_paste_breaks_the_form(editor):
    for odd in ("\x00", "\ud800".encode("utf-8", "replace").decode(), "<script>", "9" * 200, "٣", "🏥", "'; --"):
        for field in NEW:
            assert editor.post(at("add"), NEW | {field: odd}).status_code in (200, 302)


def test_a_large_step_is_kept_when_it_is_meant(editor):
    assert written(editor, value="9000", large_step="on").value == 9000


def test_a_second_open_draft_for_the_same_figure_and_day_is_refused(editor):
    written(editor)
    assert "name" in errors(editor.post(at("add"), NEW | {"value": "6.400"}))
    assert FigureDraft.objects.count() == 1


def test_the_second_of_two_editors_is_told_and_their_words_stay(editor, visit):
    draft = written(editor)
    form = NEW | {"seen": draft.version}
    assert visit("figures-editor", "editor").post(at("change", draft.pk), form | {"value": "6400"}).status_code == 302
    answer = editor.post(at("change", draft.pk), form | {"value": "6500"})
    assert "6.400" in str(errors(answer)["value"])
    assert 'value="6500"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.value == 6400
    again = form | {"value": "6500", "seen": answer.context["adminform"].form["seen"].value()}
    assert editor.post(at("change", draft.pk), again).status_code == 302
    draft.refresh_from_db()
    assert draft.value == 6500


def test_a_draft_that_was_sent_and_is_changed_has_to_be_sent_again(editor, releaser):
    draft = written(editor)
    act(editor, draft, "send")
    assert state(draft) == "waiting"
    seen = draft.version
    editor.post(at("change", draft.pk), NEW | {"value": "6400", "seen": draft.version})
    assert state(draft) == "draft"
    act(releaser, draft, "release", version=seen)
    assert not FigureRow.objects.exists()


# Roles --------------------------------------------------------------------------------------------------------------------


def test_who_has_no_part_in_figures_sees_nothing_of_them(editor, visit):
    draft = written(editor)
    for roles in (["editor"], ["translator-nl"], ["administrator"]):
        client = visit(*roles)
        for path in (at("changelist"), at("add"), at("effect", draft.pk), at("new_year"), at("export"), at("import")):
            assert client.get(path).status_code == 403, (roles, path)
        assert act(client, draft, "send").status_code == 403
    assert state(draft) == "draft"


def test_a_releaser_writes_nothing(editor, releaser):
    draft = written(editor)
    assert releaser.get(at("add")).status_code == releaser.post(at("add"), NEW).status_code == 403
    assert 'type="file"' not in releaser.get(at("import")).content.decode()
    assert releaser.post(at("import"), NEW).status_code == 403
    releaser.post(at("change", draft.pk), NEW | {"value": "1", "seen": 1})
    releaser.post(at("new_year"), {"names": ["care_rate"], "reviewed_until": "31.12.2027"})
    draft.refresh_from_db()
    assert (draft.value, FigureDraft.objects.count()) == (6375, 1)


def test_a_figures_editor_releases_nothing(editor):
    draft = written(editor)
    act(editor, draft, "send")
    for name in ("release", "give-back", "withdraw"):
        assert act(editor, draft, name).status_code == 403
    assert state(draft) == "waiting"


def test_who_is_both_does_not_release_what_they_wrote(visit):
    both = visit("figures-editor", "releaser")
    draft = written(both)
    act(both, draft, "send")
    assert "act/release" not in both.get(at("effect", draft.pk)).content.decode()
    act(both, draft, "release")
    assert (state(draft), FigureRow.objects.count()) == ("waiting", 0)


def test_nobody_deletes_a_draft(editor, releaser):
    draft = written(editor)
    assert editor.post(at("delete", draft.pk), {"post": "yes"}).status_code == 403
    assert releaser.post(at("delete", draft.pk), {"post": "yes"}).status_code == 403
    assert FigureDraft.objects.exists()


# Releasing ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(editor):
    draft = written(editor)
    act(editor, draft, "send")
    return draft


def test_a_release_asks_whether_the_source_was_compared(releaser, waiting):
    answer = act(releaser, waiting, "release", compared="")
    assert answer.status_code == 200
    assert state(waiting) == "waiting"


def test_of_two_releases_one_wins_and_the_other_is_told(releaser, visit, waiting):
    other = visit("releaser", "editor")
    assert state(waiting) == "waiting"
    seen = waiting.version
    assert "Freigegeben." in said(act(releaser, waiting, "release", version=seen))
    assert "Jemand war schneller" in said(act(other, waiting, "release", version=seen))
    assert LogEntry.objects.filter(change_message="released").count() == 1


def test_a_release_for_later_counts_from_then_on(releaser, waiting):
    act(releaser, waiting, "release", release_on=(timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
    assert (state(waiting), FigureRow.objects.count()) == ("scheduled", 0)
    FigureDraft.objects.update(release_on=timezone.now() - timedelta(seconds=1))
    Edition.objects.update(due=timezone.now() - timedelta(seconds=1))
    shown("/de/")
    assert (state(waiting), FigureRow.objects.count()) == ("released", 1)


def test_a_release_for_the_past_is_refused(releaser, waiting):
    assert act(releaser, waiting, "release", release_on="2020-01-01T10:00").status_code == 200
    assert state(waiting) == "waiting"


def test_what_is_given_back_says_why_to_those_who_wrote_it(editor, releaser, waiting):
    act(releaser, waiting, "give-back", remark="Bitte die Fundstelle.")
    assert state(waiting) == "draft"
    assert "Bitte die Fundstelle." in editor.get(at("change", waiting.pk)).content.decode()


def test_giving_back_and_withdrawing_need_a_reason(releaser, waiting):
    act(releaser, waiting, "give-back", remark=" ")
    assert state(waiting) == "waiting"
    act(releaser, waiting, "release")
    act(releaser, waiting, "withdraw", remark="")
    assert state(waiting) == "released"


def test_every_step_is_in_the_audit_log(editor, releaser, waiting):
    act(releaser, waiting, "release")
    act(releaser, waiting, "withdraw", remark="Zahlendreher")
    log = list(LogEntry.objects.order_by("pk").values_list("user__username", "change_message"))
    assert log == [
        ("figures-editor", "begun"),
        ("figures-editor", "sent"),
        ("releaser", "released"),
        ("releaser", "withdrawn: Zahlendreher"),
    ]
    assert "Zahlendreher" in releaser.get(at("history", waiting.pk)).content.decode()


def test_a_released_draft_is_not_changed_any_more(editor, releaser, waiting):
    act(releaser, waiting, "release")
    editor.post(at("change", waiting.pk), NEW | {"value": "1", "seen": waiting.version})
    act(editor, waiting, "throw-away")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.value) == ("released", 6375)


def test_a_wrong_rate_of_half_the_value_is_stopped_by_the_examples(editor, releaser):
    draft = written(editor, name="care_rate", valid_from="01.01.2025", value="1,8", large_step="on")
    page = editor.get(at("effect", draft.pk)).content.decode()
    assert "vol_2025_tk_max_gen" in page
    act(editor, draft, "send")
    answer = act(releaser, draft, "release")
    assert "vol_2025_tk_max_gen" in said(answer)
    assert (state(draft), FigureRow.objects.count()) == ("waiting", 0)
    act(releaser, draft, "release", release_on=(timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
    assert state(draft) == "waiting"


def test_what_lay_before_does_not_come_back_where_it_would_break_examples(editor, releaser):
    wrong = FigureRow(name="care_rate", valid_from=date(2025, 1, 1), value=Decimal("1.8"), source="Zahlendreher")
    wrong.save()
    draft = written(editor, name="care_rate", valid_from="01.01.2025", value="3,6", large_step="on")
    act(editor, draft, "send")
    act(releaser, draft, "release")
    assert state(draft) == "released"
    edition, entries = Edition.current(), LogEntry.objects.count()
    answer = act(releaser, draft, "withdraw")
    assert "vol_2025_tk_max_gen" in said(answer)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert (state(draft), FigureRow.objects.get().value) == ("released", Decimal("3.6"))
    assert (Edition.current(), LogEntry.objects.count()) == (edition, entries)


def test_a_scheduled_figure_that_would_break_examples_by_then_goes_back(editor, releaser, waiting):
    act(releaser, waiting, "release", release_on=(timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
    FigureDraft.objects.update(valid_from=date(2026, 1, 1), release_on=timezone.now() - timedelta(seconds=1))
    Edition.objects.update(due=timezone.now() - timedelta(seconds=1))
    shown("/de/")
    assert state(waiting) == "draft"
    assert "emp_2026_9000_childless" in waiting.remark
    assert not FigureRow.objects.exists()


# What it would change -----------------------------------------------------------------------------------------------------


def test_the_page_shows_figures_examples_visitors_and_texts(editor, releaser):
    draft = written(editor, valid_from="01.01.2026", value="6.375")
    page = releaser.get(at("effect", draft.pk))
    found = page.context
    assert [(moved.name, moved.old, moved.new) for moved in found["effect"].figures] == [
        (CEILING, "5.812,50\xa0€", "6.375\xa0€"),
        ("contribution_ceiling_per_year", "69.750\xa0€", "76.500\xa0€"),
    ]
    assert len(found["examples"]) == 98
    moved = {line["id"]: line["results"][0] for line in found["moved_examples"]}
    assert moved["emp_2026_9000_childless"]["difference"].startswith("+")
    assert moved["emp_2026_9000_childless"]["published"] == "508,59"
    assert {move.language for text in found["texts"] for move in text["moves"]} == {"de", "nl", "hu"}
    assert any("6375\xa0€" in move.new for text in found["texts"] for move in text["moves"] if move.language == "hu")
    flows = {visitor["flow"] for visitor in found["visitors"]}
    assert len(flows) > 3
    for visitor in found["visitors"]:
        assert visitor["old"] != visitor["new"]
        assert releaser.get(visitor["address"]).status_code == 200


def test_answers_of_private_flows_stand_in_no_address(editor):
    draft = written(editor, name="reference_amount", valid_from="01.07.2026", value="4.100")
    page = editor.get(at("effect", draft.pk)).context
    effect, visitors = page["effect"], page["visitors"]
    private = {move.flow.key for move in effect.trial.shown() if move.flow.private}
    assert private
    for move, line in zip(effect.trial.shown(), visitors, strict=True):
        if move.flow.private:
            assert line["address"].endswith(f"?as_of={move.law.day}")
            assert line["answers"] == ""


def test_the_page_leaves_the_figures_as_they_are(editor):
    before = shown("/api/v1/advise/pay?as_of=2026-07-01&gross_pay=9000")
    draft = written(editor, valid_from="01.01.2026", value="6.375")
    editor.get(at("effect", draft.pk))
    assert shown("/api/v1/advise/pay?as_of=2026-07-01&gross_pay=9000") == before
    assert not FigureRow.objects.exists()


def test_a_figure_of_a_law_not_yet_passed_moves_only_what_asks_for_it(editor, releaser):
    draft = written(editor, draft_law="on", value="6.400")
    found = editor.get(at("effect", draft.pk)).context["effect"]
    assert next((moved.old, moved.new) for moved in found.figures) == ("6.375\xa0€", "6.400\xa0€")
    act(editor, draft, "send")
    act(releaser, draft, "release")
    assert "6.400" not in shown("/de/")
    LISTS.forget()
    row = LISTS.current().figures.on(date(2027, 2, 1), draft=True).find(CEILING)
    assert (row, row.draft) == (6400, True)


def test_a_review_takes_the_doubt_away(editor, releaser):
    LISTS.forget()
    late = date(2027, 2, 1)
    assert LISTS.current().figures.on(late).find("care_rate").provisional
    draft = written(editor, name="care_rate", kind="review", reviewed_until="31.12.2027", valid_from="", value="")
    assert editor.get(at("effect", draft.pk)).status_code == 200
    act(editor, draft, "send")
    act(releaser, draft, "release")
    LISTS.forget()
    assert not LISTS.current().figures.on(late).find("care_rate").provisional
    act(releaser, draft, "withdraw")
    assert not FigureReview.objects.exists()


# January ------------------------------------------------------------------------------------------------------------------


def figures_pages():
    """The page of the health figures in each language, on a day of the next year."""
    from django.utils import translation

    for language, number in (("de", "6.375,00\xa0€"), ("nl", "€\xa06.375,00"), ("hu", "6375,00\xa0€")):
        with translation.override(language):
            yield reverse("figures-topic", kwargs={"topic": "health"}) + "?as_of=2027-02-01", number


def ceiling_told_by_the_api():
    """The ceiling behind the contributions on 9,000 euros in February 2027, drafts of laws included."""
    job = "gross_pay=9000&job_kind=ordinary&other_jobs=none&no_sick_pay=no&current_system=statutory&additional_rate=2.9"
    person = "age=40&children=1&children_under_25=0&saxony=no&east=no"
    told = json.loads(shown(f"/api/v1/advise/pay?as_of=2027-02-01&law=draft&{job}&{person}"))
    assert told["complete"]
    return next(figure for figure in told["figures"] if figure["name"] == CEILING)


def test_january_from_the_new_row_to_the_page_in_three_languages_and_back(editor, releaser):
    """Next year's contribution ceiling: one writes, both see what it changes, another releases, and it can be withdrawn."""
    assert "name=contribution_ceiling&amp;kind=row" in editor.get(at("new_year")).content.decode()
    for path, number in figures_pages():
        assert number not in shown(path)
    assert ceiling_told_by_the_api()["draft"]
    draft = written(editor, reviewed_until="31.12.2027")
    page = editor.get(at("effect", draft.pk))
    assert not page.context["effect"].breaks
    assert page.context["effect"].texts
    act(editor, draft, "send")
    assert 'name="release-compared"' in releaser.get(at("effect", draft.pk)).content.decode()
    act(releaser, draft, "release")
    assert state(draft) == "released"
    for path, number in figures_pages():
        assert number in shown(path)
        assert "BGBl. 2026 I Nr. 310, S. 5" in shown(path)
    ceiling = ceiling_told_by_the_api()
    assert (ceiling["value"], ceiling["valid_from"]) == ("6375", "2027-01-01")
    assert (ceiling["source"], ceiling["draft"], ceiling["provisional"]) == (NEW["source"], False, False)
    act(releaser, draft, "withdraw", remark="Falsche Zeile")
    assert state(draft) == "withdrawn"
    for path, number in figures_pages():
        assert number not in shown(path)


def test_a_row_and_its_review_are_withdrawn_together(editor, releaser):
    first = written(editor, reviewed_until="31.12.2027")
    act(editor, first, "send")
    act(releaser, first, "release")
    second = written(editor, value="6.400", reviewed_until="31.12.2028")
    act(editor, second, "send")
    act(releaser, second, "release")
    act(releaser, first, "withdraw")
    assert state(first) == "released"
    act(releaser, second, "withdraw")
    assert (FigureRow.objects.get().value, FigureReview.objects.get().reviewed_until) == (6375, date(2027, 12, 31))
    act(releaser, first, "withdraw")
    assert not FigureRow.objects.exists()
    assert not FigureReview.objects.exists()


def test_a_review_released_with_a_row_is_kept_when_only_another_review_follows(editor, releaser):
    first = written(editor, reviewed_until="31.12.2027")
    act(editor, first, "send")
    act(releaser, first, "release")
    review = written(editor, kind="review", reviewed_until="30.06.2028")
    act(editor, review, "send")
    act(releaser, review, "release")
    act(releaser, first, "withdraw")
    assert state(first) == "released"
    act(releaser, review, "withdraw")
    assert FigureReview.objects.get().reviewed_until == date(2027, 12, 31)

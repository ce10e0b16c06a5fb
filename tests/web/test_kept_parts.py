"""Parts and shells of pages that a process keeps: they never hold an answer, and no page is other than if nothing were kept."""

import os
from copy import copy
from urllib.parse import urlencode

import pytest
from django.template import Context, Template
from django.utils.html import escape

from advisor.content.library import SHELF, library, showing
from advisor.content.models import Segment
from advisor.flows import all_flows
from advisor.interview.question import NO_ROWS
from advisor.rules.figures import figures, trying
from advisor.web import caching, calculator, keeping, pages, words
from advisor.web.asking import asked_on
from advisor.web.forms import AnswersForm
from advisor.web.keeping import PARTS, kept, making
from advisor.web.pages import Here
from tests import kinds
from tests.canary import traces

LANGUAGES = kinds.LANGUAGES if os.environ.get("FULL") else ("hu",)


@pytest.fixture(autouse=True)
def parts():
    """Those kept, from none on."""
    PARTS.forget()
    PARTS.hits = 0
    yield PARTS
    PARTS.forget()


def inside(source, **values):
    """What a template gives that loads our parts."""
    return Template("{% load parts %}" + source).render(Context(values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_is_the_same_as_if_nothing_were_kept(client, monkeypatch, parts, language):
    views = [(kind.name, kind.at(language)) for kind in kinds.KINDS]
    with monkeypatch.context() as nothing_kept:
        nothing_kept.setattr("advisor.web.pages._moment_of", lambda *_: None)
        made = {name: kinds.fetch(client, view).content for name, view in views}
    assert len(parts) == 0
    for _ in range(2):  # first made and then found, or found since another page had it
        assert {name: kinds.fetch(client, view).content for name, view in views} == made
    assert len(parts) > 150
    assert parts.hits > len(parts)


class Whole:
    """Instead of a shell: the page made by its template in one go, with all there is to show."""

    def __init__(self, template, here, words, site, frame, shared, filled):
        self._made_of = template, words, site
        self._texts = {
            **frame,
            **shared.values,
            **(shared.more(words, here.asked, **shared.values) if shared.more else {}),
        }

    def __len__(self):
        return 0

    def filled(self, page):
        template, words, site = self._made_of
        context = {**self._texts, **page.flatten()}
        if context.get("form") and context["form"].open:
            form = AnswersForm(context["form"].questions, words, page["filled_in"])
            form.offer_funds(page["here"].asked.law)
            calculator._point_at(self._texts["needed"], form)
            context["form"] = form
        return pages._rendered(template, page["here"], words, site, context)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shell_with_its_holes_filled_is_what_its_template_gives(client, monkeypatch, parts, language):
    views = [(kind.name, kind.at(language)) for kind in kinds.KINDS]
    shells = {name: kinds.fetch(client, view).content for name, view in views}
    monkeypatch.setattr(pages, "_moment_of", lambda *_: None)
    made = []
    monkeypatch.setattr(pages, "_shell", lambda *about: made.append(about[0].name) or Whole(*about))
    assert {name: kinds.fetch(client, view).content for name, view in views} == shells
    assert set(made) == {
        f"{name}.html" for name in ("guide/page", "interview/question", "interview/result", "interview/calculator")
    }


def test_a_shell_is_made_without_the_visitor(monkeypatch, client, parts):
    """What makes it is given names and texts; neither answers nor a function that could hold some."""
    seen = []
    really = pages._shell
    monkeypatch.setattr(pages, "_shell", lambda *about: seen.append(about) or really(*about))
    for flow in ("student", "pay"):
        answers = amounts("2000.37")[flow]
        for number in range(len(answers) + 1):
            client.get(kinds.of_flow(flow, "de", dict(list(answers.items())[:number])).path)
    assert len(seen) > 5
    for _template, here, _words, site, frame, shared, _filled in seen:
        assert (here.answers, here.typed, here.changed, site) == ({}, {}, {}, "")
        assert not traces(repr((here.arguments, frame, shared.values)))
        assert "2000" not in repr(shared.values)
    with pytest.raises(TypeError, match="holds values"):
        pages.Shared({}, lambda *_: {"answer": answers})


@pytest.mark.parametrize("listed", [NO_ROWS, "450"])
def test_how_many_things_are_in_a_list_is_kept_for_nobody(client, parts, listed):
    response = client.get(kinds.of_flow("pay", "de", {**amounts("2000.37")["pay"], "other_jobs": listed}).path)
    assert b'id="cost"' in response.content
    shells = [key for key, _ in parts.items() if "interview/calculator.html" in key]
    assert len(shells) == (listed == NO_ROWS)


def test_a_hole_is_filled_for_each_page_anew(parts):
    source = "{% for each in many %}<b>{{ each }}{% own each=each %}{{ mine }}{{ each }}{% endown %}</b>{% endfor %}{{ mine }}"
    template = Template("{% load parts %}" + source)
    empty = keeping.shell(lambda: template.render(Context({"many": [1, 2]})))
    assert empty.pieces == ("<b>1", "</b><b>2", "</b>")
    for mine in ("<i>", "x"):
        page = Context({"mine": mine, "many": "nobody asks"})
        assert empty.filled(page) == f"<b>1{escape(mine)}1</b><b>2{escape(mine)}2</b>"
    assert template.render(Context({"many": [1], "mine": "y"})) == "<b>1y1</b>y"


def test_a_hole_that_was_lost_on_the_way_is_no_page():
    template = Template("{% load parts %}{% filter cut:'\0' %}{% own %}{% endown %}{% endfilter %}")
    with pytest.raises(ValueError, match="hole"):
        keeping.shell(lambda: template.render(Context()))


def test_no_part_that_is_kept_has_holes(parts):
    source = '{% kept "p" %}a{% own %}{{ mine }}b{% endown %}{% endkept %}'
    with making(caching.moment(), "de"):
        made = keeping.shell(lambda: inside(source, mine="4.711,13 €"))
    assert made.pieces == ("ab",)
    assert [part for _, part in parts.items()] == ["ab"]


def amounts(euros):
    """Answers that nobody else gives, to what is typed."""
    student = {"country": "HU", "purpose": "degree", "home_cover": "statutory", "work": "main", "gross_pay": euros}
    return {"student": student, "pay": {**kinds.outcomes("pay")["pay-member"], "gross_pay": euros}}


@pytest.mark.parametrize("flow", ["student", "pay"])
def test_another_visitor_adds_nothing_to_what_is_kept(client, parts, flow):
    """On the way to a result, on the result, and in the address."""

    def walks(euros):
        answers = amounts(euros)[flow]
        for number in range(len(answers) + 1):
            for name in ("interview", "working", "sheet"):
                given = dict(list(answers.items())[:number]) if flow == "student" else answers
                view = kinds.of_flow(flow, "de", given, name)
                response = client.get(view.path, follow=True)
                assert response.status_code == 200
        if flow == "pay":
            assert euros.replace(".", ",").encode() in response.content.replace(b".", b"")

    walks("2000.37")
    before = dict(parts.items())
    walks("2000.42")
    assert dict(parts.items()) == before
    assert len(before) > 20


def test_a_label_is_kept_only_where_it_is_ours():
    """Some labels of amounts hold what somebody typed; no catalogue has those."""
    assert (words.label("per month", "de"), words.label("2 × 20.37", "de")) == ("im Monat", "2 × 20.37")
    known = words._said("de")
    assert "per month" in known
    assert "2 × 20.37" not in known


def test_of_private_groups_nothing_is_kept(client, parts):
    private = [flow.key for flow in all_flows().values() if flow.private]
    assert len(private) > 5
    for flow in private:
        answers = next(iter(kinds.outcomes(flow).values()))
        assert kinds.fetch(client, kinds.of_flow(flow, "hu", answers)).status_code == 200
        assert parts.items() == []


def test_what_is_kept_is_known_to_hold_an_answer_where_it_does(parts):
    with making(caching.moment(), "de"):
        kept(lambda: "4.711,13 €", "price")
    assert traces(repr(parts.items()))


def test_a_released_text_shows(client, parts):
    view = kinds.question("student", "purpose", "de")
    guide = Here("guide-page", asked_on(), {"key": "students"}).path("de")
    for path, kind, key in ((view.path, "why", "purpose"), (guide, "guide", "students")):
        client.get(path)
        segment = Segment.objects.filter(text__kind=kind, text__key=key).exclude(slug="title").first()
        assert "Ganz neu gesagt" not in client.get(path).content.decode()
        segment.body_de = "Ganz neu gesagt."
        segment.save()
        SHELF.forget()  # as two seconds later
        assert "Ganz neu gesagt." in client.get(path).content.decode()


def test_language_and_law_tell_parts_apart(client):
    answers = {"country": "HU", "purpose": "degree"}
    path = kinds.page("interview", "de", flow="student").path
    for day in ("2024-05-01", "2026-11-22"):
        page = client.get(f"{path}?{urlencode(answers | {'as_of': day})}").content.decode()
        assert f'value="{day}" min=' in page
        assert "as_of=2024-05-01" in page if day == "2024-05-01" else "as_of=2024-05-01" not in page
    assert 'lang="nl"' in client.get(kinds.question("student", "purpose", "nl").path).content.decode()


def test_drafts_and_figures_that_are_tried_are_not_kept(client, parts):
    for shown in (showing(library().with_text("notice", "draft", [], edition=-1)), trying(figures())):
        with shown:
            assert client.get("/de/").status_code == 200
            assert len(parts) == 0
    client.get("/de/")
    assert len(parts) > 0


def test_a_part_sees_what_decides_it_and_nothing_else():
    source = '{% kept "p" mine=one %}{{ mine }}, {{ one }}{{ two }}, {{ here.answers }}{% endkept %}'
    here = Here("interview", asked_on(), {"flow": "student"}, {"age": "24"})
    assert inside(source, one="1", two="2", here=here) == "1, , {}"


def test_a_part_is_made_once_for_its_values(parts):
    source = '{% kept "p" text=text %}{% for part in text %}{{ part.said }}{% endfor %}{% endkept %}'
    with making(caching.moment(), "de"):
        for said in ("one", "one", "two"):
            assert inside(source, text=[{"said": said, "of": ["law", None, True]}]) == said
    assert (len(parts), parts.hits) == (2, 1)
    assert inside(source, text=[{"said": "three"}]) == "three"
    assert len(parts) == 2


def test_a_part_made_while_something_changed_is_not_kept(parts):
    def slowly():
        SHELF.forget()
        return "old"

    with making(caching.moment(), "de"):
        assert kept(slowly, "p") == "old"
    assert len(parts) == 0


def test_texts_of_an_edition_before_are_not_kept_as_those_of_now(client, monkeypatch, parts):
    """Read before a release, shown after it."""
    older = copy(library())
    SHELF.forget()
    with monkeypatch.context() as before:
        before.setattr("advisor.web.words.library", lambda: older)
        assert client.get("/de/").status_code == 200
    assert len(parts) == 0


def test_memory_is_bounded():
    assert keeping.PARTS.most_bytes <= 32 * 1024 * 1024
    store = keeping.Store(1000, weigh=len)
    now = caching.moment()
    for number in range(20):
        store.put((number,), "x" * 100, now)
    assert (len(store), store.bytes) == (10, 1000)
    assert store.get((0,), now) is None
    assert store.get((19,), now)

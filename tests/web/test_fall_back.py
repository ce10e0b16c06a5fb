"""What falls back to German, because the reader's language lacks it, says so to who reads aloud: titles and what names them."""

import re

import pytest
from django.utils import translation

from advisor.content.library import library, showing
from advisor.web.asking import asked_on
from advisor.web.guide import at
from advisor.web.pages import Here
from advisor.web.words import Words

GUIDE = "how-it-works"


@pytest.fixture
def without_dutch(db):
    """The site with some texts that have no Dutch."""
    shown = library()
    for kind, key in (("guide", GUIDE), ("guide", "students"), ("page", "list-funds")):
        parts = [(part.id, {"de": part.text, "nl": "", "hu": ""}) for part in shown.wordings(kind, key, "de")]
        shown = shown.with_text(kind, key, parts, shown.edition + 1)
    with showing(shown):
        yield


def read(client, here, language="nl"):
    return client.get(here.path(language)).content.decode()


def title(kind, key):
    law = asked_on().law
    with translation.override("de"):
        return next(part["text"] for part in Words("de").parts(kind, key, law) if part["role"] == "title")


def in_german(words):
    return f'<span lang="de">{words}</span>'


def test_the_start_page_marks_the_name_of_a_list(client, without_dutch):
    page = read(client, Here("start", asked_on()))
    assert f">{in_german(title('page', 'list-funds'))}</a>" in page
    assert page.count('"><span lang="de">') == 1


def test_the_index_of_the_guide_marks_the_name_of_a_page(client, without_dutch):
    page = read(client, Here("guide", asked_on()))
    assert f"<strong>{in_german(title('guide', GUIDE))}</strong>" in page
    assert page.count('<span lang="de">') == 2


def test_a_page_of_the_guide_marks_its_title_wherever_it_stands(client, without_dutch):
    page = read(client, at(GUIDE, asked_on()))
    marked = in_german(title("guide", GUIDE))
    assert '<title lang="de">' in page
    assert f'<li aria-current="page">{marked}</li>' in page
    assert f"<h1>{marked}</h1>" in page
    contents = re.search(r'<nav class="contents".*?</nav>', page, re.S)[0]
    assert contents.count('<span lang="de">') == contents.count("<li>") > 2


def test_a_list_marks_its_title(client, without_dutch):
    page = read(client, Here("list", asked_on(), {"list_key": "funds"}))
    assert '<title lang="de">' in page
    assert f"<h1>{in_german(title('page', 'list-funds'))}</h1>" in page


def test_a_result_marks_the_page_that_tells_more(result, without_dutch):
    page = result(language="nl").content.decode()
    more = re.search(r'<section id="more">.*?</section>', page, re.S)[0]
    assert f">{in_german(title('guide', 'students'))}</a>" in more


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_where_nothing_is_missing_nothing_is_marked(client, db, language):
    for here in (Here("start", asked_on()), Here("guide", asked_on()), at(GUIDE, asked_on())):
        page = read(client, here, language)
        assert "<title>" in page
        assert '<h1><span lang="de">' not in page
        assert '<strong><span lang="de">' not in page

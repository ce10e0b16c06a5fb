"""axe finds nothing on any outcome of any group, nor on the other pages; language and theme rotate."""

from datetime import date
from itertools import cycle
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe

from advisor.flows import all_flows
from advisor.interview.journeys import deciding
from advisor.rules.figures import figures
from advisor.web.words import slug

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LAW = figures().on(date(2026, 11, 22))
LANGUAGES = ("de", "nl", "hu")
POST = """([path, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


def one_case_an_outcome(flow):
    """The first answers found that lead to each outcome."""
    found = {}
    for way in deciding(flow, LAW).ways:
        found.setdefault(way.outcome, dict(way.answers))
    return found


def violations(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    return [f"{v['id']}: {[node['html'][:90] for node in v['nodes'][:3]]}" for v in found.response["violations"]]


@pytest.fixture
def themes(browser):
    contexts = [browser.new_context(color_scheme=scheme, bypass_csp=True) for scheme in ("light", "dark")]
    yield cycle([context.new_page() for context in contexts])
    for context in contexts:
        context.close()


@pytest.mark.parametrize("key", all_flows())
def test_axe_finds_nothing_on_any_outcome(themes, site, key):
    flow = all_flows()[key]
    languages = cycle(LANGUAGES)
    for outcome, answers in one_case_an_outcome(flow).items():
        language, page = next(languages), next(themes)
        path = f"/{language}/{slug(flow.slug, language)}/"
        fields = answers | {"as_of": LAW.day.isoformat()}
        if flow.private:
            page.goto(f"{site}{path}")
            with page.expect_navigation():
                page.evaluate(POST, [path, fields])
        else:
            page.goto(f"{site}{path}?{urlencode(fields)}")
        assert page.locator("form.question").count() == flow.one_page, outcome
        assert violations(page) == [], (outcome, language)


@pytest.mark.parametrize("key", all_flows())
def test_axe_finds_nothing_on_the_questions_and_their_errors(themes, site, key):
    flow = all_flows()[key]
    path = f"/hu/{slug(flow.slug, 'hu')}/"
    page = next(themes)
    page.goto(f"{site}{path}")
    assert violations(page) == []
    page.locator("form.question button.main").click()
    taken = not flow.one_page and flow.asks[0].question.default is not None
    assert page.locator(".error-summary").count() == (not taken)
    assert violations(page) == []


def test_axe_finds_nothing_on_the_other_pages(themes, site):
    read = (
        "/de/ratgeber/so-funktioniert-es/",
        "/nl/gids/",
        "/hu/fogalomtar/k/",
        "/nl/woordenlijst/",
        "/de/zahlen/familien/",
        "/de/suche/?q=Gleitzone",
        "/nl/zoeken/?q=xyzzy",
        "/hu/kereses/?q=!",
    )
    for language in LANGUAGES:
        folder = f"/{language}/{slug('address|feedback', language)}/"
        read += (
            f"{folder}?page=letter/k",
            f"{folder}?page=flow/asylum-seeker",
            f"{folder}{slug('address|thank-you', language)}/",
        )
    for path in ("/", "/de/", "/nl/", "/hu/", "/de/nirgendwo/", *read):
        page = next(themes)
        page.goto(f"{site}{path}")
        assert violations(page) == [], path


def test_axe_sees_a_planted_fault(themes, site):
    page = next(themes)
    page.goto(f"{site}/de/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><input>')")
    assert any(found.startswith("image-alt") for found in violations(page))

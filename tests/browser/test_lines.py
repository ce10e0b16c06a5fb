"""The end of a line cuts no day in digits and no amount, on a phone as narrow as they come."""

import pytest

from tests.kinds import KINDS, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NARROW = {"width": 320, "height": 640}
LISTED = ("figures of a topic", "list of funds", "list of municipalities", "list of states", "working of pay")
CUT = r"""() => {
  const found = [], whole = /\d\d-\d\d-\d{4}|\d\d\.\d\d\.\d{4}|\d{4}\.\s\d\d\.\s\d\d\.|€\s[\d.,]+|[\d.,]+\s€/g;
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const match of node.data.matchAll(whole)) {
      const range = document.createRange();
      range.setStart(node, match.index); range.setEnd(node, match.index + match[0].length);
      found.push([match[0], new Set([...range.getClientRects()].map(box => Math.round(box.top))).size]);
    }
  }
  return found; }"""


@pytest.fixture
def narrow(browser):
    context = browser.new_context(viewport=NARROW)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_days_and_amounts_stay_on_one_line(narrow, site, language):
    found = []
    for kind in KINDS:
        if kind.name in LISTED:
            visit(narrow, site, kind.at(language))
            found += narrow.evaluate(CUT)
    assert len(found) > 50
    assert [text for text, lines in found if lines != 1] == []

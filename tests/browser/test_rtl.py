"""Written from right to left, in letters that run so: an amount stays beside its sign (which side is the reader's custom), German
paragraphs of law run as in German, and no kind of page scrolls sideways. test_fourth_language.py turns a whole language.
"""

import pytest

from tests.kinds import KINDS, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}
TURN = """() => {
  document.documentElement.dir = 'rtl';
  for (const one of document.querySelectorAll('details')) one.open = true;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const from = text.parentElement.closest('[lang], script, style, svg, a[href^="http"], .whole, .law, .source');
    if (!from || from.matches('html')) text.data = text.data.replace(/\\p{Script=Latin}/gu, '\\u05d0');
  }
}"""
TORN = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const box = (text, from, to) => { const range = document.createRange(); range.setStart(text, from); range.setEnd(text, to); return range.getBoundingClientRect(); };
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const where = text.parentElement.outerHTML.slice(0, 90);
    for (const match of text.data.matchAll(/(\\d[\\d.,]*)[\\s\u00a0](€|%)/g)) {
      const end = match.index + match[0].length, number = box(text, match.index, match.index + match[1].length), sign = box(text, end - 1, end);
      const apart = Math.max(number.left, sign.left) - Math.min(number.right, sign.right);
      if (number.width && Math.abs(number.top - sign.top) < 3 && apart > number.height * .7) found.push(`${match[0]} in ${where}`);
    }
    for (const match of text.parentElement.closest('.law') ? text.data.matchAll(/§[\\s\u00a0]\\d/g) : []) {
      const mark = box(text, match.index, match.index + 1), number = box(text, match.index + 2, match.index + 3);
      if (mark.width && Math.abs(mark.top - number.top) < 3 && mark.left >= number.left) found.push(`${match[0]} in ${where}`);
    }
  }
  return found;
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def turned(browser, site):
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    tab = context.new_page()

    def open_and_turn(kind):
        visit(tab, site, kind.at("de"))
        tab.evaluate(TURN)
        return tab

    yield open_and_turn
    context.close()


def test_every_kind_of_page_reads_from_right_to_left(turned):
    found = {}
    for kind in KINDS:
        tab = turned(kind)
        wide = tab.evaluate(SIDEWAYS)
        if wrong := [*([f"{wide} too wide"] if wide > 0 else []), *tab.evaluate(TORN)]:
            found[kind.name] = wrong
    assert found == {}, "\n".join(f"{name}: {wrong}" for name, wrong in found.items())


def test_what_is_torn_is_seen(turned):
    tab = turned(KINDS[1])
    assert tab.evaluate(TORN) == []
    planted = '<p><b dir="rtl">1.234,56 <i dir="ltr">abc</i></b></p><p>\u05d0 <span class="law" style="unicode-bidi: normal">§ 5</span></p>'
    tab.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", planted)
    assert len(tab.evaluate(TORN)) == 1
